"""Listening: one register, one machine, until Ctrl-C."""

from __future__ import annotations

import socket

import uvicorn

from regesta.errors import BadQuestion
from regesta.register import Register
from regesta.web.app import create_app


def run(register_path: str, host: str, port: int) -> None:
    """Serve a register to this machine alone.

    Raises BadRegister when there is none, BadQuestion when the address cannot be had or other machines would reach it.
    """
    if host not in ("127.0.0.1", "localhost", "::1"):
        raise BadQuestion(
            f"{host} would show the register to other machines; the pages know no password yet, use 127.0.0.1"
        )
    Register(register_path, must_exist=True).close()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise BadQuestion(f"{host}:{port} cannot be had ({fault.strerror}); choose another with --port") from fault
    uvicorn.run(create_app(register_path), host=host, port=port, log_level="warning")
