"""A person who acts before birth or after death."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.authorities import first_day, key_of, last_day, lifespan, named
from regesta.authorities.bounds import FIRST
from regesta.checking.case import Case
from regesta.checking.deaths_told import acting, acting_dead
from regesta.checking.findings import finding
from regesta.checking.mentioned import OUTLIVES, date_mention, in_body, name_mention, sentence_around, told_together
from regesta.checking.offices_told import SURE_NAME
from regesta.checking.witnesses import same_people, shifted
from regesta.checking.wording import dated, day, source_voice
from regesta.model import Entry, Finding, Rule, Span
from regesta.resolving.people import served_states

RULE = Rule(
    id="not-alive",
    severity="warning",
    title="A person who was not alive",
    about=(
        "A person is told to visit, meet, sign or take an office after the day of death, or before the day of birth, that an authority "
        "prints, or that the document tells itself. Funerals, anniversaries, posthumous publications and whatever is named after the dead are not looked at."
    ),
    good="President Heydar Aliyev of Azerbaijan visited Ankara on 5 May 1997.",
    bad="President Heydar Aliyev of Azerbaijan visited Ankara on 5 May 2007.",
)

# what one does in person
DOES = frozenset(
    "visit meeting call appointment credentials_presented recall office_taken agreement relations_established".split()
)
SLACK = 10  # days


def check(case: Case) -> Iterator[Finding]:
    """One finding for each person who acts at a date outside the life that the authorities print, or the document tells."""
    printed = list(_by_authorities(case))
    yield from printed
    told = {(span.start, span.end) for one in printed for span in one.spans[:1]}
    for one in _beside(case, told):
        told.add((one.spans[0].start, one.spans[0].end))
        yield one
    for after in acting_dead(case):
        acts = Span(after.mention.start, after.mention.end)
        if (acts.start, acts.end) not in told:
            spans = [acts, Span(after.dated.start, after.dated.end), *after.death.spans]
            died = case.document.text[after.death.spans[1].start : after.death.spans[1].end]
            message = f"The document has {after.death.name} die {_on(died)}, and act {_on(after.dated.text)}."
            yield finding(RULE, case, spans, message)


def _on(date: str) -> str:
    """A date of the text with its preposition, where its words bring none."""
    if not date[:1].isdigit() and date.split()[0].islower():
        return date
    return f"in {date}" if len(date.split()) < 3 and _ONLY_YEAR.search(date) else f"on {date}"


_ONLY_YEAR = re.compile(r"^(?:[A-Z]\w+ )?\d{4}$")


def _beside(case: Case, told: set[tuple[int, int]]) -> Iterator[Finding]:
    """People of a full name who do something in a sentence of which no act was made."""
    for mention, date in acting(case):
        person = _only(mention.name or "") if (mention.start, mention.end) not in told else None
        life = lifespan(person) if person is not None else None
        first, last = date.when.earliest, date.when.latest
        if life is None or first is None or last is None or first < FIRST or not _is_outside(life, first, last):
            continue
        born, died, source = life
        late = died is not None and first > last_day(died)
        how = f"died on {day(died)}" if late else f"was born on {day(born)}"
        message = f"{mention.name} {how}, and the act is dated {date.text}."
        evidence = f"{source_voice(source)}: {mention.name}, born {day(born)}, died {day(died)}"
        spans = [Span(mention.start, mention.end), Span(date.start, date.end)]
        yield finding(RULE, case, spans, message, evidence=[evidence])


def _by_authorities(case: Case) -> Iterator[Finding]:
    for entry in case.reading.entries:
        if entry.act not in DOES or not _is_certain(entry) or not in_body(case, entry.start):
            continue
        dated = date_mention(case, entry)
        home = sentence_around(case, entry.start, entry.end)
        if dated is None or OUTLIVES.search(case.document.text[home.start : home.end]):
            continue
        for position in range(len(entry.people)):
            mention = name_mention(case, entry, position)
            if mention is None or not told_together(
                case, Span(mention.start, mention.end), Span(dated.start, dated.end)
            ):
                continue
            said = _outside(case, entry, position)
            if said is not None:
                message, evidence = said
                spans = [(mention.start, mention.end), (dated.start, dated.end)]
                yield finding(RULE, case, spans, message, entries=[entry], evidence=[evidence])


def _is_certain(entry: Entry) -> bool:
    return (
        entry.modality == "asserted"
        and entry.when.earliest is not None
        and entry.when.latest is not None
        and entry.when.earliest >= FIRST
        and entry.when.basis in ("stated", "context")
    )


def _outside(case: Case, entry: Entry, position: int) -> tuple[str, str] | None:
    """What speaks against it: a sentence and the evidence; None where nothing does, or a namesake may be meant."""
    person, identity = entry.people[position], case.identities.get((entry.id, position))
    if identity is None or person.name is None:
        return None
    meant = identity.person if identity.status == "resolved" else _only(person.name)
    if meant is None:
        return None
    surname = key_of(person.name).split()[-1:]
    namesakes = {one for one, key, _, _ in named(person.name) if key.split()[-1:] == surname}
    people = {one for code in served_states(person, entry) for one in same_people(person.name, meant, code)}
    lives = [lifespan(one) for one in people & namesakes]
    own = lifespan(meant)
    if own is None or not all(life is None or _shuts_out(life, entry) for life in [own, *lives]):
        return None
    born, died, source = own
    name = next((one.name for one in identity.candidates if one.person == meant), person.name)
    evidence = f"{source_voice(source)}: {name}, born {day(born)}, died {day(died)}"
    if died is not None and str(entry.when.earliest) > last_day(died):
        return f"{name} died on {day(died)}, and the act is dated {dated(entry.when.edtf)}.", evidence
    return f"{name} was born on {day(born)}, and the act is dated {dated(entry.when.edtf)}.", evidence


def _only(name: str) -> str | None:
    """The one person of the authorities whom a full name means in any state; None where there are several or none."""
    found = {person for person, _, _, likeness in named(name) if likeness >= SURE_NAME} if " " in name else set()
    return found.pop() if len(found) == 1 else None


def _shuts_out(life: tuple[str | None, str | None, str], entry: Entry) -> bool:
    return _is_outside(life, str(entry.when.earliest), str(entry.when.latest))


def _is_outside(life: tuple[str | None, str | None, str], first: str, last: str) -> bool:
    """Whether a life ended before the days [first, last], or had not begun."""
    born, died, _ = life
    after = died is not None and shifted(last_day(died), SLACK) < first
    return after or (born is not None and last < first_day(born))
