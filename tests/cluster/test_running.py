"""Many documents by many processes give the register that one process gives; who is killed on the way loses nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from regesta.cluster import Processes, chunks, read_many
from regesta.cluster.chunks import Chunk, parts_of
from regesta.model import Entry, Filter
from regesta.register import Register
from regesta.register.preparing import Failed, packed, unpacked
from regesta.versions import edition
from regesta.workflow import Outcome, attempt, examine, read, read_into

posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are needed to stop a reader at a known place")


class Here:
    """An engine that reads in this process, the last chunk that waits first, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def run(self, chunks: Iterator[Chunk | None]) -> Iterator[tuple[Chunk, bytes] | None]:
        wanted = [chunk for chunk in chunks if chunk is not None]
        for chunk in reversed(wanted):
            self.asked += [path for path, _ in chunk.files]
            yield chunk, packed([attempt(Path(path), chunk.edition) for path, _ in chunk.files])
        yield None


def dump(path: str | Path) -> list[str]:
    with Register(path) as register:
        return list(register.dump())


def by_one(files: list[Path], path: str = "one.register") -> list[str]:
    """What the register of those files holds when one process reads them."""
    with Register(path) as register:
        list(read_into(register, files))
    return dump(path)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "FILES", 3)


def command(*words: str) -> list[str]:
    """`regesta` with those words, in chunks of three files."""
    code = "import sys; from regesta.cluster import chunks; chunks.FILES = 3; from regesta.cli import main; main()"
    return [sys.executable, "-c", code, *words]


