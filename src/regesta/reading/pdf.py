"""PDF: lines in reading order by columns, running heads and page numbers set aside, line-end hyphens joined."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

import pypdfium2
import pypdfium2.raw as raw

from regesta.errors import BadDocument
from regesta.model import Document, Front, Place
from regesta.reading.decoding import held
from regesta.reading.printed import Line, notes_apart, with_raised
from regesta.reading.structure import is_heading
from regesta.reading.weaving import Piece, Source, woven

_PAGES = 20_000
_LINES = 76  # of a heading at most: it has 150 letters, and a line one and a blank
_MANY = 400  # lines of a column that tell how far it goes; of more than that some are asked
_LARGER = 1.12  # times as high: a heading against the text, a title against its author
_MARK_GAP = 3.0  # heights of a line that lie between an item and its mark at most
_MARK_ALONE = re.compile(r"\[?\d{1,3}(?:\]|[.)])|[•–-]")
_BACK = str.maketrans("", "", "↩\ufe0e")  # the way back from a note, as browsers print it
_GUTTER = 1.0  # heights of a line that lie between two columns or cells at least
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
    """The lines of a page in reading order: runs of letters side by side on one height are one line, unless a gutter lies
    between them."""
    text_page = page.get_textpage()
    try:
        runs = list(_runs(text_page))
    finally:
        text_page.close()
    spans = []
    for run in runs:
        text = held("".join(sign.text for sign in run)).translate(_BACK)
        printed = [sign for sign in run if sign is not _BLANK]
        box = (
            min(sign.left for sign in printed), median_low([sign.bottom for sign in printed]),
            max(sign.right for sign in printed), median_low([sign.top for sign in printed]),
        )  # fmt: skip
        if text.strip() and box[2] > box[0]:
            spans.append(Line(text, number, box))
    return _with_marks(_in_columns(_rows(spans), page.get_width()))


@dataclass(frozen=True, slots=True)
class _Sign:
    """Letters of one word, figures or a mark, or a blank, and the place that their face gives them in the line, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def _runs(text_page: pypdfium2.PdfTextPage) -> Iterator[list[_Sign]]:
    """The letters of a page in the order of its text, line by line, each line cut where letters of another size or height
    follow, or a gutter.

    Letters are asked for by their places, since browsers place each by itself: the boxes of runs that Pdfium offers are then
    those of a letter or two, hold their ink alone and overlap, so that neither blanks nor raised figures can be told from them.
    """
    line: list[_Sign] = []
    for sign in _signs(text_page):
        if sign is None:
            yield from _cut(line)
            line = []
        else:
            line.append(sign)
    yield from _cut(line)


_HYPHENS = "\ufffe\x02"  # how Pdfium tells a hyphen at a line's end, behind which no line's end is told
_PARTS = re.compile(rf"[\r\n]+|[^\S\r\n]+|[{_HYPHENS}]|[^\W\d_]+|\d+|[^\w\s]|_")
_BLANK = _Sign(" ", 0.0, 0.0, 0.0, 0.0)


def _signs(text_page: pypdfium2.PdfTextPage) -> Iterator[_Sign | None]:
    """What a page holds, a word's letters, figures and marks each together; None where a line ends. Within these the face does
    not change but where a letter of another height is put into a word, which is rare; so only their ends are asked for."""
    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    for part in _PARTS.finditer(_units(text_page)):
        text = part.group()
        if text[0] in "\r\n":
            yield None
        elif text.isspace():
            yield _BLANK
        else:
            hyphen = text in _HYPHENS
            there = raw.FPDFText_GetLooseCharBox(text_page, part.start(), first)
            there = there and raw.FPDFText_GetLooseCharBox(text_page, part.end() - 1, last)
            shown = "-" if hyphen else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            if there:
                yield _Sign(shown, first.left, first.bottom, max(first.right, last.right), first.top)
            if hyphen:
                yield None


def _units(text_page: pypdfium2.PdfTextPage) -> str:
    """The page's text, a character for each place that Pdfium counts: its units, of which a rare sign takes two."""
    text: str = text_page.get_text_range()
    count = text_page.count_chars()
    if len(text) == count:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(text_page, at)) for at in range(count))


