"""The deaths that a document tells itself, and where it lets the dead act later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.checking.case import Case
from regesta.checking.mentioned import OUTLIVES, dates_in, in_body, paragraph_around, sentence_around, told_together
from regesta.model import DateMention, PersonMention, Span
from regesta.reading.stretches import starting_in

_DIED = (
    r"(?:died|dies|passed\s+away|drowned|perished|(?:was|is|were|had\s+been)\s+(?:\w+ly\s+)?"
    r"(?:assassinated|murdered|killed|shot\s+dead|executed|hanged|beheaded|guillotined|lynched))\b"
)
# "X, who had resigned a fortnight before, died on ...", "X himself died"
_HE_DIED = re.compile(
    rf"(?:\s*,[^,;.()]{{1,60}},|\s*,\s+who)?\s+(?:himself\s+|herself\s+|suddenly\s+|had\s+|then\s+)?{_DIED}"
)
_ITS_DEATH = re.compile(r"['’]s?\s+(?:\w+\s+)?(?:death|assassination|murder|execution)\b")
_DEATH_OF = re.compile(r"\b(?:death|assassination|murder|execution)\s+of\s+(?:the\s+)?$")
# the son of X died, the government of X was ...
_OF_HIM = re.compile(r"\b(?:of|for|by|to|with|after|like)\s+(?:the\s+|an?\s+)?$")
_PRONOUN_DIED = re.compile(rf"\b[Hh]e\s+(?:himself\s+|suddenly\s+|had\s+|then\s+)?{_DIED}")
_DAY_BEFORE = re.compile(r"[\s,:–—-]*(?:the\s+)?")
_RUNS_ON = re.compile(r";|\band\b|\bwhile\b|\bwhen\b|\bbefore\b|\bafter\b|\bsince\b|\buntil\b|\byears?\b|\bborn\b")
FAR = 60  # code points between the word of a death and its date

# what one does in person, right behind the name or behind the name of somebody beside
_ACTS = re.compile(
    r"""(?:\s*,[^,;.()]{1,60},|\s+and\s+[^,;.()]{1,60}?)?\s+(?:visit(?:s|ed)|m[eo]e?ts?|signs?|signed|receiv(?:es|ed)|subscrib(?:es|ed)|travel(?:s|led|ed)
    |arriv(?:es|ed)|attend(?:s|ed)|address(?:es|ed)|opens?|opened|hosts?|hosted|welcom(?:es|ed)|agrees?|agreed|conclud(?:es|ed)|flew|flies
    |paid|pays|inaugurat(?:es|ed)|announc(?:es|ed)|presid(?:es|ed)|spoke|speaks|declared|assured|promised|came\s+to|comes\s+to)\b""",
    re.VERBOSE,
)


# what was done before: "the treaty that X had signed was ratified"; and who bears the name of the dead
_EARLIER = re.compile(
    r"\bhad\b|\b(?:ratified|in(?:to)?\s+force|expire[sd]?|lapsed|revoked|terminated|superseded|reaffirm\w*|renew\w*)\b"
)
_NAMESAKE = re.compile(
    r"\b(?:son|daughter|grand\w+|nephew|niece|namesake|widow|brother|cousin|that|which|whom)\b[^.;]{0,12}$"
)
_YOUNGER = re.compile(r"\s*,?\s*(?:the\s+(?:younger|elder)|junior|jr|sr|II|III)\b", re.IGNORECASE)


# "the contract was signed in Algiers by X"
_BY = re.compile(
    r"\b(?:was|were)\s+(?:signed|initialled|concluded|received|welcomed|met|opened)\b[^;.]{0,50}\bby\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Death:
    """A death as the document tells it: whose, when at the latest ("YYYY-MM-DD"), and where."""

    name: str
    latest: str
    spans: tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class Afterwards:
    """A dead person who acts: the mention, the day of it, and the death told."""

    mention: PersonMention
    dated: DateMention
    death: Death


def acting_dead(case: Case) -> Iterator[Afterwards]:
    """Every person who does something on a date after the death that the document itself tells of."""
    deaths = {death.name: death for death in _deaths(case)}
    if deaths:
        for mention, dated in acting(case, frozenset(deaths)):
            death = deaths[mention.name or ""]
            if str(dated.when.earliest) > death.latest:
                yield Afterwards(mention, dated, death)


def acting(case: Case, names: frozenset[str] | None = None) -> Iterator[tuple[PersonMention, DateMention]]:
    """Every person, or every one of `names`, who does something in person, with the date told of it."""
    text = case.document.text
    for mention in case.reading.names.people:
        if mention.name is None or (names is not None and mention.name not in names):
            continue
        if not _acts(case, mention) or not in_body(case, mention.start):
            continue
        home = sentence_around(case, mention.start, mention.end)
        told = text[home.start : home.end]
        if OUTLIVES.search(told) or _EARLIER.search(told) or _is_namesake(text, mention):
            continue
        for dated in dates_in(case, home.start, home.end):
            if dated.when.basis not in ("stated", "context") or dated.when.earliest is None:
                continue
            if told_together(case, Span(mention.start, mention.end), Span(dated.start, dated.end)):
                yield mention, dated


def _is_namesake(text: str, mention: PersonMention) -> bool:
    before = text[max(0, mention.start - 30) : mention.start]
    return _NAMESAKE.search(before) is not None or _YOUNGER.match(text, mention.end) is not None


def _acts(case: Case, mention: PersonMention) -> bool:
    """Whether a person does something in person: by a verb behind the name, or as one of an act's people."""
    text = case.document.text
    if _ACTS.match(text, mention.end) or _BY.search(text[max(0, mention.start - 90) : mention.start]):
        return True
    return any(
        entry.start <= mention.start < entry.end and entry.modality == "asserted" and entry.act in _IN_PERSON
        for entry in case.reading.entries
        if any(person.name == mention.name for person in entry.people)
    )


