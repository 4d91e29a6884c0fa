"""The bodies that a reference opens with, told by rule: by a word that bodies bear, and by what ends their name.

Two shapes (APA 7, 9.11 and 9.14; Chicago 17, 14.84; ISO 690; NBR 6023, 8.1.2; Vancouver): a body before the year ("World
Health Organization. (2019). ..."), and one before a full stop ("BRASIL. Ministério da Fazenda. ..."). Where neither is
sure nothing is told, and the tagger reads the words as it reads any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from regesta.citations.wordlists import word_classes, word_list
from regesta.citations.words import citing_words

_YEAR = r"(?:(?:1[4-9]|20)\d\d[a-z]?|n\.\s?d\.|s\.\s?[df]\.)"
# the words up to a year that stands early; a bracket without a number may close them ("(EBRD)")
_DATED = re.compile(
    rf"(?P<head>[^()\[\]“”„\"«»\d:]{{2,160}}?(?:\s[(\[][^()\[\]\d]{{2,60}}[)\]])?)(?:[.,]?\s(?=\({_YEAR}[),/–-])|[.,]\s(?={_YEAR}[.,:]\s))"
)
# nothing but a place, or a place and a publisher, behind such a year: what stood before it was a title
_PLACED = re.compile(
    rf"[.,]?\s\(?{_YEAR}(?:[^()]{{0,30}}\))?[.,:]\s+(?:[Ee]dited by [^.]{{3,80}}\.\s)?(?:[^\W\d_a-z][\w’'-]+[\s,.]*){{1,3}}(?::\s[^\W\d_a-z][^:.]{{1,80}})?\.?\s*$"
)
_STOPPED = re.compile(r"(?P<head>[^()\[\]“”„\"«»\d;:.,]{2,160}(?:\s\([^()\d.]{2,60}\))?)\.\s+(?=[^\W\d_]|[“«\"*])")
# a place and a publisher behind the first full stop: what stood before it was a title
_IMPRINT = re.compile(r"[^.:;,]{2,40}(?:,\s[^.:;,]{2,20})?\s?:\s[^:.]{2,80}[,;]\s?\(?(?:1[4-9]|20)\d\d")
_EDITION = re.compile(r"\d|[^\W\d_]{1,4}\.\s?\d|https?:")
# a newspaper before the year of an unsigned article
_PAPER = re.compile(r"The(?:\s[^\W\d_a-z][\w’'-]+){1,4}")
_WORDS = re.compile(r"[^\W_][\w.’'-]*|&")
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_STOP = re.compile(r"(?<=[^\W\d_]{3})\.\s+")
_LEVELS = re.compile(r"(?<=[^\W\d_]{3})\.\s+|,\s+|;\s+")
_PAIR = re.compile(r"\s(?:and|&|und|et|y|e|və|ve|и)\s|;\s")
_MOST_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """The names of the bodies, and the offset in code points behind the last of them."""

    names: tuple[str, ...]
    end: int


def opening_bodies(text: str) -> Opening | None:
    """The bodies at the start of a reference's text, None where none is sure to open it."""
    dated = _DATED.match(text)
    if dated is not None:
        if _PLACED.match(text, dated.end("head")) is not None:
            return None
        head = dated["head"]
        role = _BRACKET.search(head)
        if role is not None and word_classes().get(role.group().strip(" ()[].").lower()) == "editor":
            head = head[: role.start()]
        names = _named(head)
        return Opening(names, len(head)) if names else None
    stopped = _STOPPED.match(text)
    if stopped is None or not _goes_on(text, stopped.end()):
        return None
    head, end = stopped["head"], stopped.end("head")
    formal = _is_body(head, _formal()) and not head.lower().startswith("the ")
    if not formal and not (len(head.split()) <= 3 and len(head.split()[-1]) > 3):
        return None
    # a state or a body, and its parts ("BRASIL. Ministério da Fazenda")
    below = 0
    inner = _STOPPED.match(text, stopped.end())
    while inner is not None and below < _MOST_LEVELS and _is_body(inner["head"], _formal()):
        opens = inner["head"].split()[0].lower() in _formal()
        if not _goes_on(text, inner.end()) or not (opens or formal or below):
            break
        below, end = below + 1, inner.end("head")
        inner = _STOPPED.match(text, inner.end())
    return Opening((text[:end].strip(),), end) if formal or below else None


def _goes_on(text: str, at: int) -> bool:
    """Whether a title may stand at an offset, and no imprint, edition or volume."""
    return _IMPRINT.match(text, at) is None and _EDITION.match(text, at) is None


def _named(head: str) -> tuple[str, ...]:
    """The bodies that stand before a year; empty where the words may be persons or a title."""
    pair = [part.strip() for part in _PAIR.split(head)]
    if len(pair) == 2 and "," not in head and any(map(_is_realm, pair)) and all(map(_may_be_state, pair)):
        return tuple(pair)
    if len(pair) == 2 and all(_is_body(part, _formal()) for part in pair):
        return tuple(pair)
    if ";" in head or not all(_is_body(part, body_words()) for part in _STOP.split(head)[1:]):
        return ()
    levels = _LEVELS.split(head)
    if len(levels) > _MOST_LEVELS or any(len(part.split()) < 2 for part in levels[1:]):
        return ()
    if len(levels) > 1 and not (_is_body(levels[1], body_words()) or _is_body(levels[0], body_words())):
        return ()
    if len(levels) == 1 and _PAPER.fullmatch(head) is not None:
        return (head.strip(),)
    # of two words a family name may be one: "Robert Court"
    if len(levels) == 1 and not _is_body(head, body_words() if len(head.split()) > 2 else _formal()):
        return ()
    return (head.strip(),)


def _is_realm(part: str) -> bool:
    """Whether a name is a state's by its own words ("Russian Federation", "Republic of Peru")."""
    low = part.lower()
    return any(
        low == realm or low.startswith(f"{realm} of ") or low.endswith(f" {realm}") for realm in word_list("realms")
    )


@cache
def _formal() -> frozenset[str]:
    return frozenset(word_list("bodies"))


@cache
def body_words() -> frozenset[str]:
    """The words that bodies bear, in small letters, those that stand for other things too among them ("Bank", "Council")."""
    return _formal() | citing_words("bodies")


def _may_be_state(part: str) -> bool:
    return _is_realm(part) or (part[:1].isupper() and not any(w.lower() in body_words() for w in _WORDS.findall(part)))


def _is_body(part: str, kinds: frozenset[str]) -> bool:
    """Whether a name is a body's: it holds one of these words, nothing hangs on another word before it ("History of the
    Bank"), and its words are names but for the small ones, unless that word stands first or last ("Xarici işlər nazirliyi").
    """
    words = [word.strip(".") for word in _WORDS.findall(_BRACKET.sub("", part))]
    low = [word.lower() for word in words]
    at = next((n for n, word in enumerate(low) if word in kinds), None)
    if len(words) < 2 or at is None:
        return False
    small, joints = citing_words("inner"), citing_words("joints")
    if any(word in small and word not in joints for word in low[1 if low[0] == "the" else 0 : at]):
        return False
    last = low[-1] in kinds
    follows = low[at + 1] if at + 1 < len(low) else ""
    if not last and follows not in small and low[at] in citing_words("bodies"):
        return False  # "Council Minutes", "Bank Lending"
    proud = all(
        word[:1].isupper() or not word[:1].isalpha() or small_word in small
        for word, small_word in zip(words, low, strict=True)
    )
    return proud or ((at == 0 or last) and words[0][:1].isupper() and low[at] not in citing_words("bodies"))
