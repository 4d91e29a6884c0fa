"""What holds for every format: it says whom it is for and what it loses, hostile text passes, a missing part is named."""

from __future__ import annotations

import sys
from pathlib import Path

import document_formats
import pytest
from click.testing import CliRunner
from made import hostile_register

from regesta.cli import carrying, main
from regesta.exporting import FORMATS
from regesta.model import Filter
from regesta.register import Register


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, list(words))
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def rejected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A register in which somebody rejected the entries of one document."""
    path = tmp_path_factory.mktemp("rejected") / "a.register"
    with hostile_register(path) as register:
        for entry in register.entries(Filter(document="apostrophe")):
            register.rule(entry, "reject", "Anna", {}, 0)
    return str(path)


def test_the_page_tells_what_the_formats_say_of_themselves() -> None:
    assert document_formats.main(["--check"]) == 0, "run scripts/document_formats.py"


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_says_whom_it_is_for_and_what_it_loses(name: str) -> None:
    _, rest = document_formats.words(name)
    assert "*For*: " in rest
    assert "*Loses*: " in rest
    format = FORMATS[name]
    assert sum(one is not None for one in (format.text, format.binary, format.folder)) == 1


def test_the_command_line_knows_every_format() -> None:
    assert tuple(FORMATS) == carrying.FORMATS
    _, told, _ = run("export", "--help")
    assert all(name in told for name in FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_passes_hostile_text_and_gives_the_same_bytes_twice(
    name: str, hostile: Register, tmp_path: Path
) -> None:
    files = []
    for turn in ("one", "two"):
        target = tmp_path / (f"{turn}.zip" if FORMATS[name].folder is not None else turn)
        code, _, said = run("export", name, "--register", hostile.path, "-o", str(target))
        assert code == 0, said
        files.append(target.read_bytes())
    assert files[0] == files[1]
    assert files[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in tmp_path.glob("[ot]*"))


@pytest.mark.parametrize("name", FORMATS)
def test_a_filter_that_keeps_nothing_gives_a_file_of_nothing(name: str, examples: Register, tmp_path: Path) -> None:
    target = tmp_path / ("out.zip" if FORMATS[name].folder is not None else "out")
    code, _, said = run("export", name, "-r", examples.path, "--words", "no-such-word-anywhere", "-o", str(target))
    assert (code, said.splitlines()[0][:2]) == (0, "0 "), said
    assert target.is_file()


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if format.text is not None])
def test_every_text_leaves_out_what_people_rejected_where_it_is_asked_to(name: str, rejected: str) -> None:
    words = ("export", name, "--register", rejected, "--document", "apostrophe")
    assert "apostrophe" in run(*words)[1]
    assert "apostrophe" not in run(*words, "--decided")[1]


def test_a_text_goes_to_standard_output_and_a_file_does_not(examples: Register) -> None:
    code, told, _ = run("export", "csv", "--register", examples.path, "--act", "visit")
    assert (code, told.splitlines()[0][:12]) == (0, "id,document,")
    code, _, said = run("export", "parquet", "--register", examples.path)
    assert (code, "name where to write it with -o PATH" in said) == (2, True)


def test_options_go_with_their_formats(examples: Register, tmp_path: Path) -> None:
    assert run("export", "jsonl", "--long", "-r", examples.path)[0] == 2
    assert run("export", "csv", "--partition", "act", "-r", examples.path)[0] == 2
    code, _, said = run("export", "parquet", "--partition", "act", "-r", examples.path, "-o", str(tmp_path / "acts"))
    assert (code, (tmp_path / "acts" / "act=visit" / "part-0.parquet").is_file()) == (0, True), said
    code, told, _ = run("export", "csv", "--long", "-r", examples.path)
    assert (code, ",role," in told.splitlines()[0]) == (0, True)


def test_a_folder_with_something_in_it_is_left_alone(examples: Register, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    code, _, said = run("export", "datapackage", "-r", examples.path, "-o", str(tmp_path))
    assert (code, "not empty; name a new folder" in said) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_missing_library_is_named_with_its_extra(
    examples: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    code, _, said = run("export", "parquet", "-r", examples.path, "-o", str(tmp_path / "a.parquet"))
    assert (code, said) == (2, "pyarrow is not installed; install it with `pip install 'regesta[parquet]'`\n")
    assert list(tmp_path.iterdir()) == []


def test_import_says_what_became_of_the_entries(examples: Register, tmp_path: Path) -> None:
    file, register = tmp_path / "out.jsonl", str(tmp_path / "new.register")
    run("export", "jsonl", "-r", examples.path, "--act", "visit", "-o", str(file))
    code, told, _ = run("import", str(file), "-r", register)
    count = len(file.read_text(encoding="utf-8").splitlines())
    assert (code, told) == (0, f"{count} entries new, 0 known, 0 left out: {register}\n")
    assert run("import", str(file), "-r", register)[1].startswith(f"0 entries new, {count} known")
    file.write_text("{}\n", encoding="utf-8")
    code, _, said = run("import", str(file), "-r", str(tmp_path / "none.register"))
    assert (code, "line 1: it is no entry" in said) == (2, True)
    assert not (tmp_path / "none.register").exists()
