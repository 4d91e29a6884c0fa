"""Findings as one HTML page that needs nothing else: for reading on screen, printing, and sending to an author."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from itertools import groupby
from typing import TextIO

from regesta.checking import rules
from regesta.exploring import because, place_line
from regesta.exporting.report_text import summary
from regesta.exporting.templating import template
from regesta.model import Remark


def write_report_html(remarks: Sequence[Remark], out: TextIO) -> None:
    """Write a report. Text of documents is escaped; the page holds no script and asks for nothing."""
    documents = [(path, list(group)) for path, group in groupby(remarks, key=lambda one: one.path)]
    out.write(
        template("report.html").render(
            documents=documents,
            summary=summary(remarks),
            rules={rule.id: rule for rule in rules()},
            because=because,
            place_line=place_line,
            version=version("regesta"),
        )
    )
    out.write("\n")
