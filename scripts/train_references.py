"""Train the reference tagger and write `src/regesta/citations/data/tagger.json`. Needs python-crfsuite (in `make dev`).

usage: train_references.py [--cross] [--labelled FILE]

A linear-chain CRF over the features of `regesta.citations.features`, trained by L-BFGS with L1 and L2 penalties on the
labelled references of AnyStyle (BSD-2) but the held-back fifth, each followed by copies in which titles, journals, names
and publishers have changed places with those of other references of the training part: the tagger then learns the order
and the marks rather than the words. Deterministic; a minute or two. Weights are kept as hundredths; those that round to
nothing are left out. `--cross` prints the errors of a five-fold cross-validation within
the training part, which is what features are chosen by, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pycrfsuite
from gold_sets import HOME
from measure_references import LABELLED, Errors, Labelled, errors_of, is_held, labelled

from regesta.citations.features import features_of

MODEL = HOME / "src" / "regesta" / "citations" / "data" / "tagger.json"
SETTINGS = {"c1": 0.1, "c2": 0.3, "max_iterations": 100}
SCALE, LEAST = 100, 3  # a weight below three hundredths moves nothing
FOLDS = 5
COPIES, CHANGED = 2, 0.5  # copies of each reference; the share of their runs that change places
SEED = 0
EXCHANGED = frozenset({
    "author", "editor", "title", "journal", "container-title", "collection-title", "publisher", "location", "genre",
})  # fmt: skip
_LEAD = re.compile(r"[\W_]*(?:[Ii]n:? )?[\W_]*")
_TAIL = re.compile(r"[\W_]*$")


def runs_of(reference: Labelled) -> list[tuple[str, str]]:
    """A reference as runs of one label: (label, words)."""
    pairs = zip(reference.labels, reference.tokens, strict=True)
    return [(label, " ".join(token for _, token in run)) for label, run in groupby(pairs, key=lambda pair: pair[0])]


def parted(words: str) -> tuple[str, str, str]:
    """The marks before a run's words ("In", brackets), the words, and the marks behind them."""
    lead = _LEAD.match(words)
    start = lead.end() if lead is not None else 0
    tail = _TAIL.search(words, start)
    end = tail.start() if tail is not None else len(words)
    return words[:start], words[start:end], words[end:]


def manner_of(label: str, words: str) -> tuple[object, ...]:
    """What must agree for two runs to change places: the label, and for names how they are written."""
    if label not in {"author", "editor"}:
        return (label,)
    first, second = ([*words.split(), "", ""])[:2]
    return (
        label, re.match(r"[A-ZÀ-Ý]\.", words) is not None, words.isupper(), first[-1:], " and " in words, "&" in words,
        ";" in words, re.match(r"[A-Z]{1,3}\W?$", second) is not None,
        re.search(r"[Ee]ds?\b|trans|hrsg", words) is not None, re.search(r"\b[Ee]ds?\.?$", words) is not None,
    )  # fmt: skip


def copies_of(references: Sequence[Labelled]) -> Iterator[Labelled]:
    """Copies of references in which runs have changed places with others of the same label and manner."""
    chance = random.Random(SEED)
    pool: dict[tuple[object, ...], list[str]] = {}
    for reference in references:
        for label, words in runs_of(reference):
            core = parted(words)[1]
            if label in EXCHANGED and core:
                pool.setdefault(manner_of(label, core), []).append(core)
    for reference in references:
        for _ in range(COPIES):
            pairs: list[tuple[str, str]] = []
            for label, words in runs_of(reference):
                lead, core, tail = parted(words)
                others = (
                    pool.get(manner_of(label, core), []) if label in EXCHANGED and chance.random() < CHANGED else []
                )
                told = f"{lead}{chance.choice(others)}{tail}" if others else words
                pairs += [(token, label) for token in told.split()]
            yield Labelled(reference.text, tuple(token for token, _ in pairs), tuple(label for _, label in pairs))


def trained(references: Sequence[Labelled], path: Path) -> Any:
    """A CRFsuite tagger trained on the references; its model lies at `path`."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for reference in (*references, *copies_of(references)):
        trainer.append(features_of(reference.tokens), reference.labels)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def stored(tagger: Any) -> str:
    """The weights in the shape `regesta.citations.tagging` reads, the same bytes every time."""
    info = tagger.info()
    labels = sorted(info.labels)
    index = {label: at for at, label in enumerate(labels)}
    weights: dict[str, list[int]] = {}
    for (feature, label), weight in sorted(info.state_features.items()):
        rounded = round(weight * SCALE)
        if abs(rounded) >= LEAST:
            weights.setdefault(feature, []).extend([index[label], rounded])
    steps = [[round(info.transitions.get((a, b), 0.0) * SCALE) for b in labels] for a in labels]
    lines = ",\n".join(
        f"{json.dumps(key, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for key, row in weights.items()
    )
    head = f'{{"labels":{json.dumps(labels)},\n"steps":{json.dumps(steps, separators=(",", ":"))},\n"weights":{{\n'
    return f"{head}{lines}\n}}}}\n"


def crossed(references: Sequence[Labelled], folder: Path) -> Errors:
    """The errors of a cross-validation: each reference is told by a tagger that did not see it."""
    told: list[list[str]] = [[] for _ in references]
    for fold in range(FOLDS):
        seen = [reference for at, reference in enumerate(references) if at % FOLDS != fold]
        tagger = trained(seen, folder / "fold.crf")
        for at in range(fold, len(references), FOLDS):
            told[at] = tagger.tag(features_of(references[at].tokens))
    return errors_of(references, told)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", action="store_true", help="cross-validate within the training part; write nothing")
    parser.add_argument("--labelled", type=Path, default=LABELLED, help="the labelled references")
    arguments = parser.parse_args()
    if not arguments.labelled.is_file():
        print(f"{arguments.labelled}: the labelled references are not there; name them with --labelled")
        return 1
    training = [reference for reference in labelled(arguments.labelled) if not is_held(reference)]
    with tempfile.TemporaryDirectory() as name:
        if arguments.cross:
            found = crossed(training, Path(name))
            print(f"token error {found.token_error:.2%}, whole-reference error {found.reference_error:.2%}")
            for (label, told), count in found.confused.most_common(20):
                print(f"  {label:18} told as {told:18} {count}")
            return 0
        MODEL.write_text(stored(trained(training, Path(name) / "tagger.crf")), encoding="utf-8")
    print(f"{MODEL.relative_to(HOME)}: {MODEL.stat().st_size:,} bytes, from {len(training)} references")
    return 0


if __name__ == "__main__":
    sys.exit(main())
