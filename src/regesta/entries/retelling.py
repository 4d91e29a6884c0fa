"""Which act a wording tells where only the office or the body that is named with it can say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.model import ActMention, Names, Token
from regesta.names import is_body

# offices that an envoy holds; "minister" alone is one only where it is accredited somewhere
_ENVOYS = (
    "ambassador", "consul", "chargé", "charge d", "envoy", "plenipotentiary", "high commissioner", "agent",
    "minister resident", "resident minister", "nuncio", "legate", "commissioner to",
)  # fmt: skip
# envoys whom a head of state receives when they hand over their letters, and not for talks
_NEWLY_RECEIVED = ("chargé", "charge d", "envoy", "plenipotentiary", "minister resident", "consul")

# states that others enter as members
_UNIONS = ("Empire", "Reich", "Confederation", "Federation", "Union", "Federal Republic", "Commonwealth")


def retold(acts: Sequence[ActMention], tokens: Sequence[Token], names: Names) -> tuple[ActMention, ...]:
    """The acts of a sentence, told by what is named with them: who "became consul" was appointed and came to no power; a
    chargé d'affaires who is received is received in his office; who "left the League" left a body of states."""
    told = (_as_told(act, tokens, names) for act in acts)
    return tuple(act for act in told if act is not None)


def _as_told(act: ActMention, tokens: Sequence[Token], names: Names) -> ActMention | None:
    sent = act.rule == "visit" and tokens[act.first].norm.startswith(("send:", "dispatch:"))
    if (sent or act.rule == "office-taken") and _holds(_offices(tokens, range(act.first, act.last), names), _ENVOYS):
        return replace(act, act="appointment", rule="appointment")
    if act.rule == "visit-received" and tokens[act.first].norm == "receive:ed":
        passive = tokens[act.first - 1].norm.startswith("be:")
        spots = range(max(0, act.first - 8), act.first) if passive else range(act.first, act.last)
        if _holds(_offices(tokens, spots, names), _NEWLY_RECEIVED):
            return replace(act, act="credentials_presented", rule="credentials")
    if act.rule == "union-entered":
        entered = [names.states[token.index].text for token in tokens[act.first : act.last] if token.norm == "<S>"]
        return act if any(word in entered[-1] for word in _UNIONS) else None
    if act.rule == "body-left":
        states = [token for token in tokens[act.first : act.last] if token.norm == "<S>"]
        return act if is_body(names.states[states[-1].index].code) else None
    return act


def _offices(tokens: Sequence[Token], spots: range, names: Names) -> list[tuple[str, bool]]:
    """The offices named at some tokens, and whether each is told as accredited somewhere."""
    mentions = [names.people[tokens[at].index] for at in spots if tokens[at].norm in {"<P>", "<O>"}]
    return [(one.office or one.known_office or "", bool(one.accredited_to)) for one in mentions]


def _holds(offices: list[tuple[str, bool]], kinds: tuple[str, ...]) -> bool:
    return any(
        any(kind in office for kind in kinds) or (accredited and office.endswith("minister"))
        for office, accredited in offices
    )
