"""What the tagger sees of a reference: each word as a tuple of features, its neighbours, and the run of words it stands in.

A word is what stands between blanks, with its marks. Features are plain strings; those of a word alone are cached, since
the same words come again and again. A *run* ends at a comma, semicolon, colon or bracket, a *clause* at a full stop (not
one of an initial or a known abbreviation), a question mark or a closing quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from regesta.citations.wordlists import known_words, unmarked, word_classes

_MARKS = " .,;:()[]{}<>\"'“”‘’«»„*_/|`"
_LEAD = re.compile(r"[^\w]*")
_TAIL = re.compile(r"[^\w]*$")
_NUMBERS = [
    (name, re.compile(shape))
    for name, shape in (
        ("year", r"^\D{0,2}(?:1[4-9]\d\d|20\d\d)[a-z]?\D{0,3}$"),
        ("years", r"^\D*(?:1[4-9]\d\d|20\d\d)\D+(?:1[4-9]\d\d|20\d\d|\d\d)\D*$"),
        ("isbn", r"^\W*(?:97[89]-?)?(?:\d-?){9}[\dXx]\W*$"),
        ("range", r"^\W*[A-Za-z]?\d+[-–—−]+[A-Za-z]?\d+\W*$"),
        ("issue", r"^\W*\d+\(\d+(?:[-–/]\d+)?\)\W*$"),
        ("cited", r"^\W*\d+(?:\(\d+\))?:\W*[A-Za-z]?\d+(?:[-–—]\d+)?\W*$"),
        ("ordinal", r"^\W*\d+(?:st|nd|rd|th|ª|º|er|e)\W*$"),
        ("bracketed", r"^[\[(]\d+[\])]\.?$"),
        ("dotted", r"^\d+\.$"),
        ("one", r"^\W*\d\W*$"),
        ("two", r"^\W*\d\d\W*$"),
        ("three", r"^\W*\d\d\d\W*$"),
        ("number", r"^\W*\d+\W*$"),
        ("roman", r"^\W*[IVXLC]+\W*$"),
        ("initial", r"^\W*(?:[^\W\d_]\.[-\s]?){1,3}\W*$"),
        ("capital", r"^\W*[A-ZÀ-Þ]{1,2}\W*$"),
        ("address", r"https?:|www\."),
        ("doi", r"(?i)doi|10\.\d{4}"),
        ("digits", r"\d"),
    )
]
_DIGIT = re.compile(r"\d")
_WITHOUT_DIGITS = [
    (name, shape) for name, shape in _NUMBERS if name in {"roman", "initial", "capital", "address", "doi"}
]
_ABBREVIATED = frozenset(
    "vol no pp p ed eds proc conf int symp j trans dr st jr sr dept univ inc etc al vs rev ser fig ch ann bull lett phys "
    "chem math sci soc amer am acad nat appl comput eng nr bd hrsg cf op cit ca mr mrs prof".split()
)
_OPENING, _CLOSING = "“«„", "”»"
_ENCLOSING = re.compile(r"[\"'‘’`“”«»„()\[\]]")
# classes whose presence anywhere in a reference tells its kind
_TELLING = (
    "editor",
    "within",
    "journal",
    "conference",
    "publisher",
    "thesis",
    "translator",
    "pages",
    "volume",
    "report",
    "series",
    "role",
    "medium",
)
# what a reader looks for to the left and to the right to know where in a reference they are
_ANCHORS = frozenset(
    "editor within pages volume number publisher thesis report translator journal conference edition city country address "
    "month series role medium notice identifier".split()
)
_ROLES = frozenset({"editor", "translator", "role"})  # words that say what the names beside them did
_COUNTED = frozenset("year years range issue cited one two three number isbn".split())
_ANCHOR_NUMBERS = {
    "year": "Y", "years": "Y", "range": "G", "issue": "G", "cited": "G", "one": "N", "two": "N", "three": "N", "number": "N",
    "roman": "N",
}  # fmt: skip
STEPS = (-2, -1, 1, 2)  # whose features a word borrows
OUT = "=out"  # what the reference's ends lend


@dataclass(frozen=True, slots=True)
class Word:
    """What a word shows by itself."""

    key: str
    lead: str
    tail: str
    number: str
    cap: str
    kind: str
    end: str
    shape: str
    size: int
    small: bool  # a word in small letters that joins no names
    initial: bool
    marked: bool  # holds a bracket or a quotation mark
    common: bool  # printed small, as a rule or at times
    named: bool  # a name, as far as it is known
    known: str  # its signs in `data/known.txt`: how it is printed, whose name it is


_EDGE = Word("", "", "", "#", "#", "#", "#", "", 0, False, False, False, False, False, "#")


@lru_cache(maxsize=32768)
def word_of(token: str) -> Word:
    """What a word shows by itself, whatever stands around it."""
    bare = token.strip(_MARKS)
    low = bare.lower()
    key = unmarked(bare)
    lead_match, tail_match = _LEAD.match(token), _TAIL.search(token)
    lead = lead_match.group()[:3] if lead_match is not None else ""
    tail = tail_match.group()[:4] if tail_match is not None else ""
    shapes = _NUMBERS if _DIGIT.search(token) is not None else _WITHOUT_DIGITS
    number = next((name for name, shape in shapes if shape.search(token)), "-")
    cap = _cap(bare)
    classes = word_classes()
    kind = classes.get(low) or classes.get(key) or "-"
    end = _end(bare, low, tail)
    key = key[:24]
    known = known_words().get(key, "-")
    small = cap == "a" and kind not in {"joint", "particle", "within"}
    initial = number in {"initial", "capital"}
    marked = _ENCLOSING.search(token) is not None
    return Word(
        key, lead, tail, number, cap, kind, end, _shape(token), min(len(bare), 6), small, initial, marked,
        known[0] in "cb", known[0] in "pgs", known,
    )  # fmt: skip


def own_of(word: Word) -> list[str]:
    """The features of a word by itself."""
    key, cap = word.key, word.cap
    return [
        "b", f"w={key}", f"s={word.shape}", f"l={word.lead}", f"t={word.tail}", f"n={word.number}", f"c={cap}",
        f"k={word.kind}", f"p2={key[:2]}", f"p3={key[:3]}", f"s2={key[-2:]}", f"s3={key[-3:]}", f"s4={key[-4:]}",
        f"ckt={cap}{word.kind}{word.tail}", f"lnt={word.lead}{word.number}{word.tail}", f"L={word.size}",
        f"x={word.known}{cap}", f"xt={word.known}{cap}{word.tail}", *(f"x1={sign}{cap}" for sign in word.known),
        f"xp={word.known[0]}{cap}{word.number}",
    ]  # fmt: skip


def lent_by(word: Word) -> list[str]:
    """What a word lends to those beside it; of the last, only to the next ones."""
    return [
        f"k={word.kind}", f"cn={word.cap}{word.number}", f"t={word.tail}", f"l={word.lead}", f"w={word.key}",
        f"cnt={word.cap}{word.number}{word.tail}", f"x={word.known}{word.cap}", f"xt={word.known}{word.cap}{word.tail}",
    ]  # fmt: skip


def beside_of(word: Word | None, step: int) -> list[str]:
    """What a word lends to the one `step` before or behind it; None stands for the reference's end."""
    lent = lent_by(word) if word is not None else [OUT]
    return [f"{step}{feature}" for feature in (lent if abs(step) == 1 else lent[:7])]


