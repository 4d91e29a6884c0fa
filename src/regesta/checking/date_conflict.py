"""A length of time that does not fit the date it is told with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.measures import MEASURE, Measure, measure_of
from regesta.checking.mentioned import dates_in, in_body
from regesta.model import DateMention, Finding, Rule, Span

RULE = Rule(
    id="date-conflict",
    severity="warning",
    title="Two times told for the beginning of one thing",
    about=(
        "A sentence says for how long something has been, and when it began, and the two do not fit. Counted to the document's own "
        "date, else to the latest year it tells; a sixth more or less is allowed, a tenth where the length is told without “about”."
    ),
    good="By 2020 the community, whose history dates back about sixteen centuries, had begun to settle there in the early fifth century.",
    bad="By 2020 the community, whose history dates back about two millennia, had begun to settle there in the early fifth century.",
)

# behind or before a length: it is counted back from now
_BACK = re.compile(
    r"(?:\b(?:dat(?:es?|ed|ing)|go(?:es)?|going|went|stretch(?:es|ing|ed)?|reach(?:es|ing)?|extend(?:s|ing)?)\s+back\s+(?:for\s+)?"
    r"|\bhistory\s+of\s+|\b(?:has|have)\s+(?:\w+\s+){1,4}for\s+|\btradition\s+of\s+)$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"^(?:\s+ago\b|[\s-](?:old|long)\b|(?:\s+of)?\s+(?:history|presence|settlement|tradition)\b)", re.IGNORECASE
)
# what says that a date is when something began
_BEGAN = re.compile(
    r"\b(?:beg[aiu]n(?:ning|s)?|start(?:ed|ing|s)?|since|settle[ds]?|settling|found(?:ed|ing)|establish(?:ed|ing)|dat(?:es?|ing)\s+"
    r"(?:from|to|back\s+to)|arriv(?:ed|ing|al)|origin(?:s|ated|ating)?|came\s+into\s+being|created|from)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
ABOUT, PLAIN = 0.15, 0.10
LONG = 36525.0  # days: a length told in centuries may be counted to any late date of the document


def check(case: Case) -> Iterator[Finding]:
    """One finding for each sentence that tells a length counted back from now and a beginning that it shuts out."""
    text = case.document.text
    now = _own_year(case)
    told = [
        year for one in case.reading.dates if in_body(case, one.start) for year in _YEAR.findall(one.when.edtf or "")
    ]
    latest = max(map(int, told), default=None)
    for sentence in case.document.sentences:
        if not in_body(case, sentence.start):
            continue
        for match in MEASURE.finditer(text, sentence.start, sentence.end):
            length = measure_of(match)
            year = now if now is not None else latest if length.step >= LONG else None
            if year is None or not _counted_back(text, match, sentence):
                continue
            for mention in dates_in(case, sentence.start, sentence.end):
                if mention.start >= match.end() or mention.end <= match.start():
                    yield from _compared(case, match, length, mention, year)


def _counted_back(text: str, match: re.Match[str], sentence: Span) -> bool:
    before, behind = text[sentence.start : match.start()], text[match.end() : match.end() + 20]
    return bool(_BACK.search(before) or _AHEAD.match(behind))


def _compared(case: Case, match: re.Match[str], length: Measure, mention: DateMention, year: int) -> Iterator[Finding]:
    text = case.document.text
    edges = _years(mention)
    if edges is None or not _BEGAN.search(text[max(0, mention.start - 90) : mention.start]):
        return
    if "." in text[min(match.end(), mention.end) : max(match.start(), mention.start)].replace("c.", ""):
        return
    low, high = year - edges[1], year - edges[0]
    told = length.days / 365.25
    slack = told * (PLAIN if length.about in ("", "exactly", "precisely") else ABOUT)
    least = told - slack if length.about not in ("less than", "under") else 0.0
    most = told + slack if length.about not in ("more than", "over", "at least") else 1e9
    if high < least or most < low:
        spans = [(match.start(), match.end()), (mention.start, mention.end)]
        since = f"{low} to {high}" if low != high else str(low)
        message = f"“{match[0]}” and “{mention.text}” do not fit: from then to {year} are {since} years."
        yield finding(RULE, case, spans, message)


_EARLY = re.compile(r"\b(?:early|beginning|start|turn)\b", re.IGNORECASE)
_LATE = re.compile(r"\b(?:late|end|close)\b", re.IGNORECASE)


def _years(mention: DateMention) -> tuple[int, int] | None:
    """The first and last year a mention allows; an "early" century is its first third, a "late" one its last."""
    when = mention.when
    if when.earliest is None or when.latest is None or mention.kind not in ("date", "span") or "/" in (when.edtf or ""):
        return None
    first, last = int(when.earliest[:-6]), int(when.latest[:-6])
    if last - first >= 99:
        if _EARLY.search(mention.text):
            last = first + 33
        elif _LATE.search(mention.text):
            first = last - 33
    return first, last


def _own_year(case: Case) -> int | None:
    date = case.document.front.date
    return int(date[:4]) if date is not None and date[:4].isdigit() else None
