"""Train the reference tagger and write `src/regesta/citations/data/tagger.json`.

usage: train_references.py [--cross [--folds N] [--runs N] [--wrong N]] [--labelled FILE]

A linear-chain CRF over the features of `regesta.citations.features`: those of a word, and those of two neighbouring words,
which say how likely a label follows another there (AnyStyle's patterns have both kinds). Trained on the labelled references
of AnyStyle (BSD-2) but the held-back fifth, each followed by copies in which titles, journals, names and publishers have
changed places with those of other references of the training part: the tagger then learns the order and the marks rather
than the words. Beside them stand the references written for this (`written_references.py`), which bring the words. They are
labelled more evenly than AnyStyle's, so each feature has two weights: one that all references share, and one that only
AnyStyle's have, which takes up what its makers used to do (Daumé, "Frustratingly Easy Domain Adaptation", ACL 2007). The
tagger is given their sum. Small steps (AdaGrad), a reference at a time, with a part of the features hidden at each (dropout), and the
weights of the later rounds averaged: on so few references that errs less than the optimum of L-BFGS, which CRFsuite finds.
The mean of several such runs is kept. The same bytes every time on one machine, in about eight minutes of its time; what the
weights follow from stands in the file's first line, and a test makes it anew. Weights are kept as hundredths; those that
round to nothing are left out. `--cross` prints the errors of a five-fold cross-validation within the training part, which is
what features and settings are chosen by, and writes nothing; `--wrong N` prints N of the references told wrong too, drawn by
chance, to be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from gold_sets import HOME
from measure_references import LABELLED, Labelled, errors_of, is_held, labelled
from reference_steps import Array, Column, Corpus, Weights, round_over
from written_references import Written, repeated, written

from regesta.citations.features import edges_of, features_of
from regesta.citations.settled import pulled
from regesta.citations.tagging import ONCE, told_once

MODEL = HOME / "src" / "regesta" / "citations" / "data" / "tagger.json"
EPOCHS, AVERAGED = 8, 5  # rounds over the references; the last of them whose weights are averaged
RATE, DAMPING = 0.02, 0.01  # AdaGrad's steps
PENALTY = 0.3  # of squared weights
DROPPED = 0.3  # the share of a word's features that are hidden at each step, so that no one is relied on alone
SCALE, LEAST = 100, 5  # weights below five hundredths are left out: the file is half as long and errs no more
FOLDS = 5
COPIES, CHANGED = 2, 0.5  # copies of each reference; the share of their runs that change places
RUNS = 5  # runs, each with copies, an order and hidden features of its own, whose weights are averaged
SEED, BITS = 0, 88172645463325252
DRAWN = 2026  # which of the references told wrong are drawn to be read
EXCHANGED = frozenset({
    "author", "editor", "title", "journal", "container-title", "collection-title", "publisher", "location", "genre",
})  # fmt: skip
OWN = "own:"  # before a feature of AnyStyle's references: the weight that those written for this do not share
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


def copies_of(references: Sequence[Labelled], seed: int) -> Iterator[Labelled]:
    """Copies of references in which runs have changed places with others of the same label and manner."""
    chance = random.Random(seed)
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
class Trained:
    """The labels, the features by number, and their weights: words' (feature, label), edges' (feature, label, label)."""

    labels: tuple[str, ...]
    features: Mapping[str, int]
    edge_features: Mapping[str, int]
    weights: Array
    edges: Array


def column_of(references: Sequence[Sequence[Sequence[str]]], numbers: Mapping[str, int]) -> Column:
    """The features of the words of references as numbers, in the order of the numbers: it does not matter which is told first."""
    which: list[Array] = []
    places: list[Array] = []
    own: list[Array] = []
    sizes: list[int] = []
    for rows in references:
        found = np.array([number for row in rows for number in sorted(numbers[feature] for feature in row)], np.int64)
        once, place = np.unique(found, return_inverse=True)
        which.append(found)
        places.append(place)
        own.append(once)
        sizes += [len(row) for row in rows]
    return Column(
        np.concatenate(which),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.concatenate(places),
        np.concatenate(own),
        np.concatenate([[0], np.cumsum([len(once) for once in own])]).astype(np.int64),
    )


def numbered(references: Sequence[Sequence[Sequence[str]]]) -> tuple[dict[str, int], Array]:
    """A number for each feature, in alphabetical order, and how often each is met."""
    met = Counter(feature for rows in references for row in rows for feature in row)
    names = sorted(met)
    return {name: at for at, name in enumerate(names)}, np.array([met[name] for name in names])


def weights_of(met: Array, width: int, dropped: float) -> Weights:
    """Weights of nought for features that are met so often."""
    decay = (PENALTY / met).astype(np.float32)
    empty = np.zeros((len(met), width), np.float32)
    return Weights(empty, empty.copy(), decay, np.float32(RATE), np.float32(DAMPING), dropped)


Rows = list[list[list[str]]]


def told_of(references: Sequence[Labelled]) -> tuple[Rows, Rows]:
    """The features of the references' words, and of each word with the one before it."""
    return (
        [features_of(reference.tokens) for reference in references],
        [[[], *edges_of(reference.tokens)] for reference in references],
    )


