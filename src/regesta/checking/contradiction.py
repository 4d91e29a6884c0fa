"""One act told with two dates in one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, takewhile

from regesta.checking.case import Case
from regesta.checking.dates_retold import dates_retold
from regesta.checking.findings import finding
from regesta.checking.mentioned import date_words, dates_in, in_body, sentence_around
from regesta.checking.wording import dated, listed
from regesta.model import Entry, Finding, Rule, Span

RULE = Rule(
    id="contradiction",
    severity="warning",
    title="One act with two dates",
    about=(
        "Two passages of the document tell one act, and their dates cannot both be: they were gathered as one act that happens once; "
        "or they tell it in the same words; or one speaks of an agreement as known; or relations are broken off (or resumed) twice within "
        "a year with nothing between. Where a bare year is among the dates it is a note."
    ),
    good=(
        "Peru and Gabon established diplomatic relations on 26 March 1979. Since Peru and Gabon established diplomatic relations on "
        "26 March 1979 much has changed."
    ),
    bad=(
        "Peru and Gabon established diplomatic relations on 26 March 1979. Since Peru and Gabon established diplomatic relations on "
        "27 March 1979 much has changed."
    ),
)

# acts that two states do once, or not again without another act between: few words in common will do
ONCE = frozenset(
    "relations_established relations_severed relations_resumed recognition independence state_change".split()
)
# acts that may happen again: the same only where many words are the same; an envoy's letters, at each new rank, have them too
AGAIN = frozenset(
    "agreement law mission_opened mission_closed mission_raised mission_moved war ceasefire sanction_imposed sanction_lifted".split()
)
ALIKE, FEW, MANY = 0.75, 3, 3  # the share and the number of words in common; of acts that happen again, of unusual ones
SERIES = 2
NEAR = 3  # years
AHEAD = 20  # entries in time that one is compared with, so that a long list costs no square
_CERTAIN = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?")
WEEKS = 45  # days
_NOUN = (
    r"treaty|peace|agreement|accords?|convention|protocol|communiqu[eé]|declaration|memorandum|pact|armistice|charter"
)
_INSTRUMENT = re.compile(rf"\b(?:{_NOUN})\b", re.IGNORECASE)
_KNOWN = re.compile(
    rf"(?:\b(?:the|that|this|their|its)|['’]s?)\s+(?:\w+\s+){{0,3}}?(?P<noun>{_NOUN})\s+(?:of\s+\w+\s+)?(?:that|which|signed|concluded|dated|of)\b",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r"\b(?:another|further|again|once more|anew|reaffirm\w*|confirm\w*|reiterat\w*|renew\w*|a (?:second|third|new|fresh))\b",
    re.IGNORECASE,
)
_LATER_STAGE = re.compile(r"\b(?:force|effect|ratif\w+|approv\w+|exchange\w*|expired?|terminat\w+)\b", re.IGNORECASE)
_SORTS = {"peace": "treaty", "accords": "accord", "communique": "communiqué"}
UNDOES = {"relations_severed": "relations_resumed", "relations_resumed": "relations_severed"}
_EMPTY = frozenset(
    """a an the of and or in on at to by for from with was were is are be been has have had it its they their them he she his her this that
    these which who when also again first as into both two after before since later between during here""".split()
)
_USUAL = frozenset(
    """signed concluded agreement treaty convention protocol memorandum understanding accord embassy legation consulate mission opened closed
    established opening established government governments ministers states countries republic kingdom union relations diplomatic raised
    elevated status presented credentials adopted law act entered force ratified cooperation trade""".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov dec".split()
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each act whose entries leave no date that all allow."""
    entries = {entry.id: entry for entry in case.reading.entries}
    known: set[frozenset[str]] = set()
    for act in case.acts:
        if act.conflict is None:
            continue
        told = sorted((entries[id] for id in act.entries if id in entries), key=lambda entry: entry.start)
        told = [entry for entry in told if in_body(case, entry.start) and not _one_more(case, entry)]
        if any(apart(one, other) for one, other in combinations(told, 2)):
            known |= {frozenset((one.id, other.id)) for one, other in combinations(told, 2)}
            found = _said(case, told, f"{act.conflict.rstrip('.')}.", act.why)
            # a bare year may be a summary's, and loose
            loose = any(len(entry.when.edtf or "") < 7 for entry in told)
            yield replace(found, severity="note") if loose else found
    retold = list(_retold(case, known))
    yield from retold
    known |= {frozenset(one.entries) for one in retold}
    places = [span for one in retold for span in one.spans]
    for again in dates_retold(case):
        ids = frozenset(entry.id for entry in again.entries)
        if ids in known or any(span.start <= again.again.start < span.end for span in places):
            continue
        days = listed([dated(one) for one in again.days])
        message = f"One act is dated {days}: the later passage speaks of it as told."
        yield finding(RULE, case, [again.again, again.first], message, entries=again.entries)


