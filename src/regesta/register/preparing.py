"""What was found in a document as the rows to store: made where it was read, in whatever process, and carried as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.checking import towards
from regesta.model import Edition, Entry, Examined
from regesta.register import codec, cooperating
from regesta.register.folding import folded, spaced

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document's own row, with its digest and edition; the rows of what was found in it, by table; the words of its
    entries, folded, for the full-text index; and the states towards which entries that checks compare were told."""

    document: dict[str, Any]
    rows: dict[str, Rows]
    words: list[dict[str, str]]
    towards: list[str]

    @property
    def entries(self) -> Rows:
        """The rows of its entries."""
        return self.rows.get("entries", [])


@dataclass(frozen=True, slots=True)
class Failed:
    """A file in which nothing could be read: its path, the id of its bytes where they were seen, and one sentence."""

    path: str
    content: str | None
    message: str


def prepare(found: Examined, edition: Edition | None = None) -> Prepared:
    """The rows of all that was found in a document. Without an edition it counts as read with older rules."""
    reading = found.reading
    rows: dict[str, Rows] = {}
    words: list[dict[str, str]] = []
    meant = {(one.entry, one.position): one.person for one in found.identities}
    told = {entry.id: entry for entry in reading.entries}.values()
    for entry in told:
        for name, listed in codec.entry_rows(entry).items():
            rows.setdefault(name, []).extend(listed)
        words.append(words_of(entry))
    for row in rows.get("entry_people", []):
        row["person"] = row["person"] or meant.get((row["entry"], row["position"]))
    rows["entry_places"] = [codec.place_row(entry.id, reading.document.locate(entry.start)) for entry in told]
    rows["identities"] = [
        codec.identity_row(one) for one in {(i.entry, i.position): i for i in found.identities}.values()
    ]
    rows["findings"] = [codec.finding_row(one, "document", at) for at, one in enumerate(found.findings)]
    rows["abstentions"] = [
        {"document": a.document, "position": at, "start": a.start, "end": a.end, "quote": a.quote, "reason": a.reason}
        for at, a in enumerate(reading.abstentions)
    ]
    id = reading.document.id
    rows["mentions"] = [codec.mention_row(id, "reference", at, one) for at, one in enumerate(reading.references)]
    rows["mentions"] += [codec.mention_row(id, "citation", at, one) for at, one in enumerate(reading.citations)]
    rows["mentions"] += [codec.mention_row(id, "quotation", at, one) for at, one in enumerate(reading.quotations)]
    rows |= cooperating.rows_of(reading.cooperation)
    own = codec.document_row(reading.document)
    document = {
        **own,
        "digest": codec.digest_of(own, rows),
        "rules": edition.rules if edition is not None else None,
        "authorities": edition.authorities if edition is not None else None,
    }
    return Prepared(document, rows, words, sorted({state for entry in told if (state := towards(entry)) is not None}))


def words_of(entry: Entry) -> dict[str, str]:
    """The words by which an entry is found, folded, as the full-text index takes them."""
    people = " ".join(f"{person.name or ''} {person.office or ''}" for person in entry.people)
    parts = [entry.quote, entry.act.replace("_", " "), entry.place or "", people, " ".join(entry.sectors)]
    return {"entry": entry.id, "words": spaced(folded(" ".join(parts)))}


def packed(results: Sequence[Prepared | Failed]) -> bytes:
    """Results as JSON, whatever the text holds, lone surrogates too."""
    told = [
        [one.document, one.rows, one.words, one.towards]
        if isinstance(one, Prepared)
        else [one.path, one.content, one.message]
        for one in results
    ]
    return json.dumps(told, separators=(",", ":")).encode("ascii")


def joined(parts: Iterable[bytes]) -> bytes:
    """What `packed` makes of several lists of results, as it would make it of all of them."""
    return b"[" + b",".join(part[1:-1] for part in parts) + b"]"  # each is a list in JSON


def unpacked(data: bytes) -> list[Prepared | Failed]:
    """The results that `packed` was given, equal. Raises ValueError for bytes that it did not make whole."""
    try:
        return [Prepared(*one) if len(one) == 4 else Failed(*one) for one in json.loads(data)]
    except TypeError as fault:
        raise ValueError("no results of a reading") from fault
