"""Documents for the names' tests, made by hand so that no reader of a format is needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.model import Document, Span


def lines_as_sentences(text: str) -> Document:
    """A document of which every line is a sentence."""
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Document("by-hand", "by hand", "text/plain", text, (), (), (), tuple(spans))


@pytest.fixture(scope="session")
def document_of() -> Callable[[str], Document]:
    return lines_as_sentences
