"""A day without its year, and the years that the offices of those who took part leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from regesta.authorities import attestations_of, first_day, last_day, tenures_of
from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import date_mention, dates_in, in_body, in_heading, paragraph_around, sentence_around
from regesta.checking.witnesses import SINGLE, Row, same_people, window
from regesta.checking.wording import listed, word_of
from regesta.dates import parse_edtf
from regesta.model import Entry, Finding, Rule, Span, Tenure, When
from regesta.resolving.people import office_kinds, served_states

RULE = Rule(
    id="year-missing",
    severity="note",
    title="A day without its year",
    about=(
        "An act, or something done, is dated by day or month and no year is told near enough to be carried over. Where the offices of the people who "
        "took part are known, the years that all of them leave are offered; nothing is taken without you."
    ),
    good="The two ministers met in Davos on 28 January 1994.",
    bad="On 28 January the Israeli prime minister, Yitzhak Rabin, met the president in Davos.",
)

_DAY = re.compile(r"XXXX-\d{2}-\d{2}")
_YEARLESS = re.compile(r"XXXX-(\d{2})(?:-(\d{2}))?")
MANY = 6  # more years than these are no help


def check(case: Case) -> Iterator[Finding]:
    """One finding for each date without a year that an entry rests on, or that a sentence tells of something done."""
    seen: set[Span] = set()
    for entry in case.reading.entries:
        match = _YEARLESS.fullmatch(entry.when.edtf or "")
        if match is None or not in_body(case, entry.start):
            continue
        mention = date_mention(case, entry)
        if mention is None or (span := Span(mention.start, mention.end)) in seen:
            continue
        seen.add(span)
        years, rows = _years(case, entry, match)
        near = _between(case, mention.start, mention.end)
        message = f"“{mention.text}” has no year"
        message += (
            f"; the offices of those who took part leave {listed([str(year) for year in years])}" if years else ""
        )
        kept = years
        if years and near is not None:
            kept = [year for year in years if near[0] <= year <= near[1]]
            lie = f"lie {listed([str(year) for year in kept])}" if kept else "lies none of them"
            message += f", and between the dates told around it ({near[0]} to {near[1]}) {lie}" if kept != years else ""
        if len(years) > MANY and kept == years:
            message, kept = f"“{mention.text}” has no year", []
        found = finding(
            RULE, case, [span], message + ".", entries=[entry], evidence=[word_of(row) for row in rows[:MANY]]
        )
        yield replace(found, inferred=_inferred(entry.when.edtf or "", kept)) if kept else found
    yield from _beside(case, seen)


# what is told as done, and not of a day that comes back every year
_DONE = re.compile(r"\b(?:was|were|met|came|went|took|gave|left|sent|made|spoke|flew|[a-z]{3,}ed)\b")
_EVERY = re.compile(
    r"\b(?:every|each|annual\w*|yearly|celebrat\w*|holidays?|feast|observed|commemorat\w*|anniversar\w*|birthday|days?|fiscal|always|usually"
    r"|traditional\w*|would)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r",?\s*\d")
_ON = re.compile(r"\b(?:on|by)\s+$", re.IGNORECASE)  # the September 11 attacks are a name


def _beside(case: Case, seen: set[Span]) -> Iterator[Finding]:
    """Days without a year in sentences of which no act was made, and that tell something done."""
    text = case.document.text
    acts = [(entry.start, entry.end) for entry in case.reading.entries]
    for mention in case.reading.dates:
        span = Span(mention.start, mention.end)
        if mention.kind != "date" or span in seen or not _DAY.fullmatch(mention.when.edtf or ""):
            continue
        if not in_body(case, mention.start) or in_heading(case, mention.start) or _NUMBER.match(text, mention.end):
            continue
        home = sentence_around(case, mention.start, mention.end)
        told = text[home.start : home.end]
        if not (
            mention.text[:3].lower() in ("on ", "by ") or _ON.search(text[max(0, mention.start - 4) : mention.start])
        ):
            continue
        if _DONE.search(told) is None or _EVERY.search(told) or any(low <= mention.start < high for low, high in acts):
            continue
        yield finding(RULE, case, [span], f"“{mention.text}” has no year.")


def _inferred(edtf: str, years: list[int]) -> When:
    """One of the years, as EDTF; of the basis "inferred"."""
    dates = [edtf.replace("XXXX", f"{year:04}") for year in years]
    return replace(parse_edtf(dates[0] if len(dates) == 1 else f"[{','.join(dates)}]"), basis="inferred")


def _years(case: Case, entry: Entry, match: re.Match[str]) -> tuple[list[int], list[Row]]:
    """The years in which every participant whose office is known held it on that day, and the rows that say so."""
    shared: set[int] | None = None
    rows: list[Row] = []
    for position in range(len(entry.people)):
        served = _served(case, entry, position)
        if not served:
            continue
        own: dict[int, Row] = {}
        for row in served:
            low, high = window(row)
            for year in range(int(low[:4]), int(high[:4]) + 1):
                day = f"{year:04}-{match[1]}" + (f"-{match[2]}" if match[2] else "")
                if _is_day(day) and low <= last_day(day) and first_day(day) <= high:
                    own.setdefault(year, row)
        shared = set(own) if shared is None else shared & set(own)
        rows += served
    years = sorted(shared or ())
    kept = [row for row in rows if any(_meets(row, year) for year in years)]
    return years, kept


def _served(case: Case, entry: Entry, position: int) -> list[Row]:
    """What the authorities print of a participant in the office told; of one known by a title of his own, his highest."""
    person = entry.people[position]
    identity = case.identities.get((entry.id, position))
    if identity is None or identity.status != "resolved" or identity.person is None or person.office is None:
        return []
    rows: list[Row] = []
    for code in served_states(person, entry):
        kinds = [kind for kind in office_kinds(person, entry, code) if kind in SINGLE] or ["head_of_state"]
        for one in same_people(person.name or "", identity.person, code):
            held: tuple[Row, ...] = (*tenures_of(one, code), *attestations_of(one, code))
            rows += [row for row in held if row.office in kinds]
    return [row for row in rows if isinstance(row, Tenure)] or rows


def _meets(row: Row, year: int) -> bool:
    low, high = window(row)
    return int(low[:4]) <= year <= int(high[:4])


def _is_day(edtf: str) -> bool:
    return not edtf.endswith("-02-29") or (
        int(edtf[:4]) % 4 == 0 and (int(edtf[:4]) % 100 != 0 or int(edtf[:4]) % 400 == 0)
    )


def _between(case: Case, start: int, end: int) -> tuple[int, int] | None:
    """The years of the dates told last before and first after in the paragraph, where they run forward."""
    paragraph = paragraph_around(case, start)
    told = [
        (mention.start, int(mention.when.earliest[:4]))
        for mention in dates_in(case, paragraph.start, paragraph.end)
        if mention.kind == "date"
        and mention.when.earliest is not None
        and len(mention.when.edtf or "") >= 4
        and (mention.when.edtf or "X")[:4].isdigit()
    ]
    before = [year for at, year in told if at < start]
    after = [year for at, year in told if at >= end]
    if before and after and before[-1] <= after[0]:
        return before[-1], after[0]
    return None
