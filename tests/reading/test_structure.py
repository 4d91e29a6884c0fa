"""What a reader makes of a page: columns, headings, front matter, reference lists, rows, joined paragraphs."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from regesta.model import Document, Paragraph
from regesta.reading import read_bytes, sentences
from regesta.reading.bibliography import heads_part

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))[
    "case"
]

PAGE = """
Journal of Northern Studies
 Volume 3, Issue 2, 2019
 Publication Date: June 4, 2019
<https://doi.org/10.9999/jns.42>

Two Kingdoms and a Strait: A Short History

Anna Berg^a, Nils Holm^b

^a*Department of History, University of Malmö, Sweden*

^{*}*Corresponding author: anna@example.org*

Abstract—The two kingdoms have quarrelled over a strait for a long time, and this note tells how they came to an
agreement about it, what the agreement cost them, and which of the promises that were made at the time were kept.

Keywords— strait; kingdoms; tolls.

INTRODUCTION

The tolls of the strait brought both kingdoms a good income, for which reason neither would give up its claim to the

fortress on the eastern shore. Ships paid in silver. A cargo was worth \\$40 in those days (Lind, 2001).

It was a hard trade, and it went on for years, with nobody gaining by it,

Denmark least of all.

REFERENCES

- [1] H. Lind, "Silver and Tolls", Malmö: Quay, 2001.
"""


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.text[p.start : p.end][:24]) for p in document.paragraphs]


def test_a_recognised_page_of_a_journal() -> None:
    document = read_bytes(PAGE.encode(), "page.md")
    front = document.front
    assert front.title == "Two Kingdoms and a Strait: A Short History"
    assert (front.authors, front.date, front.doi) == (("Anna Berg", "Nils Holm"), "2019-06-04", "10.9999/jns.42")
    assert [s.role for s in document.sections] == ["abstract", "body", "references"]
    assert "claim to the fortress on the eastern shore" in document.text
    assert "nobody gaining by it, Denmark least" in document.text
    assert "worth $40 in" in document.text
    assert "^" not in document.text
    assert [kind for kind, _ in kinds(document)].count("reference") == 1


def test_what_stands_apart_stays_apart() -> None:
    page = "# Ties\n\nThe talks went on for many weeks in the cold rooms of the old palace and the\n\n## Tolls\n\nA list follows\n\n- one\n- two\n\nThe End\n\nand more."
    document = read_bytes(page.encode(), "page.md")
    assert [kind for kind, _ in kinds(document)][:3] == ["heading", "text", "heading"]
    assert [kind for kind, _ in kinds(document)].count("list") == 2


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("a.txt", "Ties\n\n+-----+------+\n| A   | B    |\n+=====+======+\n| Oslo | May\n|      | 1993 |\n+-----+------+\n| Riga | 1994 |\n+-----+------+\n"),
        ("a.md", "Ties\n\n| A | B |\n|---|---|\n| Oslo | May 1993 |\n| Riga | 1994 |\n"),
        ("a.html", "<table><tr><th>A</th><th>B</th></tr><tr><td>Oslo</td><td>May 1993</td></tr><tr><td>Riga</td><td>1994</td></tr></table>"),
    ],
)  # fmt: skip
def test_a_row_of_a_table_is_one_paragraph(name: str, page: str) -> None:
    rows = [p for p in read_bytes(page.encode(), name).paragraphs if p.kind == "table"]
    assert len(rows) == 3


def test_fields_between_dashes_are_front_matter() -> None:
    page = '---\ntitle: "Ties: a note"\nauthor: Anna Berg; Nils Holm\ndate: 2020-05-01\nlang: en\n---\n\nA visit took place.\n'
    front = read_bytes(page.encode(), "a.md").front
    assert (front.title, front.authors, front.date, front.language) == (
        "Ties: a note",
        ("Anna Berg", "Nils Holm"),
        "2020-05-01",
        "en",
    )


def test_what_tei_and_jats_and_html_say_of_themselves() -> None:
    tei = (
        "<TEI><teiHeader><fileDesc><titleStmt><title>Ties</title><author>Anna Berg</author></titleStmt></fileDesc></teiHeader>"
        "<text><body><p>A visit.</p></body><back><listBibl><bibl>Lind, H. 2001. Silver.</bibl></listBibl></back></text></TEI>"
    )
    document = read_bytes(tei.encode(), "a.xml")
    assert (document.front.title, document.front.authors) == ("Ties", ("Anna Berg",))
    assert "references" in [s.role for s in document.sections]
    jats = (
        '<?xml version="1.0"?><article><front><article-meta><article-id pub-id-type="doi">10.9/x</article-id><title-group>'
        "<article-title>Ties</article-title></title-group><contrib-group><contrib><name><surname>Berg</surname>"
        "<given-names>Anna</given-names></name></contrib></contrib-group><pub-date><day>4</day><month>6</month><year>2019</year>"
        "</pub-date></article-meta></front><body><p>A visit.<fn><p>A note.</p></fn></p></body></article>"
    )
    front = read_bytes(jats.encode(), "a.xml").front
    assert (front.title, front.authors, front.date, front.doi) == ("Ties", ("Anna Berg",), "2019-06-04", "10.9/x")
    page = (
        '<html lang="en"><head><title>x</title><meta name="citation_title" content="Ties"><meta name="author" content="Anna Berg">'
        '<meta property="article:published_time" content="2019-06-04T10:00"></head><body><nav>Home</nav><p>A visit.</p>'
        "<script>alert(1)</script><footer>Imprint</footer></body></html>"
    )
    document = read_bytes(page.encode(), "a.html")
    assert (document.front.title, document.front.date, document.text) == ("Ties", "2019-06-04", "A visit.")


def test_word_headings_lists_and_tables() -> None:
    made = docx.Document()
    made.add_heading("Ties", 1)
    made.add_paragraph("A visit took place in 1993.")
    made.add_paragraph("one", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Oslo", "1993"
    out = io.BytesIO()
    made.save(out)
    document = read_bytes(out.getvalue(), "a.docx")
    assert [kind for kind, _ in kinds(document)] == ["heading", "text", "list", "table"]
    assert "Oslo | 1993" in document.text


def test_two_columns_with_running_heads_are_read_in_order() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    words = [f"line {n} of a long tale that goes" for n in range(120)]
    words[3] = "line 3 ends with a broken agree-"
    words[4] = "ment and goes on as before here"
    for page in range(2):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 800, "JOURNAL OF NORTHERN STUDIES")
        canvas.drawString(300, 30, str(page + 11))
        for column in range(2):
            for at in range(30):
                canvas.drawString(60 + 260 * column, 770 - 14 * at, words[page * 60 + column * 30 + at])
        canvas.showPage()
    canvas.save()
    text = read_bytes(out.getvalue(), "a.pdf").text
    assert "JOURNAL" not in text
    assert "11" not in text.replace("line 11", "").replace("line 111", "")[:40]
    positions = [text.index(f"line {n} ") for n in range(120) if n != 4]
    assert positions == sorted(positions)
    assert "agreement and goes on" in text


@pytest.mark.parametrize("case", CASES, ids=[case["because"] for case in CASES])
def test_sentences_end_where_a_reader_ends_them(case: dict[str, Any]) -> None:
    text = " ".join(case["sentences"])
    found = sentences(text, [Paragraph(0, len(text), "text")])
    assert [text[s.start : s.end] for s in found] == case["sentences"], case["because"]


def test_a_slanted_letter_stands_once_though_it_reaches_into_the_box_before_it() -> None:
    """A tightly set line with a slanted title behind plain words: pdfium gives "A" with both boxes, and "f" too."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(400, 300))
    line = canvas.beginText(40, 200)
    line.setWordSpace(-1.2)
    for face, words in (("Times-Roman", "Lords of "), ("Times-Italic", "Asian History and Navy")):
        line.setFont(face, 7.5)
        line.textOut(words)
    canvas.drawText(line)
    canvas.showPage()
    canvas.save()
    assert read_bytes(page.getvalue(), "slanted.pdf").text.strip() == "Lords of Asian History and Navy"


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Ouvrages, articles et travaux", True),
        ("Kitaplar ve makaleler", True),
        ("Books, wars and articles", False),
        ("Ports", False),
    ],
)
def test_a_heading_parts_a_list_where_each_kind_that_it_names_is_one_of_works(heading: str, parts: bool) -> None:
    assert heads_part(heading) is parts


