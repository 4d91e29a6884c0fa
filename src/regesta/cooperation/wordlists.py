"""The room's word lists, loaded once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, get_args

from regesta.acts import WORD, Book, book_of, hiding_phrases, sector_phrases
from regesta.errors import BadData
from regesta.model import Rung

RUNGS: tuple[Rung, ...] = get_args(Rung)
_NAMES = {"talked": "talked about", "promised": "promised", "agreed": "agreed", "begun": "begun", "running": "running"}


def rung_name(rung: str) -> str:
    """A rung in words: "talked about"."""
    return _NAMES.get(rung, rung)


@cache
def read_list(name: str, language: str = "en") -> dict[str, Any]:
    """One of the room's lists, as TOML has it. Not to be changed."""
    return tomllib.loads(files("regesta.cooperation").joinpath(f"data/{language}/{name}").read_text(encoding="utf-8"))


@cache
def subsectors_of() -> Mapping[str, tuple[str, ...]]:
    """The sub-sectors of each sector that has any, in the lists' order: "education" -> ("education/joint-degrees", ...)."""
    return {sector: tuple(f"{sector}/{name}" for name in listed) for sector, listed in _divided().items()}


def _divided() -> dict[str, dict[str, list[str]]]:
    return {sector: listed for sector, listed in read_list("subsectors.toml").items() if sector != "implied"}


def subsector_name(subsector: str) -> str:
    """ "education/joint-degrees" in words: "joint degrees"."""
    return subsector.partition("/")[2].replace("-", " ")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase tells of the ladder: its rung, and whether it is a verb."""

    rung: Rung
    verb: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything that is looked up word by word. `book` gives labels; `topics` and `cues` say what a label means.

    A label in `topics` is (sector, sub-sector or ""); `parties` maps a label to a kind of body; `implied` are the further
    sectors of a sub-sector. Further labels: "contact", "mutual", "idle" (boilerplate), "abstract", "hostile".
    `telling` gives only the labels of which a sentence needs one: topics and contacts.
    `kind` tells of a word what the phrases that it may begin are: "t" a topic, "c" a cue, "b" both, "" neither.
    `order` and `parts` are the sectors and sub-sectors in the lists' order. `roles` says of each label with which others its
    phrases vie for a place: "topic", "cue", or itself.
    """

    book: Book
    telling: Book
    topics: Mapping[str, tuple[str, str]]
    cues: Mapping[str, Cue]
    parties: Mapping[str, str]
    implied: Mapping[str, tuple[str, ...]]
    kind: Callable[[str], str]
    order: tuple[str, ...]
    parts: tuple[str, ...]
    roles: Mapping[str, str]


@cache
def lists() -> Lists:
    """All word lists as one. Raises BadData where the ladder lacks a rung that the model knows."""
    phrases: dict[str, list[str]] = {}
    topics = _topics(phrases)
    cues = _cues(phrases)
    parties = {f"party {kind}": kind for kind in read_list("parties.toml")}
    phrases |= {f"party {kind}": words for kind, words in read_list("parties.toml").items()}
    clauses, ladder = read_list("clauses.toml"), read_list("ladder.toml")
    phrases |= {"contact": clauses["contacts"], "mutual": clauses["mutual"], "idle": ladder["boilerplate"]["words"]}
    phrases |= {"abstract": ladder["abstract"]["words"], "hostile": ladder["hostile"]["words"]}
    implied = {part: tuple(sectors) for part, sectors in read_list("subsectors.toml")["implied"].items()}
    order = tuple(dict.fromkeys(sector for sector, _ in topics.values() if sector))
    parts = tuple(part for _, part in topics.values() if part)
    book = book_of(phrases)
    telling = book_of({label: words for label, words in phrases.items() if label in topics or label == "contact"})
    kind, roles = _kinds(book, topics, cues), _roles(phrases, topics, cues)
    return Lists(book, telling, topics, cues, parties, implied, kind, order, parts, roles)


def _roles(phrases: Iterable[str], topics: Mapping[str, object], cues: Mapping[str, object]) -> dict[str, str]:
    # a programme's name may hold a topic ("Fulbright scholarships"), and is told beside it
    named = {label for label in topics if not label.startswith("body ")}
    return {label: "topic" if label in named else "cue" if label in cues else label for label in phrases}


def _topics(phrases: dict[str, list[str]]) -> dict[str, tuple[str, str]]:
    """What the labels of sectors, sub-sectors and listed institutions mean; their phrases are added to `phrases`."""
    topics: dict[str, tuple[str, str]] = {}
    for sector, words in sector_phrases().items():
        phrases[f"sector {sector}"], topics[f"sector {sector}"] = list(words), (sector, "")
    phrases["sector none"], topics["sector none"] = list(hiding_phrases()), ("", "")
    for sector, divided in _divided().items():
        for name, listed in divided.items():
            phrases[f"part {sector}/{name}"], topics[f"part {sector}/{name}"] = listed, (sector, f"{sector}/{name}")
    for row in read_list("institutions.toml")["institution"]:
        for sector in row.get("sectors", ()):
            topics[f"body {sector}"] = (sector, "")
            named = [" ".join(WORD.findall(name.lower())) for name in (row["name"], *row.get("spellings", ()))]
            phrases.setdefault(f"body {sector}", []).extend(named)
    return topics


def _cues(phrases: dict[str, list[str]]) -> dict[str, Cue]:
    """What the labels of the ladder mean; their phrases are added to `phrases`."""
    cues: dict[str, Cue] = {}
    ladder = read_list("ladder.toml")
    for rung in RUNGS:
        if rung not in ladder:
            raise BadData(f"cooperation/data/en/ladder.toml: the rung '{rung}' has no words; add a table [{rung}]")
        for form in ("verbs", "nouns"):
            phrases[f"{form} {rung}"], cues[f"{form} {rung}"] = ladder[rung][form], Cue(rung, form == "verbs")
    return cues


def _kinds(book: Book, topics: Mapping[str, object], cues: Mapping[str, object]) -> Callable[[str], str]:
    @lru_cache(maxsize=65_536)
    def kind(word: str) -> str:
        labels = {phrase.label for phrase in book(word)}
        topic, cue = not labels.isdisjoint(topics), not labels.isdisjoint(cues)
        return "b" if topic and cue else "t" if topic else "c" if cue else ""

    return kind


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The small words that part a sentence and weaken a verb (clauses.toml, the modals of ladder.toml)."""

    breaks: frozenset[str]
    circumstance: frozenset[str]
    later: frozenset[str]
    again: tuple[tuple[str, ...], ...]
    modals: Mapping[str, str]  # a word -> "talked", "promised", "denied"
    pairs: Mapping[tuple[str, str], str]  # two words: "is to"


@cache
def clause_words() -> ClauseWords:
    """The lists of clauses.toml and the modals."""
    clauses, modals = read_list("clauses.toml"), read_list("ladder.toml")["modals"]
    single = {word: kind for kind, words in modals.items() for word in words if " " not in word}
    pairs = {tuple(word.split()): kind for kind, words in modals.items() for word in words if " " in word}
    return ClauseWords(
        frozenset(clauses["breaks"]),
        frozenset(clauses["circumstance"]),
        frozenset(clauses["later"]),
        tuple(sorted((tuple(words.split()) for words in clauses["again"]), key=len, reverse=True)),
        single,
        {(first, second): kind for (first, second), kind in pairs.items()},
    )


@cache
def number_words() -> frozenset[str]:
    """The words that are numbers: "three", "hundred"."""
    return frozenset(read_list("quantities.toml")["number"])
