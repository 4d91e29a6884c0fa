"""Fuzz a target with atheris: fuzz.py TARGET... [--seconds N | --runs N] [--kept FOLDER]

Bytes are made up from the seeds (`fuzz_seeds.py`), guided by what of the project's code they reach, and each is held against the laws
(`fuzz_targets.py`). With `--runs` and one seed of chance a run does the same each time. What breaks a law is written to `--kept`,
and belongs, once mended, into `tests/fuzzing/cases/TARGET`. Exits 1 where something was found.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
LONGEST = 8192  # bytes of an input
HANGS, MEGABYTES = 60, 2048
# the rooms whose code guides a target; all of it would make each run slow
ROOMS: dict[str, tuple[str, ...]] = {
    "dates": ("dates",), "edtf": ("dates",), "references": ("citations",), "citations": ("citations",),
    "whole": ("entries", "acts", "names", "cooperation"), "search": ("register",), "address": ("exploring", "dates"),
    "filter": ("exploring", "dates", "names"),
}  # fmt: skip


def fuzz(target: str, options: list[str]) -> None:
    """Fuzz in this process; it ends with the run."""
    import atheris

    aside = [name for name in _modules() if name.split(".")[1] not in ROOMS.get(target, ("reading",))]
    with atheris.instrument_imports(include=["regesta"], exclude=["regesta", *aside], enable_loader_override=False):
        from fuzz_seeds import SEEDS
        from fuzz_targets import READERS, TARGETS, timed

        for name in READERS:  # which are otherwise imported when they are first asked
            import_module(f"regesta.reading.{name}")
    run = TARGETS[target]
    for seed in islice(SEEDS[target](), 3):
        run(seed)  # what is loaded once is not counted as an input's time
    atheris.Setup([sys.argv[0], *options], lambda data: timed(run, data))
    atheris.Fuzz()


def _modules() -> Iterator[str]:
    """The names of all modules of the package but itself."""
    home = HOME / "src"
    for path in sorted(home.rglob("*.py")):
        parts = path.relative_to(home).with_suffix("").parts
        if len(parts) > 2 or path.stem != "__init__":
            yield ".".join(parts).removesuffix(".__init__")


def started(target: str, asked: argparse.Namespace, folder: Path) -> tuple[int, int, str]:
    """Fuzz in a process of its own: (exit code, inputs tried, what was printed)."""
    from fuzz_seeds import write

    # a short run would be over before all seeds are tried
    write(target, folder / "seeds", asked.runs // 4 if asked.runs else None)
    (folder / "new").mkdir()
    kept = asked.kept / target
    kept.mkdir(parents=True, exist_ok=True)
    options = [
        str(folder / "new"), str(folder / "seeds"), f"-artifact_prefix={kept}/", f"-seed={asked.seed}", f"-max_len={LONGEST}",
        f"-timeout={HANGS}", f"-rss_limit_mb={MEGABYTES}", "-print_final_stats=1",
        *([f"-runs={asked.runs}"] if asked.runs else [f"-max_total_time={asked.seconds}"]),
    ]  # fmt: skip
    command = [sys.executable, __file__, "--here", target, "--", *options]
    environment = os.environ | {"PYTHONHASHSEED": "0", "REGESTA_AUTHORITIES": ""}
    done = subprocess.run(
        command, cwd=HOME, env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    tried = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    return done.returncode, int(tried[1]) if tried else 0, done.stdout + done.stderr


def main() -> int:
    if sys.argv[1:2] == ["--here"]:
        fuzz(sys.argv[2], sys.argv[4:])
        return 0
    from fuzz_seeds import SEEDS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(SEEDS)}; none: all of them")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--runs", type=int, help="inputs for each target, in place of seconds")
    parser.add_argument("--seed", type=int, default=1, help="of chance")
    parser.add_argument(
        "--kept", type=Path, default=HOME / "build" / "fuzzing", help="where what breaks a law is written"
    )
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(SEEDS):
        parser.error(f"no such target: {' '.join(sorted(unknown))}; there are: {' '.join(SEEDS)}")
    broken = []
    for target in asked.targets or SEEDS:
        with tempfile.TemporaryDirectory() as name:
            code, tried, told = started(target, asked, Path(name))
        print(f"{target:12} {tried:9,} inputs  {'nothing found' if code == 0 else 'broken'}", flush=True)
        if code:
            print("\n".join(told.splitlines()[-40:]))
            broken.append(target)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
