"""Sectors of cooperation, from a word list."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from regesta.acts.phrases import WORD, Book, book_of, end_of

NONE = "none"


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
    data = tomllib.loads(files("regesta.acts").joinpath(f"data/{language}/sectors.toml").read_text(encoding="utf-8"))
    return {
        sector: tuple(word.replace("-", " ") for word in words.split())
        for sector, words in data.items()
        if sector != NONE
    }


def hiding_phrases(language: str = "en") -> tuple[str, ...]:
    """Phrases in which a word of the lists names no sector: "Security Council"."""
    data = tomllib.loads(files("regesta.acts").joinpath(f"data/{language}/sectors.toml").read_text(encoding="utf-8"))
    return tuple(word.replace("-", " ") for word in data[NONE].split())


@cache
def _book() -> Book:
    return book_of({**sector_phrases(), NONE: hiding_phrases()})
