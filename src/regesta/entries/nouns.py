"""The date of an act told as a noun: inside its phrase, beside it, or of the clause whose means or outcome it is."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.entries.clauses import Clause
from regesta.entries.days import Dated, qualifies
from regesta.model import ActMention, Token

# words before a noun that make what it tells the background of something else
_BACKGROUND = {
    "after",
    "before",
    "follow:ing",
    "since",
    "regard:ing",
    "regarding",
    "wake",
    "despite",
    "because",
    "about",
    "for",
}
_BACKGROUND |= {
    "anniversary",
    "commemoration",
    "celebration",
    "memory",
    "eve",
    "prior",
    "possible",
    "future",
    "date",
    "date:base",
    "pending",
}
_BACKGROUND |= {"concerning", "during", "until", "against", "without", "toward", "towards", "on", "to", "by"}


# prepositions and marks that end the look back for what governs a noun
_GOVERNS = {"with", "in", "at", "upon", "through", "<D>", ",", ";"}


def beside(
    tokens: Sequence[Token], owner: Sequence[int], act: ActMention, here: list[int], within: list[int]
) -> Dated | None:
    """The date of an act told as a noun: inside its phrase, right behind it or right before; else the clause's opening
    date, if the noun is what the clause tells and not its background."""
    signed = _paper_dated(tokens, act)
    if signed is not None:
        return Dated(signed, 0.95, "the date that the paper bears")
    if within:
        return Dated(within[0], 0.95, "the date stands inside the words that tell the act")
    behind = next((at for at in here if at >= act.last), None)
    if behind is not None and not any(
        (tokens[at].norm.endswith((":ed", ":past", ":s")) and tokens[at].norm != "date:ed")
        or tokens[at].norm in {";", "when"}
        for at in range(act.last, behind)
    ):
        return Dated(behind, 0.9, "the date follows the noun that tells the act")
    ahead = [at for at in here if at < act.first]
    if ahead and _answered(tokens, act):
        return Dated(ahead[-1], 0.5, "before")
    if ahead and qualifies(tokens, ahead[-1], act):
        return Dated(ahead[-1], 0.95, "the date stands right before the act's noun")
    if ahead and _announces(tokens, ahead[-1]):
        return Dated(ahead[-1], 0.8, "the date of the paper that announces it")
    close = _right_behind(tokens, act, owner)
    if close is not None:
        return Dated(close, 0.85, "the date follows the noun that tells the act")
    if ahead and act.act in _AMOUNTED and tokens[ahead[-1] + 1].norm == "be:s" and act.first - ahead[-1] <= 6:
        return Dated(ahead[-1], 0.8, "it is what the dated thing before it was")  # "The treaty of D was the first"
    if ahead and _is_means(tokens, act):
        return Dated(ahead[-1], 0.75, "it is how the dated act before it was done")
    if ahead and is_caused(tokens, act):
        return Dated(ahead[-1], 0.7, "the date of what brought it about")
    if in_background(tokens, act):
        return None
    if ahead and fronted_at(tokens, ahead[0]) and not _joined_ground(tokens, owner, act, ahead[-1]):
        return Dated(ahead[0], 0.75, "the date opens the act's clause")
    if behind is not None:
        return Dated(behind, 0.6, "the date follows in the act's clause")
    return None


def _paper_dated(tokens: Sequence[Token], act: ActMention) -> int | None:
    """The date of "a message from the president to the king and the people of Norway dated 26 April"."""
    if act.act != "speech":
        return None
    for at in range(act.last, min(act.last + 16, len(tokens) - 1)):
        norm = tokens[at].norm
        if norm == "date:ed":
            return at + 1 if tokens[at + 1].norm == "<D>" else None
        if norm in {"<D>", ";", "which", "that"} or norm.endswith((":ed", ":past", ":s")):
            return None
    return None


def _is_means(tokens: Sequence[Token], act: ActMention) -> bool:
    """ "recognised it on D by the appointment of Mr Lind as consul": how it was done, and so when."""
    at = act.first - 1
    while at > 0 and tokens[at].norm in _MODIFIERS:
        at -= 1
    return act.act in MEANS and at > 0 and tokens[at].norm in {"by", "through"}


def is_caused(tokens: Sequence[Token], act: ActMention) -> bool:
    """ "and forced the resignation of the president": the verb before the noun says that it came about."""
    at = act.first - 1
    while at > 0 and tokens[at].norm in _MODIFIERS | {"to", "in", "about"}:
        at -= 1
    return (
        at >= 0 and tokens[at].norm.partition(":")[0] in _CAUSES and tokens[at].norm.endswith((":ed", ":past", ":ing"))
    )


# acts that are done by way of others, and verbs that bring acts about
MEANS = frozenset(
    "appointment agreement credentials_presented mission_opened mission_raised recall recognition speech".split()
)
_AMOUNTED = frozenset({"recognition", "relations_established", "relations_resumed", "independence", "state_change"})
GROUNDS = frozenset({"independence", "state_change"})  # long before, as a rule: "recognised it after its independence"
_CAUSES = frozenset({"force", "cause", "prompt", "bring", "lead", "result", "trigger", "precipitate", "culminate"})
_MODIFIERS = frozenset("the a an its their his formal official immediate first <S> <O> <P> 's and government".split())


def _joined_ground(tokens: Sequence[Token], owner: Sequence[int], act: ActMention, date: int) -> bool:
    """ "Following the vote on 3 May and a series of meetings, Peru ...": the second ground is not dated with the first."""
    opens = tokens[owner.index(owner[act.first])].norm in {"after", "follow:ing", "following"}
    return opens and any(token.norm == "and" for token in tokens[date : act.first])


def _answered(tokens: Sequence[Token], act: ActMention) -> bool:
    """ "On 4 May Peru acknowledged the fall of the government": what the verb answers had happened by then."""
    lead = [token.norm for token in tokens[max(0, act.first - 3) : act.first]]
    verb = next((at for at, norm in enumerate(lead) if norm in _ANSWERS), None)
    return verb is not None and _GOVERNS.isdisjoint(lead[verb:])


_ANSWERS = frozenset(
    f"{verb}:ed"
    for verb in "acknowledge condemn denounce deplore protest regret criticize criticise mourn note hail".split()
)


def _announces(tokens: Sequence[Token], at: int) -> bool:
    """ "a communiqué of 4 May announced the establishment of relations": the paper's date is that of the act."""
    verb = tokens[at + 1].norm if at + 1 < len(tokens) else ""
    return tokens[at - 1].norm in {"of", "date:ed"} and verb.partition(":")[0] in _ANNOUNCES


