"""Build src/regesta/authorities/data: tables from the compiled facts, a file a state, and their compiled form.

    python scripts/build_authorities.py [--check] [--overlaps]

Reads ../shared/authorities (tenures.csv, attestations.csv, sources.csv) where it is at hand, and the tables in
`data/curated`. Rows of sources whose licence is not settled (`epd:*`) are left out; rows that contradict themselves stand in
`left-out.csv`. Then every table is checked and `compiled.pack` written, from which Regesta reads. `--check` writes nothing
and fails where the committed files differ from a fresh build; `--overlaps` lists offices that one source gives to two people
at a time.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from regesta.authorities.bounds import begun, ended, first_day, last_day
from regesta.authorities.compiling import compiled, tenures_under
from regesta.authorities.naming import key_of
from regesta.authorities.tables import (
    ALIAS_COLUMNS,
    ATTESTATION_COLUMNS,
    SOURCE_COLUMNS,
    TENURE_COLUMNS,
    date_fault,
    rows_of,
)
from regesta.errors import BadData
from regesta.model import Tenure

HOME = Path(__file__).resolve().parent.parent
GIVEN = HOME.parent / "shared" / "authorities"
BUILT = HOME / "src" / "regesta" / "authorities" / "data"
PACK = "compiled.pack"
MADE = ("tenures/*.csv", "attestations/*.csv", "sources.csv", "left-out.csv")  # by this script; the rest is by hand
UNSETTLED = "epd:"
# attestations name three states in words
STATES = {"Congo, Democratic Republic of": "COD", "Somoa": "WSM", "Afghanistan (Interim Authority)": "AFG"}
VOICES = {
    "frus-people": "frus", "pocom": "pocom", "visits": "visits", "travels": "travels", "travels-remarks": "travels",
    "factbook": "factbook",
}  # fmt: skip
LONGEST_OPEN = 25  # years: an office "open" for longer is one whose end the source does not know
# offices that one person holds at a time
SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    parser.add_argument("--overlaps", action="store_true", help="list where one source gives an office to two people")
    asked = parser.parse_args()
    try:
        if asked.overlaps:
            for line in overlaps(BUILT):
                print(line)
            return 0
        return check() if asked.check else write()
    except BadData as fault:
        print(fault)
        return 1


def check() -> int:
    """Whether the committed files are what a fresh build gives; names those that are not."""
    stale = []
    if GIVEN.is_dir():
        built = build(GIVEN, BUILT)
        stale = [name for name, text in built.items() if not _same(BUILT / name, text)]
        made = {path.relative_to(BUILT).as_posix() for pattern in MADE for path in BUILT.glob(pattern)}
        stale += sorted(made - built.keys())
    else:
        print(
            f"skipped: {GIVEN.name} is not at hand; the tables are checked, and not compared with what they came from"
        )
    if not (BUILT / PACK).is_file() or (BUILT / PACK).read_bytes() != compiled(BUILT):
        stale.append(PACK)
    for name in stale:
        print(f"{name}: it differs from a fresh build; run: make authorities")
    return 1 if stale else 0


def write() -> int:
    """Write the tables, where what they are made of is at hand, and their compiled form."""
    built = build(GIVEN, BUILT) if GIVEN.is_dir() else {}
    for path in {path for pattern in MADE for path in BUILT.glob(pattern)} if built else ():
        if path.relative_to(BUILT).as_posix() not in built:
            path.unlink()
    for name, text in built.items():
        (BUILT / name).parent.mkdir(parents=True, exist_ok=True)
        (BUILT / name).write_text(text, encoding="utf-8", newline="\n")
    (BUILT / PACK).write_bytes(compiled(BUILT))
    print(f"{len(built)} tables, {PACK}")
    return 0


def build(given: Path, beside: Path) -> dict[str, str]:
    """The tables by their names under the data folder; `beside` holds what people added. Raises BadData."""
    tenures = [row for row in _rows(given / "tenures.csv") if not row["source"].startswith(UNSETTLED)]
    attested = list(_rows(given / "attestations.csv"))
    exact, folded = _aliases(beside)
    ids = _people(tenures, attested, folded)
    built: dict[str, str] = {}
    left_out: list[tuple[str, ...]] = []
    by_state: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in tenures:
        state = _state(row["state"])
        person = row["wikidata"] or exact.get((state, row["person"])) or ids[state, key_of(row["person"])]
        line = (
            person, row["person"], row["office"], row["office_label"], row["accredited_to"], row["start"], row["end"],
            _status(row), row["source"], row["source_date"],
        )  # fmt: skip
        if (fault := date_fault(row["start"], row["end"])) is not None:
            left_out.append((state, *line, fault))
        else:
            by_state[state].append(line)
    for state, rows in by_state.items():
        built[f"tenures/{state}.csv"] = _table(TENURE_COLUMNS, sorted(set(rows), key=lambda r: (r[2], r[5], r[6], r)))
    built["left-out.csv"] = _table(("state", *TENURE_COLUMNS, "fault"), sorted(set(left_out)))
    by_state = defaultdict(list)
    for row in attested:
        state = _state(row["state"])
        by_state[state].append(
            (exact.get((state, row["person"])) or ids[state, key_of(row["person"])], row["person"], row["office"],
             row["office_label"], row["accredited_to"], row["date_from"], row["date_to"], row["source"])
        )  # fmt: skip
    for state, rows in by_state.items():
        built[f"attestations/{state}.csv"] = _table(
            ATTESTATION_COLUMNS, sorted(set(rows), key=lambda r: (r[2], r[5], r[6], r))
        )
    used = {row["source"] for row in tenures} | {row["source"] for row in attested}
    built["sources.csv"] = _table(
        SOURCE_COLUMNS,
        [
            (row["id"], VOICES.get(row["id"], "wikidata"), row["repo"], row["commit"], row["licence"], row["date_of_data"])
            for row in sorted(_rows(given / "sources.csv"), key=lambda row: row["id"])
            if row["id"] in used
        ],
    )  # fmt: skip
    return built


def overlaps(folder: Path) -> Iterable[str]:
    """Where one source gives an office of one person at a time to two, for more than a day."""
    with_sources = {line[0]: line[1] for line in _sources(folder)}
    found: dict[tuple[str, str, str], list[Tenure]] = defaultdict(list)
    for row in tenures_under(folder, with_sources):
        if row.office in SINGLE and row.start is not None and row.end is not None:
            found[row.state, row.office, row.source].append(row)
    for (state, office, source), rows in sorted(found.items()):
        rows.sort(key=lambda row: (begun(row), ended(row)))
        for one, other in pairwise(rows):
            if one.person != other.person and last_day(other.start) < first_day(one.end):
                yield (
                    f"{state} {office}, {source}: {one.name} {one.start} to {one.end}, "
                    f"{other.name} {other.start} to {other.end}"
                )


def _sources(folder: Path) -> Iterable[list[str]]:
    for path in (folder / "sources.csv", folder / "curated" / "sources.csv"):
        if path.is_file():
            yield from (row for _, row in rows_of(path.read_text(encoding="utf-8"), path.name, SOURCE_COLUMNS))


def _aliases(folder: Path) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """Whom a name of a state means, where a source spells it in a way of its own: as printed, and folded.

    A folded name that aliases give to two people ("William Howard Taft", the third and the fourth) stands for neither.
    """
    path = folder / "curated" / "aliases.csv"
    exact: dict[tuple[str, str], str] = {}
    folded: dict[tuple[str, str], set[str]] = defaultdict(set)
    if path.is_file():
        for _, (state, name, person, _) in rows_of(path.read_text(encoding="utf-8"), path.name, ALIAS_COLUMNS):
            exact[state, name] = person
            folded[state, key_of(name)].add(person)
    return exact, {place: next(iter(people)) for place, people in folded.items() if len(people) == 1}


def _people(
    tenures: Iterable[Mapping[str, str]], attested: Iterable[Mapping[str, str]], aliases: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """The id of a person by state and folded name where the source gives no QID.

    It is that of the person whom an alias names, else the QID of that name in that state where there is but one, else a
    slug of its own.
    """
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    asked: set[tuple[str, str]] = set()
    for row in tenures:
        place = (_state(row["state"]), key_of(row["person"]))
        asked.add(place)
        if row["wikidata"]:
            known[place].add(row["wikidata"])
    asked |= {(_state(row["state"]), key_of(row["person"])) for row in attested}
    ids = {}
    for state, name in asked:
        alone = known[state, name]
        slug = f"{state.lower()}/{re.sub('[^a-z0-9]+', '-', name).strip('-')}"
        ids[state, name] = aliases.get((state, name)) or (next(iter(alone)) if len(alone) == 1 else slug)
    return ids


def _status(row: Mapping[str, str]) -> str:
    if row["end_status"] == "open" and row["start"][:4].isdigit():
        return "open" if int(row["source_date"][:4]) - int(row["start"][:4]) <= LONGEST_OPEN else "unknown"
    return row["end_status"]


def _state(code: str) -> str:
    code = STATES.get(code, code)
    if re.fullmatch("[A-Z]{3}", code) is None:
        raise BadData(f"tenures.csv: '{code}' is no code of a state.")
    return code


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
