"""Where a text names a person with an office and a date: in an act, or beside one in a sentence that tells a single date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from regesta.authorities import attestations_of, named, tenures_of
from regesta.authorities.bounds import FIRST
from regesta.checking.case import Case
from regesta.checking.mentioned import (
    OUTLIVES,
    date_mention,
    dates_in,
    held_aside,
    in_body,
    person_mention,
    told_together,
)
from regesta.checking.witnesses import COLLECTIVE, SINGLE, Asked, shifted
from regesta.model import DateMention, Entry, Identity, Person, PersonMention, Span
from regesta.reading.stretches import starting_in
from regesta.resolving import resolve_people
from regesta.resolving.people import office_kinds, served_states

# acts by which one comes into an office or leaves it, or that are told of the dead
TURNS = frozenset(
    {"office_taken", "office_left", "appointment", "recall", "independence", "state_change", "migration", "law"}
)
# words that make of a sentence without an act no report of what was done
_NOT_DONE = re.compile(
    r"""\b(?:will|would|shall|should|(?-i:may)|might|could|plan(?:s|ned)?|intend\w*|expect\w*|schedul\w*|if|whether|until|became|become|becom\w+
    |elect\w*|inaugurations?|inaugurated\s+as|took\s+office|sworn|resign\w*|succe\w+|replac\w+|appointed|nominat\w*|served|serving|reign\w*|term|tenure|ousted
    |overthr\w+|deposed|retired|former|later|future|recall\w*|remember\w*|archive|film|named)\b""",
    re.VERBOSE | re.IGNORECASE,
)
SURE_NAME = 0.95  # how alike a name must be to one of the tables to stand for its state where the text names none


@dataclass(frozen=True, slots=True)
class OfficeTold:
    """An office told with a name and a date. `place` is the act it is told of, with this person alone; `entry` the register's
    entry of that act, None where none was made."""

    place: Entry
    entry: Entry | None
    mention: PersonMention
    dated: DateMention
    identity: Identity

    @property
    def person(self) -> Person:
        return self.place.people[0]

    @property
    def spans(self) -> tuple[Span, Span]:
        return Span(self.mention.start, self.mention.end), Span(self.dated.start, self.dated.end)


def offices_told(case: Case) -> Iterator[OfficeTold]:
    """Every office told with a name and a certain date, each once; none that the words around it set aside."""
    seen: set[tuple[Span, Span]] = set()
    for told in (*_in_acts(case), *_beside(case)):
        if told.spans not in seen and told_together(case, *told.spans):
            seen.add(told.spans)
            if not held_aside(case.document.text, told.mention):
                yield told


def _in_acts(case: Case) -> Iterator[OfficeTold]:
    for entry in case.reading.entries:
        dated = date_mention(case, entry) if is_certain(entry) and in_body(case, entry.start) else None
        if dated is None:
            continue
        for position, person in enumerate(entry.people):
            mention, identity = person_mention(case, entry, position), case.identities.get((entry.id, position))
            if mention is not None and mention.name is not None and identity is not None:
                yield OfficeTold(replace(entry, people=(person,)), entry, mention, dated, identity)


def is_certain(entry: Entry) -> bool:
    """Whether an act was done, on a date that is told and not about, and is none that changes offices."""
    return (
        entry.modality == "asserted"
        and entry.act not in TURNS
        and entry.when.earliest is not None
        and entry.when.latest is not None
        and entry.when.earliest >= FIRST  # no officeholders before Christ
        and "~" not in (entry.when.edtf or "")
    )


def _beside(case: Case) -> Iterator[OfficeTold]:
    """People whom a sentence of a single date names with an office outside the words of an act: "On 3 August the two signed;
    Prime Minister X stood by", "President X received the envoys on 3 March"."""
    people, entries = case.reading.names.people, sorted(case.reading.entries, key=lambda entry: entry.start)
    starts = [entry.start for entry in entries]
    for sentence in case.document.sentences:
        told = starting_in(people, sentence.start, sentence.end)
        if not told or not in_body(case, sentence.start):
            continue
        dates = [one for one in dates_in(case, sentence.start, sentence.end) if one.when.edtf is not None]
        here = entries[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for dated, mention in product(filter(_is_short, dates), told):
            if mention.name is None or mention.office is None:
                continue
            if len(dates) > 1 and not _close(case, mention, dated):
                continue
            place = _place(case, sentence, dated, mention, here)
            if place is not None:
                one = replace(place, people=(Person(mention.name, mention.office, mention.state),))
                entry = next((entry for entry in here if entry.id == place.id), None)
                yield OfficeTold(one, entry, mention, dated, resolve_people((one,))[0])


SHORT = 31  # days of a visit or a conference at whose beginning and end the same people held their offices
NEAR = 60  # code points between a person and the one of several dates that is told of him


def _is_short(dated: DateMention) -> bool:
    """Whether a date is a point, or a span so short that it tells of one stay."""
    first, last = dated.when.earliest, dated.when.latest
    if dated.kind == "date":
        return True
    return dated.kind == "span" and first is not None and last is not None and last <= shifted(first, SHORT)


def _close(case: Case, mention: PersonMention, dated: DateMention) -> bool:
    """Whether a person stands right beside one of the several dates of a sentence, in its clause."""
    between = case.document.text[min(mention.end, dated.end) : max(mention.start, dated.start)]
    return len(between) <= NEAR and ";" not in between and " and " not in between


def _place(case: Case, sentence: Span, dated: DateMention, mention: PersonMention, here: list[Entry]) -> Entry | None:
    """The act of a sentence: an entry of its date, else one made up of its words; None where it reports nothing done."""
    if any(entry.modality != "asserted" or entry.act in TURNS for entry in here):
        return None
    entry = next((entry for entry in here if entry.when.edtf == dated.when.edtf and is_certain(entry)), None)
    if entry is not None or here:
        return entry
    text = case.document.text[sentence.start : sentence.end]
    told = _told_of(case, sentence, dated, mention)
    if _NOT_DONE.search(told) or OUTLIVES.search(told) or dated.when.basis != "stated":
        return None
    names = case.reading.names.states
    at = bisect_left(names, sentence.start, key=lambda one: one.start)
    states = dict.fromkeys(one.code for one in names[at : at + 32] if one.start < sentence.end)
    made = Entry(
        "", case.document.id, "other", dated.when, tuple(states), (), None, (), "asserted", None, (), sentence.start, sentence.end, text,
        "", 0.0, "",
    )  # fmt: skip
    return made if is_certain(made) else None


_REPORTED = re.compile(r"\bthat\b")


def _told_of(case: Case, sentence: Span, dated: DateMention, mention: PersonMention) -> str:
    """What a sentence tells of a person: his clause, where a semicolon parts it from others, without what he says in it
    ("assured them that the sum would be paid")."""
    text = case.document.text
    start = text.rfind(";", sentence.start, mention.start) + 1 or sentence.start
    end = text.find(";", mention.end, sentence.end)
    end = end if end >= 0 else sentence.end
    inside = dated.end if start <= dated.start < end else mention.end
    reported = _REPORTED.search(text, max(mention.end, inside), end)
    return text[start : reported.start() if reported is not None else end]


def asked_of(told: OfficeTold) -> Asked | None:
    """What to ask of the authorities; None where it is not one office of one known person."""
    name, person = told.person.name, _meant(told)
    if name is None:
        return None
    to = told.mention.accredited_to
    if not to and len(told.place.states) == 2:
        # "the Israeli ambassador" in an act of Israel and Azerbaijan
        to = tuple(state for state in told.place.states if state != told.person.state)
    window = (str(told.place.when.earliest), str(told.place.when.latest))
    if person is not None:
        for code in served_states(told.person, told.place):
            kind = _kind(told, person, code)
            if kind is not None and (tenures_of(person, code) or attestations_of(person, code)):
                return Asked(name, person, code, kind, *window, to)
    if told.person.state is None and " " in name:
        return _abroad(told, name, window, to)
    return None


def _meant(told: OfficeTold) -> str | None:
    """The person meant, or the likeliest of those whom a full name may mean: `testimony` asks of all of them."""
    if told.identity.status == "resolved":
        return told.identity.person
    full = [one for one in told.identity.candidates if " " in one.name]
    return full[0].person if told.identity.status == "unsure" and full and " " in (told.person.name or "") else None


def _kind(told: OfficeTold, person: str, state: str) -> str | None:
    """The one office of the authorities that an office told stands for in a state. Where the tables keep the person's title
    under another ("President" of Iran as head of government) it is that one."""
    kinds = office_kinds(told.person, told.place, state)
    if len(kinds) != 1 or kinds[0] not in SINGLE or (kinds[0] == "head_of_state" and state in COLLECTIVE):
        return None
    rows = tenures_of(person, state)
    if any(row.office == kinds[0] for row in rows):
        return kinds[0]
    office = (told.person.office or "").lower()
    titled = {
        row.office for row in rows if row.office in SINGLE and re.match(rf"{re.escape(office)}\b", row.label.lower())
    }
    return titled.pop() if len(titled) == 1 else kinds[0]


def _abroad(told: OfficeTold, name: str, window: tuple[str, str], to: tuple[str, ...]) -> Asked | None:
    """A full name that the act's own states do not know, and one other state does, in that very office."""
    found: dict[str, Asked] = {}
    for person, _, states, likeness in named(name):
        if likeness < SURE_NAME:
            break
        for state in states:
            kind = _kind(told, person, state)
            if (
                kind is not None
                and kind != "ambassador"
                and any(row.office == kind for row in tenures_of(person, state))
            ):
                found.setdefault(state, Asked(name, person, state, kind, *window, to))
    return next(iter(found.values())) if len(found) == 1 else None
