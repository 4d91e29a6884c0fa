"""Quotations with their speakers, occasions, dates and sources; marks that only name or doubt a word are told apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from regesta.citations.marks import Marked, marked
from regesta.citations.saying import language_of_text
from regesta.citations.speakers import Around, told_speaker, undersigned
from regesta.model import Citation, Document, Paragraph, PersonMention, Quotation, Span, When

_GROUND = re.compile(r"\b[Aa]ccording to (?:the |a |an )?")
_REACH = 220
_LEAD = 420  # code points of a sentence before or behind a quotation that may tell who speaks
_BETWEEN = 140  # code points between the parts of what one speaker says
_OTHER_SPEAKER = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]\w")
_JOINED = re.compile(r",?\s(?:and|or|but|then|et|ou|e|ed|y|o|und|oder|ve)(?:\s[\w’'-]+){0,3}\s?")
_ADDING = re.compile(r",?\s(?:and\s)?(\w+ing)\b")
_SOURCE_REACH = 420  # code points behind a quotation within which its source may be cited
_SPOKEN = re.compile(r"\s*(?:These|Those|The|Such|His|Her) words (?:were|are) (?:spoken|said|uttered|written) by\b")
_TITLED = re.compile(
    r"\b(?:book|article|novel|film|study|paper|essay|memoir|journal|newspaper|song|pamphlet|report|thesis|entitled|titled|called|named|known as|the)\s*[,:]?\s*$",
    re.I,
)
_SMALL = frozenset(
    "a an the of and or in on to for from by with at as und der die das et de la le du des və ve".split()
)

# a date of the text: its place and what it says
Dated = tuple[Span, When]
# who may say something: the place, what he is called, and whether he is a person
Speaker = tuple[Span, str, bool]


def find_quotations(
    document: Document,
    people: Sequence[PersonMention] = (),
    citations: Sequence[Citation] = (),
    dates: Sequence[Dated] = (),
) -> tuple[Quotation, ...]:
    """The quotations of a document, marks included; `speaker` is None where nobody is said to speak (a title, a term)."""
    closed = [(p.start, p.end) for p in document.paragraphs if p.kind in {"reference", "front"}]
    starts = [p.start for p in document.paragraphs]
    named = [person for person in people if person.name is not None]
    persons, days = [person.start for person in named], [span.start for span, _ in dates]
    found: list[Quotation] = []
    language = language_of_text(document.text)
    marks = [m for m in marked(document.text) if not any(low <= m.start < high for low, high in closed)]
    begins = [citation.start for citation in citations]
    told: list[_Voice] = []
    for at, mark in enumerate(marks):
        home = document.paragraphs[max(0, bisect_right(starts, mark.start) - 1)] if starts else None
        begin, end = (home.start, home.end) if home is not None else (0, len(document.text))
        voice = _Voice(mark, None, begin)
        if home is None or home.kind != "note":  # there it is the title of a work
            around = (max(begin, mark.start - _LEAD), min(end, mark.end + _LEAD))
            # whoever can be meant: those named around it, or the last one before
            near = named[max(0, bisect_left(persons, around[0]) - 1) : bisect_right(persons, around[1])]
            cited = citations[bisect_left(begins, mark.end) : bisect_right(begins, mark.end + 4)]
            voice = _voice(document, voice, end, (near, cited), told[-1] if told else None, language)
        told.append(voice)
        if (
            (mark.doubtful or document.text[mark.start] == "‘")
            and voice.speaker is None
            and not _is_kept(document, mark)
        ):
            continue
        until = min(marks[at + 1].start if at + 1 < len(marks) else end, end, mark.end + _SOURCE_REACH)
        frame = _frame(document, mark, begin, until)
        said = voice.speaker is not None
        when = dates[bisect_left(days, frame[0][0]) : bisect_right(days, frame[1][1])] if said else ()
        found.append(
            Quotation(
                mark.start,
                mark.end,
                document.text[mark.start : mark.end],
                voice.speaker,
                "speech" if said else _kind(document.text, mark),
                _occasion(document.text, frame) if said else None,
                _date(frame, when) if said else None,
                _source(document, (mark.start, mark.end), until, citations),
            )
        )
    found += [
        quote
        for p in document.paragraphs
        if (quote := _block(document, p, named, citations, (marks, language))) is not None
    ]
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def find_reported(document: Document, speakers: Sequence[Speaker]) -> tuple[Quotation, ...]:
    """What a document reports without quotation marks: "X said that ...", "According to X, ...", up to the sentence's end.

    `speakers` are the mentions that can say something, with what they are called: people, offices, bodies, states, and
    citations whose author stands in the sentence.
    """
    ordered = sorted(speakers, key=lambda row: (row[0].start, -row[0].end))
    begins = [row[0].start for row in ordered]
    found: list[Quotation] = []
    for sentence in document.sentences:
        text = document.text
        rows: Sequence[Speaker] = ordered[bisect_right(begins, sentence.start - 1) : bisect_right(begins, sentence.end)]
        if not rows:
            continue
        clauses = text.find("that", sentence.start, sentence.end) >= 0  # quicker sought than the verbs before it
        for match in _reporting().finditer(text, sentence.start, sentence.end) if clauses else ():
            speaker = _subject(text, [row for row in rows if row[0].end <= match.start()], match.start())
            if speaker is not None and text[match.end() : match.end() + 2].strip() not in {'"', "“", "«", "„"}:
                found.append(_reported(text, match.end(), sentence.end, speaker))
        grounds = text.find("ccording to ", sentence.start, sentence.end) >= 0
        for match in _GROUND.finditer(text, sentence.start, sentence.end) if grounds else ():
            behind = [row for row in rows if row[0].start in {match.end(), match.end() - 4}]
            if behind:
                low = behind[0][0].end if match.start() - sentence.start < 40 else sentence.start
                high = sentence.end if match.start() - sentence.start < 40 else match.start()
                found.append(_reported(text, low, high, behind[0][1]))
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


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
    gap, before = text[span.end : verb], text[max(0, span.start - 16) : span.start].lower()
    inside = _PREPOSITION_BEFORE.search(before) is not None
    plain = _PLAIN_GAP.fullmatch(gap) is not None
    return name if plain and not inside and not _CLAUSE_WORD.search(gap) else None


def _reported(text: str, low: int, high: int, speaker: str) -> Quotation:
    while low < high and text[low] in " ,:":
        low += 1
    return Quotation(low, high, text[low:high], speaker, "reported")


# --- who, where, when, from where ------------------------------------------------------------------------------------


_NEW_SENTENCE = re.compile(r"[^.!?]*[.!?]\s+[A-Z]")


class _Voice(NamedTuple):
    """Who says a marked stretch: `paragraph` is where its paragraph begins, `parted` whether it is told behind the words."""

    mark: Marked
    speaker: str | None
    paragraph: int
    parted: bool = False


_Near = tuple[Sequence[PersonMention], Sequence[Citation]]


def _voice(document: Document, voice: _Voice, end: int, near: _Near, last: _Voice | None, language: str) -> _Voice:
    """Who says it: by a formula of attribution, else as the quotation before it that it goes on with, else the subject of a
    saying verb near it (English)."""
    text, mark = document.text, voice.mark
    low = _lead_start(document, mark.start, voice.paragraph)
    high = _tail_end(text, mark.end, end)
    before = last if last is not None and last.paragraph == voice.paragraph else None
    if before is not None and before.mark.end > low:
        low = before.mark.end
    around = Around(text, low, mark.start, mark.end, high, text[mark.start + 1 : mark.end - 1], language)
    told = told_speaker(around, near[0], near[1])
    if told is not None and told.kind == "pronoun":
        since = [p for p in near[0] if before is not None and before.mark.end <= p.start < mark.start]
        if before is not None and before.speaker is not None and not since:
            return voice._replace(speaker=before.speaker, parted=_is_parted(text, mark))
        earlier = [p for p in near[0] if p.end <= mark.start]
        return voice._replace(speaker=earlier[-1].name if earlier else None, parted=_is_parted(text, mark))
    if told is not None:
        return voice._replace(speaker=told.speaker, parted=_is_parted(text, mark))
    if before is not None and before.speaker is not None and _goes_on(text, before, mark):
        return voice._replace(speaker=before.speaker, parted=_is_parted(text, mark))
    if language != "en" or mark.doubtful:
        return voice
    around_it = (max(voice.paragraph, mark.start - _REACH), min(end, mark.end + _REACH))
    return voice._replace(speaker=_speaker(text, mark, around_it, near[0]))


def _lead_start(document: Document, start: int, begin: int) -> int:
    """Where the sentence before a quotation begins, at most as far back as formulas are looked for."""
    text, sentences = document.text, document.sentences
    at = bisect_right(sentences, start, key=lambda s: s.start) - 1
    while at > 0 and sentences[at].start >= start - 1 and text[begin:start].rstrip()[-1:] in {":", ","}:
        at -= 1
    low = sentences[at].start if at >= 0 else begin
    return max(begin, low, start - _LEAD)


def _tail_end(text: str, end: int, limit: int) -> int:
    """Where the sentence behind a quotation ends."""
    found = _SENTENCE_END.search(text, end, min(limit, end + _LEAD))
    return found.start() + 1 if found is not None else min(limit, end + _LEAD)


def _is_parted(text: str, mark: Marked) -> bool:
    """Whether the words break off for somebody's name: “...,” or “...”, and the like."""
    return text[mark.end - 2 : mark.end - 1] in {",", "—", "–", "!", "?"} or text[mark.end : mark.end + 1] in {",", "—"}


