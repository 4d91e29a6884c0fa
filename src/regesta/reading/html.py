"""HTML, as ministries and newspapers print it: the main text's blocks, without navigation, scripts and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from regesta.errors import BadDocument
from regesta.model import Document, Front, Place
from regesta.reading.decoding import decode
from regesta.reading.html_notes import call_of, holds_notes, mark_notes, note_of, notes_outside, show_numbers
from regesta.reading.weaving import Piece, Run, Source, raised, woven
from regesta.reading.xml import marks_of

_DROPPED = "script,style,noscript,template,nav,footer,aside,form,button,select,svg,iframe,object,head link,[hidden],[aria-hidden=true]"
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{2,20})""", re.I)
_BLOCKS = {
    "p": "text",
    "li": "list",
    "tr": "table",
    "blockquote": "quote",
    "pre": "text",
    "dt": "text",
    "dd": "text",
    "figcaption": "text",
}
_BLOCKS |= {f"h{level}": "heading" for level in range(1, 7)} | {"address": "text", "caption": "text"}
_HOLDERS = {
    "div",
    "section",
    "article",
    "main",
    "body",
    "ul",
    "ol",
    "dl",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "header",
    "figure",
    "html",
    "center",
    "td",
    "th",
    "span",
}
_DEPTH = 400
# what a parser's time grows with the square of; pages of people stay far below
_MOST_NESTED, _MOST_ATTRIBUTES, _LONG_TAG = 2_000, 10_000, 50_000
_NESTING = re.compile(
    rb"<(/?)(?:div|section|article|ul|ol|dl|table|tbody|blockquote|span|b|i|u|em|strong|small|big|font|a|center|form|fieldset)[\s>/]",
    re.I,
)
_WIDE_TAG = re.compile(rb"<[a-z][^<>]{%d,}" % _LONG_TAG, re.I)


def read(data: bytes, name: str) -> Document:
    """A Document from HTML; each block leads back to its number and path. Raises BadDocument."""
    _check(data, name)
    declared = _CHARSET.search(data[:4096])
    source, warnings = decode(data, name, declared[1].decode("ascii") if declared is not None else None)
    tree = LexborHTMLParser(source)
    front = _front(tree)
    works = mark_notes(tree)
    for node in tree.css(_DROPPED):
        if not (node.tag in {"aside", "footer"} and holds_notes(node)):
            node.decompose()
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    if root is None:
        raise BadDocument(f"{name}: it holds no page; save the page again, complete")
    counter = [0]
    if works:
        show_numbers(tree.body or root)
    pieces = chain(_pieces(root, f"/{root.tag}", counter, 0), _notes_outside(tree, root, counter))
    return woven(Source(data, name, "text/html", front, warnings), pieces)


def _notes_outside(tree: LexborHTMLParser, root: LexborNode, counter: list[int]) -> Iterator[Piece]:
    """The notes that the main text calls and that stand beside it, in a part of their own behind it."""
    for at, node in enumerate(notes_outside(tree, root), 1):
        path = f"/note[{at}]"
        if any(inner.tag in _BLOCKS for inner in node.iter()):
            yield from _pieces(node, path, counter, 0)
        else:
            counter[0] += 1
            yield _block(node, node.tag if node.tag in _BLOCKS else "p", path, counter[0])


def _check(data: bytes, name: str) -> None:
    """Nesting and attributes, counted before a parser meets them. Raises BadDocument."""
    depth = deepest = 0
    for tag in _NESTING.finditer(data):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _MOST_NESTED:
        raise BadDocument(
            f"{name}: its elements are nested {deepest:,} deep, more than the {_MOST_NESTED:,} that are followed; "
            "save the page again from a browser"
        )
    for tag in _WIDE_TAG.finditer(data):
        if max(tag[0].count(b"="), tag[0].count(b" ")) > _MOST_ATTRIBUTES:
            raise BadDocument(
                f"{name}: the element at byte {tag.start():,} has more than {_MOST_ATTRIBUTES:,} attributes; "
                "save the page again from a browser"
            )


