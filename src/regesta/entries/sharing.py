"""Acts of many that are as many acts: who recognises, or takes up relations with, several states does so with each."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.entries.siding import group_of
from regesta.model import ActMention, Names, Token
from regesta.names import is_body

_OF_TWO = frozenset({"recognition", "relations_established"})


def each_apart(
    tokens: Sequence[Token], act: ActMention, states: tuple[str, ...], names: Names, own: str | None
) -> list[tuple[str, ...]]:
    """The states of each act that the words tell: "Norway recognised Estonia and Latvia" is two recognitions.

    Only where one list of states stands beside one other state; `own` is the document's, which stands beside them where
    a recognition names no other ("It was recognised by Norway and Sweden"). Else the states as they are.
    """
    if act.act not in _OF_TWO or len(states) < 2:
        return [states]
    groups: dict[int, list[str]] = {}
    for at, token in enumerate(tokens):
        code = names.states[token.index].code if token.norm == "<S>" else ""
        if code in states and not is_body(code):
            groups.setdefault(group_of(tokens, at), []).append(code)
    lists = [list(dict.fromkeys(codes)) for codes in groups.values() if len(set(codes)) > 1]
    if len(lists) != 1:
        return [states]
    listed = lists[0]
    rest = [code for code in states if code not in listed and not is_body(code)]
    if not rest and act.act == "recognition" and own is not None and own not in listed:
        return [(code, own) for code in listed]
    if len(rest) != 1:
        return [states]
    return [(code, rest[0]) if states[0] in listed else (rest[0], code) for code in listed]


def agents_of(tokens: Sequence[Token], act: ActMention, names: Names) -> frozenset[str]:
    """The states by which an act is done in a passive ("was recognised by Norway (1921) and Sweden (1922)"); none else."""
    if act.voice != "passive" or "by" not in [token.norm for token in tokens[act.last - 1 : act.last + 1]]:
        return frozenset()
    return frozenset(names.states[token.index].code for token in tokens[act.last :] if token.norm == "<S>")
