"""Put citation errors, one or three at a time, into copies of the test documents, with what an editor should find.

usage: seed_citation_errors.py FOLDER

Writes each copy as Markdown and `expected.jsonl`: the file, and for each error its kind, the rules that may tell it and the
offsets (code points of the copy) of the places it can be seen at. Kinds: a reference dropped, a year changed in a citation
or in the list, a name misspelt in a citation, a bracket broken. Which digit and which letter change follows from the place,
so that every run writes the same. Nothing of the program under test is used to find the places.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parent.parent / "tests" / "citations" / "documents"
_LIST = re.compile(r"^(?:#+ )?(?:references|literature|bibliography|works cited)[ \t]*$", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to seed: its text, where its list begins, how it cites, its works as (words, year)."""

    name: str
    text: str
    list_at: int
    cites_by: str
    works: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """text[start:end] becomes `new`; the error can be seen at any of `places` (offsets in the unchanged text)."""

    kind: str
    rules: tuple[str, ...]
    start: int
    end: int
    new: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy with errors in it; the places are offsets in its own text."""

    name: str
    text: str
    errors: tuple[Change, ...]


def papers() -> list[Paper]:
    """The documents, by name."""
    told = tomllib.loads((DOCUMENTS / "works.toml").read_text(encoding="utf-8"))
    found = []
    for name, row in sorted(told.items()):
        text = (DOCUMENTS / f"{name}.md").read_text(encoding="utf-8")
        heading = _LIST.search(text)
        assert heading is not None, f"{name}: no list"
        works = tuple((words, year) for words, year in row["works"])
        found.append(Paper(name, text, heading.start(), row["cites_by"], works))
    return found


# --- places ----------------------------------------------------------------------------------------------------------


def cited_at(paper: Paper, work: tuple[str, str]) -> list[tuple[int, int]]:
    """Where the text cites a work: from the name to the year, the bracket of a number, or the name in a note."""
    words, year = work
    body = paper.text[: paper.list_at]
    if paper.cites_by == "number":
        return [m.span() for m in re.finditer(r"\[[^\[\]^]*\]", body) if int(words) in _numbers(m.group())]
    if paper.cites_by == "date" or re.search(rf"{re.escape(words)}[^;,*\n]{{0,30}} {year}", body):
        return [m.span() for m in re.finditer(rf"{re.escape(words)}\b[^();\n]{{0,40}}?\(?{year}\b", body)]
    return [m.span() for m in re.finditer(rf"(?<=[ ;]){re.escape(words)}(?=,)", body)]


def _numbers(bracket: str) -> set[int]:
    found: set[int] = set()
    for low, high in re.findall(r"(?<![\d.])(\d+)(?:[–-](\d+))?", re.sub(r"pp?\. [\d–]+", "", bracket)):
        found |= set(range(int(low), int(high or low) + 1))
    return found


def item_of(paper: Paper, at: int) -> tuple[int, int]:
    """The list's item of a number from 0, with the line ends behind it."""
    start = paper.text.index("\n", paper.list_at) + 1
    items = [m for m in re.finditer(r"[^\n]+\n*", paper.text[start:]) if m.group().strip()]
    assert len(items) == len(paper.works), paper.name
    return start + items[at].start(), start + items[at].end()


# --- changes ---------------------------------------------------------------------------------------------------------


def changes_of(paper: Paper) -> Iterator[Change]:
    """Every single error that the seeder knows to make in a document."""
    for at, work in enumerate(paper.works):
        places = tuple(cited_at(paper, work))
        assert places, f"{paper.name}: {work} is cited nowhere"
        others = sum(words == work[0] for words, _ in paper.works) - 1
        low, high = item_of(paper, at)
        yield Change("reference dropped", ("citation-without-reference",), low, high, "", places)
        yield from _listed_years(paper, work, (low, high), places)
        if paper.cites_by != "number":
            for place in places:
                yield from _cited_years(paper, work, place, len(places) == 1 and others == 0)
                yield from _names(paper, work, place)
    yield from _brackets(paper)


def _other_year(year: str, turn: int) -> str:
    """A year that is not the one given: a digit changed, two turned, some years away, a digit too many."""
    digits, letter = year[:4], year[4:]
    match turn % 4:
        case 0:
            return digits[:3] + str((int(digits[3]) + 4) % 10) + letter
        case 1 if digits[2] != digits[3]:
            return digits[:2] + digits[3] + digits[2] + letter
        case 2:
            return digits[:2] + "0" + digits[2:]
        case _:
            return str(int(digits) - 13) + letter


def _year_rules(year: str, alone: bool) -> tuple[str, ...]:
    """Where a work is cited rightly elsewhere, or its author has others, another year may as well be another work's."""
    if len(re.sub(r"\D", "", year)) > 4 or not 1450 <= int(year[:4]) <= 2049:
        return ("impossible-year",)
    return ("citation-year",) if alone else ("citation-year", "citation-without-reference")