def _cap(bare: str) -> str:
    if not bare:
        return "mark"
    if bare.isupper():
        return "A" if len(bare) == 1 else "AA"
    if bare[0].isupper():
        return "Aa" if bare[1:].islower() else "AaA"
    return "a" if bare[0].islower() else "?"


def _shape(token: str) -> str:
    out = ""
    for ch in token[:20]:
        mark = "9" if ch.isdigit() else "A" if ch.isupper() else "a" if ch.isalpha() else ch
        if not out.endswith(mark):
            out += mark
    return out[:10]


def _end(bare: str, low: str, tail: str) -> str:
    """What a word's marks end: "S" a clause, "C" a run by comma or semicolon, ":" and ")" a run, "-" nothing."""
    if "?" in tail or "!" in tail:
        return "S"
    if "." in tail:
        return "C" if "," in tail else "-" if len(bare) <= 1 or low in _ABBREVIATED else "S"
    if any(mark in tail for mark in _CLOSING):
        return "S"
    if "," in tail or ";" in tail:
        return "C"
    return ":" if ":" in tail else ")" if ")" in tail or "]" in tail else "-"


# --- what stands around a word ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run or clause: [first, last] words, a bucket of its length, of its small-letter words, of its initials."""

    first: int
    last: int
    size: str
    kinds: tuple[str, ...]
    numbers: tuple[str, ...]
    known: str  # buckets of its words that are printed small and of its names


