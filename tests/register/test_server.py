"""A register on a server says what a file says, lets each of a team do what their role allows, and keeps them apart."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from regesta.cli import main
from regesta.errors import BadQuestion, BadRegister, Conflict, NotAllowed
from regesta.model import Filter
from regesta.register import Register, postgres
from regesta.web import create_app
from regesta.workflow import read_into, settle

from .conftest import Maker, by_hand

LETTERS = {
    "atlas.txt": "Norway recognised Finland on 10 January 1918.",
    "memoir.txt": "In January 1918 Norway recognised Finland. In May 1919 the Norwegian Foreign Minister Nils Ihlen visited Helsinki.",
    "slip.txt": "Səs qəzeti: Norway and Finland signed a treaty in Oslo on 31 February 1996. Sweden recognised Estonia in 1921.",
}
Database = Callable[[], str]
HERE = "http://127.0.0.1:8765"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.chdir(tmp_path)
    for name, text in LETTERS.items():
        Path(name).write_text(text, encoding="utf-8")
    return [Path(name) for name in LETTERS]


@pytest.fixture
def address(database: Database, files: list[Path]) -> str:
    """A register of the letters on the server."""
    found = database()
    with Register(found) as register:
        list(read_into(register, files))
    return found


def user(address: str, name: str) -> str:
    """The same register as another user of the server sees it, who is made where there is none."""
    made = by_hand(address, f"SELECT count(*) FROM pg_roles WHERE rolname = '{name}'")
    if made == [(0,)]:
        by_hand(address, f"CREATE ROLE {name} LOGIN")
    return address.replace("owner@", f"{name}@")


def test_the_same_documents_give_the_same_register_in_a_file_and_on_a_server(address: str, files: list[Path]) -> None:
    with Register("one.register") as one, Register(address) as other:
        list(read_into(one, files))
        assert list(one.dump()) == list(other.dump())
        for asked in (
            Filter(words="TREATY osl"),
            Filter(words="recog finl"),
            Filter(person="IHLEN"),
            Filter(document="ATLAS"),
        ):
            found = [entry.id for entry in one.entries(asked)]
            assert [entry.id for entry in other.entries(asked)] == found
            assert found
        Path("atlas.txt").write_text("Norway recognised Finland on 11 January 1918.", encoding="utf-8")
        for register in (one, other):
            assert [outcome.status for outcome in read_into(register, files)] == ["replaced", "unchanged", "unchanged"]
        assert list(one.dump()) == list(other.dump())


def test_a_register_on_a_server_of_an_older_version_is_brought_to_this_one(address: str) -> None:
    """As version 7 left one: without editions, files, team and view."""
    with Register(address) as register:
        before = [line for line in register.dump() if '"rules"' not in line]
    for statement in (
        "DROP VIEW calendar", "DROP POLICY edited ON findings", "DROP POLICY gathered ON findings", "DROP POLICY seen ON findings",
        "DROP POLICY counted ON meta", "DROP POLICY seen ON meta", "DROP TABLE members", "DROP TABLE files",
        "ALTER TABLE documents DROP COLUMN rules", "ALTER TABLE documents DROP COLUMN authorities",
        "UPDATE meta SET value = '7' WHERE key = 'format'",
    ):  # fmt: skip
        by_hand(address, statement)
    with Register(address) as register:
        settle(register)
        assert [line for line in register.dump() if '"rules"' not in line] == before
        assert register.members() == []
        assert register.sql("SELECT count(*) AS entries FROM calendar") == [{"entries": register.count()}]


# --- a team ----------------------------------------------------------------------------------------------------------


def test_a_reader_looks_and_changes_nothing(address: str, reading: Maker) -> None:
    hers = user(address, "anna")
    with pytest.raises(NotAllowed, match="the owner gives another"):
        Register(hers).count()
    with Register(address) as owned:
        owned.grant("anna", "reader")
    with Register(hers) as register:
        assert register.count() == 5
        (one, *_) = register.entries()
        for change in (
            lambda: register.rule(one, "accept", "Anna", {}, 0),
            lambda: register.decide("finding", "f", "waive", "Anna"),
            lambda: register.put(reading("A letter. Short.")),
            lambda: register.grant("anna", "editor"),
        ):
            with pytest.raises(NotAllowed):
                change()
        with pytest.raises(BadQuestion, match="cannot be answered"):
            register.sql("DELETE FROM decisions")


def test_a_reviewer_decides_and_gathers_but_reads_nothing_in_and_rewrites_nothing(address: str, reading: Maker) -> None:
    hers = user(address, "bella")
    with Register(address) as owned:
        owned.grant("bella", "reviewer")
        first = owned.decide("finding", "f", "waive", "Owner")
    with Register(hers) as register:
        one, other = register.entries(Filter(acts=("recognition",), states=("FIN",)))
        decision = register.rule(one, "correct", "Bella", {"fields": {"date": "1918"}}, 0)
        register.undo(decision.id, "Bella")
        register.undo(first.id, "Bella")
        register.decide("entries", f"{one.id} {other.id}", "split", "Bella")
        settle(register)
        assert len(register.acts(Filter(acts=("recognition",), states=("FIN",)))) == 2
        assert any(finding.rule == "impossible-date" for finding in register.findings())
        with pytest.raises(NotAllowed):
            register.put(reading("A letter. Short."))
    for statement in (
        "DELETE FROM decisions", "UPDATE decisions SET who = 'x'", "DELETE FROM entries", "UPDATE documents SET text = ''",
        "INSERT INTO members VALUES ('bella', 'editor')", "DROP TABLE decisions", "INSERT INTO meta VALUES ('format', '3')",
    ):  # fmt: skip
        with pytest.raises(Exception, match=r"permission denied|must be owner|violates row-level security"):
            by_hand(hers, statement)
    by_hand(hers, "DELETE FROM findings WHERE scope = 'document'")
    by_hand(hers, "DELETE FROM meta WHERE key = 'format'")
    with Register(address) as owned:
        assert any(finding.rule == "impossible-date" for finding in owned.findings()), (
            "what a document's checks said stays"
        )


def test_an_editor_reads_documents_in_and_keeps_the_decisions(address: str, files: list[Path]) -> None:
    hers = user(address, "carla")
    with Register(address) as owned:
        owned.grant("carla", "editor")
        (found, *_) = owned.entries(Filter(document="atlas"))
        owned.rule(found, "accept", "Owner", {}, 0)
    Path("atlas.txt").write_text("A preface.\n\n" + LETTERS["atlas.txt"], encoding="utf-8")
    with Register(hers) as register:
        assert [outcome.status for outcome in read_into(register, files)] == ["replaced", "unchanged", "unchanged"]
        (new,) = register.entries(Filter(document="atlas"))
        assert (new.id != found.id, register.rulings()[new.id].status) == (True, "accepted")
    with pytest.raises(Exception, match="permission denied"):
        by_hand(hers, "DELETE FROM decisions")
    with Register(address) as owned:
        assert owned.members() == [("carla", "editor")]
        owned.grant("carla", None)
        assert owned.members() == []
    with pytest.raises(NotAllowed):
        Register(hers).count()


def test_who_is_no_user_of_the_server_gets_no_role_and_a_file_has_none(address: str, file: Path) -> None:
    with Register(address) as owned:
        with pytest.raises(BadQuestion, match="knows no user 'nobody-known'"):
            owned.grant("nobody-known", "reader")
        with pytest.raises(BadQuestion, match="is no role"):
            owned.grant("owner", "king")
    with Register(file) as register, pytest.raises(BadQuestion, match="roles are for registers on a server"):
        register.grant("anna", "reader")


def test_many_reviewers_and_an_editor_work_at_once_and_nothing_is_lost(address: str, files: list[Path]) -> None:
    """Each reviewer decides about every entry; of those who are first all are heard, the others are told; meanwhile one reads."""
    heard: list[int] = []
    told: list[str] = []
    faults: list[BaseException] = []

    def review(name: str) -> None:
        try:
            with Register(address) as register:
                for entry in list(register.entries()):
                    try:
                        heard.append(register.rule(entry, "accept", name, {}, 0).id)
                    except Conflict as fault:
                        told.append(str(fault))
        except BaseException as fault:
            faults.append(fault)

    crowd = [threading.Thread(target=review, args=(f"reviewer {number}",)) for number in range(4)]
    for one in crowd:
        one.start()
    with Register(address) as editor:
        Path("more.txt").write_text(
            "Peru and Gabon established diplomatic relations on 26 March 1979.", encoding="utf-8"
        )
        list(read_into(editor, [*files, Path("more.txt")]))
    for one in crowd:
        one.join()
    assert faults == []
    with Register(address) as register:
        assert sorted(one.id for one in register.decisions("entry")) == sorted(heard)
        assert len(register.rulings()) == len(heard)
        assert {ruling.status for ruling in register.rulings().values()} == {"accepted"}
        assert len(heard) in (5, 6)
        assert list(register.verify()) == []


# --- as users meet it ------------------------------------------------------------------------------------------------


def test_the_command_line_takes_an_address_wherever_it_takes_a_file(database: Database, files: list[Path]) -> None:
    address = database()

    def run(*words: str) -> str:
        return CliRunner().invoke(main, [*words, "--register", address]).output

    assert "there is no such register" in run("list")
    assert "atlas.txt: new, 1 entry" in run("read", *map(str, files))
    assert "1918 January 10. Norway recognises Finland." in run("list")
    assert "every quote stands in its document" in run("verify")
    assert "3 read" in run("status")
    user(address, "dora")
    assert run("grant", "reviewer", "dora") == "dora: reviewer\n"
    assert run("grant", "--list") == "dora: reviewer\n"
    assert run("grant", "none", "dora") == "dora: no role\n"
    assert run("export", "jsonl").count("\n") == 5


def test_the_pages_show_a_register_on_a_server_and_refuse_what_a_role_does_not_allow(address: str) -> None:
    with Register(address) as owned:
        hers = user(address, "elena")
        owned.grant("elena", "reader")
        (entry, *_) = owned.entries(Filter(acts=("visit",)))
    with TestClient(create_app(hers), base_url=HERE) as client:
        assert "Helsinki" in client.get("/?words=ihlen").text
        assert client.get(f"/entry/{entry.id}").status_code == 200
        page = client.get("/review").text
        token = page.partition('name="token" value="')[2].partition('"')[0]
        form = {"entry": entry.id, "verdict": "accept", "seen": "0", "token": token}
        answer = client.post("/decide", data=form, headers={"origin": HERE})
        assert answer.status_code == 403
        assert "your role there does not allow it" in answer.text


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://anna:secret@/x?host=/nowhere", "cannot be reached"),
        ("postgresql://anna:secret@archive.example", "names no database"),
        ("postgresql://anna:secret@host:port/x", "it is no address"),
    ],
    ids=str,
)
def test_an_address_that_leads_nowhere_is_one_sentence_without_the_password(address: str, message: str) -> None:
    with pytest.raises(BadRegister, match=message) as told:
        Register(address)
    assert "secret" not in str(told.value)


def test_a_database_that_is_no_register_is_left_alone(database: Database) -> None:
    address = database()
    by_hand(address, "CREATE TABLE plants (name text)")
    with pytest.raises(BadRegister, match="a database, but no register"):
        Register(address)
    assert by_hand(address, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]


@pytest.mark.parametrize(
    "words", ["\\", "'", "a'b\\c", "x & !y | (z", "ß ﬁ", "'); DROP TABLE entries; --", "1918-01-10", "क्षि"]
)
def test_no_words_are_a_query_of_the_servers_own(address: str, file: Path, files: list[Path], words: str) -> None:
    with Register(file) as one, Register(address) as other:
        list(read_into(one, files))
        found: list[object] = []
        for register in (one, other):
            try:
                found.append(register.count(Filter(words=words)))
            except BadQuestion as fault:
                found.append(str(fault))
    assert found[0] == found[1]


def test_a_password_is_shown_nowhere() -> None:
    shown = postgres.shown("postgresql://anna:secret@archive.example:5433/baku?sslmode=require")
    assert shown == "postgresql://anna@archive.example:5433/baku?sslmode=require"
