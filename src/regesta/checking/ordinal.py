"""A first, second or third that the document's own acts do not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from regesta.checking.case import Case, Shelf
from regesta.checking.findings import finding, finding_across
from regesta.checking.firsts_told import firsts_told
from regesta.checking.mentioned import date_words, in_body, sentence_around
from regesta.checking.wording import dated, listed
from regesta.model import Entry, Finding, Rule, Span
from regesta.names import state_name

RULE = Rule(
    id="ordinal",
    severity="warning",
    title="A first or second that others came before",
    about=(
        "A state is told to be the first (second, third) to recognise another or to establish relations with it, or an envoy or visit to "
        "be the first, and the document itself dates as many or more before. Fewer are no fault: a text need not tell all."
    ),
    good=(
        "Turkey recognised Azerbaijan on 9 November 1991. On 25 December 1991 Israel became the second country to recognise Azerbaijan."
    ),
    bad=(
        "Turkey recognised Azerbaijan on 9 November 1991. On 25 December 1991 Israel became the first country to recognise Azerbaijan."
    ),
)

ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
_NUMBERED = "|".join(ORDINALS)
# "the second country after Turkey to recognise"; not "the first Muslim country", "among the first"
_STATE = re.compile(
    rf"\b(?P<lead>among\s+the\s+|one\s+of\s+the\s+)?the\s+(?P<nth>{_NUMBERED})\s+(?:foreign\s+)?(?:country|state|nation|government|power)\s+"
    r"(?:\w+\s+){0,4}?(?:to|that|which)\s+(?:\w+\s+){0,3}?(?:recogni[sz]\w+|establish\w*)",
    re.IGNORECASE,
)
# "the first ambassador", "its first visit", "the first visit of a president": nothing between that narrows it but an office or a
# state
_FIRST = re.compile(
    r"\b(?P<nth>first)\s+(?:official\s+)?(?:[A-Z]\w+\s+)?(?:(?P<noun>visit)\s+(?:by|of)\s+an?\s+(?:[A-Z]\w+\s+)?"
    r"(?P<office>president|prime minister|foreign minister|chancellor|king|head of state|defen[cs]e minister)"
    r"|(?P<plain>ambassador|visit|embassy|(?:agreement|treaty)(?=\s+(?:ever\s+)?(?:between|signed|concluded|of\s+the\s+two)))\b(?!\s+(?:by|since|in\s+\w+\s+years)|\s+of\s+an?\b))"
)
STATE_ACTS = frozenset({"recognition", "relations_established"})


def check(case: Case) -> Iterator[Finding]:
    """One finding for each ordinal before which the document dates too many of the same kind."""
    claimed: set[int] = set()
    for span, before in firsts_told(case):
        claimed.update(range(span.start, span.end))
        if before:
            words, date = case.document.text[span.start : span.end], before[0].dated.text
            message = f"“{words}”, but the document tells of one before ({date})."
            yield finding(RULE, case, [span, *(one.span for one in before[:1])], message)
    yield from _told_of_acts(case, claimed)


def _told_of_acts(case: Case, claimed: set[int]) -> Iterator[Finding]:
    """One for each ordinal in the words of an act; `claimed` are offsets of those that were looked at already."""
    for entry in case.reading.entries:
        if entry.modality != "asserted" or entry.when.earliest is None or not in_body(case, entry.start):
            continue
        home = sentence_around(case, entry.start, entry.end)
        text = case.document.text[home.start : home.end]
        match = _STATE.search(text) if entry.act in STATE_ACTS else None
        if match is not None and match["lead"] is None and _told_of(case, entry, home, match):
            yield from _counted(case, entry, match, home.start)
        first = _FIRST.search(text) if entry.act in _FIRSTS else None
        if (
            first is not None
            and home.start + first.start() not in claimed
            and _fits(entry, first["noun"] or first["plain"])
        ):
            yield from _preceded(case, entry, first, home.start)


def towards(entry: Entry) -> str | None:
    """The state with whose other entries one is compared by `check_towards`; None for an entry that is not compared."""
    compared = entry.act in STATE_ACTS and len(entry.states) == 2 and entry.modality == "asserted"
    return entry.states[1] if compared else None


def check_towards(shelf: Shelf) -> Iterator[Finding]:
    """One finding for each ordinal of a state that the entries of other documents, with its own, do not bear out.

    The shelf must hold all entries towards a state, or none: which of them were changed makes no difference.
    """
    told: dict[tuple[str, str], list[Entry]] = {}
    for entry in shelf.entries.values():
        if (state := towards(entry)) is not None:
            told.setdefault((entry.act, state), []).append(entry)
    for group in told.values():
        for entry in group:
            match = _STATE.search(entry.quote)
            if match is None or match["lead"] is not None or entry.when.earliest is None:
                continue
            before = {
                other.states[0]: other
                for other in sorted(group, key=lambda one: (str(one.when.earliest), one.id))
                if other.states[0] != entry.states[0]
                and other.when.latest is not None
                and other.when.latest < entry.when.earliest
            }
            elsewhere = [other for other in before.values() if other.document != entry.document]
            if elsewhere and len(before) >= ORDINALS[match["nth"].lower()]:
                yield _across(shelf, entry, match, list(before.values()))


def _across(shelf: Shelf, entry: Entry, match: re.Match[str], before: list[Entry]) -> Finding:
    told = listed([f"{state_name(one.states[0])} ({dated(one.when.edtf)})" for one in before])
    where = [shelf.names.get(one.document, one.document) for one in before]
    message = f"“{match[0]}”, but the register tells the same before of {told}."
    evidence = [f"{PurePath(name).name}: “{one.quote}”" for name, one in zip(where, before, strict=True)]
    return finding_across(RULE, shelf, entry, before, message, evidence)


def _told_of(case: Case, entry: Entry, home: Span, match: re.Match[str]) -> bool:
    """Whether the sentence names the entry's first state before the ordinal and its second behind it."""
    if len(entry.states) != 2:
        return False
    codes = {
        one.code: one.start - home.start for one in case.reading.names.states if home.start <= one.start < home.end
    }
    behind = codes.get(entry.states[1])
    return entry.states[0] in codes and behind is not None and behind >= match.end()


