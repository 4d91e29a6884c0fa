"""Measure the checks on texts with seeded errors, and count what they say of the texts as they stand.

usage: measure_checks.py [--shared FOLDER] [--seed N] [--kinds KIND,KIND] [--missed] [--documents FILE...]

For each kind of error: how many were put in, how many were found (a finding of a fitting rule that touches the words
changed), at warning or higher and at any severity; how many controls were reported; and of the kind's rules the findings in
the untouched texts. Precision counts warnings and errors: those that point at a seeded error, against those on controls, on
untouched texts, and elsewhere in a seeded text. `--missed` prints each error not found and each false alarm.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gold_sets import SHARED
from seed_errors import KINDS, SEED, Base, Seeded, bases, case_of, of_paths, seeded

from regesta.checking import check
from regesta.model import Finding

# what the checks are held to
BARS = {"precision": 0.95, "recall": 0.8}
FAMILIES = {
    "offices": ("holder", "office-year", "post"),
    "dates": ("weekday", "impossible", "year-typo", "arithmetic", "before-its-time"),
    "order": ("embassy-first", "letters-late"),
    "contradiction": ("contradiction",),
}
OWN = {
    "holder": "office-tenure", "office-year": "office-tenure", "post": "office-tenure", "weekday": "weekday",
    "impossible": "impossible-date", "year-typo": "year-typo", "arithmetic": "date-arithmetic",
    "before-its-time": "state-dates", "embassy-first": "order-of-acts", "letters-late": "order-of-acts",
    "contradiction": "contradiction",
}  # fmt: skip

# slips that are in the texts as they stand (examples/README.md, and the labels of the seed): finding them is no false alarm
SLIPS = (
    ("office-tenure", "Shamir"), ("office-tenure", "Deng Xiaoping"), ("office-tenure", "Ludwig Erhard"), ("office-tenure", "Olmert"),
    ("impossible-date", "20003"), ("impossible-date", "19977"), ("contradiction", "27 March 1979"), ("contradiction", "28 February 1972"),
    ("contradiction", "23 January 1963"),
)  # fmt: skip


@dataclass
class Count:
    """What was found of one kind: errors put in, found at warning or higher, found at any severity; false alarms."""

    errors: int = 0
    sure: int = 0
    found: int = 0
    controls: int = 0
    alarms: int = 0
    noted: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.sure / (self.sure + self.alarms) if self.sure + self.alarms else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.errors if self.errors else 0.0

    @property
    def sure_recall(self) -> float:
        return self.sure / self.errors if self.errors else 0.0


def measure(
    texts: Iterable[Base], kinds: frozenset[str] | None = None, seed: int = SEED, most: int | None = None
) -> dict[str, Count]:
    """The counts of each kind over all texts."""
    counts = {kind: Count() for kind in KINDS if kinds is None or kind in kinds}
    for base in texts:
        untouched = check(base.case)
        known = {one.id for one in untouched}
        for kind, count in counts.items():
            for one in untouched:
                if one.rule == OWN[kind] and kind == next(other for other in OWN if OWN[other] == one.rule):
                    _alarm(count, one, f"{base.name}, untouched: {one.message}")
        for error in seeded(base, kinds, seed, most):
            _judge(counts[error.kind], error, known)
    return counts


def _judge(count: Count, error: Seeded, known: set[str]) -> None:
    fresh = [one for one in check(case_of(error.document, error.text)) if one.id not in known]
    there = [one for one in fresh if one.rule in error.expects and _touches(one, error)]
    count.errors += bool(error.expects)
    count.controls += not error.expects
    if there:
        count.found += 1
        count.sure += any(one.severity != "note" for one in there)
    elif error.expects:
        count.missed.append(f"missed: {error.document}, {error.kind}: {error.what}")
    for one in fresh:
        if one.rule == OWN[error.kind] and not (error.expects and _touches(one, error)):
            _alarm(count, one, f"{error.document}, {error.kind} ({error.what}): {one.message}")


def _alarm(count: Count, one: Finding, what: str) -> None:
    if any(one.rule == rule and words in one.message for rule, words in SLIPS):
        return
    if one.severity == "note":
        count.noted += 1
    else:
        count.alarms += 1
        count.missed.append(f"false alarm: {what}")


def _touches(one: Finding, error: Seeded) -> bool:
    return any(span.start < error.end and error.start < span.end for span in one.spans)


def together(counts: dict[str, Count], kinds: Iterable[str]) -> Count:
    """Several kinds added up."""
    whole = Count()
    for kind in kinds:
        one = counts.get(kind, Count())
        whole.errors, whole.sure, whole.found = (
            whole.errors + one.errors,
            whole.sure + one.sure,
            whole.found + one.found,
        )
        whole.controls, whole.alarms = whole.controls + one.controls, whole.alarms + one.alarms
        whole.noted += one.noted
    return whole


def figures_of(counts: dict[str, Count]) -> dict[str, dict[str, float]]:
    """Precision and recall of each family."""
    families = {name: together(counts, kinds) for name, kinds in FAMILIES.items()}
    return {
        name: {"precision": round(one.precision, 4), "recall": round(one.recall, 4)}
        for name, one in families.items()
        if one.errors
    }


def table(counts: dict[str, Count]) -> str:
    rows = [
        f"{'':18} {'errors':>6} {'found':>6} {'warned':>6} {'recall':>7} {'warned':>7} {'alarms':>7} {'precision':>9}  notes on controls"
    ]
    for name, kinds in FAMILIES.items():
        lines = [(f"  {kind}", counts[kind]) for kind in kinds if kind in counts]
        for label, one in [*lines, (name, together(counts, kinds))] if lines else []:
            rows.append(
                f"{label:18} {one.errors:6} {one.found:6} {one.sure:6} {one.recall:7.3f} {one.sure_recall:7.3f} {one.alarms:7} "
                f"{one.precision:9.3f}  {one.noted} of {one.controls}"
            )
    return "\n".join(rows)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the labelled sets lie")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kinds", default=",".join(KINDS), help="which kinds, separated by commas")
    parser.add_argument("--missed", action="store_true", help="print the errors not found and the false alarms")
    parser.add_argument("--documents", type=Path, nargs="+", metavar="FILE", help="put errors into these instead")
    parser.add_argument("--most", type=int, metavar="N", help="no more than N of a kind in a text")
    arguments = parser.parse_args(words)
    texts = bases(arguments.shared) if arguments.documents is None else of_paths(arguments.documents)
    counts = measure(texts, frozenset(arguments.kinds.split(",")), arguments.seed, arguments.most)
    print(table(counts))
    if arguments.missed:
        for count in counts.values():
            print(*count.missed, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