def declared(tokens: Sequence[Token], home: Clause, act: ActMention) -> bool:
    """Whether the noun is what its clause announces: "that announced the establishment of relations"."""
    lead = [token.norm.partition(":")[0] for token in tokens[home.first : act.first]]
    return len(lead) <= 5 and not _ANNOUNCES.isdisjoint(lead)


_ANNOUNCES = frozenset({"announce", "proclaim", "declare", "formalize", "formalise", "mark", "confirm"})


def in_background(tokens: Sequence[Token], act: ActMention) -> bool:
    """A noun that only tells what something else follows, concerns or waits for. A wording that opens with its own
    preposition ("with Mr Lind as Minister") tells an act of the clause, and so does "on a visit"."""
    if tokens[act.first].norm == "with":
        return False
    lead = [token.norm for token in tokens[max(0, act.first - 4) : act.first]]
    if act.act == "visit" and "on" in lead[-2:]:
        return False
    for norm in reversed(lead):  # the nearest preposition governs
        if norm in _BACKGROUND:
            return True
        if norm in _GOVERNS or norm.endswith((":ed", ":past")):
            return False
    return False


def _right_behind(tokens: Sequence[Token], act: ActMention, owner: Sequence[int]) -> int | None:
    """A date behind the noun with only names, commas and prepositions between ("a meeting with ..., in 2023")."""
    for at in range(act.last, min(act.last + 12, len(tokens))):
        norm = tokens[at].norm
        if norm == "<D>":
            # "Following its independence from Spain, in 1836 Peru joined ...": the date opens the main clause
            opens = tokens[at - 2].norm == "," and owner[at] < owner[act.first] == owner[0]
            opens = opens or tokens[at - 2].norm == "and"  # "..., and on DATE Peru joined"
            return None if opens else at
        if norm not in {
            ",",
            "in",
            "on",
            "at",
            "with",
            "of",
            "the",
            "and",
            "to",
            "<P>",
            "<O>",
            "<S>",
            "<L>",
            "<I>",
            "'s",
        }:
            return None
    return None


def fronted_at(tokens: Sequence[Token], at: int) -> bool:
    return at <= 2 or tokens[at - 1].norm in {"in", "on", "by", "since", "until", ","}
