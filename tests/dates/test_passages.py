"""Passages and the dates in them, as `cases/passages.toml` tells: words, value, bounds, basis."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regesta.dates import find_dates
from regesta.model import DateMention, Document

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "passages.toml").read_text(encoding="utf-8")
)["case"]


def as_told(mention: DateMention) -> dict[str, str]:
    """A mention in the shape of the case file: what it does not tell is left out."""
    when = mention.when
    told = {"words": mention.text}
    if mention.fault is not None:
        return told | {"fault": mention.fault}
    if when.edtf is None:
        return told | {"kind": mention.kind}
    told["edtf"] = when.edtf
    if when.earliest is not None:
        told["earliest"] = when.earliest
    if when.latest is not None:
        told["latest"] = when.latest
    return told | {"basis": when.basis}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_a_passage_tells_these_dates_and_no_others(case: dict[str, Any], document_of: Callable[..., Document]) -> None:
    mentions = find_dates(document_of(case["text"], case.get("own")))
    assert [as_told(one) for one in mentions] == case["dates"]


def test_there_are_passages_enough() -> None:
    assert len(CASES) >= 120


def test_what_is_not_told_outright_says_how_it_was_reached(document_of: Callable[..., Document]) -> None:
    for case in CASES:
        for one in find_dates(document_of(case["text"], case.get("own"))):
            if one.when.basis != "stated" or (one.when.edtf or "").startswith("XXXX"):
                assert one.why is not None, one
                assert one.why.endswith("."), one
