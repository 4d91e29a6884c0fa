"""JATS XML, as journals deposit it: article metadata, abstract, body, footnotes and the reference list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from regesta.model import Document, Front, Place
from regesta.reading.records import holds_record, record_runs
from regesta.reading.weaving import Piece, Run, Source, woven
from regesta.reading.xml import local, note_key, parse, runs, text_of

_SKIPPED = frozenset({"fn", "label", "table-wrap", "fig", "disp-formula", "supplementary-material"})
_INLINE = frozenset({"fn", "table-wrap", "fig"})
_DEEPEST = 200  # elements one in another that are followed


def read(data: bytes, name: str) -> Document:
    """A Document from JATS; each block leads back to its XPath. Raises BadDocument."""
    root = parse(data, name)
    article = root if local(root) == "article" else next((e for e in root.iter() if local(e) == "article"), root)
    pieces = [piece for part in article if local(part) in {"front", "body", "back"} for piece in _part(part)]
    return woven(Source(data, name, "application/jats+xml", _front(article)), pieces)


def _part(part: etree._Element) -> Iterator[Piece]:
    if local(part) == "front":
        for element in part.iter():
            if local(element) == "abstract":
                yield from _pieces(element, 1, "abstract")
    else:
        yield from _pieces(part, 0, None)


def _pieces(element: etree._Element, level: int, role: str | None, inside: int = 0) -> Iterator[Piece]:
    tree = element.getroottree()
    for child in element:
        name = local(child)
        if not name or inside > 200:
            continue
        path = tree.getpath(child)
        if name == "title":
            yield Piece(tuple(runs(child, path, _INLINE)), "heading", level, role)
        elif name == "p" or (name == "ref"):
            part = "references" if name == "ref" else role
            yield Piece(tuple(_spaced(child, path) if name == "ref" else runs(child, path, _INLINE)), "text", 0, part)
            for inner in child.iter():
                if local(inner) == "fn" and inner is not child:
                    yield Piece(
                        tuple(runs(inner, tree.getpath(inner), frozenset({"label"}))),
                        "note",
                        0,
                        "notes",
                        note_key(inner),
                    )
                elif local(inner) == "tr" and inner is not child:
                    yield Piece(tuple(_cells(inner, tree.getpath(inner))), "table", 0, role)
        elif name == "list-item":
            yield Piece(tuple(runs(child, path, _INLINE)), "list", 0, role)
        elif name == "tr":
            yield Piece(tuple(_cells(child, path)), "table", 0, role)
        elif name == "disp-quote":
            yield Piece(tuple(runs(child, path, _INLINE)), "quote", 0, role)
        elif name == "fn":
            yield Piece(tuple(runs(child, path, frozenset({"label"}))), "note", 0, "notes", note_key(child))
        elif name not in {"label", "graphic", "disp-formula", "supplementary-material"}:
            part = "references" if name == "ref-list" else "notes" if name == "fn-group" else role
            yield from _pieces(child, level + 1, part, inside + 1)


def _cells(row: etree._Element, path: str) -> Iterator[Run]:
    for at, cell in enumerate(row):
        if at:
            yield " | ", None
        yield from runs(cell, path, _INLINE)


_LETTERED = re.compile(r"[A-Z]{0,3}(\d{1,4})")  # "B12" and "CR12" are what some deposits call number 12
# what only sets a word apart in print: no word ends where one begins or ends
_FACES = frozenset(
    {"italic", "bold", "sub", "sup", "sc", "underline", "monospace", "sans-serif", "roman", "styled-content"}
)


def _spaced(ref: etree._Element, path: str) -> Iterator[Run]:
    """A reference's parts; where the deposit gives elements without marks between them, a space stands there."""
    label = next((child for child in ref if local(child) == "label"), None)
    lettered = _LETTERED.fullmatch((text_of(label) or "").strip("[]()."))
    number = lettered[1] if lettered is not None else ""
    if number.isdigit():  # the list's own numbers, as a printed list shows them
        yield f"[{number}] ", Place(path=path, line=ref.sourceline)
    record = holds_record(ref)
    if record is not None:
        yield from record_runs(record, path)
        return
    place = Place(path=path, line=ref.sourceline)
    for text in _apart(ref, label if number.isdigit() else None):
        yield text, place


def _apart(element: etree._Element, skipped: etree._Element | None, depth: int = 0) -> Iterator[str]:
    """The text of an element but for one child, with a space between two elements that nothing stands between."""
    if element.text:
        yield str(element.text)
    touching = False
    for child in element:
        name = local(child)
        if touching and name and name not in _FACES:
            yield " "
        if name and child is not skipped and depth < _DEEPEST:
            yield from _apart(child, skipped, depth + 1)
        if child.tail:
            yield str(child.tail)
        touching = not child.tail and bool(name) and name not in _FACES


def _front(article: etree._Element) -> Front:
    title = doi = date = None
    authors: list[str] = []
    for element in article.iter():
        name = local(element)
        if name == "body":
            break
        if name == "article-title" and title is None:
            title = text_of(element)
        elif name == "article-id" and element.get("pub-id-type") == "doi":
            doi = text_of(element)
        elif name == "contrib" and element.get("contrib-type", "author") == "author":
            parts = {local(e): text_of(e) for e in element.iter() if local(e) in {"surname", "given-names", "collab"}}
            full = " ".join(
                part for part in (parts.get("given-names"), parts.get("surname") or parts.get("collab")) if part
            )
            authors += [full] if full else []
        elif name == "pub-date" and date is None:
            parts = {local(e): text_of(e) for e in element}
            if parts.get("year"):
                pieces = [parts["year"]] + [
                    f"{int(p):02d}" for p in (parts.get("month"), parts.get("day")) if p and p.isdigit()
                ]
                date = "-".join(piece for piece in pieces if piece is not None)
    return Front(title, tuple(authors), date, doi, article.get("{http://www.w3.org/XML/1998/namespace}lang"))
