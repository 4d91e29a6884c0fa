"""A state that acts before it existed, or after it ended."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.authorities.bounds import FIRST
from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.forms_of_state import names_outside
from regesta.checking.mentioned import date_words, in_body, in_heading, sentence_around
from regesta.checking.witnesses import shifted
from regesta.checking.wording import day
from regesta.model import Entry, Finding, Rule, Span, StateMention
from regesta.names import state_lasted, state_name

RULE = Rule(
    id="state-dates",
    severity="warning",
    title="A state named before it existed or after it ended",
    about=(
        "An act that takes a state (relations, recognition, missions, letters of credence) is dated before the state named existed or "
        "after it ended, by more than a year, or the name of one form of a state (Soviet Union, Republic of Turkey) acts outside its time. A text that speaks of colonies, of “then” or of independence around it knows so itself. "
        "Beginnings are asked of states no older than 1955. Where the sentence does not name the state it is a note. Regions and peoples are not looked at: “Azerbaijan in the fifth century” is a place."
    ),
    good="The Soviet Union and Malta established diplomatic relations on 26 July 1967.",
    bad="The Soviet Union and Malta established diplomatic relations on 26 July 1997.",
)

# what takes a state; consuls and legations are sent to colonies and protectorates too
NEEDS = frozenset("relations_established relations_severed relations_resumed recognition".split())
ENVOYS = frozenset("mission_opened mission_closed mission_raised credentials_presented".split())
_EMBASSY = re.compile(r"\b(?:embass|ambassador)", re.IGNORECASE)
# words around an act that say themselves that it was no state, or another, then
_AWARE = re.compile(
    r"""\b(?:colon(?:y|ial|ies)|protectorate|territor(?:y|ies)|mandate|province|dominion|self-govern\w*|autonom\w*|provisional|exile
    |liberation|predecessor|then|now|present-day|modern|former(?:ly)?|consul\w*|czechoslovak\w*|yugoslav\w*|ottoman|confederation|part\s+of
    |(?:before|prior\s+to|until|ahead\s+of|despite)\s+(?:\w+\s+){0,4}independence|(?:before|until)\s+(?:its|it|the))\b""",
    re.VERBOSE | re.IGNORECASE,
)
SLACK = 366  # days: independence is dated by the declaration, the recognition or the flag
LATE_STATES = (
    "1955"  # states older than this mostly became one step by step, and go on from one before; ends are asked of all
)
# represented abroad by a movement before they were states
MOVEMENTS = frozenset({"DZA", "PSE", "ESH"})


def check(case: Case) -> Iterator[Finding]:
    """One finding for each state of an act that was none then, and for each name that none bore then."""
    of_acts = list(_of_acts(case))
    yield from of_acts
    told = [span for one in of_acts for span in one.spans]
    for one in names_outside(case):
        if any(span.start <= one.mention.start < span.end for span in told):
            continue
        name = " ".join(one.mention.text.split())
        what = f"was no state’s name before {day(one.first)}" if one.first is not None else f"ended on {day(one.last)}"
        spans = [Span(one.mention.start, one.mention.end), Span(one.dated.start, one.dated.end)]
        message = f"“{name}” {what}, and the act is dated {one.dated.text}."
        yield finding(RULE, case, spans, message, evidence=[one.source])


def _of_acts(case: Case) -> Iterator[Finding]:
    named: dict[str, list[StateMention]] = {}
    for mention in case.reading.names.states:
        named.setdefault(mention.code, []).append(mention)
    for entry in case.reading.entries:
        if not _is_certain(entry) or not in_body(case, entry.start) or in_heading(case, entry.start):
            continue
        if entry.act not in NEEDS and not (entry.act in ENVOYS and _EMBASSY.search(entry.quote)):
            continue
        # whom one recognises may be on its way to be a state
        for code in entry.states[:1] if entry.act == "recognition" else entry.states:
            told, lasted = _mention(case, entry, named.get(code, [])), state_lasted(code)
            if told is not None and lasted is not None:
                yield from _outside(case, entry, told, lasted)


def _outside(
    case: Case, entry: Entry, mention: StateMention, lasted: tuple[str | None, str | None]
) -> Iterator[Finding]:
    start, end = lasted
    home = sentence_around(case, entry.start, entry.end)
    inside = home.start <= mention.start
    if inside and end is not None and str(entry.when.earliest) > shifted(_day(end), SLACK):
        yield _said(case, entry, mention, f"ended on {day(end)}" if len(end) > 4 else f"ended in {end}")
    elif _is_late(mention.code, start) and start is not None and str(entry.when.latest) < shifted(_day(start), -SLACK):
        around = case.document.text[home.start : home.end + 100]
        if not _AWARE.search(around):
            found = _said(case, entry, mention, f"was no state before {day(start)}")
            yield found if inside else replace(found, severity="note")


def _is_late(code: str, start: str | None) -> bool:
    return start is not None and start >= LATE_STATES and code not in MOVEMENTS


def _is_certain(entry: Entry) -> bool:
    first, last = entry.when.earliest, entry.when.latest
    return (
        entry.modality == "asserted"
        and first is not None
        and last is not None
        and first >= FIRST
        and first[:4] == last[:4]
    )


def _mention(case: Case, entry: Entry, named: Sequence[StateMention]) -> StateMention | None:
    """Where the entry's own words name the state, else where the text named it last before their end. `named` is all that
    names it, in order."""
    home = sentence_around(case, entry.start, entry.end)
    at = bisect_left(named, home.end, key=lambda one: one.start)
    inside = bisect_left(named, entry.start, key=lambda one: one.start)
    if inside < at and named[inside].start < entry.end:
        return named[inside]
    return named[at - 1] if at else None


def _day(edtf: str) -> str:
    return edtf + "-01-01"[len(edtf) - 4 :]


def _said(case: Case, entry: Entry, mention: StateMention, what: str) -> Finding:
    spans = [Span(entry.start, entry.end), Span(mention.start, mention.end)]
    message = f"{state_name(mention.code)} {what}, and the act is dated {date_words(case, entry)}."
    return finding(RULE, case, spans, message, entries=[entry], evidence=["table of states: ISO 3166 and its sources"])
