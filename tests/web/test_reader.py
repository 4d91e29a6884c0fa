"""A document as it was read: every mark leads to an entry and back, findings stand beside their words, pages as printed."""

from __future__ import annotations

import html
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from regesta.exploring.marking import all_mentions, cited_in, marked, named_in
from regesta.gathering import gather
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.web import create_app
from regesta.workflow import examine, read_document, read_into

from .conftest import HERE, LETTER, make_register

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The three example documents, one of them a PDF."""
    path = tmp_path_factory.mktemp("reader") / "examples.register"
    with Register(path) as register:
        assert all(outcome.status == "new" for outcome in read_into(register, gather([str(EXAMPLES)])))
    with TestClient(create_app(str(path)), base_url=HERE) as client:
        yield client


def document_of(pages: TestClient, name: str) -> str:
    found = re.search(rf'href="/document/([0-9a-f]+)"[^>]*>[^<]*{name}', pages.get("/documents").text)
    assert found is not None
    return found[1]


def test_pieces_joined_are_the_text_and_every_entry_is_marked() -> None:
    document = read_bytes(LETTER.encode(), "letter.md")
    found = examine(read_document(document))
    mentions = all_mentions(named_in(document), cited_in(found.reading.citations))
    blocks = marked(document, document.paragraphs, found.reading.entries, found.findings, mentions)
    for paragraph, block in zip(document.paragraphs, blocks, strict=True):
        assert "".join(piece.text for piece in block.pieces) == document.text[paragraph.start : paragraph.end]
    for entry in found.reading.entries:
        told = "".join(piece.text for block in blocks for piece in block.pieces if entry in piece.entries)
        assert told == entry.quote
        assert sum(entry.id in piece.begun for block in blocks for piece in block.pieces) == 1
    kinds = {piece.mention.kind for block in blocks for piece in block.pieces if piece.mention is not None}
    assert {"date", "state", "person"} <= kinds


def test_every_entry_of_a_document_leads_there_and_back(examples: TestClient) -> None:
    id = document_of(examples, "egypt-israel")
    page = examples.get(f"/document/{id}").text
    entries = {row["id"] for row in examples.get(f"/calendar.json?document={id}").json()}
    assert set(re.findall(r'<span id="([0-9a-f]+)"></span>', page)) == entries
    assert set(re.findall(r'<a href="/entry/([0-9a-f]+)"><time>', page)) == entries, "beside its paragraph"
    one = next(iter(entries))
    assert f"/document/{id}?entry={one}#{one}" in examples.get(f"/entry/{one}").text


def test_findings_stand_beside_the_paragraph_they_are_about(examples: TestClient) -> None:
    id = document_of(examples, "egypt-israel")
    page = examples.get(f"/document/{id}").text
    assert 'class="flagged"' in page
    assert re.search(r'<aside class="margin"[^>]*>\s*<div class="finding ', page)


def test_names_and_dates_are_marked_when_asked_for(examples: TestClient) -> None:
    id = document_of(examples, "egypt-israel")
    assert 'class="m date"' in examples.get(f"/document/{id}?marks=all").text
    assert 'class="m date"' not in examples.get(f"/document/{id}?marks=entries").text


def test_a_long_document_is_shown_in_parts_and_an_entry_opens_its_part(tmp_path: Path) -> None:
    text = "\n\n".join(
        f"In {1900 + n % 100} Israel and Turkey signed an agreement on trade no {n}." for n in range(600)
    )
    path = make_register(tmp_path / "long.register", (text, "long.txt"))
    with TestClient(create_app(path), base_url=HERE) as pages:
        (id,) = re.findall(r'href="/document/([0-9a-f]+)"', pages.get("/documents").text)
        rows = pages.get("/calendar.json").json()
        last = max(rows, key=lambda row: row["start"])
        page = pages.get(f"/document/{id}?entry={last['id']}").text
        assert f'<span id="{last["id"]}"></span>' in page
        assert "Page 3 of 3" in page


def test_a_pdf_is_shown_as_printed_with_its_entries_boxed(examples: TestClient) -> None:
    id = document_of(examples, "france-germany")
    page = examples.get(f"/document/{id}/pages?page=1").text
    assert page.count('class="boxed"') > 5
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', page)[0])
    for x, y, wide, high in re.findall(
        r'class="boxed" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"', page
    ):
        assert -3 <= float(x) <= float(x) + float(wide) <= width + 3
        assert -3 <= float(y) <= float(y) + float(high) <= height + 3
    picture = examples.get(f"/document/{id}/page/1.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", picture.content[16:24])
    assert wide / high == pytest.approx(width / height, rel=0.01)


def test_what_cannot_be_shown_as_printed_is_said(examples: TestClient) -> None:
    pdf, text = document_of(examples, "france-germany"), document_of(examples, "egypt-israel")
    for address in (
        f"/document/{pdf}/pages?page=99",
        f"/document/{pdf}/page/99.png",
        f"/document/{text}/pages",
        "/document/ff",
    ):
        answer = examples.get(address)
        assert answer.status_code == 400
    assert "is no PDF" in html.unescape(examples.get(f"/document/{text}/pages").text)


def test_two_documents_are_laid_side_by_side(tmp_path: Path) -> None:
    letters = (
        ("Israel recognized Azerbaijan on December 25, 1991. In 1997 Netanyahu visited Baku.", "one.txt"),
        ("In December 1991 Israel recognized Azerbaijan. Turkey recognized Azerbaijan on 9 November 1991.", "two.txt"),
    )
    path = make_register(tmp_path / "two.register", *letters)
    with TestClient(create_app(path), base_url=HERE) as pages:
        one, other = (document_of(pages, name) for name in ("one.txt", "two.txt"))
        page = re.sub(r"<form.*?</form>", "", pages.get(f"/compare?one={one}&other={other}").text, flags=re.S)
        parts = dict(
            re.findall(r'<h2>(Both tell|Only the first tells|Only the second tells) <span class="count">(\d+)', page)
        )
        assert parts == {"Both tell": "1", "Only the first tells": "1", "Only the second tells": "1"}
        assert "They contradict" not in page, "a month and a day in it agree"
        pair = pages.get(f"/compare?one={one}&other={other}&pair=AZE-TUR").text
        assert "Both tell <" not in pair
        assert pages.get(f"/compare?one={one}&other={one}").status_code == 400
        assert pages.get(f"/compare?one={one}&other={other}&pair=Atlantis").status_code == 400


def test_the_report_of_the_checks_is_shown_with_its_own_style_and_no_other(examples: TestClient) -> None:
    for address in ("/report", f"/report?document={document_of(examples, 'egypt-israel')}"):
        answer = examples.get(address)
        assert answer.status_code == 200
        assert "style-src 'sha256-" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
