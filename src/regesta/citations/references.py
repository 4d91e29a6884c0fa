"""The reference list: one Reference a work, with its leading authors and year."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from regesta.citations.parsing import parse_work
from regesta.model import Document, Paragraph, Reference

_NUMBERED = re.compile(r"[-*•]?\s*(?:\[(\d{1,4})\]|(\d{1,4})\.)\s+")
_BULLET = re.compile(r"[-*•]\s+")
_YEAR = re.compile(r"(?<![\d./_-])(1[5-9]\d{2}|20\d{2})([a-z])?(?![\d/_-])")
_ACCESS = re.compile(r"\[?\b(?:accessed|retrieved|last visited|viewed|consulted)\b.*", re.I | re.S)
_ADDRESS = re.compile(r"https?://\S+")
_PAREN_YEAR = re.compile(r"\(\s*(1[5-9]\d{2}|20\d{2})([a-z])?\s*[),]")
_INITIAL = r"(?:[^\W\d_]\.[ -]?)"
_SURNAME = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[rnl]?|[Dd]i|[Dd]a|[Ll]e|[Aa]l|El|bin|ibn)[ -]){0,2}[^\W\d_][^\W\d_'’-]+(?:[-'’][^\W\d_][^\W\d_'’]*)*"
# "A.Murinson", "N. Azadgil", "H.A.Aliyev"; "Murinson, A."; "Defrance, Corine"
_FIRST_INITIALS = re.compile(rf"({_INITIAL}{{1,3}})\s*({_SURNAME})")
_FIRST_SURNAME = re.compile(
    rf"({_SURNAME}(?: {_SURNAME})?),\s*({_INITIAL}{{1,3}}|[^\W\d_][^\W\d_'’-]+(?:[ -](?:[^\W\d_][^\W\d_'’-]+|[^\W\d_]\.))*)"
)
_ENDS = re.compile(r"[,.;:(“\"‘'«]|\s\d")


def find_references(document: Document) -> tuple[Reference, ...]:
    """The works of a document's reference list, in its order; empty where it has none. Offsets in code points."""
    items = _items(document)
    found = [_reference(document.text, start, end, at + 1) for at, (start, end) in enumerate(items)]
    counts = Counter(reference.id for reference in found)
    seen: Counter[str] = Counter()
    out: list[Reference] = []
    for reference in found:
        if counts[reference.id] > 1:
            seen[reference.id] += 1
            out.append(replace(reference, id=f"{reference.id}{chr(96 + min(seen[reference.id], 26))}"))
        else:
            out.append(reference)
    return tuple(out)


def _items(document: Document) -> list[tuple[int, int]]:
    """The spans of the list's works. In a numbered list a paragraph without a number goes on with the one before."""
    text = document.text
    parts = [p for p in document.paragraphs if p.kind == "reference" and p.end - p.start > 12]
    numbered = sum(_NUMBERED.match(text, p.start) is not None for p in parts) * 2 > len(parts)
    spans: list[tuple[int, int]] = []
    for paragraph in parts:
        for start, end in _split(text, paragraph, numbered):
            if numbered and spans and _NUMBERED.match(text, start) is None:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans


def _split(text: str, paragraph: Paragraph, numbered: bool) -> list[tuple[int, int]]:
    """A paragraph that holds several works, one a line, in parts."""
    if not numbered or "\n" not in text[paragraph.start : paragraph.end]:
        return [(paragraph.start, paragraph.end)]
    starts = [paragraph.start] + [
        m.end()
        for m in re.finditer(r"\n", text[paragraph.start : paragraph.end])
        if _NUMBERED.match(text, paragraph.start + m.end())
    ]
    starts = [paragraph.start] + [paragraph.start + at for at in starts[1:]]
    return [(low, high) for low, high in zip(starts, [*starts[1:], paragraph.end], strict=True)]


def _reference(text: str, start: int, end: int, order: int) -> Reference:
    mark = _NUMBERED.match(text, start, end)
    body_start = (
        mark.end() if mark is not None else (b.end() if (b := _BULLET.match(text, start, end)) is not None else start)
    )
    number = int(mark[1] or mark[2]) if mark is not None else order
    body = text[body_start:end]
    names = authors_of(body)
    year = _year_of(body)
    label = f"{names[0] if names else 'Anonymous'} {year or 'n.d.'}"
    return Reference(label, start, end, text[start:end], number, names, year, parse_work(body, year))


def authors_of(body: str) -> tuple[str, ...]:
    """The family names of a reference's leading authors, or the institution it begins with."""
    names: list[str] = []
    at = 0
    while at < len(body) and len(names) < 12:
        joint = re.compile(r"\s*(?:,\s*(?:&|and)|&|and|,|;)?\s*").match(body, at)
        begin = joint.end() if joint is not None and names else at
        person = _FIRST_INITIALS.match(body, begin) or (_FIRST_SURNAME.match(body, begin) if not names else None)
        if person is None and names:
            person = re.compile(rf"({_SURNAME}),\s*({_INITIAL}{{1,3}})").match(body, begin)
            if person is None:
                second = re.compile(
                    rf"\s*,?\s*(?:&|and)\s+(?:[^\W\d_][^\W\d_'’-]+\s+(?:{_INITIAL}\s*)?)?({_SURNAME})"
                ).match(body, at)
                names += [second[1]] if second is not None else []
                break
        if person is None:
            break
        first = person.re is _FIRST_INITIALS
        names.append((person[2] if first else person[1]).strip())
        at = person.end()
    if names:
        return tuple(names)
    end = _ENDS.search(body)
    head = body[: end.start()] if end is not None else body[:80]
    return (head.strip(),) if head.strip() and len(head) < 160 else ()


def _year_of(body: str) -> str | None:
    """The year of publication: in brackets, else the last outside addresses and dates of access."""
    bare = _ACCESS.sub("", _ADDRESS.sub(" ", body))
    paren = _PAREN_YEAR.search(bare)
    if paren is not None:
        return paren[1] + (paren[2] or "")
    early = re.search(r"[.,]\s(1[5-9]\d{2}|20\d{2})([a-z])?\.\s", bare[:140])
    if early is not None:  # "Defrance, Corine, and Ulrich Pfeil, eds. 2005. Title 1945-1963"
        return early[1] + (early[2] or "")
    years = list(_YEAR.finditer(bare))
    if years:
        return years[-1][1]
    accessed = _ACCESS.search(body)
    inside = re.findall(
        r"[,/ ](1[5-9]\d{2}|20\d{2})(?![\d/_-])", body[: accessed.start()] if accessed is not None else body
    )
    return inside[-1] if inside else None


def key_of(name: str) -> str:
    """A name for comparing: no marks, no case, no spaces."""
    plain = unicodedata.normalize("NFKD", name.replace("ə", "e").replace("Ə", "e").replace("ı", "i").replace("İ", "i"))
    return "".join(ch for ch in plain if ch.isalnum()).casefold()
