"""References are found, parted and read: the list, the works, the fields."""

from __future__ import annotations

import io
import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from regesta.citations import find_references
from regesta.citations.parsing import parse_work
from regesta.model import Author
from regesta.reading import read_bytes, read_path

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))[
    "case"
]
NAMES = ("authors", "editors", "translators")


def full(author: Author) -> str:
    return author.literal or ", ".join(filter(None, (author.family, author.given)))


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=[case["style"] for case in CASES])
def test_a_reference_says_what_its_work_is(case: dict[str, Any]) -> None:
    page = f"# Ties\n\nText.\n\n# References\n\n{case['text']}\n"
    (reference,) = find_references(read_bytes(page.encode(), "page.md"))
    wanted = {name: value for name, value in case.items() if name not in {"style", "text"}}
    told = {
        name: [full(author) for author in getattr(reference.work, name)]
        if name in NAMES
        else plain(getattr(reference.work, name))
        for name in wanted
    }
    assert told == wanted, reference.work


# --- finding and parting the list ------------------------------------------------------------------------------------

LISTS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8"))["case"]
SEED = Path(__file__).parents[3] / "shared" / "seed"


@pytest.mark.parametrize("case", LISTS, ids=[case["because"] for case in LISTS])
def test_a_list_is_found_and_parted_into_works(case: dict[str, Any]) -> None:
    document = read_bytes(case["text"].encode(), case.get("name", "page.txt"))
    found = find_references(document)
    assert [reference.id for reference in found] == case["works"], [reference.text for reference in found]
    assert [reference.number for reference in found if reference.doubt is not None] == case.get("doubted", [])
    assert all(document.text[r.start : r.end] == r.text for r in found)


WORKS = [case["text"] for case in CASES if not case["text"][0].isdigit()]


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html", "page.docx", "page.pdf"])
def test_the_list_is_the_same_in_every_format(name: str) -> None:
    chosen = [work for work in WORKS if work.isascii() and "<" not in work][:9]
    makers: dict[str, Callable[[list[str]], bytes]] = {
        "page.txt": lambda works: ("Ties\n\nA text of one line.\n\nReferences\n\n" + "\n\n".join(works)).encode(),
        "page.md": lambda works: (
            "# Ties\n\nA text of one line.\n\n## References\n\n" + "\n".join(f"- {w}" for w in chosen)
        ).encode(),
        "page.html": lambda works: page_of(works).encode(),
        "page.docx": docx_of,
        "page.pdf": pdf_of,
    }
    found = find_references(read_bytes(makers[name](chosen), name))
    assert [" ".join(r.text.removeprefix("- ").split()) for r in found] == chosen
    assert [r.doubt for r in found] == [None] * len(chosen)


def page_of(works: list[str]) -> str:
    items = "".join(f"<li>{work.replace('&', '&amp;')}</li>" for work in works)
    return f"<html><body><main><h1>Ties</h1><p>A text.</p><h2>References</h2><ol>{items}</ol></main></body></html>"


def docx_of(works: list[str]) -> bytes:
    page = docx.Document()
    page.add_heading("Ties")
    page.add_paragraph("A text of one line.")
    page.add_heading("References")
    for work in works:
        page.add_paragraph(work)
    raw = io.BytesIO()
    page.save(raw)
    return raw.getvalue()


def pdf_of(works: list[str]) -> bytes:
    """A page as journals print it: works with a hanging indent, no line between them."""
    raw = io.BytesIO()
    canvas = Canvas(raw, invariant=1)
    canvas.setFont("Times-Roman", 10)
    high = 780
    for text, indent in [("Ties", 0), ("A text of one line.", 0), ("REFERENCES", 0)]:
        canvas.drawString(60 + indent, high, text)
        high -= 30
    for work in works:
        for at, line in enumerate(textwrap.wrap(work, 84, break_long_words=False, break_on_hyphens=False)):
            canvas.drawString(60 if at == 0 else 80, high, line)
            high -= 12
    canvas.showPage()
    canvas.save()
    return raw.getvalue()


JATS = """<article><front><article-meta/></front><body><sec><title>Ties</title><p>A text.</p></sec></body><back><ref-list>
<ref id="r1"><element-citation publication-type="journal"><person-group person-group-type="author"><name><surname>Holm</surname>
<given-names>N.</given-names></name><name><surname>Aalto</surname><given-names>T.</given-names></name></person-group>
<year>1998</year><article-title>The long road to recognition</article-title><source>Journal of Northern History</source>
<volume>14</volume><issue>2</issue><fpage>88</fpage><lpage>113</lpage><pub-id pub-id-type="doi">10.1234/jnh.42</pub-id>
</element-citation></ref></ref-list></back></article>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>A text.</p></body><back><listBibl><biblStruct>
<analytic><author><persName><forename>N.</forename><surname>Holm</surname></persName></author><author><persName>
<forename>T.</forename><surname>Aalto</surname></persName></author><title level="a">The long road to recognition</title>
<idno type="DOI">10.1234/jnh.42</idno></analytic><monogr><title level="j">Journal of Northern History</title><imprint>
<biblScope unit="volume">14</biblScope><biblScope unit="issue">2</biblScope><biblScope unit="page" from="88" to="113"/>
<date when="1998"/></imprint></monogr></biblStruct></listBibl></back></text></TEI>"""


