"""Acts that are told without a date: which of them a sentence tells, and which it only names in passing."""

from __future__ import annotations

from collections.abc import Sequence

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


def says_more(entry: Entry, told: Sequence[Entry]) -> bool:
    """Whether a passive without a date goes on about an act of its own paragraph (`told`): "The treaty was negotiated in
    Vienna", behind the day on which it was signed."""
    return any(
        other.act == entry.act
        and other.modality == "asserted"
        and other.when.edtf is not None
        and (not entry.states or bool(set(entry.states) & set(other.states)))
        for other in told
    )
