"""A year that stands far from all around it, and one slip of the pen away from them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import in_body, paragraph_around, sentence_around
from regesta.checking.wording import listed
from regesta.model import DateMention, Finding, Rule

RULE = Rule(
    id="year-typo",
    severity="warning",
    title="A year that may be a slip of the pen",
    about=(
        "A day or month is dated far from every other date of the document, while one digit changed, doubled or swapped puts it between "
        "the dates told before and after it, or into the time of a document that it lies far ahead of. Bare years are not "
        "looked at: texts look back."
    ),
    good="The treaty was signed on 3 May 1994. It was ratified on 4 June 1995. The embassy was opened on 6 July 1996.",
    bad="The treaty was signed on 3 May 1994. It was ratified on 4 June 1895. The embassy was opened on 6 July 1996.",
)

APART = 20  # years from every other date of the document
CLOSE = 12  # years between the date told before and the one told after


def check(case: Case) -> Iterator[Finding]:
    """One finding for each stated day or month that its neighbours speak against."""
    told = [one for one in case.reading.dates if _is_told(one) and in_body(case, one.start)]
    around = [one for one in case.reading.dates if _is_in_tale(one) and in_body(case, one.start)]
    months = Counter((one.when.edtf or "")[:7] for one in around)
    # a year carried over from the slip itself does not speak for it
    stated = [one for one in case.reading.dates if one.when.basis == "stated" and _has_year(one)]
    years = sorted(_year(one) for one in stated if in_body(case, one.start))
    for at, mention in enumerate(told):
        if len(mention.when.edtf or "") < 7 or mention.when.basis != "stated":
            continue
        message = _between_neighbours(case, told, at, years)
        if message is None and months[(mention.when.edtf or "")[:7]] == 1:
            message = (
                _swapped(case, mention, around) or _slipped(case, mention, around) or _out_of_time(case, mention, years)
            )
        if message is not None:
            yield finding(RULE, case, [(mention.start, mention.end)], message)


def _between_neighbours(case: Case, told: list[DateMention], at: int, years: list[int]) -> str | None:
    """What speaks against a year far from all others, whose neighbours a slip of the pen would put it between."""
    if not 0 < at < len(told) - 1:
        return None
    before, year, after = _year(told[at - 1]), _year(told[at]), _year(told[at + 1])
    if not 0 <= after - before <= CLOSE or not _alone(years, year):
        return None
    near = [one for one in _slips(year) if before <= one <= after]
    if not near or not _near(case, told[at - 1], told[at], told[at + 1]):
        return None
    return (
        f"{year} lies far from every other date of the document; between {before} and {after} would lie "
        f"{listed([str(one) for one in near], 'or')}, a slip of the pen away."
    )


def _swapped(case: Case, mention: DateMention, told: list[DateMention]) -> str | None:
    """What speaks against a year told once, in a tale that runs forward before and behind it without it, where its last two
    figures swapped would fit."""
    at = bisect_left(told, mention.start, key=lambda one: one.start)
    beside = told[max(0, at - 2) : at] + told[at + 1 : at + 3]
    if len(beside) < AROUND or not _near(case, told[at - 1], told[at], told[at + 1]):
        return None
    before, year, after = _year(told[at - 1]), _year(told[at]), _year(told[at + 1])
    run = [_year(one) for one in beside]
    swapped = year // 100 * 100 + year % 10 * 10 + year // 10 % 10
    if run != sorted(run) or not before <= swapped <= after <= before + NARROW:
        return None
    if before <= year <= after or abs(year - swapped) < SWAPPED:
        return None
    return f"{year} breaks the order of the dates told; between {before} and {after} would lie {swapped}, its last figures swapped."


def _slipped(case: Case, mention: DateMention, told: list[DateMention]) -> str | None:
    """What speaks against the year of an act in a tale that runs forward before and behind it, where one figure changed would
    fit; none where the sentence looks back or ahead by its words."""
    at = bisect_left(told, mention.start, key=lambda one: one.start)
    beside = told[max(0, at - 2) : at] + told[at + 1 : at + 3]
    if len(beside) < AROUND or not _near(case, told[at - 1], told[at], told[at + 1]):
        return None
    before, year, after = _year(told[at - 1]), _year(told[at]), _year(told[at + 1])
    run = [_year(one) for one in beside]
    if run != sorted(run) or after > before + NARROW or before - SWAPPED < year < after + SWAPPED:
        return None
    near = [one for one in _slips(year) if before <= one <= after]
    home = sentence_around(case, mention.start, mention.end)
    text = case.document.text
    acts = [one for one in case.reading.entries if one.start <= mention.start < one.end and one.modality == "asserted"]
    if (
        not near
        or not acts
        or _LOOKS_AWAY.search(text, home.start, home.end)
        or _OF.search(text[home.start : mention.start])
    ):
        return None
    return (
        f"{year} breaks the order of the dates told; between {before} and {after} would lie {listed([str(one) for one in near], 'or')}, "
        "a slip of the pen away."
    )


_LOOKS_AWAY = re.compile(
    r"\b(?:had|since|earlier|ago|first|original\w*|older?|previous\w*|former\w*|already|until|later|eventual\w*|finally|next|again|anniversar\w*"
    r"|modell?ed|based|under|like|unlike|compar\w*|born|repeal\w*|replac\w*|supersed\w*|renew\w*|amend\w*|last|not|only|after|before)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|dated|from)\s+$", re.IGNORECASE)


def _out_of_time(case: Case, mention: DateMention, years: list[int]) -> str | None:
    """What speaks against a year beyond all that a document tells, a slip of the pen away from its own time."""
    year = _year(mention)
    others = [one for one in years if one != year]
    ahead = year >= FUTURE and year - others[-1] >= AHEAD if others else False
    if len(others) < AROUND or not (ahead or others[0] - year >= BEHIND):
        return None
    paragraph = paragraph_around(case, mention.start)
    if _TO_COME.search(case.document.text, paragraph.start, paragraph.end):
        return None
    near = [one for one in _slips(year) if others[0] <= one <= others[-1]]
    if not near:
        return None
    return f"{year} lies far outside the time of the document, {others[0]} to {others[-1]}; a slip of the pen away are years within."


AROUND = 4  # dates that show how a tale runs
NARROW, SWAPPED = 4, 9  # years between its neighbours; years by which a swap moves a year at the least
AHEAD, BEHIND = 25, 300  # years beyond the last, and before the first, of all others
FUTURE = 2050  # no text of our time tells of these years as past
_TO_COME = re.compile(
    r"\b(?:will|shall|until|by|expir\w*|valid|lease\w*|target\w*|goal\w*|vision|plan\w*|envisag\w*|project\w*|century|ancient|medieval)\b",
    re.IGNORECASE,
)


_YEAR = re.compile(r"\d{4}")


def _has_year(mention: DateMention) -> bool:
    return _YEAR.match(mention.when.edtf or "") is not None


def _is_told(mention: DateMention) -> bool:
    return _has_year(mention) and mention.kind == "date" and mention.when.basis == "stated"


def _is_in_tale(mention: DateMention) -> bool:
    """Whether a mention tells a time within one year, outright or by what was told before it."""
    first, last = mention.when.earliest, mention.when.latest
    return (
        mention.kind in ("date", "span") and _has_year(mention) and first is not None and first[:4] == (last or "")[:4]
    )


def _year(mention: DateMention) -> int:
    return int((mention.when.edtf or "")[:4])


def _alone(years: list[int], year: int) -> bool:
    """Whether no other date of the document lies within `APART` years."""
    return bisect_left(years, year + APART) - bisect_left(years, year - APART + 1) == 1


def _near(case: Case, before: DateMention, mention: DateMention, after: DateMention) -> bool:
    """Whether both neighbours stand in the paragraph, or right beside it."""
    home = paragraph_around(case, mention.start)
    return home.start - before.end < 600 and after.start - home.end < 600


def _slips(year: int) -> list[int]:
    """The years that one digit changed, two neighbours swapped, or another century turn a year into."""
    digits = f"{year:04}"
    changed = {digits[:at] + digit + digits[at + 1 :] for at in range(4) for digit in "0123456789"}
    swapped = {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(3)}
    centuries = {century + digits[2:] for century in ("18", "19", "20")}
    return sorted(int(one) for one in (changed | swapped | centuries) - {digits} if one[0] != "0")
