"""Seeded errors: the same each time, one a copy, at the place they name; and our checks on those of our own examples."""

from __future__ import annotations

from functools import cache

import measure_checks
import pytest
import seed_errors
from gold_sets import HOME
from seed_errors import KINDS, Base, Seeded, of_paths, seeded

EXAMPLE = HOME / "examples" / "documents" / "egypt-israel-1977-1982.md"


@cache
def base() -> Base:
    return next(of_paths([EXAMPLE]))


@cache
def errors() -> tuple[Seeded, ...]:
    return tuple(seeded(base()))


def test_the_same_errors_each_time_and_others_for_another_seed() -> None:
    assert tuple(seeded(base())) == errors()
    assert tuple(seeded(base(), seed=1)) != errors()


def test_most_takes_the_first_of_each_kind() -> None:
    few = list(seeded(base(), most=1))
    assert [one.kind for one in few] == [kind for kind in KINDS if any(one.kind == kind for one in errors())]
    assert all(one in errors() for one in few)


def test_nothing_is_changed_but_the_words_named() -> None:
    text = base().text
    assert len(errors()) > 20
    for one in errors():
        assert one.text[: one.start].rstrip() == text[: len(one.text[: one.start].rstrip())]
        assert text.endswith(one.text[one.end :])
        assert one.text[one.start : one.end] != ""
        assert one.what != ""


def test_errors_and_controls_are_both_there() -> None:
    for kind in ("weekday", "arithmetic", "embassy-first", "contradiction"):
        rules = {bool(one.expects) for one in errors() if one.kind == kind}
        assert rules == {True, False}, kind


@pytest.mark.parametrize("kind", ["holder", "weekday", "impossible", "arithmetic", "embassy-first"])
def test_errors_in_our_own_example_are_found_and_controls_are_not(kind: str) -> None:
    count = measure_checks.measure([base()], frozenset([kind]))[kind]
    assert count.errors > 0
    assert (count.found, count.alarms) == (count.errors, 0), count.missed


def test_the_table_tells_families_and_kinds() -> None:
    counts = measure_checks.measure([base()], frozenset(["weekday"]), most=2)
    table = measure_checks.table(counts)
    assert "  weekday" in table
    assert "dates" in table
    assert measure_checks.figures_of(counts) == {"dates": {"precision": 1.0, "recall": 1.0}}


def test_the_command_lists_what_was_changed(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    assert seed_errors.main(["--kinds", "embassy-first", "--shared", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines != []
    assert all(line.split("\t")[1] == "embassy-first" for line in lines)
