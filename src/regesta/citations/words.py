"""The word lists of citations: what leads to one, what is no author, what stands for a work named before."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from regesta.errors import BadData

_LISTS = frozenset(
    [
        "leads",
        "verbs",
        "brings",
        "bodies",
        "inner",
        "joints",
        "others",
        "never",
        "dated",
        "publishers",
        "again",
        "cited_before",
        "undated",
        "pages",
        "second_hand",
        "introduces",
        "locators",
        "places_lead",
        "dating",
        "remarks",
        "pinpoints",
        "studies",
        "together",
        "articles",
        "counted",
        "given_before",
        "volumes",
        "places_within",
        "at_page",
        "named_hereafter",
        "note_words",
        "handed_on",
        "archives",
        "files",
        "instruments",
        "papers",
        "judgments",
        "archive_names",
        "editions",
        "newspapers",
        "treaty_series",
        "adopted",
        "resolving",
        "unprinted",
        "note_pages",
    ]
)

# the comma, semicolon and digits of Arabic and Persian, one code point for one, so that offsets stay
_OWN = "،؛٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_OWN_MARKS = str.maketrans(_OWN, ",;01234567890123456789")


def plain_marks(text: str) -> str:
    """A text with commas, semicolons and digits as Latin script has them, at the same offsets."""
    if text.isascii() or not any(map(text.__contains__, _OWN)):  # seeking is far quicker than translating
        return text
    return text.translate(_OWN_MARKS)


@cache
def _lists_of(language: str) -> dict[str, list[str]]:
    """All lists of `data/LANGUAGE/citing.toml`, read once."""
    name = f"data/{language}/citing.toml"
    lists = tomllib.loads(files("regesta.citations").joinpath(name).read_text(encoding="utf-8"))
    if set(lists) != _LISTS or any(not isinstance(word, str) for words in lists.values() for word in words):
        raise BadData(f"citations/{name}: it must hold the word lists {', '.join(sorted(_LISTS))}; mend the file")
    return lists


@cache
def citing_words(key: str, language: str = "en") -> frozenset[str]:
    """One list of `data/LANGUAGE/citing.toml`, lower case. Raises BadData where a list is missing or holds no words."""
    return frozenset(_lists_of(language)[key])


@cache
def citing_pattern(key: str) -> str:
    """A pattern that matches any word of a list, the longest first."""
    words = sorted(citing_words(key), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
