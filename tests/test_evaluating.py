"""Our scoring gives the contract's figures, and the very figures of the scorer beside the project."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.evaluating import MEASURES, Measure, dates_agree, score

SCORER = Path(__file__).parents[2] / "shared" / "score.py"


def row(act: str, date: str | None, start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"document": "d", "act": act, "date": date, "start": start, "end": end, "quote": "q", **more}


def test_a_row_is_found_by_act_date_and_place() -> None:
    gold = [row("visit", "1993", 0, 20), row("meeting", "1994-05-03", 300, 320, also=["visit"])]
    told = [row("visit", "1993", 5, 15), row("visit", "1994-05-03", 310, 330), row("visit", "1999", 0, 9)]
    found = score(told, gold)
    assert (found.hits, found.predicted, found.gold) == (2, 3, 2)
    assert [extra["date"] for extra in found.extra] == ["1999"]


def test_far_away_is_not_the_same_place() -> None:
    assert score([row("visit", "1993", 500, 510)], [row("visit", "1993", 0, 20)]).hits == 0


def test_optional_gold_and_a_second_telling_count_neither_way() -> None:
    gold = [row("visit", "1993", 0, 20), row("speech", "1993", 30, 50, optional=True)]
    told = [row("visit", "1993", 0, 9), row("visit", "1993", 2, 12), row("speech", "1993", 30, 40)]
    found = score(told, gold)
    assert (found.hits, found.predicted, found.gold) == (1, 1, 1)


def test_what_was_not_done_is_wrong_when_told_as_done() -> None:
    gold = [row("recognition", "1921", 0, 20, modality="denied")]
    assert score([row("recognition", "1921", 0, 20)], gold).predicted == 1
    assert score([row("recognition", "1921", 0, 20, modality="denied")], gold).predicted == 0


@pytest.mark.parametrize(
    ("told", "gold", "strict", "lenient"),
    [
        ("1993", "1993~", True, True),
        ("1993-05", "1993", False, True),
        ("1990/2010", "1993", False, False),
        ("199X", "1993", False, True),
        ("XXXX-01-28", "XXXX-01-28", True, True),
        ("1994-01-28", "XXXX-01-28", False, True),
        (None, None, True, True),
        (None, "1993", False, False),
    ],
)
def test_when_dates_agree(told: str | None, gold: str | None, strict: bool, lenient: bool) -> None:
    assert dates_agree(told, gold, strict=True) == strict
    assert dates_agree(told, gold, strict=False) == lenient


dates = st.none() | st.sampled_from(
    ["1993", "1993-05", "1993-05-03", "199X", "1990/1995", "1993/..", "XXXX-05-03", "1993~"]
)
rows = st.builds(
    lambda act, date, start, length, modality, optional, also, states, people: row(
        act, date, start, start + length, modality=modality, optional=optional, also=also, states=states, people=people
    ),
    st.sampled_from(["visit", "meeting"]), dates, st.integers(0, 900), st.integers(1, 60),
    st.sampled_from(["asserted", "denied"]), st.booleans(), st.lists(st.sampled_from(["visit"]), max_size=1),
    st.lists(st.sampled_from(["ISR", "AZE"]), max_size=2),
    st.lists(st.fixed_dictionaries({"name": st.sampled_from(["A. Aliyev", "Sneh"]), "office": st.sampled_from([None, "president"])}), max_size=2),
)  # fmt: skip


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer beside the project is not there")
@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=9), st.lists(rows, max_size=9))
def test_the_figures_are_those_of_the_scorer_beside_the_project(told: list[Any], gold: list[Any]) -> None:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    for measure in MEASURES.values():
        figures, missed, _ = theirs.score(told, gold, measure.strict, measure.states, measure.dated)
        mine = score(told, gold, Measure(measure.strict, measure.states, measure.dated))
        assert (mine.hits, mine.predicted, mine.gold) == (figures["hits"], figures["predicted"], figures["gold"])
        assert len(mine.missed) == len(missed)
