"""A reference's words -> what each is (author, title, journal, ...): a linear-chain CRF, read from a small file.

The weights lie in `data/tagger.json`, written by `scripts/train_references.py`; here is only the search for the best
sequence of labels (Viterbi). Where that tells two authors or two titles in two places, which the neighbours of a word cannot
know, the best sequence that tells one is sought (about one reference in twenty). Wordings that say what they are
(`regesta.citations.settled`) pull their words towards a label first. Labels are those of the training references: author, title, date, journal, container-title,
collection-title, volume, pages, publisher, location, editor, translator, edition, genre, note, url, doi, isbn,
citation-number, source, medium, director, producer.

A feature has a weight for each label. They are packed into one integer, a lane of 32 bits a label, so that the weights of
all labels are added up in one addition; a lane may go below zero and borrow from the next until `_LEVEL` lifts them all.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, repeat
from operator import add

from regesta.citations.features import (
    OUT,
    STEPS,
    Key,
    Word,
    around,
    edge_features,
    lent_by,
    own_of,
    place_features,
    stretch_features,
    word_of,
)
from regesta.citations.settled import pulled
from regesta.errors import BadData

_NAME = "data/tagger.json"
_LANE = 32
_LEVEL = 1 << 24  # lifts every lane above zero; the same for all labels, it changes no choice
_BAR = 1 << 20  # more than the weights of any sequence can make good
# A reference has each of these in one place: of 1,210 labelled ones a date stands in two places in 24, a publisher in 4,
# pages in 3, a book's title in 2, a title in one. A work stands in a journal or in a book: none of them tells both.
ONCE = {label: label for label in ("author", "editor", "title", "journal", "publisher", "pages", "date")} | {
    "container-title": "journal"
}
_LONGEST = 200  # words; what is longer is hardly one reference, and is not looked over again
_ROUNDS = 3  # how often a sequence may be mended
_UNIT = 100  # weights are kept as hundredths
_BEAM = 600  # hundredths: a label that lags so far behind the best at a word is not followed on


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in hundredths: `weights` gives a feature's packed weights; `lent`, for each of `STEPS`, those of what a word lends
    to the one at that step; `edges`, for a feature of two neighbouring words, those of the second word's labels behind each
    label of the first that has any."""

    labels: tuple[str, ...]
    weights: dict[str, int]
    lent: tuple[dict[str, int], ...]
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
    lent = tuple(
        {name.removeprefix(step): row for name, row in weights.items() if name.startswith(step)}
        for step in map(str, STEPS)
    )
    return Model(labels, weights, lent, edges)


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


@lru_cache(maxsize=32768)
def _alone(token: str) -> tuple[int, ...]:
    """What a word weighs by itself, whatever stands around it, and what it lends to the words at each of `STEPS`."""
    word = word_of(token)
    lent = lent_by(word)
    return _sum_of(own_of(word)), *(sum(map(weights.get, lent, repeat(0))) for weights in model().lent)


@cache
def _outside() -> tuple[int, ...]:
    """What the reference's ends lend, in the same shape."""
    return 0, *(weights.get(OUT, 0) for weights in model().lent)


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
    alone = [_outside(), _outside(), *map(_alone, tokens), _outside(), _outside()]
    emitted: list[Sequence[float]] = []
    for at in range(len(tokens)):
        total = whole + runs[place.run_of[at]] + clauses[place.clause_of[at]] + sum(map(_placed, place.places[at]))
        total += alone[at + 2][0] + alone[at][1] + alone[at + 1][2] + alone[at + 3][3] + alone[at + 4][4]
        emitted.append(_unpacked(total))
    labels = model().labels
    emitted = pulled(emitted, tokens, labels, _UNIT)
    single = {at: ONCE[label] for at, label in enumerate(labels) if label in ONCE}
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


def told_once(emitted: Rows, best: Best, single: Mapping[int, str]) -> list[int]:
    """The best sequence of labels in which nothing that labels of `single` tell stands in two places, or the best of all where
    none is found. `emitted` gives each word's weight for each label; `best` the best sequence for such weights, and what it
    weighs; `single` what a label tells."""
    path, _ = best(emitted)
    if len(emitted) <= _LONGEST and _twice(path, single) is not None:
        path = max(_mended(emitted, best, single, _ROUNDS), default=(0, path))[1]
    return path


@dataclass(frozen=True, slots=True)
class _Told:
    """A label and the words that bear it."""

    label: int
    words: range


def _twice(path: Sequence[int], single: Mapping[int, str]) -> tuple[_Told, _Told] | None:
    """The first two places that tell what should stand in one; None where there are none."""
    met: dict[str, _Told] = {}
    first = 0
    for at in range(1, len(path) + 1):
        if at < len(path) and path[at] == path[first]:
            continue
        told = _Told(path[first], range(first, at))
        what = single.get(told.label)
        if what is not None:
            if what in met:
                return met[what], told
            met[what] = told
        first = at
    return None


def _mended(emitted: Rows, best: Best, single: Mapping[int, str], rounds: int) -> Iterator[tuple[float, list[int]]]:
    """Sequences, with what they weigh, that tell what `single` tells in one place: the best ones where the label is barred
    from the one place, from the other, or where it holds what lies between as well; of two labels that exclude each other,
    where one or the other is barred throughout."""
    path, weight = best(emitted)
    found = _twice(path, single)
    if found is None:
        yield weight, path
    elif rounds:
        first, second = found
        yield from _mended(_barred(emitted, first.words, first.label), best, single, rounds - 1)
        yield from _mended(_barred(emitted, second.words, second.label), best, single, rounds - 1)
        if first.label == second.label:
            others = [other for other in range(len(emitted[0])) if other != first.label]
            between = _barred(emitted, range(first.words.stop, second.words.start), *others)
            yield from _mended(between, best, single, 0)
        else:
            for label in (first.label, second.label):
                yield from _mended(_barred(emitted, range(len(path)), label), best, single, rounds - 1)


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