def _counted(case: Case, entry: Entry, match: re.Match[str], offset: int) -> Iterator[Finding]:
    """The states that did it before, as far as the document dates them."""
    nth = ORDINALS[match["nth"].lower()]
    before = {
        other.states[0]: other
        for other in _earlier(case, entry)
        if len(other.states) == 2 and other.states[0] != entry.states[0] and other.states[1] == entry.states[1]
    }
    if len(before) >= nth:
        yield _said(case, entry, match, offset, list(before.values()))


_MUTUAL = frozenset({"agreement", "treaty"})


def _preceded(case: Case, entry: Entry, match: re.Match[str], offset: int) -> Iterator[Finding]:
    """The same state's envoys, or the same pair's visits, dated before."""
    noun = match["noun"] or match["plain"]
    start, end = offset + match.start(), offset + match.end()
    served = {one.code for one in case.reading.names.states if start <= one.start < end}
    # "his first visit" is the first of one man
    own = _OWN.search(case.document.text[max(0, start - 4) : start]) is not None
    before = [
        other
        for other in _earlier(case, entry)
        if (
            set(other.states) == set(entry.states)
            if match["office"] or noun in _MUTUAL
            else other.states == entry.states
        )
        and _fits(other, noun)
        and (match["office"] is None or _by(other, match["office"], served))
        and (not own or _guest(other) == _guest(entry) is not None)
    ]
    if before:
        yield _said(case, entry, match, offset, before[:1])


_OWN = re.compile(r"\b(?:his|her)\s+$", re.IGNORECASE)


def _guest(entry: Entry) -> str | None:
    return entry.people[0].name if entry.people else None


_FIRSTS = frozenset({"visit", "credentials_presented", "mission_opened", "agreement"})
_LESSER = re.compile(r"\b(?:minister|charg[eé]|envoy|consul\w*|legation|agent|commissioner)\b", re.IGNORECASE)
_EMBASSY = re.compile(r"\bembassy\b", re.IGNORECASE)
_MADE = re.compile(r"\b(?:sign(?:s|ed|ing)|conclu(?:des?|ded|sion))\b", re.IGNORECASE)
_STAGES = re.compile(r"\b(?:negotiat\w*|talks|draft\w*|force|ratif\w*|initial\w*|expir\w*|denounc\w*)\b", re.IGNORECASE)


def _fits(entry: Entry, noun: str) -> bool:
    """Whether an act is one of those that a first visit, ambassador, embassy or agreement is the first of."""
    if noun == "visit":
        return entry.act == "visit" and len(entry.states) == 2
    if noun == "embassy":
        opened = entry.act == "mission_opened" and len(entry.states) == 2
        return opened and _EMBASSY.search(entry.quote) is not None and _LESSER.search(entry.quote) is None
    if noun in ("agreement", "treaty"):
        made = entry.act == "agreement" and len(entry.states) == 2 and _MADE.search(entry.quote) is not None
        return made and noun in entry.quote.lower() and _STAGES.search(entry.quote) is None
    if entry.act != "credentials_presented" or not entry.people:
        return False
    office = entry.people[0].office
    return office == "ambassador" or (office is None and _LESSER.search(entry.quote) is None)


def _by(other: Entry, office: str, served: set[str]) -> bool:
    """Whether a visit was made by somebody with an office of the state that the ordinal's own words name."""
    guest = other.people[0] if other.people else None
    return guest is not None and guest.office == office.replace("defense", "defence") and guest.state in served


def _earlier(case: Case, entry: Entry) -> list[Entry]:
    return [
        other
        for other in case.reading.entries
        if other.act == entry.act
        and other.modality == "asserted"
        and other.when.latest is not None
        and other.when.latest < str(entry.when.earliest)
        and in_body(case, other.start)
    ]


def _said(case: Case, entry: Entry, match: re.Match[str], offset: int, before: list[Entry]) -> Finding:
    told = listed([f"{state_name(one.states[0])} ({date_words(case, one)})" for one in before])
    message = f"“{match[0]}”, but the document tells the same before of {told}."
    spans = [(offset + match.start(), offset + match.end()), *((one.start, one.end) for one in before)]
    return finding(RULE, case, spans, message, entries=[entry, *before])
