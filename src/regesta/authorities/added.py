"""The user's own authorities: CSV files in a folder of theirs, each checked whole before any row of it is taken.

The folder is the one that REGESTA_AUTHORITIES names (empty: none), else `authorities` in the user's data folder.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from regesta.authorities.bounds import FIRST
from regesta.authorities.tables import OFFICES, STATUSES, date_fault, is_date, rows_under_head
from regesta.errors import BadData
from regesta.model import Source, Tenure

FOLDER = "REGESTA_AUTHORITIES"
NEEDED = ("name", "state", "office", "start", "end", "source")
MORE = ("person", "label", "accredited_to", "status", "source_date", "note")
_PERSON = re.compile(r"[\w./'-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def folder() -> Path | None:
    """Where the user's files lie; None where the environment says that none are to be read."""
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named).expanduser() if named else None
    from platformdirs import user_data_path  # asked for only where nothing is said

    return user_data_path("regesta", appauthor=False) / "authorities"


def files() -> tuple[Path, ...]:
    """The user's files, by name."""
    place = folder()
    return tuple(sorted(place.glob("*.csv"))) if place is not None and place.is_dir() else ()


def files_version() -> str | None:
    """A hash of the user's files, names and bytes; None where there are none."""
    found = files()
    if not found:
        return None
    digest = blake2b(digest_size=8)
    for path in found:
        content = _bytes(path)
        digest.update(f"{path.name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def read_rows(
    paths: Iterable[Path], states: Mapping[str, str], voices: Mapping[str, str]
) -> tuple[tuple[str, Tenure], ...]:
    """The tenures of files with their places, all of them or none. Raises BadData for the first row that is not in order.

    `states` gives the code that tenures are kept under by every code a user may write; `voices` the voice of a source that
    the tables know already by its folded name. A row without a person's id has an empty one.
    """
    found: list[tuple[str, Tenure]] = []
    seen: dict[tuple[str | None, ...], str] = {}
    for path in paths:
        for line, row in _rows(path):
            tenure = _tenure(row, f"{path}, line {line}", states, voices)
            key = (tenure.name.casefold(), tenure.state, tenure.office, tenure.start, tenure.end, tenure.label,
                   tenure.accredited_to)  # fmt: skip
            if key in seen:
                raise BadData(f"{path}, line {line}: it repeats {seen[key]}; leave one of them out.")
            seen[key] = f"{path.name}, line {line}"
            found.append((f"{path}, line {line}", tenure))
    return tuple(found)


def sources_of(rows: Iterable[Tenure]) -> Iterator[Source]:
    """The sources that the user's rows name, each once."""
    dates: dict[tuple[str, str], str] = {}
    for row in rows:
        dates[row.source, row.voice] = max(dates.get((row.source, row.voice), ""), row.source_date)
    for (source, voice), dated in sorted(dates.items()):
        yield Source(source, voice, source, "", "the user's own", dated)


_BETWEEN_WORDS = re.compile(r"[ -]+")


def _tenure(row: dict[str, str], where: str, states: Mapping[str, str], voices: Mapping[str, str]) -> Tenure:
    for column, cell in row.items():
        if _CONTROL.search(cell) is not None:
            raise BadData(f"{where}: '{column}' holds a line break or another control character; take it out.")
    state = states.get(row["state"].upper()) or states.get(row["state"])
    if state is None:
        raise BadData(f"{where}: '{row['state']}' is no state; write a code of ISO 3166{_near(row['state'], states)}.")
    accredited = states.get(row["accredited_to"].upper(), row["accredited_to"]) or None
    office = _BETWEEN_WORDS.sub("_", row["office"].lower()).replace("defense", "defence")
    if office not in OFFICES:
        raise BadData(f"{where}: '{row['office']}' is no office; there are: {' '.join(OFFICES)}.")
    if not row["name"] or not row["source"]:
        raise BadData(f"{where}: the {'source' if row['name'] else 'name'} is missing.")
    if (fault := date_fault(row["start"], row["end"])) is not None:
        raise BadData(f"{where}: {fault}.")
    if not row["start"] and not row["end"]:
        raise BadData(f"{where}: it has neither a start nor an end; give at least a year of one.")
    status = row["status"] or ("closed" if row["end"] else "unknown")
    if status not in STATUSES or (status == "closed") != bool(row["end"]):
        raise BadData(
            f"{where}: the status '{status}' does not fit; closed goes with an end, open and unknown without."
        )
    if (row["source_date"] or status == "open") and not is_date(row["source_date"]):
        raise BadData(f"{where}: the date of the source, '{row['source_date']}', is no date; 'open' needs one.")
    if row["person"] and _PERSON.fullmatch(row["person"]) is None:
        raise BadData(f"{where}: '{row['person']}' is no id of a person: letters, digits and / . - only.")
    voice = voices.get(row["source"].casefold(), row["source"])
    return Tenure(
        row["person"], row["name"], state, office, row["label"] or office.replace("_", " "), accredited,
        row["start"] or None, row["end"] or None, status, row["source"], row["source_date"] or FIRST[:4], voice,
    )  # fmt: skip


def _near(asked: str, states: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(asked.upper(), [code for code in states if len(code) == 3], n=3, cutoff=0.6)
    return f" (near it: {', '.join(near)})" if near else ""


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file, every column there, the cells without spaces around. Raises BadData."""
    content = _bytes(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise BadData(f"{path}, line {line}: it is not UTF-8; save the file as “CSV UTF-8” and try again.") from fault
    for line, row in rows_under_head(text, str(path), NEEDED, MORE):
        yield line, {column: row.get(column, "").strip() for column in (*NEEDED, *MORE)}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BadData(f"{path}: it cannot be read ({fault.strerror or fault}).") from fault
