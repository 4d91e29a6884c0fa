"""Whether two spellings may be one person's name: sounds that transliterations write in several ways are made one."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from regesta.authorities.naming import key_of

SURE, MAYBE = 0.85, 0.5  # of 1: above, two names are spellings of one; below, two names

# what the common systems of transliteration (BGN/PCGN, ALA-LC, national ones) write differently, longest first
_SOUNDS = (
    ("sch", "s"), ("tsh", "c"), ("tch", "c"), ("dzh", "j"), ("dj", "j"), ("sh", "s"), ("zh", "j"), ("ch", "h"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("eh", "a"), ("w", "v"), ("q", "k"), ("c", "k"), ("x", "ks"),
    ("y", "i"), ("z", "s"), ("e", "a"), ("o", "u"),
)  # fmt: skip
_TOLD_ALIKE = 85  # of 100, for words of six letters or more; shorter ones must sound the same or nearly


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word with spellings that transliterations share made one: "ephraim" and "efraim" are "afraim"."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    if len(word) > 3:
        word = word.rstrip("h")
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


@lru_cache(maxsize=65536)
def word_likeness(one: str, other: str) -> float:
    """How likely two folded words are one name, 0 to 1; an initial agrees with what it begins."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.85 if one[0] == other[0] else 0.0
    first, second = sound(one), sound(other)
    if first == second:
        return 0.95
    alike = fuzz.ratio(first, second)
    return 0.9 if min(len(first), len(second)) >= 6 and alike >= _TOLD_ALIKE else 0.0


@lru_cache(maxsize=65536)
def name_likeness(one: str, other: str) -> float:
    """How likely two names as texts have them are one person's, 0 to 1.

    Surnames must agree, and so must the given names that both have; where one has none the names may be one's and no more.
    """
    first, second = key_of(one).split(), key_of(other).split()
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0 if len(first) > 1 else 0.7
    # what is written apart or together is one name: "En-lai" and "Enlai"
    if len(first) > 1 and len(second) > 1 and sound("".join(first)) == sound("".join(second)):
        return 0.95
    surname = word_likeness(first[-1], second[-1])
    if surname == 0.0 or min(len(first[-1]), len(second[-1])) == 1:
        return 0.0
    given, others = first[:-1], second[:-1]
    if not given or not others:
        return 0.6 * surname
    if len(given) > len(others):
        given, others = others, given
    return surname * min(_given(given, others), 1.0)


def _given(given: list[str], others: list[str]) -> float:
    """How well the fewer given names agree with the more, in their order; 0 where one of them is not met."""
    at, score = 0, 1.0
    for number, word in enumerate(given):
        met = next(
            ((place, like) for place in range(at, len(others)) if (like := word_likeness(word, others[place]))), None
        )
        if met is None:
            return 0.0
        if number == 0 and met[0] > 0:
            score *= 0.9  # known by a middle name
        at, score = met[0] + 1, score * met[1]
    # "George Bush" may be either of two; a middle name on one side alone speaks a little against it
    return score * (0.95 if len(others) > len(given) else 1.0)
