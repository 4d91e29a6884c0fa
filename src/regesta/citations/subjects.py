"""The name, body or office that stands before or behind a word of a sentence, as who says something."""

from __future__ import annotations

from typing import NamedTuple

from regesta.citations.saying import Word, endings, entry_at, plain_list
from regesta.citations.wordlists import known_words, unmarked
from regesta.citations.words import citing_words

_FAR = 24  # words within which a bracket or an insertion is closed
_LONG = 10  # words of a phrase that is called a speaker
_OFFICES = frozenset(  # which open no citation, but may open a speaker
    "minister president king queen emperor sultan shah tsar pope ambassador governor chairman chancellor republic kingdom".split()
)
_CLOSING = {")": "(", "]": "["}
_APART = frozenset({"in", "on", "to"})  # small words that stand more often behind a name than within it
_BREAKS = frozenset(',;:.!?()[]“”«»„"‘—–')


class Subject(NamedTuple):
    """Words [low, high) of a list, and what they are: "name", "phrase", "pronoun", or "vague", which names nobody."""

    low: int
    high: int
    kind: str


class Said(NamedTuple):
    """A stretch of text as words, the same in small letters, and its language."""

    words: list[Word]
    low: list[str]
    language: str


def said(words: list[Word], language: str) -> Said:
    """Words with their small letters."""
    return Said(words, [word.lower() for _, _, word in words], language)


def is_capital(word: str) -> bool:
    """Whether a word is printed like a name."""
    return word[:1].isupper()


def _bare(text: Said, at: int) -> str:
    """A word in small letters without the sign of the genitive."""
    word = text.low[at]
    return next((word.removesuffix(end) for end in endings(text.language) if word.endswith(end)), word)


def _is(text: Said, at: int, *keys: str) -> bool:
    return 0 <= at < len(text.low) and any(text.low[at] in plain_list(text.language, key) for key in keys)


# --- before a verb ---------------------------------------------------------------------------------------------------


def before(text: Said, end: int) -> Subject | None:
    """The subject that ends right before word `end`; insertions, brackets and small words between are passed over."""
    at = end
    for _ in range(5):
        at = _past_between(text, at)
        if at == 0:
            return None
        mark = text.words[at - 1][2]
        if mark in _CLOSING:
            opened = next(
                (k for k in range(at - 1, max(-1, at - _FAR), -1) if text.words[k][2] == _CLOSING[mark]), None
            )
            if opened is None:
                return None
            at = opened
        elif mark == ",":
            comma = next((k for k in range(at - 2, max(-1, at - 2 - _FAR), -1) if text.words[k][2] == ","), None)
            if comma is None:
                return None
            name = name_before(text, at - 1)
            if name is not None and name.low == comma + 1 and not _is(text, name.low, "relatives"):
                return name
            at = comma
        elif _is(text, at - 1, "relatives") and at > 1:
            at -= 2 if text.words[at - 2][2] == "," else 1
        else:
            break
    if at == 0:
        return None
    if _is(text, at - 1, "pronouns"):
        return Subject(at - 1, at, "pronoun")
    if _is(text, at - 1, "vague"):
        return Subject(at - 1, at, "vague")
    name = name_before(text, at)
    if name is not None and not (name.low > 0 and _is(text, name.low - 1, "links")):
        return name
    return _phrase_before(text, at)


def _past_between(text: Said, at: int) -> int:
    """The position before auxiliaries, adverbs and the like that stand before `at`."""
    while at > 0:
        for size in (3, 2, 1):
            if (
                at >= size
                and entry_at(text.low, at - size, text.language, "between") == size
                and not _is_article(text, at - size)
            ):
                at -= size
                break
        else:
            return at
    return at


def _is_article(text: Said, at: int) -> bool:
    """Whether a small word that may be a pronoun opens a sentence, and so is an article."""
    return at == 0 and _is(text, at, "determiners")


def name_before(text: Said, end: int) -> Subject | None:
    """The run of capitalised words that ends before word `end`, with "and", particles and further names of a list."""
    small, joints = citing_words("inner") - _APART, plain_list(text.language, "joints")
    at, low = end, end
    if at >= 2 and text.low[at - 1] in {"al.", "al"} and text.low[at - 2] == "et":
        at -= 2
    while at > 0 and end - at < _LONG:
        word = text.words[at - 1][2]
        if is_capital(word):
            at -= 1
            low = at
        elif low == at and at > 1 and at < end and (text.low[at - 1] in small or text.low[at - 1] in joints):
            # between two capitalised words, a particle with one more before it
            back = at - 1
            while back > 0 and text.low[back - 1] in small and at - back < 3:
                back -= 1
            if back == 0 or not is_capital(text.words[back - 1][2]) or _opens(text, back - 1):
                break
            at = back
            low = back
        elif low == at and word == "," and _is_listed(text, at):
            at -= 1
            low = at
        else:
            break
    while low < end and (_opens(text, low) or text.words[low][2] in {",", "&"}):
        low += 1
    if low == 0 and end == 1 and is_common(text.low[0]):
        return None
    return Subject(low, end, "name") if low < end and any(is_capital(w[2]) for w in text.words[low:end]) else None


def is_common(word: str) -> bool:
    """Whether a small word is a common word and no name, so that only its place gives it a capital ("Residents")."""
    return known_words().get(unmarked(word)) == "c"


