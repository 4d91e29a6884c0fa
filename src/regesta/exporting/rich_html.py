"""Entries, acts, readings, documents and findings as small HTML, for a notebook. Loses what a line has no room for.

`%load_ext regesta` in IPython or Jupyter has them shown so wherever a cell ends with one; `html_of` gives the HTML. Text of
documents is escaped, with control characters and bidirectional overrides as their codes; there is no script and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from regesta.exploring import abstract, calendar_lines, date_line, place_line
from regesta.exporting.templating import template
from regesta.model import Act, Document, Entry, Finding, Reading
from regesta.names import state_name

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MOST_ROWS, LONGEST = 12, 400  # rows of a table; code points of a quote
SHOWN: tuple[type, ...] = (Entry, Act, Reading, Document, Finding)


def html_of(thing: Entry | Act | Reading | Document | Finding) -> str:
    """A fragment of HTML that shows a thing. Raises TypeError for a thing of another kind."""
    makers: dict[type, Callable[[Any], dict[str, Any]]] = {
        Entry: _entry, Act: _act, Reading: _reading, Document: _document, Finding: _finding,
    }  # fmt: skip
    if type(thing) not in makers:
        raise TypeError(
            f"a {type(thing).__name__} is not shown; these are: {', '.join(kind.__name__ for kind in SHOWN)}"
        )
    return template("rich.html").render(
        kind=type(thing).__name__.lower(), plain=_plain, short=_short, **makers[type(thing)](thing)
    )


def register_formatters(formatter: Any) -> None:
    """Have an HTML formatter of IPython show the kinds that `html_of` takes."""
    for kind in SHOWN:
        formatter.for_type(kind, html_of)


def _entry(entry: Entry) -> dict[str, Any]:
    return {"entry": entry, "date": date_line(entry.when), "abstract": abstract(entry)}


def _act(act: Act) -> dict[str, Any]:
    return {"act": act, "date": date_line(act.when), "states": [state_name(code) for code in act.states]}


def _reading(reading: Reading) -> dict[str, Any]:
    lines = [calendar_lines(entry, reading.document) for entry in reading.entries[:MOST_ROWS]]
    places = [place_line(reading.document.locate(line.entry.start)) for line in lines]
    return {
        "reading": reading,
        "rows": list(zip(lines, places, strict=True)),
        "more": len(reading.entries) - len(lines),
    }


def _document(document: Document) -> dict[str, Any]:
    return {"document": document, "beginning": document.text[:LONGEST]}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"finding": finding}


def _plain(text: object) -> str:
    """Text with the marks that a page must not obey as their codes; the template escapes it."""
    return _CONTROLS.sub(lambda mark: f"\\x{ord(mark.group()):02x}", str(text))


def _short(text: str) -> str:
    return _plain(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
