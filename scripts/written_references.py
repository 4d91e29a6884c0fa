"""The references written to train the tagger on, `training/references.txt`: how the file is read, and what it must be.

usage: written_references.py [--labelled FILE]

The labelled references of AnyStyle are too few for a tagger to learn from them which words name a journal, a town, a publisher
or a person. So others were written after the manner of those in the training part, label by label, by a language model that
saw no reference of the held-back fifth. They are of no use as facts: many join real names to works that never appeared.

A line is one reference: `@label` opens a part, which goes on to the next. A line `#417` says after which one of the training
part, counted from nought, those below it were written, so that a cross-validation can leave them out with it.

Run by itself, this names the lines that are no reference, and those that give the title of a held-back one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gold_sets import HOME
from measure_references import LABELLED, Labelled, is_held, labelled
from rapidfuzz import fuzz, process

WRITTEN = HOME / "training" / "references.txt"
LABELS = frozenset(
    "author title date journal container-title collection-title volume pages publisher location editor translator edition "
    "genre note url doi isbn citation-number source medium director producer".split()
)
ALIKE = 92.0  # of a hundred: titles that are so much alike are those of one work


@dataclass(frozen=True, slots=True)
class Written:
    """A written reference, the line it stands in, and after which one of the training part it was written."""

    line: int
    after: int
    reference: Labelled


def written(path: Path = WRITTEN) -> list[Written]:
    """The written references. Raises ValueError, naming the line, where one is not well formed."""
    found = []
    after = -1
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.fullmatch(r"#\d+", row):
            after = int(row[1:])
        elif row and not row.startswith("#"):
            if after < 0:
                raise ValueError(
                    f"{path.name}, line {line}: no line before it says after which reference it was written"
                )
            found.append(Written(line, after, _reference(row, f"{path.name}, line {line}")))
    return found


def _reference(row: str, place: str) -> Labelled:
    tokens: list[str] = []
    labels: list[str] = []
    label = ""
    for word in row.split():
        if word.startswith("@"):
            label = word[1:]
            if label not in LABELS:
                raise ValueError(f"{place}: @{label} is no label; write one of {', '.join(sorted(LABELS))}")
            continue
        if not label:
            raise ValueError(f"{place}: the reference does not open with a label")
        tokens.append(word)
        labels.append(label)
    return Labelled(" ".join(tokens), tuple(tokens), tuple(labels))


def title_of(reference: Labelled) -> str:
    """A reference's title, in small letters and without marks, to be compared."""
    words = (token for token, label in zip(reference.tokens, reference.labels, strict=True) if label == "title")
    return re.sub(r"\W+", " ", " ".join(words).lower()).strip()


def repeated(rows: Sequence[Written], references: Sequence[Labelled]) -> Iterator[Written]:
    """The written references that give the title of one of these."""
    titles = [title for reference in references if len(title := title_of(reference)) > 8]
    for row in rows:
        title = title_of(row.reference)
        if title and process.extractOne(title, titles, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None:
            yield row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, default=LABELLED, help="the labelled references")
    arguments = parser.parse_args()
    rows = written()
    held = [reference for reference in labelled(arguments.labelled) if is_held(reference)]
    found = list(repeated(rows, held))
    for row in found:
        print(f"{WRITTEN.name}, line {row.line}: a held-back reference has this title; take the line out")
    print(f"{len(rows)} references, {len({row.after for row in rows})} patterns, {len(found)} with a held-back title")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
