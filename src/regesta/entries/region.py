"""Which tokens of a sentence speak of an act: its clause, the trigger, and the subject it shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regesta.entries.clauses import Clause, home_of
from regesta.model import ActMention, Token

_FINITE = (":ed", ":past", "be:s", "have:s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, taken apart: tokens, clauses, and for each token the id of its clause."""

    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    owner: tuple[int, ...]


def region_of(sentence: Sentence, act: ActMention) -> list[int]:
    """The tokens that speak of the act: its clause, the trigger, and the subject it shares with the clause before."""
    owner, clauses = sentence.owner, sentence.clauses
    home = clauses[home_of(owner, act)]
    end = act.last
    if act.act == "state_change" and act.voice == "nominal":
        end = _listed_end(sentence.tokens, end)
    governing = {"by", "the", "<S>", "to"} if act.act == "ceasefire" else {"by", "the", "<S>"}
    while end < len(owner) and sentence.tokens[end].norm in governing:
        end += 1  # "the invasion of Portugal by Spanish troops", "the German surrender to the Allies"
    whole = range(_owners(sentence.tokens, act.first), end)
    inside = [at for at in whole if sentence.tokens[at].norm == "<S>"]
    fought = act.act == "war" and home.kind in {"main", "and"} and _has(sentence, home, act)
    if act.voice == "nominal" and act.act in _OF_ITS_OWN and inside and not fought:
        # "the collapse of the Soviet Union" tells of nobody else
        return sorted({*whole, *_maker(sentence, home, act)})
    region = {at for at, clause in enumerate(owner) if clause == home.id}
    region.update(range(act.first, act.last))
    if (
        home.kind == "that" and owner[act.first] == home.parent
    ):  # "A acknowledged that B was autonomous": the trigger reaches into the next clause
        region |= {at for at in range(act.first) if owner[at] == owner[act.first]}
    # "after X broke up, Y ..."; but "Y was part of X until Z took it" tells of Y too
    begun = act.voice == "active" and sentence.tokens[act.first].norm == "<S>"
    left = begun and (home.opener != "until" or sentence.tokens[act.last - 1].norm in _UNIONS)
    own_subject = left or any(
        owner[at] == home.id and sentence.tokens[at].norm in {"<S>", "<P>", "<O>"}
        for at in range(home.first, act.first)
    )
    told_during = home.kind == "adjunct" and home.opener == "during" and act.act in {"meeting", "visit", "call"}
    # "served until recalled on D"
    short = act.first <= home.first + 1 < act.last and act.voice == "passive"
    reduced = short and sentence.tokens[home.first + 1].norm.endswith((":ed", ":en"))
    if home.kind in {"verb", "relative", "participle"} or (
        home.kind == "adjunct" and (act.voice == "active" or reduced) and not own_subject
    ):
        region |= set(subject_of(sentence, home))
    if home.kind == "relative" and home.opener == "which" and act.voice == "passive" and act.act in _THINGS:
        # "signed a pact with Peru, which was renewed": whose thing it is the clause before tells
        region |= {
            at for at in range(home.first) if owner[at] == home.parent and sentence.tokens[at].norm in {"<S>", "<L>"}
        }
    pointing = _root(clauses, home)
    following = sentence.tokens[pointing.first + 1].norm if pointing.first + 1 < act.first else ""
    if pointing.kind in _POINTING and following in {"it", "they"} and not own_subject:
        # "the ministry announced that it was closing", "Peru recognised Chile when it signed"
        meant = [at for at in subject_of(sentence, pointing) if sentence.tokens[at].norm in {"<S>", "<I>"}]
        if act.act in _BECOMING:  # "Peru recognised Chile when it became independent"
            outer = [at for at in range(pointing.first) if owner[at] == pointing.parent]
            named = [at for at in outer if sentence.tokens[at].norm == "<S>"]
            # "X was a colony of Y until D, when it became independent": what the copula says of X is no other
            said_of = next((at for at in outer if sentence.tokens[at].norm.startswith("be:")), None)
            meant = named[:1] if said_of is not None and named and named[0] < said_of else named[-1:]
        region |= set(meant)
    said = [norm for norm in (t.norm for t in sentence.tokens[max(0, act.first - 3) : act.first + 1]) if norm != "the"]
    if act.act == "speech" and "it" in said:  # "it was reported that": of whom it was, what was reported says
        told = {clause.id for clause in clauses if clause.kind == "that" and clause.parent == home.id}
        region |= {at for at in range(len(owner)) if owner[at] in told and sentence.tokens[at].norm in {"<S>", "<L>"}}
    # "declared war upon Germany": what the trigger itself governs
    for clause in clauses:
        if clause.first == act.last and clause.opener == "upon":
            region |= {at for at in range(len(owner)) if owner[at] == clause.id}
    later = range(act.last, len(owner))
    after = next((at for at in later if sentence.tokens[at].norm in _BREAKS and _breaks_off(sentence.tokens, at)), None)
    if after is not None:
        region = {at for at in region if at < after}
    if told_during:  # "spoken by President A during a meeting with President B"
        region |= {at for at in range(len(owner)) if owner[at] == home.parent and sentence.tokens[at].norm == "<P>"}
    return sorted(region)


