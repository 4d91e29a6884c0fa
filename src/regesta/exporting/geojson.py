"""GeoJSON in the Linked Places format 1.3: each entry that names a place, where the list of places knows it to lie.

*For*: QGIS (whose temporal controller reads `start` and `end`), geopandas, Peripleo, the World Historical Gazetteer. A
feature is one entry's word on one place: its name as in the text (`names`), the time (`when`, with `earliest` and
`latest` for a day that is only bounded), and the act, quote and document among the `properties`.

*Loses*: people's offices, citations, offsets. A place that the list does not know, or of whose namesakes the entry's
states do not tell which is meant, has no geometry (`null`), as GeoJSON allows. Coordinates are the list's, of a town's
middle, and no more exact.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from regesta.exploring import abstract
from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.model import Entry, When
from regesta.names.locating import place_at

_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"


def write_geojson(chosen: Chosen, out: TextIO) -> Written:
    """Write the features one a line."""
    out.write(f'{{"type": "FeatureCollection", "@context": "{_CONTEXT}", "features": [')
    count = left_out = 0
    for entry in entries_of(chosen):
        if entry.place is None:
            left_out += 1
            continue
        feature = _feature(entry, entry.place, chosen.paths.get(entry.document, entry.document))
        out.write((",\n" if count else "\n") + json.dumps(feature, ensure_ascii=False))
        count += 1
    out.write("\n]}\n")
    return Written(count, left_out)


def _feature(entry: Entry, place: str, path: str) -> dict[str, Any]:
    lies = place_at(place, entry.states)
    when = entry.when
    return {
        "@id": f"urn:regesta:entry:{entry.id}",
        "type": "Feature",
        "properties": {
            "title": place, "fclasses": ["P"], "ccodes": [], "entry": entry.id, "act": entry.act, "label": abstract(entry),
            "date": when.edtf, "start": when.earliest, "end": when.latest, "modality": entry.modality,
            "states": list(entry.states), "people": [p.name or p.office for p in entry.people], "said_by": entry.said_by,
            "quote": entry.quote, "document": path,
        },
        "when": {"timespans": [_timespan(when)], "label": when.edtf} if when.earliest or when.latest else {"timespans": []},
        "names": [{"toponym": place, "lang": "en", "citations": [{"label": path, "@id": f"urn:regesta:document:{entry.document}"}]}],
        "types": [{"identifier": "aat:300008347", "label": "inhabited places"}],
        "geometry": {"type": "Point", "coordinates": [lies[1], lies[0]]} if lies is not None else None,
        "descriptions": [{"value": entry.quote, "lang": "en"}],
    }  # fmt: skip


def _timespan(when: When) -> dict[str, Any]:
    """A day that is only bounded is one start between two; "from ... to" is a start and an end."""
    if when.edtf is not None and "/" in when.edtf:
        return {side: {"in": day} for side, day in (("start", when.earliest), ("end", when.latest)) if day is not None}
    if when.earliest == when.latest:
        return {"start": {"in": when.earliest}}
    return {"start": {"earliest": when.earliest, "latest": when.latest}}
