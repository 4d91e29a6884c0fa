"""A printed calendar of regesta as a Word document, with real footnotes: for editing, and for what a publisher asks for.

*For*: historians who print. Under each year (a heading) a paragraph for an entry, as `regesta list` prints it, with a
footnote that holds the quote, the document, the place in it and the works it cites. Styles are Word's own names, so
that a house style takes them over.

*Loses*: as `html`. Characters that XML cannot write become U+FFFD.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from typing import IO, BinaryIO

from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.markup import text_of
from regesta.exporting.printed_calendar import TITLE, PrintedLine, printed_lines

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_WORD}.footnotes+xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_ROOT = (
    f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>'
)


def _style(id: str, name: str, kind: str, looks: str, based: str = "") -> str:
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = ' w:default="1"' if id == "Normal" else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{id}"><w:name w:val="{name}"/>{based}{looks}</w:style>'


_STYLES = (
    f"<w:styles {_W}>"
    + _style("Normal", "Normal", "paragraph", '<w:pPr><w:spacing w:after="80"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr>')
    + _style("Title", "Title", "paragraph", '<w:rPr><w:b/><w:sz w:val="40"/></w:rPr>', "Normal")
    + _style("Heading1", "heading 1", "paragraph",
             '<w:pPr><w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr>'
             '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>', "Normal")
    + _style("FootnoteText", "footnote text", "paragraph", '<w:rPr><w:sz w:val="18"/></w:rPr>', "Normal")
    + _style("FootnoteReference", "footnote reference", "character", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    + "</w:styles>"
)  # fmt: skip
_MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
# Word asks for these two notes in every file: the line above the notes, and the one above notes that go on
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def write_docx(chosen: Chosen, out: BinaryIO) -> Written:
    """Write the paragraphs as they are read; the notes wait in a file of their own until all paragraphs are written."""
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack, tempfile.TemporaryFile() as notes:
        for name, content in (
            ("[Content_Types].xml", _TYPES), ("_rels/.rels", _ROOT), ("word/_rels/document.xml.rels", _PARTS),
            ("word/styles.xml", _STYLES),
        ):  # fmt: skip
            with _part(pack, name) as part:
                part.write((_XML + content).encode())
        notes.write(f"{_XML}<w:footnotes {_W}>{_SEPARATORS}".encode())
        with _part(pack, "word/document.xml") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as body:
            body.write(f"{_XML}<w:document {_W}><w:body>{_paragraph(_run(TITLE), 'Title')}")
            for line in printed_lines(chosen):
                count = line.number
                if line.heading is not None:
                    body.write(_paragraph(_run(line.heading), "Heading1"))
                body.write(_line(line))
                notes.write(_note(line).encode())
            body.write(
                '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="708" w:footer="708" w:gutter="0"/>'
                "</w:sectPr></w:body></w:document>"
            )
        notes.write(b"</w:footnotes>")
        notes.seek(0)
        with _part(pack, "word/footnotes.xml") as part:
            shutil.copyfileobj(notes, part)
    return Written(count)


def _part(pack: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part to write to, of no date, so that the same register gives the same file."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return pack.open(entry, "w", force_zip64=True)


def _line(line: PrintedLine) -> str:
    call = f'<w:r>{_MARK}<w:footnoteReference w:id="{line.number}"/></w:r>'
    people = f"<w:r><w:br/></w:r>{_run(line.people)}" if line.people else ""
    return _paragraph(_run(f"{line.date}.", bold=True) + _run(f" {line.abstract}") + call + people)


def _note(line: PrintedLine) -> str:
    told = f"<w:r>{_MARK}<w:footnoteRef/></w:r>" + _run(f" “{line.quote}” {line.source}.")
    return f'<w:footnote w:id="{line.number}">{_paragraph(told, "FootnoteText")}</w:footnote>'


def _paragraph(content: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{content}</w:p>"


def _run(text: str, bold: bool = False) -> str:
    looks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text_of(text)}</w:t></w:r>'
