"""An office told with a name and a date at which the person did not hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.authorities import attestations_of, tenures_of
from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import date_mention, held_aside, in_body, person_mention, told_together
from regesta.checking.witnesses import SINGLE, Asked, Row, Testimony, agree, same_people, testimony, window
from regesta.checking.wording import listed, span_of, state, voice, word_of
from regesta.model import Entry, Finding, Identity, Rule, Span
from regesta.resolving.people import office_kinds, served_states

RULE = Rule(
    id="office-tenure",
    severity="warning",
    title="An office not held on that date",
    about=(
        "A person is named with an office on a date at which two independent authorities say otherwise: one prints a tenure "
        "that ended before or began after it, another names a different holder or agrees on the end. Where only one authority "
        "speaks it is a note. Words such as “then”, “former” or “-elect” and acts told of the dead are not looked at."
    ),
    good="Ehud Olmert, the former Israeli prime minister, visited Baku on 15 February 2010.",
    bad="On 15 February 2010 Israeli Prime Minister Ehud Olmert visited Baku.",
)


# acts by which one comes into an office or leaves it, or that are told of the dead
TURNS = frozenset(
    {"office_taken", "office_left", "appointment", "recall", "independence", "state_change", "migration", "law"}
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each office told with a name and a date, not for offices the text told elsewhere."""
    seen: set[tuple[Span, Span]] = set()
    for entry in case.reading.entries:
        if not _is_certain(entry) or not in_body(case, entry.start):
            continue
        dated = date_mention(case, entry)
        if dated is None:
            continue
        for position in range(len(entry.people)):
            mention = person_mention(case, entry, position)
            if mention is None or mention.name is None or held_aside(case.document.text, mention):
                continue
            spans = (Span(mention.start, mention.end), Span(dated.start, dated.end))
            if not told_together(case, *spans):
                continue
            identity = case.identities.get((entry.id, position))
            found = _found(case, entry, position, identity, spans)
            if found is not None and spans not in seen:
                seen.add(spans)
                yield found


def _is_certain(entry: Entry) -> bool:
    return (
        entry.modality == "asserted"
        and entry.act not in TURNS
        and entry.when.earliest is not None
        and entry.when.latest is not None
        and "~" not in (entry.when.edtf or "")
    )


def _found(
    case: Case, entry: Entry, position: int, identity: Identity | None, spans: tuple[Span, Span]
) -> Finding | None:
    asked = _asked(case, entry, position, identity)
    if asked is None:
        return None
    told = testimony(asked)
    if told.held or (not told.against and not told.others):
        return None
    evidence, sure = _weighed(asked, told)
    if not evidence:
        return None
    who = case.document.text[spans[0].start : spans[0].end]
    when = case.document.text[spans[1].start : spans[1].end]
    message = f"“{who}” on {when}: {_sentence(asked, told, str(entry.people[position].office), sure)}"
    found = finding(RULE, case, spans, message, entries=[entry], evidence=evidence)
    return found if sure else replace(found, severity="note")


def _asked(case: Case, entry: Entry, position: int, identity: Identity | None) -> Asked | None:
    """What to ask of the authorities; None where it is not one office of one known person."""
    person = entry.people[position]
    if identity is None or identity.status != "resolved" or identity.person is None or person.name is None:
        return None
    mention = person_mention(case, entry, position)
    to = mention.accredited_to if mention is not None else ()
    if not to and office_kinds(person, entry, "") == ("ambassador",):
        return None
    for code in served_states(person, entry):
        kinds = office_kinds(person, entry, code)
        served = tenures_of(identity.person, code) or attestations_of(identity.person, code)
        if len(kinds) == 1 and kinds[0] in SINGLE and served:
            first, last = str(entry.when.earliest), str(entry.when.latest)
            return Asked(person.name, identity.person, code, kinds[0], first, last, to)
    return None


def _weighed(asked: Asked, told: Testimony) -> tuple[list[str], bool]:
    """The evidence, and whether two independent voices make it."""
    against, others = told.against, told.others
    pairs = [(one, other) for one in against for other in others if one != other]
    if pairs:
        one, other = pairs[0]
        # the same voice's own successor first, then whoever else says so
        rows: list[Row] = [against[one], *others.get(one, ()), *others[other]]
        return [word_of(row) for row in rows], True
    if agree(list(against.values())):
        rows = [*against.values(), *(row for rows in others.values() for row in rows)]
        return [word_of(row) for row in rows], True
    if against:
        rows = [*against.values(), *(row for rows in others.values() for row in rows)]
        return [word_of(row) for row in rows], False
    # nobody has the person in that office at all: who else served then, and what the person held instead
    if told.known:
        return [], False
    instead = _instead(asked)
    named = [row for rows in others.values() for row in rows]
    if instead is None:
        return [], False
    sure = any(name != instead.voice for name in others)
    return [word_of(instead), *(word_of(row) for row in named)], sure


def _instead(asked: Asked) -> Row | None:
    """Another office that the person is known to have held all through the date."""
    for person in same_people(asked.name, asked.person, asked.state):
        rows: tuple[Row, ...] = (*tenures_of(person, asked.state), *attestations_of(person, asked.state))
        for row in rows:
            low, high = window(row)
            if low <= asked.first and asked.last <= high and row.office != asked.kind:
                return row
    return None


def _sentence(asked: Asked, told: Testimony, office: str, sure: bool) -> str:
    where = f"{office} of {state(asked.state)}"
    names = list(dict.fromkeys(rows[0].name for rows in told.others.values()))
    if not told.against:
        return f"the authorities know {listed(names, 'or')} as {where} then, and {asked.name} in another office."
    row = told.against[_first(told.against)]
    held = f"{row.name} as {where} {span_of(row)}"
    if not sure:
        return f"only {voice(row.voice)} speaks of it, and has {held}; please look it up."
    voices = [voice(one) for one in dict.fromkeys([*told.against, *told.others])]
    other = f"; {listed(names, 'or')} held the office then" if names else ""
    return f"the authorities have {held}{other} ({listed(voices)})."


def _first(voices: Iterable[str]) -> str:
    """The voice to quote: what people looked up by hand before what was collected."""
    return min(voices, key=lambda one: (one != "curated", one))
