"""How many people are resolved rightly, left unsure, not known, or resolved wrongly, against labels made by hand.

usage: measure_people.py [--show]

Sets: single mentions, the first article, the country articles, and the examples. Of people without a label nothing is
said but how many there are. Ends with 1 where one is resolved wrongly.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold_sets import HOME, SHARED

from regesta.authorities import key_of
from regesta.dates.edtf import parse_edtf
from regesta.model import Entry, Identity, Person, When
from regesta.resolving import resolve_people
from regesta.resolving.spelling import SURE, name_likeness
from regesta.workflow import read

LABELS = HOME / "tests" / "resolving"
Judged = tuple[str, str]  # the verdict, and a line that shows it


def labels(name: str) -> list[dict[str, Any]]:
    """The rows of a label file, whatever they are called."""
    rows: list[dict[str, Any]]
    (rows,) = tomllib.loads((LABELS / name).read_text(encoding="utf-8")).values()
    return rows


def verdict(identity: Identity, known: str) -> str:
    """What an identity is worth where the person meant is called by a name, "" for nobody whom the authorities know."""
    if identity.status != "resolved":
        return identity.status
    name = next(one.name for one in identity.candidates if one.person == identity.person)
    meant = bool(known) and (name_likeness(name, known) >= SURE or key_of(name) == key_of(known))
    return "rightly" if meant else "wrong"


def mention_entry(row: dict[str, Any]) -> Entry:
    """An entry that holds nothing but one labelled mention."""
    when = parse_edtf(row["date"]) if "date" in row else When()
    person = Person(row.get("name"), row.get("office"), row.get("state"))
    states, act = tuple(row["parties"]), row.get("act", "visit")
    return Entry("e", "d", act, when, states, (person,), None, (), "asserted", None, (), 0, 1, "q", "rule", 0.9, "why")


def shown(identity: Identity, *what: str | None) -> str:
    return f"{' '.join(filter(None, what))}: {identity.status} {identity.person or ''} ({identity.why})"


def mentions() -> Iterator[Judged]:
    for row in labels("cases/people.toml"):
        (identity,) = resolve_people([mention_entry(row)])
        yield verdict(identity, row["is"]), shown(identity, row.get("name"), row.get("office"), row.get("date"))


def of_document(path: Path, known: dict[tuple[str, ...], str], by_name: bool) -> Iterator[Judged]:
    """The people of a document's entries; labels are keyed by name, or by date, act and name."""
    entries = read(path).entries
    by_id = {entry.id: entry for entry in entries}
    for identity in resolve_people(entries):
        entry = by_id[identity.entry]
        name = entry.people[identity.position].name or ""
        key = (path.stem, name) if by_name else (entry.when.edtf or "", entry.act, name)
        line = shown(identity, path.stem, entry.when.edtf, entry.act, name)
        yield (verdict(identity, known[key]) if key in known else "no label"), line


def seed_people() -> Iterator[Judged]:
    known: dict[tuple[str, ...], str] = {
        (row["date"], row["act"], row["name"]): row["is"] for row in labels("seed.toml")
    }
    yield from of_document(SHARED / "seed" / "article.md", known, by_name=False)


def documents_people(folder: Path, pattern: str, name: str) -> Iterator[Judged]:
    known: dict[tuple[str, ...], str] = {(row["document"], row["name"]): row["is"] for row in labels(name)}
    for path in sorted(folder.glob(pattern)):
        yield from of_document(path, known, by_name=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print everyone left unsure or resolved wrongly")
    show = parser.parse_args().show
    sets = {
        "mentions": mentions(),
        "first article": seed_people(),
        "country articles": documents_people(SHARED / "rdcr" / "prose", "*.txt", "cases/country-articles.toml"),
        "examples": documents_people(HOME / "examples" / "documents", "*.*", "cases/examples.toml"),
    }
    worst = 0
    print(f"{'':18}{'rightly':>9}{'unsure':>9}{'unknown':>9}{'wrong':>9}{'no label':>10}{'seconds':>9}")
    for name, judged in sets.items():
        if name in ("first article", "country articles") and not SHARED.is_dir():
            print(f"{name:18}skipped: the documents are not there")
            continue
        started = time.perf_counter()
        found = list(judged)
        counts = Counter(verdict for verdict, _ in found)
        figures = "".join(f"{counts[kind]:9}" for kind in ("rightly", "unsure", "unknown", "wrong"))
        print(f"{name:18}{figures}{counts['no label']:10}{time.perf_counter() - started:9.1f}")
        for kind, line in found:
            if kind == "wrong" or (show and kind == "unsure"):
                print(f"    {kind}: {line}")
        worst += counts["wrong"]
    return 1 if worst else 0


if __name__ == "__main__":
    raise SystemExit(main())
