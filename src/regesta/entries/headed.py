"""Entries of lists and tables: what a row tells with the act that its head names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from regesta.entries.heads import act_of_head, is_renamed, rows_of
from regesta.entries.ids import with_id
from regesta.entries.items import Ground, item_entry
from regesta.entries.scene import Scene, row_states
from regesta.model import DateMention, Document, Entry, Names, Span
from regesta.names import is_body
from regesta.reading.stretches import touching

_MARK = re.compile(r"\[\w+\]")  # of a note


def headed(
    document: Document,
    mentioned: Sequence[DateMention],
    names: Names,
    scenes: Mapping[int, Scene],
    look: Callable[[Span], Mapping[str, Sequence[int]]],
    told: Sequence[Entry],
) -> list[tuple[Entry, int]]:
    """Entries of rows whose act stands in the head: a column of dates, a list of years with states. `scenes`: what each
    paragraph that was read is about, by its start."""
    made: list[tuple[Entry, int]] = []
    for row in rows_of(document):
        scene = scenes.get(row.paragraph.start)
        if scene is None:
            continue
        found = look(row.paragraph)
        dates = [at for at in found["D"] if mentioned[at].fault is None and mentioned[at].when.edtf is not None]
        named = [names.states[at] for at in found["S"]]
        others = [
            state
            for state in named
            if state.code != scene.own
            and not is_body(state.code)
            and not is_renamed(document.text, row.paragraph.start, state.start)
        ]
        if row.intro is not None and dates:
            first = mentioned[dates[0]]
            if first.start - row.paragraph.start > 12 or any(
                (entry.start < row.paragraph.end and row.paragraph.start < entry.end) for entry in told
            ):
                continue
            if not others and row.intro == "agreement" and scene.sure and scene.other is not None:
                if _PAPER.search(document.text, row.paragraph.start, row.paragraph.end):
                    end = row.paragraph.start + len(
                        document.text[row.paragraph.start : row.paragraph.end].rstrip(" .;")
                    )
                    made.append((_row_entry(document, row.intro, first, first.start, end, scene.pair), dates[0]))
                continue
            if not others and _is_date_alone(document.text, row.paragraph, first) and scene.own is not None:
                # a list that has lost its names: whose relations were established is told, with whom is not
                made.append((_row_entry(document, row.intro, first, first.start, first.end, (scene.own,)), dates[0]))
            for state in others:
                parties = tuple(code for code in (scene.own, state.code) if code is not None)
                made.append((_row_entry(document, row.intro, first, first.start, state.end, parties), dates[0]))
            continue
        for at, cell in enumerate(row.cells):
            act = row.acts[at % len(row.acts)]
            inside = [index for index in dates if cell.start <= mentioned[index].start < cell.end]
            if act is None or not inside:
                continue
            date = mentioned[inside[0]]
            likely = row_states(names, document.text, scene.own, row.paragraph)
            kept = [state.code for state in others]
            other = next((code for code in likely if code in kept), None)
            parties = tuple(code for code in (scene.own, other) if code is not None)
            if other is None and scene.sure:
                parties = scene.pair
            made.append((_row_entry(document, act, date, date.start, date.end, parties), inside[0]))
    return made


# a label before its date or behind it, as in "Diplomatic relations: 22 April 1992" and "1992 - Diplomatic relations"
_LABEL = re.compile(r"\W*(?P<label>[^:|\n.]{3,70}?)\s*[:–—-]\s*\Z")
_CELL = re.compile(r"\W*(?P<label>[^:|\n.]{3,70}?)\W*\Z")
_LABEL_BEHIND = re.compile(r"(?:\s*[:–—-]\s*|\s{2,})(?P<label>[^:|\n.]{3,70}?)\W*\Z")


def labelled(
    document: Document,
    mentioned: Sequence[DateMention],
    lines: Mapping[Span, tuple[Scene, Sequence[int]]],
    told: Sequence[Entry],
) -> list[tuple[Entry, int]]:
    """Entries of lines and rows that are a label and a date, as fact sheets have them: "Diplomatic relations: 22 April 1992".

    `lines` are the sentences that were read, each with what its paragraph is about and the indexes of its dates, or of that
    of its row, if it stands in another cell.
    """
    touched = touching((one.start, one.end) for one in told)
    made: list[tuple[Entry, int]] = []
    for line, (scene, dates) in lines.items():
        if len(dates) != 1 or touched(line.start, line.end):
            continue
        date = mentioned[dates[0]]
        told_as = _label(document.text, line, date)
        act = act_of_head(document.text[told_as.start : told_as.end]) if told_as is not None else None
        if told_as is not None and act is not None and date.when.edtf is not None:
            inside = line.start <= date.start < line.end
            start = min(told_as.start, date.start) if inside else told_as.start
            end = max(told_as.end, date.end) if inside else told_as.end
            made.append((_row_entry(document, act, date, start, end, scene.pair), dates[0]))
    return made


def _label(text: str, line: Span, date: DateMention) -> Span | None:
    """The words of a line that has nothing else but a date, before or behind it, or in another cell."""
    if not line.start <= date.start < line.end:
        found, at = _CELL.match(text[line.start : line.end]), line.start
    elif not any(ch.isalnum() for ch in text[date.end : line.end]):
        found, at = _LABEL.match(text[line.start : date.start]), line.start
    elif not any(ch.isalnum() for ch in text[line.start : date.start]):
        found, at = _LABEL_BEHIND.match(text[date.end : line.end]), date.end
    else:
        return None
    return Span(at + found.start("label"), at + found.end("label")) if found is not None else None


_PAPER = re.compile(
    r"\b(?:agreement|treaty|memorandum|protocol|convention|accord|arrangement|MoU|declaration|exchange of notes)\b",
    re.I,
)


def _is_date_alone(text: str, item: Span, date: DateMention) -> bool:
    """Whether an item of a list holds nothing but its mark and a date."""
    rest = text[item.start : date.start] + _MARK.sub("", text[date.end : item.end])
    return not any(ch.isalpha() for ch in rest)


_HEAD = Ground("head-of-list", 0.85, "the head of the list or column names the act; the row gives its date")


def _row_entry(document: Document, act: str, date: DateMention, start: int, end: int, states: tuple[str, ...]) -> Entry:
    return with_id(item_entry(document, Span(start, end), act, date.when, states, _HEAD))
