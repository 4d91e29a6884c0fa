"""DOCX: headings, paragraphs, lists, tables and footnotes, in the order of the body."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun
from lxml import etree

from regesta.errors import BadDocument
from regesta.model import Document, Front, Place
from regesta.reading.weaving import Call, Piece, Run, Source, raised, woven

_LIMIT = 400 * 1024 * 1024  # bytes of all parts, inflated
_RATIO = 200  # how much a part may inflate once it is large
# what the libraries say of parts that are not as they must be
_FAULTS = (KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile, PackageNotFoundError, InvalidXmlError)
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def read(data: bytes, name: str) -> Document:
    """A Document from DOCX; each paragraph leads back to its number. Raises BadDocument."""
    _check(data, name)
    try:
        source = docx.Document(io.BytesIO(data))
        if source.element.find(qn("w:body")) is None:
            raise BadDocument(
                f"{name}: it is a DOCX without a text; open it in a word processor, save it again and read that"
            )
        pieces = list(_pieces(source, _notes(data)))
    except _FAULTS as fault:
        raise _damaged(name, fault) from fault
    core = source.core_properties
    author = (core.author or "").strip()
    front = Front(core.title.strip() or None, (author,) if author not in {"", "python-docx"} else ())
    return woven(
        Source(data, name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", front),
        pieces,
    )


def _damaged(name: str, fault: Exception) -> BadDocument:
    return BadDocument(
        f"{name}: it is a damaged DOCX ({fault}); open it in a word processor, save it again and read that"
    )


def _check(data: bytes, name: str) -> None:
    """Sizes before anything is inflated, and again while inflating: a declared size may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = 0
            for part in archive.infolist():
                if part.flag_bits & 1:
                    raise BadDocument(f"{name}: it is protected by a password; save it without one and read that")
                with archive.open(part) as stream:
                    size = 0
                    while chunk := stream.read(1 << 20):
                        size += len(chunk)
                        total += len(chunk)
                        if total > _LIMIT or (size > 20 << 20 and size > _RATIO * max(part.compress_size, 1)):
                            raise BadDocument(
                                f"{name}: its part {part.filename} inflates to more than a document can hold; it is not read, for it may be a trap"
                            )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as fault:
        raise _damaged(name, fault) from fault


def _pieces(source: docx.document.Document, notes: dict[tuple[str, str], str]) -> Iterator[Piece]:
    labels = {"".join(key): str(at) for at, key in enumerate(notes, 1) if notes[key]}
    for number, child in enumerate(source.element.body.iterchildren(), 1):
        if child.tag == qn("w:p"):
            paragraph = DocxParagraph(child, source._body)
            yield _paragraph(paragraph, number, labels)
            for mark in child.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
                key = (mark.tag, mark.get(qn("w:id")) or "")
                if notes.get(key):
                    yield Piece(((notes[key], Place(paragraph=number)),), "note", 0, "notes", "".join(key))
        elif child.tag == qn("w:tbl"):
            for row in Table(child, source._body).rows:
                runs: list[tuple[str, Place | None]] = []
                for at, cell in enumerate(dict.fromkeys(row.cells)):
                    runs += [(" | ", None)] if at else []
                    runs.append((cell.text, Place(paragraph=number)))
                yield Piece(tuple(runs), "table")


_HEADING_STYLE = re.compile(r"(?:Heading (\d)|Title)")


def _paragraph(paragraph: DocxParagraph, number: int, labels: dict[str, str]) -> Piece:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    heading = _HEADING_STYLE.match(style)
    kind = (
        "heading"
        if heading
        else "list"
        if style.startswith("List") or paragraph._p.find(".//" + qn("w:numPr")) is not None
        else "text"
    )
    kind = "quote" if "Quote" in style else kind
    level = int(heading[1]) if heading and heading[1] else 1 if heading else 0
    return Piece(tuple(_runs(paragraph, number, labels)), kind, level)


def _runs(paragraph: DocxParagraph, number: int, labels: dict[str, str]) -> Iterator[Run]:
    """The text of a paragraph with the calls of its notes; a raised number becomes one in square brackets."""
    place, text, above = Place(paragraph=number), "", ""
    for part in paragraph.iter_inner_content():
        for run in part.runs if not isinstance(part, DocxRun) else [part]:
            if run.font.superscript is True:
                above += run.text  # a word processor parts "1(p140),8" into several runs
            else:
                text = _with_raised(text, above) + run.text
                above = ""
            for mark in run._r.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
                key = mark.tag + (mark.get(qn("w:id")) or "")
                if key in labels:
                    yield _with_raised(text, above), place
                    text = above = ""
                    yield Call(key, labels[key])
    yield _with_raised(text, above), place


def _with_raised(text: str, above: str) -> str:
    """A text with what is raised behind it: a citation in square brackets, else as it stands."""
    return text + (raised(above, text) if above.strip() else above)


def _notes(data: bytes) -> dict[tuple[str, str], str]:
    """The footnotes and endnotes by the mark that calls them and their id."""
    notes: dict[tuple[str, str], str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part, mark in (("word/footnotes.xml", "w:footnoteReference"), ("word/endnotes.xml", "w:endnoteReference")):
            if part not in archive.namelist():
                continue
            for note in etree.fromstring(archive.read(part), _SAFE):
                text = "".join(str(t.text or "") for t in note.iter(qn("w:t")))
                notes[(qn(mark), note.get(qn("w:id")) or "")] = text.strip()
    return notes
