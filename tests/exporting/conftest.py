"""The registers that formats are tried on, read once for all of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made import hostile_register

from regesta.gathering import gather
from regesta.register import Register
from regesta.workflow import read_into

HOME = Path(__file__).resolve().parent.parent.parent
SEED = HOME.parent / "shared" / "seed"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The example documents, and the seed's article where it lies beside the project."""
    sources = [HOME / "examples" / "documents", *(path for path in SEED.glob("*.md") if path.name != "README.md")]
    with Register(tmp_path_factory.mktemp("examples") / "examples.register") as register:
        assert all(one.status == "new" for one in read_into(register, list(gather([str(path) for path in sources]))))
        yield register


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register whose every text is hostile."""
    with hostile_register(tmp_path_factory.mktemp("hostile") / "hostile.register") as register:
        yield register
