"""Footnotes and endnotes keep the place that calls them, in every format, and the works they name are cited there."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from regesta.citations import find_citations, find_references, is_ambiguous
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


LEGAL = [
    ("Holm v Strand [1999] UKHL 12, [2000] 1 AC 61, 70 (Lord Pike)", "Holm v Strand 1999", "70"),
    ("*Case concerning the Old Pier (Peru v Norway)* (Merits) [1951] ICJ Rep 4, [22]", "Case concerning the Old Pier (Peru v Norway) 1951", "22"),
    ("*Pier Dues* (Advisory Opinion) [1923] PCIJ Rep Series B No 5", "Pier Dues 1923", None),
    ("Strand v Norway (1989) 11 EHRR 439, para 88", "Strand v Norway 1989", "88"),
    ("Holm v. Strand Lines Co., 415 U.S. 203, 229-30 (1974)", "Holm v. Strand Lines Co. 1974", "229-30"),
    ("In re Strand, 860 F.2d 40, 46 (2d Cir. 1988)", "In re Strand 1988", "46"),
    ("The Old Pier (Peru v. Nor.), Judgment, 1951 I.C.J. Rep. 4, ¶ 22 (June 27)", "The Old Pier (Peru v. Nor.) 1951", "22"),
    ("Convention on Piers (adopted 8 December 1969, entered into force 21 June 1985) 1400 UNTS 231 (CP) art 31", "Convention on Piers 1969", None),
    ("Treaty of Piers art. 4, Sept. 8, 1951, 3 U.S.T. 3169, 136 U.N.T.S. 45", "Treaty of Piers 1951", None),
    ("UNSC Res 9216 (12 November 1965) UN Doc S/RES/9216, para 1", "UNSC Res 9216 1965", None),
    ("G.A. Res. 925 (X), at 121 (Oct. 24, 1955)", "G.A. Res. 925 (X) 1955", None),
    ("Piers and Harbours Act 1978, s 1(1)", "Piers and Harbours Act 1978 1978", None),
    ("Piers Act of 1978, Pub. L. No. 95-393, § 4(b), 92 Stat. 808 (1978)", "Piers Act of 1978 1978", None),
    ("Restatement (Third) of the Law of Ports § 203 cmt. a (Am. L. Inst. 1987)", "Restatement (Third) of the Law of Ports 1987", None),
    ("H.R. Rep. No. 94-1487, at 7 (1976)", "H.R. Rep. No. 94-1487 1976", "7"),
    ("Exec. Order No. 13,857, 84 Fed. Reg. 509 (Jan. 25, 2019)", "Exec. Order No. 13,857 2019", None),
    ("Charter of Piers, art 2(4)", "Charter of Piers n.d.", None),
    ("Letter from the Consul to the Minister (3 May 1964) TNA FO 371/176412", "Letter from the Consul to the Minister 1964", None),
    ("*The Old Pier v Strand* 11 US (7 Cranch) 116 (1812), 136–37", "The Old Pier v Strand 1812", "136–37"),
    ("Hanna Lind, Whose Pier?, in Essays on Ports 45, 50 (Ada Moor ed., 2d ed. 1999)", "Lind 1999", "50"),
    ("HANNA LIND, PORTS AND TREATIES 43 (2d ed. 1996)", "LIND 1996", "43"),
    ("Hanna Lind & Ada Moor, Piers, Ports, and Peace, 99 HARB. J. INT'L L. 815, 820 (1997)", "Lind 1997", "820"),
    ("Hanna Lind, ‘Whose Pier? A Question, Again’ (2006) 17 EJIL 3, 9", "Lind 2006", "9"),
    ("Hanna Lind, ‘Whose Pier?’ in Ada Moor (ed), *Piers* (Hart 2006) 143, 149", "Lind 2006", "149"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "work", "page"), LEGAL, ids=[note[:30] for note, _, _ in LEGAL])
def test_a_legal_source_is_a_work(note: str, work: str, page: str | None) -> None:
    """OSCOLA 4 and the Bluebook, 21st ed.: a case, a treaty and a law go by their names."""
    ((_, told, reference),) = _told(f"# Ties\n\nOne.[^1]\n\n[^1]: See {note}.\n")
    assert (reference, told) == (work, page)


def test_legal_sources_are_named_again_in_short() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5] Six.[^6]\n\n"
        "[^1]: *Dues of the Old Pier in Callao (Peru v Norway)* (Merits) [1951] ICJ Rep 4, [22]; Convention on Piers (adopted 8 December 1969) 1400 UNTS 231 (CP).\n"
        "[^2]: ibid [24].\n[^3]: *Callao* (n 1) [25].\n[^4]: Holm v. Strand Lines Co., 415 U.S. 203, 229 (1974).\n"
        "[^5]: *Id.* at 230.\n[^6]: Compare *Strand Lines*, 415 U.S. at 231, with CP, art 3.\n"
    )
    assert [(p, work) for _, p, work in _told(page)] == [
        ("22", "Dues of the Old Pier in Callao (Peru v Norway) 1951"),
        (None, "Convention on Piers 1969"),
        ("24", "Convention on Piers 1969"),
        ("25", "Dues of the Old Pier in Callao (Peru v Norway) 1951"),
        ("229", "Holm v. Strand Lines Co. 1974"),
        ("230", "Holm v. Strand Lines Co. 1974"),
        ("231", "Holm v. Strand Lines Co. 1974"),
        (None, "Convention on Piers 1969"),
    ]


PAPERS = [
    ("Lind to Weiss, telegram 1234, 13 May 1950, FO 371/87936, The National Archives, Kew", "Lind 1950"),
    ("TNA, CAB 129/41, Minute by Crane, 5 May 1931", "Crane 1931"),
    ("Lind to Embassy in Lima, telegram 512, May 20, 1950, 782.5/5-2050, Record Group 59, National Archives", "Lind 1950"),
    ("Memorandum of Conversation, by Hans Lind, May 12, 1950, *FRUS 1950*, 3:306–7", "Hans Lind 1950"),
    ("Ada Lind to Hans Weiss, letter, 3 May 1950, box 149, Harbour Library, Oslo", "Ada Lind 1950"),
    ("AMAE, Europe 1949-1955, Norvège, vol. 42, télégramme n° 512 de Lind à Weiss, Oslo, 12 mai 1950", "Lind 1950"),
    ("Lettre de Lind à Weiss (n° 12), 4 mai 1957, AMAE, papiers Weiss, 68", "Lind 1957"),
    ("*Documents diplomatiques français, 1955*, t. I, Paris, Imprimerie nationale, 1987, doc. n° 154", "Documents diplomatiques français, 1955 1987"),
    ("Author’s interview with Ada Lind, Oslo, 3 May 2011", "Author’s interview with Ada Lind, Oslo 2011"),
    ("*Foreign Relations of the United States, 1950*, vol. 3, *The Ports* (Washington, DC: GPO, 1977), 41", "Foreign Relations of the United States, 1950 1977"),
    ("*Harbour Times*, May 16, 1951, 3", "Harbour Times 1951"),
    ("HC Deb 12 May 1950, vol 478, col 38", "HC Deb 12 May 1950 1950"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "work"), PAPERS, ids=[note[:30] for note, _ in PAPERS])
def test_a_paper_is_a_work(note: str, work: str) -> None:
    ((_, _, reference),) = _told(f"# Ties\n\nOne.[^1]\n\n[^1]: {note}.\n")
    assert reference == work


def test_papers_are_named_again_by_their_day_their_file_or_their_volume() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5] Six.[^6] Seven.[^7]\n\n"
        "[^1]: Lind to Weiss, 13 May 1950, FO 371/87936, TNA.\n[^2]: Lind to Weiss, 19 May 1950, FO 371/87937, TNA.\n"
        "[^3]: Lind to Weiss, 13 May 1950.\n[^4]: FO 371/87937, Lind to Weiss, 19 May 1950.\n"
        "[^5]: *Foreign Relations of the United States, 1951*, vol. V, *The Ports* (Washington, DC: GPO, 1982), 41.\n"
        "[^6]: *FRUS 1951*, 5:51.\n[^7]: *FRUS 1951*, 3:12.\n"
    )
    assert [work for _, _, work in _told(page)] == [
        "Lind 1950a",
        "Lind 1950b",
        "Lind 1950a",
        "Lind 1950b",
        "Foreign Relations of the United States, 1951 1982",
        "Foreign Relations of the United States, 1951 1982",
        "FRUS 1951 1951",
    ]


def test_a_title_goes_on_behind_a_full_stop_and_years() -> None:
    """The French manuals: title and subtitle with a full stop between them, place, publisher, year; "op. cit." and "supra"."""
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5]\n\n"
        "[^1]: Voir Ada Lind, *Le Port, 1943-1956. Souvenirs d’une étape*, Paris, Nord, 1978, p. 262 ; Hans Moor, *La Rade de 1945 à 1956. Une amitié*, thèse de doctorat, université d’Oslo, 2014, 2 vol.\n"
        "[^2]: *Ibid.*, p. 264.\n[^3]: A. Lind, *op. cit.*, p. 12 (notre traduction) ; H. Moor, *La Rade*, thèse citée, vol. 1, p. 203-210.\n"
        "[^4]: Ada Lind, « La Rade ? Une question », *Revue de la mer. Études*, n° 12, 2011, p. 45-62, ici p. 49.\n"
        "[^5]: A. Lind, *op. cit.*, p. 13 et suiv. ; Uta Kern, « La Jetée », *Revue de la mer*, n° 61, printemps 1990, p. 55-73 ; *Ead.*, *Quais*, 2e éd., Paris, Nord, coll. « Ports », 1999, p. 7.\n"
    )
    assert [(p, work) for _, p, work in _told(page)] == [
        ("262", "Lind 1978"),
        (None, "Moor 2014"),
        ("264", "Moor 2014"),
        ("12", "Lind 1978"),
        ("203-210", "Moor 2014"),
        ("49", "Lind 2011"),
        ("13", "Lind 1978"),
        ("55-73", "Kern 1990"),
        ("7", "Kern 1999"),
    ]


@pytest.mark.parametrize(
    ("note", "page"),
    [
        ("Lind, *The Pier*, 12n4", "12"),
        ("Lind, *The Pier*, pp. 12 and 15", "12"),
        ("Lind, *The Pier*, vol. 2, 45", "45"),
        ("Lind, *The Pier*, p. 45, n. 3", "45"),
        ("Lind, *The Pier*, S. 12 f. und S. 15", "12"),
        ("Lind, *The Pier*, p. 45 et suiv.", "45"),
        ("Lind, “Whose Pier?,” *Review of Ports* 12 (2003): 401–432 (410)", "410"),
        ("Lind, “Whose Pier?,” *Review of Ports* 12 (2003)", None),
    ],
)
def test_the_page_meant_is_told_in_many_ways(note: str, page: str | None) -> None:
    listed = "- Lind, A. (1999). The Pier. Oslo: Nord.\n- Lind, A. (2003). Whose Pier? Review of Ports, 12, 401–432.\n"
    document = read_bytes(f"# Ties\n\nOne.[^1]\n\n[^1]: {note}.\n\n# References\n\n{listed}".encode(), "page.md")
    assert [c.page for c in find_citations(document, find_references(document))] == [page]


GERMAN = """<html><body><h1>Häfen</h1><p>Erstens.<sup>1</sup> Zweitens.<sup>2</sup> Drittens.<sup>3</sup> Viertens.<sup>4</sup> Fünftens.<sup>5</sup>
Sechstens.<sup>6</sup></p><h2>Anmerkungen</h2><ol><li>Vgl. Hans Lind: Der Pier. Rostock 1945–1989, Göttingen 2004, S. 12 f.</li>
<li>Vgl. ebd., S. 45; ähnlich Ada Moor: Die Fähre. In: Zeitschrift für Häfen 52 (2004), S. 401–432, hier S. 410.</li>
<li>Lind: Pier (wie Anm. 1), S. 77; Ders.: Kleine Häfen. In: Uta Kern (Hg.): Küsten, Köln 2001, S. 33–51.</li>
<li>Moor, a. a. O. (Anm. 2), S. 415.</li><li>Hierzu ausführlich Moor: Fähre, S. 415.</li><li>Strand: Küste (wie Anm. 4), S. 9.</li></ol>%s</body></html>"""
LISTED = """<h2>Literaturverzeichnis</h2><ul><li>Lind, Hans: Der Pier. Rostock 1945–1989, Göttingen 2004.</li><li>Lind, Hans: Kleine Häfen, in:
Uta Kern (Hg.), Küsten, Köln 2001, S. 33–51.</li><li>Moor, Ada: Die Fähre, in: Zeitschrift für Häfen 52 (2004), S. 401–432.</li></ul>"""


@pytest.mark.parametrize("listed", [LISTED, ""])
def test_german_notes_part_author_and_title_with_a_colon(listed: str) -> None:
    """DIN ISO 690 and the German historical journals, with a list and without; the page's notes are bound by no links."""
    document = read_bytes((GERMAN % listed).encode(), "page.html")
    found = find_citations(document, find_references(document))
    assert [(c.page, c.reference, called(document, c.called_from)) for c in found] == [
        ("12", "Lind 2004", ["Erstens."]),
        ("45", "Lind 2004", ["Zweitens."]),
        ("410", "Moor 2004", ["Zweitens."]),
        ("77", "Lind 2004", ["Drittens."]),
        ("33–51", "Lind 2001", ["Drittens."]),
        ("415", "Moor 2004", ["Viertens."]),
        ("415", "Moor 2004", ["Fünftens."]),
        ("9", None, ["Sechstens."]),
    ]


