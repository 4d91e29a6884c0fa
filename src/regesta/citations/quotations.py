"""Quotations with their speakers, occasions, dates and sources; marks that only name or doubt a word are told apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from regesta.model import Citation, Document, Paragraph, PersonMention, Quotation, Span, When

_MARKS = re.compile(
    r"“([^“”]{2,4000}?)”|«([^«»]{2,4000}?)»|„([^„“”]{2,4000}?)[“”]|\"(?<![\w\"]\")([^\"\n]{2,4000}?)\"(?!\w)"
)
_GROUND = re.compile(r"\b[Aa]ccording to (?:the |a |an )?")
_REACH = 220
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
    marks = [m for m in _MARKS.finditer(document.text) if not any(low <= m.start() < high for low, high in closed)]
    for at, match in enumerate(marks):
        home = document.paragraphs[max(0, bisect_right(starts, match.start()) - 1)] if starts else None
        begin, end = (home.start, home.end) if home is not None else (0, len(document.text))
        if home is not None and home.kind == "note":
            speaker = None  # the title of a work
        else:
            around = (max(begin, match.start() - _REACH), min(end, match.end() + _REACH))
            # whoever can be meant: those named around it, or the last one before
            near = named[max(0, bisect_left(persons, around[0]) - 1) : bisect_right(persons, around[1])]
            speaker = _speaker(document.text, match, around, near)
        until = min(marks[at + 1].start() if at + 1 < len(marks) else end, end, match.end() + _SOURCE_REACH)
        frame = _frame(document, match, begin, until)
        said = speaker is not None
        told = dates[bisect_left(days, frame[0][0]) : bisect_right(days, frame[1][1])] if said else ()
        found.append(
            Quotation(
                match.start(),
                match.end(),
                match.group(),
                speaker,
                "speech" if said else _kind(document.text, match),
                _occasion(document.text, match, frame) if said else None,
                _date(match, frame, told) if said else None,
                _source(document, match.span(), until, citations),
            )
        )
    found += [quote for p in document.paragraphs if (quote := _block(document, p, named, citations, marks)) is not None]
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
    if told is not None and not _NEW_SENTENCE.match(after[: told.start()]):
        inside = [p for p in people if match.end() <= p.start <= match.end() + 90]
        return inside[0].name if inside else _nearest(people, around[0], match.start(), text)
    if _SPOKEN.match(after) is not None:
        inside = [p for p in people if match.end() <= p.start <= match.end() + _REACH]
        return inside[0].name if inside else None
    return None


_UP_TO_THE_END = re.compile(r"[^.!?]*")


def _frame(document: Document, match: re.Match[str], begin: int, until: int) -> tuple[tuple[int, int], ...]:
    """The parts of the text that tell of a quotation: its own sentence before it, and what follows up to the next one."""
    before = document.text[max(begin, match.start() - 400) : match.start()]
    spoken = _SPOKEN.match(document.text, match.end(), until)
    behind = _UP_TO_THE_END.match(document.text, match.end(), until)
    end = until if spoken is not None else behind.end() if behind is not None else match.end()
    return (match.start() - len(_last_sentence(before)), match.start()), (match.end(), end)


def _occasion(text: str, match: re.Match[str], frame: tuple[tuple[int, int], ...]) -> str | None:
    """ "in a speech addressed to Israeli diplomats", "during a high-level meeting with the President": in the text's words."""
    for low, high in frame:
        found = _occasions().search(text[low:high])
        if found is not None:
            return " ".join(found.group().split()).strip(" ,")
    return None


def _date(match: re.Match[str], frame: tuple[tuple[int, int], ...], dates: Sequence[Dated]) -> str | None:
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


def _kind(text: str, match: re.Match[str]) -> str:
    """What words in marks are that nobody is said to speak: a title, a term or a doubted word, or words of somebody."""
    inner = match.group()[1:-1].strip()
    words = inner.split()
    before = text[max(0, match.start() - 24) : match.start()]
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
    marks: Sequence[re.Match[str]],
) -> Quotation | None:
    """A block set apart as a quotation: its speaker is told by the sentence that leads to it, or under it behind a dash."""
    if paragraph.kind != "quote" or any(
        m.start() <= paragraph.start + 2 and m.end() >= paragraph.end - 2 for m in marks
    ):
        return None
    before = document.text[max(0, paragraph.start - 400) : paragraph.start].rstrip()
    lead = _last_sentence(before)
    speaker = None
    if before.endswith((":", ",")) or _verbs().search(lead):
        low = (
            paragraph.start
            - len(document.text[max(0, paragraph.start - 400) : paragraph.start])
            + len(before)
            - len(lead)
        )
        speaker = _nearest(people, low, paragraph.start, document.text)
    under = _UNDERSIGNED.search(document.text[paragraph.start : paragraph.end])
    if speaker is None and under is not None:
        inside = [p for p in people if paragraph.start + under.start() <= p.start < paragraph.end]
        speaker = inside[0].name if inside else None
    source = _source(document, (paragraph.start, paragraph.end), paragraph.end + 4, citations)
    inside_block = [c for c in citations if paragraph.start <= c.start < paragraph.end]
    if source is None and inside_block:
        source = inside_block[-1].reference or inside_block[-1].label
    text = document.text[paragraph.start : paragraph.end]
    return Quotation(paragraph.start, paragraph.end, text, speaker, "block", source=source)


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
