"""CAMEO event data: one CSV row for each direction of an entry, coded as who did what to whom.

*For*: event-data people, beside ICEWS, GDELT or Phoenix. `event_code` is CAMEO's (1.1b3) by the table
`regesta/exporting/data/event-codes.csv`, which anybody may read and correct; the acting state is the source. Where both
sides act a second row has the other direction and `told_so` is 0. Speeches are kept as 010, make a statement. `date` is
empty unless the day is known; `earliest`, `latest` and `edtf` say what is known.

*Loses*: acts between states that CAMEO has no code for (statehood, moves of missions, laws, migration, offices);
people; what is finer than a code (an agreement signed or ended, aid given or pledged). States keep the register's
codes, which for former states are not CAMEO's.
"""

from __future__ import annotations

import csv
from typing import TextIO

from regesta.exporting.cells import cell
from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.exporting.events import events_of, quad_class

COLUMNS = (
    "event_id", "date", "earliest", "latest", "edtf", "source", "target", "event_code", "root_code", "quad_class", "told_so",
    "modality", "place", "quote", "entry", "document", "path",
)  # fmt: skip


def write_cameo(chosen: Chosen, out: TextIO) -> Written:
    """Write the events as they are read."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = left_out = 0
    for entry in entries_of(chosen):
        events = list(events_of(entry))
        when = entry.when
        day = when.earliest if when.earliest == when.latest else None
        for event in events:
            row = (
                event.id, day, when.earliest, when.latest, when.edtf, event.source, event.target, event.cameo, event.cameo[:2],
                quad_class(event.cameo), int(event.first), entry.modality, entry.place, entry.quote, entry.id, entry.document,
                chosen.paths.get(entry.document),
            )  # fmt: skip
            writer.writerow([cell(value).replace("\0", "\ufffd") for value in row])
        count, left_out = (count + 1, left_out) if events else (count, left_out + 1)
    return Written(count, left_out)
