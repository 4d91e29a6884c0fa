"""The register in a browser: routes ask `exploring` and the register, templates print.

What lives here: routes, templates (`templates`), style and script (`static`), and who may ask and change (`guarding`). What
does not: questions and words (`exploring`), SQL (`register`). No request leaves the machine.
"""

from regesta.web.app import create_app
from regesta.web.serving import password_of, run

__all__ = ["create_app", "password_of", "run"]
