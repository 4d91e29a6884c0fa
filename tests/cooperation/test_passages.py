"""Passages on what states do together, and what is told of them; laws that hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.cooperation import RUNGS, figures_of, institutions_of, joined_name, series_of
from regesta.cooperation.instruments import find_instruments
from regesta.cooperation.quantities import find_quantities
from regesta.cooperation.wordlists import lists, read_list
from regesta.model import Cooperation, Reading, Span
from regesta.reading import read_bytes
from regesta.vocabulary import SECTORS
from regesta.workflow import read, read_document

HERE = Path(__file__).parent
CASES: dict[str, Any] = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))
SEED = HERE.parents[1].parent / "shared" / "seed" / "article.md"


def reading_of(text: str) -> Reading:
    return read_document(read_bytes(text.encode(), "passage.txt"))


def told(text: str) -> tuple[Cooperation, ...]:
    return reading_of(text).cooperation


# --- the ladder ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["ladder"], ids=lambda case: case["text"][:50])
def test_a_passage_stands_on_its_rung(case: dict[str, Any]) -> None:
    """Given a passage, the rungs its statements stand on, in order, because of its verbs and what weakens them."""
    found = told(case["text"])
    assert [one.rung for one in found] == case["rungs"], [one.why for one in found]
    assert all(one.why for one in found)


@pytest.mark.parametrize("case", CASES["nothing"], ids=lambda case: case["because"])
def test_boilerplate_and_force_make_no_statement(case: dict[str, Any]) -> None:
    assert [(one.rung, one.quote) for one in told(case["text"])] == []


def test_the_ladder_has_words_for_every_rung() -> None:
    assert {cue.rung for cue in lists().cues.values()} == set(RUNGS)


def test_sub_sectors_divide_sectors_of_the_contract() -> None:
    assert {sector for sector, part in lists().topics.values() if sector} <= set(SECTORS)


@pytest.mark.parametrize("case", CASES["quote"], ids=lambda case: case["text"][:50])
def test_a_statement_ends_before_its_citation(case: dict[str, Any]) -> None:
    assert [one.quote for one in told(case["text"])] == case["quotes"]


@pytest.mark.parametrize("case", CASES["date"], ids=lambda case: case["text"][:50])
def test_a_statement_has_its_own_date_or_none(case: dict[str, Any]) -> None:
    assert [one.when.edtf or "" for one in told(case["text"])] == case["dates"]


# --- figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["quantity"], ids=lambda case: case["text"][:50])
def test_figures_know_their_unit_and_what_they_count(case: dict[str, Any]) -> None:
    text = case["text"]
    found = list(find_quantities(text, Span(0, len(text)), (), None))
    assert [(q.value, q.unit, q.counts, q.bound or "", q.per or "") for q in found] == [
        tuple(row) for row in case["expect"]
    ]
    assert all(text[q.start : q.end] == q.text for q in found)


def test_a_figure_told_thrice_counts_once() -> None:
    """Given the same figure in three sentences, one figure with three tellings."""
    found = told(CASES["thrice"]["text"])
    figures = [figure for figure in figures_of(found) if figure.value == CASES["thrice"]["value"]]
    assert len(figures) == 1
    assert len(figures[0].tellings) == 3


def test_a_figure_of_several_years_is_a_series() -> None:
    series = series_of(figures_of(told(CASES["series"]["text"])))
    assert [[(figure.year, figure.value) for figure in row] for row in series] == [
        [tuple(p) for p in CASES["series"]["expect"]]
    ]


# --- institutions and instruments ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["institution"], ids=lambda case: case["name"])
def test_spellings_of_an_institution_are_joined(case: dict[str, Any]) -> None:
    listed = {body.name: body for body in institutions_of(told(case["text"]))}
    assert case["name"] in listed
    assert list(listed[case["name"]].states) == case["states"]
    assert set(case["spellings"]) <= set(listed[case["name"]].spellings)


@pytest.mark.parametrize("case", CASES["instrument"], ids=lambda case: case["text"][:50])
def test_titles_of_agreements_are_told_as_printed(case: dict[str, Any]) -> None:
    assert list(find_instruments(case["text"], 0, len(case["text"]))) == case["expect"]


def test_every_listed_institution_has_one_name() -> None:
    """No spelling of the list stands for two institutions."""
    seen: dict[str, str] = {}
    for row in read_list("institutions.toml")["institution"]:
        for spelling in (row["name"], *row.get("spellings", ())):
            assert seen.setdefault(joined_name(spelling), row["name"]) == row["name"], spelling


# --- contacts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["contact"], ids=lambda case: case["text"][:50])
def test_what_a_visit_was_about_is_told_behind_it(case: dict[str, Any]) -> None:
    entries = [entry for entry in reading_of(case["text"]).entries if entry.when.edtf == case["date"]]
    assert {sector for entry in entries for sector in entry.sectors} == set(case["sectors"])


# --- laws ------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [case["text"] for case in CASES["ladder"]]
    + ["Əliyev, İsrail ש 中国 🎓 é ", "\n\n", "  ", "95 students; ", "“(”", "DAAD "]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_every_quote_stands_in_the_text(pieces: list[str]) -> None:
    reading = reading_of("Ghana. " + " ".join(pieces))
    text = reading.document.text
    for one in reading.cooperation:
        assert text[one.start : one.end] == one.quote
        assert all(text[q.start : q.end] == q.text for q in one.quantities)
        assert all(text[body.start : body.end] == body.text for body in one.bodies)
        assert one.rung in RUNGS


def test_the_first_article_is_told_with_its_quotes() -> None:
    if not SEED.is_file():
        pytest.skip("the first article is not beside the project")
    reading = read(SEED)
    assert {"talked", "begun", "running"} <= {one.rung for one in reading.cooperation if "education" in one.sectors}
    known = {entry.id for entry in reading.entries}
    for one in reading.cooperation:
        assert reading.document.text[one.start : one.end] == one.quote
        assert set(one.entries) <= known
