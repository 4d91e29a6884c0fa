"""The pages: calendar, entry, document, abstentions; and the calendar's twins for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from regesta.errors import BadQuestion, RegestaError
from regesta.exploring import Line, abstract, calendar_lines, date_line, entry_in_context, filter_of, place_line
from regesta.exporting import entry_row
from regesta.model import Document, Entry, Filter
from regesta.register import Register
from regesta.vocabulary import ACTS, SECTORS

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HERE = Path(__file__).parent
PAGE = 100
FIELDS = ("states", "pair", "act", "sector", "person", "words", "after", "before", "document", "said_by", "modality")
# nothing but our own style sheet, and forms that come back to us
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a document's text; `entries` are those whose quotes cover it, `begun` those whose quotes begin with it."""

    text: str
    entries: tuple[Entry, ...]
    begun: tuple[str, ...]


def create_app(register_path: str) -> FastAPI:
    """The pages of one register. Raises BadRegister when it cannot be opened."""
    register = Register(register_path, must_exist=True)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        yield
        register.close()

    app = FastAPI(title="Regesta", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    # a page elsewhere that points its own name at this machine must not read the register
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "testserver"])
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    pages = Jinja2Templates(directory=HERE / "templates")
    pages.env.globals |= {"abstract": abstract, "date_line": date_line, "acts": ACTS, "sectors": SECTORS}

    def show(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        return pages.TemplateResponse(
            request, name, {"register": Path(register_path).name, **context}, status_code=status
        )

    @app.middleware("http")
    async def guarded(request: Request, call_next: Any) -> Response:
        response: Response = await call_next(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.exception_handler(RegestaError)
    def refused(request: Request, fault: RegestaError) -> HTMLResponse:
        return show(request, "fault.html", 400 if isinstance(fault, BadQuestion) else 500, message=str(fault))

    @app.exception_handler(404)
    def missing(request: Request, _: Exception) -> HTMLResponse:
        return show(request, "fault.html", 404, message=f"There is no page {request.url.path}; the calendar is at /.")

    @app.get("/", response_class=HTMLResponse)
    def calendar(request: Request) -> HTMLResponse:
        asked, options = _asked(request)
        number = _number(request.query_params.get("page", "1"))
        total = register.count(asked)
        lines = list(_lines(register, asked, PAGE, (number - 1) * PAGE))
        years = [(year, list(group)) for year, group in groupby(lines, key=lambda line: _year(line.entry))]
        query = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("page="))
        return show(
            request, "calendar.html", years=years, total=total, options=options, query=query,
            page=number, pages=max(1, -(-total // PAGE)),
        )  # fmt: skip

    @app.get("/calendar.json")
    def as_json(request: Request) -> JSONResponse:
        asked, _ = _asked(request)
        names = {id: paths[0] for id, paths in register.documents().items()}
        return JSONResponse([entry_row(entry, names.get(entry.document)) for entry in register.entries(asked)])

    @app.get("/calendar.csv")
    def as_csv(request: Request) -> Response:
        asked, _ = _asked(request)
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["id", "date", "act", "states", "people", "place", "quote", "document"])
        for line in _lines(register, asked):
            entry = line.entry
            cells = [
                entry.id,
                entry.when.edtf or "",
                entry.act,
                " ".join(entry.states),
                line.people,
                entry.place or "",
                entry.quote,
                line.source,
            ]
            writer.writerow([_neutral(cell) for cell in cells])
        return Response(out.getvalue(), media_type="text/csv; charset=utf-8")

    @app.get("/entry/{id}", response_class=HTMLResponse)
    def entry(request: Request, id: str) -> HTMLResponse:
        found = register.entry(id)
        document = register.document(found.document)
        seen = entry_in_context(found, document)
        names = register.documents().get(found.document, (document.name,))
        line = calendar_lines(found, document, names[0])
        return show(request, "entry.html", seen=seen, line=line, entry=found, names=names, place=place_line(seen.place))

    @app.get("/document/{id}", response_class=HTMLResponse)
    def document(request: Request, id: str) -> HTMLResponse:
        found = register.document(id)
        entries = sorted(register.entries(Filter(document=id)), key=lambda e: (e.start, e.end))
        blocks = [(p.kind, list(_pieces(found, p.start, p.end, entries))) for p in found.paragraphs]
        return show(request, "document.html", document=found, blocks=blocks, count=len(entries))

    @app.get("/abstained", response_class=HTMLResponse)
    def abstained(request: Request) -> HTMLResponse:
        names = {id: paths[0] for id, paths in register.documents().items()}
        return show(request, "abstained.html", silent=list(register.abstentions()), names=names)

    return app


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
