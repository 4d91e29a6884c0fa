"""From the mentions of a document to its entries and abstentions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import accumulate

from regesta.acts import Masks, Spanned, find_acts, find_sectors, names_mission, tokens_of, told_in_past
from regesta.entries.agenda import with_agendas
from regesta.entries.attaching import attach
from regesta.entries.clauses import clauses_of, home_of
from regesta.entries.dating import (
    BETWEEN,
    about,
    after_by,
    carried,
    closer_when,
    is_span,
    lasting,
    refused,
    soon_after,
    when_of,
    with_occasions,
)
from regesta.entries.days import Dated
from regesta.entries.echoes import echoed, last_shared
from regesta.entries.headed import headed, labelled
from regesta.entries.ids import with_id
from regesta.entries.naming import NAMED_ONLY, SAID_MORE, is_head, only_named, told_again, unsaid
from regesta.entries.outdoing import Told, merged_acts
from regesta.entries.parties import Parties, first_only, instead, parties_of, without_bodies
from regesta.entries.people import MISSION_ACTS, Known, learned, next_known, opened, turned
from regesta.entries.posts import posted
from regesta.entries.record import of_record
from regesta.entries.region import Sentence
from regesta.entries.repeating import gapped, listed, repeats
from regesta.entries.retelling import retold
from regesta.entries.scene import Scene, headed_pair, scene_at, scene_of
from regesta.entries.sharing import agents_of, each_apart
from regesta.entries.standing import opening_date, people_beside_cell, standing_dates
from regesta.entries.surroundings import (
    Voice,
    closed_parts,
    is_inside,
    printed_notes,
    voices,
    why_silent,
    years_of_people,
)
from regesta.entries.times import at_the_time
from regesta.entries.visiting import visits_listed, with_followers
from regesta.model import (
    Abstention,
    ActMention,
    Citation,
    DateMention,
    Document,
    Entry,
    Names,
    Paragraph,
    Quotation,
    Span,
    Token,
    When,
)
from regesta.names import is_adjective, is_body


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in a document."""

    dates: tuple[DateMention, ...] = ()
    names: Names = field(default_factory=Names)
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    notes: tuple[Span, ...] = ()


def assemble(document: Document, mentions: Mentions) -> tuple[tuple[Entry, ...], tuple[Abstention, ...]]:
    """The entries of a document, by place, and what was abstained from, each with its reason."""
    scene = scene_of(document, mentions.names)
    closed = closed_parts(document, mentions.notes)
    shut = [low for low, _, _ in closed], list(accumulate((high for _, high, _ in closed), max))
    entries: list[Entry] = []
    silent: list[Abstention] = []
    taken: dict[str, int] = {}  # the date of each entry
    passing: dict[str, str] = {}  # entries that are not told, by id: why
    known = Known()

    def take(found: Iterable[tuple[Entry, int]]) -> None:
        for entry, date in found:
            entries.append(entry)
            taken[entry.id] = date

    of_people = years_of_people(document.text, mentions.names.people, mentions.dates)
    look = _windows(document, mentions, of_people)
    windows = [look(sentence) for sentence in document.sentences]
    voice_of = voices(mentions.quotations)
    heading: Paragraph | None = None
    scenes: dict[int, Scene] = {}  # of the paragraphs, by their starts
    lines: dict[Span, tuple[Scene, Sequence[int]]] = {}  # with its dates, or that of its row where it stands apart
    pair: tuple[str, str] | None = None  # the states that a heading gives its section to
    last = _Last()
    shared: Entry | None = None
    local: Scene | None = None  # of the paragraph that was looked at last
    last_home: Paragraph | None = None
    starts = [paragraph.start for paragraph in document.paragraphs]
    printed = printed_notes(document)
    standing = standing_dates(document, mentions.dates)
    for at, sentence in enumerate(document.sentences):
        if is_inside(sentence, *shut):
            continue
        home = document.paragraphs[max(0, bisect_right(starts, sentence.start) - 1)]
        if local is None or home is not last_home:
            known = turned(known, home.kind in {"table", "heading"})
            if home.kind == "heading":
                heading = home
                pair = headed_pair(mentions.names, document.text, home, pair)
            section = scene if pair is None or set(pair) == {scene.own, scene.other} else Scene(*pair, pair[0])
            local, last_home = scene_at(section, mentions.names, document.text, home, heading), home
            scenes[home.start] = local
        found = windows[at]
        works = _cited(document, mentions, at, home, windows)
        apart = standing.get(home.start) if not found["D"] else None
        lines[sentence] = local, [apart] if apart is not None and home.kind == "table" else found["D"]
        here = _Here(sentence, home, found, local, works, last, shared, home.start in printed, voice_of, apart)
        told, doubts, known = _sentence_entries(document, mentions, here, known)
        passing |= doubts
        dated = [index for index in found["D"] if mentions.dates[index].when.edtf is not None]
        last_date = dated[-1] if dated else None
        last_acts = frozenset(entry.act for entry, date in told if date == last_date)
        last = _Last(last_date, last_acts, len(dated) == 1)
        shared = last_shared(told)
        entries += [entry for entry, _ in told]
        taken |= {entry.id: date for entry, date in told if date is not None}
    take(visits_listed(document, mentions.dates, mentions.names, scene, entries))
    take(headed(document, mentions.dates, mentions.names, scenes, look, entries))
    take(labelled(document, mentions.dates, lines, entries))
    take(posted(document, mentions.dates, mentions.names, scene, entries, closed))
    named = unsaid(passing, entries, starts)
    silent += [Abstention(document.id, e.start, e.end, e.quote, named[e.id]) for e in entries if e.id in named]
    entries = [entry for entry in entries if entry.id not in named]
    again = told_again(entries)
    passed = {taken[key] for key in again if key in taken}
    used = {date for key, date in taken.items() if key not in again}
    for index, mention in enumerate(mentions.dates):
        tells_time = mention.when.edtf is not None or mention.fault is not None
        if index not in used and tells_time:
            reason = _TOLD_CLOSER if index in passed else why_silent(mention, closed)
            if index in of_people:
                reason = _OF_PEOPLE
            silent.append(Abstention(document.id, mention.start, mention.end, mention.text, reason))
    kept = [entry for entry in entries if entry.id not in again]
    kept = with_agendas(document, kept)
    return tuple(sorted(kept, key=lambda e: (e.start, e.end, e.act, e.id))), tuple(silent)


