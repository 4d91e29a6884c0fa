"""One person under two spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from regesta.authorities import key_of
from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import in_body
from regesta.model import Finding, PersonMention, Rule

RULE = Rule(
    id="same-person",
    severity="note",
    title="One person under two spellings",
    about=(
        "Two names in the document are spellings of one: the same but for marks, a doubled letter, or letters that "
        "transliterations exchange (ph and f, kh and h, y and i, w and v)."
    ),
    good="Efraim Sneh came to Baku in 1993. Efraim Sneh came again in 1999.",
    bad="Efraim Sneh came to Baku in 1993. Ephraim Sneh came again in 1999.",
)

# spellings that transliterations share, the longer ones first
SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("ch", "c"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ck", "k"), ("th", "t"), ("tz", "c"), ("ts", "c"), ("w", "v"), ("q", "g"), ("y", "i"), ("z", "s"), ("x", "ks"),
)  # fmt: skip
ALIKE, LONG = 90, 6


def check(case: Case) -> Iterator[Finding]:
    """One finding for each spelling of a name that another, told more often or before, is a spelling of as well."""
    first: dict[str, PersonMention] = {}
    count: dict[str, int] = {}
    for mention in case.reading.names.people:
        text = case.document.text[mention.name_start : mention.name_end]
        if mention.name is None or len(text.split()) < 2 or not in_body(case, mention.start) or "." in text:
            continue
        first.setdefault(text, mention)
        count[text] = count.get(text, 0) + 1
    names = sorted(first, key=lambda name: (-count[name], first[name].start))
    initial: dict[str, list[str]] = {}
    for other in names:
        # spellings of one name begin with one sound
        before = initial.setdefault(sound(key_of(other))[:1], [])
        known = next((name for name in before if _one_person(first[name], first[other], name, other)), None)
        before.append(other)
        if known is not None:
            spans = [(first[name].name_start, first[name].name_end) for name in (other, known)]
            message = f"“{other}” and “{known}” look like one person under two spellings."
            yield finding(RULE, case, spans, message)


def _one_person(one: PersonMention, two: PersonMention, name: str, other: str) -> bool:
    if one.state is not None and two.state is not None and one.state != two.state:
        return False
    if _rank(name) != _rank(other):
        return False  # Frederick William II and III
    mine, theirs = key_of(name).split(), key_of(other).split()
    if mine == theirs:
        return _bare(name) != _bare(other)
    if len(mine) != len(theirs):
        return False
    if mine[:-1] == theirs[:-1] and _one_frame(mine[-1], theirs[-1]):
        return True
    return all(_one_sound(a, b) for a, b in zip(mine, theirs, strict=True))


_VOWEL = re.compile(r"[aeiou]")


def _one_frame(one: str, two: str) -> bool:
    """Whether two long family names differ in a vowel only ("Gorbachev", "Gorbachov"), for people of one given name."""
    frames = [_VOWEL.sub("", sound(word)) for word in (one, two)]
    return min(len(one), len(two)) >= LONG and abs(len(one) - len(two)) <= 1 and frames[0] == frames[1]


_OF_RANK = re.compile(r"\b(?:[IVX]+|Jr|Sr)\b")


def _rank(name: str) -> list[str]:
    return _OF_RANK.findall(name)


_BETWEEN_LETTERS = re.compile(r"[\s\-‐’'`]")


def _bare(name: str) -> str:
    return _BETWEEN_LETTERS.sub("", name.lower())


def _one_sound(one: str, two: str) -> bool:
    if one == two:
        return True
    if len(one) < 3 or len(two) < 3:
        return False
    mine, theirs = sound(one), sound(two)
    return mine == theirs or (len(mine) > 5 and mine[0] == theirs[0] and fuzz.ratio(mine, theirs) >= ALIKE)


def sound(word: str) -> str:
    """A folded word with the spellings that transliterations share made one, and doubled letters single."""
    for old, new in SOUNDS:
        word = word.replace(old, new)
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])
