"""An office told with a name and a date at which the person did not hold it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.authorities import attestations_of, ended, key_of, tenures_of
from regesta.authorities.bounds import FIRST
from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import (
    date_mention,
    dates_in,
    held_aside,
    in_body,
    person_mention,
    sentence_around,
    told_together,
)
from regesta.checking.witnesses import (
    COLLECTIVE,
    MARGIN,
    SINGLE,
    Asked,
    Row,
    Testimony,
    agree,
    same_people,
    shifted,
    testimony,
    window,
)
from regesta.checking.wording import listed, span_of, state, voice, word_of
from regesta.model import Attestation, Entry, Finding, Identity, Person, Rule, Span
from regesta.resolving import resolve_people
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


IN_PERSON = frozenset("visit meeting speech call other exchange_programme".split())
YEAR = 366  # days
# voices of tables drawn up for other ends; an office's own list is quoted before them
COLLECTED = frozenset({"wikidata", "frus", "visits", "travels", "factbook"})


def check(case: Case) -> Iterator[Finding]:
    """One finding for each office told with a name and a date, not for offices the text told elsewhere."""
    seen: set[tuple[Span, Span]] = set()
    for entry in case.reading.entries:
        if not _is_certain(entry) or not in_body(case, entry.start):
            continue
        dated = date_mention(case, entry)
        if dated is None:
            continue
        for told, place in ((case, entry), *_bystanders(case, entry)):
            for position in range(len(place.people)):
                mention = person_mention(told, place, position)
                if mention is None or mention.name is None or held_aside(case.document.text, mention):
                    continue
                spans = (Span(mention.start, mention.end), Span(dated.start, dated.end))
                found = _found(told, place, position, spans) if told_together(case, *spans) else None
                if found is not None and spans not in seen:
                    seen.add(spans)
                    yield found


def _bystanders(case: Case, entry: Entry) -> Iterator[tuple[Case, Entry]]:
    """People whom the sentence of an act names with an office outside the act's own words, where it tells one date only:
    "On 3 August the two signed; Prime Minister X stood by". Each as the entry with that person, and a case that knows who."""
    home = sentence_around(case, entry.start, entry.end)
    if sum(1 for one in dates_in(case, home.start, home.end) if one.when.edtf is not None) != 1:
        return
    people = case.reading.names.people
    at = bisect_left(people, home.start, key=lambda mention: mention.start)
    known = {person.name for person in entry.people}
    for mention in people[at:]:
        if mention.start >= home.end:
            return
        if mention.name is not None and mention.office is not None and mention.name not in known:
            beside = replace(entry, people=(Person(mention.name, mention.office, mention.state),))
            identities = {(entry.id, 0): resolve_people((beside,))[0]}
            yield replace(case, identities=identities), beside


def _is_certain(entry: Entry) -> bool:
    return (
        entry.modality == "asserted"
        and entry.act not in TURNS
        and entry.when.earliest is not None
        and entry.when.latest is not None
        and entry.when.earliest >= FIRST  # no officeholders before Christ
        and "~" not in (entry.when.edtf or "")
    )


def _found(case: Case, entry: Entry, position: int, spans: tuple[Span, Span]) -> Finding | None:
    asked = asked_of(case, entry, position)
    if asked is None:
        return None
    told = testimony(asked)
    if told.held or not (told.loosely or told.others):
        return None
    evidence, sure = _weighed(asked, told)
    if not evidence:
        return None
    who = case.document.text[spans[0].start : spans[0].end]
    when = case.document.text[spans[1].start : spans[1].end]
    message = f"“{who}” on {when}: {_sentence(asked, told, str(entry.people[position].office), sure)}"
    found = finding(RULE, case, spans, message, entries=[entry], evidence=evidence)
    # a date counted from another one may have been miscounted
    sure = sure and entry.when.basis in ("stated", "context")
    return found if sure and not _may_be_courtesy(entry, asked, told) else replace(found, severity="note")


def _may_be_courtesy(entry: Entry, asked: Asked, told: Testimony) -> bool:
    """Whether a former president of the United States, who keeps the title in address, may be meant as one."""
    after = any(ended(row) < asked.first for row in told.against.values())
    return asked.state == "USA" and asked.kind == "head_of_state" and after and entry.act in IN_PERSON


def asked_of(case: Case, entry: Entry, position: int) -> Asked | None:
    """What to ask of the authorities of a person of an entry; None where it is not one office of one known person."""
    person, identity = entry.people[position], case.identities.get((entry.id, position))
    meant = _meant(identity, person.name) if identity is not None and person.name is not None else None
    if meant is None or person.name is None:
        return None
    mention = person_mention(case, entry, position)
    to = mention.accredited_to if mention is not None else ()
    if not to and len(entry.states) == 2:
        # "the Israeli ambassador" in an act of Israel and Azerbaijan
        to = tuple(state for state in entry.states if state != person.state)
    for code in served_states(person, entry):
        kinds = office_kinds(person, entry, code)
        served = tenures_of(meant, code) or attestations_of(meant, code)
        if kinds == ("head_of_state",) and code in COLLECTIVE:
            continue
        if len(kinds) == 1 and kinds[0] in SINGLE and served:
            first, last = str(entry.when.earliest), str(entry.when.latest)
            return Asked(person.name, meant, code, kinds[0], first, last, to)
    return None


def _meant(identity: Identity, name: str) -> str | None:
    """The person meant, or the likeliest of those whom a full name may mean: `testimony` asks of all of them."""
    if identity.status == "resolved":
        return identity.person
    full = [one for one in identity.candidates if " " in one.name]
    return full[0].person if identity.status == "unsure" and full and " " in name else None


def _weighed(asked: Asked, told: Testimony) -> tuple[list[str], bool]:
    """The evidence, and whether two independent voices make it."""
    against, others = told.against, told.others
    pairs = [(one, other) for one in sorted(against, key=_order) for other in others if one != other]
    if pairs:
        one, other = pairs[0]
        # the same voice's own successor first, then whoever else says so
        rows: list[Row] = [against[one], *others.get(one, ()), *others[other]]
        return [word_of(row) for row in rows], True
    if agree(list(against.values()), asked.first):
        rows = [*against.values(), *(row for rows in others.values() for row in rows)]
        return [word_of(row) for row in rows], True
    if told.loosely and not others:
        return [], False  # an earlier or later term may be missing from the tables
    if told.loosely:
        against = against or told.loosely
        rows = [*against.values(), *(row for rows in others.values() for row in rows)]
        return [word_of(row) for row in rows], False
    # nobody has the person in that office at all: who else served then, and what the person held instead
    if told.known:
        return [], False
    instead = _instead(asked)
    named = [row for rows in others.values() for row in rows]
    if not instead:
        return [], False
    sure = any(name != instead[0].voice for name in others)
    return [*(word_of(row) for row in instead), *(word_of(row) for row in named)], sure


def _instead(asked: Asked) -> tuple[Row, ...]:
    """Another office of that rank which the person is known to have held on the date, or attested before and after it."""
    people = same_people(asked.name, asked.person, asked.state)
    rows: list[Row] = [row for person in people for row in tenures_of(person, asked.state)]
    rows += [row for person in people for row in attestations_of(person, asked.state)]
    rows = [row for row in rows if row.office != asked.kind]
    for row in rows:
        low, high = window(row)
        attested = (
            isinstance(row, Attestation) and high <= shifted(low, MARGIN) and low <= asked.last and asked.first <= high
        )
        if attested or (low <= asked.first and asked.last <= high and _closed(row)):
            return (row,)
    for kind in sorted(SINGLE - {asked.kind, "ambassador"}):
        told = sorted((row for row in rows if isinstance(row, Attestation) and row.office == kind), key=window)
        earlier = [
            row for row in told if window(row)[1] < asked.first and shifted(asked.first, -YEAR) <= window(row)[1]
        ]
        later = [row for row in told if asked.last < window(row)[0] <= shifted(asked.last, YEAR)]
        if earlier and later and earlier[-1].voice == later[0].voice:
            return (earlier[-1], later[0])
    return ()


def _closed(row: Row) -> bool:
    """Whether a row prints both its ends, or is of one in office when it was drawn up."""
    return isinstance(row, Attestation) or row.end is not None or row.status == "open"


def _sentence(asked: Asked, told: Testimony, office: str, sure: bool) -> str:
    where = f"{office} of {state(asked.state)}"
    names = _full(list(dict.fromkeys(rows[0].name for rows in told.others.values())))
    against = told.against or told.loosely
    if not against:
        return f"the authorities know {listed(names, 'or')} as {where} then, and {asked.name} in another office."
    row = against[_first(against)]
    held = f"{row.name} as {where} {span_of(row)}"
    if not sure:
        return f"only {voice(row.voice)} speaks of it, and has {held}; please look it up."
    voices = [voice(one) for one in dict.fromkeys([*told.against, *told.others])]
    other = f"; {listed(names, 'or')} held the office then" if names else ""
    return f"the authorities have {held}{other} ({listed(voices)})."


def _full(names: list[str]) -> list[str]:
    """Names without those that are a part of another ("Adenauer" of "Konrad Adenauer"), or another spelling of it."""
    keys = {name: set(key_of(name).split()) for name in names}
    kept: list[str] = []
    for name in sorted(names, key=lambda one: -len(keys[one])):
        if not any(keys[name] <= keys[other] or len(keys[name] & keys[other]) > 1 for other in kept):
            kept.append(name)
    return kept


def _first(voices: Iterable[str]) -> str:
    """The voice to quote: what people looked up by hand before what was collected."""
    return min(voices, key=_order)


def _order(voice: str) -> tuple[bool, str]:
    return voice in COLLECTED, voice
