"""The people of an entry: who is meant, with which office, serving which state, sent to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from regesta.entries.clauses import home_of
from regesta.entries.region import Sentence
from regesta.entries.siding import lead_of
from regesta.model import ActMention, Names, Person, PersonMention, Token
from regesta.names import is_body

# acts that give an office, or that an envoy does in his own
ENVOY_ACTS = frozenset(
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
ENVOYS = (
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
MISSION_ACTS = frozenset({"mission_opened", "mission_closed", "mission_raised", "mission_moved"})
# offices whose holder acts for his own state, whichever of two that is
HEADS = ("president", "prime minister", "premier", "foreign minister", "king", "queen", "chancellor")
_FINITE = (":ed", ":past", "be:s", "have:s")
# acts that go on with something told before ("the embassy", "the treaty", "the ban")
FAMILIES = dict.fromkeys(MISSION_ACTS, "mission") | {
    "agreement": "agreement",
    "sanction_imposed": "sanction",
    "sanction_lifted": "sanction",
    "relations_established": "relation",
    "relations_severed": "relation",
    "relations_resumed": "relation",
}
_BETWEEN_GOVERNMENTS = frozenset(
    {"recognition", "relations_established", "relations_resumed", "relations_severed", "war", "ceasefire"}
)
_RELATIONS = frozenset({"relations_established", "relations_resumed"})
_PRONOUNS = frozenset({"he", "she"})
POINTING = _PRONOUNS | {"they", "him", "his", "her"}  # words that may stand for a person
_OF_ONES_OWN = {"appointment", "nomination", "commission", "recall:base"}
_GIVES_OFFICE = frozenset(
    ["appointment", "credentials_presented", "mission_opened", "office_taken", "mission_raised", "recall"]
)


@dataclass(frozen=True, slots=True)
class Post:
    office: str
    state: str | None
    accredited_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the document has said of its people up to here.

    `subject` is who "he" or "she" stands for; `offices` gives for a name the office told last, with the state served and
    the states it is accredited to; `promoted` the offices that this very sentence gives. `topic` is the state that "it"
    stands for: the subject of the sentence before; `told` who were the two sides of the mission, the agreement and
    the sanction told last, the acting one first; `both` the two people of the sentence before. `named` are the states that
    the sentence before named, `joined` the two of them that it joined ("A and B"), where it named no third.
    """

    subject: PersonMention | None = None
    offices: Mapping[str, Post] = field(default_factory=dict)
    promoted: Mapping[str, str] = field(default_factory=dict)
    topic: str | None = None
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    both: tuple[PersonMention, ...] = ()
    named: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldOffice:
    """An office that the act itself gives or names: at token `at`; `firm` where the text says "as" or the act appoints."""

    at: int
    firm: bool
    mention: PersonMention


def stood_for(
    tokens: Sequence[Token], at: int, names: Names, known: Known, act: ActMention
) -> tuple[PersonMention, ...]:
    """Whom a pronoun stands for: "he" for the first subject of this sentence before it, else the subject of the sentences
    before; "him", whom an act is done to, for the person named last; "they" for the two of the sentence before."""
    before = [(place, names.people[token.index]) for place, token in enumerate(tokens[:at]) if token.norm == "<P>"]
    if tokens[at].norm == "they":
        return known.both if not before else ()
    if tokens[at].norm == "him":
        return tuple(person for _, person in before[-1:])
    first = next((person for place, person in before if _is_subject(tokens, place)), None)
    if first is None and before and _is_named(tokens, before[-1][0]):
        first = before[-1][1]  # "Peru appointed Mr Lind as Minister, and he presented his credentials"
    if first is None and before and tokens[before[-1][0] + 1].norm == "'s":
        owner = before[-1][1]  # "during Mr Lind's visit, when he signed"
        same = known.subject is not None and (owner.name or "") in (known.subject.name or "")
        first = known.subject if same else owner
    found = first if first is not None else known.subject
    return (found,) if found is not None else ()


_NAMING = ("appoint:", "name:", "nominate:", "send:", "commission:", "designate:", "accredit:", "receive:", "dispatch:")


def _is_named(tokens: Sequence[Token], place: int) -> bool:
    """Whether the person at a token is whom a verb right before names to an office or sends."""
    return place > 0 and tokens[place - 1].norm.startswith(_NAMING)


