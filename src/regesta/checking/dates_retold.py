"""Days that differ in one figure, told of what reads as one act: the treaty signed on the 2nd, later "the peace of the 12th"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from regesta.checking.case import Case
from regesta.checking.mentioned import in_body, paragraph_around, sentence_around
from regesta.model import DateMention, Entry, Span
from regesta.reading.stretches import starting_in

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOUN = (
    r"(?P<noun>treat(?:y|ies)|peace|agreements?|accords?|conventions?|protocols?|communiqu[eé]s?|declarations?|memorand(?:um|a)|pacts?"
    r"|armistice|charter|alliance|instruments?)"
)
_MADE = r"(?:signed|concluded|initialled|dated)"
# an instrument spoken of as known, right before its date: "the peace of ...", "the instrument that X and Y signed in Z on ..."
_KNOWN = re.compile(
    rf"(?:\b(?:the|that|this|its|their)|['’]s?)\s+(?:\w+\s+){{0,3}}?{_NOUN}(?:\s+(?:of|on)\s+(?!\d)\w+(?:\s+and\s+\w+)?)?"
    rf"(?:\s+\(|,?\s+(?:of|dated|(?:(?:that|which)\s+(?:was|were)\s+)?{_MADE}(?:\s+(?:by|in|at|with|between)\s+[^,;.()]{{3,70}}?)?\s+on"
    rf"|(?:that|which)\s+[^,;.()]{{3,70}}?\s+(?:had\s+)?{_MADE}(?:\s+(?:in|at)\s+[A-Z]\w+)?\s+on)\s+)$",
    re.IGNORECASE,
)
# relations spoken of as known: "have existed since they were taken up on ..."
_EXISTING = re.compile(
    r"\brelations\b[^.;]{0,60}\b(?P<since>since)\s+(?:(?:they|these)\s+(?:were|had\s+been)\s+(?:\w+\s+){0,2}?(?:up|established|opened|restored|resumed)\s+on\s+)?$"
    r"|\brelations\b[^.;]{0,20}(?P<from>\bdat(?:e|es|ed|ing)\s+(?:from|back\s+to)|:\s*established(?:\s+on)?|\bestablished:?)\s+$"
    r"|\brelations\b[^.;]{0,60}\s$",
    re.IGNORECASE,
)
# a recognition spoken of as known: "since the recognition of ...", "which had recognised the country on ..."
_RECOGNISED = re.compile(
    r"\b(?:recognition(?:\s+of\s+(?!\d)[\w\s]{2,30}?)?\s+(?:of|on)|had\s+recogni[sz]ed\s+[^,;.]{2,40}?\s+on)\s+$",
    re.IGNORECASE,
)
_SIGNING = re.compile(
    r"\b(?:sign(?:s|ed|ing)?|conclud(?:e[sd]?|ing)|conclusion|initial\w+|adopt(?:s|ed)|agree(?:s|d)?)\b", re.IGNORECASE
)
_INSTRUMENT = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
_LATER_STAGE = re.compile(
    r"\b(?:force|effect|ratif\w+|approv\w+|exchange\w*|expired?|terminat\w+|denounc\w+|supplement\w*|additional|second|further|amend\w+)\b",
    re.IGNORECASE,
)
_SORTS = {
    "alliance": "instrument",
    "peace": "treaty",
    "treaties": "treaty",
    "communique": "communiqué",
    "memoranda": "memorandum",
}
AGREEING = frozenset({"agreement", "ceasefire"})
RECOGNISING = frozenset({"recognition"})
RELATING = frozenset({"relations_established", "relations_resumed"})
TWICE = (RELATING, frozenset({"relations_severed"}), frozenset({"recognition"}))
_STEP = re.compile(
    r"\b(?:agree\w*|decid\w*|decision|sign\w*|protocol|communiqu[eé]|announc\w*|effect\w*|force|de\s+facto|de\s+jure|formally|intention)\b",
    re.IGNORECASE,
)
WEEKS = 45  # days
YEARS = 10 * 365  # days: so far off a slip of the pen puts a year


@dataclass(frozen=True, slots=True)
class Retold:
    """One act with two days that differ in the day alone, or in the month alone: where it is told, and where again."""

    first: Span
    again: Span
    days: tuple[str, str]
    entries: tuple[Entry, ...] = ()


def dates_retold(case: Case) -> Iterator[Retold]:
    """Every act told again with a day that one slip of the pen parts from its own."""
    seen: set[frozenset[str]] = set()
    for one in (*_named_again(case), *_told_twice(case)):
        pair = frozenset(one.days)
        if pair not in seen:
            seen.add(pair)
            yield one


def _named_again(case: Case) -> Iterator[Retold]:
    text = case.document.text
    days = Counter(_day(one) for one in case.reading.dates)
    for one in reversed(case.reading.dates):  # the later of two passages is the one that speaks of the act as told
        # a day told elsewhere too is no slip
        if _day(one) is None or one.when.basis != "stated" or days[_day(one)] > 1 or not in_body(case, one.start):
            continue
        home = sentence_around(case, one.start, one.end)
        known = _KNOWN.search(text, max(home.start, one.start - 160), one.start)
        acts = AGREEING if known is not None else RELATING
        led = _EXISTING.search(text, max(home.start, one.start - 140), one.start)
        if known is None and _RECOGNISED.search(text, max(home.start, one.start - 80), one.start):
            acts = RECOGNISING
        elif known is None:
            since = one.text.lower().startswith("since")
            if led is None or since == (led["since"] is not None or led["from"] is not None):
                continue
        if known is not None and _LATER_STAGE.search(text, known.start(), one.start):
            continue
        sort = _sort(known["noun"]) if known is not None else ""
        told = _tellings(case, acts, one, sort)
        if not told or (known is not None and not _is_named(case, known, told[0][0])):
            continue
        if known is None and not _same_parties(case, home, told[0][1]):
            continue
        if len({_day(date) for date, _ in told}) == 1 and _is_slip(str(_day(told[0][0])), str(_day(one))):
            first, entry = told[0]
            spans = Span(first.start, first.end), Span(one.start, one.end)
            yield Retold(*spans, (str(_day(first)), str(_day(one))), (entry,) if entry else ())


def _same_parties(case: Case, home: Span, told: Entry | None) -> bool:
    """Whether a sentence names no state but those of the act told before."""
    named = {one.code for one in starting_in(case.reading.names.states, home.start, home.end)}
    return told is not None and named <= set(told.states)


_WORD = re.compile(r"[^\W\d_]{4,}")
_PLAIN = frozenset(
    "that this their same said two both between with which signed concluded dated initialled have were".split()
)


def _is_named(case: Case, known: re.Match[str], date: DateMention) -> bool:
    """Whether the sentence of a date has the words that tell the instrument from others: "the London agreements"."""
    home = sentence_around(case, date.start, date.end)
    told = case.document.text[home.start : home.end].lower()
    before = known[0][: known.start("noun") - known.start()]
    return all(word[:6] in told for word in _WORD.findall(before.lower()) if word not in _PLAIN)


def _sort(noun: str) -> str:
    noun = noun.lower()
    return _SORTS.get(noun, noun.removesuffix("s"))


def _tellings(
    case: Case, acts: frozenset[str], again: DateMention, sort: str
) -> list[tuple[DateMention, Entry | None]]:
    """The days of such acts told within some weeks of another: of entries, and of sentences that tell a signing."""
    text = case.document.text
    found: list[tuple[DateMention, Entry | None]] = []
    entries = sorted(case.reading.entries, key=_start)
    for date in case.reading.dates:
        mine, theirs = str(_day(date)), str(_day(again))
        if _day(date) is None or not in_body(case, date.start):
            continue
        # a day of some weeks before or behind; where an instrument is spoken of, also that of another month or year
        if _apart(mine, theirs) > WEEKS and not (sort and _is_slip(mine, theirs) and _apart(mine, theirs) <= YEARS):
            continue
        home = sentence_around(case, date.start, date.end)
        if home.start <= again.start < home.end:
            continue  # one sentence tells two acts rather than one act twice
        here = starting_in(entries, home.start, home.end)
        entry = next((one for one in here if one.act in acts and one.when.edtf == _day(date)), None)
        words = text[home.start : home.end]
        if entry is not None and sort and _LATER_STAGE.search(entry.quote):
            continue
        sorts = {_sort(noun) for noun in _INSTRUMENT.findall(words)}
        signed = entry is None and bool(sort) and _SIGNING.search(words) is not None and bool(sorts)
        if entry is None and not signed:
            continue
        if sort and sort != "instrument" and sort not in sorts:
            continue
        found.append((date, entry))
    return found


def _start(entry: Entry) -> int:
    return entry.start


def _told_twice(case: Case) -> Iterator[Retold]:
    """Relations established, or broken off, or a recognition, twice within one month, and nothing but the day differs; one
    man's credentials, visit or embassy opened twice, and one figure of the day differs."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in case.reading.entries:
        if len(entry.states) == 2 and _is_plain(case, entry):
            for key in _keys(entry):
                groups.setdefault(key, []).append(entry)
    for key, told in groups.items():
        for one, other in combinations(sorted(told, key=_start)[:MOST], 2):
            mine, theirs = str(one.when.edtf), str(other.when.edtf)
            if mine == theirs or mine[:7] != theirs[:7] or (key[0] in REPEATED and not _one_figure(mine, theirs)):
                continue
            if paragraph_around(case, one.start) != paragraph_around(case, other.start):
                spans = Span(one.start, one.end), Span(other.start, other.end)
                yield Retold(*spans, (mine, theirs), (one, other))


