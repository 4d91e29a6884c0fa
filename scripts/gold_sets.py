"""The labelled sets: which documents they hold, what a reader found in them, and what Regesta finds.

A set is a name, documents by id, and gold rows in the shape of the contract. The larger sets are split by a fixed hash into a
part that is looked at (its misses may be printed and learnt from) and a part that is only scored. The texts beside the
project (`../shared`) may be missing; the examples are always there.

Labels of ours for texts that lie beside the project are kept without the texts: `evaluation/labels/SET.jsonl` names each
row by offsets, `evaluation/labels/documents.jsonl` the stretch of each text that was labelled, and its hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regesta.model import Document, Entry
from regesta.workflow import read

HOME = Path(__file__).resolve().parent.parent
SHARED = HOME.parent / "shared"

LABELS = HOME / "evaluation" / "labels"

# sets whose documents are split as those of another set, so that a text held there is held here
FAMILIES = {"headings": "rdcr", "countries": "rdcr", "excerpts": "wikipedia"}

# sets of which half the held documents (by the same hash's next byte) were opened on 2026-11-27 to be learnt from, once
# they had been scored: dated F1 0.879, with states 0.736, people 0.876 over all that were held until then (their headings are
# still counted as held)
OPENED = {"countries"}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A labelled set. `hash` is that of the labels, which count code points of the source, or of `Document.text`.

    `complete` is False where a true act may have no label, so that only recall means anything. `stretches` are the parts
    of documents that were labelled, where it was not the whole, [start, end) in code points of the source: what is told
    outside them counts neither way.
    """

    name: str
    documents: dict[str, Path]
    gold: tuple[Row, ...]
    hash: str
    source_offsets: bool = True
    complete: bool = True
    stretches: dict[str, tuple[int, int]] = field(default_factory=dict)

    def look(self) -> frozenset[str]:
        """The documents whose misses may be looked at."""
        return frozenset(document for document in self.documents if not is_held(self.name, document))


def is_held(set_name: str, document: str) -> bool:
    """Is this document only ever scored? Fixed by a hash, so that nobody chose; the small sets are looked at whole."""
    family = FAMILIES.get(set_name, set_name)
    if family not in {"rdcr", "wikipedia"}:
        return False
    digest = hashlib.sha256(f"held:{family}/{document}".encode()).digest()
    opened = set_name in OPENED and digest[1] % 2 == 0
    return digest[0] % 3 == 0 and not opened


def rows_of(path: Path) -> tuple[Row, ...]:
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


# --- the sets --------------------------------------------------------------------------------------------------------


def examples(home: Path = HOME) -> GoldSet:
    labels = home / "examples" / "expected.jsonl"
    documents = {path.stem: path for path in sorted((home / "examples" / "documents").iterdir())}
    return GoldSet("examples", documents, rows_of(labels), hash_of(labels), source_offsets=False)


def seed(shared: Path) -> GoldSet:
    labels = shared / "seed" / "entries.jsonl"
    return GoldSet("seed", {"seed": shared / "seed" / "article.md"}, rows_of(labels), hash_of(labels))


def labelled(name: str, shared: Path) -> GoldSet:
    """A folder of `DOCUMENT.txt` with one `gold.jsonl`."""
    folder = shared / name / "labelled"
    gold = rows_of(folder / "gold.jsonl")
    documents = {path.stem: path for path in sorted(folder.glob("*.txt"))}
    return GoldSet(name, documents, gold, hash_of(folder / "gold.jsonl"))


def ours(name: str, shared: Path) -> GoldSet | str:
    """A set whose labels are in the project and whose texts lie beside it; a sentence where one of them is another text."""
    documents, stretches, texts = {}, {}, {}
    for row in rows_of(LABELS / "documents.jsonl"):
        if row["set"] != name:
            continue
        path = shared / row["path"]
        texts[row["document"]] = path.read_text(encoding="utf-8")
        if hashlib.sha256(texts[row["document"]].encode()).hexdigest() != row["sha256"]:
            return f"{name}: skipped, {row['path']} beside the project is not the text that was labelled"
        documents[row["document"]], stretches[row["document"]] = path, (row["start"], row["end"])
    labels = LABELS / f"{name}.jsonl"
    gold = tuple(row | {"quote": texts[row["document"]][row["start"] : row["end"]]} for row in rows_of(labels))
    return GoldSet(name, documents, gold, hash_of(labels), stretches=stretches)


