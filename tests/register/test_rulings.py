"""What people decide of entries stands beside what was found, outlives a new reading, and no two lose each other's work."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from regesta.errors import BadQuestion, Conflict
from regesta.exploring import decided_entries, laid_over
from regesta.model import Reading
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import examine, read_document, settle

from .conftest import Where

Maker = Callable[..., Reading]
LETTER = "Efendiyev visited Israel on 22 March 1994. He came home."


@pytest.fixture
def register(path: Where, reading: Maker) -> Iterator[Register]:
    with Register(path) as one:
        one.put(reading(LETTER))
        yield one


def test_a_correction_is_laid_over_and_what_was_found_stays(register: Register) -> None:
    (found,) = register.entries()
    register.rule(found, "correct", "Anna", {"fields": {"date": "1994-03", "act": "meeting"}}, 0)
    ruling = register.rulings()[found.id]
    decided = laid_over(found, ruling)
    assert (ruling.status, decided.act, decided.when.latest) == ("corrected", "meeting", "1994-03-31")
    assert list(register.entries()) == [found]


def test_corrections_add_up_and_each_can_be_taken_back(register: Register) -> None:
    (found,) = register.entries()
    first = register.rule(found, "correct", "Anna", {"fields": {"act": "meeting"}}, 0)
    second = register.rule(found, "correct", "Boris", {"fields": {"date": None, "act": "call"}}, first.id)
    decided = laid_over(found, register.rulings()[found.id])
    assert (decided.act, decided.when.edtf) == ("call", None)
    register.undo(second.id, "Anna")
    assert laid_over(found, register.rulings()[found.id]).act == "meeting"
    register.undo(first.id, "Anna")
    ruling = register.rulings()[found.id]
    assert (ruling.status, dict(ruling.fields)) == ("open", {})
    assert [one.verdict for one in ruling.decisions] == ["correct", "correct", "undo", "undo"], "the log keeps all"


def test_rejected_entries_are_left_out_of_what_was_decided(register: Register) -> None:
    (found,) = register.entries()
    register.rule(found, "reject", "Anna", {"because": "a novel"}, 0)
    assert list(decided_entries(register, register.entries())) == []
    assert list(decided_entries(register, register.entries(), rejected=True)) == [found]


def test_who_decides_on_an_old_page_is_told_and_overwrites_nothing(register: Register) -> None:
    (found,) = register.entries()
    register.rule(found, "reject", "Anna", {}, 0)
    with pytest.raises(Conflict, match="Anna has rejected it"):
        register.rule(found, "accept", "Boris", {}, 0)
    assert register.rulings()[found.id].status == "rejected"


def test_of_many_who_decide_at_once_one_is_heard_and_the_others_are_told(register: Register) -> None:
    (found,) = register.entries()
    heard: list[str] = []
    told: list[str] = []

    def decide(who: str) -> None:
        try:
            register.rule(found, "accept", who, {}, 0)
            heard.append(who)
        except Conflict:
            told.append(who)

    crowd = [threading.Thread(target=decide, args=(f"reader {number}",)) for number in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert (len(heard), len(told)) == (1, 7)
    assert len(register.decisions("entry")) == 1


def test_a_decision_goes_with_its_words_when_they_get_another_id(register: Register, reading: Maker) -> None:
    """The document got a preface: other bytes, other ids, the same sentence."""
    (old,) = register.entries()
    first = register.rule(old, "correct", "Anna", {"fields": {"date": "1994"}}, 0)
    register.put(reading("A preface.\n\n" + LETTER, quote=old.quote))
    (new,) = register.entries()
    assert new.id != old.id
    ruling = register.rulings()[new.id]
    assert (ruling.status, ruling.last, laid_over(new, ruling).when.edtf) == ("corrected", first.id, "1994")
    register.undo(first.id, "Anna")
    assert register.rulings()[new.id].status == "open"


def test_a_decision_whose_words_are_gone_stays_in_the_log(register: Register, reading: Maker) -> None:
    (old,) = register.entries()
    register.rule(old, "accept", "Anna", {}, 0)
    register.put(reading("Nothing of the kind happened."))
    assert register.rulings() == {}
    (kept,) = register.decisions("entry")
    assert json.loads(kept.payload)["anchor"]["quote"] == old.quote


def test_a_decision_waits_where_two_entries_say_the_same(register: Register, reading: Maker) -> None:
    (old,) = register.entries()
    register.rule(old, "accept", "Anna", {}, 0)
    told = reading("A preface.\n\n" + LETTER, quote=old.quote)
    (entry,) = told.entries
    register.put(replace(told, entries=(entry, replace(entry, id="f" * 16))))
    assert register.rulings() == {}, "it is not guessed which of the two was meant"


def test_what_is_no_decision_is_refused(register: Register) -> None:
    (found,) = register.entries()
    with pytest.raises(BadQuestion, match="no decision"):
        register.rule(found, "praise", "Anna", {}, 0)


@pytest.mark.parametrize("words", ["国", "中国", "国访", "visited", "בִּקֵר", "בקר"])
def test_words_are_found_in_scripts_without_spaces_and_without_marks(path: Where, reading: Maker, words: str) -> None:
    with Register(path) as register:
        register.put(reading("总理中国访问 visited בִּקֵר. More."))
        assert len(register.rows_with(words)) == 1
        assert register.rows_with("国中") == []


def test_entries_that_were_taken_apart_stay_apart_when_a_document_is_read_again(path: Where) -> None:
    """Two documents tell one recognition; a reader takes them apart; then one of them gets a preface."""
    one, other = "Israel recognized Azerbaijan on 25 December 1991.", "In December 1991 Israel recognized Azerbaijan."

    def put(register: Register, text: str, name: str) -> None:
        register.put(examine(read_document(read_bytes(text.encode(), name))))
        settle(register)

    with Register(path) as register:
        put(register, one, "one.txt")
        put(register, other, "two.txt")
        ids = sorted(entry.id for entry in register.entries())
        assert len(register.acts()) == 1
        register.decide("entries", " ".join(ids), "split", "Anna")
        settle(register)
        assert len(register.acts()) == 2
        put(register, "A preface.\n\n" + one, "one.txt")
        assert sorted(entry.id for entry in register.entries()) != ids
        assert len(register.acts()) == 2, "the decision goes with its words"
        (decision,) = register.decisions("entries")
        register.undo(decision.id, "Anna")
        settle(register)
        assert len(register.acts()) == 1
