"""A user's own files: whole or not at all, a fault named by file and line, and rows that answer like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.authorities import authorities_version, holders, named, sources, tenures_of, voice_name
from regesta.authorities.keeping import add_file, remove_file
from regesta.authorities.loading import checked
from regesta.errors import BadData, BadQuestion

HEAD = "name,state,office,start,end,source\n"
GOOD = (
    "source,name,state,office,start,end,note,status,source_date\n"
    "Almanac of Utopia,Raphael Hythloday,NOR,foreign minister,1921-03-04,1923,a traveller,,\n"
    "Almanac of Utopia,Silvan Shalom,Israel,foreign_minister,2003-02-28,2006-01-13,,,\n"
    "wikidata,Raphael Hythloday,SUHH,ambassador,1930,,,open,1931-05\n"
).replace("Israel", "ISR")


def written(folder: Path, text: str | bytes, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_added_rows_answer_like_any_other(own: Path, tmp_path: Path) -> None:
    before = authorities_version()
    target, rows = add_file(written(tmp_path, GOOD))
    assert (target.parent, len(rows)) == (own, 3)
    found = holders("NOR", "foreign_minister", "1922-01-01")
    assert [row.name for row in found if row.voice == "Almanac of Utopia"] == ["Raphael Hythloday"]
    assert voice_name("Almanac of Utopia") == "Almanac of Utopia"
    assert sources()["Almanac of Utopia"].licence == "the user's own"
    # the person is one with himself in another state's service only where the file says so; the spelling is found
    assert {person for person, *_ in named("Rafael Hythloday")} == {"nor/raphael-hythloday", "sun/raphael-hythloday"}
    assert [row.label for row in tenures_of("nor/raphael-hythloday", "NOR")] == ["foreign minister"]
    # a name that the tables know is that person, and a state may be written by any of its codes
    assert {row.person for row in holders("ISR", "foreign_minister", "2004-01-01")} == {"isr/silvan-shalom"}
    envoy = tenures_of("sun/raphael-hythloday", "SUN")[0]
    assert (envoy.voice, envoy.status) == ("wikidata", "open"), "a source that the tables know keeps its voice"
    assert authorities_version() != before


def test_a_file_taken_out_leaves_nothing_behind(own: Path, tmp_path: Path) -> None:
    before = authorities_version()
    add_file(written(tmp_path, GOOD))
    remove_file("mine.csv")
    assert list(own.iterdir()) == []
    assert authorities_version() == before
    assert [row for row in holders("NOR", "foreign_minister", "1922-01-01") if "Utopia" in row.voice] == []
    with pytest.raises(BadQuestion, match="No file 'mine' was added; there are none"):
        remove_file("mine")


def test_rows_of_two_sources_stand_in_order_of_time(own: Path, tmp_path: Path) -> None:
    add_file(written(tmp_path, HEAD + "Somebody Else,ISR,foreign_minister,1993,1994,Almanac\n"))
    found = holders("ISR", "foreign_minister", "1994-01-28")
    assert [row.name for row in found] == ["Shimon Peres", "Somebody Else"]


FAULTS = [
    (HEAD + "A B,NOR,head_of_state,1950,1949,x\n", r"line 2: it ends \(1949\) before it starts \(1950\)"),
    (
        HEAD + "A B,NOR,head_of_state,1950,1951,x\nA B,Norwai,head_of_state,1950,1951,x\n",
        "line 3: 'Norwai' is no state",
    ),
    (HEAD + "A B,NRO,head_of_state,1950,1951,x\n", r"line 2: 'NRO' is no state; .*\(near it: .*NOR"),
    (HEAD + "A B,NOR,head_of_state,1950,1951,x\n" * 2, r"line 3: it repeats mine\.csv, line 2"),
    ((HEAD + "A B,NOR,head_of_state,1950,1951,x\nÅ B,NOR,king,1,,x\n").encode("latin-1"), "line 3: it is not UTF-8"),
    ((HEAD + "A B,NOR,head_of_state,1950,1951,x\n").encode("utf-16"), "line 1: it is not UTF-8"),
    ("name;state;office;start;end;source\n", "line 1: the column 'name' is missing"),
    (HEAD.replace("source", "source,colour"), "line 1: 'colour' is no column"),
    (HEAD.replace("source", "source,name"), "line 1: a column stands twice"),
    ("", "line 1: the column 'name' is missing"),
    (HEAD + "A B,NOR,head_of_state,1950,1951\n", "line 2: 6 fields are expected, not 5"),
    (HEAD + "A B,NOR,pope,1950,1951,x\n", "line 2: 'pope' is no office"),
    (HEAD + "A B,NOR,head_of_state,1950-13,1951,x\n", "line 2: '1950-13' is no date"),
    (HEAD + "A B,NOR,head_of_state,,,x\n", "line 2: it has neither a start nor an end"),
    (HEAD + ",NOR,head_of_state,1950,,x\n", "line 2: the name is missing"),
    (HEAD + "A B,NOR,head_of_state,1950,,\n", "line 2: the source is missing"),
    (HEAD + '"A\nB",NOR,head_of_state,1950,,x\n', "line 3: 'name' holds a line break"),
    (HEAD + '"A B,NOR,head_of_state,1950,,x\n', "it is no CSV"),
    (
        HEAD.replace("source", "source,status") + "A B,NOR,head_of_state,1950,1951,x,open\n",
        "the status 'open' does not fit",
    ),
    (HEAD.replace("source", "source,status") + "A B,NOR,head_of_state,1950,,x,open\n", "'open' needs one"),
    (HEAD.replace("source", "source,person") + "A B,NOR,head_of_state,1950,,x,a;b\n", "'a;b' is no id of a person"),
    (HEAD + "Gerhard Schröder,DEU,other,1990,,x\n", "line 2: Gerhard Schröder may be deu/gerhard-schroder or deu/"),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_named_by_file_and_line_and_nothing_is_kept(
    own: Path, tmp_path: Path, text: str | bytes, fault: str
) -> None:
    with pytest.raises(BadData, match=r"mine\.csv.*" + fault):
        add_file(written(tmp_path, text))
    assert list(own.iterdir()) == []


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_it_is_taken_whole_or_named(own: Path, tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    try:
        rows = checked([path])
    except BadData as fault:
        assert str(fault).startswith(f"{path}, line ")  # noqa: PT017
        assert "\n" not in str(fault)  # noqa: PT017
    else:
        assert all(row.person and row.name and row.state for row in rows)


def test_a_file_as_a_spreadsheet_saves_it(own: Path, tmp_path: Path) -> None:
    text = "\ufeffName,State,Office,Start,End,Source\r\nA B,nor,Head of State,1950,1951,x\r\n\r\n"
    _, rows = add_file(written(tmp_path, text))
    assert [(row.name, row.state, row.office) for row in rows] == [("A B", "NOR", "head_of_state")]


def test_a_file_that_repeats_another_is_refused_and_the_other_stays(own: Path, tmp_path: Path) -> None:
    row = HEAD + "A B,NOR,head_of_state,1950,1951,x\n"
    add_file(written(tmp_path, row, "one.csv"))
    with pytest.raises(BadData, match=r"two\.csv, line 2: it repeats one\.csv, line 2"):
        add_file(written(tmp_path, row, "two.csv"))
    assert [path.name for path in own.iterdir()] == ["one.csv"]
    add_file(written(tmp_path, row + "C D,NOR,head_of_state,1952,1953,x\n", "one.csv"))
    assert len(holders("NOR", "head_of_state", "1952-06-01")) >= 1


def test_a_broken_file_in_the_folder_is_named_when_it_is_asked(own: Path) -> None:
    written(own, HEAD + "A B,NOR,head_of_state,1950,1949,x\n")
    with pytest.raises(BadData, match=r"mine\.csv, line 2: it ends"):
        holders("NOR", "head_of_state", "1950-01-01")


def test_a_file_that_is_not_there(own: Path, tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match="there is no such CSV file"):
        add_file(tmp_path / "none.csv")


def test_without_a_folder_nothing_can_be_kept(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGESTA_AUTHORITIES", "")
    with pytest.raises(BadQuestion, match="no folder to keep files in"):
        add_file(written(tmp_path, HEAD))
