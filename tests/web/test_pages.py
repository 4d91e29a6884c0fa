"""The pages show what the register holds, lead to the words, and let nothing in a document act."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from regesta.dates import parse_edtf
from regesta.errors import BadQuestion, BadRegister
from regesta.model import Entry, When
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.web import run
from regesta.web.pages import year_of
from regesta.workflow import read_document


def test_the_calendar_goes_by_year_and_leads_to_the_words(pages: TestClient) -> None:
    page = pages.get("/").text
    assert re.findall(r"<h2>(\d+)</h2>", page) == ["1991", "1992", "1997"]
    entry = re.search(r"/entry/[0-9a-f]+", page)
    assert entry is not None
    assert "<mark>" in pages.get(entry[0]).text
    document = re.search(r"/document/[0-9a-f]+", page)
    assert document is not None
    assert pages.get(f"{document[0]}?marks=entries").text.count("<mark>") == 4


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("states=Turkey", 1),
        ("pair=AZE-ISR", 3),
        ("act=visit", 1),
        ("words=headline", 0),
        ("person=netanyahu", 1),
        ("after=1992&before=1996", 1),
        ("page=0", 4),
        ("page=nonsense", 4),
        ("per=2000", 4),
        ("states=", 4),
        ("act=visit&act=recognition", 3),
        ("voice=-", 4),
        ("decision=rejected", 0),
    ],
)
def test_every_filter_narrows_the_page_and_its_twins_alike(pages: TestClient, query: str, told: int) -> None:
    assert len(pages.get(f"/calendar.json?{query}").json()) == told
    assert len(list(csv.reader(io.StringIO(pages.get(f"/calendar.csv?{query}").text)))) == told + 1
    assert pages.get(f"/?{query}").text.count("<blockquote") == told


def test_facets_count_and_lead_on(pages: TestClient) -> None:
    """A value of a facet leads to as many entries as stand beside it; asked for, it stands among the chips."""
    page = pages.get("/?act=recognition").text
    links = re.findall(
        r'href="/\?([^"]+)"(?: aria-current="true")?><span dir="auto">([^<]+)</span> <span class="n">(\d+)', page
    )
    assert ("states=TUR&amp;act=recognition", "Turkey", "1") in links
    for query, label, count in links:
        if query.startswith("states="):
            assert len(pages.get(f"/calendar.json?{query.replace('&amp;', '&')}").json()) == int(count), label
    assert re.search(r'class="chips".*<b dir="auto">recognition</b>', page, re.S)


def test_words_of_a_search_are_marked_in_the_quotes(pages: TestClient) -> None:
    assert "<mark>Netanyahu</mark>" in pages.get("/?words=netanyahu").text


def test_a_document_read_meanwhile_is_there(pages: TestClient) -> None:
    """Another program writes to the register while the pages are open."""
    shelf = pages.app.state.shelf  # type: ignore[attr-defined]
    with Register(shelf.register.path) as other:
        other.put(read_document(read_bytes(b"Iran recognized Azerbaijan on 4 January 1992.", "note.txt")))
    assert len(pages.get("/calendar.json?states=Iran").json()) == 1


def test_text_from_documents_is_shown_and_never_acts(pages: TestClient) -> None:
    addresses = ["/", "/abstained", *set(re.findall(r'href="(/(?:entry|document)/[^"#]+)', pages.get("/").text))]
    for address in addresses:
        page = pages.get(address)
        assert re.findall(r"<script[^>]*>", page.text) == ['<script src="/static/regesta.js" defer>'], "ours alone"
        assert "<img" not in page.text
        assert "<b>letter" not in page.text
        assert "\u202e" not in page.text, "an override is shown as its code"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert not re.search(r'(?:href|src|action)="(?!/|#)', page.text), "nothing is fetched from elsewhere"


def test_no_cell_of_the_csv_is_a_formula(pages: TestClient) -> None:
    """The document's name would be one: "=<b>..."; an apostrophe keeps it text."""
    rows = list(csv.reader(io.StringIO(pages.get("/calendar.csv").text)))
    assert rows[1][-2].startswith("'=<b>")
    for row in rows:
        assert not any(cell[:1] in "=+-@" for cell in row if cell)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/nowhere", 404, "There is no page /nowhere"),
        ("/?act=party", 400, "is no act"),
        ("/?pair=Israel", 400, "names no pair"),
        ("/?after=yesterday", 400, "yesterday"),
        ("/?states=Atlantis", 400, "Atlantis"),
        ("/entry/ffff", 400, "ffff"),
        ("/calendar.json?act=party", 400, "is no act"),
        ("/?decision=maybe", 400, "no state of decision"),
        ("/facet/colour", 400, "is no facet"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(
    pages: TestClient, address: str, status: int, sentence: str
) -> None:
    page = pages.get(address)
    assert page.status_code == status
    assert sentence in page.text


def test_a_page_under_another_name_is_not_served(pages: TestClient) -> None:
    """A site elsewhere that points its own name at this machine reads nothing."""
    assert pages.get("/", headers={"host": "evil.example"}).status_code == 400


def test_other_machines_are_refused_and_a_missing_register_is_named(tmp_path: Path) -> None:
    path = str(tmp_path / "none.register")
    with pytest.raises(BadQuestion, match=r"0\.0\.0\.0"):
        run(path, "0.0.0.0", 8765)
    with pytest.raises(BadRegister, match="none"):
        run(path, "127.0.0.1", 8765)


def test_a_page_of_the_calendar_may_be_longer_to_be_printed(pages: TestClient) -> None:
    assert pages.get("/?per=3").text.count("<blockquote") == 3
    assert pages.get("/?per=3&page=2").text.count("<blockquote") == 1
    assert 'href="/?per=3&amp;page=2"' in pages.get("/?per=3").text


@pytest.mark.parametrize(
    ("edtf", "heading"),
    [
        ("04XX", "5th century"),
        ("19XX~", "20th century"),
        ("199X", "1990"),
        ("1991-12", "1991"),
        ("XXXX-01-28", "Year unknown"),
        (None, "Undated"),
    ],
)
def test_the_calendar_puts_an_entry_under_its_year_or_its_century(edtf: str | None, heading: str) -> None:
    when = parse_edtf(edtf) if edtf is not None else When()
    entry = Entry("i", "d", "visit", when, (), (), None, (), "asserted", None, (), 0, 3, "abc", "visit", 0.9, "because")
    assert year_of(entry) == heading
