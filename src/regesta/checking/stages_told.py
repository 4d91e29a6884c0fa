"""The stages of one agreement, or of one envoy's mission, in an order that cannot be: in force before it was signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

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
        dates = [one for one in dates_in(case, start, end) if _is_told(one)]
        if not _SIGNED.search(text, start, end):
            dates = [one for one in dates if reach == 0 and _OF.search(text, start, one.start)]
            if not dates:
                continue
        return dates[-1] if dates else None
    return None


# "the treaty of 9 August 1971, which came into force on ..."
_OF = re.compile(rf"\b{_NOUN}\s+(?:of|dated)\s+$", re.IGNORECASE)


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


# what a sentence tells of the time before the one that it follows: "It had been signed on ..."
_HAD_SIGNED = re.compile(
    rf"^(?:[-–—\s]*)(?:(?:it|they|both|this)(?:\s+{_NOUN})?|the\s+(?:two\s+)?{_NOUN})\s+had\s+been\s+(?:signed|concluded)\b[^.;]{{0,50}}?$",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(
    r"\b(?:came|entered|went)\s+into\s+(?:force|effect)\s+(?:on|in)\s+$|\btook\s+effect\s+(?:on|in)\s+$", re.IGNORECASE
)


def signed_after(case: Case) -> Iterator[Stage]:
    """Every agreement that a sentence has in force on a day before the one on which the next has it signed."""
    text = case.document.text
    for before, sentence in pairwise(case.document.sentences):
        if " had been " not in text[sentence.start : sentence.end] or not in_body(case, sentence.start):
            continue
        signed = [one for one in dates_in(case, sentence.start, sentence.end) if _is_told(one)]
        signed = [one for one in signed if _HAD_SIGNED.search(text[sentence.start : one.start])]
        force = [one for one in dates_in(case, before.start, before.end) if _is_told(one)]
        force = [one for one in force if _IN_FORCE.search(text, before.start, one.start)]
        if len(signed) == 1 and len(force) == 1 and str(force[0].when.latest) < str(signed[0].when.earliest):
            yield Stage(force[0], signed[0], "came into force")


# acts that undo one another: told in this order in one paragraph, they were done in it
UNDONE = {"relations_severed": "relations_resumed", "mission_closed": "mission_opened"}
_BACK = re.compile(r"\b(?:re-?open\w*|resum\w*|restor\w*|re-?establish\w*|renew\w*|again)\b", re.IGNORECASE)


def undone_before(case: Case) -> Iterator[tuple[Entry, Entry]]:
    """A resumption or reopening that a sentence tells right behind the break, and dates before it."""
    entries = sorted(case.reading.entries, key=lambda entry: entry.start)
    for one in entries:
        again = UNDONE.get(one.act)
        if again is None or one.modality != "asserted" or one.when.earliest is None or len(one.states) != 2:
            continue
        home = sentence_around(case, one.start, one.end)
        for other in entries:
            if other.act != again or set(other.states) != set(one.states) or not one.start <= other.start < home.end:
                continue
            if other.when.latest is not None and other.when.latest < one.when.earliest and _is_later(case, one, other):
                yield one, other


def _is_later(case: Case, one: Entry, other: Entry) -> bool:
    """Whether the words tell the second act as what came after the first: "closed in 1989 and reopened in 1988"."""
    text = case.document.text
    home = sentence_around(case, one.start, one.end)
    return (
        other.when.edtf != one.when.edtf
        and _BACK.search(text, one.start, home.end) is not None
        and _HAD.search(text, one.start, home.end) is None
        and " after " not in text[home.start : home.end]
    )


def span_of(one: DateMention) -> Span:
    """Where a date stands."""
    return Span(one.start, one.end)
