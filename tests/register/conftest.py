"""Readings made by hand, so that the register is tested apart from the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from regesta.model import Abstention, Entry, Person, Reading, When
from regesta.reading import read_bytes
from regesta.register.opening import engine_for
from regesta.workflow import read_document

Maker = Callable[..., Reading]
Where = str | Path  # a register's file, or its address on a server


@pytest.fixture
def reading() -> Maker:
    """A reading of a text, under a name, with one entry over its first words."""

    def make(text: str, name: str = "letter.txt", quote: str | None = None) -> Reading:
        document = read_bytes(text.encode(), name)
        told = quote if quote is not None else document.text.split(".")[0]
        start = document.text.index(told)
        entry = Entry(
            id=f"{document.id[:8]}{start:04}",
            document=document.id,
            act="visit",
            when=When("1994-03-22", "1994-03-22", "1994-03-22"),
            states=("ISR", "AZE"),
            people=(Person("Elçin Əfəndiyev", "deputy prime minister", "AZE"),),
            place="Bakı",
            sectors=("education",),
            modality="asserted",
            said_by=None,
            citations=("Murinson 2014",),
            start=start,
            end=start + len(told),
            quote=told,
            rule="visit",
            confidence=0.9,
            why="a case made by hand",
        )
        silent = (Abstention(document.id, 0, 1, document.text[:1], "no entry: a case made by hand"),)
        return Reading(document, (entry,), silent)

    return make


@pytest.fixture
def read_text() -> Callable[[str], Reading]:
    """A reading by the rules."""
    return lambda text: read_document(read_bytes(text.encode(), "text.txt"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register's file, for what only a file can be."""
    return tmp_path / "a.register"


@pytest.fixture(params=["file", "server"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """A register that is not there yet: in a file, and on a server; what holds of one holds of the other."""
    if request.param == "file":
        return tmp_path / "a.register"
    address: str = request.getfixturevalue("database")()
    return address


def by_hand(path: Where, statement: str) -> list[Any]:
    """What a statement gives that goes to the database past the register."""
    engine = engine_for(str(path), must_exist=False)
    try:
        with engine.begin() as connection:
            done = connection.execute(text(statement))
            return [tuple(row) for row in done] if done.returns_rows else []
    finally:
        engine.dispose()


def dated(reading: Reading, edtf: str | None, earliest: str | None, latest: str | None) -> Reading:
    """The same reading with another date."""
    (entry,) = reading.entries
    return replace(
        reading, entries=(replace(entry, when=When(edtf, earliest, latest), id=entry.id + (edtf or "none")),)
    )