def _is_subject(tokens: Sequence[Token], place: int) -> bool:
    """Whether the person at a token is the subject of the verb that follows, "of Kentucky" and "Jr." aside."""
    ahead = place + 1
    if tokens[ahead].norm == "of" and ahead + 2 < len(tokens) and tokens[ahead + 1].norm in {"<L>", "<S>"}:
        ahead += 2
    return tokens[ahead].norm.endswith(_FINITE)


def stands_for_person(tokens: Sequence[Token], at: int, act: ActMention) -> bool:
    """ "he", "she"; "his" and "her" where the act is told by a noun of theirs ("confirmed his appointment"); "him" who is
    recalled; "they" who meet."""
    norm = tokens[at].norm
    if norm in _PRONOUNS:
        return True
    if norm in {"they", "him"}:
        return act.act == ("recall" if norm == "him" else "meeting")
    return norm in {"his", "her"} and at + 1 < len(tokens) and tokens[at + 1].norm in _OF_ONES_OWN


def told_office(
    tokens: Sequence[Token], bare: Sequence[tuple[int, PersonMention]], act: ActMention
) -> ToldOffice | None:
    """The office given or named with an act ("appointed Minister", "credentials as Ambassador"); an office behind "to the"
    is whom credentials were presented to."""
    if act.act not in _GIVES_OFFICE:
        return None
    for at, mention in bare:
        lead = {token.norm for token in tokens[max(0, at - 3) : at]}
        received = "as" not in lead and ("by" in lead or ("to" in lead and act.act != "appointment"))
        if at >= act.first and not received:
            return ToldOffice(at, "as" in lead or act.act == "appointment", mention)
    return None


def bearer_of(tokens: Sequence[Token], people: Sequence[tuple[int, PersonMention]], told: ToldOffice | None) -> int:
    """The index of the person who bears the office told: the last one named before it, else the first; not who gave it
    ("was nominated by President A as Minister")."""
    if told is None:
        return 0
    before = [at for at, (place, _) in enumerate(people) if place < told.at]
    return next((at for at in reversed(before) if lead_of(tokens, people[at][0]) != "by"), before[-1] if before else 0)


def holder_of(mention: PersonMention, known: Known) -> PersonMention | None:
    """The one person the document has told to hold an office that is named without a person ("the national leader")."""
    holders = [
        name
        for name, post in known.offices.items()
        if post.office == mention.office and mention.state in {None, post.state}
    ]
    if len(holders) != 1 or mention.office is None or mention.accredited_to:
        return None
    return replace(mention, name=holders[0], state=mention.state or known.offices[holders[0]].state)


def persons_of(
    tokens: Sequence[Token],
    people: Sequence[tuple[int, PersonMention]],
    told: ToldOffice | None,
    known: Known,
) -> list[Person]:
    """Each person with the office stated here, else the one the act gives, else the one the document told last."""
    persons: list[Person] = []
    bearer = bearer_of(tokens, people, told)
    for at, (place, mention) in enumerate(people):
        office, state = mention.office, mention.state
        name = mention.name or ""
        if name in known.promoted:
            office = known.promoted[name]
        if at == bearer and told is not None and told.mention.office is not None and (office is None or told.firm):
            office, state = told.mention.office, state or told.mention.state
        if office is None and persons and _succeeds(tokens, place):
            office, state = persons[-1].office, state or persons[-1].state  # "President A, who was succeeded by B"
        if office is None and mention.name is not None:
            post = known.offices.get(mention.name)
            office = post.office if post is not None else mention.known_office
            state = state or (post.state if post is not None else None)
        persons.append(Person(mention.name, office, state))
    return persons


def _succeeds(tokens: Sequence[Token], place: int) -> bool:
    """Whether the person at a token is told to follow whoever was told before in his office."""
    before = [token.norm for token in tokens[max(0, place - 2) : place]]
    return before[-1:] == ["by"] and before[0].startswith(("succeed:", "replace:"))


def sent_to(mention: PersonMention, told: ToldOffice | None, known: Known, person: Person) -> list[str]:
    """The states a person is accredited to, by the office told nearest."""
    if told is not None and told.mention.accredited_to:
        return list(told.mention.accredited_to)
    if mention.accredited_to and mention.office is not None:
        return list(mention.accredited_to)
    if mention.name_start == mention.name_end:
        return []  # an office without a name: who held it once may not be who holds it now
    post = known.offices.get(mention.name or "")
    return list(post.accredited_to) if post is not None and is_envoy(person.office) else []


