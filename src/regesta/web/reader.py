"""Documents: the list, the text with all that was found in it, the pages of a PDF, and two documents side by side."""

from __future__ import annotations

import io
from bisect import bisect_right
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from regesta.errors import BadQuestion
from regesta.exploring import laid_over, remarks
from regesta.exploring.asking import pair_of
from regesta.exploring.columns import rows_of
from regesta.exploring.comparing import compared
from regesta.exploring.marking import Mention, all_mentions, cited_in, marked
from regesta.exploring.remarks import waivers_of
from regesta.exporting import REPORTS
from regesta.model import Citation, Document, Entry
from regesta.reading.anchoring import document_id
from regesta.web.printing import number_of, own_style, shelf_of, show
from regesta.web.rendering import Picture, picture_of
from regesta.web.shelf import Shelf

_LISTED, _PARAGRAPHS = 200, 250  # documents and paragraphs of a page
_SHORT = 8_000  # code points of a text whose names are found when it is opened
_CHOICES = 400  # documents offered for comparing

routes = APIRouter(include_in_schema=False)


@routes.get("/documents", response_class=HTMLResponse)
def documents(request: Request) -> HTMLResponse:
    """The documents of the register, with how many entries each gave."""
    shelf = shelf_of(request)
    columns = shelf.columns()
    column = columns.columns["document"]
    counts = dict(zip(column.labels, map(int, column.counts(None)), strict=True))
    listed = shelf.listed()
    number = number_of(request.query_params.get("page"))
    some = listed[(number - 1) * _LISTED : number * _LISTED]
    return show(
        request, "documents.html", listed=some, counts=counts, total=len(listed), page=number,
        pages=max(1, -(-len(listed) // _LISTED)),
    )  # fmt: skip


@routes.get("/document/{id}", response_class=HTMLResponse)
def document(request: Request, id: str) -> HTMLResponse:
    """A document with its entries, findings and mentions marked, and what is said of them in the margin."""
    shelf = shelf_of(request)
    found = shelf.register.document(id)
    entries = _entries(shelf, id)
    number = _page(request, found, entries)
    some = found.paragraphs[(number - 1) * _PARAGRAPHS : number * _PARAGRAPHS]
    asked = request.query_params.get("marks", "all" if len(found.text) <= _SHORT else "entries")
    waived = waivers_of(shelf.register)
    findings = [one for one in shelf.register.findings(id) if one.id not in waived]
    return show(
        request, "document.html", document=found, count=len(entries), marks=asked, page=number, findings=findings,
        blocks=marked(found, some, entries, findings, _mentions(shelf, found) if asked == "all" else ()),
        pages=max(1, -(-len(found.paragraphs) // _PARAGRAPHS)), pdf=_source(shelf, found) is not None,
        general=[one for one in findings if not one.spans], choices=shelf.listed()[:_CHOICES],
    )  # fmt: skip


@routes.get("/document/{id}/pages", response_class=HTMLResponse)
def pages(request: Request, id: str) -> HTMLResponse:
    """A page of a PDF as it is printed, with the lines of its entries and findings boxed."""
    shelf = shelf_of(request)
    found = shelf.register.document(id)
    number = number_of(request.query_params.get("page"))
    picture = _picture(shelf, found, number)
    entries = _entries(shelf, id)
    boxes = [
        (entry, _boxes(found, entry, number, picture.height))
        for entry in entries
        if (found.locate(entry.start).page or 0) <= number <= (found.locate(max(entry.start, entry.end - 1)).page or 0)
    ]
    return show(request, "pages.html", document=found, picture=picture, page=number, pages=picture.pages, boxes=boxes)


@routes.get("/document/{id}/page/{number}.png", response_class=Response)
def picture(request: Request, id: str, number: int) -> Response:
    """A page of a PDF as a picture."""
    shelf = shelf_of(request)
    found = _picture(shelf, shelf.register.document(id), number)
    return Response(found.png, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


@routes.get("/compare", response_class=HTMLResponse)
def compare(request: Request) -> HTMLResponse:
    """Two documents side by side, on one pair of states or on all."""
    shelf = shelf_of(request)
    one, other = (request.query_params.get(side, "") for side in ("one", "other"))
    pair = request.query_params.get("pair", "").strip()
    if one and one == other:
        raise BadQuestion("these are one document; choose another for one of them")
    documents = [shelf.register.document(id) if id else None for id in (one, other)]
    found = None
    if documents[0] is not None and documents[1] is not None:
        found = compared(shelf.register, _entries(shelf, one), _entries(shelf, other), pair_of(pair) if pair else ())
    return show(
        request, "compare.html", comparison=found, documents=documents, pair=pair, choices=shelf.listed()[:_CHOICES],
    )  # fmt: skip


@routes.get("/report", response_class=HTMLResponse)
def report(request: Request) -> HTMLResponse:
    """The report that `regesta check --format html` writes, of the register or of one document."""
    register = shelf_of(request).register
    id = request.query_params.get("document")
    out = io.StringIO()
    REPORTS["html"](list(remarks(register, only={register.document(id).id} if id else None)), out)
    return own_style(out.getvalue())


def _entries(shelf: Shelf, id: str) -> list[Entry]:
    """A document's entries as people left them, rejected ones left out, in the order of the text."""
    columns = shelf.columns()
    told = shelf.register.entries_of([columns.ids[row] for row in rows_of(columns, "document", id)])
    rulings = shelf.register.rulings([entry.id for entry in told])
    kept = [
        laid_over(entry, rulings.get(entry.id))
        for entry in told
        if entry.id not in rulings or rulings[entry.id].status != "rejected"
    ]
    return sorted(kept, key=lambda entry: (entry.start, entry.end))


def _page(request: Request, found: Document, entries: list[Entry]) -> int:
    """The page asked for: by its number, or the one where an entry begins."""
    wanted = next((one for one in entries if one.id == request.query_params.get("entry")), None)
    if wanted is None:
        return number_of(request.query_params.get("page"))
    at = bisect_right([paragraph.start for paragraph in found.paragraphs], wanted.start) - 1
    return max(0, at) // _PARAGRAPHS + 1


def _mentions(shelf: Shelf, found: Document) -> tuple[Mention, ...]:
    citations = [one for one in shelf.register.mentions(found.id, "citation") if isinstance(one, Citation)]
    return all_mentions(shelf.named_in(found), cited_in(citations))


def _source(shelf: Shelf, found: Document) -> Path | None:
    """The PDF that a document was read from, if it is still there and unchanged."""
    if found.media_type != "application/pdf":
        return None
    for name in shelf.names(found.id):
        path = Path(name)
        if path.is_file() and document_id(path.read_bytes()) == found.id:
            return path
    return None


def _picture(shelf: Shelf, found: Document, number: int) -> Picture:
    path = _source(shelf, found)
    if path is None:
        raise BadQuestion(f"{found.name} is no PDF, or is not where it was read from any more; its text is still here")
    return picture_of(str(path.resolve()), path.stat().st_mtime_ns, number)


def _boxes(found: Document, entry: Entry, page: int, height: float) -> list[dict[str, Any]]:
    """The boxes of the lines of an entry on a page, from its top left, in points."""
    boxes = []
    for anchor in found.anchors:
        box = anchor.place.box
        if anchor.start < entry.end and entry.start < anchor.end and anchor.place.page == page and box is not None:
            left, bottom, right, top = box
            boxes.append({"x": left - 2, "y": height - top - 1, "width": right - left + 4, "height": top - bottom + 2})
    return boxes
