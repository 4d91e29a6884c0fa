"""The examples are what the scripts make of their texts, and their labels point at the words they quote."""

from __future__ import annotations

import json
from typing import Any

import pytest
from make_examples import DOCUMENTS, EXPECTED, TEXTS, blocks, docx_of, pdf_of, relocate

from regesta.reading import read_path

ROWS: list[dict[str, Any]] = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
NAMES = sorted(path.name for path in DOCUMENTS.iterdir())


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.stem: read_path(path).text for path in DOCUMENTS.iterdir()}


def test_every_label_is_the_words_it_quotes(texts: dict[str, str]) -> None:
    wrong = [row["quote"] for row in ROWS if texts[row["document"]][row["start"] : row["end"]] != row["quote"]]
    assert wrong == []


def test_labels_keep_their_place_when_found_again(texts: dict[str, str]) -> None:
    assert relocate(ROWS, texts) == ROWS


def test_a_label_whose_words_are_gone_is_refused() -> None:
    with pytest.raises(ValueError, match="occurs 0 times"):
        relocate([{"document": "letter", "quote": "gone"}], {"letter": "It stands."})


def test_a_label_whose_words_occur_twice_must_say_which() -> None:
    row: dict[str, Any] = {"document": "letter", "quote": "a visit"}
    with pytest.raises(ValueError, match="occurs 2 times"):
        relocate([row], {"letter": "a visit after a visit"})
    (placed,) = relocate([{**row, "nth": 2}], {"letter": "a visit after a visit"})
    assert (placed["start"], placed["end"]) == (14, 21)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_source_is_read(name: str, texts: dict[str, str]) -> None:
    stem = name.rsplit(".", 1)[0]
    source = TEXTS / f"{stem}.md"
    if not source.is_file():
        pytest.skip("the document is its own source")
    read = " ".join(texts[stem].split())
    for block in blocks(source.read_text(encoding="utf-8")):
        # Word and PDF lists carry the numbers of the source as text; a column's end must not break a paragraph
        assert block.text in read


def test_a_build_gives_the_same_bytes_twice() -> None:
    words = "# A title\n\nA paragraph of 22 January 1963.\n"
    assert docx_of(words) == docx_of(words)
    assert pdf_of(words, "HEAD") == pdf_of(words, "HEAD")
