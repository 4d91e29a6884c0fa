"""What no database can hold (NUL, halves of surrogate pairs) is told or replaced, one code point for one, in a file and on a server."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.errors import BadDocument, BadQuestion
from regesta.gathering import gather
from regesta.model import Filter
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import examine, read_document, read_into

SENTENCE = "On 7 April 1992 Israel recognised Azerbaijan."


@pytest.fixture(params=["file", "server"])
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A register in a file, and one on a server."""
    monkeypatch.chdir(tmp_path)
    if request.param == "file":
        return "a.register"
    make: Callable[[], str] = request.getfixturevalue("database")
    return make()


def named_badly() -> None:
    """A file whose name is no UTF-8, beside one whose is. Skips where the file system has no such names."""
    Path("folder").mkdir()
    Path("folder/good.txt").write_text(SENTENCE, encoding="utf-8")
    try:
        Path(os.fsdecode(b"folder/caf\xe9.txt")).write_text(SENTENCE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has names in UTF-8 only")


def test_a_name_that_is_no_utf_8_is_told_and_the_other_files_are_read(where: str) -> None:
    named_badly()
    result = CliRunner().invoke(main, ["read", "folder", "--register", where, "--workers", "0"])
    assert result.exit_code == 1
    assert "folder/caf\\xe9.txt: its name is not in UTF-8" in result.stderr
    assert "folder/good.txt: new, 1 entry" in result.stdout
    bad, good = gather(["folder"])
    assert isinstance(bad, BadDocument)
    assert good == Path("folder/good.txt")


def test_whoever_stores_such_a_name_from_python_is_told(where: str) -> None:
    named_badly()
    bad = Path(os.fsdecode(b"folder/caf\xe9.txt"))
    with Register(where) as register:
        with pytest.raises(BadQuestion, match="half a character"):
            list(read_into(register, [bad]))
        with pytest.raises(BadQuestion, match="half a character"):
            register.put(examine(read_document(read_bytes(SENTENCE.encode(), str(bad)))))
        assert register.count() == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"Peru \0 says. {SENTENCE}".encode("utf-16")),
        ("a.html", f"<html><body><p>Peru &#0; says. {SENTENCE}</p></body></html>".encode()),
        ("b.html", f"<html><body><p>Peru &#xD800; says. {SENTENCE}</p></body></html>".encode()),
        (
            "c.html",
            b'<html><head><meta charset="utf-7"></head><body><p>Peru +2AA- says. ' + SENTENCE.encode() + b" \xff</p>",
        ),
    ],
)
def test_such_code_points_in_a_text_become_replacement_characters_and_offsets_hold(
    where: str, name: str, data: bytes
) -> None:
    with Register(where) as register:
        register.put(examine(read_document(read_bytes(data, name))))
        (entry,) = register.entries(Filter())
        text = register.document(entry.document).text
        assert text[entry.start : entry.end] == entry.quote
        assert not any(ch == "\0" or "\ud800" <= ch <= "\udfff" for ch in text)
        assert list(register.verify()) == []


def test_what_a_person_writes_is_kept_as_far_as_it_can_be(where: str) -> None:
    with Register(where) as register:
        register.put(examine(read_document(read_bytes(SENTENCE.encode(), "a.txt"))))
        (entry,) = register.entries()
        register.rule(entry, "correct", "An\0na\ud800", {"fields": {"act": "visit"}, "because": "so\0 \udfff 𝄞"}, 0)
        register.decide("finding", "0" * 12, "waive", "B\udc00en", '{"because":"a\\u0000b\\ud800c"}')
        ruled, waived = register.decisions()
        assert (ruled.who, waived.who) == ("An\ufffdna\ufffd", "B\ufffden")
        assert "𝄞" in ruled.payload
        assert register.rulings()[entry.id].status == "corrected"
        list(register.dump())
    result = CliRunner().invoke(main, ["waive", "--list", "--register", where])
    assert result.exit_code == 0
    assert "a\\u0000b\ufffdc" in result.stdout
