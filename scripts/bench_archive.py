"""Measure long runs: what a document costs in 1,000 and in 10,000 of them, what memory they take, what a second worker gains.

usage: bench_archive.py [--documents N] [--workers 0 1 2] [--folder FOLDER] [--steps] [--update]

An invented archive (`large_archive.py`) is read by `regesta read` into a fresh register, a tenth of it and then all, with so many
workers. Cost is the time of the processor of all processes of a run, less that of a run over one document: others at work on the
machine lengthen it less than time on the wall. Memory is what all processes of a run hold together at their most, pages
that they share counted for each. What two workers gain is time on the wall, so it is told only where the machine gives
a run all that it asks for. Exits 1 where a bar is missed: 10 % more a document, 600 MB, 1.7 times.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from gold_sets import HOME
from large_archive import A_FOLDER, make

FIGURES = HOME / "evaluation" / "speed.json"
GROWTH, MEGABYTES, GAIN = 1.10, 600, 1.7
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_BUSY = 0.85  # of the processors that a run asks for: with less the wall tells of others at work


@dataclass(slots=True)
class Run:
    """What one run took: documents read, seconds of the processor and on the wall, the most memory in megabytes."""

    documents: int = 0
    computing: float = 0.0
    wall: float = 0.0
    peak: float = 0.0
    steps: list[float] = field(default_factory=list)  # seconds of the processor at every thousand documents


def run(folders: list[Path], register: Path, workers: int) -> Run:
    """Read folders into a register by so many workers, and measure it. Raises SystemExit where a document fails."""
    command = [
        sys.executable,
        "-m",
        "regesta",
        "read",
        "--json",
        "--register",
        str(register),
        "--workers",
        str(workers),
    ]
    told = Run()
    start = time.perf_counter()
    process = subprocess.Popen([*command, *map(str, folders)], stdout=subprocess.PIPE)
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, told, ended))
    watcher.start()
    assert process.stdout is not None
    for line in process.stdout:
        if b'"status": "failed"' in line:
            raise SystemExit(line.decode())
        told.documents += 1
        if told.documents % 1000 == 0:
            told.steps.append(sum(_computed(pid) for pid in _tree(process.pid)))
    _, status, used = os.wait4(process.pid, 0)
    told.wall = time.perf_counter() - start
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    told.computing = used.ru_utime + used.ru_stime  # its workers' too, which it waited for
    return told


def _watch(pid: int, told: Run, ended: threading.Event) -> None:
    while not ended.wait(0.2):
        told.peak = max(told.peak, sum(_held(one) for one in _tree(pid)) / 1e6)


def _tree(pid: int) -> list[int]:
    """A process with all that came of it, where the system tells."""
    found, ahead = [pid], [pid]
    while ahead:
        try:
            tasks = list(Path(f"/proc/{ahead.pop()}/task").iterdir())
            children = [int(one) for task in tasks for one in (task / "children").read_text().split()]
        except OSError:
            continue
        found += children
        ahead += children
    return found


def _computed(pid: int) -> float:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, parts[11:13])) / _TICK


def _held(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def measured(folder: Path, documents: int, workers: int, place: Path, steps: bool) -> tuple[Run, Run, float]:
    """Runs over a tenth of an archive and over all of it, and what the beginning of a run takes; each told as it ends."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir())
    one = next(iter(sorted(folders[0].iterdir())))
    begin = run([one], place / f"{workers}-1.register", workers).computing
    found = []
    for count in (documents // 10, documents):
        told = run(folders[: -(-count // A_FOLDER)], place / f"{workers}-{count}.register", workers)
        cost = (told.computing - begin) / told.documents * 1000
        print(
            f"{workers} workers  {told.documents:7,} documents  {told.computing:7.1f} s of the processor, {told.wall:7.1f} s on the wall"
            f"  {cost:6.2f} ms a document  {told.peak:5.0f} MB",
            flush=True,
        )
        if steps and told.steps:
            each = [later - sooner for sooner, later in zip([begin, *told.steps], told.steps, strict=False)]
            print(
                f"    by thousand: {' '.join(f'{step:.1f}' for step in each)}, then {told.computing - told.steps[-1]:.1f} s"
            )
        found.append(told)
    return found[0], found[1], begin


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, help="a multiple of 5,000")
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--folder", type=Path, help="an archive made before; else one is made for the time being")
    parser.add_argument("--update", action="store_true", help="keep the figures for the documentation")
    parser.add_argument("--steps", action="store_true", help="also print what every thousand documents took")
    asked = parser.parse_args()
    missed: list[str] = []
    walls: dict[int, float] = {}
    kept: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = asked.folder or Path(name) / "archive"
        if asked.folder is None:
            for _ in make(folder, asked.documents):
                pass
        for workers in asked.workers:
            few, many, begin = measured(folder, asked.documents, workers, Path(name), asked.steps)
            growth = (many.computing - begin) / many.documents / ((few.computing - begin) / few.documents)
            print(f"{workers} workers  cost a document, ten times as many: {growth:.2f} times (bar: {GROWTH})")
            if growth > GROWTH:
                missed.append("growth")
            if many.peak > MEGABYTES:
                missed.append("memory")
            kept[str(workers)] = {
                "documents": [few.documents, many.documents], "growth": round(growth, 2), "peak": round(many.peak),
                "each": round((many.computing - begin) / many.documents * 1000, 2),
            }  # fmt: skip
            if many.computing > _BUSY * many.wall * max(1, workers):
                walls[workers] = many.wall
        if 1 in walls and 2 in walls:
            gain = walls[1] / walls[2]
            kept["gain"] = round(gain, 2)
            print(f"two workers: {gain:.2f} times one (bar: {GAIN})")
            if gain < GAIN:
                missed.append("gain")
        elif {1, 2} <= set(asked.workers):
            print("two workers: others were at work on this machine, so the wall tells nothing")
    if asked.update:
        figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
        figures["long"] = figures.get("long", {}) | kept
        FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if missed:
        print(f"missed: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
