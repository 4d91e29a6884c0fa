"""Whose act it is: states and people of an entry, from the clause, its neighbours and the document's own pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regesta.entries.clauses import home_of
from regesta.entries.people import (
    ENVOY_ACTS,
    Known,
    ToldOffice,
    bearer_of,
    holder_of,
    is_envoy,
    once,
    people_beside,
    persons_of,
    sent_to,
    serving,
    stands_for_person,
    subject_so_far,
    told_office,
)
from regesta.entries.region import Sentence, region_of
from regesta.entries.scene import Scene
from regesta.entries.siding import Side, Stand, lead_of, ordered, side_of
from regesta.model import ActMention, Names, Person, PersonMention, Token
from regesta.names import is_body

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


# acts that stand without a state rather than with a guessed one
UNGUESSED = frozenset({"sanction_imposed", "sanction_lifted", "aid", "trade", "call", "war", "ceasefire", "law"})

# acts that parliaments and ministries do for their state
_BY_BODIES = frozenset({"law", "agreement", "speech", "recognition"})
# acts whose place lies in one of the two states
_PLACED = frozenset(
    [
        "mission_opened",
        "mission_closed",
        "mission_raised",
        "mission_moved",
        "visit",
        "credentials_presented",
        "appointment",
        "recall",
        "exchange_programme",
        "war",
        "office_left",
    ]
)
_CIRCUMSTANCES = {"wake", "despite", "because", "amid", "context", "due", "result", "behalf"}


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose act it is: the acting state first; the place as the text names it."""

    states: tuple[str, ...]
    people: tuple[Person, ...]
    place: str | None


@dataclass(slots=True)
class _Named:
    """What the tokens that speak of an act name."""

    stands: list[Stand]
    people: list[tuple[int, PersonMention]]
    bare: list[tuple[int, PersonMention]]
    places: list[tuple[int, str, str | None]]


def parties_of(sentence: Sentence, act: ActMention, names: Names, scene: Scene, known: Known) -> Parties:
    """The states, people and place of an act."""
    tokens = sentence.tokens
    named = _named(sentence, act, names, known)
    told = told_office(tokens, named.bare, act)
    if not named.people:
        named.people += [(at, one) for at, mention in named.bare if (one := holder_of(mention, known)) is not None][:1]
    persons = persons_of(named.people, told, known)
    stands = named.stands + _of_people(tokens, act, named, persons, told, known)
    if act.act in _PLACED and len({stand.code for stand in stands}) < 2:
        here = [state for _, _, state in named.places if state is not None]
        near = [state for state in here if state in scene.pair or scene.other is None or act.act == "war"]
        stands += [Stand(state, Side.OTHER) for state in near]
    if act.act in TWO_SIDED | UNGUESSED and len({stand.code for stand in stands}) < 2:
        stands += [Stand(code, Side.BESIDE) for code in _before(sentence, act, names)]
    if act.rule == "visit-received" and len(persons) > 1:
        persons = [persons[1], persons[0], *persons[2:]]  # the guest before the host
        stands = [Stand(stand.code, _guest_first(stand, persons[0])) for stand in stands]
    abroad = {code for _, mention in named.bare for code in mention.accredited_to} if act.act in ENVOY_ACTS else set()
    present = persons + people_beside(sentence, act, names, known)
    states = _sided(ordered(stands), act, scene, persons, abroad)
    return Parties(states, tuple(serving(once(present), states, act)), _place(named.places, act))


def _guest_first(stand: Stand, guest: Person) -> Side:
    return Side.DOER if stand.code == guest.state else Side.OTHER


def _named(sentence: Sentence, act: ActMention, names: Names, known: Known) -> _Named:
    tokens = sentence.tokens
    found = _Named([], [], [], [])
    home = sentence.clauses[home_of(sentence.owner, act)]
    with_whom = home.kind == "relative" and home.first > 0 and tokens[home.first - 1].norm in {"with", "to", "in"}
    for at in region_of(sentence, act):
        token = tokens[at]
        if token.norm == "<S>":
            if _renamed(tokens, at) and found.stands:
                found.stands.pop()  # "the Ottoman Empire (Turkey)"
            if not _circumstance(tokens, at, act):
                side = Side.OTHER if with_whom and at < home.first else side_of(tokens, at, act)
                found.stands.append(Stand(names.states[token.index].code, side))
        elif token.norm == "<P>":
            found.people.append((at, names.people[token.index]))
        elif token.norm == "<O>":
            found.bare.append((at, names.people[token.index]))
        elif token.norm == "<I>" and act.act in _BY_BODIES:
            body = names.institutions[token.index]
            if body.state is not None:
                found.stands.append(Stand(body.state, side_of(tokens, at, act)))
        elif token.norm == "<L>":
            place = names.places[token.index]
            found.places.append((at, place.name, place.state))
        elif not found.people and stands_for_person(tokens, at):
            subject = subject_so_far(tokens, at, names, known)
            found.people += [(at, replace(subject, office=None))] if subject is not None else []
    return found