_IN_PERSON = frozenset("visit meeting call agreement credentials_presented speech ceasefire".split())


def _deaths(case: Case) -> Iterator[Death]:
    text, people = case.document.text, case.reading.names.people
    for sentence in case.document.sentences:
        told = text[sentence.start : sentence.end]
        if not _WORDS.search(told) or not in_body(case, sentence.start):
            continue
        for mention in starting_in(people, sentence.start, sentence.end):
            at = _told_dead(text, mention)
            name = _whom(case, mention.name) if at is not None and mention.name is not None else None
            if name is not None and at is not None:
                yield from _dated(case, name, Span(mention.start, at), sentence)
        for match in _PRONOUN_DIED.finditer(text, sentence.start, sentence.end):
            name = _spoken_of(case, match.start())
            if name is not None:
                yield from _dated(case, name, Span(match.start(), match.end()), sentence)


def _whom(case: Case, name: str) -> str | None:
    """The full name that one told stands for: itself, or the one fuller name of the document that has its word; None where
    several have it."""
    if " " in name:
        return name
    fuller = {
        one.name for one in case.reading.names.people if one.name and " " in one.name and name in one.name.split()
    }
    if not fuller:
        return name
    return fuller.pop() if len(fuller) == 1 else None


_WORDS = re.compile(
    r"\b(?:died|dies|passed|drowned|perished|death|assassinat\w+|murder\w*|killed|shot|execut\w+|hanged|beheaded)\b"
)


def _told_dead(text: str, mention: PersonMention) -> int | None:
    """Where the words end that tell a person's death; None where none do."""
    before = text[max(0, mention.start - 30) : mention.start]
    if _DEATH_OF.search(before):
        return mention.end
    died = _ITS_DEATH.match(text, mention.end)
    if died is None and not _OF_HIM.search(before):
        died = _HE_DIED.match(text, mention.end)
    return died.end() if died is not None else None


def _spoken_of(case: Case, at: int) -> str | None:
    """Whom "he" means: the person named last in the paragraph, where nobody else there is named so often."""
    home = paragraph_around(case, at)
    named = [one.name for one in starting_in(case.reading.names.people, home.start, at) if one.name is not None]
    if not named or " " not in named[-1]:
        return None
    counted = Counter(named).most_common(2)
    alone = len(counted) == 1 or counted[0][1] > counted[1][1]
    return named[-1] if alone and counted[0][0] == named[-1] else None


def _dated(case: Case, name: str, words: Span, sentence: Span) -> Iterator[Death]:
    """The death with its date: the next behind its words in the clause, else the one that stands right before the name."""
    text = case.document.text
    for one in dates_in(case, sentence.start, sentence.end):
        if one.kind != "date" or one.when.latest is None or one.when.basis not in ("stated", "context"):
            continue
        behind = one.start >= words.end and one.start - words.end <= FAR
        if behind and not _RUNS_ON.search(text, words.end, one.start):
            yield Death(name, one.when.latest, (words, Span(one.start, one.end)))
            return
        if one.end <= words.start and _DAY_BEFORE.fullmatch(text, one.end, words.start):
            yield Death(name, one.when.latest, (words, Span(one.start, one.end)))
            return
