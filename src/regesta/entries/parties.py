"""Whose act it is: states and people of an entry, from the clause, its neighbours and the document's own pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regesta.entries.called import of_groups, of_papers, of_wars
from regesta.entries.clauses import home_of
from regesta.entries.filling import OF_MANY, TWO_SIDED, sided
from regesta.entries.freeing import ruler_of
from regesta.entries.people import (
    ENVOY_ACTS,
    HEADS,
    MISSION_ACTS,
    POINTING,
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
    stood_for,
    told_office,
)
from regesta.entries.pointing import (
    UNGUESSED,
    many_pointed_at,
    nameless_doer,
    pointed_at,
    pointed_scene,
    seats_pointed_at,
)
from regesta.entries.record import by_record
from regesta.entries.region import Sentence, region_of
from regesta.entries.scene import RIVALS, Scene
from regesta.entries.second import (
    after_opening,
    as_government,
    ended_with,
    in_colonies,
    in_former,
    left_union,
    named_with_it,
    of_another_post,
    of_the_land,
    of_the_post,
    of_the_subject,
    outer,
    recalled_from,
    said_by_a_treaty,
    stayed_in,
    without_venue,
)
from regesta.entries.siding import (
    Side,
    Stand,
    acts_itself,
    group_of,
    is_aside,
    lead_of,
    only_helps,
    ordered,
    receives,
    side_of,
)
from regesta.model import ActMention, Names, Person, PersonMention, Token
from regesta.names import ended_in, is_body, is_over, is_territory, namesake, state_name, today_of, whose_colony

# acts that parliaments and ministries do for their state
_BY_BODIES = frozenset({"law", "agreement", "speech", "recognition"})
_CLAIMED = frozenset({"recognition", "relations_established", "relations_severed", "relations_resumed"})
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
# acts whose place, told right with them, lies in the other state whatever the passage is about
_SEATED = frozenset({"mission_opened", "mission_closed", "mission_raised", "visit", "recall"})
# what the state does that takes an envoy in
_ADMITS = frozenset({"accredit", "receive", "recognize", "recognise", "accept", "admit"})
_AFTER_WHOM = frozenset({"succeed:ing", "replace:ing"})  # "Replacing Mr Lind, Mr Berg was appointed"
_CIRCUMSTANCES = frozenset(
    """wake despite because amid context due result behalf response pressure counterbalance protest accordance conflict
    wars instead solidarity""".split()
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose act it is: the acting state first; the place as the text names it. `recorded` are the people whose state is
    the authorities' word and not the text's."""

    states: tuple[str, ...]
    people: tuple[Person, ...]
    place: str | None
    recorded: tuple[str, ...] = ()


@dataclass(slots=True)
class _Named:
    """What the tokens that speak of an act name."""

    stands: list[Stand]
    people: list[tuple[int, PersonMention]]
    bare: list[tuple[int, PersonMention]]
    places: list[tuple[int, str, str | None]]
    venues: set[str]


