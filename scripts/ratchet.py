"""The accuracy ratchet: figures may rise, and may fall only when somebody says so in a commit.

What lives here: figures as plain numbers, their comparison with the committed baseline, and the list of gold rows
gained and lost. What does not: reading documents and scoring them. The baseline keeps no sentences: a gold row is named
by its act, date and first offset.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOLERANCE = 0.0005  # figures are kept to four places; less than half a thousandth is rounding

Figures = dict[str, dict[str, dict[str, float]]]  # set -> part -> figure -> value


@dataclass(frozen=True, slots=True)
class Results:
    """What one run measured: the figures the ratchet holds, the gold rows found, the hashes of the labels."""

    figures: Figures = field(default_factory=dict)
    matched: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    gold: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure below its baseline."""

    where: str
    was: float
    now: float

    def __str__(self) -> str:
        return f"{self.where}: {self.now:.4f}, the baseline is {self.was:.4f}"


def row_key(row: dict[str, Any]) -> str:
    """The name of a gold row in the baseline: act, date (- for none) and first offset."""
    return f"{row['act']} {row['date'] if row['date'] is not None else '-'} {row['start']}"


def comparable(baseline: Results, now: Results) -> list[str]:
    """The sets of this run whose labels are those of the baseline."""
    return [name for name in now.figures if name in baseline.gold and baseline.gold[name] == now.gold[name]]


def relabelled(baseline: Results, now: Results) -> list[str]:
    """The sets whose labels changed since the baseline, or that it does not know: their figures cannot be compared."""
    return [name for name in now.figures if baseline.gold.get(name) != now.gold[name]]


def falls(baseline: Results, now: Results, tolerance: float = TOLERANCE) -> list[Fall]:
    """Every figure that lies more than `tolerance` below its baseline; one that is no longer measured counts as 0."""
    found = []
    for name in comparable(baseline, now):
        for part, figures in baseline.figures.get(name, {}).items():
            for figure, was in figures.items():
                value = now.figures[name].get(part, {}).get(figure, 0.0)
                if value < was - tolerance:
                    found.append(Fall(f"{name}, {part}, {figure}", was, value))
    return found


def changes(baseline: Results, now: Results) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Gold rows gained and lost since the baseline, as (set, document, row key), in order."""
    gained: list[tuple[str, str, str]] = []
    lost: list[tuple[str, str, str]] = []
    for name in comparable(baseline, now):
        before, after = baseline.matched.get(name, {}), now.matched.get(name, {})
        for document in sorted(before.keys() | after.keys()):
            was, has = set(before.get(document, ())), set(after.get(document, ()))
            gained += [(name, document, key) for key in sorted(has - was, key=by_offset)]
            lost += [(name, document, key) for key in sorted(was - has, key=by_offset)]
    return gained, lost


def by_offset(key: str) -> tuple[int, str]:
    return int(key.rsplit(" ", 1)[1]), key


def load(path: Path) -> Results | None:
    """The committed baseline, None when there is none yet."""
    if not path.is_file():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Results(stored["figures"], stored["matched"], stored["gold"])


def save(path: Path, now: Results, before: Results | None) -> None:
    """Write the baseline. A set that this run skipped keeps what it had."""
    old = before if before is not None else Results()
    merged = {
        "gold": old.gold | now.gold,
        "figures": old.figures | now.figures,
        "matched": old.matched | now.matched,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(merged, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
