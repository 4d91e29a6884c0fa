"""The tables of this room, as a historian who adds a line would want them checked."""

from __future__ import annotations

import re

import pytest

from regesta.authorities import state_records, states
from regesta.errors import BadData
from regesta.resolving.acts import ALONE, BY_PERSON, BY_TITLE, DIRECTED, KIN, OFTEN, TWO_SIDED
from regesta.resolving.disagreeing import BREAKS, WITHIN
from regesta.resolving.offices import asked_states, kinds_of, read_table, titled
from regesta.resolving.states import eras_of
from regesta.resolving.telling import CLASSES, TITLED
from regesta.vocabulary import ACTS


def rows(name: str) -> list[dict[str, str]]:
    columns = {
        "offices.csv": ("office", "states", "kinds", "source"),
        "states.csv": ("code", "asked", "source"),
        "titles.csv": ("title", "state", "person", "name", "source"),
        "eras.csv": ("code", "state", "name", "first", "last", "source"),
    }
    return [row for _, row in read_table(name, columns[name])]


@pytest.mark.parametrize("name", ["offices.csv", "states.csv", "titles.csv", "eras.csv"])
def test_every_line_names_its_source(name: str) -> None:
    assert [row for row in rows(name) if not row["source"].strip()] == []


def test_eras_are_of_states_of_the_list() -> None:
    """A code, and the state it stood for, are states that the authorities know."""
    known = set(state_records())
    assert {row["code"] for row in rows("eras.csv")} | {row["state"] for row in rows("eras.csv")} <= known


def test_no_era_is_told_twice() -> None:
    told = [(row["code"], row["name"], row["first"]) for row in rows("eras.csv")]
    assert len(told) == len(set(told))
    assert all(era.first <= era.last for code in {row["code"] for row in rows("eras.csv")} for era in eras_of(code))


def test_the_codes_asked_are_codes_the_authorities_keep() -> None:
    kept = set(states())
    for row in rows("states.csv"):
        assert set(asked_states(row["code"])) & kept, f"nobody is kept under {row['asked']}"


def test_a_lesser_office_is_not_the_office() -> None:
    assert kinds_of("foreign minister", "ISR") == ("foreign_minister",)
    assert kinds_of("deputy foreign minister", "ISR") == ()
    assert kinds_of("secretary of state", "USA") == ("foreign_minister",)
    assert kinds_of("secretary of state", "GBR") != ("foreign_minister",)
    assert titled("national leader", "AZE") == "Q157451"
    assert titled("national leader", "ARM") is None


def test_a_broken_table_is_named_with_its_line() -> None:
    with pytest.raises(BadData, match=re.escape("offices.csv, line 1: the columns should be office, kinds.")):
        read_table("offices.csv", ("office", "kinds"))


def test_the_kinds_of_acts_that_rules_name_are_of_the_vocabulary() -> None:
    named = {*ALONE, *BY_PERSON, *BY_TITLE, *DIRECTED, *OFTEN, *TWO_SIDED, *WITHIN, *BREAKS, *CLASSES, *TITLED}
    named |= {kind for family in KIN for kind in family} | {kind for kinds in BREAKS.values() for kind in kinds}
    assert named <= set(ACTS)
    assert WITHIN.keys() == BREAKS.keys()
