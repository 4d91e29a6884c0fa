"""A reference's words -> what each is (author, title, journal, ...): a linear-chain CRF, read from a small file.

The weights lie in `data/tagger.json`, written by `scripts/train_references.py`; here is only the search for the best
sequence of labels (Viterbi). Where that tells two authors or two titles in two places, which the neighbours of a word cannot
know, the best sequence that tells one is sought (about one reference in twenty). Labels are those of the training references: author, title, date, journal, container-title,
collection-title, volume, pages, publisher, location, editor, translator, edition, genre, note, url, doi, isbn,
citation-number, source, medium, director, producer.

A feature has a weight for each label. They are packed into one integer, a lane of 32 bits a label, so that the weights of
all labels are added up in one addition; a lane may go below zero and borrow from the next until `_LEVEL` lifts them all.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, repeat
from operator import add

from regesta.citations.features import (
    Key,
    Word,
    around,
    beside_of,
    edge_features,
    own_of,
    place_features,
    stretch_features,
    word_of,
)
from regesta.errors import BadData

_NAME = "data/tagger.json"
_LANE = 32
_LEVEL = 1 << 24  # lifts every lane above zero; the same for all labels, it changes no choice
_BAR = 1 << 20  # more than the weights of any sequence can make good
# A reference has each of these in one place: of 1,210 labelled ones a date stands in two places in 24, a publisher in 4,
# pages in 3, a book's title in 2, a title in one.
ONCE = frozenset({"author", "editor", "title", "journal", "container-title", "publisher", "pages", "date"})
_LONGEST = 200  # words; what is longer is hardly one reference, and is not looked over again
_ROUNDS = 3  # how often a sequence may be mended
_BEAM = 600  # hundredths: a label that lags so far behind the best at a word is not followed on


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in hundredths: `weights` gives a feature's packed weights; `edges`, for a feature of two neighbouring words,
    those of the second word's labels behind each label of the first that has any."""

    labels: tuple[str, ...]
    weights: dict[str, int]
    edges: dict[str, dict[int, int]]


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
        edges = {
            feature: {int(before): _packed(row) for before, row in rows.items()}
            for feature, rows in stored["edges"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadData(f"citations/{_NAME}: it is damaged ({fault}); train it again") from fault
    return Model(labels, weights, edges)


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
def _edge(key: Key) -> dict[int, tuple[int, ...]]:
    """The weights of all labels behind a label, at this pair of neighbouring words, as far as `_behind` was asked for them."""
    return {}


def _behind(key: Key, label: int) -> tuple[int, ...]:
    edges = model().edges
    return _unpacked(sum(edges[feature].get(label, 0) for feature in edge_features(key) if feature in edges))


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
    single = frozenset(at for at, label in enumerate(labels) if label in ONCE)
    pages = labels.index("pages")

    def best(rows: Rows) -> tuple[list[int], float]:
        return _best(rows, place.edges)

    path = told_once(emitted, best, single)
    unnumbered = list(_unnumbered(path, words, pages))
    if unnumbered:
        path = told_once(_barred(emitted, unnumbered, pages), best, single)
    return [labels[label] for label in path]


def _unnumbered(path: Sequence[int], words: Sequence[Word], pages: int) -> Iterator[int]:
    """The words that are told to be pages in a run without a number, a Roman numeral or a word for pages ("n.p." counts as
    initials): a script without capitals shows so little else that its titles were told so."""
    if pages not in path:
        return
    for label, run in groupby(range(len(path)), key=path.__getitem__):
        ats = list(run)
        if label == pages and all(words[at].number == "-" and words[at].kind != "pages" for at in ats):
            yield from ats


Rows = Sequence[Sequence[float]]
Best = Callable[[Rows], tuple[list[int], float]]


def told_once(emitted: Rows, best: Best, single: frozenset[int]) -> list[int]:
    """The best sequence of labels in which no label of `single` stands in two places, or the best of all where none is found.
    `emitted` gives each word's weight for each label; `best` the best sequence for such weights, and what it weighs."""
    path, _ = best(emitted)
    if len(emitted) <= _LONGEST and _twice(path, single) is not None:
        path = max(_mended(emitted, best, single, _ROUNDS), default=(0, path))[1]
    return path


def _twice(path: Sequence[int], single: frozenset[int]) -> tuple[int, range, range] | None:
    """The first label that stands in two places and should stand in one, with those places; None where there is none."""
    met: dict[int, range] = {}
    first = 0
    for at in range(1, len(path) + 1):
        if at < len(path) and path[at] == path[first]:
            continue
        label = path[first]
        if label in single:
            if label in met:
                return label, met[label], range(first, at)
            met[label] = range(first, at)
        first = at
    return None


def _mended(emitted: Rows, best: Best, single: frozenset[int], rounds: int) -> Iterator[tuple[float, list[int]]]:
    """Sequences, with what they weigh, that have each label of `single` in one place: the best ones where it is barred from
    the one place, from the other, or where it holds what lies between as well."""
    path, weight = best(emitted)
    found = _twice(path, single)
    if found is None:
        yield weight, path
    elif rounds:
        label, first, second = found
        yield from _mended(_barred(emitted, first, label), best, single, rounds - 1)
        yield from _mended(_barred(emitted, second, label), best, single, rounds - 1)
        others = [other for other in range(len(emitted[0])) if other != label]
        between = _barred(emitted, range(first.stop, second.start), *others)
        yield from _mended(between, best, single, 0)


def _barred(emitted: Rows, words: Iterable[int], *barred: int) -> list[Sequence[float]]:
    """The same weights, with some labels put out of reach at some words."""
    rows = list(emitted)
    for at in words:
        row = list(rows[at])
        for label in barred:
            row[label] -= _BAR
        rows[at] = row
    return rows


def _best(emitted: Rows, edges: Sequence[Key]) -> tuple[list[int], float]:
    """The best sequence of labels (Viterbi) and what it weighs, leaving out labels that lag far behind. `edges[n]` lies
    before word n + 1."""
    scores: Sequence[float] = emitted[0]
    alive: list[list[tuple[int, float]]] = []
    weights = [_edge(edge) for edge in edges]
    for row, edge, known in zip(emitted[1:], edges, weights, strict=True):
        floor = max(scores) - _BEAM
        kept = [(label, score) for label, score in enumerate(scores) if score >= floor]
        for label, _ in kept:
            if label not in known:
                known[label] = _behind(edge, label)
        ways = [[score + weight for weight in known[label]] for label, score in kept]
        scores = list(map(add, row, map(max, *ways) if len(ways) > 1 else ways[0]))
        alive.append(kept)
    weight = max(scores)
    at = scores.index(weight)
    path = [at]
    for kept, known in zip(reversed(alive), reversed(weights), strict=True):
        if len(kept) > 1:
            _, at = max((score + known[label][at], label) for label, score in kept)
        else:
            at = kept[0][0]
        path.append(at)
    return path[::-1], weight
