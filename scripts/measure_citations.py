"""Measure citations: the errors that `seed_citation_errors.py` seeds, and the first article's citations and quotations.

usage: measure_citations.py [--misses]

For each kind of error: how many were told by a rule that may tell them at a place where they can be seen. Precision counts
every finding of a citation check in the copies. With --misses, each error not found and each finding too many.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import seed_citation_errors
from gold_sets import SHARED
from seed_citation_errors import DOCUMENTS

from regesta.checking import Case, check
from regesta.citations import find_citations, find_references
from regesta.model import Document, Finding, Reading
from regesta.reading import read_bytes, read_path
from regesta.workflow import examine, read_document

RULES = frozenset(
    [
        "accessed-before-published", "ambiguous-citation", "citation-name", "citation-without-reference", "citation-year",
        "duplicate-reference", "impossible-year", "malformed-citation", "malformed-identifier", "mixed-citation-style",
        "no-reference-list", "page-range", "uncited-reference",
    ]
)  # fmt: skip
__all__ = ["DOCUMENTS", "figures", "measure_article", "measure_seeded"]
_NEAR = 12  # code points of the source by which a place and a finding may miss each other


@dataclass(slots=True)
class Told:
    """What was found of what was seeded."""

    seeded: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: int = 0
    findings: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found.total() / self.seeded.total() if self.seeded else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.findings if self.findings else 0.0


def found_in(document: Document) -> tuple[Finding, ...]:
    """What the citation checks say of a document. Entries are left out: no citation check asks for them."""
    references = find_references(document)
    citations = find_citations(document, references)
    reading = Reading(document, (), (), references, citations)
    return tuple(one for one in check(Case(reading)) if one.rule in RULES)


def seen_at(document: Document, finding: Finding) -> list[tuple[int, int]]:
    """The places of a finding in the source."""
    places = []
    for span in finding.spans:
        low, high = document.locate(span.start).offset, document.locate(max(span.start, span.end - 1)).offset
        places.append((low or 0, (high or 0) + 1))
    return places


def measure_seeded() -> Told:
    """Every copy read and checked."""
    told = Told()
    for copy in seed_citation_errors.copies():
        document = read_bytes(copy.text.encode(), f"{copy.name}.md")
        findings = [(one, seen_at(document, one)) for one in found_in(document)]
        right: set[str] = set()
        for error in copy.errors:
            told.seeded[error.kind] += 1
            hits = [one.id for one, places in findings if one.rule in error.rules and _meet(places, error.places)]
            right |= set(hits)
            if hits:
                told.found[error.kind] += 1
            else:
                low, high = error.places[0]
                told.misses.append(f"missed: {copy.name}: {error.kind}: {copy.text[max(0, low - 20) : high + 20]!r}")
        told.right += len(right)
        told.findings += len(findings)
        told.misses += [
            f"too many: {copy.name}: {one.rule}: {one.message}" for one, _ in findings if one.id not in right
        ]
    return told


def _meet(places: list[tuple[int, int]], others: tuple[tuple[int, int], ...]) -> bool:
    return any(a - _NEAR < d and c - _NEAR < b for a, b in places for c, d in others)


# --- the first article -----------------------------------------------------------------------------------------------


def _rows(name: str, shared: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "seed" / name).read_text(encoding="utf-8").splitlines() if line]


def measure_article(shared: Path = SHARED) -> dict[str, float] | None:
    """Shares of the first article's citations, citation findings and quotations; None where it is not beside the project."""
    if not (shared / "seed" / "article.md").is_file():
        return None
    document = read_path(shared / "seed" / "article.md")
    reading = read_document(document)
    numbers = {reference.id: reference.number for reference in reading.references}
    found = {
        (document.locate(c.start).offset, c.text, c.names, c.year, c.page, numbers.get(c.reference or ""))
        for c in reading.citations
    }
    gold = {
        (row["start"], row["quote"], tuple(row["names"]), row["year"], row["page"], row["reference"])
        for row in _rows("citations.jsonl", shared)
    }
    reported = {_named(document, one) for one in examine(reading).findings if one.rule in RULES}
    expected: set[tuple[str, str]] = set()
    for row in _rows("findings.jsonl", shared):
        if row["check"] in RULES:
            expected |= {(row["check"], quote) for quote in row.get("citations", [str(row.get("reference", ""))])}
    spoken = {
        (document.locate(q.start).offset, (q.source or "").casefold(), q.speaker)
        for q in reading.quotations
        if q.speaker is not None and q.kind != "reported"
    }
    quoted = _rows("quotations.jsonl", shared)
    right = sum(
        any(
            at == row["start"] and work == row["citation"].casefold() and row["speaker"].startswith(who or "-")
            for at, work, who in spoken
        )
        for row in quoted
    )
    return {
        "citations: F1": _f1(len(found & gold), len(found), len(gold)),
        "citation findings: F1": _f1(len(reported & expected), len(reported), len(expected)),
        "quotations: F1": _f1(right, len(spoken), len(quoted)),
    }


def _named(document: Document, finding: Finding) -> tuple[str, str]:
    """A finding in the terms of the labels: by the citation's words, the reference's number, or nothing more."""
    words = document.text[finding.spans[0].start : finding.spans[0].end]
    match finding.rule:
        case "impossible-year":
            item = document.text[finding.spans[-1].start : finding.spans[-1].end]
            return finding.rule, item[item.find("[") + 1 : item.find("]")]
        case "mixed-citation-style":
            return finding.rule, ""
        case _:
            return finding.rule, words


def _f1(right: int, found: int, gold: int) -> float:
    return round(2 * right / (found + gold), 4) if found + gold else 0.0


def figures() -> dict[str, dict[str, float]]:
    """What the ratchet holds, by part."""
    told = measure_seeded()
    held = {"seeded": {"precision": round(told.precision, 4), "recall": round(told.recall, 4)}}
    article = measure_article()
    return held if article is None else {**held, "article": article}


def main(words: list[str] | None = None) -> int:
    words = sys.argv[1:] if words is None else words
    if words and words != ["--misses"]:
        print(__doc__)
        return 0 if words in (["-h"], ["--help"]) else 2
    told = measure_seeded()
    for kind in sorted(told.seeded):
        print(f"{kind:26} {told.found[kind]:4} of {told.seeded[kind]:4} found")
    print(
        f"{'all':26} recall {told.recall:.3f}, precision {told.precision:.3f} ({told.right} of {told.findings} findings)"
    )
    if words:
        print("\n".join(told.misses))
    article = measure_article()
    for name, share in (article or {}).items():
        print(f"first article, {name} {share:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
