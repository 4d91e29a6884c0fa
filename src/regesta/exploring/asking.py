"""What a user asks, as words and options, into a Filter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from regesta.dates import parse_edtf
from regesta.errors import BadQuestion
from regesta.model import Filter
from regesta.names import states_named
from regesta.vocabulary import ACTS, MODALITIES, SECTORS


def filter_of(options: Mapping[str, str | None], acts: Sequence[str] = ()) -> Filter:
    """The filter that options ask for: states, pair, date, after, before, and the fields of Filter as they are.

    Empty and missing options ask for nothing, save `cited`, where "" asks for entries that cite no work. Raises
    BadQuestion naming what cannot be understood.
    """
    for value, known, what in (
        *((act, ACTS, "act") for act in acts),
        (options.get("sector"), SECTORS, "sector"),
        (options.get("modality"), MODALITIES, "modality"),
    ):
        if value and value not in known:
            raise BadQuestion(f"'{value}' is no {what}; there are: {' '.join(known)}")
    date, states, pair = options.get("date"), options.get("states"), options.get("pair")
    after, before = options.get("after"), options.get("before")
    within = parse_edtf(date) if date else None
    both = pair_of(pair) if pair else ()
    return Filter(
        states=tuple(states_named(states)) if states else (),
        pair=both,
        acts=tuple(acts),
        after=within.earliest if within is not None else parse_edtf(after).earliest if after else None,
        before=within.latest if within is not None else parse_edtf(before).latest if before else None,
        person=options.get("person") or None,
        sector=options.get("sector") or None,
        words=options.get("words") or None,
        document=options.get("document") or None,
        said_by=options.get("said_by") or None,
        cited=options.get("cited"),
        modality=options.get("modality") or None,
    )


def pair_of(text: str) -> tuple[str, str]:
    """The two states of "AZE-ISR"; a name with a hyphen stands between commas. Raises BadQuestion when it names no pair."""
    named = text if "," in text else re.sub(r"\s*[-–]\s*", ",", text, count=1)
    both = states_named(named)
    if len(both) != 2:
        raise BadQuestion(f"'{text}' names no pair; write two states, as in AZE-ISR or 'Azerbaijan,Israel'")
    return both[0], both[1]
