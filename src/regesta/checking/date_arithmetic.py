"""A relative date that does not fit its anchor: "two months after its independence, on 25 December 1991"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.measures import MEASURE, Measure, gap, measure_of
from regesta.checking.mentioned import dates_in, in_body, sentence_around
from regesta.checking.named_things import dates_of
from regesta.checking.wording import dated
from regesta.model import DateMention, Entry, Finding, Rule, Span, When

RULE = Rule(
    id="date-arithmetic",
    severity="warning",
    title="A length of time that does not fit its two dates",
    about=(
        "A sentence dates an act both outright and by its distance from another, or a stretch both by its ends and by its length, "
        "and the two differ by more than one unit of what is told. The anchor is a date told before, or the act that the words "
        "name (“its independence”) where the document dates it."
    ),
    good="Azerbaijan declared its independence on 18 October 1991. Two months after its independence, on 25 December 1991, Israel recognised it.",
    bad="Azerbaijan declared its independence on 18 October 1991. Six months after its independence, on 25 December 1991, Israel recognised it.",
)

# the act that a noun behind "after" names
_NOUNS = tuple((re.compile(rf"\b(?:{noun})", re.IGNORECASE), act) for noun, act in (
    (r"independence", "independence"), (r"recognition|recogni[sz]ing", "recognition"),
    (r"(?:establish\w+|opening) of (?:\w+ )?(?:diplomatic )?(?:relations|ties)", "relations_established"),
    (r"(?:severance|severing|break\w*|rupture|suspension) of (?:\w+ )?(?:diplomatic )?(?:relations|ties)", "relations_severed"),
    (r"(?:resumption|restoration) of (?:\w+ )?(?:diplomatic )?(?:relations|ties)", "relations_resumed"),
    (r"(?:opening|establishment) of (?:the|its|an?|their) (?:\w+ )?(?:embassy|legation|mission)", "mission_opened"),
    (r"(?:visit|trip|journey)\b", "visit"), (r"(?:signing|conclusion|signature)\b|(?:treaty|agreement|accord)\b", "agreement"),
))  # fmt: skip
_AFTER = re.compile(r"^\s*(?:to\s+the\s+day\s+)?(?:after|following|subsequent\s+to|since|from)\s", re.IGNORECASE)
_BEFORE = re.compile(r"^\s*(?:before|prior\s+to|ahead\s+of)\s", re.IGNORECASE)
_LATER = re.compile(r"^\s*(?P<way>later|afterwards?|earlier|before(?:hand)?)\s*[,(–—]?\s*(?:on|in)?\s*$", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|lasted|lasting|during|of|in)\s+(?:a\s+period\s+of\s+)?$", re.IGNORECASE)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each length of time that its two dates shut out."""
    text = case.document.text
    for sentence in case.document.sentences:
        if not in_body(case, sentence.start):
            continue
        dates = list(dates_in(case, sentence.start, sentence.end))
        for match in MEASURE.finditer(text, sentence.start, sentence.end):
            length = measure_of(match)
            yield from _from_act(case, sentence, match, length, dates)
            yield from _from_date(case, match, length, dates)
            yield from _of_span(case, match, length, dates)
            yield from _of_break(case, match, length, dates)
        yield from _of_neighbour(case, sentence, dates)


_ENDS_IN_COMMA = re.compile(r",\s*(?:on|in)?\s*$")


