"""The entry of an item: of a line, a row or a piece of a list that tells its act by what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.entries.times import at_the_time
from regesta.model import Document, Entry, Span, When


@dataclass(frozen=True, slots=True)
class Ground:
    """What an item's act rests on: the rule, how sure that is (0..1), and why, one sentence."""

    rule: str
    confidence: float
    why: str


def item_entry(document: Document, span: Span, act: str, when: When, states: tuple[str, ...], ground: Ground) -> Entry:
    """What the item [start, end) of the text tells, in code points, without its id; no people and no place yet. The states
    stand as they were then."""
    return Entry(
        id="",
        document=document.id,
        act=act,
        when=when,
        states=at_the_time(states, (), when),
        people=(),
        place=None,
        sectors=(),
        modality="asserted",
        said_by=None,
        citations=(),
        start=span.start,
        end=span.end,
        quote=document.text[span.start : span.end],
        rule=ground.rule,
        confidence=ground.confidence,
        why=ground.why,
    )
