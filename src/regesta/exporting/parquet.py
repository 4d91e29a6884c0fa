"""Parquet, typed: states, sectors and citations as lists, people as a list of structs, offsets as integers.

*For*: pandas, polars, DuckDB, Spark, R's arrow. `earliest` and `latest` are texts as everywhere; `first_day` and
`last_day` are the same bounds as dates (null before the year 1). `--partition act` and `--partition decade` write a
folder with a file for each value in Hive's way (`act=visit/part-0.parquet`); "unknown" stands for a date without a
decade.

*Loses*: nothing of an entry; reading a file back gives equal entries. Needs the extra `parquet`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal
from urllib.parse import quote

from regesta.errors import BadDocument, MissingPart
from regesta.exporting.chosen import Chosen, Written, batches, entries_of
from regesta.model import Entry
from regesta.register import entry_of_row, entry_row

if TYPE_CHECKING:
    import pyarrow

_ROWS = 5000  # of a row group

Partition = Literal["act", "decade"]


def write_parquet(chosen: Chosen, out: BinaryIO) -> Written:
    """Write one file, a row group after another."""
    pa, pq = _library()
    count = 0
    with pq.ParquetWriter(out, schema(), compression="zstd") as writer:
        for batch in batches(entries_of(chosen), _ROWS):
            writer.write_table(pa.Table.from_pylist(list(_rows(batch, chosen)), schema=schema()))
            count += len(batch)
    return Written(count)


def write_partitioned(chosen: Chosen, folder: Path, by: Partition) -> Written:
    """Write a folder with one file for each act or decade."""
    pa, pq = _library()
    count = 0
    kept = pa.schema([field for field in schema() if field.name != by])
    with ExitStack() as stack:
        writers: dict[str, Any] = {}
        for batch in batches(entries_of(chosen), _ROWS):
            parts: dict[str, list[dict[str, Any]]] = {}
            for row in _rows(batch, chosen):
                parts.setdefault(row["act"] if by == "act" else _decade(row), []).append(row)
            for value, rows in sorted(parts.items()):
                if value not in writers:
                    place = folder / f"{by}={quote(value, safe='')}"
                    place.mkdir(parents=True)
                    made = pq.ParquetWriter(place / "part-0.parquet", kept, compression="zstd")
                    writers[value] = stack.enter_context(made)
                writers[value].write_table(pa.Table.from_pylist(rows, schema=kept))
            count += len(batch)
    return Written(count)


def read_parquet(path: Path) -> Iterator[tuple[Entry, str | None]]:
    """The entries of a file or a folder of partitions, each with its document's path. Raises BadDocument, MissingPart."""
    pa, _ = _library()
    import pyarrow.dataset

    try:
        kinds = pa.schema([("act", pa.string()), ("decade", pa.string())])
        parts = pyarrow.dataset.partitioning(kinds, flavor="hive")
        table = pyarrow.dataset.dataset(path, format="parquet", partitioning=parts if path.is_dir() else None)
        for batch in table.to_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                yield entry_of_row(row), row["path"]
    except (OSError, pa.ArrowException, KeyError, TypeError) as fault:
        raise BadDocument(
            f"{path}: it is no Parquet file of entries ({fault}); export one with `regesta export parquet`"
        ) from fault


def schema() -> pyarrow.Schema:
    """The columns and their types."""
    pa, _ = _library()
    text, texts = pa.string(), pa.list_(pa.string())
    person = pa.struct([("name", text), ("office", text), ("state", text), ("id", text)])
    return pa.schema([
        pa.field("id", text, nullable=False), pa.field("document", text, nullable=False), ("path", text),
        pa.field("act", text, nullable=False), ("date", text), ("earliest", text), ("latest", text), ("date_basis", text),
        ("first_day", pa.date32()), ("last_day", pa.date32()), ("states", texts), ("people", pa.list_(person)),
        ("place", text), ("sectors", texts), ("modality", text), ("said_by", text), ("citations", texts),
        ("start", pa.int64()), ("end", pa.int64()), pa.field("quote", text, nullable=False), ("rule", text),
        ("confidence", pa.float64()), ("why", text),
    ])  # fmt: skip


def _rows(entries: list[Entry], chosen: Chosen) -> Iterator[dict[str, Any]]:
    for entry in entries:
        row = entry_row(entry, chosen.paths.get(entry.document))
        yield row | {"first_day": _day(entry.when.earliest), "last_day": _day(entry.when.latest)}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None and "0001" <= text[:4] <= "9999" else None


def _decade(row: dict[str, Any]) -> str:
    first, last = row["earliest"], row["latest"]
    return (
        f"{first[:3]}0"
        if first is not None and last is not None and first[:3] == last[:3] and first[0] != "-"
        else "unknown"
    )


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as fault:
        raise MissingPart("pyarrow is not installed; install it with `pip install 'regesta[parquet]'`") from fault
    return pyarrow, pyarrow.parquet
