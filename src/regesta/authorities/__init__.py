"""Who held which office of which state when, and according to whom: tables with their sources, asked as of a date.

What lives here: the tables (`data`: tenures and attestations, a file a state; sources; `curated` holds what people added,
each row with its public source), reading them (`loading`), questions (`lookup`). What does not: whom a text means
(`resolving`), whether a text is right (`checking`), the list of states and their names (`names`).

A missing row is no evidence: the tables say who is known to have held an office, not who did not.
"""

from regesta.authorities.bounds import first_day, last_day
from regesta.authorities.lookup import (
    attestations_of,
    attested_in,
    begun,
    ended,
    holders,
    named,
    states_of,
    tenures_in,
    tenures_of,
)
from regesta.authorities.naming import key_of

__all__ = [
    "attestations_of",
    "attested_in",
    "begun",
    "ended",
    "first_day",
    "holders",
    "key_of",
    "last_day",
    "named",
    "states_of",
    "tenures_in",
    "tenures_of",
]
