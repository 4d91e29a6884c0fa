"""Who says the words of a quotation, by the formulas of attribution before and behind it.

Each formula asks for its own words next to the marks: a verb of saying with its subject before ("the embassy reported that
“...”") or behind ("“...,” Ms Han told reporters"), "according to", "in the words of", "in Carew's phrase". Where a subject
cannot be told, nobody is said to speak.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regesta.citations.around import ENDS, Around, is_term
from regesta.citations.leading import grounded, led, stated, worded
from regesta.citations.saying import Word, endings, entry_at, plain_list, words_of
from regesta.citations.subjects import Said, Subject, behind, opening, said, speaks
from regesta.citations.trailing import inserted, said_behind
from regesta.citations.words import citing_words
from regesta.model import Citation, PersonMention

_REACH = 420  # code points before and behind a quotation that are looked at


class Told(NamedTuple):
    """What the formulas tell: the speaker, and whether they speak at all (then nothing else may be guessed).

    `kind` is "name", "phrase", "pronoun" (then the speaker is to be sought before), "vague" (whom the work cited tells) or
    "none"; `found` is the subject that was met.
    """

    speaker: str | None
    kind: str
    found: tuple[Said, Subject] | None = None


_SILENT = Told(None, "none")


def told_speaker(around: Around, people: Sequence[PersonMention], citations: Sequence[Citation]) -> Told | None:
    """Who says a quotation, None where no formula is met. `people` are named persons near it, `citations` those behind it."""
    language = around.language
    lead = said(words_of(around.text, max(around.low, around.start - _REACH), around.start), language)
    tail = said(words_of(around.text, around.end, min(around.high, around.end + _REACH)), language)
    if _is_doubted(lead):
        return _SILENT
    loose = (
        is_term(around)
        and bool(lead.low)
        and lead.low[-1] in plain_list(language, "links") | plain_list(language, "stops")
    )
    behind_it = None if loose else said_behind(around, tail, lead) or inserted(around)
    for found in (behind_it, grounded(lead, is_term(around)), worded(lead), stated(lead), led(lead, around)):
        if found is None:
            continue
        words, subject = found
        if subject is None:  # a formula that says that nobody speaks
            return _SILENT
        return _named(around, words, subject, people, citations)
    return _led_by_one(around, lead, people)


def undersigned(text: str, low: int, high: int, language: str, people: Sequence[PersonMention]) -> str | None:
    """The name that text[low:high] begins with, as the line under a block of words gives it."""
    line = said(words_of(text, low, high), language)
    subject = behind(line, 0)
    if subject is None or subject.kind != "name":
        return None
    return _named(Around(text, low, low, high, high, "", language), line, subject, people, ()).speaker


def _led_by_one(around: Around, lead: Said, people: Sequence[PersonMention]) -> Told | None:
    """Who a sentence ending in a colon is about: "A delegate, Ilie Stan, was blunter: “...”", "The envoy sent one line: “...”"."""
    if not lead.low or lead.low[-1] != ":" or is_term(around):
        return None
    inside = [person for person in people if lead.words[0][0] <= person.start and person.end <= around.start]
    if len({person.name for person in inside}) == 1:
        ahead = [word for start, _, word in lead.words if start < inside[0].start]
        small = plain_list(lead.language, "links") | plain_list(lead.language, "stops")
        if not (ahead and ahead[-1].lower() in small):
            return Told(inside[0].name, "name")
    subject = opening(lead)
    if subject is None or around.inner.strip()[-1:] not in ENDS | {"…"}:
        return None
    if subject.kind == "pronoun" or (subject.kind != "vague" and speaks(lead, subject)):
        return _named(around, lead, subject, people, ())
    return None


def _is_doubted(lead: Said) -> bool:
    """Whether the words stand behind "so-called", "the term" and the like."""
    for size in range(1, 5):
        if len(lead.low) >= size and entry_at(lead.low, len(lead.low) - size, lead.language, "doubted") == size:
            return True
    return False


def _named(
    around: Around, text: Said, subject: Subject, people: Sequence[PersonMention], citations: Sequence[Citation]
) -> Told:
    """What a subject is called: the fullest form of a person's name, else the words as printed, without article and genitive."""
    if subject.kind == "pronoun":
        return Told(None, "pronoun", (text, subject))
    if subject.kind == "vague":
        return Told(_cited(around, citations, True), "vague", (text, subject))
    words = text.words[subject.low : subject.high]
    if subject.kind == "phrase":
        # the head is the word before the first preposition
        links = [k for k in range(subject.low + 1, subject.high) if text.low[k] in plain_list(text.language, "links")]
        head = {text.low[k] for k in range(subject.low, subject.high)} if not links else {text.low[links[0] - 1]}
        if head & plain_list(text.language, "silent"):
            return _SILENT
        if head & plain_list(text.language, "unnamed"):
            author = _cited(around, citations, False)
            if author is not None:
                return Told(author, "name")
        while words and text.low[subject.high - len(words)] in plain_list(text.language, "determiners"):
            words = words[1:]
    if not words:
        return _SILENT
    printed = _printed(around.text, words, text.language)
    joined = any(word.lower() in plain_list(text.language, "joints") for _, _, word in words)
    last = words[-1]
    for person in people if not joined else ():
        if (
            person.name is not None
            and person.name_start <= last[0] < person.name_end
            and _is_sound(person.name, printed, text)
        ):
            return Told(person.name, "name")
    return Told(printed, subject.kind, (text, subject))


def _is_sound(name: str, printed: str, text: Said) -> bool:
    """Whether a person's fullest form only adds to what is printed, with no word of a sentence in it."""
    parts = name.lower().split()
    small = plain_list(text.language, "openers") | plain_list(text.language, "joints")
    return (
        parts[-1] in printed.lower()
        and not any(part in small for part in parts if part not in citing_words("inner"))
        and parts[0] not in small
    )


def _printed(text: str, words: Sequence[Word], language: str) -> str:
    """The words as printed, blanks made one, without a sign of the genitive at their end."""
    told = " ".join(text[words[0][0] : words[-1][1]].split())
    for end in endings(language):
        if told.endswith(end) and len(told) > len(end) + 1:
            return told.removesuffix(end)
    return told


def _cited(around: Around, citations: Sequence[Citation], bodily: bool) -> str | None:
    """The author of the work cited right behind the words, where it does not only carry them; with `bodily` only a body."""
    for citation in citations:
        if not around.end <= citation.start <= around.end + 4 or not citation.names:
            continue
        shown = said(words_of(around.text, around.end, citation.end), around.language)
        if any(entry_at(shown.low, at, around.language, "carried") for at in range(len(shown.low))):
            return None
        first = {word.strip(".,").lower() for word in citation.names[0].split()}
        if bodily and not (len(first) > 1 and first & citing_words("bodies")):
            return None
        return (
            citation.names[0]
            if len(citation.names) == 1
            else f"{', '.join(citation.names[:-1])} and {citation.names[-1]}"
        )
    return None
