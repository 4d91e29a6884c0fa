"""What is fuzzed: each target takes any bytes and raises where a law of the project does not hold for them.

A target needs no fuzzer: kept cases are run through it by pytest, and atheris (`fuzz.py`) makes bytes up. What a target lets
pass are the errors that its function's docstring names, and nothing else.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from typing import Any, cast
from urllib.parse import parse_qsl

from regesta.citations import find_citations, find_quotations, find_references
from regesta.citations.parsing import parse_work
from regesta.dates import find_dates, opened, parse_edtf, plain, sides, to_timex
from regesta.errors import BadDocument, BadQuestion
from regesta.exploring.asking import filter_of
from regesta.exploring.columns import Columns, load_columns
from regesta.exploring.questions import facets_of, masks_of, question_of
from regesta.model import Document
from regesta.reading import read_bytes
from regesta.reading.decoding import decode
from regesta.register import Register
from regesta.register.codec import document_of, document_row
from regesta.register.folding import terms_of
from regesta.register.preparing import packed, prepare, unpacked
from regesta.workflow import examine, read_document

Target = Callable[[bytes], None]

# seconds of computing that an input may take: some for word lists that it is the first to need, and some for each byte of it
ONCE, A_BYTE = 1.0, 0.00025


class LawBroken(AssertionError):
    """What a document, a date or a reference must always be, and is not."""


def holds(condition: bool, law: str) -> None:
    """Raises LawBroken unless a law holds; `assert` would be gone under -O."""
    if not condition:
        raise LawBroken(law)


def timed(target: Target, data: bytes) -> None:
    """Run a target. Raises LawBroken where it took longer than its bytes allow."""
    start = time.process_time()
    target(data)
    took = time.process_time() - start
    holds(took < ONCE + A_BYTE * len(data), f"{len(data)} bytes took {took:.1f} s")


# --- the readers -----------------------------------------------------------------------------------------------------


def reader(name: str, data: bytes) -> None:
    """One reader, whatever the bytes seem to be: a document that holds its laws, or BadDocument."""
    with suppress(BadDocument):
        _lawful(import_module(f"regesta.reading.{name}").read(data, f"fuzzed.{name}"), data)


def any_format(data: bytes) -> None:
    """The reader that the bytes themselves ask for."""
    with suppress(BadDocument):
        _lawful(read_bytes(data, "fuzzed"), data)


def docx(data: bytes) -> None:
    """The bytes as the body of a DOCX, with notes after a NUL: a fuzzer does not find its way through a checksum."""
    body, _, notes = data.partition(b"\0")
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("[Content_Types].xml", _KINDS)
        archive.writestr("_rels/.rels", _TIES)
        archive.writestr("word/document.xml", body)
        if notes:
            archive.writestr("word/footnotes.xml", notes)
    reader("docx", raw.getvalue())


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_TIES = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def _lawful(document: Document, data: bytes) -> None:
    """Everything in order and inside the text, the way back right, and the same when stored and taken out."""
    text, size = document.text, len(document.text)
    holds(_encodes(text), "a text can be stored, so it holds no half of a pair of surrogates")
    ends = 0
    for anchor in document.anchors:
        holds(ends <= anchor.start < anchor.end <= size, "anchors are in order, inside the text, and not empty")
        ends = anchor.end
    homes = [(paragraph.start, paragraph.end) for paragraph in document.paragraphs]
    holds(all(0 <= low < high <= size for low, high in homes), "paragraphs are inside the text")
    holds(homes == sorted(homes), "paragraphs are in order")
    at = home = 0
    for sentence in document.sentences:
        holds(at <= sentence.start < sentence.end, "sentences are in order and not empty")
        at = sentence.end
        holds(text[sentence.start : at] == text[sentence.start : at].strip(), "a sentence has no space around it")
        while home < len(homes) and homes[home][1] < at:
            home += 1
        holds(home < len(homes) and homes[home][0] <= sentence.start, "a sentence is inside a paragraph")
    for section in document.sections:
        holds(0 <= section.start <= section.end <= size, "sections are inside the text")
    for note in document.notes:
        holds(0 <= note.start <= note.end <= size, "notes are inside the text")
        holds(note.called_at is None or 0 <= note.called_at <= size, "a note is called inside the text")
    if document.media_type in ("text/plain", "text/markdown"):
        _leads_back(document, data)
    row = cast("Any", document_row(document))
    holds(document_of(row) == document, "a document is taken out of the register as it was put in")


def _leads_back(document: Document, data: bytes) -> None:
    """Every character with an offset is that of the source; a line's end may have become a space."""
    source, _ = decode(data, document.name)
    for anchor in document.anchors:
        offset = anchor.place.offset
        holds(offset is not None, "an anchor of a text has an offset")
        assert offset is not None
        told, there = document.text[anchor.start : anchor.end], source[offset : offset + anchor.end - anchor.start]
        holds(_spaced(told) == _spaced(there), f"{told[:40]!r} leads back to {there[:40]!r}")
        line = source.count("\n", 0, offset) + 1
        holds(document.locate(anchor.start).line == line, "an anchor knows its line")


