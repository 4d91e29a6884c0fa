"""An office told with a name and a date at which the person did not hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.authorities import attestations_of, ended, key_of, tenures_of
from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.offices_told import OfficeTold, asked_of, offices_told
from regesta.checking.witnesses import (
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
from regesta.model import Attestation, Entry, Finding, Rule, Tenure

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


IN_PERSON = frozenset("visit meeting speech call other exchange_programme".split())
YEAR = 366  # days
TERMS = 4  # of one person in one office; more are not told
# voices of tables drawn up for other ends; an office's own list is quoted before them
COLLECTED = frozenset({"wikidata", "frus", "visits", "travels", "factbook"})


def check(case: Case) -> Iterator[Finding]:
    """One finding for each office told with a name and a date, not for offices the text told elsewhere."""
    for told in offices_told(case):
        asked = asked_of(told)
        known = testimony(asked) if asked is not None else None
        if asked is not None and known is not None and not known.held and (known.loosely or known.others):
            yield from _found(case, told, asked, known)


def _found(case: Case, told: OfficeTold, asked: Asked, known: Testimony) -> Iterator[Finding]:
    evidence, sure = _weighed(asked, known)
    if not evidence:
        return
    who, when = (case.document.text[span.start : span.end] for span in told.spans)
    on = "in" if len(told.dated.when.edtf or "") < 8 else "on"
    message = f"“{who}” {on} {when}: {_sentence(asked, known, str(told.person.office), sure)}"
    entries = [told.entry] if told.entry is not None else []
    found = finding(RULE, case, told.spans, message, entries=entries, evidence=evidence)
    # a date counted from another one may have been miscounted
    sure = sure and told.place.when.basis in ("stated", "context")
    yield found if sure and not _may_be_courtesy(told.place, asked, known) else replace(found, severity="note")


def _may_be_courtesy(entry: Entry, asked: Asked, told: Testimony) -> bool:
    """Whether a former president of the United States, who keeps the title in address, may be meant as one."""
    after = any(ended(row) < asked.first for row in told.against.values())
    return asked.state == "USA" and asked.kind == "head_of_state" and after and entry.act in IN_PERSON


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
    held = f"{row.name} as {where} {listed([span_of(term) for term in _terms(row)])}"
    if not sure:
        return f"only {voice(row.voice)} speaks of it, and has {held}; please look it up."
    voices = [voice(one) for one in dict.fromkeys([*told.against, *told.others])]
    other = f"; {listed(names, 'or')} held the office then" if names else ""
    return f"the authorities have {held}{other} ({listed(voices)})."


def _terms(row: Tenure) -> list[Tenure]:
    """All terms in full that a row's voice prints of its person in its office; the row alone where there are too many."""
    told = [one for one in tenures_of(row.person, row.state) if _office(one) == _office(row) and (one.start or one.end)]
    full = [one for one in told if not one.label.lower().startswith("acting")]
    terms = sorted({(one.start, one.end): one for one in full}.values(), key=window)
    return terms if 0 < len(terms) <= TERMS else [row]


def _office(row: Tenure) -> tuple[str, str, str | None]:
    return row.office, row.voice, row.accredited_to


def _full(names: list[str]) -> list[str]:
    """Names without those that are a part of another ("Adenauer" of "Konrad Adenauer"), or another spelling of it."""
    keys = {name: set(key_of(name).split()) for name in names}
    kept: list[str] = []
    for name in sorted(names, key=lambda one: -len(keys[one])):
        if not any(keys[name] <= keys[other] or _alike(name, other) for other in kept):
            kept.append(name)
    return kept


def _alike(name: str, other: str) -> bool:
    """Whether two names share the family name and the first letter ("Dmitry" and "Dmitri Medvedev")."""
    mine, theirs = key_of(name).split(), key_of(other).split()
    return mine[-1:] == theirs[-1:] and mine[0][:1] == theirs[0][:1]


def _first(voices: Iterable[str]) -> str:
    """The voice to quote: what people looked up by hand before what was collected."""
    return min(voices, key=_order)


def _order(voice: str) -> tuple[bool, str]:
    return voice in COLLECTED, voice
