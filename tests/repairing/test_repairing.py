"""Files of registers, damaged in many ways: every verb says so in a sentence, and a repair brings back what it can."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from regesta.cli import main
from regesta.errors import BadQuestion, BadRegister, DamagedRegister
from regesta.register import Register, journal
from regesta.register.examining import faults
from regesta.register.pages import LEAF, Pages
from regesta.register.salvaging import salvage
from regesta.repairing import repair
from regesta.workflow import read_into

PAGE = 4096
NAME, JOURNAL = "a.register", "a.register.decisions.jsonl"


def dump(name: str = NAME) -> list[str]:
    with Register(name, must_exist=True) as register:
        return list(register.dump())


def read_all() -> None:
    """What somebody would do after a repair: read the folder again, which reads what is not there."""
    with Register(NAME) as register:
        list(read_into(register, sorted(Path().glob("*.txt"))))


def without_opinions() -> list[str]:
    """The dump without second opinions, which have no second home."""
    return [line for line in dump() if json.loads(line)[0] not in ("judgements", "proposals")]


@contextmanager
def copy_of(made: Path, *, documents: bool = True, beside: bool = True) -> Iterator[Path]:
    """A copy of the folder as the present one: with or without the documents, and the journal."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        shutil.copytree(made, folder)
        with chdir(folder):
            for path in Path().glob("*.txt") if not documents else ():
                path.unlink()
            if not beside:
                Path(JOURNAL).unlink()
            yield folder


def overwrite(pages: list[int], seed: int, kind: str) -> None:
    """Damage some pages of the register, each by noise, zeros, half of it, or the bytes of another page."""
    chance = random.Random(seed)
    count = Path(NAME).stat().st_size // PAGE
    with open(NAME, "r+b") as file:
        for page in pages:
            at = page % count * PAGE
            if kind == "other":
                file.seek(chance.randrange(count) * PAGE)
                data = file.read(PAGE)
            else:
                data = {"noise": chance.randbytes(PAGE), "zeros": bytes(PAGE), "half": chance.randbytes(PAGE // 2)}[
                    kind
                ]
            file.seek(at)
            file.write(data)


def few(examples: int) -> settings:
    """So many examples, the same in every run, and no search for smaller ones: each is a register made anew."""
    return settings(max_examples=examples, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate])


damages = {
    "pages": st.lists(st.integers(0, 10_000), min_size=1, max_size=12),
    "seed": st.integers(0, 1 << 30),
    "kind": st.sampled_from(["noise", "zeros", "half", "other"]),
}


# --- what comes back -------------------------------------------------------------------------------------------------


@few(6)
@given(**damages)
def test_with_its_documents_and_journal_all_of_a_register_comes_back(
    made: Path, pages: list[int], seed: int, kind: str
) -> None:
    with chdir(made):
        expected = without_opinions()
    with copy_of(made):
        overwrite(pages, seed, kind)
        done = repair(NAME)
        # where a document's own row and all that name its path are gone, only who reads the folder again finds it
        assert all("whose path is lost too" in one for one in done.lost), done
        read_all()
        assert without_opinions() == expected
        assert not repair(NAME).faults


@few(5)
@given(**damages)
def test_without_its_documents_what_is_not_damaged_comes_back_and_the_rest_is_told(
    made: Path, pages: list[int], seed: int, kind: str
) -> None:
    with chdir(made), Register(NAME) as register:
        before = {entry.id: entry for entry in register.entries()}
        decided = register.decisions(standing=False)
        names = register.documents()
    with copy_of(made, documents=False):
        overwrite(pages, seed, kind)
        done = repair(NAME)
        with Register(NAME) as register:
            assert register.decisions(standing=False) == decided
            there = register.documents()
            assert list(register.verify()) == []
            for id in names.keys() - there.keys():
                # a document of which no row is left, nor one that names it, cannot be told; that the file is damaged is
                assert done.faults or any(names[id][0] in one or id in one for one in done.lost), done.lost
            for entry in register.entries():
                assert before.get(entry.id) == entry or done.lost, "an entry that nobody read"
        assert not repair(NAME).faults


