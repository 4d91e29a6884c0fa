"""Build src/regesta/authorities/data from the compiled tables: facts with their sources, a file a state.

    python scripts/build_authorities.py [--check]

Reads ../shared/authorities (tenures.csv, attestations.csv, sources.csv). Rows of sources whose licence is not settled
(`epd:*`) are left out. `--check` writes nothing and fails where the committed tables differ from a fresh build.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from anyascii import anyascii

from regesta.authorities.loading import ATTESTATION_COLUMNS, NAME_COLUMNS, SOURCE_COLUMNS, TENURE_COLUMNS
from regesta.authorities.naming import key_of

HOME = Path(__file__).resolve().parent.parent
GIVEN = HOME.parent / "shared" / "authorities"
BUILT = HOME / "src" / "regesta" / "authorities" / "data"
UNSETTLED = "epd:"
# attestations name three states in words
STATES = {"Congo, Democratic Republic of": "COD", "Somoa": "WSM", "Afghanistan (Interim Authority)": "AFG"}
VOICES = {
    "frus-people": "frus", "pocom": "pocom", "visits": "visits", "travels": "travels", "travels-remarks": "travels",
    "factbook": "factbook",
}  # fmt: skip
LONGEST_OPEN = 25  # years: an office "open" for longer is one whose end the source does not know


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the committed tables, write nothing")
    asked = parser.parse_args()
    if not GIVEN.is_dir():
        print(f"skipped: {GIVEN.name} is not at hand")
        return 0
    built = build(GIVEN)
    if asked.check:
        stale = [name for name, text in built.items() if not _same(BUILT / name, text)]
        stale += sorted(str(p.relative_to(BUILT)) for p in BUILT.glob("*/*.csv") if _ours(p) not in built)
        for name in stale:
            print(f"{name}: it differs from a fresh build; run scripts/build_authorities.py")
        return 1 if stale else 0
    for name, text in built.items():
        (BUILT / name).parent.mkdir(parents=True, exist_ok=True)
        (BUILT / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(built)} files")
    return 0


def build(given: Path) -> dict[str, str]:
    """The tables by their names under the data folder."""
    tenures = [row for row in _rows(given / "tenures.csv") if not row["source"].startswith(UNSETTLED)]
    attested = list(_rows(given / "attestations.csv"))
    ids = _people(tenures, attested)
    built: dict[str, str] = {}
    by_state: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in tenures:
        state = _state(row["state"])
        person = ids[state, key_of(row["person"]), row["wikidata"]]
        names[key_of(row["person"]), person].add(state)
        by_state[state].append(
            (person, row["person"], row["office"], row["office_label"], row["accredited_to"], row["start"], row["end"],
             _status(row), row["source"], row["source_date"])
        )  # fmt: skip
    for state, rows in by_state.items():
        built[f"tenures/{state}.csv"] = _table(TENURE_COLUMNS, sorted(set(rows), key=lambda r: (r[2], r[5], r[6], r)))
    by_state = defaultdict(list)
    for row in attested:
        state = _state(row["state"])
        person = ids[state, key_of(row["person"]), ""]
        names[key_of(row["person"]), person].add(state)
        by_state[state].append(
            (person, row["person"], row["office"], row["office_label"], row["accredited_to"], row["date_from"],
             row["date_to"], row["source"])
        )  # fmt: skip
    for state, rows in by_state.items():
        built[f"attestations/{state}.csv"] = _table(
            ATTESTATION_COLUMNS, sorted(set(rows), key=lambda r: (r[2], r[5], r[6], r))
        )
    built["names.csv"] = _table(
        NAME_COLUMNS, [(key, person, " ".join(sorted(states))) for (key, person), states in sorted(names.items())]
    )
    used = {row["source"] for row in tenures} | {row["source"] for row in attested}
    built["sources.csv"] = _table(
        SOURCE_COLUMNS,
        [
            (
                row["id"],
                VOICES.get(row["id"], "wikidata"),
                row["repo"],
                row["commit"],
                row["licence"],
                row["date_of_data"],
            )
            for row in sorted(_rows(given / "sources.csv"), key=lambda row: row["id"])
            if row["id"] in used
        ],
    )
    return built


def _people(
    tenures: Iterable[Mapping[str, str]], attested: Iterable[Mapping[str, str]]
) -> dict[tuple[str, str, str], str]:
    """The id of a person by (state, folded name, QID as given).

    A name without a QID takes the QID of that name in that state where there is but one, else a slug of its own.
    """
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    asked: set[tuple[str, str, str]] = set()
    for row in tenures:
        place = (_state(row["state"]), key_of(row["person"]))
        if row["wikidata"]:
            known[place].add(row["wikidata"])
        asked.add((*place, row["wikidata"]))
    asked |= {(_state(row["state"]), key_of(row["person"]), "") for row in attested}
    ids = {}
    for state, name, given in asked:
        alone = known[state, name]
        slug = f"{state.lower()}/{re.sub('[^a-z0-9]+', '-', name).strip('-')}"
        ids[state, name, given] = given or (next(iter(alone)) if len(alone) == 1 else slug)
    return ids


def _status(row: Mapping[str, str]) -> str:
    if row["end_status"] == "open" and row["start"][:4].isdigit():
        return "open" if int(row["source_date"][:4]) - int(row["start"][:4]) <= LONGEST_OPEN else "unknown"
    return row["end_status"]


def _state(code: str) -> str:
    code = STATES.get(code, code)
    assert re.fullmatch("[A-Z]{3,4}", anyascii(code)) is not None, code
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


def _ours(path: Path) -> str:
    return str(path.relative_to(BUILT))


if __name__ == "__main__":
    sys.exit(main())
