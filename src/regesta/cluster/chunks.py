"""Files in chunks: small enough to lose, large enough to be worth the sending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from regesta.errors import BadDocument
from regesta.model import Edition

FILES = 16
BYTES = 2_000_000

# files as they were asked for, and the faults of those that are none, in order
Part = tuple[Path | BadDocument, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files to read: (path, id of its bytes, None where they could not be seen), and what they are read with."""

    number: int
    files: tuple[tuple[str, str | None], ...]
    edition: Edition

    @property
    def key(self) -> str:
        """What its results rest on, hashed: the files' names and bytes, the rules and the authorities."""
        told = [*(f"{path}\x1f{content}" for path, content in self.files), self.edition.rules, self.edition.authorities]
        return blake2b("\x1e".join(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def parts_of(files: Iterable[Path | BadDocument]) -> Iterator[Part]:
    """The files in parts of at most FILES, or one file more than BYTES allow; the same for the same files, whatever is known
    of them, so that a second run cuts as the first did."""
    part: list[Path | BadDocument] = []
    size = 0
    for file in files:
        part.append(file)
        size += 0 if isinstance(file, BadDocument) else _size_of(file)
        if len(part) == FILES or size > BYTES:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