def headings(shared: Path) -> GoldSet:
    """The headings of the country articles as partial gold: what an article's editor thought worth a heading."""
    labels = shared / "rdcr" / "headings.jsonl"
    rows = tuple(row for heading in rows_of(labels) if (row := heading_row(heading)) is not None)
    named = sorted({row["document"] for row in rows})
    documents = {document: shared / "rdcr" / "prose" / f"{document}.txt" for document in named}
    return GoldSet("headings", documents, rows, hash_of(labels), complete=False)


HEADING_ACTS: dict[str, tuple[str, ...]] = {
    "accreditation": ("credentials_presented", "appointment"),
    "closure_of_mission": ("mission_closed",),
    "commerce_or_aid": ("trade", "aid", "agreement"),
    "consular_presence": ("mission_opened", "mission_closed", "appointment"),
    "elevation_to_embassy": ("mission_raised",),
    "elevation_to_legation": ("mission_raised",),
    "establishment_of_diplomatic_relations": ("relations_established",),
    "establishment_of_embassy": ("mission_opened",),
    "establishment_of_legation": ("mission_opened",),
    "establishment_of_mission": ("mission_opened",),
    "mission_status": ("mission_opened", "mission_closed", "mission_raised"),
    "negotiation": ("agreement", "meeting"),
    "recall_of_envoy": ("recall",),
    "recognition": ("recognition",),
    "relocation_of_mission": ("mission_moved",),
    "reopening_of_mission": ("mission_opened",),
    "resumption": ("relations_resumed",),
    "severance": ("relations_severed", "mission_closed"),
    "state_change": ("state_change", "independence"),
    "treaty": ("agreement",),
    "war_or_conflict": ("war",),
}


def heading_row(heading: Row) -> Row | None:
    """A heading as a gold row; None where it names no act of ours, has no prose, or no date that can be scored."""
    acts = HEADING_ACTS.get(heading["type"])
    if acts is None or not heading["date_scorable"] or heading["span_prose_doc"] is None:
        return None
    start, end = heading["span_prose_doc"]
    return {
        "document": heading["doc"], "act": acts[0], "also": list(acts[1:]), "date": heading["date"],
        "states": [], "people": [], "start": start, "end": end, "quote": heading["heading"],
    }  # fmt: skip


def all_sets(shared: Path = SHARED) -> Iterator[GoldSet | str]:
    """Every set that is there; for one that is not, a sentence that says so."""
    yield examples()
    makers: dict[str, tuple[Path, Callable[[], GoldSet | str]]] = {
        "seed": (shared / "seed" / "entries.jsonl", lambda: seed(shared)),
        "rdcr": (shared / "rdcr" / "labelled" / "gold.jsonl", lambda: labelled("rdcr", shared)),
        "wikipedia": (shared / "wikipedia" / "labelled" / "gold.jsonl", lambda: labelled("wikipedia", shared)),
        "headings": (shared / "rdcr" / "headings.jsonl", lambda: headings(shared)),
        "countries": (shared / "rdcr" / "prose", lambda: ours("countries", shared)),
        "excerpts": (shared / "wikipedia" / "unlabelled", lambda: ours("excerpts", shared)),
    }
    for name, (needed, make) in makers.items():
        yield make() if needed.exists() else f"{name}: skipped, what it needs is not beside the project"


# --- what Regesta finds ----------------------------------------------------------------------------------------------


def predicted_rows(gold_set: GoldSet) -> list[Row]:
    """The entries the workflow finds in the documents of the set, each row under the set's own document id."""
    rows = []
    for document, path in gold_set.documents.items():
        reading = read(path)
        for entry in reading.entries:
            span = (entry.start, entry.end)
            if gold_set.source_offsets:
                span = source_span(reading.document, *span)
            if is_labelled(gold_set, document, span):
                rows.append(predicted_row(entry, document, span))
    return rows


def is_labelled(gold_set: GoldSet, document: str, span: tuple[int, int]) -> bool:
    """Whether a span lies in what was labelled of a document: all of it, or the stretch that was."""
    first, last = gold_set.stretches.get(document, span)
    return first <= span[0] and span[1] <= last


def predicted_row(entry: Entry, document: str, span: tuple[int, int]) -> Row:
    """What the scorer needs of an entry, and how sure it is."""
    return {
        "confidence": entry.confidence,
        "document": document, "act": entry.act, "date": entry.when.edtf, "states": list(entry.states),
        "people": [{"name": person.name, "office": person.office, "state": person.state} for person in entry.people],
        "modality": entry.modality, "start": span[0], "end": span[1], "quote": entry.quote,
    }  # fmt: skip


def source_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """[start, end) of the text as that of the source, both in code points; unchanged where the format has none."""
    first, last = document.locate(start).offset, document.locate(max(start, end - 1)).offset
    if first is None or last is None:
        return start, end
    return first, max(first, last) + 1
