"""The tables as people read and correct them: CSV with named columns, each row checked as it is read."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterator

from regesta.errors import BadData
from regesta.model import Attestation, Tenure

TENURE_COLUMNS = (
    "person", "name", "office", "label", "accredited_to", "start", "end", "status", "source", "source_date",
)  # fmt: skip
ATTESTATION_COLUMNS = ("person", "name", "office", "label", "accredited_to", "first", "last", "source")
NAME_COLUMNS = ("key", "person", "states")
SOURCE_COLUMNS = ("id", "voice", "origin", "version", "licence", "date")
VOICE_COLUMNS = ("voice", "name", "about")
CORRECTION_COLUMNS = ("state", "person", "office", "start", "end", "row_source", "reason", "source")
LIFE_COLUMNS = ("person", "name", "born", "died", "source")
ALIAS_COLUMNS = ("state", "name", "person", "source")
STATE_COLUMNS = (
    "code", "kept_as", "kind", "alpha2", "alpha3", "alpha4", "cow", "wikidata", "start", "end", "before", "after", "source",
)  # fmt: skip
STATE_KINDS = ("state", "territory", "former", "disputed")
CAPITAL_COLUMNS = ("state", "capital", "start", "end", "status", "source")
STATE_NAME_COLUMNS = ("code", "language", "name")
OFFICES = (
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister", "ambassador", "speaker",
    "other",
)  # fmt: skip
STATUSES = ("closed", "open", "unknown")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def rows_of(text: str, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the lines they end on. `name` is what a fault calls the table. Raises BadData."""
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        head = tuple(next(reader, ()))
        if head != columns:
            raise BadData(f"{name}, line 1: the columns should be {', '.join(columns)}.")
        for row in reader:
            if len(row) != len(columns):
                raise BadData(f"{name}, line {reader.line_num}: {len(columns)} fields are expected, not {len(row)}.")
            yield reader.line_num, row
    except csv.Error as fault:
        raise BadData(f"{name}, line {reader.line_num}: it is no CSV ({fault}).") from fault


def rows_under_head(
    text: str, name: str, needed: tuple[str, ...], more: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table whose head names the columns, in any order: all of `needed`, any of `more`. Raises BadData."""
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        head = tuple(cell.strip().lower() for cell in next(reader, ()))
        lacking = [column for column in needed if column not in head]
        strange = [column for column in head if column not in needed + more]
        if lacking or strange or len(set(head)) != len(head):
            fault = f"'{strange[0]}' is no column" if strange else "a column stands twice"
            fault = f"the column '{lacking[0]}' is missing" if lacking else fault
            raise BadData(f"{name}, line 1: {fault}; there are {', '.join(needed)}, and if you like {', '.join(more)}.")
        for row in reader:
            if not row:
                continue
            if len(row) != len(head):
                raise BadData(f"{name}, line {reader.line_num}: {len(head)} fields are expected, not {len(row)}.")
            yield reader.line_num, dict(zip(head, row, strict=True))
    except csv.Error as fault:
        raise BadData(f"{name}, line {reader.line_num}: it is no CSV ({fault}).") from fault


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that a calendar has: YYYY, YYYY-MM or YYYY-MM-DD."""
    found = _DATE.fullmatch(text)
    if found is None or found[1] == "0000":
        return False
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def date_fault(start: str, end: str) -> str | None:
    """What is wrong with the two dates of a tenure, either empty where it is not known; None where nothing is."""
    for text in (start, end):
        if text and not is_date(text):
            return f"'{text}' is no date; write YYYY, YYYY-MM or YYYY-MM-DD, and nothing where it is not known"
    if start and end:
        shared = min(len(start), len(end))
        if end[:shared] < start[:shared]:
            return f"it ends ({end}) before it starts ({start})"
    return None


def tenure_of(state: str, row: list[str], where: str, voices: dict[str, str]) -> Tenure:
    """A row of a table of tenures; `where` names the file and the line in a fault. Raises BadData."""
    person, holder, office, label, accredited, start, end, status, source, dated = row
    if office not in OFFICES:
        raise BadData(f"{where}: '{office}' is no office; there are: {' '.join(OFFICES)}.")
    if status not in STATUSES:
        raise BadData(f"{where}: '{status}' is no status; there are: {' '.join(STATUSES)}.")
    if (fault := date_fault(start, end)) is not None:
        raise BadData(f"{where}: {fault}.")
    if not is_date(dated):
        raise BadData(f"{where}: the date of the source, '{dated}', is no date.")
    if source not in voices:
        raise BadData(f"{where}: the table of sources has no '{source}'.")
    if not person or not holder:
        raise BadData(f"{where}: the person's name or id is missing.")
    return Tenure(
        person, holder, state, office, label, accredited or None, start or None, end or None, status, source, dated,
        voices[source],
    )  # fmt: skip


def attestation_of(state: str, row: list[str], where: str, voices: dict[str, str]) -> Attestation:
    """A row of a table of attestations. Raises BadData."""
    person, holder, office, label, accredited, first, last, source = row
    if office not in OFFICES:
        raise BadData(f"{where}: '{office}' is no office; there are: {' '.join(OFFICES)}.")
    if not first or not last or (fault := date_fault(first, last)) is not None:
        raise BadData(f"{where}: {fault if first and last else 'an attestation has a first and a last day'}.")
    if source not in voices:
        raise BadData(f"{where}: the table of sources has no '{source}'.")
    return Attestation(person, holder, state, office, label, accredited or None, first, last, source, voices[source])
