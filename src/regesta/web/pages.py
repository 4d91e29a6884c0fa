"""The calendar, entries, documents and abstentions; and their twins for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

from regesta.cooperation import rung_name
from regesta.errors import BadQuestion
from regesta.exploring import Line, entry_in_context, laid_over, place_line
from regesta.exploring.calendar import calendar_line, date_line
from regesta.exploring.ladder import statements_of
from regesta.exploring.questions import FACETS, facet_of, facets_of, masks_of, meeting
from regesta.exporting import entry_row
from regesta.model import Entry
from regesta.web.printing import BAD, QUESTION, asked_by, chips, number_of, shelf_of, show, strip_of
from regesta.web.shelf import Shelf

PAGE, MOST = 50, 2000  # entries of a page, by itself and when more are asked for, to be printed
COLUMNS = ("id", "date", "act", "states", "people", "place", "quote", "document", "decision")
_CHUNK = 500
_LISTED = 500  # values of a facet on a page of its own
_CENTURY = re.compile(r"\d\dXX[~?%]?")

routes = APIRouter()


@routes.get("/", response_class=HTMLResponse, include_in_schema=False)
def calendar(request: Request) -> HTMLResponse:
    """The calendar by year."""
    shelf, question = shelf_of(request), asked_by(request)
    columns = shelf.columns()
    masks = masks_of(columns, shelf.register, question)
    rows = columns.order[meeting(masks, columns.size)[columns.order]]
    per = number_of(request.query_params.get("per"), MOST) if "per" in request.query_params else PAGE
    last = max(1, -(-len(rows) // per))
    number = number_of(request.query_params.get("page"))
    lines = shelf.lines([columns.ids[row] for row in rows[(number - 1) * per : number * per]])
    years = [(year, list(group)) for year, group in groupby(lines, key=lambda line: year_of(line[0].entry))]
    facets = facets_of(columns, masks, question)
    chosen = chips(request, question)
    return show(
        request, "calendar.html", question=question, years=years, total=len(rows), facets=facets, page=number, pages=last,
        chosen=chosen, names=shelf.names, strip=strip_of(columns, masks, question), size=columns.size, per=per if per != PAGE else 0, most=MOST,
    )  # fmt: skip


@routes.get("/facet/{field}", response_class=HTMLResponse, include_in_schema=False)
def facet(request: Request, field: str) -> HTMLResponse:
    """All values of one facet, as far as a page holds them."""
    if field not in FACETS:
        raise BadQuestion(f"'{field}' is no facet; there are: {' '.join(FACETS)}")
    shelf, question = shelf_of(request), asked_by(request)
    columns = shelf.columns()
    found = facet_of(columns, masks_of(columns, shelf.register, question), question, field, _LISTED)
    return show(request, "facet.html", question=question, facet=found, names=shelf.names)


@routes.get("/facets.json", responses=BAD, openapi_extra=QUESTION)
def facets_json(request: Request) -> dict[str, dict[str, int]]:
    """How many entries of a question have each value of each facet, the hundred most frequent."""
    shelf, question = shelf_of(request), asked_by(request)
    columns = shelf.columns()
    facets = facets_of(columns, masks_of(columns, shelf.register, question), question, 100)
    return {facet.field: {one.value: one.count for one in facet.values} for facet in facets}


@routes.get(
    "/calendar.json",
    response_class=JSONResponse,
    response_model=list[dict[str, Any]],
    responses=BAD,
    openapi_extra=QUESTION,
)
def as_json(request: Request) -> StreamingResponse:
    """The calendar's entries with the fields of the contract, as people left them, and what they decided."""
    shelf, ids = _answer(request)

    def rows() -> Iterator[str]:
        yield "["
        mark = ""
        for line, decision in _streamed(shelf, ids):
            row = entry_row(line.entry, next(iter(shelf.names(line.entry.document)), None))
            yield mark + json.dumps({**row, "decision": decision}, ensure_ascii=False)
            mark = ",\n"
        yield "]\n"

    return StreamingResponse(rows(), media_type="application/json")