def parties_of(
    sentence: Sentence, act: ActMention, names: Names, scene: Scene, known: Known, year: int | None
) -> Parties:
    """The states, people and place of an act, of `year` where it has one."""
    tokens = sentence.tokens
    region = region_of(sentence, act)
    words = [tokens[at].norm.partition(":")[0] for at in region]
    seats = seats_pointed_at(tokens, act, names, known)
    scene = scene if seats else pointed_scene(sentence, act, names, scene, known, words)
    named = _named(sentence, act, names, known, scene, region)
    told = told_office(tokens, named.bare, act)
    if not named.people:
        named.people += [(at, one) for at, mention in named.bare if (one := holder_of(mention, known)) is not None][:1]
    persons, recorded = by_record(persons_of(tokens, named.people, told, known), year)
    stands = _of_the_holder(named, act) + seats + _once_own(tokens, act, named, scene, year)
    stands = stands + of_groups(tokens, region, words, act, names)
    stands = stands + of_papers(tokens, region, words, act, stands, scene)
    if act.rule == "foreign-affairs":
        stands = of_the_subject(stands, tokens, act)
    stands = after_opening(named_with_it(stands, tokens, act), sentence, act)
    if len(stands) > 2 and act.act not in {"state_change", "independence"}:
        stands = _without_relatives(stands, tokens, act)
    if act.act != "independence":
        stands = stands + _fitting(_of_people(tokens, act, named, persons, told, known), act, named, scene)
    protected = act.act in MISSION_ACTS and _is_protected(tokens, act)
    if protected or len({stand.code for stand in stands if stand.side <= Side.DOER or act.act != "visit"}) < 2:
        stands += [Stand(state, Side.OTHER, len(tokens)) for state in _of_places(tokens, act, named, scene)]
    stands = of_the_post(recalled_from(stands, tokens, act, named.places, scene), act, told)
    annexed = act.act == "state_change" and tokens[act.last - 1].norm in {"it", "them"}
    stands = without_venue(stands, tokens, act, scene, named.venues) + of_the_land(tokens, act, scene)
    if (annexed or act.act in TWO_SIDED | UNGUESSED) and len({stand.code for stand in stands}) < 2:
        stands += [Stand(code, Side.BESIDE, len(tokens)) for code in _before(sentence, act, names)]
    if act.rule == "visit-received" and len(persons) > 1:
        persons = [persons[1], persons[0], *persons[2:]]  # the guest before the host
        stands = [replace(stand, side=_guest_first(stand, persons[0])) for stand in stands]
    abroad = {code for _, mention in named.bare for code in mention.accredited_to} if act.act in ENVOY_ACTS else set()
    beside, also = by_record(people_beside(sentence, act, names, known), year)
    present = once(persons + beside)
    doer = nameless_doer(sentence, act, scene, known)
    if doer is not None and all(stand.code != doer for stand in stands):
        stands = [Stand(doer, Side.DOER), *stands]
    stands += _of_the_teller(tokens, act, named, persons, stands, scene)
    stands = _without_venue(stands, act, named)
    elsewhere = (not stands and _of_elsewhere(act, named, scene)) or said_by_a_treaty(tokens, act, stands, scene)
    if not elsewhere and len({stand.code for stand in stands}) < 2:
        stands += many_pointed_at(tokens, act, names, known, words)
        stands += pointed_at(act, scene, known, stands, [tokens[at] for at in region])
    stands += outer(sentence, act, names, stands, scene)
    stands += left_union(tokens, act, stands, scene)
    if scene.own is not None and year is not None:
        meant = ((stand, namesake(stand.code, scene.own, year)) for stand in stands)
        stands = [stand if code == stand.code else replace(stand, code=code) for stand, code in meant]
    stands = in_colonies(stands, [state for _, _, state in named.places], act, scene)
    stands = in_former(stands, tokens, act, scene, year)
    stands += of_wars(sentence, act, names, stands)
    stands += _opponent(sentence, act, names, stands)
    who = persons + [Person(None, one.office, one.state) for _, one in named.bare if act.act == "meeting"]
    states = sided(ordered(stands), act, scene, who, abroad)
    states = tuple(dict.fromkeys((*states, *stayed_in(tokens, act, named.places))))
    if elsewhere and scene.own is not None:
        states = (scene.own,)
    if protected:  # and who protects the interests
        states = tuple(dict.fromkeys((*states, *(stand.code for stand in stands))))
    if act.act == "state_change" and scene.own is not None and scene.own not in states and ended_in(scene.own, year):
        states = (*states, scene.own)  # what the state that the document is about became
    if act.act == "state_change" and len(states) == 1:
        states += ended_with(sentence, act, names, scene, states[0], year)
    if act.act == "independence" and len(states) == 1:
        states += ruler_of(sentence, act, names, scene, states[0])
    if act.act == "independence":  # who leaves French West Africa becomes independent of France
        states = tuple(dict.fromkeys((*states[:1], *map(whose_colony, states[1:]))))
    posted = {code for _, mention in named.people + named.bare for code in mention.accredited_to}
    if states[:1] and states[0] not in posted:
        present = serving(present, states, act)
    return Parties(states, tuple(present), _place(named.places, act), (*recorded, *also))


