"""Works as RIS, the lines that Zotero, EndNote and Mendeley read. The printed reference stands in a second note (N1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from regesta.exporting.works import keys_of, names, note_of, parts_of_date, printed
from regesta.model import Reference

_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
}
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def _lines(reference: Reference, key: str) -> Iterator[tuple[str, str | None]]:
    work = reference.work
    yield "TY", _TYPES.get(work.type, "GEN")
    yield "ID", key
    for tag, authors in (("AU", work.authors), ("A2", work.editors), ("A4", work.translators)):
        for name in names(authors):
            yield tag, name
    first, _, last = (work.pages or "").partition("-")
    yield from (
        ("TI", work.title), ("T2", work.container), ("T3", work.collection), ("VL", work.volume), ("IS", work.issue),
        ("SP", first or None), ("EP", last or None), ("ET", work.edition), ("PB", work.publisher), ("CY", work.place),
        ("M3", work.genre), ("UR", work.url), ("DO", work.doi), ("SN", work.issn or work.isbn), ("LA", work.language),
    )  # fmt: skip
    if work.issued is not None:
        yield "PY", work.issued[:4]
        yield "DA", _slashed(work.issued)
    if work.accessed is not None:
        yield "Y2", _slashed(work.accessed)
    yield "N1", note_of(reference)
    yield "N1", f"Printed: {printed(reference)}"


def _slashed(edtf: str) -> str:
    """RIS writes "2013/05/12/", with an empty place for what is not known."""
    parts = [f"{part:02d}" for part in parts_of_date(edtf)]
    return "/".join([*parts, *[""] * (3 - len(parts))]) + "/"


def write_ris(references: Sequence[Reference], out: TextIO) -> int:
    """Write the works as RIS records. Returns how many were written."""
    for reference, key in zip(references, keys_of(references), strict=True):
        for tag, value in _lines(reference, key):
            if value:
                out.write(f"{tag}  - {_BREAKS.sub(' ', value)}\n")
        out.write("ER  - \n\n")
    return len(references)
