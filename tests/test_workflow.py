"""The main flow over several documents: acts gathered from their entries, and kept true as documents and decisions change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from regesta.errors import BadDocument
from regesta.model import Filter
from regesta.register import Register
from regesta.register.preparing import Failed, Prepared
from regesta.versions import edition
from regesta.workflow import attempt, examine, read, read_into, settle

LETTERS = {
    "atlas.txt": "Norway recognised Finland on 10 January 1918.\n",
    "memoir.txt": "In January 1918 Norway recognised Finland. In May 1919 the Norwegian Foreign Minister Nils Ihlen visited Helsinki.\n",
    "essay.txt": "Sweden recognised Estonia in 1921.\n",
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.chdir(tmp_path)
    for name, text in LETTERS.items():
        Path(name).write_text(text, encoding="utf-8")
    return [Path(name) for name in LETTERS]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "a.register") as one:
        yield one


def told(register: Register) -> list[tuple[str, str | None, int]]:
    """Each act with its date and how many entries tell it."""
    return [(act.act, act.when.edtf, len(act.entries)) for act in register.acts()]


def test_two_documents_that_tell_one_recognition_give_one_act_with_the_narrower_date(
    register: Register, files: list[Path]
) -> None:
    list(read_into(register, files))
    assert told(register) == [("recognition", "1918-01-10", 2), ("visit", "1919-05", 1), ("recognition", "1921", 1)]
    assert [act.act for act in register.acts(Filter(states=("EST",)))] == ["recognition"]
    (entry,) = register.entries(Filter(document="memoir", acts=("recognition",)))
    act = register.act_of(entry.id)
    assert act is not None
    assert act.when.edtf == "1918-01-10"
    assert entry.when.edtf == "1918-01", "what the memoir says stays beside what the act is taken to be"


def test_the_order_of_the_documents_makes_no_difference(tmp_path: Path, files: list[Path]) -> None:
    outcomes = set()
    for number, order in enumerate(permutations(files)):
        with Register(tmp_path / f"{number}.register") as register:
            list(read_into(register, order))
            outcomes.add(tuple(register.acts()))
    assert len(outcomes) == 1


def test_a_document_that_changed_changes_only_the_acts_it_told(register: Register, files: list[Path]) -> None:
    list(read_into(register, files))
    Path("memoir.txt").write_text("Nothing of note happened.\n", encoding="utf-8")
    list(read_into(register, files))
    assert told(register) == [("recognition", "1918-01-10", 1), ("recognition", "1921", 1)]


def test_what_a_killed_run_left_ungathered_is_gathered_by_the_next(register: Register, files: list[Path]) -> None:
    for file in files:
        register.put(examine(read(file)))
    assert told(register) == [], "the run was killed before it gathered"
    list(read_into(register, []))
    assert len(told(register)) == 3
    assert settle(register) == 0, "a second time there is nothing to do"


def test_what_people_put_together_and_keep_apart_holds_until_they_take_it_back(
    register: Register, files: list[Path]
) -> None:
    list(read_into(register, files))
    one, other = (entry.id for entry in register.entries(Filter(acts=("recognition",), states=("FIN",))))
    apart = register.decide("entries", f"{one} {other}", "split", "Ada")
    settle(register)
    assert [count for kind, _, count in told(register) if kind == "recognition"] == [1, 1, 1]
    register.undo(apart.id, "Ada")
    settle(register)
    assert [count for kind, _, count in told(register) if kind == "recognition"] == [2, 1]
    (visit,) = register.entries(Filter(acts=("visit",)))
    (third,) = register.entries(Filter(states=("EST",)))
    together = register.decide("entries", f"{third.id} {visit.id}", "merge", "Ada")
    settle(register)
    assert len(told(register)) == 2, "entries of other states too, where a person says so"
    list(read_into(register, files))
    assert len(told(register)) == 2, "a new reading loses no decision"
    register.undo(together.id, "Ada")
    settle(register)
    assert len(told(register)) == 3


def test_documents_are_stored_together_and_told_in_order_with_what_cannot_be_read(
    register: Register, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three letters, one of them twice, an empty file and a name that is no file: two transactions, the file's and the acts'."""
    Path("empty.txt").write_text("", encoding="utf-8")
    before = register.state()[0]
    asked: list[Path | BadDocument] = [
        files[0],
        Path("empty.txt"),
        files[1],
        BadDocument("gone.txt: there is no such file"),
        files[0],
        files[2],
    ]
    monkeypatch.setattr("regesta.workflow.settle", lambda register: 0)
    outcomes = [(outcome.path, outcome.status) for outcome in read_into(register, asked)]
    assert outcomes == [
        ("atlas.txt", "new"),
        ("empty.txt", "failed"),
        ("memoir.txt", "new"),
        ("gone.txt", "failed"),
        ("atlas.txt", "unchanged"),
        ("essay.txt", "new"),
    ]
    assert register.state()[0] - before < len(files), "documents that are read one behind the other are stored together"


def test_a_file_that_changes_while_a_run_goes_on_is_what_it_was_last(register: Register, files: list[Path]) -> None:
    list(read_into(register, files))

    def rewritten() -> Iterator[Path]:
        for text in ("Sweden recognised Latvia in 1921.\n", LETTERS["essay.txt"]):
            Path("essay.txt").write_text(text, encoding="utf-8")
            yield Path("essay.txt")

    assert [outcome.status for outcome in read_into(register, rewritten())] == ["replaced", "replaced"]
    assert register.count(Filter(words="Estonia")) == 1
    assert register.count(Filter(words="Latvia")) == 0


def test_words_of_documents_that_change_together_are_found_by_their_new_text_alone(
    register: Register, files: list[Path]
) -> None:
    """The atlas changes, the memoir becomes a copy of it, and the essay is rewritten twice, the last time as it was."""
    list(read_into(register, files))
    used = edition()

    def changed(name: str, text: str) -> Prepared | Failed:
        Path(name).write_text(text, encoding="utf-8")
        return attempt(Path(name), used)

    atlas = "Norway recognised Iceland on 17 June 1944.\n"
    made = [changed("atlas.txt", atlas), changed("memoir.txt", atlas)]
    made += [changed("essay.txt", text) for text in ("Sweden recognised Latvia in 1921.\n", LETTERS["essay.txt"])]
    assert register.put_results(made, used) == ["replaced"] * 4
    found = {word: register.count(Filter(words=word)) for word in ("Iceland", "Finland", "Ihlen", "Latvia", "Estonia")}
    assert found == {"Iceland": 1, "Finland": 0, "Ihlen": 0, "Latvia": 0, "Estonia": 1}
    assert sorted(entry for _, entry in register.words()) == sorted(entry.id for entry in register.entries())
    assert not list(register.verify())
