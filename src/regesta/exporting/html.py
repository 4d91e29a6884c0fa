"""A printed calendar of regesta as one HTML page, with footnotes: for reading, printing, and sending to somebody.

*For*: readers. Under each year a line for an entry, as `regesta list` prints it, and a footnote with the quote, the
document, the place in it and the works it cites. The page holds no script, asks for nothing from elsewhere, and prints
with the browser's own means.

*Loses*: offsets, ids, sectors, confidence; whatever a reader of print does not ask for. Texts of documents are escaped
and isolated, so that text written from right to left does not turn the line around it.
"""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from typing import TextIO

from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.markup import plain
from regesta.exporting.printed_calendar import TITLE, PrintedLine, printed_lines

_HEAD = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.5 Georgia, "Noto Serif", serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }}
h1 {{ font-size: 1.6rem }} h2 {{ font-size: 1.2rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #999; break-after: avoid }}
p {{ margin: .35rem 0; break-inside: avoid }} .date {{ font-weight: bold }} .people {{ color: #444; font-size: .9em; display: block }}
ol {{ font-size: .85em; padding-left: 2.5rem }} sup {{ line-height: 0 }} a {{ color: #16457a }} q {{ overflow-wrap: anywhere }}
</style></head><body>
<h1>{TITLE}</h1>
"""


def write_html(chosen: Chosen, out: TextIO) -> Written:
    """Write the lines as they are read; the notes wait in a file of their own until all lines are written."""
    out.write(_HEAD)
    count = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as notes:
        for line in printed_lines(chosen):
            count = line.number
            out.write(_line(line))
            notes.write(_note(line))
        out.write("<h2>Notes</h2>\n<ol>\n" if count else "<p>No entry answers.</p>\n")
        notes.seek(0)
        shutil.copyfileobj(notes, out)
    out.write("</ol>\n</body></html>\n" if count else "</body></html>\n")
    return Written(count)


def _line(line: PrintedLine) -> str:
    heading = f"<h2>{_text(line.heading)}</h2>\n" if line.heading is not None else ""
    people = f'<span class="people">{_text(line.people)}</span>' if line.people else ""
    call = f'<sup><a href="#n{line.number}" id="c{line.number}">{line.number}</a></sup>'
    return f'{heading}<p><span class="date">{_text(line.date)}.</span> {_text(line.abstract)}{call}{people}</p>\n'


def _note(line: PrintedLine) -> str:
    back = f'<a href="#c{line.number}" aria-label="back to the line">↩</a>'
    return f'<li id="n{line.number}"><q>{_text(line.quote)}</q> {_text(line.source)} {back}</li>\n'


def _text(text: str) -> str:
    """A text of a document, escaped, without characters that no page may hold, and isolated in its direction."""
    return f"<bdi>{escape(plain(text))}</bdi>"
