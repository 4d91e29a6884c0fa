"""What the words around a date say of it: "on 26 May 1966, the day of its independence"; "a June 1966 conference"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regesta.model import ActMention, Token


@dataclass(frozen=True, slots=True)
class Dated:
    """The token that holds an act's date (None: the sentence gives it none), how sure that is (0..1), and why."""

    token: int | None
    weight: float
    why: str


# what may stand between "the day" and the act that it is the day of
_BETWEEN = frozenset(
    """of on that which in when the a an its their same very <S> <P> <O> 's outbreak commencement begin:ing start:base
    signing official formal country nation state republic it they both""".split()
)
_DAYS = frozenset({"day", "date", "date:base", "month", "year"})
_REACH = 8  # tokens before the act


def day_told(tokens: Sequence[Token], act: ActMention) -> int | None:
    """The token of the date that the act explains ("4 May, the day of its independence", "... the date on which it became
    independent", "4 May as its day of independence"); None where no such words stand before it."""
    for at in range(act.first, max(0, act.first - _REACH), -1):
        norm = tokens[at].norm
        if norm in _DAYS:
            lead = [token.norm for token in tokens[max(0, at - 4) : at]]
            while lead and lead[-1] in {"the", "its", "their", "same", "very", "a"}:
                lead.pop()
            if lead[-1:] in ([","], ["as"]) and lead[-2:-1] == ["<D>"]:
                return next(step for step in range(at - 1, -1, -1) if tokens[step].norm == "<D>")
            return None
        if at < act.first and norm not in _BETWEEN:
            return None
    return None


_ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "her", "'s", "this"})
_NO_ADJECTIVES = frozenset(
    ", ; ( ) and or of in on at to by with for from which who that when <D> <P> <I> <L> <Q>".split()
)


def qualifies(tokens: Sequence[Token], date: int, act: ActMention) -> bool:
    """Whether the date stands before the act's noun as an adjective does: "a June 1966 constitutional conference"."""
    between = [token.norm for token in tokens[date + 1 : act.first]]
    if between[:1] == [","]:
        del between[0]  # "the April 9, 1940, occupation", "on 4 May 1922, with Mr Lind as chargé"
    led = date > 0 and tokens[date - 1].norm in _ARTICLES
    plain = _NO_ADJECTIVES.isdisjoint(between) and not any(":" in norm for norm in between)
    return set(between) <= {"<S>"} or (led and len(between) <= 3 and plain)


# verbs that report what somebody else had done; who "announced" or "notified" it did it with that
_REPORTS = frozenset(
    f"{verb}:{form}"
    for verb in "report tell write note cable telegraph learn observe wire".split()
    for form in ("ed", "past")
)
_INFORMS = _REPORTS | {"inform:ed", "advise:ed", "announce:ed", "state:ed", "say:ed", "explain:ed", "confirm:ed"}


def had_been_done(tokens: Sequence[Token], act: ActMention, first: int) -> bool:
    """Whether a clause with "that" from token `first` on reports what had happened before: "reported on 4 May that Peru
    had recognised it"; of the speaker's own doings too ("informed the Secretary on 4 May that he had been recalled")."""
    own = tokens[first + 1].norm in {"he", "she"}
    reported = any(token.norm in (_INFORMS if own else _REPORTS) for token in tokens[max(0, first - 14) : first])
    return reported and any(token.norm == "have:s" for token in tokens[max(first, act.first - 3) : act.last])


# adverbs that set a second verb apart from the date of the first
_LATER = frozenset({"later", "subsequently", "eventually", "ultimately"})


def some_time_later(tokens: Sequence[Token], first: int, act: ActMention) -> bool:
    """ "and was subsequently recognised": a second verb, of a clause from token `first` on, that the date of the first does
    not reach."""
    lead = [token.norm for token in tokens[first : act.last]]
    return "than" not in lead and not _LATER.isdisjoint(lead[:5])
