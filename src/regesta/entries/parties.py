"""Whose act it is: states and people of an entry, from the clause, its neighbours and the document's own pair."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from regesta.entries.clauses import Clause, home_of
from regesta.model import ActMention, Document, Names, Paragraph, Person, PersonMention, Token
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


@dataclass(frozen=True, slots=True)
class Scene:
    """What a passage is about: the document's own state, and the one it stands beside here; None where there is none.

    `other` is the document's second state where the document is about two, else the one its paragraph names most.
    """

    own: str | None
    other: str | None

    @property
    def pair(self) -> tuple[str, ...]:
        return tuple(state for state in (self.own, self.other) if state is not None)


def scene_of(document: Document, names: Names) -> Scene:
    """The document's own states: the one its title or first heading names, and the one it names most beside it."""
    counts = _counts(names, 0, len(document.text))
    if not counts:
        return Scene(None, None)
    opening = document.paragraphs[0].end if document.paragraphs else 0
    title = document.front.title or ""
    heads = [m.code for m in names.states if m.end <= opening and opening < 400]
    heads += [m.code for m in names.states if m.end <= 4000 and m.text in title]
    ranked = [code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    heads = [code for code in heads if counts[code] * 4 >= counts[ranked[0]]]
    own = heads[0] if heads else ranked[0]
    other = next((code for code in heads if code != own), None)
    if other is None:
        other = _companion(document, names, own)
    return Scene(own, other)


def _companion(document: Document, names: Names, own: str) -> str | None:
    """The second state of a document about two: the one named in the most paragraphs, if in a third of them at least."""
    naming = [set(_counts(names, p.start, p.end)) for p in document.paragraphs if p.kind != "heading"]
    naming = [codes for codes in naming if codes]
    spread = Counter(code for codes in naming for code in codes if code != own and not is_body(code))
    total = _counts(names, 0, len(document.text))
    best = min(spread, key=lambda code: (-spread[code], -total[code], code), default=None)
    return best if best is not None and spread[best] * 3 >= len(naming) else None


def scene_at(scene: Scene, names: Names, paragraph: Paragraph, heading: Paragraph | None) -> Scene:
    """The scene of one paragraph: the document's; where that has no second state, or in a row of a table or list, the
    state that the section's heading names, or the one the paragraph itself names most beside the document's own."""
    row = paragraph.kind in {"table", "list"}
    if scene.other is not None and not row:
        return scene
    places = [paragraph] if heading is None else [paragraph, heading] if row else [heading, paragraph]
    for place in places:
        counts = _counts(names, place.start, place.end)
        # an organisation is no second state of a bilateral act
        rest = sorted(
            (c for c in counts if c != scene.own and not is_body(c)), key=lambda code: -counts[code]
        )  # the first named of equals
        if rest:
            return Scene(scene.own, rest[0])
    return Scene(scene.own, None if row else scene.other)


def _counts(names: Names, start: int, end: int) -> Counter[str]:
    low = bisect_left(names.states, start, key=lambda mention: mention.start)
    high = bisect_left(names.states, end, low, key=lambda mention: mention.start)
    return Counter(mention.code for mention in names.states[low:high])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, taken apart."""

    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    owner: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the document has said of its people up to here.

    `subject` is who "he" or "she" stands for; `offices` gives for a name the office told last, with the state served and
    the states it is accredited to; `promoted` the offices that this very sentence gives.
    """

    subject: PersonMention | None = None
    offices: Mapping[str, Post] = field(default_factory=dict)
    promoted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    office: str
    state: str | None
    accredited_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose act it is: the acting state first; the place as the text names it."""

    states: tuple[str, ...]
    people: tuple[Person, ...]
    place: str | None


def parties_of(sentence: Sentence, act: ActMention, names: Names, scene: Scene, known: Known) -> Parties:
    """The states, people and place of an act."""
    tokens = sentence.tokens
    states: list[str] = []
    people: list[tuple[int, PersonMention]] = []
    bare: list[tuple[int, PersonMention]] = []
    places: list[tuple[int, str, str | None]] = []
    for at in _region(sentence, act):
        token = tokens[at]
        if token.norm == "<S>":
            if _renamed(tokens, at) and states:
                states.pop()  # "the Ottoman Empire (Turkey)"
            if not _circumstance(tokens, at, act):
                states.append(names.states[token.index].code)
        elif token.norm == "<P>":
            people.append((at, names.people[token.index]))
        elif token.norm == "<O>":
            bare.append((at, names.people[token.index]))
        elif token.norm == "<I>" and act.act in _BY_BODIES:
            body = names.institutions[token.index]
            states += [body.state] if body.state is not None else []
        elif token.norm == "<L>":
            place = names.places[token.index]
            places.append((at, place.name, place.state))
        elif not people and _stands_for_person(tokens, at):
            subject = _subject_so_far(tokens, at, names, known)
            people += [(at, replace(subject, office=None))] if subject is not None else []
    told = _told_office(tokens, bare, act)
    if not people:
        people += [(at, holder) for at, mention in bare if (holder := _holder(mention, known)) is not None][:1]
    persons = _persons(people, told, known)
    envoy = act.act in _ENVOY_ACTS
    bearer = _bearer(people, told)
    for at, (_, mention) in enumerate(people):
        sent = _sent_to(mention, told if at == bearer else None, known, persons[at])
        served = persons[at].state
        states += [served] if served is not None else []
        states += sent if envoy or len(set(states)) < 2 else []
    states += [code for _, mention in bare for code in _codes(mention)]
    if act.act in _PLACED and len(set(states)) < 2:
        here = [state for _, _, state in places if state is not None]
        states += [state for state in here if state in scene.pair or scene.other is None or act.act == "war"]
    if act.act in TWO_SIDED | UNGUESSED and len(set(states)) < 2:
        states += _before(sentence, act, names)
    abroad = {code for _, mention in bare for code in mention.accredited_to} if envoy else set()
    if act.rule == "visit-received" and len(persons) > 1:
        persons = [persons[1], persons[0], *persons[2:]]  # the guest before the host
        states = [state for state in [persons[0].state, *states] if state is not None]
    present = persons + _beside(sentence, act, names, known)
    return Parties(_sided(states, act, scene, persons, abroad), tuple(_once(present)), _place(places, act))


_PRONOUNS = {"he", "she"}
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
_ENVOY_ACTS = frozenset(
    [
        "appointment",
        "credentials_presented",
        "recall",
        "office_taken",
        "office_left",
        "mission_opened",
        "mission_raised",
    ]
)
_ENVOYS = (
    "ambassador",
    "minister",
    "consul",
    "chargé",
    "charge",
    "agent",
    "envoy",
    "representative",
    "high commissioner",
)
_CIRCUMSTANCES = {"wake", "despite", "because", "amid", "context", "due", "result", "behalf"}


def _subject_so_far(tokens: Sequence[Token], at: int, names: Names, known: Known) -> PersonMention | None:
    """Who "he" stands for: the first subject of this sentence before it, else the subject of the sentences before."""
    first = next(
        (
            names.people[token.index]
            for place, token in enumerate(tokens[:at])
            if token.norm == "<P>" and tokens[place + 1].norm.endswith((":ed", ":past", "be:s", "have:s"))
        ),
        None,
    )
    return first if first is not None else known.subject


def _stands_for_person(tokens: Sequence[Token], at: int) -> bool:
    """ "he", "she"; "his" and "her" where the act is told by a noun of theirs ("confirmed his appointment")."""
    if tokens[at].norm in _PRONOUNS:
        return True
    following = tokens[at + 1].norm if at + 1 < len(tokens) else ""
    return tokens[at].norm in {"his", "her"} and following in {"appointment", "nomination", "commission", "recall:base"}


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


def _codes(mention: PersonMention) -> list[str]:
    return ([mention.state] if mention.state is not None else []) + list(mention.accredited_to)


@dataclass(frozen=True, slots=True)
class _Told:
    """An office that the act itself gives or names: at token `at`; `firm` where the text says "as" or the act appoints."""

    at: int
    firm: bool
    mention: PersonMention


def _told_office(tokens: Sequence[Token], bare: list[tuple[int, PersonMention]], act: ActMention) -> _Told | None:
    """The office given or named with an act ("appointed Minister", "credentials as Ambassador"); an office behind "to the"
    is whom credentials were presented to."""
    if act.act not in {
        "appointment",
        "credentials_presented",
        "mission_opened",
        "office_taken",
        "mission_raised",
        "recall",
    }:
        return None
    found: list[_Told] = []
    for at, mention in bare:
        lead = {token.norm for token in tokens[max(0, at - 3) : at]}
        received = "to" in lead and "as" not in lead and act.act != "appointment"
        if at >= act.first and not received:
            found.append(_Told(at, "as" in lead or act.act == "appointment", mention))
    return found[0] if found else None


def _bearer(people: list[tuple[int, PersonMention]], told: _Told | None) -> int:
    """The index of the person who bears the office told: the last one named before it, else the first."""
    if told is None:
        return 0
    return max((at for at, (place, _) in enumerate(people) if place < told.at), default=0)


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


def _holder(mention: PersonMention, known: Known) -> PersonMention | None:
    """The one person the document has told to hold an office that is named without a person ("the national leader")."""
    holders = [
        name
        for name, post in known.offices.items()
        if post.office == mention.office and (mention.state is None or post.state in {None, mention.state})
    ]
    if len(holders) != 1 or mention.office is None or mention.accredited_to:
        return None
    return replace(mention, name=holders[0], state=mention.state or known.offices[holders[0]].state)


def _persons(people: list[tuple[int, PersonMention]], told: _Told | None, known: Known) -> list[Person]:
    """Each person with the office stated here, else the one the act gives, else the one the document told last."""
    persons: list[Person] = []
    bearer = _bearer(people, told)
    for at, (_, mention) in enumerate(people):
        office, state = mention.office, mention.state
        name = mention.name or ""
        if name in known.promoted:
            office = known.promoted[name]
        if at == bearer and told is not None and told.mention.office is not None and (office is None or told.firm):
            office, state = told.mention.office, state or told.mention.state
        if office is None and mention.name is not None:
            post = known.offices.get(mention.name)
            office = post.office if post is not None else mention.known_office
            state = state or (post.state if post is not None else None)
        persons.append(Person(mention.name, office, state))
    return persons


def _sent_to(mention: PersonMention, told: _Told | None, known: Known, person: Person) -> list[str]:
    """The states a person is accredited to, by the office told nearest."""
    if told is not None and told.mention.accredited_to:
        return list(told.mention.accredited_to)
    if mention.accredited_to and mention.office is not None:
        return list(mention.accredited_to)
    post = known.offices.get(mention.name or "")
    return list(post.accredited_to) if post is not None and (person.office or "").startswith(_ENVOYS) else []


def _beside(sentence: Sentence, act: ActMention, names: Names, known: Known) -> list[Person]:
    """People of the clause that says what happened at the same time ("... was raised when Minister Lind returned")."""
    home = home_of(sentence.owner, act)
    together = {c.id for c in sentence.clauses if c.kind == "when" and (c.parent == home or c.id == home)}
    together |= {c.parent for c in sentence.clauses if c.kind == "when" and c.id == home}
    mentions = [
        names.people[token.index]
        for at, token in enumerate(sentence.tokens)
        if token.norm == "<P>" and sentence.owner[at] in together
    ]
    return _persons([(0, mention) for mention in mentions], None, known)


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


def _region(sentence: Sentence, act: ActMention) -> list[int]:
    """The tokens that speak of the act: its clause, the trigger, and the subject it shares with the clause before."""
    owner, clauses = sentence.owner, sentence.clauses
    home = clauses[home_of(owner, act)]
    end = act.last
    while end < len(owner) and sentence.tokens[end].norm in {"by", "the", "<S>"}:
        end += 1  # "the invasion of Portugal by Spanish troops"
    whole = range(max(0, act.first - 1), end)
    inside = [at for at in whole if sentence.tokens[at].norm == "<S>"]
    if act.voice == "nominal" and act.act in {"state_change", "independence", "war", "ceasefire"} and inside:
        return list(whole)  # "the collapse of the Soviet Union" tells of nobody else
    ids = {home.id}
    region = {at for at in range(len(owner)) if owner[at] in ids or act.first <= at < act.last}
    own_subject = any(
        owner[at] == home.id and sentence.tokens[at].norm in {"<S>", "<P>", "<O>"}
        for at in range(home.first, act.first)
    )
    told_during = home.kind == "adjunct" and home.opener == "during" and act.act in {"meeting", "visit", "call"}
    if home.kind in {"verb", "relative", "participle"} or (
        home.kind == "adjunct" and act.voice == "active" and not own_subject
    ):
        region |= set(_subject(sentence, home))
    if told_during:  # "spoken by President A during a meeting with President B"
        region |= {at for at in range(len(owner)) if owner[at] == home.parent and sentence.tokens[at].norm == "<P>"}
    return sorted(region)


def _subject(sentence: Sentence, clause: Clause) -> list[int]:
    """The tokens of the subject that a clause takes from the one it hangs on."""
    owner, clauses, tokens = sentence.owner, sentence.clauses, sentence.tokens
    if clause.parent < 0:
        return []
    if clause.kind == "relative":
        return [
            at
            for at in range(max(0, clause.first - 4), clause.first)
            if tokens[at].norm in {"<P>", "<S>", "<O>", "<L>"}
        ]
    own = [at for at in range(len(owner)) if owner[at] == clause.parent]
    verb = next((at for at in own if tokens[at].norm.endswith((":ed", ":past", "be:s", "have:s"))), None)
    subject = [at for at in own if verb is None or at < verb]
    if any(tokens[at].norm in {"<P>", "<S>", "<O>", "he", "she", "it", "they"} for at in subject):
        return subject
    return _subject(sentence, clauses[clause.parent])


def _sided(
    found: list[str], act: ActMention, scene: Scene, people: Sequence[Person], abroad: set[str]
) -> tuple[str, ...]:
    """Fill the side that the clause leaves unsaid with the scene's own pair, for acts that have two; of more than two
    states in an act of two sides, keep the pair where both are among them. `abroad`: only receiving states are named."""
    states = list(dict.fromkeys(found))
    if act.act == "other":  # what is told of is the state that joins, not the body it joins
        states = [state for state in states if not is_body(state)]
    pair = scene.pair
    envoy = act.act in {"office_left", "office_taken"} and any((p.office or "").startswith(_ENVOYS) for p in people)
    if act.act in TWO_SIDED or envoy:
        if len(abroad) > 1 and set(states) == abroad:
            return tuple([state for state in pair if state not in abroad][:1] + states)
        if len(states) > 2 and len(abroad) < 2 and len(pair) == 2 and set(pair) <= set(states):
            return tuple(state for state in states if state in pair)
        for state in pair:
            if len(states) < 2 and state not in states:
                states.append(state)
        return tuple(states)
    if not states and scene.own is not None and act.act not in UNGUESSED:
        return (scene.own,)
    return tuple(states)


def _once(people: list[Person]) -> list[Person]:
    """Each person once, with the office where one mention has it."""
    best: dict[str, Person] = {}
    for person in people:
        key = person.name or person.office or ""
        if key not in best or (best[key].office is None and person.office is not None):
            best[key] = person
    return list(best.values())