def _from_act(
    case: Case, sentence: Span, match: re.Match[str], length: Measure, dates: list[DateMention]
) -> Iterator[Finding]:
    """Two months after its independence, on 25 December 1991."""
    text = case.document.text
    behind = text[match.end() : sentence.end]
    sign = 1 if _AFTER.match(behind) else -1 if _BEFORE.match(behind) else 0
    plain = [one for one in dates if one.start > match.end() + 6 and _is_plain(one)]
    if sign == 0 or not plain:
        return
    told, counted = plain[0], None
    if len(plain) > 1 and _ENDS_IN_COMMA.search(text[plain[0].end : plain[1].start]):
        counted, told = plain[:2]  # "twenty years after the treaty of 1972, in 2002"
    if told.start - match.end() > 90:
        return
    words = text[match.end() : told.start]
    if ";" in words:
        return
    if counted is not None and text[counted.end : told.start].strip(" onithe") == ",":
        spans = [(match.start(), told.end), (counted.start, counted.end)]
        yield from _judged(case, (match, length), (counted.when, told.when), sign, spans)
        return
    if not _ENDS_IN_COMMA.search(words):
        return  # "two months after the treaty of 1991": the date is the anchor's own
    act = next((name for noun, name in _NOUNS if noun.search(words)), None)
    anchor = _anchor(case, act, sentence, told) if act is not None else _begun(case, sentence, words)
    if anchor is None:
        return
    yield from _judged(
        case, (match, length), (anchor.when, told.when), sign, [(match.start(), told.end), (anchor.start, anchor.end)]
    )


# "ten years after the Great Project had begun"
_HAD_BEGUN = re.compile(
    r"(?P<thing>(?:the\s+)?[^,;]{6,60}?)\s+(?:had\s+(?:been\s+)?|was\s+|were\s+)?"
    r"(?:begun|began|started|opened|launched|founded|created|established|introduced|signed|inaugurated|completed)\s*,?\s*(?:on|in)?\s*$"
)
_BEGINS = re.compile(
    r"\b(?:first|began|begun|start\w*|open\w*|launch\w*|found\w*|creat\w*|establish\w*|introduc\w*|sign\w*|inaugurat\w*|complet\w*)\b",
    re.IGNORECASE,
)


def _begun(case: Case, sentence: Span, words: str) -> DateMention | None:
    """The date at which something named in the words of a length began, where one sentence alone tells it."""
    told = _HAD_BEGUN.search(words)
    if told is None:
        return None
    found = []
    for one in dates_of(case, _AFTER.sub("", _BEFORE.sub("", told["thing"])), sentence.start):
        home = sentence_around(case, one.start, one.end)
        if _is_plain(one) and _BEGINS.search(case.document.text, home.start, home.end):
            found.append(one)
    return found[0] if len({one.when.edtf for one in found}) == 1 else None


def _anchor(case: Case, act: str | None, sentence: Span, told: DateMention) -> Entry | None:
    """The one act of that kind told before with a date, among the parties of what the sentence tells."""
    here = [entry for entry in case.reading.entries if sentence.start <= entry.start < sentence.end]
    parties = {state for entry in here if entry.when.edtf == told.when.edtf for state in entry.states}
    found = [
        entry
        for entry in case.reading.entries
        if entry.act == act
        and entry.start < sentence.start
        and entry.when.earliest is not None
        and entry.modality == "asserted"
        and len(entry.when.edtf or "") >= 7
        and (not parties or parties & set(entry.states[:1]))
    ]
    return found[-1] if len({entry.when.edtf for entry in found}) == 1 else None


def _from_date(case: Case, match: re.Match[str], length: Measure, dates: list[DateMention]) -> Iterator[Finding]:
    """In 1994 ...; two years later, in 1996."""
    text = case.document.text
    told = next((one for one in dates if one.start >= match.end() and _is_plain(one)), None)
    way = _LATER.match(text[match.end() : told.start]) if told is not None and told.start - match.end() <= 24 else None
    start = match.start()
    if way is None:
        # on 13 July 1994, ten days later
        told = next((one for one in reversed(dates) if one.end <= match.start() and _is_plain(one)), None)
        way = _LATER_BEHIND.match(text[match.end() : match.end() + 20])
        if told is None or way is None or _COMMA.fullmatch(text, told.end, match.start()) is None:
            return
        start = told.start
    # "a week later" is counted from a day or month, and not from a year told in passing
    anchor = next(
        (
            one
            for one in reversed(case.reading.dates)
            if one.end <= start and _is_plain(one) and (length.step >= YEAR or len(one.when.edtf or "") >= 7)
        ),
        None,
    )
    if anchor is None or told is None or start - anchor.end > REACH or not in_body(case, anchor.start):
        return
    sign = -1 if way["way"].lower() in ("earlier", "before", "beforehand") else 1
    yield from _judged(
        case,
        (match, length),
        (anchor.when, told.when),
        sign,
        [(min(match.start(), told.start), max(match.end(), told.end)), (anchor.start, anchor.end)],
    )