def is_envoy(office: str | None) -> bool:
    """Whether the office is one that is sent abroad."""
    return (office or "").startswith(ENVOYS)


def serving(people: Sequence[Person], states: Sequence[str], act: ActMention) -> list[Person]:
    """The people with the state that an envoy serves where the text leaves it open: in an act between two states that is
    an envoy's own, it is the one that acts; so too for an envoy told with a mission or with relations."""
    own = act.act in {"appointment", "credentials_presented", "recall"}
    if len(states) != 2 or not (own or act.act in MISSION_ACTS | _RELATIONS):
        return list(people)
    told = {person.state for person in people}
    if states[1] in told:
        return list(people)
    return [
        replace(person, state=states[0])
        if person.state is None and (is_envoy(person.office) or (own and at == 0 and person.office not in HEADS))
        else person
        for at, person in enumerate(people)
    ]


def people_beside(sentence: Sentence, act: ActMention, names: Names, known: Known) -> list[Person]:
    """People who belong to an act without standing in its clause: of the clause that says what happened at the same time
    ("... was raised when Minister Lind returned"), those who sent, signed or delivered what is told ("in a letter
    delivered by"), and who invited the visitor."""
    tokens, owner = sentence.tokens, sentence.owner
    home = home_of(owner, act)
    together = {c.id for c in sentence.clauses if c.kind == "when" and (c.parent == home or c.id == home)}
    together |= {c.parent for c in sentence.clauses if c.kind == "when" and c.id == home}
    if (
        act.act in _BETWEEN_GOVERNMENTS
    ):  # "did not recognise it until the appointment of Mr Lind", "during Mr Lind's visit"
        together |= {c.id for c in sentence.clauses if c.opener in {"until", "during"} and c.parent == home}
        together |= {c.parent for c in sentence.clauses if c.kind == "that" and c.id == home}  # "Lind announced that"
        together |= {
            c.parent for c in sentence.clauses if c.kind == "participle" and c.id == home
        }  # "Lind wrote, confirming"
        if any(token.norm == "that" for token in tokens[: act.first]):
            together |= {owner[act.first]}  # "Lind wrote that relations with A and B were severed"
    people: list[tuple[int, PersonMention]] = []
    bare: list[tuple[int, PersonMention]] = []
    for at, token in enumerate(tokens):
        if token.norm == "<P>" and (owner[at] in together or _agent(sentence, at, act)):
            people.append((at, names.people[token.index]))
        elif token.norm == "<O>" and owner[at] in together:
            bare.append((at, names.people[token.index]))
    told = next((ToldOffice(at, True, mention) for at, mention in bare if _taken_up(tokens, at)), None)
    return persons_of(tokens, people, told, known)


def _taken_up(tokens: Sequence[Token], at: int) -> bool:
    """Whether an office is one that the people of its clause hold: "as Ambassador", "the post of Consul"."""
    before = [token.norm for token in tokens[max(0, at - 3) : at]]
    return (
        "as" in before
        or before[-1:] in _MADE
        or before[-2:] in (["post", "of"], ["post:base", "of"], ["position", "of"], ["office", "of"])
    )


_MADE = (["appoint:ed"], ["name:ed"], ["nominate:ed"], ["designate:ed"], ["promote:ed"])
_LED = frozenset({"independence", "state_change", "war"})
_BY_HAND = frozenset({"agreement", "speech"})


def _agent(sentence: Sentence, at: int, act: ActMention) -> bool:
    """Whether a person behind the act is told with "negotiated by", "delivered by", or on whose invitation it was done."""
    tokens = sentence.tokens
    if act.act == "recall":  # "expelled several diplomats, including Ambassador Lind"
        return at > act.last and any(token.norm == "include:ing" for token in tokens[max(act.last, at - 3) : at])
    if act.act in {"visit", "meeting"}:
        return any(token.norm == "invitation" for token in tokens[max(0, at - 4) : at])
    if act.act in _LED and at > act.last:  # "the proclamation of independence under General Lind"
        before = [token.norm for token in tokens[max(act.last, at - 2) : at]]
        return before[-1:] == ["under"] or before in (["lead:ed", "by"], ["head:ed", "by"], ["headed", "by"])
    if act.act not in _BY_HAND or at < act.last:
        return False
    for step in range(at - 1, act.last - 1, -1):
        norm = tokens[step].norm
        if norm == "by":
            return tokens[step - 1].norm.endswith(":ed")
        if norm in {".", ";"} or norm.endswith((":ed", ":past", "be:s", "have:s")):
            return False
    return False


