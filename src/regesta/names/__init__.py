"""Text to names: states, persons with their offices, bare offices, places and institutions, each with its span.

Here live the table of states (data/en/states.csv), the lists of places, institutions, offices and given names, and
the grammars that read them. Who held which office when is the authorities' matter; which person of the authorities a
name means is resolving's.
"""

from regesta.names.finding import find_names
from regesta.names.states import (
    absorbed,
    ended_in,
    is_adjective,
    is_body,
    is_over,
    is_territory,
    lasts_through,
    namesake,
    predecessor,
    state_lasted,
    state_name,
    state_of_capital,
    states_called,
    states_named,
    today_of,
    whose_colony,
)

__all__ = [
    "absorbed",
    "ended_in",
    "find_names",
    "is_adjective",
    "is_body",
    "is_over",
    "is_territory",
    "lasts_through",
    "namesake",
    "predecessor",
    "state_lasted",
    "state_name",
    "state_of_capital",
    "states_called",
    "states_named",
    "today_of",
    "whose_colony",
]
