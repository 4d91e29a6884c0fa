"""One reference's text -> Work."""

from __future__ import annotations

import re

from regesta.citations.identifiers import identifiers_of
from regesta.citations.printed_dates import edtf_of
from regesta.model import Work

_PAGES = re.compile(
    r"(?<!\w)(?:pp?|pages?|s|ss|seiten?|c|с|стр|səh|sayfa|str)\s?[.:]?\s?(?P<pages>\d{1,5}(?:\s?[-–—]{1,2}\s?\d{1,5})?)(?!\w)",
    re.I,
)


def parse_work(text: str, year: str | None = None) -> Work:
    """What a reference says of its work; `year` is its year of publication where that is known. Offline, pure."""
    read = identifiers_of(text)
    rest = list(text)
    for span in read.spans:
        rest[span.start : span.end] = " " * (span.end - span.start)
    body = "".join(rest)
    pages = _PAGES.search(body)
    issued = edtf_of(body)
    return Work(
        issued=issued if issued is not None and issued[:4] == (year or "")[:4] else (year or "")[:4] or None,
        pages=re.sub(r"\s*[-–—]+\s*", "-", pages["pages"]) if pages is not None else None,
        pages_text=pages.group() if pages is not None else None,
        url=read.url,
        accessed=read.accessed,
        accessed_text=read.accessed_text,
        doi=read.doi,
        issn=read.issn,
        isbn=read.isbn,
    )
