"""How well references are read: the tagger against the labelled references of AnyStyle (BSD-2), a fifth of them held back.

Errors are counted as AnyStyle's `check` counts them: a token is what stands between blanks, and is wrong when its label is;
a reference (a "sequence") is wrong when any of its tokens is. The held-back fifth is fixed by a hash of the reference's
text, so that nobody chose it; the tagger is trained on the rest, and nothing is tuned by looking at the fifth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gold_sets import SHARED, hash_of

from regesta.citations.parsing import parse_work
from regesta.citations.tagging import tag

LABELLED = SHARED / "references" / "core.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled reference: its tokens and their labels."""

    text: str
    tokens: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Errors:
    """What was wrong, of how many."""

    tokens: int
    wrong_tokens: int
    references: int
    wrong_references: int
    confused: Counter[tuple[str, str]]

    @property
    def token_error(self) -> float:
        return self.wrong_tokens / self.tokens if self.tokens else 0.0

    @property
    def reference_error(self) -> float:
        return self.wrong_references / self.references if self.references else 0.0


def labelled(path: Path = LABELLED) -> list[Labelled]:
    """The labelled references of a JSON Lines file: `text`, and `fields` as (label, words) in order."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = [(token, label) for label, words in row["fields"] for token in words.split()]
        found.append(Labelled(row["text"], tuple(t for t, _ in pairs), tuple(label for _, label in pairs)))
    return found


def is_held(reference: Labelled) -> bool:
    """Is this reference only ever scored? About a fifth are, by a hash of the text."""
    return hashlib.sha256(reference.text.encode()).digest()[0] % 5 == 0


def errors_of(references: Sequence[Labelled], told: Sequence[Sequence[str]]) -> Errors:
    """The labels told against those of the references."""
    confused: Counter[tuple[str, str]] = Counter()
    wrong = tokens = 0
    for reference, labels in zip(references, told, strict=True):
        bad = [(mine, theirs) for mine, theirs in zip(reference.labels, labels, strict=True) if mine != theirs]
        confused.update(bad)
        tokens += len(reference.tokens)
        wrong += bool(bad)
    return Errors(tokens, sum(confused.values()), len(references), wrong, confused)


def held_errors(path: Path = LABELLED) -> Errors:
    """The errors of the committed tagger on the held-back fifth."""
    held = [reference for reference in labelled(path) if is_held(reference)]
    return errors_of(held, [tag(reference.tokens) for reference in held])


def references_a_second(path: Path = LABELLED, count: int = 1000) -> float:
    """How many references are read from text to fields in a second of this process's time, the tagger being loaded."""
    texts = [reference.text for reference in labelled(path)][:count]
    parse_work(texts[0])
    start = time.process_time()
    for text in texts:
        parse_work(text)
    return len(texts) / (time.process_time() - start)


def figures(path: Path = LABELLED) -> tuple[dict[str, float], str]:
    """The figures that the ratchet holds (shares that are right), and a line for people; empty where the labels are not."""
    found = held_errors(path)
    line = (
        f"references, held-back fifth: token error {found.token_error:.2%} ({found.wrong_tokens} of {found.tokens}), "
        f"whole-reference error {found.reference_error:.2%} ({found.wrong_references} of {found.references})"
    )
    right = {"tokens right": 1 - found.token_error, "references right": 1 - found.reference_error}
    return {name: round(share, 4) for name, share in right.items()}, line


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, default=LABELLED, help="the labelled references")
    arguments = parser.parse_args()
    if not arguments.labelled.is_file():
        print("references: skipped, the labels are not beside the project")
        return 0
    print(figures(arguments.labelled)[1])
    print(f"labels: {hash_of(arguments.labelled)}")
    print(f"references a second, text to fields: {references_a_second(arguments.labelled):,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
