"""Laws that hold for every document: quotes are the text, dates are never sharper than it, nothing is dropped in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.model import Reading
from regesta.reading import read_bytes
from regesta.workflow import read, read_document

HOME = Path(__file__).parents[2]
DOCUMENTS = sorted((HOME / "examples" / "documents").iterdir())
SEED = HOME.parent / "shared" / "seed" / "article.md"

PIECES = st.lists(
    st.sampled_from(
        """Norway Finland recognised visited opened embassy in Baku on 3 May 1994 1993 March treaty was signed by the President
        Əli Kərimov שלום עולם Москва 北京 😀 é and when , ; . ( ) “ ” 's relations were established severed since until after
        10 January February 31 2026 1990s ambassador presented credentials to refused not he she which""".split()
    ),
    max_size=40,
).map(" ".join)


def holds_its_laws(reading: Reading) -> None:
    text = reading.document.text
    ids = [entry.id for entry in reading.entries]
    assert len(ids) == len(set(ids))
    for entry in reading.entries:
        assert text[entry.start : entry.end] == entry.quote
        assert entry.quote.strip()
        assert entry.why
        if entry.when.earliest is not None and entry.when.latest is not None:
            assert entry.when.earliest <= entry.when.latest
    for silent in reading.abstentions:
        assert text[silent.start : silent.end] == silent.quote
        assert silent.reason.startswith("no entry: ")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_hold_the_laws(path: Path) -> None:
    holds_its_laws(read(path))


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_any_words_hold_the_laws(text: str) -> None:
    holds_its_laws(read_document(read_bytes(("Note. " + text).encode(), "page.txt")))


@pytest.mark.parametrize("path", [*DOCUMENTS, SEED], ids=lambda path: path.name)
def test_every_date_is_in_an_entry_or_abstained_with_a_reason(path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the project")
    reading = read(path)
    silent = {(a.start, a.end) for a in reading.abstentions}
    told = [(e.start, e.end) for e in reading.entries if e.when.edtf is not None]
    for date in reading.dates:
        if date.when.edtf is not None or date.fault is not None:
            inside = any(low <= date.start and date.end <= high for low, high in told)
            beside = any(low - 200 <= date.start <= high + 200 for low, high in told)
            assert (date.start, date.end) in silent or inside or beside, date


def test_the_same_bytes_give_the_same_entries_whatever_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import regesta,json,sys;print(json.dumps([regesta.to_dicts(regesta.read(p).entries) for p in sys.argv[1:]]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, *map(str, DOCUMENTS)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
