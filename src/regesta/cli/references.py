"""`references`: the works that a document cites, for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from regesta.cli.frame import NOTHING, counted, main, say, written
from regesta.errors import BadQuestion
from regesta.model import Reference

_DOUBTS = 5  # that are told one by one
_FORMATS = ("text", "csl-json", "bibtex", "ris")


@main.command()
@click.argument("file", required=False, type=click.Path())
@click.option("--format", "-f", "format", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option(
    "--register", "-r", "register_path", metavar="FILE", help="Take the works from a register, not from a file."
)
@click.option("--document", metavar="NAME", help="With --register: a document's id, or a part of its path.")
@click.option("--output", "-o", "output", default="-", metavar="PATH", help="A file, or - for standard output.")
def references(file: str | None, format: str, register_path: str | None, document: str | None, output: str) -> None:
    """Write the list of works of a document, each parted into author, title, year and so on.

    csl-json, bibtex and ris are taken over by Zotero; what was not understood stands in each work's note.

    \b
    Examples:
      regesta references article.pdf --format bibtex -o article.bib
      regesta references --register baku.register --format csl-json
    """
    from regesta.exporting import BIBLIOGRAPHIES

    if (file is None) == (register_path is None):
        raise click.UsageError("name either a FILE or a --register to take the works from")
    if document is not None and register_path is None:
        raise click.UsageError("--document chooses among the documents of a --register; name the FILE alone")
    lists = list(_of_register(register_path, document)) if register_path is not None else [_of_file(str(file))]
    works = [work for _, found in lists for work in found]
    for name, found in lists:
        if not found:
            say(f"{name}: no list of works was found; a heading such as “References” above it would show it", err=True)
        doubts = [f"{name}, [{w.number}] {w.id}: {w.doubt}" for w in found if w.doubt is not None]
        doubts += [
            f"{name}, [{w.number}] {w.id}: two readings fit for {', '.join(w.work.unsure)}; left empty"
            for w in found
            if w.work.unsure
        ]
        for doubt in doubts[:_DOUBTS]:
            say(doubt, err=True)
        if len(doubts) > _DOUBTS:
            say(f"{name}: {len(doubts) - _DOUBTS} more such doubts; read the list against the document", err=True)
    if not works:
        sys.exit(NOTHING)
    with written(output) as out:
        count = BIBLIOGRAPHIES[format](works, out)
    if output != "-":
        say(f"{counted(count, 'work')} in {output}", err=True)


def _of_file(path: str) -> tuple[str, Sequence[Reference]]:
    from regesta.citations import find_references
    from regesta.reading import read_path

    return path, find_references(read_path(Path(path)))


def _of_register(path: str, asked: str | None) -> Iterator[tuple[str, list[Reference]]]:
    """The lists of the register's documents, by path. Raises BadQuestion when no document is meant."""
    from regesta.register import Register

    with Register(path, must_exist=True) as register:
        documents = register.documents()
        chosen = {
            id: paths[0]
            for id, paths in documents.items()
            if asked is None or id.startswith(asked) or any(asked in path for path in paths)
        }
        if not chosen:
            missing = f"no document '{asked}'" if asked is not None else "no document"
            raise BadQuestion(f"{path}: the register holds {missing}; `regesta list` shows what it holds")
        for id, name in sorted(chosen.items(), key=lambda item: item[1]):
            yield name, [one for one in register.mentions(id, "reference") if isinstance(one, Reference)]
