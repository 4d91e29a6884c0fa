"""A sentence in parts that each tell one thing: its clauses, each with the circumstance told before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.acts import WORD, end_of
from regesta.cooperation.wordlists import Cue, clause_words, lists, number_words

_AUXILIARIES = frozenset("has have had was were is are will would".split())
_POINTERS = frozenset(["it", "them", "there"])
_LONGEST = 28  # words of a circumstance; what is longer is a clause of its own


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lists at words [first, last)."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a sentence (lower case) with their offsets in the document, and the phrases found in them, by place."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Words [first, last) of a sentence that tell one thing; [opening, first) is its circumstance, empty for none."""

    opening: int
    first: int
    last: int


def told_of(text: str, start: int, end: int, known_of: tuple[bool, bool]) -> Told | None:
    """The sentence [start, end) with its phrases; None where no word tells of the ladder, or of what could stand on it.

    `known_of`: whether a body that it names tells what it is about, and whether the sentence before it does.
    """
    known = lists()
    words = WORD.findall(text[start:end].lower())
    kinds = set(map(known.kind, set(words)))
    names, follows = known_of
    about = names or (follows and _points_back(words))
    if not (about or "t" in kinds or "b" in kinds):
        return None
    if not ("c" in kinds or "b" in kinds or any(map(is_number, words))):
        return None
    if not (about or _tells_topic(words)):
        return None
    hits = _hits(words)
    spans = [match.span() for match in WORD.finditer(text, start, end)]
    if len(spans) != len(words):  # a letter that is two in lower case
        words = [text[low:high].lower() for low, high in spans]
        hits = _hits(words)
    return Told(words, [low for low, _ in spans], [high for _, high in spans], hits)


def is_number(word: str) -> bool:
    """Whether a word (lower case) may be a figure, and is no year."""
    if word[0].isdigit():
        return not (len(word) == 4 and word[0] in "12")
    return word in number_words()


def _tells_topic(words: Sequence[str]) -> bool:
    """Whether words tell a topic or a contact: most sentences do not, and are not looked at further."""
    for at, phrases in enumerate(map(lists().telling, words)):
        for phrase in phrases:
            if not phrase.behind or end_of(phrase, words, at) is not None:
                return True
    return False


def _hits(words: Sequence[str]) -> tuple[Hit, ...]:
    """The longest phrase of each kind (topic, cue, rest) at each place, none inside another of its kind."""
    roles, count = lists().roles, len(words)
    reached = {"topic": 0, "cue": 0}
    longest = (0, 0)  # the topic found last
    found: list[Hit] = []
    for at, phrases in enumerate(map(lists().book, words)):
        if not phrases:
            continue
        met: set[str] = set()
        after = words[at + 1] if at + 1 < count else ""
        for phrase in phrases:
            if phrase.second and phrase.second != after:
                continue
            last = end_of(phrase, words, at) if phrase.behind else at + 1
            if last is None:
                continue
            role = roles[phrase.label]
            # phrases of one length may name two sectors; a shorter one beside a longer one is part of it
            if role == "topic":
                if at < reached["topic"] and longest != (at, last):
                    continue
                longest = (at, last)
            elif role in met or at < reached.get(role, 0):
                continue
            met.add(role)
            if role in reached:
                reached[role] = max(reached[role], last)
            found.append(Hit(at, last, phrase.label))
    return tuple(found)


def parts_of(text: str, told: Told) -> list[Part]:
    """The parts of a sentence, in order."""
    words, small = told.words, clause_words()
    count = len(words)
    marks = ["", *(text[told.ends[at] : told.starts[at + 1]] for at in range(count - 1))]
    verbs = {hit.first for hit in told.hits if (cue := lists().cues.get(hit.label)) is not None and cue.verb}
    cuts = [0]
    for at in range(1, count):
        mark = marks[at]
        if (
            ";" in mark
            or ":" in mark
            or " – " in mark
            or "—" in mark
            or ("," in mark and words[at] in small.breaks)
            or (words[at] in {"and", "but"} and at + 1 < count and _goes_on(words, at + 1, verbs))
        ):
            cuts.append(at)
    cuts.append(count)
    telling = {hit.first for hit in told.hits if hit.label in lists().cues}
    kept = [0]
    for low, high in pairwise(cuts[1:]):
        # a part without a word of the ladder is a piece of a list, or an aside: it belongs to what stands before it
        if any(low <= at < high for at in telling) and any(kept[-1] <= at < low for at in telling):
            kept.append(low)
    kept.append(count)
    return [_part(words, marks, low, high) for low, high in pairwise(kept) if high > low]


def _goes_on(words: Sequence[str], at: int, verbs: set[int]) -> bool:
    """Whether a verb of its own begins at `at`: "and closed", "and has trained"."""
    return words[at] in _AUXILIARIES or (
        at in verbs and (words[at].endswith("ed") or not words[at].endswith(("ing", "e")))
    )


def _part(words: Sequence[str], marks: Sequence[str], low: int, high: int) -> Part:
    opener = low + 1 if words[low] in clause_words().breaks and low + 1 < high else low
    if words[opener] in clause_words().circumstance or words[low] in {"when", "after", "before"}:
        for at in range(opener + 1, min(high, opener + _LONGEST)):
            if "," in marks[at] and at - opener > 1:
                return Part(low, at, high)
    return Part(low, low, high)


def has_figure(told: Told, part: Part) -> bool:
    """Whether a figure may stand in a part."""
    return any(map(is_number, told.words[part.opening : part.last]))


def cue_hits(told: Told, first: int, last: int) -> list[tuple[Hit, Cue]]:
    """The words of the ladder in [first, last)."""
    cues = lists().cues
    return [
        (hit, cues[hit.label]) for hit in told.hits if first <= hit.first and hit.last <= last and hit.label in cues
    ]


def goes_back(told: Told, part: Part) -> bool:
    """Whether a part opens with words that take over what was told before ("It", "The university"), or points at it with
    its verb ("closed it", "were at work there")."""
    words = told.words[part.first : part.last]
    if _points_back(words[:5], ()):
        return True
    near = {at for hit, _ in cue_hits(told, part.first, part.last) for at in range(hit.first, hit.last + 2)}
    return any(
        word in _POINTERS and (at in near or (word == "there" and at == part.last - 1))
        for at, word in enumerate(words, part.first)
    )


def _points_back(words: Sequence[str], pointers: Iterable[str] = _POINTERS) -> bool:
    if not set(pointers).isdisjoint(words):
        return True
    words = words[:4]
    if words and words[0] in {"and", "but", "which"}:
        words = words[1:]
    return any(tuple(words[: len(opening)]) == opening for opening in clause_words().again)
