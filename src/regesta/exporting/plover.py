"""PLOVER event data, as JSON Lines: one event for each direction of an entry, with PLOVER's type, mode and context.

*For*: event-data people, beside POLECAT. `event_type` and `mode` come from the same table as the format `cameo`, which
stands beside them; `contexts` are made of the entry's sectors, and "future" for what was planned. PLOVER codes no
statements: a speech has an empty `event_type` and the CAMEO code 010.

*Loses*: as `cameo`.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.exporting.events import Event, events_of
from regesta.model import Entry

# PLOVER's contexts by sector; a sector without one gives none
_CONTEXTS = {
    "trade": "economic", "investment": "economic", "finance": "economic", "energy": "resource", "water": "resource",
    "defence": "military", "security": "military", "environment": "environment", "health": "health", "law": "legal",
    "humanitarian": "humanitarian",
}  # fmt: skip


def write_plover(chosen: Chosen, out: TextIO) -> Written:
    """Write the events as they are read, one a line."""
    count = left_out = 0
    for entry in entries_of(chosen):
        events = list(events_of(entry))
        for event in events:
            out.write(json.dumps(_row(entry, event, chosen.paths.get(entry.document)), ensure_ascii=False) + "\n")
        count, left_out = (count + 1, left_out) if events else (count, left_out + 1)
    return Written(count, left_out)


def _row(entry: Entry, event: Event, path: str | None) -> dict[str, Any]:
    contexts = list(dict.fromkeys(_CONTEXTS[sector] for sector in entry.sectors if sector in _CONTEXTS))
    when = entry.when
    return {
        "id": event.id, "date": when.earliest if when.earliest == when.latest else None, "edtf": when.edtf,
        "earliest": when.earliest, "latest": when.latest, "source": [{"code": event.source, "sector": "GOV"}],
        "target": [{"code": event.target, "sector": "GOV"}], "event_type": event.plover, "mode": event.mode,
        "contexts": contexts + (["future"] if entry.modality == "planned" else []), "cameo": event.cameo,
        "told_so": event.first, "location": entry.place, "text": entry.quote, "entry": entry.id, "document": entry.document,
        "path": path,
    }  # fmt: skip
