"""A sentence as tokens: words by lemma, mentions as one token each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from regesta.acts.lexicon import norm_of
from regesta.model import Token

# a plain word, with what cannot go on it behind, is by far the most frequent and is read without looking further
_WORD = re.compile(
    r"[A-Za-z]++(?=[ ,;:)\n])|['’]s(?!\w)|[^\W_]+(?:[-’'.][^\W_]+)*[.](?=\w)|[^\W_]+(?:[-’'][^\W_]+)*|[^\w\s]"
)


class Spanned(Protocol):
    """Anything that has a span in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Masks:
    """The mentions of a sentence that stand as one token each: (kind, index in its own list, start, end), by start."""

    rows: tuple[tuple[str, int, int, int], ...]


def mask(kinds: dict[str, Sequence[Spanned]]) -> Masks:
    """Masks from mentions; where two overlap, the kind named first in `kinds` wins."""
    taken: list[tuple[str, int, int, int]] = []
    for kind, mentions in kinds.items():
        for index, mention in enumerate(mentions):
            if all(mention.end <= start or mention.start >= end for _, _, start, end in taken):
                taken.append((kind, index, mention.start, mention.end))
    return Masks(tuple(sorted(taken, key=lambda row: row[2])))


def tokens_of(text: str, start: int, end: int, masks: Masks) -> tuple[Token, ...]:
    """The tokens of text[start:end]; `masks` must lie inside. Offsets are code points into `text`."""
    tokens: list[Token] = []
    at = start
    for kind, index, low, high in masks.rows:
        if low < at:
            continue
        _words(text, at, low, tokens)
        tokens.append(Token(low, high, f"<{kind}>", index))
        at = high
        if text[at - 1] in "sz" and text[at : at + 1] in ("'", "’") and not text[at + 1 : at + 2].isalnum():
            tokens.append(Token(at, at + 1, "'s"))  # "Mauritius' independence"
            at += 1
    _words(text, at, end, tokens)
    return tuple(tokens)


def _words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    for found in _WORD.finditer(text, start, end):
        word = found.group()
        low, high = found.span()
        if word[-1] in "sS" and word[-2:-1] in ("'", "’") and len(word) > 2:
            tokens.append(Token(low, high - 2, norm_of(word[:-2])))
            tokens.append(Token(high - 2, high, "'s"))
        else:
            tokens.append(Token(low, high, norm_of(word)))
