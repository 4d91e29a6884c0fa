"""A year that stands far from all around it, and one slip of the pen away from them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import in_body, paragraph_around
from regesta.checking.wording import listed
from regesta.model import DateMention, Finding, Rule

RULE = Rule(
    id="year-typo",
    severity="warning",
    title="A year that may be a slip of the pen",
    about=(
        "A day or month is dated far from every other date of the document, while one digit changed, doubled or swapped puts it between "
        "the dates told before and after it. Bare years are not looked at: texts look back."
    ),
    good="The treaty was signed on 3 May 1994. It was ratified on 4 June 1995. The embassy was opened on 6 July 1996.",
    bad="The treaty was signed on 3 May 1994. It was ratified on 4 June 1895. The embassy was opened on 6 July 1996.",
)

APART = 20  # years from every other date of the document
CLOSE = 12  # years between the date told before and the one told after


def check(case: Case) -> Iterator[Finding]:
    """One finding for each stated day or month that its neighbours speak against."""
    told = [one for one in case.reading.dates if _is_told(one) and in_body(case, one.start)]
    # a year carried over from the slip itself does not speak for it
    stated = [one for one in case.reading.dates if one.when.basis == "stated" and _has_year(one)]
    years = sorted(_year(one) for one in stated if in_body(case, one.start))
    for at, mention in enumerate(told):
        if not 0 < at < len(told) - 1 or len(mention.when.edtf or "") < 7 or mention.when.basis != "stated":
            continue
        before, after = _year(told[at - 1]), _year(told[at + 1])
        year = _year(mention)
        if not 0 <= after - before <= CLOSE or _alone(years, year) is False:
            continue
        near = [one for one in _slips(year) if before <= one <= after]
        if near and _near(case, told[at - 1], mention, told[at + 1]):
            message = (
                f"{year} lies far from every other date of the document; between {before} and {after} would lie "
                f"{listed([str(one) for one in near], 'or')}, a slip of the pen away."
            )
            yield finding(RULE, case, [(mention.start, mention.end)], message)


_YEAR = re.compile(r"\d{4}")


def _has_year(mention: DateMention) -> bool:
    return _YEAR.match(mention.when.edtf or "") is not None


def _is_told(mention: DateMention) -> bool:
    return _has_year(mention) and mention.kind == "date" and mention.when.basis == "stated"


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
    """The years that one digit changed, or two neighbours swapped, turn a year into."""
    digits = f"{year:04}"
    changed = {digits[:at] + digit + digits[at + 1 :] for at in range(4) for digit in "0123456789"}
    swapped = {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(3)}
    return sorted(int(one) for one in (changed | swapped) - {digits} if one[0] != "0")