def _owners(tokens: Sequence[Token], first: int) -> int:
    """Where the states begin that own a deed's noun at `first`: "Malta's", "the Anglo-American", "British, French and
    Israeli"."""
    low = max(0, first - (2 if first > 1 and tokens[first - 1].norm == "'s" else 1))
    while low >= 2 and tokens[low].norm == "<S>":
        joined = low - 1
        if tokens[joined].norm == "and" and tokens[joined - 1].norm == ",":
            joined -= 1
        if tokens[joined].norm not in {",", "and", "-", "–"} or tokens[joined - 1].norm != "<S>":
            break
        low = joined - 1
    return low


# who does this to a state's making or ending has a part in it: "oversaw the creation of", "proclaimed the union of"
_MAKES = ("oversee:", "proclaim:", "declare:", "engineer:", "sponsor:", "force:", "impose:", "order:", "decree:")


def _maker(sentence: Sentence, home: Clause, act: ActMention) -> list[int]:
    """The states that are the subject of the verb whose object a change of states is ("The Soviets oversaw the creation
    of X"); none where another verb stands before the noun."""
    tokens, owner = sentence.tokens, sentence.owner
    at = act.first - 1
    while at >= home.first and tokens[at].norm in {"the", "a", "its", "full"}:
        at -= 1
    if act.act != "state_change" or at < home.first or not tokens[at].norm.startswith(_MAKES):
        return []
    if not tokens[at].norm.endswith((":ed", ":past")):
        return []
    return [step for step in range(home.first, at) if owner[step] == home.id and tokens[step].norm == "<S>"]


_OTHERS = frozenset(", and the other baltic state states republic republics country neighbour neighbor of".split())


def _listed_end(tokens: Sequence[Token], end: int) -> int:
    """Where the list of states ends that a deed's noun governs: "the annexation of A and the other states of B and C in
    1940"; `end` where none goes on, or where another clause begins with it ("the fall of A, B and C signed")."""
    if end == 0 or tokens[end - 1].norm not in {"<S>", "of"}:
        return end
    last = at = end
    while at < len(tokens) and (tokens[at].norm == "<S>" or tokens[at].norm.partition(":")[0] in _OTHERS):
        at += 1
        last = at if tokens[at - 1].norm == "<S>" else last
    joined = any(token.norm == "and" for token in tokens[end:last])
    return last if joined and last < len(tokens) and tokens[last].norm in {"in", "on", "by", "<D>"} else end


_BREAKS = frozenset({"there", "follow:ed"})


def _breaks_off(tokens: Sequence[Token], at: int) -> bool:
    """Whether something else is told from here: who did the same later, or a clause that no comma parts ("after X joined the
    Union there were questions whether")."""
    there = tokens[at].norm == "there" and [token.norm for token in tokens[at + 1 : at + 2]] in (["be:s"], ["be:past"])
    return there or is_followed(tokens, at)


def is_followed(tokens: Sequence[Token], at: int) -> bool:
    """Whether others who did the same later are told from here: ", followed by Turkey on 15 November"."""
    if tokens[at].norm != "follow:ed" or "by" not in [t.norm for t in tokens[at + 1 : at + 3]]:
        return False
    before = at - 1
    while before > 0 and (
        tokens[before].norm == "<Q>"
        or tokens[before].norm in {"[", "]", "soon", "shortly"}
        or tokens[before].norm.isdigit()
    ):
        before -= 1  # the mark of a note behind the comma
    return tokens[before].norm == ","


def _has(sentence: Sentence, home: Clause, act: ActMention) -> bool:
    """Whether the subject of a clause has the war that a noun tells: "Peru fought a war with Chile"."""
    return any(
        sentence.owner[at] == home.id and sentence.tokens[at].norm.partition(":")[0] in {"have", "fight", "wage"}
        for at in range(max(home.first, act.first - 4), act.first)
    )


_UNIONS = frozenset({"federation", "confederation", "union"})
_OF_ITS_OWN = frozenset({"state_change", "independence", "war", "ceasefire"})
_THINGS = frozenset({"agreement", "mission_opened", "mission_closed", "mission_raised", "mission_moved"})
_BECOMING = frozenset({"independence", "state_change"})
_POINTING = frozenset({"that", "when", "while", "although"})


def _root(clauses: tuple[Clause, ...], clause: Clause) -> Clause:
    """The clause whose subject a second verb shares."""
    while clause.kind == "verb" and clause.parent >= 0:
        clause = clauses[clause.parent]
    return clause


def subject_of(sentence: Sentence, clause: Clause) -> list[int]:
    """The tokens of the subject that a clause takes from the one it hangs on."""
    owner, clauses, tokens = sentence.owner, sentence.clauses, sentence.tokens
    if clause.parent < 0:
        return []
    if clause.kind == "relative":
        near = [
            at
            for at in range(max(0, clause.first - 4), clause.first)
            if tokens[at].norm in {"<P>", "<S>", "<O>", "<L>"}
        ]
        if clause.opener == "who" and not any(tokens[at].norm in {"<P>", "<O>"} for at in near):
            far = range(max(0, clause.first - 9), max(0, clause.first - 4))
            near += [at for at in far if tokens[at].norm in {"<P>", "<O>"}][
                -1:
            ]  # "sent Mr Lind to the court of ..., who"
        return near
    own = [at for at in range(len(owner)) if owner[at] == clause.parent]
    verb = next((at for at in own if tokens[at].norm.endswith(_FINITE)), None)
    subject = [at for at in own if verb is None or at < verb]
    if any(tokens[at].norm in {"<P>", "<S>", "<O>", "he", "she", "it", "they"} for at in subject):
        return subject
    return subject_of(sentence, clauses[clause.parent])
