"""What the benches measure with: an archive that is the same each time and grows by adding, and a yardstick that measures."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from large_archive import document, fact, make

from regesta.consulting.parser import MODELS
from regesta.reading import read_path
from regesta.workflow import read_document

TOLD = (
    "On 7 April 1992 Israel recognised Azerbaijan. France did not open an embassy in Baku in March 1993. "
    "In 1994 Turkey and Georgia signed a treaty."
)


def test_a_larger_archive_begins_with_the_smaller(tmp_path: Path) -> None:
    few, many = list(make(tmp_path / "few", 12)), list(make(tmp_path / "many", 30))
    assert [path.name for path in few] == [path.name for path in many[:12]]
    assert [path.read_bytes() for path in few] == [path.read_bytes() for path in many[:12]]
    assert len({path.read_bytes() for path in many}) == 30


def test_the_archive_tells_of_one_world() -> None:
    """Who took up relations, and when, is the same whatever document tells it."""
    told: dict[tuple[str, str, str], set[str]] = {}
    for number in range(400):
        for at in range(3):
            one = fact(number, at)
            if one.kind in ("relations", "recognition", "embassy"):
                told.setdefault((one.kind, one.one, one.other), set()).add(one.day.isoformat())
    assert {len(days) for days in told.values()} == {1}


def test_most_documents_of_the_archive_give_entries(tmp_path: Path) -> None:
    found = [len(read_document(read_path(path)).entries) for path in make(tmp_path, 15)]
    assert sum(count > 1 for count in found) > 12
    assert len(document(3)[1]) > 200


@pytest.mark.skipif(
    importlib.util.find_spec("spacy") is None or not any(importlib.util.find_spec(name) for name in MODELS),
    reason="spaCy and its small English model are not installed: the yardstick is not tested",
)
@pytest.mark.filterwarnings("ignore")
def test_the_yardstick_finds_plain_events() -> None:
    import spacy
    from dependency_events import events_of

    name = next(name for name in MODELS if importlib.util.find_spec(name) is not None)
    found = [(one["act"], one["date"], one["modality"]) for one in events_of(spacy.load(name)(TOLD), 100)]
    assert ("recognition", "1992-04-07", "asserted") in found
    assert ("mission_opened", "1993-03", "denied") in found
    assert ("agreement", "1994", "asserted") in found