def _of_the_teller(
    tokens: Sequence[Token],
    act: ActMention,
    named: _Named,
    persons: Sequence[Person],
    stands: Sequence[Stand],
    scene: Scene,
) -> list[Stand]:
    """The state of a head of state or government told without one, who is the subject where only others are named: that
    of the side which tells ("President Lind met the presidents of Peru and Chile" in a page on Norway)."""
    codes = {stand.code for stand in stands}
    if scene.teller is None or not persons or act.act not in {"meeting", "visit"} or scene.teller in codes:
        return []
    if len(codes) < 2 and act.rule != "meeting-of-many":
        return []  # filled in from the scene all the same
    place, person = named.people[0][0], persons[0]
    heads = person.state is None and (person.office or "") in HEADS
    return [Stand(scene.teller, Side.DOER, place)] if heads and place < act.first and not lead_of(tokens, place) else []


_HYPHENED = (["<S>", "-", "<S>"], ["<S>", "–", "<S>"])


def _without_relatives(stands: list[Stand], tokens: Sequence[Token], act: ActMention) -> list[Stand]:
    """The stands without the states behind those that "between" names: what is said of these is no party ("a treaty
    between France and Italy, the colonial powers of Chad and Libya")."""
    between = [
        stand.at
        for stand in stands
        if act.last <= stand.at and stand.side == Side.BESIDE and lead_of(tokens, stand.at) in {"between", "among"}
    ]
    for at in range(max(0, act.first - 4), act.first - 2):  # "the Sino-Soviet treaty signed in D to oppose C"
        if [token.norm for token in tokens[at : at + 3]] in _HYPHENED:
            between = [at, at + 2]
    if len(between) < 2:
        return stands
    last = max(between[-1], act.last - 1)
    return [stand for stand in stands if stand.at <= last or stand.side == Side.DOER]


def _of_elsewhere(act: ActMention, named: _Named, scene: Scene) -> bool:
    """Whether a treaty only bears the name of a place in neither of two states: who its parties were is not told."""
    called = [state for at, _, state in named.places if act.first <= at < act.last + 2 and state is not None]
    return act.act == "agreement" and act.voice == "nominal" and bool(called) and called[0] not in scene.pair


def _is_protected(tokens: Sequence[Token], act: ActMention) -> bool:
    """Whether the mission told is an interests section, which stands under the protection of a third state."""
    norms = [token.norm.partition(":")[0] for token in tokens[max(0, act.first - 2) : act.last]]
    return any(one in {"interest", "interests"} and next_ == "section" for one, next_ in pairwise(norms))


def _of_places(tokens: Sequence[Token], act: ActMention, named: _Named, scene: Scene) -> list[str]:
    """The states of the places named: of the scene's pair; any where the scene has no second state, or where the place
    is the seat of the mission told or the ground of a war. A dependency is no party where the scene has one."""
    found: list[str] = []
    leads = {"", "to", "in", "at"} if act.act == "visit" else {"in", "at"}
    # what a ministry's article tells of its own missions lies in the pair; not so what the other state does
    abroad = scene.teller != scene.other or act.act == "visit"
    abroad = abroad or any(stand.code == scene.own and stand.side == Side.DOER for stand in named.stands)
    seat = next((at for at, _, _ in named.places if at >= act.first and lead_of(tokens, at) in leads), None)
    for at, _, state in named.places:
        if state is None or (is_territory(state) and len(scene.pair) == 2):
            continue
        seated = at == seat and act.act in _SEATED and abroad
        placed = act.act in _PLACED
        near = state in scene.pair and (placed or scene.other is not None)
        near = near or (act.act in MISSION_ACTS and {state, scene.own} == RIVALS)  # "the embassy in Taipei was closed"
        if near or (placed and (scene.other is None or act.act == "war" or seated)):
            found.append(state)
    return found


