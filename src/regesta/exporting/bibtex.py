"""BibTeX of the sources: the documents that tell the entries, and the works that these cite.

*For*: LaTeX, JabRef, Zotero; with biblatex's names of fields, in UTF-8. TeX's own characters are escaped, names and
nouns keep their capitals. The printed reference stands in `annotation`.

*Loses*: the entries; else as `csl-json`. Control characters become spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.cited import sources_of
from regesta.exporting.works import full_name, keys_of, note_of, printed
from regesta.model import Author, Reference, Work

_TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "article-magazine": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "thesis",
    "report": "report",
    "webpage": "online",
}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_ESCAPED = re.compile(r"[\\{}#$%&_~^]")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def tex(text: str) -> str:
    """A text with TeX's special characters escaped, on one line."""
    return _ESCAPED.sub(lambda mark: _SPECIAL[mark.group()], _UNPRINTED.sub(" ", text))


def _title(text: str) -> str:
    """A title whose capitals behind the first word a style must not lower."""
    words = tex(text).split(" ")
    kept = [
        words[0],
        *(f"{{{word}}}" if re.search(r"[^\W\d_]", word) and word != word.lower() else word for word in words[1:]),
    ]
    return " ".join(kept)


def _names(authors: Sequence[Author]) -> str | None:
    """Names joined by "and"; a body's name, or one that holds the word, stands in braces."""
    told = []
    for author in authors:
        name = tex(full_name(author))
        told.append(f"{{{name}}}" if author.literal is not None or re.search(r"\band\b", name) else name)
    return " and ".join(name for name in told if name) or None


def _address(url: str) -> str:
    """An address is read verbatim: only what would end the field is written as a percent code."""
    return "".join(f"%{ord(ch):02X}" if ch in "{}\\ " or ord(ch) < 32 else ch for ch in url)


def _fields(work: Work, note: str | None, as_printed: str) -> dict[str, str | None]:
    container = "journaltitle" if work.type.startswith("article") else "booktitle"
    if work.type in {"webpage", "document", "report", "book", "thesis"}:
        container = "maintitle" if work.type == "book" else "organization"
    house = "institution" if work.type in {"thesis", "report"} else "publisher"
    plain = {
        "volume": work.volume, "number": work.issue, "edition": work.edition, house: work.publisher, "location": work.place,
        "type": work.genre, "issn": work.issn, "isbn": work.isbn, "language": work.language, "note": note,
    }  # fmt: skip
    return {
        "author": _names(work.authors),
        "editor": _names(work.editors),
        "translator": _names(work.translators),
        "title": _title(work.title) if work.title is not None else None,
        container: tex(work.container) if work.container is not None else None,
        "series": tex(work.collection) if work.collection is not None else None,
        "date": work.issued,
        "year": work.issued[:4] if work.issued is not None else None,
        "pages": work.pages.replace("-", "--") if work.pages is not None else None,
        **{name: tex(value) if value is not None else None for name, value in plain.items()},
        "doi": _address(work.doi) if work.doi is not None else None,
        "url": _address(work.url) if work.url is not None else None,
        "urldate": work.accessed,
        "annotation": tex(as_printed),
    }


def write_bibtex(references: Sequence[Reference], out: TextIO) -> int:
    """Write the works as BibTeX entries. Returns how many were written."""
    for reference, key in zip(references, keys_of(references), strict=True):
        work = reference.work
        fields = _fields(work, note_of(reference), printed(reference))
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        out.write(f"@{_TYPES.get(work.type, 'misc')}{{{key},\n" + ",\n".join(lines) + "\n}\n\n")
    return len(references)


def write_sources_bibtex(chosen: Chosen, out: TextIO) -> Written:
    """Write the sources of the chosen entries."""
    return Written(write_bibtex(sources_of(chosen), out), things=("work", "works"))
