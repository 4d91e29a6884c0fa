"""Entries carried from one register to another in a file are equal, whatever stands in them."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import documents

from regesta.carrying import import_into, read_entries
from regesta.cli.carrying import write_to
from regesta.errors import BadDocument, BadQuestion
from regesta.exporting import FORMATS, chosen_of
from regesta.model import Entry, Examined, Filter, Reading, When
from regesta.register import QUOTES, Register

FILES = {"jsonl": "out.jsonl", "parquet": "out.parquet", "jsonld": "out.jsonld", "datapackage": "out"}


def carried(register: Register, format: str, folder: Path) -> tuple[list[Entry], list[Entry], Register]:
    """The entries of a register, what a file of them says, and the register that the file was imported into."""
    told = list(register.entries())
    file = folder / FILES[format]
    assert write_to(FORMATS[format], chosen_of(register), str(file)).count == len(told)
    read = sorted((entry for entry, _ in read_entries(file)), key=told.index)
    other = Register(folder / "other.register")
    done = import_into(other, read_entries(file))
    assert (done.new, done.known, done.left_out) == (len(told), 0, 0)
    return told, read, other


@pytest.mark.parametrize("format", FILES)
@given(st.data())
@settings(max_examples=8)
def test_what_is_imported_is_what_was_exported(format: str, data: st.DataObject) -> None:
    found = [data.draw(documents(number)) for number in range(data.draw(st.integers(1, 2)))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Register(folder / "one.register") as register:
            for document, entries in found:
                register.put(Examined(Reading(document, entries, ())))
            told, read, other = carried(register, format, folder)
        with other:
            assert read == told
            assert list(other.entries()) == told
            assert list(other.verify()) == []


@pytest.mark.parametrize("format", FILES)
def test_hostile_text_and_the_examples_come_through_whole(
    format: str, hostile: Register, examples: Register, tmp_path: Path
) -> None:
    for number, register in enumerate((hostile, examples)):
        folder = tmp_path / str(number)
        folder.mkdir()
        told, read, other = carried(register, format, folder)
        with other:
            assert read == told
            assert list(other.entries()) == told
            assert other.documents().keys() == {entry.document for entry in told}


def test_a_document_of_quotes_gives_way_to_the_document_itself(examples: Register, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    write_to(FORMATS["jsonl"], chosen_of(examples, Filter(document="germany")), str(file))
    with Register(tmp_path / "a.register") as register:
        first = import_into(register, read_entries(file))
        again = import_into(register, read_entries(file))
        assert (first.new, again.new, again.known) == (first.new, 0, first.new)
        (id,) = register.documents()
        assert register.document(id).media_type == QUOTES
        assert register.acts()
        entries = tuple(examples.entries(Filter(document=id)))
        assert register.put(Examined(Reading(examples.document(id), entries, ()))) == "replaced"
        assert register.document(id) == examples.document(id)
        # now the register has read it itself, and what others say of it stays out
        (other, path), *_ = read_entries(file)
        done = import_into(register, [(replace(other, id="another"), path)])
        assert (done.new, done.left_out) == (0, 1)
        assert "the register read this document itself" in done.messages[0]


def test_a_name_that_stands_for_another_text_is_kept_apart(tmp_path: Path) -> None:
    with Register(tmp_path / "a.register") as register:
        for id in ("one", "two"):
            import_into(register, [(_entry(id), "letter.txt")])
        assert register.documents() == {"one": ("letter.txt",), "two": ("letter.txt (two)",)}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"quote": "abcd"}, "its quote has 4 characters and its offsets 3"),
        ({"end": 10**9, "start": 10**9 - 3}, "which is no offset in a text"),
        ({"start": -3, "end": 0}, "count code points"),
    ],
)
def test_a_quote_that_cannot_stand_is_refused(change: dict[str, object], sentence: str, tmp_path: Path) -> None:
    with Register(tmp_path / "a.register") as register, pytest.raises(BadDocument, match=sentence):
        import_into(register, [(replace(_entry("one"), **change), None)])  # type: ignore[arg-type]


def test_quotes_that_disagree_and_ids_that_stand_twice_are_refused(tmp_path: Path) -> None:
    one = _entry("one")
    with Register(tmp_path / "a.register") as register:
        with pytest.raises(BadDocument, match="disagree on what stands at 1"):
            import_into(register, [(one, None), (replace(one, id="x", quote="xyz", start=1, end=4), None)])
        with pytest.raises(BadDocument, match="stands twice"):
            import_into(register, [(one, None), (one, None)])
        import_into(register, [(one, None)])
        with pytest.raises(BadDocument, match="another entry of that id"):
            import_into(register, [(replace(one, act="meeting"), None)])
        assert register.count() == 1


@pytest.mark.parametrize("name", ["a.parquet", "a.zip", "datapackage.json", "a.jsonl", "a.jsonld"])
def test_a_file_that_holds_no_entries_is_named(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(json.dumps({"act": "visit"}), encoding="utf-8")
    with pytest.raises(BadDocument, match=name if name != "datapackage.json" else "data package"):
        list(read_entries(file))


def test_a_name_that_tells_no_format_is_a_question(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(BadQuestion, match="can be imported"):
        read_entries(tmp_path / "a.xlsx")
    with pytest.raises(BadQuestion, match="no such file"):
        read_entries(tmp_path / "b.jsonl")


def _entry(document: str) -> Entry:
    """A visit told by the first three characters of a document."""
    return Entry(
        f"{document}1",
        document,
        "visit",
        When(),
        ("FRA",),
        (),
        None,
        (),
        "asserted",
        None,
        (),
        0,
        3,
        "abc",
        "r",
        0.5,
        "w",
    )
