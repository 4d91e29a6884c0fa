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
# prepositions that hold an article, and auxiliaries, which end a phrase
_FUSED = frozenset("du des del dello della dell' dell’ dei degli delle do da dos das".split())
_OBLIQUE = frozenset("den dem einem einen einer seinem seinen ihrem ihren".split())  # articles of no subject
_LOOSE = frozenset("am im in zu bei aus an auf".split())  # German prepositions that tell where and when rather than who
_AUXILIARIES = frozenset(
    "a ont avait avaient ha han había habían hat haben hatte hatten tem têm tinha hanno aveva avevano".split()
)
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
    if name is not None and not _is_inner(text, name):
        return name
    return _phrase_before(text, at)


def _is_inner(text: Said, name: Subject) -> bool:
    """Whether a name stands behind a preposition, with an article between or without ("an officer of the Harbour Police")."""
    at = name.low - 1
    if text.language == "de" and at >= 0 and text.low[at] in _OBLIQUE:
        return True
    if at > 0 and _is(text, at, "determiners") and not _is(text, at, "links"):
        return at > 1 and _is(text, at - 1, "links") and not _is(text, at - 2, "stops", "says", "between")
    return at >= 0 and _is(text, at, "links")


def _past_between(text: Said, at: int) -> int:
    """The position before auxiliaries, adverbs and the like that stand before `at`."""
    while at > 0:
        for size in (4, 3, 2, 1):
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
        if word in _BREAKS or (word.isdigit() and not (at < end and _is_month(text, at))):
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
        said_word = _is(text, at - 1, "says") and not (at < end and _is(text, at - 1, "documents"))
        if said_word or _is(text, at - 1, "stops", "passive", "vague", "pronouns"):
            break
        at -= 1
    if low is not None:
        return Subject(low, end, "phrase")
    opened = at == 0 or text.words[at - 1][2] in {",", ";"}
    plural = at < end and opened and is_capital(text.words[at][2]) == (at == 0) and not _opens(text, at)
    sized = 2 <= end - at <= 4 or (end - at == 1 == end and is_common(text.low[at]) and text.low[at].endswith("s"))
    return Subject(at, end, "phrase") if plural and sized and not _has_link(text, at, end) else None


def _is_month(text: Said, at: int) -> bool:
    """Whether a capitalised word is a month or the like, so that a day's number may stand before it ("the note of 3 June")."""
    return is_capital(text.words[at][2]) and _opens(text, at)


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
    end = _without_adjective(text, at, end)
    last = name_before(text, end)
    if last is not None and last.low > at and not _is_inner(text, last):
        return last  # "the energy adviser Ilie Stan"
    if name is not None and name.high >= end:
        return name
    return Subject(at, end, "phrase") if determined else None


def _without_adjective(text: Said, begin: int, end: int) -> int:
    """The end of a phrase without what a preposition leads to, where that breaks off behind an adjective ("a clerk in the
    Danish")."""
    breaks = (
        end - begin > 3
        and end < len(text.low)
        and is_capital(text.words[end - 1][2])
        and _is(text, end - 2, "determiners")
        and _is(text, end - 3, "links")
        and text.words[end][2][:1].islower()
        and not _is(text, end, "stops", "says", "judges", "passive", "between", "gestures")
    )
    return end - 3 if breaks else end


def _goes_on(text: Said, at: int, begin: int) -> bool:
    """Whether a phrase that began goes on with a word: no stop, no verb; a preposition only before a name or an article."""
    word = text.words[at][2]
    if word in _BREAKS or word.isdigit() or not word[:1].isalnum():
        return False
    if _is(text, at, "links") and at > begin:
        if text.language == "de" and text.low[at] in _LOOSE:
            return False
        if text.low[at] in _FUSED and at + 1 < len(text.low) and text.words[at + 1][2][:1].isalpha():
            return not _has_link(text, begin, at)
        if at + 1 >= len(text.low) or _has_link(text, begin, at):
            return False
        named = is_capital(text.words[at + 1][2]) and not _opens(text, at + 1)
        return named or _is(text, at + 1, "determiners")
    if _is(text, at, "determiners"):
        return at > begin and _is(text, at - 1, "links")
    # behind a name, small words are no part of it
    if at > begin and is_capital(text.words[at - 1][2]) and not is_capital(word):
        return (
            not _has_link(text, begin, at)
            and at - begin < 2
            and not _is(text, at, "between", "stops", "says", "judges")
        )
    return not _is(text, at, "stops", "says", "judges", "passive", "vague", "pronouns") and word not in _AUXILIARIES


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


