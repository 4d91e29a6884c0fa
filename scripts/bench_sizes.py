"""Measure each thing that Regesta does over an invented archive, over ten times as much and over a hundred times: bench_sizes.py

usage: bench_sizes.py [--documents N] [--update]

Each size and step is a process of its own: its time of the processor without what it takes to begin, what that
is a document, and the most memory it held. Text and PDF to entries hold the storing and the gathering of acts; a check is
all checks of one document, read anew; search, page and export ask the register that was read. `--update` keeps the
figures in `evaluation/speed.json`, from which the documentation takes its table.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from gold_sets import HOME
from large_archive import MATTERS, document, make, sentences

FIGURES = HOME / "evaluation" / "speed.json"
SIZES = (1, 10, 100)
ASKED = 40  # searches and pages
_BESIDE = 900_000  # numbers of documents that no archive has


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted(path for path in (folder / kind).rglob("*") if path.is_file())


def _read(folder: Path, kind: str) -> int:
    from regesta.register import Register
    from regesta.workflow import read_into

    register = folder / f"{kind}.register"
    files = _files(folder, kind)
    with Register(register) as opened:
        for outcome in read_into(opened, files):
            if outcome.status == "failed":
                raise SystemExit(outcome.message)
    return len(files)


def _check(folder: Path) -> int:
    from regesta.workflow import examine, read

    files = _files(folder, "text")
    for path in files:
        examine(read(path))
    return len(files)


def _search(folder: Path) -> int:
    from regesta.model import Filter
    from regesta.register import Register

    with Register(folder / "text.register", must_exist=True) as register:
        for at in range(ASKED):
            for _ in register.entries(Filter(words=MATTERS[at % len(MATTERS)]), limit=50):
                pass
    return ASKED


def _page(folder: Path) -> int:
    from fastapi.testclient import TestClient

    from regesta.web import create_app

    with TestClient(create_app(str(folder / "text.register")), base_url="http://127.0.0.1") as client:
        for at in range(ASKED):
            answer = client.get(f"/?after={1960 + at}&words={MATTERS[at % len(MATTERS)]}")
            if answer.status_code != 200:
                raise SystemExit(f"a page is answered with {answer.status_code}")
    return ASKED


def _export(folder: Path) -> int:
    from regesta.cli.carrying import write_to
    from regesta.exporting import FORMATS, chosen_of
    from regesta.register import Register

    with Register(folder / "text.register", must_exist=True) as register:
        write_to(FORMATS["jsonl"], chosen_of(register), str(folder / "out.jsonl"))
        return len(register.documents())


STEPS: dict[str, tuple[str, str, Callable[[Path], int]]] = {
    "text to entries": ("a document", "reads", lambda folder: _read(folder, "text")),
    "PDF to entries": ("a document", "reads", lambda folder: _read(folder, "pdf")),
    "check": ("a document", "reads and checks", _check),
    "search": ("a search", "asks", _search),
    "page": ("a page", "asks", _page),
    "export": ("a document", "writes JSON Lines", _export),
}


def _print_pdf(folder: Path, documents: int) -> None:
    """The same sentences as PDF, a document a file."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    (folder / "pdf").mkdir()
    for number in range(documents):
        canvas = Canvas(str(folder / "pdf" / f"{number:06}.pdf"), pagesize=A4, invariant=1)
        canvas.setFont("Helvetica", 10)
        at = 780
        for sentence in sentences(number):
            words = sentence.split()
            while words:
                line = words[:14]
                words = words[14:]
                canvas.drawString(60, at, " ".join(line))
                at -= 13
        canvas.save()


def step(name: str, folder: Path) -> None:
    """Do one step and print its figures: how many, seconds of the processor, peak of memory in megabytes."""
    warnings.simplefilter("ignore")
    import regesta.exporting
    import regesta.web
    import regesta.workflow
    from regesta.reading import read_bytes

    if STEPS[name][1].startswith("reads"):
        for number in range(
            _BESIDE, _BESIDE + 30
        ):  # what is loaded once, and what any first documents meet, is not counted
            regesta.workflow.examine(
                regesta.workflow.read_document(read_bytes(document(number)[1].encode(), "beside.txt"))
            )
    start = time.process_time()
    count = STEPS[name][2](folder)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    print(count, took, peak)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20, help="of the smallest archive")
    parser.add_argument("--update", action="store_true", help="keep the figures for the documentation")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        step(asked.step[0], Path(asked.step[1]))
        return 0
    kept: dict[str, list[dict[str, float]]] = {name: [] for name in STEPS}
    characters = sum(len(document(number)[1]) for number in range(200)) / 200
    print(
        f"documents of {characters:,.0f} characters on the average; milliseconds of the processor and megabytes at most"
    )
    with tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            folder = Path(place) / str(size)
            documents = size * asked.documents
            for _ in make(folder / "text", documents):
                pass
            _print_pdf(folder, documents)
            for name, (unit, _, _) in STEPS.items():
                command = [sys.executable, __file__, "--step", name, str(folder)]
                told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                count, took, peak = map(float, told)
                kept[name].append({"documents": documents, "each": round(took / count * 1000, 2), "peak": round(peak)})
                print(
                    f"{documents:6,} documents  {name:16} {took / count * 1000:8.2f} ms {unit:10} {peak:5.0f} MB",
                    flush=True,
                )
    if asked.update:
        figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
        figures["sizes"] = {name: {"unit": STEPS[name][0], "runs": runs} for name, runs in kept.items()}
        FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
