"""Forms that tell one date, however wide: a day, a month, a year, a season, a decade, a century."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.dates.found import STEPS, Found, ends_phrase
from regesta.dates.lexing import Token
from regesta.dates.licence import is_bare_year
from regesta.dates.told import Told, century_mask, ordinal_of, point_of


def exact(found: Found) -> Told | None:
    point = point_of(found.tokens, found.words)
    told = found.of_point(point, _part_or(found, "date"))
    if point.mask is not None and point.mask.startswith("["):
        return replace(told, why="Which figure is the day and which the month is not told; both readings are kept.")
    return told


def monthly(found: Found) -> Told | None:
    return found.of_point(point_of(found.tokens, found.words), _part_or(found, "date"))


def _opens_line(found: Found) -> bool:
    return not found.before or found.before[0].kind in ("dash", "mark")


def back_day(found: Found) -> Told | None:
    """The year before its day, as chronicles print it: "1948, 15 May". Where it opens the line, as `backward`."""
    return found.of_point(point_of(found.tokens, found.words), "date") if _opens_line(found) else None


def backward(found: Found) -> Told | None:
    """The year before its month, as lists print it: where it opens the line, since months are names too ("1975 May Day")."""
    if not _opens_line(found):
        return None
    month = next(token for token in found.tokens if token.kind == "month")
    return found.told(f"{int(found.tokens[0].norm):04}-{found.words.values[month.norm]:02}")


def yearlong(found: Found) -> Told | None:
    at = next(i for i, kind in enumerate(found.kinds) if kind in ("year4", "small", "number"))
    sure = at > 0 or "bc" in found.kinds or "ad" in found.kinds
    if not is_bare_year(found.tokens[at:], found.before, found.after, found.not_dates, sure):
        return None
    return found.of_point(point_of(found.tokens, found.words), _part_or(found, "date"))


def daily(found: Found) -> Told | None:
    if found.after and found.after[0].norm in found.not_dates.counted and found.kinds[-1] == "number":
        return None
    return found.of_point(point_of(found.tokens, found.words))


def month_only(found: Found) -> Told | None:
    """A month alone is one behind a preposition or a word of time, where it is no name ("May", "April Glaspie")."""
    at = next(i for i, kind in enumerate(found.kinds) if kind in ("month", "short_month"))
    told = found.of_point(point_of(found.tokens, found.words))
    first = found.tokens[0].kind
    if first in ("last", "next", "this", "past"):
        return replace(told, want="deictic", unit="month name", steps=STEPS.get(first, 0), kind="relative")
    if first == "that":
        # "He came that November"; but "said that May had lied"
        pointed = ends_phrase(found.after) and found.tokens[-1].norm != "may"
        return replace(told, want="that year") if pointed else None
    licensed = at > 0 or "year_unit" in found.kinds
    before = found.before[0].kind if found.before else ""
    if not licensed and before not in (
        "in",
        "of",
        "since",
        "until",
        "by",
        "after",
        "before",
        "from",
        "through",
        "about",
        "to",
    ):
        return None
    if not licensed and found.after and found.after[0].kind in ("capital", "apostrophe"):
        return None
    return told


def decades(found: Found) -> Told | None:
    token = found.tokens[-1]
    if (
        token.kind != "decade4"
        and len(found.tokens) == 1
        and not (token.kind == "decade2" and _is_apostrophe(found.before))
    ):
        return None
    return found.of_edtf(point_of([token], found.words).edtf())


def short_year(found: Found) -> Told | None:
    """'82, behind a preposition or a month: its century is to be found."""
    digits = found.tokens[-1].norm[1:]
    if len(found.tokens) == 1 and not (
        found.before and found.before[0].kind in ("in", "since", "until", "from", "after", "before", "by", "of", "the")
    ):
        return None
    if len(found.tokens) == 1:
        return replace(found.told(f"XX{digits}"), want="decade")
    month = point_of(found.tokens[:-1], found.words).month
    return replace(found.told(f"XX{digits}-{month:02}"), want="decade")