MOST = 6  # entries of one group that are compared, so that a long list costs no square
REPEATED = frozenset({"visit", "meeting", "credentials_presented", "mission_opened"})


def _keys(entry: Entry) -> Iterator[tuple[object, ...]]:
    """What two tellings of one act have in common: of what may happen again, who did it."""
    parties = frozenset(entry.states)
    for acts in TWICE:
        if entry.act in acts:
            yield acts, parties
    if entry.act in REPEATED and _AGAIN.search(entry.quote) is None:
        if entry.act == "mission_opened":
            yield entry.act, entry.states, entry.place
        for person in entry.people[:2]:
            if person.name is not None:
                yield entry.act, parties, person.name


_AGAIN = re.compile(
    r"\b(?:again|once\s+more|second|third|another|further|return\w*|re-?open\w*|follow\w*|next)\b", re.IGNORECASE
)


def _one_figure(one: str, other: str) -> bool:
    """Whether one figure alone parts two days of a month: the 2nd and the 12th, the 22nd and the 25th."""
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True)) == 1


def _is_plain(case: Case, entry: Entry) -> bool:
    """Whether an act is told as done on a day, and not as one of its steps (agreed to, announced, in force)."""
    return (
        entry.modality == "asserted"
        and _DAY.fullmatch(entry.when.edtf or "") is not None
        and _STEP.search(entry.quote) is None
        and in_body(case, entry.start)
    )


def _day(one: DateMention) -> str | None:
    """The day that a date tells, or that a "since" begins with, as "YYYY-MM-DD"; None for anything wider."""
    day = (one.when.edtf or "").removesuffix("/..")
    return day if one.kind in ("date", "span") and _DAY.fullmatch(day) is not None else None


def _is_slip(one: str, other: str) -> bool:
    """Whether two days, each "YYYY-MM-DD", differ in the day alone, in the month alone, or in the year alone."""
    return (one[:4] != other[:4]) + (one[5:7] != other[5:7]) + (one[8:] != other[8:]) == 1


def _apart(one: str, other: str) -> int:
    first, last = sorted((one, other))
    return (
        (int(last[:4]) - int(first[:4])) * 365
        + (int(last[5:7]) - int(first[5:7])) * 30
        + int(last[8:])
        - int(first[8:])
    )
