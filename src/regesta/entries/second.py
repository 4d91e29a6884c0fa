"""The second state of an act: the one its clause leaves unsaid, or names without meaning it."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.entries.clauses import home_of
from regesta.entries.people import ENVOY_ACTS
from regesta.entries.region import Sentence
from regesta.entries.scene import Scene
from regesta.entries.siding import Side, Stand, receives
from regesta.model import ActMention, Names, Token
from regesta.names import absorbed, is_body, whose_colony
from regesta.names.locating import is_place

_BESIDE_POST = frozenset({"former", "formerly", "current", "currently", "previous", "outgoing", "serving", "then"})
_UNITES = frozenset("unification reunification unify reunify unite reunite union merger merge".split())
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


def ended_with(tokens: Sequence[Token], act: ActMention, scene: Scene, state: str, year: int | None) -> tuple[str, ...]:
    """The second state of a change that names one: the half that ended when two were united, and whose the foreign
    affairs were that a state took over."""
    if act.rule == "foreign-affairs":
        return (scene.ruler,) if scene.ruler is not None and state == scene.own else ()
    words = {token.norm.partition(":")[0] for token in tokens[act.first : act.last]}
    return () if year is None or _UNITES.isdisjoint(words) else absorbed(state, year)


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
    if act.act not in ENVOY_ACTS or home.opener != "when" or len(codes) > 1 or home.parent < 0:
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
