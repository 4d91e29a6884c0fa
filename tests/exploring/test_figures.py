"""What figures draw is what the calendar counts, and no date is drawn narrower than it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra 'web' is not installed")
import numpy as np
from large_register import make

from regesta.errors import BadQuestion
from regesta.exploring.columns import Columns, Mask, load_columns
from regesta.exploring.mapping import WIDE, atlas_of, land, projected
from regesta.exploring.matrix import SIDES, matrix_of
from regesta.exploring.network import network_of
from regesta.exploring.questions import masks_of, meeting, question_of
from regesta.exploring.timeline import SINGLE, day_name, ticks, timeline_of
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import read_document


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path = tmp_path_factory.mktemp("figures") / "made.register"
    make(path, 1500)
    with Register(path) as one:
        yield one


@pytest.fixture(scope="module")
def columns(register: Register) -> Columns:
    return load_columns(register)


def mask(columns: Columns, register: Register, *asked: tuple[str, str]) -> Mask:
    return meeting(masks_of(columns, register, question_of(list(asked))), columns.size)


# --- timeline --------------------------------------------------------------------------------------------------------


def test_every_dated_entry_is_in_one_bucket_or_among_the_wide(columns: Columns, register: Register) -> None:
    timeline = timeline_of(columns, mask(columns, register))
    assert timeline is not None
    assert timeline.total + timeline.no_year + timeline.undated == columns.size
    within = sum(bucket.exact for bucket in timeline.buckets)
    wide = [entry for entry in register.entries() if _is_wide(entry.when.earliest, entry.when.latest)]
    assert within + len([one for one in wide if not (one.when.edtf or "").startswith("XXXX")]) == timeline.total


def _is_wide(earliest: str | None, latest: str | None) -> bool:
    """Wider than the year that these two centuries are counted by."""
    return earliest is None or latest is None or earliest[:4] != latest[:4]


def test_a_bucket_leads_to_the_entries_that_it_counts(columns: Columns, register: Register) -> None:
    timeline = timeline_of(columns, mask(columns, register))
    assert timeline is not None
    for bucket in timeline.buckets[::17]:
        asked = mask(columns, register, ("after", bucket.edtf), ("before", bucket.edtf))
        inner = timeline_of(columns, asked, f"{bucket.edtf}-01-01", f"{bucket.edtf}-12-31")
        assert bucket.exact + bucket.wide == (inner.total if inner is not None else 0)


def test_few_entries_are_drawn_each_as_wide_as_it_is(columns: Columns, register: Register) -> None:
    asked = mask(columns, register, ("after", "1990"), ("before", "1991"))
    timeline = timeline_of(columns, asked, "1990-01-01", "1991-12-31")
    assert timeline is not None
    assert 0 < len(timeline.bars) <= SINGLE
    entries = {entry.id: entry for entry in register.entries()}
    for bar in timeline.bars:
        when = entries[bar.entry].when
        assert (day_name(bar.start) if bar.start is not None else None) == when.earliest
        assert (day_name(bar.end - 1) if bar.end is not None else None) == when.latest
        assert bar.about == ("~" in (when.edtf or ""))
    by_lane: dict[int, int] = {}
    for bar in sorted(timeline.bars, key=lambda bar: (bar.start is not None, bar.start or 0)):
        if bar.start is not None:
            assert bar.start >= by_lane.get(bar.lane, bar.start), "bars of one lane do not overlap"
        by_lane[bar.lane] = bar.end if bar.end is not None else 2**31


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("1990-01-01", "1990-03-01", "day"),
        ("1990", "1995", "month"),
        ("1850", "2000", "year"),
        ("1000", "2000", "decade"),
    ],
)
def test_zooming_goes_from_centuries_to_days(
    columns: Columns, register: Register, first: str, last: str, unit: str
) -> None:
    low, high = (f"{first}-01-01"[:10], f"{last}-12-31"[:10]) if len(first) == 4 else (first, last)
    timeline = timeline_of(columns, mask(columns, register), low, high)
    assert timeline is not None
    assert timeline.unit == unit
    assert all(one.end == after.start for one, after in pairwise(timeline.buckets))
    written = ticks(timeline.start, timeline.end)
    assert 1 <= len(written) <= 14


OLD = "In about 1572 England and Morocco signed a treaty. "
NEW = "".join(f"In May {year} Israel and Azerbaijan signed an agreement. " for year in range(1992, 2012))


def test_a_date_far_from_all_others_does_not_press_them_into_a_corner(tmp_path: Path) -> None:
    with Register(tmp_path / "old.register") as register:
        register.put(read_document(read_bytes((OLD + NEW).encode(), "old.txt")))
        columns = load_columns(register)
        timeline = timeline_of(columns, mask(columns, register))
        assert timeline is not None
        assert (timeline.earlier, timeline.later) == (1, 0)
        assert day_name(timeline.start, "year") == "1992"
        assert len(timeline.bars) == timeline.total - 1
        whole = timeline_of(columns, mask(columns, register), day_name(timeline.first), day_name(timeline.last))
        assert whole is not None
        assert (whole.earlier, whole.later, len(whole.bars)) == (0, 0, whole.total)


def test_several_dates_of_another_time_are_a_part_of_the_line(tmp_path: Path) -> None:
    with Register(tmp_path / "old.register") as register:
        register.put(read_document(read_bytes((OLD + OLD.replace("1572", "1573") + NEW).encode(), "old.txt")))
        columns = load_columns(register)
        timeline = timeline_of(columns, mask(columns, register))
        assert timeline is not None
        assert (timeline.earlier, timeline.later) == (0, 0)


def test_without_a_year_there_is_no_line(columns: Columns, register: Register) -> None:
    assert timeline_of(columns, mask(columns, register, ("dated", "noyear"))) is None


# --- matrix, network, map --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("down", SIDES)
@pytest.mark.parametrize("across", SIDES)
def test_every_cell_is_what_its_link_asks_for(columns: Columns, register: Register, down: str, across: str) -> None:
    if down == across:
        with pytest.raises(BadQuestion, match="two different sides"):
            matrix_of(columns, mask(columns, register), down, across)
        return
    matrix = matrix_of(columns, mask(columns, register), down, across)
    checked = 0
    for row, (value, _) in enumerate(matrix.rows[:4]):
        for column, (other, _) in enumerate(matrix.columns[:6]):
            if "time" in (down, across):
                continue  # a time counts beginnings; its link asks for all that may lie there
            asked = mask(columns, register, (down, value), (across, other))
            assert int(asked.sum()) == matrix.cells[row][column], (value, other)
            checked += 1
    assert checked > 0 or "time" in (down, across)
    assert 0 <= matrix.rest <= columns.size


def test_times_of_a_matrix_hold_every_entry_once(columns: Columns, register: Register) -> None:
    matrix = matrix_of(columns, mask(columns, register), "act", "time", limit=100)
    assert sum(map(sum, matrix.cells)) + matrix.rest == columns.size


def test_the_same_network_is_drawn_the_same_and_counts_what_it_draws(columns: Columns, register: Register) -> None:
    network = network_of(columns, mask(columns, register))
    assert network == network_of(columns, mask(columns, register))
    for edge in network.edges[:10]:
        pair = f"{edge.one.partition(':')[2]}-{edge.other.partition(':')[2]}"
        assert int(mask(columns, register, ("pair", pair)).sum()) == edge.count
    people = network_of(columns, mask(columns, register), "people")
    assert {node.kind for node in people.nodes} == {"person", "state"}
    with pytest.raises(BadQuestion, match="no network"):
        network_of(columns, mask(columns, register), "ships")
    assert network_of(columns, np.zeros(columns.size, dtype=bool)).nodes == ()


def test_places_are_put_where_they_lie_and_the_rest_is_counted(columns: Columns, register: Register) -> None:
    atlas = atlas_of(columns, mask(columns, register))
    placed = sum(spot.count for spot in atlas.spots)
    assert placed + atlas.unplaced + sum(count for _, count in atlas.unknown) == columns.size
    lima, vienna = (next(spot for spot in atlas.spots if spot.place == name) for name in ("Lima", "Vienna"))
    assert lima.x < 0.4 < vienna.x, "Lima lies in the west"
    assert lima.y > 0.5 > vienna.y, "and south of the line"


def test_the_projection_keeps_areas_and_the_land_stays_on_the_sheet() -> None:
    assert projected(0, 0) == (0.5, 0.5)
    assert pytest.approx(5.413, abs=0.001) == WIDE
    for longitude, latitude in ((0, 10), (0, 60), (90, 45)):
        # the area of a small square of degrees, on the map and on the sphere
        (x, y), (to_x, _), (_, to_y) = (
            projected(longitude, latitude), projected(longitude + 0.1, latitude), projected(longitude, latitude + 0.1),
        )  # fmt: skip
        seen = abs((to_x - x) * (to_y - y)) / np.cos(np.radians(latitude + 0.05))
        assert seen == pytest.approx(abs(projected(0.1, 0)[0] - 0.5) * abs(projected(0, 0.1)[1] - 0.5), rel=0.01)
    assert all(-0.001 <= x <= 1.001 and -0.001 <= y <= 1.001 for ring in land() for x, y in ring)
    assert max(abs(x - to_x) for ring in land() for (x, _), (to_x, _) in pairwise(ring)) < 1.01
