"""States that words without a name point at: "the embassy", "it", "the two countries", "the three nations"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.entries.clauses import home_of
from regesta.entries.people import ENVOY_ACTS, FAMILIES, MISSION_ACTS, Known
from regesta.entries.region import Sentence
from regesta.entries.scene import Scene
from regesta.entries.siding import Side, Stand
from regesta.model import ActMention, Names, Token
from regesta.names import is_body

# acts that stand without a state rather than with a guessed one
UNGUESSED = frozenset({"sanction_imposed", "sanction_lifted", "aid", "trade", "call", "war", "ceasefire", "law"})

_TOLD_BEFORE = {
    "mission": frozenset({"embassy", "legation", "consulate", "mission", "office"}),
    "agreement": frozenset({"treaty", "agreement", "convention", "protocol", "accord", "pact", "memorandum"}),
    "relation": frozenset(),
    "sanction": frozenset({"ban", "sanction", "embargo", "restriction"}),
}
_PRONOUN = {"mission": "it", "agreement": "it", "relation": "they", "sanction": "it"}
_DEFINITE = frozenset("the this that these those its their same said latter".split())
_PREPOSITIONS = frozenset("in of for to from with by on at under about".split())
_MUTUAL = frozenset({"bilateral", "mutual", "two-way", "reciprocal"})
_SIDES = frozenset(
    """country countries state states nation nations government governments side sides republic republics power powers party
    leader leaders president presidents premier premiers minister ministers delegation delegations <O>""".split()
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_RULES = frozenset({"law", "legislation", "constitution", "statute", "act", "decree"})
_NAMELESS = [["the", word] for word in ("government", "country", "nation", "republic", "kingdom")]


def is_mutual(words: Sequence[str]) -> bool:
    """Whether words point at two states that belong together: "bilateral", "both countries", "the two sides"."""
    return counted(words) == 2 or not _MUTUAL.isdisjoint(words)


def counted(words: Sequence[str]) -> int:
    """How many states words without a name point at: "both countries", "the three nations"; 0 for none."""
    return next(
        (
            _COUNTS[word]
            for at, word in enumerate(words)
            if word in _COUNTS and not _SIDES.isdisjoint(words[at + 1 : at + 3])
        ),
        0,
    )


def pointed_scene(
    sentence: Sentence, act: ActMention, names: Names, scene: Scene, known: Known, words: Sequence[str]
) -> Scene:
    """The scene with the two states that "both countries" stands for: of this sentence or the one before where it joined
    two ("A and B fought"), else the passage's own pair."""
    if not is_mutual(words):
        return scene
    joined = known.joined if counted(words) == 2 else ()
    here = _told_before(sentence.tokens, act, names)
    if len(here) == 2 and set(here) == set(scene.pair):
        joined = ()
    if scene.sure and len(scene.pair) == 2 and set(joined).isdisjoint(scene.pair):
        joined = ()  # "the two nations" of a page on two are its own, whoever was named before
    if len(joined) == 2 and set(joined) != set(scene.pair):
        own = scene.own if scene.own in joined else joined[0]
        other = next(code for code in joined if code != own)
        return replace(scene, own=own, other=other, teller=own, sure=True)
    return scene if scene.sure else replace(scene, sure=True)


def _told_before(tokens: Sequence[Token], act: ActMention, names: Names) -> tuple[str, ...]:
    """The states that a sentence names before the act."""
    codes = (names.states[token.index].code for token in tokens[: act.first] if token.norm == "<S>")
    return tuple(dict.fromkeys(code for code in codes if not is_body(code)))


def seats_pointed_at(tokens: Sequence[Token], act: ActMention, names: Names, known: Known) -> list[Stand]:
    """The two states that missions or envoys are told to be in or sent to where they have no name: "legations were opened
    in those two states" goes on from two that were named."""
    if act.act not in MISSION_ACTS | ENVOY_ACTS:
        return []
    norms = [token.norm for token in tokens]
    for at in range(act.first, len(norms) - 1):
        if norms[at] in {"two", "both"} and norms[at + 1] in _SIDES:
            lead = norms[at - 1] if norms[at - 1] not in _DEFINITE else norms[at - 2]
            told = _told_before(tokens, act, names) or known.joined
            if lead in {"in", "to"} and len(told) == 2:
                return [Stand(code, Side.OTHER, at) for code in told]
    return []


