"""The steps by which `train_references.py` learns: a linear-chain CRF, one reference at a time, compiled by Numba.

Everything is 32-bit floats and loops in a fixed order, with random bits of our own: the same references and the same seed
give the same weights, bit by bit, on one machine.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]


class Column(NamedTuple):
    """The features of every word of all references: those of word n are `which[starts[n]:starts[n + 1]]`. `places` says of
    each where it stands among those that its reference has, each once: of reference n, `own[bounds[n]:bounds[n + 1]]`."""

    which: Array
    starts: Array
    places: Array
    own: Array
    bounds: Array


class Corpus(NamedTuple):
    """All references as numbers: reference n has the words `first[n]` to `first[n + 1]`; `edges` are those of a word with
    the one before it."""

    first: Array
    labels: Array
    words: Column
    edges: Column


class Weights(NamedTuple):
    """Weights of one kind (rows of features), AdaGrad's sums of squared slopes, the pull towards nought of each row, the
    length of a step, what keeps the first steps short, and the share of a word's features hidden at each."""

    now: Array
    squares: Array
    decay: Array
    rate: np.float32
    damping: np.float32
    dropped: float


@njit(cache=True, error_model="numpy")
def kept(bits: Array, count: int, dropped: float) -> Array:
    """Which of `count` features are not hidden, by the next random bits (xorshift, 64 bits)."""
    kept = np.ones(count, np.bool_)
    if dropped > 0:
        limit = np.uint64(dropped * 4294967296.0)
        x = bits[0]
        for at in range(count):
            x ^= x << np.uint64(13)
            x ^= x >> np.uint64(7)
            x ^= x << np.uint64(17)
            kept[at] = (x >> np.uint64(32)) >= limit
        bits[0] = x
    return kept


@njit(cache=True, error_model="numpy")
def scored(column: Column, span: tuple[int, int], kept: Array, now: Array) -> Array:
    """The weights of the features kept, summed word by word over the words from `span[0]` to before `span[1]`."""
    first, last = span
    width = now.shape[1]
    scored = np.zeros((last - first, width), np.float32)
    origin = column.starts[first]
    for word in range(first, last):
        row = scored[word - first]
        for at in range(column.starts[word], column.starts[word + 1]):
            if kept[at - origin]:
                weights = now[column.which[at]]
                for label in range(width):
                    row[label] += weights[label]
    return scored


@njit(cache=True, error_model="numpy")
def moved(column: Column, at: int, span: tuple[int, int], kept: Array, slopes: Array, weights: Weights) -> None:
    """One step down the slopes, given for each word of reference `at`; the pull towards nought is as strong as a feature is often.

    The squares are summed word by word: a feature of a whole clause would else move as slowly as one of a word.
    """
    first, last = span
    width = slopes.shape[1]
    origin = column.starts[first]
    features = column.own[column.bounds[at] : column.bounds[at + 1]]
    gathered = np.zeros((len(features), width), np.float32)
    squares = np.zeros((len(features), width), np.float32)
    count = np.zeros(len(features), np.float32)
    for word in range(first, last):
        slope = slopes[word - first]
        for entry in range(column.starts[word], column.starts[word + 1]):
            if kept[entry - origin]:
                place = column.places[entry]
                count[place] += np.float32(1)
                sum_row, square_row = gathered[place], squares[place]
                for label in range(width):
                    sum_row[label] += slope[label]
                    square_row[label] += slope[label] * slope[label]
    for place in range(len(features)):
        if count[place] == 0:
            continue
        feature = features[place]
        now, sums = weights.now[feature], weights.squares[feature]
        decay = weights.decay[feature] * count[place]
        sum_row, square_row = gathered[place], squares[place]
        for label in range(width):
            sums[label] += square_row[label]
            pull = sum_row[label] + decay * now[label]
            now[label] -= weights.rate * pull / (np.sqrt(sums[label]) + weights.damping)


@njit(cache=True, error_model="numpy")
def shared(row: Array) -> None:
    """Brings a row's sum to one."""
    total = np.float32(0)
    for at in range(row.size):
        total += row[at]
    for at in range(row.size):
        row[at] /= total


@njit(cache=True, error_model="numpy")
def slopes(scores: Array, ways: Array, labels: Array) -> tuple[Array, Array]:
    """How the negative log-likelihood of the labels changes with each word's scores and with each pair's (forward-backward,
    each word's sums brought to one). `ways[n]` holds the exponentials of the pair of word n and the one before it."""
    size, width = scores.shape
    shares = np.empty((size, width), np.float32)
    for word in range(size):
        shares[word] = np.exp(scores[word] - scores[word].max())
    ahead, behind = np.zeros((size, width), np.float32), np.ones((size, width), np.float32)
    ahead[0] = shares[0]
    shared(ahead[0])
    for word in range(1, size):
        row = ahead[word]
        for before in range(width):
            way, share = ways[word, before * width : (before + 1) * width], ahead[word - 1, before]
            for label in range(width):
                row[label] += share * way[label]
        for label in range(width):
            row[label] *= shares[word, label]
        shared(row)
    pairs = np.zeros((size, width * width), np.float32)
    for word in range(size - 1, 0, -1):
        beyond = shares[word] * behind[word]
        row, pair = behind[word - 1], pairs[word]
        for before in range(width):
            way = ways[word, before * width : (before + 1) * width]
            share, total = ahead[word - 1, before], np.float32(0)
            for label in range(width):
                total += way[label] * beyond[label]
                pair[before * width + label] = share * way[label] * beyond[label]
            row[before] = total
        shared(row)
        shared(pair)
        pair[labels[word - 1] * width + labels[word]] -= np.float32(1)
    single = ahead * behind
    for word in range(size):
        shared(single[word])
        single[word, labels[word]] -= np.float32(1)
    return single, pairs


@njit(cache=True, error_model="numpy")
def round_over(order: Array, corpus: Corpus, words: Weights, edges: Weights, bits: Array) -> None:
    """A step at each reference, in this order."""
    for at in order:
        span = (corpus.first[at], corpus.first[at + 1])
        count = corpus.words.starts[span[1]] - corpus.words.starts[span[0]]
        hidden = kept(bits, count, words.dropped)
        every = kept(bits, corpus.edges.starts[span[1]] - corpus.edges.starts[span[0]], edges.dropped)
        scores = scored(corpus.words, span, hidden, words.now)
        ways = np.exp(scored(corpus.edges, span, every, edges.now))
        single, pairs = slopes(scores, ways, corpus.labels[span[0] : span[1]])
        moved(corpus.words, at, span, hidden, single, words)
        moved(corpus.edges, at, span, every, pairs, edges)