@few(5)
@given(part=st.floats(0, 1), documents=st.booleans())
def test_a_file_that_was_cut_off_comes_back(made: Path, part: float, documents: bool) -> None:
    with chdir(made), Register(NAME) as register:
        expected, decided = without_opinions(), register.decisions(standing=False)
    with copy_of(made, documents=documents):
        os.truncate(NAME, int(Path(NAME).stat().st_size * part * 0.999))
        done = repair(NAME)
        with Register(NAME) as register:
            assert register.decisions(standing=False) == decided
        if documents:
            read_all()
            assert without_opinions() == expected
        assert done.kept == "a.register.damaged-1"


@few(5)
@given(**damages)
def test_without_its_journal_the_decisions_that_can_be_read_come_back(
    made: Path, pages: list[int], seed: int, kind: str
) -> None:
    with chdir(made), Register(NAME) as register:
        decided = {one.id: one for one in register.decisions(standing=False)}
    with copy_of(made, beside=False):
        overwrite(pages, seed, kind)
        done = repair(NAME)
        with Register(NAME) as register:
            there = {one.id: one for one in register.decisions(standing=False)}
        assert all(decided[id] == one for id, one in there.items())
        assert len(there) == len(decided) or any("decisions" in one for one in done.lost)


def test_a_register_that_is_gone_or_emptied_comes_back_from_journal_and_documents(folder: Path) -> None:
    expected = without_opinions()
    for emptied in (False, True):
        if emptied:
            os.truncate(NAME, 0)
        else:
            Path(NAME).unlink()
        with pytest.raises(BadRegister, match=r"repair|make it with"), Register(NAME, must_exist=True):
            pass
        done = repair(NAME)
        assert (done.restored, done.documents) == (66, 0)
        read_all()
        assert without_opinions() == expected


