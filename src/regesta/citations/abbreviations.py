"""The letters by which a document calls the bodies of its reference list, where it says so: "[OSCE]" behind the full name, in
a citation, in the list or in a sentence (APA 7, 8.21). Letters that nothing introduces stand for nothing here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from regesta.citations.comparing import folded, initials_of
from regesta.citations.words import citing_pattern

_SHORT = r"[^\W\d_][\w&.-]{1,11}"
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_MOST_WORDS, _BEFORE = 16, 200  # words, and code points, in front of a bracket that a body's name may take
_TAIL = 8  # folded letters by which a listed name is sought
_WORD = re.compile(r"[\w'’.-]+")
_OPENING = re.compile(r"[(\[;]")
_LETTERS_FIRST = re.compile(
    rf"(?P<short>{_SHORT}) [(\[](?P<full>[^()\[\]]{{6,120}})[)\]]"
)  # "ILO (International Labour Office)"
IN_BRACKETS = re.compile(rf"\s*[(\[]\s*({_SHORT})\s*[)\]]?\s*$")


@cache
def _introduced() -> re.Pattern[str]:
    lead = rf"(?i:(?:{citing_pattern('introduces')})[,:]?\s+(?:the\s)?)?"
    return re.compile(rf"\s?[(\[]\s?{lead}[\"“«'‘–—-]?\s?(?P<short>{_SHORT})[\"”»'’]?(?=\s?[)\]]|\s?[,;:]\s|\s\d)")


def abbreviations_of(text: str, bodies: Sequence[str]) -> dict[str, str]:
    """What letters, or full names, stand for which name of `bodies` in a text: folded to the listed name. What is introduced
    for two bodies is left out."""
    listed = [body for name in bodies if len(body := IN_BRACKETS.sub("", name)) > 1]
    if not listed:
        return {}
    long = {folded(body): body for body in listed if len(body.split()) > 1 and len(folded(body)) >= _TAIL}
    short = {folded(body): body for body in listed if _is_short(body)}
    ends: dict[str, list[str]] = {}
    for name in long:
        ends.setdefault(name[-_TAIL:], []).append(name)
    heads = sorted(long)
    found: dict[str, set[str]] = {}
    for name in bodies:
        own = IN_BRACKETS.search(name)
        if own is not None and _is_short(own[1]):
            found.setdefault(folded(own[1]), set()).add(IN_BRACKETS.sub("", name))
        first = _LETTERS_FIRST.fullmatch(name)
        if first is not None and _is_short(first["short"]):
            found.setdefault(folded(first["short"]), set()).add(name)
            found.setdefault(folded(first["full"]), set()).add(name)
    for match in _introduced().finditer(text):
        if not _is_short(match["short"]):
            continue
        letters = folded(match["short"])
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        told = _listed_before(before, ends, heads)
        if told is not None and told != letters:
            found.setdefault(letters, set()).add(long[told])
        elif letters in short:
            for spelt in _spelt_out(before, letters):
                found.setdefault(spelt, set()).add(short[letters])
    return {called: next(iter(names)) for called, names in found.items() if len(names) == 1}


def _is_short(word: str) -> bool:
    return len(word) <= 12 and " " not in word and len(_CAPITAL.findall(word)) >= 2


def _listed_before(before: str, ends: dict[str, list[str]], heads: list[str]) -> str | None:
    """The listed name, folded, that the words before a bracket end in; else the only one that they begin."""
    plain = folded(before)
    whole = [name for name in ends.get(plain[-_TAIL:], ()) if plain.endswith(name)]
    if whole:
        return max(whole, key=len)
    words = [word.group() for word in _WORD.finditer(before)][-_MOST_WORDS:]
    for at in range(len(words) - 2):
        head = folded(" ".join(words[at:]))
        if not words[at][0].isupper() or len(head) < 2 * _TAIL:
            continue
        first = bisect_left(heads, head)
        alike = [name for name in heads[first : first + 2] if name.startswith(head)]
        if alike:
            return alike[0] if len(alike) == 1 else None
    return None


def _spelt_out(before: str, letters: str) -> Iterator[str]:
    """The words before a bracket that its letters stand for, folded: all behind the last bracket or semicolon, or as many
    as there are letters."""
    words = [word.group() for word in _WORD.finditer(_OPENING.split(before)[-1])][-_MOST_WORDS:]
    for at, word in enumerate(words):
        if word[0].isupper() and letters in initials_of(" ".join(words[at:])):
            yield folded(" ".join(words[at:]))
            return
