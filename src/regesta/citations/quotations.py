"""Quotations with their speakers; quotation marks that only name or doubt a word are told apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from regesta.model import Document, PersonMention, Quotation

_MARKS = re.compile(
    r"“([^“”]{2,4000}?)”|«([^«»]{2,4000}?)»|„([^„“”]{2,4000}?)[“”]|(?<![\w\"])\"([^\"\n]{2,4000}?)\"(?!\w)"
)
_REACH = 220


def find_quotations(document: Document, people: Sequence[PersonMention] = ()) -> tuple[Quotation, ...]:
    """The quotations of a document, marks included; `speaker` is None where nobody is said to speak (a title, a term)."""
    closed = [(p.start, p.end) for p in document.paragraphs if p.kind in {"reference", "front"}]
    starts = [p.start for p in document.paragraphs]
    named = [person for person in people if person.name is not None]
    found: list[Quotation] = []
    for match in _MARKS.finditer(document.text):
        if any(low <= match.start() < high for low, high in closed):
            continue
        home = document.paragraphs[max(0, bisect_right(starts, match.start()) - 1)] if starts else None
        low = max(home.start if home is not None else 0, match.start() - _REACH)
        high = min(home.end if home is not None else len(document.text), match.end() + _REACH)
        speaker = _speaker(document.text, match, (low, high), named)
        found.append(Quotation(match.start(), match.end(), match.group(), speaker))
    return tuple(found)


def _speaker(text: str, match: re.Match[str], around: tuple[int, int], people: Sequence[PersonMention]) -> str | None:
    """Who says it: the subject of a saying verb before or behind the quotation, in its sentence or right after it."""
    before = text[around[0] : match.start()]
    after = text[match.end() : around[1]]
    verbs = _verbs()
    led = list(verbs.finditer(before))
    lead = _last_sentence(before)
    if led and led[-1].start() >= len(before) - len(lead) - 1:
        # the saying verb stands in the quotation's own sentence, before it; "affirming" has the sentence's subject
        opening = match.start() - len(lead)
        subject = [p for p in people if opening <= p.start < around[0] + led[-1].start()]
        if led[-1].group().endswith("ing") and subject:
            return subject[0].name
        return _nearest(people, around[0], around[0] + led[-1].start(), text) or _nearest(
            people, around[0], match.start(), text
        )
    told = verbs.search(after[:90])
    if told is not None and not re.match(r"[^.!?]*[.!?]\s+[A-Z]", after[: told.start()]):
        inside = [p for p in people if match.end() <= p.start <= match.end() + 90]
        return inside[0].name if inside else _nearest(people, around[0], match.start(), text)
    spoken = re.match(r"\s*(?:These|Those|The|Such) words (?:were|are) (?:spoken|said|uttered|written) by\b", after)
    if spoken is not None:
        inside = [p for p in people if match.end() <= p.start <= match.end() + _REACH]
        return inside[0].name if inside else None
    return None


def _last_sentence(before: str) -> str:
    marks = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z“\"])", before)]
    return before[marks[-1] :] if marks else before


def _nearest(people: Sequence[PersonMention], low: int, high: int, text: str) -> str | None:
    """The person named last before an offset, else the one the paragraph's pronoun stands for."""
    inside = [person for person in people if low <= person.start and person.end <= high]
    if inside:
        return inside[-1].name
    if re.search(r"\b(?:he|she|He|She)\b", text[low:high]):
        earlier = [person for person in people if person.end <= high]
        return earlier[-1].name if earlier else None
    return None


@cache
def _verbs(language: str = "en") -> re.Pattern[str]:
    words = files("regesta.citations").joinpath(f"data/{language}/saying.txt").read_text(encoding="utf-8")
    forms = [line.strip() for line in words.splitlines() if line.strip() and not line.startswith("#")]
    return re.compile(r"\b(?:" + "|".join(sorted(forms, key=len, reverse=True)) + r")\b")