def _stretches(words: Sequence[Word], ends: str) -> tuple[list[int], list[_Stretch]]:
    """For each word the index of its stretch, and the stretches."""
    of_word: list[int] = []
    found: list[_Stretch] = []
    first = 0
    for at, word in enumerate(words):
        of_word.append(len(found))
        if word.end in ends or at == len(words) - 1:
            inside = words[first : at + 1]
            small, initials = sum([w.small for w in inside]), sum([w.initial for w in inside])
            size = f"{_bucket(len(inside))}{min(small, 3)}{min(initials, 2)}"
            known = f"{min(sum([w.common for w in inside]), 3)}{min(sum([w.named for w in inside]), 2)}"
            kinds = tuple(sorted({w.kind for w in inside}))
            numbers = tuple(sorted({w.number for w in inside}))
            found.append(_Stretch(first, at, size, kinds, numbers, known))
            first = at + 1
    return of_word, found


def _bucket(length: int) -> str:
    return str(length) if length < 4 else "4" if length < 7 else "7" if length < 13 else "D"


def _enclosed(tokens: Sequence[str], words: Sequence[Word]) -> tuple[list[str], list[str]]:
    """For each word whether it stands in brackets, and whether in quotation marks ("1", "0")."""
    brackets, quotes = [], []
    inside = quoted = False
    for token, word in zip(tokens, words, strict=True):
        if not word.marked:
            brackets.append("1" if inside else "0")
            quotes.append("1" if quoted else "0")
            continue
        opens = any(mark in token for mark in _OPENING) or (token[0] in "\"‘'`" and not quoted)
        inside, quoted = inside or "(" in word.lead or "[" in word.lead, quoted or opens
        brackets.append("1" if inside else "0")
        quotes.append("1" if quoted else "0")
        if max(token.rfind(")"), token.rfind("]")) > max(token.rfind("("), token.rfind("[")):
            inside = False
        elif token.rfind("(") > token.rfind(")"):
            inside = True
        rest = token[1:]
        if any(mark in rest for mark in _CLOSING) or (quoted and ('"' in rest or word.tail[:1] in {"'", "’", "`"})):
            quoted = False
    return brackets, quotes


Key = tuple[Any, ...]  # words, numbers, and the kinds of a stretch


@dataclass(frozen=True, slots=True)
class Around:
    """The features that depend on where words stand: a word's own place, its run, its clause, the reference as a whole."""

    places: list[tuple[Key, ...]]
    run_of: list[int]
    runs: list[list[Key]]
    clause_of: list[int]
    clauses: list[list[Key]]
    whole: list[str]
    edges: list[Key]  # of each word but the first with the one before it


def around(tokens: Sequence[str], words: Sequence[Word]) -> Around:
    """The features that depend on where words stand, part by part, so that each part is added up once."""
    run_of, runs = _stretches(words, "SC:)")
    clause_of, clauses = _stretches(words, "S")
    kinds = {word.kind for word in words}
    places = _places(tokens, words, ([runs[at] for at in run_of], [clauses[at] for at in clause_of]))
    anchors = _anchors(words, run_of, clause_of)
    return Around(
        [(*place, *anchor) for place, anchor in zip(places, anchors, strict=True)],
        run_of,
        [_of_run(words, runs, at) for at in range(len(runs))],
        clause_of,
        [_of_clause(words, clauses, at) for at in range(len(clauses))],
        [f"any={kind}" for kind in _TELLING if kind in kinds],
        [
            (last.end, last.tail, last.kind, last.number, word.cap, word.kind, word.lead, word.number)
            for last, word in pairwise(words)
        ],
    )


def _places(
    tokens: Sequence[str], words: Sequence[Word], stretches: tuple[list[_Stretch], list[_Stretch]]
) -> list[tuple[Key, ...]]:
    """Each word's place as four keys: `place_features` tells the features of each. Keys come again, so that sums are kept."""
    count = len(words)
    brackets, quotes = _enclosed(tokens, words)
    years = sum(word.number == "year" for word in words)
    first_quoted = quotes.index("1") if "1" in quotes else -1
    out: list[tuple[Key, ...]] = []
    few, at_most_three = [0, 1, *[2] * count], [0, 1, 2, *[3] * count]  # a small number, or that it is not small
    before = 0
    for at, (word, run, clause) in enumerate(zip(words, *stretches, strict=True)):
        seen, left = few[before], few[years - before]
        before += word.number == "year"
        where = "n" if first_quoted < 0 else "b" if at < first_quoted else "i" if quotes[at] == "1" else "a"
        earlier = words[at - 2] if at > 1 else _EDGE
        last, following = words[at - 1] if at else _EDGE, words[at + 1] if at + 1 < count else _EDGE
        cap, kind, number, tail, end = word.cap, word.kind, word.number, word.tail, word.end
        out.append((
            (0, brackets[at] + quotes[at], cap, number, kind, end, seen, left, where),
            (1, few[at - run.first], few[run.last - at], run.size, few[at - clause.first], few[clause.last - at],
             clause.size, cap, seen, at_most_three[count - 1 - at], at_most_three[at]),
            (2, earlier.kind, last.end, last.kind, last.cap, last.number, last.tail, cap, kind, number, tail, end),
            (3, following.kind, following.cap, following.number, following.tail, cap, kind, number, tail),
        ))  # fmt: skip
    return out


