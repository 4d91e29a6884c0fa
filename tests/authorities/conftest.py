"""A folder for a user's own authorities, empty at first and forgotten afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from regesta.authorities import forget


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("REGESTA_AUTHORITIES", str(folder))
    forget()
    yield folder
    monkeypatch.undo()
    forget()
