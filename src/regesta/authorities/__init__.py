"""Who held which office of which state when, and according to whom: tables with their sources, asked as of a date.

What lives here: the tables (`data`: tenures and attestations, a file a state; states, capitals, sources; `curated` holds
what people added, each row with its public source) and their compiled form (`compiled.pack`); reading them (`loading`); the
user's own files (`added`, `keeping`) and newer tenures of Wikidata (`fetching`); questions (`lookup`, `statehood`) and rows as
sentences (`telling`). What does not: whom a text means (`resolving`), whether a text is right (`checking`), the words for
states (`names`).

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
from regesta.authorities.statehood import (
    capitals,
    capitals_on,
    existed,
    kept_as,
    names_of_state,
    state_of_code,
    state_records,
)
from regesta.authorities.telling import day_words, disagreements, said_by, span_words, told

__all__ = [
    "attestations_of",
    "attested_in",
    "authorities_version",
    "begun",
    "capitals",
    "capitals_on",
    "corrections",
    "day_words",
    "disagreements",
    "ended",
    "existed",
    "first_day",
    "forget",
    "holders",
    "kept_as",
    "key_of",
    "last_day",
    "lifespan",
    "load_all",
    "named",
    "names_of_state",
    "said_by",
    "sources",
    "span_words",
    "state_of_code",
    "state_records",
    "states",
    "states_of",
    "tenures_in",
    "tenures_of",
    "told",
    "voice_name",
]