def _cited_years(paper: Paper, work: tuple[str, str], place: tuple[int, int], alone: bool) -> Iterator[Change]:
    at = paper.text.find(work[1], place[0], place[1] + 90)
    if at < 0 or "\n" in paper.text[place[0] : at] or ";" in paper.text[place[0] : at]:
        return  # a short note gives no year
    new = _other_year(work[1], at)
    if any(new.rstrip("ab") == year.rstrip("ab") and words == work[0] for words, year in paper.works):
        return  # it would cite the author's other work
    end = at + len(work[1])
    yield Change("year changed in the text", _year_rules(new, alone), at, end, new, ((place[0], end),))


def _listed_years(
    paper: Paper, work: tuple[str, str], item: tuple[int, int], places: tuple[tuple[int, int], ...]
) -> Iterator[Change]:
    at = paper.text.index(work[1], *item)
    new = _other_year(work[1], 2 if paper.cites_by != "date" else at)
    if any(new.rstrip("ab") == year.rstrip("ab") and words == work[0] for words, year in paper.works):
        return
    end = at + len(work[1])
    # the day of access may then lie before the year, which is an error that this one brings about
    rules = (*_year_rules(new, True), "accessed-before-published")
    yield Change("year changed in the list", rules, at, end, new, ((at, end), *places))


def _names(paper: Paper, work: tuple[str, str], place: tuple[int, int]) -> Iterator[Change]:
    """A letter dropped, doubled, changed, or turned with the next, behind the first of the longest word of a name."""
    word = max(re.findall(r"[^\W\d_]+", work[0]), key=len)
    if len(word) < 4:
        return
    at = paper.text.index(word, place[0])
    letter = 1 + (at % (len(word) - 2))
    one, two = word[letter], word[letter + 1]
    match at % 4:
        case 0:
            new = word[:letter] + word[letter + 1 :]
        case 1:
            new = word[:letter] + one + word[letter:]
        case 2 if one != two:
            new = word[:letter] + two + one + word[letter + 2 :]
        case _:
            new = word[:letter] + ("o" if one.lower() != "o" else "u") + word[letter + 1 :]
    rules = ("citation-name",)
    yield Change("name misspelt", rules, at, at + len(word), new, ((place[0], place[1]),))


def _brackets(paper: Paper) -> Iterator[Change]:
    """One bracket of each citation taken away; in notes, of the place and publisher."""
    shape = r"\[[\d,;–\spp.]+\]" if paper.cites_by == "number" else r"\([^()]*\d{4}[^()]*\)"
    for match in re.finditer(shape, paper.text[: paper.list_at]):
        first = match.start() % 2 == 0
        at = match.start() if first else match.end() - 1
        yield Change("bracket broken", ("malformed-citation",), at, at + 1, "", (match.span(),))


# --- copies ----------------------------------------------------------------------------------------------------------


def copies() -> Iterator[Copy]:
    """All copies: one error each, then three of different kinds far apart."""
    for paper in papers():
        changes = list(changes_of(paper))
        for number, change in enumerate(changes):
            yield changed(paper, [change], f"{paper.name}-{number:03d}")
        for number, trio in enumerate(_trios(changes)):
            yield changed(paper, trio, f"{paper.name}-three-{number:02d}")


def _trios(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Errors of three kinds that share no place, so that each can be told for itself."""
    kinds: dict[str, list[Change]] = {}
    for change in changes:
        kinds.setdefault(change.kind, []).append(change)
    for turn in range(8):
        chosen: list[Change] = []
        for kind in sorted(kinds):
            row = kinds[kind][turn * 3 % len(kinds[kind]) :]
            free = next((one for one in row if all(_apart(one, other) for other in chosen)), None)
            chosen += [free] if free is not None and len(chosen) < 3 else []
        if len(chosen) > 1:
            yield chosen


def _apart(one: Change, other: Change) -> bool:
    def spans(change: Change) -> list[tuple[int, int]]:
        return [(change.start, change.end), *change.places]

    return all(b + 120 < c or d + 120 < a for a, b in spans(one) for c, d in spans(other))


def changed(paper: Paper, changes: Sequence[Change], name: str) -> Copy:
    """A copy with some changes made, and their places moved along."""
    text = paper.text
    ordered = sorted(changes, key=lambda change: -change.start)
    for change in ordered:
        text = text[: change.start] + change.new + text[change.end :]

    def moved(at: int) -> int:
        return at + sum(len(c.new) - (c.end - c.start) for c in changes if c.end <= at)

    errors = [replace(c, places=tuple((moved(low), moved(high)) for low, high in c.places)) for c in changes]
    return Copy(name, text, tuple(errors))


def main(words: list[str] | None = None) -> int:
    words = sys.argv[1:] if words is None else words
    if len(words) != 1 or words[0] in {"-h", "--help"}:
        print(__doc__)
        return 0 if words[:1] in (["-h"], ["--help"]) else 2
    folder = Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "expected.jsonl").open("w", encoding="utf-8") as out:
        for copy in copies():
            (folder / f"{copy.name}.md").write_text(copy.text, encoding="utf-8")
            row = {"file": f"{copy.name}.md", "errors": [asdict(error) for error in copy.errors]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