_TOLD_CLOSER = "no entry: in passing, and told elsewhere with a closer date"
_OF_PEOPLE = "no entry: behind a name, it tells when that person lived or ruled"

_POINTS_ON = re.compile(r"(?:on |in )?the same (?:day|date|year|month)", re.I)
_THAT = re.compile(r"\s+(?:that|as)\b")
# words that date the writing, not an act
_NOW = {
    "today",
    "now",
    "currently",
    "nowadays",
    "at present",
    "presently",
    "at the present time",
    "these days",
    "recently",
}
# the preposition of an open date stands as a word of its own, so that rules see "until" and "since"
_LEAD = re.compile(
    r"(?:since|until|till|up to|after|before|by|from|following|prior to|as of|starting in|beginning in)\s+", re.I
)

_TELLS = re.compile(
    r"\b(?:re-?)?(?:appointed|named|nominated|designated|assigned|confirmed|commissioned|accredited|elected|sworn|sent|served)\b"
)

_Found = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class _Last:
    """The sentence before: its last date, the acts told with that, and whether it was its only date."""

    date: int | None = None
    acts: frozenset[str] = frozenset()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Here:
    """A sentence with what stands in it: the mentions, the scene of its paragraph, the works cited for it."""

    span: Span
    home: Paragraph
    found: _Found
    scene: Scene
    works: tuple[str, ...]
    last: _Last
    last_shared: Entry | None
    printed: bool
    voice_of: Voice
    standing: int | None  # the date that stands for it in its row or over its paragraph, where it has none


def _windows(document: Document, mentions: Mentions, of_people: Set[int]) -> Callable[[Span], _Found]:
    """A look-up: the indexes of the mentions inside a span, by kind; "N": of the citations in notes that are called there.
    Dates that tell when people lived (`of_people`) are left out."""
    rows: dict[str, Sequence[Spanned]] = {
        "Q": mentions.citations,
        "D": mentions.dates,
        "P": mentions.names.people,
        "S": mentions.names.states,
        "L": mentions.names.places,
        "I": mentions.names.institutions,
    }
    starts = {kind: [row.start for row in listed] for kind, listed in rows.items()}
    calls = sorted((call, at) for at, citation in enumerate(mentions.citations) for call in citation.called_from)
    called = [call for call, _ in calls]

    def look(span: Span) -> _Found:
        found: _Found = {}
        for kind, mentioned in rows.items():
            low = bisect_left(starts[kind], span.start)
            high = bisect_left(starts[kind], span.end, low)
            found[kind] = [at for at in range(low, high) if mentioned[at].end <= span.end]
        found["D"] = [at for at in found["D"] if at not in of_people]
        # a mark stands behind the full stop
        found["N"] = [at for _, at in calls[bisect_right(called, span.start) : bisect_right(called, span.end + 1)]]
        return found

    return look