def _retold(case: Case, known: set[frozenset[str]]) -> Iterator[Finding]:
    """Acts that were not gathered as one, and yet are told as one; what is told so again and again is a series."""
    found: list[tuple[Entry, Entry, str, str]] = []
    words: dict[str, _Words] = {}
    for one, other in _pairs(case):
        if frozenset((one.id, other.id)) in known:
            continue
        if _same_words(case, one, other, words):
            found.append((one, other, "two passages tell it in the same words.", "the same states, kind and words"))
        elif _named_again(case, one, other):
            found.append((one, other, "the later passage speaks of it as told.", "the same states and instrument"))
        elif _twice(case, one, other):
            found.append((one, other, "nothing told between them undoes the first.", "the same states and kind"))
    told = Counter(entry.id for one, other, *_ in found for entry in (one, other))
    for one, other, conflict, why in found:
        if max(told[one.id], told[other.id]) <= SERIES:
            yield _said(case, sorted((one, other), key=lambda entry: entry.start), conflict, why)


def _one_more(case: Case, entry: Entry) -> bool:
    """Whether the words of an act say themselves that it is one more of its kind."""
    lead = case.document.text[max(0, entry.start - 40) : entry.start].rpartition(". ")[
        2
    ]  # "a further act by which ..."
    return _ONE_MORE.search(lead + entry.quote) is not None


def apart(one: Entry, two: Entry) -> bool:
    """Whether the dates of two entries cannot both be."""
    mine, theirs = one.when, two.when
    if mine.earliest is None or mine.latest is None or theirs.earliest is None or theirs.latest is None:
        return False
    return mine.latest < theirs.earliest or theirs.latest < mine.earliest


def _said(case: Case, told: list[Entry], conflict: str, why: str) -> Finding:
    # the later passage is the one to look at: the act's own place is mostly the first
    spans = [(entry.start, entry.end) for entry in reversed(told)]
    dates = list(dict.fromkeys(date_words(case, entry) for entry in told))
    return finding(RULE, case, spans, f"One act is dated {listed(dates)}: {conflict}", entries=told, evidence=[why])


def _pairs(case: Case) -> Iterator[tuple[Entry, Entry]]:
    """Entries of one kind and the same states, with dates told to the month or day that cannot both be, a few years apart."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in case.reading.entries:
        if (
            entry.act not in ONCE | AGAIN
            or entry.modality != "asserted"
            or not entry.states
            or not in_body(case, entry.start)
        ):
            continue
        if _CERTAIN.fullmatch(entry.when.edtf or "") and not _one_more(case, entry):
            groups.setdefault((entry.act, frozenset(entry.states)), []).append(entry)
    for told in groups.values():
        told.sort(key=lambda entry: (str(entry.when.earliest), entry.start))
        for one, other in ((one, other) for at, one in enumerate(told) for other in told[at + 1 : at + 1 + AHEAD]):
            if apart(one, other) and abs(int(str(one.when.edtf)[:4]) - int(str(other.when.edtf)[:4])) <= NEAR:
                yield one, other


def _same_words(case: Case, one: Entry, other: Entry, words: dict[str, _Words]) -> bool:
    mine, theirs = (_words_of(case, entry, words) for entry in (one, other))
    common = mine.all & theirs.all
    if one.place is not None and other.place is not None and one.place != other.place:
        return False
    if mine.home == theirs.home or len(common) < ALIKE * len(mine.all | theirs.all):
        return False
    if one.act in ONCE and len(one.states) == 2:
        return len(common) >= FEW
    return len(mine.unusual & theirs.unusual) >= MANY


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an entry that tell something, dates aside; those that are no usual ones and name no state; and
    the sentence they stand in."""

    all: frozenset[str]
    unusual: frozenset[str]
    home: Span


