"""A weekday that does not fit its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import in_body
from regesta.model import DateMention, Finding, Rule

RULE = Rule(
    id="weekday",
    severity="error",
    title="A weekday that does not fit its date",
    about=(
        "The calendar gives another weekday for the date. Before 1924 a date may be of the Julian calendar, which several states "
        "kept so long; in a document that names one of them a weekday that fits there is not reported."
    ),
    good="The talks began on Monday, 3 May 1999.",
    bad="The talks began on Tuesday, 3 May 1999.",
)

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED = r"(?P<day>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_INSIDE = re.compile(_NAMED)
_BEFORE = re.compile(_NAMED + r"(?:\s+(?:morning|afternoon|evening|night))?,?\s+\(?(?:the\s+)?$")
_BEHIND = re.compile(
    rf"^(?:,?\s*\(?(?:a\s+)?{_NAMED.replace('(?:day)?', 'day')}|\s*\((?P<short>Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b)"
)
_PAPER = re.compile(r"(?!(?:On|In|By|At|Till|From)\s)[A-Z]\w+\s+$")
# Greece was the last to leave the Julian calendar, in 1923
JULIAN_UNTIL = 1923
# states, and what they were parts of, that kept it after Britain and Sweden had left it in 1753
JULIAN = frozenset(
    """RUS SUHH UKR BLR EST LVA LTU FIN POL GEO ARM AZE MDA KAZ BGR SRB YUCS MNE ROU GRC CYP MKD ALB TUR EGY ETH ERI BIH HRV
    CSHH""".split()
) | {"ottoman empire"}
GREGORIAN_FROM = 1753
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(case: Case) -> Iterator[Finding]:
    """One finding for each day told with a weekday that no calendar then in use gives it."""
    eastern = any(one.code in JULIAN for one in case.reading.names.states)
    for mention in case.reading.dates:
        edtf = mention.when.edtf or ""
        if _DAY.fullmatch(edtf) is None or mention.kind == "relative" or mention.when.basis == "computed":
            continue
        told = _weekday(case.document.text, mention)
        if told is None or not in_body(case, mention.start):
            continue
        start, end, name = told
        day = date.fromisoformat(edtf)
        fits = {DAYS[day.weekday()]}
        if day.year <= JULIAN_UNTIL and (eastern or day.year < GREGORIAN_FROM):
            fits.add(DAYS[(day + timedelta(days=_lag(day))).weekday()])
        if name not in fits:
            message = f"“{case.document.text[start:end]}”: {day.day} {day:%B} {day.year} was a {DAYS[day.weekday()]}."
            yield finding(RULE, case, [(start, end)], message)


def _weekday(text: str, mention: DateMention) -> tuple[int, int, str] | None:
    """The span of weekday and date together, and the weekday's full name."""
    inside = _INSIDE.search(text[mention.start : mention.end])
    paper = inside is not None and not inside[0].endswith("day") and _PAPER.search(text[: mention.start][-30:])
    if inside is not None and not paper:  # the Fiji Sun, 26 June 2010
        return mention.start, mention.end, _full(inside["day"])
    low = max(0, mention.start - 30)
    before = _BEFORE.search(text[low : mention.start])
    if before is not None:
        return low + before.start(), mention.end, _full(before["day"])
    behind = _BEHIND.match(text[mention.end : mention.end + 16])
    if behind is not None:
        return mention.start, mention.end + behind.end(), _full(behind["day"] or behind["short"])
    return None


def _full(short: str) -> str:
    return next(day for day in DAYS if day.startswith(short[:3]))


def _lag(day: date) -> int:
    """Days by which the Julian calendar lay behind."""
    return 13 if day.year >= 1900 else 12 if day.year >= 1800 else 11 if day.year >= 1700 else 10