def _masks(document: Document, mentions: Mentions, found: _Found) -> Masks:
    names = mentions.names
    rows: list[tuple[str, int, int, int]] = []
    taken: list[tuple[int, int]] = []

    def add(kind: str, index: int, start: int, end: int) -> None:
        if all(end <= low or start >= high for low, high in taken):
            taken.append((start, end))
            rows.append((kind, index, start, end))

    for at in found["Q"]:
        add("Q", at, mentions.citations[at].start, mentions.citations[at].end)
    for at in found["D"]:
        date = mentions.dates[at]
        if _POINTS_ON.match(date.text) and _THAT.match(document.text, date.end) and at != found["D"][-1]:
            continue  # "the same day that it recognised ..." is told by what follows
        if (date.when.edtf is not None or date.fault is not None) and date.text.lower() not in _NOW:
            lead = _LEAD.match(date.text)
            add("D", at, date.start + (lead.end() if lead else 0), date.end)
    for at in found["P"]:
        person = names.people[at]
        # "..., who was appointed Agent on DATE": what follows the name tells an act and stays words
        told = person.name is not None and _TELLS.search(document.text, person.name_end, person.end) is not None
        add("O" if person.name is None else "P", at, person.start, person.name_end if told else person.end)
    for at in found["I"]:
        if names_mission(names.institutions[at].name):
            continue
        add("I", at, names.institutions[at].start, names.institutions[at].end)
    for at in found["S"]:
        add("S", at, names.states[at].start, names.states[at].end)
    for at in found["L"]:
        add("L", at, names.places[at].start, names.places[at].end)
    return Masks(tuple(sorted(rows, key=lambda row: row[2])))


def _sentence_entries(
    document: Document, mentions: Mentions, here: _Here, known: Known
) -> tuple[list[tuple[Entry, int | None]], dict[str, str], Known]:
    """The entries of one sentence, each with the date mention it uses; by id why one may be no entry; and what is known
    of people afterwards."""
    span, found, scene, works = here.span, here.found, here.scene, here.works
    tokens = tokens_of(document.text, span.start, span.end, _masks(document, mentions, found))
    if found["D"] or here.standing is not None:
        tokens = told_in_past(document.text, tokens, lambda token: is_adjective(mentions.names.states[token.index]))
    known = opened(known, [mentions.names.people[at] for at in found["P"]], tokens, mentions.names)
    acts = with_followers(retold(find_acts(tokens), tokens, mentions.names), here.last.acts)
    told: list[Told] = []
    if acts:
        clauses, owner = clauses_of(tokens)
        sentence = Sentence(tokens, clauses, owner)
        dated = [closer_when(sentence, one, mentions.dates) for one in attach(tokens, clauses, owner, acts)]
        dated = with_occasions(sentence, acts, dated)
        turns = _turns(sentence, acts, dated)
        for act, attached, behind in turns:
            at = attached.token
            year = _year(mentions.dates[tokens[at].index] if at is not None else None)
            parties = parties_of(sentence, act, mentions.names, scene, known, year)
            parties = _at_one_date(parties, tokens, turns, (act, at, behind), mentions.names, year)
            timed = _timed(document.text, mentions.dates, here, sentence, act, attached)
            if timed is None:
                continue
            when, index, date = timed
            told_as = _of_a_state(act, parties, tokens[act.last - 1], mentions.names)
            if told_as == "other":  # what is told of is the state that joins, at each of its dates
                parties = without_bodies(parties)
            states = _at_its_time(mentions.names, tokens, found["L"], act, parties, when)
            people = parties.people
            if not people and here.standing is not None:
                people = people_beside_cell(act.act, mentions.names, here.home, span)
            known = learned(known, states, people, act)
            start, end = _quote(document.text, sentence, act, date)
            told.append(
                Told(
                    Entry(
                        id="",
                        document=document.id,
                        act=told_as,
                        when=when,
                        states=states,
                        people=people,
                        place=parties.place,
                        sectors=find_sectors(document.text[start:end]),
                        modality=act.modality,
                        said_by=here.voice_of(act.start, act.end),
                        citations=works,
                        start=start,
                        end=end,
                        quote=document.text[start:end],
                        rule=act.rule,
                        confidence=round((date.weight if index is not None else 0.4) * _trust(act), 2),
                        why=_why(act, date, index is not None) + of_record(parties.recorded),
                    ),
                    index,
                    act,
                    _doubt(act, document.text[start:end], here.home) if index is None else "",
                )
            )
    merged = [
        (with_id(one.entry if states == one.entry.states else replace(one.entry, states=states)), one)
        for one in merged_acts(told)
        for states in each_apart(tokens, one.act, one.entry.states, mentions.names, scene.own)
    ]
    kept = [(entry, one.date) for entry, one in merged]
    kept += echoed(document.text, tokens, mentions.dates, mentions.names, kept, here.last_shared)
    return kept, {entry.id: one.doubt for entry, one in merged if one.doubt}, next_known(tokens, mentions.names, known)