def many_pointed_at(
    tokens: Sequence[Token], act: ActMention, names: Names, known: Known, words: Sequence[str]
) -> list[Stand]:
    """The states that "the three nations" stands for: so many were named in the sentence before the act, or in the one
    before it."""
    asked = counted(words)
    if asked < 3:
        return []
    here = [
        names.states[token.index].code
        for token in tokens[: act.first]
        if token.norm == "<S>" and not is_body(names.states[token.index].code)
    ]
    found = tuple(dict.fromkeys(here)) or known.named
    return [Stand(code, Side.BESIDE, at, 0) for at, code in enumerate(found)] if len(found) == asked else []


def pointed_at(
    act: ActMention, scene: Scene, known: Known, stands: Sequence[Stand], region: Sequence[Token]
) -> list[Stand]:
    """The states that words without a name point at: "it", "bilateral", "the two countries", "the embassy" told before,
    "this law". `region` are the tokens that speak of the act."""
    words = [token.norm.partition(":")[0] for token in region]
    if act.act in UNGUESSED | {"other"} and len(scene.pair) == 2 and is_mutual(words):
        return [Stand(state, Side.BESIDE, place) for place, state in enumerate(scene.pair)]
    if stands:
        return []
    family = FAMILIES.get(act.act, "")
    if family in known.told and _points_back(words, family):
        return [Stand(state, side) for state, side in zip(known.told[family], (Side.DOER, Side.OTHER), strict=True)]
    if act.act in UNGUESSED and any(token.norm == "it" for token in region if token.start <= act.start):
        topic = known.topic or scene.own
        return [Stand(topic, Side.DOER)] if topic is not None else []
    if act.act == "law" and words[:1] in (["this"], ["the"]) and not _RULES.isdisjoint(words[:3]):
        return [Stand(scene.own, Side.DOER)] if scene.own is not None else []
    return []


def _points_back(words: Sequence[str], family: str) -> bool:
    """Whether a noun with an article that points, or a pronoun, goes on with what was told: "the embassy", "this trade
    agreement", "it"; not "an embassy", nor "the 2006 Greentree Agreement", which has a name of its own."""
    for at, word in enumerate(words):
        if word == _PRONOUN[family]:
            return True
        if word not in _TOLD_BEFORE[family]:
            continue
        for step in range(at - 1, max(-1, at - 4), -1):
            if words[step] in _DEFINITE:
                return not (words[step + 1 : step + 2] == ["<D>"] and at - step > 2)
            if words[step] in {"a", "an", "of"} | _TOLD_BEFORE[family]:
                break
    return False


def nameless_doer(sentence: Sentence, act: ActMention, scene: Scene, known: Known) -> str | None:
    """Who acts where the subject has no name: "the government" is the document's own state's, "it" what the sentence
    before was about."""
    tokens, owner = sentence.tokens, sentence.owner
    home = sentence.clauses[home_of(owner, act)]
    if act.voice != "active" or act.act in MISSION_ACTS | ENVOY_ACTS or home.kind not in {"main", "and"}:
        return None
    before = [tokens[at].norm for at in range(home.first, act.first) if owner[at] == home.id]
    if any(norm in {"<S>", "<P>", "<O>", "<I>"} for norm in before):
        return None
    if _is_subject(before) and act.act != "agreement":
        return known.topic or scene.own
    return scene.own if before[-2:] in _NAMELESS else None


def _is_subject(before: Sequence[str]) -> bool:
    """Whether "it" is the subject: right before the act, or of a copula ("it was the last country to")."""
    if before[-1:] == ["it"]:
        return True
    at = before.index("it") if "it" in before else -1
    return at >= 0 and before[at + 1].startswith("be:") and before[-1] == "to" and before[at - 1] not in _PREPOSITIONS