def _opens(text: Said, at: int) -> bool:
    """Whether a capitalised word is only a sentence's first word, a month or the like."""
    return text.low[at] in plain_list(text.language, "openers") or text.low[at] in citing_words("never") - _OFFICES


def _is_listed(text: Said, at: int) -> bool:
    """Whether a comma before word `at` stands in "Herrera, Lind and Park": a name before it, a joint soon behind."""
    ahead = text.low[at : at + 4]
    joints = plain_list(text.language, "joints")
    return (
        at >= 2
        and is_capital(text.words[at - 2][2])
        and not _opens(text, at - 2)
        and any(word in joints for word in ahead[1:3])
    )


def _phrase_before(text: Said, end: int) -> Subject | None:
    """A phrase with an article that ends before word `end`: "the embassy in Kinshasa", "a telegram of the legation"."""
    low = None
    at = end
    while at > 0 and end - at < _LONG + 2:
        word = text.words[at - 1][2]
        if word in _BREAKS or word.isdigit():
            break
        if _is(text, at - 1, "determiners") and at < end:
            low = at
            if not (at >= 3 and _is(text, at - 2, "links") and not _is(text, at - 3, "stops", "says")):
                break
            at -= 2
            continue
        if _is(text, at - 1, "links") and at < end and not _is(text, at - 1, "determiners"):
            if at == 1:  # "In the south": the preposition opens the sentence
                break
            at -= 1
            continue
        if _is(text, at - 1, "stops", "says", "passive", "vague", "pronouns"):
            break
        at -= 1
    if low is not None:
        return Subject(low, end, "phrase")
    opened = at == 0 or text.words[at - 1][2] in {",", ";"}
    plural = at < end and opened and is_capital(text.words[at][2]) == (at == 0) and not _opens(text, at)
    sized = 2 <= end - at <= 4 or (end - at == 1 == end and is_common(text.low[at]) and text.low[at].endswith("s"))
    return Subject(at, end, "phrase") if plural and sized and not _has_link(text, at, end) else None


def _has_link(text: Said, low: int, high: int) -> bool:
    return any(_is(text, at, "links") for at in range(low, high))


# --- behind a verb or a preposition ----------------------------------------------------------------------------------


def behind(text: Said, begin: int) -> Subject | None:
    """The subject that begins at word `begin`: a name, or a phrase with an article, with a name at its end if it has one."""
    at = begin
    if at >= len(text.low):
        return None
    if _is(text, at, "pronouns"):
        return Subject(at, at + 1, "pronoun")
    determined = _is(text, at, "determiners")
    at += determined
    name = _name_from(text, at)
    if name is not None and not determined:
        return name
    end = at
    while end < len(text.low) and end - at < _LONG and _goes_on(text, end, at):
        end += 1
        if text.low[end - 1].endswith(endings(text.language) or ("\0",)):
            break
    while end > at and _is(text, end - 1, "links", "determiners", "between"):
        end -= 1
    if end == at:
        return None
    last = name_before(text, end)
    if last is not None and last.low > at and not _is(text, last.low - 1, "links"):
        return last  # "the energy adviser Ilie Stan"
    if name is not None and name.high >= end:
        return name
    return Subject(at, end, "phrase") if determined else None


def _goes_on(text: Said, at: int, begin: int) -> bool:
    """Whether a phrase that began goes on with a word: no stop, no verb; a preposition only before a name or an article."""
    word = text.words[at][2]
    if word in _BREAKS or word.isdigit() or not word[:1].isalnum():
        return False
    if _is(text, at, "links") and at > begin:
        follows = at + 1 < len(text.low) and (_is(text, at + 1, "determiners") or is_capital(text.words[at + 1][2]))
        return follows and not _opens(text, at + 1) and not _has_link(text, begin, at)
    if _is(text, at, "determiners"):
        return at > begin and _is(text, at - 1, "links")
    # behind a name, small words are no part of it
    if at > begin and is_capital(text.words[at - 1][2]) and not is_capital(word):
        return (
            not _has_link(text, begin, at)
            and at - begin < 2
            and not _is(text, at, "between", "stops", "says", "judges")
        )
    return not _is(text, at, "stops", "says", "judges", "passive", "vague", "pronouns")


def _name_from(text: Said, begin: int) -> Subject | None:
    """The run of capitalised words that begins at word `begin`, with "and" and particles between them."""
    small, joints = citing_words("inner") - _APART, plain_list(text.language, "joints")
    at = begin
    while at < len(text.low) and at - begin < _LONG:
        word = text.words[at][2]
        if is_capital(word) and not (at > begin and text.low[at] in plain_list(text.language, "openers")):
            at += 1
            if _bare(text, at - 1) != text.low[at - 1]:
                break
            continue
        ahead = at + 1
        while ahead < len(text.low) and ahead - at < 3 and text.low[ahead] in small:
            ahead += 1
        joins = at > begin and (text.low[at] in small or text.low[at] in joints) and not _is(text, at, "stops")
        joins = joins or (at > begin and text.low[at] in joints)
        if not joins or ahead >= len(text.low) or not is_capital(text.words[ahead][2]):
            break
        at = ahead
    if at + 1 < len(text.low) and at > begin and text.low[at] == "et" and text.low[at + 1] in {"al.", "al"}:
        at += 2
    return Subject(begin, at, "name") if at > begin else None
