"""What an entry tells that ties it to others or parts it from them: its windows, its people, the kind of its act."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile

from regesta.authorities import key_of
from regesta.errors import BadData
from regesta.model import Entry, Identity, Person
from regesta.names import state_name, states_called
from regesta.resolving.spelling import MAYBE, SURE, name_likeness

DAY, MONTH, YEAR = 1, 31, 372  # days of a window, as `_day` counts them
Window = tuple[int, int]
BEFORE, AFTER = 3, 6  # words of a quote around the noun of an agreement that say what it is about


@dataclass(frozen=True, slots=True)
class Who:
    """A person of an entry as acts compare them: the authority id where it was resolved, and what the text says."""

    id: str | None
    name: str | None
    office: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """An entry with what acts are gathered by.

    `windows`: the days its date may mean, one window for a date and one each for a set; none for a date without bounds.
    `grain`: the days of the widest. `lasting`: the date is an interval told as such ("from 5 to 17 September"). `kinds`: the
    words of its quote that tell acts of one sort apart. `title`: what an agreement is called by; `named`: those of its words that are a proper name. `town`: where a mission
    is, folded. `counted`: several acts at once.
    """

    entry: Entry
    windows: tuple[Window, ...]
    grain: int
    lasting: bool
    about: bool
    people: tuple[Who, ...]
    kinds: Mapping[str, frozenset[str]] = field(hash=False)
    title: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    town: str | None = None
    counted: bool = False


def tell(entry: Entry, identities: Mapping[tuple[str, int], Identity], *, words: bool = True) -> Telling:
    """What an entry tells. `identities` are keyed by (entry id, position in its people); an entry may have none.

    `words`: whether its quote is looked at; for an entry that nothing can be told from it need not be.
    """
    windows = windows_of(entry.when.edtf, entry.when.earliest, entry.when.latest)
    edtf = entry.when.edtf or ""
    people = tuple(_who(person, identities.get((entry.id, at))) for at, person in enumerate(entry.people))
    quote = entry.quote.lower() if words else ""
    title, named = _title(entry.quote, entry.states) if words and entry.act in TITLED else (frozenset(), frozenset())
    return Telling(
        entry=entry,
        windows=windows,
        grain=max((last - first + 1 for first, last in windows), default=0),
        lasting="/" in edtf,
        about=any(mark in edtf for mark in "~?%"),
        people=people,
        kinds={name: _told(name, quote) for name in CLASSES.get(entry.act, ())} if words else {},
        title=title,
        named=named,
        town=_town(entry.place) if entry.act.startswith("mission_") else None,
        counted=words and _many().search(quote) is not None,
    )


def windows_of(edtf: str | None, earliest: str | None, latest: str | None) -> tuple[Window, ...]:
    """The windows a date may mean, in days counted so that they compare; none where it is open or tells no year."""
    if edtf is None or earliest is None or latest is None:
        return ()
    members = edtf[1:-1].split(",") if edtf[0] == "[" and ".." not in edtf else []
    if len(members) > 1 and all(_POINT.fullmatch(member) for member in members):
        return tuple(sorted({(day_number(member, False), day_number(member, True)) for member in members}))
    return ((day_number(earliest, False), day_number(latest, True)),)


_POINT = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d{2})?)?")


def day_number(edtf: str, end: bool) -> int:
    """A number for a day, so that earlier days have lower ones; of a month or year its first day, or with `end` its last."""
    sign = -1 if edtf.startswith("-") else 1
    year, month, day = [*edtf.lstrip("-").split("-"), "", ""][:3]
    months = int(month) - 1 if month else (11 if end else 0)
    days = int(day) - 1 if day else (30 if end else 0)
    return sign * int(year) * YEAR + months * 31 + days


def overlap(one: Entry, other: Entry) -> bool:
    """Whether two entries rest on the same words of one document."""
    return one.document == other.document and one.start < other.end and other.start < one.end


@lru_cache(maxsize=16384)
def _town(place: str | None) -> str | None:
    """A place in folded words, joined; None for none, and for a state, which says nothing of the town."""
    if place is None or states_called(place):
        return None
    return key_of(place).replace(" ", "")


# --- people ----------------------------------------------------------------------------------------------------------


def _who(person: Person, identity: Identity | None) -> Who:
    return Who(identity.person if identity is not None else person.id, person.name, person.office, person.state)


@lru_cache(maxsize=65536)
def same(one: Who, other: Who) -> bool | None:
    """Whether two people of two entries are one; None where that cannot be told."""
    if one.id is not None and other.id is not None:
        if one.id == other.id:
            return True
        if one.id.startswith("Q") == other.id.startswith("Q"):
            return False
    if one.name is None or other.name is None:
        if one.state is not None and other.state is not None and one.state != other.state:
            return False
        return None
    likeness = name_likeness(one.name, other.name)
    if likeness >= SURE:
        return True
    if likeness < MAYBE:
        return False
    return True if one.office is not None and one.office == other.office else None


def shared(people: tuple[Who, ...], others: tuple[Who, ...]) -> int:
    """How many of some people are surely among others."""
    return sum(1 for one in people if any(same(one, other) for other in others))


def excluded(people: tuple[Who, ...], others: tuple[Who, ...]) -> bool:
    """Whether two entries name different people for one side: each names some, and none of them can be the other's."""
    mine, theirs = _by_side(people), _by_side(others)
    for side in mine.keys() & theirs.keys():
        if side is None and (len(mine) > 1 or len(theirs) > 1):
            continue  # whom they served is not told: they may stand on different sides
        if all(same(one, other) is False for one in mine[side] for other in theirs[side]):
            return True
    return False