# acts that two may do in a third state
_ANYWHERE = OF_MANY - {"visit"} | {"other", "recognition", "relations_established", "relations_resumed"}


def _without_venue(stands: list[Stand], act: ActMention, named: _Named) -> list[Stand]:
    """Without the state where two others met or signed ("met in Singapore")."""
    if act.act not in _ANYWHERE or len({stand.code for stand in stands}) < 3:
        return stands
    if not named.venues:
        return stands
    acting = {stand.code for stand in stands if stand.side <= Side.DOER}
    return [stand for stand in stands if stand.code not in named.venues - acting]


def _guest_first(stand: Stand, guest: Person) -> Side:
    return Side.DOER if stand.code == guest.state else Side.OTHER


def _named(
    sentence: Sentence, act: ActMention, names: Names, known: Known, scene: Scene, region: Sequence[int]
) -> _Named:
    tokens = sentence.tokens
    found = _Named([], [], [], [], set())
    home = sentence.clauses[home_of(sentence.owner, act)]
    with_whom = home.kind == "relative" and home.first > 0 and tokens[home.first - 1].norm in {"with", "to", "in"}
    for at in region:
        token = tokens[at]
        if token.norm == "<S>":
            if _renamed(tokens, at) and found.stands:
                found.stands.pop()  # "the Ottoman Empire (Turkey)"
            claimed = len(found.stands) > 1 and act.act in _CLAIMED and as_government(tokens, at)
            if not (claimed or _circumstance(tokens, at, act) or is_aside(tokens, at, act)):
                if at >= act.last and tokens[at - 1].norm == "in":
                    found.venues.add(names.states[token.index].code)
                side = Side.OTHER if with_whom and at < home.first else side_of(tokens, at, act)
                found.stands.append(Stand(names.states[token.index].code, side, at, group_of(tokens, at)))
        elif token.norm == "<P>":
            before_him = tokens[at - 1].norm in _AFTER_WHOM and home.kind != "relative"
            if not _circumstance(tokens, at, act) and not before_him:
                found.people.append((at, names.people[token.index]))
        elif token.norm == "<O>":
            found.bare.append((at, names.people[token.index]))
        elif token.norm == "<I>":
            body = names.institutions[token.index]
            # "Congress passed": where nobody's name is with it, the parliament of the side that tells
            ours = body.kind == "parliament" and act.act == "law" and not _has_owner(tokens, at)
            whose = body.state or (scene.teller if ours else None)
            if whose is not None and (act.act in _BY_BODIES or acts_itself(tokens, at, act, body.kind)):
                found.stands.append(Stand(whose, side_of(tokens, at, act), at))
        elif token.norm == "<L>":
            place = names.places[token.index]
            found.places.append((at, place.name, place.state))
        elif token.norm in POINTING and not found.people and stands_for_person(tokens, at, act):
            found.people += [(at, replace(one, office=None)) for one in stood_for(tokens, at, names, known, act)]
    return found


def _of_the_holder(named: _Named, act: ActMention) -> list[Stand]:
    """The stands that a clause names; of an office that a noun tells as somebody's, only his state ("A mourned the death of
    B's president Lind" tells of B alone)."""
    if act.act not in {"office_taken", "office_left"} or act.voice != "nominal":
        return named.stands
    holders = [one for at, one in named.people + named.bare if act.first <= at <= act.last]
    states = {one.state for one in holders if one.state is not None and not is_envoy(one.office)}
    return [stand for stand in named.stands if not states or stand.code in states]


def _once_own(tokens: Sequence[Token], act: ActMention, named: _Named, scene: Scene, year: int | None) -> list[Stand]:
    """The document's own former state, told of when it was one no more and so read as a place ("Hanover" in 1890)."""
    own = scene.own
    if own is None or (year is not None and not is_over(own, year)):
        return []
    name, today = state_name(own), today_of(own)
    return [
        Stand(own, side_of(tokens, at, act), at, group_of(tokens, at))
        for at, told, lies_in in named.places
        if told == name and lies_in == today
    ]


