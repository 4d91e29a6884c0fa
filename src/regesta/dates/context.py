"""What the context adds to what words tell: the year of "January 28", the day of "the same day".

Anchors are the dates told before. A year is carried over within its sentence and from the sentences just before in the
same paragraph, no farther; where the text has moved on, the year stays unknown. Nothing is ever carried backwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from regesta.dates.calendars import stepped
from regesta.dates.deixis import Deixis
from regesta.dates.edtf import edtf_when, parse_edtf
from regesta.dates.told import Point, Told
from regesta.errors import BadQuestion
from regesta.model import Basis, DateMention, When

# An EDTF date, how it was reached, and the sentence that says so.
Asked = tuple[str | None, Basis, str | None]

# How many sentences back, within a paragraph, a year is carried: "On March 22, 1994 he came. He stayed. On April 2 ..."
# A reader who has met two sentences without a date no longer knows the year to be the same.
YEAR_REACH = 2
# "That year" and "two months later" point back by their own words, and so reach farther, into the paragraph before.
NAMED_REACH = 6
# How many dates back the years are looked at that say of what time a text speaks.
YEARS_KEPT = 16
# A month this far before that of the anchor ("December 20, 1991 ... January 5") may as well be next year's.
TURN_OF_YEAR = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date told before: its parts, and where (numbers of sentence and paragraph).

    `weak`: told only in passing; `sure`: told outright.
    """

    point: Point
    edtf: str
    sentence: int
    paragraph: int
    weak: bool = False
    sure: bool = True


@dataclass
class Scene:
    """What is known when a date is read: the anchors so far, the place, the document's own date, the heading's year.

    `item`: the paragraph is an item of a list or a row of a table, which stand each by itself below their heading.
    """

    deixis: Deixis
    anchors: list[Anchor] = field(default_factory=list)
    sentence: int = 0
    paragraph: int = 0
    heading: int | None = None
    item: bool = False
    stands: bool = False  # the year is that of a line that is no heading, and good for the list below it alone

    def years(self) -> Iterator[int | None]:
        """The years told last, but for those told in passing."""
        return (one.point.year for one in self.anchors[-YEARS_KEPT:] if not one.weak)

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


def resolve(told: Told, text: str, scene: Scene) -> DateMention | None:
    """The mention of what was told, its context asked, and its anchor left in the scene for those that follow.

    None for a "today" that means nowadays, as it does in every text but one of its day; and for a month or season that
    opens a line, where no heading tells its year ("May: ..." may be who is speaking).
    """
    if told.want == "heading" and scene.heading is None:
        return None
    if told.unit == "today" and not scene.deixis.is_of_its_day(scene.years()):
        return None
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
        if basis != "stated" and scene.heading is not None and why == _of_heading(scene.heading):
            return DateMention(told.start, told.end, words, When(), told.kind, f"This is no date: {fault}. {why}")
        if basis != "stated":
            why = f"The context does not fit: {fault}."
            return DateMention(told.start, told.end, words, _unfilled(told), told.kind, None, why)
        return DateMention(told.start, told.end, words, When(), told.kind, f"This is no date: {fault}.")
    kind = "span" if told.opening else told.kind
    return DateMention(told.start, told.end, words, when, kind, None, why or told.why)


def _unfilled(told: Told) -> When:
    """What was told, as it stands, where the context cannot complete it (February 29 of a common year)."""
    return When() if told.edtf is None or told.want not in ("year", "that year", "heading") else edtf_when(told.edtf)


def _opened(edtf: str, told: Told) -> str:
    """With "about" as a mark of doubt, and "since" or "until" as an open interval."""
    single = not any(mark in edtf for mark in "/[")
    if told.about and single and not edtf.endswith("~"):
        edtf += "~"
    if told.opening == "" or edtf.startswith("["):
        return edtf
    start, _, end = edtf.partition("/")
    return f"../{start}" if told.opening == "before" else f"{end or start}/.."


