"""XML parsed without entities, network or unbounded memory; shared by the TEI and JATS readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from regesta.errors import BadDocument
from regesta.model import Place

_DEPTH = 200


def parse(data: bytes, name: str) -> etree._Element:
    """The root of an XML document. Raises BadDocument for entities, a DTD of its own, bad nesting or bad syntax."""
    head = data[:200_000]
    if re.search(rb"<!ENTITY", head):
        raise BadDocument(
            f"{name}: it declares entities, which are not resolved here; replace them by their text and read it again"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        place = f"line {fault.lineno}" if fault.lineno else "its start"
        raise BadDocument(
            f"{name}, {place}: the XML is broken ({_plain(fault.msg)}); mend it and read it again"
        ) from fault
    except ValueError as fault:
        raise BadDocument(f"{name}: the XML is broken ({fault}); mend it and read it again") from fault
    for element in root.iter():
        if isinstance(element, etree._Entity):
            raise BadDocument(
                f"{name}: it uses the entity {element.text}, which is not resolved here; replace it by its text"
            )
    return root


def _plain(message: str | None) -> str:
    return (message or "bad syntax").split(", line")[0]


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def runs(
    element: etree._Element, path: str, skip: frozenset[str], depth: int = 0
) -> Iterator[tuple[str, Place | None]]:
    """The text inside an element with its path, leaving out the elements named in `skip` (their tails stay)."""
    if element.text:
        yield element.text, Place(path=path, line=element.sourceline)
    for child in element:
        name = local(child)
        if name and name not in skip and depth < _DEPTH:
            if name in {"lb", "break", "pb", "cb"}:
                yield " ", None
            yield from runs(child, path, skip, depth + 1)
        if child.tail:
            yield child.tail, Place(path=path, line=child.sourceline)


def paths(root: etree._Element) -> dict[etree._Element, str]:
    """The XPath of every element, made in one walk."""
    tree = root.getroottree()
    return {element: tree.getpath(element) for element in root.iter() if local(element)}


def text_of(element: etree._Element | None) -> str | None:
    """All text of an element, white space folded; None for none."""
    if element is None:
        return None
    joined = " ".join("".join(str(part) for part in element.itertext()).split())
    return joined or None