def test_what_a_list_leaves_out_is_not_told_as_missing() -> None:
    """Debates, decrees, letters and interviews beside a list; a newspaper's article by a person is told once."""
    notes = (
        "Deutscher Bundestag, Stenographische Berichte, 5. Sitzung, 28. Oktober 1969, S. 20.",
        "Marion Graf, Wohin?, in: Die Zeitung, 12. März 1968, S. 3.",
        "Graf (wie Anm. 2), S. 3.",
        "Interview des Verfassers mit Karl Meier, Bonn, 3. Mai 2010.",
        "Ada Lind an Hans Weiss, 4. Mai 1967, in: AdsD, Nachlass Lind, Mappe 12.",
        "Ebd.",
        "Hans Lind: Der Pier, 2. Aufl., Göttingen 2004, S. 5.",
    )
    page = "# Häfen\n\n" + " ".join(f"Satz.[^{n}]" for n in range(1, 8)) + "\n\n"
    page += "\n".join(f"[^{n}]: {note}" for n, note in enumerate(notes, 1))
    page += "\n\n# Literatur\n\n- Lind, Hans: Der Pier, Göttingen 2004.\n- Moor, Ada: Die Fähre, Köln 1999.\n"
    document = read_bytes(page.encode(), "page.md")
    found = find_citations(document, find_references(document))
    assert [(c.label, c.year, c.reference) for c in found] == [
        ("Graf 1968", "1968", None),
        ("Graf 1968", "1968", None),
        ("Lind 2004", "2004", "Lind 2004"),
    ]


