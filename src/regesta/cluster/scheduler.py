"""Workers of a dask.distributed cluster, on whatever machines: the same chunks, sent with the bytes of their files.

Workers need no folder in common with this program, only the same version of Regesta, which they are asked for. What one of
them had when it died goes to another; a chunk that several died of is sent file by file, to find the one. When the scheduler is gone
the run ends with a sentence, and the same run again goes on from what was stored.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regesta.cluster.chunks import Chunk
from regesta.errors import BadDocument, BadQuestion, BadRegister, MissingPart, RegestaError
from regesta.model import Edition
from regesta.reading import bytes_of
from regesta.register.preparing import Failed, joined, packed
from regesta.versions import edition
from regesta.workflow import attempt

_AHEAD = 2  # chunks a thread of the workers that are sent or wait for one
_PATIENCE = "20s"  # until a scheduler that does not answer is taken to be gone

# a file's path, the id of its bytes, and its bytes, or the sentence that says why they cannot be had
Sent = tuple[str, str | None, bytes | str]


def read_sent(files: list[Sent], rules: str, authorities: str) -> bytes:
    """What a worker does: the packed results of files. Raises BadRegister where its rules are others."""
    used, own = Edition(rules, authorities), edition()
    if own != used:
        raise BadRegister(
            f"the workers have other rules or authorities ({own.rules}, {own.authorities}) than this program"
            f" ({rules}, {authorities}); install the same version on all, and the same authorities of your own"
        )
    return packed(
        [
            Failed(path, content, data) if isinstance(data, str) else attempt(Path(path), used, data)
            for path, content, data in files
        ]
    )


class Scheduler:
    """An engine on the cluster of a scheduler (see `running.Engine`), such as "tcp://10.0.0.1:8786"."""

    def __init__(self, address: str) -> None:
        self._address = address

    def run(self, chunks: Iterator[Chunk | None]) -> Iterator[tuple[Chunk, bytes] | None]:
        """The packed results of chunks, as they come; None for None.

        Raises MissingPart without the extra `cluster`, BadQuestion where no scheduler answers, BadRegister where it is gone.
        """
        try:
            import distributed
        except ImportError as fault:
            raise MissingPart(
                "dask.distributed is not installed; install it with `pip install 'regesta[cluster]'`"
            ) from fault
        dask: Any = distributed  # much of it has no types
        try:
            client = dask.Client(self._address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as fault:
            raise BadQuestion(f"{self._address}: no scheduler answers there ({fault}); check the address") from fault
        out: dict[str, Chunk] = {}
        with self._spoken():
            came = dask.as_completed(loop=client.loop)
        try:
            for chunk in chunks:
                if chunk is None:
                    yield None
                    continue
                with self._spoken():
                    future = _submitted(client, chunk)
                    out[future.key] = chunk
                    came.add(future)
                while self._is_enough(client, came, out):
                    yield self._next(client, came, out)
            while out:
                yield self._next(client, came, out)
        finally:
            client.close(timeout=2)

    def _is_enough(self, client: Any, came: Any, out: dict[str, Chunk]) -> bool:
        """Whether so much is sent that something is to be taken first, or something has come."""
        with self._spoken():
            return bool(len(out) >= _AHEAD * max(1, _threads(client)) or came.has_ready())

    def _next(self, client: Any, came: Any, out: dict[str, Chunk]) -> tuple[Chunk, bytes]:
        with self._spoken():
            return self._taken(client, next(came), out)

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Whatever goes wrong in speaking with a scheduler that was there means that it is gone."""
        try:
            yield
        except RegestaError:
            raise
        except Exception as fault:
            raise _gone(self._address, fault) from fault

    def _taken(self, client: Any, future: Any, out: dict[str, Chunk]) -> tuple[Chunk, bytes]:
        """The results of a future that has come."""
        chunk = out.pop(future.key)
        if future.status == "finished":
            return chunk, _result(future, self._address)
        fault = future.exception() if future.status == "error" else None
        if isinstance(fault, BadRegister):
            raise fault
        if fault is None or type(fault).__name__ != "KilledWorker":
            raise _gone(self._address, fault)
        return chunk, joined(self._alone(client, chunk, at) for at in range(len(chunk.files)))

    def _alone(self, client: Any, chunk: Chunk, at: int) -> bytes:
        """The packed result of one file of a chunk that workers died of."""
        path, content = chunk.files[at]
        future = _submitted(client, Chunk(chunk.number, (chunk.files[at],), chunk.edition))
        fault = future.exception()
        if fault is None:
            return _result(future, self._address)
        if type(fault).__name__ != "KilledWorker":
            raise _gone(self._address, fault)
        message = f"{path}: reading it ended several workers; it may need more memory than they have, so split it and read the parts"
        return packed([Failed(path, content, message)])


def _submitted(client: Any, chunk: Chunk) -> Any:
    sent: list[Sent] = []
    for path, content in chunk.files:
        try:
            sent.append((path, content, bytes_of(Path(path))))
        except BadDocument as fault:
            sent.append((path, content, str(fault)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a document is large
        return client.submit(read_sent, sent, chunk.edition.rules, chunk.edition.authorities, pure=False)


def _result(future: Any, address: str) -> bytes:
    try:
        data: bytes = future.result()
    except Exception as fault:
        raise _gone(address, fault) from fault
    return data


def _threads(client: Any) -> int:
    """How many chunks the workers that are there now read at once."""
    return sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1).get("workers", {}).values())


def _gone(address: str, fault: BaseException | None) -> BadRegister:
    why = f" ({type(fault).__name__}: {str(fault)[:200]})" if fault is not None else ""
    return BadRegister(
        f"{address}: the scheduler is gone{why}; what was stored stays, and the same run again goes on from there"
    )
