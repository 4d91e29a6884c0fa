"""What a document reports without quotation marks: "X said that ...", "X erklärte, ...", "X ... söyledi", "according to X"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from regesta.citations import turkish
from regesta.citations.leading import is_noun, is_passive, sentence_subject
from regesta.citations.referents import Cast, is_latter, meant_by_phrase, meant_by_pronoun, named_last
from regesta.citations.saying import entry_at, language_of_text, plain_list, saying_lists, words_of
from regesta.citations.subjects import Said, Subject, before, behind, is_capital, is_common, said, speaks
from regesta.citations.trailing import said_last
from regesta.model import Document, PersonMention, Quotation, Span

# who may say something: the place, what he is called, and whether he is a person
Speaker = tuple[Span, str, bool]

_GROUND = re.compile(r"\b[Aa]ccording to (?:the |a |an )?")
_WORDS = re.compile(r"[^\W\d_]+")
_CLAUSE = 18  # words between a verb and the "that" which brings what was said
_MARKS = frozenset('"“«„‘')
_PUTS = frozenset("put puts objects object".split())  # which bring no clause with "that"
# verbs whose object is the one who is told
_TELLING = frozenset(
    "told tells tell informed informs warned warns assured assures reminded reminds advised advises cautioned cautions promised promises notified".split()
)
# forms of the German subjunctive, by which a clause without "dass" is somebody's words
_SUBJUNCTIVE = frozenset(
    "sei seien habe hätten hätte werde würden würde könne könnten müsse müssten wolle wollten solle sollten dürfe dürften gebe stehe komme bleibe gehe wäre wären lasse brauche wisse nehme halte liege sehe bestehe mache führe tue".split()
)


class _Page(NamedTuple):
    """A document, whoever it may report by place, and what is said in it so far."""

    document: Document
    rows: Sequence[Speaker]
    begins: Sequence[int]
    cast: Cast
    quotations: Sequence[Quotation]

    def of(self, low: int, high: int) -> Sequence[Speaker]:
        """Whoever is named in text[low:high]."""
        return self.rows[bisect_left(self.begins, low) : bisect_right(self.begins, high)]


def find_reported(
    document: Document,
    speakers: Sequence[Speaker],
    people: Sequence[PersonMention] = (),
    quotations: Sequence[Quotation] = (),
) -> tuple[Quotation, ...]:
    """What a document reports without quotation marks, up to the sentence's end.

    `speakers` are the mentions that can say something, with what they are called: people, offices, bodies, states, and
    citations whose author stands in the sentence. `people` are asked for whom a pronoun or an office stands for, `quotations`
    for who spoke last.
    """
    ordered = sorted(speakers, key=lambda row: (row[0].start, -row[0].end))
    language = language_of_text(document.text)
    named = [person for person in people if person.name is not None]
    page = _Page(document, ordered, [row[0].start for row in ordered], Cast(document, named, language), quotations)
    closed = [(p.start, p.end) for p in document.paragraphs if p.kind in {"reference", "front", "table"}]
    starts = [p.start for p in document.paragraphs]
    found: list[Quotation] = []
    at = 0
    for sentence in document.sentences:
        while at < len(closed) and closed[at][1] <= sentence.start:
            at += 1
        if at < len(closed) and closed[at][0] <= sentence.start:
            continue
        lowered = document.text[sentence.start : sentence.end].lower()
        heads = not _heads(language).isdisjoint(_WORDS.findall(lowered))
        if heads and (language in _TRAILED or any(word in lowered for word in _that(language))):
            home = bisect_right(starts, sentence.start) - 1
            begin = starts[home] if home >= 0 else 0
            found += _clauses(page, sentence, begin, found[-1] if found else None)
        if "ccording to " in lowered:
            found += _according(page, sentence)
        elif language != "en":
            found += _grounded(page, sentence)
    return tuple(sorted(dict.fromkeys(found), key=lambda quote: (quote.start, quote.end)))


@cache
def _heads(language: str) -> frozenset[str]:
    """The longest word of each verb of saying, without which a sentence holds none: most sentences are passed over by it."""
    key = "judges" if language in turkish.LANGUAGES else "says"
    parts = ([part for word in entry for part in _WORDS.findall(word)] for entry in saying_lists(language)[key])
    return frozenset(max(words, key=len) for words in parts if words)


@cache
def _that(language: str) -> tuple[str, ...]:
    return tuple(sorted(plain_list(language, "that")))


# --- a verb and what it brings ---------------------------------------------------------------------------------------


def _clauses(page: _Page, sentence: Span, begin: int, last: Quotation | None) -> list[Quotation]:
    """What the verbs of saying of one sentence bring; of several, each with its own subject."""
    text = page.document.text
    words = said(words_of(text, sentence.start, sentence.end), page.cast.language)
    if words.language in turkish.LANGUAGES:
        told = turkish.reports(words)
        if told is None or not _is_sound(page, words, told[0]):
            return []
        speaker = _called(page, words, told[0], begin, None)
        low, high = words.words[told[1]][0], words.words[told[2] - 1][1]
        return [_reported(text, low, high, speaker)] if speaker is not None else []
    found = _behind_them(page, words, sentence, begin)
    at = 0
    while at < len(words.low):
        size = entry_at(words.low, at, words.language, "says")
        if (
            not size
            or entry_at(words.low, at, words.language, "naming")
            or words.low[at] in _PUTS
            or is_noun(words, at)
            or is_passive(words, at)
            or (at > 0 and is_capital(words.words[at][2]))
        ):
            at += max(1, size)
            continue
        clause = _clause_at(words, at, at + size)
        if clause is None or clause >= len(words.low) or words.words[clause][2] in _MARKS:
            at += size
            continue
        speaker = _speaker(page, words, (at, size, clause), begin, found[-1] if found else last)
        if speaker is not None:
            found.append(_reported(text, words.words[clause][0], sentence.end, speaker))
        at = clause
    return found


def _clause_at(text: Said, verb: int, after: int) -> int | None:
    """The word at which what is said begins, behind the "that" which a verb brings; None where it brings none."""
    that = plain_list(text.language, "that")
    between: list[str] = []
    for at in range(after, min(len(text.low), after + _CLAUSE)):
        word = text.low[at]
        if word in that:
            return at + 1 if _brings(text, verb, between) else None
        if word in {".", ";", ":", "(", "?", "!"} or word in _MARKS:
            return None
        if text.language == "de" and word == "," and at + 1 < len(text.low) and text.low[at + 1] not in that:
            return at + 1 if _SUBJUNCTIVE & set(text.low[at + 1 :]) else None
        between.append(word)
    return None


def _brings(text: Said, verb: int, between: list[str]) -> bool:
    """Whether a verb brings the clause behind some words: they tell to whom, where and when, and hold no thing of which the
    clause tells ("blocked the plan that ..."), nor a conjunction ("avant que")."""
    if not between:
        return True
    first, last = between[0], between[-1]
    if (between.count(",") % 2 and last != ",") or last in _CONJUNCTIONS or first in _INFINITIVE:
        return False
    if text.low[verb] in _TELLING or last == ",":
        return True
    links = plain_list(text.language, "links")
    return first not in plain_list(text.language, "determiners") or first in links


# words before "que" and "che" that make a conjunction with it, and before an infinitive
_CONJUNCTIONS = frozenset(
    "avant afin pour dès alors tandis bien sans parce tant plus moins plutôt autre tel après depuis jusqu de para desde hasta ya más menos lo los la las el mientras sino antes después prima dopo mais menos antes depois até".split()
)
_INFINITIVE = frozenset(("de", "d'", "d’", "di", "not", "no"))


def _speaker(page: _Page, text: Said, verb: tuple[int, int, int], begin: int, last: Quotation | None) -> str | None:
    """Who says what a verb (its place, its words, the place of what it brings) brings."""
    at, size, clause = verb
    subject = before(text, at)
    if subject is None and at > 0 and text.low[at - 1] in plain_list(text.language, "joints"):
        subject = sentence_subject(text, at)
    if (subject is None or not _is_sound(page, text, subject)) and text.language != "en":
        inverted = behind(text, at + size)
        if inverted is not None and inverted.high <= clause and inverted.kind != "vague":
            subject = inverted
    if subject is not None and _is_sound(page, text, subject):
        return _called(page, text, subject, begin, last)
    if text.language != "en" or (subject is not None and subject.kind in {"pronoun", "vague"}):
        return None
    low, high = text.words[0][0], text.words[at][0]
    return _subject(page.document.text, [row for row in page.of(low, high) if row[0].end <= high], high)


def _is_sound(page: _Page, text: Said, subject: Subject) -> bool:
    """Whether a subject is somebody or something that speaks."""
    if subject.kind in {"pronoun", "vague"}:
        return True
    if is_latter(text, subject):
        return True
    if any(text.low[k] in plain_list(text.language, "silent") for k in range(subject.low, subject.high)):
        return False
    if speaks(text, subject):
        return True
    start, end = text.words[subject.low][0], text.words[subject.high - 1][1]
    if any(row[0].start < end and start < row[0].end for row in page.of(start - 60, end)):
        return True
    if subject.kind != "name":
        return False
    return subject.high - subject.low > 1 or not is_common(text.low[subject.low])


def _called(page: _Page, text: Said, subject: Subject, begin: int, last: Quotation | None) -> str | None:
    """What a subject is called: as the mention in it is, as who a pronoun or an office stands for, else as printed."""
    whole, word = page.document.text, text.low[subject.low]
    start, end = text.words[subject.low][0], text.words[subject.high - 1][1]
    if subject.kind == "vague":
        return _spoke_last(page, start, last) if word in {"it", "they"} else None
    if subject.kind == "pronoun":
        return meant_by_pronoun(page.cast, start, begin, word)
    if is_latter(text, subject):
        return named_last(page.cast, start)
    rows = [row for row in page.of(start - 60, end) if row[0].start < end and start < row[0].end]
    named = [row for row in rows if row[2] and row[0].end <= end + 60 and not row[1].islower()]
    if subject.kind == "name" and named:
        return named[-1][1]
    if text.low[subject.low] in plain_list(text.language, "determiners"):
        subject = Subject(subject.low + 1, subject.high, subject.kind)
    meant = meant_by_phrase(page.cast, text, subject, begin)
    if meant is not None:
        return meant
    return " ".join(whole[text.words[subject.low][0] : end].split()) if subject.high > subject.low else None


def _spoke_last(page: _Page, at: int, last: Quotation | None) -> str | None:
    """The body or document that spoke right before an offset, whom "it" stands for."""
    before_it = [q for q in page.quotations if at - 240 <= q.end <= at and q.speaker is not None]
    spoken = [*before_it, *([last] if last is not None and at - 240 <= last.end <= at else [])]
    if not spoken:
        return None
    speaker = max(spoken, key=lambda q: q.end).speaker
    return None if speaker is None or any(p.name == speaker for p in page.cast.people) else speaker


_OTHER_CLAUSE = re.compile(r"[;:]|\b(?:but|while|when|that)\b")
_PREPOSITION_BEFORE = re.compile(r"\b(?:of|in|to|from|with|by|for|against|at|on|and|between)\s(?:the\s)?$")
_PLAIN_GAP = re.compile(r"[^.,;:“”\"]{0,40}")
_CLAUSE_WORD = re.compile(r"\b(?:that|and|but|which|while|when|by)\b")


def _subject(text: str, rows: Sequence[Speaker], verb: int) -> str | None:
    """Who says it: the person named last before the verb, the sentence's first one where an insertion stands between; else a
    body or state right before it that is no part of another phrase."""
    people = [row for row in rows if row[2]]
    if people:
        gap = text[people[-1][0].end : verb]
        if len(gap) <= 140 and _OTHER_CLAUSE.search(gap) is None:
            return people[0][1] if rows[-1][2] and gap.startswith(",") and len(people) > 1 else people[-1][1]
        return None
    if not rows:
        return None
    span, name, _ = rows[-1]
    gap, ahead = text[span.end : verb], text[max(0, span.start - 16) : span.start].lower()
    inside = _PREPOSITION_BEFORE.search(ahead) is not None
    plain = _PLAIN_GAP.fullmatch(gap) is not None
    return name if plain and not inside and not _CLAUSE_WORD.search(gap) else None


def _reported(text: str, low: int, high: int, speaker: str) -> Quotation:
    while low < high and text[low] in " ,:":
        low += 1
    return Quotation(low, high, text[low:high], speaker, "reported")


def _behind_them(page: _Page, words: Said, sentence: Span, begin: int) -> list[Quotation]:
    """What a sentence tells before a comma and the one who says it: "Der Hafen werde geöffnet, sagte der Minister.", "The port
    would open, the minister said."."""
    comma = next((k for k in range(len(words.low) - 3, _LEAST, -1) if words.low[k] == ","), None)
    if comma is None or words.language not in _TRAILED or _MARKS & {w for _, _, w in words.words}:
        return []
    if words.language == "de" and not _SUBJUNCTIVE & set(words.low[:comma]):
        return []
    small = plain_list(words.language, "openers") - plain_list(words.language, "determiners")
    if words.language != "de" and words.low[0] in small - plain_list(words.language, "pronouns"):
        return []
    told = said(words.words[comma + 1 :], words.language)
    found = said_last(told)
    if found is None or found.kind == "vague" or not _is_sound(page, told, found):
        return []
    speaker = _called(page, told, found, begin, None)
    return (
        [_reported(page.document.text, sentence.start, words.words[comma][0], speaker)] if speaker is not None else []
    )


