"""Chronologies, fact sheets and tables: the date stands apart from the words it dates. Cases: `chronologies.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from regesta.reading import read_bytes
from regesta.workflow import read_document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("chronologies.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["because"])[:60])
def test_a_date_that_stands_apart_dates_what_it_stands_for(case: dict[str, Any]) -> None:
    reading = read_document(read_bytes(case["text"].strip().encode(), case.get("page", "page.md")))
    told = [
        f"{entry.act} | {entry.when.edtf} | {' '.join(entry.states)}"
        for entry in reading.entries
        if entry.when.edtf is not None and entry.modality == "asserted"
    ]
    assert told == case["entries"], case["because"]
    people = {f"{person.name} | {person.office}" for entry in reading.entries for person in entry.people}
    assert set(case.get("people", [])) <= people
    for entry in reading.entries:
        assert reading.document.text[entry.start : entry.end] == entry.quote
