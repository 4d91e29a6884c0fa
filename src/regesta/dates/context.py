"""What the context adds to what words tell: the year of "January 28", the day of "the same day".

Anchors are the dates told before. A year is carried over within its sentence and from the sentences just before in the
same paragraph, no farther; where the text has moved on, the year stays unknown. Nothing is ever carried backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from regesta.dates.calendars import stepped
from regesta.dates.deixis import Deixis
from regesta.dates.edtf import edtf_when, parse_edtf
from regesta.dates.told import Point, Told
from regesta.errors import BadQuestion
from regesta.model import Basis, DateMention, When

# How many sentences back, within a paragraph, a year is carried: "On March 22, 1994 he came. He stayed. On April 2 ..."
# A reader who has met two sentences without a date no longer knows the year to be the same.
YEAR_REACH = 2
# "That year" and "two months later" point back by their own words, and so reach farther, into the paragraph before.
NAMED_REACH = 6
# A month this far before that of the anchor ("December 20, 1991 ... January 5") may as well be next year's.
TURN_OF_YEAR = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date told before: its parts, and where (numbers of sentence and paragraph). `weak`: told only in passing."""

    point: Point
    edtf: str
    sentence: int
    paragraph: int
    weak: bool = False


@dataclass
class Scene:
    """What is known when a date is read: the anchors so far, the place, the document's own date, the heading's year."""

    deixis: Deixis
    anchors: list[Anchor] = field(default_factory=list)
    sentence: int = 0
    paragraph: int = 0
    heading: int | None = None

    def nearest(self, reach: int, same_paragraph: bool) -> Anchor | None:
        """The last anchor with a year within `reach` sentences, one told in passing only where there is no other."""
        weak = None
        for anchor in reversed(self.anchors[-12:]):
            if self.sentence - anchor.sentence > reach or (same_paragraph and anchor.paragraph != self.paragraph):
                break
            if self.paragraph - anchor.paragraph > 1:
                break
            if anchor.point.year is None:
                continue
            if not anchor.weak:
                return anchor
            weak = weak or anchor
        return weak


def resolve(told: Told, text: str, scene: Scene) -> DateMention:
    """The mention of what was told, its context asked, and its anchor left in the scene for those that follow."""
    mention = _resolved(told, text, scene)
    _keep(mention, scene)
    return mention


def _resolved(told: Told, text: str, scene: Scene) -> DateMention:
    words = text[told.start : told.end]
    if told.fault is not None:
        return DateMention(told.start, told.end, words, When(), told.kind, told.fault)
    edtf, basis, why = _asked(told, scene)
    if edtf is None:
        return DateMention(told.start, told.end, words, When(), told.kind, None, why or told.why)
    try:
        when = edtf_when(_opened(edtf, told), basis)
    except BadQuestion as fault:
        if basis != "stated":
            return DateMention(told.start, told.end, words, _unfilled(told), told.kind, None, f"The context does not fit: {fault}.")
        return DateMention(told.start, told.end, words, When(), told.kind, f"This is no date: {fault}.")
    kind = "span" if told.opening else told.kind
    return DateMention(told.start, told.end, words, when, kind, None, why or told.why)


def _unfilled(told: Told) -> When:
    """What was told, as it stands, where the context cannot complete it (February 29 of a common year)."""
    return When() if told.edtf is None or told.want not in ("year", "that year") else edtf_when(told.edtf)


def _opened(edtf: str, told: Told) -> str:
    """With "about" as a mark of doubt, and "since" or "until" as an open interval, which only a single date can bear."""
    single = not any(mark in edtf for mark in "/[")
    if told.about and single and not edtf.endswith("~"):
        edtf += "~"
    if told.opening == "" or edtf.startswith("["):
        return edtf
    start, _, end = edtf.partition("/")
    return f"../{start}" if told.opening == "before" else f"{end or start}/.."


def _asked(told: Told, scene: Scene) -> tuple[str | None, Basis, str | None]:
    """The EDTF, how it was reached, and the sentence that says so."""
    if told.want == "":
        return told.edtf, "stated", told.why
    if told.want == "nothing":
        return None, "stated", told.why
    if told.want == "year":
        return _year(told, scene)
    if told.want == "that year":
        anchor = scene.nearest(NAMED_REACH, False)
        if anchor is None or anchor.point.year is None or told.edtf is None:
            return told.edtf, "stated", "The year it speaks of is not told before it."
        year = anchor.point.year + told.steps
        return _filled(told.edtf, year), "computed" if told.steps else "context", f"The year is that of {anchor.edtf}, told before."
    if told.want == "month":
        return _month(told, scene)
    if told.want == "decade":
        return _decade(told, scene)
    if told.want == "same":
        return _same(told, scene)
    if told.want == "step":
        return _step(told, scene)
    edtf, why = scene.deixis.date_of(told)
    return edtf, "computed", why


def _year(told: Told, scene: Scene) -> tuple[str | None, Basis, str | None]:
    edtf = told.edtf or ""
    anchor = scene.nearest(YEAR_REACH, True)
    if anchor is not None and anchor.point.year is not None:
        month = int(edtf[5:7]) if edtf[5:7].isdigit() else None
        before = anchor.point.month
        if month is not None and before is not None and before - month > TURN_OF_YEAR:
            return edtf, "stated", f"The last date told is {anchor.edtf}; whether this is of that year or the next is not told."
        return _filled(edtf, anchor.point.year), "context", f"The year is that of {anchor.edtf}, told shortly before."
    if scene.heading is not None:
        return _filled(edtf, scene.heading), "context", f"The year is that of the heading, {scene.heading}."
    own = scene.deixis.nearest_year(edtf, (one.point.year for one in scene.anchors if not one.weak))
    if own is not None:
        return _filled(edtf, own), "context", f"The year is the one nearest to the date the document bears, {scene.deixis.date}."
    return edtf, "stated", "No year is told near enough to be carried over."