def _cut(line: list[_Sign]) -> Iterator[list[_Sign]]:
    """The runs of a line."""
    run: list[_Sign] = []
    last: _Sign | None = None  # the last letter that is no blank
    widest = _widest_blank(line)
    for sign in line:
        if sign is _BLANK:
            if run:
                run.append(sign)
            continue
        if last is not None and run:
            height = max(sign.top - sign.bottom, last.top - last.bottom, 1.0)
            # the place of a letter with a mark on top ("İ") is higher than that of others of its face
            level = abs(sign.bottom - last.bottom) < 0.1 * height and abs(sign.top - last.top) < 0.3 * height
            if not level or not -0.5 * height <= sign.left - last.right <= max(_GUTTER * height, widest):
                yield run
                run = []
        run.append(sign)
        last = sign
    if run:
        yield run


def _widest_blank(line: Sequence[_Sign]) -> float:
    """The width of a blank in a line that was drawn out to both margins, where all blanks are about as wide; else 0."""
    gaps: list[float] = []
    last: _Sign | None = None
    blank = False
    for sign in line:
        if sign is _BLANK:
            blank = True
        else:
            if last is not None and blank:
                gaps.append(sign.left - last.right)
            last, blank = sign, False
    return max(gaps) if gaps and min(gaps) > 0.6 * max(gaps) > 0 else 0.0


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
            if level and -0.5 * height <= gap <= _GUTTER * height:
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


def _with_marks(lines: list[Line]) -> list[Line]:
    """The lines of a page with the marks of items that stand alone before them; some printers draw all marks first."""
    found: list[Line] = []
    for line in lines:
        mark = found[-1] if found else None
        if mark is not None and _MARK_ALONE.fullmatch(mark.text.strip()) is not None:
            gap = line.box[0] - mark.box[2]
            if abs(line.box[1] - mark.box[1]) < 0.5 * line.height and 0 <= gap <= _MARK_GAP * line.height:
                found[-1] = Line(f"{mark.text.strip()} {line.text.lstrip()}", line.page, (mark.box[0], *line.box[1:]))
                continue
        found.append(line)
    return found


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
    margins = _margins(lines)
    usual = median_low([line.height for line in lines]) if lines else 0.0
    run: list[Line] = []
    for at, line in enumerate(lines):
        if run and not _same_heading(run[-1], line, usual) and _breaks(run, line, margins[id(run[-1])]):
            yield _piece(run)
            run = []
        run.append(line)
        following = lines[at + 1] if at + 1 < len(lines) else None
        if following is None or _same_heading(line, following, usual):
            continue
        # of a long paragraph the words are not joined anew for each of its lines
        if len(run) <= _LINES and is_heading(" ".join(each.text.strip() for each in run)) and _apart(line, following):
            yield _piece(run, "heading")
            run = []
    if run:
        yield _piece(run)


def _apart(line: Line, following: Line) -> bool:
    """A heading is larger than what follows, or a space stands below it, or it is in capitals."""
    height, other = line.box[3] - line.box[1], following.box[3] - following.box[1]
    gap = line.box[1] - following.box[3]
    return line.text.isupper() or height > _LARGER * other or (line.page == following.page and gap > 0.55 * other)


def _same_heading(line: Line, following: Line, usual: float) -> bool:
    """Whether two lines are of one heading: of one height, larger than the text or in capitals, with no space between them."""
    if line.page != following.page:
        return False
    capitals = all(each.text.isupper() and is_heading(each.text.strip()) for each in (line, following))
    large = min(line.height, following.height) > _LARGER * usual or capitals
    alike = abs(line.height - following.height) < 0.06 * line.height
    return large and alike and -0.3 * line.height <= line.box[1] - following.box[3] < 0.5 * line.height


_ITEM_MARK = re.compile(r"\s*(?:\[(?P<square>\d{1,3})\]|(?P<number>\d{1,3})\.|[•–-])\s")


