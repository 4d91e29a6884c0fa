"""The ladder in a browser: every circle leads to as many statements as it says, and hostile words stay words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from regesta.web import create_app

from .conftest import HERE, make_register

TEXT = """# Kenya and Norway

Norway and Kenya signed the Agreement on Technical Training in 1970. Norway opened a teachers' college in Kenya in 1972. In 1990
the college had 640 students from Kenya. There is potential for joint degrees between universities of Norway and Kenya.

The <b>University of Bergen</b> awards scholarships to students from Kenya. Norway supplies Kenya with electricity.
"""


@pytest.fixture
def ladder(tmp_path: Path) -> Iterator[TestClient]:
    path = make_register(tmp_path / "kenya.register", (TEXT, "kenya.md"))
    with TestClient(create_app(path), base_url=HERE) as client:
        yield client


@pytest.mark.parametrize("address", ["/cooperation", "/cooperation?sector=education", "/cooperation?pair=KEN-NOR"])
def test_every_circle_leads_to_as_many_statements_as_it_says(ladder: TestClient, address: str) -> None:
    page = ladder.get(address)
    assert page.status_code == 200
    circles = re.findall(r'<a href="/cooperation\?([^"]+)" aria-label="[^"]+: (\d+) statements?">', page.text)
    assert circles
    for query, count in circles:
        asked = html.unescape(query)
        found = ladder.get(f"/cooperation.json?{asked}").json()
        topics = "part=" in asked or "sector=education" not in address
        assert len(found) == int(count) if topics else len(found) >= int(count)


def test_a_statement_is_shown_in_its_paragraph_with_its_reason(ladder: TestClient) -> None:
    signed = next(one for one in ladder.get("/cooperation.json").json() if one["rung"] == "agreed")
    page = ladder.get(f"/statement/{signed['id']}").text
    assert f"<mark>{html.escape(signed['quote'], quote=False)}</mark>" in page
    assert "Agreement on Technical Training" in page
    assert ladder.get("/statement/nothing").status_code == 400
    entry = signed["entries"][0]
    assert f"/statement/{signed['id']}" in ladder.get(f"/entry/{entry}").text


def test_institutions_are_listed_and_stand_in_the_network(ladder: TestClient) -> None:
    names = [one["name"] for one in ladder.get("/institutions.json").json()]
    assert "University of Bergen" in names
    assert "<b>University" not in ladder.get("/cooperation").text
    nodes = ladder.get("/network.json?of=institutions").json()["nodes"]
    assert {"institution", "state"} <= {node["kind"] for node in nodes}
    assert ladder.get("/network?of=institutions&states=Fiji").status_code == 200
    assert "University of Bergen" in ladder.get("/institutions").text


def test_the_dossier_is_the_page_that_the_report_writes(ladder: TestClient) -> None:
    page = ladder.get("/dossier?pair=KEN-NOR&sector=education")
    assert page.status_code == 200
    assert "cooperation in education" in page.text
    assert "sha256-" in page.headers["content-security-policy"]
    assert ladder.get("/dossier").status_code == 400


def test_what_cannot_be_understood_is_said(ladder: TestClient) -> None:
    for address in ("/cooperation?sector=ships", "/cooperation?rung=finished", "/cooperation?part=education/ships"):
        assert ladder.get(address).status_code == 400


def test_the_table_neutralises_formulas(ladder: TestClient) -> None:
    table = ladder.get("/cooperation.csv").text
    assert table.startswith("id,rung,sectors")
    assert not re.search(r"(?m)(^|,)[=+@]", table)
