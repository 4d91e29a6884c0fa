"""A printed calendar opens in Word's reader and in a browser's, with a note for each line; sources render as works."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from regesta.cli.carrying import write_to
from regesta.exporting import FORMATS, chosen_of
from regesta.exporting.cited import _author
from regesta.exporting.markup import plain
from regesta.model import Author, Filter, Reference
from regesta.reading import read_path
from regesta.register import Register


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_word_and_our_own_reader_find_a_footnote_for_each_line(
    which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    import docx
    from lxml import etree

    register: Register = request.getfixturevalue(which)
    file = tmp_path / "calendar.docx"
    write_to(FORMATS["docx"], chosen_of(register), str(file))
    opened = docx.Document(str(file))
    assert opened.paragraphs[0].style is not None
    assert opened.paragraphs[0].style.name == "Title"
    headings = [one.text for one in opened.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert len(headings) == len(set(headings)) > 2
    with zipfile.ZipFile(file) as pack:
        notes = etree.fromstring(pack.read("word/footnotes.xml"), etree.XMLParser(huge_tree=True))
    told = ["".join(note.itertext()) for note in notes][2:]
    entries = list(register.entries())
    assert len(told) == len(entries)
    for entry, note in zip(entries, told, strict=True):
        assert plain(entry.quote) in note
    if which == "examples":
        assert len(read_path(file).notes) == len(entries)


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_the_page_holds_the_quotes_as_text_and_runs_nothing(which: str, request: pytest.FixtureRequest) -> None:
    register: Register = request.getfixturevalue(which)
    out = io.StringIO()
    writer = FORMATS["html"].text
    assert writer is not None
    writer(chosen_of(register), out)
    tree = LexborHTMLParser(out.getvalue())
    notes = tree.css("ol > li")
    entries = list(register.entries())
    assert len(notes) == len(tree.css("p sup a")) == len(entries)
    for entry, note in zip(entries, notes, strict=True):
        quote = note.css_first("q")
        assert quote is not None
        assert quote.text() == plain(entry.quote).replace("\r\n", "\n").replace("\r", "\n")
    assert tree.css("script, img, link, iframe, object") == []
    assert {node.attributes.get("href", "")[:1] for node in tree.css("a")} == {"#"}  # type: ignore[index]


def works(register: Register, format: str, asked: Filter | None = None) -> str:
    out = io.StringIO()
    writer = FORMATS[format].text
    assert writer is not None
    assert writer(chosen_of(register, asked), out).things == ("work", "works")
    return out.getvalue()


def test_the_sources_are_the_documents_and_the_works_that_the_entries_cite(examples: Register) -> None:
    items: list[dict[str, Any]] = json.loads(works(examples, "csl-json"))
    documents = {entry.document for entry in examples.entries()}
    cited = {(entry.document, work) for entry in examples.entries() for work in entry.citations}
    works_of = [(id, one) for id in documents for one in examples.mentions(id, "reference")]
    listed = {(id, one.id) for id, one in works_of if isinstance(one, Reference) and (id, one.id) in cited}
    assert len(items) >= len(documents) + len(listed) > 5
    assert len({item["id"] for item in items}) == len(items)
    fewer = json.loads(works(examples, "csl-json", Filter(document="germany")))
    assert 1 < len(fewer) < len(items)


def test_citeproc_renders_and_bibtexparser_reads_the_sources(examples: Register, hostile: Register) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from bibtexparser.entrypoint import parse_string
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        for register in (examples, hostile):
            items = json.loads(works(register, "csl-json"))
            style = CitationStylesStyle("harvard-cite-them-right", validate=False)
            bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
            for item in items:
                bibliography.register(Citation([CitationItem(item["id"])]))
            assert len(bibliography.bibliography()) == len(items)
            library = parse_string(works(register, "bibtex"))
            assert not library.failed_blocks
            assert [entry.key for entry in library.entries] == [item["id"] for item in items]


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Rashid Aliyev", Author(family="Aliyev", given="Rashid")),
        ("Voltaire", Author(literal="Voltaire")),
        ("The Regesta examples", Author(literal="The Regesta examples")),
    ],
)
def test_an_author_on_a_first_page_is_parted_where_it_is_a_persons_name(name: str, author: Author) -> None:
    assert _author(name) == author
