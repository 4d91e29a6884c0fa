"""Making a finding: its id outlives a re-reading of the same words."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from regesta.checking.case import Case, Shelf
from regesta.model import Entry, Finding, Rule, Span


def finding(
    rule: Rule,
    case: Case,
    spans: Sequence[Span | tuple[int, int]],
    message: str,
    *,
    entries: Sequence[Entry] = (),
    evidence: Sequence[str] = (),
) -> Finding:
    """A finding of a rule in a document. `spans` are code points in its text, the first the one to look at.

    A check that knows more (another severity, a date it infers) sets it with `dataclasses.replace`.
    """
    document = case.document
    places = tuple(span if isinstance(span, Span) else Span(*span) for span in spans)
    words = [document.text[span.start : span.end] for span in places]
    # where the words stand is left out: a line added above them makes no new finding; which of two equal ones it is stays
    before = document.text.count(words[0], 0, places[0].start) if words and words[0] else 0
    return Finding(
        id=finding_id(rule.id, document.name, *words, str(before)),
        rule=rule.id,
        severity=rule.severity,
        document=document.id,
        spans=places,
        entries=tuple(entry.id for entry in entries),
        message=" ".join(message.split()),  # words quoted from a text may run over the end of its line
        evidence=tuple(evidence),
    )


def finding_across(
    rule: Rule, shelf: Shelf, entry: Entry, others: Sequence[Entry], message: str, evidence: Sequence[str]
) -> Finding:
    """A finding about an entry of one document against `others` of the register; its id rests on the words of all."""
    name = shelf.names.get(entry.document, entry.document)
    return Finding(
        id=finding_id(rule.id, name, entry.quote, *sorted(one.quote for one in others)),
        rule=rule.id,
        severity=rule.severity,
        document=entry.document,
        spans=(Span(entry.start, entry.end),),
        entries=(entry.id, *(one.id for one in others)),
        message=message,
        evidence=tuple(evidence),
    )


def finding_id(*parts: str) -> str:
    """A short hash of what a finding is about."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
