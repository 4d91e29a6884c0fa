"""Regenerate what the documents show of the program: the marked blocks of README.md and of the pages of docs/, and the pages
of the reference that the program tells itself (`reference_pages.py`), and the notebook (`run_notebook.py`).

usage: refresh_readme.py [--check]

A block stands between `<!-- KIND: WHAT -->` and `<!-- end -->`. Kinds: `output` (what a command prints; its register is a fresh
one for each page; `| head -N` and `| tail -N` are understood), `console` (the same with the command above it; where it ends in
`; ID from COMMAND`, ID is the beginning of the first id that COMMAND prints as JSON), `source` (a Python file of this project)
`accuracy` (the table of figures from the committed baseline) and `speed` (those that the benches last kept). `--check` writes nothing and exits 1 when a block is stale.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from contextlib import chdir
from functools import cache, partial
from pathlib import Path

import reference_pages
import run_notebook
from click.testing import CliRunner

from regesta.cli import main as main_of_regesta

HOME = Path(__file__).resolve().parent.parent
BASELINE = HOME / "evaluation" / "baseline.json"
SPEED = HOME / "evaluation" / "speed.json"
BLOCK = re.compile(r"(<!-- (output|console|source|accuracy|speed): ([^\n]*) -->\n).*?(<!-- end -->)", re.DOTALL)
PAGES = tuple(
    path
    for path in (HOME / "README.md", *sorted((HOME / "docs").rglob("*.md")))
    if BLOCK.search(path.read_text(encoding="utf-8")) is not None
)
PIPE = re.compile(r"(.*?)(?: \| (head|tail) -(\d+))?$")


def refreshed(page: str, register: Path) -> str:
    """The page with every block made anew. `register` is where its commands keep theirs."""
    return BLOCK.sub(partial(block, register=register), page)


def block(found: re.Match[str], register: Path) -> str:
    opening, kind, what, ending = found.groups()
    if kind == "accuracy":
        body = accuracy_table(what)
    elif kind == "speed":
        body = speed_table(what)
    elif kind == "source":
        body = f"```python\n{(HOME / what).read_text(encoding='utf-8')}```\n"
    elif kind == "console":
        body = f"```console\n{session_of(what, register)}```\n"
    else:
        body = f"```text\n{output_of(what, register)}```\n"
    return opening + body + ending


def session_of(command: str, register: Path) -> str:
    """A command as it is typed, and what it prints. An ID that it names is looked up first."""
    line, _, asked = command.partition("; ID from ")
    if asked:
        first = re.search(r'"id": "([0-9a-f]+)"', output_of(asked, register))
        assert first is not None, f"no id in what this prints: {asked}"
        line = re.sub(r"\bID\b", first[1][:8], line)
    return f"$ {line}\n{output_of(line, register)}"


def output_of(command: str, register: Path) -> str:
    """What a command prints. `regesta` and `python` are those of this environment; `demo.register` is `register`."""
    match = PIPE.fullmatch(command)
    assert match is not None  # the pattern matches every line
    line, side, count = match.groups()
    if line.startswith("regesta read ") and not register.exists():
        printed, made = first_reading(line)
        register.write_bytes(made)
    else:
        printed = printed_by(line, register)
    lines = printed.splitlines()
    if side is not None:
        lines = lines[: int(count)] if side == "head" else lines[-int(count) :]
    return "".join(line.rstrip() + "\n" for line in lines)


@cache
def first_reading(line: str) -> tuple[str, bytes]:
    """What reading into a new register prints, and the register: most pages begin with it, and it is the same each time."""
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "demo.register"
        return printed_by(line, register), register.read_bytes()


def printed_by(line: str, register: Path) -> str:
    """What a command prints: `regesta` in this process, which is quicker by far; anything else in one of its own."""
    words = [str(register) if word.endswith("demo.register") else word for word in shlex.split(line)]
    environment = {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"}
    if words[0] == "regesta":
        with chdir(HOME):
            called = CliRunner(env=environment).invoke(main_of_regesta, words[1:], catch_exceptions=False)
        if called.exit_code != 0:
            raise RuntimeError(f"{line} ends with {called.exit_code}: {called.output}")
        printed = called.stdout
    else:
        words[0] = {"python": sys.executable}.get(words[0], words[0])
        done = subprocess.run(words, cwd=HOME, env=os.environ | environment, capture_output=True, text=True, check=True)
        printed = done.stdout
    return printed.replace(str(register), "build/demo.register")


def accuracy_table(parts: str) -> str:
    """The figures of the baseline as a Markdown table; `parts` names them as "set/part, set/part"."""
    if not BASELINE.is_file():
        return "No figures yet.\n"
    figures = json.loads(BASELINE.read_text(encoding="utf-8"))["figures"]
    columns = ("dated, strict", "core, strict", "dated, lenient", "with states", "undated")
    lines = [
        "| documents | dated, strict | core acts | dated, lenient | with states | undated | people |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in parts.split(", "):
        gold_set, part = name.split("/")
        held = figures.get(gold_set, {}).get(part)
        if held is None:
            continue
        values = [held.get(f"{column}: F1", held.get(f"{column}: recall")) for column in columns] + [held.get("people")]
        cells = ["" if value is None else f"{value:.3f}" for value in values]
        label = gold_set if part == "all" else f"{gold_set}, {part}"
        partial_gold = any(figure.endswith("recall") for figure in held)
        lines.append(f"| {label}{' (recall)' if partial_gold else ''} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def speed_table(what: str) -> str:
    """What `bench_beside.py` ("beside"), `bench_sizes.py` ("sizes") or `bench_archive.py` ("long") last kept, as a table."""
    kept = json.loads(SPEED.read_text(encoding="utf-8")).get(what) if SPEED.is_file() else None
    if kept is None:
        return "No figures yet.\n"
    if what == "beside":
        rows = [
            f"| {one['what']} | {one['other']} | {one['ratio']:.1f} | {one['right']} | {one['theirs_right']} |"
            for one in kept
        ]
        head = "| what | beside | its time, times ours | ours | its |\n|---|---|---:|---|---|"
    elif what == "sizes":
        counts = [run["documents"] for run in next(iter(kept.values()))["runs"]]
        head = (
            "| step | " + " | ".join(f"{count:,} documents" for count in counts) + " |\n|---|" + "---:|" * len(counts)
        )
        rows = [
            f"| {name}, {one['unit']} | "
            + " | ".join(f"{run['each']:.1f} ms, {run['peak']} MB" for run in one["runs"])
            + " |"
            for name, one in kept.items()
        ]
    else:
        head = "| workers | documents | a document | grown, from a tenth of them | memory, all processes |\n|---|---:|---:|---:|---:|"
        rows = [
            f"| {workers} | {one['documents'][1]:,} | {one['each']:.1f} ms | {one['growth']:.2f} times | {one['peak']} MB |"
            for workers, one in kept.items()
            if workers != "gain"
        ]
    return "\n".join((head, *rows)) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a block is stale")
    arguments = parser.parse_args()
    stale = []
    for page in PAGES:
        before = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            after = refreshed(before, Path(folder) / "demo.register")
        if after == before:
            continue
        stale.append(page.name)
        if not arguments.check:
            page.write_text(after, encoding="utf-8")
    stale += reference_pages.refresh(write=not arguments.check)
    stale += run_notebook.refresh(write=not arguments.check)
    print(f"stale: {', '.join(stale)}" if stale else "every block is as the program prints it")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
