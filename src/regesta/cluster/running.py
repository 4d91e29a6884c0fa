"""A run over many files: chunks handed out, results stored in the order of the files by the one writer there is.

The order makes the register the same, row by row, as one process writes it. What comes before its turn waits in a
checkpoint. What is in the register is not read again, so a run that was killed goes on where it was: with its chunks that
were stored, and with those that waited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Protocol

from regesta.cluster.checkpoints import Checkpoints
from regesta.cluster.chunks import Chunk, Part, parts_of
from regesta.errors import BadDocument, RegestaError
from regesta.model import Edition
from regesta.register import Register
from regesta.register.preparing import Failed, Prepared, unpacked
from regesta.versions import edition
from regesta.workflow import Outcome, attempt, content_of, done, finish, is_enough, stored


class Engine(Protocol):
    """What reads chunks, somewhere."""

    def run(self, chunks: Iterator[Chunk | None]) -> Iterator[tuple[Chunk, bytes] | None]:
        """The packed results of chunks as they come, in any order, asking for few ahead; None for None, at once."""
        ...


@dataclass(frozen=True, slots=True)
class _Planned:
    """A part of the files: what is known of it already, and the chunk of what is to be read (None: nothing)."""

    part: Part
    known: dict[Path, Outcome]
    chunk: Chunk | None


def read_many(
    register: Register, files: Sequence[Path | BadDocument], engine: Engine, retry: bool = False
) -> Iterator[Outcome]:
    """Read files into a register with an engine's help, then gather its acts: as `workflow.read_into`, the outcomes too.

    Raises RegestaError where the engine fails; what was stored until then stays, and the same run again goes on from there.
    """
    run = _Run(register, edition(), Checkpoints(register.companion("chunks")))
    try:
        for came in engine.run(run.chunks(files, retry)):
            if came is not None:
                run.take(*came)
            yield from run.stored()
    except RegestaError:
        yield from run.stored(last=True)
        raise
    yield from run.stored(last=True)
    finish(register, run.edition)
    run.checkpoints.clear()


class _Run:
    """What a run knows: the parts in order, which of them are to be stored together, and which is the next."""

    def __init__(self, register: Register, used: Edition, checkpoints: Checkpoints) -> None:
        self.register, self.edition, self.checkpoints = register, used, checkpoints
        self._planned: dict[int, _Planned] = {}
        self._came: dict[int, bytes] = {}  # of the parts that are ready, and of the next
        self._waiting: set[int] = set()
        self._ready: list[_Planned] = []
        self._since = monotonic()  # when parts were stored last
        self._next = 0

    def chunks(self, files: Sequence[Path | BadDocument], retry: bool) -> Iterator[Chunk | None]:
        """The chunks to be read; None for a part of which there is nothing to be read."""
        for number, part in enumerate(parts_of(files)):
            contents = {file: content_of(file) for file in part if isinstance(file, Path)}
            known = done(self.register, contents, self.edition, retry)
            left = [
                (str(file), content) for file, content in contents.items() if file not in known and str(file) != "-"
            ]
            chunk = Chunk(number, tuple(left), self.edition) if left else None
            self._planned[number] = _Planned(part, known, chunk)
            if chunk is not None and self.checkpoints.known(chunk.key):
                self._waiting.add(number)
                yield None
            else:
                yield chunk

    def take(self, chunk: Chunk, data: bytes) -> None:
        """Take the results of a chunk: to be stored soon, or kept until it is their turn."""
        if chunk.number == self._next:
            self._came[chunk.number] = data
        else:
            self.checkpoints.save(chunk.key, data)
            self._waiting.add(chunk.number)

    def stored(self, last: bool = False) -> Iterator[Outcome]:
        """The outcomes of the parts whose turn has come, once they are stored: when they are enough, or the `last`."""
        while (plan := self._planned.get(self._next)) is not None:
            if plan.chunk is not None and self._next not in self._came and self._next not in self._waiting:
                break
            self._ready.append(self._planned.pop(self._next))
            self._waiting.discard(self._next)
            self._next += 1
            if is_enough(sum(len(plan.part) for plan in self._ready), self._since):
                yield from self._store()
        if last:
            yield from self._store()

    def _store(self) -> list[Outcome]:
        """Store the parts that are ready."""
        read = [self._results(plan) for plan in self._ready]
        came = iter(stored(self.register, [one for results in read for one in results], self.edition))
        told: list[Outcome] = []
        for plan, results in zip(self._ready, read, strict=True):
            outcomes = plan.known | {file: next(came) for file, _, _ in results}
            told += [
                Outcome(str(file).partition(":")[0], "failed", message=str(file))
                if isinstance(file, BadDocument)
                else outcomes[file]
                for file in plan.part
            ]
            if plan.chunk is not None:
                self.checkpoints.drop(plan.chunk.key)
        self._ready.clear()
        self._since = monotonic()
        return told

    def _results(self, plan: _Planned) -> list[tuple[Path, str | None, Prepared | Failed]]:
        """What became of the files of a part that were read: each with the id of its bytes, as they were asked for."""
        results: list[tuple[Path, str | None, Prepared | Failed]] = []
        if plan.chunk is not None:
            data = self._came.pop(plan.chunk.number, None) or self.checkpoints.load(plan.chunk.key)
            # a checkpoint that somebody took away meanwhile is read again, here
            read = unpacked(data) if data is not None else [attempt(Path(p), self.edition) for p, _ in plan.chunk.files]
            results = [(Path(path), content, one) for (path, content), one in zip(plan.chunk.files, read, strict=True)]
        if Path("-") in plan.part:
            results.append((Path("-"), None, attempt(Path("-"), self.edition)))
        return results
