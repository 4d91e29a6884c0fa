"""PDF: lines in reading order by columns, running heads and page numbers set aside, line-end hyphens joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2

from regesta.errors import BadDocument
from regesta.model import Document, Front, Place
from regesta.reading.decoding import held
from regesta.reading.printed import Line, notes_apart, with_raised
from regesta.reading.structure import is_heading
from regesta.reading.weaving import Piece, Source, woven

_PAGES = 20_000
_OVER = 3  # letters that may reach into the box before their own
_LOOSE = re.compile(
    r"[\s\ufffe\x02\xad-]+"
)  # what a box and its page may write in two ways: blanks, hyphens at line ends
_AHEAD = 400  # letters within which a box's text is sought again where boxes and page do not go together
_AGAIN = re.compile(r"(?:ibid|idem|op cit|loc cit|see)\b")  # notes that stand at many feet, no running feet
_NUMBER = re.compile(r"[-–— ]*(?:page )?(?:\d{1,4}|[ivxlc]{1,7})(?: of \d{1,4})?[-–— ]*", re.I)


def read(data: bytes, name: str) -> Document:
    """A Document from PDF; every line leads back to its page and box. Raises BadDocument."""
    try:
        source = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise BadDocument(f"{name}: it is protected by a password; save it without one and read that") from fault
        raise BadDocument(
            f"{name}: it is no complete PDF (it may be cut short); get it again from where it came"
        ) from fault
    try:
        if len(source) > _PAGES:
            raise BadDocument(f"{name}: {len(source)} pages are more than {_PAGES}; split it and read the parts")
        pages = []
        for number in range(len(source)):
            try:
                page = source[number]
            except pypdfium2.PdfiumError as fault:
                raise BadDocument(
                    f"{name}, page {number + 1}: the page cannot be read (the file may be cut short); get it again"
                ) from fault
            pages.append(_lines(page, number + 1))
            page.close()
        meta = source.get_metadata_dict(skip_empty=True)
    finally:
        source.close()
    if not any(pages):
        raise BadDocument(f"{name}: it holds pictures of pages and no text; run text recognition on it first")
    title, author = meta.get("Title"), meta.get("Author")
    front = Front(title or None, (author,) if author else ())  # the file's own dates tell of the file, not of the text
    kept = _without_running(pages)
    bodies, notes = notes_apart(kept)
    return woven(Source(data, name, "application/pdf", front), [*_pieces(bodies), *map(_note, notes)])


def _lines(page: pypdfium2.PdfPage, number: int) -> list[Line]:
    """The lines of a page in reading order. Pdfium gives runs of characters; runs side by side on one height are one line,
    unless a gutter lies between them."""
    text_page = page.get_textpage()
    try:
        boxes = [text_page.get_rect(at) for at in range(text_page.count_rects())]
        texts = [text_page.get_text_bounded(*box) for box in boxes]
        spans: list[Line] = []
        for box, printed in zip(boxes, _once(texts, text_page.get_text_range()), strict=True):
            left, bottom, right, top = box
            text = held(printed)
            text = text.replace("\r", "").replace("\n", " ").replace("\ufffe", "-").replace("\x02", "-")
            if text.strip() and right > left:
                spans.append(Line(text, number, (left, bottom, right, top)))
    finally:
        text_page.close()
    return _in_columns(_rows(spans), page.get_width())


def _once(texts: list[str], page: str) -> list[str]:
    """The texts of a page's boxes without letters that two boxes hold: where the face changes, a slanted letter reaches into
    the box before its own and would stand there too ("of A" and "Asian"). The page's own text, in which each stands once, tells;
    where the two do not go together the texts stay as they are."""
    whole = _LOOSE.sub("", page)
    kept = list(texts)
    reached = 0
    for at, text in enumerate(texts):
        bare = _LOOSE.sub("", text)
        for over in range(_OVER + 1):
            if over <= reached and whole.startswith(bare, reached - over):
                if over and at:
                    kept[at - 1], kept[at] = _parted(kept[at - 1], text, over)
                reached += len(bare) - over
                break
        else:
            found = whole.find(bare, reached, reached + _AHEAD + len(bare))
            if bare and found >= 0:
                reached = found + len(bare)
    return kept


def _parted(before: str, text: str, over: int) -> tuple[str, str]:
    """Two boxes' texts without the `over` letters that both have: what stands behind the last blank of the first is the
    second's, the rest is the first's."""
    before = before.rstrip()
    tail = len(before.split()[-1]) if " " in before else over
    own = tail if tail <= over else over
    return before[:-own], text.lstrip()[over - own :]


def _rows(spans: list[Line]) -> list[Line]:
    """Join runs that stand on one height with no more than a word's space between them."""
    lines: list[Line] = []
    for span in spans:
        last = lines[-1] if lines else None
        if last is not None:
            whole = with_raised(last, span)
            if whole is not None:
                lines[-1] = whole
                continue
            height = max(last.box[3] - last.box[1], span.box[3] - span.box[1], 1.0)
            level = abs(last.box[1] - span.box[1]) < 0.5 * height
            gap = span.box[0] - last.box[2]
            if level and -0.5 * height <= gap <= 1.2 * height:
                space = (
                    " " if gap > 0.15 * height and not last.text.endswith(" ") and not span.text.startswith(" ") else ""
                )
                box = (
                    min(last.box[0], span.box[0]),
                    min(last.box[1], span.box[1]),
                    max(last.box[2], span.box[2]),
                    max(last.box[3], span.box[3]),
                )
                lines[-1] = Line(last.text + space + span.text, last.page, box)
                continue
        lines.append(span)
    return lines


