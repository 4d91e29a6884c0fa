"""Blocks of plain lines: paragraphs apart by blank lines, list items, headings, printed tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.reading.structure import Block, is_heading

_LIST = re.compile(r"\s*(?:[-*•–]|\(?[0-9]{1,3}[.)]|\([a-z]\))\s+\S")
_BORDER = re.compile(r"\s*\+[-=+]{3,}")
_UNDERLINE = re.compile(r"\s*(?:-{3,}|={3,}|~{3,}|_{3,}|\*{3,})\s*")  # of the heading above it
_RULE = re.compile(r"\s*\|?[\s:|-]*-{3,}[\s:|-]*$")


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text. A table row is one block, however many lines it is printed in."""
    found: list[Block] = []
    run: list[tuple[int, int]] = []
    table: list[tuple[int, int]] = []
    bordered = False

    def close_run() -> None:
        if run:
            found.extend(_run_blocks(text, run))
            run.clear()

    def close_row() -> None:
        if table:
            found.append(Block(table[0][0], table[-1][1], "table"))
            table.clear()

    for low, high in _lines(text):
        line = text[low:high]
        if _BORDER.match(line):
            close_run()
            close_row()
            bordered = True
        elif line.lstrip().startswith("|") and (bordered or line.rstrip().endswith("|")):
            close_run()
            if bordered:
                table.append((low, high))
            elif not _RULE.match(line):
                found.append(Block(low, high, "table"))
        elif len(run) == 1 and _UNDERLINE.fullmatch(line) and is_heading(text[run[0][0] : run[0][1]].strip()):
            found.append(Block(*_trimmed(text, *run.pop()), "heading", 1))
        elif not line.strip():
            close_run()
            close_row()
            bordered = False
        else:
            close_row()
            bordered = False
            run.append((low, high))
    close_run()
    close_row()
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + 1


def _run_blocks(text: str, run: list[tuple[int, int]]) -> list[Block]:
    """A run of lines without a blank one: list items apart, the rest one paragraph; a lone short line is a heading."""
    starts = [at for at, (low, high) in enumerate(run) if _LIST.match(text, low, high)]
    if not starts or (
        len(starts) == 1 and starts[0] > 0 and not text[run[starts[0]][0] :].lstrip().startswith(("-", "*", "•"))
    ):
        low, high = _trimmed(text, run[0][0], run[-1][1])
        if len(run) == 1 and is_heading(text[low:high]):
            return [Block(low, high, "heading", 1)]
        return [Block(low, high, "text")]
    parts: list[Block] = []
    if starts[0] > 0:
        parts.append(Block(*_trimmed(text, run[0][0], run[starts[0] - 1][1]), "text"))
    for at, first in enumerate(starts):
        last = (starts[at + 1] if at + 1 < len(starts) else len(run)) - 1
        parts.append(Block(*_trimmed(text, run[first][0], run[last][1]), "list"))
    return parts


def _trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high