# a noun tells the act of a row only where the row begins with it: "Official visit of President Lind"
_OPENING = 4


def _at_one_date(
    parties: Parties,
    tokens: Sequence[Token],
    turns: Sequence[tuple[ActMention, Dated, int]],
    turn: tuple[ActMention, int | None, int],
    names: Names,
    year: int | None,
) -> Parties:
    """The parties of an act at one of its dates: the act, the token of the date, the token behind which its names stand."""
    act, at, behind = turn
    if at is None:
        return parties
    if behind:
        return instead(parties, tokens[behind + 1 : at], names, year, agents_of(tokens, act, names))
    for one, other, last in turns:
        if one is act and other.token is not None and (last == at or at < act.first < last):
            return first_only(parties, tokens, (max(at, last), other.token), names)
    return parties


def _timed(
    text: str, dates: Sequence[DateMention], here: _Here, sentence: Sentence, act: ActMention, attached: Dated
) -> tuple[When, int | None, Dated] | None:
    """When an act was done, the mention that says so, and how it is attached: its own date, one carried over from the
    sentence before, or some time after either. None where an end is asked for and none is told."""
    tokens, date = sentence.tokens, attached
    index = tokens[date.token].index if date.token is not None else None
    if index is None and here.last.date is not None:
        dateless = all(dates[at].kind == "duration" for at in here.found["D"])
        told_by = carried(tokens, act, here.last.acts, dateless, here.last.alone)
        if told_by is not None:
            index, date = here.last.date, told_by
    if index is None and (act.voice != "nominal" or act.first < _OPENING):
        index = here.standing if here.standing is not None else opening_date(tokens)
        if index is not None:
            date = Dated(None, 0.75, "the date stands in the row, over the paragraph, or before the item")
    if act.rule.endswith(BETWEEN) and not (index is not None and is_span(dates[index])):
        return None  # kept from a date on: no end is told
    when = when_of(dates[index], act, date, refused(sentence, act)) if index is not None else When()
    when = lasting(text, act, when, here.span.end)
    how = soon_after(tokens, sentence.owner, act) if act.voice != "nominal" else ""
    if how:
        at = next((at for at in range(act.last - 1, -1, -1) if tokens[at].norm == "<D>"), None)
        index = tokens[at].index if at is not None else here.last.date
        when = after_by(dates[index].when, how) if index is not None else When()
        date = Dated(at, 0.6, "some time after the date told before it")
    if here.printed:
        when, date = about(when), replace(date, weight=date.weight * 0.7, why="a headline, and its print's date")
    return when, index, date


def _doubt(act: ActMention, quote: str, home: Paragraph) -> str:
    """Why an act without a date may be no entry; "" where it is one."""
    if only_named(act) or (home.kind == "table" and is_head(quote)):
        return NAMED_ONLY
    return SAID_MORE if act.voice == "passive" and act.modality == "asserted" else ""


def _turns(
    sentence: Sentence, acts: Sequence[ActMention], dated: Sequence[Dated]
) -> list[tuple[ActMention, Dated, int]]:
    """Each act with each of its dates, and the token behind which that date's own names stand (0: the act's)."""
    first: list[tuple[ActMention, Dated, int]] = []
    further: list[tuple[ActMention, Dated, int]] = []
    for at, act in enumerate(acts):
        items = listed(sentence.tokens, act) if dated[at].token is None else []
        if not items:
            first.append((act, dated[at], 0))
        behind = act.last
        for token in items:
            further.append((act, Dated(token, 0.75, "a date of the list that the act opens"), behind))
            behind = token
        behind = dated[at].token or 0
        for token in repeats(sentence.tokens, sentence.owner, acts, at, dated):
            behind = gapped(sentence.tokens, act, token) or behind if behind < act.first else behind
            further.append((act, Dated(token, 0.75, "a further date of the same verb"), behind))
            behind = token
    return first + further


