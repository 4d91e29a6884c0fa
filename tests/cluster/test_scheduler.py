"""Documents read by a cluster: workers, the scheduler and the driver are killed one after the other, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regesta.cluster import Scheduler, chunks, read_many, running
from regesta.errors import BadQuestion, BadRegister
from regesta.register import Register
from regesta.versions import edition

from .test_running import by_one, command, dump, until

pytest.importorskip("distributed", reason="dask.distributed is not installed: the cluster is not tested")
pytestmark = pytest.mark.filterwarnings("ignore")  # those of the cluster's own libraries

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Cluster:
    """A scheduler and its workers, each a process, on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._processes: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def start(self, workers: int) -> None:
        """Start a scheduler and workers, and wait until it can be spoken with."""
        file = self._folder / f"scheduler-{len(self._processes)}.json"
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(file)]
        self._run("scheduler", *words)
        until(lambda: file.is_file() and file.read_text(encoding="utf-8").strip().endswith("}"))
        self.address = json.loads(file.read_text(encoding="utf-8"))["address"]
        for _ in range(workers):
            self.add_worker()

    def add_worker(self) -> None:
        self._run("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def kill(self, at: int) -> None:
        """Kill one of the processes that were started."""
        self._processes[at].kill()
        self._processes[at].wait()

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def _run(self, kind: str, *words: str) -> None:
        start = [sys.executable, "-m", "dask", kind, *words]
        self._processes.append(subprocess.Popen(start, cwd=self._folder, **QUIET))  # type: ignore[call-overload]


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    folder.mkdir()
    one = Cluster(folder)
    try:
        yield one
    finally:
        one.end()


def kill_scheduler_after(count: int, run: Iterator[object], machines: Cluster) -> None:
    """Take a run's outcomes, and kill the scheduler when so many have come."""
    for at, _ in enumerate(run, 1):
        if at == count:
            machines.kill(0)


def test_a_cluster_gives_the_register_of_one_process_whoever_is_killed(
    archive: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "FILES", 1)
    monkeypatch.setattr(
        running, "is_enough", lambda *_: True
    )  # each file is told of when it is stored, not with others
    expected = by_one(archive)
    names = [str(file) for file in archive]
    with cluster(Path("elsewhere")) as machines:  # workers have another folder: they get the bytes, not the paths
        machines.start(workers=2)
        # the driver is killed when it has stored something
        words = command("read", "--register", "many.register", "--scheduler", machines.address, *names)
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as driver:
            assert driver.stdout is not None
            first = driver.stdout.readline().partition(":")[0]
            driver.kill()
        assert first == "atlas.txt"
        # a worker is killed, then the scheduler
        with Register("many.register") as register:
            run = read_many(register, archive, Scheduler(machines.address))
            assert next(run).status == "unchanged", "what the killed driver stored is not read again"
            machines.kill(2)
            with pytest.raises(BadRegister, match=r"the scheduler is gone.*the same run again goes on"):
                kill_scheduler_after(3, run, machines)
            left = [one.path for one in register.status(edition()) if one.status == "pending"]
        machines.start(workers=1)
        with Register("many.register") as register:
            outcomes = {one.path: one.status for one in read_many(register, archive, Scheduler(machines.address))}
    assert len(outcomes) == len(archive)
    assert set(left) <= set(names)
    assert dump("many.register") == expected


def test_where_no_scheduler_answers_one_is_told_so(archive: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regesta.cluster.scheduler._PATIENCE", "1s")
    with Register("many.register") as register, pytest.raises(BadQuestion, match="no scheduler answers there"):
        list(read_many(register, archive, Scheduler("tcp://127.0.0.1:9")))


def test_a_worker_with_other_rules_is_not_asked_to_read() -> None:
    from regesta.cluster.scheduler import read_sent

    with pytest.raises(BadRegister, match="install the same version on all"):
        read_sent([("a.txt", None, b"Norway recognised Finland in 1918.")], "of old", edition().authorities)


def test_what_cannot_be_sent_is_told_as_it_is_told_here() -> None:
    from regesta.cluster.scheduler import read_sent
    from regesta.register.preparing import Failed, unpacked

    used = edition()
    sentence = "a.txt: there is no such file; check the name"
    assert unpacked(read_sent([("a.txt", "id", sentence)], used.rules, used.authorities)) == [
        Failed("a.txt", "id", sentence)
    ]
