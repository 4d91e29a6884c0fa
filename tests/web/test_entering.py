"""Other machines see nothing without the password; a login lasts a session and cannot be guessed at leisure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient
from httpx2 import Response

from regesta.errors import BadQuestion
from regesta.web import create_app, password_of
from regesta.web.guarding import hashed, is_right

from .conftest import HERE

PASSWORD = "correct horse"


@pytest.fixture
def locked(register_path: str) -> Iterator[TestClient]:
    app = create_app(register_path, hashed(PASSWORD), ["archive.example"])
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield client


def log_in(client: TestClient, password: str, to: str = "/", name: str = "Anna") -> Response:
    token = re.search(r'name="token" value="([^"]+)"', client.get("/login").text)
    assert token is not None
    data = {"token": token[1], "name": name, "password": password, "to": to}
    return client.post("/login", data=data, headers={"origin": HERE})


def test_a_stranger_sees_only_the_login(locked: TestClient) -> None:
    for address in ("/", "/calendar.json", "/calendar.csv", "/review", "/log.json", "/openapi.json", "/nowhere"):
        answer = locked.get(address)
        assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login")
    assert "Israel" not in locked.get("/login").text


def test_who_knows_the_password_is_let_in_under_a_name_and_out_again(locked: TestClient) -> None:
    answer = log_in(locked, PASSWORD, "/review?act=visit")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?act=visit")
    page = locked.get("/review").text
    assert "You decide as Anna" in page
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    locked.post("/logout", data={"token": token[1]}, headers={"origin": HERE})
    assert locked.get("/").status_code == 303


def test_the_cookie_is_kept_from_scripts_and_other_pages(locked: TestClient) -> None:
    cookie = log_in(locked, PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_cookie_of_ones_own_making_is_worth_nothing(locked: TestClient) -> None:
    locked.cookies.set("regesta", "eyJ3aG8iOiAiQW5uYSJ9.made.up")
    assert locked.get("/").status_code == 303


def test_wrong_passwords_are_counted(locked: TestClient) -> None:
    assert [log_in(locked, "wrong").status_code for _ in range(6)] == [403] * 5 + [429]
    assert log_in(locked, PASSWORD).status_code == 429, "not even the right one, for a minute"


def test_the_login_leads_nowhere_else(locked: TestClient) -> None:
    assert log_in(locked, PASSWORD, "//evil.example").headers["location"] == "/"


def test_other_names_than_those_given_are_refused(locked: TestClient) -> None:
    assert locked.get("/login", headers={"host": "archive.example"}).status_code == 200
    assert locked.get("/login", headers={"host": "evil.example"}).status_code == 400


def test_the_password_file_is_made_once_hashed_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "a.password"
    line = password_of(path, lambda: PASSWORD)
    assert PASSWORD not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert is_right(PASSWORD, line)
    assert not is_right(PASSWORD + " ", line)
    assert password_of(path, lambda: "never asked") == line


def test_a_password_file_that_is_none_is_named_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "a.password"
    with pytest.raises(BadQuestion, match="10 characters"):
        password_of(path, lambda: "short")
    path.write_text("plain text")
    path.chmod(0o644)
    with pytest.raises(BadQuestion, match="chmod 600"):
        password_of(path, lambda: "never asked")
    path.chmod(0o600)
    with pytest.raises(BadQuestion, match="delete it"):
        password_of(path, lambda: "never asked")
