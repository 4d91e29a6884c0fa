"""Build the DOCX and PDF examples from their texts, and keep the offsets of their labels true.

usage: make_examples.py [--labels-only]

`examples/text/NAME.md` holds the words, in a small part of Markdown (headings, paragraphs). The outputs are committed:
the same words give the same bytes with the same versions of python-docx and reportlab. `examples/expected.jsonl` holds
the labels; their offsets are counted in the text as `regesta.reading` gives it, so after a change of text or reader the
`start` and `end` of each row are found again from its `quote`.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
EXAMPLES = HOME / "examples"
TEXTS = EXAMPLES / "text"
DOCUMENTS = EXAMPLES / "documents"
EXPECTED = EXAMPLES / "expected.jsonl"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP file can hold; a build must not carry the day it was made


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text: `level` 0 for a paragraph, 1 for the title, 2 for a section heading."""

    level: int
    text: str


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in our small part of Markdown, in order; blank lines separate them."""
    found = []
    for part in text.strip().split("\n\n"):
        words = " ".join(part.split())
        level = len(words) - len(words.lstrip("#"))
        found.append(Block(level, words[level:].strip()))
    return tuple(found)


# --- DOCX ------------------------------------------------------------------------------------------------------------


def docx_of(text: str) -> bytes:
    """A Word document of the text with its headings styled as such, the same bytes at every build."""
    import docx  # here, so that the labels can be checked without the means to build

    document = docx.Document()
    for block in blocks(text):
        if block.level == 0:
            document.add_paragraph(block.text)
        else:
            document.add_heading(block.text, level=block.level - 1)
    raw = io.BytesIO()
    document.save(raw)
    return without_times(raw.getvalue())


def without_times(archive: bytes) -> bytes:
    """The same ZIP archive with every member dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member.filename))
    return out.getvalue()


# --- PDF -------------------------------------------------------------------------------------------------------------


def pdf_of(text: str, running_head: str) -> bytes:
    """A PDF of two columns with running heads and page numbers, as journals have; the same bytes at every build."""
    from reportlab import rl_config
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

    rl_config.invariant = 1
    title, *rest = blocks(text)
    width, height = A5
    margin, gutter, head = 36.0, 14.0, 10.0
    column = (width - 2 * margin - gutter) / 2

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Times-Italic", 8)
        canvas.drawCentredString(width / 2, height - margin + 6, running_head)
        canvas.drawCentredString(width / 2, margin - 16, str(document.page))

    frames = [
        Frame(margin + n * (column + gutter), margin, column, height - 2 * margin - head, 0, 0, 0, 0, id=f"column-{n}")
        for n in range(2)
    ]
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=9, leading=11, alignment=TA_JUSTIFY, spaceAfter=5)
    heads = {
        1: ParagraphStyle(
            "title", parent=body, fontName="Times-Bold", fontSize=13, leading=15, alignment=0, spaceAfter=6
        ),
        2: ParagraphStyle(
            "section", parent=body, fontName="Times-Bold", fontSize=10, leading=12, alignment=0, spaceBefore=4
        ),
    }
    story: list[Flowable] = [Paragraph(title.text, heads[1])]
    story += [Paragraph(block.text, heads.get(block.level, body)) for block in rest]
    raw = io.BytesIO()
    template = BaseDocTemplate(raw, pagesize=A5, title=title.text, author="The Regesta examples", lang="en")
    template.addPageTemplates(PageTemplate(id="two-columns", frames=frames, onPage=decorate))
    template.build(story)
    return raw.getvalue()


# --- labels ----------------------------------------------------------------------------------------------------------


def relocate(rows: list[dict[str, Any]], texts: dict[str, str]) -> list[dict[str, Any]]:
    """The rows with `start` and `end` (code points) found again from `quote` in the text of their document.

    A quote that occurs more than once is taken at its `nth` occurrence (from 1). Raises ValueError when a quote is not
    in its text, or is there more than once and `nth` is missing.
    """
    placed = []
    for row in rows:
        text, quote = texts[row["document"]], row["quote"]
        count = text.count(quote)
        nth = row.get("nth", 1)
        if count < nth or (count > 1 and "nth" not in row):
            raise ValueError(f"{row['document']}: {quote!r} occurs {count} times in the text")
        start = -1
        for _ in range(nth):
            start = text.index(quote, start + 1)
        placed.append({**row, "start": start, "end": start + len(quote)})
    return placed


def refresh_labels() -> None:
    from regesta.reading import read_path

    texts = {path.stem: read_path(path).text for path in sorted(DOCUMENTS.iterdir())}
    rows = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in relocate(rows, texts)]
    EXPECTED.write_text("".join(lines), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels-only", action="store_true", help="leave the documents, refresh expected.jsonl")
    arguments = parser.parse_args()
    if not arguments.labels_only:
        china = (TEXTS / "united-states-china-1971-1979.md").read_text(encoding="utf-8")
        (DOCUMENTS / "united-states-china-1971-1979.docx").write_bytes(docx_of(china))
        france = (TEXTS / "france-germany-1950-2019.md").read_text(encoding="utf-8")
        head = "REGESTA EXAMPLES · FRANCE AND GERMANY, 1950–2019"
        (DOCUMENTS / "france-germany-1950-2019.pdf").write_bytes(pdf_of(france, head))
    refresh_labels()
    return 0


if __name__ == "__main__":
    sys.exit(main())
