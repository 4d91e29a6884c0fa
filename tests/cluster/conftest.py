"""A folder of small documents, and registers of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ARCHIVE: dict[str, str] = tomllib.loads((Path(__file__).parent / "archive.toml").read_text(encoding="utf-8"))[
    "documents"
]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The documents of archive.toml in the folder of the test, by name."""
    monkeypatch.chdir(tmp_path)
    for name, text in ARCHIVE.items():
        Path(name).write_text(text, encoding="utf-8")
    return sorted(Path(name) for name in ARCHIVE)
