"""The word lists of reference lists, loaded once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from regesta.errors import BadData

_NAME = "data/references.toml"
_KNOWN = "data/known.txt"
_SIGNS = re.compile(r"[cbpf]?g?s?l?")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("regesta.citations").joinpath(_NAME).read_text(encoding="utf-8"))


@cache
def word_list(key: str) -> tuple[str, ...]:
    """The words of one list. Raises BadData where the file breaks its shape."""
    words = _tables().get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise BadData(f"citations/{_NAME}, {key}: it must be a list of words; mend the list")
    return tuple(words)


@cache
def word_classes() -> dict[str, str]:
    """A word's class, as the tagger sees it; of a word in two lists, the first. Raises BadData."""
    found: dict[str, str] = {}
    for name, words in _tables().get("classes", {}).items():
        if not isinstance(words, str):
            raise BadData(f"citations/{_NAME}, classes.{name}: it must be words with blanks between; mend the list")
        for word in words.split():
            found.setdefault(word, name)
    return found


def unmarked(word: str) -> str:
    """A word in small letters without its marks, as these lists are asked for it: "Çağaptay" is "cagaptay"."""
    low = word.lower()
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low)
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).replace("ı", "i")


@cache
def known_words() -> dict[str, str]:
    """The signs of common words and names: how they are printed, and whose names they are. Raises BadData."""
    found: dict[str, str] = {}
    for line in files("regesta.citations").joinpath(_KNOWN).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        signs, tab, words = line.partition("\t")
        if not tab or not _SIGNS.fullmatch(signs):
            raise BadData(f"citations/{_KNOWN}: a line must be signs, a tab and words; build it again")
        found |= dict.fromkeys(words.split(), signs)
    return found


@cache
def any_of(key: str) -> str:
    """A pattern that matches any word of a list, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(word_list(key), key=len, reverse=True))
