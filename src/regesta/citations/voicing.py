"""Whose the words in marks are: by the formulas about them, by the quotation they go on with, by the sentence before them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from regesta.citations.around import Around
from regesta.citations.marks import Marked
from regesta.citations.referents import Cast, about, meant_by_phrase, meant_by_pronoun
from regesta.citations.saying import entry_at, plain_list, words_of
from regesta.citations.speakers import Told, told_speaker
from regesta.citations.subjects import said
from regesta.model import Citation, Document, Paragraph, PersonMention

_LEAD = 420  # code points of a sentence before or behind a quotation that may tell who speaks
_BETWEEN = 140  # code points between the parts of what one speaker says
SPOKEN = re.compile(r"\s*(?:These|Those|The|Such|His|Her) words (?:were|are) (?:spoken|said|uttered|written) by\b")
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽƏА-ЯЁЇІЄҐ"
SENTENCE_END = re.compile(
    rf"(?<!\bM)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bMme)(?<!\bSr)(?<!\bSra)(?<!\b[{_UPPER}])[.!?…][”\"’»)]?\s+(?=[{_UPPER}“\"«„])"
)
_OTHER_SPEAKER = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]\w")
_JOINED = re.compile(
    r",?\s(?:and|or|but|then|et|ou|mais|puis|e|ed|y|o|pero|und|oder|aber|ve|ama|и|а|но)(?:\s[\w’'-]+){0,3}\s?"
)
_ADDING = re.compile(r",?\s(?:and\s)?(\w+(?:ing|ant|ndo))\b")


class Voice(NamedTuple):
    """Who says a marked stretch: `paragraph` is where its paragraph begins, `parted` whether it is told behind the words."""

    mark: Marked
    speaker: str | None
    paragraph: int
    parted: bool = False


class Scene(NamedTuple):
    """What a document tells of who may speak: `people` with names, by place; `citations`; `cast` for pronouns and phrases."""

    document: Document
    people: Sequence[PersonMention]
    citations: Sequence[Citation]
    cast: Cast


def scene_of(
    document: Document,
    people: Sequence[PersonMention],
    citations: Sequence[Citation],
    marks: Sequence[Marked],
    language: str,
) -> Scene:
    """What the search for speakers works on; those named within somebody's words are nobody a pronoun outside stands for."""
    named = [person for person in people if person.name is not None]
    begins = [mark.start for mark in marks]

    def quoted(at: int) -> bool:
        last = bisect_right(begins, at) - 1
        return last >= 0 and at < marks[last].end

    small = plain_list(language, "openers")
    outside = [p for p in named if not quoted(p.start) and p.text.partition(" ")[0].lower() not in small]
    return Scene(document, named, citations, Cast(document, outside, language, tuple(marks)))


def voices_of(scene: Scene, marks: Sequence[Marked]) -> list[Voice]:
    """The voices of all marked stretches, in order. Words over several paragraphs have one speaker."""
    paragraphs = scene.document.paragraphs
    starts = [p.start for p in paragraphs]
    told: list[Voice] = []
    for at, mark in enumerate(marks):
        index = max(0, bisect_right(starts, mark.start) - 1)
        home = paragraphs[index] if paragraphs else Paragraph(0, len(scene.document.text), "text")
        voice = Voice(mark, None, home.start)
        if home.kind != "note":  # there it is the title of a work
            opens = at + 1 < len(marks) and marks[at + 1].going and not mark.going
            begin = _lead_in(scene.document, paragraphs[index - 1] if index > 0 else None, mark, home, opens)
            voice = _voice(scene, voice, (begin, home.end), told[-1] if told else None, opens)
        told.append(voice)
    return _shared(told)


