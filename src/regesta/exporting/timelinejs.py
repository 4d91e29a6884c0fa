"""TimelineJS 3: the JSON of a timeline on a page, one slide for each entry with a first day.

*For*: storymaps and class rooms. A slide's headline is the regest, its text the quote and the document, its group the
act; the date is shown as the calendar prints it ("about 1993"). A month or a year is given as such, a span with both
ends. TimelineJS draws a few hundred slides well; narrow the question with the filters.

*Loses*: offsets, people's offices, citations, modality but in the headline. Texts are escaped: TimelineJS would read
them as HTML.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any, TextIO

from regesta.exploring import abstract, date_line, place_line
from regesta.exporting.chosen import Chosen, Written, placed_entries
from regesta.model import Entry, When

_PLAIN = re.compile(r"(-?\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?[~?%]?")


def write_timelinejs(chosen: Chosen, out: TextIO) -> Written:
    """Write the slides one a line."""
    out.write('{"events": [')
    count = left_out = 0
    for entry, place in placed_entries(chosen):
        dates = _dates(entry.when)
        if dates is None:
            left_out += 1
            continue
        source = f"{chosen.paths.get(entry.document, entry.document)}, {place_line(place)}"
        out.write((",\n" if count else "\n") + json.dumps(_slide(entry, dates, source), ensure_ascii=False))
        count += 1
    out.write("\n]}\n")
    return Written(count, left_out)


def _slide(entry: Entry, dates: dict[str, Any], source: str) -> dict[str, Any]:
    return {
        "unique_id": entry.id,
        **dates,
        "display_date": escape(date_line(entry.when)),
        "group": entry.act.replace("_", " "),
        "text": {
            "headline": escape(abstract(entry)),
            "text": f"<blockquote>{escape(entry.quote)}</blockquote><p>{escape(source)}</p>",
        },
    }


def _dates(when: When) -> dict[str, Any] | None:
    """Start and, for what is wider than a date that TimelineJS knows, end; None where no first day is told."""
    if when.earliest is None or when.edtf is None:
        return None
    plain = _PLAIN.fullmatch(when.edtf)
    if plain is not None:
        return {"start_date": _moment(*plain.groups())}
    ends = [
        _moment(*found.groups()) for day in (when.earliest, when.latest) if day and (found := _PLAIN.fullmatch(day))
    ]
    return dict(zip(("start_date", "end_date"), ends, strict=False))


def _moment(year: str, month: str | None, day: str | None) -> dict[str, int]:
    parts = (("year", year), ("month", month), ("day", day))
    return {name: int(value) for name, value in parts if value is not None}
