"""Files that try to harm whoever reads them end in a sentence or are read; the others of their run are read all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile_files import RUNS, SENTENCE, make, run_of

from regesta.cluster import Limits, Processes, read_many
from regesta.gathering import gather
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import examine, read_document

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8")
)
SECONDS, MEGABYTES = 60, 2048
posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the limits of processes are those of POSIX")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "files"
    make(folder, length=6_000)
    return folder


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, dict[str, Any]]:
    """What `regesta read` says of each file, by name, when it is given all of them at once."""
    names = sorted(str(path) for path in folder.iterdir() if path.name != "pipe.txt")
    command = [
        sys.executable, "-m", "regesta", "read", "--json", "--register", str(folder.parent / "hostile.register"),
        "--workers", "2", "--seconds", str(SECONDS), "--megabytes", str(MEGABYTES), *names,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 1, f"some are refused: {done.stderr[-2000:]}"
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(names), "each file has its outcome"
    return {Path(one["path"]).name: one for one in told}


@posix
def test_every_file_ends_in_a_sentence_or_is_read(outcomes: dict[str, dict[str, Any]]) -> None:
    wrong = {}
    for name, one in outcomes.items():
        if name in EXPECTED["refused"]:
            if one["status"] != "failed" or EXPECTED["refused"][name] not in one["message"]:
                wrong[name] = one
        elif one["status"] == "failed":
            if name not in MAY_BE_REFUSED:
                wrong[name] = one
        elif one["entries"] < EXPECTED["read"].get(name, 0):
            wrong[name] = one
    assert wrong == {}


MAY_BE_REFUSED = frozenset(["noise.bin", "nul-only.txt", "spaces.txt", "truncated.pdf", "unclosed.xml", "utf16-odd.txt", "nested.xml",
                            "outside.xml", "quadratic.xml"])  # fmt: skip


@posix
def test_no_file_breaks_its_reader(outcomes: dict[str, dict[str, Any]]) -> None:
    """Each refusal is a sentence of ours: no reader ended its process or met a fault that it does not know."""
    for one in outcomes.values():
        message = one["message"] or ""
        assert "please report" not in message, message
        assert "ended the process" not in message, message
        assert "\x1b" not in message, "no name or text may command a terminal"


@posix
def test_nothing_was_written_or_fetched_outside(folder: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    climbed = [path for path in folder.parents for one in path.glob("climbed.txt") if one]
    assert climbed == []
    with Register(folder.parent / "hostile.register") as register:
        told = "".join(register.document(id).text for id in register.documents())
    assert "root:" not in told, "no file of the system got into a text"


@posix
def test_the_register_of_such_files_verifies(folder: Path, outcomes: dict[str, dict[str, Any]]) -> None:
    with Register(folder.parent / "hostile.register") as register:
        assert list(register.verify()) == []


@posix
def test_a_pipe_and_a_device_in_a_folder_are_passed_by(folder: Path) -> None:
    found = {path.name for path in gather([str(folder)]) if isinstance(path, Path)}
    assert "pipe.txt" not in found
    assert "endless.txt" not in found
    assert "a\nb\x1b[2Jc.txt" in found


@posix
@pytest.mark.parametrize(
    ("limits", "text", "said"),
    [
        (Limits(seconds=1), "On 7 April 1992 Israel recognised Azerbaijan. " * 40_000, "more than 1 seconds of computing"),
        (Limits(megabytes=600), "many words " * 3_000_000, "memory"),
    ],
)  # fmt: skip
def test_a_file_over_its_limits_is_told_and_the_next_is_read(
    tmp_path: Path, limits: Limits, text: str, said: str
) -> None:
    large, small = tmp_path / "large.txt", tmp_path / "small.txt"
    large.write_text(text, encoding="utf-8")
    small.write_text(SENTENCE, encoding="utf-8")
    with Register(tmp_path / "a.register") as register:
        first, second = read_many(register, [large, small], Processes(1, limits))
    assert first.status == "failed"
    assert said in (first.message or "")
    assert (second.status, second.entries) == ("new", 1)


@posix
def test_a_worker_ends_with_its_run_even_while_it_waits_for_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "regesta", "read", "--register", str(tmp_path / "a.register"), str(pipe)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    writer = os.open(pipe, os.O_WRONLY)  # returns when the worker has opened its end
    try:
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        if not children.exists():
            pytest.skip("this system does not tell a process's children")
        tasks = Path(f"/proc/{run.pid}/task")
        (worker,) = {int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()}
        run.kill()
        run.wait()
        for _ in range(100):
            if not _lives(worker):
                return
            time.sleep(0.1)
        pytest.fail("the worker outlived its run")
    finally:
        os.close(writer)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# --- growth ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["txt", "md"])
@pytest.mark.parametrize("name", sorted(RUNS))
def test_the_time_grows_with_the_length_and_not_with_its_square(
    name: str, ending: str, in_proportion: Callable[..., None]
) -> None:
    """Of a pattern that goes back over what it read, the time would grow with the square of the length, and worse."""
    in_proportion(
        lambda length: examine(read_document(read_bytes(run_of(name, length).encode(), f"run.{ending}"))), 6_000
    )
