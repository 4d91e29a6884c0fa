"""Institutions, programmes and communities of a passage, joined across their spellings, with the states they belong to."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from regesta.acts import WORD, Book, book_of, end_of, hiding_phrases
from regesta.cooperation.clauses import Told
from regesta.cooperation.wordlists import lists, read_list
from regesta.model import Body, InstitutionMention, Names
from regesta.names import is_body, states_called

# kinds of institutions that are no parties to cooperation: who reports it
_TELLERS = frozenset({"press"})
_SHORT = re.compile(r"\s*\(([A-Z][A-Za-z]?[A-Z]{1,6})\)")
_SAME = {
    "centre": "center",
    "organisation": "organization",
    "programme": "program",
    "defence": "defense",
    "labour": "labor",
}
_CAPITAL = re.compile(r"[^\W\d_]+")
_ONE = {"communities": "community", "minorities": "minority", "diasporas": "diaspora", "lobbies": "lobby"}
_SMALL = frozenset({"the", "of", "for", "and", "s"})


def joined_name(name: str) -> str:
    """What spellings of one name have in common: no marks, no case, no small words, one English spelling."""
    plain = anyascii(unicodedata.normalize("NFC", name)).lower()
    return " ".join(_SAME.get(word, _ONE.get(word, word)) for word in WORD.findall(plain) if word not in _SMALL)


@dataclass(frozen=True, slots=True)
class Known:
    """An institution of the list."""

    name: str
    kind: str
    states: tuple[str, ...]
    sectors: tuple[str, ...] = ()


@cache
def known_bodies() -> Mapping[str, Known]:
    """The list of institutions by what their spellings have in common."""
    found: dict[str, Known] = {}
    for row in read_list("institutions.toml")["institution"]:
        known = Known(row["name"], row["kind"], tuple(row.get("states", ())), tuple(row.get("sectors", ())))
        for spelling in (row["name"], *row.get("spellings", ())):
            found[joined_name(spelling)] = known
    return found


@cache
def _book() -> Book:
    spellings: dict[str, list[str]] = {}
    for row in read_list("institutions.toml")["institution"]:
        for spelling in (row["name"], *row.get("spellings", ())):
            spellings.setdefault(row["name"], []).append(" ".join(WORD.findall(spelling.lower())))
    return book_of(spellings)


def short_names(text: str, names: Names) -> Mapping[str, InstitutionMention]:
    """The short names that a document gives its institutions: "German Academic Exchange Service (DAAD)"."""
    found: dict[str, InstitutionMention] = {}
    for mention in names.institutions:
        match = _SHORT.match(text, mention.end)
        if match is not None:
            found.setdefault(match[1], mention)
    return found


def find_bodies(
    text: str, told: Told, span: tuple[int, int], names: Names, short: Mapping[str, InstitutionMention]
) -> tuple[Body, ...]:
    """The bodies named at words [first, last) of a sentence, by place."""
    first, last = span
    start, end = told.starts[first], told.ends[last - 1]
    rows = [
        *_listed(text, told, first, last),
        *_named(names, start, end),
        *_short(text, told, span, short),
        *_parties(text, told, span),
    ]
    found: list[Body] = []
    for body in sorted(rows, key=lambda body: (body.start, -body.end, body.kind in lists().parties.values())):
        if not any(body.start < other.end and other.start < body.end for other in found):
            found.append(body)
    return tuple(found)


def _listed(text: str, told: Told, first: int, last: int) -> list[Body]:
    """Institutions of the list, where they are written with a capital."""
    book, found = _book(), list[Body]()
    for at in range(first, last):
        for phrase in book(told.words[at]):
            behind = end_of(phrase, told.words, at)
            if behind is None or behind > last or not text[told.starts[at]].isupper():
                continue
            start, end = told.starts[at], told.ends[behind - 1]
            known = known_bodies()[joined_name(phrase.label)]
            found.append(Body(start, end, text[start:end], known.name, known.kind, known.states))
            break
    return found


def _named(names: Names, start: int, end: int) -> list[Body]:
    low = bisect_left(names.institutions, start, key=lambda mention: mention.start)
    found = []
    for mention in names.institutions[low:]:
        if mention.start >= end:
            break
        if mention.end <= end and mention.kind not in _TELLERS:
            found.append(_body(mention.start, mention.end, mention.text, mention, names))
    return found


def _body(start: int, end: int, text: str, mention: InstitutionMention, names: Names) -> Body:
    known = known_bodies().get(joined_name(mention.name))
    if known is not None:
        return Body(start, end, text, known.name, known.kind, known.states)
    states = _of_name(mention.name)
    if mention.state is not None and len(states) < 2:
        states = (mention.state,)
    states = states or _of_town(mention, names)
    return Body(start, end, text, mention.name, mention.kind, states)


@lru_cache(maxsize=4096)
def _of_name(name: str) -> tuple[str, ...]:
    """The states that a name itself tells: "Turkish-German University", "Azerbaijani Airlines"."""
    found: dict[str, None] = {}
    prefixes = read_list("institutions.toml")["prefixes"]
    for word in _CAPITAL.findall(name):
        if word in prefixes:
            found[prefixes[word]] = None
            continue
        codes = states_called(word) if len(word) > 3 else ()
        if len(codes) == 1 and not is_body(codes[0]):
            found[codes[0]] = None
    return tuple(found)


def _of_town(mention: InstitutionMention, names: Names) -> tuple[str, ...]:
    """The state of the town told right behind a name: "the University of Languages in Baku"."""
    low = bisect_left(names.places, mention.end, key=lambda place: place.start)
    for place in names.places[low : low + 1]:
        if place.state is not None and place.start - mention.end <= 5:
            return (place.state,)
    return ()


def _short(text: str, told: Told, span: tuple[int, int], short: Mapping[str, InstitutionMention]) -> list[Body]:
    if not short:
        return []
    found = []
    for at in range(*span):
        start, end = told.starts[at], told.ends[at]
        mention = short.get(text[start:end])
        if mention is not None:
            known = known_bodies().get(joined_name(mention.name))
            name, kind, states = (known.name, known.kind, known.states) if known else (mention.name, mention.kind, ())
            found.append(
                Body(start, end, text[start:end], name, kind, states or ((mention.state,) if mention.state else ()))
            )
    return found


def _parties(text: str, told: Told, span: tuple[int, int]) -> list[Body]:
    """Communities and associations by their noun, with the capitalised words before it."""
    kinds, found = lists().parties, list[Body]()
    first, last = span
    for hit in told.hits:
        if hit.label not in kinds or not first <= hit.first < last:
            continue
        at = hit.first
        while at > first and at > hit.first - 3 and text[told.starts[at - 1]].isupper() and _touching(text, told, at):
            at -= 1
        start, end = told.starts[at], told.ends[hit.last - 1]
        name = text[start:end]
        if not name[:1].isupper() and kinds[hit.label] not in ("lobby", "friendship", "chamber"):
            continue  # "the community": whose, is not told
        if " ".join(told.words[at : hit.last]) in hiding_phrases():
            continue  # "European Community"
        found.append(Body(start, end, name, " ".join(name.split()), kinds[hit.label]))
    return found


def _touching(text: str, told: Told, at: int) -> bool:
    """Whether nothing but a space or a hyphen parts the word before `at` from it."""
    return text[told.ends[at - 1] : told.starts[at]] in {" ", "-", "‐", "\n"}


def states_of(bodies: Sequence[Body]) -> tuple[str, ...]:
    """The states that institutions of one or two states bring into a passage."""
    return tuple(
        dict.fromkeys(state for body in bodies if len(body.states) <= 2 for state in body.states if not is_body(state))
    )


_SECTOR_OF_KIND = {
    "university": "education",
    "academy": "education",
    "school": "education",
    "cultural institute": "culture",
    "cultural-centre": "culture",
    "community": "community",
}


def stands_for(mention: InstitutionMention) -> bool:
    """Whether an institution tells by itself what a passage about it is about."""
    return mention.kind in _SECTOR_OF_KIND or joined_name(mention.name) in known_bodies()


def sectors_of(bodies: Sequence[Body]) -> tuple[str, ...]:
    """The sectors that bodies stand for: a university for education, the listed ones for what the list says."""
    found: dict[str, None] = {}
    for body in bodies:
        known = known_bodies().get(joined_name(body.name))
        if known is not None and known.sectors:
            found |= dict.fromkeys(known.sectors)
        elif body.kind in _SECTOR_OF_KIND:
            found[_SECTOR_OF_KIND[body.kind]] = None
    return tuple(found)
