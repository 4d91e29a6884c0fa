"""Two ways of citing in one document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.citations import is_numbered
from regesta.model import Citation, Finding, Rule

RULE = Rule(
    id="mixed-citation-style",
    severity="warning",
    title="Works are cited in two ways",
    about="A numbered reference list that is cited by author and year, or citations by number beside others by author and year. "
    "Also a single one that strays from the way of all others, as an author and year among authors and pages, or a few in the text of a paper "
    "that cites in its notes, or pages behind a colon where nearly all stand behind a comma; an author and year with the work's number right behind them do not. Said once a document.",
    good="The port was sold [1]. It was bought back [2].\n\n# References\n\n- [1] Smith, J. (1999). A Life in Letters. London: Hall.\n"
    "- [2] Brown, K. (2004). Ports and Treaties. Oslo: Nord.",
    bad="The port was sold (Smith 1999). It was bought back (Brown 2004).\n\n# References\n\n"
    "- [1] Smith, J. (1999). A Life in Letters. London: Hall.\n- [2] Brown, K. (2004). Ports and Treaties. Oslo: Nord.",
)

_NOTES = 4  # so many works named in notes are a paper's way of citing
_HABIT = 4  # times as many of one kind as of the other make it a habit
_USUAL = 8  # so many times as many citations in notes as beside them are the paper's way
_FEW = 2  # so many citations of a kind are a habit, not an exception
_SHOWN = 6  # places shown of those that stray


def check(case: Case) -> Iterator[Finding]:
    """At most one finding."""
    reading = case.reading
    beside = _beside_notes(reading.citations)
    if beside:
        message = f"Works are cited in notes, and here by author and year: “{beside[0].text}”."
        yield finding(RULE, case, _places(beside)[:_SHOWN], message)
        return
    dated = [c for c in reading.citations if c.form == "author-date" and c.reference is not None]
    numbers = [c for c in reading.citations if c.form == "number" and c.reference is not None]
    # "The Ports (1999)" is a title in a sentence, in any style
    strays = [c for c in dated if c.text.startswith("(") or c.page is not None]
    paged = [c for c in reading.citations if c.form == "author-page" and c.reference is not None]
    if strays and len(_places(paged)) >= _FEW * len(_places(strays)):
        message = f"Works are cited by author and page, as in “{paged[0].text}”, and here by author and year: “{strays[0].text}”."
        yield finding(RULE, case, [(strays[0].start, strays[0].end), (paged[0].start, paged[0].end)], message)
        return
    if len(_places(dated)) >= _FEW and not numbers and is_numbered(reading.references):
        work = reading.references[0]
        message = f"The reference list is numbered, and the text cites by author and year, as in “{dated[0].text}”."
        yield finding(RULE, case, [(dated[0].start, dated[0].end), (work.start, work.end)], message)
        return
    if len(_places(numbers)) > len(_places(dated)):
        usual, odd, ways = numbers, _without_number(case, dated, numbers), ("by number", "by author and year")
    else:
        usual, odd, ways = dated, numbers, ("by author and year", "by number")
    if len(_places(usual)) < _FEW or not odd:
        yield from _pages_told_otherwise(case)
        return
    message = f"Works are cited {ways[0]}, as in “{usual[0].text}”, and {ways[1]} here: “{odd[0].text}”."
    yield finding(RULE, case, [*_places(odd)[:_SHOWN], (usual[0].start, usual[0].end)], message)


_COLON = re.compile(r"(?:1[4-9]|20)\d\d[a-k]?\s?:\s?\d")
_COMMA = re.compile(r"(?:1[4-9]|20)\d\d[a-k]?\s?[,.]\s?(?:(?:pp?|ss?|səh|с|стр)\b\.?\s?)?\d")


def _pages_told_otherwise(case: Case) -> Iterator[Finding]:
    """Where nearly all citations tell pages behind a comma ("1999, p. 5") and a few behind a colon ("1999: 5"), or the other
    way round, the few."""
    paged = [c for c in case.reading.citations if c.form == "author-date" and c.page is not None]
    colon = [c for c in paged if _COLON.search(c.text) is not None and _COMMA.search(c.text) is None]
    comma = [c for c in paged if _COMMA.search(c.text) is not None and _COLON.search(c.text) is None]
    usual, odd = (colon, comma) if len(_places(colon)) > len(_places(comma)) else (comma, colon)
    if len(_places(odd)) < _FEW or len(_places(usual)) < _HABIT * len(_places(odd)):
        return
    message = f"Pages are told as in “{usual[0].text}”, and otherwise here: “{odd[0].text}”."
    yield finding(RULE, case, [*_places(odd)[:_SHOWN], (usual[0].start, usual[0].end)], message)


def _places(citations: Sequence[Citation]) -> list[tuple[int, int]]:
    """The places of citations, each once, in the order given."""
    return list(dict.fromkeys((one.start, one.end) for one in citations))


def _without_number(case: Case, dated: Sequence[Citation], numbers: Sequence[Citation]) -> list[Citation]:
    """The citations by author and year in whose sentence the same work's number does not stand: "Smith (1999) [3]" is one
    way of citing."""
    starts = [sentence.start for sentence in case.document.sentences]
    numbered = {(bisect_right(starts, one.start), one.reference) for one in numbers}
    return [one for one in dated if (bisect_right(starts, one.start), one.reference) not in numbered]


def _beside_notes(citations: Sequence[Citation]) -> list[Citation]:
    """The few citations by author and year that stand in the text, or in brackets in a note, of a paper whose notes name works
    in full or by short titles; empty where there is no such paper, or more of them."""
    notes = [c for c in citations if c.form == "note"]
    dated = [c for c in citations if c.form == "author-date" and c.year is not None]
    dated = [c for c in dated if not c.called_from or c.text.startswith("(")]
    places = len(_places(dated))
    if len({c.reference or c.label for c in notes}) < _NOTES or any(c.reference is None for c in dated):
        return []
    return dated if places == 1 or places * _USUAL <= len(_places(notes)) else []
