"""Files to read from what a user names: files, folders, patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from regesta.errors import BadDocument
from regesta.reading.decoding import held

SUFFIXES = frozenset([".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".xml", ".tei", ".docx", ".pdf"])


def gather(patterns: Iterable[str]) -> Iterator[Path | BadDocument]:
    """The files that patterns name, each once, in the order given and by name inside a folder.

    A folder gives its documents by their ending, hidden files left out, subfolders too; a file named outright is given
    whatever its ending. What cannot be found, or has a name that cannot be kept, comes as a BadDocument in its place, so that the run goes on.
    """
    seen: set[Path] = set()
    for pattern in patterns:
        path = Path(pattern)
        if pattern == "-":
            found = [path]  # standard input
        elif path.is_dir():
            found = list(_documents_in(path))
            if not found:
                endings = " ".join(sorted(SUFFIXES))
                yield BadDocument(f"{pattern}: the folder holds no documents; documents end in {endings}")
        elif path.exists():
            found = [path]
        else:
            found = [Path(name) for name in sorted(glob.glob(pattern, recursive=True)) if Path(name).is_file()]
            if not found:
                yield BadDocument(f"{pattern}: there is no such file; check the name")
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file if held(str(file)) == str(file) else BadDocument(f"{_shown(file)}: {_NO_NAME}")


# the system hands out bytes that are no text as halves of surrogate pairs
_NO_NAME = "its name is not in UTF-8, so no register can keep it; rename it and read it again"


def _shown(file: Path) -> str:
    """A name that may be printed, with its bytes that are no text as \\xNN."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def _documents_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _documents_in(path)
        elif path.is_file() and path.suffix.lower() in SUFFIXES:
            yield path
