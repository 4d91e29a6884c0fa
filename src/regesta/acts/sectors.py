"""Sectors of cooperation, from a word list."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from regesta.acts.phrases import WORD, Book, book_of, end_of

NONE = "none"


@lru_cache(maxsize=64)  # acts of one clause are told by the same words
def find_sectors(text: str) -> tuple[str, ...]:
    """The sectors that a passage names, in the contract's order of terms, each once."""
    words = WORD.findall(text.lower())
    named: set[str] = set()
    reached = 0
    for at, opened in enumerate(map(_book(), words)):
        for phrase in opened:
            last = end_of(phrase, words, at) if phrase.behind else at + 1
            if last is not None and (at >= reached or last == reached):
                named.add(phrase.label)
                reached = last
    return tuple(sector for sector in sector_phrases() if sector in named) if named else ()


@cache
def sector_phrases(language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """The phrases that name each sector, in the contract's order, as `phrases` reads them."""
    return {sector: phrases for sector, phrases in _lists(language).items() if sector != NONE}


def hiding_phrases(language: str = "en") -> tuple[str, ...]:
    """Phrases in which a word of the lists names no sector: "Security Council"."""
    return _lists(language)[NONE]


@cache
def _lists(language: str) -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(files("regesta.acts").joinpath(f"data/{language}/sectors.toml").read_text(encoding="utf-8"))
    return {label: tuple(word.replace("-", " ") for word in words.split()) for label, words in data.items()}


@cache
def _book() -> Book:
    return book_of(_lists("en"))