@pytest.mark.parametrize(("data", "name"), [(JATS, "page.xml"), (TEI, "page.xml")], ids=["JATS", "TEI"])
def test_a_record_in_fields_is_read_as_a_printed_one(data: str, name: str) -> None:
    (reference,) = find_references(read_bytes(data.encode(), name))
    work = reference.work
    assert [full(author) for author in work.authors] == ["Holm, N.", "Aalto, T."]
    assert (work.title, work.container) == ("The long road to recognition", "Journal of Northern History")
    assert (work.volume, work.issue, work.pages, work.issued, work.doi) == (
        "14",
        "2",
        "88-113",
        "1998",
        "10.1234/jnh.42",
    )


PRINTED = """<article><front><article-meta/></front><body><sec><title>Ties</title><p>A text.</p></sec></body><back><ref-list>
<ref id="r1"><label>1.</label><mixed-citation><person-group><string-name><surname>Holm</surname>, <given-names>Nora</given-names></string-name>,
and <string-name><given-names>Timo</given-names> <surname>Aalto</surname></string-name></person-group>. <year>1998</year>. “<article-title>The
<italic>Lo</italic>ng Road</article-title>.” <source><italic>Journal of Northern History</italic></source> <volume>14</volume>
(<issue>2</issue>): <fpage>88</fpage>–<lpage>113</lpage>.</mixed-citation></ref>
<ref id="r2"><mixed-citation><name><surname>Castro</surname><given-names>M</given-names></name><year>2004</year><article-title>Lima and
the neutral powers</article-title><source>Andean Studies</source><volume>3</volume></mixed-citation></ref></ref-list></back></article>"""


def test_a_printed_line_in_jats_keeps_its_own_blanks() -> None:
    """Blanks come between elements only where a deposit leaves out the marks between them."""
    first, second = find_references(read_bytes(PRINTED.encode(), "page.xml"))
    assert first.text == (
        "[1] Holm, Nora, and Timo Aalto. 1998. “The Long Road.” Journal of Northern History 14 (2): 88–113."
    )
    assert (second.work.title, second.work.container) == ("Lima and the neutral powers", "Andean Studies")
    assert [full(author) for author in second.work.authors] == ["Castro, M."]


def test_words_and_addresses_that_a_line_broke_are_whole_again() -> None:
    works = [
        "Holm, N. (1998). The long road to the recog-",
        "nition of states. Oslo: Nordlys. Available at: http://www.nordlys.example/long/",
        "road_1998.pdf [Accessed on: 3 May 2014].",
        "Castro, M. (2004). Lima and the neutral powers of the south and of the north, a",
        "history. Lima: Costa.",
    ]
    raw = io.BytesIO()
    canvas = Canvas(raw, invariant=1)
    canvas.setFont("Times-Roman", 10)
    for at, line in enumerate(["Ties", "", "A text of one line.", "", "REFERENCES", "", *works]):
        canvas.drawString(60 if at < 6 or line.startswith(("Holm", "Castro")) else 80, 780 - 13 * at, line)
    canvas.showPage()
    canvas.save()
    first, second = find_references(read_bytes(raw.getvalue(), "page.pdf"))
    assert first.work.title == "The long road to the recognition of states"
    assert first.work.url == "http://www.nordlys.example/long/road_1998.pdf"
    assert first.work.accessed == "2014-05-03"
    assert second.work.title == "Lima and the neutral powers of the south and of the north, a history"


@pytest.mark.skipif(not SEED.is_dir(), reason="the first article is not beside the project")
def test_the_first_article_lists_thirteen_works() -> None:
    found = find_references(read_path(SEED / "article.md"))
    assert [reference.number for reference in found] == list(range(1, 14))
    assert [reference.number for reference in found if reference.doubt is not None] == [4], "an item without a number"
    assert all(reference.work.title is not None and reference.work.authors for reference in found)
    fourth = found[3].work
    assert (fourth.container, fourth.pages, len(fourth.editors)) == ("Ortadoğu Siyasetinde İsrail", "371-394", 3)
    assert [r.number for r in found if r.work.issued is None] == [10], "27 May. 20003"
    assert all(reference.work.accessed is not None for reference in found if reference.work.url is not None)


# --- bad input -------------------------------------------------------------------------------------------------------


def test_a_text_without_a_list_has_none() -> None:
    assert find_references(read_bytes(b"In 1994 Holm went to Oslo. He met Brown (2004) there.", "page.txt")) == ()


def test_two_thousand_works_are_read_in_time_that_grows_with_their_number(in_proportion: Callable[..., None]) -> None:
    def read_list(count: int) -> None:
        page = "References\n\n" + "\n\n".join(f"[{n}] {WORKS[n % len(WORKS)]}" for n in range(1, count + 1))
        found = find_references(read_bytes(page.encode(), "page.txt"))
        assert [reference.number for reference in found] == list(range(1, count + 1))

    in_proportion(read_list, 500)


@pytest.mark.parametrize(
    "word",
    [
        "Smith, J. ",
        "a",
        "“",
        "(",
        "[1] ",
        "1999 ",
        "https://a.example/",
        "10.1234/a ",
        "pp. 1-2, ",
        "А.",
        "// ",
        "- \n",
        "In: ",
    ],
)
def test_a_reference_of_fifty_thousand_letters_ends_nothing(word: str, in_proportion: Callable[..., None]) -> None:
    def read_one(length: int) -> None:
        text = word * (length // len(word))
        parse_work(text)
        find_references(read_bytes(f"References\n\n{text}\n".encode(), "page.txt"))

    in_proportion(read_one, 12_500)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    work = parse_work(text)
    for value in (work.doi, work.accessed_text):
        assert value is None or value.split()[0] in text
