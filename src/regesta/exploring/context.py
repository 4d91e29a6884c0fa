"""An entry or a statement where it stands: the paragraph around its quote, the section, the place in the source."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.model import Cooperation, Document, Entry, Place


@dataclass(frozen=True, slots=True)
class Around:
    """The text around a quote: `before` and `after`, all of one paragraph; `section` is its heading."""

    before: str
    after: str
    section: str
    place: Place


@dataclass(frozen=True, slots=True)
class InContext:
    """An entry with the text around it: `before`, the quote, `after`, all of one paragraph; `section` is its heading."""

    entry: Entry
    document: Document
    before: str
    after: str
    section: str
    place: Place


def entry_in_context(entry: Entry, document: Document, reach: int = 600) -> InContext:
    """The paragraph of an entry, at most `reach` code points on either side."""
    around = around_of(entry, document, reach)
    return InContext(entry, document, around.before, around.after, around.section, around.place)


def around_of(told: Entry | Cooperation, document: Document, reach: int = 600) -> Around:
    """The paragraph around an entry or a statement, at most `reach` code points on either side."""
    low, high = told.start, told.end
    for paragraph in document.paragraphs:
        if paragraph.start < told.end and told.start < paragraph.end:
            low, high = min(low, paragraph.start), max(high, paragraph.end)
    low, high = max(low, told.start - reach), min(high, told.end + reach)
    section = next((s.title for s in reversed(document.sections) if s.start <= told.start < s.end and s.title), "")
    before, after = document.text[low : told.start], document.text[told.end : high]
    return Around(before, after, section, document.locate(told.start))
