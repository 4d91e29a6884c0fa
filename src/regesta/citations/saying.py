"""The word lists of who says something, a folder a language, and which of the languages a text is told in."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from regesta.errors import BadData

# the languages whose verbs of saying the room knows; what is told in none of them is asked in English
_LANGUAGES = ("en", "fr", "it", "es", "pt", "de", "tr", "az", "ru")
_LISTS = frozenset(
    "says judges nounlike between passive pronouns vague determiners links stops openers joints grounds heading words genitive"
    " doubted silent unnamed carried relatives that calling what persons documents gestures going naming besides bodies readable possessive".split()
)
_SMALL = re.compile(r"[^\W\d_]+")
_READ = 40_000  # code points that tell a text's language
_WORD = re.compile(
    r"(?:[LlDd]|[Uu]n|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all|[Ss]ull|[Qq]u|[Qq]uell)[’'](?=[^\W\d_]{2})"  # elided words
    r"|(?:Mrs?|Ms|Dr|Prof|Sra?|al|St)\.|[^\W\d_](?:\.[^\W\d_])*\.(?=\s?[^\W\d_])"  # what ends with a point and is no sentence's end
    r"|[^\W\d_][\w\u0300-\u036f]*(?:[’'-][\w\u0300-\u036f]+)*[’']?|\d+|[^\w\s]"
)
# a word of a text: its place and how it is printed
Word = tuple[int, int, str]
Lists = dict[str, frozenset[tuple[str, ...]]]


def language_of_text(text: str) -> str:
    """ISO 639-1 code of the language a text is told in, by its small words; "en" where no other has most of them."""
    counts = Counter(_SMALL.findall(text[:_READ].lower()))
    hits = {code: sum(counts[word] for word in _small_words(code)) for code in _LANGUAGES}
    best = max(hits.values())
    found = [code for code, count in hits.items() if count == best]
    if set(found) == {"tr", "az"}:  # which share many small words, and not this letter
        return "az" if "ə" in text[:_READ] else "tr"
    return found[0] if len(found) == 1 else "en"


@cache
def _small_words(language: str) -> frozenset[str]:
    keys = ("openers", "stops", "determiners", "links", "pronouns", "vague", "passive", "relatives")
    return frozenset(word for key in keys for word in plain_list(language, key))


def words_of(text: str, low: int, high: int) -> list[Word]:
    """The words, numbers and marks of text[low:high] in order; an elided article ("l’") is a word of its own."""
    return [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, low, high)]


@cache
def saying_lists(language: str) -> Lists:
    """The lists of `data/LANGUAGE/speaking.toml`, each entry as its words in small letters. Raises BadData on another shape."""
    name = f"data/{language}/speaking.toml"
    lists = tomllib.loads(files("regesta.citations").joinpath(name).read_text(encoding="utf-8"))
    if set(lists) != _LISTS or any(not isinstance(word, str) for words in lists.values() for word in words):
        raise BadData(f"citations/{name}: it must hold the word lists {', '.join(sorted(_LISTS))}; mend the file")
    return {
        key: frozenset(
            tuple(word for _, _, word in words_of(entry.lower(), 0, len(entry))) or (entry,) for entry in entries
        )
        for key, entries in lists.items()
    }


@cache
def plain_list(language: str, key: str) -> frozenset[str]:
    """The single words of one list, small letters."""
    return frozenset(entry[0] for entry in saying_lists(language)[key] if len(entry) == 1)


@cache
def endings(language: str) -> tuple[str, ...]:
    """The signs of the genitive that are glued to a name, the longest first; () where a word of its own tells it."""
    found = {entry for key in saying_lists(language)["genitive"] for entry in ["".join(key)] if entry[0] in "’'"}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _most_words(language: str, key: str) -> dict[str, int]:
    """How many words the longest entry of a list has that begins with a word."""
    found: dict[str, int] = {}
    for entry in saying_lists(language)[key]:
        found[entry[0]] = max(len(entry), found.get(entry[0], 0))
    return found


def entry_at(lowered: list[str], at: int, language: str, key: str) -> int:
    """How many words of a list's longest entry stand at a position; 0 where none does."""
    most = _most_words(language, key).get(lowered[at]) if at < len(lowered) else None
    if most is None:
        return 0
    entries = saying_lists(language)[key]
    for size in range(min(most, len(lowered) - at), 0, -1):
        if tuple(lowered[at : at + size]) in entries:
            return size
    return 0
