"""Findings as one HTML page that needs nothing else: for reading on screen, printing, and sending to an author."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from regesta.checking import rules
from regesta.exploring import because, place_line
from regesta.exporting.report_text import summary
from regesta.model import Remark

if TYPE_CHECKING:
    from jinja2 import Template


def write_report_html(remarks: Sequence[Remark], out: TextIO) -> None:
    """Write a report. Text of documents is escaped; the page holds no script and asks for nothing."""
    documents = [(path, list(group)) for path, group in groupby(remarks, key=lambda one: one.path)]
    out.write(
        _template().render(
            documents=documents,
            summary=summary(remarks),
            rules={rule.id: rule for rule in rules()},
            because=because,
            place_line=place_line,
            version=version("regesta"),
        )
    )
    out.write("\n")


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader

    pages = Environment(
        loader=PackageLoader("regesta.exporting"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return pages.get_template("report.html")
