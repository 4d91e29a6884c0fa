"""Agreements by their titles as printed: "Agreement on Cooperation in Science and Technology", the "Freedom Support Act"."""

from __future__ import annotations

import re

_HEAD = (
    r"(?:Agreements?|Treaty|Treaties|Conventions?|Protocols?|Accords?|Declarations?|Memorandum of Understanding|Memorandum|"
    r"Memoranda|Pact|Charter|Act)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞİŞ][\w’'\-–]*"
_MONTHS = r"(?!January|February|March|April|May\b|June|July|August|September|October|November|December)"
_JOIN = r"(?:of|on|for|and|in|the|to|concerning|between|regarding)"
# a word of what a title is about; another title begins with its own head
_TAIL = rf"{_MONTHS}(?!{_HEAD}\b){_CAPITAL}"
# what a title cannot begin with
_OPENERS = frozenset(
    "the a an this that these under in by on its their his her for after with since and both when".split()
)
_TITLE = re.compile(
    rf"(?:{_CAPITAL} (?:(?:of|and|for|on) )?)*{_HEAD}\b(?: (?:(?:{_JOIN}) )*(?:{_JOIN}) {_TAIL}(?: (?:(?:{_JOIN}) )*{_TAIL})*)?"
)
_QUOTED = re.compile(rf"[\"“«]([A-Z][^\"”»\n]{{2,80}}?\b{_HEAD})[,.]?[\"”»]")
_HAS_HEAD = re.compile(_HEAD)


def find_instruments(text: str, start: int, end: int) -> tuple[str, ...]:
    """The titles of agreements in [start, end), each once, as printed; a bare "Agreement" is none."""
    if _HAS_HEAD.search(text, start, end) is None:
        return ()
    found: dict[str, None] = {}
    quoted: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text, start, end):
        found[" ".join(match[1].split())] = None
        quoted.append(match.span())
    for match in _TITLE.finditer(text, start, end):
        if any(low <= match.start() < high for low, high in quoted):
            continue
        words = match.group().split()
        while words and words[0].lower() in _OPENERS:
            words.pop(0)
        if len(words) > 1 and not all(word.lower() in _OPENERS or _HAS_HEAD.fullmatch(word) for word in words):
            found[" ".join(words)] = None
    return tuple(found)
