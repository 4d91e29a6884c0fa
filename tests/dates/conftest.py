"""Documents for the dates' tests, made by hand so that no reader of a format is needed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from regesta.model import Document, Front, Paragraph, Span

_SENTENCE_END = re.compile(r"(?<=[a-z0-9)])[.!?]\s+(?=[A-Z])")


def lines_as_paragraphs(text: str, date: str | None = None) -> Document:
    """A document of which every line is a paragraph, one with "# " before it a heading; `date` is its own."""
    paragraphs: list[Paragraph] = []
    sentences: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        is_heading = line.group().startswith("# ")
        start = line.start() + (2 if is_heading else 0)
        paragraphs.append(Paragraph(start, line.end(), "heading" if is_heading else "text"))
        for end in _SENTENCE_END.finditer(line.group()):
            sentences.append(Span(start, line.start() + end.start() + 1))
            start = line.start() + end.end()
        sentences.append(Span(start, line.end()))
    return Document(
        "by-hand", "by hand", "text/plain", text, (), (), tuple(paragraphs), tuple(sentences), Front(date=date)
    )


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    return lines_as_paragraphs
