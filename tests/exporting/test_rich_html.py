"""What a notebook shows of an entry, an act, a reading, a document, a finding: small, escaped, with the words it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

import regesta
from regesta.exporting.rich_html import LONGEST, MOST_ROWS, SHOWN, html_of
from regesta.model import Examined
from regesta.reading import read_bytes
from regesta.workflow import examine, read_document

LETTER = """# Letters <script>alert(1)</script>

On 4 July 1963 Chancellor Ludwig Erhard of Germany visited Paris <img src=x onerror=alert(2)>.
In May 1919 the Norwegian Foreign Minister Nils Ihlen visited Helsinki\u202e.
"""


@pytest.fixture(scope="module")
def seen() -> Examined:
    return examine(read_document(read_bytes(LETTER.encode(), "letter.md")))


def words(html: str) -> str:
    """What a reader of the page sees."""
    return " ".join(LexborHTMLParser(html).text(separator=" ").split())


def test_an_entry_shows_its_date_its_words_and_why_it_was_made(seen: Examined) -> None:
    entry = next(one for one in seen.reading.entries if one.when.edtf == "1963-07-04")
    shown = words(html_of(entry))
    assert shown.startswith("1963 July 4. Ludwig Erhard, chancellor of Germany, visits Paris.")
    assert f"“{entry.quote}”" in shown
    assert f"characters {entry.start} to {entry.end}" in shown
    assert entry.why in shown


def test_an_act_a_reading_a_document_and_a_finding_are_shown(seen: Examined) -> None:
    assert "told by 1 entry" in words(html_of(seen.acts[0]))
    reading = words(html_of(seen.reading))
    assert f"{len(seen.reading.entries)} entries" in reading
    assert "1919 May Nils Ihlen, foreign minister of Norway, visits Helsinki. line 4" in reading
    assert "letter.md · text/markdown" in words(html_of(seen.reading.document))
    finding = next(one for one in seen.findings if one.rule == "office-tenure")
    assert words(html_of(finding)).startswith("warning, office-tenure. “Chancellor Ludwig Erhard of Germany”")


def test_text_of_a_document_is_escaped_and_cannot_turn_the_page_round(seen: Examined) -> None:
    made = [html_of(one) for one in seen.reading.entries] + [html_of(one) for one in seen.acts]
    made += [html_of(one) for one in seen.findings] + [html_of(seen.reading), html_of(seen.reading.document)]
    for html in made:
        tree = LexborHTMLParser(html)
        assert tree.css("script, img") == []
        assert "\u202e" not in html
    assert "\\x202e" in html_of(seen.reading.document)


def test_what_is_long_is_cut(seen: Examined) -> None:
    entry = replace(seen.reading.entries[0], quote="x" * 100_000)
    assert len(html_of(entry)) < LONGEST + 2000
    many = replace(seen.reading, entries=seen.reading.entries * MOST_ROWS)
    assert f"and {len(many.entries) - MOST_ROWS} more" in words(html_of(many))


def test_other_things_are_no_business_of_it() -> None:
    with pytest.raises(TypeError, match="a str is not shown; these are: Entry, Act"):
        html_of("letter")  # type: ignore[arg-type]


def test_the_extension_has_a_notebook_show_them(seen: Examined) -> None:
    """`%load_ext regesta` hands over IPython's shell; its formatter asks by type."""
    interactiveshell = pytest.importorskip("IPython.core.interactiveshell", reason="IPython is not installed")
    shell = interactiveshell.InteractiveShell()
    regesta.load_ipython_extension(shell)
    formatter = shell.display_formatter.formatters["text/html"]
    assert {kind for kind in SHOWN if formatter.lookup_by_type(kind) is not None} == set(SHOWN)
    assert formatter(seen.reading.entries[0]) == html_of(seen.reading.entries[0])
