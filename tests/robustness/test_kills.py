"""Runs that are killed at some moments lose nothing; `make kills` kills them at many (docs/how-to/read-an-archive.md)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kill_loop import KINDS, run_loops


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="processes are killed as POSIX has it")
def test_runs_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    done = run_loops(tmp_path, KINDS, runs=1, documents=8, seed=7)
    assert [(one.kind, one.losses) for one in done] == [(kind, ()) for kind in KINDS]
