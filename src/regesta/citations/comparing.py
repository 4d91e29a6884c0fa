"""How near a cited name and year come to a listed one: the same, written otherwise, or a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA, Prefix

from regesta.citations.words import citing_words

# sounds that languages of one alphabet, or two systems of transliteration, write with other letters (ISO 9, BGN/PCGN,
# the Azerbaijani and Turkish alphabets): both sides are brought to the second form
_SOUNDS = (
    ("dzh", "c"), ("tch", "c"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("ch", "c"), ("zh", "j"), ("ph", "f"), ("ts", "c"), ("tz", "c"),
    ("ou", "u"), ("ck", "k"), ("x", "h"), ("q", "g"), ("w", "v"), ("y", "i"), ("dj", "c"), ("j", "c"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """A name for comparing: Latin letters and digits only, no marks, no case, no spaces."""
    plain = name.replace("ə", "e").replace("Ə", "E")
    return "".join(ch for ch in anyascii(plain) if ch.isalnum()).casefold()


_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def sounded(name: str) -> frozenset[str]:
    """A folded name with its spellings evened out; two where a letter is written two ways (the schwa as e and as a)."""
    forms = set()
    for schwa in ("e", "a"):
        word = folded(name.replace("ə", schwa).replace("Ə", schwa))
        for written, sound in _SOUNDS:
            word = word.replace(written, sound)
        forms.add(_DOUBLED.sub(r"\1", word))
    return frozenset(forms)


_BETWEEN_WORDS = re.compile(r"[\s.,&/-]+")


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name that bear meaning."""
    small = citing_words("inner")
    parts = (part for part in _BETWEEN_WORDS.split(name) if part and part.lower() not in small)
    return tuple(word for part in parts if (word := folded(part)))


@lru_cache(maxsize=20_000)
def initials_of(name: str) -> frozenset[str]:
    """What letters may stand for a name of several words, folded: small words count or not, and so do both halves of a word
    with a hyphen (the OSCE is an organization for co-operation, the DoD a department of defense)."""
    whole = [folded(word) for word in name.split()]
    large = [folded(word) for word in name.split() if word.lower() not in citing_words("inner")]
    return frozenset("".join(word[0] for word in words if word) for words in (whole, large, words_of(name)))


# a Turkish or Azerbaijani case behind a name: "Oran’a", "Kaya'nın", "Əliyevə" has none
_CASE = re.compile(r"['’](?:[yn]?[aeə]|[yn]?[ıiuü]n?|n?[dt][aeə]n?|y?l[aeə]|n?c[aeə]|[dt][ıiuü]r)$")


def name_likeness(cited: str, listed: str) -> tuple[float, str]:
    """How likely two names are one, 0 to 1, and how: "same", "spelt" (another spelling system), "part", "initials", "slip", ""."""
    if "'" not in listed and "’" not in listed:
        cited = _CASE.sub("", cited)
    one, other = folded(cited), folded(listed)
    if not one or not other:
        return (1.0, "same") if cited.casefold() == listed.casefold() else (0.0, "")
    if one == other:
        return 1.0, "same"
    if _script(cited) != _script(listed) and sounded(cited) & sounded(listed):
        return 0.97, "spelt"
    mine, theirs = words_of(cited), words_of(listed)
    if mine == theirs and len("".join(mine)) >= 4:
        return 0.97, "part"  # all but small words: "The World Bank"
    if len(mine) + len(theirs) > 2 and mine and theirs:
        short, long = sorted((mine, theirs), key=len)
        if short != long and (long[: len(short)] == short or long[-len(short) :] == short) and len("".join(short)) >= 4:
            return 0.93, "part"
        if len(short) >= 3 and set(short) <= set(long):
            return 0.92, "part"
        if len(long) >= 2 and len(short) == 1 and short[0] in initials_of(cited if mine == long else listed):
            return 0.92, "initials"
        if _ends_in_letters(short, long):
            return 0.92, "initials"
    shorter = min(len(one), len(other))
    # two short names are soon alike: of three letters only one may have lost its fourth
    allowed = 0 if shorter < 3 else 1 if shorter < 7 else 2
    if shorter == 3 and (len(one) == len(other) or one[0] != other[0]):
        allowed = 0
    away = OSA.distance(one, other, score_cutoff=allowed)
    if allowed and away <= allowed:
        return 0.9 - 0.025 * away, "slip"
    if _lost_its_middle(*sorted((one, other), key=len)):
        return 0.85, "slip"
    return 0.0, ""


def _lost_its_middle(short: str, long: str) -> bool:
    """Whether a long name lacks some letters in its middle and no others: "Ingimarson" for "Ingimundarson"."""
    if len(short) < 8 or not 0 < len(long) - len(short) <= 4:
        return False
    shared = Prefix.similarity(short, long)
    return shared >= 4 and len(short) - shared >= 4 and long.endswith(short[shared:])


def _ends_in_letters(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the last word of a name are the first letters of how the other goes on ("Azərbaycan Respublikası XİN")."""
    shared = len(short) - 1
    rest = long[shared:]
    return (
        shared > 0 and len(rest) > 1 and short[:-1] == long[:shared] and short[-1] == "".join(word[0] for word in rest)
    )


def near_name(cited: str, listed: str) -> bool:
    """Whether two names differ as a slip of the pen does, where something else (a note's number, a title) tells the work: two
    letters away with the same first letter is enough then."""
    likeness = name_likeness(cited, listed)[1]
    if likeness:
        return likeness in {"slip", "spelt"}
    one, other = folded(cited), folded(listed)
    return min(len(one), len(other)) >= 5 and one[0] == other[0] and OSA.distance(one, other, score_cutoff=2) <= 2


def _script(name: str) -> str:
    """Plain Latin letters, Latin with marks, or another alphabet: what one spelling system differs from another by."""
    if name.isascii():
        return "plain"
    return "marked" if any("A" <= ch.upper() <= "Z" for ch in name) else "other"


def year_likeness(cited: str | None, listed: str | None) -> tuple[float, str]:
    """How two years agree, 0 to 1: "same", "letter" (2014 and 2014a), "unknown", "slip" (one digit, or two turned), "other"."""
    if cited is None or listed is None:
        return (1.0, "same") if cited == listed else (0.9, "unknown")
    if cited == listed:
        return 1.0, "same"
    mine, theirs = cited.rstrip("abcdefghijk"), listed.rstrip("abcdefghijk")
    if mine == theirs:
        both = mine != cited and theirs != listed
        return (0.8, "letter") if both else (0.98, "letter")
    if OSA.distance(mine, theirs, score_cutoff=1) <= 1:
        return 0.6, "slip"
    return 0.4, "other"


def initial_of(given: str) -> str:
    """The first letter of a given name, folded; "" for none."""
    return folded(given)[:1]
