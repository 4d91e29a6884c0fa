"""Train the reference tagger and write `src/regesta/citations/data/tagger.json`.

usage: train_references.py [--cross [--folds N]] [--labelled FILE]

A linear-chain CRF over the features of `regesta.citations.features`: those of a word, and those of two neighbouring words,
which say how likely a label follows another there (AnyStyle's patterns have both kinds). Trained on the labelled references
of AnyStyle (BSD-2) but the held-back fifth, each followed by copies in which titles, journals, names and publishers have
changed places with those of other references of the training part: the tagger then learns the order and the marks rather
than the words. Small steps (AdaGrad), a reference at a time, with a part of the features hidden at each (dropout), and the
weights of the later rounds averaged: on so few references that errs less than the optimum of L-BFGS, which CRFsuite finds.
Deterministic on one machine; some minutes. Weights are kept as hundredths; those that round to nothing are left out.
`--cross` prints the errors of a five-fold cross-validation within the training part, which is what features and settings
are chosen by, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from gold_sets import HOME
from measure_references import LABELLED, Errors, Labelled, errors_of, is_held, labelled

from regesta.citations.features import edges_of, features_of

MODEL = HOME / "src" / "regesta" / "citations" / "data" / "tagger.json"
EPOCHS, AVERAGED = 8, 5  # rounds over the references; the last of them whose weights are averaged
RATE, DAMPING = 0.02, 0.01  # AdaGrad's steps
PENALTY = 0.3  # of squared weights
DROPPED = 0.3  # the share of a word's features that are hidden at each step, so that no one is relied on alone
SCALE, LEAST = 100, 5  # weights below five hundredths are left out: the file is half as long and errs no more
FOLDS = 5
COPIES, CHANGED = 2, 0.5  # copies of each reference; the share of their runs that change places
SEED = 0
Array = np.ndarray[Any, Any]
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


@dataclass(frozen=True, slots=True)
class Column:
    """The features of one kind in a reference: the numbers of those it has, and which word has which of them."""

    features: Array  # each once
    words: Array
    which: Array  # places in `features`, one for each of `words`

    def kept(self, chance: np.random.Generator, dropped: float) -> Array:
        """A row a word, a column a feature: 1 where the word has it and it is not hidden."""
        table = np.zeros((int(self.words[-1]) + 1, len(self.features)), dtype=np.float32)
        table[self.words, self.which] = chance.random(len(self.words), dtype=np.float32) >= dropped if dropped else 1
        return table


def column_of(rows: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> Column:
    """The features of a reference's words as numbers; each word has one at least."""
    found = np.array([numbers[feature] for row in rows for feature in row], dtype=np.int64)
    features, which = np.unique(found, return_inverse=True)
    return Column(features, np.repeat(np.arange(len(rows)), [len(row) for row in rows]), which)


@dataclass(frozen=True, slots=True)
class Example:
    """A reference as numbers: its words' features, the features of neighbouring words, the labels."""

    words: Column
    edges: Column | None
    labels: Array


class Weights:
    """Weights of one kind (rows of features), how often each is met in an epoch, and AdaGrad's sums of squared steps."""

    def __init__(self, rows: int, width: int, met: Array) -> None:
        self.now = np.zeros((rows, width), dtype=np.float32)
        self.squares = np.zeros((rows, width), dtype=np.float32)
        self.decay = (PENALTY / np.maximum(met, 1)).astype(np.float32)[:, None]

    def scored(self, column: Column, kept: Array) -> Array:
        """The weights of each word's features that are kept, summed."""
        scored: Array = kept @ self.now[column.features]
        return scored

    def step(self, column: Column, kept: Array, slope: Array) -> None:
        """One step down the slope, given for each word; the penalty pulls towards nought as often as a feature is met."""
        at = column.features
        now = self.now[at]
        # the squares are summed word by word: a feature of a whole clause would else move as slowly as one of a word
        squares = self.squares[at] + kept.T @ (slope * slope)
        gathered = kept.T @ slope + self.decay[at] * kept.sum(axis=0)[:, None] * now
        self.squares[at] = squares
        self.now[at] = now - RATE * gathered / (np.sqrt(squares) + DAMPING)


def slopes_of(scores: Array, ways: Array, labels: Array) -> tuple[Array, Array]:
    """How the negative log-likelihood of the labels changes with the scores of each word's labels and of each pair's
    (forward-backward, each word's sums brought to one). `ways[n]` holds the exponentials of the pair before word n + 1."""
    size = len(labels)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    ahead, behind = np.empty_like(shares), np.ones_like(shares)
    ahead[0] = shares[0] / shares[0].sum()
    for at in range(1, size):
        row = (ahead[at - 1] @ ways[at - 1]) * shares[at]
        ahead[at] = row / row.sum()
    for at in range(size - 2, -1, -1):
        row = ways[at] @ (shares[at + 1] * behind[at + 1])
        behind[at] = row / row.sum()
    single = ahead * behind
    single /= single.sum(axis=1, keepdims=True)
    pairs = ahead[:-1, :, None] * ways * (shares[1:] * behind[1:])[:, None, :]
    pairs /= pairs.sum(axis=(1, 2), keepdims=True)
    single[np.arange(size), labels] -= 1
    pairs[np.arange(size - 1), labels[:-1], labels[1:]] -= 1
    return single, pairs


@dataclass(frozen=True, slots=True)
class Trained:
    """The labels, the features by number, and their weights: words' (feature, label), edges' (feature, label, label)."""

    labels: tuple[str, ...]
    features: Mapping[str, int]
    edge_features: Mapping[str, int]
    weights: Array
    edges: Array