def _counts_on(before: re.Match[str] | None, mark: re.Match[str]) -> bool:
    """Whether the number of an item is the next one after that of the item before."""
    first = before and (before["square"] or before["number"])
    second = mark["square"] or mark["number"]
    return bool(first and second) and int(second) == int(first or 0) + 1


def _margins(lines: Sequence[Line]) -> dict[int, float]:
    """How far to the right the lines of a column mostly go, by the identity of each line: of those on its page that begin where
    it does, four in five; 0 where they are too few to tell."""
    found: dict[int, float] = {}
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for page in pages.values():
        by_left = sorted(page, key=lambda line: line.box[0])
        lefts = [line.box[0] for line in by_left]
        for line in page:
            near = 2.5 * max(line.height, 1.0)
            low, high = bisect_left(lefts, line.box[0] - near), bisect_right(lefts, line.box[0] + near)
            step = (high - low) // _MANY + 1
            rights = sorted(other.box[2] for other in by_left[low:high:step])
            found[id(line)] = rights[len(rights) * 4 // 5] if len(rights) > 4 else 0.0
    return found


def _breaks(run: list[Line], line: Line, margin: float) -> bool:
    """Whether a line begins another paragraph than those before it. `margin` is how far the last one's column goes."""
    last = run[-1]
    height = max(last.box[3] - last.box[1], 1.0)
    ended = last.text.rstrip().endswith((".", "!", "?", ":", "”", '"', ")", "’"))
    marked = _ITEM_MARK.match(line.text)
    opened = _ITEM_MARK.match(run[0].text)
    if marked is not None and (ended or _counts_on(opened, marked) or marked.group().strip() == "•"):
        return True
    right = (
        max(margin, *(each.box[2] for each in run)) if ended else margin
    )  # it is asked for where a sentence ends alone
    moved = line.page != last.page or line.box[1] > last.box[1]
    if moved:
        # a paragraph goes on over a page or column end unless its last sentence ended with the line falling short
        return ended and last.box[2] < right - 1.5 * height
    gap = last.box[1] - line.box[3]
    if gap > 0.5 * height or not line.height / _LARGER < height < line.height * _LARGER:
        return True
    # behind its mark, or its first line, an item's lines may be set in
    hangs = opened is not None or (len(run) == 1 and last.box[2] > line.box[2] - 1.5 * height)
    if ended and not hangs and line.box[0] > min(each.box[0] for each in run[-6:]) + 0.6 * height:
        return True
    return ended and last.box[2] < right - 2.5 * height


def _note(lines: list[Line]) -> Piece:
    """A note at a page's foot; all stand behind the text, so that no sentence is broken by them."""
    return Piece(_piece(lines).runs, "note", 0, "notes")


_BROKEN_WORD = re.compile(r"\w[-\u00ad\u2010]$")
_GOES_ON = re.compile(r"(?:https?://|www\.|\bdoi\b:?|\b10\.\d{4,9}/)\S*[-/_=?&%]$|\d[–-]$", re.I)


def _piece(run: list[Line], kind: str = "text") -> Piece:
    """The lines of a paragraph as runs; a hyphen that broke a word at a line's end is taken out."""
    runs: list[tuple[str, Place | None]] = []
    for at, line in enumerate(run):
        text = line.text.strip()
        place = Place(page=line.page, box=tuple(round(edge, 1) for edge in line.box))  # type: ignore[arg-type]
        following = run[at + 1].text.lstrip() if at + 1 < len(run) else ""
        low = following[:1].islower()
        if _GOES_ON.search(text) is not None and (low or following[:1].isdigit()):
            runs.append((text, place))  # an address, or a run of pages, that the line's end breaks
        elif low and _BROKEN_WORD.search(text):
            runs.append((text[:-1], place))
        elif following[:1].isupper() and _BROKEN_WORD.search(text):
            runs.append((text, place))  # "Trans-Caspian"
        else:
            runs.append((text, place))
            if at + 1 < len(run):
                runs.append((" ", None))
    return Piece(tuple(runs), kind)