def _has_owner(tokens: Sequence[Token], at: int) -> bool:
    """Whether a state is named right with a body: "the British Parliament", "Peru's Congress", "the Parliament of Peru"."""
    before = [token.norm for token in tokens[max(0, at - 2) : at] if token.norm != "'s"]
    return before[-1:] == ["<S>"] or [token.norm for token in tokens[at + 1 : at + 3]] == ["of", "<S>"]


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
    also = act.act == "appointment" and _accredited_elsewhere(tokens, act)
    bearer = bearer_of(tokens, named.people, told)
    for at, (place, mention) in enumerate(named.people):
        elsewhere = also and place <= act.first
        sent = [] if elsewhere else sent_to(mention, told if at == bearer else None, known, persons[at])
        served = persons[at].state
        if served is not None and not only_helps(tokens, place, act):
            stands.append(Stand(served, _side_of_person(tokens, place, act, persons[at], at == bearer), place))
        stands += [Stand(code, Side.OTHER, place) for code in sent if envoy and not is_territory(code)]
    for place, mention in named.bare:
        if mention.state is not None:
            sender = envoy and is_envoy(mention.office) and lead_of(tokens, place) not in {"to", "by"}
            side = Side.DOER if sender else side_of(tokens, place, act)
            stands.append(Stand(mention.state, side, place, -1 if envoy else group_of(tokens, place)))
        if place < act.first and (also or (act.act == "appointment" and of_another_post(tokens, place))):
            continue  # "the ambassador in Poland was accredited in Minsk": the post he holds is another's
        stands += [Stand(code, Side.OTHER, place) for code in mention.accredited_to if not is_territory(code)]
    return stands


def _accredited_elsewhere(tokens: Sequence[Token], act: ActMention) -> bool:
    """Whether an envoy who resides with one state is accredited to another, or in a town of it: "also been accredited in
    Minsk", "was also accredited to the Government of Nauru"."""
    norms = [token.norm for token in tokens[act.first : act.last + 6] if token.norm not in {"the", "both"}]
    at = next((at for at, norm in enumerate(norms) if norm.startswith(("accredit:", "reaccredit:"))), len(norms))
    return norms[at + 1 : at + 3] in (["in", "<L>"], ["at", "<L>"], ["to", "<S>"])


def _fitting(stands: list[Stand], act: ActMention, named: _Named, scene: Scene) -> list[Stand]:
    """Of the states that people bring, those that fit: not today's name beside the former one that the text has
    ("Tanganyika", and its prime minister of Tanzania), and not the other post of an envoy who presents his credentials
    here ("the Ambassador to Fiji presented his credentials" in a passage on Nauru)."""
    former = {today_of(stand.code) for stand in named.stands} - {stand.code for stand in named.stands}
    posts: set[str] = set()
    if act.act == "credentials_presented" and len(scene.pair) == 2:
        posts = {code for _, mention in named.people for code in mention.accredited_to} - set(scene.pair)
    return [
        stand for stand in stands if stand.code not in former and not (stand.side == Side.OTHER and stand.code in posts)
    ]


def _side_of_person(tokens: Sequence[Token], at: int, act: ActMention, person: Person, bearer: bool) -> Side:
    """The envoy acts for the state that sends him, whoever appoints or receives him; who visits, for his own."""
    lead = lead_of(tokens, at)
    if act.act in ENVOY_ACTS:
        if at < act.first and receives(tokens, act):
            return Side.OTHER
        if act.act == "appointment" and lead == "by" and tokens[act.last - 1].norm.partition(":")[0] not in _ADMITS:
            return Side.DOER  # "was nominated by President A"
        if bearer and (is_envoy(person.office) or at < act.first):
            return Side.DOER
        return Side.OTHER if lead in {"to", "with", "by"} else Side.BESIDE
    if act.act == "visit" and lead not in {"to", "with", "from", "by"}:
        apart = any(token.norm == "," for token in tokens[act.last : at])  # "During a visit to X, Mr Lind ..."
        if act.voice == "nominal" or apart:
            return Side.DOER
    return side_of(tokens, at, act)


