"""How the wordings of tests/entries/wordings.toml fare in longer sentences: alone in other shapes, and two in one.

usage: measure_wordings.py [--fails FORM] [--pairs N]

Each wording that ends in "on DATE" or "in DATE" is put into other shapes ("It was on DATE that ..."), and N random pairs of
different acts (the same on every run) are joined by "and", "when", "although" ... Prints, for each form, the share of acts
told on their dates. No set of labels is needed: the sentences are the project's own.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regesta.reading import read_bytes
from regesta.workflow import read_document

HOME = Path(__file__).resolve().parent.parent
WORDINGS = HOME / "tests" / "entries" / "wordings.toml"

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_PLAIN = re.compile(
    rf"(?!(?:On|In|By|From|Since|Following|After|When|It) )(?P<told>.*?),? "
    rf"(?P<lead>on|in) (?P<date>(?:\d{{1,2}} )?(?:(?:{_MONTH}) )?\d{{4}})\."
)
_LOWERED = re.compile(
    r"(?:The|A|An|His|Her|Its|This|Two|Full|Official|Formal|Diplomatic|Consular|Relations|Ties|Recognition|Trade|Talks|"
    r"Ratifications|Sanctions|Economic|Fighting|Civil|War|Hostilities|Independence|Sovereignty|Negotiations)\b"
)

Told = tuple[str, str]  # act, EDTF


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence taken apart: what was told, the preposition, the date as written, and what it should give."""

    told: str
    lead: str
    date: str
    expected: Told

    @property
    def low(self) -> str:
        """What was told, as it stands inside a sentence."""
        return self.told[0].lower() + self.told[1:] if _LOWERED.match(self.told) else self.told

    @property
    def when(self) -> str:
        return f"{self.lead} {self.date}"

    @property
    def front(self) -> str:
        return f"{self.lead.title()} {self.date}"


SINGLE: dict[str, Callable[[Wording], str]] = {
    "date in front": lambda w: f"{w.front}, {w.low}.",
    "date in front, no comma": lambda w: f"{w.front} {w.low}.",
    "cleft": lambda w: f"It was {w.when} that {w.low}.",
    "not until": lambda w: f"It was not until {w.date} that {w.low}.",
    "in brackets": lambda w: f"{w.told} ({w.date}).",
    "reported": lambda w: f"The newspaper noted that {w.low} {w.when}.",
    "after an aside": lambda w: f"{w.front}, after months of delay and much debate, {w.low}.",
    "between dashes": lambda w: f"{w.told} — not without difficulty — {w.when}.",
    "when-clause dated": lambda w: f"When the snow had melted {w.when}, {w.low}.",
}
PAIRED: dict[
    str, Callable[[Wording, Wording], tuple[str, bool]]
] = {  # the sentence; whether the second has its own date
    "and": lambda a, b: (f"{a.told} {a.when}, and {b.low} {b.when}.", True),
    "dates in front": lambda a, b: (f"{a.front} {a.low}, and {b.when} {b.low}.", True),
    "but": lambda a, b: (f"{a.told} {a.when}, but {b.low} {b.when}.", True),
    "although": lambda a, b: (f"Although {b.low} {b.when}, {a.low} only {a.when}.", True),
    "because": lambda a, b: (f"{a.told} {a.when} because {b.low} {b.when}.", True),
    "after": lambda a, b: (f"After {b.low} {b.when}, {a.low} {a.when}.", True),
    "when": lambda a, b: (f"{a.told} {a.when}, when {b.low}.", False),
    "when in front": lambda a, b: (f"{a.front}, when {b.low}, {a.low}.", False),
    "one date for two": lambda a, b: (f"{a.front} {a.low}, and {b.low}.", False),
}


def wordings() -> Iterator[Wording]:
    for group in tomllib.loads(WORDINGS.read_text(encoding="utf-8"))["wording"]:
        for line in group["sentences"]:
            sentence, edtf = line.rsplit(" | ", 1)
            found = _PLAIN.fullmatch(sentence)
            if found is not None and edtf != "none":
                yield Wording(found["told"], found["lead"], found["date"], (group["act"], edtf))


def told_by(sentence: str) -> set[Told]:
    """The dated, asserted acts of one sentence."""
    entries = read_document(read_bytes(sentence.encode(), "sentence.txt")).entries
    return {(e.act, e.when.edtf) for e in entries if e.modality == "asserted" and e.when.edtf is not None}


def trials(count: int) -> Iterator[tuple[str, str, list[Told]]]:
    """(form, sentence, what it should give)."""
    known = list(wordings())
    for form, shape in SINGLE.items():
        for wording in known:
            yield form, shape(wording), [wording.expected]
    chance = random.Random(3)
    for form, join in PAIRED.items():
        for _ in range(count):
            first, second = chance.sample(known, 2)
            if first.expected[0] != second.expected[0]:
                sentence, dated = join(first, second)
                edtf = second.expected[1] if dated else first.expected[1]
                yield form, sentence, [first.expected, (second.expected[0], edtf)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fails", metavar="FORM", help="print the sentences of this form that give something else")
    parser.add_argument("--pairs", type=int, default=200, metavar="N", help="pairs for each form (200)")
    arguments = parser.parse_args()
    counts: dict[str, tuple[int, int]] = {}
    for form, sentence, expected in trials(arguments.pairs):
        told = told_by(sentence)
        right, asked = counts.get(form, (0, 0))
        hits = sum(one in told for one in expected)
        counts[form] = (right + hits, asked + len(expected))
        if form == arguments.fails and hits < len(expected):
            print(f"{sentence}\n    asked {expected}, told {sorted(told)}")
    for form, (right, asked) in counts.items():
        print(f"{form:26} {right:5} of {asked:<5} {right / asked:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