def _of_people(
    tokens: Sequence[Token],
    act: ActMention,
    named: _Named,
    persons: Sequence[Person],
    told: ToldOffice | None,
    known: Known,
) -> list[Stand]:
    """The states that the people of an act serve and are sent to, each on its side."""
    stands: list[Stand] = []
    envoy = act.act in ENVOY_ACTS
    bearer = bearer_of(named.people, told)
    for at, (place, mention) in enumerate(named.people):
        sent = sent_to(mention, told if at == bearer else None, known, persons[at])
        served = persons[at].state
        if served is not None:
            stands.append(Stand(served, _side_of_person(tokens, place, act, persons[at], at == bearer)))
        codes = {stand.code for stand in named.stands + stands}
        stands += [Stand(code, Side.OTHER) for code in sent] if envoy or len(codes) < 2 else []
    for place, mention in named.bare:
        if mention.state is not None:
            sender = envoy and is_envoy(mention.office) and lead_of(tokens, place) not in {"to", "by"}
            stands.append(Stand(mention.state, Side.DOER if sender else side_of(tokens, place, act)))
        stands += [Stand(code, Side.OTHER) for code in mention.accredited_to]
    return stands


def _side_of_person(tokens: Sequence[Token], at: int, act: ActMention, person: Person, bearer: bool) -> Side:
    """The envoy acts for the state that sends him, whoever appoints or receives him; who visits, for his own."""
    lead = lead_of(tokens, at)
    if act.act in ENVOY_ACTS:
        if bearer and (is_envoy(person.office) or at < act.first):
            return Side.DOER
        return Side.OTHER if lead in {"to", "with", "by"} else Side.BESIDE
    if act.act == "visit" and act.voice == "nominal" and lead not in {"to", "with", "from", "by"}:
        return Side.DOER
    return side_of(tokens, at, act)


def instead(parties: Parties, between: Sequence[Token], names: Names) -> Parties:
    """The parties of a further date of one verb: whoever and whatever stands between the dates takes the place of the
    first ("died on 8 January, Mao on 9 September"; "visited Accra in 1961 and Lagos in 1963")."""
    people = tuple(
        Person(mention.name, mention.office or mention.known_office, mention.state)
        for token in between
        if token.norm == "<P>" and (mention := names.people[token.index]).name is not None
    )
    places = [names.places[token.index] for token in between if token.norm == "<L>"]
    states = [names.states[token.index].code for token in between if token.norm == "<S>"]
    states += [place.state for place in places if place.state is not None]
    told = parties.states[:1] + tuple(states) if states and not people else parties.states
    return Parties(
        tuple(dict.fromkeys(told)),
        people or parties.people,
        places[0].name if places else None if states else parties.place,
    )


def _before(sentence: Sentence, act: ActMention, names: Names) -> list[str]:
    """States of the clause that a second verb goes on from ("imposed sanctions on Libya and lifted them in ...")."""
    home = sentence.clauses[home_of(sentence.owner, act)]
    if home.kind != "verb":
        return []
    return [
        names.states[token.index].code
        for at, token in enumerate(sentence.tokens)
        if token.norm == "<S>" and sentence.owner[at] == home.parent
    ]


def _place(places: list[tuple[int, str, str | None]], act: ActMention) -> str | None:
    behind = [name for at, name, _ in places if at >= act.first]
    if behind:
        return behind[0]
    return places[0][1] if places and act.act in {"meeting", "agreement", "speech"} else None


def _renamed(tokens: Sequence[Token], at: int) -> bool:
    """A state in brackets right behind another is the same one by its other name."""
    return (
        at >= 2
        and tokens[at - 1].norm == "("
        and tokens[at - 2].norm == "<S>"
        and at + 1 < len(tokens)
        and tokens[at + 1].norm == ")"
    )


def _circumstance(tokens: Sequence[Token], at: int, act: ActMention) -> bool:
    """A state named only in the circumstances of the act ("in the wake of the Iraqi invasion")."""
    return at >= act.last and bool({token.norm for token in tokens[max(act.last, at - 6) : at]} & _CIRCUMSTANCES)


def _sided(
    stands: list[Stand], act: ActMention, scene: Scene, people: Sequence[Person], abroad: set[str]
) -> tuple[str, ...]:
    """Fill the side that the clause leaves unsaid with the scene's own pair, for acts that have two; of more than two
    states in an act of two sides, keep the pair where both are among them. `abroad`: only receiving states are named."""
    if act.act == "other":  # what is told of is the state that joins, not the body it joins
        stands = [stand for stand in stands if not is_body(stand.code)]
    states = [stand.code for stand in stands]
    pair = scene.pair
    envoy = act.act in {"office_left", "office_taken"} and any(is_envoy(person.office) for person in people)
    if act.act in TWO_SIDED or envoy:
        if len(abroad) > 1 and set(states) == abroad:
            return tuple([state for state in pair if state not in abroad][:1] + states)
        if len(states) > 2 and len(abroad) < 2 and len(pair) == 2 and set(pair) <= set(states):
            return tuple(state for state in states if state in pair)
        return _filled(stands, scene)
    if not states and scene.own is not None and act.act not in UNGUESSED:
        return (scene.own,)
    return tuple(states)


def _filled(stands: Sequence[Stand], scene: Scene) -> tuple[str, ...]:
    """Both sides, where the clause names one or none: the other from the scene, before or behind as the side named asks."""
    states = [stand.code for stand in stands]
    if len(states) >= 2:
        return tuple(states)
    others = [state for state in scene.pair if state not in states]
    if not states:
        return tuple(others)
    first = stands[0].side == Side.OTHER or (stands[0].side == Side.BESIDE and scene.teller in others[:1])
    return tuple([*others[:1], *states] if first else [*states, *others[:1]])