def _by_side(people: tuple[Who, ...]) -> dict[str | None, list[Who]]:
    sides: dict[str | None, list[Who]] = {}
    for one in people:
        sides.setdefault(one.state, []).append(one)
    return sides


# --- kinds -----------------------------------------------------------------------------------------------------------

CLASSES = {
    "mission_opened": ("mission",), "mission_closed": ("mission",), "mission_raised": (), "mission_moved": ("mission",),
    "relations_established": ("relation",), "relations_severed": ("relation",), "relations_resumed": ("relation",),
    "recognition": ("recognition",), "independence": ("independence",), "agreement": ("instrument", "stage"),
}  # fmt: skip
TITLED = frozenset({"agreement", "law", "aid", "trade", "exchange_programme", "speech", "ceasefire"})


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    text = files("regesta.resolving").joinpath("data", "en", "kinds.toml").read_text(encoding="utf-8")
    try:
        lists: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"kinds.toml: {error}.") from error
    missing = {
        "mission",
        "relation",
        "recognition",
        "independence",
        "instrument",
        "stage",
        "title",
        "many",
    } - lists.keys()
    if missing:
        raise BadData(f"kinds.toml: the lists {', '.join(sorted(missing))} are missing.")
    return lists


@cache
def _patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(lines)})\b")) for kind, lines in _lists()[name].items())


@cache
def _many() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_lists()['many']['words'])})\b")


def _told(name: str, quote: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _patterns(name) if pattern.search(quote))


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_lists()['title']['nouns'])})", re.IGNORECASE)


_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@cache
def _idle() -> frozenset[str]:
    return frozenset(_lists()["title"]["idle"])


@cache
def _stops() -> frozenset[str]:
    return frozenset(_lists()["title"]["stops"])


def _title(quote: str, states: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The words an agreement is called by, in lower case, and of them those of a proper name ("Élysée Treaty").

    The parties and what all agreements have are left out.
    """
    idle, stops = _idle(), _stops()
    words = _WORD.findall(quote)
    found: set[str] = set()
    for at, word in enumerate(words):
        if _nouns().fullmatch(word) is None:
            continue
        ahead = words[max(0, at - BEFORE) : at]
        behind = words[at + 1 : at + 1 + AFTER] if words[at + 1 : at + 2] in (["of"], ["on"], ["for"]) else []
        behind = list(takewhile(lambda one: one.lower() not in stops, behind))
        found.update(one for one in (*ahead, *behind) if _nouns().fullmatch(one) is None)
    idle |= {word for code in states for word in state_name(code).lower().split()}
    kept = {word for word in found if word.lower() not in idle and len(word) > 2}
    return frozenset(map(str.lower, kept)), frozenset(word.lower() for word in kept if word[0].isupper())
