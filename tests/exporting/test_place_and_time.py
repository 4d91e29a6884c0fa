"""Places open as geometries, dates in calendars and on timelines, and none says more than the text does."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest

from regesta.dates import parse_edtf
from regesta.exporting import FORMATS, chosen_of
from regesta.exporting.geojson import _timespan
from regesta.exporting.ics import folded
from regesta.exporting.timelinejs import _dates
from regesta.names.locating import place_at
from regesta.register import Register


def told(format: str, register: Register) -> tuple[str, int]:
    out = io.StringIO()
    writer = FORMATS[format].text
    assert writer is not None
    done = writer(chosen_of(register), out)
    assert done.count + done.left_out == register.count()
    return out.getvalue(), done.count


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_shapely_reads_the_places_where_the_list_has_them(which: str, request: pytest.FixtureRequest) -> None:
    import shapely

    register: Register = request.getfixturevalue(which)
    text, count = told("geojson", register)
    features = json.loads(text)["features"]
    entries = [entry for entry in register.entries() if entry.place is not None]
    assert count == len(features) == len(entries)
    placed = 0
    for entry, feature in zip(entries, features, strict=True):
        assert feature["names"][0]["toponym"] == entry.place
        lies = place_at(entry.place or "", entry.states)
        if lies is None:
            assert feature["geometry"] is None
            continue
        point = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert (point.y, point.x) == lies
        placed += 1
    assert placed > 2


@pytest.mark.parametrize(
    ("edtf", "span"),
    [
        ("1991-12-25", {"start": {"in": "1991-12-25"}}),
        ("1962-07", {"start": {"earliest": "1962-07-01", "latest": "1962-07-31"}}),
        ("1999/2014", {"start": {"in": "1999-01-01"}, "end": {"in": "2014-12-31"}}),
        ("../1991", {"end": {"in": "1991-12-31"}}),
    ],
)
def test_a_month_is_a_bounded_day_and_a_span_has_two_ends(edtf: str, span: dict[str, Any]) -> None:
    assert _timespan(parse_edtf(edtf)) == span


@pytest.mark.parametrize(
    ("edtf", "dates"),
    [
        ("1991-12-25", {"start_date": {"year": 1991, "month": 12, "day": 25}}),
        ("1962-07", {"start_date": {"year": 1962, "month": 7}}),
        ("1993~", {"start_date": {"year": 1993}}),
        (
            "1999/2014",
            {"start_date": {"year": 1999, "month": 1, "day": 1}, "end_date": {"year": 2014, "month": 12, "day": 31}},
        ),
        ("1950/..", {"start_date": {"year": 1950, "month": 1, "day": 1}}),
        ("-0044-03-15", {"start_date": {"year": -44, "month": 3, "day": 15}}),
        ("../1991", None),
        ("XXXX-01-28", None),
    ],
)
def test_a_slide_is_no_more_exact_than_its_date(edtf: str, dates: dict[str, Any] | None) -> None:
    assert _dates(parse_edtf(edtf)) == dates


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_a_timeline_holds_no_markup_of_a_documents_own(which: str, request: pytest.FixtureRequest) -> None:
    text, count = told("timelinejs", request.getfixturevalue(which))
    events = json.loads(text)["events"]
    assert len(events) == count > 3
    for event in events:
        assert event["text"]["text"].count("<") == 4, "the quote's and the source's own marks"
        assert "<" not in event["text"]["headline"] + event["display_date"]


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_icalendar_reads_the_days(which: str, request: pytest.FixtureRequest) -> None:
    from icalendar import Calendar

    register: Register = request.getfixturevalue(which)
    text, count = told("ics", register)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == count > 2
    entries = {f"{entry.id}@regesta": entry for entry in register.entries()}
    for event in events:
        entry = entries[str(event["UID"])]
        first, behind = event.decoded("DTSTART"), event.decoded("DTEND")
        assert (first.isoformat(), (behind - timedelta(days=1)).isoformat()) == (entry.when.earliest, entry.when.latest)
        exact = entry.when.edtf == entry.when.earliest == entry.when.latest
        assert str(event["STATUS"]) == ("CONFIRMED" if exact else "TENTATIVE")
        assert isinstance(first, date)
    quotes = {str(event["DESCRIPTION"]) for event in events}
    assert any("paragraph" in quote or "line" in quote or "page" in quote or "whole" in quote for quote in quotes)


def test_a_line_is_folded_between_characters() -> None:
    line = "SUMMARY:" + "Ωé🏴" * 60
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
