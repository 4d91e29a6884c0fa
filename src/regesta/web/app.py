"""The application: the register, the safeguards, and the routes of `pages`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from regesta.errors import BadQuestion, RegestaError
from regesta.register import Register
from regesta.web.pages import routes, show

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# nothing but our own style sheet, and forms that come back to us
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def create_app(register_path: str) -> FastAPI:
    """The pages of one register. Raises BadRegister when it cannot be opened."""
    register = Register(register_path, must_exist=True)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        register.close()

    app = FastAPI(title="Regesta", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.register, app.state.name = register, Path(register_path).name
    app.state.pages = Jinja2Templates(directory=Path(__file__).parent / "templates")
    # a page elsewhere that points its own name at this machine must not read the register
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "testserver"])
    app.middleware("http")(_guarded)
    app.add_exception_handler(RegestaError, _refused)
    app.add_exception_handler(404, _missing)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.include_router(routes)
    return app


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _refused(request: Request, fault: Exception) -> HTMLResponse:
    return show(request, "fault.html", 400 if isinstance(fault, BadQuestion) else 500, message=str(fault))


def _missing(request: Request, _: Exception) -> HTMLResponse:
    return show(request, "fault.html", 404, message=f"There is no page {request.url.path}; the calendar is at /.")
