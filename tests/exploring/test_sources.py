"""Claims, their citations and the works: what rests on a work, on nothing, on one work alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.exploring import resting_on_nothing, resting_on_one, sources
from regesta.model import Filter
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import examine, read_document, settle

PAGE = """# Ties

Peru closed its legation in Oslo on 3 May 1931 (Smith 1999, p. 12). Peru and Norway signed a treaty on 4 June 1938 (Brown 2004;
Smith 1999). According to Lind (2003), Peru opened an embassy in Oslo on 7 August 1944.

Peru severed diplomatic relations with Norway on 8 September 1950.

Peru visited nobody (Aliyev, H. 2000).

# References

- Brown, K. (2004). Ports and Treaties. Oslo: Nord.
- Lind, H. (2003). War and Region. Malmö: Quay.
- Smith, J. (1999). A Life in Letters. London: Hall.
- Yıldız, T. (2010). Ortaq büdcə. Bakı: Elm.
"""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register(tmp_path / "ties.register")
    made.put(examine(read_document(read_bytes(PAGE.encode(), "ties.md"))))
    settle(made)
    return made


def test_a_work_has_its_places_and_the_acts_that_rest_on_it(register: Register) -> None:
    found = {source.work: source for source in sources(register, Filter())}
    assert list(found) == ["Brown 2004", "Lind 2003", "Smith 1999", "Yıldız 2010", "Aliyev 2000"]
    smith = found["Smith 1999"]
    assert smith.text == "Smith, J. (1999). A Life in Letters. London: Hall."
    assert [(cited.text, cited.page, cited.place.line) for cited in smith.citations] == [
        ("(Smith 1999, p. 12)", "12", 3),
        ("(Brown 2004;\nSmith 1999)", None, 3),
    ]
    assert [entry.when.edtf for entry in smith.entries] == ["1931-05-03", "1938-06-04"]
    assert (found["Yıldız 2010"].citations, found["Yıldız 2010"].entries) == ((), ())
    assert (found["Aliyev 2000"].listed, found["Aliyev 2000"].text) == (False, None)


def test_a_work_is_asked_for_by_its_id_or_words_of_its_title(register: Register) -> None:
    for words in ("Yildiz", "yıldız 2010", "ortaq"):
        assert [source.work for source in sources(register, Filter(), words)] == ["Yıldız 2010"], words


def test_what_rests_on_nothing_and_on_one_work(register: Register) -> None:
    assert [entry.when.edtf for entry in resting_on_nothing(register, Filter())] == ["1950-09-08"]
    alone = [(one.act.when.edtf, one.works) for one in resting_on_one(register, Filter())]
    assert alone == [
        ("1931-05-03", (("Smith 1999", "ties.md"),)),
        ("1944-08-07", (("Lind 2003", "ties.md"),)),
    ]


def test_a_cited_work_speaks(register: Register) -> None:
    (entry,) = register.entries(Filter(said_by="Lind"))
    assert (entry.when.edtf, entry.said_by) == ("1944-08-07", "Lind 2003")


def test_the_command_prints_the_chain(register: Register) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["sources", "--register", register.path, *words])
        assert done.exit_code == 0, done.output
        return done.output

    told = run("--cited", "Smith 1999")
    assert "Smith 1999: Smith, J. (1999). A Life in Letters. London: Hall." in told
    assert "line 3 (Smith 1999, p. 12)" in told
    assert "1931 May 3." in told
    assert "1950 September 8." in run("--nothing")
    assert "rests on Lind 2003 alone" in run("--single")
    assert "Aliyev 2000: not in the reference list" in run("--cited", "Aliyev")
    rows = [json.loads(line) for line in run("--json").splitlines()]
    assert [row["work"] for row in rows][:2] == ["Brown 2004", "Lind 2003"]
    assert rows[1]["entries"][0]["said_by"] == "Lind 2003"
    assert json.loads(run("--single", "--json").splitlines()[0])["work"] == "Smith 1999"


def test_two_questions_at_once_are_one_too_many(register: Register) -> None:
    done = CliRunner().invoke(main, ["sources", "--register", register.path, "--nothing", "--single"])
    assert done.exit_code == 2
    assert "exclude each other" in done.output


def test_corrections_are_laid_over_and_rejected_entries_bear_nothing(register: Register) -> None:
    smith, treaty, lind, bare = sorted(register.entries(Filter()), key=lambda entry: entry.start)
    register.rule(smith, "correct", "Ada", {"fields": {"date": "1931-05-13"}}, 0)
    register.rule(lind, "reject", "Ada", {"why": "the embassy is another's"}, 0)
    register.rule(bare, "reject", "Ada", {"why": "the text was misread"}, 0)

    found = {source.work: source for source in sources(register, Filter(), decided=True)}
    assert [entry.when.edtf for entry in found["Smith 1999"].entries] == ["1931-05-13", "1938-06-04"]
    assert found["Lind 2003"].entries == (), "cited still, and nothing rests on it"
    assert list(resting_on_nothing(register, Filter(), decided=True)) == []
    alone = [(one.act.when.edtf, one.works) for one in resting_on_one(register, Filter(), decided=True)]
    assert alone == [("1931-05-13", (("Smith 1999", "ties.md"),))]
    assert [entry.id for entry in found["Brown 2004"].entries] == [treaty.id]

    # what the machine found stays beside it
    assert [one.act.when.edtf for one in resting_on_one(register, Filter())] == ["1931-05-03", "1944-08-07"]
    done = CliRunner().invoke(main, ["sources", "--register", register.path, "--single", "--decided"])
    assert "1931 May 13." in done.output
    assert "Lind" not in done.output
