"""One act told with two dates in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import date_words, dates_in, in_body, sentence_around
from regesta.checking.wording import listed
from regesta.model import Entry, Finding, Rule

RULE = Rule(
    id="contradiction",
    severity="warning",
    title="One act with two dates",
    about=(
        "Two passages of the document tell one act, and their dates cannot both be: they were gathered as one act that happens once; "
        "or they tell it in the same words; or relations are broken off (or resumed) twice within a year with nothing between."
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
ALIKE, FEW, MANY = 0.75, 3, 5
NEAR = 3  # years
AHEAD = 40  # entries in time that one is compared with, so that a long list costs no square
UNDOES = {"relations_severed": "relations_resumed", "relations_resumed": "relations_severed"}
_EMPTY = frozenset(
    """a an the of and or in on at to by for from with was were is are be been has have had it its they their them he she his her this that
    these which who when also again first as into both two after before since later between during here""".split()
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
        told = [entry for entry in told if in_body(case, entry.start)]
        if any(apart(one, other) for one, other in combinations(told, 2)):
            known |= {frozenset((one.id, other.id)) for one, other in combinations(told, 2)}
            yield _said(case, told, f"{act.conflict.rstrip('.')}.", act.why)
    for one, other in _pairs(case):
        if frozenset((one.id, other.id)) in known:
            continue
        if _same_words(case, one, other):
            yield _said(
                case, [one, other], "two passages tell it in the same words.", "the same states, kind of act and words"
            )
        elif _twice(case, one, other):
            yield _said(
                case, [one, other], "nothing told between them undoes the first.", "the same states and kind of act"
            )


def apart(one: Entry, two: Entry) -> bool:
    """Whether the dates of two entries cannot both be."""
    mine, theirs = one.when, two.when
    if mine.earliest is None or mine.latest is None or theirs.earliest is None or theirs.latest is None:
        return False
    return mine.latest < theirs.earliest or theirs.latest < mine.earliest


def _told(one: Entry, other: Entry) -> list[Entry]:
    return sorted((one, other), key=lambda entry: entry.start)


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
        if re.fullmatch(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?", entry.when.edtf or ""):
            groups.setdefault((entry.act, frozenset(entry.states)), []).append(entry)
    for told in groups.values():
        told.sort(key=lambda entry: (str(entry.when.earliest), entry.start))
        for one, other in ((one, other) for at, one in enumerate(told) for other in told[at + 1 : at + 1 + AHEAD]):
            if apart(one, other) and abs(int(str(one.when.edtf)[:4]) - int(str(other.when.edtf)[:4])) <= NEAR:
                yield one, other


def _same_words(case: Case, one: Entry, other: Entry) -> bool:
    homes = [sentence_around(case, entry.start, entry.end) for entry in (one, other)]
    if homes[0] == homes[1]:
        return False
    mine, theirs = (_words(case, entry) for entry in (one, other))
    least = FEW if one.act in ONCE and len(one.states) == 2 else MANY
    common = mine & theirs
    return len(common) >= least and len(common) >= ALIKE * len(mine | theirs)


def _words(case: Case, entry: Entry) -> frozenset[str]:
    """The words of an entry's quote that tell something, its dates aside."""
    text = list(case.document.text[entry.start : entry.end])
    for mention in dates_in(case, entry.start, entry.end):
        text[mention.start - entry.start : mention.end - entry.start] = " " * (mention.end - mention.start)
    return frozenset(re.findall(r"[^\W\d_]+", "".join(text).lower())) - _EMPTY - _MONTHS


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
