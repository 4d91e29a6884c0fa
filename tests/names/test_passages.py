"""Passages and the names a reader finds in them. The cases are data: read and extend `cases/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from regesta.model import Document, Names, PersonMention
from regesta.names import find_names

CASES = Path(__file__).parent / "cases"
Passage = dict[str, Any]


def passages() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        for number, passage in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["passage"], start=1):
            yield pytest.param(passage, id=f"{path.stem}-{number}")


def told(mention: PersonMention) -> dict[str, Any]:
    """A mention as the cases write it: only what is there."""
    known = mention.known_office if mention.known_office != mention.office else None
    row = {
        "name": mention.name,
        "office": mention.office,
        "known_office": known,
        "state": mention.state,
        "accredited_to": list(mention.accredited_to) or None,
        "text": mention.text,
    }
    return {key: value for key, value in row.items() if value is not None}


def as_written(names: Names, kind: str, expected: list[Any]) -> list[Any]:
    """What was found of one kind, in the shape the case has: codes or texts alone, or whole rows."""
    if kind == "people":
        return [told(mention) for mention in names.people]
    whole = bool(expected) and isinstance(expected[0], dict)
    if kind == "states":
        if whole:
            return [{"code": one.code, "form": one.form, "text": one.text} for one in names.states]
        return [one.code for one in names.states]
    if kind == "places":
        return [{"text": one.text, "state": one.state} if whole else one.text for one in names.places]
    rows = [{"text": one.text, "kind": one.kind, "state": one.state} for one in names.institutions]
    return [{key: value for key, value in row.items() if value is not None} for row in rows]


@pytest.mark.parametrize("passage", list(passages()))
def test_a_passage_names_what_a_reader_finds(passage: Passage, document_of: Callable[[str], Document]) -> None:
    names = find_names(document_of(passage["text"]))
    for kind in ("states", "people", "places", "institutions"):
        if kind in passage:
            assert as_written(names, kind, passage[kind]) == passage[kind], kind


def test_there_are_enough_passages() -> None:
    assert len(list(passages())) >= 100
