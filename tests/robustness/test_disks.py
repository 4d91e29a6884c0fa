"""Disks that are full, folders that may only be read, registers that another program writes to: a sentence, and nothing lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient
from kill_loop import make_archive

from regesta.cli import main
from regesta.cli.carrying import FORMATS
from regesta.register import Register
from regesta.register import sqlite as own_sqlite
from regesta.web.app import create_app

NAME = "a.register"
Resize = Callable[[str], None]


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Resize]:
    """A small disk as the present folder, and what mounts it anew with other options."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("a small disk is mounted for this, which this user may not do")
    monkeypatch.chdir(place)
    try:
        yield lambda options: mounted_again(place, options)
    finally:
        os.chdir(tmp_path)
        subprocess.run(["umount", "-l", str(place)], check=True)


def mounted_again(place: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def fill(name: str = "filler") -> None:
    """Write until there is no room."""
    with open(name, "wb", buffering=0) as out:
        for size in (1 << 16, 1 << 12):
            try:
                while out.write(bytes(size)):
                    pass
            except OSError:
                continue


def dump() -> list[str]:
    with Register(NAME, must_exist=True) as register:
        return list(register.dump())


def archive(count: int = 30) -> None:
    """A folder of documents, in one of which a check finds something."""
    make_archive(Path("archive"), count, random.Random(3))
    Path("archive/slip.txt").write_text("Norway and Finland signed a treaty on 31 February 1996.\n", encoding="utf-8")


def waived(result: Result) -> str:
    """The id of the first finding that a check told as JSON."""
    return str(json.loads(result.stdout)["findings"][0]["id"])


# --- a full disk -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_disk_that_fills_up_ends_the_run_in_a_sentence_and_the_rest_is_read_when_there_is_room(
    disk: Resize, workers: str
) -> None:
    archive()
    run("read", "archive", "--workers", "0", "--register", "whole.register")
    os.replace("whole.register", NAME)
    expected = dump()
    os.unlink(NAME)
    # room for the tables and some of the documents
    disk(f"size={shutil.disk_usage('.').used // 1024 + 700}k")
    result = run("read", "archive", "--workers", workers, "--register", NAME)
    assert result.exit_code == 2
    assert "make room and run it again" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    # what one transaction was to store is not there; a quick machine puts all documents into one
    assert run("list", "--register", NAME).exit_code == 0
    assert run("verify", "--register", NAME).exit_code == 0
    disk("size=64m")
    assert run("read", "--resume", "--register", NAME, "--workers", workers).exit_code in (0, 1)
    run("read", "archive", "--register", NAME, "--workers", workers)
    assert dump() == expected


def test_nothing_is_decided_or_written_on_a_full_disk_and_all_can_still_be_read(disk: Resize) -> None:
    archive(8)
    run("read", "archive", "--workers", "0", "--register", NAME)
    shutil.copy(NAME, "b.register")
    finding = waived(run("check", "--register", NAME, "--format", "json", "--fail-on", "never"))
    before = dump()
    fill()
    for verb in (
        ("waive", finding, "--because", "so", "--register", NAME),
        ("read", "archive/0001.txt", "archive/0002.txt", "--register", NAME),
        ("merge", NAME, "b.register", "-o", "c.register"),
        ("check", "--register", NAME, "--format", "html", "-o", "out.html"),
        *(("export", format, "--register", NAME, "-o", f"out.{format}") for format in FORMATS),
    ):
        result = run(*verb)
        assert result.exit_code == 2, verb
        assert "make room and run it again" in result.stderr, (verb, result.stderr)
        assert len(result.stderr.strip().splitlines()) == 1, (verb, result.stderr)
    for verb in (("list",), ("verify",), ("status",), ("list", "--words", "Norway"), ("export", "jsonl")):
        assert run(*verb, "--register", NAME).exit_code in (0, 1), verb
    assert not [path for path in Path().iterdir() if path.name.startswith(("out.", "c.", ".regesta-"))]
    os.unlink("filler")
    assert dump() == before
    assert run("waive", finding, "--because", "so", "--register", NAME).exit_code == 0


