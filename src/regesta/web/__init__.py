"""The register in a browser, read only: routes ask `exploring` and the register, templates print.

What lives here: routes, templates (`templates`), style (`static`). What does not: questions and words (`exploring`), SQL
(`register`). No script runs in these pages and no request leaves the machine.
"""

from regesta.web.app import create_app
from regesta.web.serving import run

__all__ = ["create_app", "run"]
