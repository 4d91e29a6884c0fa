"""Figures: counts, money, shares and volumes, with unit, bound and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from regesta.cooperation.wordlists import read_list
from regesta.model import Quantity, Span

_NUMBER = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ENDS = re.compile(r"[.;:()\[\]\"“”€$£¥₪\d]|, |\s[–—]\s")
_NEXT = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@cache
def _units() -> dict[str, dict[str, str]]:
    """quantities.toml with each word as a key: currencies, measures, scales, numbers, bounds, and the words to leave out."""
    data = read_list("quantities.toml")
    found: dict[str, dict[str, str]] = {}
    for kind in ("currency", "measure", "scale", "bound", "rate"):
        found[kind] = {word: name for name, words in data[kind].items() for word in words}
    found["number"] = {word: str(value) for word, value in data["number"].items()}
    found["not_counted"] = dict.fromkeys(data["not_counted"]["words"], "")
    found["stop"] = dict.fromkeys(data["stop"]["words"], "")
    found["not_before"] = dict.fromkeys(data["not_before"]["words"], "")
    return found


@cache
def _shape() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(read_list("quantities.toml")["sign"], key=len, reverse=True))
    scales = "|".join(_units()["scale"])
    numbers = "|".join(sorted(_units()["number"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,/\-–])(?P<sign>{signs})?\s?(?P<number>{_NUMBER})(?![\d/:])(?P<scale>[\s-](?:{scales})\b)?(?P<percent>\s?%| per ?cent\b)?"
        rf"|\b(?P<word>{numbers})\b(?P<wordscale>[\s-](?:{scales})\b)?(?P<wordpercent> per ?cent\b)?",
        re.IGNORECASE,
    )


def find_quantities(text: str, span: Span, taken: Sequence[tuple[int, int]], year: str | None) -> Iterator[Quantity]:
    """The quantities in `span`, by place. `taken` are spans that hold no figures (dates, citations); `year` is given to all."""
    for match in _shape().finditer(text, span.start, span.end):
        if any(low < match.end() and match.start() < high for low, high in taken):
            continue
        found = _read(text, span, match, year)
        if found is not None:
            yield found


def _read(text: str, span: Span, match: re.Match[str], year: str | None) -> Quantity | None:
    units = _units()
    value = _value(match)
    before = [word.lower() for word in _NEXT.findall(text[max(span.start, match.start() - 40) : match.start()])]
    if value is None or (before and before[-1] in units["not_before"]):
        return None
    bound = next(
        (units["bound"][" ".join(before[-n:])] for n in (2, 1) if " ".join(before[-n:]) in units["bound"]), None
    )
    sign = (match["sign"] or "").strip()
    if match["percent"] or match["wordpercent"]:
        unit = "percent"
    elif sign:
        unit = _currency_of(sign)
    else:
        unit = ""
    rest = _behind(text, match.end(), span.end)
    if not unit and rest and (named := _unit_named(rest)) is not None:
        unit, used = named
        end_of_unit = rest[used - 1][1]
        rest = rest[used:]
    else:
        end_of_unit = match.end()
    per = _rate(text, end_of_unit, span.end)
    counts, last = _counted(rest, unit)
    if not counts and unit and unit not in ("count", "percent"):
        counts = _paid_for(text, span.start, match.start())
    if not unit:
        small = not (match["sign"] or match["scale"]) and not counts
        if small or _not_counted(counts):
            return None
        unit = "count"
    stop = max(last or end_of_unit, end_of_unit)
    return Quantity(match.start(), stop, text[match.start() : stop], value, unit, counts, bound, per, year)


def _currency_of(sign: str) -> str:
    """The currency of a sign: "$" is USD, as the table has it."""
    signs: dict[str, str] = read_list("quantities.toml")["sign"]
    return signs.get(sign, signs.get(sign.upper(), sign))


_GROUPING = re.compile(r"[,\u00a0\u202f]")
_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")


def _value(match: re.Match[str]) -> float | None:
    units = _units()
    scale = (match["scale"] or match["wordscale"] or "").strip(" -\u00a0\u202f\n").lower()
    if match["number"]:
        number = float(_GROUPING.sub("", match["number"]))
        bare = not (match["sign"] or scale or match["percent"])
        if bare and _YEAR.fullmatch(match["number"]):
            return None  # a year
    else:
        number = float(units["number"][match["word"].lower()])
        if match["word"].lower() in ("two", "hundred") and not scale:
            return None
    return number * (float(units["scale"][scale]) if scale else 1.0)


Worded = list[tuple[str, int]]  # words behind a number, each with where it ends


def _behind(text: str, start: int, end: int) -> Worded:
    """Up to eight words behind a number, to the next mark."""
    stop = _ENDS.search(text, start, end)
    last = stop.start() if stop is not None else end
    words = [(match.group(), match.end()) for match in _NEXT.finditer(text, start, last)]
    return words[:8]


def _unit_named(rest: Worded) -> tuple[str, int] | None:
    units = _units()
    for length in (3, 2, 1):
        words = " ".join(word.lower() for word, _ in rest[:length])
        for kind in ("currency", "measure"):
            if words in units[kind]:
                return units[kind][words], min(length, len(rest))
    return None


@cache
def _rates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words of a rate and what it is counted by: "per year"."""
    return tuple((re.compile(rf"\b{words}\b"), per) for words, per in _units()["rate"].items())


def _rate(text: str, start: int, end: int) -> str | None:
    behind = " ".join(word.lower() for word in _NEXT.findall(text[start : min(end, start + 60)])[:6])
    for words, per in _rates():
        if words.search(behind):
            return per
    return None


def _counted(rest: Worded, unit: str) -> tuple[str, int | None]:
    """The noun phrase behind a number: "farmers", "diplomatic and official state exchange visits"; behind "of", "worth of"."""
    stops = _units()["stop"]
    words = list(rest)
    measured = bool(unit) and unit != "count"
    while words and words[0][0].lower() in (
        {"worth", "of", "its", "the", "their", "for"} if measured else {"of", "the", "its"}
    ):
        words.pop(0)
    if unit == "percent" and rest and rest[0][0].lower() != "of":
        return "", None
    taken: Worded = []
    for word, end in words:
        low = word.lower()
        if low in stops and not (low == "and" and taken):
            break
        if taken and low.endswith("ed") and not word[0].isupper():
            break
        taken.append((word, end))
    while taken and taken[-1][0].lower() in {"and", "or"}:
        taken.pop()
    if not taken:
        return "", None
    return " ".join(word for word, _ in taken), taken[-1][1]


def _paid_for(text: str, start: int, before: int) -> str:
    """What money is for, where it is told in front: "a contract worth $800 million", "an endowment of $110 million"."""
    words = [word.lower() for word in _NEXT.findall(text[max(start, before - 60) : before])]
    bounds = _units()["bound"]
    while words and (
        words[-1] in {"of", "worth", "a", "total", "some", "for", "at", "than", "more", "less", "fewer"}
        or words[-1] in bounds
    ):
        words.pop()
    return words[-1] if words and words[-1].isalpha() and words[-1] not in _units()["stop"] else ""


def _not_counted(counts: str) -> bool:
    """Whether what follows is a length of time, or states and sides: "ten years", "two countries"."""
    words = [word.lower() for word in counts.split()]
    listed = _units()["not_counted"]
    return not words or words[-1] in listed or words[0] in listed
