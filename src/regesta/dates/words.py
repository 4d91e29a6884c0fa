"""The word lists of a language: which class a word belongs to, and the number or unit it stands for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from regesta.errors import BadData


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`classes` maps a lower-case word to its class; `values` to its number, `names` to its unit or TIMEX3 duration."""

    classes: dict[str, str]
    values: dict[str, int]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class NotDates:
    """Words that make a number something else than a date (`notdates.toml` says how)."""

    counters: frozenset[str]
    counted: frozenset[str]
    quantities: frozenset[str]
    marks: frozenset[str]


def load_toml(name: str) -> dict[str, Any]:
    """A TOML file of this room. Raises BadData naming the file where it is missing or no TOML."""
    try:
        return tomllib.loads(files("regesta.dates").joinpath(name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise BadData(f"{name} of the dates room cannot be read: {fault}") from fault


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The words of a language. Raises BadData, naming file and key, for a word in two lists or of the wrong shape."""
    return read_vocabulary(load_toml(f"data/{language}/words.toml"), f"data/{language}/words.toml")


def read_vocabulary(data: dict[str, Any], name: str) -> Vocabulary:
    """The vocabulary that parsed TOML holds; `name` is the file's, for BadData."""
    classes: dict[str, str] = {}
    values: dict[str, int] = {}
    names: dict[str, str] = {}

    def add(word: object, kind: str) -> str:
        if not isinstance(word, str) or not word or word != word.lower():
            raise BadData(f"{name}, {kind}: {word!r} should be a word in lower case")
        if word in classes:
            raise BadData(f"{name}, {kind}: {word!r} stands in {classes[word]} already")
        classes[word] = kind
        return word

    if set(data) - {"values", "lists"}:
        raise BadData(f"{name}: only the tables values and lists belong here, not {sorted(data)}")
    for kind, table in data.get("values", {}).items():
        for word, value in table.items():
            add(word, kind)
            if isinstance(value, int):
                values[word] = value
            elif isinstance(value, str):
                names[word] = value
            else:
                raise BadData(f"{name}, {kind}: the value of {word!r} should be a number or a text")
    for kind, listed in data.get("lists", {}).items():
        if not isinstance(listed, list):
            raise BadData(f"{name}, {kind}: should be a list of words")
        for word in listed:
            add(word, kind)
    return Vocabulary(classes, values, names)


@cache
def not_dates(language: str = "en") -> NotDates:
    """The lists of what is no date. Raises BadData, naming file and key, where one is missing."""
    name = f"data/{language}/notdates.toml"
    data = load_toml(name)
    lists = []
    for key in ("counters", "counted", "quantities", "marks"):
        listed = data.get(key)
        if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
            raise BadData(f"{name}: {key} should be a list of words")
        lists.append(frozenset(listed))
    return NotDates(*lists)
