"""Pages from templates, with what every page knows: the register, the question, the other views of it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from markupsafe import Markup

from regesta.exploring import abstract, date_line, highlighted, people_text
from regesta.exploring.columns import Columns, Mask
from regesta.exploring.questions import DATED, DECISIONS, MANY, ONE, Question, label_of, meeting, question_of
from regesta.exploring.timeline import day_name, timeline_of
from regesta.names import state_name
from regesta.vocabulary import ACTS, MODALITIES, SECTORS
from regesta.web.drawing import drawn_strip
from regesta.web.guarding import POLICY, token_of, who_asks
from regesta.web.shelf import Shelf

HOME = Path(__file__).parent
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
VIEWS = (
    ("/", "Calendar"), ("/timeline", "Timeline"), ("/matrix", "Matrix"), ("/network", "Network"), ("/map", "Map"),
    ("/cooperation", "Cooperation"),    ("/documents", "Documents"), ("/review", "Review"),
)  # fmt: skip
_STRIP = 60  # bars of the strip of years
ASKING = frozenset(["/", "/timeline", "/matrix", "/network", "/map", "/review"])  # the views that a question narrows
_TERMS = {"act": ACTS, "sector": SECTORS, "modality": MODALITIES, "decision": DECISIONS, "dated": DATED}
# what the twins for programs say of the question, in the terms of OpenAPI
BAD: dict[int | str, dict[str, Any]] = {
    400: {"description": "What is asked cannot be understood, or is not there; `detail` says so in a sentence"},
    404: {"description": "There is no such address"},
}
QUESTION: dict[str, Any] = {
    "parameters": [
        {
            "name": name, "in": "query", "required": False,
            "schema": {"type": "array", "items": term} if name in MANY else term,
        }
        for name, term in (
            (name, {"type": "string", **({"enum": list(_TERMS[name])} if name in _TERMS else {})}) for name in (*MANY, *ONE)
        )
    ]
}  # fmt: skip
TITLES = {
    "states": "States", "pair": "Pairs", "act": "Acts", "sector": "Sectors", "who": "People", "document": "Documents",
    "voice": "Voice", "finding": "Findings", "decision": "Decision", "modality": "Modality", "words": "Words",
    "person": "Person", "said_by": "Said by", "after": "From", "before": "To", "dated": "Dated", "cited": "Cites",
    "place": "Place",
}  # fmt: skip


def templates() -> Jinja2Templates:
    """The templates, with the words that they use."""
    made = Jinja2Templates(directory=HOME / "templates")
    made.env.finalize = visible
    made.env.trim_blocks = made.env.lstrip_blocks = True
    made.env.filters["state_named"] = state_name
    made.env.filters["basename"] = lambda path: Path(path or "").name or path
    made.env.globals.update(
        people_text=people_text,
        asking=ASKING,
        abstract=abstract,
        date_line=date_line,
        highlighted=highlighted,
        state_name=state_name,
        acts=ACTS,
        sectors=SECTORS,
        modalities=MODALITIES,
        titles=TITLES,
        views=VIEWS,
        narrowing=(*MANY, *ONE),
    )
    return made


def visible(value: Any) -> Any:
    """Text with control characters and bidirectional overrides made visible: documents are not trusted."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return _CONTROLS.sub(lambda mark: f"\u27e8U+{ord(mark.group()):04X}\u27e9", value)
    return "" if value is None else value


def show(request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page from a template."""
    pages: Jinja2Templates = request.app.state.templates
    known: dict[str, Any] = {
        "token": token_of(request),
        "who": who_asks(request),
        "locked": request.app.state.password is not None,
    }
    known |= {"register": shelf_of(request).name, "question": Question(), "here": request.url.path}
    return pages.TemplateResponse(request, name, {**known, **context}, status_code=status)


def own_style(page: str) -> HTMLResponse:
    """A report that carries its own style, so that it can be sent as one file; only exactly that style is let through."""
    hashes = " ".join(f"'sha256-{_hash(style)}'" for style in re.findall(r"<style>(.*?)</style>", page, re.S))
    return HTMLResponse(
        page, headers={"Content-Security-Policy": POLICY.replace("style-src 'self'", f"style-src {hashes}")}
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def shelf_of(request: Request) -> Shelf:
    """The register that the application shows."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def asked_by(request: Request) -> Question:
    """The question of a request's address. Raises BadQuestion."""
    return question_of(request.query_params.multi_items())


def chips(request: Request, question: Question) -> list[tuple[str, str, str]]:
    """What a question asks, each with the query of the question without it: (field, what is shown, query)."""
    shelf = shelf_of(request)
    found = []
    for field, values in question.values:
        for value in values:
            label = label_of(shelf.columns(), field, value)
            if field == "document" and shelf.names(value):
                label = Path(shelf.names(value)[0]).name
            found.append((TITLES[field], label, question.toggled(field, value).query))
    return found


def strip_of(columns: Columns, masks: Mapping[str, Mask], question: Question) -> dict[str, Any] | None:
    """The years of a question, whatever years it asks for, as a strip of bars that lead to each; None where none is told."""
    kept = meeting({field: mask for field, mask in masks.items() if field not in ("after", "before")}, columns.size)
    timeline = timeline_of(columns, kept, most=_STRIP)
    if timeline is None or len(timeline.buckets) < 2:
        return None
    first, last = (day_name(day, "year") for day in (timeline.start, timeline.end - 1))
    return {"bars": drawn_strip(timeline), "first": first, "last": last}


def number_of(text: str | None, most: int = 10_000_000) -> int:
    """A number that an address gives, from 1 on; what is none is 1."""
    return min(most, max(1, int(text))) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1
