"""A document's text cut where entries, findings and mentions begin and end, so that all of them can be shown at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.dates import find_dates
from regesta.model import Citation, Document, Entry, Finding, Paragraph
from regesta.names import find_names


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something: a "date", "state", "person", "place", "institution" or "citation"."""

    start: int
    end: int
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a document's text; `entries` and `findings` are those that cover it, `begun` the entries that begin with it."""

    text: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    mention: Mention | None
    begun: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in pieces, with what begins in it: entries and findings, each once."""

    kind: str
    pieces: tuple[Piece, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def marked(
    document: Document,
    paragraphs: Sequence[Paragraph],
    entries: Sequence[Entry],
    findings: Sequence[Finding],
    mentions: Sequence[Mention] = (),
) -> list[Block]:
    """The paragraphs as blocks. Mentions do not overlap; entries and findings may."""
    told = sorted(entries, key=lambda entry: (entry.start, entry.end))
    spans = sorted(
        ((span.start, span.end, finding) for finding in findings for span in finding.spans), key=lambda one: one[:2]
    )
    named = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in named]
    blocks = []
    for paragraph in paragraphs:
        low, high = paragraph.start, paragraph.end
        inside = [entry for entry in told if entry.start < high and low < entry.end]
        said = [one for one in spans if one[0] < high and low < one[1]]
        near = named[max(0, bisect_left(starts, low) - 1) : bisect_left(starts, high)]
        near = [mention for mention in near if mention.end > low]
        pieces = tuple(_pieces(document, (low, high), inside, said, near))
        begun = tuple(dict.fromkeys(finding for start, _, finding in said if low <= start < high))
        blocks.append(Block(paragraph.kind, pieces, tuple(e for e in inside if low <= e.start < high), begun))
    return blocks


def _pieces(
    document: Document,
    within: tuple[int, int],
    entries: Sequence[Entry],
    spans: Sequence[tuple[int, int, Finding]],
    mentions: Sequence[Mention],
) -> Iterator[Piece]:
    start, end = within
    edges = [(entry.start, entry.end) for entry in entries] + [(low, high) for low, high, _ in spans]
    edges += [(mention.start, mention.end) for mention in mentions]
    cuts = sorted({start, end, *(max(start, low) for low, _ in edges), *(min(end, high) for _, high in edges)})
    for low, high in pairwise(cuts):
        yield Piece(
            document.text[low:high],
            tuple(entry for entry in entries if entry.start <= low and high <= entry.end),
            tuple(dict.fromkeys(finding for first, last, finding in spans if first <= low and high <= last)),
            next((mention for mention in mentions if mention.start <= low and high <= mention.end), None),
            tuple(entry.id for entry in entries if max(entry.start, start) == low),
        )


def named_in(document: Document) -> tuple[Mention, ...]:
    """Dates and names of a document, found anew; where two overlap, the longer one."""
    names = find_names(document)
    found = [Mention(d.start, d.end, "date", d.when.edtf or d.fault or "no date") for d in find_dates(document)]
    found += [
        Mention(p.start, p.end, "person", ", ".join(filter(None, (p.name, p.office, p.state)))) for p in names.people
    ]
    found += [Mention(s.start, s.end, "state", s.code) for s in names.states]
    found += [Mention(p.start, p.end, "place", p.state or p.name) for p in names.places]
    found += [Mention(i.start, i.end, "institution", i.kind) for i in names.institutions]
    return _apart(found)


def cited_in(citations: Sequence[Citation]) -> list[Mention]:
    """Citations as mentions."""
    return [Mention(c.start, c.end, "citation", c.reference or f"{c.label}: no such reference") for c in citations]


def _apart(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.start, -(one.end - one.start))):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def all_mentions(named: Sequence[Mention], cited: Sequence[Mention]) -> tuple[Mention, ...]:
    """Names, dates and citations together, none over another: what stands in a citation gives way to it."""
    taken = _apart(cited)
    free = [one for one in named if all(one.end <= by.start or by.end <= one.start for by in taken)]
    return _apart([*taken, *free])
