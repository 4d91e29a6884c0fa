"""The dates of a document: tokens, forms, and then, in the order of the text, the context."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.dates.context import Scene, heading_year, is_year_line, known, parts_of, resolve
from regesta.dates.deixis import Deixis
from regesta.dates.forms import FORMS
from regesta.dates.found import Found
from regesta.dates.grammar import Grammar, alone, grammar
from regesta.dates.lexing import Row, lex, tokens_of
from regesta.dates.told import Told
from regesta.dates.words import NotDates, Vocabulary, not_dates, vocabulary
from regesta.model import DateMention, Document, Paragraph, Span

# "March 3 and April 5", "signed March 3, and was proclaimed on April 5"
_JOINED = re.compile(r"\s*,?\s*(?:and|or|&|,)\s+(?:(?:(?:was|were)\s+)?[a-z]{3,12}ed\s+)?(?:(?:on|in)\s+)?(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class _Language:
    words: Vocabulary
    grammar: Grammar
    not_dates: NotDates


def find_dates(document: Document, cited: Sequence[Span] = ()) -> tuple[DateMention, ...]:
    """Every date, span, duration and set the text tells, sorted, not overlapping, offsets in code points.

    Dates that lean on others (a month without its year, "the same day") are completed from what was told before them,
    where the text allows it; `when.basis` and `why` say how. Impossible dates have a `fault` and an empty `when`.
    `cited`: spans of citations, sorted, whose years date works and neither stand here nor lend themselves to others.
    """
    language = _Language(vocabulary(), grammar(), not_dates())
    own = known(document.front.date)
    scene = Scene(Deixis(own, parts_of(own) if own is not None else None))
    starts = [span.start for span in document.sentences]
    mentions: list[DateMention] = []
    for number, paragraph in enumerate(_paragraphs(document)):
        scene.paragraph = number
        found = [told for told in _told_in(document.text, paragraph, language) if not _inside(told, cited)]
        earlier = len(mentions)
        scene.item = paragraph.kind in ("list", "table")
        if paragraph.kind == "heading" or (scene.stands and not _is_line(paragraph, found)):
            scene.heading, scene.stands = None, False
        for at in range(len(found) - 2, -1, -1):  # from the last on, since each of three may lean on the next
            found[at] = _sharing(document.text, found[at], found[at + 1 : at + 2])
        for told in found:
            scene.sentence = bisect_right(starts, told.start)
            mention = resolve(told, document.text, scene)
            if mention is not None:
                mentions.append(mention)
        own_dates = mentions[earlier:]
        line = paragraph.start, paragraph.end
        if paragraph.kind == "heading":
            scene.heading = heading_year(document.text[slice(*line)], own_dates)
        elif is_year_line(document.text, *line, own_dates):
            scene.heading, scene.stands = heading_year(document.text[slice(*line)], own_dates), True
    return tuple(mentions)


_MARK = 4  # code points of a bullet and its space


def _is_line(paragraph: Paragraph, found: Sequence[Told]) -> bool:
    """Whether a paragraph may be a line of a chronology: of a list or table, or one that opens with a date."""
    if paragraph.kind in ("list", "table"):
        return True
    return bool(found) and found[0].start - paragraph.start <= _MARK


def _inside(told: Told, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, told.start, key=lambda span: span.start) - 1
    return at >= 0 and told.start < spans[at].end


def _paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs; the whole text where none are marked."""
    if document.paragraphs:
        return document.paragraphs
    return (Paragraph(0, len(document.text), "text"),) if document.text else ()


def _sharing(text: str, told: Told, following: list[Told]) -> Told:
    """March 3 and April 5, 1990: the first of two joined dates has the year of the second."""
    if told.want != "year" or told.edtf is None or not following or following[0].edtf is None or following[0].want:
        return told
    after = following[0]
    if _JOINED.fullmatch(text, told.end, after.start) is None:
        return told
    edtf = after.edtf or ""
    if len(edtf) != len(told.edtf) or len(edtf) < 7 or not edtf[:4].isdigit() or edtf < edtf[:4] + told.edtf[4:]:
        return told
    return replace(told, edtf=edtf[:4] + told.edtf[4:], want="", why="It shares the year of the date it is joined to.")


def _told_in(text: str, paragraph: Paragraph, language: _Language) -> Iterator[Told]:
    """What one paragraph tells, in order."""
    tokens = lex(text, paragraph.start, paragraph.end)
    letters = language.grammar.letters
    classes = "".join([letters[kind] for _, _, _, kind in tokens])
    for run in language.grammar.stretch.finditer(classes):
        stretch, base, at = run.group(), run.start(), 0
        while at < len(stretch):
            met = _met_again(stretch, at) if len(stretch) <= _SHORT else _met(stretch, at)
            if met is None:
                break
            told, end = _told_at(met, base, tokens, language)
            if told is not None:
                yield told
            at = max(end, met[0].start() + 1)


_SHORT = 40  # tokens of a stretch that is remembered


def _met(stretch: str, at: int) -> tuple[re.Match[str], int] | None:
    """The first form in a stretch of classes from `at` on, and its place in the order of forms."""
    known = grammar()
    found = known.whole.search(stretch, at)
    if found is None:
        return None
    return found, next(place for place, form in enumerate(known.order) if found.start(form) >= 0)


# few stretches are new ("in", month, year, comma): what was met in one stays the same
_met_again = lru_cache(maxsize=1 << 12)(_met)


def _told_at(
    met: tuple[re.Match[str], int], base: int, tokens: list[Row], language: _Language
) -> tuple[Told | None, int]:
    """What a match tells, and the place behind it in its stretch, whose first token is `tokens[base]`; the later forms are
    tried where the first is no date after all."""
    found, first = met
    order = language.grammar.order
    told = _told_by(found, order[first], (base, tokens), language)
    if told is not None:
        return told, found.end()
    for form in order[first + 1 :]:
        other = alone(language.grammar.single[form]).match(found.string, found.start())
        if other is not None:
            told = _told_by(other, form, (base, tokens), language)
            if told is not None:
                return told, other.end()
    return None, found.start() + 1


def _told_by(found: re.Match[str], form: str, stretch: tuple[int, list[Row]], language: _Language) -> Told | None:
    """What one form tells, or None; `stretch`: the place of its first token, and all tokens of the paragraph."""
    base, tokens = stretch
    start, end = base + found.start(form), base + found.end(form)
    before = tokens_of(tokens[max(0, start - 3) : start][::-1])
    own, after = tokens_of(tokens[start:end]), tokens_of(tokens[end : end + 3])
    told = FORMS[form](Found(form, own, before, after, language.words, language.not_dates))
    if told is None:
        return None
    about = found.start("about") >= 0
    opening = next((side for side in ("after", "before") if found.start(side) >= 0), "")
    behind = "after" if found.start("onward") >= 0 else ""
    if not (opening or behind or about):
        return told
    if told.edtf is None and told.want in ("", "nothing"):
        opening, behind, about = "", "", False
    first = tokens[base + found.start(0 if opening else "about")][0] if opening or about else told.start
    last = tokens[base + found.end() - 1][1] if behind else told.end
    return replace(told, start=first, end=last, opening=opening or behind or told.opening, about=about or told.about)
