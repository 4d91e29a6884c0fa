"""Whether two spellings may be one person's name: sounds that transliterations write in several ways are made one."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from regesta.authorities import key_of

SURE, MAYBE = 0.85, 0.5  # of 1: from here on two names are spellings of one; below, two names
SURNAME = 0.62  # one of the names is a surname alone, or has its words elsewhere: they may be one's and no more

# what the common systems of transliteration (BGN/PCGN, ALA-LC, national ones) write differently, longest first
_SOUNDS = (
    ("abdul", "abdal"), ("yev", "ev"), ("sch", "s"), ("tsh", "c"), ("tch", "c"), ("dzh", "j"), ("dj", "j"), ("sh", "s"), ("zh", "j"), ("ch", "h"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("eh", "a"), ("w", "v"), ("q", "k"), ("c", "k"), ("g", "k"), ("x", "ks"),
    ("y", "i"), ("z", "s"), ("e", "a"), ("o", "u"),
)  # fmt: skip
# Wade-Giles (Giles 1912) and Hanyu Pinyin (ISO 7098) of one syllable made one, longest first; key_of drops the apostrophes
_CHINESE = (
    ("hs", "x"), ("zh", "j"), ("ch", "j"), ("q", "j"), ("tz", "z"), ("ts", "z"), ("c", "z"), ("p", "b"), ("t", "d"),
    ("k", "g"), ("ung", "ong"), ("ien", "ian"), ("ieh", "ie"), ("uei", "ui"), ("erh", "er"), ("ih", "i"), ("w", "u"), ("y", "i"),
)  # fmt: skip
CHINESE = frozenset({"CHN", "TWN"})
SURNAME_FIRST = CHINESE | {"KOR", "PRK", "VNM", "VDR", "XSV", "JPN", "HUN", "KHM", "SGP", "LAO"}
# "Assad" and "al-Assad", "Orban" and "von Orban": words before a name that texts leave out as they like
_PARTICLES = frozenset(
    "al el ad ag an ar as at az ash de di da del della von van der den le la bin ibn ben ould".split()
)
# styles that texts put before a name, and that key_of leaves in it
_STYLES = frozenset("chevalier baron count viscount marquis honorable honourable pandit mwami ras haji sayyid".split())
_RANKS = frozenset("i iv v vi vii viii ix x xi xii xiii xiv xvi xviii".split())  # key_of leaves out ii and iii
_ALIKE = 85  # of 100, for words of six letters or more; shorter ones must sound the same
_WHOLE = 92  # of 100, for whole names written apart or together


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word with spellings that transliterations share made one: "ephraim" and "efraim" are "afraim"."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    if len(word) > 3:
        word = word.rstrip("h")
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


@lru_cache(maxsize=16384)
def chinese_sound(name: str) -> str:
    """A folded Chinese name, its words joined, as Wade-Giles and Pinyin both write it: "chou en lai", "zhou enlai"."""
    name = name.replace(" ", "")
    for old, new in _CHINESE:
        name = name.replace(old, new)
    return name


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
    if min(len(first), len(second)) < 6 or abs(len(first) - len(second)) > 1:
        return 0.0  # "Williams" is no "Williamson"
    return 0.9 if fuzz.ratio(first, second) >= _ALIKE else 0.0


@lru_cache(maxsize=262144)
def name_likeness(one: str, other: str, state: str | None = None) -> float:
    """How likely two names as texts have them are one person's, 0 to 1. `state`: whom the person served, where known.

    Surnames must agree, and so must the given names that both have; where one has none the names may be one's and no more.
    """
    return _likeness(key_of(one), key_of(other), state in CHINESE, state is None or state in SURNAME_FIRST)


@lru_cache(maxsize=262144)
def _likeness(one: str, other: str, chinese: bool, leading: bool) -> float:
    first, second = bare(one), bare(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0 if len(first) > 1 else SURNAME
    if min(len(first), len(second)) == 1:
        return _surname(first, second, leading)
    if sorted(first) == sorted(second):
        return 0.95  # the surname first, as in Hungarian and Chinese
    if chinese and chinese_sound(" ".join(first)) == chinese_sound(" ".join(second)):
        return 0.95
    if _together(first, second):
        return 0.95
    surname = word_likeness(first[-1], second[-1])
    if surname == 0.0 or min(len(first[-1]), len(second[-1])) == 1:
        return _inner(first, second)
    given, others = sorted((first[:-1], second[:-1]), key=len)
    return surname * _given(given, others)


def is_surname(name: str) -> bool:
    """Whether a name is a surname alone: "Herzog", "de Gaulle"."""
    return len(bare(key_of(name))) < 2


@lru_cache(maxsize=131072)
def bare(name: str) -> tuple[str, ...]:
    """The words of a folded name without particles and ranks: "de gaulle" is "gaulle", "haile selassie i" without "i"."""
    words = tuple(name.split())
    if len(words) > 2 and words[0] in _STYLES:
        words = words[1:]
    kept = tuple(word for at, word in enumerate(words) if word not in _PARTICLES and (at == 0 or word not in _RANKS))
    return kept or words


def _surname(first: tuple[str, ...], second: tuple[str, ...], leading: bool) -> float:
    """A name of one word against another: its last word, or, where the surname may lead, its first."""
    one, many = sorted((first, second), key=len)
    if len(one[0]) == 1:
        return 0.0
    return SURNAME * max(word_likeness(one[0], many[-1]), 0.9 * word_likeness(one[0], many[0]) if leading else 0.0)


def _together(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two names differ only in what they write apart: "En-lai" and "Enlai", "Abd al-Fattah" and "Abdelfattah"."""
    if len(first) == len(second) or any(len(word) == 1 for word in (*first, *second)):
        return False
    one, other = sound("".join(first)), sound("".join(second))
    return one == other or (min(len(one), len(other)) >= 10 and fuzz.ratio(one, other) >= _WHOLE)


def _inner(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """A name whose surname stands within another's: "Carlos Salinas" and "Carlos Salinas de Gortari"."""
    short, long = sorted((first, second), key=len)
    if len(short) == len(long) or any(len(word) == 1 for word in short):
        return 0.0
    likeness = [word_likeness(one, other) for one, other in zip(short, long, strict=False)]
    return SURNAME if min(likeness) >= 0.95 else 0.0


def _given(given: tuple[str, ...], others: tuple[str, ...]) -> float:
    """How well the fewer given names agree with the more, in their order; 0 where one of them is not met."""
    at, score, met_at, full = 0, 0.0, [], False
    for word in given:
        met = next(
            ((place, like) for place in range(at, len(others)) if (like := word_likeness(word, others[place]))), None
        )
        if met is None:
            return 0.0
        met_at.append(met[0])
        full = full or min(len(word), len(others[met[0]])) > 1
        at, score = met[0] + 1, score + met[1]
    score /= len(given)
    if met_at[0] > 0:
        score *= 0.7  # known by a middle name
    if met_at[-1] - met_at[0] >= len(given):
        score *= 0.8  # one is passed over: "George W." is no "George H. W."
    if not full:
        score *= (
            0.95 if len(others) == len(given) else 0.7
        )  # initials alone: "L. Desaix Anderson" is no "Larz Anderson"
    # a name more on one side: "George Bush" may be either of two
    return score * (0.97 if len(others) > len(given) else 1.0)
