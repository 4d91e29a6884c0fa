"""The dates a reader labelled, where the labels lie beside the project: a floor under what is found of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from regesta.dates import find_dates, plain
from regesta.model import Document
from regesta.reading import read_path

SHARED = Path(__file__).resolve().parents[3] / "shared"


def rows_of(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        pytest.skip(f"{path.name} of {path.parent.parent.name} is not beside the project")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def values_near(document: Document, row: dict[str, Any]) -> set[str]:
    """The values of the mentions of the sentences the row's quote touches, marks of doubt aside."""
    found: set[str] = set()
    for span in document.sentences:
        first, last = document.locate(span.start).offset or 0, document.locate(span.end).offset or 0
        if first >= row["end"] or last <= row["start"]:
            continue
        for one in find_dates(document):
            if span.start <= one.start < span.end:
                found |= {(edtf or "").rstrip("~?%") for edtf in (one.when.edtf, plain(one).edtf)}
    return found


def test_every_date_of_the_article_is_met() -> None:
    rows = rows_of(SHARED / "seed" / "entries.jsonl")
    document = read_path(SHARED / "seed" / "article.md")
    missed = [row["quote"] for row in rows if row["date"].rstrip("~") not in values_near(document, row)]
    assert missed == []


def test_every_date_the_country_articles_state_is_met() -> None:
    folder = SHARED / "rdcr" / "labelled"
    rows = [row for row in rows_of(folder / "gold.jsonl") if row["date_basis"] == "stated"]
    documents = {name: read_path(folder / f"{name}.txt") for name in sorted({row["document"] for row in rows})[:8]}
    asked = [row for row in rows if row["document"] in documents]
    met = [row["date"].rstrip("~?%") in values_near(documents[row["document"]], row) for row in asked]
    assert sum(met) / len(met) >= 0.98