def _filled(edtf: str, year: int) -> str:
    return edtf.replace("XXXX", f"{year:04}") if 0 <= year <= 9999 else edtf


def _month(told: Told, scene: Scene) -> tuple[str | None, Basis, str | None]:
    """The 12th: of the month of the last date, unless that date lies later in its month."""
    anchor = scene.anchors[-1] if scene.anchors else None
    edtf = told.edtf or ""
    if anchor is None or anchor.point.month is None or scene.sentence - anchor.sentence > YEAR_REACH:
        return None, "stated", "The month it is a day of is not told before it."
    if anchor.paragraph != scene.paragraph:
        return None, "stated", "The month it is a day of is not told in this paragraph."
    point = replace(anchor.point, day=int(edtf[-2:]))
    return point.edtf(), "context", f"The month is that of {anchor.edtf}, told shortly before."


def _decade(told: Told, scene: Scene) -> tuple[str | None, Basis, str | None]:
    """The '90s: of the century of the last year told, or of the document's own."""
    anchor = scene.nearest(NAMED_REACH, False)
    year = anchor.point.year if anchor is not None else scene.deixis.year
    if year is None:
        masks = [one.edtf for one in scene.anchors[-3:] if one.edtf[:2].isdigit()]
        year = int(masks[-1][:2]) * 100 if masks else None
    if year is None or told.edtf is None:
        return None, "stated", "The century of this decade is not told."
    return f"{year // 100:02}{told.edtf[2:]}", "context", "The century is that of the last year told before."


def _same(told: Told, scene: Scene) -> tuple[str | None, Basis, str | None]:
    anchor = _told_last(scene)
    if anchor is None:
        return None, "context", "The date it points back to is not told before it."
    point = anchor.point
    kept: Point | None = None
    if told.unit == "day":
        # "this date" takes up whatever was told, as it was told
        kept = point if point.day is not None else None
    elif told.unit == "month":
        kept = replace(point, day=None) if point.month is not None else None
    elif told.unit == "year":
        kept = Point(point.year) if point.year is not None else None
    elif told.unit == "decade" and point.year is not None:
        kept = Point(mask=f"{point.year // 10:03}X")
    elif told.unit == "week":
        week = stepped(point, "next week", 0)
        kept = Point(mask=week) if week is not None else None
    elif told.unit == "century" and point.year is not None:
        kept = Point(mask=f"{point.year // 100:02}XX")
    if kept is None:
        return None, "context", f"The last date told, {anchor.edtf}, is too wide to be taken up."
    return kept.edtf(), "context", f"It takes up {anchor.edtf}, told before."


def _step(told: Told, scene: Scene) -> tuple[str | None, Basis, str | None]:
    if told.edtf is not None:
        date = parts_of(told.edtf)
        edtf = None if date is None else stepped(date, told.unit, told.steps)
        return edtf, "computed", f"Counted from {told.edtf}."
    anchor = _told_last(scene)
    if anchor is None:
        return None, "computed", "The date it is counted from is not told before it."
    edtf = stepped(anchor.point, told.unit, told.steps)
    why = f"Counted from {anchor.edtf}, told before."
    return edtf, "computed", why if edtf is not None else f"The last date told, {anchor.edtf}, is too wide to count from."


def _told_last(scene: Scene) -> Anchor | None:
    """The last anchor in this paragraph or the one before, near enough to be pointed back to."""
    return scene.nearest(NAMED_REACH, False)


def parts_of(edtf: str) -> Point | None:
    """The parts of a single date, or of the end of an interval; None where it has none (sets, decades, centuries)."""
    if edtf[:1] in "[{":
        return None
    bare = edtf.removeprefix("../").removesuffix("/..")
    pieces = bare.rpartition("/")[2].rstrip("~?%").split("-")
    if pieces[0] == "" or len(pieces) > 3 or not all(piece.isdigit() or set(piece) == {"X"} for piece in pieces):
        return None
    numbers = [int(piece) if piece.isdigit() else None for piece in pieces] + [None, None]
    month = numbers[1] if numbers[1] is not None and numbers[1] <= 12 else None
    return Point(numbers[0], month, numbers[2])


def _keep(mention: DateMention, scene: Scene) -> None:
    edtf = mention.when.edtf
    if edtf is None:
        return
    point = parts_of(edtf)
    if point is None and not edtf[:2].isdigit():
        return
    scene.anchors.append(Anchor(point or Point(), edtf, scene.sentence, scene.paragraph, mention.kind == "part"))


def heading_year(title: str, mentions: Sequence[DateMention]) -> int | None:
    """The year a heading tells, where it tells one and no more ("1994", "In May 1994"); None otherwise."""
    years = {point.year for one in mentions if one.when.edtf is not None and (point := parts_of(one.when.edtf)) is not None}
    if len(years) != 1 or any(one.when.edtf is not None and "/" in one.when.edtf for one in mentions):
        return None
    return years.pop() if len(title) <= 80 else None


def known(edtf: str | None) -> str | None:
    """A document's own date where it is EDTF, None otherwise."""
    if edtf is None:
        return None
    try:
        parse_edtf(edtf)
    except BadQuestion:
        return None
    return edtf
