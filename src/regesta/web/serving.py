"""Listening: one register, this machine, until Ctrl-C; other machines only behind a password."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from regesta.errors import BadQuestion
from regesta.register import Register
from regesta.web.app import create_app
from regesta.web.guarding import hashed, read_password

_OWN = ("127.0.0.1", "localhost", "::1")
_SHORTEST = 10  # characters of a password


def run(register_path: str, host: str, port: int, password: str | None = None, names: Sequence[str] = ()) -> None:
    """Serve a register to this machine; to others where `password` is a line of a password file.

    `names` are those under which others reach this machine. Raises BadRegister when there is none, BadQuestion when the
    address cannot be had or other machines would see the register without a password.
    """
    if host not in _OWN and password is None:
        raise BadQuestion(
            f"{host} would show the register to other machines; protect it with --password-file FILE, or use 127.0.0.1"
        )
    Register(register_path, must_exist=True).close()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise BadQuestion(f"{host}:{port} cannot be had ({fault.strerror}); choose another with --port") from fault
    reached = [*names, *([host] if host not in (*_OWN, "0.0.0.0", "::") else [])]
    app = create_app(register_path, password, [f"[{name}]" if ":" in name else name for name in reached])
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def password_of(path: Path, ask: Callable[[], str]) -> str:
    """The line of a password file; where there is none, `ask` is asked for a password and the file is made.

    Raises BadQuestion for a file that is no password file or open to others, and for a short password.
    """
    if not path.exists():
        password = ask()
        if len(password) < _SHORTEST:
            raise BadQuestion(f"a password needs {_SHORTEST} characters or more; choose a longer one")
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
                out.write(hashed(password) + "\n")
        except OSError as fault:
            raise BadQuestion(f"{path}: the password file cannot be written ({fault.strerror})") from fault
    return read_password(path)
