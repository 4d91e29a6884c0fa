"""A reference's words -> what each is (author, title, journal, ...): a linear-chain CRF, read from a small file.

The weights lie in `data/tagger.json`, written by `scripts/train_references.py`; here is only the search for the best
sequence of labels (Viterbi). Labels are those of the training references: author, title, date, journal, container-title,
collection-title, volume, pages, publisher, location, editor, translator, edition, genre, note, url, doi, isbn,
citation-number, source, medium, director, producer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import add

from regesta.citations.features import Key, around, beside_of, own_of, place_features, word_of
from regesta.errors import BadData

_NAME = "data/tagger.json"
_SCALE = 100  # weights are stored as hundredths
_BEAM = 8.0  # a label that lags so far behind the best at a word is not followed on


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` gives a feature's (label, weight) pairs; `steps` the weight of label j behind label i, at [i][j]."""

    labels: tuple[str, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]
    steps: tuple[tuple[float, ...], ...]


@cache
def model() -> Model:
    """The tagger's weights, loaded on first use. Raises BadData where the file is damaged."""
    try:
        stored = json.loads(files("regesta.citations").joinpath(_NAME).read_text(encoding="utf-8"))
        labels = tuple(stored["labels"])
        count = len(labels)
        weights = {
            feature: tuple((row[at], row[at + 1] / _SCALE) for at in range(0, len(row), 2))
            for feature, row in stored["weights"].items()
        }
        steps = tuple(tuple(weight / _SCALE for weight in row) for row in stored["steps"])
        if len(steps) != count or any(len(row) != count for row in steps):
            raise BadData(f"citations/{_NAME}: its steps do not fit its labels; train it again")
    except (ValueError, KeyError, TypeError, IndexError) as fault:
        raise BadData(f"citations/{_NAME}: it is damaged ({fault}); train it again") from fault
    return Model(labels, weights, steps)


def _scored(features: Iterable[str]) -> list[float]:
    """The sum of the features' weights, a label."""
    known = model()
    scores = [0.0] * len(known.labels)
    weights = known.weights
    for feature in features:
        for label, weight in weights.get(feature, ()):
            scores[label] += weight
    return scores


@lru_cache(maxsize=16384)
def _own(token: str) -> list[float]:
    return _scored(own_of(word_of(token)))


@lru_cache(maxsize=32768)
def _beside(token: str | None, step: int) -> list[float]:
    return _scored(beside_of(word_of(token) if token is not None else None, step))


@lru_cache(maxsize=65536)
def _placed(key: Key) -> list[float]:
    return _scored(place_features(key))


def tag(tokens: Sequence[str]) -> list[str]:
    """The label of each word. Time grows with the number of words, not faster."""
    if not tokens:
        return []
    known = model()
    words = [word_of(token) for token in tokens]
    place = around(tokens, words)
    runs = [_scored(features) for features in place.runs]
    clauses = [_scored(features) for features in place.clauses]
    whole = _scored(place.whole)
    last = len(tokens) - 1
    shared: dict[tuple[int, int], list[float]] = {}
    emitted: list[list[float]] = []
    for at, token in enumerate(tokens):
        stretch = place.run_of[at], place.clause_of[at]
        if stretch not in shared:
            shared[stretch] = list(map(add, whole, map(add, runs[stretch[0]], clauses[stretch[1]])))
        scores = shared[stretch]
        for other in (
            _own(token), *map(_placed, place.places[at]),
            _beside(tokens[at - 2] if at > 1 else None, -2), _beside(tokens[at - 1] if at else None, -1),
            _beside(tokens[at + 1] if at < last else None, 1), _beside(tokens[at + 2] if at + 1 < last else None, 2),
        ):  # fmt: skip
            scores = list(map(add, scores, other))
        emitted.append(scores)
    return [known.labels[label] for label in _best(emitted, known)]


def _best(emitted: Sequence[list[float]], known: Model) -> list[int]:
    """The best sequence of labels (Viterbi), leaving out labels that lag far behind."""
    scores = emitted[0]
    alive: list[list[tuple[int, float]]] = []
    for row in emitted[1:]:
        floor = max(scores) - _BEAM
        kept = [(label, score) for label, score in enumerate(scores) if score >= floor]
        ways = [[score + weight for weight in known.steps[label]] for label, score in kept]
        scores = list(map(add, row, map(max, *ways) if len(ways) > 1 else ways[0]))
        alive.append(kept)
    at = scores.index(max(scores))
    path = [at]
    for kept in reversed(alive):
        _, at = max((score + known.steps[label][at], label) for label, score in kept)
        path.append(at)
    return path[::-1]
