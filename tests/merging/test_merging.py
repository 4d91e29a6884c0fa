"""Two people's registers made one: nothing that either of them found or decided is lost, and what they disagree on is told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.carrying import import_into
from regesta.cli import main
from regesta.errors import BadQuestion
from regesta.merging import merge
from regesta.model import Entry, Examined, Filter, Reading
from regesta.register import Register

LETTER = "France recognised Poland on 3 May 1921. In July 1962 Konrad Adenauer visited France."
OTHER = "Israel and Egypt signed a treaty in Washington on 26 March 1979."
THIRD = "Turkey recognised Azerbaijan on 9 November 1991."

Make = Callable[..., Path]


def dated(path: Path, moments: dict[int, str]) -> None:
    """Give decisions moments of their own, so that a story has an order."""
    connection = sqlite3.connect(path)
    for number, at in moments.items():
        connection.execute("UPDATE decisions SET at = ? WHERE id = ?", (at, number))
    connection.commit()
    connection.close()


def visit_of(register: Register) -> Entry:
    (entry,) = register.entries(Filter(acts=("visit",)))
    return entry


def test_the_documents_and_entries_of_both_are_there_once(make: Make) -> None:
    hers, his = make("hers", letter=LETTER, other=OTHER), make("his", letter=LETTER, third=THIRD)
    done = merge(hers, his, Path("ours.register"))
    assert (done.documents, done.entries, done.conflicts, done.left_out) == (3, 4, (), ())
    with Register("ours.register") as ours, Register(his) as one:
        assert {path for paths in ours.documents().values() for path in paths} == {
            "letter.txt",
            "other.txt",
            "third.txt",
        }
        (third,) = [id for id, paths in ours.documents().items() if paths == ("third.txt",)]
        assert ours.document(third) == one.document(third)
        assert ours.read_with()[third] == one.read_with()[third] is not None
        entries = list(one.entries(Filter(document=third)))
        assert list(ours.entries(Filter(document=third))) == entries
        assert [ours.identities(entry.id) for entry in entries] == [one.identities(entry.id) for entry in entries]
        assert ours.places([entry.id for entry in entries]) == one.places([entry.id for entry in entries])
        assert ours.count(Filter(words="azerbaijan")) == 1
        assert {act.act for act in ours.acts()} >= {"visit", "recognition", "agreement"}
        assert list(ours.verify()) == []
    assert sorted(path.name for path in Path().iterdir() if path.name.startswith(".")) == []


def test_decisions_of_both_are_one_log_in_the_order_of_time(make: Make) -> None:
    hers, his = make("hers", letter=LETTER), make("his", letter=LETTER)
    with Register(hers) as register:
        register.rule(visit_of(register), "accept", "Anna", {}, 0)
        (recognition,) = register.entries(Filter(acts=("recognition",)))
        register.rule(recognition, "correct", "Anna", {"fields": {"date": "1921-05"}}, 0)
        register.undo(2, "Anna")
    with Register(his) as register:
        register.decide("finding", "abcd", "waive", "Boris", json.dumps({"reason": "it does hold"}))
    dated(hers, {1: "2026-01-01T10:00:00+00:00", 2: "2026-01-03T10:00:00+00:00", 3: "2026-01-04T10:00:00+00:00"})
    dated(his, {1: "2026-01-02T10:00:00+00:00"})
    done = merge(hers, his, Path("ours.register"))
    assert (done.decisions, done.conflicts) == (4, ())
    with Register("ours.register") as ours:
        log = ours.decisions(standing=False)
        assert [(one.id, one.verdict, one.who) for one in log] == [
            (1, "accept", "Anna"), (2, "waive", "Boris"), (3, "correct", "Anna"), (4, "undo", "Anna"),
        ]  # fmt: skip
        assert (log[2].undone_by, json.loads(log[3].payload)["of"]) == (4, 3)
        rulings = ours.rulings()
        assert rulings[visit_of(ours).id].status == "accepted"
        assert rulings[recognition.id].status == "open"
        ours.rule(recognition, "reject", "Carla", {}, rulings[recognition.id].last)


def test_what_two_people_decided_differently_is_told_and_the_later_stands(make: Make) -> None:
    hers, his = make("hers", letter=LETTER), make("his", letter=LETTER)
    for path, who, verdict, at in ((hers, "Anna", "accept", "2026-02-02"), (his, "Boris", "reject", "2026-02-01")):
        with Register(path) as register:
            register.rule(visit_of(register), verdict, who, {}, 0)
        dated(path, {1: f"{at}T10:00:00+00:00"})
    done = CliRunner().invoke(main, ["merge", str(hers), str(his), "-o", "ours.register"])
    assert done.exit_code == 3
    first, last = done.stdout.splitlines()
    assert "in hers.register accepted by Anna, in his.register rejected by Boris" in first
    assert first.endswith("the later decision stands: accepted by Anna")
    assert last == "1 document, 2 entries, 2 decisions, 1 conflict: ours.register"
    with Register("ours.register") as ours:
        assert ours.rulings()[visit_of(ours).id].status == "accepted"
        assert len(ours.rulings()[visit_of(ours).id].decisions) == 2


def test_a_log_that_goes_on_from_the_other_is_no_conflict(make: Make) -> None:
    hers = make("hers", letter=LETTER)
    with Register(hers) as register:
        register.rule(visit_of(register), "accept", "Anna", {}, 0)
        register.copy_to("his.register")
    with Register("his.register") as register:
        register.rule(visit_of(register), "reject", "Boris", {}, 1)
        register.undo(1, "Boris")
    done = merge(hers, Path("his.register"), Path("ours.register"))
    assert (done.decisions, done.conflicts) == (3, ())
    with Register("ours.register") as ours, Register("his.register") as his:
        assert ours.decisions(standing=False) == his.decisions(standing=False)
        assert ours.rulings() == his.rulings()


def test_a_pair_put_together_by_one_and_taken_apart_by_the_other_is_told(make: Make) -> None:
    hers, his = make("hers", letter=LETTER, other=OTHER), make("his", letter=LETTER, other=OTHER)
    for path, verdict in ((hers, "merge"), (his, "split")):
        with Register(path) as register:
            pair = " ".join(sorted(entry.id for entry in register.entries())[:2])
            register.decide("entries", pair, verdict, "Anna")
    (told,) = merge(hers, his, Path("ours.register")).conflicts
    assert "hers.register says merge, his.register says split" in told


def test_two_texts_of_one_path_are_both_kept(make: Make) -> None:
    hers = make("hers", letter=LETTER)
    his = make("his", letter=OTHER)
    done = merge(hers, his, Path("ours.register"))
    assert (done.documents, done.entries) == (2, 3)
    assert "letter.txt: the two registers read different texts under this path" in done.conflicts[0]


def test_entries_that_only_one_reading_has_are_all_kept(make: Make) -> None:
    hers, his = make("hers", letter=LETTER), make("his", letter=LETTER)
    with Register(his) as register:
        # his copy was read by other rules: the visit is a meeting, and its quote stands where it stood
        (document,) = register.documents()
        found = tuple(
            replace(entry, act="meeting", id=f"{entry.id}m") if entry.act == "visit" else entry
            for entry in register.entries()
        )
        register.put(Examined(Reading(register.document(document), found, ())))
        (meeting,) = register.entries(Filter(acts=("meeting",)))
        register.rule(meeting, "accept", "Boris", {}, 0)
    done = merge(hers, his, Path("ours.register"))
    assert (done.entries, done.left_out) == (3, ())
    assert "1 of the second one's entries and 1 of the first one's" in done.conflicts[0]
    with Register("ours.register") as ours:
        assert ours.rulings()[meeting.id].status == "accepted"


def test_a_document_known_by_its_quotes_gives_way_to_the_one_that_was_read(make: Make) -> None:
    his = make("his", letter=LETTER)
    with Register(his) as register, Register("hers.register") as hers:
        (id,) = register.documents()
        odd = Entry(**{**{name: getattr(visit_of(register), name) for name in Entry.__slots__}, "id": "odd", "quote": "x" * 3, "start": 0, "end": 3})  # fmt: skip
        import_into(hers, [(visit_of(register), "letter.txt"), (odd, "letter.txt")])
    done = CliRunner().invoke(main, ["merge", "hers.register", str(his), "-o", "ours.register"])
    assert done.exit_code == 1
    assert "has no place in the text that the other read" in done.stdout
    with Register("ours.register") as ours, Register(his) as register:
        assert ours.document(id) == register.document(id)
        assert list(ours.entries()) == list(register.entries())


def test_a_file_that_is_there_is_left_alone(make: Make) -> None:
    hers, his = make("hers", letter=LETTER), make("his", letter=LETTER)
    with pytest.raises(BadQuestion, match="it is there already"):
        merge(hers, his, his)
    with pytest.raises(BadQuestion, match="are one register"):
        merge(hers, hers, Path("ours.register"))
    with pytest.raises(BadQuestion, match="there is no folder"):
        merge(hers, his, Path("nowhere") / "ours.register")