def test_pages_say_that_the_disk_is_full_and_go_on_when_it_is_not(disk: Resize) -> None:
    archive(4)
    run("read", "archive", "--workers", "0", "--register", NAME)
    with Register(NAME) as register:
        entry = next(iter(register.entries()))
    with TestClient(create_app(NAME), base_url="http://127.0.0.1", headers={"Origin": "http://127.0.0.1"}) as client:
        page = client.get(f"/entry/{entry.id}").text
        token = page.partition('name="token" value="')[2].partition('"')[0]
        form = {"entry": entry.id, "verdict": "accept", "seen": "0", "token": token}
        fill()
        refused = client.post("/decide", data=form, follow_redirects=False)
        assert refused.status_code == 500
        assert "nothing was decided" in refused.text
        sent = client.post(
            "/upload", data={"token": token}, files={"files": ("new.txt", b"Peru recognised Chad. " * 9)}
        )
        assert sent.status_code == 500
        assert "new.txt: it cannot be written (no space left on device)" in sent.text
        assert not list(Path().glob("a.register.documents/*"))
        os.unlink("filler")
        assert client.post("/decide", data=form, follow_redirects=False).status_code == 303
    assert run("verify", "--register", NAME).exit_code == 0


def test_a_register_that_may_not_grow_further_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same by a limit on the size of files, for those who may not mount disks."""
    resource = pytest.importorskip("resource")
    monkeypatch.chdir(tmp_path)
    archive(20)
    run("read", "archive", "--workers", "0", "--register", NAME)
    expected = dump()
    os.unlink(NAME)
    done = subprocess.run(
        [sys.executable, "-m", "regesta", "read", "archive", "--workers", "0", "--register", NAME],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert NAME in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert run("verify", "--register", NAME).exit_code == 0
    run("read", "archive", "--workers", "0", "--register", NAME)
    assert dump() == expected


# --- what may only be read -------------------------------------------------------------------------------------------


def test_a_register_in_a_folder_that_may_only_be_read_is_read(disk: Resize) -> None:
    archive(4)
    run("read", "archive", "--workers", "0", "--register", NAME)
    expected = dump()
    disk("ro")
    for verb in (("list",), ("verify",), ("status",), ("list", "--words", "Norway"), ("export", "csv"), ("people",)):
        assert run(*verb, "--register", NAME).exit_code in (0, 1), verb
    assert dump() == expected
    assert run("repair", NAME).stdout.startswith("Nothing is wrong")
    with Register(NAME) as register:
        assert register.sql("SELECT count(*) AS n FROM calendar")[0]["n"] == register.count()
    for words in (["waive", "00", "--because", "so"], ["read", "archive"]):
        result = run(*words, "--register", NAME)
        assert result.exit_code == 2, words
    assert "may only be read" in result.stderr
    result = run("export", "csv", "--register", NAME, "-o", "out.csv")
    assert (result.exit_code, "it cannot be written (read-only file system)" in result.stderr) == (2, True)
    disk("rw")
    assert dump() == expected


# --- another program -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verb",
    [
        ("read", "archive", "--register", NAME, "--workers", "0"),
        ("waive", "FINDING", "--because", "so", "--register", NAME),
        ("repair", NAME),
    ],
)
def test_whoever_waits_for_another_program_is_told_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(own_sqlite, "PATIENCE", 0.5)
    monkeypatch.setattr("regesta.repairing.PATIENCE", 0.5)
    archive(3)
    run("read", "archive", "--workers", "0", "--register", NAME)
    finding = waived(run("check", "--register", NAME, "--format", "json", "--fail-on", "never"))
    expected = dump()
    with closing(sqlite3.connect(NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        result = run(*(finding if word == "FINDING" else word for word in verb))
        assert time.monotonic() - begun < 15
        assert result.exit_code == 2
        assert "another program is writing to it; wait for it to end and try again" in result.stderr
        assert run("list", "--register", NAME).exit_code == 0, "who only reads does not wait"
    assert dump() == expected
