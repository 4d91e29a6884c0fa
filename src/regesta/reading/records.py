"""Works that XML gives field by field (JATS element-citation, TEI biblStruct) as the line a list would print; so too a
mixed-citation or a bibl whose deposit left out the marks between its parts.

Such records hold no marks between their parts. The marks put in here are the reader's own and lead back to no place; the
words do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from regesta.model import Place
from regesta.reading.xml import local

Run = tuple[str, Place | None]

# the parts in the order of a printed list: the elements that hold one, the marks before and behind it
_JATS = (
    (("year",), "(", "). "),
    (("article-title", "chapter-title"), "", ". "),
    (("source",), "", ", "),
    (("edition",), "", " ed., "),
    (("volume",), "", ""),
    (("issue",), "(", ")"),
    (("fpage",), ", pp. ", ""),
    (("lpage",), "-", ""),
    (("publisher-loc",), ". ", ":"),
    (("publisher-name",), " ", ". "),
    (("pub-id",), " doi: ", " "),
    (("ext-link", "uri"), " Available at: ", " "),
    (("comment",), " ", " "),
)
_NAMES = frozenset({"name", "string-name", "collab", "author", "editor"})


_FIELDED = frozenset({"element-citation", "nlm-citation", "biblStruct"})
_PRINTED = frozenset({"mixed-citation", "citation", "bibl"})
_TOLD = frozenset({"article-title", "chapter-title", "source", "title"})
_TEI = frozenset({"biblStruct", "bibl"})


def holds_record(element: etree._Element) -> etree._Element | None:
    """The record inside a reference, where its parts stand without marks of their own; None for a printed line."""
    for child in element.iter():
        name = local(child)
        if name in _FIELDED or (name in _PRINTED and _is_bare(child)):
            return child
    return None


def _is_bare(printed: etree._Element) -> bool:
    """Whether a line that is meant to be printed holds a title, a year and a name as elements, and nothing between any."""
    between = [printed.text, *(child.tail for child in printed)]
    if any(text and text.strip() for text in between):
        return False
    names = {local(inner) for inner in printed.iter()}
    return bool(names & _TOLD) and bool(names & {"year", "date"}) and bool(names & _NAMES)


def record_runs(record: etree._Element, path: str) -> Iterator[Run]:
    """A record's words with their place, in the order and with the marks of a printed list."""
    place = Place(path=path, line=record.sourceline)
    jats = local(record) not in _TEI
    yield from _people(_persons(record, editors=False), place, ". ")
    fields = list(_jats_fields(record) if jats else _tei_fields(record))
    editors = _persons(record, editors=True)
    for at, (before, words, behind) in enumerate(fields):
        if editors and at == 2:
            yield "In: ", None
            yield from _people(editors, place, " (eds.), ")
            editors = []
        if before:
            yield before, None
        yield words, place
        if behind:
            yield behind, None
    if editors:
        yield from _people(editors, place, " (eds.). ")


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _persons(record: etree._Element, editors: bool) -> list[str]:
    """Names as "Family, Given", or a body's."""
    found = []
    for element in record.iter():
        name = local(element)
        if name not in _NAMES:
            continue
        parent = element.getparent()
        role = (parent.get("person-group-type") or "author") if parent is not None else "author"
        edits = name == "editor" or role.startswith("editor")
        if edits != editors or (
            name in {"author", "editor"} and any(local(e) in {"author", "editor"} for e in element)
        ):
            continue
        parts = {local(e): _text(e) for e in element.iter() if local(e) in {"surname", "given-names", "forename"}}
        family, given = parts.get("surname"), parts.get("given-names") or parts.get("forename")
        found.append(", ".join(part for part in (family, given) if part) or _text(element))
    return [name for name in found if name]


def _people(names: Sequence[str], place: Place, behind: str) -> Iterator[Run]:
    for at, name in enumerate(names):
        if at:
            yield "; ", None
        yield name, place
    if names:
        yield behind, None


def _jats_fields(record: etree._Element) -> Iterator[tuple[str, str, str]]:
    for elements, before, behind in _JATS:
        for element in record.iter():
            if local(element) in elements and (words := _text(element)):
                yield before, words, behind
                break


def _tei_fields(record: etree._Element) -> Iterator[tuple[str, str, str]]:
    """The same order from a biblStruct: date, titles by level, volume, issue and pages, imprint, numbers, address."""
    dates = [e for e in record.iter() if local(e) == "date"]
    for date in dates[:1]:
        if words := date.get("when") or _text(date):
            yield "(", words[:10], "). "
    titles = [e for e in record.iter() if local(e) == "title"]
    for title in sorted(titles, key=lambda e: (e.get("level") or "m") != "a")[:2]:
        if words := _text(title):
            yield "", words, ". "
    scopes = {(e.get("unit") or e.get("type") or ""): e for e in record.iter() if local(e) == "biblScope"}
    for unit, before, behind in (("volume", "", ""), ("issue", "(", ")"), ("page", ", pp. ", ". ")):
        if (scope := scopes.get(unit)) is not None:
            bounds = "-".join(filter(None, (scope.get("from"), scope.get("to"))))
            if words := _text(scope) or bounds:
                yield before, words, behind
    for name, before, behind in (
        ("pubPlace", " ", ":"),
        ("publisher", " ", ". "),
        ("idno", " doi: ", " "),
        ("note", " ", " "),
    ):
        for element in record.iter():
            if local(element) == name and (words := _text(element)):
                if name == "idno" and (element.get("type") or "").lower() not in {"doi", ""}:
                    continue
                yield before, words, behind
                break
    for pointer in record.iter():
        if local(pointer) in {"ptr", "ref"} and (pointer.get("target") or "").startswith("http"):
            yield " Available at: ", str(pointer.get("target")), " "
            break
