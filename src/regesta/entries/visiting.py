"""Lists of visits: a date, an office and a name a line, under words that say they are visits.

A ministry prints them so ("High-level exchanges": "- 1994 May Prime Minister Karl Lind"), often one list for each direction
("From Norway to Peru"). The items tell no act; the head does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from regesta.entries.heads import act_of_head
from regesta.entries.ids import with_id
from regesta.entries.items import Ground, item_entry
from regesta.entries.scene import Scene, row_states
from regesta.model import ActMention, DateMention, Document, Entry, Names, Paragraph, Person, PersonMention, Span
from regesta.names import is_body
from regesta.reading.stretches import places_in, starting_in, touching

_LONGEST = 240  # code points of an item
_HEAD = 90  # code points of a head, at most
_BULLET = re.compile(r"\s*(?:[-–—*•·]|\(?\d{1,2}[.)])?\s*")
_ROUTE = re.compile(r"(?:visits?\s+)?(?:from|by|of)\b.*\bto\b|(?:the\s+)?[^\W\d]\S*(?:\s\S+){0,3}\s+to\s+", re.I)
_TAIL = re.compile(r"(?:[.;,\s]|\[\d+\])+\Z")  # stops and the marks of notes
_VERB = re.compile(r"\b(?:visited|met|signed|arrived|attended|held|was|were|is|are|has|had|received)\b")
_BETWEEN_OFFICE_AND_NAME = re.compile(r"(?:\s+(?:of|for|on|and|the|[A-Z][\w’'-]*)){0,6}\s+")


@dataclass(frozen=True, slots=True)
class _Item:
    """One visit of a list: where it stands, its date's index, who goes; `route`: from which state to which, if told."""

    span: Span
    date: int
    people: tuple[Person, ...]
    route: tuple[str, str] | None


def visits_listed(
    document: Document,
    dates: Sequence[DateMention],
    names: Names,
    scene: Scene,
    entries: Sequence[Entry],
) -> list[tuple[Entry, int]]:
    """The entries of lists of visits, each with the index of its date. Offsets are code points of the document's text.

    Only items with a date and a person or an office, no verb, and no entry of their own; two at least under one head.
    """
    told = touching((one.start, one.end) for one in entries)
    starts = [paragraph.start for paragraph in document.paragraphs]
    made: list[tuple[Entry, int]] = []
    for items in _lists(document, dates, names):
        if len(items) < 2:
            continue
        later = next((item.route for item in items if item.route is not None), None)
        for item in items:
            if told(item.span.start, item.span.end):
                continue
            # what stands before "From Peru to Norway" went the other way
            route = item.route or (later and (later[1], later[0]))
            home = document.paragraphs[max(0, bisect_right(starts, item.span.start) - 1)]
            made.append(
                (_entry(document, dates[item.date], item, route or _pair(document, names, scene, home)), item.date)
            )
    return made


def _lists(document: Document, dates: Sequence[DateMention], names: Names) -> Iterator[list[_Item]]:
    """The items under each head that speaks of visits."""
    text = document.text
    items: list[_Item] | None = None
    route: tuple[str, str] | None = None
    for sentence in document.sentences:
        mark = _BULLET.match(text, sentence.start, sentence.end)
        low = mark.end() if mark is not None else sentence.start
        dated = places_in(dates, low, sentence.end)
        if not dated and sentence.end - low <= _HEAD:
            if act_of_head(text[low : sentence.end]) == "visit":
                yield items or []
                items, route = [], _route(text, names, low, sentence.end)
                continue
            if items is not None:
                way = _route(text, names, low, sentence.end)
                if way is not None:
                    route = way
                    continue
                if text[low] == "(":  # a remark on the item before
                    continue
        item = _item(text, dates, names, Span(low, sentence.end), dated) if items is not None else None
        if item is not None and items is not None:
            items.append(replace(item, route=route))
        elif items is not None and not (dated and text[sentence.start : low].strip()):
            yield items
            items = None
    yield items or []


def _item(text: str, dates: Sequence[DateMention], names: Names, span: Span, dated: Sequence[int]) -> _Item | None:
    """The visit that a line tells: its date opens or ends it, and it names a person or an office."""
    told = [at for at in dated if dates[at].fault is None and dates[at].when.edtf is not None]
    if not told or span.end - span.start > _LONGEST or _VERB.search(text, span.start, span.end):
        return None
    date = dates[told[0]]
    opens = not any(ch.isalnum() for ch in text[span.start : date.start])
    ends = len(told) == 1 and not any(ch.isalnum() for ch in text[date.end : span.end])
    people = _people(text, starting_in(names.people, span.start, span.end))
    if not people or not (opens or ends):
        return None
    tail = _TAIL.search(text, span.start, span.end)
    return _Item(Span(span.start, tail.start() if tail is not None else span.end), told[0], people, None)


def _people(text: str, mentions: Sequence[PersonMention]) -> tuple[Person, ...]:
    """Who goes; an office and the name that it runs into are one person ("Chairman of the Council for Trade Karl Lind")."""
    people: list[Person] = []
    office: PersonMention | None = None
    for one in mentions:
        runs_on = (
            office is not None and one.name is not None and one.office is None
            and _BETWEEN_OFFICE_AND_NAME.fullmatch(text, office.end, one.start) is not None
        )  # fmt: skip
        if one.name is not None:
            whole = " ".join(text[office.start : one.start].lower().split()) if runs_on and office is not None else None
            people.append(Person(one.name, whole or one.office, one.state))
        office = one if one.name is None else None
    return tuple(people) or tuple(Person(None, one.office, one.state) for one in mentions[:1])


def _route(text: str, names: Names, start: int, end: int) -> tuple[str, str] | None:
    """The states of "From Norway to Peru", in that order."""
    codes = list(dict.fromkeys(one.code for one in starting_in(names.states, start, end) if not is_body(one.code)))
    if len(codes) != 2 or _ROUTE.search(text, start, end) is None:
        return None
    return codes[0], codes[1]


def _pair(document: Document, names: Names, scene: Scene, home: Paragraph) -> tuple[str, ...]:
    """Whom the list is about where no line says it."""
    others = row_states(names, document.text, scene.own, home) if home.kind == "table" else []
    if others and scene.own is not None:
        return (scene.own, others[0])
    return scene.pair if scene.sure else tuple(code for code in (scene.own,) if code is not None)


_VISITS = Ground("list-of-visits", 0.8, "the words before the list say that these are visits; the item gives its date")


def _entry(document: Document, date: DateMention, item: _Item, states: tuple[str, ...]) -> Entry:
    serving = next((one.state for one in item.people if one.state in states), None)
    if serving is not None:
        states = tuple(sorted(states, key=lambda code: code != serving))
    people = tuple(replace(one, state=one.state or states[0]) for one in item.people) if states else item.people
    return with_id(replace(item_entry(document, item.span, "visit", date.when, states, _VISITS), people=people))


def with_followers(acts: Sequence[ActMention], told: Set[str]) -> tuple[ActMention, ...]:
    """The acts of a sentence without those who "followed" or "came" where no visit is told before, in it or, by the acts
    `told`, in the sentence before."""
    begun = "visit" in told
    kept: list[ActMention] = []
    for act in acts:
        if act.rule != "visit-followed" or begun:
            kept.append(act)
        begun = begun or (act.act == "visit" and act.rule != "visit-followed")
    return tuple(kept)
