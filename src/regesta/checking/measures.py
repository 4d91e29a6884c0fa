"""Lengths of time as texts tell them: "two months", "approximately two millennia", "a quarter of a century"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from regesta.model import When

DAYS = {
    "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44, "year": 365.25, "decade": 3652.5, "century": 36525.0,
    "millennium": 365250.0,
}  # fmt: skip
_PLURALS = {"centuries": "century", "millennia": "millennium", "millenniums": "millennium"}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = (
    {word: float(number) for number, word in enumerate(_SMALL)}
    | {word: 20.0 + 10 * number for number, word in enumerate(TENS)}
    | {
        "a": 1.0,
        "an": 1.0,
        "half a": 0.5,
        "half": 0.5,
        "quarter of a": 0.25,
        "a quarter of a": 0.25,
        "a hundred": 100.0,
    }
    | {"one hundred": 100.0, "two hundred": 200.0, "three hundred": 300.0, "five hundred": 500.0, "a thousand": 1000.0}
    | {
        "one thousand": 1000.0,
        "two thousand": 2000.0,
        "three thousand": 3000.0,
        "a couple of": 2.0,
        "half a dozen": 6.0,
        "a dozen": 12.0,
    }
)
_NUMBER = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
_COUNT = rf"(?:(?:{'|'.join(TENS)})-(?:{'|'.join(_SMALL[1:10])})|{_NUMBER}|[0-9]{{1,3}}(?:,[0-9]{{3}})*|[0-9]{{1,5}})"
MEASURE = re.compile(
    rf"\b(?P<about>(?:(?:about|approximately|around|roughly|some|nearly|almost|close\sto|more\sthan|over|at\sleast|less\sthan|under"
    rf"|merely|just|only|barely|exactly|precisely)\s)?)(?P<count>{_COUNT})[\s-](?P<full>(?:full|whole|short|long)\s)?"
    rf"(?P<unit>days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)|millenni(?:a|ums?))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """So many days, as told in `unit` (its own length in `step` days). `about` is the word of doubt before it, or ""."""

    days: float
    step: float
    about: str
    unit: str


def measure_of(match: re.Match[str]) -> Measure:
    """The length that a match of `MEASURE` tells."""
    word = match["unit"].lower()
    unit = _PLURALS.get(word, word.removesuffix("s") if word not in DAYS else word)
    step = DAYS[unit]
    return Measure(_number(match["count"].lower()) * step, step, match["about"].strip().lower(), unit)


def _number(word: str) -> float:
    if word in NUMBERS:
        return NUMBERS[word]
    if "-" in word:
        tens, ones = word.split("-")
        return NUMBERS[tens] + NUMBERS[ones]
    return float(word.replace(",", ""))


def gap(one: When, two: When) -> tuple[int, int] | None:
    """The least and the greatest number of days from the first date to the second; None where one has no bounds."""
    if one.earliest is None or one.latest is None or two.earliest is None or two.latest is None:
        return None
    return _ordinal(two.earliest) - _ordinal(one.latest), _ordinal(two.latest) - _ordinal(one.earliest)


def _ordinal(day: str) -> int:
    """Days since a fixed day, of any year written in four digits; months count as 30.44 days, which is near enough."""
    year, month, rest = int(day[:-6]), int(day[-5:-3]), int(day[-2:])
    return int(year * 365.2425 + (month - 1) * 30.44 + rest)
