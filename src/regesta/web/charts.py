"""Timeline, matrix, network and map: the same question, drawn; every mark leads to its entries."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from regesta.dates import parse_edtf
from regesta.exploring.columns import Columns, Mask, pair_parts
from regesta.exploring.ladder import Narrowed, kept
from regesta.exploring.mapping import ACTS_OF_PLACE, atlas_of
from regesta.exploring.matrix import SIDES, matrix_of
from regesta.exploring.network import KINDS, Network, institutions_network, network_of
from regesta.exploring.questions import Question, facets_of, masks_of, meeting
from regesta.exploring.timeline import Timeline, day_name, timeline_of
from regesta.web.drawing import drawn_bars, drawn_columns, drawn_map, drawn_network, land_path
from regesta.web.pages import table
from regesta.web.printing import BAD, QUESTION, asked_by, chips, shelf_of, show, strip_of
from regesta.web.shelf import Shelf

_SHADES = 6
TABLE: dict[str, Any] = {
    "responses": {**BAD, 200: {"content": {"text/csv": {}}}},
    "openapi_extra": QUESTION,
    "response_class": Response,
}

routes = APIRouter()


@routes.get("/timeline", response_class=HTMLResponse, include_in_schema=False)
def timeline(request: Request) -> HTMLResponse:
    """Entries over time."""
    shelf, question, columns, masks = _asked(request)
    found = _timeline(columns, meeting(masks, columns.size), question)
    titles = {}
    if found is not None and found.bars:
        titles = {
            line.entry.id: f"{line.date}. {line.abstract}" for line, _ in shelf.lines([one.entry for one in found.bars])
        }
    drawing = None if found is None else drawn_bars(found, titles) if found.bars else drawn_columns(found)
    return show(
        request, "timeline.html", question=question, timeline=found, drawing=drawing, titles=titles,
        zoom=_zoomed(found, question) if found is not None else {}, **_around(request, shelf, columns, masks, question),
    )  # fmt: skip


@routes.get("/timeline.json", responses=BAD, openapi_extra=QUESTION)
def timeline_json(request: Request) -> dict[str, Any]:
    """Counts of entries over time; days are counted from 1970-01-01, buckets are half open."""
    _, question, columns, masks = _asked(request)
    found = _timeline(columns, meeting(masks, columns.size), question)
    return asdict(found) if found is not None else {"total": 0, "buckets": [], "bars": []}


@routes.get("/matrix", response_class=HTMLResponse, include_in_schema=False)
def matrix(request: Request) -> HTMLResponse:
    """Two fields against each other."""
    shelf, question, columns, masks = _asked(request)
    down, across = _sides(request)
    found = matrix_of(columns, meeting(masks, columns.size), down, across)
    return show(
        request, "matrix.html", question=question, matrix=found, sides=SIDES, cell=lambda *at: _cell(question, found, *at),
        shade=lambda count: _shade(count, found.most), **_around(request, shelf, columns, masks, question),
    )  # fmt: skip


@routes.get("/matrix.json", responses=BAD, openapi_extra=QUESTION)
def matrix_json(request: Request, down: str = "sector", across: str = "time") -> dict[str, Any]:
    """Counts of entries by two fields, `down` and `across`."""
    _, _, columns, masks = _asked(request)
    return asdict(matrix_of(columns, meeting(masks, columns.size), down, across))


@routes.get("/network", response_class=HTMLResponse, include_in_schema=False)
def network(request: Request) -> HTMLResponse:
    """Who has to do with whom."""
    shelf, question, columns, masks = _asked(request)
    kind = request.query_params.get("of", KINDS[0])
    found = _network(shelf, columns, meeting(masks, columns.size), question, kind)
    labels = {f"{node.kind}:{node.id}": node.label for node in found.nodes}
    return show(
        request, "network.html", question=question, network=found, drawing=drawn_network(found), kind=kind, kinds=KINDS,
        labels=labels, tie=lambda target: _tie(question, target), **_around(request, shelf, columns, masks, question),
    )  # fmt: skip


@routes.get("/network.json", responses=BAD, openapi_extra=QUESTION)
def network_json(request: Request, of: str = KINDS[0]) -> dict[str, Any]:
    """The strongest ties between states (`of=states`), or between people and states (`of=people`)."""
    shelf, question, columns, masks = _asked(request)
    return asdict(_network(shelf, columns, meeting(masks, columns.size), question, of))


@routes.get("/map", response_class=HTMLResponse, include_in_schema=False)
def map_(request: Request) -> HTMLResponse:
    """Where acts took place."""
    shelf, question, columns, masks = _asked(request)
    asked = question if question.get("act") else question.but("act", *ACTS_OF_PLACE)
    found = atlas_of(columns, meeting(masks_of(columns, shelf.register, asked), columns.size))
    whole = request.query_params.get("view") == "whole"
    return show(
        request, "map.html", question=question, asked=asked, atlas=found, land=_land(), whole=whole,
        drawing=drawn_map(found, whole),
        **_around(request, shelf, columns, masks, question),
    )  # fmt: skip


@routes.get("/map.json", responses=BAD, openapi_extra=QUESTION)
def map_json(request: Request) -> dict[str, Any]:
    """Counts of entries by the place they name; visits, meetings and missions unless other acts are asked for."""
    shelf, question, columns, _ = _asked(request)
    asked = question if question.get("act") else question.but("act", *ACTS_OF_PLACE)
    return asdict(atlas_of(columns, meeting(masks_of(columns, shelf.register, asked), columns.size)))


@routes.get("/timeline.csv", **TABLE)
def timeline_csv(request: Request) -> Response:
    """The timeline as a table."""
    _, question, columns, masks = _asked(request)
    found = _timeline(columns, meeting(masks, columns.size), question)
    buckets = found.buckets if found is not None else ()
    return table(("date", "within", "about", "wider"), [(b.edtf, b.exact, b.about, b.wide) for b in buckets])


@routes.get("/matrix.csv", **TABLE)
def matrix_csv(request: Request, down: str = "sector", across: str = "time") -> Response:
    """The matrix as a table."""
    _, _, columns, masks = _asked(request)
    found = matrix_of(columns, meeting(masks, columns.size), down, across)
    rows = [(name, *cells) for (_, name), cells in zip(found.rows, found.cells, strict=True)]
    return table((down, *(name for _, name in found.columns)), rows)


@routes.get("/network.csv", **TABLE)
def network_csv(request: Request, of: str = KINDS[0]) -> Response:
    """The ties of the network as a table."""
    shelf, question, columns, masks = _asked(request)
    found = _network(shelf, columns, meeting(masks, columns.size), question, of)
    names = {f"{node.kind}:{node.id}": node.label for node in found.nodes}
    return table(("between", "and", "entries"), [(names[e.one], names[e.other], e.count) for e in found.edges])


@routes.get("/map.csv", **TABLE)
def map_csv(request: Request) -> Response:
    """The places of the map as a table."""
    shelf, question, columns, _ = _asked(request)
    asked = question if question.get("act") else question.but("act", *ACTS_OF_PLACE)
    found = atlas_of(columns, meeting(masks_of(columns, shelf.register, asked), columns.size))
    return table(
        ("place", "latitude", "longitude", "entries"),
        [(s.place, s.latitude, s.longitude, s.count) for s in found.spots],
    )


def _asked(request: Request) -> tuple[Shelf, Question, Columns, dict[str, Mask]]:
    shelf, question = shelf_of(request), asked_by(request)
    columns = shelf.columns()
    return shelf, question, columns, masks_of(columns, shelf.register, question)


def _around(
    request: Request, shelf: Shelf, columns: Columns, masks: dict[str, Mask], question: Question
) -> dict[str, Any]:
    """What stands around every figure."""
    return {
        "facets": facets_of(columns, masks, question), "names": shelf.names, "chosen": chips(request, question),
        "strip": strip_of(columns, masks, question), "total": int(meeting(masks, columns.size).sum()),
    }  # fmt: skip


def _timeline(columns: Columns, mask: Mask, question: Question) -> Timeline | None:
    after, before = question.one("after"), question.one("before")
    return timeline_of(
        columns, mask, parse_edtf(after).earliest if after else None, parse_edtf(before).latest if before else None
    )


def _zoomed(found: Timeline, question: Question) -> dict[str, str]:
    """The queries of the same question nearer, farther, earlier and later."""
    span = found.end - found.start
    shifts = {"earlier": (-span // 2, -span // 2), "later": (span // 2, span // 2), "farther": (-span // 2, span // 2)}
    if span > 2:
        shifts["nearer"] = (span // 4, -(span // 4))
    told = {}
    for name, (left, right) in shifts.items():
        low, high = max(-700_000, found.start + left), min(2_900_000, found.end - 1 + right)
        told[name] = question.but("after", day_name(low)).but("before", day_name(max(low, high))).query
    told["all"] = question.but("after").but("before").query
    # what lies far out: before the line, behind it, and from the one end to the other
    told["before"] = question.but("before", day_name(found.start - 1)).query
    told["after"] = question.but("after", day_name(found.end)).query
    told["whole"] = question.but("after", day_name(found.first)).but("before", day_name(found.last)).query
    return told


def _sides(request: Request) -> tuple[str, str]:
    return request.query_params.get("down", "sector"), request.query_params.get("across", "time")


def _cell(question: Question, matrix: Any, row: int, column: int) -> str:
    """The question of a cell's entries."""
    asked = question
    for side, (value, _) in ((matrix.down, matrix.rows[row]), (matrix.across, matrix.columns[column])):
        if side == "time":
            when = parse_edtf(value)
            asked = asked.but("after", when.earliest or "").but("before", when.latest or "")
        else:
            asked = asked.but(side, value)
    return asked.query