def _at_its_time(
    names: Names, tokens: Sequence[Token], places: Sequence[int], act: ActMention, parties: Parties, when: When
) -> tuple[str, ...]:
    """The states of an act as they were then, by its own place where it has one, else by all that are told."""
    told = [names.places[at] for at in places]
    told = [place for place in told if parties.place in (None, place.name)]
    embassy = act.act in MISSION_ACTS and any(token.norm == "embassy" for token in tokens)
    return at_the_time(parties.states, told, when, embassy=embassy)


def _of_a_state(act: ActMention, parties: Parties, joined: Token, names: Names) -> str:
    """Who joins a state, and not a body of states, changes statehood: "the Saar joined the Federal Republic"."""
    states = [code for code in parties.states if not is_body(code)]
    body = joined.norm == "<I>" or (joined.norm == "<S>" and is_body(names.states[joined.index].code))
    if act.rule == "joined" and not body and (len(states) > 1 or joined.norm == "<S>"):
        return "state_change"
    if act.rule == "joined" and joined.norm == "<I>" and _UNION.match(names.institutions[joined.index].text):
        return "state_change"
    if act.rule == "state-withdrew" and len(states) < 2 and len(parties.states) > len(states):
        return "other"  # "withdrew from the Non-Aligned Movement"
    return act.act


# a union of states that was a state itself
_UNION = re.compile(r"(?:the )?(?:con)?federation of .*(?:states|provinces|republics|colonies)\b", re.I)


def _quote(text: str, sentence: Sentence, act: ActMention, date: Dated) -> tuple[int, int]:
    """The characters that tell the act: its clause, trigger and date, without the marks around."""
    tokens, owner = sentence.tokens, sentence.owner
    home = home_of(owner, act)
    span = [at for at in range(len(tokens)) if owner[at] == home] + [act.first, act.last - 1]
    low, high = min(span), max(span)
    # a clause may go on behind an insertion; keep to the run around the trigger
    while low < act.first and not any(owner[at] == home for at in range(low, act.first)):
        low += 1
    if date.token is not None:
        low, high = min(low, date.token), max(high, date.token)
    while low < high and tokens[low].norm in {"-", "–", "—", "•", "*", ",", "and", "but", ";", ":", ")", "or"}:
        low += 1
    while high > low and tokens[high].norm in {",", "and", "but", ";", ".", ":", "(", "<Q>", "or", "?", "!"}:
        high -= 1
    return tokens[low].start, tokens[high].end


def _trust(act: ActMention) -> float:
    return {"active": 1.0, "passive": 1.0, "nominal": 0.9}[act.voice]


def _year(date: DateMention | None) -> int | None:
    told = (date.when.earliest or date.when.latest or "")[:4] if date is not None else ""
    return int(told) if told.isdigit() else None


def _why(act: ActMention, date: Dated, dated: bool) -> str:
    reason = {
        "after": "it happened after the date told",
        "before": "it had happened by the date told with it",
        "shortly": "the date of what it followed",
        "during": "the date of the circumstance told with it",
    }
    ending = reason.get(date.why, date.why)
    return (
        f"the words match rule {act.rule} ({act.voice}); {ending}"
        if dated
        else f"the words match rule {act.rule}; {ending}"
    )


def _cited(
    document: Document, mentions: Mentions, at: int, home: Paragraph, windows: Sequence[_Found]
) -> tuple[str, ...]:
    """The works cited for a sentence: in it, or at the end of the sentences that go on from it without a date of their own."""
    for place in range(at, len(document.sentences)):
        sentence = document.sentences[place]
        if sentence.start >= home.end:
            return ()
        found = windows[place]
        cited = [mentions.citations[index] for index in (*found["Q"], *found["N"])]
        if cited:
            return tuple(dict.fromkeys(citation.reference or citation.label for citation in cited))
        dated = any(mentions.dates[index].when.edtf is not None for index in found["D"])
        if place != at and dated:
            return ()
    return ()
