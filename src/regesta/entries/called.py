"""Papers, gatherings and wars that are called by a name of their own: whose they are though the text names no state."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from regesta.acts import norm_of
from regesta.entries.region import Sentence
from regesta.entries.scene import Scene
from regesta.entries.siding import HYPHENS, Side, Stand, is_of_a_war, side_of
from regesta.errors import BadData
from regesta.model import ActMention, Names, Token

_LAID_DOWN = frozenset(
    {
        "law",
        "agreement",
        "meeting",
        "recognition",
        "speech",
        "aid",
        "sanction_imposed",
        "sanction_lifted",
        "state_change",
    }
)
_MEMBERS = frozenset("state states country nation nations republic republics government governments".split())
_Words = tuple[str, ...]


def of_papers(
    tokens: Sequence[Token],
    region: Sequence[int],
    words: Sequence[str],
    act: ActMention,
    stands: Sequence[Stand],
    scene: Scene,
) -> list[Stand]:
    """The states whose papers and gatherings the tokens of `region` call by name ("the Balfour Declaration of 1926"); with
    a gathering of theirs, where nobody else is named, also the state that the document is about. `words` are the region's, by
    base form."""
    papers = _papers()
    if act.act not in _LAID_DOWN or papers.keys().isdisjoint(words):
        return []
    told = {stand.code for stand in stands}
    side = Side.DOER if all(stand.side == Side.OTHER for stand in stands) else Side.BESIDE
    found: list[Stand] = []
    for at in region:
        for name, code in papers.get(_base(tokens[at]), ()):
            if code not in told and _stands_at(tokens, at, name):
                told.add(code)
                found.append(Stand(code, side, at))
    if found and act.rule == "meeting-of-many" and scene.own is not None and scene.own not in told:
        found.append(Stand(scene.own, Side.BESIDE, len(tokens)))
    return found


def of_groups(
    tokens: Sequence[Token], region: Sequence[int], words: Sequence[str], act: ActMention, names: Names
) -> list[Stand]:
    """The members of groups of states that the tokens of `region` name as one ("the Baltic states"), where the sentence names
    none of them by itself; an act that says which of them is another's. `words` are the region's, by base form."""
    groups, found = _groups(), list[Stand]()
    if "<I>" not in words and groups.keys().isdisjoint(words):
        return found
    for at in region:
        first = _base(tokens[at]) if tokens[at].norm != "<I>" else names.institutions[tokens[at].index].name.lower()
        for name, codes in groups.get(first, ()):
            rest = tuple(_base(token) for token in tokens[at + 1 : at + len(name) + 1])
            if rest[:-1] != name[1:] or rest[-1:] == () or rest[-1] not in _MEMBERS:
                continue
            last = tokens[at + len(name) + 1].norm if at + len(name) + 1 < len(tokens) else ""
            told = {names.states[token.index].code for token in tokens if token.norm == "<S>"}
            if last != "of" and tokens[at - 1].norm not in {"other", "of", "a", "an"} and told.isdisjoint(codes):
                found += [Stand(code, side_of(tokens, at, act), at, at) for code in codes]
    return found


def of_wars(sentence: Sentence, act: ActMention, names: Names, stands: Sequence[Stand]) -> list[Stand]:
    """Against whom the states named were in a war that is called by a name: the two of "during the Austro-Prussian War of
    D, X fought", and the side of which nobody is named ("fought in the Winter War")."""
    if act.act not in {"war", "ceasefire"} or not stands:
        return []
    tokens, told = sentence.tokens, {stand.code for stand in stands}
    wars = _wars()
    for at, token in enumerate(tokens):
        if token.norm == "<S>" and is_of_a_war(tokens, at) and tokens[at + 1].norm in HYPHENS:
            led = [one.norm for one in tokens[max(0, at - 2) : at]]
            pair = [names.states[tokens[step].index].code for step in (at, at + 2) if tokens[step].norm == "<S>"]
            if len(pair) == 2 and ("during" in led or "in" in led):
                return [Stand(code, Side.OTHER, len(tokens)) for code in pair if code not in told]
        for words, sides in wars.get(_base(token), ()):
            if _stands_at(tokens, at, words):
                here = [side for side in sides if not told.isdisjoint(side)]
                if len(here) == 1:
                    return [Stand(code, Side.BESIDE, at) for side in sides for code in side if code not in here[0]]
    return []


def _base(token: Token) -> str:
    return token.norm.partition(":")[0]


def _stands_at(tokens: Sequence[Token], at: int, words: _Words) -> bool:
    return tuple(_base(token) for token in tokens[at : at + len(words)]) == words


@cache
def _papers() -> dict[str, tuple[tuple[_Words, str], ...]]:
    """The papers by their first word, each with its words by base form and its state."""
    found: dict[str, list[tuple[_Words, str]]] = {}
    for code, names in _called()["papers"].items():
        for words in map(_words, names):
            found.setdefault(words[0], []).append((words, code))
    return {first: tuple(rows) for first, rows in found.items()}


@cache
def _wars() -> dict[str, tuple[tuple[_Words, tuple[_Words, _Words]], ...]]:
    """The wars by their first word, each with its words and the codes of its two sides."""
    found: dict[str, list[tuple[_Words, tuple[_Words, _Words]]]] = {}
    for name, (one, other) in _called()["wars"].items():
        words = _words(name)
        found.setdefault(words[0], []).append((words, (_codes(one), _codes(other))))
    return {first: tuple(rows) for first, rows in found.items()}


@cache
def _groups() -> dict[str, tuple[tuple[_Words, _Words], ...]]:
    """The groups of states by their first word, each with its words and the codes of its members."""
    found: dict[str, list[tuple[_Words, _Words]]] = {}
    for name, codes in _called()["groups"].items():
        words = _words(name)
        found.setdefault(words[0], []).append((words, _codes(codes)))
    return {first: tuple(rows) for first, rows in found.items()}


def _called() -> dict[str, dict[str, Any]]:
    """called.toml. Raises BadData where it is no TOML or lacks a table."""
    name = "data/en/called.toml"
    try:
        data = tomllib.loads(files("regesta.entries").joinpath(name).read_text(encoding="utf-8"))
        return {"papers": data["papers"], "groups": data["groups"], "wars": data["wars"]}
    except (KeyError, tomllib.TOMLDecodeError) as fault:
        raise BadData(f"{name} of the entries room breaks its schema: {fault}") from fault


def _codes(side: str) -> _Words:
    return tuple(code.replace("+", " ") for code in side.split())


def _words(name: str) -> _Words:
    return tuple(_pieces(name))


def _pieces(name: str) -> Iterator[str]:
    for word in name.split():
        yield norm_of(word).partition(":")[0]
