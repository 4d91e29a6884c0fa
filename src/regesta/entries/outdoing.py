"""Acts that the same words tell: which of them are entries, where one tells better what another only touches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.model import ActMention, Entry, Span


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in the making: the date mention it uses, the words that told it, and why it may be no entry ("")."""

    entry: Entry
    date: int | None
    act: ActMention
    doubt: str


def merged_acts(told: list[Told]) -> list[Told]:
    """Two triggers of one act with one date in one place are one entry: the surer, or the longer. None has its id yet."""
    if len(told) > 1:
        told = [one for one in told if not _outdone(one, told) and not _told_closer(one, told)]
    kept: list[Told] = []
    for one in sorted(told, key=lambda t: (-t.entry.confidence, t.entry.start)):
        entry = one.entry
        if not any(
            other.act == entry.act and other.when == entry.when and other.start < entry.end and entry.start < other.end
            for other in (one.entry for one in kept)
        ):
            kept.append(one)
    return kept


def _told_closer(one: Told, told: Sequence[Told]) -> bool:
    """ "The 1846 treaty, signed on 10 June 1846": named by its year, and told by its day in the same words."""
    entry, year = one.entry, one.entry.when.edtf
    if one.act.voice != "nominal" or year is None or not year.isdigit():
        return False
    closer = (o.entry for o in told if o is not one and o.entry.act == entry.act)
    return any((o.when.edtf or "").startswith(f"{year}-") and _meets(entry, Span(o.start, o.end)) for o in closer)


def _meets(entry: Entry, span: Span) -> bool:
    return entry.start < span.end and span.start < entry.end


_UPON = re.compile(r"(?:up)?on (?:its |gaining )?independence\b|at independence\b", re.I)


def _crosses(other: Told, one: Told) -> bool:
    """Whether the words of two acts share a token."""
    return other.act.first < one.act.last and one.act.first < other.act.last


def _outdone(one: Told, told: Sequence[Told]) -> bool:
    """An entry whose words tell another act better: "recognised the independence", "announced the closing", "other"."""
    entry = one.entry
    beside = [
        other
        for other in told
        if other is not one and other.entry.act != entry.act and other.entry.modality == entry.modality
    ]
    crossing = {o.entry.act for o in beside if _crosses(o, one)}
    same_date = {o.entry.act for o in beside if o.date == one.date and _meets(o.entry, Span(entry.start, entry.end))}
    match entry.act:
        case "independence":
            at_once = {o.entry.act for o in beside if o.entry.when == entry.when} & same_date
            own = _UPON.match(entry.quote) is not None and "recognition" not in crossing
            if own or "called the day" in entry.why:
                return False  # "recognised it on 4 May 1966, the day of its independence", "Upon independence on 4 May"
            within = any(
                o.entry.act == "recognition" and o.act.first < one.act.first and one.act.last <= o.act.last
                for o in beside
            )  # "recognised its restored independence"
            return within or (one.act.voice == "nominal" and "recognition" in at_once | crossing)
        case "state_change":
            return any(o.entry.act == "independence" and o.date == one.date and _crosses(o, one) for o in beside)
        case "agreement":
            signed = entry.quote[one.act.start - entry.start : one.act.end - entry.start].endswith(" it")
            return "law" in crossing or ("law" in same_date and signed)
        case "meeting":
            return entry.why.endswith("told with it") and "visit" in same_date
        case "visit":
            return "credentials_presented" in crossing or (
                "recall" in {o.entry.act for o in beside if o.date == one.date}
            )
        case "appointment":
            return "credentials_presented" in crossing
        case "recognition":
            return "appointment" in crossing  # "Mr Lind was recognised as consul"
        case "other":
            # more is shared than a name told with both: "joined the Commonwealth, and was recognised by"
            shared = {
                o.entry.act
                for o in beside
                if o.act.first <= one.act.first < o.act.last
                or min(o.act.last, one.act.last) - max(o.act.first, one.act.first) > 1
            }
            return bool(shared - {"speech"})
        case "speech":
            return entry.rule == "announced" and bool(same_date & _ANNOUNCED)
        case _:
            return False


# acts that an announcement is the telling of; beside them it is no act of its own
_ANNOUNCED = frozenset(
    [
        "recognition", "relations_established", "relations_severed", "relations_resumed", "mission_opened",
        "mission_closed", "mission_raised", "mission_moved", "sanction_imposed", "sanction_lifted", "independence",
        "war",
    ]
)  # fmt: skip
