"""Worker processes of this machine: fed a chunk at a time, replaced when they end, never able to end the run.

A thread a worker speaks with it: it asks for all files of a chunk at once, since a worker that had to wait for the next
question would wait for the writer, too, who computes in the same process as the threads. Answers come in order, so a death
tells which file it was. A file that ends its worker is tried once more in a new one; one that ends that too, or that took more
than its time, is told as failed, and the rest of its chunk goes on.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator

from regesta.cluster.chunks import Chunk
from regesta.cluster.limits import MOST_ANSWERED, Limits, is_final, why_ended
from regesta.cluster.worker import OTHER_EDITION
from regesta.errors import BadRegister, RegestaError
from regesta.register.preparing import Failed, joined, packed

TRIES = 2
_AHEAD = 2  # chunks a worker that are handed out or wait for one

_Answer = tuple[Chunk, bytes | RegestaError]


class Processes:
    """An engine of `count` worker processes, each within limits (see `running.Engine`)."""

    def __init__(self, count: int, limits: Limits | None = None) -> None:
        self._count = count
        self._asked: queue.Queue[Chunk | None] = queue.Queue()
        self._answered: queue.Queue[_Answer] = queue.Queue()
        self._workers = [_Worker(limits or Limits()) for _ in range(count)]

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that are there now."""
        return [worker.process.pid for worker in self._workers if worker.process is not None]

    def run(self, chunks: Iterator[Chunk | None]) -> Iterator[tuple[Chunk, bytes] | None]:
        """The packed results of chunks, as they come; None for None. Raises RegestaError where workers cannot be had."""
        threads = [threading.Thread(target=self._serve, args=(one,), daemon=True) for one in self._workers]
        for thread in threads:
            thread.start()
        out = 0
        try:
            for chunk in chunks:
                if chunk is None:
                    yield None
                    continue
                self._asked.put(chunk)
                out += 1
                while out >= self._count * _AHEAD or not self._answered.empty():
                    yield self._next()
                    out -= 1
            while out:
                yield self._next()
                out -= 1
        finally:
            for worker in self._workers:
                worker.close()
            for _ in threads:
                self._asked.put(None)

    def _next(self) -> tuple[Chunk, bytes]:
        chunk, data = self._answered.get()
        if isinstance(data, RegestaError):
            raise data
        return chunk, data

    def _serve(self, worker: _Worker) -> None:
        """What a thread does: chunk after chunk, file after file."""
        while (chunk := self._asked.get()) is not None:
            try:
                parts = worker.results(chunk)
            except RegestaError as fault:
                self._answered.put((chunk, fault))
                continue
            self._answered.put((chunk, joined(parts)))


class _Worker:
    """One process and its pipes; made when it is first asked, and anew when it has ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def results(self, chunk: Chunk) -> list[bytes]:
        """The packed result of each file of a chunk. Raises RegestaError where no worker can be had."""
        found: list[bytes] = []
        tries = 0  # of the file whose turn it is
        while len(found) < len(chunk.files):
            before = len(found)
            process = self._ready()
            try:
                _ask(process, chunk, before)
                while len(found) < len(chunk.files):
                    found.append(_answer(process))
            except (OSError, EOFError, ValueError):
                code = _ended(process)
                if code == 0 and len(found) > before:
                    continue  # it had used its memory up, and leaves the rest to another
                why, final = why_ended(code, self._limits), is_final(code)
            except OverflowError:
                _ended(process)
                why, final = (
                    f"what was found in it takes more than {MOST_ANSWERED >> 20} MB; split it and read the parts",
                    True,
                )
            else:
                break
            tries = 1 if len(found) > before else tries + 1
            if final or tries == TRIES:
                path, content = chunk.files[len(found)]
                found.append(packed([Failed(path, content, f"{path}: {why}")]))
                tries = 0
        return found

    def close(self) -> None:
        """Be asked no more."""
        with self._lock:
            self._closed = True
            if self.process is not None:
                self.process.kill()
                self.process.wait()
                for pipe in (self.process.stdin, self.process.stdout):
                    _close(pipe)

    def _ready(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise RegestaError("the run has ended")
            if self.process is not None and self.process.poll() is None:
                return self.process
            if self.process is not None:
                for pipe in (self.process.stdin, self.process.stdout):
                    _close(pipe)
            # -P: the folder of the documents is no place to import from; its own session: Ctrl-C is for the run
            limits = (str(self._limits.seconds), str(self._limits.megabytes))
            command = [sys.executable, "-P", "-m", "regesta.cluster.worker", *limits]
            try:
                self.process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError as fault:
                raise RegestaError(
                    f"a worker process cannot be started ({fault.strerror}); ask for fewer with --workers"
                ) from fault
            return self.process


def _ask(process: subprocess.Popen[bytes], chunk: Chunk, since: int) -> None:
    """Ask a worker for the files of a chunk from one on. Raises OSError where it has ended."""
    assert process.stdin is not None
    for path, _ in chunk.files[since:]:
        question = [path, chunk.edition.rules, chunk.edition.authorities]
        process.stdin.write(json.dumps(question).encode("ascii") + b"\n")
    process.stdin.flush()


def _answer(process: subprocess.Popen[bytes]) -> bytes:
    """A worker's next answer. Raises OSError or EOFError where it ended before it gave one, OverflowError for too long a one."""
    assert process.stdout is not None
    size = process.stdout.read(8)
    if len(size) == 8 and int.from_bytes(size, "big") > MOST_ANSWERED:
        raise OverflowError
    data = process.stdout.read(int.from_bytes(size, "big")) if len(size) == 8 else b""
    if len(size) < 8 or len(data) < int.from_bytes(size, "big"):
        if process.wait() == OTHER_EDITION:
            raise BadRegister("the program was changed while it ran; run it again")
        raise EOFError
    return data


def _ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a worker that is to be asked no more."""
    process.kill()
    return process.wait()


def _close(pipe: object) -> None:
    try:
        if pipe is not None:
            pipe.close()  # type: ignore[attr-defined]
    except OSError:
        pass  # what was not written will not be read
