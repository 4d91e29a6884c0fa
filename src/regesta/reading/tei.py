"""TEI XML: headings, paragraphs, lists, tables and notes of the text; title, authors and date of the header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from regesta.model import Document, Front
from regesta.reading.records import holds_record, record_runs
from regesta.reading.weaving import Piece, Run, Source, woven
from regesta.reading.xml import local, note_key, parse, runs, text_of

_BLOCKS = {
    "p": "text",
    "ab": "text",
    "item": "list",
    "row": "table",
    "quote": "quote",
    "note": "note",
    "bibl": "text",
    "l": "text",
}
_BLOCKS |= {
    "biblStruct": "text",
    "byline": "text",
    "dateline": "text",
    "salute": "text",
    "signed": "text",
    "closer": "text",
    "opener": "text",
}
_NOTES = frozenset({"note"})
_NONE: frozenset[str] = frozenset()


def read(data: bytes, name: str) -> Document:
    """A Document from TEI; each block leads back to its XPath. Raises BadDocument."""
    root = parse(data, name)
    body = next((e for e in root.iter() if local(e) == "text"), root)
    return woven(Source(data, name, "application/tei+xml", _front(root)), _pieces(body, 0, None))


def _pieces(element: etree._Element, level: int, role: str | None, inside: int = 0) -> Iterator[Piece]:
    tree = element.getroottree()
    for child in element:
        name = local(child)
        if not name or inside > 200:
            continue
        if name == "head":
            yield Piece(tuple(runs(child, tree.getpath(child), _NOTES)), "heading", level, role)
        elif name == "row":
            yield Piece(tuple(_cells(child, tree.getpath(child))), "table", 0, role)
        elif name in _BLOCKS and not (name in {"quote", "item"} and any(local(e) in {"p", "list"} for e in child)):
            path = tree.getpath(child)
            part = "references" if name in {"bibl", "biblStruct"} else "notes" if name == "note" else role
            record = holds_record(child) if name in {"bibl", "biblStruct"} else None
            told = record_runs(record, path) if record is not None else runs(child, path, _NOTES)
            key = note_key(child) if name == "note" else None
            yield Piece(tuple(told), _BLOCKS[name], 0, part, key)
            for note in child.iter():
                if local(note) == "note" and note is not child:
                    yield Piece(tuple(runs(note, tree.getpath(note), _NONE)), "note", 0, "notes", note_key(note))
        elif name in {"listBibl"}:
            yield from _pieces(child, level + 1, "references", inside + 1)
        elif name not in {"figure", "graphic", "fw", "pb", "cb", "lb", "teiHeader"}:
            kind = child.get("type") or ""
            part = (
                "references" if "bibliograph" in kind or "references" in kind else "notes" if kind == "notes" else role
            )
            yield from _pieces(child, level + 1, part, inside + 1)


def _cells(row: etree._Element, path: str) -> Iterator[Run]:
    for at, cell in enumerate(row):
        if at:
            yield " | ", None
        yield from runs(cell, path, _NOTES)


_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def _front(root: etree._Element) -> Front:
    found: dict[str, str | None] = {}
    authors: list[str] = []
    header = next((e for e in root.iter() if local(e) == "teiHeader"), None)
    for element in header.iter() if header is not None else ():
        name = local(element)
        if name == "title" and "title" not in found:
            found["title"] = text_of(element)
        elif name == "author" and (author := text_of(element)) is not None and author not in authors:
            authors.append(author)
        elif name == "date" and "date" not in found:
            when = element.get("when") or text_of(element) or ""
            found["date"] = when if _DAY.fullmatch(when) else None
        elif name == "idno" and (element.get("type") or "").lower() == "doi":
            found["doi"] = text_of(element)
        elif name == "language" and element.get("ident"):
            found["language"] = element.get("ident")
    return Front(found.get("title"), tuple(authors), found.get("date"), found.get("doi"), found.get("language"))
