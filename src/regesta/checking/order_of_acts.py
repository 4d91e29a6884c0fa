"""Acts between two states in an order that cannot be: an embassy before relations, letters after a severance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import date_mention, date_words, in_body, sentence_around
from regesta.checking.stages_told import letters_before, signed_after, span_of, stages_told, undone_before
from regesta.checking.witnesses import shifted
from regesta.model import Entry, Finding, Rule, Severity, Span
from regesta.names import is_body, state_name

RULE = Rule(
    id="order-of-acts",
    severity="warning",
    title="Acts in an order that cannot be",
    about=(
        "Within the document, two states open an embassy or exchange ambassadors before they establish relations, receive letters "
        "of credence while relations are broken off, break off what is established later, recognise after relations were "
        "established, or resume relations that nothing interrupted; an agreement comes into force before it is signed, or an envoy "
        "presents his letters before he is appointed. Only dates told to the month or day are compared. Where the "
        "text may merely have left an act out, it is a note."
    ),
    good=(
        "Peru and Gabon established diplomatic relations on 3 May 1974. Peru opened an embassy in Gabon on 6 June 1975."
    ),
    bad=(
        "Peru and Gabon established diplomatic relations on 3 May 1974. Peru opened an embassy in Gabon on 6 June 1971."
    ),
)

Pair = tuple[str, str]

ESTABLISHED, SEVERED, RESUMED = "relations_established", "relations_severed", "relations_resumed"
# what interrupts relations, or makes them new, without a word of severance
BREAKS = frozenset({SEVERED, "war", "mission_closed", "recall", "independence", "state_change", "recognition"})
_EMBASSY = re.compile(r"\bembass(?:y|ies)\b", re.IGNORECASE)
_LESSER = re.compile(r"\b(?:consul\w*|legations?|liaison|office|section|mission|agency|honorary)\b", re.IGNORECASE)
_TEMPORARY = re.compile(
    r"\b(?:re-?open\w*|re-?establish\w*|resum\w*|restor\w*|again|temporar\w*|consular|trade|commercial)\b",
    re.IGNORECASE,
)


_NO_STATE = re.compile(r"\b(?:government|regime|border|annex\w*|sovereignty over|union|authority)\b", re.IGNORECASE)
# what may stand for a resumption nobody tells
MENDS = frozenset({RESUMED, ESTABLISHED, "recognition", "ceasefire"})
LATE, SHORTLY = 10, 2  # years


def check(case: Case) -> Iterator[Finding]:
    """One finding for each act out of its order, pair by pair."""
    for told in _pairs(case).values():
        told.sort(key=lambda entry: (str(entry.when.earliest), entry.start))
        yield from _before_relations(case, told)
        yield from _before_recognition(case, told)
        yield from _while_severed(case, told)
        yield from _recognised_late(case, told)
        yield from _without_break(case, told)
        yield from _as_ambassador(case, told)
    yield from _of_one_thing(case)


def _of_one_thing(case: Case) -> Iterator[Finding]:
    """The stages of one agreement, or of one envoy's mission."""
    for stage in (*stages_told(case), *signed_after(case)):
        message = f"An agreement {stage.what} before it was signed: {stage.later.text}, and {stage.earlier.text}."
        yield finding(RULE, case, [span_of(stage.later), span_of(stage.earlier)], message)
    for broken, mended in undone_before(case):
        message = f"What was undone on {date_words(case, mended)} was done only later ({date_words(case, broken)})."
        dates = [(date_mention(case, one), one) for one in (mended, broken)]
        places = [span_of(date) if date is not None else Span(one.start, one.end) for date, one in dates]
        yield finding(RULE, case, places, message, entries=[mended, broken])
    for entry, made in letters_before(case):
        name = entry.people[0].name
        message = f"{name} presented credentials on {date_words(case, entry)}, before the appointment ({date_words(case, made)})."
        dated = date_mention(case, entry)
        spans = [span_of(dated) if dated is not None else Span(entry.start, entry.end), Span(made.start, made.end)]
        yield finding(RULE, case, spans, message, entries=[entry, made])


