"""Further dates of one act: the years of one verb, and lists that a sentence opens."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.entries.clauses import home_of
from regesta.entries.days import Dated
from regesta.entries.region import is_followed
from regesta.model import ActMention, Token

# what may stand before a further date of one verb
_BEFORE_DATES = frozenset({"in", "on", "and", ",", "again", "at", "effective", "from", "(", "since"})
# "worth 17 million in 2008, up 45% from 2005": of the date behind, no amount is told
_SHARES = frozenset({"%", "percent", "cent", "up", "down"})


def repeats(
    tokens: Sequence[Token], owner: Sequence[int], acts: Sequence[ActMention], index: int, dated: Sequence[Dated]
) -> list[int]:
    """Further dates of one act told with one verb: "visited Accra in 1961 and Lagos in 1963", "in 1957, 1975 and 1997"."""
    first = dated[index].token
    act = acts[index]
    if first is None or owner[first] != home_of(owner, act):
        return []
    if first < act.first:
        behind = [at for at in range(act.last, len(tokens)) if tokens[at].norm == "<D>" and owner[at] == owner[first]]
        return _fronted_list(tokens, first) or [at for at in behind if gapped(tokens, act, at) is not None]
    if first < act.last - 1:
        return []
    taken = {other.token for other in dated}
    found: list[int] = []
    since_date = first + 1
    bracket = followed = False
    for at in range(first + 1, len(tokens)):
        norm = tokens[at].norm
        dated_bracket = norm == "(" and _is_date_alone([token.norm for token in tokens[at + 1 : at + 5]])
        if not dated_bracket and (norm in {"(", ")"} or bracket):
            bracket = norm != ")" and any(token.norm == ")" for token in tokens[at : at + 9])
            continue
        if is_followed(tokens, at):
            followed = True
            continue
        again = norm == "since" == tokens[first - 1].norm  # "in A since D1 and in B since D2"
        if (
            owner[at] != owner[first]
            or norm.endswith((":ed", ":past", ":s"))
            or (norm.endswith(":base") and tokens[at - 1].norm == "to")
            or (norm in {";", "until", "after", "before", "since"} and not again)
        ):
            break
        if any(other.first <= at < other.last for other in acts):
            break
        if norm == "<D>":
            between = [token.norm for token in tokens[since_date:at]]
            if (
                at in taken
                or not ({"and", ","} & set(between) or followed or _to_amount(tokens, act, first, between))
                or "for" in between
                or (between[-1] == "from" and not _SHARES.isdisjoint(between))
                or _leads_a_verb(tokens, at)
                or (between[-1] not in _BEFORE_DATES and not (followed and between[-1] == "<S>"))
            ):
                break
            found.append(at)
            since_date = at + 1
    return found


def _is_date_alone(norms: Sequence[str]) -> bool:
    """Whether a bracket holds a date and nothing else, but the mark of a note: "(on 6 January 1950[25])"."""
    held = list(norms[: norms.index(")")]) if ")" in norms else []
    return [norm for norm in held if norm not in {"on", "in", "<Q>"}] == ["<D>"]


def _to_amount(tokens: Sequence[Token], act: ActMention, first: int, between: Sequence[str]) -> bool:
    """ "aid rose from 10 million in 1989 to 40 million in 1993": an amount a date."""
    return act.act in {"aid", "trade"} and "to" in between and any(t.norm == "from" for t in tokens[act.first : first])


def gapped(tokens: Sequence[Token], act: ActMention, at: int) -> int | None:
    """The "and" behind which the date at token `at` is told of a second object, where the first object's date stands in
    front: "In 1961 he visited Accra, and Lagos in 1963"; None where it is not so."""
    step = at - 2
    if tokens[at - 1].norm not in {"in", "on"} or step < act.last or tokens[step].norm not in _OBJECTS:
        return None
    step -= 2 if tokens[step - 1].norm == "the" else 1
    first = any(token.norm in _OBJECTS for token in tokens[act.first : step])
    return step if tokens[step].norm == "and" and first else None


_OBJECTS = frozenset({"<S>", "<L>", "<I>"})


def _fronted_list(tokens: Sequence[Token], first: int) -> list[int]:
    """The further dates of "In 1857, 1871 and 1889 the two countries signed treaties"."""
    norms = [token.norm for token in tokens[: first + 9]]
    if norms[: first + 1] not in (["in", "<D>"], ["on", "<D>"]):
        return []
    found: list[int] = []
    at = first + 1
    while norms[at : at + 2] == [",", "<D>"]:
        found.append(at + 1)
        at += 2
    joined = [at + step for step in (1, 2) if norms[at : at + step + 1] in (["and", "<D>"], [",", "and", "<D>"])]
    return found + joined if joined else []


def _leads_a_verb(tokens: Sequence[Token], at: int) -> bool:
    """ "... and the number of Koreans there in 2013 was 258": the date stands in the subject of a verb of its own."""
    following = tokens[at + 1].norm if at + 1 < len(tokens) else ""
    return following.endswith((":past", ":ed")) or following in {"be:s", "have:s"}


def listed(tokens: Sequence[Token], act: ActMention) -> list[int]:
    """The dates of a list that the act introduces: "established consulates as follows: Hanoi (1947); Hue (1957)".

    Each item is a name or two and a date; a list with a verb of its own is none.
    """
    norms = [token.norm for token in tokens]
    colon = next((at for at in range(act.last, min(act.last + 14, len(norms))) if norms[at] == ":"), None)
    if colon is None:
        return []
    items = norms[colon + 1 :]
    if any(norm.endswith((":ed", ":past", ":en")) or norm in {"be:s", "have:s"} for norm in items):
        return []
    found = [at for at in range(colon + 1, len(norms)) if norms[at] == "<D>"]
    return found if len(found) > 1 and len(items) <= 9 * len(found) else []
