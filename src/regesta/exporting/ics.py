"""iCalendar (RFC 5545): the entries as whole days in any calendar program.

*For*: anniversaries, teaching, a quick look. An entry of one day is that day; a wider one runs over all the days that
its date allows and is TENTATIVE, with the date as the calendar prints it before its regest, since a program would
otherwise show a year as an act that lasted a year. The quote and the document are the description.

*Loses*: the difference between a span and a date that is only known to the year, but for the words; people, sectors,
citations, offsets. Control characters become spaces, since the standard has no place for them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.metadata import version
from typing import TextIO

from regesta.exploring import abstract, date_line, place_line
from regesta.exporting.chosen import Chosen, Written, placed_entries
from regesta.model import Entry

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_STAMP = "19700101T000000Z"  # when the event was made: no moment, so that the same register gives the same file


def write_ics(chosen: Chosen, out: TextIO) -> Written:
    """Write the events as they are read; every line ends in CR LF and none is longer than 75 bytes."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Regesta//Regesta {version('regesta')}//EN",
        "CALSCALE:GREGORIAN",
    )
    out.writelines(f"{line}\r\n" for line in head)
    count = left_out = 0
    for entry, place in placed_entries(chosen):
        days = _days(entry)
        if days is None:
            left_out += 1
            continue
        path = chosen.paths.get(entry.document, entry.document)
        out.writelines(f"{folded(line)}\r\n" for line in _event(entry, days, f"{path}, {place_line(place)}"))
        count += 1
    out.write("END:VCALENDAR\r\n")
    return Written(count, left_out)


def _event(entry: Entry, days: tuple[date, date], source: str) -> list[str]:
    exact = days[0] == days[1] and entry.when.edtf == entry.when.earliest
    told = abstract(entry) if exact else f"{date_line(entry.when)}: {abstract(entry)}"
    lines = [
        "BEGIN:VEVENT", f"UID:{text(entry.id)}@regesta", f"DTSTAMP:{_STAMP}",
        f"DTSTART;VALUE=DATE:{_written(days[0])}", f"DTEND;VALUE=DATE:{_written(days[1] + timedelta(days=1))}",
        f"SUMMARY:{text(told)}", f"DESCRIPTION:{text(f'“{entry.quote}” ({source})')}",
        f"CATEGORIES:{text(entry.act)}", "STATUS:CONFIRMED" if exact else "STATUS:TENTATIVE", "TRANSP:TRANSPARENT",
    ]  # fmt: skip
    return [*lines, *([f"LOCATION:{text(entry.place)}"] if entry.place is not None else []), "END:VEVENT"]


def text(value: str) -> str:
    """A text as the value of a property: marks escaped, line ends written as \\n, controls as spaces."""
    bare = _CONTROLS.sub(" ", value.replace("\r\n", "\n"))
    return bare.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, none cut within a character."""
    raw = line.encode()
    if len(raw) <= 75:
        return line
    pieces, start, room = [], 0, 75
    while start < len(raw):
        end = min(start + room, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end].decode())
        start, room = end, 74  # a line that goes on begins with a space
    return "\r\n ".join(pieces)


def _days(entry: Entry) -> tuple[date, date] | None:
    """First and last day; None where one is open, unknown, or outside the years 1 to 9998."""
    first, last = entry.when.earliest, entry.when.latest
    if first is None or last is None or first < "0001" or last > "9998-12-31":
        return None
    return date.fromisoformat(first), date.fromisoformat(last)


def _written(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
