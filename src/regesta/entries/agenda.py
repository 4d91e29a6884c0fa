"""What a visit or a meeting was about: the sectors told in the rest of its sentence and in those that go on about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from regesta.acts import find_sectors, sector_phrases
from regesta.entries.ids import with_id
from regesta.model import Document, Entry, Paragraph

_CONTACTS = frozenset(["visit", "meeting", "call"])
_FURTHER = 3  # sentences that may go on about one contact
# "During this stop, ...", "The discussions also ...", "They discussed ..."
_GOES_ON = re.compile(
    r"(?:(?:During|At|In|On) (?:this|that|the|these|their|his|her|its) )?(?:(?:The|This|That|These|Their|His|Her|the|this) )?"
    r"(?:official |state |working |high-level |bilateral |one-on-one )?"
    r"(?:visits?|stops?|meetings?|talks|discussions?|conversations?|exchanges|negotiations|summit|encounters?|dialogue|trip|stay)\b"
    r"|(?:They|Both|The two|The (?:leaders|ministers|presidents|sides|parties)) (?:\w+ ){0,3}?"
    r"(?:discussed|agreed|talked|exchanged|considered|reviewed|emphasi[sz]ed|stressed|signed)\b"
)


def with_agendas(document: Document, entries: Sequence[Entry]) -> list[Entry]:
    """The entries, those of contacts with the sectors that were talked about added, under the id of what they then hold."""
    told = [at for at, entry in enumerate(entries) if entry.act in _CONTACTS]
    if not told:
        return list(entries)
    others = sorted({(entry.start, entry.when.edtf or "") for entry in entries if entry.act in _CONTACTS})
    made = list(entries)
    for at in told:
        entry = entries[at]
        found = set(entry.sectors) | set(find_sectors(document.text[entry.start : _until(document, entry, others)]))
        if found != set(entry.sectors):
            made[at] = with_id(replace(entry, sectors=_in_order(found)))
    return made


def _until(document: Document, entry: Entry, others: Sequence[tuple[int, str]]) -> int:
    """Where the telling of a contact ends: with its sentence and those that go on about it, or where another contact begins."""
    spans, text = document.sentences, document.text
    at = bisect_right(spans, entry.start, key=lambda span: span.start) - 1
    if at < 0:
        return entry.end
    end = spans[at].end
    home = _home(document, entry.start)
    for step in range(at + 1, min(len(spans), at + 1 + _FURTHER)):
        if home is None or spans[step].start >= home.end or _GOES_ON.match(text, spans[step].start) is None:
            break
        end = spans[step].end
    first = spans[at].end
    for start, date in others:
        behind = start > entry.end and start < end
        # an undated contact in a sentence that goes on is the same one; in its own sentence it is another
        if behind and date != (entry.when.edtf or "") and (date or start < first):
            return max(entry.end, start)
    return max(entry.end, end)


def _home(document: Document, at: int) -> Paragraph | None:
    starts = bisect_right(document.paragraphs, at, key=lambda paragraph: paragraph.start) - 1
    return document.paragraphs[starts] if starts >= 0 else None


def _in_order(sectors: set[str]) -> tuple[str, ...]:
    return tuple(sector for sector in sector_phrases() if sector in sectors)
