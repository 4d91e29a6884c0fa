"""People decide in the browser: beside what was found, reversibly, and without losing one another's work."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from regesta.web import create_app

from .conftest import HERE, Post, make_register


def ids(pages: TestClient, query: str = "") -> list[str]:
    return [row["id"] for row in pages.get(f"/calendar.json?{query}").json()]


def entry_of(pages: TestClient, act: str) -> str:
    (found,) = ids(pages, f"act={act}")
    return found


def test_the_queue_begins_with_what_is_most_doubtful(pages: TestClient) -> None:
    page = pages.get("/review").text
    shown = re.findall(r'<li class="[^"]*" id="e-([0-9a-f]+)"', page)
    sure = {row["id"]: row["confidence"] for row in pages.get("/calendar.json").json()}
    assert sorted(shown) == sorted(sure)
    assert sure[shown[-1]] >= sure[shown[0]]


def test_what_is_accepted_leaves_the_queue_and_stands_in_the_log(pages: TestClient, post: Post) -> None:
    visit = entry_of(pages, "visit")
    assert post("/decide", entry=visit, verdict="accept", seen="0", back="/review").status_code == 200
    assert f'id="e-{visit}"' not in pages.get("/review").text
    assert f'id="e-{visit}"' in pages.get("/review?decision=accepted").text
    (logged,) = pages.get("/log.json").json()
    assert (logged["verdict"], logged["target"], logged["undone_by"]) == ("accept", visit, None)


def test_a_rejected_entry_is_out_of_the_calendar_until_asked_for(pages: TestClient, post: Post) -> None:
    visit = entry_of(pages, "visit")
    post("/decide", entry=visit, verdict="reject", seen="0", because="a headline only")
    assert visit not in ids(pages)
    assert ids(pages, "decision=rejected") == [visit]
    assert "a headline only" in pages.get("/log").text
    (logged,) = pages.get("/log.json").json()
    post("/undo", decision=str(logged["id"]))
    assert visit in ids(pages)
    assert [one["verdict"] for one in pages.get("/log.json").json()] == ["reject", "undo"]


def test_a_correction_is_shown_counted_and_told_apart_from_what_was_found(pages: TestClient, post: Post) -> None:
    visit = entry_of(pages, "visit")
    fields = {
        "act": "meeting",
        "date": "1997-08-29",
        "states": "Israel, Azerbaijan",
        "people": "Benjamin Netanyahu; prime minister; Israel",
    }
    post("/decide", entry=visit, verdict="correct", seen="0", **fields)
    row = pages.get(f"/entry/{visit}.json").json()
    assert (row["act"], row["date"], row["decision"]) == ("meeting", "1997-08-29", "corrected")
    assert (row["found"]["act"], row["found"]["date"]) == ("visit", "1997-08")
    assert ids(pages, "act=meeting&after=1997-08-29") == [visit]
    assert ids(pages, "act=visit") == []
    assert "the machine found" in pages.get(f"/entry/{visit}").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"date": "29 August"}, "29 August"),
        ({"act": "party"}, "is no act"),
        ({"states": "Atlantis"}, "Atlantis"),
        ({}, "nothing was changed"),
    ],
)
def test_a_correction_that_cannot_be_understood_is_answered_in_a_sentence(
    pages: TestClient, post: Post, fields: dict[str, str], sentence: str
) -> None:
    answer = post("/decide", entry=entry_of(pages, "visit"), verdict="correct", seen="0", **fields)
    assert answer.status_code == 400
    assert sentence in html.unescape(answer.text)
    assert pages.get("/log.json").json() == []


def test_of_two_who_review_at_once_the_second_is_shown_the_first(pages: TestClient, post: Post) -> None:
    """Both opened the page before anybody had decided; each has their own session."""
    visit = entry_of(pages, "visit")
    other = TestClient(pages.app, base_url=HERE)
    post("/name", name="Anna")
    post("/name", client=other, name="Boris")
    post("/decide", entry=visit, verdict="reject", seen="0")
    answer = post("/decide", client=other, entry=visit, verdict="correct", seen="0", date="1997-08-29")
    assert answer.status_code == 409
    assert "Anna has rejected it" in answer.text
    assert "1997-08-29" in answer.text, "what Boris wanted is not lost"
    assert ids(pages, "decision=rejected") == [visit], "and nothing was overwritten"
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)
    assert seen is not None
    post("/decide", client=other, entry=visit, verdict="correct", seen=seen[1], date="1997-08-29")
    assert ids(pages, "decision=corrected") == [visit], "Boris may decide so after all"
    assert [one["who"] for one in pages.get("/log.json").json()] == ["Anna", "Boris"]


def test_entries_are_put_together_and_taken_apart_again(tmp_path: Path) -> None:
    """Two documents tell one recognition; a reader says that they are two acts, and then that they are one."""
    letters = [("Israel recognized Azerbaijan on December 25, 1991.", f"{name}.txt") for name in ("one", "two")]
    letters[1] = ("In December 1991 Israel recognized Azerbaijan.", "two.txt")
    path = make_register(tmp_path / "two.register", *letters)
    with TestClient(create_app(path), base_url=HERE) as pages:

        def tie(verdict: str) -> int:
            token = re.search(r'name="token" value="([^"]+)"', pages.get("/review").text)
            assert token is not None
            data = {"token": token[1], "one": one, "other": other, "verdict": verdict, "back": f"/entry/{one}/act"}
            answer = pages.post("/tie", data=data, headers={"origin": HERE})
            assert answer.status_code == 200
            return answer.text.split("Told near it")[0].count("<blockquote")

        one, other = ids(pages)
        assert pages.get(f"/entry/{one}/act").text.split("Told near it")[0].count("<blockquote") == 2
        assert tie("split") == 1
        assert tie("merge") == 2
        assert [row["verdict"] for row in pages.get("/log.json").json()] == ["split", "undo", "merge"]


# --- who may change anything -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": HERE},
        {"sec-fetch-site": "none"},
    ],
)
def test_no_other_page_can_decide(pages: TestClient, headers: dict[str, str]) -> None:
    visit = entry_of(pages, "visit")
    token = re.search(r'name="token" value="([^"]+)"', pages.get("/review").text)
    assert token is not None
    data = {"token": token[1], "entry": visit, "verdict": "reject", "seen": "0"}
    assert pages.post("/decide", data=data, headers=headers).status_code == 403
    assert pages.get("/log.json").json() == []


@pytest.mark.parametrize("address", ["/decide", "/undo", "/waive", "/tie", "/name", "/logout"])
def test_a_form_without_the_sessions_token_is_refused(pages: TestClient, address: str) -> None:
    data = {"token": "made up", "entry": "a", "verdict": "accept", "seen": "0", "decision": "1", "finding": "f", "because": "b",
            "one": "a", "other": "b", "name": "n"}  # fmt: skip
    assert pages.post(address, data=data, headers={"origin": HERE}).status_code == 403


def test_nothing_is_changed_by_a_link(pages: TestClient) -> None:
    for address in ("/decide", "/undo", "/waive", "/tie", "/name", "/logout"):
        assert pages.get(address).status_code in (404, 405)


def test_nobody_is_sent_elsewhere_after_a_decision(pages: TestClient, post: Post) -> None:
    visit = entry_of(pages, "visit")
    for back in ("https://evil.example", "//evil.example", "/\\evil.example"):
        seen = str(max([one["id"] for one in pages.get("/log.json").json()], default=0))
        answer = post("/decide", entry=visit, verdict="accept", seen=seen, back=back)
        assert str(answer.url).startswith(HERE)
