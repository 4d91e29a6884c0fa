"""Footnotes and endnotes keep the place that calls them, in every format, and the works they name are cited there."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from regesta.citations import find_citations, find_references
from regesta.model import Document
from regesta.reading import read_bytes
from regesta.workflow import read_document

MARKDOWN = """# Ties

Peru closed its legation in 1931.[^1] It was re-opened in 1938,[^b] when the port was 5 km^2^ large.

[^1]: Jane Smith, *A Life in Letters* (London: Hall, 1999), 12.
[^b]: Ibid., 13.

# References

- Smith, J. (1999). A Life in Letters. London: Hall.
"""
HTML = """<html><body><h1>Ties</h1><p>Peru closed its legation in 1931.<sup id="r1"><a href="#n1">1</a></sup> It was re-opened
in 1938,<a href="#n2">[2]</a> when the port was 5 km<sup>2</sup> large.</p><h2>Notes</h2><ol><li id="n1">Jane Smith, <i>A Life
in Letters</i> (London: Hall, 1999), 12. <a href="#r1">↩</a></li><li id="n2"><p>Ibid., 13.</p></li></ol><h2>References</h2>
<p>Smith, J. (1999). A Life in Letters. London: Hall.</p></body></html>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><head>Ties</head><p>Peru closed its legation in 1931.<note
place="foot" n="1">Jane Smith, A Life in Letters (London: Hall, 1999), 12.</note> It was re-opened in 1938,<ref type="noteref"
target="#n2">2</ref> when the port was 5 km<hi rend="superscript">2</hi> large.</p></div></body><back><div type="notes"><note
xml:id="n2">Ibid., 13.</note></div><listBibl><bibl>Smith, J. (1999). A Life in Letters. London: Hall.</bibl></listBibl></back>
</text></TEI>"""
JATS = """<?xml version="1.0"?><article><body><sec><title>Ties</title><p>Peru closed its legation in 1931.<fn id="f1"><label>1</label><p>Jane Smith, A Life
in Letters (London: Hall, 1999), 12.</p></fn> It was re-opened in 1938,<xref ref-type="fn" rid="f2"><sup>2</sup></xref> when the
port was 5 km<sup>2</sup> large.</p></sec></body><back><fn-group><fn id="f2"><label>2</label><p>Ibid., 13.</p></fn></fn-group>
<ref-list><ref><label>1</label><mixed-citation>Smith, J. (1999). A Life in Letters. London: Hall.</mixed-citation></ref></ref-list>
</back></article>"""
PLAIN = """Ties

Peru closed its legation in 1931.¹ It was re-opened in 1938,² when the port was 5 km² large.

Notes

1. Jane Smith, A Life in Letters (London: Hall, 1999), 12.

2. Ibid., 13.

References

