"""Quotes that do not stand in their document, and files that are not what was read: what `verify` looks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from regesta.model import Cooperation, Document, Entry, Problem
from regesta.reading.anchoring import document_id_of


def misquoted(told: Iterable[Entry | Cooperation], document: Document, path: str) -> Iterator[Problem]:
    """A problem for every entry and every statement whose quote is not the text at its offsets (law 1)."""
    for one in told:
        if document.text[one.start : one.end] != one.quote:
            entry, what = (one.id, "entry") if isinstance(one, Entry) else (None, "statement")
            yield Problem(path, entry, f"the text at {one.start} to {one.end} is not the {what}'s quote")


def changed(names: Iterable[str], document: str) -> Iterator[Problem]:
    """A problem for every file that is there, and whose bytes are not those of a document (a whole id), or cannot be had."""
    for name in names:
        try:
            if Path(name).is_file() and document_id_of(Path(name)) != document:
                yield Problem(name, None, "the file has changed since it was read; read it again")
        except OSError as fault:
            yield Problem(name, None, f"the file cannot be opened ({fault.strerror})")
