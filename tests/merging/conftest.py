"""Registers that have read a few texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.register import Register
from regesta.workflow import read_into

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A register of a name that has read texts under names."""
    monkeypatch.chdir(tmp_path)

    def made(name: str, **texts: str) -> Path:
        files = []
        for stem, text in texts.items():
            files.append(Path(f"{stem}.txt"))
            files[-1].write_text(text, encoding="utf-8")
        with Register(f"{name}.register") as register:
            assert all(outcome.status != "failed" for outcome in read_into(register, files))
        return Path(f"{name}.register")

    return made