Smith, J. (1999). A Life in Letters. London: Hall.
"""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = (
    f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2"><w:p><w:r><w:t>Jane Smith, A Life in Letters (London: Hall, 1999), '
    '12.</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>Ibid., 13.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def word_file() -> bytes:
    """A Word file with two footnotes and a raised figure; python-docx writes no footnotes, so their part is put in by hand."""
    source = docx.Document()
    source.add_heading("Ties", 1)
    paragraph = source.add_paragraph("Peru closed its legation in 1931.")
    for text, note in ((" It was re-opened in 1938,", "2"), (" when the port was 5 km", "3")):
        mark = paragraph.add_run()._r.makeelement(f"{{{_W}}}footnoteReference", {f"{{{_W}}}id": note})
        paragraph.runs[-1]._r.append(mark)
        paragraph.add_run(text)
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" large.")
    source.add_heading("References", 1)
    source.add_paragraph("Smith, J. (1999). A Life in Letters. London: Hall.")
    plain = io.BytesIO()
    source.save(plain)
    with zipfile.ZipFile(plain, "a") as archive:
        archive.writestr("word/footnotes.xml", _FOOTNOTES)
    return plain.getvalue()


PAGES = {
    "page.md": MARKDOWN.encode(),
    "page.html": HTML.encode(),
    "page.tei.xml": TEI.encode(),
    "page.jats.xml": JATS.encode(),
    "page.txt": PLAIN.encode(),
    "page.docx": word_file(),
}


def called(document: Document, offsets: tuple[int, ...]) -> list[str]:
    return [document.text[:at].split()[-1] for at in offsets]


@pytest.mark.parametrize("name", PAGES)
def test_a_note_cites_where_it_is_called(name: str) -> None:
    document = read_bytes(PAGES[name], name)
    found = find_citations(document, find_references(document))
    told = [(c.text, c.page, c.reference, called(document, c.called_from)) for c in found]
    assert told == [
        ("Jane Smith, A Life in Letters (London: Hall, 1999), 12", "12", "Smith 1999", ["1931."]),
        ("Ibid., 13", "13", "Smith 1999", ["1938,"]),
    ]
    assert "km" in document.text
    assert "1931.1" not in document.text, "marks are no figures of the text"
    kinds = [p.kind for p in document.paragraphs]
    assert (kinds.count("note"), kinds.count("reference")) == (2, 1)


@pytest.mark.parametrize("name", ["page.md", "page.docx", "page.txt"])
def test_an_act_rests_on_the_work_that_its_note_cites(name: str) -> None:
    reading = read_document(read_bytes(PAGES[name], name))
    assert {entry.citations for entry in reading.entries if entry.act == "mission_closed"} == {("Smith 1999",)}


def test_notes_stand_in_for_a_list() -> None:
    page = (
        "# Ties\n\nThe port was sold in 1931.[^1] It was bought back in 1938.[^2] It was sold again.[^3]\n\n"
        '[^1]: Hans Lind, "War and Region," *Review of Regions* 12 (2003): 40–61.\n'
        "[^2]: Jane Smith, *A Life in Letters* (London: Hall, 1999), 12.\n[^3]: Lind, “War and Region,” 44; Smith, op. cit., 15.\n"
    )
    document = read_bytes(page.encode(), "page.md")
    told = [(c.label, c.page, c.reference) for c in find_citations(document, ())]
    assert told == [("Lind 2003", "40–61", None), ("Smith 1999", "12", None), ("Lind 2003", "44", None), ("Smith 1999", "15", None)]  # fmt: skip


def _told(page: str) -> list[tuple[str, str | None, str | None]]:
    document = read_bytes(page.encode(), "page.md")
    return [(c.text, c.page, c.reference) for c in find_citations(document, find_references(document))]


def test_later_notes_lead_to_the_note_that_gives_a_work_in_full() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5]\n\n"
        "[^1]: T. Okoro, *Il molo. Una storia*, Ibadan, Delta, 2001, pp. 4-6.\n[^2]: Ivi, p. 8.\n"
        "[^3]: А. Лунин, Старая пристань, М., Вода, 1987, с. 33.\n[^4]: Там же, с. 40.\n"
        "[^5]: Cfr. Okoro, *Il molo*, cit., p. 9; Лунин, указ. соч., с. 41.\n"
    )
    assert _told(page) == [
        ("T. Okoro, Il molo. Una storia, Ibadan, Delta, 2001, pp. 4-6", "4-6", "Okoro 2001"),
        ("Ivi, p. 8", "8", "Okoro 2001"),
        ("А. Лунин, Старая пристань, М., Вода, 1987, с. 33", "33", "Лунин 1987"),
        ("Там же, с. 40", "40", "Лунин 1987"),
        ("Okoro, Il molo, cit., p. 9", "9", "Okoro 2001"),
        ("Лунин, указ. соч., с. 41", "41", "Лунин 1987"),
    ]


def test_a_note_that_sends_to_another_by_its_number_is_held_to_it() -> None:
    """OSCOLA's "(n 1)": a page stands bare behind it, a name may be misspelt, and one that the other note lacks is told."""
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5]\n\n"
        "[^1]: Hanna Lindqvist, *Courts and Cruisers* (Hart 2004) 12.\n[^2]: Anna Moor, *The Old Ports* (OUP 2006) 44.\n"
        "[^3]: Lindqist (n 1) 97.\n[^4]: Strand (n 2) 22.\n[^5]: Moor (n 2) 50.\n"
    )
    assert _told(page)[2:] == [
        ("Lindqist (n 1) 97", "97", "Lindqvist 2004"),
        ("Strand (n 2) 22", "22", None),
        ("Moor (n 2) 50", "50", "Moor 2006"),
    ]


