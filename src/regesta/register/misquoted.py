"""Quotes that do not stand in their document: what `verify` looks for first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regesta.model import Cooperation, Document, Entry, Problem


def misquoted(told: Iterable[Entry | Cooperation], document: Document, path: str) -> Iterator[Problem]:
    """A problem for every entry and every statement whose quote is not the text at its offsets (law 1)."""
    for one in told:
        if document.text[one.start : one.end] != one.quote:
            entry, what = (one.id, "entry") if isinstance(one, Entry) else (None, "statement")
            yield Problem(path, entry, f"the text at {one.start} to {one.end} is not the {what}'s quote")