def _pairs(case: Case) -> dict[Pair, list[Entry]]:
    found: dict[Pair, list[Entry]] = {}
    for entry in case.reading.entries:
        if len(entry.states) == 2 and _is_certain(entry) and in_body(case, entry.start):
            one, two = sorted(entry.states)
            if not is_body(one) and not is_body(two):
                found.setdefault((one, two), []).append(entry)
    return found


_CERTAIN = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?")


def _is_certain(entry: Entry) -> bool:
    """An act done, on a date told to the month or day."""
    return (
        entry.modality == "asserted"
        and _CERTAIN.fullmatch(entry.when.edtf or "") is not None
        and entry.when.earliest is not None
        and entry.when.latest is not None
    )


def _before(one: Entry, two: Entry) -> bool:
    return str(one.when.latest) < str(two.when.earliest)


def _of(told: Sequence[Entry], *acts: str) -> list[Entry]:
    return [entry for entry in told if entry.act in acts]


def _first(told: Sequence[Entry]) -> Entry | None:
    """The first establishment of relations, where the document tells of one, and of no earlier break or resumption."""
    made = [entry for entry in _of(told, ESTABLISHED) if not _TEMPORARY.search(entry.quote)]
    if not made or any(_before(entry, made[0]) for entry in _of(told, SEVERED, RESUMED)):
        return None
    return made[0]


def _before_relations(case: Case, told: list[Entry]) -> Iterator[Finding]:
    """An embassy opened, an ambassador's letters, a severance: before relations were established."""
    first = _first(told)
    made = _of(told, ESTABLISHED)
    if first is None or len({entry.when.edtf for entry in made}) > 1:
        return
    for entry in told:
        if not _before(entry, first):
            continue
        if entry.act == "mission_opened" and _EMBASSY.search(entry.quote) and not _LESSER.search(entry.quote):
            yield _said(case, entry, first, "An embassy was opened", "before relations were established")
        elif entry.act == "credentials_presented" and _is_ambassador(entry):
            yield _said(case, entry, first, "An ambassador presented credentials", "before relations were established")
        elif entry.act == "credentials_presented" and _is_minister(entry) and _is_early(entry, first):
            yield _said(case, entry, first, "Credentials were presented", "before relations were established")
        elif entry.act == "mission_opened" and _LEGATION.search(entry.quote) and _is_early(entry, first):
            yield _said(case, entry, first, "A legation was opened", "before relations were established")
        elif entry.act == "mission_raised":
            yield _said(case, entry, first, "A mission was raised", "before relations were established")


_MISSION = re.compile(r"\b(?:embass(?:y|ies)|high\s+commission)\b", re.IGNORECASE)


def _before_recognition(case: Case, told: list[Entry]) -> Iterator[Finding]:
    """An embassy opened before the state was recognised, where no relations were established before that."""
    recognised = [entry for entry in _of(told, "recognition") if not _NO_STATE.search(entry.quote)]
    if len({entry.when.edtf for entry in recognised}) != 1 or _of(told, SEVERED, RESUMED):
        return
    first = recognised[0]
    for entry in _of(told, "mission_opened"):
        if not _before(entry, first) or not _MISSION.search(entry.quote) or _LESSER.search(entry.quote):
            continue
        if any(_before(one, first) for one in _of(told, ESTABLISHED)):
            return
        yield _said(case, entry, first, "An embassy was opened", "before the state was recognised")


EARLY = 31  # days: letters, or a legation, may themselves be what establishes relations


def _is_minister(entry: Entry) -> bool:
    """Whether the credentials are those of a resident envoy below an ambassador: no consul, nobody sent to negotiate."""
    office = (entry.people[0].office or "") if entry.people else ""
    return office.startswith(("minister", "envoy", "charg")) and "consul" not in office


def _is_early(entry: Entry, first: Entry) -> bool:
    return shifted(str(entry.when.latest), EARLY) < str(first.when.earliest)


def _while_severed(case: Case, told: list[Entry]) -> Iterator[Finding]:
    """The first letters of credence, or embassy opened, between a severance and what mends it; a note where none is told."""
    for broken in _of(told, SEVERED):
        after = [entry for entry in told if _before(broken, entry)]
        again = next((entry for entry in after if entry.act in MENDS), None)
        for entry in after:
            if (again is not None and not _before(entry, again)) or _years(broken, entry) > LATE:
                break
            if entry.act == "credentials_presented" and entry.people:
                what = "Credentials were presented"
            elif entry.act == "mission_opened" and _EMBASSY.search(entry.quote) and not _LESSER.search(entry.quote):
                what = "An embassy was opened"
            else:
                continue
            mended = "before anything mended them" if again is not None else "and nothing is told to have mended them"
            yield _said(
                case, entry, broken, what, f"after relations were broken off, {mended}", "warning" if again else "note"
            )
            break


