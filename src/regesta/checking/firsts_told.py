"""Claims that somebody was the first of his office to visit a state, or that a meeting was the first, and what came before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regesta.authorities import tenures_of
from regesta.authorities.bounds import FIRST
from regesta.checking.case import Case
from regesta.checking.mentioned import dates_in, in_body, paragraph_around, sentence_around
from regesta.checking.witnesses import Asked, same_people, testimony
from regesta.model import DateMention, Entry, Person, PersonMention, Span, StateMention
from regesta.reading.stretches import starting_in
from regesta.resolving import resolve_people
from regesta.resolving.people import served_states

_OFFICE = (
    r"(?P<office>(?:federal\s+)?president|king|queen|emperor|monarch|head\s+of\s+state|prime\s+minister|premier|(?:federal\s+)?chancellor"
    r"|head\s+of\s+government|foreign\s+minister|foreign\s+secretary|secretary\s+of\s+state|leader)"
)
_NATION = r"(?P<nation>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
_GO = (
    r"(?:ever\s+)?to\s+(?:ever\s+)?(?:visit|set\s+foot\s+(?:in|on)|travel\s+to|come\s+to|go\s+to|enter"
    r"|(?:pay|make)\s+an?\s+(?P<sort>(?:official|state)\s+)?visit\s+to)\b"
)
# "the first Chilean president ever to visit Kenya"; "the first visit ever made to Kenya by a Chilean president"; "a state
# visit, the first by a Chilean president"; nothing beside "sitting" may stand between, since it may narrow the claim
_CLAIMS = (
    re.compile(rf"\bfirst\s+(?:sitting\s+|serving\s+|ever\s+)?{_NATION}\s+{_OFFICE}\s+{_GO}", re.IGNORECASE),
    re.compile(
        rf"\bfirst\s+(?:ever\s+)?(?P<sort>(?:official|state)\s+)?visit\s+(?:ever\s+)?(?:made\s+|paid\s+)?(?:to\s+[\w\s]{{3,30}}\s+)?"
        rf"(?:by|of)\s+an?\s+(?:sitting\s+|serving\s+)?{_NATION}\s+{_OFFICE}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<sort>(?:official|state)\s+)?visit\b[^;.]{{0,60}}(?:,|\bwas|\bis)\s+the\s+first(?:\s+ever)?\s+by\s+an?\s+{_NATION}\s+{_OFFICE}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:never\s+(?:before\s+)?had\s+an?|no)\s+{_NATION}\s+{_OFFICE}\s+(?:had\s+)?(?:ever\s+)?(?:been|come|visited|set\s+foot|travelled)"
        r"(?P<sort>$)?",
        re.IGNORECASE,
    ),
)
_WORDS = re.compile(r"\bfirst\b|\bnever\b|\b[Nn]o\s+[A-Z]")
_MEETING = re.compile(
    r"\bfirst\s+(?:ever\s+)?(?:summit\s+|bilateral\s+)?meeting\s+(?:of|between)\s+the\s+(?:two\s+)?(?:countries['’]\s+|states['’]\s+)?"
    r"(?P<office>heads\s+of\s+state|presidents|prime\s+ministers|foreign\s+ministers)\b",
    re.IGNORECASE,
)
# behind a claim: it holds for some years only, for a manner, or is somebody else's word
_NARROWED = re.compile(
    r"^[^;.]{0,60}?\b(?:(?:in|for|within)\s+(?:\w+[\s-]){0,3}(?:years?|decades?|centur\w+|generations?)|after|under|at\s+war|independent|united"
    r"|reunified|democratic|by\s+(?:air|sea|land|train)|mandate|term|again)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^[^;.]{0,40}?\bsince\b")
_INDEPENDENCE = re.compile(r"^\s+(?:\w+\s+){0,2}?independence\b")
LASTING = 30  # years: so far back a state is the one that "since independence" speaks of, which may be its second
_CITY = re.compile(r"^\s+the\s+(?:city|town|capital)\b")
_OTHERS_WORD = re.compile(r"\b(?:not|wrongly|almost|nearly|among|one\s+of)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_RANKS = {
    "head_of_state": ("president", "king", "queen", "emperor", "monarch", "head of state", "sultan", "emir"),
    "head_of_government": ("prime minister", "premier", "chancellor", "head of government"),
    "foreign_minister": ("foreign minister", "foreign secretary", "secretary of state"),
}
_KINDS = {office: kind for kind, offices in _RANKS.items() for office in offices} | {"leader": "leader"}
LEADERS = ("head_of_state", "head_of_government")
_COMES = re.compile(
    r"""(?:\s*,[^,;.()]{1,60},)?\s+(?:visited|attended|arrived|came\s+to|travelled\s+to|flew\s+to|landed|toured|addressed|spoke\s+(?:in|at|to)
    |laid\s+a\s+wreath|was\s+received|was\s+(?:in|(?:the|\S+['’]s?)\s+guest)|paid)\b""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Before:
    """What was told of the same before: its words, and the day it was at the latest."""

    span: Span
    day: str
    dated: DateMention


@dataclass(frozen=True, slots=True)
class _Claim:
    span: Span
    kind: str
    nation: str
    visited: str
    sort: str
    day: str
    since: str
    people: frozenset[str]
    city: bool


def firsts_told(case: Case) -> Iterator[tuple[Span, list[Before]]]:
    """Every claim of a first visit of an office or a first meeting, with what the document tells of the same before it."""
    for sentence in case.document.sentences:
        words = case.document.text[sentence.start : sentence.end]
        if not _WORDS.search(words) or not in_body(case, sentence.start):
            continue
        claim = _visit_claimed(case, sentence)
        if claim is not None:
            yield claim.span, sorted(_visits_before(case, claim), key=lambda one: one.day)
        claim = _meeting_claimed(case, sentence)
        if claim is not None:
            yield claim.span, sorted(_meetings_before(case, claim), key=lambda one: one.day)


def _visit_claimed(case: Case, sentence: Span) -> _Claim | None:
    text = case.document.text
    match = next((found for one in _CLAIMS if (found := one.search(text, sentence.start, sentence.end))), None)
    if match is None or _OTHERS_WORD.search(text[max(0, match.start() - 30) : match.start()]):
        return None
    states = starting_in(case.reading.names.states, sentence.start, sentence.end)
    nation = next((one for one in states if match.start("nation") <= one.start < match.end("nation")), None)
    kind = _kind_of(match["office"])
    behind = text[match.end() : sentence.end]
    since = _since(case, match.end(), sentence)
    if nation is None or kind is None or since is None or _NARROWED.match(behind):
        return None
    around = _around(case, sentence)
    visited = _visited(around, states, nation, match) or _place_of(case, sentence, nation)
    day, people = _day_of(case, match.start(), sentence), _people(around)
    if visited is None or day is None:
        return None
    first = match["sort"] or ""
    span = Span(match.start(), match.end())
    since = max(since, _years_before(day)) if since > FIRST else since
    city = _CITY.match(behind) is not None
    return _Claim(span, kind, nation.code, visited, first.strip().lower(), day, since, people, city)


def _meeting_claimed(case: Case, sentence: Span) -> _Claim | None:
    match = _MEETING.search(case.document.text, sentence.start, sentence.end)
    if match is None:
        return None
    kind = _kind_of(match["office"].lower().replace("heads", "head").removesuffix("s"))
    behind = case.document.text[match.end() : sentence.end]
    since, around = _since(case, match.end(), sentence), _around(case, sentence)
    told = [one for one in around if one.start <= match.start() < one.end] or around
    pairs = {frozenset(entry.states) for entry in told if len(entry.states) == 2}
    day = _day_of(case, match.start(), sentence)
    if kind is None or since is None or day is None or len(pairs) != 1 or _NARROWED.match(behind):
        return None
    one, other = sorted(pairs.pop())
    since = max(since, _years_before(day)) if since > FIRST else since
    return _Claim(Span(match.start(), match.end()), kind, one, other, "", day, since, frozenset(), False)


def _years_before(day: str) -> str:
    return f"{int(day[:4]) - LASTING:04}{day[4:]}"


def _kind_of(office: str) -> str | None:
    words = " ".join(office.lower().split()).removeprefix("federal ")
    return _KINDS.get(words)


def _since(case: Case, at: int, sentence: Span) -> str | None:
    """From what day on a claim holds: of all days, where it names none; None where it names one that is not told."""
    text = case.document.text
    found = _SINCE.match(text[at : sentence.end])
    if found is None:
        return FIRST
    end = at + found.end()
    date = next((one for one in dates_in(case, at, sentence.end) if one.when.earliest is not None), None)
    if date is not None and date.when.earliest is not None:
        return date.when.earliest
    if _INDEPENDENCE.match(text[end : sentence.end]):
        told = [one.when.latest for one in case.reading.entries if one.act == "independence" and one.when.latest]
        return max(told, default=None)
    return None


def _around(case: Case, sentence: Span) -> list[Entry]:
    """The acts of the sentence, else those right before it in its paragraph."""
    here = [one for one in case.reading.entries if sentence.start <= one.start < sentence.end]
    if any(len(one.states) == 2 for one in here):
        return here
    home = paragraph_around(case, sentence.start)
    before = [one for one in case.reading.entries if home.start <= one.start < sentence.start]
    return before[-2:]


def _visited(
    around: list[Entry],
    states: Sequence[StateMention],
    nation: StateMention,
    match: re.Match[str],
) -> str | None:
    """The state visited: the one named with the claim, else the other party of the acts told with it."""
    near = [one.code for one in states if one.code != nation.code and match.start() <= one.start <= match.end() + 25]
    if near:
        return near[0]
    others = {code for one in around for code in one.states if len(one.states) == 2 and nation.code in one.states}
    others.discard(nation.code)
    return others.pop() if len(others) == 1 else None


def _place_of(case: Case, sentence: Span, nation: StateMention) -> str | None:
    """The one other state in which the places of a sentence lie."""
    places = starting_in(case.reading.names.places, sentence.start, sentence.end)
    found = {one.state for one in places if one.state not in (None, nation.code)}
    return found.pop() if len(found) == 1 else None


def _day_of(case: Case, at: int, sentence: Span) -> str | None:
    """The day of a claim: the date told last before it in its sentence or two before, else the first behind it."""
    home = paragraph_around(case, sentence.start)
    low = max(home.start, sentence.start - 500)
    dates = [one for one in dates_in(case, low, sentence.end) if one.kind in ("date", "span") and one.when.earliest]
    own = [one for one in dates if one.start >= sentence.start]
    before = [one for one in own or dates if one.start < at]
    kept = before[-1] if before else own[0] if own else None
    return kept.when.earliest if kept is not None and kept.when.basis in ("stated", "context") else None


def _people(around: list[Entry]) -> frozenset[str]:
    told = [one for one in around if one.modality == "asserted"]
    return frozenset(person.name for one in told for person in one.people if person.name)


def _visits_before(case: Case, claim: _Claim) -> Iterator[Before]:
    """Visits by holders of the office told of days before the claim's."""
    for entry in case.reading.entries:
        if (
            entry.act != "visit"
            or entry.modality != "asserted"
            or entry.states[:1] != (claim.nation,)
            or claim.visited not in entry.states[1:]
            or not entry.people
            or claim.city
            or (claim.sort and claim.sort not in entry.quote.lower())
            or entry.people[0].name in claim.people
            or not in_body(case, entry.start)
        ):
            continue
        dated = _dated(case, entry)
        if dated is not None and _lies(dated, claim) and _held(entry, 0, claim, dated):
            yield Before(Span(entry.start, entry.end), str(dated.when.latest), dated)
    if not claim.sort:
        yield from _guests_before(case, claim)


def _guests_before(case: Case, claim: _Claim) -> Iterator[Before]:
    """People with the office who come to the state's capital, where no act was made of it."""
    for mention in case.reading.names.people:
        office = _kind_of(mention.office or "")
        if (
            office is None
            or office not in (claim.kind, *(LEADERS if claim.kind == "leader" else ()))
            or mention.name is None
            or mention.name in claim.people
            or " " not in mention.name
        ):
            continue
        if not _COMES.match(case.document.text, mention.end) or not in_body(case, mention.start):
            continue
        home = sentence_around(case, mention.start, mention.end)
        if not _names(case, home, mention, claim.visited):
            continue
        dates = [one for one in dates_in(case, home.start, home.end) if one.kind in ("date", "span")]
        if len(dates) == 1 and _lies(dates[0], claim):
            made = _entry_of(case, claim, mention, dates[0], home)
            if _held(made, 0, claim, dates[0]):
                yield Before(Span(mention.start, mention.end), str(dates[0].when.latest), dates[0])


def _entry_of(case: Case, claim: _Claim, mention: PersonMention, dated: DateMention, home: Span) -> Entry:
    person = Person(mention.name, mention.office, mention.state)
    return Entry(
        "", case.document.id, "visit", dated.when, (claim.nation, claim.visited), (person,), None, (), "asserted", None, (),
        home.start, home.end, "", "", 0.0, "",
    )  # fmt: skip


_CAPITAL = re.compile(r"\b(?:in|to|at)\s+(?:the\s+)?(?:\w+\s+){0,3}?$")


def _names(case: Case, home: Span, mention: PersonMention, state: str) -> bool:
    """Whether a sentence tells that its guest was in a state: it names it, its capital or a place of it behind "in" or "to"."""
    text, names = case.document.text, case.reading.names
    told = [one.start for one in starting_in(names.states, home.start, home.end) if one.code == state]
    told += [one.start for one in starting_in(names.places, home.start, home.end) if one.state == state]
    return any(at > mention.end and _CAPITAL.search(text[mention.end : at]) for at in told)


def _meetings_before(case: Case, claim: _Claim) -> Iterator[Before]:
    """Visits and meetings in which both states had a holder of the office."""
    for entry in case.reading.entries:
        if entry.act not in ("visit", "meeting") or set(entry.states) != {claim.nation, claim.visited}:
            continue
        if entry.modality != "asserted" or len(entry.people) < 2 or not in_body(case, entry.start):
            continue
        dated = _dated(case, entry)
        if dated is None or not _lies(dated, claim):
            continue
        sides = {entry.people[at].state for at in (0, 1)}
        if len(sides) == 2 and all(_held(entry, at, claim, dated) for at in (0, 1)):
            yield Before(Span(entry.start, entry.end), str(dated.when.latest), dated)


def _lies(dated: DateMention, claim: _Claim) -> bool:
    first, last = dated.when.earliest, dated.when.latest
    return first is not None and last is not None and claim.since < first and last < claim.day


def _dated(case: Case, entry: Entry) -> DateMention | None:
    """The date of an act in the text; of one without, the closest date that its sentence tells."""
    home = sentence_around(case, entry.start, entry.end)
    dates = [one for one in dates_in(case, home.start, home.end) if one.when.edtf and one.kind in ("date", "span")]
    if entry.when.edtf is not None:
        return next((one for one in dates if one.when.edtf == entry.when.edtf), None)
    return max(dates, key=lambda one: len(one.when.edtf or ""), default=None)


def _held(entry: Entry, at: int, claim: _Claim, dated: DateMention) -> bool:
    """Whether a person of an act held the claim's office, by the text's own word or by the authorities."""
    person = entry.people[at]
    told = _kind_of(person.office or "")
    if claim.kind == "leader" and told in LEADERS and entry.id:
        return True
    if told == claim.kind and person.office is not None and entry.id:
        return True
    identity = resolve_people((entry,))[at]
    if identity.status != "resolved" or identity.person is None or person.name is None:
        return False
    first, last = str(dated.when.earliest), str(dated.when.latest)
    for code in served_states(person, entry):
        if claim.kind == "leader":
            people = same_people(person.name, identity.person, code)
            if any(row.office in LEADERS for one in people for row in tenures_of(one, code)):
                return True
            continue
        known = testimony(Asked(person.name, identity.person, code, claim.kind, first, last))
        if known.held and known.known:
            return True
    return False
