"""Text to tokens: every word, number and mark, with the class the grammar knows it by.

What is no date by its own looks (1,500; 12:30; S-300; a web address) leaves here under a class no rule speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from regesta.dates.words import vocabulary

_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2212"

# Alternatives are tried in this order at each place; none can look back over what another has read. A plain word is what
# most of a text is made of, and no other alternative but that of all words would read it.
_TOKEN = re.compile(
    rf"""
    (?=\S)(?:
    (?P<plain>[A-Za-z]++)(?=[ ,;)\n])
  | (?P<address>(?:https?://|www\.)[^\s<>|]+)
  | (?P<numeric>[0-9]{{4}}(?P<n1>[{_DASH}./])[0-9]{{1,2}}(?P=n1)[0-9]{{1,2}}(?![\w/]|[{_DASH}.,][0-9])
              | [0-9]{{1,2}}(?P<n2>[{_DASH}./])[0-9]{{1,2}}(?P=n2)[0-9]{{4}}(?![\w/]|[{_DASH}.,][0-9]))
  | (?P<amount>[0-9]+(?:[.,:][0-9]+)+%?|[0-9]+%)
  | (?P<decade>[0-9]*0['’]?s)(?!\w)
  | (?P<year2>['’‘][0-9]{{2}})(?![\w'’])
  | (?P<ordinal>[0-9]{{1,4}}(?:st|nd|rd|th))(?!\w)
  | (?P<figure>[0-9]+)(?!\w)
  | (?P<dotted>(?:[A-Za-z]\.){{2,4}})(?!\w)
  | (?P<word>\w+)
  | (?P<mark>[^\w\s]) )
    """,
    re.VERBOSE,
)

_MARKS = {",": "comma", ".": "dot", "/": "slash", "(": "open", ")": "close", "[": "bracket", "]": "unbracket"}
_MARKS |= dict.fromkeys(_DASH, "dash")
_CAPITALISED = frozenset({"month", "short_month", "weekday", "short_weekday"})


Row = tuple[int, int, str, str]


class Token(NamedTuple):
    """A word, number or mark at [start, end) of the text (code points). `norm` is lower case, without dots."""

    start: int
    end: int
    norm: str
    kind: str


@lru_cache(maxsize=1 << 16)  # texts have few forms and many names: those of a large archive must not be kept
def _word(raw: str) -> tuple[str, str]:
    """The norm and the class of a word."""
    norm = raw.lower()
    kind = vocabulary().classes.get(norm, "")
    if not kind:
        kind = "capital" if norm != raw and raw[0].isupper() else "word"
    elif kind in _CAPITALISED and not raw[0].isupper():
        kind = "word"
    elif kind == "often" and raw[0].isupper():
        kind = "capital"  # the Daily News
    return norm, kind


def lex(text: str, start: int, end: int) -> list[Row]:
    """The tokens of text[start:end] as plain rows, in order: a text has many, and few are looked at (`tokens_of`).

    A number glued to a letter or mark of numbering is no number.
    """
    rows: list[Row] = []
    for found in _TOKEN.finditer(text, start, end):
        group = found.lastgroup
        raw = found.group()
        if group == "plain" or group == "word":
            norm, kind = _word(raw)
        elif group == "mark":
            norm, kind = raw, _MARKS.get(raw, "mark")
        elif group == "figure":
            norm, kind = raw, _figure_class(raw)
        else:
            norm, kind = raw.lower(), _other_class(raw, group or "")
            if group == "dotted":
                norm = norm.replace(".", "")
        low, high = found.span()
        rows.append((low, high, norm, kind))
    return rows


def tokens_of(rows: Sequence[Row]) -> list[Token]:
    """Rows as tokens."""
    return [Token(*row) for row in rows]


def _figure_class(raw: str) -> str:
    if len(raw) <= 2 and 1 <= int(raw) <= 31:
        return "number"
    if len(raw) <= 3:
        return "small"
    if len(raw) == 4:
        return "year4" if raw[0] in "12" else "amount"
    return "long" if len(raw) == 5 else "amount"


def _other_class(raw: str, group: str) -> str:
    if group == "decade":
        digits = raw.rstrip("s'’")
        if len(digits) == 4:
            return "decade4"
        return "decade2" if len(digits) == 2 else "word"
    if group == "ordinal":
        return "ordinal" if 1 <= int(raw[:-2]) <= 31 else "amount"
    if group == "dotted":
        return vocabulary().classes.get(raw.lower().replace(".", ""), "capital")
    return "amount" if group == "address" else group