def test_two_works_of_an_author_are_not_told_apart_without_a_short_title() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n"
        "[^1]: Ada Lind, *Ports* (Hart 2004) 12; Ada Lind, *The Old Pier* (Hart 2007) 3.\n"
        "[^2]: Lind (n 1) 97.\n[^3]: Lind, *The Old Pier* (n 1) 98.\n[^4]: Lind, *op. cit.*, p. 9.\n"
    )
    document = read_bytes(page.encode(), "page.md")
    found = find_citations(document, find_references(document))
    assert [(c.reference, is_ambiguous(c)) for c in found] == [
        ("Lind 2004", False),
        ("Lind 2007", False),
        (None, True),
        ("Lind 2007", False),
        ("Lind 2007", False),
    ]


def test_a_slip_is_told_from_another_work() -> None:
    """The title, the day or the note tells the work; its name or its year is misprinted."""
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5] Six.[^6] Seven.[^7] Eight.[^8] Nine.[^9]\n\n"
        "[^1]: Ada Pryce, “The Customs Question,” *Review of Ports* 22, no. 3 (Summer 1998): 401–28, at 410.\n"
        "[^2]: Prise, “Customs Question,” 412.\n[^3]: Ada Pryce, “The Customs Question,” *Review of Ports* 22, no. 3 (Summer 1989): 401–28.\n"
        "[^4]: Lind to Weiss, 13 May 1950, FO 371/87936, TNA.\n[^5]: Lind to Weiss, 13 May 1951.\n[^6]: Lind to Weiss, 14 May 1951.\n"
        "[^7]: Hans Moor, “Dues” *Review of Ports* 12, no. 1 (1990: 33–58; Hans Moor, *Ports* (Oslo: Nord, 1991), 3.\n[^8]: Holm, *Old Ships*, 4.\n"
        "[^9]: Moor, 45.\n"
    )
    document = read_bytes(page.encode(), "page.md")
    found = find_citations(document, find_references(document))
    assert [(c.text.split(",")[0], c.year, c.reference) for c in found] == [
        ("Ada Pryce", "1998", "Pryce 1998"),
        ("Prise", None, "Pryce 1998"),
        ("Ada Pryce", "1989", "Pryce 1998"),
        ("Lind to Weiss", "1950", "Lind 1950"),
        ("Lind to Weiss", "1951", "Lind 1950"),
        ("Hans Moor", "1990", "Moor 1990"),
        ("Hans Moor", "1991", "Moor 1991"),
        ("Holm", None, None),
        ("Moor", None, None),
    ]
    assert is_ambiguous(found[-1])


