"""Who held which office of which state when, and according to whom: tables with their sources, asked as of a date.

What lives here: the tables (`data`: tenures and attestations, a file a state; sources; `curated` holds what people added,
each row with its public source), reading them (`loading`), questions (`lookup`). What does not: whom a text means
(`resolving`), whether a text is right (`checking`), the list of states and their names (`names`).

A missing row is no evidence: the tables say who is known to have held an office, not who did not.
"""

from regesta.authorities.bounds import begun, ended, first_day, last_day
from regesta.authorities.loading import (
    corrections,
    forget,
    load_all,
    sources,
    states,
    voice_name,
)
from regesta.authorities.loading import (
    version as authorities_version,
)
from regesta.authorities.lookup import (
    attestations_of,
    attested_in,
    holders,
    lifespan,
    named,
    states_of,
    tenures_in,
    tenures_of,
)
from regesta.authorities.naming import key_of

__all__ = [
    "attestations_of",
    "attested_in",
    "authorities_version",
    "begun",
    "corrections",
    "ended",
    "first_day",
    "forget",
    "holders",
    "key_of",
    "last_day",
    "lifespan",
    "load_all",
    "named",
    "sources",
    "states",
    "states_of",
    "tenures_in",
    "tenures_of",
    "voice_name",
]
