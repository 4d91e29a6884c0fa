"""What holds for all tests: nobody's own authorities are read, so that every machine tests the same; and properties are
judged by what they find, never by how busy the machine is. A server for registers is started where PostgreSQL is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ["REGESTA_AUTHORITIES"] = ""

settings.register_profile("regesta", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("regesta")


@pytest.fixture(scope="session")
def in_proportion() -> Callable[[Callable[[int], object], int], None]:
    """Asserts that work on something four times as long takes about four times as long: told by the processor's time of both
    within one test, so that neither a slow machine nor a busy one changes the answer. Of work that goes back over what it has
    read, the time would grow sixteenfold, and worse. `run(length)` does the work; its answer is thrown away."""
    times, small = 4, 0.02  # seconds: what is done sooner may be noise

    def seconds(run: Callable[[int], object], length: int) -> float:
        start = time.process_time()
        run(length)
        return time.process_time() - start

    def grows(run: Callable[[int], object], length: int) -> None:
        run(max(1, length // 10))  # word lists and patterns are loaded on first use
        told = []
        for _ in range(3):
            once, fourfold = seconds(run, length), seconds(run, times * length)
            if fourfold < 2.5 * times * max(once, small):
                return
            told.append(f"{once:.2f} and {fourfold:.2f}")
        pytest.fail(f"{times} times as much took far more than {times} times as long, in seconds: {', '.join(told)}")

    return grows


_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses= -c max_connections=60"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own, up to the database: a socket in a folder, gone afterwards."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "/none")]
    if not found[-1].exists():
        pytest.skip("PostgreSQL is not installed: the tests of registers on a server are skipped")
    if sys.platform == "win32":
        pytest.skip("the tests' server listens at a socket of Unix")
    programs = found[-1].parent
    # a server refuses to be run by root, and a socket's path must be short
    user = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="rg"))
    if user:
        shutil.chown(folder, **user)
    data = str(folder / "data")
    make = [str(programs / "initdb"), "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    serve = [str(programs / "postgres"), "-D", data, "-k", str(folder), *_FAST.split()]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **user}
    try:
        subprocess.run(make, check=True, **quiet)  # type: ignore[call-overload]
        with subprocess.Popen(serve, **quiet) as process:  # type: ignore[call-overload]
            try:
                address = f"postgresql://owner@/{{}}?host={folder}"
                _wait_for(address.format("postgres"), process)
                yield address
            finally:
                process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server lets somebody in."""
    from sqlalchemy.exc import DBAPIError

    from regesta.register.postgres import engine_for

    engine = engine_for(address)
    for _ in range(600):
        assert process.poll() is None, "the server ended as soon as it was started"
        try:
            engine.connect().close()
            break
        except DBAPIError:
            time.sleep(0.1)
    engine.dispose()


@pytest.fixture
def database(server: str) -> Callable[[], str]:
    """Empties the database of the tests and gives its address; whoever was still connected is sent away."""

    def make() -> str:
        from sqlalchemy import text

        from regesta.register.postgres import engine_for

        address = server.format("postgres")
        engine = engine_for(address)
        with engine.begin() as connection:
            for statement in (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid()",
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "GRANT USAGE ON SCHEMA public TO PUBLIC",
            ):
                connection.execute(text(statement))
        engine.dispose()
        return address

    return make