def _goes_on(text: str, before: _Voice, mark: Marked) -> bool:
    """Whether a quotation goes on with the one before: behind "he said," or "he said.", or joined to it by "and"."""
    between = text[before.mark.end : mark.start]
    if len(between) > _BETWEEN or (_OTHER_SPEAKER.search(between[1:]) is not None and not before.parted):
        return False
    adding = _ADDING.match(between)
    if _JOINED.fullmatch(between) is not None or (adding is not None and _verbs().fullmatch(adding[1]) is not None):
        return True
    return (
        before.parted and between.rstrip()[-1:] in {",", ".", ":", ";"} and not _SENTENCE_END.search(between.rstrip())
    )


def _is_kept(document: Document, mark: Marked) -> bool:
    """Whether words in single marks that nobody is said to speak are told of: two words at least, in marks that are no
    apostrophes."""
    return not mark.doubtful and " " in document.text[mark.start : mark.end]


def _speaker(text: str, match: Marked, around: tuple[int, int], people: Sequence[PersonMention]) -> str | None:
    """Who says it: the subject of a saying verb before or behind the quotation, in its sentence or right after it."""
    before = text[around[0] : match.start]
    after = text[match.end : around[1]]
    verbs = _verbs()
    led = list(verbs.finditer(before))
    lead = _last_sentence(before)
    if led and led[-1].start() >= len(before) - len(lead) - 1:
        # the saying verb stands in the quotation's own sentence, before it; "affirming" has the sentence's subject
        opening = match.start - len(lead)
        subject = [p for p in people if opening <= p.start < around[0] + led[-1].start()]
        if led[-1].group().endswith("ing") and subject:
            return subject[0].name
        return _nearest(people, around[0], around[0] + led[-1].start(), text) or _nearest(
            people, around[0], match.start, text
        )
    told = verbs.search(after[:90])
    if told is not None and not _NEW_SENTENCE.match(after[: told.start()]):
        inside = [p for p in people if match.end <= p.start <= match.end + 90]
        return inside[0].name if inside else _nearest(people, around[0], match.start, text)
    if _SPOKEN.match(after) is not None:
        inside = [p for p in people if match.end <= p.start <= match.end + _REACH]
        return inside[0].name if inside else None
    return None


