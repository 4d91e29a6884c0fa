"""A data package (Frictionless): a folder, or a .zip file, of CSV tables with a description of every column.

*For*: deposits and teaching: `entries.csv` and beside it `states.csv`, `people.csv`, `sectors.csv`, `citations.csv`,
tied to it by the entry's id, and `documents.csv`; `datapackage.json` says what each column holds and which tables
belong together. Frictionless, R and any reader of CSV open it. Cells are made plain as in the format `csv`.

*Loses*: nothing of an entry; reading a package back gives equal entries. The documents' texts stay behind.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

from regesta.errors import BadDocument
from regesta.exporting.cells import cell, value_of
from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.model import Entry
from regesta.register import entry_of_row, entry_row
from regesta.vocabulary import ACTS, MODALITIES, SECTORS

_ENTRY = (
    "id document act date earliest latest date_basis place modality said_by start end quote rule confidence why"
).split()
_PARTS = {
    "states": ("entry", "position", "state"),
    "people": ("entry", "position", "name", "office", "state", "person"),
    "sectors": ("entry", "position", "sector"),
    "citations": ("entry", "position", "citation"),
}
_DOCUMENT = ("id", "path")
_NUMBERS = {"start": "integer", "end": "integer", "position": "integer", "confidence": "number"}
_MUST = {"id", "document", "act", "modality", "start", "end", "entry", "position", "confidence"}
_TERMS: dict[str, tuple[str, ...]] = {"act": ACTS, "modality": MODALITIES, "sector": SECTORS}
_ABOUT = {
    "id": "the entry's or document's id",
    "document": "the id of the document that tells it",
    "act": "a term of Regesta's vocabulary of acts",
    "date": "EDTF (ISO 8601-2)",
    "earliest": "the first day the date allows, YYYY-MM-DD",
    "latest": "the last day the date allows, YYYY-MM-DD",
    "date_basis": "stated, context, computed or inferred",
    "start": "offset of the quote's first character in the document's text, in code points from 0",
    "end": "offset behind the quote's last character, in code points",
    "quote": "the characters that tell it",
    "state": "ISO 3166-1 alpha-3, ISO 3166-3 alpha-4, or an id of Regesta's list",
    "person": "the authority's id of the person",
    "confidence": "from 0 to 1",
}


def write_datapackage(chosen: Chosen, folder: Path) -> Written:
    """Fill a folder with the tables and their description, in one pass over the entries."""
    count, documents = 0, set()
    with ExitStack() as stack:
        tables = {
            name: csv.writer(stack.enter_context(_opened(folder / f"{name}.csv")), lineterminator="\r\n")
            for name in ("entries", *_PARTS, "documents")
        }
        for name, columns in (("entries", _ENTRY), *_PARTS.items(), ("documents", _DOCUMENT)):
            tables[name].writerow(columns)
        for entry in entries_of(chosen):
            count += 1
            if entry.document not in documents:
                documents.add(entry.document)
                tables["documents"].writerow([cell(entry.document), cell(chosen.paths.get(entry.document))])
            row = entry_row(entry)
            tables["entries"].writerow([cell(row[column]) for column in _ENTRY])
            for name in ("states", "sectors", "citations"):
                tables[name].writerows([cell(entry.id), at, cell(value)] for at, value in enumerate(row[name]))
            tables["people"].writerows(
                [cell(entry.id), at, cell(p.name), cell(p.office), cell(p.state), cell(p.id)]
                for at, p in enumerate(entry.people)
            )
    (folder / "datapackage.json").write_text(json.dumps(_described(), indent=1) + "\n", encoding="utf-8")
    return Written(count)


def read_datapackage(path: Path) -> Iterator[tuple[Entry, str | None]]:
    """The entries of a package (a folder, its datapackage.json, or a .zip), each with its document's path.

    Raises BadDocument naming the table that is not in order.
    """
    with _unpacked(path) as folder, _long_fields():
        try:
            paths = {row["id"]: row["path"] for row in _table(folder, "documents")}
            parts = {name: _by_entry(folder, name) for name in _PARTS}
            for row in _table(folder, "entries"):
                yield _entry(row, parts), paths.get(row["document"])
        except (OSError, ValueError, KeyError, TypeError, csv.Error) as fault:
            raise BadDocument(
                f"{path}: it is no data package of entries ({fault}); export one with `regesta export datapackage`"
            ) from fault


def _entry(row: dict[str, Any], parts: dict[str, dict[str, list[dict[str, Any]]]]) -> Entry:
    listed = {name: found.get(row["id"], []) for name, found in parts.items()}
    return entry_of_row(
        {field: row[field] for field in _ENTRY}
        | {
            "states": [part["state"] for part in listed["states"]],
            "people": [{**part, "id": part["person"]} for part in listed["people"]],
            "sectors": [part["sector"] for part in listed["sectors"]],
            "citations": [part["citation"] for part in listed["citations"]],
            "start": int(row["start"]), "end": int(row["end"]), "confidence": float(row["confidence"]),
        }
    )  # fmt: skip


def _by_entry(folder: Path, name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _table(folder, name):
        found.setdefault(row["entry"], []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: int(row["position"]))
    return found


def _table(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {column: value_of(told) for column, told in row.items()}


def _described() -> dict[str, Any]:
    resources = [
        _resource("entries", _ENTRY, primary="id", keys=(("document", "documents", "id"),)),
        *(_resource(name, columns, keys=(("entry", "entries", "id"),)) for name, columns in _PARTS.items()),
        _resource("documents", _DOCUMENT, primary="id"),
    ]
    return {
        "profile": "tabular-data-package",
        "name": "regesta-entries",
        "title": "Entries of a register of relations between states",
        "description": "Dated acts, each with the exact characters that tell it. A cell that begins with an apostrophe holds the text behind it.",
        "created_by": f"Regesta {version('regesta')}",
        "resources": resources,
    }


def _resource(
    name: str, columns: Any, primary: str | None = None, keys: tuple[tuple[str, str, str], ...] = ()
) -> dict[str, Any]:
    fields = []
    for column in columns:
        limits: dict[str, Any] = {"required": True} if column in _MUST else {}
        if column in _TERMS:
            limits["enum"] = list(_TERMS[column])
        about = {"description": _ABOUT[column]} if column in _ABOUT else {}
        fields.append(
            {
                "name": column,
                "type": _NUMBERS.get(column, "string"),
                **about,
                **({"constraints": limits} if limits else {}),
            }
        )
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if primary is not None:
        schema["primaryKey"] = primary
    if keys:
        schema["foreignKeys"] = [
            {"fields": field, "reference": {"resource": table, "fields": other}} for field, table, other in keys
        ]
    return {
        "name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "dialect": {"lineTerminator": "\r\n", "doubleQuote": True}, "schema": schema,
    }  # fmt: skip


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """The folder of a package; a .zip is unpacked into one that goes again."""
    if path.is_dir():
        yield path
    elif path.name == "datapackage.json":
        yield path.parent
    else:
        with tempfile.TemporaryDirectory(prefix="regesta-") as folder:
            try:
                with zipfile.ZipFile(path) as packed:
                    for name in (f"{name}.csv" for name in ("entries", *_PARTS, "documents")):
                        packed.extract(name, folder)
            except (OSError, zipfile.BadZipFile, KeyError) as fault:
                raise BadDocument(
                    f"{path}: it is no data package ({fault}); name its folder or its .zip file"
                ) from fault
            yield Path(folder)


@contextmanager
def _long_fields() -> Iterator[None]:
    """Cells of any length: the reader of CSV refuses long ones until told."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