YEAR = 365  # days
LOOSE = 0.2  # of a decade or a century, which are told of eight years or of eighty
_COMMA = re.compile(r"\s*,\s*(?:that\s+is,?\s+)?")
_LATER_BEHIND = re.compile(r"\s*(?P<way>later|afterwards?|earlier|before(?:hand)?)\s*[,.;)]", re.IGNORECASE)
_BREAK = re.compile(r"\b(?:interval|interruption|gap|break|pause|suspension|absence)\s+of\s+$", re.IGNORECASE)
_WITHIN = re.compile(r"\bwithin\s+$", re.IGNORECASE)


def _of_break(case: Case, match: re.Match[str], length: Measure, dates: list[DateMention]) -> Iterator[Finding]:
    """Suspended in 1962 and restored in 1976, after an interval of fourteen years; within two years, in 1964."""
    text = case.document.text
    before = [one for one in dates if one.end <= match.start() and _is_plain(one)]
    if _BREAK.search(text, max(0, match.start() - 30), match.start()) and len(before) == 2:
        spans = [(match.start(), match.end()), (before[1].start, before[1].end), (before[0].start, before[0].end)]
        yield from _judged(case, (match, length), (before[0].when, before[1].when), 1, spans)
    if _WITHIN.search(text, max(0, match.start() - 10), match.start()):
        told = next((one for one in dates if one.start >= match.end() and _is_plain(one)), None)
        anchor = next(
            (one for one in reversed(case.reading.dates) if one.end <= match.start() and _is_plain(one)), None
        )
        if told is None or anchor is None or not _ENDS_IN_COMMA.fullmatch(text, match.end(), told.start):
            return
        if match.start() - anchor.end <= REACH and in_body(case, anchor.start):
            within = replace(length, about="less than")
            spans = [(match.start(), told.end), (anchor.start, anchor.end)]
            yield from _judged(case, (match, within), (anchor.when, told.when), 1, spans)


_NEXT = re.compile(
    r"\b(?:the\s+)?(?:following|next)\s+(?P<unit>year|month|day)\s*,\s*(?:on\s+|in\s+)?(?:the\s+)?$", re.IGNORECASE
)
_UNIT = {"year": 4, "month": 7, "day": 10}  # figures of a date, "YYYY-MM-DD", that tell the unit
MOST = {"year": 2 * 366, "month": 62, "day": 2}  # days between two that follow one another


def _of_neighbour(case: Case, sentence: Span, dates: list[DateMention]) -> Iterator[Finding]:
    """The following year, in 1985: no date told shortly before lies a year back."""
    text = case.document.text
    for told in dates:
        led = _NEXT.search(text, sentence.start, told.start) if _is_plain(told) else None
        if led is None or len(told.when.edtf or "") < _UNIT[led["unit"].lower()]:
            continue
        unit = led["unit"].lower()
        low = max(0, led.start() - REACH)
        anchors = [
            one
            for one in dates_in(case, low, led.start())
            if _is_plain(one) and len(one.when.edtf or "") >= _UNIT[unit]
        ]
        gaps = [gap(one.when, told.when) for one in anchors]
        if anchors and not any(one is not None and one[1] >= 1 and one[0] <= MOST[unit] for one in gaps):
            spans = [(led.start(), told.end), (anchors[-1].start, anchors[-1].end)]
            message = f"“{text[led.start() : told.end]}” does not fit: the date told before is {anchors[-1].text}."
            yield finding(RULE, case, spans, message)


