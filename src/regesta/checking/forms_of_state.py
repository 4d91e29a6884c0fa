"""Names of states that stand for one form of theirs, and where a text has it act before it was, or after."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from regesta.checking.case import Case
from regesta.checking.mentioned import dates_in, in_body, in_heading, sentence_around
from regesta.checking.witnesses import shifted
from regesta.model import DateMention, StateMention

# what a state does, right behind its name or behind that of the other party
_DOES = re.compile(
    r"""\s+(?:and\s+(?:the\s+)?[A-Z][^,;.()]{1,45}?\s+)?(?:jointly\s+|formally\s+|officially\s+|then\s+|also\s+|first\s+)?(?:conclud(?:es|ed)|conclude|signs?
    |signed|open(?:s|ed)?|recogni[sz](?:es|ed)|establish(?:es|ed)?|enter(?:s|ed)\s+into|declar(?:es|ed)\s+war|join(?:s|ed)|sen(?:ds|t)
    |sever(?:s|ed)|broke|breaks|resum(?:es|ed)|clos(?:es|ed)|annex(?:es|ed)|invad(?:es|ed)|attack(?:s|ed)|appoint(?:s|ed)|ratif(?:ies|ied)
    |renew(?:s|ed)|extend(?:s|ed)|grant(?:s|ed)|lift(?:s|ed)|impos(?:es|ed)|visit(?:s|ed)|receiv(?:es|ed)|demand(?:s|ed)|protest(?:s|ed)
    |agree[sd]?|exchang(?:es|ed)?|announc(?:es|ed)|withdrew|withdraws|became|acced(?:es|ed)|nam(?:es|ed))\b""",
    re.VERBOSE,
)
_SUFFERS = re.compile(r"\s+(?:was|is)\s+(?:\w+ly\s+)?(?:recogni[sz]ed|admitted|represented)\b")
# to whom it is done: "recognised Czechoslovakia", "the ambassador of Yugoslavia, ...": nothing that outlives a state
_DONE_TO = re.compile(
    r"\b(?:(?<!not\s)recogni[sz](?:es|ed)|visit(?:s|ed)|(?:state|official)\s+visit\s+to|established\s+(?:diplomatic\s+)?relations\s+with"
    r"|(?:ambassador|minister|envoy)\s+(?:of|to)|an?\s+(?:\w+\s+){0,2}?(?:agreement|treaty|convention)\s+with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# behind an adjective: who acts for the state
_ITS = re.compile(
    r"\s+(?i:government|leadership|authorities|delegation|embassy|ambassador|minister|envoy|(?:foreign|prime|defen[cs]e)\s+minister"
    r"|president|premier|side)\b(?:,?\s+[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,3},?)?"
)
_PERSON_DOES = re.compile(
    r"\s+(?:then\s+|also\s+|first\s+)?(?:present(?:s|ed)|visit(?:s|ed)|m[eo]et?s?|arriv(?:es|ed)|attend(?:s|ed)|came|comes|paid|pays|travell?(?:s|ed)"
    r"|handed|hands|told|deliver(?:s|ed)|spoke|speaks)\b"
)
# the other party of an act: "relations between Poland and the German Democratic Republic were established"
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:[A-Z][^,;.()]{1,45}?\s+and\s+(?:the\s+)?)?$")
_DONE = re.compile(
    r"[^,;.()]{0,50}?\s(?:was|were)\s+(?:\w+ly\s+)?(?:established|signed|concluded|severed|resumed|broken|exchanged|opened)\b"
)
_AWARE = re.compile(
    r"\b(?:predecessors?|successors?|forerunner|proclaim\w*|proclamation|founding|foundation|creation|formation|dissolution|collapse"
    r"|provisional|what\s+(?:was|would|became)|would\s+become|then\s+still)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:later|future|former|now|then|today['’]s|present-day|new|young)\s+$|\b(?:former|late|retired)\s+(?:\w+\s+){1,3}(?:the\s+)?$",
    re.IGNORECASE,
)
SLACK = 31  # days after the end: a state's last acts are dated by its heirs


@dataclass(frozen=True, slots=True)
class Outside:
    """A name that acts on a date when no state bore it. `first` and `last` are EDTF, None where open."""

    mention: StateMention
    dated: DateMention
    first: str | None
    last: str | None
    source: str


def names_outside(case: Case) -> Iterator[Outside]:
    """Every name of one form of a state that acts on a day before or after that form."""
    text, forms = case.document.text, _forms()
    for mention in case.reading.names.states:
        form = forms.get(" ".join(mention.text.split()))
        if (
            form is None
            or not _acts(text, mention)
            or not in_body(case, mention.start)
            or in_heading(case, mention.start)
        ):
            continue
        home = sentence_around(case, mention.start, mention.end)
        if _AWARE.search(text, home.start, home.end) or _ASIDE.search(text[home.start : mention.start]):
            continue
        dated = _nearest(case, mention, home.start, home.end)
        if dated is None or dated.when.earliest is None or dated.when.latest is None:
            continue
        first, last, source = form
        early = first is not None and dated.when.latest < first
        late = last is not None and shifted(last, SLACK) < dated.when.earliest
        if early or late:
            yield Outside(mention, dated, first if early else None, last if late else None, source)


def _acts(text: str, mention: StateMention) -> bool:
    end = mention.end
    if mention.form == "demonym":
        its = _ITS.match(text, end)
        return its is not None and any(one.match(text, its.end()) for one in (_DOES, _PERSON_DOES))
    before = text[max(0, mention.start - 70) : mention.start]
    if _DOES.match(text, end) or _SUFFERS.match(text, end) or _DONE_TO.search(before):
        return True
    return _BETWEEN.search(before) is not None and _DONE.match(text, mention.end) is not None


def _nearest(case: Case, mention: StateMention, start: int, end: int) -> DateMention | None:
    """The date told nearest to a name in its sentence, of the same clause; None where another may be as near."""
    text = case.document.text
    dates = [
        one
        for one in dates_in(case, start, end)
        if one.kind in ("date", "span") and one.when.earliest and one.when.basis in ("stated", "context")
    ]
    dates = [one for one in dates if ";" not in text[min(one.end, mention.end) : max(one.start, mention.start)]]
    dates.sort(key=lambda one: max(one.start - mention.end, mention.start - one.end))
    return dates[0] if dates else None


@cache
def _forms() -> dict[str, tuple[str | None, str | None, str]]:
    path = files("regesta.checking").joinpath("data", "names-of-states.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["name"]: (row["first"] or None, row["last"] or None, row["source"]) for row in rows}
