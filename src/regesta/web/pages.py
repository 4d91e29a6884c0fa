"""The pages: calendar, entry, document, abstentions; and the calendar's twins for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.templating import Jinja2Templates

from regesta.exploring import Line, abstract, calendar_lines, date_line, entry_in_context, filter_of, place_line
from regesta.exporting import entry_row
from regesta.model import Document, Entry, Filter
from regesta.register import Register
from regesta.vocabulary import ACTS, SECTORS

PAGE = 100
FIELDS = ("states", "pair", "act", "sector", "person", "words", "after", "before", "document", "said_by", "modality")
COLUMNS = ("id", "date", "act", "states", "people", "place", "quote", "document")

routes = APIRouter()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a document's text; `entries` are those whose quotes cover it, `begun` those whose quotes begin with it."""

    text: str
    entries: tuple[Entry, ...]
    begun: tuple[str, ...]


def show(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page from a template."""
    words = {"abstract": abstract, "date_line": date_line, "acts": ACTS, "sectors": SECTORS}
    pages: Jinja2Templates = request.app.state.pages
    return pages.TemplateResponse(
        request, name, {"register": request.app.state.name, **words, **context}, status_code=status
    )


@routes.get("/")
def calendar(request: Request) -> HTMLResponse:
    """The calendar by year, a hundred entries a page."""
    register = _register(request)
    asked, options = _asked(request)
    number = _number(request.query_params.get("page", "1"))
    total = register.count(asked)
    lines = list(_lines(register, asked, PAGE, (number - 1) * PAGE))
    years = [(year, list(group)) for year, group in groupby(lines, key=lambda line: _year(line.entry))]
    query = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("page="))
    last = max(1, -(-total // PAGE))
    return show(
        request, "calendar.html", years=years, total=total, options=options, query=query, page=number, pages=last
    )


@routes.get("/calendar.json")
def as_json(request: Request) -> JSONResponse:
    """The calendar's entries with the fields of the contract."""
    register = _register(request)
    asked, _ = _asked(request)
    names = {id: paths[0] for id, paths in register.documents().items()}
    return JSONResponse([entry_row(entry, names.get(entry.document)) for entry in register.entries(asked)])


@routes.get("/calendar.csv")
def as_csv(request: Request) -> Response:
    """The calendar as a table, formulas neutralised."""
    asked, _ = _asked(request)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in _lines(_register(request), asked):
        entry = line.entry
        day, states = entry.when.edtf or "", " ".join(entry.states)
        cells = (entry.id, day, entry.act, states, line.people, entry.place or "", entry.quote, line.source)
        writer.writerow([_neutral(cell) for cell in cells])
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8")


@routes.get("/entry/{id}")
def entry(request: Request, id: str) -> HTMLResponse:
    """An entry in its context."""
    register = _register(request)
    found = register.entry(id)
    document = register.document(found.document)
    seen = entry_in_context(found, document)
    names = register.documents().get(found.document, (document.name,))
    line = calendar_lines(found, document, names[0])
    return show(request, "entry.html", seen=seen, line=line, entry=found, names=names, place=place_line(seen.place))


@routes.get("/document/{id}")
def document(request: Request, id: str) -> HTMLResponse:
    """A document with the quotes of its entries marked."""
    register = _register(request)
    found = register.document(id)
    entries = sorted(register.entries(Filter(document=id)), key=lambda e: (e.start, e.end))
    blocks = [(p.kind, list(_pieces(found, p.start, p.end, entries))) for p in found.paragraphs]
    return show(request, "document.html", document=found, blocks=blocks, count=len(entries))


@routes.get("/abstained")
def abstained(request: Request) -> HTMLResponse:
    """The dates of which no entry was made, with the reasons."""
    register = _register(request)
    names = {id: paths[0] for id, paths in register.documents().items()}
    return show(request, "abstained.html", silent=list(register.abstentions()), names=names)


def _register(request: Request) -> Register:
    register: Register = request.app.state.register
    return register


def _asked(request: Request) -> tuple[Filter, dict[str, str]]:
    """The filter of a request's parameters, and the parameters that are filled in."""
    options = {key: request.query_params.get(key, "").strip() for key in FIELDS}
    asked = filter_of(
        {key: value or None for key, value in options.items() if key != "act"}, [a for a in [options["act"]] if a]
    )
    return asked, {key: value for key, value in options.items() if value}


def _number(text: str) -> int:
    """A page's number; what is none is the first page."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _lines(register: Register, asked: Filter, limit: int | None = None, offset: int = 0) -> Iterator[Line]:
    names = {id: paths[0] for id, paths in register.documents().items()}
    read: dict[str, Document] = {}
    for entry in register.entries(asked, limit, offset):
        if entry.document not in read:
            read = {**dict(list(read.items())[-7:]), entry.document: register.document(entry.document)}
        yield calendar_lines(entry, read[entry.document], Path(names.get(entry.document, "")).name or None)


def _year(entry: Entry) -> str:
    day = entry.when.earliest or entry.when.latest
    return day[:4] if day is not None else "Year unknown" if entry.when.edtf is not None else "Undated"


def _pieces(document: Document, start: int, end: int, entries: list[Entry]) -> Iterator[Piece]:
    """A paragraph cut where quotes begin and end, so that quotes may overlap."""
    inside = [entry for entry in entries if entry.start < end and start < entry.end]
    cuts = sorted({start, end, *(max(start, e.start) for e in inside), *(min(end, e.end) for e in inside)})
    for low, high in pairwise(cuts):
        covering = tuple(entry for entry in inside if entry.start <= low and high <= entry.end)
        yield Piece(document.text[low:high], covering, tuple(e.id for e in inside if max(e.start, start) == low))


def _neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in set("=+-@\t\r") else cell