def _anchors(words: Sequence[Word], run_of: Sequence[int], clause_of: Sequence[int]) -> list[tuple[Key, ...]]:
    """Each word's nearest telling word or number on either side, the nearest words for editors and for "in", and the role
    that the names here have by a word on that side, with nothing between but names; as keys."""
    signs = [word.kind if word.kind in _ANCHORS else _ANCHOR_NUMBERS.get(word.number, "") for word in words]
    sides: list[list[Key]] = [[] for _ in words]
    for group, ahead in ((4, False), (5, True)):
        last = editor = within = -1
        role = ""
        for at in range(len(words) - 1, -1, -1) if ahead else range(len(words)):
            word = words[at]
            if ahead and word.kind == "editor":
                editor = at
            elif ahead and word.kind == "within":
                within = at
            far = _far(at, last, clause_of)
            runs = min(run_of[last] - run_of[at], 3) if ahead and last >= 0 else 0
            sides[at].append((group, signs[last] if last >= 0 else "", *far, runs, word.cap if ahead else ""))
            if role or editor >= 0 or within >= 0:
                far_editor, far_within = _far(at, editor, clause_of), _far(at, within, clause_of)
                sides[at].append((group + 2, *far_editor, *far_within, ahead and word.number == "initial", role))
            role = _role_beyond(word, role, ahead)
            if signs[at]:
                last = at
            if word.kind == "editor":
                editor = at
            elif word.kind == "within":
                within = at
    return [tuple(keys) for keys in sides]


def _role_beyond(word: Word, role: str, ahead: bool) -> str:
    """The role that reaches the next word, leftwards from a word behind the names ("A. Bell and C. Dunn, editors") or
    rightwards from one before them ("edited by A. Bell"); small words, numbers and the ends of clauses cut it off."""
    if word.kind in _ROLES:
        return word.kind if ahead or word.end in "-)" else ""
    if (word.small and word.key != "by") or word.number in _COUNTED or (not ahead and word.end in "S:"):
        return ""
    return role


def _far(at: int, other: int, clause_of: Sequence[int]) -> tuple[int, str]:
    """How many clauses (3 at most) and words, as a bucket, lie between two words; none where there is no other."""
    if other < 0:
        return 0, ""
    words = abs(at - other)
    far = str(words) if words < 4 else "5" if words < 7 else "9" if words < 12 else "X"
    return min(abs(clause_of[at] - clause_of[other]), 3), far


def place_features(key: Key) -> list[str]:
    """The features of one key of a word's place."""
    group, *parts = key
    if group in {4, 5}:
        sign, clauses, far, runs, cap = parts
        if group == 4:
            return [f"aL={sign}|{min(int(clauses), 2)}", f"aLd={sign}|{far}"]
        return [f"aR={sign}|{min(int(clauses), 2)}", f"aRd={sign}|{far}|{cap}", f"aRR={sign}|{runs}"]
    if group in {6, 7}:
        *found, initial, role = parts
        pairs = ("editor", found[0], found[1]), ("within", found[2], found[3])
        out = [f"{group}r={role}"] if role else []
        return out + [
            feature
            for sign, clauses, far in pairs
            if far
            for feature in (f"{group}{sign}={far}", f"{group}c{sign}={clauses}{initial}")
        ]
    if group == 0:
        pq, cap, number, kind, end, seen, left, where = parts
        return [
            f"pq={pq}", f"pqc={pq}{cap}", f"y={seen}", f"yl={seen}{left}", f"ycn={seen}{cap}{number}", f"yk={seen}{kind}",
            f"Q={where}{cap}", f"Qye={where}{seen}{end}",
        ]  # fmt: skip
    if group == 1:
        run_first, run_last, run_size, first, last, size, cap, seen, from_end, from_start = parts
        return [
            f"Rp={run_first}{run_last}", f"Rc={run_size}{cap}", f"Cp={first}{last}", f"Cy={size}{seen}", f"fe={from_end}",
            f"fs={from_start}",
        ]  # fmt: skip
    if group == 2:
        earlier, end, kind, cap, number, tail, own_cap, own_kind, own_number, own_tail, own_end = parts
        return [
            f"<ek={end}{own_kind}{own_cap}", f"<e={end}|{own_cap}{own_number}{own_end}", f"<kk={kind}|{own_kind}",
            f"<c={cap}{number}{tail}|{own_cap}{own_number}{own_tail}", f"<kn={kind}|{own_cap}{own_number}",
            f"<<kn={earlier}|{kind}|{own_cap}{own_number}",
        ]  # fmt: skip
    kind, cap, number, tail, own_cap, own_kind, own_number, own_tail = parts
    return [
        f">kk={kind}|{own_kind}", f">c={cap}{number}{tail}|{own_cap}{own_number}{own_tail}",
        f">kn={kind}|{own_cap}{own_number}",
    ]  # fmt: skip


