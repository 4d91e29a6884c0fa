"""The application: the register, the safeguards, and the routes of the pages."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from regesta.errors import BadQuestion, Conflict, NotAllowed, RegestaError
from regesta.register import Register, password_in
from regesta.web import acting, charts, cooperating, entering, pages, reader, reviewing, uploading
from regesta.web.guarding import Refused, guarded, owner
from regesta.web.printing import HOME, show, templates
from regesta.web.shelf import Shelf
from regesta.web.uploading import Jobs

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SESSION = 12 * 3600  # seconds that a login lasts


def create_app(register_path: str, password: str | None = None, hosts: Sequence[str] = ()) -> FastAPI:
    """The pages of one register, shown under this machine's own names and `hosts`.

    `password` is a line that `guarding.hashed` made; with one, nothing is shown to who does not know it. Raises BadRegister
    when the register cannot be opened.
    """
    register = Register(register_path, must_exist=True)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.jobs.close()
        register.close()

    about = "The register's entries, counted and listed. Every address of a page has a twin that ends in .json."
    app = FastAPI(title="Regesta", description=about, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.shelf, app.state.templates = Shelf(register), templates()
    app.state.jobs = Jobs(register, password_in(register_path))
    app.state.password, app.state.failures, app.state.owner = password, {}, owner()
    app.middleware("http")(guarded)
    # sessions end with the program: their key is nowhere but in its memory
    key = secrets.token_hex(32)
    app.add_middleware(
        SessionMiddleware, secret_key=key, session_cookie="regesta", max_age=_SESSION, same_site="strict"
    )
    # a page elsewhere that points its own name at this machine must not read the register
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, *hosts], www_redirect=False)
    app.add_exception_handler(RegestaError, _refused)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.mount("/static", StaticFiles(directory=HOME / "static"), name="static")
    for room in (pages, charts, cooperating, reader, reviewing, acting, entering, uploading):
        app.include_router(room.routes)
    return app


def _refused(request: Request, fault: Exception) -> Response:
    status = (
        403
        if isinstance(fault, Refused | NotAllowed)
        else 409
        if isinstance(fault, Conflict)
        else 400
        if isinstance(fault, BadQuestion)
        else 500
    )
    return _said(request, status, str(fault))


def _missing(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    if fault.status_code == 404:
        return _said(request, 404, f"There is no page {request.url.path}; the calendar is at /.")
    return _said(request, fault.status_code, f"{fault.detail}.")


def _misunderstood(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in fault.errors())
    return _said(request, 422, f"This cannot be understood: {told}.")


def _said(request: Request, status: int, sentence: str) -> Response:
    if request.url.path.endswith((".json", ".csv")):
        return JSONResponse({"detail": sentence}, status_code=status)
    return show(request, "fault.html", status, message=sentence)
