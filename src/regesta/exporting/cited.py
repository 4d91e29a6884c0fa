"""The sources of entries as works: the documents that tell them, and the listed works that they cite.

What the formats `csl-json` and `bibtex` write of a register. A document is a work by what it says of itself on its
first page: title, authors, date, DOI; without a title it goes by its path.
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.exporting.chosen import Chosen, entries_of
from regesta.model import Author, Document, Reference, Work


def sources_of(chosen: Chosen) -> list[Reference]:
    """The documents of the chosen entries by path, each followed by those of its works that the entries cite."""
    cited: dict[str, set[str]] = {}
    for entry in entries_of(chosen):
        cited.setdefault(entry.document, set()).update(entry.citations)
    found: list[Reference] = []
    for id in sorted(cited, key=lambda id: (chosen.paths.get(id, id), id)):
        found.append(_work_of(chosen.register.document(id), chosen.paths.get(id, id), len(found) + 1))
        if cited[id]:
            listed = chosen.register.mentions(id, "reference")
            found += [work for work in listed if isinstance(work, Reference) and work.id in cited[id]]
    return found


def _work_of(document: Document, path: str, number: int) -> Reference:
    front = document.front
    title = front.title or path
    authors = tuple(_author(name) for name in front.authors)
    year = front.date[:4] if front.date is not None and front.date[:4].isdigit() else None
    names = tuple(author.family or author.literal or "" for author in authors)
    issued = front.date if front.date is not None and len(front.date) in (4, 7, 10) and year is not None else None
    work = Work(
        type="article", authors=authors, title=title, issued=issued, issued_text=front.date, doi=front.doi,
        language=front.language, note=f"read from {path}",
    )  # fmt: skip
    return Reference(
        f"{names[0] if names else title} {year or 'n.d.'}",
        0,
        0,
        _printed(names, title, year),
        number,
        names,
        year,
        work,
    )


def _author(name: str) -> Author:
    """ "Rashid Aliyev": the last word is taken for the family name; one word, or a body's name ("The ..."), is left whole."""
    given, _, family = name.rpartition(" ")
    whole = not given or family[:1].islower() or given.split()[0].lower() == "the"
    return Author(literal=name) if whole else Author(family=family, given=given)


def _printed(names: Sequence[str], title: str, year: str | None) -> str:
    return ", ".join([*filter(None, names), title, year or "n.d."])
