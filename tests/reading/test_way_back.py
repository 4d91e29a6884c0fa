"""Law 1 and the way back: what a document says is in its text, and every offset leads to where it came from."""

from __future__ import annotations

import io
import xml.sax.saxutils as sax
from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from regesta.model import Document, Place
from regesta.reading import read_bytes

# phrases in the scripts that the register must hold; one word is planted in each document
WORDS = ["Əliyev", "İsrail", "ışıq", "ירושלים", "Москва", "北京大學", "😀🎓", "éà", "Þórshöfn", "ქართული", "Тõнис"]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
lines = st.lists(st.sampled_from(["A visit took place.", "Talks went on, and on.", "Nobody came."]), max_size=4)


def markdown(before: list[str], phrase: str) -> bytes:
    return (
        "# A *title*\n\n" + "\n\n".join(before) + f"\n\nHere **stands** {phrase} and [more](http://x.example/a_b).\n"
    ).encode()


def plain(before: list[str], phrase: str) -> bytes:
    return ("Heading\r\n\r\n" + "\r\n\r\n".join(before) + f"\r\n\r\nHere stands {phrase} and more.\r\n").encode(
        "utf-8-sig"
    )


def html(before: list[str], phrase: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in before)
    return f"<html><body><nav>Menu</nav>{body}<div><p>Here <b>stands</b> {phrase} &amp; more.</p></div></body></html>".encode()


def tei(before: list[str], phrase: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in before)
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div>{body}<p>Here <hi>stands</hi> {phrase}.</p></div></body></text></TEI>'.encode()


def jats(before: list[str], phrase: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in before)
    return f'<?xml version="1.0"?><article><front/><body><sec><title>T</title>{body}<p>Here stands {phrase}.</p></sec></body></article>'.encode()


def word(before: list[str], phrase: str) -> bytes:
    made = docx.Document()
    for line in before:
        made.add_paragraph(line)
    made.add_paragraph(f"Here stands {phrase} and more.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


TEXTUAL: list[Callable[[list[str], str], bytes]] = [markdown, plain]
ALL: list[Callable[[list[str], str], bytes]] = [markdown, plain, html, tei, jats, word]


def check(document: Document) -> None:
    """What holds for every document: anchors and sentences in order, inside the text and their paragraphs."""
    ends = 0
    for anchor in document.anchors:
        assert ends <= anchor.start <= anchor.end <= len(document.text)
        ends = anchor.end
    at = 0
    homes = [(p.start, p.end) for p in document.paragraphs]
    for sentence in document.sentences:
        assert at <= sentence.start < sentence.end
        at = sentence.end
        assert document.text[sentence.start : sentence.end].strip() == document.text[sentence.start : sentence.end]
        assert any(low <= sentence.start and sentence.end <= high for low, high in homes)


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.__name__)
@settings(max_examples=40, deadline=None)
@given(before=lines, phrase=phrases)
def test_a_planted_phrase_stands_in_the_text(
    made: Callable[[list[str], str], bytes], before: list[str], phrase: str
) -> None:
    document = read_bytes(made(before, phrase), "page")
    check(document)
    assert document.text.count(phrase) == 1
    assert "Menu" not in document.text


@pytest.mark.parametrize("made", TEXTUAL, ids=lambda made: made.__name__)
@settings(max_examples=40, deadline=None)
@given(before=lines, phrase=phrases)
def test_an_offset_leads_back_to_the_very_character_and_line(
    made: Callable[[list[str], str], bytes], before: list[str], phrase: str
) -> None:
    data = made(before, phrase)
    source = data.decode("utf-8-sig")
    document = read_bytes(data, "page.md" if made is markdown else "page.txt")
    start = document.text.index(phrase)
    for step, letter in enumerate(phrase):
        place = document.locate(start + step)
        assert place.offset is not None
        assert source[place.offset] == letter
    line = document.locate(start).line
    assert line is not None
    assert phrase in source.split("\n")[line - 1]


@settings(max_examples=30, deadline=None)
@given(before=lines, phrase=phrases)
def test_an_offset_leads_back_to_the_paragraph_or_path(before: list[str], phrase: str) -> None:
    def place(data: bytes) -> Place:
        document = read_bytes(data, "page")
        return document.locate(document.text.index(phrase))

    assert place(word(before, phrase)).paragraph == len(before) + 1
    for made in (tei, jats):
        data = made(before, phrase)
        path = place(data).path
        root = etree.fromstring(data)
        assert path is not None
        (element,) = (
            root.getroottree().xpath(path, namespaces=None) if "*" in path or made is jats else root.xpath(path)
        )
        assert phrase in "".join(element.itertext())
    assert place(html(before, phrase)).path == "/body/div[1]/p[1]"


def test_escapes_are_read_as_the_letters_they_stand_for() -> None:
    phrase = 'Alice & "Bob" <3'
    data = f"<TEI><text><p>{sax.escape(phrase)}</p></text></TEI>".encode()
    assert phrase in read_bytes(data, "a.xml").text


def test_in_a_pdf_an_offset_leads_to_the_page_and_a_box_on_it() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in (1, 2, 3):
        canvas.setFont("Vera", 11)
        for at in range(30):
            canvas.drawString(72, 760 - 16 * at, f"Page {page} line {at} tells of Malmö and Łódź once more.")
        canvas.showPage()
    canvas.save()
    document = read_bytes(out.getvalue(), "three.pdf")
    check(document)
    start = document.text.index("Page 2 line 7 ")
    place = document.locate(start)
    assert place.page == 2
    assert place.box is not None
    left, bottom, right, top = place.box
    assert 60 < left < right < 595
    assert abs(bottom - (760 - 16 * 7)) < 6
    assert bottom < top
