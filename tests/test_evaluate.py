"""Evaluating: which documents are looked at, how partial labels are scored, what counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gold_sets
import pytest
from evaluate import Line, counts, figures_of, matched_rows, parts_of, recalled, score_set
from gold_sets import GoldSet, all_sets, heading_row, is_held, source_span

from regesta.model import Anchor, Document, Place

Row = dict[str, Any]


def row(act: str, date: str | None, span: tuple[int, int], **more: Any) -> Row:
    base: Row = {"document": "letter", "act": act, "also": [], "date": date, "states": [], "people": []}
    return base | {"modality": "asserted", "start": span[0], "end": span[1], "quote": "..."} | more


def scorer(found: list[Row], gold: list[Row], **options: bool) -> tuple[dict[str, Any], list[Row], list[Row]]:
    """A scorer for tests: a gold row is found when its very act, date and span are told."""
    told = {(one["act"], one["date"], one["start"]) for one in found}
    missed = [one for one in gold if (one["act"], one["date"], one["start"]) not in told]
    return {"hits": len(gold) - len(missed), "predicted": len(found), "gold": len(gold), "people": 0.5}, missed, []


def test_the_split_is_fixed_by_a_hash_of_the_name() -> None:
    assert [name for name in (f"{n:02}" for n in range(1, 21)) if is_held("wikipedia", name)] == [
        "02", "04", "08", "15", "19",
    ]  # fmt: skip
    assert is_held("rdcr", "lebanon")
    assert not is_held("rdcr", "azerbaijan")


def test_headings_are_split_like_the_articles_they_stand_in() -> None:
    assert is_held("headings", "lebanon")


@pytest.mark.parametrize("name", ["seed", "examples"])
def test_the_small_sets_are_looked_at_whole(name: str) -> None:
    assert not any(is_held(name, f"document {n}") for n in range(50))
    assert list(parts_of(GoldSet(name, {"one": Path("one.txt")}, (), "aaaa"))) == ["all"]


def test_the_parts_of_a_split_set_make_up_the_whole() -> None:
    documents = {f"{n:02}": Path(f"{n:02}.txt") for n in range(1, 21)}
    parts = parts_of(GoldSet("wikipedia", documents, (), "aaaa"))
    assert parts["look"] | parts["held"] == parts["all"] == frozenset(documents)
    assert parts["look"] & parts["held"] == frozenset()
    assert parts["all"] - parts["all but 06"] == {"06"}


def test_the_examples_are_there_without_anything_beside_the_project(tmp_path: Path) -> None:
    found = list(all_sets(tmp_path / "nowhere"))
    assert [one.name for one in found if isinstance(one, GoldSet)] == ["examples"]
    skipped = [one for one in found if isinstance(one, str)]
    assert [one.split(":")[0] for one in skipped] == ["seed", "rdcr", "wikipedia", "headings", "countries", "excerpts"]


def test_every_label_of_the_examples_is_of_a_document_that_is_there() -> None:
    examples = gold_sets.examples()
    assert {one["document"] for one in examples.gold} == set(examples.documents)


def test_scoring_a_set_counts_only_the_documents_of_each_part() -> None:
    gold = (row("visit", "1962-07", (0, 9)), row("speech", "1962-09-09", (20, 29)))
    found = [row("visit", "1962-07", (0, 9)), row("visit", "1999", (0, 9), document="of no set")]
    lines = score_set(GoldSet("seed", {"letter": Path("letter.txt")}, gold, "aaaa"), found, scorer)
    strict = next(line for line in lines if line.measure == "dated, strict")
    assert (strict.hits, strict.predicted, strict.gold, strict.people) == (1, 1, 2, 0.5)
    assert (strict.precision, strict.recall, round(strict.f1, 3)) == (1.0, 0.5, 0.667)


def test_nothing_told_and_nothing_labelled_is_no_division_by_zero() -> None:
    empty = Line("seed", "all", "undated", 0, 0, 0)
    assert (empty.precision, empty.recall, empty.f1) == (0.0, 0.0, 0.0)


def test_the_names_of_rows_found_leave_out_what_does_not_count() -> None:
    gold = (
        row("visit", "1962-07", (90, 99)),
        row("speech", "1962-09-09", (20, 29)),
        row("aid", None, (40, 49)),
        row("trade", "1973", (50, 59), optional=True),
        row("war", "1973", (60, 69), modality="denied"),
    )
    matched = matched_rows(GoldSet("seed", {"letter": Path("letter.txt")}, gold, "aaaa"), list(gold), scorer)
    assert matched == {"letter": ["speech 1962-09-09 20", "visit 1962-07 90"]}
    assert [counts(one) for one in gold] == [True, True, False, False, False]


def test_the_rows_of_a_document_that_is_only_scored_are_not_kept() -> None:
    gold = (row("visit", "1962-07", (0, 9), document="lebanon"),)
    kept = matched_rows(GoldSet("rdcr", {"lebanon": Path("lebanon.txt")}, gold, "aaaa"), list(gold), scorer)
    assert kept == {}


def test_the_ratchet_holds_f1_or_recall_where_labels_are_partial() -> None:
    line = Line("headings", "all", "dated, strict", 3, 0, 4)
    assert figures_of([line], complete=False) == {"all": {"dated, strict: recall": 0.75}}
    line = Line("seed", "all", "dated, strict", 1, 2, 2, people=0.25)
    assert figures_of([line], complete=True) == {"all": {"dated, strict: F1": 0.5, "people": 0.25}}


@pytest.mark.parametrize(
    ("told", "strictly", "by_year"),
    [
        (row("recognition", "1993-03-14", (10, 30)), True, True),
        (row("recognition", "1993-05", (10, 30)), False, True),
        (row("recognition", "1994-03-14", (10, 30)), False, False),
        (row("relations_established", "1993-03-14", (10, 30)), False, False),
        (row("recognition", "1993-03-14", (100, 130)), False, False),
        (row("recognition", "1993-03-14", (10, 30), modality="planned"), False, False),
        (row("recognition", None, (10, 30)), False, False),
    ],
    ids=["the day", "the year", "another year", "another act", "elsewhere", "planned", "undated"],
)
def test_a_heading_is_told_by_an_entry_below_it(told: Row, strictly: bool, by_year: bool) -> None:
    gold = [row("recognition", "1993-03-14", (0, 50))]
    assert bool(recalled([told], gold)) is strictly
    assert bool(recalled([told], gold, strict=False)) is by_year


def test_a_heading_without_a_date_or_an_act_of_ours_is_no_label() -> None:
    heading: Row = {
        "doc": "letter", "type": "severance", "date": "1917-04-08", "date_scorable": True,
        "span_prose_doc": [5, 90], "heading": "Relations Severed",
    }  # fmt: skip
    made = heading_row(heading)
    assert made is not None
    assert (made["act"], made["also"], made["start"]) == ("relations_severed", ["mission_closed"], 5)
    assert heading_row(heading | {"type": "untitled"}) is None
    assert heading_row(heading | {"date_scorable": False}) is None
    assert heading_row(heading | {"span_prose_doc": None}) is None


def test_offsets_lead_back_to_the_source() -> None:
    anchors = (Anchor(0, 5, Place(offset=10)), Anchor(6, 10, Place(offset=40)))
    document = Document("d", "letter", "text/plain", "Paris agree", anchors, (), (), ())
    assert source_span(document, 0, 5) == (10, 15)
    assert source_span(document, 0, 9) == (10, 43)
    on_paper = Document("d", "letter", "application/pdf", "Paris", (Anchor(0, 5, Place(page=1)),), (), (), ())
    assert source_span(on_paper, 1, 4) == (1, 4)
