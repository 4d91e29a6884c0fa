"""Write docs/reference/formats.md from the formats' own words, so that the page tells what the program does.

usage: document_formats.py [--check]

`--check` writes nothing and exits 1 when the page is stale.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from kept_page import keep

from regesta.exporting import FORMATS

HOME = Path(__file__).resolve().parent.parent
PAGE = HOME / "docs" / "reference" / "formats.md"
OPENING = """# Formats

What `regesta export FORMAT` writes. This page is made from the formats themselves by `scripts/document_formats.py`.

All formats take the filters of `regesta list`, and `--decided` for the entries as people left them. Entries are written as
they are read from the register, so that memory does not grow with it. A file appears whole or not at all. An entry that a
format has no place for is left out, and how many were is said. [Carry a register elsewhere](../how-to/carry-elsewhere.md) shows
them at work.

"""


def page() -> str:
    """The whole page, as it should be."""
    rows = [f"| [`{name}`](#{name}) | {kind(name)} | {words(name)[0]} |" for name in FORMATS]
    table = "\n".join(["| format | writes | |", "|---|---|---|", *rows])
    return OPENING + table + "\n" + "".join(section(name) for name in FORMATS)


def kind(name: str) -> str:
    """What appears where one writes to."""
    format = FORMATS[name]
    return "a text" if format.text is not None else "a file" if format.binary is not None else "a folder or .zip"


def words(name: str) -> tuple[str, str]:
    """The first sentence of a format's module, and the rest."""
    format = FORMATS[name]
    writer = format.text or format.binary or format.folder
    module = inspect.getmodule(inspect.unwrap(writer)) if writer is not None else None
    told = inspect.cleandoc((module.__doc__ if module is not None else None) or "")
    first, _, rest = told.partition("\n\n")
    return " ".join(first.split()).rstrip("."), rest.strip()


def section(name: str) -> str:
    """A format: what it is, whom it is for, what it loses."""
    title, rest = words(name)
    left = f"\n*Left out*: {FORMATS[name].leaves_out}.\n" if FORMATS[name].leaves_out else ""
    return f"\n## {name}\n\n{title}.\n\n{rest}\n{left}"


def main(words: list[str] | None = None) -> int:
    return keep(PAGE, page(), __doc__, words)


if __name__ == "__main__":
    sys.exit(main())
