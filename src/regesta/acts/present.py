"""The historical present of chronicles: "15 July 2016: Minister Lind travels to Lima and meets President Vega"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from regesta.acts.lexicon import lexicon
from regesta.model import Token

_SUBJECTS = frozenset({"<S>", "<P>", "<O>", "<I>", "he", "she", "they"})
_PREPOSITIONS = frozenset("against at between by for from in of on to toward towards under with".split())
_AUXILIARIES = frozenset({"be:s", "have:s", "do:s"})


def told_in_past(tokens: Sequence[Token], qualifies: Callable[[Token], bool]) -> tuple[Token, ...]:
    """A sentence's tokens with its verbs in the present as their past forms, which are those that the rules know.

    Only right behind a subject, or behind "and" and a verb so read: elsewhere a form in -s may be a noun, as it is behind a
    state that `qualifies` it ("Danish ships"). A sentence with a verb in the past is told in the past. To be asked of
    sentences with a date only; an office or a state of things is told in the present too. Source: any English grammar.
    """
    if any(token.norm.endswith((":past", ":ed")) for token in tokens):
        return tuple(tokens)
    read = list(tokens)
    begun = False
    for at, token in enumerate(tokens):
        if at == 0 or not token.norm.endswith(":s") or token.norm in _AUXILIARIES:
            continue
        before = tokens[at - 1].norm
        governed = at > 1 and tokens[at - 2].norm in _PREPOSITIONS  # "the treaty with Peru bans ..."
        subject = before in _SUBJECTS and not governed and not (before == "<S>" and qualifies(tokens[at - 1]))
        if subject or (before == "and" and begun):
            read[at] = Token(token.start, token.end, _past(token.norm.removesuffix(":s")), token.index)
            begun = True
    return tuple(read) if begun else tuple(tokens)


@cache
def _irregular() -> frozenset[str]:
    return frozenset(norm for norm in lexicon().forms.values() if norm.endswith(":past"))


def _past(lemma: str) -> str:
    """The norm of a verb's past form: "meet:ed", "break:past"."""
    return f"{lemma}:past" if f"{lemma}:past" in _irregular() else f"{lemma}:ed"
