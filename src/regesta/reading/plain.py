"""Plain text: kept as it is, but for the kind of its line ends."""

from __future__ import annotations

import re

from regesta.model import Document
from regesta.reading.anchoring import Weaver, document_id, line_starts, place_at
from regesta.reading.blocks import blocks_of
from regesta.reading.decoding import decode
from regesta.reading.sentences import sentences
from regesta.reading.structure import structured

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


def read(data: bytes, name: str) -> Document:
    """A Document from plain text; every character leads back to its offset and line. Raises BadDocument."""
    source, warnings = decode(data, name)
    starts = line_starts(source)
    weaver = Weaver()
    for line in _LINE.finditer(source):
        weaver.add(line[1], place_at(starts, line.start()))
        if line[2]:
            weaver.add("\n", place_at(starts, line.start(2)))
    text = weaver.text()
    paragraphs, sections, front = structured(text, blocks_of(text))
    return Document(
        id=document_id(data),
        name=name,
        media_type="text/plain",
        text=text,
        anchors=tuple(weaver.anchors),
        sections=sections,
        paragraphs=paragraphs,
        sentences=sentences(text, paragraphs),
        front=front,
        warnings=warnings,
    )
