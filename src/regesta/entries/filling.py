"""The states of an act, the acting one first, from those its clause names and from what the passage is about."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.entries.freeing import freed_of
from regesta.entries.people import ENVOY_ACTS, MISSION_ACTS, is_envoy
from regesta.entries.pointing import UNGUESSED
from regesta.entries.scene import RIVALS, Scene
from regesta.entries.siding import PART, Side, Stand
from regesta.model import ActMention, Person
from regesta.names import is_body, today_of

# acts that have two sides by their nature; the others stand with the states their clause names
TWO_SIDED = frozenset(
    [
        "recognition",
        "relations_established",
        "relations_severed",
        "relations_resumed",
        "mission_opened",
        "mission_closed",
        "mission_raised",
        "mission_moved",
        "appointment",
        "credentials_presented",
        "recall",
        "visit",
        "meeting",
        "speech",
        "agreement",
        "exchange_programme",
    ]
)


# acts of two sides that more than two may share in; the others are as many acts as there are pairs
OF_MANY = frozenset({"meeting", "agreement", "speech", "visit", "exchange_programme"})

# of these, what one of the two does in a passage about both; with nobody named the first two are the acts of both
_SHARED = frozenset({"aid", "trade", "sanction_imposed", "sanction_lifted", "call"})
_DIRECTED = frozenset({"sanction_imposed", "sanction_lifted", "call"})

# acts by which one government knows another
OF_GOVERNMENTS = (
    ENVOY_ACTS | MISSION_ACTS | {"recognition", "relations_established", "relations_resumed", "relations_severed"}
)

# rules of deeds that one state does to another, or with it
_BETWEEN_TWO = frozenset(
    [
        "deed",
        "court",
        "mission-attacked",
        "person-held",
        "allied",
        "free-travel",
        "honoured",
        "interests",
        "self-rule",
        "forces-withdrawn",
    ]
)


def sided(
    stands: list[Stand], act: ActMention, scene: Scene, people: Sequence[Person], abroad: set[str]
) -> tuple[str, ...]:
    """Fill the side that the clause leaves unsaid with the scene's own pair, for acts that have two; of more than two
    states in an act of two sides, keep the pair where both are among them. `abroad`: only receiving states are named."""
    whole = [stand.code for stand in stands if stand.group == PART]
    if whole and act.act in OF_GOVERNMENTS:  # "relations with X, as part of Y": those of both
        rest = sided([stand for stand in stands if stand.group != PART], act, scene, people, abroad)
        return tuple(dict.fromkeys((*rest, *whole)))
    if act.act == "other":  # what is told of is the state that joins, not the body it joins
        stands = [stand for stand in stands if not is_body(stand.code)]
    states = [stand.code for stand in stands]
    if act.act == "independence":
        stands = [stand for stand in stands if not is_body(stand.code)]
        stands = freed_of(stands, act, scene)
        return tuple(stand.code for stand in stands)
    if act.act == "state_change" and len(stands) == 1 and stands[0].side == Side.FOREMOST and scene.own is not None:
        return tuple(dict.fromkeys([stands[0].code, scene.own]))
    pair = scene.pair
    envoy = act.act in {"office_left", "office_taken"} and any(is_envoy(person.office) for person in people)
    if act.rule == "meeting-of-many":  # who else was there is not told
        return tuple(states) or tuple(state for state in (scene.own,) if state is not None)
    if act.act in TWO_SIDED or envoy:
        if len(abroad) > 1 and set(states) == abroad:
            return tuple([state for state in pair if state not in abroad][:1] + states)
        if len(states) > 2 and len(abroad) < 2 and len(pair) == 2 and set(pair) <= set(states):
            apart = act.act in {"recognition", "relations_established"}  # with each of several partners
            together = act.act in OF_MANY | ENVOY_ACTS or apart
            beside = {stand.group for stand in stands if apart and stand.side == Side.BESIDE}
            listed = {stand.group for stand in stands if together and stand.code in pair and stand.group >= 0} - beside
            doers = stands if act.act == "meeting" else stands[:1] if act.act == "visit" else []
            acting = {stand.code for stand in doers if stand.side == Side.DOER and not is_body(stand.code)}
            fits = acting | set(pair) | {s.code for s in stands if s.group in listed}
            if act.act == "meeting":  # who is named took part
                fits |= {person.state for person in people if person.state is not None}
            if not scene.sure:  # a third state that acts may be the very one
                fits |= {s.code for s in stands if together and s.side <= Side.DOER and not is_body(s.code)}
            return tuple(state for state in states if state in fits)
        return _filled(stands, act, scene)
    if act.rule == "forces-withdrawn" and len(states) == 1 and scene.sure and scene.own not in {None, states[0]}:
        return (*states, str(scene.own))  # the troops that others withdrew had been here
    imposing = len(states) == 1 or all(stand.side == Side.DOER for stand in stands)
    if act.act in _DIRECTED and states and imposing and scene.own is not None and scene.own not in states:
        return (*states, scene.own)  # what others imposed, they imposed on whom the document is about
    shared = (act.act in _SHARED or act.rule in _BETWEEN_TWO) and (states or act.act not in _DIRECTED)
    if shared and scene.sure and len(pair) == 2 and set(states) < set(pair):
        return _filled(stands, act, scene)  # in a passage about the two, what one does it does with the other
    article = scene.sure and scene.own is not None and scene.teller == scene.other  # on one state, told by the other
    if act.act == "law" and len(states) == 1 and article and scene.own is not None and states[0] != scene.own:
        return (states[0], scene.own)  # what others lay down bears on whom the document is about
    if act.act == "migration" and len(states) == 1 and scene.own not in {None, states[0]}:
        return (str(scene.own), *states)  # who settles or leaves here
    if not states and scene.own is not None and act.act not in UNGUESSED:
        return (scene.own,)
    return tuple(states)


def _filled(stands: Sequence[Stand], act: ActMention, scene: Scene) -> tuple[str, ...]:
    """Both sides, where the clause names one or none: the other from the scene, before or behind as the side named asks."""
    states = [stand.code for stand in stands]
    if len(states) >= 2:
        seats = act.act in OF_GOVERNMENTS - {"recognition"} and all(stand.side == Side.OTHER for stand in stands)
        listed = len({stand.group for stand in stands}) == 1 and stands[0].group >= 0
        tellers = (scene.teller, scene.own) if listed else (scene.teller,)
        sender = next((one for one in tellers if one is not None and one not in states), None)
        if seats and sender is not None:
            return (sender, *states)
        return _at_home(states, act, scene)
    if len(states) == 1 and scene.sure and states[0] not in scene.pair:
        home = _at_home([*states, *(one for one in (scene.teller,) if one is not None)], act, scene)
        if set(home) == set(scene.pair):
            return home
    pair = scene.pair if scene.sure else tuple(state for state in (scene.own,) if state is not None)
    others = [state for state in pair if state not in states]
    if act.act in OF_GOVERNMENTS and others and {*others[:1], *states} == RIVALS:
        others = others[1:]
    if not states:
        return tuple(others)
    if len(others) == 2 and scene.own is not None and act.act not in ENVOY_ACTS | MISSION_ACTS:
        # what a third state did or had done to it was done with whom the document is about
        if stands[0].side == Side.DOER:
            return (*states, scene.own)
        if act.act in OF_MANY:
            return (scene.own, *states)
    first = stands[0].side == Side.OTHER or (stands[0].side == Side.BESIDE and scene.teller in others[:1])
    return tuple([*others[:1], *states] if first else [*states, *others[:1]])


def _at_home(states: Sequence[str], act: ActMention, scene: Scene) -> tuple[str, ...]:
    """The two states of an act; of a mission that moved abroad for a while, still the two whose it is."""
    third = [state for state in states if state not in scene.pair]
    moved = act.act == "mission_moved" and scene.sure and len(scene.pair) == 2 and len(states) == 2 and len(third) == 1
    if moved and scene.own is not None and third[0] != today_of(scene.own) and {third[0], scene.own} != RIVALS:
        return scene.pair
    return tuple(states)
