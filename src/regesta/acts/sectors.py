"""Sectors of cooperation, from a word list."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


def find_sectors(text: str) -> tuple[str, ...]:
    """The sectors that a passage names, in the contract's order of terms, each once."""
    shape, order = _sectors()
    named = {match.lastgroup for match in shape.finditer(text.lower())}
    return tuple(sector for sector in order if sector in named)


@cache
def _sectors(language: str = "en") -> tuple[re.Pattern[str], tuple[str, ...]]:
    data = tomllib.loads(files("regesta.acts").joinpath(f"data/{language}/sectors.toml").read_text(encoding="utf-8"))
    parts = []
    for sector, words in data.items():
        forms = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\-", "[ -]") for word in words.split())
        parts.append(f"(?P<{sector}>{forms})")
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b"), tuple(data)
