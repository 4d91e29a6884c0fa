"""Given this passage, exactly these states, the acting state first: the cases of parties.toml, read through the whole flow."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from regesta.reading import read_bytes
from regesta.workflow import read_document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("parties.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["because"] for case in CASES])
def test_an_act_has_its_parties(case: dict[str, Any]) -> None:
    entries = read_document(read_bytes(case["text"].strip().encode(), "case.txt")).entries
    expected: dict[tuple[str, str], list[str]] = {}
    for line in case["entries"]:
        act, date, states = (part.strip() for part in line.split("|"))
        expected.setdefault((act, date), []).append(states)
    for (act, date), wanted in expected.items():
        told = [" ".join(entry.states) for entry in entries if (entry.act, entry.when.edtf) == (act, date)]
        assert sorted(told) == sorted(wanted), [(entry.act, entry.when.edtf, entry.states) for entry in entries]
    people = {(p.name, p.office or "-", p.state or "-") for entry in entries for p in entry.people}
    for line in case.get("people", []):
        assert tuple(part.strip() for part in line.split("|")) in people, people
    if "why" in case:
        assert any(case["why"] in entry.why for entry in entries), "an entry says what it took from the authorities"