def instead(
    parties: Parties, between: Sequence[Token], names: Names, year: int | None, agents: frozenset[str] = frozenset()
) -> Parties:
    """The parties of a further date of one verb: whoever and whatever stands between the dates takes the place of the
    first ("died on 8 January, Mao on 9 September"; "visited Accra in 1961 and Lagos in 1963"). `agents`: of a passive, by whom."""
    people, recorded = by_record(
        [
            Person(mention.name, mention.office or mention.known_office, mention.state)
            for token in between
            if token.norm == "<P>" and (mention := names.people[token.index]).name is not None
        ],
        year,
    )
    places = [names.places[token.index] for token in between if token.norm == "<L>"]
    states = [names.states[token.index].code for token in between if token.norm == "<S>"]
    states += [place.state for place in places if place.state is not None]
    states = [code for code in states if not is_body(code)] or states  # "African Union member Botswana"
    told = parties.states[:1] + tuple(states) if states and not people else parties.states
    rest = [code for code in parties.states if code not in agents]
    if states and rest and states[0] in agents:
        told = (states[0], *rest)
    norms = [token.norm for token in between if token.norm not in {",", "<Q>"}]
    while norms[:1] and (norms[0] in "[]" or norms[0].isdigit()):
        norms = norms[1:]  # the mark of a note
    if states and ("by" in norms[:3] and (norms[0] == "follow:ed" or norms[0] == "and")):
        # "France recognised it on D1, followed by Turkey on D2"; "ratified by France on D1 and by Turkey on D2"
        both = states[0] in parties.states
        told = (states[0], *(parties.states if both else parties.states[1:]))
    return Parties(
        tuple(dict.fromkeys(told)),
        tuple(people) or parties.people,
        places[0].name if places else None if states else parties.place,
        recorded if people else parties.recorded,
    )


def without_bodies(parties: Parties) -> Parties:
    """The parties without the organisations among them; as they are where there is nobody else."""
    states = tuple(code for code in parties.states if not is_body(code))
    return replace(parties, states=states) if states else parties


def first_only(parties: Parties, tokens: Sequence[Token], dates: tuple[int, int], names: Names) -> Parties:
    """The parties at the first of several dates of one verb, at tokens `dates[0]`: without those that are told between it
    and the next ("established relations with A on D1 and with B on D2")."""
    first, following = dates

    def told(low: int, high: int) -> set[str | None]:
        spots = [token for token in tokens[low:high] if token.norm in {"<S>", "<L>"}]
        return {names.states[t.index].code if t.norm == "<S>" else names.places[t.index].state for t in spots}

    later = told(first, following) - told(0, first)
    kept = tuple(state for state in parties.states if state not in later)
    return replace(parties, states=kept) if len(kept) >= 2 else parties


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
    if at < act.last and not any(token.norm == "," for token in tokens[at : act.first]):
        return False
    low = act.last if at >= act.last else 0
    if act.act == "state_change" and at > act.last and [token.norm for token in tokens[at + 1 : at + 2]] == ["as"]:
        # "with the royal family of Norway as the new rulers": what came with the change
        return "with" in [token.norm for token in tokens[max(low, at - 6) : at - 1]]
    return not _CIRCUMSTANCES.isdisjoint(token.norm.partition(":")[0] for token in tokens[max(low, at - 6) : at])


def _opponent(sentence: Sentence, act: ActMention, names: Names, stands: Sequence[Stand]) -> list[Stand]:
    """With whom the one state named was at war or made peace: the one other state of the sentence ("relations with Peru
    ended when Chile declared war", "sought an armistice from Chile and gave up in May")."""
    if act.act not in {"war", "ceasefire"} or len({stand.code for stand in stands}) != 1:
        return []
    told = {
        code for token in sentence.tokens if token.norm == "<S>" and not is_body(code := names.states[token.index].code)
    }
    others = told - {stands[0].code}
    return [Stand(others.pop(), Side.BESIDE, len(sentence.tokens))] if len(others) == 1 else []
