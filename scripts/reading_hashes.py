"""Hash all that reading gives for every text at hand, to see that a change made it quicker and not different.

usage: reading_hashes.py [--keep FILE | --against FILE]

A hash a document over its reading, whom its people mean, its acts and findings: of the examples, of the sets beside the
project where they lie there, and of an invented archive. `--keep` writes them; `--against` compares with those that were kept,
names the documents that differ, and ends with 1 where any does. Nothing of a text is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from gold_sets import HOME, SHARED
from large_archive import make

from regesta.errors import BadDocument
from regesta.workflow import examine, read

INVENTED = 300  # documents
LABELS = {".json", ".jsonl", ".toml", ".csv"}
FOLDERS = (
    "rdcr/prose",
    "rdcr/documents",
    "rdcr/tei",
    "rdcr/labelled",
    "wikipedia/labelled",
    "wikipedia/unlabelled",
    "seed",
)


def files(shared: Path) -> Iterator[tuple[Path, list[str]]]:
    """Places, each with the paths from there of its documents that are no labels."""
    for place, folders in ((HOME, ("examples/documents", "examples/text")), (shared, FOLDERS)):
        found = [path for folder in folders for path in sorted((place / folder).glob("*")) if path.is_file()]
        yield place, [str(path.relative_to(place)) for path in found if path.suffix not in LABELS]


def hash_of_reading(path: Path) -> str:
    """SHA-256 over all that is told of one file; over the fault where it cannot be read."""
    try:
        told = repr(examine(read(path)))
    except BadDocument as fault:
        told = f"{type(fault).__name__}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def hashes(shared: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, names in files(shared):
        with chdir(place):
            found |= {name: hash_of_reading(Path(name)) for name in names}
    with tempfile.TemporaryDirectory() as folder, chdir(folder):  # what is told names the file by its path
        for path in make(Path("invented"), INVENTED):
            found[str(path)] = hash_of_reading(path)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="write the hashes to this file")
    parser.add_argument("--against", type=Path, help="compare with the hashes in this file")
    parser.add_argument("--shared", type=Path, default=SHARED, help="where further texts lie")
    arguments = parser.parse_args()
    found = hashes(arguments.shared)
    whole = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
    print(f"{len(found)} documents, {whole[:16]}")
    if arguments.keep is not None:
        arguments.keep.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if arguments.against is not None:
        kept = json.loads(arguments.against.read_text(encoding="utf-8"))
        other = sorted(name for name in kept.keys() | found.keys() if kept.get(name) != found.get(name))
        print("\n".join(other) if other else "all as they were")
        return int(bool(other))
    return 0


if __name__ == "__main__":
    sys.exit(main())
