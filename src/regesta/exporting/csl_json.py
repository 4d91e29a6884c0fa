"""CSL-JSON of the sources: the documents that tell the entries, and the works that these cite.

*For*: Zotero, pandoc, citeproc. The printed reference stands in `annote`, what was not understood of it in `note`.
(`regesta references` writes a document's whole list in this format.)

*Loses*: the entries. A document's title, authors and date are those of its first page, as far as it has them; which
word of an author's name is the family name is taken from its place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.cited import sources_of
from regesta.exporting.works import keys_of, note_of, parts_of_date, printed
from regesta.model import Author, Reference

_FIELDS = {
    "title": "title",
    "container-title": "container",
    "collection-title": "collection",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "place",
    "genre": "genre",
    "URL": "url",
    "DOI": "doi",
    "ISSN": "issn",
    "ISBN": "isbn",
    "language": "language",
}


def csl_item(reference: Reference, key: str) -> dict[str, Any]:
    """A work as a CSL 1.0.2 item. Fields that the reference does not have are left out."""
    work = reference.work
    item: dict[str, Any] = {"id": key, "type": work.type}
    for role, authors in (("author", work.authors), ("editor", work.editors), ("translator", work.translators)):
        if authors:
            item[role] = [_name(author) for author in authors]
    item |= {name: value for name, field in _FIELDS.items() if (value := getattr(work, field)) is not None}
    for name, edtf in (("issued", work.issued), ("accessed", work.accessed)):
        if edtf is not None:
            item[name] = {"date-parts": [parts_of_date(edtf)]}
    note = note_of(reference)
    return item | ({"note": note} if note is not None else {}) | {"annote": printed(reference)}


def _name(author: Author) -> dict[str, str]:
    parts = (("family", author.family), ("given", author.given), ("literal", author.literal))
    return {part: value for part, value in parts if value is not None}


def write_csl_json(references: Sequence[Reference], out: TextIO) -> int:
    """Write the works as one JSON array. Returns how many were written."""
    items = [csl_item(reference, key) for reference, key in zip(references, keys_of(references), strict=True)]
    out.write(json.dumps(items, ensure_ascii=False, indent=1) + "\n")
    return len(items)


def write_sources_csl(chosen: Chosen, out: TextIO) -> Written:
    """Write the sources of the chosen entries."""
    return Written(write_csl_json(sources_of(chosen), out), things=("work", "works"))
