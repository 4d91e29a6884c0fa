"""Which state a code stood for at a date: cases of the centuries, and the table behind them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from regesta.dates.edtf import parse_edtf
from regesta.model import Entry, When
from regesta.resolving import resolve_states, state_at
from regesta.resolving.states import eras_of

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "states.toml").read_text(encoding="utf-8")
)["case"]


def entry(when: When, *states: str) -> Entry:
    return Entry("e", "d", "visit", when, states, (), None, (), "asserted", None, (), 0, 1, "q", "rule", 0.9, "why")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['code']} {case['date']}" for case in CASES])
def test_a_code_stands_for_the_state_of_its_day(case: dict[str, Any]) -> None:
    (found,) = resolve_states([entry(parse_edtf(case["date"]), case["code"])])
    assert (found.state or "") == case["state"], found.why
    assert found.status == ("resolved" if case["state"] else "unsure")
    if "name" in case:
        assert case["name"] == found.candidates[0].name
        assert case["name"] in found.why
    assert set(case.get("may", [])) <= {candidate.state for candidate in found.candidates}


def test_without_a_date_a_state_that_never_changed_is_sure_and_another_is_not() -> None:
    france, germany = resolve_states([entry(When(), "FRA", "DEU")])
    assert (france.status, france.state) == ("resolved", "FRA")
    assert (germany.status, germany.state) == ("unsure", None)
    assert len(germany.candidates) > 3


def test_a_code_nobody_lists_is_unknown() -> None:
    (found,) = resolve_states([entry(parse_edtf("1990"), "ZZZ")])
    assert (found.status, found.state, found.candidates) == ("unknown", None, ())


def test_a_day_asks_as_an_entry_does() -> None:
    assert state_at("RUS", "1985-01-01", "1985-12-31") == "SUHH"
    assert state_at("RUS", "1990-09-01", "1990-09-30") is None


def test_eras_of_one_state_follow_one_another() -> None:
    """Eras of a code that stand for one state in turn do not overlap, but where two governments claimed it."""
    for code in ("IRN", "DEU", "YUCS", "EGY", "COD", "MMR", "YEM", "KHM"):
        eras = [era for era in eras_of(code) if era.state == code]
        assert eras == sorted(eras, key=lambda era: era.first)
