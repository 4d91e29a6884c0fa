"""Whom the people of an entry mean: by name, office, state and date together."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.model import Entry, Identity


def resolve_people(entries: Iterable[Entry]) -> tuple[Identity, ...]:
    """One identity for each named person of each entry, in order."""
    return ()