_TRAILED = frozenset(
    {"de", "en", *turkish.LANGUAGES}
)  # languages whose clauses may stand before who says them, without "that"
_LEAST = 4  # words of such a clause


# --- according to somebody -------------------------------------------------------------------------------------------


def _according(page: _Page, sentence: Span) -> list[Quotation]:
    """ "According to Carew, the port was closed", "The port, according to the ministry, was closed"."""
    text = page.document.text
    found = []
    for match in _GROUND.finditer(text, sentence.start, sentence.end):
        rows = page.of(match.end() - 4, match.end())
        behind_it = [row for row in rows if row[0].start in {match.end(), match.end() - 4}]
        if behind_it:
            low = behind_it[0][0].end if match.start() - sentence.start < 40 else sentence.start
            high = sentence.end if match.start() - sentence.start < 40 else match.start()
            found.append(_reported(text, low, high, behind_it[0][1]))
    return found


def _grounded(page: _Page, sentence: Span) -> list[Quotation]:
    """The same in other languages, at the head of a sentence alone: "Selon Maurand, ...", "Nach Angaben des Ministeriums ..."."""
    text, language = page.document.text, page.cast.language
    opening = text[sentence.start : sentence.start + 24].lower()
    if not opening.startswith(_grounds(language)):
        return []
    words = said(words_of(text, sentence.start, sentence.end), language)
    size = entry_at(words.low, 0, language, "grounds")
    if not size or tuple(words.low[:size]) in saying_lists(language)["heading"]:
        return []
    subject = behind(words, size)
    if subject is None and words.low[size - 1] in _ARTICLES:
        end = size
        while end < len(words.low) and end - size < 3 and words.words[end][2][:1].isalpha():
            end += 1
        subject = Subject(size, end, "phrase") if end > size else None
    if subject is None or subject.kind in {"pronoun", "vague"} or not _is_sound(page, words, subject):
        return []
    speaker = _called(page, words, subject, sentence.start, None)
    low = words.words[subject.high - 1][1]
    return [_reported(text, low, sentence.end, speaker)] if speaker is not None and low < sentence.end - 12 else []


_ARTICLES = frozenset("du des del de la do da der".split())


@cache
def _grounds(language: str) -> tuple[str, ...]:
    """The beginnings of the grounds that may open a sentence."""
    if language in turkish.LANGUAGES:
        return ()
    return tuple(entry[0] for entry in saying_lists(language)["grounds"])
