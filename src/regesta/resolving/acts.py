"""Which entries tell one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from regesta.model import Act, Entry, Identity


def gather_acts(entries: Iterable[Entry], identities: Mapping[tuple[str, int], Identity]) -> tuple[Act, ...]:
    """The acts that entries tell, each entry in exactly one; an entry that no other tells is an act of its own."""
    return tuple(_alone(entry) for entry in entries)


def _alone(entry: Entry) -> Act:
    id = blake2b(entry.id.encode(), digest_size=8).hexdigest()
    return Act(id, entry.act, entry.when, entry.states, (entry.id,), None, "one entry tells it")