def _spaced(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


# --- what is found in texts ------------------------------------------------------------------------------------------


def _document(data: bytes) -> Document:
    """The bytes as a text of paragraphs. Raises BadDocument where they are no text at all."""
    return read_bytes(data.decode("utf-8", "replace").replace("\0", " ").encode(), "fuzzed.md")


def dates(data: bytes) -> None:
    """The date grammar: spans in order that are their words, and EDTF with the bounds it says."""
    with suppress(BadDocument):
        document = _document(data)
        end = 0
        for one in find_dates(document):
            holds(
                end <= one.start < one.end <= len(document.text), "dates are in order, inside the text, and not empty"
            )
            end = one.end
            holds(document.text[one.start : one.end] == one.text, "a date is its words")
            kind, value = to_timex(one)
            holds(kind in {"DATE", "DURATION", "SET"} and bool(value), "a date has a TIMEX3")
            if one.when.edtf is None:
                holds(one.when.earliest is None and one.when.latest is None, "no date, no bounds")
                continue
            read = parse_edtf(one.when.edtf)
            holds((read.earliest, read.latest) == (one.when.earliest, one.when.latest), "bounds are those of the EDTF")
            holds(plain(one).edtf is not None, "an open date has a bare one in it")
            holds(all(side.edtf is not None for side in sides(one.when)), "an interval has two ends")
            holds(all(opened(one.when, to).edtf is not None for to in ("after", "before")), "a date can be opened")
            holds(one.when.basis == "stated" or one.why is not None, "what is not stated says why")


def edtf(data: bytes) -> None:
    """What users type as a date: the same EDTF with bounds in order, or BadQuestion."""
    text = data.decode("utf-8", "replace")
    with suppress(BadQuestion):
        when = parse_edtf(text)
        holds(when.edtf == text, "EDTF is kept as it is written")
        if when.earliest is not None and when.latest is not None:
            holds(
                when.earliest <= when.latest or when.earliest.startswith("-"),
                "the earliest day is not after the latest",
            )


def references(data: bytes) -> None:
    """One reference: read into a work, whatever it is."""
    text = data.decode("utf-8", "replace")
    work = parse_work(text)
    holds(_encodes(repr(work)), "a work can be stored")


def citations(data: bytes) -> None:
    """A text with a list of references: what is found is where it says it is."""
    with suppress(BadDocument):
        document = _document(data)
        listed = find_references(document)
        cited = find_citations(document, listed)
        quoted = find_quotations(document, (), cited)
        spans = [(one.start, one.end) for found in (listed, cited, quoted) for one in found]
        holds(all(0 <= low < high <= len(document.text) for low, high in spans), "a citation is inside the text")
        for reference in listed:
            holds(document.text[reference.start : reference.end] == reference.text, "a reference is its words")
        holds(
            len({reference.id for reference in listed}) == len(listed) or len(listed) > 26,
            "references have ids of their own",
        )


def whole(data: bytes) -> None:
    """A text all the way: entries that are their words, and results that other processes understand."""
    with suppress(BadDocument):
        reading = read_document(_document(data))
        text = reading.document.text
        for entry in reading.entries:
            holds(text[entry.start : entry.end] == entry.quote and bool(entry.quote.strip()), "a quote is the text")
            holds(bool(entry.why), "an entry says why")
        for silent in reading.abstentions:
            holds(text[silent.start : silent.end] == silent.quote, "what was left is the text")
        for statement in reading.cooperation:
            holds(text[statement.start : statement.end] == statement.quote, "a statement is the text")
        made = prepare(examine(reading))
        holds(unpacked(packed([made])) == [made], "results are carried as they are")


# --- what users ask --------------------------------------------------------------------------------------------------


@cache
def _asked() -> tuple[Register, Columns]:
    """A register in memory, and its columns."""
    register = Register(":memory:")
    register.put(examine(read_document(read_bytes(_ASKED.encode(), "asked.txt"))))
    return register, load_columns(register)


_ASKED = "On 7 April 1992 Israel and Azerbaijan established diplomatic relations. 北京 President Əliyev visited Ankara in 1994."


def search(data: bytes) -> None:
    """Words to look for: entries, or BadQuestion."""
    text = data.decode("utf-8", "replace")
    register, _ = _asked()
    with suppress(BadQuestion):
        found = register.rows_with(text)
        holds(
            bool(terms_of(text)) and all(isinstance(row, int) for row in found), "words that name nothing find nothing"
        )


def address(data: bytes) -> None:
    """The query of a page's address: the question, the same when its own address is asked, or BadQuestion."""
    text = data.decode("utf-8", "replace")
    register, columns = _asked()
    with suppress(BadQuestion):
        question = question_of(parse_qsl(text, keep_blank_values=True))
        holds(question_of(parse_qsl(question.query)) == question, "a question's address asks the same question")
        facets_of(columns, masks_of(columns, register, question), question)


def asked_filter(data: bytes) -> None:
    """What is typed after the options of the command line: a filter, or BadQuestion."""
    told = dict(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))
    register, _ = _asked()
    with suppress(BadQuestion):
        register.count(filter_of(told))


READERS = ("plain", "markdown", "html", "tei", "jats", "docx", "pdf")
TARGETS: dict[str, Target] = {
    **{name: partial(reader, name) for name in READERS},
    "docx": docx, "formats": any_format, "dates": dates, "edtf": edtf, "references": references, "citations": citations,
    "whole": whole, "search": search, "address": address, "filter": asked_filter,
}  # fmt: skip
