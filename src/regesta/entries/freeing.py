"""Independence: who became independent, and of whom."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.entries.region import Sentence
from regesta.entries.scene import Scene
from regesta.entries.siding import HOLDINGS, Side, Stand
from regesta.model import ActMention, Names, Token
from regesta.names import is_body


def freed_of(stands: Sequence[Stand], act: ActMention, scene: Scene) -> list[Stand]:
    """Who became independent, and of whom: the document's own state where only the latter is told ("its independence
    from"); of several told by a noun the one that owns it."""
    foremost = [stand for stand in stands if stand.side == Side.FOREMOST]
    if foremost:
        return foremost + [stand for stand in stands if stand not in foremost]
    before = [stand for stand in stands if stand.at < act.first]
    if act.voice == "nominal" and before and all(stand.side == Side.OTHER or stand in before for stand in stands):
        # "stemmed from Cypriot membership at independence": whoever stands before the noun, the nearest
        nearest = max(before, key=lambda stand: stand.at)
        return [nearest, *(stand for stand in stands if stand not in before)]
    freed = [stand for stand in stands if stand.side != Side.OTHER]
    if act.voice == "nominal" and len(freed) > 1:
        freed = sorted(freed, key=lambda stand: (stand.at >= act.last, -stand.at))[:1]  # the nearest before the noun
    if not freed and scene.own is not None and all(stand.code != scene.own for stand in stands):
        freed = [Stand(scene.own, Side.DOER)]
    return freed + [stand for stand in stands if stand.side == Side.OTHER and stand.code not in {f.code for f in freed}]


_RULED = frozenset("rule control sovereignty administration domination occupation empire union".split()) | HOLDINGS
_RULED_BY = frozenset({"under", "defeat", "collapse", "fall"})
_RULED_TILL = frozenset({"defeat", "collapse", "withdrawal"})  # "following the French defeat"


def ruler_of(sentence: Sentence, act: ActMention, names: Names, scene: Scene, freed: str) -> tuple[str, ...]:
    """Of whom a state became independent, where another clause of the sentence tells it: "under British rule since 1882,
    X became independent"; for a verb also the one third state named ("following a treaty with Spain, X became ...")."""
    tokens = sentence.tokens
    told = [
        (at, code)
        for at, token in enumerate(tokens)
        if token.norm == "<S>" and (code := names.states[token.index].code) != freed and not is_body(code)
    ]
    rulers = {code for at, code in told if _rules(tokens, at)}
    if not rulers and act.voice != "nominal":
        rulers = {
            code
            for at, code in told
            if code not in scene.pair and (at < act.first or sentence.clauses[sentence.owner[at]].kind == "adjunct")
        }
    if not rulers and freed == scene.own and scene.ruler is not None:
        return (scene.ruler,)
    return tuple(rulers) if len(rulers) == 1 else ()


def _rules(tokens: Sequence[Token], at: int) -> bool:
    ahead = {token.norm.partition(":")[0] for token in tokens[at + 1 : at + 3]}
    before = {token.norm.partition(":")[0] for token in tokens[max(0, at - 3) : at]}
    if "by" in before and not _RULED_TILL.isdisjoint(before):
        return False  # "the French defeat by the Vietnamese"
    return not (_RULED | _RULED_TILL).isdisjoint(ahead) or not _RULED_BY.isdisjoint(before)
