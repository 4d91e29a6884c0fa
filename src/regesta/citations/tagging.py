"""A reference's words -> what each is (author, title, journal, ...): a linear-chain CRF, read from a small file.

The weights lie in `data/tagger.json`, written by `scripts/train_references.py`; here is only the search for the best
sequence of labels (Viterbi). Labels are those of the training references: author, title, date, journal, container-title,
collection-title, volume, pages, publisher, location, editor, translator, edition, genre, note, url, doi, isbn,
citation-number, source, medium, director, producer.

A feature has a weight for each label. They are packed into one integer, a lane of 32 bits a label, so that the weights of
all labels are added up in one addition; a lane may go below zero and borrow from the next until `_LEVEL` lifts them all.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from operator import add

from regesta.citations.features import Key, around, beside_of, own_of, place_features, stretch_features, word_of
from regesta.errors import BadData

_NAME = "data/tagger.json"
_LANE = 32
_LEVEL = 1 << 24  # lifts every lane above zero; the same for all labels, it changes no choice
_BEAM = 800  # hundredths: a label that lags so far behind the best at a word is not followed on


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in hundredths: `weights` gives a feature's packed weights; `steps` those of label j behind label i, at [i][j]."""

    labels: tuple[str, ...]
    weights: dict[str, int]
    steps: tuple[tuple[int, ...], ...]


def _packed(row: Sequence[int]) -> int:
    """[label, weight, label, weight, ...] as one integer."""
    return sum(weight << _LANE * label for label, weight in zip(row[::2], row[1::2], strict=True))


@cache
def model() -> Model:
    """The tagger's weights, loaded on first use. Raises BadData where the file is damaged."""
    try:
        stored = json.loads(files("regesta.citations").joinpath(_NAME).read_text(encoding="utf-8"))
        labels = tuple(stored["labels"])
        weights = {feature: _packed(row) for feature, row in stored["weights"].items()}
        steps = tuple(tuple(row) for row in stored["steps"])
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadData(f"citations/{_NAME}: it is damaged ({fault}); train it again") from fault
    if len(steps) != len(labels) or any(len(row) != len(labels) for row in steps):
        raise BadData(f"citations/{_NAME}: its steps do not fit its labels; train it again")
    return Model(labels, weights, steps)


@cache
def _lanes() -> tuple[struct.Struct, int]:
    """How the lanes are read back, and what lifts them."""
    count = len(model().labels)
    return struct.Struct(f"<{count}I"), sum(_LEVEL << _LANE * at for at in range(count))


def _unpacked(total: int) -> tuple[int, ...]:
    lanes, level = _lanes()
    return lanes.unpack((total + level).to_bytes(lanes.size, "little"))


def _sum_of(features: Iterable[str]) -> int:
    return sum(map(model().weights.get, features, repeat(0)))


@lru_cache(maxsize=16384)
def _own(token: str) -> int:
    return _sum_of(own_of(word_of(token)))


@lru_cache(maxsize=32768)
def _beside(token: str | None, step: int) -> int:
    return _sum_of(beside_of(word_of(token) if token is not None else None, step))


@lru_cache(maxsize=65536)
def _placed(key: Key) -> int:
    return _sum_of(place_features(key))


@lru_cache(maxsize=65536)
def _stretched(key: Key) -> int:
    return _sum_of(stretch_features(key))


def tag(tokens: Sequence[str]) -> list[str]:
    """The label of each word. Time grows with the number of words, not faster."""
    if not tokens:
        return []
    words = [word_of(token) for token in tokens]
    place = around(tokens, words)
    runs = [sum(map(_stretched, keys)) for keys in place.runs]
    clauses = [sum(map(_stretched, keys)) for keys in place.clauses]
    whole = _sum_of(place.whole)
    padded = [None, None, *tokens, None, None]
    emitted = []
    for at, token in enumerate(tokens):
        total = whole + runs[place.run_of[at]] + clauses[place.clause_of[at]] + _own(token)
        total += sum(map(_placed, place.places[at]))
        total += _beside(padded[at], -2) + _beside(padded[at + 1], -1)
        total += _beside(padded[at + 3], 1) + _beside(padded[at + 4], 2)
        emitted.append(_unpacked(total))
    labels = model().labels
    return [labels[label] for label in _best(emitted)]


def _best(emitted: Sequence[Sequence[int]]) -> list[int]:
    """The best sequence of labels (Viterbi), leaving out labels that lag far behind."""
    steps = model().steps
    scores: Sequence[int] = emitted[0]
    alive: list[list[tuple[int, int]]] = []
    for row in emitted[1:]:
        floor = max(scores) - _BEAM
        kept = [(label, score) for label, score in enumerate(scores) if score >= floor]
        ways = [[score + weight for weight in steps[label]] for label, score in kept]
        scores = list(map(add, row, map(max, *ways) if len(ways) > 1 else ways[0]))
        alive.append(kept)
    at = scores.index(max(scores))
    path = [at]
    for kept in reversed(alive):
        _, at = max((score + steps[label][at], label) for label, score in kept)
        path.append(at)
    return path[::-1]
