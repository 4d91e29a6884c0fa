"""An entry where it stands: the paragraph around its quote, the section, the place in the source."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.model import Document, Entry, Place


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
    low, high = entry.start, entry.end
    for paragraph in document.paragraphs:
        if paragraph.start < entry.end and entry.start < paragraph.end:
            low, high = min(low, paragraph.start), max(high, paragraph.end)
    low, high = max(low, entry.start - reach), min(high, entry.end + reach)
    section = next((s.title for s in reversed(document.sections) if s.start <= entry.start < s.end and s.title), "")
    return InContext(
        entry,
        document,
        document.text[low : entry.start],
        document.text[entry.end : high],
        section,
        document.locate(entry.start),
    )
