"""Logging in, out, and saying under which name one decides."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from regesta.web.guarding import check_token, is_right, may_try
from regesta.web.printing import show

routes = APIRouter(include_in_schema=False)
Field = Annotated[str, Form(max_length=200)]


@routes.get("/login", response_class=HTMLResponse)
def login(request: Request, to: str = "/") -> Response:
    """The form for the password."""
    if request.app.state.password is None:
        return RedirectResponse("/", 303)
    return show(request, "login.html", to=here_only(to), wrong="")


@routes.post("/login", response_class=HTMLResponse)
def enter(request: Request, name: Field, password: Field, token: Field, to: Field = "/") -> Response:
    """Let in who knows the password."""
    check_token(request, token)
    failures: dict[str, list[float]] = request.app.state.failures
    address = request.client.host if request.client is not None else ""
    if not may_try(failures, address):
        return show(request, "login.html", 429, to=here_only(to), wrong="Too many wrong passwords; wait a minute.")
    if not name.strip() or not is_right(password, request.app.state.password):
        failures.setdefault(address, []).append(time.monotonic())
        return show(
            request, "login.html", 403, to=here_only(to), wrong="The password is wrong, or the name is missing."
        )
    request.session.clear()  # a session that somebody else may have begun is not carried on
    request.session["who"] = name.strip()
    return RedirectResponse(here_only(to), 303)


@routes.post("/logout")
def leave(request: Request, token: Field) -> Response:
    """End the session."""
    check_token(request, token)
    request.session.clear()
    return RedirectResponse("/", 303)


@routes.post("/name")
def rename(request: Request, name: Field, token: Field, to: Field = "/review") -> Response:
    """Decide under another name from now on; with a password, the name is that of the login."""
    check_token(request, token)
    if request.app.state.password is None and name.strip():
        request.session["who"] = name.strip()
    return RedirectResponse(here_only(to), 303)


def here_only(address: str) -> str:
    """An address of these pages; one that leads elsewhere is the calendar's."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address else "/"
