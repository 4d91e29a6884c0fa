"""Given this passage, these entries: the cases of cases.toml, read through the whole flow."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from regesta.model import Entry
from regesta.reading import read_bytes
from regesta.workflow import read_document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


def _told(entry: Entry) -> tuple[str, str, str]:
    return entry.act, entry.when.edtf or "-", entry.modality


@pytest.mark.parametrize("case", CASES, ids=[case["because"] for case in CASES])
def test_a_passage_gives_its_entries(case: dict[str, Any]) -> None:
    reading = read_document(read_bytes(case["text"].encode(), "case.txt"))
    dated = [entry for entry in reading.entries if entry.when.edtf is not None]
    expected = []
    for line in case["entries"]:
        act, date, states, *modality = (part.strip() for part in line.split("|"))
        expected.append((act, date, modality[0] if modality else "asserted", set(states.replace("-h", "_h").split())))
    assert sorted(_told(entry) for entry in dated) == sorted(row[:3] for row in expected), case["because"]
    for act, date, modality_told, states in expected:
        entry = next(e for e in dated if _told(e) == (act, date, modality_told))
        told = {state.replace(" ", "_").replace("-h", "_h") for state in entry.states}
        wanted = set(states)
        assert {s for s in wanted if s.isupper()} <= told, f"{case['because']}: {entry.states}"
    for entry in reading.entries:
        assert reading.document.text[entry.start : entry.end] == entry.quote
    for line in case.get("people", []):
        name, office = (part.strip() for part in line.split("|"))
        assert any((p.name, p.office) == (name, office) for e in dated for p in e.people), [e.people for e in dated]
