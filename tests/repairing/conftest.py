"""A register with all kinds of decisions in it, made once, and ways to damage a copy of it."""

from __future__ import annotations

import shutil
import tomllib
from contextlib import chdir
from pathlib import Path

import pytest

from regesta.model import Filter, Judgement, Proposal
from regesta.register import Register
from regesta.workflow import read_into, settle

TEXTS: dict[str, str] = tomllib.loads(
    (Path(__file__).parent.parent / "cluster" / "archive.toml").read_text(encoding="utf-8")
)["documents"]
LONG = " ".join(
    f"On {day} March {year} Israel and Azerbaijan signed an agreement on education in Baku (Murinson 2014, p. {day})."
    for year in range(1992, 2006)
    for day in (3, 19)
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, their register and its journal. It is copied, never changed."""
    folder = tmp_path_factory.mktemp("sound")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "long.txt").write_text(LONG, encoding="utf-8")
    with chdir(folder), Register("a.register") as register:
        list(read_into(register, documents()))
        entries = list(register.entries())
        visit = next(one for one in entries if one.document == entries[0].document)
        register.rule(visit, "accept", "Anna", {}, 0)
        register.rule(entries[5], "correct", "Boris", {"fields": {"date": "1994-03"}}, 0)
        register.rule(entries[9], "reject", "Anna", {"because": "a name, not a visit ☃"}, 0)
        register.undo(3, "Clara")
        finding = next(iter(register.findings()))
        register.decide("finding", finding.id, "waive", "Anna", '{"because":"as in the archive"}')
        register.decide("entries", f"{entries[1].id} {entries[2].id}", "split", "Boris")
        for number in range(60):
            entry = entries[10 + number % 24]
            seen = register.rulings([entry.id])
            register.rule(entry, "accept", f"Dora {number}", {}, seen[entry.id].last if seen else 0)
        settle(register)
        register.put_opinion(visit.document, "parser", [Judgement(visit.id, "parser", "agrees", "so it says")])
        register.put_opinion(
            visit.document,
            "llm:none",
            (),
            [Proposal(visit.document, "llm:none", "visit", "1994", ("ISR",), 0, 4, "Text", False)],
        )
        assert register.count(Filter()) > 40
    return folder


def documents() -> list[Path]:
    """The documents of the present folder, by name."""
    return sorted(Path().glob("*.txt"))


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, as the present one."""
    copied = tmp_path / "copy"
    shutil.copytree(made, copied)
    monkeypatch.chdir(copied)
    return copied