_UP_TO_THE_END = re.compile(r"[^.!?]*")


def _frame(document: Document, match: Marked, begin: int, until: int) -> tuple[tuple[int, int], ...]:
    """The parts of the text that tell of a quotation: its own sentence before it, and what follows up to the next one."""
    before = document.text[max(begin, match.start - 400) : match.start]
    spoken = _SPOKEN.match(document.text, match.end, until)
    behind = _UP_TO_THE_END.match(document.text, match.end, until)
    end = until if spoken is not None else behind.end() if behind is not None else match.end
    return (match.start - len(_last_sentence(before)), match.start), (match.end, end)


def _occasion(text: str, frame: tuple[tuple[int, int], ...]) -> str | None:
    """ "in a speech addressed to Israeli diplomats", "during a high-level meeting with the President": in the text's words."""
    for low, high in frame:
        found = _occasions().search(text[low:high])
        if found is not None:
            return " ".join(found.group().split()).strip(" ,")
    return None


def _date(frame: tuple[tuple[int, int], ...], dates: Sequence[Dated]) -> str | None:
    """The date told with a quotation, EDTF: the nearest in its sentence before it, else the first behind it."""
    (low, high), (after, until) = frame
    told = [when.edtf for span, when in dates if when.edtf is not None and low <= span.start and span.end <= high]
    later = [when.edtf for span, when in dates if when.edtf is not None and after <= span.start and span.end <= until]
    return told[-1] if told else later[0] if later else None


def _source(document: Document, span: tuple[int, int], until: int, citations: Sequence[Citation]) -> str | None:
    """The work cited for a quotation: behind it up to the next one, in a note called there, or before it in its sentence."""
    start, end = span
    near = [c for c in citations if c.called_from or start - _SOURCE_REACH <= c.start < until]
    for citation in near:
        called = [at for at in citation.called_from if end - 1 <= at <= min(until, end + 200)]
        stands = not citation.called_from and end <= citation.start < until
        if called or stands:
            return citation.reference or citation.label
    at = bisect_right(document.sentences, start, key=lambda s: s.start) - 1
    sentence = document.sentences[at] if at >= 0 and start < document.sentences[at].end else None
    before = [c for c in near if sentence is not None and sentence.start <= c.start and c.end <= start]
    return (before[-1].reference or before[-1].label) if before else None


