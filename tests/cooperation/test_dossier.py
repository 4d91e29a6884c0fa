"""Statements in the register, and the dossier made of them: nothing is lost, and every part of it stands on a statement."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.exploring.dossier import dossier
from regesta.exploring.ladder import statements_of
from regesta.exporting import DOSSIERS
from regesta.model import Filter
from regesta.register import Register
from regesta.workflow import read, read_into

TEXT = """# Kenya and Norway

Norway recognised Kenya on 12 December 1963. Norway opened an embassy in Nairobi in 1965.

In 1970 Norway and Kenya signed the Agreement on Technical Training (Moe 2001). Norway opened a teachers' college in Kenya
in 1972. In 1990 the college had 640 students from Kenya. Norway paid for the 640 students of 1990. Kenya closed the
college in 1992.

A new era began in 1994. There is potential for joint degrees between universities of Norway and Kenya. The <b>University of
Bergen</b> awards scholarships to students from Kenya.

## References

Moe, Kari. 2001. *Norway in Kenya*. Oslo: Aschehoug.
"""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    (tmp_path / "kenya.md").write_text(TEXT, encoding="utf-8")
    made = Register(tmp_path / "kenya.register")
    outcomes = list(read_into(made, [tmp_path / "kenya.md"]))
    assert [outcome.status for outcome in outcomes] == ["new"]
    return made


def test_statements_come_out_of_the_register_as_they_went_in(register: Register, tmp_path: Path) -> None:
    with register:
        assert register.cooperation() == list(read(tmp_path / "kenya.md").cooperation)
        assert list(register.verify()) == []


def test_reading_again_changes_nothing_and_a_new_text_takes_the_old_ones_place(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "kenya.md"
    with register:
        before = register.cooperation()
        assert [outcome.status for outcome in read_into(register, [path])] == ["unchanged"]
        assert register.cooperation() == before
        path.write_text("# Kenya and Norway\n\nNorway built a school in Kenya.\n", encoding="utf-8")
        list(read_into(register, [path]))
        assert len(register.cooperation()) == 1


def test_statements_come_along_when_registers_are_brought_together(register: Register, tmp_path: Path) -> None:
    with register:
        told = register.cooperation(Filter(pair=("KEN", "NOR")))
    (tmp_path / "togo.md").write_text("# Ghana and Togo\n\nGhana opened a school in Togo in 1998.\n", encoding="utf-8")
    with Register(tmp_path / "togo.register") as other:
        list(read_into(other, [tmp_path / "togo.md"]))
    first, second, both_of = (str(tmp_path / f"{name}.register") for name in ("togo", "kenya", "both"))
    done = CliRunner().invoke(main, ["merge", first, second, "-o", both_of])
    assert done.exit_code == 0, done.output
    with Register(tmp_path / "both.register") as both:
        assert both.cooperation(Filter(pair=("KEN", "NOR"))) == told


def test_states_and_sectors_narrow_what_is_asked(register: Register) -> None:
    with register:
        told = register.cooperation(Filter(pair=("KEN", "NOR"), sector="education"))
        assert told
        assert all("education" in one.sectors for one in told)
        assert register.cooperation(Filter(pair=("KEN", "SWE"))) == []


def test_an_entry_leads_to_the_statement_of_its_words(register: Register) -> None:
    with register:
        signed = next(entry for entry in register.entries() if entry.act == "agreement")
        assert [one.rung for one in statements_of(register, signed)] == ["agreed"]


def test_show_tells_the_rung_of_an_entry(register: Register, tmp_path: Path) -> None:
    with register:
        signed = next(entry.id for entry in register.entries() if entry.act == "agreement")
    done = CliRunner().invoke(main, ["show", signed, "--register", str(tmp_path / "kenya.register")])
    assert "Cooperation: agreed" in done.output


def test_the_dossier_tells_periods_ladder_figures_sources_and_what_is_only_talk(register: Register) -> None:
    with register:
        found = dossier(register, ("KEN", "NOR"), "education")
    assert [period.start for period in found.periods] == ["1963-12-12", "1965-01-01"]
    assert any("new era" in one.text for one in found.quoted)
    rungs = {rung for step in found.ladder for rung, _ in step.said}
    assert {"talked", "agreed", "begun", "running", "ended"} <= rungs
    assert [step.topic for step in found.talk] == ["education/joint-degrees"]
    assert [title for title, _ in found.instruments] == ["Agreement on Technical Training"]
    figure = next(figure for figure in found.figures if figure.value == 640)
    assert (figure.counts, figure.year, len(figure.tellings)) == ("students", "1990", 2)
    assert [work for work, _, _ in found.sources] == ["Moe 2001"]
    assert {one.statement.id for one in found.unsourced} < {one.statement.id for one in found.said}


@pytest.mark.parametrize("form", sorted(DOSSIERS))
def test_a_dossier_neutralises_what_stands_in_documents(register: Register, form: str) -> None:
    with register:
        found = dossier(register, ("KEN", "NOR"), "education")
    out = io.StringIO()
    DOSSIERS[form](found, out)
    text = out.getvalue()
    if form == "jsonl":
        assert all(json.loads(line)["quote"] for line in text.splitlines())
        return
    assert "University of Bergen" in re.sub(r"\s+", " ", text)
    assert not re.search(r"(?<!\\)<b>", text)
    assert "2001" in text


def test_the_report_is_written_to_a_file_whole(register: Register, tmp_path: Path) -> None:
    register.close()
    out = tmp_path / "dossier.html"
    words = [
        "report",
        "KEN-NOR",
        "--register",
        str(tmp_path / "kenya.register"),
        "--sector",
        "education",
        "--format",
        "html",
    ]
    done = CliRunner().invoke(main, [*words, "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_pair_of_which_nothing_is_told_is_said_so(register: Register, tmp_path: Path) -> None:
    register.close()
    done = CliRunner().invoke(main, ["report", "SWE-FIN", "--register", str(tmp_path / "kenya.register")])
    assert done.exit_code == 2
    assert "nothing is told" in done.output
