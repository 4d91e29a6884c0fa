"""A register keeps what was read, changes nothing when nothing changed, and loses nothing when it is killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from regesta.errors import BadQuestion, BadRegister
from regesta.model import Candidate, Examined, Filter, Finding, Identity, Span, When
from regesta.register import Register

from .conftest import Maker, Where, by_hand, dated

TEXT = "Səs qəzeti wrote of a visit to Bakı. İsrail'in səfiri came in March. שלום."


def test_what_is_stored_comes_back_equal(path: Where, reading: Maker) -> None:
    told = reading(TEXT)
    with Register(path) as register:
        assert register.put(told) == "new"
        assert list(register.entries()) == list(told.entries)
        assert register.document(told.document.id) == told.document
        assert list(register.abstentions()) == list(told.abstentions)


def test_reading_the_same_document_twice_changes_nothing(path: Where, reading: Maker) -> None:
    told = reading(TEXT)
    with Register(path) as register:
        register.put(told)
        before = register.state(), list(register.entries())
        assert register.put(told) == "unchanged"
        assert (register.state(), list(register.entries())) == before
    with Register(path) as again:
        assert again.put(told) == "unchanged"


def test_a_document_that_changed_takes_the_place_of_its_earlier_self(path: Where, reading: Maker) -> None:
    first, second = reading("An old visit. It was short."), reading("A new visit. It was long.")
    with Register(path) as register:
        register.put(first)
        assert register.put(second) == "replaced"
        assert list(register.documents()) == [second.document.id]
        assert [entry.quote for entry in register.entries()] == ["A new visit"]
        assert register.count(Filter(words="old")) == 0


def test_whom_people_are_and_what_speaks_against_it_is_stored_beside_what_was_told(path: Where, reading: Maker) -> None:
    told = reading(TEXT)
    (entry,) = told.entries
    meant = Identity(entry.id, 0, "resolved", "Q1", (Candidate("Q1", "Elchin Afandiyev", 0.9, "a case"),), "a case")
    found = Finding("f1", "office-tenure", "warning", entry.document, (Span(0, 3),), (entry.id,), "A case.", ("Seen.",))
    dated_finding = replace(found, id="f2", inferred=When("1994", "1994-01-01", "1994-12-31", "inferred"))
    with Register(path) as register:
        examined = Examined(told, (meant,), (), (found, dated_finding))
        assert register.put(examined) == "new"
        assert register.put(examined) == "unchanged"
        assert register.identities(entry.id) == [meant]
        assert list(register.findings()) == [found, dated_finding]
        (stored,) = register.entries()
        assert stored.people[0].id == "Q1"
        assert replace(stored, people=entry.people) == entry
        assert register.put(replace(examined, findings=())) == "replaced"
        assert list(register.findings(entry.document)) == []


def test_the_same_bytes_under_two_names_are_one_document(path: Where, reading: Maker) -> None:
    with Register(path) as register:
        register.put(reading(TEXT, "one.txt"))
        assert register.put(reading(TEXT, "two.txt")) == "unchanged"
        assert list(register.documents().values()) == [("one.txt", "two.txt")]
        assert register.count() == 1


def test_the_calendar_is_in_order_of_time_with_undated_entries_last(path: Where, reading: Maker) -> None:
    tellings = [
        dated(reading("First text. One.", "1.txt"), None, None, None),
        dated(reading("Second text. Two.", "2.txt"), "1993", "1993-01-01", "1993-12-31"),
        dated(reading("Third text. Three.", "3.txt"), "../1991-12-25", None, "1991-12-25"),
        dated(reading("Fourth text. Four.", "4.txt"), "1993-01", "1993-01-01", "1993-01-31"),
    ]
    with Register(path) as register:
        for told in tellings:
            register.put(told)
        assert [entry.when.edtf for entry in register.entries()] == ["../1991-12-25", "1993-01", "1993", None]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Filter(states=("AZE",)), 1),
        (Filter(pair=("AZE", "ISR")), 1),
        (Filter(pair=("AZE", "TUR")), 0),
        (Filter(acts=("visit", "meeting")), 1),
        (Filter(acts=("meeting",)), 0),
        (Filter(after="1994-03-22", before="1994-03-22"), 1),
        (Filter(after="1994-03-23"), 0),
        (Filter(person="elcin efendiyev"), 1),
        (Filter(person="DEPUTY prime"), 1),
        (Filter(person="%"), 0),
        (Filter(sector="education"), 1),
        (Filter(sector="energy"), 0),
        (Filter(words="ses qezeti"), 1),
        (Filter(words="BAKI"), 1),
        (Filter(words='" OR 1=1 --'), 0),
        (Filter(cited="Murinson"), 1),
        (Filter(cited=""), 0),
        (Filter(document="letter"), 1),
        (Filter(document="_etter"), 0),
        (Filter(modality="denied"), 0),
        (Filter(dated=True), 1),
    ],
    ids=str,
)
def test_a_filter_keeps_what_it_asks_for(path: Where, reading: Maker, asked: Filter, found: int) -> None:
    with Register(path) as register:
        register.put(reading(TEXT))
        assert register.count(asked) == found
        assert len(list(register.entries(asked))) == found


def test_words_that_hold_no_letter_are_a_bad_question(path: Where) -> None:
    with Register(path) as register, pytest.raises(BadQuestion, match="no word to look for"):
        register.count(Filter(words='"*'))


def test_an_entry_is_found_by_the_beginning_of_its_id(path: Where, reading: Maker) -> None:
    told = reading(TEXT)
    with Register(path) as register:
        register.put(told)
        assert register.entry(told.entries[0].id[:6]) == told.entries[0]
        with pytest.raises(BadQuestion, match="no entry begins with 'zz'"):
            register.entry("zz")
        register.put(reading("Another visit. Here.", "b.txt"))
        with pytest.raises(BadQuestion, match="begin"):
            register.entry("")


def test_verify_says_which_quote_no_longer_stands(path: Where, reading: Maker, tmp_path: Path) -> None:
    source = tmp_path / "letter.txt"
    source.write_text(TEXT, encoding="utf-8")
    with Register(path) as register:
        register.put(reading(TEXT, str(source)))
        assert list(register.verify()) == []
    by_hand(path, "UPDATE entries SET quote = 'forged'")
    source.write_text(TEXT + " More.", encoding="utf-8")
    with Register(path) as register:
        messages = [problem.message for problem in register.verify()]
    assert "is not the entry's quote" in messages[0]
    assert "has changed since it was read" in messages[1]


def test_what_people_decided_outlives_a_changed_document(path: Where, reading: Maker) -> None:
    with Register(path) as register:
        register.put(reading("An old visit. It was short."))
    by_hand(
        path,
        "INSERT INTO decisions(target_kind, target, verdict, payload, who, at) VALUES ('entry', 'x', 'reject', '{}', 'A', '2026')",
    )
    with Register(path) as register:
        register.put(reading("A new visit. It was long."))
    assert by_hand(path, "SELECT verdict FROM decisions") == [("reject",)]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: p.write_bytes(b"this is no database, whatever its name" * 40), "no register, or a damaged one"),
        (lambda p: p.mkdir(), "it is a folder"),
        (
            lambda p: sqlite3.connect(p).execute("CREATE TABLE plants(name)").connection.close(),
            "a database, but no register",
        ),
    ],
    ids=["noise", "folder", "other database"],
)
def test_what_is_no_register_is_named_as_such(file: Path, make: Any, message: str) -> None:
    make(file)
    with pytest.raises(BadRegister, match=message):
        Register(file)


def test_a_register_of_the_first_format_is_brought_to_this_one_with_all_it_holds(file: Path, reading: Maker) -> None:
    with sqlite3.connect(file) as old:
        old.executescript((Path(__file__).parent / "format-1.sql").read_text(encoding="utf-8"))
        old.execute(
            "INSERT INTO decisions(target_kind, target, verdict, payload, who, at) VALUES ('entry', 'x', 'reject', '{}', 'A', '2026')"
        )
    with Register(file) as register:
        assert [entry.act for entry in register.entries()] == ["recognition", "visit"]
        assert register.count(Filter(words="helsinki")) == 1
        assert list(register.findings()) == []
        assert [one.verdict for one in register.decisions()] == ["reject"]
        assert register.put(reading(TEXT, "other.txt")) == "new"
    Register(file).close()


def test_a_decision_is_taken_back_by_another_and_both_stay_on_record(path: Where) -> None:
    with Register(path) as register:
        first = register.decide("finding", "f1", "waive", "Ada", '{"because":"x"}')
        assert [one.target for one in register.decisions("finding")] == ["f1"]
        back = register.undo(first.id, "Ben")
        assert register.decisions("finding") == []
        assert [(one.verdict, one.undone_by) for one in register.decisions(standing=False)] == [
            ("waive", back.id),
            ("undo", None),
        ]
        with pytest.raises(BadQuestion, match="no decision 1 that stands"):
            register.undo(first.id, "Ben")


def test_a_register_of_a_newer_version_is_left_alone(path: Where) -> None:
    Register(path).close()
    by_hand(path, "UPDATE meta SET value = '99' WHERE key = 'format'")
    with pytest.raises(BadRegister, match=r"newer version of Regesta \(format 99"):
        Register(path)


def test_a_register_that_should_be_there_is_not_made(path: Where) -> None:
    with pytest.raises(BadRegister, match="there is no such register"):
        Register(path, must_exist=True)
    assert not (isinstance(path, Path) and path.exists())


def test_a_run_killed_in_mid_write_leaves_a_register_that_opens(path: Where, tmp_path: Path) -> None:
    """A second process stores documents without end and is killed; what it had stored is whole."""
    script = textwrap.dedent(
        """
        import sys
        from regesta.reading import read_bytes
        from regesta.register import Register
        from regesta.workflow import read_document
        with Register(sys.argv[1]) as register:
            for number in range(100000):
                text = f"Norway recognised Finland on {number % 28 + 1} January 1918. Number {number}."
                register.put(read_document(read_bytes(text.encode(), f"{number}.txt")))
                print(number, flush=True)
        """
    )
    run = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    for line in run.stdout:
        if int(line) >= 20:
            os.kill(run.pid, signal.SIGKILL)
            break
    run.wait()
    run.stdout.close()
    with Register(path) as register:
        assert list(register.verify()) == []
        assert register.count() == len(register.documents()) >= 20
