"""The authorities at the command line: questions in words, sentences as answers, a user's files, exit codes."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from regesta.authorities import disagreements, told
from regesta.cli import main
from regesta.errors import BadQuestion
from regesta.exploring import answer, question_of, question_words
from regesta.model import Tenure

CASES = tomllib.loads((Path(__file__).parent / "cases" / "questions.toml").read_text(encoding="utf-8"))["case"]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["authorities", *words])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_questions_in_words(case: dict[str, Any]) -> None:
    question = question_of(case["ask"])
    assert question is not None
    assert question_words(question) == case["head"]
    assert list(dict.fromkeys(row.name for row in answer(question).rows)) == case["names"]


def test_a_question_without_an_office_is_none() -> None:
    assert question_of("the weather in Baku") is None
    with pytest.raises(BadQuestion, match="of which state"):
        question_of("who was foreign minister in 1994?")


KING = Tenure(
    person="Q1", name="A B", state="NOR", office="head_of_state", label="King", accredited_to=None, start="1905-11-18",
    end="1957-09-21", status="closed", source="x", source_date="2022", voice="wikidata",
)  # fmt: skip
SENTENCES = [
    (KING, "A B, 18 November 1905 to 21 September 1957 (Wikidata, 2022)"),
    (
        replace(KING, label="Acting King", end=None, status="open"),
        "A B (acting), since 18 November 1905 (Wikidata, 2022)",
    ),
    (replace(KING, end=None, status="unknown"), "A B, from 18 November 1905, the end is not told (Wikidata, 2022)"),
    (replace(KING, start=None, voice="Almanac"), "A B, until 21 September 1957, the start is not told (Almanac, 2022)"),
    (replace(KING, start="1905", end="1905", source_date="0001"), "A B, 1905 (Wikidata)"),
]


@pytest.mark.parametrize(("row", "sentence"), SENTENCES)
def test_rows_as_sentences(row: Tenure, sentence: str) -> None:
    assert told(row) == sentence


def test_voices_that_date_one_term_differently_disagree() -> None:
    other = replace(KING, start="1905-11-25", voice="Almanac")
    assert disagreements([KING, other]) == ["A B: Wikidata has 18 November 1905 as the start, Almanac 25 November 1905"]
    assert disagreements([KING, replace(other, start="1905-11")]) == [], "a month that holds the day agrees with it"
    assert disagreements([KING, replace(other, voice="wikidata")]) == [], "one voice does not disagree with itself"
    assert disagreements([KING, replace(other, start="1958", end="1960")]) == [], "another term"
    first, second = replace(KING, end="1930"), replace(KING, start="1930")
    assert disagreements([first, second, replace(other, start="1905-11-18")]) == [], "one voice splits the term in two"


def test_an_answer_is_a_sentence_with_its_source() -> None:
    asked = run("ask", "who was foreign minister of Israel on 1994-01-28?")
    assert asked.exit_code == 0
    assert asked.output == (
        "Foreign minister of Israel on 28 January 1994:\n"
        "  Shimon Peres, 13 July 1992 to 22 November 1995 (Knesset, 2025-03)\n"
    )


def test_what_is_not_known_says_so() -> None:
    asked = run("ask", "foreign minister of Israel on 2090-01-28")
    assert asked.exit_code == 0
    assert "not in the authorities; that is no evidence that nobody held it" in asked.output
    assert "nearest: " in asked.output


def test_answers_as_json() -> None:
    rows = [
        json.loads(line)
        for line in run("ask", "foreign minister of Israel on 1994-01-28", "--json").output.splitlines()
    ]
    assert [(row["name"], row["start"], row["voice"]) for row in rows] == [("Shimon Peres", "1992-07-13", "knesset")]
    state = json.loads(run("state", "Soviet Union", "--json").output)
    assert (state["kept_as"], state["cow"], state["capitals"][0]["name"]) == ("SUN", 365, "Moscow")


def test_a_state_is_told_with_its_time_its_capitals_and_its_names() -> None:
    told_ = run("state", "Germany").output
    for part in (
        "codes: ISO 3166 DE DEU; Correlates of War 255; Wikidata Q183",
        "capital: Bonn, from May 1949 to 3 October 1990",
        "demonyms: German",
        "fr Allemagne",
        "tr Almanya",
    ):
        assert part in told_
    assert "followed by: Czech Republic, Slovakia" in run("state", "Czechoslovakia").output


def test_lists_by_state_office_and_date() -> None:
    listed = run("list", "--state", "ISR", "--office", "head of state", "--on", "2007-07-10").output
    assert listed.splitlines() == [
        "Head of state of Israel on 10 July 2007:",
        "  Dalia Itzik (acting), 25 January 2007 to 15 July 2007 (Knesset, 2025-03)",
    ]
    assert "Foreign minister of Israel on 10 July 2007:" in run("list", "--state", "ISR", "--on", "2007-07-10").output
    assert "tenures of" in run("list").output.splitlines()[-1]


def test_a_person_is_explained_with_what_was_withdrawn_and_where_voices_disagree() -> None:
    told_ = run("explain", "Ehud Olmert").output
    assert "[Q93181]" in told_.splitlines()[0]
    assert "born 30 September 1945" in told_
    assert "withdrawn: Ehud Olmert, 4 January 2006 to 31 March 2009 (Wikidata, 2022-07-27): he acted from" in told_
    assert run("explain", "Q93181").output == told_
    assert "disagreement: Kenan Evren" not in told_


def test_names_are_found_in_other_spellings() -> None:
    assert "Ephraim Sneh [isr/ephraim-sneh]: minister of Israel" in run("search", "efraim", "sneh").output


def test_a_users_file_is_added_asked_and_removed(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "utopia.csv"
    file.write_text(
        "name,state,office,start,end,source\nRaphael Hythloday,NOR,other,1921,1923,Almanac\n", encoding="utf-8"
    )
    added = run("add", str(file))
    assert added.output == f"1 tenure of 1 state in {own / 'utopia.csv'}\n"
    assert "Raphael Hythloday, 1921 to 1923 (Almanac)" in run("explain", "Hythloday").output
    assert "utopia.csv was removed" in run("remove", "utopia.csv").output
    assert run("explain", "Hythloday").exit_code == 2


def test_a_folder_may_be_named(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "utopia.csv"
    file.write_text(
        "name,state,office,start,end,source\nRaphael Hythloday,NOR,other,1921,1923,Almanac\n", encoding="utf-8"
    )
    other = tmp_path / "other"
    assert run("--authorities", str(other), "add", str(file)).exit_code == 0
    assert [path.name for path in other.iterdir()] == ["utopia.csv"]
    assert list(own.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ask", "the weather"], "names no office"),
        (["ask", "who was acrobat of Israel"], "names no office"),
        (["explain", "Zzyzx Qwortle"], "no evidence that nobody was"),
        (["list", "--office", "head_of_state"], "Name a state"),
        (["list", "--state", "ISR", "--office", "acrobat"], "'acrobat' is no office"),
        (["list", "--state", "Atlantis"], "No state is called"),
        (["list", "--state", "ISR", "--on", "soon"], "soon"),
        (["state", "NATO"], "is no state"),
        (["add", "none.csv"], "there is no such CSV file"),
        (["remove", "none.csv"], "No file 'none.csv' was added"),
        (["update"], "Say which states"),
        (["update", "--all", "--state", "ISR"], "Say which states"),
        (["update", "--state", "ISR", "--since", "1994"], "is no day"),
        (["update", "--state", "ISR", "--endpoint", "nowhere"], "is no address"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(own: Path, words: list[str], sentence: str) -> None:
    failed = run(*words)
    assert failed.exit_code == 2
    assert sentence in failed.output
    assert len(failed.output.splitlines()) == 1
