"""Plain text: kept as it is, but for the kind of its line ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.model import Document
from regesta.reading.anchoring import Weaver, document_id, line_starts, place_at
from regesta.reading.blocks import blocks_of
from regesta.reading.decoding import decode
from regesta.reading.sentences import sentences
from regesta.reading.structure import Block, structured

_INDENT = 2  # blanks that set a block apart, at least
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
    paragraphs, sections, front = structured(text, _set_apart(text, blocks_of(text)))
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


def _set_apart(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with "quote" for those whose lines are all indented behind a block that is not and that ends in a colon, and
    for those right after them that are indented as far."""
    found: list[Block] = []
    ahead = 0  # how far the quotation before is indented
    for block in blocks:
        last = found[-1] if found else None
        indent = _indent(text, block)
        leads = last is not None and last.kind == "text" and text[last.end - 1] == ":" and _indent(text, last) < _INDENT
        goes_on = last is not None and last.kind == "quote" and indent == ahead
        if block.kind in {"text", "heading"} and indent >= _INDENT and (leads or goes_on):
            found.append(Block(block.start, block.end, "quote"))
            ahead = indent
        else:
            found.append(block)
    return found


def _indent(text: str, block: Block) -> int:
    """How many blanks stand before each line of a block, the fewest; a tab counts as four."""
    low = text.rfind("\n", 0, block.start) + 1
    lines = text[low : block.end].expandtabs(4).split("\n")
    return min(len(line) - len(line.lstrip()) for line in lines)
