"""The application: the register, the safeguards, and the routes of the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from regesta.errors import BadQuestion, Conflict, RegestaError
from regesta.register import Register
from regesta.web import pages
from regesta.web.printing import HOME, show, templates
from regesta.web.shelf import Shelf

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# nothing but our own style sheet, script and pictures, and forms that come back to us
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def create_app(register_path: str) -> FastAPI:
    """The pages of one register. Raises BadRegister when it cannot be opened."""
    register = Register(register_path, must_exist=True)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        register.close()

    about = "The register's entries, counted and listed. Every address of a page has a twin that ends in .json."
    app = FastAPI(title="Regesta", description=about, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.shelf, app.state.templates = Shelf(register), templates()
    # a page elsewhere that points its own name at this machine must not read the register
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "testserver"])
    app.middleware("http")(_guarded)
    app.add_exception_handler(RegestaError, _refused)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.mount("/static", StaticFiles(directory=HOME / "static"), name="static")
    app.include_router(pages.routes)
    return app


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _refused(request: Request, fault: Exception) -> Response:
    status = 409 if isinstance(fault, Conflict) else 400 if isinstance(fault, BadQuestion) else 500
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
    if request.url.path.endswith(".json"):
        return JSONResponse({"detail": sentence}, status_code=status)
    return show(request, "fault.html", status, message=sentence)