def _kind(text: str, match: Marked) -> str:
    """What words in marks are that nobody is said to speak: a title, a term or a doubted word, or words of somebody."""
    inner = text[match.start + 1 : match.end - 1].strip()
    words = inner.split()
    before = text[max(0, match.start - 24) : match.start]
    capitals = [word for word in words if word.lower() not in _SMALL]
    if (
        len(words) > 1
        and all(word[:1].isupper() or not word[:1].isalpha() for word in capitals)
        and inner[-1] not in ".!?"
    ):
        return "title"
    if _TITLED.search(before) and len(words) > 2 and words[0][:1].isupper():
        return "title"
    return "scare" if len(words) <= 5 and inner[-1:] not in ".!?" else "words"


_UNDERSIGNED = re.compile(r"\n?\s*[—–-]\s*([^\n]{3,80})$")


def _block(
    document: Document,
    paragraph: Paragraph,
    people: Sequence[PersonMention],
    citations: Sequence[Citation],
    reading: tuple[Sequence[Marked], str],
) -> Quotation | None:
    """A block set apart as a quotation: its speaker is told by the sentence that leads to it, or under it behind a dash.

    `reading` are the text's marked stretches and its language.
    """
    text, (marks, language) = document.text, reading
    if paragraph.kind != "quote" or any(m.start <= paragraph.start + 2 and m.end >= paragraph.end - 2 for m in marks):
        return None
    window = text[max(0, paragraph.start - 400) : paragraph.start]
    before = window.rstrip()
    low = paragraph.start - len(window) + len(before) - len(_last_sentence(before).rpartition("\n\n")[2])
    inside = [c for c in citations if paragraph.start <= c.start < paragraph.end]
    end = inside[-1].start - 1 if inside and paragraph.end - inside[-1].end < 4 else paragraph.end
    lead = paragraph.start - len(window) + len(before)
    around = Around(text, low, lead, end, end, text[paragraph.start : paragraph.end], language)
    told = told_speaker(around, people, inside[-1:])
    speaker = told.speaker if told is not None else None
    if speaker is None and (told is None or told.kind == "pronoun"):
        if before.endswith((":", ",")) or _verbs().search(text, low, lead):
            speaker = _nearest(people, low, paragraph.start, text)
        if speaker is None and told is not None:
            earlier = [p for p in people if p.end <= paragraph.start]
            speaker = earlier[-1].name if earlier else None
    under = _UNDERSIGNED.search(text[paragraph.start : paragraph.end])
    if speaker is None and under is not None:
        speaker = undersigned(text, paragraph.start + under.start(1), paragraph.end, language, people)
    source = _source(document, (paragraph.start, paragraph.end), paragraph.end + 4, citations)
    if source is None and inside:
        source = inside[-1].reference or inside[-1].label
    return Quotation(
        paragraph.start, paragraph.end, text[paragraph.start : paragraph.end], speaker, "block", source=source
    )


_SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+(?=[A-Z“\"])")


def _last_sentence(before: str) -> str:
    marks = [m.end() for m in _SENTENCE_END.finditer(before)]
    return before[marks[-1] :] if marks else before


_PRONOUN = re.compile(r"\b(?:he|she|He|She)\b")


def _nearest(people: Sequence[PersonMention], low: int, high: int, text: str) -> str | None:
    """The person named last before an offset, else the one the paragraph's pronoun stands for."""
    inside = [person for person in people if low <= person.start and person.end <= high]
    if inside:
        return inside[-1].name
    if _PRONOUN.search(text[low:high]):
        earlier = [person for person in people if person.end <= high]
        return earlier[-1].name if earlier else None
    return None


def _words(name: str, language: str = "en") -> list[str]:
    text = files("regesta.citations").joinpath(f"data/{language}/{name}").read_text(encoding="utf-8")
    forms = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return sorted(forms, key=len, reverse=True)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_words("saying.txt")) + r")\b")


@cache
def _reporting() -> re.Pattern[str]:
    """A saying verb with the "that" which brings what was said, at most a few words on ("told reporters on Monday that")."""
    verbs = "|".join(word.removesuffix(" that") for word in _words("saying.txt") if not word.endswith("for"))
    return re.compile(rf"\b(?:{verbs})\b(?:\s[\w’'-]+){{0,6}}?,?\sthat\b")


@cache
def _occasions() -> re.Pattern[str]:
    nouns = "|".join(_words("occasions.txt"))
    return re.compile(
        rf"\b(?:(?:speaking|talking|writing) )?(?:in|at|during|on) (?:a|an|the|his|her|their|its|this|that)\s(?:[\w’'-]+\s){{0,4}}?(?:{nouns})s?\b"
        r"(?:\s(?:of|with|to|for|in|on|at|between|by|dedicated|addressed|held|given|before|after)\b[^,.;:“”\"()]{0,110})?",
        re.I,
    )