def _asked(told: Told, scene: Scene) -> Asked:
    """The EDTF, how it was reached, and the sentence that says so."""
    if told.want == "":
        return told.edtf, "stated", told.why
    if told.want == "nothing":
        return None, "stated", told.why
    if told.want in ("year", "heading"):
        return _year(told, scene)
    if told.want == "that year":
        return _that_year(told, scene)
    if told.want == "month":
        return _month(told, scene)
    if told.want == "decade":
        return _decade(told, scene)
    if told.want == "same":
        return _same(told, scene)
    if told.want == "step":
        return _step(told, scene)
    if told.want == "extent":
        return _extent(told, scene)
    if told.want == "day of":
        return _day_of(told, scene)
    edtf, why = scene.deixis.date_of(told)
    return edtf, "computed", why


def _that_year(told: Told, scene: Scene) -> Asked:
    """The year meant by "of that year"; "last year" and "next year" lean on the day of writing, and only on it."""
    edtf, deixis = told.edtf or "", scene.deixis
    if told.unit == "own" and deixis.year is not None and deixis.is_of_its_day(scene.years()):
        return _filled(edtf, deixis.year + told.steps), "computed", f"Counted from the document's date, {deixis.date}."
    anchor = scene.nearest(NAMED_REACH, False)
    if anchor is None or anchor.point.year is None or (told.unit == "own" and told.steps):
        return edtf, "stated", "The year it speaks of is not told before it."
    basis: Basis = "computed" if told.steps else "context"
    return _filled(edtf, anchor.point.year + told.steps), basis, f"The year is that of {anchor.edtf}, told before."


def _year(told: Told, scene: Scene) -> Asked:
    edtf = told.edtf or ""
    own = scene.deixis.nearest_year(edtf, scene.years())
    near = scene.nearest(0, True)
    if own is not None and not (near is not None and near.sure and near.point.month is not None):
        return (
            _filled(edtf, own),
            "context",
            f"The year is the one nearest to the document's date, {scene.deixis.date}.",
        )
    anchor = scene.nearest(YEAR_REACH, True)
    if anchor is None and not (scene.item and scene.heading is not None):
        anchor = _running_on(edtf, scene)
    if anchor is not None and anchor.point.year is not None:
        month = int(edtf[5:7]) if edtf[5:7].isdigit() else None
        before = anchor.point.month
        if month is not None and before is not None and before - month > TURN_OF_YEAR:
            return edtf, "stated", f"Whether it is of the year of {anchor.edtf}, told before, or the next is not told."
        return _filled(edtf, anchor.point.year), "context", f"The year is that of {anchor.edtf}, told shortly before."
    if scene.heading is not None:
        return _filled(edtf, scene.heading), "context", _of_heading(scene.heading)
    return edtf, "stated", "No year is told near enough to be carried over."


def _of_heading(year: int) -> str:
    return f"The year is that of the heading, {year}."


def _running_on(edtf: str, scene: Scene) -> Anchor | None:
    """A date at the end of the paragraph before, and this one in its month or the next: the tale runs on."""
    anchor = scene.nearest(YEAR_REACH, False)
    if anchor is None or anchor.point.month is None or not edtf[5:7].isdigit() or "/" in edtf:
        return None
    gap = int(edtf[5:7]) - anchor.point.month
    same_month_before = gap == 0 and edtf[8:10].isdigit() and (anchor.point.day or 0) > int(edtf[8:10])
    return anchor if gap in (0, 1) and not same_month_before else None


def _filled(edtf: str, year: int) -> str:
    return edtf.replace("XXXX", f"{year:04}") if 0 <= year <= 9999 else edtf


def _month(told: Told, scene: Scene) -> Asked:
    """The 12th: of the month of the last date, unless that date lies later in its month."""
    anchor = scene.anchors[-1] if scene.anchors else None
    edtf = told.edtf or ""
    if anchor is None or anchor.point.month is None or scene.sentence - anchor.sentence > YEAR_REACH:
        return None, "stated", "The month it is a day of is not told before it."
    if anchor.paragraph != scene.paragraph:
        return None, "stated", "The month it is a day of is not told in this paragraph."
    point = replace(anchor.point, day=int(edtf[-2:]))
    return point.edtf(), "context", f"The month is that of {anchor.edtf}, told shortly before."


