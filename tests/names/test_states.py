"""The table of states: complete, sound, and found by what people type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regesta.errors import BadQuestion
from regesta.names import state_name, states_named
from regesta.names.gazetteer import gazetteer
from regesta.names.states import all_states

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = ("seed/entries.jsonl", "rdcr/labelled/gold.jsonl", "wikipedia/labelled/gold.jsonl")

UN_MEMBERS_AND_OBSERVERS = 195


def test_every_state_of_the_day_has_a_row() -> None:
    states = [state for state in all_states().values() if state.kind == "state"]
    assert len(states) >= UN_MEMBERS_AND_OBSERVERS
    assert {"XKX", "PSE", "TWN", "VAT"} <= {state.code for state in states}


def test_former_states_have_their_codes() -> None:
    former = {code for code, state in all_states().items() if state.kind == "former"}
    assert {"SUHH", "CSHH", "DDDE", "YUCS", "YDYE", "VDVN", "SCSG"} <= former
    assert {"ottoman empire", "prussia", "nassau", "texas", "two sicilies", "zanzibar", "manchukuo"} <= former


def test_a_change_of_name_is_no_change_of_state() -> None:
    renamed = {
        "Burma": "MMR",
        "Persia": "IRN",
        "Siam": "THA",
        "Ceylon": "LKA",
        "Zaire": "COD",
        "Dahomey": "BEN",
        "Upper Volta": "BFA",
        "Abyssinia": "ETH",
        "Soviet Russia": "RUS",
        "West Germany": "DEU",
        "Weimar Republic": "DEU",
        "Batavian Republic": "NLD",
        "North Yemen": "YEM",
    }
    assert {name: states_named(name) for name in renamed} == {name: (code,) for name, code in renamed.items()}


def test_no_state_ends_before_it_begins() -> None:
    assert [state.code for state in all_states().values() if state.last_year < state.first_year] == []


def test_the_tree_of_names_is_planted() -> None:
    assert "Israel" in gazetteer().branches


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Israel", ("ISR",)),
        ("ISR", ("ISR",)),
        ("isr", ("ISR",)),
        ("USSR", ("SUHH",)),
        ("u.s.s.r.", ("SUHH",)),
        ("the Netherlands", ("NLD",)),
        ("Cote d'Ivoire", ("CIV",)),
        ("côte d’ivoire", ("CIV",)),
        ("Azerbaijani", ("AZE",)),
        ("ottoman empire", ("ottoman empire",)),
        ("Congo", ("COD", "COG")),
        ("Israel, Turkey; USSR", ("ISR", "TUR", "SUHH")),
        ("Korea, Republic of", ("KOR",)),
    ],
)
def test_what_users_type_finds_the_state(typed: str, codes: tuple[str, ...]) -> None:
    assert states_named(typed) == codes


def test_a_slip_of_the_pen_is_answered_with_near_names() -> None:
    with pytest.raises(BadQuestion, match="Israel"):
        states_named("Isreal")


@pytest.mark.parametrize("typed", ["", " , ;", "Ruritania"])
def test_what_names_no_state_is_a_bad_question(typed: str) -> None:
    with pytest.raises(BadQuestion):
        states_named(typed)


def test_registers_print_names() -> None:
    assert state_name("SUHH") == "Soviet Union"
    assert state_name("ottoman empire") == "Ottoman Empire"
    assert state_name("ISR") == "Israel"
    assert state_name("ruritania") == "ruritania"
    with pytest.raises(BadQuestion):
        state_name("ISR", language="de")


def test_every_code_of_the_labelled_sets_is_known() -> None:
    paths = [SHARED / name for name in GOLD]
    if not all(path.is_file() for path in paths):
        pytest.skip("the labelled sets are not beside the project")
    codes = {
        code
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
        for code in json.loads(line)["states"]
    }
    assert sorted(codes - all_states().keys()) == []
