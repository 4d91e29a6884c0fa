"""Quotations with their speakers, occasions, dates and sources; marks that only name or doubt a word are told apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from regesta.citations.around import Around
from regesta.citations.marks import Marked, marked, nested
from regesta.citations.referents import about
from regesta.citations.saying import language_of_text
from regesta.citations.speakers import undersigned
from regesta.citations.voicing import (
    SENTENCE_END,
    SPOKEN,
    Scene,
    Voice,
    lead_start,
    nested_voice,
    scene_of,
    told_of,
    voices_of,
)
from regesta.model import Citation, Document, Paragraph, PersonMention, Quotation, Span, When

_SOURCE_REACH = 420  # code points behind a quotation within which its source may be cited
_TITLED = re.compile(
    r"\b(?:book|article|novel|film|study|paper|essay|memoir|journal|newspaper|song|pamphlet|report|thesis|entitled|titled|called|named|known as|the)\s*[,:]?\s*$",
    re.I,
)
_SMALL = frozenset(
    "a an the of and or in on to for from by with at as und der die das et de la le du des və ve".split()
)

# a date of the text: its place and what it says
Dated = tuple[Span, When]


def find_quotations(
    document: Document,
    people: Sequence[PersonMention] = (),
    citations: Sequence[Citation] = (),
    dates: Sequence[Dated] = (),
) -> tuple[Quotation, ...]:
    """The quotations of a document, marks included; `speaker` is None where nobody is said to speak (a title, a term)."""
    closed = [(p.start, p.end) for p in document.paragraphs if p.kind in {"reference", "front"}]
    language = language_of_text(document.text)
    marks = [
        m for m in marked(document.text, document.paragraphs) if not any(low <= m.start < high for low, high in closed)
    ]
    scene = scene_of(document, people, citations, marks, language)
    starts, days = [p.start for p in document.paragraphs], [span.start for span, _ in dates]
    found: list[Quotation] = []
    for at, voice in enumerate(voices_of(scene, marks)):
        mark = voice.mark
        if mark.dashed and voice.speaker is None:
            continue
        within = [inner for m in nested(document.text, mark) if (inner := _nested(scene, voice, m)) is not None]
        found += within
        if (
            (mark.doubtful or document.text[mark.start] == "‘")
            and voice.speaker is None
            and not _is_kept(document, mark)
        ):
            continue
        home = document.paragraphs[max(0, bisect_right(starts, mark.start) - 1)] if starts else None
        begin, end = (home.start, home.end) if home is not None else (0, len(document.text))
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
    found += [quote for p in document.paragraphs if (quote := _block(scene, p, marks)) is not None]
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def _nested(scene: Scene, outer: Voice, mark: Marked) -> Quotation | None:
    """Words quoted within somebody's words; None for a term or a title there, and for what may be no quotation."""
    text = scene.document.text
    speaker = nested_voice(scene, outer.mark, mark)
    inner = text[mark.start + 1 : mark.end - 1].strip()
    if speaker is None and (mark.doubtful or _kind(text, mark) != "words") and inner[-1:] not in {".", "!", "?", ","}:
        return None
    return Quotation(
        mark.start, mark.end, text[mark.start : mark.end], speaker, "speech" if speaker is not None else "words"
    )


# --- who, where, when, from where ------------------------------------------------------------------------------------


def _is_kept(document: Document, mark: Marked) -> bool:
    """Whether words in single marks that nobody is said to speak are told of: two words at least, in marks that are no
    apostrophes."""
    return not mark.doubtful and " " in document.text[mark.start : mark.end]


_UP_TO_THE_END = re.compile(r"[^.!?]*")


def _frame(document: Document, match: Marked, begin: int, until: int) -> tuple[tuple[int, int], ...]:
    """The parts of the text that tell of a quotation: its own sentence before it, and what follows up to the next one."""
    before = document.text[max(begin, match.start - 400) : match.start]
    spoken = SPOKEN.match(document.text, match.end, until)
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


def _block(scene: Scene, paragraph: Paragraph, marks: Sequence[Marked]) -> Quotation | None:
    """A block set apart as a quotation: its speaker is told by the sentence that leads to it, or under it behind a dash.

    `marks` are the text's marked stretches.
    """
    document, people, citations = scene.document, scene.people, scene.citations
    text = document.text
    if paragraph.kind != "quote" or any(m.start <= paragraph.start + 2 and m.end >= paragraph.end - 2 for m in marks):
        return None
    inside = [c for c in citations if paragraph.start <= c.start < paragraph.end]
    end = inside[-1].start - 1 if inside and paragraph.end - inside[-1].end < 4 else paragraph.end
    begin, lead = _led_from(document, paragraph)
    low = lead_start(document, max(begin, lead - 1), begin)
    around = Around(text, low, lead, end, end, text[paragraph.start : paragraph.end], scene.cast.language)
    speaker, told = told_of(scene, around, inside[-1:], begin)
    if told is None and text[lead - 1 : lead] in {":", ","}:
        speaker = about(scene.cast, low, lead, begin)
    under = _UNDERSIGNED.search(text[paragraph.start : paragraph.end])
    if speaker is None and under is not None:
        speaker = undersigned(text, paragraph.start + under.start(1), paragraph.end, scene.cast.language, people)
    source = _source(document, (paragraph.start, paragraph.end), paragraph.end + 4, citations)
    if source is None and inside:
        source = inside[-1].reference or inside[-1].label
    return Quotation(
        paragraph.start, paragraph.end, text[paragraph.start : paragraph.end], speaker, "block", source=source
    )


def _led_from(document: Document, paragraph: Paragraph) -> tuple[int, int]:
    """The paragraph that leads to a block, without the blanks at its end; blocks right before it stand under the same one."""
    at = bisect_left(document.paragraphs, paragraph.start, key=lambda p: p.start)
    while at > 0 and document.paragraphs[at - 1].kind == "quote":
        at -= 1
    if at == 0:
        return paragraph.start, paragraph.start
    ahead = document.paragraphs[at - 1]
    return ahead.start, ahead.start + len(document.text[ahead.start : ahead.end].rstrip())


def _last_sentence(before: str) -> str:
    marks = [m.end() for m in SENTENCE_END.finditer(before)]
    return before[marks[-1] :] if marks else before


def _words(name: str, language: str = "en") -> list[str]:
    text = files("regesta.citations").joinpath(f"data/{language}/{name}").read_text(encoding="utf-8")
    forms = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return sorted(forms, key=len, reverse=True)


@cache
def _occasions() -> re.Pattern[str]:
    nouns = "|".join(_words("occasions.txt"))
    return re.compile(
        rf"\b(?:(?:speaking|talking|writing) )?(?:in|at|during|on) (?:a|an|the|his|her|their|its|this|that)\s(?:[\w’'-]+\s){{0,4}}?(?:{nouns})s?\b"
        r"(?:\s(?:of|with|to|for|in|on|at|between|by|dedicated|addressed|held|given|before|after)\b[^,.;:“”\"()]{0,110})?",
        re.I,
    )