def _decade(told: Told, scene: Scene) -> Asked:
    """The '90s: of the century of the last year told, or of the document's own."""
    anchor = scene.nearest(NAMED_REACH, False)
    year = anchor.point.year if anchor is not None else scene.deixis.year
    if year is None:
        masks = [one.edtf for one in scene.anchors[-3:] if one.edtf[:2].isdigit()]
        year = int(masks[-1][:2]) * 100 if masks else None
    if year is None or told.edtf is None:
        return None, "stated", "The century of this decade is not told."
    return f"{year // 100:02}{told.edtf[2:]}", "context", "The century is that of the last year told before."


def _same(told: Told, scene: Scene) -> Asked:
    anchor = _told_last(scene)
    if anchor is None:
        return None, "context", "The date it points back to is not told before it."
    point = anchor.point
    kept: Point | None = None
    if told.unit == "date":
        kept = point
    elif told.unit == "day":
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


def _step(told: Told, scene: Scene) -> Asked:
    if told.edtf is not None:
        date = parts_of(told.edtf)
        edtf = None if date is None else stepped(date, told.unit, told.steps)
        return edtf, "computed", f"Counted from {told.edtf}."
    anchor = _told_last(scene)
    if anchor is None:
        return None, "computed", "The date it is counted from is not told before it."
    edtf = stepped(anchor.point, told.unit, told.steps)
    if edtf is None:
        return None, "computed", f"The last date told, {anchor.edtf}, is too wide to count from."
    return edtf, "computed", f"Counted from {anchor.edtf}, told before."


def _day_of(told: Told, scene: Scene) -> Asked:
    """The last or the nth day of the days told here or a sentence before."""
    near = [
        one for one in scene.anchors[-4:] if one.paragraph == scene.paragraph and scene.sentence - one.sentence <= 1
    ]
    anchor = next((one for one in reversed(near) if "/" in one.edtf), None)
    start, _, end = anchor.edtf.partition("/") if anchor is not None else ("", "", "")
    if anchor is None or len(start) != 10 or len(end) != 10 or "XX" in start:
        return None, "context", "The days that it is one of are not told before it."
    first = parts_of(start)
    day = end if told.steps < 0 or first is None else stepped(first, "day", told.steps - 1)
    if day is None or day > end:
        return None, "context", f"There is no such day among those of {anchor.edtf}, told before."
    return day, "context", f"It is one of the days of {anchor.edtf}, told before."


def _extent(told: Told, scene: Scene) -> Asked:
    """From the last date told here or a sentence before, so long; a mere duration where there is none."""
    anchor = scene.nearest(1, True)
    end = None if anchor is None or "/" in anchor.edtf else stepped(anchor.point, told.unit, told.steps)
    if anchor is None or end is None:
        return None, "stated", None
    doubt = "~" if told.about and not end.endswith("~") else ""
    return f"{anchor.point.edtf()}/{end}{doubt}", "computed", f"Counted from {anchor.edtf}, told before."


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
    weak, sure = mention.kind == "part", mention.when.basis == "stated"
    scene.anchors.append(Anchor(point or Point(), edtf, scene.sentence, scene.paragraph, weak, sure))


def heading_year(title: str, mentions: Sequence[DateMention]) -> int | None:
    """The year a heading tells, where it tells one and no more ("1994", "In May 1994"); None otherwise."""
    dates = [one.when.edtf for one in mentions if one.when.edtf is not None]
    years = {point.year for edtf in dates if (point := parts_of(edtf)) is not None}
    if len(title) > 80 or len(years) != 1 or any("/" in edtf for edtf in dates):
        return None
    return years.pop()


def is_year_line(text: str, start: int, end: int, mentions: Sequence[DateMention]) -> bool:
    """Whether the paragraph [start, end) of the text is a heading of a chronology that is printed as a line: a year and no
    more ("1994"), or several years ("1994-1996"), which tell the year of none of the lines below."""
    dates = [one for one in mentions if one.when.edtf is not None]
    if len(dates) != 1 or len(mentions) != 1 or end - start > 40:
        return False
    rest = text[start : dates[0].start] + text[dates[0].end : end]
    whole = dates[0].when.edtf or ""
    return not any(ch.isalnum() for ch in rest) and all(len(part) == 4 for part in whole.split("/"))


def known(edtf: str | None) -> str | None:
    """A document's own date where it is EDTF, None otherwise."""
    if edtf is None:
        return None
    try:
        parse_edtf(edtf)
    except BadQuestion:
        return None
    return edtf
