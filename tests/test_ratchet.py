"""The ratchet itself: figures may rise; a fall is told, and only a person accepts it."""

from __future__ import annotations

from pathlib import Path

import ratchet
from ratchet import Results, changes, falls, load, relabelled, row_key, save


def results(f1: float, rows: list[str] | None = None, labels: str = "aaaa") -> Results:
    found = rows if rows is not None else ["visit 1962-07 10"]
    return Results(
        {"examples": {"all": {"dated, strict: F1": f1}}}, {"examples": {"france": found}}, {"examples": labels}
    )


def test_the_same_figures_pass() -> None:
    assert falls(results(0.7), results(0.7)) == []


def test_a_rise_passes() -> None:
    assert falls(results(0.7), results(0.71)) == []


def test_rounding_is_no_fall() -> None:
    assert falls(results(0.7), results(0.7 - ratchet.TOLERANCE)) == []


def test_a_fall_is_told_with_both_figures() -> None:
    (fall,) = falls(results(0.7), results(0.699))
    assert str(fall) == "examples, all, dated, strict: F1: 0.6990, the baseline is 0.7000"


def test_a_figure_that_is_no_longer_measured_has_fallen() -> None:
    now = Results({"examples": {}}, {"examples": {}}, {"examples": "aaaa"})
    (fall,) = falls(results(0.7), now)
    assert fall.now == 0.0


def test_a_set_that_was_skipped_is_not_compared() -> None:
    assert falls(results(0.7), Results()) == []


def test_figures_over_other_labels_are_not_compared_but_named() -> None:
    now = results(0.1, labels="bbbb")
    assert falls(results(0.7), now) == []
    assert relabelled(results(0.7), now) == ["examples"]


def test_a_set_that_the_baseline_does_not_know_is_named() -> None:
    assert relabelled(Results(), results(0.7)) == ["examples"]


def test_gains_and_losses_are_listed_in_the_order_of_the_text() -> None:
    before = results(0.7, ["visit 1962-07 1000", "speech 1962-09-09 20"])
    now = results(0.7, ["speech 1962-09-09 20", "agreement 1963-01-22 1100", "meeting - 90"])
    gained, lost = changes(before, now)
    assert gained == [("examples", "france", "meeting - 90"), ("examples", "france", "agreement 1963-01-22 1100")]
    assert lost == [("examples", "france", "visit 1962-07 1000")]


def test_a_row_is_named_by_act_date_and_offset() -> None:
    assert row_key({"act": "visit", "date": "1962-07", "start": 10, "quote": "never kept"}) == "visit 1962-07 10"
    assert row_key({"act": "aid", "date": None, "start": 4}) == "aid - 4"


def test_what_is_saved_is_loaded_equal(tmp_path: Path) -> None:
    path = tmp_path / "evaluation" / "baseline.json"
    assert load(path) is None
    save(path, results(0.7), None)
    assert load(path) == results(0.7)


def test_a_skipped_set_keeps_its_baseline(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    save(path, results(0.7), None)
    other = Results({"seed": {"all": {}}}, {"seed": {}}, {"seed": "cccc"})
    save(path, other, load(path))
    kept = load(path)
    assert kept is not None
    assert kept.figures.keys() == {"examples", "seed"}
    assert kept.figures["examples"] == results(0.7).figures["examples"]