REACH = 400  # code points back to the date that a length is counted from
_SAID_AGAIN = re.compile(r"\s*[,(–—]\s*(?:or|that is|a period of|for|a span of)?\s*(?:a total of )?")
_OPENED = re.compile(r"\s*[,(]\s*")


def _of_span(case: Case, match: re.Match[str], length: Measure, dates: list[DateMention]) -> Iterator[Finding]:
    """From 1993 to 2003, for twelve years."""
    text = case.document.text
    for span in dates:
        start, stroke, end = (span.when.edtf or "").partition("/")
        if not stroke or ".." in (start, end) or span.when.basis != "stated" or not (start[:4] + end[:4]).isdigit():
            continue
        between = text[span.end : match.start()] if span.end <= match.start() else text[match.end() : span.start]
        close = span.end <= match.start() and _SAID_AGAIN.fullmatch(between)
        ahead = match.end() <= span.start and _OPENED.fullmatch(between) and _FOR.search(text[: match.start()][-40:])
        if (close or ahead) and (when := _ends(span)) is not None:
            yield from _judged(
                case, (match, length), when, 1, [(min(span.start, match.start()), max(span.end, match.end()))]
            )


def _ends(span: DateMention) -> tuple[When, When] | None:
    start, _, end = (span.when.edtf or "").partition("/")
    if span.when.earliest is None or span.when.latest is None or len(start) != len(end):
        return None
    return (
        When(start, span.when.earliest, _to_end(span.when.earliest, len(start))),
        When(end, _to_start(span.when.latest, len(end)), span.when.latest),
    )


def _to_end(day: str, precision: int) -> str:
    return day if precision > 7 else day[:8] + "28" if precision == 7 else day[:5] + "12-31"


def _to_start(day: str, precision: int) -> str:
    return day if precision > 7 else day[:8] + "01" if precision == 7 else day[:5] + "01-01"


_BARE_YEAR = re.compile(r"\d{4}")


def _judged(
    case: Case, told: tuple[re.Match[str], Measure], ends: tuple[When, When], sign: int, spans: list[tuple[int, int]]
) -> Iterator[Finding]:
    match, length = told
    between = gap(*ends) if sign > 0 else gap(ends[1], ends[0])
    if between is None:
        return
    if length.step >= 365 and all(_BARE_YEAR.fullmatch(one.edtf or "") for one in ends):
        # two bare years: the text has counted them itself, and may be out by the one it began in
        years = sign * (int(ends[1].edtf or "") - int(ends[0].edtf or "")) * 365.25
        between = (int(years - 365.25), int(years + 365.25))
        loose = 0.5 * length.step if length.step <= YEAR + 1 else LOOSE * length.days
        slack = loose if not length.about else 0.2 * length.days
    else:
        step = length.step if length.step <= YEAR + 1 else LOOSE * length.days
        slack = max(step, 0.1 * length.days) * (1.5 if length.about else 1.0)
    # one unit of slack either way, and a tenth of what is told: "two months" may be seven weeks, or eleven
    least = 0.0 if length.about in ("less than", "under", "merely", "only", "barely") else length.days - slack
    most = float("inf") if length.about in ("more than", "over", "at least") else length.days + slack
    if between[1] <= least or most <= between[0]:
        message = f"“{match[0]}” does not fit: from {dated(ends[0].edtf)} to {dated(ends[1].edtf)} are {_said(between, length)}."
        yield finding(RULE, case, spans, message)


def _said(between: tuple[int, int], length: Measure) -> str:
    low, high = sorted(abs(days) / length.step for days in between)
    plural = length.unit.replace("century", "centurie").replace("millennium", "millennia").removesuffix("s")
    if round(low) == round(high):
        return f"about {round(low)} {plural}s"
    return f"{round(low)} to {round(high)} {plural}s"


def _is_plain(mention: DateMention) -> bool:
    return (
        mention.kind == "date"
        and mention.when.earliest is not None
        and mention.when.basis in ("stated", "context")
        and "XX" not in (mention.when.edtf or "XX")
    )
