"""The stages of one agreement, or of one envoy's mission, in an order that cannot be: in force before it was signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.checking.case import Case
from regesta.checking.mentioned import dates_in, in_body, paragraph_around, sentence_around
from regesta.model import DateMention, Entry, Span

_NOUN = r"(?:treat(?:y|ies)|agreements?|accords?|conventions?|protocols?|pacts?|memorand(?:um|a)|instruments?|alliance)"
_LATER = (
    r"(?P<later>(?:was|were|is|are|had\s+been)?\s*(?:ratified|approved\s+by\s+(?:the\s+)?parliament)"
    r"|(?:enter(?:s|ed)?|comes?|came|goes?|went|put|brought)\s+into\s+(?:force|effect)|t(?:akes?|ook)\s+effect"
    r"|(?:the\s+)?ratifications\s+(?:of\s+it\s+)?(?:were|are)\s+exchanged)"
)
# what goes on to speak of the agreement told last, by a pronoun or its bare noun: no other can be meant
_SAME = re.compile(
    rf"(?:(?:^|[.;]\s+|[-–—]\s+|\(|\band\s+|,\s+)(?:(?:it|they|both|this|these)(?:\s+{_NOUN})?|the\s+(?:two\s+)?{_NOUN}|which)\s+"
    rf"|\band\s+|(?:^|[.;]\s+)(?=(?:the\s+)?ratif)){_LATER}\b(?P<gap>[^.;]{{0,50}}?)$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:sign(?:s|ed)?|conclud(?:es|ed)|initialled|adopt(?:s|ed)|put\s+their\s+names)\b", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"\b(?:retroactiv\w*|provisional\w*|already|earlier|older|previous|backdated|until|since|not)\b", re.IGNORECASE
)
SENTENCES = 2  # so many back an agreement is still the one that "it" means


@dataclass(frozen=True, slots=True)
class Stage:
    """A later stage dated before an earlier one; `what` says how, as a clause."""

    later: DateMention
    earlier: DateMention
    what: str


def stages_told(case: Case) -> Iterator[Stage]:
    """Every agreement that a text has in force, or ratified, before the day on which it has it signed."""
    text = case.document.text
    sentences = case.document.sentences
    for number, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        if not _STAGE.search(words) or not in_body(case, sentence.start):
            continue
        for later in dates_in(case, sentence.start, sentence.end):
            told = _SAME.search(text[sentence.start : later.start]) if _is_told(later) else None
            if told is None or _OTHERWISE.search(words, told.start()):
                continue
            # "a convention, which ...": the one named right before, in this sentence
            reach = 0 if "which" in told[0] else SENTENCES
            earlier = _signed(case, number, sentence.start + told.start("later"), reach)
            if earlier is not None and str(later.when.latest) < str(earlier.when.earliest):
                ratified = "ratif" in told["later"].lower() or "approved" in told["later"].lower()
                yield Stage(later, earlier, "was ratified" if ratified else "came into force")


_STAGE = re.compile(r"\b(?:ratif\w+|approved|into\s+(?:force|effect)|t(?:akes?|ook)\s+effect)\b", re.IGNORECASE)


def _signed(case: Case, number: int, at: int, reach: int) -> DateMention | None:
    """The signing told last before an offset, in its sentence or two before, in its paragraph: the day of it."""
    text, sentences = case.document.text, case.document.sentences
    home = paragraph_around(case, at)
    for back in range(number, max(number - reach - 1, -1), -1):
        start, end = max(sentences[back].start, home.start), min(sentences[back].end, at)
        if sentences[back].end <= home.start:
            return None
        if not _SIGNED.search(text, start, end):
            continue
        dates = [one for one in dates_in(case, start, end) if _is_told(one)]
        return dates[-1] if dates else None
    return None


def _is_told(one: DateMention) -> bool:
    return one.kind == "date" and one.when.earliest is not None and one.when.basis in ("stated", "context")


_HAD = re.compile(r"\bhad\b")  # what is told of an earlier time, or of an earlier rank


def letters_before(case: Case) -> Iterator[tuple[Entry, Entry]]:
    """Credentials with an appointment of the same man that the paragraph tells before them and dates after them."""
    given: dict[str, list[Entry]] = {}
    for entry in case.reading.entries:
        if entry.act == "appointment" and entry.modality == "asserted" and entry.people and entry.people[0].name:
            given.setdefault(entry.people[0].name, []).append(entry)
    for entry in case.reading.entries:
        if entry.act != "credentials_presented" or entry.modality != "asserted" or entry.when.latest is None:
            continue
        home = sentence_around(case, entry.start, entry.end)
        if _HAD.search(case.document.text, home.start, home.end):
            continue
        for person in entry.people[:1]:
            for made in given.get(person.name or "", []):
                home = paragraph_around(case, entry.start)
                if home.start <= made.start < entry.start and entry.when.latest < (made.when.earliest or ""):
                    yield entry, made


def span_of(one: DateMention) -> Span:
    """Where a date stands."""
    return Span(one.start, one.end)
