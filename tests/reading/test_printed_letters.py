"""PDF as browsers print it, each letter placed by itself: words, blanks and raised figures are told by the letters' places."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from regesta.citations import find_citations, find_references
from regesta.model import Document
from regesta.reading import read_bytes

WIDTH, HEIGHT, LEFT, SIZE, LEADING = 595, 842, 70.0, 11.0, 15.0
Draw = Callable[[Canvas], None]


def page_of(*drawn: Draw) -> Document:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(WIDTH, HEIGHT))
    for draw in drawn:
        draw(canvas)
    canvas.save()
    return read_bytes(held.getvalue(), "page.pdf")


def letters(x: float, y: float, text: str, size: float = SIZE, stretch: float = 0.0) -> Draw:
    """A text whose letters are placed one by one, no blank among them; `stretch` points are added to each blank."""

    def draw(canvas: Canvas) -> None:
        at = x
        canvas.setFont("Times-Roman", size)
        for letter in text:
            if letter != " ":
                canvas.drawString(at, y, letter)
            at += canvas.stringWidth(letter, "Times-Roman", size) + (stretch if letter == " " else 0.0)

    return draw


def lines(y: float, *texts: str, size: float = SIZE) -> list[Draw]:
    return [letters(LEFT, y - LEADING * at, text, size) for at, text in enumerate(texts)]


def test_words_and_figures_placed_letter_by_letter_are_whole() -> None:
    document = page_of(
        *lines(
            700,
            "Peru and Finland established diplomatic relations on 12 February 1991. The",
            "Ambassador, Wim Taal (Ports, 1,112), presented his letters in Tallinn on 11.11.1991.",
        )
    )
    assert document.text == (
        "Peru and Finland established diplomatic relations on 12 February 1991. The "
        "Ambassador, Wim Taal (Ports, 1,112), presented his letters in Tallinn on 11.11.1991."
    )


def test_a_line_drawn_out_to_both_margins_is_no_row_of_cells() -> None:
    document = page_of(
        letters(LEFT, 700, "PORTS AND TREATIES OF", stretch=22),
        letters(LEFT, 700 - LEADING, "PERU AND FINLAND", stretch=18),
    )
    assert document.text.split() == "PORTS AND TREATIES OF PERU AND FINLAND".split()
    assert "PORTS AND TREATIES OF" in document.text


@pytest.mark.parametrize("size", [SIZE * 0.6, SIZE * 0.83])
def test_a_smaller_raised_figure_is_a_mark_and_the_figures_of_a_year_are_none(size: float) -> None:
    before, behind = "It was sold in 1991.", " Nobody came back to it."

    def draw(canvas: Canvas) -> None:
        at = LEFT + canvas.stringWidth(before, "Times-Roman", SIZE)
        letters(at, 700 + SIZE * 0.35, "3", size)(canvas)
        letters(at + canvas.stringWidth("3", "Times-Roman", size), 700, behind)(canvas)

    document = page_of(letters(LEFT, 700, before), draw)
    assert document.text == "It was sold in 1991.[3] Nobody came back to it."


def _list_of(works: Sequence[Sequence[str]], y: float, hang: float) -> list[Draw]:
    """A numbered list whose marks hang out by some points."""
    drawn: list[Draw] = []
    for number, work in enumerate(works, 1):
        drawn.append(letters(LEFT, y, f"{number}."))
        for text in work:
            drawn.append(letters(LEFT + hang, y, text))
            y -= LEADING
    return drawn


def test_the_marks_of_a_list_hang_and_its_items_go_on_below_them() -> None:
    works = [
        ["Amaral C, Lind H, Roos B, et al.", "Oslo declaration on ports. Lancet Ports.", "2007;369(9570):1373-8. doi: 10.1371/port.0100226"],
        ["Katai R. Port health. Milbank Q.", "2011;89(3):503-", "23. Available from: https://ports.example/far-", "away/page.htm"],
        ["Zand P. Ebb and harbour. Rev Ports.", "2014;16(3):230-42."],
    ]  # fmt: skip
    document = page_of(
        *lines(760, "The port was sold [1], bought [2] and closed [3]."),
        *lines(720, "References"),
        *_list_of(works, 690, 22),
    )
    found = find_references(document)
    assert [(work.number, work.year) for work in found] == [(1, "2007"), (2, "2011"), (3, "2014")]
    assert found[1].work.pages == "503-23"
    assert found[1].work.url == "https://ports.example/far-away/page.htm"


def test_notes_behind_a_text_are_notes_without_a_heading_where_each_is_called_once() -> None:
    text = ["The port was sold.", "It was bought back.", "It was closed again.", "It was built anew."]
    works = [
        ["Hanna Lind, Empty Basins (Oslo: Nord, 2003), 5."], ["Karl Brown, Ports (Oslo: Nord, 1999), 7."],
        ["Lind, Empty Basins, 9."], ["Brown, Ports, 11."],
    ]  # fmt: skip
    drawn: list[Draw] = []
    for at, sentence in enumerate(text):
        y = 760 - 30 * at
        drawn.append(letters(LEFT, y, sentence))

        def mark(canvas: Canvas, y: float = y, sentence: str = sentence, at: int = at) -> None:
            letters(LEFT + canvas.stringWidth(sentence, "Times-Roman", SIZE), y + 4, f"{at + 1}", SIZE * 0.8)(canvas)

        drawn.append(mark)
    document = page_of(*drawn, *_list_of(works, 600, 22))
    assert [p.kind for p in document.paragraphs][-4:] == ["note"] * 4
    cited = find_citations(document, find_references(document))
    assert [(one.reference, one.page) for one in cited] == [
        ("Lind 2003", "5"), ("Brown 1999", "7"), ("Lind 2003", "9"), ("Brown 1999", "11"),
    ]  # fmt: skip
    assert all(one.called_from for one in cited)


def test_the_lines_of_a_chronology_are_paragraphs_though_no_gap_parts_them() -> None:
    document = page_of(
        *lines(
            760,
            "1963",
            "• 12 May – The two countries establish diplomatic relations, and the ministers of both exchange",
            "letters on the ports.",
            "• 3 June – The legation opens.",
            "1964",
            "• 4 July – The president of the one visits the other, and stays for the whole of a summer, it is told.",
            "• 9 July – Treaty on ports and harbours signed in the town hall of the capital, with all its annexes.",
        )
    )
    assert [document.text[p.start : p.end][:14] for p in document.paragraphs] == [
        "1963", "• 12 May – The", "• 3 June – The", "1964", "• 4 July – The", "• 9 July – Tre",
    ]  # fmt: skip


def test_a_title_over_lines_is_one_and_its_author_another_paragraph() -> None:
    document = page_of(
        letters(LEFT, 780, "Two harbours and a treaty: Peru and", 16),
        letters(LEFT, 780 - 20, "Finland, 1950–2019", 16),
        *lines(
            738,
            "By Hanna Lind",
            "Peru and Finland have tied their harbours together with few agreements and with many ships.",
        ),
    )
    assert [document.text[p.start : p.end] for p in document.paragraphs][:1] == [
        "Two harbours and a treaty: Peru and Finland, 1950–2019"
    ]