def nested_voice(scene: Scene, outer: Marked, mark: Marked) -> str | None:
    """Who says words that are quoted within somebody's words, by the formulas within those alone."""
    text = scene.document.text
    low, high = max(outer.start + 1, mark.start - _LEAD), min(outer.end - 1, mark.end + _LEAD)
    ends = [m.end() for m in SENTENCE_END.finditer(text, low, mark.start)]
    low = ends[-1] if ends else low
    around = Around(text, low, mark.start, mark.end, high, text[mark.start + 1 : mark.end - 1], scene.cast.language)
    told = told_speaker(around, _near(scene, low, high), ())
    return told.speaker if told is not None else None


def told_of(
    scene: Scene, around: Around, citations: Sequence[Citation], begin: int, floor: int = 0
) -> tuple[str | None, Told | None]:
    """Who speaks by the formulas about some words, and what the formulas told: a pronoun and a phrase such as "the chancellor"
    are asked for in the paragraph that begins at `begin`, a pronoun not before `floor`."""
    told = told_speaker(around, _near(scene, around.low, around.high), citations)
    if told is None or told.found is None:
        return (told.speaker if told is not None else None), told
    text, subject = told.found
    if told.kind == "pronoun":
        word = text.low[subject.low]
        at = min(around.start, text.words[subject.low][0])
        return meant_by_pronoun(scene.cast, at, begin, word, floor), told
    if told.kind == "phrase" or (told.kind == "name" and subject.high - subject.low <= 2):
        called = meant_by_phrase(scene.cast, text, subject, begin)
        if called is not None:
            return called, told
    return told.speaker, told


def _near(scene: Scene, low: int, high: int) -> Sequence[PersonMention]:
    begin = bisect_left(scene.people, low, key=lambda p: p.start)
    return scene.people[max(0, begin - 1) : bisect_right(scene.people, high, key=lambda p: p.start)]


def _lead_in(document: Document, ahead: Paragraph | None, mark: Marked, home: Paragraph, opens: bool) -> int:
    """Where to look for who speaks: from the paragraph's beginning, or from the one ahead where that leads to the words."""
    if ahead is None or ahead.kind not in {"text", "quote"} or document.text[home.start : mark.start].strip(" >—–-"):
        return home.start
    last = document.text[ahead.start : ahead.end].rstrip()[-1:]
    return ahead.start if last == ":" or (opens and ahead.kind == "text") else home.start


def _shared(voices: list[Voice]) -> list[Voice]:
    """The voices, with one speaker for words that go on over several paragraphs."""
    found = list(voices)
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and found[end].mark.going:
            end += 1
        if end - at > 1:
            speaker = next((v.speaker for v in found[at:end] if v.speaker is not None), None)
            found[at:end] = [v._replace(speaker=speaker) for v in found[at:end]]
        at = end
    return found


def _voice(scene: Scene, voice: Voice, within: tuple[int, int], last: Voice | None, opens: bool) -> Voice:
    """Who says it: by a formula of attribution, else as the quotation before it that it goes on with, else who the sentence
    before it is about, where that tells of speaking. `opens` tells that the words go on in the next paragraph."""
    document, mark = scene.document, voice.mark
    text = document.text
    low = lead_start(document, mark.start, within[0])
    high = _tail_end(text, mark.end, within[1])
    before = last if last is not None and last.paragraph == voice.paragraph else None
    if before is not None and before.mark.end > low:
        low = before.mark.end
    around = Around(text, low, mark.start, mark.end, high, text[mark.start + 1 : mark.end - 1], scene.cast.language)
    begins = bisect_left(scene.citations, mark.end, key=lambda c: c.start)
    cited = scene.citations[begins : begins + 3]
    spoken = before is not None and before.speaker is not None
    floor = before.mark.end if before is not None and spoken else 0
    speaker, told = told_of(scene, around, cited, within[0], floor)
    voice = voice._replace(parted=_is_parted(text, mark))
    if told is not None and told.kind in {"pronoun", "vague"} and told.found is not None and before is not None:
        word = told.found[0].low[told.found[1].low]
        since = [p for p in _outside(scene.cast, before.mark.end, mark.start) if p.name != before.speaker]
        if speaker is None and not since and (told.kind == "pronoun" or word in _IT):
            speaker = before.speaker
    if told is not None or mark.dashed:
        return voice._replace(speaker=speaker)
    if SPOKEN.match(text, mark.end, within[1]) is not None:
        named = _outside(scene.cast, mark.end, min(within[1], mark.end + _LEAD))
        return voice._replace(speaker=named[0].name if named else None)
    if before is not None and before.speaker is not None and _goes_on(text, before, mark, scene.cast.language):
        return voice._replace(speaker=before.speaker)
    return voice._replace(speaker=_bare(scene, around, within[0], before, opens))


