"""The second state of an act: the one its clause leaves unsaid, or names without meaning it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.entries.clauses import home_of
from regesta.entries.people import ENVOY_ACTS, MISSION_ACTS, ToldOffice
from regesta.entries.region import Sentence
from regesta.entries.scene import Scene
from regesta.entries.siding import Side, Stand, head_before, lead_of, receives
from regesta.model import ActMention, Names, Token
from regesta.names import absorbed, is_body, lasts_through, state_name, today_of, whose_colony
from regesta.names.locating import is_place

_BESIDE_POST = frozenset({"former", "formerly", "current", "currently", "previous", "outgoing", "serving", "then"})
_UNITES = frozenset("unification reunification unify reunify unite reunite union merger merge".split())
_ENDS = frozenset("dissolution dissolve collapse breakup break-up disintegration disintegrate demise end fall".split())
_TREATIES = frozenset({"treaty", "convention", "congress", "peace", "accord", "agreement", "protocol"})


def as_government(tokens: Sequence[Token], at: int) -> bool:
    """Whether a state is told as what another claims to be: "withdrew its recognition of X as the government of Y"."""
    before = [token.norm for token in tokens[max(0, at - 4) : at]]
    return "as" in before and before.index("as") > 0 and "<S>" not in before[before.index("as") :]


def of_another_post(tokens: Sequence[Token], at: int) -> bool:
    """Whether an office is told as one that somebody had or has beside: "the former envoy to X", "current Minister to X"."""
    return not _BESIDE_POST.isdisjoint(token.norm.partition(":")[0] for token in tokens[max(0, at - 2) : at])


def of_the_subject(stands: list[Stand], tokens: Sequence[Token], act: ActMention) -> list[Stand]:
    """The stands without those of what came before, told ahead of the subject ("Following the occupation of B by C, A
    took control of its foreign relations")."""
    before = [stand.at for stand in stands if stand.at < act.first]
    commas = [at for at in range(before[-1]) if tokens[at].norm == ","] if before else []
    return [stand for stand in stands if not commas or stand.at > commas[-1]]


def ended_with(
    sentence: Sentence, act: ActMention, names: Names, scene: Scene, state: str, year: int | None
) -> tuple[str, ...]:
    """The second state of a change that names one: the half that ended when two were united, whose the foreign affairs
    were that a state took over, and of a federation's end the member that the document is about."""
    tokens = sentence.tokens
    if act.rule == "foreign-affairs":
        return (scene.ruler,) if scene.ruler is not None and state == scene.own else ()
    words = {token.norm.partition(":")[0] for token in tokens[act.first : act.last]}
    if scene.own not in {None, state} and not _ENDS.isdisjoint(words):
        union = next((t for t in tokens[act.first : act.last] if t.norm == "<S>"), None)
        if union is not None and "ederation" in names.states[union.index].text:
            return (str(scene.own),)
    return () if year is None or _UNITES.isdisjoint(words) else absorbed(state, year)


def left_union(tokens: Sequence[Token], act: ActMention, stands: Sequence[Stand], scene: Scene) -> list[Stand]:
    """The document's own state, where others are told to have left a union that has no name but is its own ("when A and B
    left the federation")."""
    norms = [token.norm.partition(":")[0] for token in tokens[act.first : act.last]]
    if act.act != "state_change" or scene.own is None or not stands or any(stand.code == scene.own for stand in stands):
        return []
    alone = not {"secede", "separate"}.isdisjoint(norms[-2:]) and "from" not in norms and len(stands) == 1
    if not alone and norms[-2:] not in (["the", "federation"], ["the", "confederation"], ["the", "union"]):
        return []
    after = tokens[act.last].norm if act.last < len(tokens) else ""
    return [] if after in {"of", "with", "from", "<S>"} else [Stand(scene.own, Side.OTHER, act.last)]


def named_with_it(stands: list[Stand], tokens: Sequence[Token], act: ActMention) -> list[Stand]:
    """The stands of those whose the act is, where more are named and the words of the act itself tell them: "A's recognition
    of B", "the signing of a treaty by A and B", "absorbed C through treaties with D"; of a change of states without
    whom such a treaty was with, and without a colony beside its power."""
    codes = {stand.code for stand in stands}
    if len(codes) < 3:
        return stands
    leads = {stand.at: lead_of(tokens, stand.at) for stand in stands}
    if act.act == "state_change":
        treated = {s.code for s in stands if leads[s.at] == "with" and head_before(tokens, s.at) in _TREATIES}
        powers = codes - treated
        return [s for s in stands if s.code in powers and whose_colony(s.code) not in powers - {s.code}]
    if act.voice == "active":
        return stands
    if act.act == "recognition" and act.voice == "nominal":
        near = [s for s in stands if act.first - 2 <= s.at < act.first or act.first <= s.at <= act.last + 1]
        owned = any(s.at <= act.first for s in near) and any(s.at > act.first and leads[s.at] == "of" for s in near)
        return near if owned and len({s.code for s in near}) == 2 else stands
    if act.act == "agreement":
        signed = [
            s
            for s in stands
            if s.at >= act.last and leads[s.at] == "by" and "<D>" not in _norms(tokens, act.last, s.at)
        ]
        if len({s.code for s in signed}) > 1:
            return signed
        sides = [s for s in stands if act.first <= s.at <= act.last + 6 and leads[s.at] == "between"]
        if len({s.code for s in sides}) > 1:
            return sides
        treated = {s.code for s in stands if leads[s.at] == "with" and head_before(tokens, s.at) in _TREATIES}
        first = min(stands, key=lambda stand: stand.at)
        listed = [s for s in stands if s.code in treated or s.at == first.at or (s.group == first.group >= 0)]
        return listed if treated else stands
    return stands


def _norms(tokens: Sequence[Token], low: int, high: int) -> list[str]:
    return [token.norm for token in tokens[low:high]]


def after_opening(stands: list[Stand], sentence: Sentence, act: ActMention) -> list[Stand]:
    """The stands of a change of states without those of the phrase that opens the sentence, where that was not told apart from
    the clause ("After A's defeat by B, C gave up its claim to D")."""
    home = sentence.clauses[home_of(sentence.owner, act)]
    before = [stand for stand in stands if stand.at < act.first]
    if act.act != "state_change" or act.voice != "active" or home.kind != "adjunct" or home.first > 0 or not before:
        return stands
    subject = max(before, key=lambda stand: stand.at)
    commas = [at for at in range(subject.at) if sentence.tokens[at].norm == ","]
    if not commas or sentence.tokens[commas[-1] - 1].norm == "<S>":
        return stands
    return [stand for stand in stands if stand.at > commas[-1]]


_LAND = frozenset({"territory", "country", "island", "islands", "archipelago"})


def without_venue(
    stands: list[Stand], tokens: Sequence[Token], act: ActMention, scene: Scene, venues: set[str]
) -> list[Stand]:
    """The stands of a meeting or an agreement without the one third state in which the two of a passage met or signed, where
    nobody else is named ("a treaty was signed in Switzerland", "the two leaders met in Austria")."""
    codes = {stand.code for stand in stands}
    if act.act not in {"meeting", "agreement"} or not scene.sure or len(scene.pair) != 2 or len(codes) != 1:
        return stands
    subject = any(
        token.norm in {"<P>", "<O>", "<I>"} and tokens[max(0, at - 1)].norm not in {"both", "two"}
        for at, token in enumerate(tokens[: act.first])
    )
    alone = codes <= venues and codes.isdisjoint(scene.pair) and not subject and act.rule != "meeting-of-many"
    return [] if alone else stands


def of_the_land(tokens: Sequence[Token], act: ActMention, scene: Scene) -> list[Stand]:
    """The document's own state, where others are told to take "the territory" or to occupy "the country"."""
    if act.act not in {"state_change", "war"} or act.voice != "active" or scene.own is None:
        return []
    taken = [token.norm for token in tokens[act.last - 1 : act.last + (2 if act.act == "war" else 0)]]
    return [] if _LAND.isdisjoint(taken) else [Stand(scene.own, Side.OTHER, act.last)]


def stayed_in(tokens: Sequence[Token], act: ActMention, places: Sequence[tuple[int, str, str | None]]) -> list[str]:
    """The third state that an envoy stayed in until he left his post: "remained resident at Nairobi until D"."""
    verb = tokens[act.first].norm.partition(":")[0]
    if act.act != "office_left" or verb not in {"remain", "stay", "reside"}:
        return []
    near = [(at, state) for at, _, state in places if at > act.first and lead_of(tokens, at) in {"at", "in"}]
    return [state for _, state in near[:1] if state is not None]


_POSTS = frozenset({"position", "post", "post:base", "office", "duty", "assignment", "mission"})


def recalled_from(
    stands: list[Stand],
    tokens: Sequence[Token],
    act: ActMention,
    places: Sequence[tuple[int, str, str | None]],
    scene: Scene,
) -> list[Stand]:
    """The stands of a recall with the seat that the envoy is told to leave ("from Lima", "from his position in Lima"), in
    place of the posts that he was known to hold."""
    if act.act != "recall":
        return stands
    for at, name, state in places:
        lead = lead_of(tokens, at)
        left = lead == "from" or (lead in {"in", "at"} and head_before(tokens, at) in _POSTS)
        if at >= act.last and left and state is not None and not (scene.own and state_name(scene.own) == name):
            return [stand for stand in stands if stand.side != Side.OTHER] + [Stand(state, Side.OTHER, at)]
    return stands


def of_the_post(stands: list[Stand], act: ActMention, told: ToldOffice | None) -> list[Stand]:
    """The stands of an appointment to a post without where he was sent before ("was Minister to B, in addition to Mr Lind's
    commission as Minister to A")."""
    if act.act != "appointment" or told is None or told.at > act.last + 3:
        return stands
    sent = set(told.mention.accredited_to)
    return [s for s in stands if s.code in sent or s.side != Side.OTHER or s.at >= act.first] if sent else stands


def in_colonies(stands: list[Stand], named: Sequence[str | None], act: ActMention, scene: Scene) -> list[Stand]:
    """The stands with the document's own state for the colony that it was part of then, where a mission or an envoy is told
    of, and the colony is known by its name or by a town of `named` (the states that these lie in)."""
    own = scene.own
    if own is None or act.act not in MISSION_ACTS | ENVOY_ACTS:
        return stands
    return [
        replace(stand, code=own)
        if whose_colony(stand.code) != stand.code and own in {today_of(stand.code), *named}
        else stand
        for stand in stands
    ]


def in_former(
    stands: list[Stand], tokens: Sequence[Token], act: ActMention, scene: Scene, year: int | None
) -> list[Stand]:
    """The stands with the document's own former state for today's, where it was there in all of `year` and a mission or an
    envoy is told of by a seat that lies in today's ("Chargé at Guatemala City" in a page on the Federation)."""
    own = scene.own
    if own is None or year is None or act.act not in MISSION_ACTS | ENVOY_ACTS or not lasts_through(own, year):
        return stands
    today = today_of(own)
    return [
        replace(stand, code=own)
        if stand.code == today != own and (stand.at >= len(tokens) or tokens[stand.at].norm != "<S>")
        else stand
        for stand in stands
    ]


def outer(sentence: Sentence, act: ActMention, names: Names, stands: Sequence[Stand], scene: Scene) -> list[Stand]:
    """The states that the clause around tells, where the act's own clause names none or one: the two of "A recognised B
    when its President received Mr Lind as Minister", and the power that had the colony told of ("ended the trusteeship
    over B that was administered by C")."""
    codes = {stand.code for stand in stands}
    tokens, owner = sentence.tokens, sentence.owner
    if act.act == "state_change":
        powers = {whose_colony(code) for code in codes} - codes
        return [
            Stand(code, Side.BESIDE, at)
            for at, token in enumerate(tokens)
            if token.norm == "<S>" and (code := names.states[token.index].code) in powers
        ]
    home = sentence.clauses[home_of(owner, act)]
    if act.act not in ENVOY_ACTS | {"visit"} or home.opener != "when" or len(codes) > 1 or home.parent < 0:
        return []
    told = [
        (at, names.states[t.index].code) for at, t in enumerate(tokens) if t.norm == "<S>" and owner[at] == home.parent
    ]
    found = {code for _, code in told if not is_body(code)}
    host = scene.teller if receives(tokens, act) else None
    if len(found) != 2 or not codes <= found:
        return []
    sides = [(at, code, Side.OTHER if code == host else Side.BESIDE) for at, code in told if code not in codes]
    return [Stand(code, side, at) for at, code, side in sides]


def said_by_a_treaty(tokens: Sequence[Token], act: ActMention, stands: Sequence[Stand], scene: Scene) -> bool:
    """Whether a treaty that bears a town's name says something of the state that the document is about, and nobody else is
    named: who made it is not told, and was not the side that tells ("the 1878 Treaty of Berlin created a small B")."""
    if scene.own is None or scene.own == scene.teller or act.act not in {"agreement", "recognition"}:
        return False
    if any(stand.code != scene.own or stand.at < act.first for stand in stands):
        return False
    at = next((at for at, token in enumerate(tokens[: act.last]) if token.norm in _TREATIES), None)
    if at is None or (act.act == "agreement" and act.voice != "nominal"):
        return False
    town = "".join(token.norm + " " for token in tokens[at + 2 : at + 3]).title().strip()
    if tokens[at - 1].norm != "<L>" and not (tokens[at + 1].norm == "of" and is_place(town)):
        return False
    after = any(token.norm.endswith((":ed", ":past")) for token in tokens[at + 1 : at + 8])
    by = any(token.norm == "by" for token in tokens[max(0, at - 3) : at])
    return by or (after and bool(stands))
