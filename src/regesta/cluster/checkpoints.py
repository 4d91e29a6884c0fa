"""Results that wait for their turn: a file a chunk beside the register, so that neither memory nor a killed run loses them.

A file is named by what its results rest on (`Chunk.key`) and begins with a hash of the rest, so that half a file, or one of
other rules, is never taken for a result. What it holds is JSON: opening it can do nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from hashlib import blake2b
from pathlib import Path

from regesta.errors import BadRegister

_HASH = 32  # bytes


class Checkpoints:
    """The results of chunks of a register, in a folder that is gone when the run is done."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, key: str, data: bytes) -> None:
        """Keep the results of a chunk. Raises BadRegister where they cannot be written."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".")
            with os.fdopen(handle, "wb") as out:
                out.write(blake2b(data, digest_size=_HASH).digest() + data)
            os.replace(name, self._folder / key)
        except OSError as fault:
            raise BadRegister(
                f"{self._folder}: results cannot be kept ({fault.strerror}); what was stored stays, make room and run it again"
            ) from fault

    def load(self, key: str) -> bytes | None:
        """The results of a chunk, as they were saved; None where there are none."""
        try:
            told = (self._folder / key).read_bytes()
        except OSError:
            return None
        data = told[_HASH:]
        return data if blake2b(data, digest_size=_HASH).digest() == told[:_HASH] else None

    def known(self, key: str) -> bool:
        """Whether there are results of a chunk."""
        return self.load(key) is not None

    def drop(self, key: str) -> None:
        """Let go of the results of a chunk that are in the register now."""
        (self._folder / key).unlink(missing_ok=True)

    def clear(self) -> None:
        """Let go of all: everything is in the register."""
        shutil.rmtree(self._folder, ignore_errors=True)
