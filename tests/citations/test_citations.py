"""Citations are found with names, year and page, and paired with the list or with nothing."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.citations import find_citations, find_quotations, find_references, find_source_notes
from regesta.names import find_names
from regesta.reading import read_bytes, read_path
from regesta.workflow import read_document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
SPEAKERS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("speakers.toml").read_text(encoding="utf-8"))[
    "case"
]
REPORTED: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("reported.toml").read_text(encoding="utf-8"))[
    "case"
]
SEED = Path(__file__).parents[3] / "shared" / "seed"


@pytest.mark.parametrize("case", CASES, ids=[case["because"] for case in CASES])
def test_a_passage_gives_its_citations(case: dict[str, Any]) -> None:
    page = f"# Ties\n\n{case['text']}\n\n# References\n\n" + "\n".join(f"- {work}" for work in case["list"]) + "\n"
    document = read_bytes(page.encode(), "page.md")
    found = find_citations(document, find_references(document))
    told = [f"{c.text} | {'; '.join(c.names)} | {c.year} | {c.page or '-'} | {c.reference or '-'}" for c in found]
    assert told == case["found"], case["because"]
    assert all(document.text[c.start : c.end] == c.text for c in found)


@pytest.mark.parametrize(
    ("work", "names", "year"),
    [
        ("Smith, J., & Brown, K. (2004a). Ports. Oslo: Nord.", ("Smith", "Brown"), "2004a"),
        ("Defrance, Corine, and Ulrich Pfeil, eds. 2005. Der Vertrag 1945-1963. Munich: Old.", ("Defrance", "Pfeil"), "2005"),
        ("N. Azad, (2023). 'Rol'. Jurnal, 17(11), pp. 38-44. [Accessed on: 10 April 2025].", ("Azad",), "2023"),
        ("H.A.Aliyev, \"Kitab\", Bakı: Nəşr, 2009, p. 150.", ("Aliyev",), "2009"),
        ("Eurasia Monitor, \"A Visit\". Eurasia Monitor, 25 September 2017.", ("Eurasia Monitor",), "2017"),
        ("Lind, H. (19977). The Road. Cairo: Nile.", ("Lind",), None),
    ],
)  # fmt: skip
def test_a_reference_gives_its_authors_and_year(work: str, names: tuple[str, ...], year: str | None) -> None:
    document = read_bytes(f"# A\n\nText.\n\n# References\n\n- {work}\n".encode(), "page.md")
    (reference,) = find_references(document)
    assert (reference.names, reference.year) == (names, year)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('President Nils Holm said: "The road is open to both of us, now and later."', "Nils Holm"),
        ('"The road is open to both of us, now and later," said President Nils Holm.', "Nils Holm"),
        ('"The road is open to us." These words were spoken by the President of Peru, Ana Silva, in 1990.', "Ana Silva"),
        ('President Nils Holm met Ambassador Ana Silva, affirming that "the road is open to both of us."', "Nils Holm"),
        ('President Nils Holm came to Lima. He declared, "The road is open to both of us."', "Nils Holm"),
        ("The so-called \"open road\" was closed.", None),
    ],
)  # fmt: skip
def test_a_quotation_knows_who_speaks(text: str, speaker: str | None) -> None:
    document = read_bytes(text.encode(), "page.txt")
    (quotation,) = find_quotations(document, find_names(document).people)
    assert quotation.speaker == speaker
    assert document.text[quotation.start : quotation.end] == quotation.text


@pytest.mark.parametrize("case", SPEAKERS, ids=[case["because"] for case in SPEAKERS])
def test_a_quotation_is_told_with_whoever_the_text_says_speaks(case: dict[str, Any]) -> None:
    works = "\n# References\n\n" + "\n".join(f"- {work}" for work in case["works"]) + "\n" if "works" in case else ""
    document = read_bytes(f"# Ties\n\n{case['text']}\n{works}".encode(), "page.md")
    citations = find_citations(document, find_references(document))
    quotation = find_quotations(document, find_names(document).people, citations)[case.get("at", 0)]
    assert (quotation.speaker or "") == case["speaker"], case["because"]
    assert document.text[quotation.start : quotation.end] == quotation.text


@pytest.mark.parametrize("case", REPORTED, ids=[case["because"] for case in REPORTED])
def test_what_is_reported_without_marks_is_told_with_its_speaker(case: dict[str, Any]) -> None:
    reading = read_document(read_bytes(f"# Ties\n\n{case['text']}\n".encode(), "page.md"))
    found = [q for q in reading.quotations if q.kind == "reported"]
    assert [f"{q.speaker} | {' '.join(q.text.split()[:3])}" for q in found] == case["reported"], case["because"]


def test_a_note_on_sources_is_told_from_the_tale() -> None:
    text = "Peru closed its legation in 1931 (FRUS 1931, vol. II, p. 6). It was cold."
    document = read_bytes(text.encode(), "page.txt")
    (note,) = find_source_notes(document)
    assert document.text[note.start : note.end] == "(FRUS 1931, vol. II, p. 6)"


@given(st.text(max_size=400))
def test_any_text_holds_its_spans(text: str) -> None:
    data = ("x" + text).encode("utf-8", "ignore").replace(b"\x00", b" ")
    document = read_bytes(data, "page.txt")
    references = find_references(document)
    spans = [(c.start, c.end, c.text) for c in find_citations(document, references)]
    spans += [(q.start, q.end, q.text) for q in find_quotations(document)]
    spans += [(r.start, r.end, r.text) for r in references]
    assert all(document.text[start:end] == told for start, end, told in spans)


@pytest.mark.skipif(not SEED.is_dir(), reason="the first article is not beside the project")
def test_the_first_article_has_its_citations_and_quotations() -> None:
    document = read_path(SEED / "article.md")
    references = find_references(document)
    numbers = {reference.id: reference.number for reference in references}
    found = {document.locate(c.start).offset: c for c in find_citations(document, references)}
    gold = [json.loads(line) for line in (SEED / "citations.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(found) == sorted(row["start"] for row in gold)  # type: ignore[type-var]
    for row in gold:
        citation = found[row["start"]]
        told = (list(citation.names), citation.year, citation.page, numbers.get(citation.reference or ""))
        assert told == (row["names"], row["year"], row["page"], row["reference"]), row["quote"]
    spoken = [q for q in find_quotations(document, find_names(document).people) if q.speaker is not None]
    quoted = [json.loads(line) for line in (SEED / "quotations.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [document.locate(q.start).offset for q in spoken] == [row["start"] for row in quoted]
    assert all(row["speaker"].startswith(q.speaker or "-") for q, row in zip(spoken, quoted, strict=True))
