"""The command line as a user meets it: words out, one sentence for each failure, exit codes that tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from regesta.cli import main
from regesta.register import Register

LETTER = (
    "Relations of Norway and Finland\n\nNorway recognised Finland on 10 January 1918. In May 1919 the Norwegian "
    "Foreign Minister Nils Ihlen visited Helsinki.\n\nThe harvest of 1920 was good.\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    return Runner()


class Runner:
    """Calls `regesta` in a folder that holds letter.txt."""

    def __call__(self, *words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(main, words, input=given)


def test_a_document_is_read_listed_shown_exported_and_verified(run: Runner) -> None:
    assert run("read", "letter.txt").output.splitlines() == [
        "letter.txt: new, 2 entries, 1 date abstained",
        "1 document, 2 entries in regesta.register",
    ]
    listed = run("list").output
    assert "1918 January 10. Norway recognises Finland." in listed
    assert "1919 May. Nils Ihlen, foreign minister of Norway, visits Helsinki." in listed
    assert "letter.txt, line 3" in listed
    row = json.loads(run("list", "--json", "--act", "visit").output)
    assert (row["act"], row["date"], row["place"], row["path"]) == ("visit", "1919-05", "Helsinki", "letter.txt")
    assert LETTER[row["start"] : row["end"]] == row["quote"]
    shown = run("show", row["id"][:5]).output
    assert f"»{row['quote']}«" in shown
    assert "foreign minister" in shown
    assert run("export", "jsonl", "-o", "out.jsonl").exit_code == 0
    assert [json.loads(line)["act"] for line in Path("out.jsonl").read_text().splitlines()] == ["recognition", "visit"]
    assert "every quote stands in its document" in run("verify").output


def test_what_people_decided_is_listed_and_exported_when_asked_for(run: Runner) -> None:
    run("read", "letter.txt")
    with Register("regesta.register") as register:
        recognition, visit = register.entries()
        register.rule(recognition, "reject", "Anna", {}, 0)
        register.rule(visit, "correct", "Anna", {"fields": {"date": "1919-05-21"}}, 0)
    assert "1918 January 10" in run("list").output
    decided = run("list", "--decided").output
    assert "1918" not in decided
    assert "1919 May 21. Nils Ihlen" in decided
    run("export", "jsonl", "--decided", "-o", "out.jsonl")
    (row,) = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert (row["date"], row["earliest"]) == ("1919-05-21", "1919-05-21")


def test_reading_again_changes_nothing(run: Runner) -> None:
    run("read", "letter.txt")
    assert "letter.txt: unchanged" in run("read", "letter.txt").output


def test_what_was_abstained_from_is_listed_with_its_reason(run: Runner) -> None:
    run("read", "letter.txt")
    assert run("list", "--abstained").output == (
        "letter.txt, line 5: “1920”: no entry: no words in its sentence tell an act that takes this date\n"
    )


def test_standard_input_and_json_for_programs(run: Runner) -> None:
    outcome = json.loads(run("read", "-", "--json", given=LETTER).output)
    assert (outcome["path"], outcome["status"], outcome["entries"]) == ("-", "new", 2)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--pair", "NOR-FIN"], 2),
        (["--pair", "Norway,Finland", "--act", "recognition"], 1),
        (["--states", "Sweden"], 0),
        (["--after", "1919"], 1),
        (["--before", "1918-06"], 1),
        (["--date", "1918"], 1),
        (["--person", "ihlen"], 1),
        (["--words", "helsinki"], 1),
        (["--limit", "1"], 1),
        (["--cited", ""], 2),
    ],
    ids=str,
)
def test_filters(run: Runner, words: list[str], found: int) -> None:
    run("read", "letter.txt")
    assert len(run("list", "--json", *words).output.splitlines()) == found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["list", "--act", "party"], "'party' is no act; there are: independence"),
        (["list", "--after", "yesterday"], "'yesterday' is no EDTF date"),
        (["list", "--pair", "NOR"], "'NOR' names no pair"),
        (["list", "--states", "Norwya"], "Norway"),
        (["show", "zzz"], "no entry begins with 'zzz'"),
        (["export", "jsonl", "-o", "nowhere/out.jsonl"], "there is no folder nowhere"),
        (["list", "--register", "other.register"], "other.register: there is no such register"),
        (["evaluate", "letter.txt", "letter.txt"], "letter.txt: it is no JSON Lines file"),
        (["read", "--second-opinion", "llm:nowhere", "letter.txt"], "names no endpoint"),
    ],
    ids=str,
)
def test_a_bad_question_is_one_sentence(run: Runner, words: list[str], message: str) -> None:
    run("read", "letter.txt")
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_bad_file_leaves_the_rest_of_the_run_unharmed(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    (tmp_path / "bare").mkdir()
    result = run("read", "empty.txt", "picture.pdf", "bare", "missing.md", "letter.txt")
    assert result.exit_code == 1
    assert "empty.txt: it is empty" in result.output
    assert "picture.pdf: it is a PNG picture" in result.output
    assert "bare: the folder holds no documents" in result.output
    assert "missing.md: there is no such file" in result.output
    assert "1 document, 2 entries" in result.output


def test_where_nothing_could_be_read_the_exit_code_says_so(run: Runner) -> None:
    assert run("read", "missing.md").exit_code == 2


def test_control_characters_of_a_document_do_not_reach_the_terminal(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("Norway recognised Finland \x1b[31m on 10 January 1918.", encoding="utf-8")
    run("read", "evil.txt")
    output = run("list", "--json").output + run("show", json.loads(run("list", "--json").output)["id"]).output
    assert "\x1b" not in output


def test_scoring_a_file_against_itself_is_perfect(run: Runner) -> None:
    run("read", "letter.txt")
    run("export", "jsonl", "-o", "out.jsonl")
    assert "dated, strict                P 1.000  R 1.000  F1 1.000" in run("evaluate", "out.jsonl", "out.jsonl").output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Runner, shell: str) -> None:
    assert "_REGESTA_COMPLETE" in run("completion", shell).output


@pytest.mark.parametrize("verb", list(main.commands))
def test_every_verb_explains_itself_with_an_example(run: Runner, verb: str) -> None:
    text = run(verb, "--help").output
    assert "Example" in text
    assert "regesta " + verb in text


LISTED = LETTER + (
    "\nReferences\n\nHolm, N. (1998). The long road. Oslo: Nordlys.\n\nCastro, M. (2004). Lima and the sea. Lima: Costa.\n"
)


def test_the_works_a_document_cites_go_to_other_programs(run: Runner) -> None:
    Path("listed.txt").write_text(LISTED, encoding="utf-8")
    printed = run("references", "listed.txt").output.splitlines()
    assert printed == [
        "[1] Holm, N. (1998). The long road. Oslo: Nordlys.",
        "[2] Castro, M. (2004). Lima and the sea. Lima: Costa.",
    ]
    assert run("references", "listed.txt", "-f", "bibtex", "-o", "list.bib").output == "2 works in list.bib\n"
    assert Path("list.bib").read_text(encoding="utf-8").startswith("@book{holm1998,\n  author = {Holm, N.},\n")
    run("read", "listed.txt", "letter.txt")
    result = run("references", "--register", "regesta.register", "--document", "listed", "-f", "csl-json")
    assert [item["id"] for item in json.loads(result.output)] == ["holm1998", "castro2004"]


def test_many_doubts_are_told_once(run: Runner) -> None:
    works = " ".join(f"Holm, N. ({1990 + n}). The long road of the year {n}. Oslo: Nordlys." for n in range(20))
    Path("one.txt").write_text(f"Ties\n\nA text.\n\nReferences\n\n{works}\n", encoding="utf-8")
    result = run("references", "one.txt")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 20
    assert result.stderr.count("\n") == 6
    assert "one.txt: 14 more such doubts; read the list against the document" in result.stderr


def test_a_document_without_a_list_is_told_once(run: Runner) -> None:
    result = run("references", "letter.txt", "-f", "ris", "-o", "list.ris")
    assert result.exit_code == 2
    assert (
        result.output
        == "letter.txt: no list of works was found; a heading such as “References” above it would show it\n"
    )
    assert not Path("list.ris").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("references",), "name either a FILE or a --register"),
        (("references", "letter.txt", "--register", "x"), "name either a FILE or a --register"),
        (("references", "letter.txt", "--document", "x"), "--document chooses among the documents of a --register"),
        (("references", "nowhere.txt"), "nowhere.txt"),
        (("references", "--register", "none.register"), "there is no such register"),
    ],
)
def test_works_that_cannot_be_had_are_one_sentence(run: Runner, words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.output
    assert "Traceback" not in result.output


def test_what_became_of_every_file_is_told_and_what_failed_is_tried_again_when_asked(run: Runner) -> None:
    Path("empty.txt").write_bytes(b"")
    run("read", "letter.txt", "empty.txt")
    told = run("status")
    assert told.exit_code == 1
    failed, counts = told.output.splitlines()
    assert failed == "failed   empty.txt: it is empty; nothing to read"
    assert counts.startswith("1 read, 1 failed (`regesta read --retry-failed` tries again); rules ")
    again = run("read", "--retry-failed")
    assert (again.exit_code, again.output) == (2, "empty.txt: it is empty; nothing to read\n")
    Path("empty.txt").write_text("Norway recognised Estonia on 5 February 1921.", encoding="utf-8")
    assert "empty.txt: new, 1 entry" in run("read", "--retry-failed").output
    told = run("status", "--all")
    assert (told.exit_code, told.output.splitlines()[:2]) == (0, ["read     empty.txt", "read     letter.txt"])
    rows = [json.loads(line) for line in run("status", "--json").output.splitlines()]
    assert [row["path"] for row in rows] == ["empty.txt", "letter.txt"]
    assert run("read", "--resume").output == "Nothing is left to read.\n"


def test_a_run_that_was_stopped_is_gone_on_with(run: Runner) -> None:
    """What a killed run leaves: files it was to read, none of them read."""
    Path("other.txt").write_text("Norway recognised Estonia on 5 February 1921.", encoding="utf-8")
    with Register("regesta.register") as register:
        register.expect(["letter.txt", "other.txt"])
    assert "2 pending (`regesta read --resume` goes on)" in run("status").output
    assert "other.txt: new, 1 entry" in run("read", "--resume").output
    assert run("status").exit_code == 0


def test_registers_of_the_same_documents_have_one_fingerprint(run: Runner) -> None:
    Path("other.txt").write_text("Norway recognised Estonia on 5 February 1921.", encoding="utf-8")
    run("read", "letter.txt", "other.txt", "-r", "one.register")
    run("read", "other.txt", "-r", "two.register")
    other = run("status", "--fingerprint", "-r", "two.register").output
    run("read", "letter.txt", "-r", "two.register")
    assert len(other.strip()) == 64
    assert run("status", "--fingerprint", "-r", "one.register").output != other
    assert (
        run("status", "--fingerprint", "-r", "one.register").output
        == run("status", "--fingerprint", "-r", "two.register").output
    )
