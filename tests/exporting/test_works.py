"""Works go over to other programs: citeproc-py renders the CSL-JSON, bibtexparser and rispy read the rest back."""

from __future__ import annotations

import io
import json
import re
import warnings

import pytest

from regesta.citations import find_references
from regesta.exporting import BIBLIOGRAPHIES
from regesta.exporting.bibtex import tex
from regesta.exporting.works import keys_of
from regesta.model import Author, Reference, Work
from regesta.reading import read_bytes

PAGE = """# Ties

Text.

# References

- [1] S.Rzayeva, & J.Ozols, "Good Ports between Baku and Riga". The Riga Institute for Sea Policy, 30 March. 2005, [online] Available at: <http://www.riga.example/good_ports> [Accessed on: 12 May 2013].
- [2] Quliyev R.H. Xəzərin liman şəhərləri. Bakı: Dəniz Nəşriyyatı, 2006, 240 s.
- [3] Castro, M. (2004). Lima & the neutral powers: 50% of {all} trade. In R. Weiss & T. Aalto (Eds.), Small states at sea (pp. 41-67). London: Harbour Books.
- [4] Azərbaycan Dənizçilik Akademiyası (2014). İllik hesabat. [online] Available at: <http://ada.example/2014.pdf> [Accessed on: 10 June 2015].
- [5] Castro, M. (2004). Another book. Lima: Costa.
- [6] H.Lind, "The Road and the Region". Centre for Northern Studies, 27 May. 20003 [online] Available at: http://cns.example/road.pdf.
"""


def listed() -> tuple[Reference, ...]:
    return find_references(read_bytes(PAGE.encode(), "page.md"))


def told(format: str, references: tuple[Reference, ...]) -> str:
    out = io.StringIO()
    assert BIBLIOGRAPHIES[format](references, out) == len(references)
    return out.getvalue()


def test_keys_are_plain_and_apart_and_stay_the_same() -> None:
    keys = keys_of(listed())
    assert keys == [
        "rzayeva2005",
        "quliyev2006",
        "castro2004a",
        "azerbaycandenizcilikakademiyasi2014",
        "castro2004b",
        "lindnd",
    ]
    assert keys == keys_of(listed())


def test_citeproc_renders_the_csl_json() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        items = json.loads(told("csl-json", listed()))
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        rendered = [str(line) for line in bibliography.bibliography()]
    assert len(rendered) == 6
    whole = "\n".join(rendered)
    assert "Rzayeva" in whole
    assert "Xəzərin liman şəhərləri" in whole
    assert re.search(r"Castro, M.*2004.*Small states at sea.*London", whole) is not None
    assert "Azərbaycan Dənizçilik Akademiyası" in whole


def test_bibtexparser_reads_the_bibtex_back() -> None:
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string

    text = told("bibtex", listed())
    library = parse_string(text, append_middleware=[middlewares.SeparateCoAuthors()])
    assert not library.failed_blocks
    entries = {entry.key: entry.fields_dict for entry in library.entries}
    assert list(entries) == keys_of(listed())
    assert entries["rzayeva2005"]["author"].value == ["Rzayeva, S.", "Ozols, J."]
    assert entries["rzayeva2005"]["url"].value == "http://www.riga.example/good_ports"
    assert entries["rzayeva2005"]["date"].value == "2005-03-30"
    assert entries["castro2004a"]["pages"].value == "41--67"
    assert entries["castro2004a"]["editor"].value == ["Weiss, R.", "Aalto, T."]
    plain = (
        re.sub(r"\{([^{}\\]*)\}", r"\1", entries["castro2004a"]["title"].value).replace("\\&", "&").replace("\\%", "%")
    )
    assert plain == "Lima & the neutral powers: 50% of \\{all\\} trade"
    assert entries["lindnd"]["note"].value == "date as printed: 27 May. 20003"


def test_rispy_reads_the_ris_back() -> None:
    import rispy

    rows = rispy.loads(told("ris", listed()))
    assert len(rows) == 6
    first, second, third = rows[:3]
    assert first["authors"] == ["Rzayeva, S.", "Ozols, J."]
    assert first["year"] == "2005"
    assert second["place_published"] == "Bakı"
    assert second["title"] == "Xəzərin liman şəhərləri"
    assert (third["type_of_reference"], third["start_page"], third["end_page"]) == ("CHAP", "41", "67")
    assert third["secondary_authors"] == ["Weiss, R.", "Aalto, T."]


@pytest.mark.parametrize("format", sorted(BIBLIOGRAPHIES))
def test_nothing_printed_is_lost(format: str) -> None:
    text = told(format, listed())
    if format == "bibtex":
        text = re.sub(r"\\([#$%&_{}])", r"\1", text)
    for words in ("240 s.", "27 May. 20003", "Dəniz Nəşriyyatı", "Accessed on: 12 May 2013", "50% of {all} trade"):
        assert words in text, f"{format}: {words}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("50% of R&D", r"50\% of R\&D"),
        ("a_b #1 $2", r"a\_b \#1 \$2"),
        ("{x}", r"\{x\}"),
        ("C:\\ports", r"C:\textbackslash{}ports"),
        ("~ and ^", r"\textasciitilde{} and \textasciicircum{}"),
        ("Ə, ş and 中", "Ə, ş and 中"),
        ("two\nlines\x07", "two lines "),
    ],
)
def test_tex_is_not_told_what_it_would_take_for_a_command(words: str, told: str) -> None:
    assert tex(words) == told


def test_a_hostile_reference_stays_one_record() -> None:
    work = Work(
        authors=(Author("O}Neil", "and and"),),
        title="A}, title = {B",
        url="http://x.example/{a}\nER  - ",
        issued="1999",
    )
    hostile = Reference("O'Neil 1999", 0, 9, "A},\nER  - \n@book{x,}\u202e", 1, ("O'Neil",), "1999", work)
    import rispy
    from bibtexparser.entrypoint import parse_string

    library = parse_string(told("bibtex", (hostile,)))
    assert [entry.key for entry in library.entries] == ["oneil1999"]
    assert not library.failed_blocks
    assert len(rispy.loads(told("ris", (hostile,)))) == 1
    assert json.loads(told("csl-json", (hostile,)))[0]["title"] == "A}, title = {B"
    assert told("text", (hostile,)).count("\n") == 1
