"""The server as clients start and reach it: a process of its own, over standard input and output, or over HTTP."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import CallToolResult

from regesta.register import Register

REGESTA = str(Path(sys.executable).with_name("regesta"))


def asked(where: StdioServerParameters | str, **how: Any) -> tuple[list[str], CallToolResult]:
    """The names of the tools, and an answer."""

    async def answered() -> tuple[list[str], CallToolResult]:
        async with Client(where, **how) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            return names, await client.call_tool("search", {"person": "netanyahu"})

    return anyio.run(answered)


@pytest.mark.parametrize("how", [{}, {"mode": "legacy"}], ids=["of today", "with the older handshake"])
def test_a_client_starts_the_command_and_is_answered_over_its_standard_output(
    register: Register, how: dict[str, Any]
) -> None:
    command = StdioServerParameters(command=REGESTA, args=["mcp", "--register", register.path])
    names, answer = asked(command, **how)
    assert "act_evidence" in names
    assert answer.structured_content is not None
    (entry,) = answer.structured_content["entries"]
    assert entry["evidence"]["quote"].startswith("In August 1997")


def test_a_register_that_is_not_there_is_one_sentence_and_an_exit_code(tmp_path: Path) -> None:
    done = subprocess.run([REGESTA, "mcp", "gone.register"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("gone.register: there is no such register")
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def address(register: Register) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [REGESTA, "mcp", register.path, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            server.terminate()


def test_over_http_it_answers_this_machine_and_refuses_other_names(address: str) -> None:
    names, answer = asked(address)
    assert "check_text" in names
    assert not answer.is_error
    # a page of somebody else's, which has its own name point at this machine, is turned away
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"accept": "application/json, text/event-stream"}
    foreign = httpx2.post(address, json=call, headers={**accept, "host": "evil.example"})
    page = httpx2.post(address, json=call, headers={**accept, "origin": "https://evil.example"})
    assert foreign.status_code in (403, 421)
    assert page.status_code == 403
