"""Acts that are told without a date: which of them a sentence tells, and which it only names in passing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from regesta.entries.heads import act_of_head
from regesta.model import ActMention, Entry

NAMED_ONLY = "no entry: an act named in passing, and without a date"
SAID_MORE = "no entry: more is said of an act that the paragraph tells with its date"


def only_named(act: ActMention) -> bool:
    """Whether an act that has no date is but named by a noun, beside something else that is told: "his speech on the
    recognition of Peru"."""
    return act.voice == "nominal" and act.modality == "asserted"


def is_head(quote: str) -> bool:
    """Whether the words of a cell without a date are the title of its column ("Formal relations began")."""
    return len(quote) < 60 and act_of_head(quote) is not None


def unsaid(passing: Mapping[str, str], entries: Sequence[Entry], starts: Sequence[int]) -> dict[str, str]:
    """Of the entries that may only be named (`passing`: the reason, by id), those that are, with the reason. `starts` of
    paragraphs, in code points.

    A passive without a date goes on about an act that its own paragraph tells with its date: "The treaty was negotiated in
    Vienna", behind the day on which it was signed.
    """
    told: dict[tuple[int, str], set[str]] = {}
    for entry in entries:
        if entry.modality == "asserted" and entry.when.edtf is not None:
            told.setdefault((bisect_right(starts, entry.start), entry.act), set()).update(entry.states)

    def more_is_said(entry: Entry) -> bool:
        states = told.get((bisect_right(starts, entry.start), entry.act))
        return states is not None and (not entry.states or not states.isdisjoint(entry.states))

    return {
        entry.id: passing[entry.id]
        for entry in entries
        if entry.id in passing and (passing[entry.id] == NAMED_ONLY or more_is_said(entry))
    }


def told_again(entries: Sequence[Entry]) -> frozenset[str]:
    """The ids of entries that tell the time of something else, where the document tells the day as well: "Since regaining
    independence in 1991, ..."."""
    closer: dict[tuple[str, str], set[str]] = {}
    for entry in entries:
        date = entry.when.edtf or ""
        if entry.act in _IN_PASSING and entry.modality == "asserted" and date[4:5] == "-":
            closer.setdefault((entry.act, date[:4]), set()).update(entry.states)
    return frozenset(
        entry.id
        for entry in entries
        if not closer.get((entry.act, entry.when.edtf or ""), frozenset[str]()).isdisjoint(entry.states)
        and _SINCE.match(entry.quote)
        and " from "
        not in entry.quote  # the state told may be the one that was left, by another than the one told elsewhere
    )


_IN_PASSING = frozenset({"independence", "state_change"})
_SINCE = re.compile(r"since\b", re.I)