def _pieces(node: LexborNode, path: str, counter: list[int], depth: int) -> Iterator[Piece]:
    """The blocks below a node; loose text between blocks is a block of its own."""
    loose: list[str] = []
    seen: dict[str, int] = {}

    def close(at: str) -> Iterator[Piece]:
        text = "".join(loose)
        loose.clear()
        if text.strip():
            counter[0] += 1
            yield Piece(((text, Place(paragraph=counter[0], path=at)),))

    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            loose.append(child.text(deep=False) or "")
        elif tag.startswith(("-", "_", "!")):
            pass
        else:
            seen[tag] = seen.get(tag, 0) + 1
            here = f"{path}/{tag}[{seen[tag]}]"
            holds = any(inner.tag in _BLOCKS for inner in child.iter()) if depth < _DEPTH else False
            if tag in _BLOCKS and not (holds and tag in {"li", "blockquote", "dd"}):
                yield from close(path)
                counter[0] += 1
                yield _block(child, tag, here, counter[0])
            elif (tag in _HOLDERS or holds) and depth < _DEPTH and not (tag == "span" and not holds):
                yield from close(path)
                yield from _pieces(child, here, counter, depth + 1)
            elif tag == "br":
                loose.append("\n")
            else:
                loose.append(child.text(deep=True))
        child = child.next
    yield from close(path)


_HEADING_TAG = re.compile(r"h[1-6]")


def _block(node: LexborNode, tag: str, path: str, number: int) -> Piece:
    place = Place(paragraph=number, path=path)
    if tag == "tr":
        runs: list[tuple[str, Place | None]] = []
        for at, cell in enumerate(node.css("td,th")):
            runs += [(" | ", None)] if at else []
            runs.append((cell.text(deep=True), place))
        return Piece(tuple(runs), "table")
    level = int(tag[1]) if _HEADING_TAG.fullmatch(tag) else 0
    for mark in node.css("br"):
        mark.replace_with("\n")
    for quoted in node.css("q"):  # browsers print the marks
        marks = marks_of("q", (quoted.text() or "").strip(), "")
        if marks:
            quoted.insert_before(marks[0])
            quoted.insert_after(marks[1])
    key = note_of(node)
    kind, role = ("note", "notes") if key is not None else (_BLOCKS[tag], None)
    return Piece(tuple(_runs(node, place)), kind, level, role, key)


def _runs(node: LexborNode, place: Place) -> Iterator[Run]:
    """The text of a block with the calls of its notes; a raised number becomes one in square brackets."""
    text = ""
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text":
            around = _around(inner, node)
            if any(call_of(outer) is not None for outer in around):
                continue  # the mark of a note
            above = [outer for outer in around if outer.tag == "sup"]
            if above and _is_whole(above[-1]):
                continue  # read as one, where it begins
            piece = inner.text(deep=False) or ""
            text += raised(piece, text) if above else piece
        elif inner.tag == "sup" and _is_whole(inner):
            text += raised(inner.text(deep=True), text) if not _is_raised(inner, node) else ""
        elif (call := call_of(inner)) is not None:
            yield text, place
            yield call
            text = ""
    yield text, place


def _is_whole(above: LexborNode) -> bool:
    """Whether a raised run calls no note: its numbers and the marks between them, links or not, are read as one."""
    return not any(call_of(inner) is not None for inner in above.traverse())


def _is_raised(node: LexborNode, block: LexborNode) -> bool:
    return any(outer.tag == "sup" for outer in _around(node, block))


def _around(node: LexborNode, block: LexborNode) -> list[LexborNode]:
    """The elements between a node and the block it stands in."""
    found = []
    parent = node.parent
    while parent is not None and parent.mem_id != block.mem_id:  # `!=` would write both out to compare them
        found.append(parent)
        parent = parent.parent
    return found


_DAY_OR_YEAR = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})|(\d{4})")


def _front(tree: LexborHTMLParser) -> Front:
    def meta(*names: str) -> str | None:
        for key in names:
            for attribute in ("name", "property"):
                node = tree.css_first(f'meta[{attribute}="{key}"]')
                content = node.attributes.get("content") if node is not None else None
                if content:
                    return content.strip()
        return None

    title = meta("citation_title", "og:title", "DC.title")
    heading = tree.css_first("title")
    date = meta("citation_publication_date", "article:published_time", "DC.date", "date") or ""
    day = _DAY_OR_YEAR.match(date)
    author = meta("citation_author", "author", "DC.creator")
    root = tree.css_first("html")
    return Front(
        title if title is not None else (" ".join(heading.text().split()) or None) if heading is not None else None,
        (author,) if author is not None else (),
        None if day is None else day[4] if day[4] is not None else f"{day[1]}-{day[2]}-{day[3]}",
        meta("citation_doi"),
        root.attributes.get("lang") if root is not None else None,
    )