def edge_features(key: Key) -> list[str]:
    """What two neighbouring words say of a change of labels between them: marks end a field, names and numbers do not."""
    end, tail, kind, number, next_cap, next_kind, next_lead, next_number = key
    return [
        "b", f"e={end}", f"t={tail}", f"k={kind}", f"n={number}", f"ec={end}{next_cap}", f"nk={next_kind}", f"nl={next_lead}",
        f"nn={next_number}", f"all={end}{next_cap}{next_number}{next_kind}",
    ]  # fmt: skip


def _of_run(words: Sequence[Word], runs: Sequence[_Stretch], at: int) -> list[Key]:
    """A run as keys: its own, and those of the two before and behind it."""
    run = runs[at]
    last = words[run.last]
    out: list[Key] = [
        ("R", run.size, last.tail, min(at, 6), min(len(runs) - 1 - at, 5), run.kinds, run.numbers),
        ("Rx", run.known),
        ("Rw", words[run.first].key),
        ("Rv", last.key),
    ]
    for step in STEPS:
        if not 0 <= at + step < len(runs):
            out.append(("R out", step))
            continue
        other = runs[at + step]
        out.append(("R beside", step, other.size, other.kinds, other.numbers))
        if abs(step) == 1:
            out.append((f"R{step}w", words[other.first].key))
            out.append((f"R{step}x", other.known))
    return out


def _of_clause(words: Sequence[Word], clauses: Sequence[_Stretch], at: int) -> list[Key]:
    """A clause as keys: its own, and those of the ones before and behind it."""
    clause = clauses[at]
    out: list[Key] = [
        ("C", clause.size, min(at, 5), min(len(clauses) - 1 - at, 4), clause.kinds, clause.numbers),
        ("Cw", words[clause.first].key),
        ("Cx", clause.known),
    ]
    for step in (-1, 1):
        if 0 <= at + step < len(clauses):
            out.append(("C beside", step, clauses[at + step].size, clauses[at + step].kinds))
        else:
            out.append(("C out", step))
    return out


def stretch_features(key: Key) -> list[str]:
    """The features of one key of a run or clause."""
    name, *parts = key
    if name in {"R", "C"}:
        *first, kinds, numbers = parts
        named = ("", "e", "i", "j") if name == "R" else ("", "i", "j")
        out = [f"{name}{letter}={part}" for letter, part in zip(named, first, strict=True)]
        return [*out, *(f"{name}k={kind}" for kind in kinds), *(f"{name}n={number}" for number in numbers)]
    if name in {"R beside", "C beside"}:
        step, size, kinds, *more = parts
        beside = f"{str(name)[0]}{step}"
        out = [f"{beside}={size}", *(f"{beside}k={kind}" for kind in kinds)]
        return [*out, *(f"{beside}n={number}" for numbers in more for number in numbers)]
    if name in {"R out", "C out"}:
        return [f"{str(name)[0]}{parts[0]}=out"]
    return [f"{name}={parts[0]}"]


def features_of(tokens: Sequence[str]) -> list[list[str]]:
    """All features of each word, for training; the tagger adds up the same ones part by part."""
    words = [word_of(token) for token in tokens]
    place = around(tokens, words)
    out = []
    for at, word in enumerate(words):
        row = [
            *own_of(word),
            *(feature for key in place.places[at] for feature in place_features(key)),
            *(feature for key in place.runs[place.run_of[at]] for feature in stretch_features(key)),
            *(feature for key in place.clauses[place.clause_of[at]] for feature in stretch_features(key)),
            *place.whole,
        ]
        for step in STEPS:
            row += beside_of(words[at + step] if 0 <= at + step < len(words) else None, step)
        out.append(row)
    return out


def edges_of(tokens: Sequence[str]) -> list[list[str]]:
    """All features of each pair of neighbouring words, for training."""
    words = [word_of(token) for token in tokens]
    return [edge_features(key) for key in around(tokens, words).edges]
