"""States as the authorities know them: one code for each, a time, capitals by date."""

from __future__ import annotations

import pytest

from regesta.authorities import (
    capitals_on,
    existed,
    kept_as,
    names_of_state,
    state_of_code,
    state_records,
    states,
)
from regesta.authorities.compiling import BODIES
from regesta.names.states import all_states


@pytest.mark.parametrize(
    ("asked", "code", "kept"),
    [
        ("AZ", "AZE", "AZE"),
        ("AZE", "AZE", "AZE"),
        ("Q227", "AZE", "AZE"),
        ("SUN", "SUHH", "SUN"),
        ("SUHH", "SUHH", "SUN"),
        ("DDR", "DDDE", "DDR"),
        ("CS", "CSHH", "CSK"),  # alpha-2 was used twice: Czechoslovakia's, then Serbia and Montenegro's
        ("SK", "SVK", "SVK"),  # a present state wins over Sikkim
        ("ottoman empire", "ottoman empire", "XOT"),
        ("QQQ", None, None),
    ],
)
def test_every_code_leads_to_one_state(asked: str, code: str | None, kept: str | None) -> None:
    assert state_of_code(asked) == code
    assert kept_as(asked) == kept


def test_every_state_that_texts_may_name_has_a_row() -> None:
    named = {code for code, state in all_states().items() if state.kind != "body"}
    assert named - state_records().keys() == set(), "add a row to authorities/data/states.csv"


def test_every_state_with_tenures_has_a_row() -> None:
    kept = {record.kept_as for record in state_records().values()}
    assert {state for state in states() if state not in kept} <= BODIES


def test_what_came_before_and_after_agree() -> None:
    records = state_records()
    for record in records.values():
        for other in record.after:
            assert record.code in records[other].before
        if record.end is not None:
            assert record.kind == "former"


@pytest.mark.parametrize(
    ("code", "first", "last", "there"),
    [
        ("AZE", "1991-10-18", "1991-10-18", True),
        ("AZE", "1990-01-01", "1990-12-31", False),
        ("SUHH", "1991-12-26", "1992-12-31", True),
        ("SUHH", "1992-01-01", "1992-12-31", False),
        ("FRA", "1816-01-01", "1816-01-01", True),
    ],
)
def test_when_a_state_was_there(code: str, first: str, last: str, there: bool) -> None:
    assert existed(code, first, last) is there


def test_of_an_unknown_code_nothing_is_said() -> None:
    assert existed("QQQ", "1990-01-01", "1990-12-31") is None


@pytest.mark.parametrize(
    ("code", "day", "towns"),
    [
        ("DEU", "1975-01-01", ["Bonn"]),
        ("DEU", "1995-01-01", ["Berlin", "Bonn"]),
        ("KAZ", "1995-01-01", ["Almaty"]),
        ("KAZ", "2020-01-01", ["Astana"]),
        ("BRA", "1950-01-01", ["Rio de Janeiro"]),
        ("AZE", "1995-01-01", ["Baku"]),
    ],
)
def test_capitals_by_date(code: str, day: str, towns: list[str]) -> None:
    assert sorted(one.name for one in capitals_on(code, day)) == towns


def test_names_in_many_languages() -> None:
    names = names_of_state("AZE")
    assert (names["en"], names["de"], names["tr"], names["ru"]) == (
        "Azerbaijan",
        "Aserbaidschan",
        "Azerbaycan",
        "Азербайджан",
    )
    assert len(names) > 60
    assert names_of_state("SUHH") == {}, "CLDR names states of today"