def test_elements_that_stand_for_quotation_marks_are_read_with_them() -> None:
    html = read_bytes(
        b"<html><body><p>He spoke of <q>a harbour of hope</q> and of \xe2\x80\x9c<q>peace</q>\xe2\x80\x9d.</p></body></html>",
        "page.html",
    )
    assert "of \u201ca harbour of hope\u201d and" in html.text
    tei = read_bytes(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>He spoke of <quote>a harbour</quote>, a '
        b"<soCalled>free</soCalled> port, and <q>&#8220;peace&#8221;</q>.</p></body></text></TEI>",
        "page.xml",
    )
    assert tei.text == "He spoke of \u201ca harbour\u201d, a \u2018free\u2019 port, and \u201cpeace\u201d."


def test_numbered_paragraphs_behind_a_text_are_its_notes_where_figures_call_each_once_and_in_order() -> None:
    text = "The port was sold.[1] It was bought.[2] It was closed.[3] It was built anew.[4]"
    notes = [
        "[1] Hanna Lind, Basins (Oslo: Nord, 2003), 5.",
        "[2] Ibid.",
        "[3] Karl Brown, Ports (Oslo: Nord, 1999), 7",
        "[4] Lind, Basins, 9.",
    ]
    document = read_bytes("\n\n".join([text, *notes]).encode(), "page.txt")
    assert [kind for kind, _ in kinds(document)] == ["text", *["note"] * 4]
    again = text.replace("[4]", "[1, 4]").replace("[2]", "[2] [1]")
    listed = read_bytes("\n\n".join([again, *notes]).encode(), "page.txt")
    assert "note" not in [kind for kind, _ in kinds(listed)], "a work that is cited again is no note"


@pytest.mark.parametrize(
    ("lead", "kind"), [("I copied it out and have it still:", "quote"), ("I copied it out and lost it.", "text")]
)
def test_lines_indented_behind_a_colon_are_a_block(lead: str, kind: str) -> None:
    page = f"A long day in the chancery\n\n{lead}\n\n    The port is shut, and the cranes are\n    sold to the harbour board.\n\nWe went home.\n"
    document = read_bytes(page.encode(), "page.txt")
    (block,) = [p for p in document.paragraphs if document.text[p.start : p.end].startswith("The port")]
    assert block.kind == kind