def _recognised_late(case: Case, told: list[Entry]) -> Iterator[Finding]:
    """A recognition of a state shortly after relations with it were established; a later one is a government's."""
    first = _first(told)
    for entry in _of(told, "recognition"):
        if (
            first is None
            or not _before(first, entry)
            or _years(first, entry) > SHORTLY
            or _NO_STATE.search(entry.quote)
        ):
            continue
        yield _said(case, entry, first, "A recognition is told", "after relations were established", "note")


def _years(one: Entry, two: Entry) -> int:
    return int(str(two.when.earliest)[:4]) - int(str(one.when.latest)[:4])


def _without_break(case: Case, told: list[Entry]) -> Iterator[Finding]:
    """Relations established twice, or resumed, with nothing between that ended them."""
    made = _of(told, ESTABLISHED, RESUMED)
    for one, two in pairwise(made):
        if not _before(one, two) or _one_act(case, one, two):
            continue
        between = [
            entry for entry in told if entry.act in BREAKS and not _before(entry, one) and not _before(two, entry)
        ]
        home = sentence_around(case, two.start, two.end)
        again = _TEMPORARY.search(case.document.text, home.start, home.end) if two.act == ESTABLISHED else None
        if between or again is not None or _broken_anywhere(case, one, two):
            continue
        what = "Relations were established" if two.act == ESTABLISHED else "Relations were resumed"
        yield _said(case, two, one, what, "though they had been established, and no break is told", "note")


_LEGATION = re.compile(r"legation", re.IGNORECASE)


def _as_ambassador(case: Case, told: list[Entry]) -> Iterator[Finding]:
    """An ambassador's letters before a legation was raised to an embassy."""
    raisings = _of(told, "mission_raised")
    for raised in raisings:
        if not (_EMBASSY.search(raised.quote) and _LEGATION.search(raised.quote)):
            continue
        for entry in _of(told, "credentials_presented"):
            if any(not _before(entry, one) for one in raisings):
                continue  # the other side's legation had been raised already
            if _is_ambassador(entry) and _before(entry, raised):
                yield _said(
                    case, entry, raised, "An ambassador presented credentials", "while there was a legation only"
                )


# "the first ambassador of Chile, Juan Ruiz": the office is no part of the name
_AMBASSADOR = re.compile(r"\bambassador\b[^,;.]{0,40},\s+[A-Z]|\bas\s+(?:\w+\s+){0,4}?ambassador\b")


def _is_ambassador(entry: Entry) -> bool:
    office = entry.people[0].office if entry.people else ""
    return office.startswith("ambassador") if office else office is None and _AMBASSADOR.search(entry.quote) is not None


def _broken_anywhere(case: Case, one: Entry, two: Entry) -> bool:
    """Whether a break is told of either state at a date that may lie between, however vaguely."""
    return any(
        entry.act in BREAKS and set(entry.states) & set(one.states) and _may_lie_between(entry, one, two)
        for entry in case.reading.entries
    )


def _may_lie_between(entry: Entry, one: Entry, two: Entry) -> bool:
    low, high = entry.when.earliest, entry.when.latest
    return (low is None or low <= str(two.when.latest)) and (high is None or str(one.when.earliest) <= high)


def _one_act(case: Case, one: Entry, two: Entry) -> bool:
    return any(one.id in act.entries and two.id in act.entries for act in case.acts)


def _said(case: Case, entry: Entry, other: Entry, what: str, how: str, severity: Severity = "warning") -> Finding:
    states = " and ".join(state_name(code) for code in entry.states)
    message = f"{what} on {date_words(case, entry)}, {how} ({date_words(case, other)}): {states}."
    found = finding(RULE, case, [(entry.start, entry.end), (other.start, other.end)], message, entries=[entry, other])
    return replace(found, severity=severity)
