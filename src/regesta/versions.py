"""What documents are read with: the edition of the rules and of the authorities, so that a reading can be told from an older one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from regesta.authorities import authorities_version
from regesta.model import Edition

# the rooms and files whose code and data decide what is found in a document, and how it is written down
_ROOMS = (
    *("reading", "dates", "names", "acts", "citations", "entries", "cooperation", "resolving", "checking"),
    *(
        "model.py",
        "vocabulary.py",
        "workflow.py",
        "register/codec.py",
        "register/folding.py",
        "register/preparing.py",
        "register/cooperating.py",
    ),
)
# the tables of the authorities have a version of their own
_AUTHORITIES = "authorities"
# the libraries that turn bytes into text, or are asked whether two names are alike
_LIBRARIES = ("anyascii", "lxml", "markdown-it-py", "pypdfium2", "python-docx", "rapidfuzz", "selectolax")


def edition() -> Edition:
    """The rules and the authorities in use now. The first call reads the package's files, some hundredths of a second."""
    return Edition(_rules_version(), authorities_version())


@cache
def _rules_version() -> str:
    """A hash of all code, word lists and readers that decide what is found; it changes when one of them does."""
    told = blake2b(digest_size=8)
    home = Path(__file__).parent
    for path in _files(home):
        told.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for library in _LIBRARIES:
        told.update(f"{library} {_version_of(library)}\0".encode())
    return told.hexdigest()


def _files(home: Path) -> Iterator[Path]:
    for room in _ROOMS:
        path = home / room
        found = [path] if path.is_file() else path.rglob("*")
        yield from sorted(one for one in found if one.is_file() and "__pycache__" not in one.parts)
    yield from sorted((home / _AUTHORITIES).glob("*.py"))


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
