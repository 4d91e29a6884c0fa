"""What fuzzing once found holds its laws; and a short run, the same each time, finds nothing new (`make fuzz`: a longer one)."""

from __future__ import annotations

import base64
import importlib.util
import subprocess
import sys
import time
import tomllib
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from fuzz_seeds import SEEDS
from fuzz_targets import ONCE, TARGETS, LawBroken, timed

HERE = Path(__file__).parent
FUZZ = HERE.parents[1] / "scripts" / "fuzz.py"
FOUND: list[dict[str, Any]] = tomllib.loads((HERE / "found.toml").read_text(encoding="utf-8"))["case"]
RUNS = 200  # each is a second or so; `make fuzz` takes longer


def bytes_of(case: dict[str, Any]) -> bytes:
    if "parts" in case:
        return "".join(text * times for times, text in case["parts"]).encode()
    return bytes.fromhex(case["hex"]) if "hex" in case else base64.b64decode(case["base64"])


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case['target']}: {case['what']}"[:60])
def test_what_was_found_holds_the_laws(case: dict[str, Any]) -> None:
    target = TARGETS[case["target"]]
    for seed in islice(SEEDS[case["target"]](), 3):
        target(seed)  # what is loaded once is not counted
    timed(target, bytes_of(case))


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_of_each_target_hold_the_laws(name: str) -> None:
    seeds = list(dict.fromkeys(SEEDS[name]()))
    assert len(seeds) > 2
    for seed in seeds[:: 1 + len(seeds) // 100]:
        TARGETS[name](seed)


def test_a_law_that_is_broken_is_told() -> None:
    def slow(_: bytes) -> None:
        end = time.process_time() + ONCE + 0.1
        while time.process_time() < end:
            pass

    with pytest.raises(LawBroken, match="10 bytes took"):
        timed(slow, b"0123456789")


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed (it has no wheel for this Python or system): nothing is fuzzed",
)
@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run_finds_nothing(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(FUZZ), name, "--runs", str(RUNS), "--kept", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-500:]}"
    tried = int(done.stdout.split()[1].replace(",", ""))
    assert tried >= RUNS, "it did try them"