@dataclass(frozen=True, slots=True)
class Course:
    """What one run learns from: the references and their copies as numbers, and the names and counts of the features."""

    labels: tuple[str, ...]
    corpus: Corpus
    features: Mapping[str, int]
    met: Array
    edge_features: Mapping[str, int]
    met_edges: Array
    seed: int


def owned(told: tuple[Rows, Rows]) -> tuple[Rows, Rows]:
    """The same features, each followed by the one that only AnyStyle's references have."""
    words, pairs = (
        [[[*row, *(OWN + feature for feature in row)] for row in reference] for reference in rows] for rows in told
    )
    return words, pairs


def course_of(references: Sequence[Labelled], more: Sequence[Labelled], told: tuple[Rows, Rows], seed: int) -> Course:
    """The references and the written ones, whose features are told in this order, with copies of this run's own."""
    copies = list(copies_of(references, seed))
    every = [*references, *more, *copies]
    labels = tuple(sorted({label for reference in every for label in reference.labels}))
    index = {label: at for at, label in enumerate(labels)}
    rows, pairs = ([*first, *second] for first, second in zip(told, owned(told_of(copies)), strict=True))
    (features, met), (edge_features, met_edges) = numbered(rows), numbered(pairs)
    corpus = Corpus(
        np.concatenate([[0], np.cumsum([len(reference.tokens) for reference in every])]).astype(np.int64),
        np.array([index[label] for reference in every for label in reference.labels]),
        column_of(rows, features),
        column_of(pairs, edge_features),
    )
    return Course(labels, corpus, features, met, edge_features, met_edges, seed)


def trained_once(course: Course) -> Trained:
    """The weights after `EPOCHS` rounds over the references and their copies: the mean of those after each later round."""
    size = len(course.labels)
    words, edges = weights_of(course.met, size, DROPPED), weights_of(course.met_edges, size * size, 0.0)
    sums, edge_sums = np.zeros_like(words.now), np.zeros_like(edges.now)
    chance, bits = np.random.default_rng(course.seed), np.array([BITS + course.seed], np.uint64)
    for epoch in range(EPOCHS):
        round_over(chance.permutation(len(course.corpus.first) - 1), course.corpus, words, edges, bits)
        if epoch >= EPOCHS - AVERAGED:
            sums += words.now / AVERAGED
            edge_sums += edges.now / AVERAGED
    return Trained(course.labels, course.features, course.edge_features, sums, edge_sums.reshape(-1, size, size))


def mean_of(runs: Sequence[Trained]) -> Trained:
    """The mean of the weights of several runs, name by name; a feature that a run did not meet weighs nothing there."""
    labels = runs[0].labels
    features = {name: at for at, name in enumerate(sorted({name for run in runs for name in run.features}))}
    edge_features = {name: at for at, name in enumerate(sorted({name for run in runs for name in run.edge_features}))}
    size = len(labels)
    weights = np.zeros((len(features), size), np.float32)
    edges = np.zeros((len(edge_features), size, size), np.float32)
    for run in runs:
        weights[[features[name] for name in run.features]] += run.weights / len(runs)
        edges[[edge_features[name] for name in run.edge_features]] += run.edges / len(runs)
    return Trained(labels, features, edge_features, weights, edges)


