"""The ids of what is told: hashes of content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from regesta.model import Entry


def with_id(entry: Entry) -> Entry:
    """An entry that was just made, with its id: a hash of its content."""
    content = [
        entry.document, entry.act, entry.when.edtf, entry.states, [(p.name, p.office, p.state) for p in entry.people],
        entry.place, entry.sectors, entry.modality, entry.said_by, entry.citations, entry.start, entry.end, entry.quote,
    ]  # fmt: skip
    # the entry was just made and nobody else has it; a copy of its twenty fields would take as long as the hash
    object.__setattr__(entry, "id", hashed(content))
    return entry


def hashed(content: Sequence[object]) -> str:
    """A hash of content that JSON can write, in sixteen hexadecimal digits."""
    return hashlib.sha256(_written(content).encode("utf-8", "surrogatepass")).hexdigest()[:16]


_written = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make an encoder for every entry