def seasonal(found: Found) -> Told | None:
    season = next(token for token in found.tokens if token.kind == "season")
    code = found.words.values[season.norm]
    years = [token for token in found.tokens if token.kind == "year4"]
    if years:
        return found.told(f"{int(years[0].norm):04}-{code}")
    first = found.tokens[0].kind
    if first in ("last", "next"):
        return replace(found.told(f"XXXX-{code}", "relative"), want="deictic", unit="season name", steps=STEPS[first])
    if (
        first == "the"
        and "year_unit" not in found.kinds
        and not (found.before and found.before[0].kind in ("in", "by", "since", "until"))
    ):
        return None
    return found.of_edtf(f"XXXX-{code}")


def centuries(found: Found) -> Told | None:
    end = max(i for i, kind in enumerate(found.kinds) if kind == "century_unit")
    before_christ = "bc" in found.kinds
    masks: list[str] = []
    run: list[Token] = []
    for i, token in enumerate(found.tokens[: end + 1]):
        following = found.tokens[i + 1].kind if i + 1 < len(found.tokens) else ""
        if token.kind == "ordinal_word" and following == "half_unit":
            continue  # the first half of a century is kept as the century
        if token.kind in ("ordinal", "ordinal_word", "tens"):
            run.append(token)
        if run and token.kind != "tens" and not (token.kind == "dash" and run[-1].kind == "tens"):
            nth = ordinal_of(run, found.words)
            mask = None if nth is None else century_mask(nth, before_christ)
            if mask is None:
                return None
            masks.append(mask)
            run = []
    if len(masks) == 1 and any(token.norm == "turn" for token in found.tokens):
        turn = int(masks[0][:2]) * 100 if not before_christ else 0
        return (
            replace(found.told(f"{turn:04}~"), why="The turn of a century is about its first year.") if turn else None
        )
    if len(masks) == 1:
        return found.told(masks[0])
    return found.told(f"{masks[0]}/{masks[-1]}", "span") if len(masks) == 2 else None


def halves(found: Found) -> Told | None:
    """The first half of 2001: `2001-01/2001-06`; a half told loosely ("the latter half") is kept as its year."""
    decade = [token for token in found.tokens if token.kind.startswith("decade")]
    if decade:
        return found.of_edtf(point_of(decade, found.words).edtf())
    year = next((token.norm for token in found.tokens if token.kind == "year4"), "XXXX")
    name = next((token for token in found.tokens if token.kind == "quarter_name"), None)
    nth = found.words.values[name.norm] - 32 if name is not None else ordinal_of(found.tokens, found.words)
    is_half = "half_unit" in found.kinds
    if nth is None and ("last" in found.kinds or "final" in found.kinds) and not is_half:
        nth = 4
    if nth is None:
        return found.of_edtf(year)
    months = 6 if is_half else 3
    if nth * months > 12:
        return None
    return found.of_edtf(f"{year}-{(nth - 1) * months + 1:02}/{year}-{nth * months:02}", "span")


def stretch(found: Found) -> Told | None:
    """The first week of March 1990: no more than its month is sure."""
    at = max(i for i, kind in enumerate(found.kinds) if kind == "of")
    return found.of_point(point_of(found.tokens[at:], found.words))


def _is_apostrophe(before: Sequence[Token]) -> bool:
    return bool(before) and before[0].norm in ("'", "’", "‘")


def _part_or(found: Found, kind: str) -> str:
    """A date in passing, as in "the 1994 agreement" or "Spain's May 1990 offer": before a noun, behind its article."""
    if not found.before or not found.after or found.after[0].kind not in ("word", "capital"):
        return kind
    before = found.before[0]
    return "part" if before.kind in ("the", "article") or before.norm in ("s", "its", "their", "his", "her") else kind