def joined(found: Trained) -> Trained:
    """The two weights of each feature added up, as AnyStyle's references, and those to be told, have both."""
    features, weights = _joined(found.features, found.weights)
    edge_features, edges = _joined(found.edge_features, found.edges)
    return Trained(found.labels, features, edge_features, weights, edges)


def _joined(features: Mapping[str, int], weights: Array) -> tuple[dict[str, int], Array]:
    names = {name: at for at, name in enumerate(sorted({name.removeprefix(OWN) for name in features}))}
    sums = np.zeros((len(names), *weights.shape[1:]), np.float32)
    for name, at in features.items():
        sums[names[name.removeprefix(OWN)]] += weights[at]
    return names, sums


def trained(references: Sequence[Labelled], more: Sequence[Labelled], runs: int) -> Trained:
    """The mean of several runs over AnyStyle's references and the written ones, each with copies and an order of its own."""
    words, pairs = ([*own, *rest] for own, rest in zip(owned(told_of(references)), told_of(more), strict=True))
    found = []
    for run in range(runs):
        print(f"run {run + 1} of {runs}", file=sys.stderr)
        found.append(joined(trained_once(course_of(references, more, (words, pairs), SEED + run))))
    return mean_of(found)


def told_by(found: Trained, tokens: Sequence[str]) -> list[str]:
    """The labels of a reference's words by the weights as they were trained (Viterbi), as `tagging.tag` seeks them."""
    alone = [sum_of(found.weights, found.features, row).tolist() for row in features_of(tokens)]
    scores = pulled(alone, tokens, found.labels, 1)
    ways = [sum_of(found.edges, found.edge_features, row) for row in edges_of(tokens)]
    single = {at: ONCE[label] for at, label in enumerate(found.labels) if label in ONCE}

    def best(rows: Sequence[Sequence[float]]) -> tuple[list[int], float]:
        reached, came = np.array(rows[0]), []
        for row, way in zip(rows[1:], ways, strict=True):
            steps = reached[:, None] + way
            came.append(steps.argmax(axis=0))
            reached = steps.max(axis=0) + np.array(row)
        path = [int(reached.argmax())]
        for back in reversed(came):
            path.append(int(back[path[-1]]))
        return path[::-1], float(reached.max())

    return [found.labels[at] for at in told_once(scores, best, single)]


def sum_of(weights: Array, numbers: Mapping[str, int], features: Sequence[str]) -> Array:
    """The weights of those features that were met in training, summed."""
    total: Array = weights[[numbers[feature] for feature in features if feature in numbers]].sum(axis=0)
    return total


def row_of(weights: Array) -> list[int]:
    """[label, weight, ...] in hundredths, without those that move nothing."""
    rounded = np.rint(weights * SCALE).astype(int)
    return [int(part) for at in np.flatnonzero(np.abs(rounded) >= LEAST) for part in (at, rounded[at])]


def recipe_of(references: Sequence[Labelled], more: Sequence[Labelled]) -> dict[str, object]:
    """What the weights follow from, to be kept beside them: the settings, and a hash of the references' words, labels and
    features. A test makes it anew, so that features cannot change without the file."""
    told = hashlib.sha256()
    for reference in (*references, *more):
        rows = [sorted(row) for row in (*features_of(reference.tokens), *edges_of(reference.tokens))]
        told.update(json.dumps([reference.tokens, reference.labels, rows]).encode())
    settings = (RUNS, EPOCHS, AVERAGED, RATE, DAMPING, PENALTY, DROPPED, SCALE, LEAST, COPIES, CHANGED, SEED)
    return {"settings": settings, "features": told.hexdigest()}


