"""Tables open in the tools that people use for them: pandas, polars, pyarrow, Frictionless, Datasette."""

from __future__ import annotations

import asyncio
import csv
import io
import sys
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from made import HOSTILE

from regesta.cli.carrying import write_to
from regesta.errors import BadQuestion
from regesta.exporting import FORMATS, Format, chosen_of, write_csv, write_csv_long, write_partitioned
from regesta.exporting.cells import cell, value_of
from regesta.model import Filter
from regesta.register import FIELDS, Register


def table(register: Register, long: bool = False) -> str:
    out = io.StringIO()
    (write_csv_long if long else write_csv)(chosen_of(register), out)
    return out.getvalue()


@pytest.mark.parametrize("text", ["", "'", "=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "plain", "a'b", "＝1"])
def test_a_cell_is_made_plain_and_can_be_taken_back(text: str) -> None:
    assert value_of(cell(text)) == text
    assert cell(text)[:1] not in set("=+-@\t\r＝")


def test_no_cell_of_a_csv_would_be_run_and_every_line_ends_as_rfc_4180_says(hostile: Register) -> None:
    told = table(hostile)
    assert told.endswith("\r\n")
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert [row["quote"] for row in rows if row["id"].endswith("x")] != []
    cells = [value for row in rows for value in row.values()]
    assert all(value[:1] not in set("=+-@\t\r") for value in cells)
    quotes = {value_of(row["quote"]) for row in rows}
    assert quotes == {text.replace("\0", "\ufffd") for text in HOSTILE.values()}


def test_pandas_reads_the_csv_as_the_register_has_it(examples: Register, hostile: Register) -> None:
    import pandas

    for register in (examples, hostile):
        frame = pandas.read_csv(io.StringIO(table(register)), keep_default_na=False, dtype=str)
        assert list(frame.columns) == list(FIELDS)
        assert list(frame["id"]) == [entry.id for entry in register.entries()]
        long = pandas.read_csv(io.StringIO(table(register, long=True)), keep_default_na=False, dtype=str)
        states = long[long["role"] == "state"].groupby("id", sort=False)["state"].agg(tuple)
        told = {entry.id: tuple(map(str, entry.states)) for entry in register.entries() if entry.states}
        assert dict(states) == told
        assert set(long["id"]) == set(frame["id"])


def test_parquet_is_typed_and_partitions_are_folders(examples: Register, tmp_path: Path) -> None:
    import pandas
    import pyarrow
    import pyarrow.parquet

    file = tmp_path / "out.parquet"
    count = write_to(FORMATS["parquet"], chosen_of(examples), str(file)).count
    read = pyarrow.parquet.read_table(file)
    assert read.num_rows == count == examples.count()
    assert read.schema.field("first_day").type == pyarrow.date32()
    assert read.schema.field("states").type == pyarrow.list_(pyarrow.string())
    for by in ("act", "decade"):
        folder = tmp_path / by
        write_to(Format(folder=partial(write_partitioned, by=by)), chosen_of(examples), str(folder))
        assert len(pandas.read_parquet(folder)) == count
        assert all(path.name.startswith(f"{by}=") for path in folder.iterdir())
    assert len(pandas.read_parquet(tmp_path / "act", filters=[("act", "==", "visit")])) == examples.count(
        Filter(acts=("visit",))
    )


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_frictionless_finds_nothing_wrong_with_a_data_package(
    which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    register: Register = request.getfixturevalue(which)
    folder = tmp_path / "package"
    write_to(FORMATS["datapackage"], chosen_of(register), str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "type", "rowNumber", "note"])[:5]
    assert report.stats["tasks"] == 6
    packed = tmp_path / "package.zip"
    write_to(FORMATS["datapackage"], chosen_of(register), str(packed))
    first = packed.read_bytes()
    write_to(FORMATS["datapackage"], chosen_of(register), str(packed))
    assert packed.read_bytes() == first, "the same register gives the same file"


def test_frames_hold_the_contract_and_count_as_the_register_does(examples: Register) -> None:
    pandas_frame, polars_frame = examples.to_pandas(), examples.to_polars()
    assert list(pandas_frame.columns) == list(FIELDS) == polars_frame.columns
    assert len(pandas_frame) == len(polars_frame) == examples.count()
    visits = examples.count(Filter(acts=("visit",)))
    assert int((pandas_frame["act"] == "visit").sum()) == visits
    assert (
        len(examples.to_pandas(Filter(acts=("visit",)))) == visits == len(examples.to_polars(Filter(acts=("visit",))))
    )
    years = pandas_frame.dropna(subset=["earliest"])["earliest"].dt.year
    first = next(entry for entry in examples.entries() if entry.when.earliest is not None)
    assert first.when.earliest is not None
    assert years.min() == int(first.when.earliest[:4])
    assert polars_frame["states"].list.len().to_list() == [len(entry.states) for entry in examples.entries()]


def test_frames_of_hostile_and_ancient_dates_and_of_nothing(hostile: Register) -> None:
    frame = hostile.to_polars(Filter(document="formula"))
    assert frame.height == 4
    assert hostile.to_pandas()["earliest"].dt.year.min() == -44
    assert hostile.to_polars(Filter(acts=("sanction_lifted",))).height == 0
    assert len(hostile.to_pandas(Filter(acts=("sanction_lifted",)))) == 0


def test_a_frame_shows_what_people_decided_where_it_is_asked_to(hostile: Register, tmp_path: Path) -> None:
    from made import hostile_register

    with hostile_register(tmp_path / "decided.register") as register:
        one, other, *_ = register.entries()
        register.rule(one, "reject", "Anna", {}, 0)
        register.rule(other, "correct", "Anna", {"fields": {"date": "1812-06"}}, 0)
        frame = register.to_pandas(decided=True)
        assert one.id not in set(frame["id"])
        assert dict(zip(frame["id"], frame["date"], strict=True))[other.id] == "1812-06"
        assert one.id in set(register.to_pandas()["id"])


def test_sql_reads_and_never_writes(examples: Register) -> None:
    query = "SELECT act, count(*) AS n FROM calendar WHERE states LIKE ? GROUP BY act ORDER BY n DESC, act"
    rows = examples.sql(query, ["%FRA%"])
    assert sum(row["n"] for row in rows) == examples.count(Filter(states=("FRA",)))
    (path,) = {
        row["path"]
        for row in examples.sql(
            "SELECT path FROM calendar WHERE document = :id", {"id": next(iter(examples.documents()))}
        )
    }
    assert path in examples.documents()[next(iter(examples.documents()))]
    for bad in (
        "DELETE FROM entries",
        "ATTACH 'x' AS y",
        "PRAGMA journal_mode=DELETE",
        "SELECT 1; SELECT 2",
        "SELEC",
        "SELECT ?",
    ):
        with pytest.raises(BadQuestion, match="only reading is allowed"):
            examples.sql(bad)


def test_datasette_serves_a_register_as_it_is(examples: Register) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from datasette.app import Datasette

        async def asked() -> Any:
            served = Datasette([examples.path])
            await served.invoke_startup()
            name = Path(examples.path).stem
            answer = await served.client.get(f"/{name}/entries.json?act=visit&_shape=objects&_size=0")
            return answer.json()

        told = asyncio.run(asked())
    assert told["filtered_table_rows_count"] == examples.count(Filter(acts=("visit",)))
