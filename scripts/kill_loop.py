"""Kill runs with SIGKILL at random moments, and see that nothing is lost.

usage: kill_loop.py [--runs N] [--seed N] [--documents N] [--only read|workers|decide|merge]

Four kinds of runs over an archive made for it: `regesta read` in one process and with two workers, people's decisions written
one after the other, `regesta merge`. Each is run once to its end, to see how long it takes and what comes of it; then N times it is
killed, with all its processes, at moments spread over that time. What it leaves must open and verify; `regesta read --resume` (or what
was left to decide, or the same merge again) must give the register of the run that nobody killed, row by row as `Register.dump` tells
it. A decision that was confirmed before the kill must be there. Exits 1 with a sentence a loss.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from click.testing import CliRunner, Result

from regesta.cli import main as regesta
from regesta.register import Register, journal
from regesta.workflow import settle

STATES = (
    "Norway Finland Peru Gabon Israel Azerbaijan Turkey Romania Chad Mali Cuba Iceland Nepal Laos Kenya Oman".split()
)
DECISIONS = 40
KINDS = ("read", "workers", "decide", "merge")


@dataclass(frozen=True, slots=True)
class Loop:
    """What came of the runs of a kind: how many were killed on their way, and what was lost, a sentence each."""

    kind: str
    runs: int
    killed: int
    seconds: float
    losses: tuple[str, ...]


# --- what is read, decided and merged --------------------------------------------------------------------------------


def make_archive(folder: Path, count: int, chance: random.Random) -> None:
    """So many small documents, some of which tell what others tell, and two of which cannot be read."""
    folder.mkdir(parents=True)
    for number in range(count):
        lines = []
        for _ in range(4):
            one, other = chance.sample(STATES, 2)
            day, year = chance.randrange(1, 29), chance.randrange(1960, 1999)
            act = chance.choice(["recognised", "opened an embassy in", "signed a trade agreement with"])
            lines.append(f"On {day} May {year} {one} {act} {other}.")
        (folder / f"{number:04}.txt").write_text(f"Letter {number}. " + " ".join(lines) + "\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))


def decide(path: str) -> None:
    """Decide of one thing after the other what is not decided yet, and say so each time: what a page and `waive` do."""
    with Register(path, must_exist=True) as register:
        entries, findings = list(register.entries()), list(register.findings())
        for number in range(len(register.decisions(standing=False)), DECISIONS):
            entry = entries[number % len(entries)]
            if number % 4 == 3:
                done = register.undo(number, "Ben")
            elif number % 4 == 2:
                other = entries[(number + 7) % len(entries)]
                done = register.decide("entries", f"{entry.id} {other.id}", "split", "Ada")
            elif number % 4 == 1 and findings:
                finding = findings[number % len(findings)]
                done = register.decide(
                    "finding", finding.id, "waive", "Ada", json.dumps({"because": f"reason {number}"})
                )
            else:
                known = register.rulings([entry.id]).get(entry.id)
                done = register.rule(entry, "reject", f"Ada {number}", {}, known.last if known is not None else 0)
            print(done.id, flush=True)


def dumped(path: str) -> list[str]:
    """What a register says, but for the moments of decisions."""
    found = []
    with Register(path, must_exist=True) as register:
        for line in register.dump():
            told = json.loads(line)
            if told[0] == "decisions":
                del told[1]["at"]
            found.append(json.dumps(told))
    return found


def invoked(*words: str) -> Result:
    """`regesta` with those words, in this process."""
    result = CliRunner().invoke(regesta, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


# --- a run of each kind: its command, and what must hold when it was killed ------------------------------------------


def command_of(kind: str) -> list[str]:
    """The command of a run, in the folder of the archive."""
    if kind == "decide":
        return [sys.executable, str(Path(__file__).resolve()), "--decide", "one.register"]
    words = {
        "read": ["read", "archive", "--register", "one.register", "--workers", "0"],
        "workers": ["read", "archive", "--register", "one.register", "--workers", "2"],
        "merge": ["merge", "hers.register", "his.register", "-o", "one.register"],
    }[kind]
    return [sys.executable, "-m", "regesta", *words]


def prepare(kind: str) -> None:
    """What is there before a run."""
    for path in Path().glob("one.register*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in Path().glob(".regesta-*"):
        shutil.rmtree(path)  # a merge that was killed leaves its unfinished work
    if kind == "decide":
        shutil.copy("read.register", "one.register")


def losses(kind: str, confirmed: Sequence[str], expected: list[str]) -> Iterator[str]:
    """What was lost when a run was killed, and is not there when it is done."""
    there = Path("one.register").exists() and Path("one.register").stat().st_size > 0
    if there and (said := invoked("verify", "--register", "one.register")).exit_code != 0:
        yield f"what was left does not verify: {said.stderr}"
    if kind == "merge":
        if there and dumped("one.register") != expected:
            yield "a half of a merge is there"
        if not there:
            invoked("merge", "hers.register", "his.register", "-o", "one.register")
    elif kind == "decide":
        with Register("one.register", must_exist=True) as register:
            decided = register.decisions(standing=False)
        if missing := [one for one in confirmed if int(one) > len(decided)]:
            yield f"decisions {' '.join(missing)} were confirmed and are not there"
        told = {one["id"] for one in journal_lines()}
        if any(one.id not in told for one in decided):
            yield "the journal lacks decisions"
        decide_quietly()
    else:
        workers = "0" if kind == "read" else "2"
        resumed = invoked("read", "--resume", "--register", "one.register", "--workers", workers)
        fault = (
            resumed.stderr if "one.register:" in resumed.stderr else ""
        )  # else it is about files that cannot be read
        if fault and "no such register" not in fault and "it is empty" not in fault:
            yield f"it does not go on: {resumed.stderr}"
        if not there or "Nothing is left to read" in resumed.stdout:
            # it was killed before it had written down what to read, or when all was read and the acts were not gathered
            invoked("read", "archive", "--register", "one.register", "--workers", workers)
        if Path("one.register.chunks").exists():
            yield "checkpoints are left"
    if dumped("one.register") != expected:
        yield "the register is not that of a run that nobody killed"
    if (said := invoked("verify", "--register", "one.register")).exit_code != 0:
        yield f"what came of it does not verify: {said.stderr}"


def journal_lines() -> list[dict[str, object]]:
    path = Path(f"one.register.{journal.NAME}")
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return [told for line in lines if line.endswith("}") and "id" in (told := json.loads(line))]


def decide_quietly() -> None:
    with redirect_stdout(StringIO()):
        decide("one.register")
    with Register("one.register") as register:
        settle(register)


# --- killing ---------------------------------------------------------------------------------------------------------


def run_to_the_end(kind: str) -> tuple[float, float]:
    """(seconds until something was written, seconds until the end) of a run that nobody kills."""
    begun, written = time.monotonic(), 0.0
    before = signs()
    with subprocess.Popen(command_of(kind), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            if not written and signs() != before:
                written = time.monotonic() - begun
            time.sleep(0.005)
    return written, time.monotonic() - begun


def signs() -> list[tuple[str, int]]:
    """What tells that a run has begun to write."""
    return sorted((path.name, size_of(path)) for path in Path().glob("*one.register*")) + [
        (path.name, 0) for path in Path().glob(".regesta-*")
    ]


def size_of(path: Path) -> int:
    """A file's size in bytes; -1 for one that SQLite took away since it was listed, as it does with its journal."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def killed_after(kind: str, seconds: float) -> tuple[bool, list[str]]:
    """Whether a run was killed before its end, and the lines that it had printed."""
    with subprocess.Popen(
        command_of(kind), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as run:
        time.sleep(seconds)
        on_its_way = run.poll() is None
        for pid in [run.pid, *descendants(run.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        assert run.stdout is not None
        lines = run.stdout.read().split("\n")[:-1]  # what is behind the last line end was never said whole
    return on_its_way, lines


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and theirs; they have sessions of their own."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    except OSError:
        return found
    return [*found, *(below for child in found for below in descendants(child))]


def loop(kind: str, runs: int, chance: random.Random) -> Loop:
    """Kill runs of a kind at moments spread over their time."""
    begun = time.monotonic()
    prepare(kind)
    first, last = run_to_the_end(kind)
    if kind == "decide":
        with Register("one.register") as register:
            settle(register)
    expected = dumped("one.register")
    killed, lost = 0, []
    for number in range(runs):
        prepare(kind)
        moment = first * 0.95 + (last - first) * (number + chance.random()) / runs
        on_its_way, lines = killed_after(kind, moment)
        killed += on_its_way
        when = f"{kind}, killed after {moment:.2f} of {last:.2f} seconds"
        lost += [f"{when}: {sentence}" for sentence in losses(kind, lines, expected)]
    return Loop(kind, runs, killed, time.monotonic() - begun, tuple(lost))


def run_loops(folder: Path, kinds: Sequence[str], runs: int, documents: int, seed: int) -> Iterator[Loop]:
    """The loops of some kinds, over one archive in a folder."""
    chance = random.Random(seed)
    make_archive(folder / "archive", documents, chance)
    with chdir(folder):
        invoked("read", "archive", "--register", "read.register", "--workers", "0")
        half = sorted(str(path) for path in Path("archive").glob("*.txt"))
        invoked("read", *half[: len(half) * 2 // 3], "--register", "hers.register", "--workers", "0")
        invoked("read", *half[len(half) // 3 :], "--register", "his.register", "--workers", "0")
        for name in ("hers.register", "his.register"):
            with redirect_stdout(StringIO()):
                decide(name)
        for kind in kinds:
            yield loop(kind, runs, chance)


def main() -> int:
    """Run the loops and print what came of them."""
    asked = argparse.ArgumentParser(description="Kill runs at random moments, and see that nothing is lost.")
    asked.add_argument("--runs", type=int, default=50, help="how often a run of each kind is killed")
    asked.add_argument("--documents", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", choices=KINDS)
    asked.add_argument("--decide", metavar="REGISTER", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.decide:
        decide(given.decide)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        kinds = [given.only] if given.only else KINDS
        lost = 0
        for one in run_loops(Path(folder), kinds, given.runs, given.documents, given.seed):
            print(
                f"{one.kind:8} {one.runs} runs, {one.killed} killed on their way, {len(one.losses)} losses, {one.seconds:.0f} s",
                flush=True,
            )
            for sentence in one.losses:
                print(f"  {sentence}")
            lost += len(one.losses)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
