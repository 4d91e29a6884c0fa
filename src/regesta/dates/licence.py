"""Is a bare four-digit number a year? What stands around it decides."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.dates.lexing import Token
from regesta.dates.words import NotDates

# Behind these a number of four digits is a year even where it looks early or late for one.
_TEMPORAL = frozenset(
    {"in", "since", "until", "from", "between", "before", "after", "by", "following", "through", "to", "and"}
)


def is_bare_year(
    tokens: Sequence[Token], before: Sequence[Token], after: Sequence[Token], lists: NotDates, sure: bool
) -> bool:
    """Is the number `tokens` begin with a year? `before` and `after` are its neighbours, nearest first.

    `sure`: the words of the form itself say so ("the year 1990", "early 1993", "from 1990 to 1993").
    """
    number = tokens[0]
    if after and after[0].norm in lists.counted:
        return False
    if (after and after[0].norm in ("%", "°")) or (
        after and after[0].kind in ("slash", "dash") and after[0].norm != "—" and _is_code(number, after)
    ):
        return False
    if not before:
        return True
    previous = before[0]
    if (
        previous.kind == "dot"
        and len(before) > 1
        and before[1].norm in lists.counters
        and previous.start == before[1].end
    ):
        return False  # No. 1944, p. 1907
    if previous.norm in lists.counters or (previous.norm in lists.marks and previous.end >= number.start - 1):
        return False
    if previous.kind == "and" and len(before) > 2 and before[1].kind == "year4" and before[2].norm in lists.counters:
        return False  # Resolutions 1388 and 1390
    if sure:
        return True
    if previous.norm in lists.quantities or previous.kind in ("than", "nearly"):
        return False
    if previous.end == number.start and previous.kind in ("dash", "slash", "dot", "mark") and _is_glued_name(before):
        return False
    if previous.kind in _TEMPORAL:
        return True
    if previous.kind == "about":
        return len(before) < 2 or before[1].norm not in lists.quantities
    return number.norm.isdigit() and 1500 <= int(number.norm) <= 2099  # "0000/1/1" is one token, and no year


def _is_code(number: Token, after: Sequence[Token]) -> bool:
    """1999/31, 1990-A: a number tied to more by a stroke."""
    return after[0].start == number.end and len(after) > 1 and after[1].start == after[0].end and after[1].kind not in (
        "year4", "number", "small", "word", "capital", "slash", "open", "close",
    )  # fmt: skip


def _is_glued_name(before: Sequence[Token]) -> bool:
    """S-1990, A/RES/1999: tied by a stroke to a name, unless that is a word of time ("mid-1990", "post-1945")."""
    mark = before[0]
    if mark.norm in ("(", "[", '"', "'", "“", "‘", "’", "*", "_", "~", "|"):
        return False
    if len(before) < 2 or before[1].end != mark.start:
        return False
    return before[1].kind == "capital" and len(before[1].norm) <= 5 and before[1].norm not in ("pre", "post", "mid")
