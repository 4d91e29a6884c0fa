"""A date that an apposition explains: "on 26 May 1966, the day of its independence"."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model import ActMention, Token

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
