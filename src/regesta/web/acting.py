"""The page of an act: every entry that tells it, and what a person may put together or take apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from regesta.exploring.columns import NO_DAY, Columns
from regesta.exploring.evidence import evidence_of
from regesta.exporting import entry_row
from regesta.model import Act
from regesta.web.printing import BAD, shelf_of, show
from regesta.web.shelf import Shelf

_NEAR, _OFFERED = 370, 8  # days; entries offered to be put with an act

routes = APIRouter()


@routes.get("/act/{id}.json", responses=BAD)
def act_json(request: Request, id: str) -> dict[str, Any]:
    """An act with the entries that tell it."""
    shelf = shelf_of(request)
    act = shelf.register.act(id)
    return {
        "id": act.id, "act": act.act, "date": act.when.edtf, "earliest": act.when.earliest, "latest": act.when.latest,
        "states": list(act.states), "conflict": act.conflict, "why": act.why,
        "entries": [entry_row(one, next(iter(shelf.names(one.document)), None)) for one in shelf.register.entries_of(act.entries)],
    }  # fmt: skip


@routes.get("/act/{id}", response_class=HTMLResponse, include_in_schema=False)
def act(request: Request, id: str) -> HTMLResponse:
    """The evidence of an act."""
    shelf = shelf_of(request)
    found = shelf.register.act(id)
    columns = shelf.columns()
    known = shelf.register.entries_of(found.entries)
    names = {one.document: Path(next(iter(shelf.names(one.document)), one.document)).name for one in known}
    return show(
        request, "act.html", evidence=evidence_of(found, shelf.register, names, columns.remarks),
        offered=[line for line, _ in shelf.lines(_offered(columns, found))], names=names,
    )  # fmt: skip


@routes.get("/entry/{id}/act", response_class=HTMLResponse, include_in_schema=False)
def act_of(request: Request, id: str) -> HTMLResponse:
    """The act that an entry tells, whatever its id is after people put acts together or took them apart."""
    shelf: Shelf = shelf_of(request)
    entry = shelf.register.entry(id)
    found = shelf.register.act_of(entry.id)
    if found is None:
        return show(
            request, "fault.html", 404, message="The act of this entry is not gathered yet; read documents again."
        )
    return act(request, found.id)


def _offered(columns: Columns, act: Act) -> list[str]:
    """Entries of the same act and states, told near its time, that are not of it."""
    known = [columns.numbers[id] for id in act.entries if id in columns.numbers]
    if not known:
        return []
    mask = columns.columns["act"].mask([act.act], columns.size)
    for state in act.states[:2]:
        mask &= columns.columns["state"].mask([state], columns.size)
    mask[known] = False
    day = columns.first[known].max()
    rows = columns.order[mask[columns.order]]
    if day != NO_DAY:
        far = np.abs(columns.first[rows].astype(np.int64) - int(day))
        rows = rows[far < _NEAR][np.argsort(far[far < _NEAR], kind="stable")]
    return [columns.ids[row] for row in rows[:_OFFERED]]
