"""The register as the pages hold it: open, its columns in memory, kept as fresh as the file."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from regesta.exploring import calendar_line, laid_over
from regesta.exploring.calendar import Line
from regesta.exploring.columns import Columns, load_columns, with_decisions, with_findings
from regesta.exploring.marking import Mention, named_in
from regesta.model import Cooperation, Document, Place, Ruling
from regesta.register import Register

_NAMED = 64  # documents whose names are kept
_LARGE = 50_000  # entries from which new documents are taken in beside the answering, not before it


class Shelf:
    """A register and its columns. Many threads ask at once; columns are never changed, only replaced."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.name = Path(register.path.partition("?")[0]).name
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._named: dict[str, tuple[Mention, ...]] = {}
        self._told: tuple[int, list[Cooperation]] | None = None
        self._columns = load_columns(register)
        self._names = _names(register)
        self._listed = sorted(self._names.items(), key=lambda one: one[1])

    def columns(self) -> Columns:
        """The columns as the register is now; those of a moment ago while many new entries are being taken in."""
        state = self.register.state()
        held = self._columns
        if state == held.state:
            return held
        if state[0] == held.state[0]:
            return self._decided(state)
        if held.size < _LARGE:
            self._load()
        elif self._loading.acquire(blocking=False):
            threading.Thread(target=self._load_beside, daemon=True).start()
        return self._columns

    def names(self, id: str) -> tuple[str, ...]:
        """The paths that a document was read from."""
        return self._names.get(id, ())

    def listed(self) -> list[tuple[str, tuple[str, ...]]]:
        """All documents with their paths, by path."""
        return self._listed

    def lines(self, ids: Sequence[str]) -> list[tuple[Line, Ruling | None]]:
        """The lines of entries as a calendar prints them, decided as people left them, with what was decided."""
        rulings, places = self.register.rulings(ids), self.register.places(ids)
        found = []
        for entry in self.register.entries_of(ids):
            ruling = rulings.get(entry.id)
            name = Path(next(iter(self.names(entry.document)), entry.document)).name
            found.append((calendar_line(laid_over(entry, ruling), places.get(entry.id, Place()), name), ruling))
        return found

    def cooperation(self) -> list[Cooperation]:
        """All statements of cooperation, by document and place, read once for each state of the documents."""
        state = self.register.state()[0]
        with self._lock:
            if self._told is None or self._told[0] != state:
                self._told = state, self.register.cooperation()
            return self._told[1]

    def named_in(self, document: Document) -> tuple[Mention, ...]:
        """The names and dates of a document, found when they are first asked for."""
        if document.id not in self._named:
            for known in list(self._named)[: max(0, len(self._named) - _NAMED + 1)]:
                self._named.pop(known, None)
            self._named[document.id] = named_in(document)
        return self._named[document.id]

    def _decided(self, state: tuple[int, int]) -> Columns:
        with self._lock:
            held = self._columns
            if held.state[0] == state[0] and held.state[1] < state[1]:
                since, waived = self.register.decided_since(held.state[1])
                held = with_decisions(held, self.register, since)
                held = with_findings(held, self.register) if waived else held
                self._columns = replace(held, state=state)
            return self._columns

    def _load(self) -> None:
        with self._lock:
            if self._columns.state != self.register.state():
                self._columns, self._names = load_columns(self.register), _names(self.register)
                self._listed = sorted(self._names.items(), key=lambda one: one[1])

    def _load_beside(self) -> None:
        try:
            self._load()
        finally:
            self._loading.release()


def _names(register: Register) -> dict[str, tuple[str, ...]]:
    return dict(register.documents())