def examples_of(references: Sequence[Labelled]) -> tuple[Trained, list[Example], tuple[Array, Array]]:
    """The references as numbers, weights of nought for their features, and how often each feature occurs."""
    labels = tuple(sorted({label for reference in references for label in reference.labels}))
    rows = [features_of(reference.tokens) for reference in references]
    edges = [edges_of(reference.tokens) for reference in references]
    met = Counter(feature for row in rows for word in row for feature in word)
    met_edges = Counter(feature for row in edges for pair in row for feature in pair)
    features = {feature: at for at, feature in enumerate(met)}
    edge_features = {feature: at for at, feature in enumerate(met_edges)}
    index = {label: at for at, label in enumerate(labels)}
    examples = [
        Example(
            column_of(row, features),
            column_of(edge, edge_features) if edge else None,
            np.array([index[label] for label in reference.labels]),
        )
        for row, edge, reference in zip(rows, edges, references, strict=True)
    ]
    size = len(labels)
    empty = Trained(labels, features, edge_features, np.zeros((len(met), size)), np.zeros((len(met_edges), size, size)))
    return empty, examples, (np.array(list(met.values())), np.array(list(met_edges.values())))


def trained(references: Sequence[Labelled]) -> Trained:
    """The weights after `EPOCHS` rounds over the references and their copies: the mean of those after each later round."""
    found, examples, met = examples_of([*references, *copies_of(references)])
    chance = np.random.default_rng(SEED)
    size = len(found.labels)
    words = Weights(len(found.features), size, met[0])
    edges = Weights(len(found.edge_features), size * size, met[1])
    for epoch in range(EPOCHS):
        for at in chance.permutation(len(examples)):
            example = examples[at]
            kept = example.words.kept(chance, DROPPED)
            scores = words.scored(example.words, kept)
            ways = np.empty((0, size, size), dtype=np.float32)
            if example.edges is not None:
                every = example.edges.kept(chance, 0)
                ways = np.exp(edges.scored(example.edges, every)).reshape(-1, size, size)
            single, pairs = slopes_of(scores, ways, example.labels)
            words.step(example.words, kept, single)
            if example.edges is not None:
                edges.step(example.edges, every, pairs.reshape(-1, size * size))
        if epoch >= EPOCHS - AVERAGED:
            found.weights[:] += words.now / AVERAGED
            found.edges[:] += edges.now.reshape(found.edges.shape) / AVERAGED
    return found


def told_by(found: Trained, tokens: Sequence[str]) -> list[str]:
    """The best labels of a reference's words by the weights as they were trained (Viterbi)."""
    scores = [sum_of(found.weights, found.features, row) for row in features_of(tokens)]
    ways = [sum_of(found.edges, found.edge_features, row) for row in edges_of(tokens)]
    best, came = scores[0], []
    for row, way in zip(scores[1:], ways, strict=True):
        reached = best[:, None] + way
        came.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return [found.labels[at] for at in reversed(path)]


def sum_of(weights: Array, numbers: Mapping[str, int], features: Sequence[str]) -> Array:
    """The weights of those features that were met in training, summed."""
    total: Array = weights[[numbers[feature] for feature in features if feature in numbers]].sum(axis=0)
    return total


def row_of(weights: Array) -> list[int]:
    """[label, weight, ...] in hundredths, without those that move nothing."""
    rounded = np.rint(weights * SCALE).astype(int)
    return [int(part) for at in np.flatnonzero(np.abs(rounded) >= LEAST) for part in (at, rounded[at])]


def stored(found: Trained) -> str:
    """The weights in the shape `regesta.citations.tagging` reads, the same bytes every time."""
    weights = {name: row for name, at in sorted(found.features.items()) if (row := row_of(found.weights[at]))}
    edges = {
        name: {str(before): row for before, way in enumerate(found.edges[at]) if (row := row_of(way))}
        for name, at in sorted(found.edge_features.items())
    }

    def lines(rows: Mapping[str, object]) -> str:
        return ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
            for name, row in rows.items()
            if row
        )

    return f'{{"labels":{json.dumps(found.labels)},\n"edges":{{\n{lines(edges)}\n}},\n"weights":{{\n{lines(weights)}\n}}}}\n'


def crossed(references: Sequence[Labelled], folds: int = FOLDS) -> Errors:
    """The errors of a cross-validation: each reference is told by weights that did not see it."""
    told: dict[int, list[str]] = {}
    for fold in range(folds):
        found = trained([reference for at, reference in enumerate(references) if at % FOLDS != fold])
        told |= {at: told_by(found, references[at].tokens) for at in range(fold, len(references), FOLDS)}
    return errors_of([references[at] for at in sorted(told)], [told[at] for at in sorted(told)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", action="store_true", help="cross-validate within the training part; write nothing")
    parser.add_argument("--folds", type=int, default=FOLDS, help="with --cross: how many of the five folds are told")
    parser.add_argument("--labelled", type=Path, default=LABELLED, help="the labelled references")
    arguments = parser.parse_args()
    if not arguments.labelled.is_file():
        print(f"{arguments.labelled}: the labelled references are not there; name them with --labelled")
        return 1
    training = [reference for reference in labelled(arguments.labelled) if not is_held(reference)]
    if arguments.cross:
        found = crossed(training, arguments.folds)
        print(f"token error {found.token_error:.2%}, whole-reference error {found.reference_error:.2%}")
        for (label, told), count in found.confused.most_common(20):
            print(f"  {label:18} told as {told:18} {count}")
        return 0
    MODEL.write_text(stored(trained(training)), encoding="utf-8")
    print(f"{MODEL.relative_to(HOME)}: {MODEL.stat().st_size:,} bytes, from {len(training)} references")
    return 0


if __name__ == "__main__":
    sys.exit(main())
