"""The word lists of reference lists, loaded once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from regesta.errors import BadData


@cache
def _tables() -> dict[str, list[str]]:
    name = "data/references.toml"
    tables = tomllib.loads(files("regesta.citations").joinpath(name).read_text(encoding="utf-8"))
    for key, words in tables.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise BadData(f"citations/{name}, {key}: it must be a list of words; mend the list")
    return tables


def word_list(key: str) -> tuple[str, ...]:
    """The words of one list. Raises BadData where the file breaks its shape."""
    return tuple(_tables()[key])


@cache
def any_of(key: str) -> str:
    """A pattern that matches any word of a list, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(word_list(key), key=len, reverse=True))
