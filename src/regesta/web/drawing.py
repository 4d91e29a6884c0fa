"""Figures as shapes with places: numbers in, coordinates and links out; the templates print them as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regesta.cooperation import RUNGS, rung_name
from regesta.exploring.ladder import Row
from regesta.exploring.mapping import HIGH, WIDE, Atlas, land
from regesta.exploring.network import Network
from regesta.exploring.timeline import Bucket, Timeline, day_name, ticks

WIDTH = 1000
LEFT, RIGHT = 44, 8
COLUMNS_HIGH, BAND_HIGH, LANE = 190, 54, 11
MAP_HIGH = round(WIDTH * HIGH / WIDE)
_NETWORK_HIGH, _ROOM = 640, 90
_NAMES, _ROW = 190, 34
_LEAST_PART = 0.22  # of the whole map that is ever shown


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle, circle or line, with what it tells and where it leads: `edtf` to ask for, or an entry's id."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    title: str
    target: str = ""
    extra: float = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Words at a place of a drawing."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes and words in a box of WIDTH by `height`."""

    height: int
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A part of the map: what was at (`left`, `top`) of the whole is its corner, `zoom` times larger."""

    height: int
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    left: float
    top: float
    zoom: float


def drawn_columns(timeline: Timeline) -> Drawing:
    """The buckets as columns; under them, apart, a band as dark as there are dates wider than a bucket."""
    most = max((one.exact for one in timeline.buckets), default=0) or 1
    widest = max((one.wide for one in timeline.buckets), default=0) or 1
    foot = 14 + COLUMNS_HIGH
    shapes = []
    for one in timeline.buckets:
        x = _at(timeline, one.start)
        wide = max(1.2, _at(timeline, one.end) - x - 0.8)
        high, vague = (COLUMNS_HIGH * count / most for count in (one.exact, one.about))
        said = _bucket_words(one, timeline.unit)
        if one.exact:
            shapes.append(Shape("exact", x, foot - high + vague, wide, high - vague, said, one.edtf))
        if one.about:
            shapes.append(Shape("about", x, foot - high, wide, vague, said, one.edtf))
        if one.wide:
            thick = 18 * one.wide / widest
            shapes.append(Shape("wide", x, foot + 6, wide, max(1.5, thick), said, one.edtf))
    steps = [value for value in (most, most // 2) if value]
    marks = [
        Mark(LEFT - 6, foot - COLUMNS_HIGH * value / most + 4, f"{value:,}", "end") for value in dict.fromkeys(steps)
    ]
    lines = [Shape("grid", LEFT, foot - COLUMNS_HIGH * value / most, WIDTH - LEFT - RIGHT, 0, "") for value in steps]
    if any(one.wide for one in timeline.buckets):
        marks.append(Mark(LEFT - 6, foot + 18, "wider", "end"))
    height = foot + BAND_HIGH
    lines.append(Shape("axis", LEFT, foot, WIDTH - LEFT - RIGHT, 0, ""))
    return Drawing(height, tuple(shapes), (*marks, *_axis(timeline, height - 8)), tuple(lines))


def drawn_strip(timeline: Timeline, wide: int = 216, high: int = 36) -> list[Shape]:
    """The buckets as a strip of small bars, by the square root of their counts; `target` is the bucket to ask for."""
    most = max((one.exact + one.wide for one in timeline.buckets), default=0) or 1
    step = wide / len(timeline.buckets)
    bars = []
    for at, one in enumerate(timeline.buckets):
        count = one.exact + one.wide
        tall = high * math.sqrt(count / most)
        if count:
            bars.append(
                Shape(
                    one.edtf,
                    at * step,
                    high - tall,
                    max(0.8, step - 0.6),
                    tall,
                    _bucket_words(one, timeline.unit),
                    one.edtf,
                )
            )
    return bars


def drawn_bars(timeline: Timeline, titles: Mapping[str, str]) -> Drawing:
    """Every entry for itself: a day a tick, a wider date a bar, an open side fading out, "about" pale."""
    lanes = max((one.lane for one in timeline.bars), default=0) + 1
    top, foot = 10, 10 + lanes * LANE
    shapes = []
    for one in timeline.bars:
        start, end = one.start, one.end
        x = _at(timeline, start if start is not None else timeline.start)
        to = _at(timeline, end if end is not None else timeline.end)
        day = start is not None and end is not None and end - start == 1
        kind = "tick" if day else "from" if end is None else "by" if start is None else "bar"
        wide = 3.0 if day and to - x < 3 else max(3.0, to - x)
        shapes.append(
            Shape(kind + (" vague" if one.about else ""), x, top + one.lane * LANE, wide, LANE - 3, titles.get(one.entry, ""), one.entry)
        )  # fmt: skip
    marks = _axis(timeline, foot + 22)
    lines = [Shape("grid upright", mark.x, top - 4, 0, foot - top + 8, "") for mark in marks]
    return Drawing(
        foot + 30, tuple(shapes), tuple(marks), (*lines, Shape("axis", LEFT, foot + 4, WIDTH - LEFT - RIGHT, 0, ""))
    )


def drawn_network(network: Network) -> Drawing:
    """Nodes as circles (states), squares (bodies) and diamonds (people), as large as their entries are many."""
    most = max((node.count for node in network.nodes), default=1)
    strongest = max((edge.count for edge in network.edges), default=1)
    places = {
        f"{node.kind}:{node.id}": (
            _ROOM + node.x * (WIDTH - 2 * _ROOM),
            28 + node.y * (_NETWORK_HIGH - 76),
        )
        for node in network.nodes
    }
    names = {f"{node.kind}:{node.id}": node.label for node in network.nodes}
    large = 15 * min(1.0, math.sqrt(18 / max(1, len(network.nodes))))
    lines = []
    for edge in network.edges:
        (x, y), (to_x, to_y) = places[edge.one], places[edge.other]
        said = f"{names[edge.one]} and {names[edge.other]}: {_told(edge.count, network)}"
        lines.append(
            Shape(
                "tie", x, y, to_x, to_y, said, f"{edge.one}|{edge.other}", 0.8 + 5 * math.sqrt(edge.count / strongest)
            )
        )
    shapes, marks = [], []
    taken: list[tuple[float, float, float]] = []
    for node in network.nodes:
        x, y = places[f"{node.kind}:{node.id}"]
        size = 5 + large * math.sqrt(node.count / most)
        said = f"{node.label}: {_told(node.count, network)}"
        shapes.append(Shape(node.kind, x, y, size, size, said, f"{node.kind}:{node.id}"))
        marks.append(_beside(x, y, size, node.label, taken))
    return Drawing(_NETWORK_HIGH, tuple(shapes), tuple(marks), tuple(lines))


def _told(count: int, network: Network) -> str:
    """ "3 entries"; of a network with institutions, statements."""
    one, many = (
        ("statement", "statements") if any(n.kind == "institution" for n in network.nodes) else ("entry", "entries")
    )
    return f"{count:,} {one if count == 1 else many}"


def drawn_ladder(rows: Sequence[Row]) -> Drawing:
    """The topics as rows and the rungs as steps to the right: circles as large as the statements are many, a rail to the
    highest rung of each topic. `target` is the topic, or "topic|rung"."""
    most = max((count for row in rows for _, count in row.counts), default=1) or 1
    step = (WIDTH - _NAMES - 30) / max(1, len(RUNGS))
    places = [_NAMES + step * (at + 0.5) for at in range(len(RUNGS))]
    marks = [Mark(x, 18, rung_name(rung)) for x, rung in zip(places, RUNGS, strict=True)]
    shapes, lines = [], []
    for at, row in enumerate(rows):
        y = 48 + at * _ROW
        told = [place for place, (_, count) in zip(places, row.counts, strict=True) if count]
        lines.append(Shape("rail", places[0], y, told[-1] - places[0], 0, ""))
        shapes.append(Shape("topic", 0, y - _ROW / 2, _NAMES - 10, _ROW, f"{row.label}: all of it", row.id))
        marks.append(Mark(_NAMES - 14, y + 4, row.label, "end"))
        for x, (rung, count) in zip(places, row.counts, strict=True):
            if count:
                said = f"{row.label}, {rung_name(rung)}: {count:,} {'statement' if count == 1 else 'statements'}"
                size = 4 + 10 * math.sqrt(count / most)
                shapes.append(Shape(rung, x, y, size, size, said, f"{row.id}|{rung}"))
                marks.append(Mark(x + size + 5, y + 4, f"{count:,}", "start"))
    return Drawing(48 + len(rows) * _ROW, tuple(shapes), tuple(marks), tuple(lines))


def drawn_map(atlas: Atlas, whole: bool = False, named: int = 16) -> MapDrawing:
    """Places as circles whose areas are as their entries, the largest named; as much of the earth as the places need."""
    left, top, zoom = (0.0, 0.0, 1.0) if whole else _view([(spot.x * WIDTH, spot.y * MAP_HIGH) for spot in atlas.spots])
    most = max((spot.count for spot in atlas.spots), default=1)
    shapes, marks, taken = [], [], list[tuple[float, float]]()
    for spot in atlas.spots:
        x, y = (spot.x * WIDTH - left) * zoom, (spot.y * MAP_HIGH - top) * zoom
        size = 4 + 14 * math.sqrt(spot.count / most)
        said = f"{spot.place}: {spot.count:,} {'entry' if spot.count == 1 else 'entries'}"
        shapes.append(Shape("spot", x, y, size, size, said, spot.place))
        # a name is written where no other one stands
        if len(taken) < named and all(abs(x - other) > 80 or abs(y - at) > 14 for other, at in taken):
            taken.append((x, y))
            before = x > WIDTH - 120
            marks.append(
                Mark(x - size - 3 if before else x + size + 3, y + 4, spot.place, "end" if before else "start")
            )
    return MapDrawing(MAP_HIGH, tuple(shapes), tuple(marks), left, top, zoom)


def _view(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """(left, top, how many times larger) of the part of the map that holds all points with room around them."""
    if not points:
        return 0.0, 0.0, 1.0
    (x, to_x), (y, to_y) = ((min(values), max(values)) for values in zip(*points, strict=True))
    part = min(1.0, max((to_x - x) / WIDTH * 1.35, (to_y - y) / MAP_HIGH * 1.35, _LEAST_PART))
    left = min(max((x + to_x - WIDTH * part) / 2, 0.0), WIDTH * (1 - part))
    top = min(max((y + to_y - MAP_HIGH * part) / 2, 0.0), MAP_HIGH * (1 - part))
    return left, top, 1 / part


def land_path() -> str:
    """The outline of the land as the path of an SVG."""
    return "".join(
        "M" + "L".join(f"{x * WIDTH:.1f} {y * MAP_HIGH:.1f}" for x, y in ring) + "Z" for ring in land()
    )  # fmt: skip


def _beside(x: float, y: float, size: float, label: str, taken: list[tuple[float, float, float]]) -> Mark:
    """A name under its node, or above or beside it where another name stands under it."""
    wide = 6.4 * len(label)
    places = (
        (Mark(x, y + size + 13, label), x - wide / 2),
        (Mark(x, y - size - 5, label), x - wide / 2),
        (Mark(x + size + 5, y + 4, label, "start"), x + size + 5),
        (Mark(x - size - 5, y + 4, label, "end"), x - size - 5 - wide),
    )
    for mark, left in places:
        if all(left > end + 3 or left + wide < start - 3 or abs(mark.y - at) > 13 for start, end, at in taken):
            taken.append((left, left + wide, mark.y))
            return mark
    return places[0][0]


def _axis(timeline: Timeline, y: float) -> list[Mark]:
    return [Mark(_at(timeline, day), y, told) for day, told in ticks(timeline.start, timeline.end)]


def _at(timeline: Timeline, day: int) -> float:
    part = (day - timeline.start) / max(1, timeline.end - timeline.start)
    return LEFT + min(1.0, max(0.0, part)) * (WIDTH - LEFT - RIGHT)


def _bucket_words(one: Bucket, unit: str) -> str:
    name = (
        one.edtf
        if unit in ("day", "month", "year")
        else f"{day_name(one.start, 'year')} to {day_name(one.end - 1, 'year')}"
    )
    told = f"{name}: {one.exact:,} {'entry' if one.exact == 1 else 'entries'}"
    about = f", {one.about:,} of them about then" if one.about else ""
    wide = f"; {one.wide:,} with a date wider than a {unit} may lie there" if one.wide else ""
    return told + about + wide
