"""Figures: without a script, each mark a link, and the same numbers for programs."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    "address",
    [
        "/timeline",
        "/matrix",
        "/matrix?down=act&across=pair",
        "/network",
        "/network?of=people",
        "/map",
        "/map?view=whole",
    ],
)
def test_every_mark_of_a_figure_leads_to_a_page(pages: TestClient, address: str) -> None:
    page = pages.get(address)
    assert page.status_code == 200
    figure = page.text.split('class="chart"')[1]
    links = {html.unescape(link) for link in re.findall(r'href="([^"]+)"', figure.split("<aside")[0])}
    assert links
    for link in links:
        assert pages.get(link).status_code == 200, link


def test_a_cell_leads_to_as_many_entries_as_it_says(pages: TestClient) -> None:
    page = pages.get("/matrix?down=act&across=pair").text
    cells = re.findall(r'<td class="q[1-5]"><a href="/\?([^"]+)"[^>]*>(\d+)</a>', page)
    assert cells
    for query, count in cells:
        assert len(pages.get(f"/calendar.json?{html.unescape(query)}").json()) == int(count)


@pytest.mark.parametrize("name", ["timeline", "matrix", "network", "map"])
def test_every_figure_has_a_twin_and_answers_for_nothing_too(pages: TestClient, name: str) -> None:
    assert pages.get(f"/{name}.json").status_code == 200
    table = list(csv.reader(io.StringIO(pages.get(f"/{name}.csv").text)))
    assert len(table) > 1
    assert len({len(row) for row in table}) == 1
    for address in (f"/{name}", f"/{name}.json", f"/{name}.csv"):
        assert pages.get(f"{address}?states=Fiji").status_code == 200
        assert pages.get(f"{address}?act=party").status_code == 400


def test_the_question_goes_along_from_view_to_view(pages: TestClient) -> None:
    page = pages.get("/timeline?act=visit").text
    for view in ("/", "/matrix", "/network", "/map", "/review"):
        assert f'href="{view}?act=visit"' in page


def test_a_figure_that_is_none_is_answered_in_a_sentence(pages: TestClient) -> None:
    for address in ("/matrix?down=colour", "/matrix?down=time&across=time", "/network?of=ships"):
        assert pages.get(address).status_code == 400


def test_the_strip_of_years_leads_to_each(pages: TestClient) -> None:
    """Beside every view: a bar a year, whatever years are asked for."""
    page = pages.get("/?after=1992&before=1992").text
    strip = page.split('class="strip"')[1].split("</nav>")[0]
    assert set(re.findall(r"after=(\d+)&amp;before=\1", strip)) == {"1991", "1992", "1997"}
    assert "all years" in strip