def test_papers_of_an_archive_and_collections_go_by_the_short_names_they_were_given() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n"
        "[^1]: Dispatch, Legation Lima to Foreign Office, no. 9, 3 May 1931, Harbour Archives, Bristol (hereafter HAB), HO 12/345.\n"
        "[^2]: “The Sale”, in *Papers on Piers*, vol. II (Oslo: Nord, 1950), 12 (hereafter *POP*, II).\n"
        "[^3]: Legation Lima to Foreign Office, no. 9, HAB, HO 12/345; *POP*, II, 44.\n"
        "[^4]: Minute by Crane, 5 May 1931, HAB, HO 12/346.\n"
    )
    works = [reference for _, _, reference in _told(page)]
    assert works == [works[0], works[1], works[0], works[1], works[4]]
    assert len(set(works)) == 3


def test_what_a_note_tells_is_no_work() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n"
        "[^1]: Nils Holm, Foreign Minister from 1928 to 1931, was in Lima.\n"
        "[^2]: The minister left on 4 May 1931; his wife stayed until 1935.\n"
        "[^3]: See also Table 3.\n[^4]: In Lima, about 60 boats were sold (1928–1931).\n"
    )
    assert _told(page) == []


def test_notes_behind_the_article_of_a_web_page_are_read() -> None:
    page = (
        "<html><body><nav>Home</nav><article><h1>Ties</h1><p>The pier was sold.<sup><a href='#n1' id='c1'>1</a></sup> It sank."
        "<sup><a href='#n2' id='c2'>2</a></sup></p></article><section><h2>Notes</h2><ol><li id='n1'>Ada Okoro, <em>The Pier</em> "
        "(Ibadan: Delta, 2001), 4. <a href='#c1'>↩</a></li><li id='n2'>Ibid., 6. <a href='#c2'>↩</a></li></ol></section>"
        "<div id='more'>Other news of 1999</div></body></html>"
    )
    document = read_bytes(page.encode(), "page.html")
    told = [(c.page, c.reference, called(document, c.called_from)) for c in find_citations(document, find_references(document))]  # fmt: skip
    assert told == [("4", "Okoro 2001", ["sold."]), ("6", "Okoro 2001", ["sank."])]
    assert "Other news" not in document.text


def test_a_raised_number_leads_to_a_numbered_list() -> None:
    source = docx.Document()
    paragraph = source.add_paragraph("Peru closed its legation in Oslo in 1931.")
    paragraph.add_run("2").font.superscript = True
    source.add_heading("References", 1)
    for work in ("1. Smith, J. (1999). A Life. London: Hall.", "2. Brown, K. (2004). Ports. Oslo: Nord."):
        source.add_paragraph(work)
    plain = io.BytesIO()
    source.save(plain)
    document = read_bytes(plain.getvalue(), "page.docx")
    (citation,) = find_citations(document, find_references(document))
    assert (citation.text, citation.reference) == ("[2]", "Brown 2004")


def printed_page() -> bytes:
    """Two pages with notes at their feet, set smaller, called by raised numbers."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for first in (1, 3):
        lines = [
            ("The port was kept open for many years by two small companies that had", ""),
            ("little money. Peru closed its legation in 1931.", str(first)),
            ("had left. The sum was paid in silver by the first company, which the second", ""),
            *[("had never thought of, and nothing more is told of the winter after that,", "")] * 8,
        ]
        work = "A Life in Letters (London: Hall, 1999)" if first == 1 else "A Life"
        feet = [(f"Jane Smith, {work}, {first + 10}.", str(first)), ("Ibid., 13.", str(first + 1))]
        for at, (text, mark) in enumerate(lines):
            _printed(canvas, 780 - 15 * at, 11, [(text, False), (mark, True)])
        for at, (text, mark) in enumerate(feet):
            _printed(canvas, 110 - 12 * at, 8.5, [(mark, True), (" " + text, False)])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _printed(canvas: Canvas, height: float, size: float, parts: list[tuple[str, bool]]) -> None:
    line = canvas.beginText(72, height)
    for text, up in parts:
        line.setFont("Helvetica", size * 0.65 if up else size)
        line.setRise(size * 0.35 if up else 0)
        line.textOut(text)
    canvas.drawText(line)


def test_notes_at_the_foot_of_printed_pages() -> None:
    document = read_bytes(printed_page(), "page.pdf")
    found = find_citations(document, find_references(document))
    assert [(c.label, c.page, called(document, c.called_from)) for c in found] == [
        ("Smith 1999", "11", ["1931."]),
        ("Smith 1999", "13", []),
        ("Smith 1999", "13", ["1931."]),
        ("Smith 1999", "13", []),
    ]
    assert "after that, The port" in document.text, "a note breaks no sentence that goes on over the page's end"
    assert document.locate(found[2].start).page == 2
