"""Works named in footnotes and endnotes."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model import Citation, Document, Reference


def find_noted(document: Document, references: Sequence[Reference], found: Sequence[Citation]) -> list[Citation]:
    return []
