"""Who may ask and who may change: hosts, origins, sessions, tokens of forms, passwords.

A page elsewhere must not make this one act, whatever address it knows: what changes anything is a POST that comes from our
own pages (Sec-Fetch-Site or Origin), and carries the token of the session it was printed for.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from regesta.errors import BadQuestion, RegestaError

# nothing but our own style sheet, script and pictures, and forms that come back to us
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OPEN_TO_ALL = ("/login", "/static/")  # what needs no password
LARGEST = 32 * 1024 * 1024  # bytes of one sending of documents
_FORM = 256 * 1024  # bytes of any other form
_TRIES, _PAUSE = 5, 60.0  # wrong passwords of one address within so many seconds
# RFC 7914's cost for interactive logins, four times as high
_COST, _BLOCK, _LANES = 2**16, 8, 1

Answer = Callable[[Request], Awaitable[Response]]


class Refused(RegestaError):
    """A request that does not come from our own pages, or from nobody who may make it."""


async def guarded(request: Request, call_next: Answer) -> Response:
    """Refuse what other pages send, send strangers to the login, and close every answer to foreign content."""
    changes = request.method not in ("GET", "HEAD")
    if changes and (size := _size(request)) != 0:
        response = Response("This is more than may be sent.", size, media_type="text/plain")
    elif changes and not _from_here(request):
        response = Response("This change does not come from a page of this register.", 403, media_type="text/plain")
    elif _stranger(request):
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        response = RedirectResponse(f"/login?to={quote(target)}", 303)
    else:
        response = await call_next(request)
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not request.url.path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")
    return response


def token_of(request: Request) -> str:
    """The token that the forms of this session carry."""
    if "token" not in request.session:
        request.session["token"] = secrets.token_urlsafe(24)
    return str(request.session["token"])


def check_token(request: Request, given: str) -> None:
    """Raises Refused for a form that was not printed for this session."""
    if not hmac.compare_digest(token_of(request).encode(), given.encode()):
        raise Refused(
            "this form was made for another session, or the program has been started anew; open the page again"
        )


def who_asks(request: Request) -> str:
    """Who decides: the name given to this session, else whoever started the program."""
    name = request.session.get("who")
    return str(name) if name else str(request.app.state.owner)


def owner() -> str:
    """Whoever started the program, "" where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


# --- passwords -------------------------------------------------------------------------------------------------------


def hashed(password: str) -> str:
    """The line that a password file holds: scrypt with its cost, salt and hash."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt.hex()}${_scrypt(password, salt, _COST, _BLOCK, _LANES).hex()}"


def is_right(password: str, line: str) -> bool:
    """Whether a password is that of a line of `hashed`. Raises BadQuestion for another line."""
    told = re.fullmatch(r"scrypt\$(\d{1,7})\$(\d{1,2})\$(\d)\$([0-9a-f]{32})\$([0-9a-f]{64})", line.strip())
    if told is None:
        raise BadQuestion("the password file holds no password; delete it and let --password-file make it anew")
    cost, block, lanes = (int(part) for part in told.group(1, 2, 3))
    salt, known = (bytes.fromhex(part) for part in told.group(4, 5))
    return hmac.compare_digest(_scrypt(password, salt, cost, block, lanes), known)


def read_password(path: Path) -> str:
    """The line of a password file. Raises BadQuestion where it cannot be read or others may read it."""
    try:
        if path.stat().st_mode & 0o077:
            raise BadQuestion(f"{path}: others may read it; close it with: chmod 600 {path}")
        line = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadQuestion(f"{path}: the password file cannot be read ({fault})") from fault
    is_right("", line)
    return line


def may_try(failures: dict[str, list[float]], address: str) -> bool:
    """Whether an address may try a password: not after too many wrong ones."""
    since = time.monotonic() - _PAUSE
    for known in [known for known, times in failures.items() if times[-1] < since]:
        del failures[known]
    return sum(moment >= since for moment in failures.get(address, ())) < _TRIES


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    room = 132 * cost * block
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=room, dklen=32)


def _from_here(request: Request) -> bool:
    headers: Mapping[str, str] = request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host", "")
    return site == "same-origin"


def _size(request: Request) -> int:
    """The status that refuses a body for its size, before any of it is read; 0 for one that may be read."""
    length = request.headers.get("content-length")
    if length is None or not length.isdigit():
        return 411
    return 413 if int(length) > (LARGEST if request.url.path == "/upload" else _FORM) else 0


def _stranger(request: Request) -> bool:
    if request.app.state.password is None or request.url.path.startswith(OPEN_TO_ALL):
        return False
    return not request.session.get("who")