def test_what_is_whole_stays_as_it_is(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    done = repair(NAME)
    assert (done.faults, done.kept, done.decisions) == ((), None, 66)
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before
    result = CliRunner().invoke(main, ["repair", NAME])
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing is wrong with a.register: 14 documents")


def test_the_damaged_file_is_kept_byte_for_byte_with_what_was_in_its_log(folder: Path) -> None:
    """A register whose last changes lie in the write-ahead log: they count, and both files are kept."""
    with Register(NAME) as register:
        copies = {}
        register.decide("finding", "0" * 12, "waive", "Eva", '{"because":"late"}')
        for end in ("", "-wal"):
            copies[end] = Path(NAME + end).read_bytes()
    assert copies["-wal"], "the log is there while somebody has the register open"
    for end, data in copies.items():
        Path(NAME + end).write_bytes(data)
    Path(JOURNAL).unlink()
    # a root page of a table that the log does not hold
    with closing(sqlite3.connect(NAME)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'abstentions'").fetchone()
    for end, data in copies.items():
        Path(NAME + end).write_bytes(data)
    with open(NAME, "r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(bytes(PAGE))
    repair(NAME)
    with Register(NAME) as register:
        assert register.decisions()[-1].who == "Eva"
    assert not Path(NAME + "-wal").exists()
    with closing(sqlite3.connect("a.register.damaged-1")) as connection:
        assert connection.execute("SELECT who FROM decisions ORDER BY id DESC").fetchone() == ("Eva",)


# --- what is said ----------------------------------------------------------------------------------------------------


def by_hand(*statements: str) -> Callable[[], None]:
    def harm() -> None:
        with closing(sqlite3.connect(NAME)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return harm


def noise(first: int, last: int) -> Callable[[], None]:
    return lambda: overwrite(list(range(first, last)), 5, "noise")


HARMS: dict[str, Callable[[], None]] = {
    "no acts": by_hand("PRAGMA foreign_keys=OFF", "DROP TABLE acts"),
    "no stale": by_hand("DROP TABLE stale"),
    "no meta": by_hand("DROP TABLE meta"),
    "no format": by_hand("DELETE FROM meta"),
    "torn words": by_hand("DELETE FROM entry_words_data WHERE id > 1"),
    "no words": by_hand("DROP TABLE entry_words"),
    "words lost": by_hand("DELETE FROM entry_words WHERE rowid < 9"),
    "no index": by_hand("DROP INDEX entries_by_day"),
    "orphans": by_hand("PRAGMA foreign_keys=OFF", "DELETE FROM documents WHERE id = (SELECT min(id) FROM documents)"),
    "no json": by_hand("UPDATE documents SET structure = 'none'"),
    "no text": by_hand("UPDATE documents SET text = CAST(x'ff80ff' AS TEXT)"),
    "another quote": by_hand("UPDATE entries SET quote = 'a' || quote"),
    "another date": by_hand("UPDATE entries SET edtf = '1066', day = '1066-01-01', earliest = '1066-01-01'"),
    "no evidence": by_hand("UPDATE findings SET evidence = '{'"),
    "first page": noise(0, 1),
    "some pages": noise(1, 9),
    "many pages": noise(9, 60),
    "half the pages": noise(10, 150),
    "cut off": lambda: os.truncate(NAME, 30 * PAGE + 77),
    "a header alone": lambda: os.truncate(NAME, 100),
    "emptied": lambda: os.truncate(NAME, 0),
}  # fmt: skip

VERBS = [
    ("read", "--register", NAME, "--workers", "0", "atlas.txt"), ("status", "--all", "--register", NAME),
    ("status", "--fingerprint", "--register", NAME), ("check", "--register", NAME), ("waive", "--list", "--register", NAME),
    ("waive", "00", "--because", "so", "--register", NAME), ("list", "--register", NAME),
    ("list", "--register", NAME, "--words", "Baku"), ("list", "--abstained", "--register", NAME),
    ("show", "0", "--register", NAME), ("sources", "--register", NAME), ("people", "--register", NAME),
    ("export", "jsonl", "--register", NAME), ("export", "csv", "--decided", "--register", NAME),
    ("export", "ttl", "--register", NAME), ("diff", NAME, "b.register"), ("merge", NAME, "b.register", "-o", "c.register"),
    ("references", "atlas.txt", "--register", NAME), ("report", "AZE-ISR", "--register", NAME),
    ("verify", "--register", NAME),
]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_no_verb_breaks_on_a_damaged_register(folder: Path, harm: str) -> None:
    shutil.copy(NAME, "b.register")
    HARMS[harm]()
    damaged = Path(NAME).read_bytes()
    sentences = 0
    for verb in VERBS:
        Path("c.register").unlink(missing_ok=True)
        Path(NAME).write_bytes(damaged)
        result = CliRunner().invoke(main, list(verb))
        assert result.exception is None or isinstance(result.exception, SystemExit), (verb, result.exc_info)
        sentences += "regesta repair" in result.stderr or "is not the entry's quote" in result.stderr
    assert sentences or harm in SEEN_BY_REPAIR_ALONE, "no verb said that it is damaged"


# what neither SQLite nor the rows' own shapes can tell: their documents are read again and compared
SEEN_BY_REPAIR_ALONE = {"another date"}


@pytest.mark.parametrize("harm", HARMS)
def test_each_damage_is_seen_and_mended(folder: Path, harm: str) -> None:
    expected = without_opinions()
    HARMS[harm]()
    result = CliRunner().invoke(main, ["repair", "--look", NAME])
    assert result.exit_code == 3
    assert result.stdout.startswith("wrong: ")
    result = CliRunner().invoke(main, ["repair", NAME])
    assert result.exit_code == 0, result.stdout
    assert "the damaged file is a.register.damaged-1" in result.stdout
    read_all()
    assert without_opinions() == expected


def test_what_holds_nothing_of_a_register_is_left_alone(folder: Path) -> None:
    Path("b.register").write_bytes(random.Random(1).randbytes(50_000))
    before = Path("b.register").read_bytes()
    with pytest.raises(DamagedRegister, match="no register, or a damaged one"), Register("b.register"):
        pass
    result = CliRunner().invoke(main, ["repair", "b.register"])
    assert result.exit_code == 2
    assert "nothing of a register can be read in it" in result.stderr
    assert Path("b.register").read_bytes() == before
    assert not list(Path().glob(".regesta-*"))


def test_what_cannot_be_repaired_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regesta.repairing.PATIENCE", 0.2)
    with pytest.raises(BadQuestion, match="looked after by the server"):
        repair("postgresql://nobody@localhost/none")
    with pytest.raises(BadRegister, match="there is no such register"):
        repair("none.register")
    with closing(sqlite3.connect(NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BadRegister, match="another program is writing to it"):
            repair(NAME)


# --- the file format -------------------------------------------------------------------------------------------------


def test_rows_are_read_as_sqlite_reads_them(folder: Path, tmp_path: Path) -> None:
    done = salvage(Path(NAME), tmp_path / "rough")
    assert done.torn == set()
    with closing(sqlite3.connect(NAME)) as one, closing(sqlite3.connect(tmp_path / "rough")) as other:
        for name in done.rows:
            rows = [sorted(map(repr, each.execute(f"SELECT * FROM {name}"))) for each in (one, other)]
            assert rows[0] == rows[1], name


@given(st.binary(max_size=PAGE), st.integers(0, 3))
def test_no_bytes_break_the_reader_of_pages(data: bytes, page: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noise"
        path.write_bytes(bytes([LEAF]).rjust(PAGE * page + 1, b"\0") + data)
        with Pages(path) as pages:
            for number in range(1, pages.count + 1):
                if pages.kind(number) == LEAF:
                    list(pages.records(number))
            pages.free()


# --- the journal -----------------------------------------------------------------------------------------------------


def lines() -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(JOURNAL).read_text().splitlines()]


def test_the_journal_has_every_decision_once_in_order(folder: Path) -> None:
    with Register(NAME) as register:
        decided = register.decisions(standing=False)
    assert [one["id"] for one in lines()] == [one.id for one in decided]
    (id,) = {str(one["register"]) for one in lines()}
    assert journal.logs(Path(JOURNAL), id) == [tuple(decided)]


def test_an_older_copy_that_was_put_back_goes_on_and_what_came_after_it_can_be_had(folder: Path) -> None:
    shutil.copy(NAME, "old")
    with Register(NAME) as register:
        register.decide("finding", "1" * 12, "waive", "Eva", '{"because":"after the copy"}')
    shutil.copy("old", NAME)
    done = repair(NAME, only_look=True)
    assert done.faults == ("1 decisions stand in a.register.decisions.jsonl and not in the register",)
    with Register(NAME) as register:
        register.decide("finding", "2" * 12, "waive", "Fay", '{"because":"on the copy"}')
        assert [one.who for one in register.decisions()][-2:] != ["Eva", "Fay"]
    assert repair(NAME).restored == 1
    with Register(NAME) as register:
        # made within a second, so that nobody knows which came first
        assert {one.who for one in register.decisions()[-2:]} == {"Eva", "Fay"}
        register.decide("finding", "3" * 12, "waive", "Gil", '{"because":"later"}')
    assert not repair(NAME).faults


def test_the_journal_of_an_earlier_register_of_the_name_is_not_taken_for_its_own(folder: Path) -> None:
    Path(NAME).unlink()
    read_all()
    assert not repair(NAME).faults
    with Register(NAME) as register:
        register.decide("finding", "1" * 12, "waive", "Eva", '{"because":"new"}')
    assert not repair(NAME).faults
    with Register(NAME) as register:
        assert [one.who for one in register.decisions()] == ["Eva"]
    assert len(lines()) == 67, "nothing is ever cut off"


def test_lines_that_are_lost_or_torn_are_written_again(folder: Path) -> None:
    whole = Path(JOURNAL).read_bytes()
    kept = whole.splitlines(keepends=True)
    Path(JOURNAL).write_bytes(b"".join(kept[:20] + kept[22:]) + kept[3][:40])
    with Register(NAME) as register:
        register.decide("finding", "1" * 12, "waive", "Eva", "{}")
        decided = register.decisions(standing=False)
    id = str(lines_that_are_whole()[0]["register"])
    assert journal.logs(Path(JOURNAL), id) == [tuple(decided)]


def lines_that_are_whole() -> list[dict[str, object]]:
    found = []
    for line in Path(JOURNAL).read_bytes().splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def test_a_decision_that_cannot_be_journaled_is_none(folder: Path) -> None:
    Path(JOURNAL).unlink()
    Path(JOURNAL).mkdir()
    with Register(NAME) as register:
        before = register.decisions(standing=False)
        with pytest.raises(BadRegister, match="nothing was decided"):
            register.decide("finding", "1" * 12, "waive", "Eva", "{}")
        assert register.decisions(standing=False) == before


def test_a_register_that_is_whole_has_no_faults(folder: Path) -> None:
    assert faults(Path(NAME)) == []
