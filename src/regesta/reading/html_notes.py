"""Notes of a web page: short links to a part of the page that stands further down, and the links that lead back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from regesta.reading.structure import role_of
from regesta.reading.weaving import Call

_NOTE, _CALL, _SHOWN, _NUMBER = "data-regesta-note", "data-regesta-call", "data-regesta-label", "data-regesta-number"
_LABEL = re.compile(r"[\[(]?\s*(\d{1,4}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3}|note \d{1,3})\s*[\])]?\.?", re.I)
_BLOCKS = frozenset(["p", "li", "dd", "dt", "td", "tr", "blockquote", "div", "aside", "section"])


@dataclass(slots=True)
class _Page:
    """The parts of a page that can be linked to: where each stands, its node, the role of the section it is in."""

    order: dict[str, int] = field(default_factory=dict)
    nodes: dict[str, LexborNode] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    links: list[tuple[int, LexborNode, str]] = field(default_factory=list)


def mark_notes(tree: LexborHTMLParser) -> bool:
    """Mark a page's notes and their calls with attributes of our own; True where works of a list are called by number.

    A call is a short link (a number, a letter, an asterisk) to a part further down; a link from there to a part further up
    leads back and is taken out. Where the part called stands under a heading of references it is a work, and the number stays.
    """
    page = _page(tree)
    works = False
    backward: list[LexborNode] = []
    for at, link, key in page.links:
        if key not in page.order:
            continue
        label = _LABEL.fullmatch(_words(link))
        if page.order[key] < at:
            backward.append(link)
            continue
        block = _block_of(page.nodes[key]) if label is not None else None
        if block is None or label is None:
            continue
        if page.roles[key] == "references":
            block.attrs[_NUMBER] = label[1]
            works = True
        else:
            block.attrs[_NOTE] = key
            link.attrs[_CALL], link.attrs[_SHOWN] = key, label[1]
    if tree.body is not None and not works and tree.body.css_first(f"[{_CALL}]") is None:
        _bind_by_number(tree.body)
    for link in backward:
        if _leads_back(_words(link)) and (_carried(link, _NOTE) or _carried(link, _NUMBER)):
            link.decompose()
    return works


_FEWEST = 3  # raised numbers in a row that call notes


def _bind_by_number(body: LexborNode) -> None:
    """Bind raised numbers that are no links, 1, 2, 3 and so on, to a numbered list of as many notes further down."""
    calls: list[LexborNode] = []
    role = "body"
    for node in body.traverse():
        tag = node.tag or ""
        if _HEADING_TAG.fullmatch(tag):
            role = role_of(_words(node))
        elif tag == "sup" and _words(node).strip("[]") == str(len(calls) + 1):
            calls.append(node)
        elif tag == "ol" and len(calls) >= _FEWEST and role != "references":
            notes = [item for item in node.iter() if item.tag == "li"]
            if len(notes) == len(calls):
                break
    else:
        return
    for number, (call, note) in enumerate(zip(calls, notes, strict=True), 1):
        call.attrs[_CALL], call.attrs[_SHOWN] = f"note {number}", str(number)
        note.attrs[_NOTE] = f"note {number}"


_HEADING_TAG = re.compile(r"h[1-6]")


def _page(tree: LexborHTMLParser) -> _Page:
    page = _Page()
    role = "body"
    for at, node in enumerate(tree.body.traverse() if tree.body is not None else ()):
        if _HEADING_TAG.fullmatch(node.tag or ""):
            role = role_of(_words(node))
        names = [node.attributes.get("id"), node.attributes.get("name") if node.tag == "a" else None]
        for key in names:
            if key and key not in page.order:
                page.order[key], page.nodes[key], page.roles[key] = at, node, role
        href = node.attributes.get("href") or ""
        if node.tag == "a" and href.startswith("#") and len(href) > 1:
            page.links.append((at, node, href[1:]))
    return page


def _words(node: LexborNode) -> str:
    return " ".join(node.text(deep=True).split())


def _leads_back(words: str) -> bool:
    return len(words) <= 4 or _LABEL.fullmatch(words) is not None


def _block_of(node: LexborNode) -> LexborNode | None:
    """The block a note stands in: the element itself, or the nearest block around it."""
    around: LexborNode | None = node
    while around is not None and around.tag not in _BLOCKS:
        around = around.parent
    return around


_NUMBER_SHOWN = re.compile(r"\s*\[?\d")


def show_numbers(root: LexborNode) -> None:
    """The numbers of a list of works that the text calls by number, as a printed list shows them."""
    for block in root.css(f"[{_NUMBER}]"):
        number = block.attributes.get(_NUMBER) or ""
        first = block.css_first("p") or block
        if number.isdigit() and first.child is not None and not _NUMBER_SHOWN.match(block.text(deep=True)):
            first.child.insert_before(f"[{number}] ")


def holds_notes(node: LexborNode) -> bool:
    """Whether a part that would be dropped (a footer, a margin) holds notes."""
    return _NOTE in node.attributes or node.css_first(f"[{_NOTE}]") is not None


def notes_outside(tree: LexborHTMLParser, root: LexborNode) -> list[LexborNode]:
    """The notes and the works called by number that stand outside the part of a page that is read, outermost ones only,
    where that part calls them."""
    called = {link.attributes.get(_CALL) for link in root.css(f"[{_CALL}]")}
    inside = {node.mem_id for node in root.css(f"[{_NOTE}],[{_NUMBER}]")}
    inside |= {root.mem_id} if _carried(root, _NOTE) is not None else set()
    found: list[LexborNode] = []
    taken: set[int] = set(inside)
    for node in tree.css(f"[{_NOTE}],[{_NUMBER}]"):
        key = node.attributes.get(_NOTE)
        if node.mem_id in taken or (key is not None and key not in called):
            continue
        found.append(node)
        taken |= {inner.mem_id for inner in node.css(f"[{_NOTE}],[{_NUMBER}]")}
    return found


def note_of(node: LexborNode) -> str | None:
    """The key of the note that a block is, or stands in; None for none."""
    return _carried(node, _NOTE)


def _carried(node: LexborNode, name: str) -> str | None:
    """An attribute of a node or of what it stands in."""
    around: LexborNode | None = node
    while around is not None:
        if (value := around.attributes.get(name)) is not None:
            return value
        around = around.parent
    return None


def call_of(node: LexborNode) -> Call | None:
    """The call that a link is, None where it is none. The text of the link is its mark."""
    key = node.attributes.get(_CALL)
    return Call(key, node.attributes.get(_SHOWN) or "") if key is not None else None
