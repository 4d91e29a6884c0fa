"""The adapter to TIMEX3 (TimeML 1.2.1; ISO 24617-1), the format temporal taggers are compared in."""

from __future__ import annotations

import re
from datetime import date

from regesta.dates.lexing import Token, lex, tokens_of
from regesta.dates.words import Vocabulary, vocabulary
from regesta.model import DateMention

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_LETTERS = {
    "day": (1, "D"), "date": (1, "D"), "week": (1, "W"), "weekend": (1, "WE"), "month": (1, "M"), "quarter": (1, "Q"),
    "year": (1, "Y"), "decade": (10, "Y"), "century": (100, "Y"),
}  # fmt: skip
_QUARTERS = {
    ("01", "03"): "Q1",
    ("04", "06"): "Q2",
    ("07", "09"): "Q3",
    ("10", "12"): "Q4",
    ("01", "06"): "H1",
    ("07", "12"): "H2",
}
_MONTHS = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_UNKNOWN = "XXXX-XX-XX"
_QUALIFIERS = re.compile(r"[~?%]")


def to_timex(mention: DateMention) -> tuple[str, str]:
    """The TIMEX3 type ("DATE", "DURATION" or "SET") and value of a mention; `XXXX-XX-XX` for an unknown date."""
    words = vocabulary()
    if mention.kind == "duration":
        return "DURATION", _amount(mention.text, words)
    if mention.kind == "set":
        return "SET", _amount(mention.text, words)
    edtf = mention.when.edtf
    if edtf is None:
        # "two weeks after" what is not dated: TIMEX3 keeps the distance
        amount = _amount(mention.text, words)
        return ("DURATION", amount) if mention.kind == "relative" and amount[1:2].isdigit() else ("DATE", _UNKNOWN)
    bare = _QUALIFIERS.sub("", edtf).removeprefix("../").removesuffix("/..")
    ends = _YEARS.fullmatch(bare)
    if ends is not None:
        return "DURATION", f"P{int(ends[2]) - int(ends[1])}Y"
    return "DATE", _value(bare)


def _value(edtf: str) -> str:
    """A date's value: decades and centuries are cut short, weeks, quarters and halves have names of their own."""
    if edtf.startswith("["):
        return _value(edtf[1:-1].partition(",")[0])
    months = _MONTHS.fullmatch(edtf)
    if months is not None and months[1] == months[3] and (months[2], months[4]) in _QUARTERS:
        return f"{months[1]}-{_QUARTERS[months[2], months[4]]}"
    days = _DAYS.fullmatch(edtf)
    if days is not None:
        first, last = date.fromisoformat(days[1]), date.fromisoformat(days[2])
        year, week, weekday = first.isocalendar()
        if (last - first).days == 6 and weekday == 1:
            return f"{year}-W{week:02}"
        if (last - first).days == 1 and weekday == 6:
            return f"{year}-W{week:02}-WE"
    if "/" in edtf:
        return _value(edtf.partition("/")[0])
    if edtf.startswith("-"):
        return f"BC{1 - int(edtf):04}" if edtf[1:].isdigit() else _UNKNOWN
    told, stroke, rest = edtf.partition("-")
    if rest in _SEASONS:
        return f"{told}-{_SEASONS[rest]}"
    return (told.rstrip("X") or told) + stroke + rest


def _amount(text: str, words: Vocabulary) -> str:
    """P10Y for "ten years", PXY for "several years", PT12H for "12 hours"."""
    tokens = tokens_of(lex(text, 0, len(text)))
    often = next((words.names[token.norm] for token in tokens if token.kind == "often"), None)
    if often is not None:
        return often
    number = _number(tokens, words)
    for token in tokens:
        if token.kind == "clock_unit":
            letter = words.names[token.norm][0].upper()
            return f"PT{number or 'X'}{letter}"
    unit = next((name for token in tokens if (name := words.names.get(token.norm)) is not None), None)
    unit = unit or next((token.kind.removesuffix("_unit") for token in tokens if token.kind.endswith("_unit")), "")
    if unit not in _LETTERS:
        return "P1W" if any(token.kind == "weekday" for token in tokens) else "PXX"
    times, letter = _LETTERS[unit]
    return f"P{'X' if number is None else number * times}{letter}"


def _number(tokens: list[Token], words: Vocabulary) -> int | None:
    """How many the words tell; one for a unit alone in the singular, None where it is not told."""
    total = 0
    for token in tokens:
        if token.kind in ("number", "small"):
            return int(token.norm)
        if token.kind in ("number_word", "tens"):
            total += words.values[token.norm]
    if total:
        return total
    kinds = {token.kind for token in tokens}
    return None if "few" in kinds or "units" in kinds else 1
