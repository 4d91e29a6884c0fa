"""`check` and `waive` as an editor uses them: findings in four formats, waivers that are kept and can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from regesta.cli import main

# 31 February is an error of its own, whatever else the checks say of these two sentences
SLIP = "Norway and Finland signed a treaty in Oslo on 31 February 1996. Norway opened an embassy in Helsinki in 1998.\n"
CLEAN = "Norway and Finland signed a treaty in Oslo on 28 February 1996.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slip.txt").write_text(SLIP, encoding="utf-8")
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def findings(*words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("check", *words, "--format", "json").stdout)["findings"]
    return [one for one in found if one["rule"] == "impossible-date"]


def test_a_slip_is_named_with_its_place_its_words_and_a_sentence() -> None:
    result = run("check", "slip.txt", "--severity", "error")
    assert "slip.txt\n  line 1: error, impossible-date [" in result.stdout
    assert "“31 February 1996”" in result.stdout
    assert result.stdout.strip().splitlines()[-1] == "1 error, no warnings, no notes"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["slip.txt"], 3),
        (["slip.txt", "--fail-on", "error"], 3),
        (["slip.txt", "--fail-on", "never"], 0),
        (["clean.txt", "--severity", "error"], 0),
        (["missing.txt"], 2),
        (["missing.txt", "clean.txt", "--severity", "error"], 1),
    ],
    ids=str,
)
def test_the_exit_code_tells_a_script_what_stands(words: list[str], code: int) -> None:
    assert run("check", *words).exit_code == code


def test_documents_alone_leave_no_register_behind(folder: Path) -> None:
    run("check", "slip.txt")
    assert sorted(path.name for path in folder.iterdir()) == ["clean.txt", "slip.txt"]


def test_nothing_to_check_is_a_bad_question() -> None:
    result = run("check")
    assert result.exit_code == 2
    assert "name documents, or a register" in result.output


def test_a_waiver_is_kept_shown_and_taken_back() -> None:
    (one,) = findings("slip.txt", "--register", "a.register")
    id = str(one["id"])
    because = ["--because", "so it is printed in the source", "--who", "Ada", "--register", "a.register"]
    assert "Waived " + id[:8] in run("waive", id[:6], *because).output
    again = run("waive", id[:6], *because)
    assert (again.exit_code, "is waived already" in again.output) == (2, True)
    assert findings("--register", "a.register") == []
    assert run("check", "--register", "a.register", "--severity", "error").exit_code == 0
    assert "; 1 waived" in run("check", "--register", "a.register", "--severity", "error").output
    shown = run("check", "--register", "a.register", "--waived", "--severity", "error").output
    assert "waived by Ada" in shown
    assert "so it is printed in the source" in shown
    # the document grows above the slip and is read again: the finding is the same one, and stays waived
    Path("slip.txt").write_text("A new first sentence.\n\n" + SLIP, encoding="utf-8")
    assert findings("slip.txt", "--register", "a.register") == []
    assert "taken back" in run("waive", id, "--undo", "--register", "a.register").output
    assert [one["id"] for one in findings("--register", "a.register")] == [id]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["waive"], "name the finding"),
        (["waive", "zzz", "--because", "x"], "no finding begins with 'zzz'"),
        (["waive", "zzz"], "say why with --because"),
        (["waive", "zzz", "--undo"], "no single waiver of 'zzz' stands"),
    ],
    ids=str,
)
def test_a_waiver_that_names_nothing_is_one_sentence(words: list[str], message: str) -> None:
    run("read", "clean.txt")
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.output


def test_sarif_points_into_the_source_in_code_points() -> None:
    Path("slip.md").write_text("# Şərq\n\n" + SLIP, encoding="utf-8")
    (log,) = json.loads(run("check", "slip.md", "--format", "sarif").stdout)["runs"]
    result = next(one for one in log["results"] if one["ruleId"] == "impossible-date")
    region = result["locations"][0]["physicalLocation"]["region"]
    source = Path("slip.md").read_text(encoding="utf-8")
    start = region["charOffset"]
    assert source[start : start + region["charLength"]] == "31 February 1996" == region["snippet"]["text"]
    assert region["startLine"] == 3
    assert log["columnKind"] == "unicodeCodePoints"
    assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "impossible-date"


def test_the_html_report_is_one_page_that_runs_nothing_a_document_says() -> None:
    Path("evil.txt").write_text("<script>alert(1)</script> Norway opened it on 31 February 1996.\n", encoding="utf-8")
    run("check", "evil.txt", "--format", "html", "-o", "report.html")
    page = Path("report.html").read_text(encoding="utf-8")
    assert "<mark>31 February 1996</mark>" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
