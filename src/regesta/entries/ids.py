"""The id of an entry."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from regesta.model import Entry


def with_id(entry: Entry) -> Entry:
    """The entry with its id: a hash of its content."""
    content = [
        entry.document, entry.act, entry.when.edtf, entry.states, [(p.name, p.office, p.state) for p in entry.people],
        entry.place, entry.sectors, entry.modality, entry.said_by, entry.citations, entry.start, entry.end, entry.quote,
    ]  # fmt: skip
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
    return replace(entry, id=digest[:16])
