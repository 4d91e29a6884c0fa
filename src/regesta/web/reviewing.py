"""Review: a queue by doubt; accept, correct, reject, waive, merge, split, undo; and the log of all of it."""

from __future__ import annotations

import json
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from regesta.errors import BadQuestion, Conflict
from regesta.exploring import because, correction_of, laid_over, people_text, told_abstract
from regesta.exploring.calendar import Line
from regesta.exploring.doubting import doubts, doubts_of
from regesta.exploring.questions import facets_of, masks_of, meeting
from regesta.model import Decision, Entry, Finding, Ruling
from regesta.web.entering import here_only
from regesta.web.guarding import check_token, who_asks
from regesta.web.printing import asked_by, chips, number_of, shelf_of, show, strip_of
from regesta.web.shelf import Shelf
from regesta.workflow import settle

PAGE, _LOGGED = 20, 100

routes = APIRouter()
Field = Annotated[str, Form(max_length=4000)]
Number = Annotated[int, Form(ge=0)]


@routes.get("/review", response_class=HTMLResponse, include_in_schema=False)
def review(request: Request) -> HTMLResponse:
    """What asks most to be looked at, first; what somebody has decided about already is left out unless asked for."""
    shelf, question = shelf_of(request), asked_by(request)
    columns = shelf.columns()
    masks = masks_of(
        columns, shelf.register, question if question.get("decision") else question.but("decision", "open")
    )
    rows = columns.order[meeting(masks, columns.size)[columns.order]]
    by_doubt = rows[np.argsort(-doubts(columns)[rows], kind="stable")]
    number = number_of(request.query_params.get("page"))
    ids = [columns.ids[row] for row in by_doubt[(number - 1) * PAGE : number * PAGE]]
    items = [_item(shelf, line.entry.id, line, ruling) for line, ruling in shelf.lines(ids)]
    return show(
        request, "review.html", question=question, items=items, total=len(rows), page=number,
        pages=max(1, -(-len(rows) // PAGE)), facets=facets_of(columns, masks, question), names=shelf.names,
        strip=strip_of(columns, masks, question),
        chosen=chips(request, question), mine=_last_of(shelf, who_asks(request)), people_text=people_text,
    )  # fmt: skip


@routes.post("/decide", include_in_schema=False)
async def decide(
    request: Request, entry: Field, verdict: Field, seen: Number, token: Field, back: Field = "/review"
) -> Response:
    """Accept, correct or reject an entry."""
    check_token(request, token)
    form = {key: str(value) for key, value in (await request.form()).items()}
    shelf = shelf_of(request)
    found = shelf.register.entry(entry)
    standing = laid_over(found, shelf.register.rulings([found.id]).get(found.id))
    payload: dict[str, Any] = {"because": form["because"].strip()} if form.get("because", "").strip() else {}
    if verdict == "correct":
        payload["fields"] = correction_of(form, standing)
        if not payload["fields"]:
            raise BadQuestion("nothing was changed, so there is nothing to correct; accept the entry if it is right")
    try:
        shelf.register.rule(found, verdict, who_asks(request), payload, seen)
    except Conflict as fault:
        return _conflict(request, found, str(fault), {**form, "verdict": verdict})
    return RedirectResponse(here_only(back), 303)


@routes.post("/undo", include_in_schema=False)
def undo(request: Request, decision: Number, token: Field, back: Field = "/review") -> Response:
    """Take a decision back."""
    check_token(request, token)
    register = shelf_of(request).register
    taken = register.undo(decision, who_asks(request))
    if taken.kind == "entries":
        settle(register)
    return RedirectResponse(here_only(back), 303)


@routes.post("/waive", include_in_schema=False)
def waive(request: Request, finding: Field, token: Field, because: Field = "", back: Field = "/review") -> Response:
    """Say that a finding does not hold, and why."""
    check_token(request, token)
    register = shelf_of(request).register
    found = register.finding(finding)
    if not because.strip():
        raise BadQuestion("say why, for those who read it after you")
    if any(one.target == found.id for one in register.decisions("finding")):
        raise Conflict("somebody has waived this finding already; the log shows who and why")
    payload = json.dumps({"because": because.strip()}, ensure_ascii=False)
    register.decide("finding", found.id, "waive", who_asks(request), payload)
    return RedirectResponse(here_only(back), 303)


@routes.post("/tie", include_in_schema=False)
def tie(request: Request, one: Field, other: Field, verdict: Field, token: Field, back: Field = "/") -> Response:
    """Say that two entries tell one act ("merge"), or that they do not ("split"), and gather the acts anew."""
    check_token(request, token)
    if verdict not in ("merge", "split"):
        raise BadQuestion(f"'{verdict}' ties no entries; there are: merge split")
    register = shelf_of(request).register
    pair = sorted(register.entry(id).id for id in (one, other))
    if pair[0] == pair[1]:
        raise BadQuestion("an entry tells the same act as itself; name another")
    target = " ".join(pair)
    for known in register.decisions("entries"):
        if known.target == target and known.verdict == verdict:
            raise Conflict("somebody has decided so already; the log shows who")
        if known.target == target:
            register.undo(known.id, who_asks(request))
    register.decide("entries", target, verdict, who_asks(request))
    settle(register)
    return RedirectResponse(here_only(back), 303)


@routes.get("/log", response_class=HTMLResponse, include_in_schema=False)
def log(request: Request) -> HTMLResponse:
    """Who decided what and when, the last first."""
    shelf = shelf_of(request)
    number = number_of(request.query_params.get("page"))
    told = list(reversed(shelf.register.decisions(standing=False)))
    some = told[(number - 1) * _LOGGED : number * _LOGGED]
    logged = [(decision, *_about(shelf, decision)) for decision in some]
    return show(
        request, "log.html", logged=logged, total=len(told), page=number, pages=max(1, -(-len(told) // _LOGGED))
    )


@routes.get("/log.json")
def log_json(request: Request) -> list[dict[str, Any]]:
    """Every decision, in order, those that were taken back and the takings back too."""
    return [
        {
            "id": one.id, "kind": one.kind, "target": one.target, "verdict": one.verdict, "payload": json.loads(one.payload),
            "who": one.who, "at": one.at, "undone_by": one.undone_by,
        }
        for one in shelf_of(request).register.decisions(standing=False)
    ]  # fmt: skip


def _item(shelf: Shelf, id: str, line: Line, ruling: Ruling | None) -> dict[str, Any]:
    """An entry of the queue with the reasons to look at it."""
    (found,) = shelf.register.entries_of([id])
    findings = shelf.register.findings_with(shelf.columns().remarks.get(id, ()))
    return {
        "line": line, "ruling": ruling, "findings": findings, "found": found,
        "doubts": doubts_of(line.entry, [], shelf.register.identities(id)),
    }  # fmt: skip


def _conflict(request: Request, found: Entry, sentence: str, form: dict[str, str]) -> Response:
    """Both decisions side by side; nothing was overwritten, and the second may still be made."""
    shelf = shelf_of(request)
    ruling = shelf.register.rulings([found.id])[found.id]
    return show(
        request, "conflict.html", 409, found=found, stands=laid_over(found, ruling), ruling=ruling, sentence=sentence,
        form=form, because=because,
    )  # fmt: skip


def _last_of(shelf: Shelf, who: str) -> Decision | None:
    """The last decision of a person that stands."""
    return next((one for one in reversed(shelf.register.decisions()) if one.who == who), None)


def _about(shelf: Shelf, decision: Decision) -> tuple[str, str, str]:
    """What a decision is about in words, the address of that, and what goes with it in words."""
    payload = json.loads(decision.payload)
    more = [str(payload["because"])] if payload.get("because") else []
    more += [f"{field}: {_shown(value)}" for field, value in payload.get("fields", {}).items()]
    if decision.kind == "entry":
        entries = shelf.register.entries_of([decision.target])
        if not entries:
            quote = payload.get("anchor", {}).get("quote", decision.target)
            return f"“{quote}”, now under another id or gone", "", "; ".join(more)
        return told_abstract(entries[0]), f"/entry/{decision.target}", "; ".join(more)
    if decision.kind == "entries":
        one, other = decision.target.split()
        return f"entries {one[:8]} and {other[:8]}", f"/entry/{one}", "; ".join(more)
    findings: list[Finding] = shelf.register.findings_with(decision.target)
    return (findings[0].message if findings else decision.target), "", "; ".join(more)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    return "none" if value is None else str(value)
