"""Measure speed and memory, in ratios that mean the same on every machine.

usage: bench.py [--floor SENTENCES_A_SECOND] [--quick]

One core, one process, time of the processor. Every time is also given as a ratio to one plain pass of `re` over the
same text in the same run, and to spaCy's small English pipeline when that is installed: seconds depend on the machine,
ratios much less. Nothing fails, except with `--floor`, when fewer sentences a second were read.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from gold_sets import HOME, SHARED
from measure_references import references_a_second

from regesta import authorities
from regesta.dates.edtf import parse_edtf
from regesta.model import Entry
from regesta.reading import read_path as read_file
from regesta.register import Register
from regesta.resolving import gather_acts, resolve_people
from regesta.workflow import read, read_document, read_into

WORD = re.compile(r"\w+|[^\w\s]")
SHIFTS = (0, 3, 7, 11)  # years by which a text is moved, so that a repeated text is not the same text
FEW, MANY = 200, 2000
PARAGRAPHS_A_DOCUMENT = 3


# --- what is read ----------------------------------------------------------------------------------------------------


def paragraphs(shared: Path) -> list[str]:
    """The paragraphs of the examples and, where they lie beside the project, of the country articles."""
    sources = [
        *sorted((HOME / "examples" / "documents").glob("*.md")),
        *sorted((HOME / "examples" / "text").glob("*.md")),
    ]
    sources += sorted((shared / "rdcr" / "prose").glob("*.txt"))
    blocks = [block for path in sources for block in path.read_text(encoding="utf-8").split("\n\n")]
    return [block for block in blocks if len(block) > 200]


def shifted(text: str, years: int) -> str:
    """The text with every year from 1000 to 1999 moved on by `years`."""
    return re.sub(r"\b1\d{3}\b", lambda year: str(int(year.group()) + years), text)


def stream(blocks: list[str]) -> Iterator[str]:
    """Paragraphs without end: every round is moved by other years."""
    turn = 0
    while True:
        years = SHIFTS[turn % len(SHIFTS)] + turn // len(SHIFTS)
        yield from (shifted(block, years) for block in blocks)
        turn += 1


def text_of_size(blocks: list[str], characters: int) -> str:
    chosen: list[str] = []
    size = 0
    for block in stream(blocks):
        chosen.append(block)
        size += len(block) + 2
        if size >= characters:
            break
    return "\n\n".join(chosen) + "\n"


def pdf_of_pages(blocks: list[str], pages: int) -> bytes:
    """A PDF of that many A4 pages of plain lines."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    words = iter(text_of_size(blocks, pages * 6000).split())
    raw = io.BytesIO()
    canvas = Canvas(raw, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.setFont("Times-Roman", 10)
        for number in range(54):
            line: list[str] = []
            while sum(map(len, line)) + len(line) < 90:
                line.append(next(words))
            canvas.drawString(60, 780 - 13 * number, " ".join(line))
        canvas.showPage()
    canvas.save()
    return raw.getvalue()


# --- measuring -------------------------------------------------------------------------------------------------------


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of several runs, in time of the processor: what others at work on the machine lengthen least."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def spacy_seconds(text: str) -> float | None:
    """The time of spaCy's small English pipeline over the text; None where it is not installed."""
    if importlib.util.find_spec("spacy") is None or importlib.util.find_spec("en_core_web_sm") is None:
        return None
    pipeline = importlib.import_module("spacy").load("en_core_web_sm")
    parts = text.split("\n\n")
    return seconds(lambda: list(pipeline.pipe(parts)), times=1)


def documents_into_register(count: int, shared: Path, folder: Path) -> float:
    """Stream `count` made documents into a fresh register. Returns the peak of this process's memory in megabytes."""
    pieces = stream(paragraphs(shared))
    page = folder / "page.txt"

    def made() -> Iterator[Path]:
        for number in range(count):
            words = [next(pieces) for _ in range(PARAGRAPHS_A_DOCUMENT)]
            page.write_text(f"Document {number}.\n\n" + "\n\n".join(words), encoding="utf-8")
            yield page

    with Register(folder / "bench.register") as register:
        for outcome in read_into(register, made()):
            if outcome.status == "failed":
                raise SystemExit(outcome.message)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def peak_in_own_process(count: int, shared: Path) -> tuple[float, float]:
    """(seconds, peak in megabytes) of a fresh process that streams `count` documents into a register."""
    command = [sys.executable, __file__, "--documents", str(count), "--shared", str(shared)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, float(done.stdout)


# --- the table -------------------------------------------------------------------------------------------------------


def speed_rows(blocks: list[str], folder: Path, characters: int) -> tuple[list[tuple[str, str, str]], float]:
    """The lines on speed, and the sentences a second."""
    text = text_of_size(blocks, characters)
    page = folder / "speed.txt"
    page.write_text(text, encoding="utf-8")
    read(page)  # word lists are loaded on first use; that is measured apart
    document = read_file(page)
    plain = seconds(lambda: WORD.findall(text))
    reading = seconds(lambda: read_file(page))
    whole = seconds(lambda: read_document(document))
    rate = len(document.sentences) / whole
    size = len(text.encode()) / 1e6
    rows = [
        ("plain pass of re", f"{plain * 1000:.1f} ms", "1"),
        ("bytes to text and sentences", f"{reading * 1000:.1f} ms", f"{reading / plain:.1f}"),
        ("text to entries", f"{whole * 1000:.0f} ms", f"{whole / plain:.0f}"),
        ("sentences a second, text to entries", f"{rate:,.0f}", ""),
        ("megabytes a second, text to entries", f"{size / whole:.2f}", ""),
    ]
    spacy = spacy_seconds(text)
    if spacy is not None:
        rows.append(("spaCy, small English pipeline", f"{spacy * 1000:.0f} ms", f"{spacy / plain:.0f}"))
        rows.append(("spaCy, times text to entries", "", f"{spacy / whole:.1f} times"))
    labelled = SHARED / "references" / "core.jsonl"
    if labelled.is_file():
        rows.append(("references a second, text to fields", f"{references_a_second(labelled):,.0f}", ""))
    paper = folder / "ten.pdf"
    paper.write_bytes(pdf_of_pages(blocks, 10))
    ten = seconds(lambda: read_file(paper))
    entries = seconds(lambda: read(paper), times=1)
    rows.append(("PDF of 10 pages to text", f"{ten * 1000:.0f} ms", f"{ten * 100:.1f} ms a page"))
    rows.append(("PDF of 10 pages to entries", f"{entries * 1000:.0f} ms", f"{entries * 100:.1f} ms a page"))
    return rows, rate


def memory_rows(shared: Path, few: int, many: int) -> list[tuple[str, str, str]]:
    took_few, peak_few = peak_in_own_process(few, shared)
    took_many, peak_many = peak_in_own_process(many, shared)
    return [
        (f"{few} documents into a register", f"{took_few:.1f} s", f"peak {peak_few:.0f} MB"),
        (f"{many} documents into a register", f"{took_many:.1f} s", f"peak {peak_many:.0f} MB"),
        ("memory, many to few", "", f"{peak_many / peak_few:.2f} times"),
    ]


def authority_rows() -> list[tuple[str, str, str]]:
    """Loading all authorities in a fresh process, and asking who held an office of a state on a day.

    Both in time of the processor, which others at work on the machine lengthen less than time on the wall.
    """
    clock = "time.process_time()"
    loading = f"import time, regesta.authorities as a; t = {clock}; a.load_all(); print({clock} - t)"
    loads = [
        float(subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    rows = authorities.load_all()
    chance = random.Random(1)
    offices = [
        (s, o) for s in authorities.states() for o in ("head_of_state", "head_of_government", "foreign_minister")
    ]
    first = date(1945, 1, 1).toordinal()
    asked = [
        (*chance.choice(offices), date.fromordinal(first + chance.randrange(28_000)).isoformat()) for _ in range(10_000)
    ]
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for question in asked:
            authorities.holders(*question)
        best = min(best, time.process_time() - start)
    return [
        (f"loading all authorities, {rows:,} rows", f"{min(loads) * 1000:.0f} ms", "bar: 150 ms"),
        ("who held an office on a day", f"{best / len(asked) * 1e6:.1f} us", "bar: 50 us"),
    ]


def entries_of_many(blocks: list[str], count: int, folder: Path) -> list[Entry]:
    """Entries as many documents would give them: those of some paragraphs, again and again, with other states and years."""
    page = folder / "acts.txt"
    page.write_text(text_of_size(blocks, 200_000), encoding="utf-8")
    told = read(page).entries
    codes = [code for code in authorities.states() if len(code) == 3]
    made: list[Entry] = []
    for turn in range(count // len(told) + 1):
        for number, entry in enumerate(told):
            when = entry.when
            if when.earliest is not None and when.latest is not None and when.edtf is not None:
                when = parse_edtf(shifted(when.edtf, turn % 60))
            states = tuple(codes[(number + turn * 17 + at * 31) % len(codes)] for at, _ in enumerate(entry.states))
            made.append(replace(entry, id=f"{entry.id}{turn}", document=str(turn), when=when, states=states))
    return made[:count]


def gathering_rows(blocks: list[str], folder: Path, count: int) -> list[tuple[str, str, str]]:
    """Whom people mean, and which entries tell one act, over a tenth of many entries and over all of them."""
    entries = entries_of_many(blocks, count, folder)
    start = time.perf_counter()
    identities = {(one.entry, one.position): one for one in resolve_people(entries[: count // 10])}
    people = time.perf_counter() - start
    few = seconds(lambda: gather_acts(entries[: count // 10], identities), times=2)
    many = seconds(lambda: gather_acts(entries, identities), times=2)
    return [
        (
            f"whom {len(identities):,} mentions mean",
            f"{people:.2f} s",
            f"{people / max(len(identities), 1) * 1e6:.0f} us each",
        ),
        (f"{count:,} entries into acts", f"{many:.2f} s", f"{many / few:.1f} times a tenth of them"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floor", type=float, help="fail when fewer sentences a second are read")
    parser.add_argument("--quick", action="store_true", help="a tenth of the text and of the documents")
    parser.add_argument("--documents", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where further texts lie")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.documents is not None:
            print(documents_into_register(arguments.documents, arguments.shared, folder))
            return 0
        less = 10 if arguments.quick else 1
        rows, rate = speed_rows(paragraphs(arguments.shared), folder, 300_000 // less)
        rows += gathering_rows(paragraphs(arguments.shared), folder, 100_000 // less)
    rows += authority_rows()
    rows += memory_rows(arguments.shared, FEW // less, MANY // less)
    print(f"{'what':38} {'measured':>12}   to re")
    for what, measured, ratio in rows:
        print(f"{what:38} {measured:>12}   {ratio}".rstrip())
    if arguments.floor is not None and rate < arguments.floor:
        print(f"below the floor: {rate:,.0f} sentences a second, {arguments.floor:,.0f} asked for")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
