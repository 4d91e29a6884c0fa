"""Entries as a data frame of pandas or polars: one row an entry, typed, lists as lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from regesta.errors import MissingPart
from regesta.model import Entry
from regesta.register.rows import FIELDS, entry_row

if TYPE_CHECKING:
    import pandas
    import polars

_DAYS = ("earliest", "latest")
_CATEGORIES = ("act", "date_basis", "modality", "rule")


def columns_of(entries: Iterable[Entry], paths: Mapping[str, str]) -> dict[str, list[Any]]:
    """The contract's fields of entries, a list a field; `paths` gives documents their paths."""
    found: dict[str, list[Any]] = {field: [] for field in FIELDS}
    for entry in entries:
        row = entry_row(entry, paths.get(entry.document))
        for field, values in found.items():
            values.append(row.get(field))
    return found


def to_pandas(entries: Iterable[Entry], paths: Mapping[str, str]) -> pandas.DataFrame:
    """A pandas frame. Raises MissingPart where pandas is not installed."""
    try:
        import numpy
        import pandas
    except ImportError as fault:
        raise MissingPart("pandas is not installed; install it with `pip install 'regesta[frames]'`") from fault
    columns = columns_of(entries, paths)
    # days by way of numpy, which knows those before the year 1 and behind 2262
    for field in _DAYS:
        columns[field] = numpy.array([day or "NaT" for day in columns[field]], dtype="M8[D]").astype("M8[s]")  # type: ignore[assignment]
    frame = pandas.DataFrame(columns, columns=list(FIELDS))
    return frame.astype(dict.fromkeys(_CATEGORIES, "category"))


def to_polars(entries: Iterable[Entry], paths: Mapping[str, str]) -> polars.DataFrame:
    """A polars frame. Raises MissingPart where polars is not installed."""
    try:
        import numpy
        import polars
    except ImportError as fault:
        raise MissingPart("polars is not installed; install it with `pip install 'regesta[frames]'`") from fault
    text, texts = polars.String, polars.List(polars.String)
    person = polars.Struct({"name": text, "office": text, "state": text, "id": text})
    kinds: dict[str, Any] = {
        **dict.fromkeys(FIELDS, text), **dict.fromkeys(("states", "sectors", "citations"), texts),
        "people": polars.List(person), "start": polars.Int64, "end": polars.Int64, "confidence": polars.Float64,
        **dict.fromkeys(_DAYS, polars.Date), **dict.fromkeys(_CATEGORIES, polars.Categorical),
    }  # fmt: skip
    columns: dict[str, Any] = dict(columns_of(entries, paths))
    for field in _DAYS:
        days = numpy.array([day or "NaT" for day in columns[field]], dtype="M8[D]")
        columns[field] = polars.Series(field, days.astype("M8[ms]")).cast(polars.Date)
    return polars.DataFrame(columns, schema=kinds)
