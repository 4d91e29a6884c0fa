"""States as they were at the date of an act."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model import PlaceMention, When
from regesta.names import predecessor, state_of_capital


def at_the_time(
    states: Sequence[str], places: Sequence[PlaceMention], when: When, *, embassy: bool = False
) -> tuple[str, ...]:
    """The states of an act as they were then: a town that was a former state's capital stands for that state, and a
    state that was founded later for the one it followed. Order is kept; a date without a year changes nothing. `embassy`:
    the act is one of an embassy, which in a divided town resided with the state whose capital it was."""
    year = (when.earliest or when.latest or "")[:4]
    if not year.isdigit():
        return tuple(states)
    former: dict[str, str] = {}
    for place in places:
        code = state_of_capital(place.name, int(year), embassy=embassy)
        if code is not None and place.state is not None and code != place.state:
            former[place.state] = code
    now = [former.get(state, state) for state in states]
    return tuple(dict.fromkeys(predecessor(state, when.latest or when.earliest or "") or state for state in now))