_IT = frozenset("it they".split())


def _outside(cast: Cast, low: int, high: int) -> Sequence[PersonMention]:
    begin = bisect_left(cast.people, low, key=lambda p: p.start)
    return cast.people[begin : bisect_left(cast.people, high, key=lambda p: p.start)]


def _bare(scene: Scene, around: Around, begin: int, before: Voice | None, opens: bool) -> str | None:
    """Who says words that are a sentence of their own: the speaker of the quotation that ends the sentence before, else the
    one whom that sentence is about, where it tells of speaking or being asked ("The minister was asked why. “Money.”")."""
    text, inner = around.text, around.inner.rstrip()
    sentences = scene.document.sentences
    at = bisect_left(sentences, around.start, key=lambda s: s.start) - 1
    while at >= 0 and sentences[at].end > around.start:
        at -= 1
    if at < 0 or sentences[at].start < begin or text[sentences[at].end : around.start].strip():
        return None
    if not opens and (inner[-1:] not in {".", "!", "?", "…"} or around.low < around.start):
        return None
    low, high = sentences[at].start, sentences[at].end
    if before is not None and before.mark.end > low:
        others = [p for p in _outside(scene.cast, before.mark.end, around.start) if p.name != before.speaker]
        return before.speaker if not others and len(text[before.mark.end : around.start]) < _BETWEEN else None
    words = said(words_of(text, low, high), scene.cast.language)
    speaks = any(
        entry_at(words.low, k, words.language, key)
        for k in range(len(words.low))
        for key in ("says", "judges", "gestures", "documents")
    )
    return about(scene.cast, low, high, begin) if speaks or opens else None


def lead_start(document: Document, start: int, begin: int) -> int:
    """Where the sentence before a quotation begins, at most as far back as formulas are looked for."""
    text, sentences = document.text, document.sentences
    at = bisect_right(sentences, start, key=lambda s: s.start) - 1
    while at > 0 and sentences[at].start >= start - 1 and text[begin:start].rstrip()[-1:] in {":", ","}:
        at -= 1
    low = sentences[at].start if at >= 0 else begin
    return max(begin, low, start - _LEAD)


def _tail_end(text: str, end: int, limit: int) -> int:
    """Where the sentence behind a quotation ends."""
    found = SENTENCE_END.search(text, end, min(limit, end + _LEAD))
    return found.start() + 1 if found is not None else min(limit, end + _LEAD)


def _is_parted(text: str, mark: Marked) -> bool:
    """Whether the words break off for somebody's name: “...,” or “...”, and the like."""
    inner, behind = text[mark.start + 1 : mark.end - 1].rstrip()[-1:], text[mark.end : mark.end + 2].lstrip()[:1]
    return inner in {",", "—", "–", "!", "?"} or behind in {",", "—", "–"}


def _goes_on(text: str, before: Voice, mark: Marked, language: str) -> bool:
    """Whether a quotation goes on with the one before: behind "he said," or "he said.", or joined to it by "and"."""
    between = text[before.mark.end : mark.start]
    if len(between) > _BETWEEN or (_OTHER_SPEAKER.search(between[1:]) is not None and not before.parted):
        return False
    adding = _ADDING.match(between)
    if _JOINED.fullmatch(between) is not None or (adding is not None and adding[1] in plain_list(language, "going")):
        return True
    return (
        before.parted
        and between.rstrip()[-1:] in {",", ".", ":", ";", "—", "–"}
        and not SENTENCE_END.search(between.rstrip())
    )