def _shade(count: int, most: int) -> int:
    """0 for none, else 1 to 5: shades by the square root, so that few are told from none."""
    return 0 if count == 0 else min(_SHADES - 1, 1 + int((_SHADES - 1) * (count / max(1, most)) ** 0.5 * 0.999))


def _network(shelf: Shelf, columns: Columns, mask: Mask, question: Question, kind: str) -> Network:
    """The network of a question; that of institutions comes from statements, which know states, pair, sector and document."""
    if kind != "institutions":
        return network_of(columns, mask, kind)
    pair = tuple(pair_parts(question.one("pair"))) if question.get("pair") else ()
    asked = Narrowed(
        sector=question.one("sector"), pair=pair, states=question.get("states"), document=question.one("document")
    )
    return institutions_network(kept(shelf.cooperation(), asked))


def _tie(question: Question, target: str) -> str:
    """The address of the entries of a node, or of a line between two; of the statements where one is an institution."""
    asked = question
    states = []
    named = ""
    for part in target.split("|"):
        kind, _, value = part.partition(":")
        if kind == "institution":
            named = value
        elif kind == "person":
            asked = asked.but("who", value)
        else:
            states.append(value)
    if named:
        return "/cooperation?" + Narrowed(institution=named, states=tuple(states)).query
    if len(states) == 2:
        asked = asked.but("pair", ("," if "-" in states[0] + states[1] else "-").join(sorted(states)))
    elif states:
        asked = asked.but("states", *states)
    return f"/?{asked.query}"


@cache
def _land() -> str:
    return land_path()
