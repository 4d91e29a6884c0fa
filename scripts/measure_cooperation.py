"""Measure cooperation: the passages of tests/cooperation, and the first article where it lies beside the project.

usage: measure_cooperation.py [--misses]

Statements are paired with the labels by place, one to one; then rung, sectors, sub-sectors, states, institutions, instruments
and quantities are compared. With --misses, each miss of the half that may be tuned on and of the article; never of the
half that is only scored.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from gold_sets import HOME, SHARED, hash_of, source_span

from regesta.cooperation import joined_name
from regesta.model import Cooperation, Document, Entry, Quantity
from regesta.reading import read_bytes
from regesta.workflow import read, read_document

PASSAGES = HOME / "tests" / "cooperation"
ARTICLE = SHARED / "seed" / "article.md"
LABELLED = SHARED / "seed" / "entries.jsonl"
HALVES = ("tuning", "held")
_SAME_SECTOR = {"medicine": "health"}  # the labels' word for a term of the contract

Row = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Counts by what is compared: of the labels, of what was told, and of what agrees."""

    asked: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, what: str, asked: set[Any], told: set[Any], where: str) -> None:
        self.asked[what] += len(asked)
        self.told[what] += len(told)
        self.right[what] += len(asked & told)
        if asked - told:
            self.misses.append(f"{what}: {sorted(asked - told)} not told, {sorted(told - asked)} told | {where}")

    def recall(self, what: str) -> float:
        return self.right[what] / self.asked[what] if self.asked[what] else 1.0

    def precision(self, what: str) -> float:
        return self.right[what] / self.told[what] if self.told[what] else 1.0

    def f1(self, what: str) -> float:
        both = self.asked[what] + self.told[what]
        return 2 * self.right[what] / both if both else 1.0


def passages(half: str) -> list[Row]:
    listed: list[Row] = tomllib.loads((PASSAGES / f"{half}.toml").read_text(encoding="utf-8"))["passage"]
    return listed


def measure_half(half: str) -> Tally:
    """The passages of one half, each read as a document of its own."""
    tally = Tally()
    for passage in passages(half):
        document = read_bytes(passage["text"].encode(), "passage.txt")
        found = list(read_document(document).cooperation)
        for row in passage["expect"]:
            at = document.text.index(row["quote"])
            row["span"] = (at, at + len(row["quote"]))
        pairs = paired(passage["expect"], [((one.start, one.end), one) for one in found])
        for row, one in pairs:
            compare(tally, row, one)
        loose = len(found) - sum(one is not None for _, one in pairs)
        tally.told["statements"] += loose
        if loose:
            known = {one.id for _, one in pairs if one is not None}
            tally.misses += [
                f"too many: {one.rung} {one.sectors} | {one.quote!r}" for one in found if one.id not in known
            ]
    return tally


Placed = list[tuple[tuple[int, int], Cooperation]]


def paired(rows: list[Row], found: Placed) -> list[tuple[Row, Cooperation | None]]:
    """Each label with the statement that holds its words, or the most of them; a statement goes to one label."""
    free = list(found)
    pairs: list[tuple[Row, Cooperation | None]] = []
    for row in rows:
        low, high = row["span"]
        meets = [(min(high, end) - max(low, start), -(end - start), (start, end), one) for (start, end), one in free]
        meets = [meet for meet in meets if meet[0] > 0]
        best = max(meets, key=lambda meet: meet[:2], default=None)
        pairs.append((row, best[3] if best is not None else None))
        if best is not None:
            free.remove((best[2], best[3]))
    return pairs


def compare(tally: Tally, row: Row, one: Cooperation | None) -> None:
    """One label against one statement, or against none."""
    where = str(row.get("quote") or row.get("told"))
    tally.asked["statements"] += 1
    tally.asked["rung"] += 1
    tally.told["statements"] += one is not None
    tally.right["statements"] += one is not None
    tally.right["rung"] += one is not None and one.rung == row["rung"]
    if one is None:
        tally.misses.append(f"missed: {row['rung']} | {where}")
    elif one.rung != row["rung"]:
        tally.misses.append(f"rung: {row['rung']}, told {one.rung} ({one.why}) | {where}")
    tally.count("sectors", set(row["sectors"]), set(one.sectors) if one else set(), where)
    tally.count("sub-sectors", set(row.get("sub", ())), set(one.subsectors) if one and row.get("sub") else set(), where)
    named = {joined_name(name) for name in row.get("institutions", ())}
    told = {joined_name(body.name) for body in one.bodies} if one else set()
    tally.count("institutions", named, named & told, where)
    tally.count(
        "states", set(row.get("states", ())), set(one.states) & set(row.get("states", ())) if one else set(), where
    )
    titles = {joined_name(name) for name in row.get("instruments", ())}
    tally.count(
        "instruments", titles, {joined_name(name) for name in one.instruments} & titles if one else set(), where
    )
    asked = [quantity_of(*quantity) for quantity in row.get("quantities", ())]
    mine = one.quantities if one else ()
    met = {key for key in asked if any(agrees(key, quantity) for quantity in mine)}
    tally.count("quantities", {key[:3] for key in asked}, {key[:3] for key in met}, where)
    if asked:
        tally.told["quantities"] += len(mine) - len(met)


