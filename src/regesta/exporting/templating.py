"""The templates of reports and fragments, loaded once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str, escaped: bool = True) -> Template:
    """A file of `templates`; text put into it is escaped for HTML, unless it is no HTML."""
    from jinja2 import Environment, PackageLoader

    pages = Environment(
        loader=PackageLoader("regesta.exporting"), autoescape=escaped, trim_blocks=True, lstrip_blocks=True
    )
    return pages.get_template(name)