def test_the_day_of_an_entry_is_no_other_year_of_the_diary() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2]\n\n[^1]: Ada Lind, *Diary of a Consul* (Oslo: Nord, 1985), 33.\n"
        "[^2]: Lind, *Diary of a Consul*, 4 May 1950, 41.\n"
    )
    document = read_bytes(page.encode(), "page.md")
    found = find_citations(document, find_references(document))
    assert [(c.year, c.reference) for c in found] == [
        ("1985", "Lind 1985"),
        (None, "Lind 1985"),
    ]


def test_ibid_behind_a_note_without_a_source_points_at_nothing() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3]\n\n[^1]: Ada Lind, *Ports* (Oslo: Nord, 2004), 12.\n"
        "[^2]: A chart in the author’s hands.\n[^3]: Ibid., 13.\n"
    )
    assert [text for text, _, _ in _told(page)] == ["Ada Lind, Ports (Oslo: Nord, 2004), 12"]


def test_what_a_note_tells_is_no_work() -> None:
    page = (
        "# Ties\n\nOne.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5] Six.[^6] Seven.[^7] Eight.[^8] Nine.[^9]\n\n"
        "[^1]: Nils Holm, Foreign Minister from 1928 to 1931, was in Lima.\n"
        "[^2]: The minister left on 4 May 1931; his wife stayed until 1935.\n"
        "[^3]: See also Table 3.\n[^4]: In Lima, about 60 boats were sold (1928–1931).\n"
        "[^5]: The treaty was signed in Oslo (signed 3 May 1951) by both ministers.\n[^6]: Ada Lind, 3 May 1951.\n"
        "[^7]: The library lent the files to Norway on 3 May 1951, and 12 boxes came back.\n"
        "[^10]: Nils Holm, Foreign Minister, Lima 1931.\n[^8]: The Court said so in 1951, and the Act was repealed.\n[^9]: Holm was for peace v war in 1951.\n"
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


def test_raised_numbers_that_are_no_links_call_a_numbered_list_of_as_many_notes() -> None:
    page = (
        "<html><body><h1>Ties</h1><p>The pier was sold.<sup>1</sup> It sank.<sup>2</sup> It was 5 km<sup>2</sup> off.<sup>3</sup></p><hr>"
        "<ol><li>Ada Okoro, <em>The Pier</em> (Ibadan: Delta, 2001), 4.</li><li>Ibid., 6.</li><li>Okoro, <em>Pier</em>, 9.</li></ol></body></html>"
    )
    document = read_bytes(page.encode(), "page.html")
    told = [(c.page, c.reference, called(document, c.called_from)) for c in find_citations(document, find_references(document))]  # fmt: skip
    assert told == [("4", "Okoro 2001", ["sold."]), ("6", "Okoro 2001", ["sank."]), ("9", "Okoro 2001", ["off."])]


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
