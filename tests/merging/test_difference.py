"""What changed between two registers, told as a reader would say it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from regesta.cli import main
from regesta.exploring import difference
from regesta.model import Filter
from regesta.register import Register

LETTER = "France recognised Poland on 3 May 1921. In July 1962 Konrad Adenauer visited France."
OTHER = "Israel and Egypt signed a treaty in Washington on 26 March 1979."

Make = Callable[..., Path]


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["diff", *words])
    assert done.stderr == ""
    return done.exit_code, done.stdout


def test_a_register_is_the_same_as_itself(make: Make) -> None:
    register = str(make("a", letter=LETTER))
    assert run(register, register) == (0, "0 entries gained, 0 lost, 0 changed, 2 as before\n")


def test_a_document_that_was_added_is_told_with_its_entries(make: Make) -> None:
    before, after = make("before", letter=LETTER), make("after", letter=LETTER, other=OTHER)
    code, told = run(str(before), str(after))
    lines = told.splitlines()
    assert (code, lines[0]) == (3, "1 entry gained, 0 lost, 0 changed, 2 as before")
    assert lines[1] == "+ document other.txt"
    assert lines[2].startswith("+ 1979 March 26. ")
    assert "other.txt, line 1" in lines[3]
    assert run(str(after), str(before))[1].splitlines()[0] == "0 entries gained, 1 lost, 0 changed, 2 as before"


def test_a_text_that_says_another_day_has_an_entry_that_changed(make: Make) -> None:
    before = make("before", letter=LETTER)
    after = make("after", letter=LETTER.replace("In July 1962", "On 3 July 1962"))
    with Register(before) as one, Register(after) as other:
        told = difference(one, other)
    assert (told.gained, told.lost, told.documents_changed) == ((), (), ("letter.txt",))
    (change,) = [one for one in told.changed if one.what]
    assert ("date", "1962 July", "1962 July 3") in change.what
    assert len(told.changed) == 2, "the other stands in other bytes, and says the same"


def test_decisions_are_part_of_what_stands(make: Make) -> None:
    before, after = make("before", letter=LETTER), make("after", letter=LETTER)
    with Register(after) as register:
        (visit,) = register.entries(Filter(acts=("visit",)))
        (recognition,) = register.entries(Filter(acts=("recognition",)))
        register.rule(visit, "correct", "Anna", {"fields": {"date": "1962-07-02/1962-07-08"}}, 0)
        register.rule(recognition, "reject", "Boris", {}, 0)
    code, told = run(str(before), str(after))
    assert code == 3
    assert "(rejected by Boris)" in told
    assert "    date: 1962 July; now 1962 July 2 to 1962 July 8" in told
    assert "(was rejected by Boris before, and is no longer)" in run(str(after), str(before))[1]
    found = json.loads(run(str(before), str(after), "--json")[1])
    assert [row["because"] for row in found["lost"]] == ["rejected by Boris"]
    assert found["changed"][0]["after"]["date"] == "1962-07-02/1962-07-08"


def test_a_register_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["diff", str(tmp_path / "a"), str(tmp_path / "b")])
    assert (done.exit_code, "there is no such register" in done.stderr) == (2, True)