def test_the_register_is_the_same_by_one_process_and_by_many_in_any_order_whatever_the_seed(
    archive: list[Path],
) -> None:
    expected = by_one(archive)
    assert len(expected) > 100
    shuffled = [str(file) for file in random.Random(7).sample(archive, len(archive))]
    done = subprocess.run(
        command("read", "--register", "many.register", "--workers", "2", *shuffled),
        env=os.environ | {"PYTHONHASHSEED": "1234"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, "two of the files cannot be read"
    assert "empty.txt: it is empty" in done.stderr
    told = [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]]
    assert told == [name for name in shuffled if name not in ("empty.txt", "picture.txt")], (
        "told in the order asked for"
    )
    assert dump("many.register") == expected
    assert not Path("many.register.chunks").exists()


def test_results_that_come_in_any_order_are_stored_in_the_order_of_the_files(
    archive: list[Path], small_chunks: None
) -> None:
    with Register("many.register") as register:
        outcomes = list(read_many(register, archive, Here()))
    assert [outcome.path for outcome in outcomes] == [str(file) for file in archive]
    assert dump("many.register") == by_one(archive)


def test_one_document_under_two_names_goes_by_the_first_of_them_whichever_came_first(archive: list[Path]) -> None:
    for number, order in enumerate((["atlas.txt", "copy.txt"], ["copy.txt", "atlas.txt"])):
        with Register(f"{number}.register") as register:
            list(read_into(register, [Path(name) for name in order]))
            ((id, paths),) = register.documents().items()
            assert paths == ("atlas.txt", "copy.txt")
            assert register.document(id).name == "atlas.txt"
    assert dump("0.register") == dump("1.register")


@pytest.mark.parametrize("seed", range(4))
def test_a_register_that_grew_and_changed_is_the_one_that_is_read_at_once(archive: list[Path], seed: int) -> None:
    """Documents come, change, take the text of one another and come again; in the end the files decide, not the way there."""
    chance = random.Random(seed)
    texts = [file.read_bytes() for file in archive if file.stat().st_size > 20]
    with Register("grown.register") as register:
        for _ in range(5):
            some = chance.sample(archive, 7)
            for file in some[:3]:
                file.write_bytes(chance.choice(texts))
            list(read_into(register, some))
        list(read_into(register, archive))
    assert dump("grown.register") == by_one(archive)


def test_only_the_acts_of_changed_documents_are_gathered_again(archive: list[Path]) -> None:
    with Register("one.register") as register:
        list(read_into(register, archive))
        Path("peru.txt").write_text(
            "Peru and Gabon established diplomatic relations on 27 March 1979.", encoding="utf-8"
        )
        register.put(examine(read("peru.txt")))
        handed: list[set[str]] = []

        def told(entries: Sequence[Entry], *_: object) -> tuple[tuple[()], tuple[()]]:
            handed.append({code for entry in entries for code in entry.states})
            return (), ()

        register.settle(told, lambda entries: told(entries)[0])
    assert handed == [{"PER", "GAB"}, {"PER", "GAB"}], "once for the acts, once to compare what is told towards Gabon"


def test_what_another_document_counts_is_compared_again_when_one_comes_that_counts(archive: list[Path]) -> None:
    """Israel is told to be the second to recognise Azerbaijan; a third document shows that it was the third."""
    with Register("one.register") as register:
        list(read_into(register, [Path("israel.txt"), Path("baku.txt")]))
        assert [one.rule for one in register.findings() if one.rule == "ordinal"] == []
        list(read_into(register, [Path("bucharest.txt")]))
        (found,) = [one for one in register.findings() if one.rule == "ordinal"]
        assert "Turkey (9 November 1991) and Romania (11 December 1991)" in found.message


# --- what is not read again ------------------------------------------------------------------------------------------


def outcomes_of(files: list[Path], retry: bool = False) -> dict[str, str]:
    engine = Here()
    with Register("one.register") as register:
        told = {outcome.path: outcome.status for outcome in read_many(register, files, engine, retry)}
    return told | {"asked": " ".join(sorted(engine.asked))}


def test_a_second_run_reads_only_what_changed(archive: list[Path], small_chunks: None) -> None:
    first = outcomes_of(archive)
    assert first["asked"].split() == [str(file) for file in archive]
    assert (first["atlas.txt"], first["empty.txt"]) == ("new", "failed")
    Path("peru.txt").write_text("Peru and Gabon established diplomatic relations on 27 March 1979.", encoding="utf-8")
    second = outcomes_of(archive)
    assert second["asked"] == "peru.txt"
    assert (second["atlas.txt"], second["peru.txt"], second["empty.txt"]) == ("unchanged", "replaced", "failed")
    assert outcomes_of(archive, retry=True)["asked"] == "empty.txt picture.txt"


def test_other_authorities_make_all_documents_stale_and_they_are_read_again(
    archive: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from regesta.authorities import forget

    files = [Path("atlas.txt"), Path("peru.txt")]
    outcomes_of(files)
    own = Path("own")
    own.mkdir()
    (own / "tenures.csv").write_text(
        "person,name,state,office,label,accredited_to,start,end,status,source,source_date,voice\n", encoding="utf-8"
    )
    monkeypatch.setenv("REGESTA_AUTHORITIES", str(own))
    forget()
    try:
        with Register("one.register") as register:
            assert {one.status for one in register.status(edition())} == {"stale"}
        assert outcomes_of(files)["asked"] == "atlas.txt peru.txt"
        with Register("one.register") as register:
            assert {one.status for one in register.status(edition())} == {"read"}
    finally:
        monkeypatch.setenv("REGESTA_AUTHORITIES", "")
        forget()


# --- who is killed ---------------------------------------------------------------------------------------------------


def until(condition: object, seconds: float = 60) -> None:
    """Wait until a condition holds."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def writer_of(pipe: str) -> int:
    """The writing end of a named pipe, once a reader waits at it."""
    found: list[int] = []

    def opened() -> bool:
        try:
            found.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            return False  # nobody reads
        return True

    until(opened)
    return found[0]


def kill(engine: Processes, end: int) -> None:
    """Kill the one worker, let go of the pipe it reads, and wait for the worker that takes its place."""
    (pid,) = engine.pids
    os.kill(pid, signal.SIGKILL)
    os.close(end)
    until(lambda: engine.pids != [pid])


@posix
def test_a_killed_worker_is_replaced_and_its_document_read_again(archive: list[Path]) -> None:
    text = Path("atlas.txt").read_bytes()
    Path("atlas.txt").unlink()
    os.mkfifo("atlas.txt")
    engine = Processes(1)

    def kill_and_feed() -> None:
        kill(engine, writer_of("atlas.txt"))
        end = writer_of("atlas.txt")
        os.write(end, text)
        os.close(end)

    helper = threading.Thread(target=kill_and_feed)
    helper.start()
    with Register("killed.register") as register:
        outcomes = {one.path: one for one in read_many(register, archive, engine)}
    helper.join()
    assert (outcomes["atlas.txt"].status, outcomes["atlas.txt"].entries) == ("new", 2)
    Path("atlas.txt").unlink()
    Path("atlas.txt").write_bytes(text)
    assert dump("killed.register") == by_one(archive)


@posix
def test_a_document_that_ends_its_worker_twice_is_told_and_the_others_are_read(archive: list[Path]) -> None:
    Path("atlas.txt").unlink()
    os.mkfifo("atlas.txt")
    engine = Processes(1)

    def kill_twice() -> None:
        for _ in range(2):
            kill(engine, writer_of("atlas.txt"))

    helper = threading.Thread(target=kill_twice)
    helper.start()
    with Register("one.register") as register:
        outcomes = {one.path: one for one in read_many(register, archive, engine)}
        (told,) = [one.message or "" for one in register.status(edition()) if one.path == "atlas.txt"]
    helper.join()
    assert outcomes["atlas.txt"].status == "failed"
    assert "ended the process by SIGKILL" in told
    assert outcomes["baku.txt"].status == "new"


@posix
def test_a_killed_run_goes_on_where_it_was_and_takes_what_waited(archive: list[Path], small_chunks: None) -> None:
    """The first document holds the run up while the others are read; then the run is killed, and its workers end with it."""
    text = Path("atlas.txt").read_bytes()
    expected = by_one(archive)
    Path("atlas.txt").unlink()
    os.mkfifo("atlas.txt")
    words = command("read", "--register", "two.register", "--workers", "2", *map(str, archive))
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        try:
            until(lambda: len(list(Path().glob("two.register.chunks/[!.]*"))) >= 3)
        finally:
            run.kill()  # it would wait for the pipe for ever
    with Register("two.register") as register:
        assert {one.status for one in register.status(edition())} == {"pending"}, "nothing is stored before its turn"
    Path("atlas.txt").unlink()
    Path("atlas.txt").write_bytes(text)
    engine = Here()
    with Register("two.register") as register:
        outcomes = [outcome for outcome in read_many(register, archive, engine) if outcome.status != "failed"]
    assert "atlas.txt" in engine.asked
    assert len(engine.asked) <= len(archive) - 9, "three chunks had been read and are not read again"
    assert {outcome.status for outcome in outcomes} <= {"new", "unchanged"}
    assert dump("two.register") == expected


# --- what is carried -------------------------------------------------------------------------------------------------


def test_results_are_carried_equal_whatever_the_text_holds(archive: list[Path]) -> None:
    used = edition()
    results = [attempt(file, used) for file in archive] + [Failed("a\udcff.txt", None, "a name that is no UTF-8")]
    assert unpacked(packed(results)) == results
    with pytest.raises(ValueError, match="no results"):
        unpacked(b"[[1]]")


def test_files_are_cut_into_parts_in_their_order(archive: list[Path], small_chunks: None) -> None:
    parts = list(parts_of(archive))
    assert [file for part in parts for file in part] == archive
    assert {len(part) for part in parts} == {3}
    Path("atlas.txt").write_bytes(b"x" * (chunks.BYTES + 1))
    assert next(iter(parts_of(archive))) == (Path("atlas.txt"),), "one that is large goes alone"


def test_what_breaks_a_reader_is_one_sentence(archive: list[Path]) -> None:
    with Register("one.register") as register:
        outcomes: list[Outcome] = list(read_into(register, [Path("."), Path("atlas.txt")]))
        assert register.count(Filter()) == 2
    assert [outcome.status for outcome in outcomes] == ["failed", "new"]