# --- what a sentence says of offices ---------------------------------------------------------------------------------


def posts_told(tokens: Sequence[Token], names: Names) -> dict[str, Post]:
    """The offices that people are said to be in: "X, who was Minister to A, was the first Agent to B"."""
    posts: dict[str, Post] = {}
    holder: PersonMention | None = None
    for at, token in enumerate(tokens):
        if token.norm == "<P>":
            holder = names.people[token.index]
        elif token.norm == "<O>" and holder is not None and holder.name is not None:
            before = [t.norm.partition(":")[0] for t in tokens[max(0, at - 5) : at] if t.norm not in _DESCRIBING]
            mention = names.people[token.index]
            if before[-1:] in (["be"], ["become"]) and before[-2:-1] == ["<P>"] and mention.office is not None:
                posts[holder.name] = Post(mention.office, mention.state or holder.state, mention.accredited_to)
    return posts


_DESCRIBING = frozenset({"the", "a", "an", "first", "last", "only", "second", "then", ",", "also", "<S>"})


def once(people: Sequence[Person]) -> list[Person]:
    """Each person once, with the office where one mention has it."""
    best: dict[str, Person] = {}
    for person in people:
        key = person.name or person.office or ""
        if key not in best or (best[key].office is None and person.office is not None):
            best[key] = person
    return list(best.values())


# --- what the document has told --------------------------------------------------------------------------------------


def opened(known: Known, people: Sequence[PersonMention], tokens: Sequence[Token], names: Names) -> Known:
    """What is known as a sentence begins: with the offices it tells its people by."""
    posts = {
        person.name: Post(person.office, person.state, person.accredited_to)
        for person in people
        if person.name is not None and person.office is not None
    }
    became = posts_told(tokens, names) if people else {}
    promoted = {name: post.office for name, post in became.items()}
    # what a long document has told is copied only where something new is told
    offices = {**known.offices, **posts, **became} if posts or became else known.offices
    if offices is known.offices and promoted == known.promoted:
        return known
    return replace(known, offices=offices, promoted=promoted)


def learned(known: Known, states: tuple[str, ...], people: Sequence[Person], act: ActMention) -> Known:
    """What an act tells for those after it: an appointment or a presentation of credentials the office its first person
    holds from now on, a mission whose it is and where."""
    if act.act in FAMILIES and len(states) == 2:
        known = replace(known, told={**known.told, FAMILIES[act.act]: states})
    if act.act not in {"appointment", "credentials_presented"} or not people:
        return known
    person = people[0]
    if person.name is None or person.office is None:
        return known
    others = tuple(state for state in states if state != person.state)
    promoted = {**known.promoted, person.name: person.office} if act.act == "appointment" else known.promoted
    posts = {**known.offices, person.name: Post(person.office, person.state, others)}
    return replace(known, offices=posts, promoted=promoted)


def next_known(tokens: Sequence[Token], names: Names, known: Known) -> Known:
    """What is known behind a sentence: "he" stands for the first person named in it, else for whom it stood before; "it"
    for the state that is its subject."""
    people = [names.people[token.index] for token in tokens if token.norm == "<P>"]
    topic = next((names.states[token.index].code for token in tokens[:4] if token.norm == "<S>"), None)
    both = tuple({person.name: person for person in people}.values())
    subject = people[0] if people else known.subject
    named, joined = _states_told(tokens, names)
    return Known(subject, known.offices, {}, topic, known.told, both if len(both) == 2 else (), named, joined)


def _states_told(tokens: Sequence[Token], names: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The states that a sentence names, and the two of them where it names two and joins them ("A and B", "A-B war")."""
    spots = [(at, names.states[token.index].code) for at, token in enumerate(tokens) if token.norm == "<S>"]
    named = tuple(dict.fromkeys(code for _, code in spots if not is_body(code)))
    if len(named) != 2:
        return named, ()
    for (one, first), (other, second) in pairwise(spots):
        between = [token.norm for token in tokens[one + 1 : other] if token.norm != "the"]
        if first != second and between in (["and"], ["-"], ["–"]):
            return named, named
    return named, ()


def turned(known: Known, row: bool) -> Known:
    """What is known as another paragraph begins: the states of the sentence before are out of sight; in a `row` of a
    table, or under another heading, so is what was told before."""
    if row:
        return replace(known, topic=None, told={}, named=(), joined=())
    return replace(known, named=(), joined=())
