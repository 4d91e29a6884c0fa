"""XML parsed without entities, network or unbounded memory; shared by the TEI and JATS readers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regesta.errors import BadDocument
from regesta.model import Place
from regesta.reading.weaving import Call, Run, raised

_DEPTH = 200


def parse(data: bytes, name: str) -> etree._Element:
    """The root of an XML document. Raises BadDocument for entities, a DTD of its own, bad nesting or bad syntax."""
    head = data[:200_000]
    if b"<!ENTITY" in head:
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


def runs(element: etree._Element, path: str, skip: frozenset[str], depth: int = 0, before: str = "") -> Iterator[Run]:
    """The text inside an element with its path, leaving out the elements named in `skip` (their tails stay).

    A note inside, or a link to one by its id, is a call (`note_called`). `before` is the text that the element follows: a
    raised number in a link of its own cites what stands before the link.
    """
    before = element.text or before
    if element.text:
        yield element.text, Place(path=path, line=element.sourceline)
    for child in element:
        name = local(child)
        call = note_called(child) if name else None
        if call is not None:
            yield call
        elif is_raised(child) and name not in skip and child.find(".//{*}fn") is None:
            yield from _raised(child, path, before)
        elif name and name not in skip and depth < _DEPTH:
            if name in {"lb", "break", "pb", "cb"}:
                yield " ", None
            marks = marks_of(name, text_of(child) or "", before)
            if marks:
                yield marks[0], None
            yield from runs(child, path, skip, depth + 1, before)
            if marks:
                yield marks[1], None
        if child.tail:
            yield child.tail, Place(path=path, line=child.sourceline)
        before = child.tail or text_of(child) or before


# inside a paragraph these stand for quotation marks: TEI's q, quote, said, soCalled, HTML's q
_MARKED = {"q": "“”", "quote": "“”", "said": "“”", "soCalled": "‘’"}
_MARKS = "\"'“”„‟«»‹›‘’‚"


def marks_of(name: str, text: str, before: str) -> str:
    """The two quotation marks that an element stands for, where none is printed in it or before it; "" for none."""
    marks = _MARKED.get(name, "")
    if (
        not marks
        or not text
        or text[0] in _MARKS
        or text[-1] in _MARKS
        or before.rstrip()[-1:] in {*_MARKS} - {"”", "’"}
    ):
        return ""
    return marks


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


def is_raised(element: etree._Element) -> bool:
    """Whether an element stands above the line: JATS sup, TEI hi with a rendition that says so."""
    told = f"{element.get('rend') or ''} {element.get('rendition') or ''}".lower()
    return local(element) == "sup" or (local(element) == "hi" and "sup" in told)


def _raised(element: etree._Element, path: str, before: str) -> Iterator[Run]:
    """A raised number, which may be a link to a note."""
    for inner in element.iter():
        call = note_called(inner) if local(inner) in {"xref", "ref", "ptr"} else None
        if call is not None:
            yield call
            return
    yield raised(text_of(element) or "", before), Place(path=path, line=element.sourceline)


def note_key(element: etree._Element) -> str:
    """What a note is known by: its id, or where it stands."""
    own = element.get("id") or element.get("{http://www.w3.org/XML/1998/namespace}id")
    return str(own) if own is not None else element.getroottree().getpath(element)


def note_called(element: etree._Element) -> Call | None:
    """The call of a note: a JATS fn or TEI note that stands where it is called, or a link to one that stands elsewhere."""
    name = local(element)
    if name in {"fn", "note"}:
        label = next((text_of(part) for part in element if local(part) == "label"), None) or element.get("n") or ""
        return Call(note_key(element), label)
    target = (element.get("rid") or element.get("target") or "").lstrip("#")
    if name not in {"xref", "ref", "ptr"} or not target:
        return None
    told = (element.get("ref-type") or element.get("type") or "").lower()
    if told in {"fn", "note", "noteref", "table-fn", "footnote", "endnote"}:
        return Call(target, (text_of(element) or "").strip("[]()"))
    return None