def _words_of(case: Case, entry: Entry, words: dict[str, _Words]) -> _Words:
    if entry.id not in words:
        home = sentence_around(case, entry.start, entry.end)
        # of what may happen again the whole sentence must be the same, not only the words that tell the act
        span = Span(entry.start, entry.end) if entry.act in ONCE else home
        told = _blanked(case, span, [(one.start, one.end) for one in dates_in(case, span.start, span.end)])
        names = case.reading.names.states
        at = bisect_left(names, span.start, key=lambda one: one.start)
        inside = takewhile(lambda one: one.start < span.end, names[at:])
        stateless = _blanked(case, span, [(one.start, one.end) for one in inside])
        words[entry.id] = _Words(told, (told & stateless) - _USUAL, home)
    return words[entry.id]


_WORD = re.compile(r"[^\W\d_]+")


def _blanked(case: Case, span: Span, spans: list[tuple[int, int]]) -> frozenset[str]:
    """The words of a passage, some spans of the text left out, and words that tell nothing."""
    text = case.document.text[span.start : span.end]
    for start, end in reversed(spans):
        text = text[: start - span.start] + " " + text[end - span.start :]
    return frozenset(_WORD.findall(text.lower())) - _EMPTY - _MONTHS


def _named_again(case: Case, one: Entry, other: Entry) -> bool:
    """Whether the later passage speaks of an agreement as known ("the treaty that they signed on ...", "the communiqué of
    ..."), and the other dates one such instrument of the same states some days or weeks off, and no second one."""
    first, later = sorted((one, other), key=lambda entry: entry.start)
    if one.act != "agreement" or _days_apart(one, other) > WEEKS:
        return False
    if sum(date.when.edtf == later.when.edtf for date in case.reading.dates) > 1:
        return False  # the day is told of it elsewhere too
    home = sentence_around(case, later.start, later.end)
    known = _KNOWN.search(case.document.text, home.start, home.end)
    if known is None or not later.start - 12 <= known.start("noun") < later.end:
        return False
    sort = _SORTS.get(known["noun"].lower(), known["noun"].lower())
    told = {
        entry.when.edtf
        for entry in case.reading.entries
        if entry.act == "agreement"
        and _CERTAIN.fullmatch(entry.when.edtf or "")
        and set(entry.states) == set(one.states)
        and entry.id != later.id
        and _days_apart(entry, later) <= WEEKS
        and sort in _sorts(entry.quote)
        and _LATER_STAGE.search(entry.quote) is None
    }
    return told == {first.when.edtf}


def _sorts(quote: str) -> set[str]:
    return {_SORTS.get(noun.lower(), noun.lower()) for noun in _INSTRUMENT.findall(quote)}


def _twice(case: Case, one: Entry, other: Entry) -> bool:
    """Whether relations are broken off, or resumed, twice within a year, with nothing told between."""
    undone = UNDOES.get(one.act)
    if undone is None or len(one.states) != 2 or _days_apart(one, other) > 366:
        return False
    first, last = sorted((one, other), key=lambda entry: str(entry.when.earliest))
    return not any(
        entry.act in (undone, "relations_established", "war", "recognition")
        and set(entry.states) & set(one.states)
        and (entry.when.earliest is None or entry.when.earliest <= str(last.when.latest))
        and (entry.when.latest is None or str(first.when.earliest) <= entry.when.latest)
        for entry in case.reading.entries
    )


def _days_apart(one: Entry, other: Entry) -> int:
    first, last = sorted((str(one.when.earliest), str(other.when.earliest)))
    return (
        (int(last[:4]) - int(first[:4])) * 365
        + (int(last[5:7]) - int(first[5:7])) * 30
        + int(last[8:])
        - int(first[8:])
    )
