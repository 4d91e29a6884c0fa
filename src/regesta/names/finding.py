"""All names of a document, sentence by sentence, in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from regesta.model import Document, InstitutionMention, Names, PersonMention, PlaceMention, StateMention
from regesta.names.bodies import find_bodies
from regesta.names.cast import Cast
from regesta.names.choosing import Years, choose, plainly_said
from regesta.names.gazetteer import Hit, Term, find_hits
from regesta.names.offices import office_lists
from regesta.names.people import find_people
from regesta.names.phrases import phrase_lists
from regesta.names.placing import mark_hits, mark_leagues
from regesta.names.scene import Mark, Scene
from regesta.names.words import Words, read_words

_YEAR = re.compile(r"[12][04-9]\d\d(?!\d)(?<![\d.,].{4})(?<!10..)(?<!2[4-9]..)")  # 1400 to 2099


def _sentences(document: Document, words: Words) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences, and of what lies between them (headings, stray lines), in order."""
    at, count = 0, len(words.starts)
    for span in document.sentences:
        first = bisect_left(words.starts, span.start)
        last = bisect_left(words.starts, span.end)
        if first > at:
            yield at, first
        if last > first:
            yield max(first, at), last
        at = max(at, last)
    if at < count:
        yield at, count


def _within(indexes: list[int], first: int, last: int) -> list[int]:
    """Of sorted token indexes those in [first, last)."""
    low = bisect_left(indexes, first)
    return indexes[low : bisect_left(indexes, last, low)]


def find_names(document: Document) -> Names:
    """The states, people, places and institutions a document names, each sorted by start; offsets are code points.

    A name's span leaves out the article and the possessive mark; "the Republic of X" is covered from "Republic" on. A
    state's name inside an institution's ("Bank of Israel") or a person's is not given apart; a state word before an
    office is given as a state and covered by the person as well. Never raises for any text.
    """
    words = read_words(document.text)
    lower = [key.lower() for key in words.keys]
    told = [(match.start(), int(match.group())) for match in _YEAR.finditer(document.text)]
    years = Years(tuple(start for start, _ in told), tuple(year for _, year in told))
    ranges = [(first, last) for first, last in _sentences(document, words) if last > first]
    hits: list[list[Hit]] = [find_hits(words, first, last) for first, last in ranges]
    said = plainly_said(hits)
    cast = Cast()
    known = office_lists().openers
    capitals = [at for at, key in enumerate(words.keys) if key[0].isupper()]
    openers = [at for at, key in enumerate(lower) if key in known]
    leagues = [at for at in capitals if words.keys[at] in phrase_lists().leagues]
    federal: dict[str, str] = {}  # by "Federation" and the like, the state last told by such a name
    states: list[StateMention] = []
    people: list[PersonMention] = []
    places: list[PlaceMention] = []
    institutions: list[InstitutionMention] = []
    for (first, last), found in zip(ranges, hits, strict=True):
        scene = Scene(words, lower, first, last, _within(capitals, first, last), _within(openers, first, last))
        span = words.starts[first], words.ends[last - 1]
        chosen = [
            (part, terms)
            for hit in found
            for part, terms in _chosen(words, hit, years.near(span, words.starts[hit.first]), said)
        ]
        mark_hits(scene, chosen)
        if leagues:
            mark_leagues(scene, _within(leagues, first, last), federal)
        find_bodies(scene)
        persons = find_people(scene, cast)
        people.extend(persons)
        names = [(person.name_start, person.name_end) for person in persons if person.name is not None]
        for mark in sorted(scene.by_first.values(), key=lambda mark: mark.first):
            start, end = words.starts[mark.first], words.ends[mark.last - 1]
            within = bisect_right(names, start, key=lambda name: name[0]) - 1
            if within >= 0 and start < names[within][1]:
                continue
            _tell(mark, (start, end, document.text[start:end]), states, places, institutions)
    return Names(tuple(states), tuple(people), tuple(places), tuple(institutions))


def _chosen(
    words: Words, hit: Hit, year: int | None, said: Mapping[str, int]
) -> Iterator[tuple[Hit, tuple[Term, ...]]]:
    """What a phrase means, or, where it means nothing then, what its parts do ("Serbia and Montenegro" in 1913)."""
    terms = choose(hit.terms, year, said)
    if terms or hit.last - hit.first == 1:
        yield hit, terms
        return
    for first, last in ((hit.first, hit.last - 1), (hit.last - 1, hit.last)):
        for part in find_hits(words, first, last):
            yield part, choose(part.terms, year, said)


def _tell(
    mark: Mark,
    at: tuple[int, int, str],
    states: list[StateMention],
    places: list[PlaceMention],
    institutions: list[InstitutionMention],
) -> None:
    start, end, text = at
    if mark.kind == "state":
        states.append(StateMention(start, end, text, mark.code, mark.form))
    elif mark.kind == "place":
        places.append(PlaceMention(start, end, text, " ".join(text.split()), mark.code or None))
    elif mark.kind == "institution":
        institutions.append(InstitutionMention(start, end, text, " ".join(text.split()), mark.form, mark.code or None))
