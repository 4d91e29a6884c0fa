"""People whom no authority knows, in a register: one person under two spellings, taken apart, and put back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.errors import BadQuestion
from regesta.exploring import keep_apart, local_people, mention_asked, put_back
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import examine, read_document

TOLD = (
    "Ambassador Osmo Virtalaine of Finland presented his credentials to Chile on 3 March 1951.",
    "Ambassador Osmo Virtalainen of Finland met Chilean officials in Santiago on 5 May 1952.",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.register"
    with Register(path) as register:
        for number, text in enumerate(TOLD):
            register.put(examine(read_document(read_bytes(text.encode(), f"{number}.txt"))))
    return path


def test_two_documents_spellings_are_one_person_that_can_be_taken_apart_again(path: Path) -> None:
    with Register(path) as register:
        (person,) = local_people(register)
        assert person.spellings == ("Osmo Virtalaine", "Osmo Virtalainen")
        one, other = person.members
        decision = keep_apart(register, one, other, "editor", "father and son")
        parted = local_people(register)
        assert sorted(one.members for one in parted) == [(person.members[0],), (person.members[1],)]
        assert all("kept apart from 1 other mention by a person" in one.why for one in parted)
        with pytest.raises(BadQuestion, match="already"):
            keep_apart(register, other, one, "editor", "again")
        assert put_back(register, other, one, "editor").id > decision.id
        assert local_people(register) == (person,)
        with pytest.raises(BadQuestion, match="nobody keeps"):
            put_back(register, one, other, "editor")


def test_a_decision_outlives_a_new_reading(path: Path) -> None:
    with Register(path) as register:
        (person,) = local_people(register)
        one, other = person.members
        keep_apart(register, one, other, "editor", "father and son")
        moved = f"A line that was not there before.\n\n{TOLD[0]}"
        register.put(examine(read_document(read_bytes(moved.encode(), "0.txt"))))
        assert len(local_people(register)) == 2


def test_the_command_line_lists_parts_and_puts_back(path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["people", *words, "--register", str(path)])
        return done.exit_code, done.output

    code, listed = run()
    assert code == 0
    assert "spelt Osmo Virtalaine and Osmo Virtalainen" in listed
    mentions = [line.split()[0] for line in listed.splitlines() if line.startswith("  ")]
    assert len(mentions) == 2
    assert run(*mentions) == (2, "say why with --because, for those who ask after you\n")
    assert run(*mentions, "--because", "father and son") == (0, "Kept apart; --undo takes it back.\n")
    assert run()[1].count("[local/") == 2
    assert run(*mentions, "--undo") == (0, "They may be one person again.\n")
    assert run() == (code, listed)


def test_a_mention_is_named_by_its_entry_and_number(path: Path) -> None:
    with Register(path) as register:
        (person,) = local_people(register)
        entry = person.members[0][0]
        assert mention_asked(register, f"{entry[:8]}:1") == (entry, 0)
        with pytest.raises(BadQuestion, match="names nobody"):
            mention_asked(register, f"{entry[:8]}:7")
        with pytest.raises(BadQuestion, match="the same person as itself"):
            keep_apart(register, (entry, 0), (entry, 0), "editor", "no")
