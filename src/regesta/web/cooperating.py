"""Cooperation: the ladder by sector and by part, the statements on it, and the institutions that they name."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from regesta.cooperation import RUNGS, figures_of, institutions_of, rung_name, series_of, subsector_name
from regesta.errors import BadQuestion
from regesta.exploring import place_line
from regesta.exploring.context import around_of
from regesta.exploring.dossier import dossier
from regesta.exploring.ladder import FIELDS, Narrowed, kept, ladder_of, narrowed_of, pairs_of
from regesta.exporting import DOSSIERS
from regesta.exporting.dossier_report import figure_line, number_line
from regesta.model import Cooperation
from regesta.vocabulary import SECTORS
from regesta.web.drawing import drawn_ladder
from regesta.web.pages import table
from regesta.web.printing import BAD, number_of, own_style, shelf_of, show

PAGE, LISTED, INSTITUTIONS = 50, 12, 300
COLUMNS = ("id", "rung", "sectors", "parts", "date", "states", "institutions", "figures", "quote", "document", "why")
_TERMS = {"sector": list(SECTORS), "rung": list(RUNGS)}
ASKED: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string", **({"enum": _TERMS[name]} if name in _TERMS else {})}}
        for name in FIELDS
    ]
}  # fmt: skip
TABLE: dict[str, Any] = {
    "responses": {**BAD, 200: {"content": {"text/csv": {}}}},
    "openapi_extra": ASKED,
    "response_class": Response,
}

routes = APIRouter()


@routes.get("/cooperation", response_class=HTMLResponse, include_in_schema=False)
def cooperation(request: Request) -> HTMLResponse:
    """The ladder, and the statements that stand on it."""
    asked, statements = _asked(request)
    free = kept(shelf_of(request).cooperation(), asked.but(rung=""))
    rows = ladder_of(free, asked.sector)
    figures = figures_of(statements)
    number = number_of(request.query_params.get("page"))
    pages = max(1, -(-len(statements) // PAGE))
    return show(
        request, "cooperation.html", asked=asked, total=len(statements), rows=rows, drawing=drawn_ladder(rows), rungs=RUNGS,
        statements=statements[(number - 1) * PAGE : number * PAGE], page=number, pages=pages,
        institutions=institutions_of(statements)[:LISTED], figures=figures[:LISTED], series=series_of(figures)[:LISTED],
        pairs=pairs_of(statements), known=sorted({sector for one in free for sector in one.sectors}), tied=_tied(asked),
        rung_name=rung_name, subsector_name=subsector_name, figure_line=figure_line, number_line=number_line,
        name_of=lambda id: Path(next(iter(shelf_of(request).names(id)), id)).name,
    )  # fmt: skip


@routes.get("/cooperation.json", responses=BAD, openapi_extra=ASKED)
def cooperation_json(request: Request) -> list[dict[str, Any]]:
    """The statements with every field, in the order of documents and text."""
    return [asdict(one) for one in _asked(request)[1]]


@routes.get("/cooperation.csv", **TABLE)
def cooperation_csv(request: Request) -> Response:
    """The statements as a table, formulas neutralised."""
    return table(COLUMNS, (_cells(request, one) for one in _asked(request)[1]))


@routes.get("/statement/{id}", response_class=HTMLResponse, include_in_schema=False)
def statement(request: Request, id: str) -> HTMLResponse:
    """A statement in its context."""
    shelf = shelf_of(request)
    one = next((one for one in shelf.cooperation() if one.id == id), None)
    if one is None:
        raise BadQuestion(f"there is no statement '{id}'; a new reading gives it another id where its words changed")
    document = shelf.register.document(one.document)
    around = around_of(one, document)
    return show(
        request, "statement.html", one=one, around=around, place=place_line(around.place), rung_name=rung_name,
        subsector_name=subsector_name, names=shelf.names(one.document) or (document.name,),
        lines=[line for line, _ in shelf.lines(one.entries)],
    )  # fmt: skip


@routes.get("/dossier", response_class=HTMLResponse, include_in_schema=False)
def dossier_page(request: Request) -> HTMLResponse:
    """The dossier that `regesta report --format html` writes, of a pair and a sector."""
    asked = narrowed_of(request.query_params)
    if not asked.pair:
        raise BadQuestion("a dossier is on a pair of states; ask with pair=AZE-ISR")
    out = io.StringIO()
    DOSSIERS["html"](dossier(shelf_of(request).register, asked.pair, asked.sector or None), out)
    return own_style(out.getvalue())


@routes.get("/institutions", response_class=HTMLResponse, include_in_schema=False)
def institutions(request: Request) -> HTMLResponse:
    """Institutions, programmes and communities, the most told first."""
    asked, statements = _asked(request)
    found = institutions_of(statements)
    return show(
        request, "institutions.html", asked=asked, institutions=found[:INSTITUTIONS], total=len(found), rung_name=rung_name,
    )  # fmt: skip


@routes.get("/institutions.json", responses=BAD, openapi_extra=ASKED)
def institutions_json(request: Request) -> list[dict[str, Any]]:
    """Institutions with kind, states, spellings, and the ids of the statements that name them."""
    return [
        {
            "name": one.name, "kind": one.kind, "states": one.states, "spellings": one.spellings,
            "statements": [statement.id for statement in one.statements],
        }
        for one in institutions_of(_asked(request)[1])
    ]  # fmt: skip


def _asked(request: Request) -> tuple[Narrowed, list[Cooperation]]:
    asked = narrowed_of(request.query_params)
    return asked, kept(shelf_of(request).cooperation(), asked)


def _tied(asked: Narrowed) -> Any:
    """The query of a mark of the ladder: a topic, or a topic and a rung."""

    def query(target: str) -> str:
        topic, _, rung = target.partition("|")
        if "/" in topic:
            return asked.but(part=topic, rung=rung).query
        return asked.but(sector=topic or asked.sector, rung=rung).query

    return query


def _cells(request: Request, one: Cooperation) -> tuple[str, ...]:
    return (
        one.id, one.rung, " ".join(one.sectors), " ".join(one.subsectors), one.when.edtf or "", " ".join(one.states),
        "; ".join(body.name for body in one.bodies), "; ".join(quantity.text for quantity in one.quantities), one.quote,
        next(iter(shelf_of(request).names(one.document)), one.document), one.why,
    )  # fmt: skip