def quantity_of(value: float, unit: str, counts: str, year: str) -> tuple[float, str, str, str]:
    return float(value), unit, counts, year


def agrees(asked: tuple[float, str, str, str], told: Quantity) -> bool:
    """The same value, unit and thing counted, and the year, where the label has one."""
    value, unit, counts, year = asked
    words, mine = counts.lower(), told.counts.lower()
    same = not words or (bool(mine) and (mine in words or words in mine))
    return told.value == value and told.unit == unit and same and (not year or (told.year or "").startswith(year[:4]))


# --- the article -----------------------------------------------------------------------------------------------------


def measure_article() -> Tally | None:
    """The first article's statements on education, its quantities, and the sectors of its visits and meetings; None where
    it is not beside the project."""
    if not ARTICLE.is_file():
        return None
    tally = Tally()
    reading = read(ARTICLE)
    document = reading.document
    gold = tomllib.loads((PASSAGES / "seed.toml").read_text(encoding="utf-8"))
    placed = [(source_span(document, one.start, one.end), one) for one in reading.cooperation]
    rows = [{**row, "span": (row["start"], row["end"])} for row in gold["statement"]]
    for row, one in paired([row for row in rows if not row.get("optional")], placed):
        compare(tally, row, one)
    tally.told.clear()  # the labels are of education alone: nothing is asked of the rest
    for row in gold["quantity"]:
        told = [q for one in reading.cooperation for q in one.quantities if _meets(document, q, row)]
        key = (float(row["value"]), row["unit"], row["counts"], "")
        right = any(agrees(key, quantity) for quantity in told)
        tally.asked["quantities"] += 1
        tally.right["quantities"] += right
        if not right:
            tally.misses.append(f"quantity: {row['value']} {row['unit']} at {row['start']}")
    sectors_of_contacts(tally, document, reading.entries)
    return tally


def _meets(document: Document, quantity: Quantity, row: Row) -> bool:
    start, end = source_span(document, quantity.start, quantity.end)
    return start < int(row["end"]) and int(row["start"]) < end


def sectors_of_contacts(tally: Tally, document: Document, entries: tuple[Entry, ...]) -> None:
    """The sector mentions that the labels attach to visits and meetings, and how many stand in the entries."""
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["act"] not in ("visit", "meeting") or not row["sectors"]:
            continue
        asked = {_SAME_SECTOR.get(sector, sector) for sector in row["sectors"]}
        told: set[str] = set()
        for entry in entries:
            start, end = source_span(document, entry.start, entry.end)
            if (
                entry.act in ("visit", "meeting")
                and entry.when.edtf == row["date"]
                and start < row["end"]
                and row["start"] < end
            ):
                told |= set(entry.sectors)
        tally.count("sectors of contacts", asked, told & asked, row["id"])


# --- words out -------------------------------------------------------------------------------------------------------


def figures() -> dict[str, dict[str, float]]:
    """What the ratchet holds, by half."""
    held: dict[str, dict[str, float]] = {}
    for half in HALVES:
        tally = measure_half(half)
        held[half] = {"statements: F1": tally.f1("statements")}
        held[half] |= {
            f"{what}: recall" if what in _ONE_WAY else f"{what}: F1": tally.recall(what)
            if what in _ONE_WAY
            else tally.f1(what)
            for what in _COMPARED
        }
    return {half: {name: round(value, 4) for name, value in row.items()} for half, row in held.items()}


_COMPARED = ("rung", "sectors", "sub-sectors", "states", "institutions", "instruments", "quantities")
_ONE_WAY = frozenset(["rung", "states", "institutions", "instruments", "quantities"])


def article_figures() -> dict[str, float]:
    """What the ratchet holds of the article; empty where it is not beside the project."""
    tally = measure_article()
    if tally is None:
        return {}
    return {
        f"{what}: recall": round(tally.recall(what), 4)
        for what in ("statements", "rung", "quantities", "sectors of contacts")
    }


def hash_of_labels() -> str:
    return "".join(hash_of(PASSAGES / f"{half}.toml")[:8] for half in HALVES)


def main() -> int:
    for half in HALVES:
        tally = measure_half(half)
        print(f"{half}, {len(passages(half))} passages")
        for what in ("statements", *_COMPARED):
            line = f"  {what:20} {tally.right[what]:3} of {tally.asked[what]:3}"
            print(line + (f", {tally.told[what]} told" if what not in _ONE_WAY else ""))
        if half == "tuning" and "--misses" in sys.argv:
            print(*tally.misses, sep="\n")
    article = measure_article()
    if article is None:
        print("the first article: skipped, it is not beside the project")
        return 0
    print("the first article")
    for what in ("statements", "rung", "sectors", "states", "quantities", "sectors of contacts"):
        print(f"  {what:20} {article.right[what]:3} of {article.asked[what]:3}")
    if "--misses" in sys.argv:
        print(*article.misses, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