def stored(found: Trained, recipe: Mapping[str, object]) -> str:
    """The weights in the shape `regesta.citations.tagging` reads, behind what they follow from; the same bytes every time."""
    weights = {name: row for name, at in found.features.items() if (row := row_of(found.weights[at]))}
    edges = {
        name: {str(before): row for before, way in enumerate(found.edges[at]) if (row := row_of(way))}
        for name, at in found.edge_features.items()
    }

    def lines(rows: Mapping[str, object]) -> str:
        return ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
            for name, row in rows.items()
            if row
        )

    told = (
        f'"labels":{json.dumps(found.labels)},\n"edges":{{\n{lines(edges)}\n}},\n"weights":{{\n{lines(weights)}\n}}}}\n'
    )
    return f'{{"recipe":{json.dumps(dict(recipe) | {"weights": digest_of(told)})},\n{told}'


def digest_of(told: str) -> str:
    """A hash of the part of the file behind its first line, which is the recipe's."""
    return hashlib.sha256(told.encode()).hexdigest()


def crossed(references: Sequence[Labelled], rows: Sequence[Written], folds: int, runs: int) -> dict[int, list[str]]:
    """The labels of a cross-validation, by the place of the reference: each is told by weights that saw neither it nor what was
    written after it, nor another reference with its title."""
    told: dict[int, list[str]] = {}
    for fold in range(folds):
        known = {row.line for row in repeated(rows, references[fold::FOLDS])}
        more = [row.reference for row in rows if row.after % FOLDS != fold and row.line not in known]
        found = trained([reference for at, reference in enumerate(references) if at % FOLDS != fold], more, runs)
        told |= {at: told_by(found, references[at].tokens) for at in range(fold, len(references), FOLDS)}
    return told


def drawn(references: Sequence[Labelled], told: Mapping[int, Sequence[str]], count: int) -> Iterator[str]:
    """References told wrong, drawn by chance and written run by run: the label, where it differs that told, and the words."""
    wrong = [at for at in sorted(told) if list(references[at].labels) != list(told[at])]
    for at in random.Random(DRAWN).sample(wrong, min(count, len(wrong))):
        reference = references[at]
        rows = zip(reference.labels, told[at], reference.tokens, strict=True)
        runs = [(pair, " ".join(row[2] for row in run)) for pair, run in groupby(rows, key=lambda row: row[:2])]
        yield " ".join(
            f"{label}[{words}]" if label == other else f"**{label} told as {other}[{words}]**"
            for (label, other), words in runs
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", action="store_true", help="cross-validate within the training part; write nothing")
    parser.add_argument("--folds", type=int, default=FOLDS, help="with --cross: how many of the five folds are told")
    parser.add_argument("--runs", type=int, default=1, help="with --cross: how many runs are averaged")
    parser.add_argument("--wrong", type=int, default=0, help="with --cross: how many references told wrong are printed")
    parser.add_argument("--labelled", type=Path, default=LABELLED, help="the labelled references")
    arguments = parser.parse_args()
    if not arguments.labelled.is_file():
        print(f"{arguments.labelled}: the labelled references are not there; name them with --labelled")
        return 1
    training = [reference for reference in labelled(arguments.labelled) if not is_held(reference)]
    rows = written()
    if arguments.cross:
        told = crossed(training, rows, arguments.folds, arguments.runs)
        found = errors_of([training[at] for at in sorted(told)], [told[at] for at in sorted(told)])
        print(f"token error {found.token_error:.2%}, whole-reference error {found.reference_error:.2%}")
        for (label, other), count in found.confused.most_common(20):
            print(f"  {label:18} told as {other:18} {count}")
        for line in drawn(training, told, arguments.wrong):
            print(line)
        return 0
    more = [row.reference for row in rows]
    MODEL.write_text(stored(trained(training, more, RUNS), recipe_of(training, more)), encoding="utf-8")
    told_from = f"{len(training)} labelled references and {len(more)} written ones"
    print(f"{MODEL.relative_to(HOME)}: {MODEL.stat().st_size:,} bytes, from {told_from}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
