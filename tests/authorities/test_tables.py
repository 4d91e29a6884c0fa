"""The tables that come with Regesta: each row in order, and the compiled form no other than they say."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from regesta.authorities.compiling import compiled
from regesta.authorities.packing import packed, unpacked
from regesta.authorities.tables import date_fault, is_date
from regesta.errors import BadData

HOME = Path(__file__).resolve().parent.parent.parent
DATA = HOME / "src" / "regesta" / "authorities" / "data"


def test_the_tables_are_what_a_fresh_build_gives() -> None:
    command = [sys.executable, str(HOME / "scripts" / "build_authorities.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    if "skipped" in done.stdout:
        pytest.skip(done.stdout.strip())


def test_the_compiled_form_is_what_the_tables_say() -> None:
    assert files("regesta.authorities").joinpath("data", "compiled.pack").read_bytes() == compiled(DATA), (
        "run: make authorities"
    )


def test_a_pack_is_read_back_as_it_was_written() -> None:
    texts = {"words": ["Əliyev", "", "中"], "none": [], "empty": [""]}
    pack = unpacked(packed(texts, {"days": [19940128, 0], "nothing": []}))
    assert pack.texts == texts
    assert {name: list(values) for name, values in pack.numbers.items()} == {"days": [19940128, 0], "nothing": []}
    assert pack.version != unpacked(packed(texts, {"days": [19940129, 0], "nothing": []})).version


@pytest.mark.parametrize("spoilt", [b"", b"PK\x03\x04", b"regesta authorities 1\n{}\n", b"regesta authorities 1\nno\n"])
def test_a_damaged_pack_says_so(spoilt: bytes) -> None:
    with pytest.raises(BadData, match="make authorities"):
        unpacked(spoilt)
    with pytest.raises(BadData, match="make authorities"):
        unpacked(packed({"words": ["a"]}, {}) + b"more")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Tables of one state and one source, in order."""
    (tmp_path / "tenures").mkdir()
    (tmp_path / "curated").mkdir()
    shutil.copy(DATA / "voices.csv", tmp_path)
    (tmp_path / "sources.csv").write_text("id,voice,origin,version,licence,date\nhand,wikidata,here,1,CC0,2022\n")
    (tmp_path / "tenures" / "NOR.csv").write_text(
        "person,name,office,label,accredited_to,start,end,status,source,source_date\n"
        "nor/ihlen,Nils Claus Ihlen,foreign_minister,Foreign Minister,,1913-01-31,1920-06-21,closed,hand,2022\n"
    )
    (tmp_path / "attestations").mkdir()
    (tmp_path / "attestations" / "NOR.csv").write_text(
        "person,name,office,label,accredited_to,first,last,source\n"
        "nor/ihlen,Nils Ihlen,foreign_minister,Minister,,1918,1918-05,hand\n"
    )
    return tmp_path


def test_tables_in_order_compile(small: Path) -> None:
    pack = unpacked(compiled(small))
    assert pack.texts["names.keys"] == ["nils claus ihlen", "nils ihlen"]
    assert pack.texts["names.people"] == ["nor/ihlen:NOR", "nor/ihlen:NOR"]


BROKEN = [
    ("nor/a,A,king,King,,1913,1920,closed,hand,2022", "'king' is no office"),
    ("nor/a,A,head_of_state,King,,1913,1920,closed,nobody,2022", "no 'nobody'"),
    ("nor/a,A,head_of_state,King,,1920-06,1913,closed,hand,2022", r"ends \(1913\) before it starts \(1920-06\)"),
    ("nor/a,A,head_of_state,King,,1913-02-30,1920,closed,hand,2022", "'1913-02-30' is no date"),
    ("nor/a,A,head_of_state,King,,soon,1920,closed,hand,2022", "'soon' is no date"),
    ("nor/a,A,head_of_state,King,,1913,1920,over,hand,2022", "'over' is no status"),
    ("nor/a,A,head_of_state,King,,1913,1920,closed,hand,lately", "'lately', is no date"),
    ("nor/a,A,head_of_state,King,1913,1920,closed,hand,2022", "10 fields are expected, not 9"),
    (",A,head_of_state,King,,1913,1920,closed,hand,2022", "name or id is missing"),
    (
        "nor/ihlen,Nils Claus Ihlen,foreign_minister,Foreign Minister,,1913-01-31,1920-06-21,closed,hand,2022",
        "repeats line 2",
    ),
]


@pytest.mark.parametrize(("row", "fault"), BROKEN)
def test_a_broken_row_is_named_by_file_and_line(small: Path, row: str, fault: str) -> None:
    table = small / "tenures" / "NOR.csv"
    table.write_text(table.read_text() + row + "\n")
    with pytest.raises(BadData, match=r"tenures/NOR\.csv, line 3: .*" + fault):
        compiled(small)


def test_a_correction_must_name_a_row_and_a_life_somebody_known(small: Path) -> None:
    corrections = small / "curated" / "corrections.csv"
    head = "state,person,office,start,end,row_source,reason,source\n"
    corrections.write_text(head + "NOR,nor/ihlen,foreign_minister,1913,1920,hand,he did not,hand\n")
    with pytest.raises(BadData, match=r"corrections\.csv, line 2: no row of hand on NOR says that"):
        compiled(small)
    corrections.write_text(head + "NOR,nor/ihlen,foreign_minister,1913-01-31,1920-06-21,hand,he did not,hand\n")
    assert unpacked(compiled(small)).texts["tenures.slices"] == []
    corrections.unlink()
    (small / "curated" / "lives.csv").write_text("person,name,born,died,source\nnor/x,X,1868,1930,hand\n")
    with pytest.raises(BadData, match=r"lives\.csv, line 2: no table of tenures knows 'nor/x'"):
        compiled(small)


@pytest.mark.parametrize(
    ("text", "right"),
    [("1993", True), ("1993-05", True), ("2000-02-29", True), ("1900-02-29", False), ("93", False), ("1993-5", False)],
)
def test_dates_are_years_months_or_days_of_the_calendar(text: str, right: bool) -> None:
    assert is_date(text) is right


def test_an_end_may_be_as_wide_as_its_start() -> None:
    assert date_fault("1993-05-12", "1993") is None
    assert date_fault("1993", "1993-01-02") is None
    assert date_fault("1993-05-12", "1993-04") is not None


def test_what_was_left_out_says_why() -> None:
    with (DATA / "left-out.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows != []
    assert all(row["fault"] for row in rows)
