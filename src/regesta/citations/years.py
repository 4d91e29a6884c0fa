"""The year a reference is listed under, as its list prints it ("2004a"), among the other numbers of a reference."""

from __future__ import annotations

import re
from functools import cache

from regesta.citations.shapes import undated

_VALID = r"(1[4-9]\d{2}|20\d{2})([a-z])?"
_ANY = re.compile(rf"(?<![\d./_-]){_VALID}(?![\d/_-])")
_BRACKETS = re.compile(
    rf"\(\s*(?:[^\W\d_]{{3,12}}\.?\s(?:\d{{1,2}},?\s)?|\d{{1,2}}\s[^\W\d_]{{3,12}}\.?\s)?{_VALID}\s*[),]"
)
# "Defrance, Corine, and Ulrich Pfeil, eds. 2005. Title 1945-1963"
_EARLY = re.compile(rf"[.,]\s{_VALID}\s?\.\s")
# behind these a number counts command papers, files, pages and the like, and no years
_COUNTED = "Cmnd|Cmd|Cd|Cm|No|Nos|Nr|no|nos|nr|n|Doc|Docs|Res|Rep|Bl|bl|fol|fols|ff|f|p|pp|s|ss|S|с|С|col|cols|vol|Art|art|Rs|Ref|Sayı|sayı"
NO_COUNT = "".join(rf"(?<!\b{word}\.\s)" for word in _COUNTED.split("|"))
# what stands where a year stands and is none: 20003, 2996, 0987
_ODD = re.compile(
    r"(?:\d{1,2}\.?\s)?(?:[^\W\d_]{3,12}\.?,?\s)?(?<![\d/.-])(?:1[4-9]|20)\d{3}(?![\d/-])"
    r"|(?<!\d)\((?:(?:1[4-9]|20)\d{3}|[2-9][1-9]\d\d|0\d{3})[a-z]?\)"
    rf"|{NO_COUNT}(?<=[.,]\s)(?:[2-9][1-9]\d\d|0\d{{3}})[a-z]?(?=[.,]\s)"
)
# a day in numbers, where no other year is printed (GOST 7.0.5: "// Site. 14.06.2017.")
_DAY = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.((?:19|20)\d\d)(?![\d.]\d)")
_HEAD = 200  # code points in which the year behind the authors stands


def year_of(body: str) -> str | None:
    """The year of publication of a reference without its address and day of access: in brackets, else behind the authors,
    else the last. None where what stands in its place is no year.
    """
    brackets = _BRACKETS.search(body)
    if brackets is not None:
        return brackets[1] + (brackets[2] or "")
    early = _EARLY.search(body[:_HEAD])
    if early is not None:
        return early[1] + (early[2] or "")
    odd = odd_year(body)
    if odd is not None and body.find(odd) < _HEAD and odd.startswith(tuple("(.23456789")):
        return None
    if _none_in_its_place().search(body[:_HEAD]) is not None:
        return None
    years = list(_ANY.finditer(body))
    lettered = [year for year in years if year[2]]  # only the year of a work bears a letter
    last = next(iter((lettered if len(lettered) == 1 else years)[-1:]), None)
    if last is None:
        day = _DAY.search(body)
        return day[1] if day is not None else None
    return last[1] + (last[2] or "")


@cache
def _none_in_its_place() -> re.Pattern[str]:
    """Words that say there is no year, where it should stand: "(forthcoming).", "Zimenkov, Pavel. n.d. “Notes”"."""
    return re.compile(rf"[(\[]\s?{undated()}\s?[)\],]|[.,]\s{undated()}[.,]?\s")


def odd_year(body: str) -> str | None:
    """What is printed where the year should stand and cannot be one, with its day and month; None where there is none."""
    found = _ODD.search(body)
    return found.group().strip(" ,.;") if found is not None else None