@routes.get(
    "/calendar.csv",
    response_class=StreamingResponse,
    responses={**BAD, 200: {"content": {"text/csv": {}}}},
    openapi_extra=QUESTION,
)
def as_csv(request: Request) -> StreamingResponse:
    """The calendar as a table, formulas neutralised."""
    shelf, ids = _answer(request)

    def rows() -> Iterator[tuple[str, ...]]:
        for line, decision in _streamed(shelf, ids):
            entry = line.entry
            day, states = entry.when.edtf or "", " ".join(entry.states)
            yield (
                entry.id, day, entry.act, states, line.people, entry.place or "", entry.quote, line.source, decision,
            )  # fmt: skip

    return table(COLUMNS, rows())


@routes.get("/entry/{id}.json", responses=BAD)
def entry_json(request: Request, id: str) -> dict[str, Any]:
    """An entry with the fields of the contract, as people left it, and beside it as the machine found it."""
    shelf = shelf_of(request)
    found = shelf.register.entry(id)
    ruling = shelf.register.rulings([found.id]).get(found.id)
    path = next(iter(shelf.names(found.document)), None)
    decided = entry_row(laid_over(found, ruling), path)
    return {**decided, "decision": ruling.status if ruling else "open", "found": entry_row(found, path)}


@routes.get("/entry/{id}", response_class=HTMLResponse, include_in_schema=False)
def entry(request: Request, id: str) -> HTMLResponse:
    """An entry in its context, with what was decided of it."""
    shelf = shelf_of(request)
    found = shelf.register.entry(id)
    document = shelf.register.document(found.document)
    seen = entry_in_context(found, document)
    names = shelf.names(found.document) or (document.name,)
    ruling = shelf.register.rulings([found.id]).get(found.id)
    decided = laid_over(found, ruling)
    line = calendar_line(decided, seen.place, names[0])
    return show(
        request, "entry.html", seen=seen, line=line, entry=decided, found=found, names=names, ruling=ruling,
        place=place_line(seen.place), identities=shelf.register.identities(found.id),
        act=shelf.register.act_of(found.id), told=statements_of(shelf.register, found), rung_name=rung_name,
        findings=shelf.register.findings_with(shelf.columns().remarks.get(found.id, ())),
    )  # fmt: skip


@routes.get("/abstained", response_class=HTMLResponse, include_in_schema=False)
def abstained(request: Request) -> HTMLResponse:
    """The dates of which no entry was made, with the reasons."""
    shelf = shelf_of(request)
    number = number_of(request.query_params.get("page"))
    total, silent = shelf.register.abstained(200, (number - 1) * 200)
    return show(
        request,
        "abstained.html",
        silent=silent,
        names=shelf.names,
        total=total,
        page=number,
        pages=max(1, -(-total // 200)),
    )


def year_of(entry: Entry) -> str:
    """The year that a calendar puts an entry under; the century, where that is all that is told."""
    if _CENTURY.fullmatch(entry.when.edtf or ""):
        return date_line(replace(entry.when, edtf=(entry.when.edtf or "")[:4]))
    day = entry.when.earliest or entry.when.latest
    return day[:4] if day is not None else "Year unknown" if entry.when.edtf is not None else "Undated"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingResponse:
    """A table as CSV, a row at a time, formulas neutralised."""

    def written() -> Iterator[str]:
        out = io.StringIO()
        writer = csv.writer(out)
        for row in chain([head], rows):
            writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
            yield out.getvalue()
            out.seek(0)
            out.truncate()

    return StreamingResponse(written(), media_type="text/csv; charset=utf-8")


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in set("=+-@\t\r") else cell


def _answer(request: Request) -> tuple[Shelf, Sequence[str]]:
    """The ids of the entries that answer a request, in the calendar's order."""
    shelf, question = shelf_of(request), asked_by(request)
    columns = shelf.columns()
    mask = meeting(masks_of(columns, shelf.register, question), columns.size)
    return shelf, [columns.ids[row] for row in columns.order[mask[columns.order]]]


def _streamed(shelf: Shelf, ids: Sequence[str]) -> Iterator[tuple[Line, str]]:
    for at in range(0, len(ids), _CHUNK):
        for line, ruling in shelf.lines(ids[at : at + _CHUNK]):
            yield line, ruling.status if ruling is not None else "open"