# --- at a sentence's beginning ---------------------------------------------------------------------------------------

_ADVERBIAL = 18  # words of what may stand before a sentence's subject


def opening(text: Said) -> Subject | None:
    """The subject that a sentence begins with, behind conjunctions and behind what a comma parts from it."""
    return described(text, _opening(text))


def described(text: Said, subject: Subject | None) -> Subject | None:
    """A subject; where commas part a name from what somebody is, the name ("dijo el ministro, Luis Vega,")."""
    if subject is None or subject.kind != "phrase" or head_of(text, subject, "persons") is None:
        return subject
    if subject.high + 1 >= len(text.low) or text.low[subject.high] != ",":
        return subject
    name = behind(text, subject.high + 1)
    if name is None or name.kind != "name" or name.low != subject.high + 1:
        return subject
    closed = name.high >= len(text.low) or text.low[name.high] in {",", ".", ";", ":"}
    return name if closed else subject


def _opening(text: Said) -> Subject | None:
    at = 0
    joined = plain_list(text.language, "joints") | plain_list(text.language, "stops")
    while at < len(text.low) - 1 and at < 2 and text.low[at] in joined and not _is(text, at, "pronouns", "vague"):
        at += 1
    if _is(text, at, "pronouns") or (_is(text, at, "determiners") and not _is(text, at, "links")):
        found = behind(text, at)
        return None if found is None or _is_owner(text, found) else found
    if _is(text, at, "vague"):
        return Subject(at, at + 1, "vague")
    found = behind(text, at) if at < len(text.low) and not _opens(text, at) else None
    if found is not None and _is_owner(text, found):
        return None
    if found is not None and not _is_led_in(text, found):
        return found
    comma = next((k for k in range(at, min(len(text.low) - 1, at + _ADVERBIAL)) if text.low[k] == ","), None)
    until = comma if comma is not None else min(len(text.low), at + _ADVERBIAL)
    pronoun = next((k for k in range(at + 1, until) if _is(text, k, "pronouns")), None)
    if pronoun is not None and not any(
        _is(text, k, "stops") and not _is(text, k, "pronouns") for k in range(at, pronoun)
    ):
        return Subject(pronoun, pronoun + 1, "pronoun")  # "In a speech at the bank on Monday he set out his case"
    for k in range(at + 1, until - 1):  # "In the car the envoy was silent"
        if _is(text, k, "determiners") and _is(text, k + 1, "persons") and not _is(text, k - 1, "links", "stops"):
            return behind(text, k)
    return behind(text, comma + 1) if comma is not None and not _opens_clause(text, comma + 1) else None


def _is_owner(text: Said, found: Subject) -> bool:
    """Whether a name has the sign of the genitive, so that what is his is the subject, and not he."""
    return found.kind == "name" and text.low[found.high - 1].endswith(endings(text.language) or ("\0",))


def _is_led_in(text: Said, found: Subject) -> bool:
    """Whether one capitalised word that is no name only opens what stands before the subject ("Asked why, ...")."""
    return found.kind == "name" and found.high - found.low == 1 and is_common(text.low[found.low])


def _opens_clause(text: Said, at: int) -> bool:
    """Whether a conjunction stands at a word, so that no main clause begins there."""
    return _is(text, at, "stops") and not _is(text, at, "pronouns", "determiners", "vague")


def speaks(text: Said, subject: Subject) -> bool:
    """Whether a phrase is for somebody who can speak, or for what carries somebody's words."""
    return head_of(text, subject, "persons", "documents", "bodies") is not None


def head_of(text: Said, subject: Subject, *keys: str) -> int | None:
    """The word of a phrase, before any preposition, that is in one of some lists ("chancellor", "vice-president")."""
    nouns = frozenset[str]().union(*(plain_list(text.language, key) for key in keys))
    for at in range(subject.low, subject.high):
        if at > subject.low and _is(text, at, "links") and not _is(text, at, "determiners"):
            return None
        if text.low[at] in nouns or text.low[at].rpartition("-")[2] in nouns:
            return at
    return None
