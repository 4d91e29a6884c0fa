"""Machines of their own, as far as one can have them: network namespaces joined by a bridge; and a document that ends workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from regesta.cluster import Scheduler, chunks, read_many
from regesta.register import Register

from .test_running import by_one, dump, until
from .test_scheduler import QUIET

distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed: the cluster is not tested")
pytestmark = pytest.mark.filterwarnings("ignore")  # those of the cluster's own libraries

PORT = 8786
NETWORK = "10.213.7"  # of the namespaces alone: nothing of it can be reached from outside them
DASK = [sys.executable, "-m", "dask"]


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Machines:
    """Namespaces of their own network each, by number from 1, with what runs in them; a further one holds the bridge."""

    def __init__(self, count: int) -> None:
        self._name = f"rg{os.getpid()}"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._count = count

    def make(self) -> None:
        """Raises CalledProcessError where this system does not let one make them."""
        middle = f"{self._name}x"
        ip("netns", "add", middle)
        ip("-n", middle, "link", "add", "bridge", "type", "bridge")
        ip("-n", middle, "link", "set", "bridge", "up")
        for number in range(1, self._count + 1):
            name = self.name(number)
            ip("netns", "add", name)
            ip("-n", middle, "link", "add", f"port{number}", "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("-n", middle, "link", "set", f"port{number}", "master", "bridge", "up")
            ip("-n", name, "address", "add", f"{self.address(number)}/24", "dev", "eth0")
            for link in ("lo", "eth0"):
                ip("-n", name, "link", "set", link, "up")

    def name(self, number: int) -> str:
        return f"{self._name}n{number}"

    @staticmethod
    def address(number: int) -> str:
        return f"{NETWORK}.{number}"

    def inside(self, number: int, *words: str) -> list[str]:
        """A command as it is run on one of the machines."""
        return ["ip", "netns", "exec", self.name(number), *words]

    def start(self, number: int, folder: Path, *words: str) -> None:
        """Run something there until the end of the test, in a folder of its own."""
        folder.mkdir()
        self._processes.append(subprocess.Popen(self.inside(number, *words), cwd=folder, **QUIET))  # type: ignore[call-overload]

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        for name in [f"{self._name}x", *map(self.name, range(1, self._count + 1))]:
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


@pytest.fixture
def machines() -> Iterator[Machines]:
    if shutil.which("ip") is None or os.getuid() != 0:
        pytest.skip("only root may make network namespaces (with iproute2): separate machines are not tested")
    made = Machines(4)
    try:
        made.make()
    except subprocess.CalledProcessError as fault:
        made.end()
        pytest.skip(f"network namespaces cannot be made here: {fault.stderr.decode().strip()}")
    try:
        yield made
    finally:
        made.end()


def test_machines_of_their_own_networks_give_the_register_of_one_process(
    archive: list[Path], machines: Machines
) -> None:
    expected = by_one(archive)
    scheduler = f"tcp://{machines.address(1)}:{PORT}"
    machines.start(
        1,
        Path("first"),
        *DASK,
        "scheduler",
        "--host",
        machines.address(1),
        "--port",
        str(PORT),
        "--no-dashboard",
        "--no-show",
    )
    for number in (2, 3):
        words = [
            "worker",
            scheduler,
            "--host",
            machines.address(number),
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
        ]
        machines.start(number, Path(f"other-{number}"), *DASK, *words)
    both = f"import distributed; distributed.Client({scheduler!r}, timeout='60s').wait_for_workers(2, timeout=60)"
    subprocess.run(machines.inside(4, sys.executable, "-c", both), check=True, timeout=120, **QUIET)  # type: ignore[call-overload]
    code = "from regesta.cluster import chunks; chunks.FILES = 2; from regesta.cli import main; main()"
    words = ["read", "--register", "many.register", "--scheduler", scheduler, *map(str, archive)]
    done = subprocess.run(
        machines.inside(4, sys.executable, "-c", code, *words), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 1, f"two of the files cannot be read, and nothing else is amiss: {done.stderr[-2000:]}"
    assert dump("many.register") == expected


# --- a document that ends workers ------------------------------------------------------------------------------------

# what a fault in a library of C, or the system when memory runs out, does to a process
FATAL = """
import os
from regesta.reading import plain
def read(data, name, known=plain.read):
    if b"FATAL" in data:
        os._exit(137)
    return known(data, name)
if plain.read.__module__ == plain.__name__:
    plain.read = read
"""


@contextmanager
def mended_cluster(folder: Path, workers: int) -> Iterator[str]:
    """The address of a cluster whose workers are replaced when they end, and whose parser ends them at a word."""
    folder.mkdir()
    (folder / "fatal.py").write_text(FATAL, encoding="utf-8")
    file = (folder / "scheduler.json").resolve()
    # a document that two workers died of is not given to a third
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(file)]
    run = [subprocess.Popen([*DASK, "scheduler", *words], cwd=folder, env=environment, **QUIET)]  # type: ignore[call-overload]
    try:
        until(lambda: file.is_file() and file.read_text(encoding="utf-8").strip().endswith("}"))
        options = ["--nworkers", str(workers), "--nthreads", "1", "--preload", "fatal.py", "--no-dashboard"]
        command = [*DASK, "worker", "--scheduler-file", str(file), *options]
        run.append(subprocess.Popen(command, cwd=folder, env=environment, **QUIET))  # type: ignore[call-overload]
        dask: Any = distributed  # much of it has no types
        with dask.Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
            yield client.scheduler.address
    finally:
        for process in reversed(run):
            process.terminate()  # so that a nanny ends its worker, too
        for process in run:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def test_a_document_that_ends_several_workers_fails_alone(archive: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "FILES", 3)
    files = [Path("atlas.txt"), Path("baku.txt"), Path("fatal.txt"), Path("moscow.txt"), Path("peru.txt")]
    Path("fatal.txt").write_text("FATAL: Norway recognised Finland in 1918.", encoding="utf-8")
    with mended_cluster(Path("elsewhere"), workers=2) as address, Register("many.register") as register:
        outcomes = {one.path: one for one in read_many(register, files, Scheduler(address))}
    assert outcomes["fatal.txt"].status == "failed"
    assert "reading it ended several workers" in (outcomes["fatal.txt"].message or "")
    others = {path: (one.status, one.message) for path, one in outcomes.items() if path != "fatal.txt"}
    assert set(others.values()) == {("new", None)}, others
    left = [file for file in files if file.name != "fatal.txt"]
    assert [line for line in dump("many.register") if "fatal.txt" not in line] == by_one(left)
