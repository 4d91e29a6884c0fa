"""Where a text lists the works it cites: under which headings, and at its end without one.

What lives here: telling the list from the prose, so that no act is read out of it. What does not: parting the list into
works and reading them (`citations`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from regesta.errors import BadData
from regesta.model import Paragraph

_NUMBERING = re.compile(r"^(?:(?:§|chapter|part)\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})[.)]?\s+(?=\S)", re.I)
_NUMBER = re.compile(r"\s*[-*•]?\s*(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)])\s*(?=\S)")
_INITIAL = r"[^\W\d_]\."
_NAME = r"[^\W\d_][^\W\d_'’-]+(?:[-'’][^\W\d_]+)*"
# "Smith, J." "Smith J." "J. Smith" "SMITH, John" and a body of several words before a year or a title in quotation marks
_OPENS = re.compile(
    rf"\s*[-*•]?\s*(?:(?:{_INITIAL}\s?){{1,3}}\s?{_NAME}|(?:[a-zа-я]{{2,3}}\s)?{_NAME}(?:\s{_NAME})?,?\s(?:{_INITIAL}|[^\W\d_]{{1,3}}(?=[,.;]))"
    rf"|{_NAME},\s{_NAME}|[^.\n()]{{3,90}}[.,]?\s\((?:1[4-9]|20)\d\d)"
)
_YEAR = re.compile(r"(?<![\d-])(?:1[4-9]|20)\d\d[a-z]?(?![\d])")
_SIGNS = [
    re.compile(shape, re.I)
    for shape in (
        r"(?<!\w)(?:pp?|s|ss|c|с|seh|səh|стр)\.\s?\d",
        r"https?://|www\.|\bdoi\b|\b10\.\d{4,9}/",
        r"[“«„\"].{6,200}?[”»“\"]",
        r"\b(?:vol|no|nr|iss|т|№|cilt|sayı|bd|jg)\b\.?\s?\d|\d+\s?\(\d+\)",
        r"[^\W\d_]{3,}\s?:\s[^\W\d_]{2,}[^.:]{0,60}(?:1[4-9]|20)\d\d",
        r"\((?:eds?|hrsg|ред|der)\.?\)|\bISBN\b|\bISSN\b|\bdissertation\b|\bpress\b|\bjournal\b|\bnəşr|\byayın|изд",
        r"\((?:1[4-9]|20)\d\d[a-z]?(?:,[^()]{1,20})?\)",
    )
]
# between the kinds of works that one heading names
_JOINED = re.compile(r",\s(?:and\s)?|\s(?:and|&|et|und|e|y|i|ve|və|и|та|och|og|en)\s")
_TAIL = 4  # paragraphs that may follow the list: the day of receipt, the authors' addresses
_KINDS = frozenset({"text", "list", "reference", "note"})
_TOLD = 1200  # a work's line is shorter than this
# "Holm, Nora" "Holm, N." "N. Holm" "Holm N." in front of a work, behind a mark of emphasis or of an item
_PERSON_OPENS = re.compile(
    rf"[\s*_•–-]*(?:(?:[a-zа-я]{{2,3}}\s)?{_NAME}(?:\s{_NAME})?,\s(?:{_INITIAL}|{_NAME})|(?:{_INITIAL}\s?){{1,3}}{_NAME}|{_NAME}\s(?:{_INITIAL}\s?){{1,2}})"
)
_UNDATED = re.compile(r"\b(?:n|s|o)\.\s?[dj]\.", re.I)


@cache
def _headings() -> dict[str, frozenset[str]]:
    name = "data/headings.toml"
    tables = tomllib.loads(files("regesta.reading").joinpath(name).read_text(encoding="utf-8"))
    for key, words in tables.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise BadData(f"reading/{name}, {key}: it must be a list of headings; mend the list")
    return {key: frozenset(_bare(word) for word in words) for key, words in tables.items()}


def _bare(heading: str) -> str:
    """A heading without case, numbering and the marks around it; letters set apart are closed up."""
    line = " ".join(heading.split()).strip(" *_#:.—–-")
    pieces = line.split(" ")
    if len(pieces) >= 5 and all(len(piece) == 1 for piece in pieces):
        line = "".join(pieces)
    return _NUMBERING.sub("", line).casefold().replace("\u0307", "").strip()


def heads_list(heading: str) -> bool:
    """Whether a heading stands over a list of works."""
    return len(heading) < 80 and _bare(heading) in _headings()["references"]


def heads_notes(heading: str) -> bool:
    """Whether a heading stands over the notes of a paper."""
    return len(heading) < 80 and _bare(heading) in _headings()["notes"]


def heads_part(heading: str) -> bool:
    """Whether a heading inside a list of works only parts it ("Primary sources", "Books, articles and theses")."""
    if len(heading) >= 80:
        return False
    bare, known = _bare(heading), _headings()["parts"] | _headings()["references"]
    return bare in known or all(part in known for part in _JOINED.split(bare))


def lists_parted(units: Sequence[str]) -> bool:
    """Whether the paragraphs under headings that part a list ("Primary sources", "Newspapers") are one, though no heading
    stands over them all: they are dated, and persons open them. Treaties and documents that a page offers for reading are none.
    """
    works = [unit for unit in units if len(unit) <= _TOLD]
    dated = [unit for unit in works if _YEAR.search(unit) is not None or _UNDATED.search(unit) is not None]
    written = sum(_PERSON_OPENS.match(unit) is not None for unit in dated)
    return len(dated) * 3 >= len(units) * 2 and written >= 3 and written * 3 >= len(units)


def reads_as_work(piece: str) -> bool:
    """Whether a short line that stands alone is a work rather than a heading: it has a number or an author, and a year."""
    return _YEAR.search(piece) is not None and (_NUMBER.match(piece) is not None or _OPENS.match(piece) is not None)


def unheaded_list(text: str, paragraphs: Sequence[Paragraph]) -> tuple[int, int] | None:
    """The paragraphs [first, last) at the end of a text that list works without a heading, None where there is none.

    Three numbered works in a row, or four that open with an author, are a list; a few paragraphs may follow it.
    """
    for skipped in range(min(_TAIL + 1, len(paragraphs))):
        last = len(paragraphs) - skipped
        first = _numbered_run(text, paragraphs, last)
        if first == last:
            first = last
            while first > 0 and _is_item(text, paragraphs[first - 1]):
                first -= 1
        if first == last:
            continue
        if _is_list(_units(text[paragraphs[first].start : paragraphs[last - 1].end])):
            return first, last
    return None


def _numbered_run(text: str, paragraphs: Sequence[Paragraph], last: int) -> int:
    """The first of the paragraphs up to `last` whose numbers count on, more than half of them being works; `last` for none."""
    first, following = last, None
    while first > 0 and paragraphs[first - 1].kind in _KINDS:
        mark = _NUMBER.match(text, paragraphs[first - 1].start)
        number = int(next(filter(None, mark.groups()))) if mark is not None else None
        if number is None or (following is not None and number != following - 1):
            break
        first, following = first - 1, number
    run = paragraphs[first:last]
    works = sum(_is_work(text[p.start : p.end]) for p in run)
    return first if len(run) > 2 and works * 2 > len(run) else last


def _units(span: str) -> list[str]:
    """The lines that a number opens, else the paragraphs or lines."""
    lines = [line for line in span.split("\n") if line.strip()]
    numbered = [at for at, line in enumerate(lines) if _NUMBER.match(line)]
    if len(numbered) * 2 < len(lines):
        return lines
    return [" ".join(lines[low:high]) for low, high in zip(numbered, [*numbered[1:], len(lines)], strict=True)]


def _is_item(text: str, paragraph: Paragraph) -> bool:
    if paragraph.kind not in _KINDS:
        return False
    units = _units(text[paragraph.start : min(paragraph.end, paragraph.start + 40_000)])
    works = sum(_is_work(unit) for unit in units)
    return works * 3 >= len(units) * 2 and works > 0


def _is_work(unit: str) -> bool:
    """A line with signs enough of a work: an author or number to open it, a year, and pages, an address, a title in marks."""
    if not 25 <= len(unit) <= _TOLD:
        return False
    signs = sum(shape.search(unit) is not None for shape in _SIGNS)
    dated = _YEAR.search(unit) is not None
    number = _NUMBER.match(unit)
    body = unit[number.end() :] if number is not None else unit
    opens = _OPENS.match(body) is not None
    if number is not None:
        return signs + dated + opens >= 3 or (opens and signs >= 1)
    return opens and dated and signs >= 1


def _is_list(units: Sequence[str]) -> bool:
    numbers = [int(m[1] or m[2] or m[3]) for unit in units if (m := _NUMBER.match(unit)) is not None]
    if len(numbers) >= 3 and len(numbers) * 3 >= len(units) * 2:
        steps = sum(b - a == 1 for a, b in pairwise(numbers))
        return steps * 3 >= (len(numbers) - 1) * 2
    return len(units) >= 4
