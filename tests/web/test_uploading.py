"""Documents sent in from a page: read by a process of their own, kept under safe names, refused with a sentence."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient
from httpx2 import Response

from regesta.web import guarding, uploading

from .conftest import HERE

NOTE = b"Iran recognized Azerbaijan on 4 January 1992."


def send(pages: TestClient, *files: tuple[str, bytes]) -> Response:
    token = re.search(r'name="token" value="([^"]+)"', pages.get("/upload").text)
    assert token is not None
    listed = [("files", (name, data, "application/octet-stream")) for name, data in files]
    return pages.post("/upload", data={"token": token[1]}, files=listed, headers={"origin": HERE})


def read(pages: TestClient, answer: Response) -> dict[str, Any]:
    """What became of a sending, when it has come to its end."""
    assert answer.status_code == 200, answer.text
    address = f"{answer.url.path}.json"
    until = time.monotonic() + 30
    while time.monotonic() < until:
        job: dict[str, Any] = pages.get(address).json()
        if job["status"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError("the reading has not ended within a minute")


def test_what_is_sent_in_is_in_the_register(pages: TestClient, register_path: str) -> None:
    job = read(pages, send(pages, ("note.txt", NOTE), ("empty.txt", b"Nothing happened.")))
    assert job["status"] == "done"
    assert [(one["path"], one["status"], one["entries"]) for one in job["outcomes"]] == [
        ("note.txt", "new", 1),
        ("empty.txt", "new", 0),
    ]
    (row,) = pages.get("/calendar.json?states=Iran").json()
    assert row["quote"] in NOTE.decode()
    assert Path(register_path + ".documents", "note.txt").read_bytes() == NOTE, "kept, for verify and for its pages"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\letters\\note.md", "note.md"),
        ("-rf.txt", "rf.txt"),
        ("a\u202eb<script>.txt", "ab_script_.txt"),
        ("Ə 中.txt", "Ə 中.txt"),
    ],
)
def test_names_cannot_lead_elsewhere(pages: TestClient, register_path: str, name: str, kept: str) -> None:
    folder = Path(register_path + ".documents")
    assert uploading._keep(folder, name, NOTE) == folder / kept
    assert uploading._keep(folder, name, NOTE) == folder / kept, "the same bytes are kept once"
    other = uploading._keep(folder, name, NOTE + b" More.")
    assert other.parent == folder
    assert other.name != kept


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("program.exe", b"MZ", "documents end in"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n1234", "PNG picture"),
        ("empty.txt", b"  ", "it is empty"),
    ],
)
def test_what_is_no_document_is_refused_with_the_reason(
    pages: TestClient, name: str, data: bytes, sentence: str
) -> None:
    answer = send(pages, (name, data))
    assert answer.status_code == 400
    assert sentence in html.unescape(answer.text)


def test_a_document_that_cannot_be_read_is_told_of_and_the_others_are_read(pages: TestClient) -> None:
    job = read(pages, send(pages, ("broken.pdf", b"%PDF-1.4\nbroken"), ("note.txt", NOTE)))
    assert [one["status"] for one in job["outcomes"]] == ["failed", "new"]
    assert "PDF" in job["outcomes"][0]["message"]
    assert "/" not in job["outcomes"][0]["message"], "no folder of this machine is told"


def test_a_document_that_takes_too_much_is_given_up(pages: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """With so little memory that nothing can be read at all; the pages go on."""
    monkeypatch.setattr(uploading, "_MEGABYTES", 40)
    job = read(pages, send(pages, ("note.txt", NOTE)))
    assert job["status"] == "failed"
    assert "note.txt" in job["message"]
    assert pages.get("/").status_code == 200


def test_too_large_a_sending_is_refused_before_it_is_read(pages: TestClient) -> None:
    headers = {
        "origin": HERE,
        "content-length": str(guarding.LARGEST + 1),
        "content-type": "multipart/form-data; boundary=x",
    }
    assert pages.post("/upload", content=b"", headers=headers).status_code == 413

    def chunks() -> Iterator[bytes]:
        yield b"no length told"

    assert pages.post("/upload", content=chunks(), headers={"origin": HERE}).status_code == 411
    assert pages.post("/decide", data={"token": "a" * 300_000}, headers={"origin": HERE}).status_code == 413


def test_a_sending_without_the_sessions_token_is_refused(pages: TestClient, register_path: str) -> None:
    answer = pages.post(
        "/upload", data={"token": "made up"}, files={"files": ("note.txt", NOTE)}, headers={"origin": HERE}
    )
    assert answer.status_code == 403
    assert not Path(register_path + ".documents").exists()


def test_a_sending_that_is_none_is_named(pages: TestClient) -> None:
    assert pages.get("/upload/nowhere").status_code == 400
    assert pages.get("/upload/nowhere.json").json()["detail"].startswith("there is no such sending")