def _in_columns(lines: list[Line], width: float) -> list[Line]:
    """Two columns are read one after the other, where a gutter runs down the middle; lines across it part the page."""
    middle = width / 2
    left = [line for line in lines if line.box[2] <= middle + 4]
    right = [line for line in lines if line.box[0] >= middle - 4]
    if len(left) < 5 or len(right) < 5 or len(left) + len(right) < 0.6 * len(lines):
        return sorted(lines, key=lambda line: (-round(line.box[1] / 3), line.box[0]))
    across = sorted((line for line in lines if line not in left and line not in right), key=lambda line: -line.box[1])
    ordered: list[Line] = []
    high = float("inf")
    for wall in [*across, None]:
        low = wall.box[1] if wall is not None else float("-inf")
        for column in (left, right):
            ordered += sorted((line for line in column if low < line.box[1] <= high), key=lambda line: -line.box[1])
        if wall is not None:
            ordered.append(wall)
            high = low
    return ordered


def _without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """Set aside page numbers and what stands at the head or foot of several pages in the same words."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_bare(line.text) for line in _edge(page)})
    often = {
        text for text, count in edges.items() if count >= max(2, len(pages) // 4) and text and not _AGAIN.match(text)
    }
    kept = []
    for page in pages:
        edge = {id(line) for line in _edge(page)}
        kept.append(
            [
                line
                for line in page
                if id(line) not in edge or not (_NUMBER.fullmatch(line.text.strip()) or _bare(line.text) in often)
            ]
        )
    return kept


def _edge(page: list[Line]) -> list[Line]:
    """The lines at the head and foot of a page that stand apart from its body: one or two rows, behind a wider gap."""
    rows = sorted({round(line.box[1]) for line in page}, reverse=True)
    if len(rows) < 5:
        return page
    gaps = [high - low for high, low in pairwise(rows)]
    usual = (
        sorted(gap for gap in gaps if gap > 3)[len([gap for gap in gaps if gap > 3]) // 2]
        if any(g > 3 for g in gaps)
        else 0
    )
    apart: set[int] = set()
    for order, step in ((rows, gaps), (rows[::-1], gaps[::-1])):
        for depth in (1, 0):
            if step[depth] > 1.4 * usual:
                apart.update(order[: depth + 1])
                break
    return [line for line in page if round(line.box[1]) in apart]


_NO_LETTERS = re.compile(r"[\d\W]+")


def _bare(text: str) -> str:
    """A running head without its page number."""
    return _NO_LETTERS.sub(" ", text).strip().lower()


def _pieces(pages: list[list[Line]]) -> Iterator[Piece]:
    """Paragraphs: lines joined until one falls short, starts with an indent or a gap, or a heading stands apart."""
    lines = [line for page in pages for line in page]
    run: list[Line] = []
    for at, line in enumerate(lines):
        if run and _breaks(run, line):
            yield _piece(run)
            run = []
        run.append(line)
        following = lines[at + 1] if at + 1 < len(lines) else None
        if len(run) == 1 and is_heading(line.text.strip()) and following is not None and _apart(line, following):
            yield _piece(run, "heading")
            run = []
    if run:
        yield _piece(run)


def _apart(line: Line, following: Line) -> bool:
    """A heading is larger than what follows, or a space stands below it, or it is in capitals."""
    height, other = line.box[3] - line.box[1], following.box[3] - following.box[1]
    gap = line.box[1] - following.box[3]
    return line.text.isupper() or height > 1.12 * other or (line.page == following.page and gap > 0.9 * other)


_ITEM_MARK = re.compile(r"\s*(?:\[\d{1,3}\]|\d{1,3}\.|[•–-])\s")


def _breaks(run: list[Line], line: Line) -> bool:
    last = run[-1]
    height = max(last.box[3] - last.box[1], 1.0)
    ended = last.text.rstrip().endswith((".", "!", "?", ":", "”", '"', ")", "’"))
    if _ITEM_MARK.match(line.text) and ended:
        return True
    moved = line.page != last.page or line.box[1] > last.box[1]
    if moved:
        # a paragraph goes on over a page or column end unless its last sentence ended with the line falling short
        return ended and last.box[2] < max(each.box[2] for each in run) - 1.5 * height
    gap = last.box[1] - line.box[3]
    if gap > 0.8 * height:
        return True
    if ended and line.box[0] > min(each.box[0] for each in run[-6:]) + 0.6 * height:
        return True
    return ended and last.box[2] < max(each.box[2] for each in run) - 2.5 * height


def _note(lines: list[Line]) -> Piece:
    """A note at a page's foot; all stand behind the text, so that no sentence is broken by them."""
    return Piece(_piece(lines).runs, "note", 0, "notes")


_BROKEN_WORD = re.compile(r"\w[-\u00ad\u2010]$")


def _piece(run: list[Line], kind: str = "text") -> Piece:
    """The lines of a paragraph as runs; a hyphen that broke a word at a line's end is taken out."""
    runs: list[tuple[str, Place | None]] = []
    for at, line in enumerate(run):
        text = line.text.strip()
        place = Place(page=line.page, box=tuple(round(edge, 1) for edge in line.box))  # type: ignore[arg-type]
        following = run[at + 1].text.lstrip() if at + 1 < len(run) else ""
        if at + 1 < len(run) and _BROKEN_WORD.search(text) and following[:1].islower():
            runs.append((text[:-1], place))
        else:
            runs.append((text, place))
            if at + 1 < len(run):
                runs.append((" ", None))
    return Piece(tuple(runs), kind)
