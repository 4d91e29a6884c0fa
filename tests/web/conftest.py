"""The pages as a browser asks for them: under this machine's name, and changes from its own pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient
from httpx2 import Response

from regesta.reading import read_bytes
from regesta.register import Register
from regesta.web import create_app
from regesta.workflow import examine, read_document, settle

HERE = "http://127.0.0.1:8765"
LETTER = """# A letter <script>alert(1)</script> \u202etext that runs backwards

Israel recognized Azerbaijan on December 25, 1991. On 7 April 1992 the two states established diplomatic relations.
In August 1997 Prime Minister Benjamin Netanyahu visited Baku; "<img src=x onerror=alert(2)>" was the headline. The talks were about energy.

Turkey recognized Azerbaijan on 9 November 1991.
"""
NAME = "=<b>letter<b>.md"

Post = Callable[..., Response]


def make_register(path: Path, *letters: tuple[str, str]) -> str:
    """A register of some texts, each with its name."""
    with Register(path) as register:
        for text, name in letters:
            register.put(examine(read_document(read_bytes(text.encode(), name))))
        settle(register)
    return str(path)


@pytest.fixture
def register_path(tmp_path: Path) -> str:
    return make_register(tmp_path / "letter.register", (LETTER, NAME))


@pytest.fixture
def pages(register_path: str) -> Iterator[TestClient]:
    with TestClient(create_app(register_path), base_url=HERE) as client:
        yield client


@pytest.fixture
def post(pages: TestClient) -> Post:
    """Send a form as a page of ours does: with the session's token, from our own origin."""

    def send(address: str, client: TestClient = pages, **fields: str) -> Response:
        token = re.search(r'name="token" value="([^"]+)"', client.get("/review").text)
        assert token is not None
        return client.post(address, data={"token": token[1], **fields}, headers={"origin": HERE})

    return send
