"""The printed calendar of regesta: what the formats `html` and `docx` set, a line for each entry and a note for its
source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regesta.exploring import calendar_line
from regesta.exporting.chosen import Chosen, placed_entries
from regesta.model import Entry

TITLE = "Calendar of regesta"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """An entry as it is set. `heading` is the year it opens, None where it stands under the same as the one before.

    Its footnote is the quote and where it stands (`source`); `number` counts the notes from 1.
    """

    number: int
    heading: str | None
    date: str
    abstract: str
    people: str
    quote: str
    source: str


def printed_lines(chosen: Chosen) -> Iterator[PrintedLine]:
    """The lines in the calendar's order, streamed."""
    last = None
    for number, (entry, place) in enumerate(placed_entries(chosen), 1):
        line = calendar_line(entry, place, chosen.paths.get(entry.document, entry.document))
        year = _year(entry)
        yield PrintedLine(
            number, year if year != last else None, line.date, line.abstract, line.people, entry.quote, line.source
        )
        last = year


def _year(entry: Entry) -> str:
    """The year under which the calendar's order puts an entry."""
    day = entry.when.earliest or entry.when.latest
    if day is None:
        return "Without a year"
    year = day[: -len("-01-01")]
    return f"{int(year[1:]) + 1} BC" if year.startswith("-") else str(int(year))
