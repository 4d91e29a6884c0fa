"""Numbers that a format shows and does not print, and numbers raised above the line, lead to the works of the list."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from regesta.citations import find_citations, find_references
from regesta.model import Document
from regesta.reading import read_bytes

WORKS = ("Smith A. Letters. Oslo: Nord; 1999.", "Brown K. Ports. Oslo: Nord; 2004.", "Wei R. Rocks. Macau: Sun; 2012.")


def _told(document: Document) -> list[str]:
    found = find_citations(document, find_references(document))
    assert all(document.text[c.start : c.end] == c.text for c in found)
    return [f"{c.text} {c.page or '-'} {c.reference}" for c in found]


def test_a_web_page_counts_the_items_of_its_list() -> None:
    items = "".join(f"<li>{work}</li>" for work in WORKS)
    page = (
        "<h1>Ties</h1><p>It was so.<sup>1(pp3–5),3</sup> The port of 5 km<sup>2</sup> was sold.<sup>2</sup></p>"
        f"<h2>References</h2><ol>{items}</ol>"
    )
    assert _told(read_bytes(page.encode(), "page.html")) == [
        "[1(pp3–5),3] 3–5 Smith 1999",
        "[1(pp3–5),3] - Wei 2012",
        "[2] - Brown 2004",
    ]


def test_raised_links_to_works_are_read_as_one() -> None:
    items = "".join(f"<li id='r{at}'>{work}</li>" for at, work in enumerate(WORKS, 1))
    page = (
        "<h1>Ties</h1><p>It was so.<sup><a href='#r1'>1</a>–<a href='#r3'>3</a></sup> It was.<sup><a>2</a></sup></p>"
        f"<h2>References</h2><ol>{items}</ol>"
    )
    assert _told(read_bytes(page.encode(), "page.html")) == [
        "[1–3] - Smith 1999",
        "[1–3] - Brown 2004",
        "[1–3] - Wei 2012",
        "[2] - Brown 2004",
    ]


def test_a_word_processor_parts_a_raised_number_and_numbers_its_list_itself() -> None:
    source = docx.Document()
    source.add_heading("Ties", 1)
    paragraph = source.add_paragraph("It was so.")
    for part in ("1", "(p", "14)", ",3"):
        paragraph.add_run(part).font.superscript = True
    paragraph.add_run(" The port of Oslo was sold.")
    paragraph.add_run("2").font.superscript = True
    source.add_heading("References", 1)
    for work in WORKS:
        source.add_paragraph(work, style="List Number")
    kept = io.BytesIO()
    source.save(kept)
    assert _told(read_bytes(kept.getvalue(), "page.docx")) == [
        "[1(p14),3] 14 Smith 1999",
        "[1(p14),3] - Wei 2012",
        "[2] - Brown 2004",
    ]


@pytest.mark.parametrize("label", ["", "<label>{}.</label>", "<label>CR{}</label>"])
def test_a_deposited_article_numbers_its_works_or_leaves_them_to_be_counted(label: str) -> None:
    works = "".join(
        f"<ref id='b{at}'>{label.format(at)}<mixed-citation>{work}</mixed-citation></ref>"
        for at, work in enumerate(WORKS, 1)
    )
    page = (
        "<article><front/><body><sec><title>Ties</title><p>It was so.<xref ref-type='bibr' rid='b1'><sup>1</sup></xref> The port of "
        "Oslo<sup><xref ref-type='bibr' rid='b2'>2</xref>,<xref ref-type='bibr' rid='b3'>3</xref></sup> was sold.</p></sec>"
        f"</body><back><ref-list><title>References</title>{works}</ref-list></back></article>"
    )
    assert _told(read_bytes(page.encode(), "page.xml")) == [
        "[1] - Smith 1999",
        "[2,3] - Brown 2004",
        "[2,3] - Wei 2012",
    ]


@pytest.mark.parametrize("marks", [("1. ", "2. ", "3. "), ("1. ", "1. ", "1. "), ("1) ", "2) ", "3) ")])
def test_markdown_counts_its_list_whatever_its_numbers_are(marks: tuple[str, ...]) -> None:
    works = "\n".join(mark + work for mark, work in zip(marks, WORKS, strict=True))
    page = f"# Ties\n\nIt was so [1]. A port of 5 km<sup>2</sup> was sold.<sup>2,3</sup>\n\n# References\n\n{works}\n"
    assert _told(read_bytes(page.encode(), "page.md")) == [
        "[1] - Smith 1999",
        "[2,3] - Brown 2004",
        "[2,3] - Wei 2012",
    ]


def test_marks_of_notes_beside_a_list_by_the_alphabet_count_nothing() -> None:
    works = "\n\n".join(f"{name}, A. A Title. Oslo: Nord, 1999." for name in ("Adams", "Brown", "Lind", "Wei"))
    page = f"# Ties\n\nIt was so.[1] Then it was sold.[2] Then it was bought.[3]\n\n# References\n\n{works}\n"
    assert [told.rpartition(" ")[2] for told in _told(read_bytes(page.encode(), "page.md"))] == ["None"] * 3


@pytest.mark.parametrize(
    "piece", ["[1, p. 2, 3, ", "[1; 2, pp. 3, 4, 5-", "1, ch. 2] ", "[", "see [e.g., ", "[3]-", "“ [2"]
)
def test_time_grows_no_faster_than_the_text(
    piece: str, in_proportion: Callable[[Callable[[int], object], int], None]
) -> None:
    works = "\n".join(f"{at}. {work}" for at, work in enumerate(WORKS, 1))

    def cited(count: int) -> object:
        document = read_bytes(f"# Ties\n\n{piece * count}\n\n# References\n\n{works}\n".encode(), "page.md")
        return find_citations(document, find_references(document))

    in_proportion(cited, 1000)
