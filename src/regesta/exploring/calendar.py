"""The register as historians print it: date line, abstract, place, people, source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.exploring.abstracts import abstract
from regesta.model import Document, Entry, Place, When
from regesta.names import state_name

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a calendar prints it. Text for people; the entry itself is beside it."""

    entry: Entry
    date: str
    abstract: str
    people: str
    source: str


def calendar_lines(entry: Entry, document: Document, name: str | None = None) -> Line:
    """The lines of an entry; `name` is the document's path, its own name by default."""
    return calendar_line(entry, document.locate(entry.start), name or document.name)


def calendar_line(entry: Entry, place: Place, name: str) -> Line:
    """The lines of an entry that stands at a place of a document called `name`."""
    people = "; ".join(
        ", ".join(
            part
            for part in (p.name, p.office, state_name(p.state) if p.state is not None else None)
            if part is not None
        )
        for p in entry.people
    )
    voice = f"said by {entry.said_by}; " if entry.said_by is not None else ""
    cited = f"; cites {', '.join(entry.citations)}" if entry.citations else ""
    source = f"{voice}{name}, {place_line(place)}{cited}"
    return Line(entry, date_line(entry.when), abstract(entry), people, source)


def told_abstract(entry: Entry) -> str:
    """An entry in one line: its date and its abstract."""
    return f"{date_line(entry.when)}. {abstract(entry)}"


def place_line(place: Place) -> str:
    """A place in a source for people: "page 3", "line 212", "paragraph 7"."""
    if place.page is not None:
        return f"page {place.page}"
    if place.line is not None and place.path is None:
        return f"line {place.line}"
    if place.paragraph is not None:
        return f"paragraph {place.paragraph}"
    if place.path is not None:
        return place.path
    return f"line {place.line}" if place.line is not None else "the whole document"


def date_line(when: When) -> str:
    """A date as a historian prints it: "1991 December 25", "about 1993", "before 1903 June 30", "[year unknown] January 28"."""
    edtf = when.edtf
    if edtf is None:
        return "undated"
    if edtf.startswith("["):
        return "one of " + ", ".join(_point(part) for part in edtf[1:-1].split(","))
    first, mark, last = edtf.partition("/")
    if mark and first == "..":
        return f"by {_point(last)}"
    if mark and last == "..":
        return f"from {_point(first)} on"
    if mark:
        return f"{_point(first)} to {_point(last)}"
    return _point(edtf)


def _ordinal(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{last}"


def _point(edtf: str) -> str:
    bare = re.sub(r"[~?%]", "", edtf)
    doubt = "about " if set(edtf) & set("~%") else "perhaps " if "?" in edtf else ""
    parts = bare.split("-") if not bare.startswith("-") else ["-" + bare[1:5], *bare[6:].split("-")]
    year = parts[0]
    if year == "XXXX":
        year = "[year unknown]"
    elif year.endswith("XX"):
        year = f"{_ordinal(int(year[:2]) + 1)} century"
    elif year.endswith("X"):
        year = f"{year[:3]}0s"
    if len(parts) == 1:
        return doubt + year
    if parts[1] in _SEASONS:
        return f"{doubt}{year} {_SEASONS[parts[1]]}"
    month = _MONTHS[int(parts[1]) - 1] if parts[1].isdigit() and 1 <= int(parts[1]) <= 12 else ""
    day = f" {int(parts[2])}" if len(parts) > 2 and parts[2].isdigit() else ""
    return f"{doubt}{year} {month}{day}".rstrip()
