"""Forms that lean on another date, or on none: two months later, the same day, yesterday, ten years, every year."""

from __future__ import annotations

from dataclasses import replace

from regesta.dates.found import STEPS, Found, ends_phrase
from regesta.dates.told import Told, ordinal_of, point_of


def counted(found: Found) -> Told | None:
    """Two months after December 25, 1991."""
    at = max(
        i for i, kind in enumerate(found.kinds) if kind in ("after", "before", "following", "previous", "next", "from")
    )
    base = point_of(found.tokens[at + 1 :], found.words)
    unit, steps = _measure(found)
    if base.fault or base.mask or unit is None or steps is None:
        return None
    sign = -1 if found.kinds[at] in ("before", "previous") else 1
    return replace(found.told(base.edtf(), "relative"), want="step", unit=unit, steps=sign * steps)


def shifted(found: Found) -> Told | None:
    """Two months later; a year earlier; three days after that; two months after (something told without a date)."""
    unit, steps = _measure(found)
    last = found.kinds[-1]
    told = found.told(None, "relative")
    if last in ("this", "that"):
        word = found.kinds[-2]
    else:
        word = last if last != "to" else found.kinds[-2]
        if (word in ("after", "before", "following", "previous") and not ends_phrase(found.after)) or last == "to":
            return replace(told, want="nothing", why="It is counted from something told here without a date.")
    if unit is None or steps is None:
        return replace(told, want="nothing", why="How many is not told.")
    if word == "ago":
        return replace(told, want="deictic", unit=unit, steps=-steps)
    sign = -1 if word in ("earlier", "before", "previous") else 1
    return replace(told, want="step", unit=unit, steps=sign * steps)


def neighbour(found: Found) -> Told | None:
    """The following year; the next day; the year before; the following spring; the following April."""
    named = found.tokens[-1] if found.kinds[-1] != "dot" else found.tokens[-2]
    if named.kind in ("month", "short_month", "season"):
        told = found.told(None, "relative")
        return replace(told, want="step", unit=f"next named {found.words.values[named.norm]}", steps=1)
    unit = _unit(found)
    trailing = found.kinds[-1] in ("after", "before", "following", "previous")
    word = found.kinds[-1] if trailing else found.kinds[1]
    if trailing and not ends_phrase(found.after):
        return replace(
            found.told(None, "relative"), want="nothing", why="It is counted from something told here without a date."
        )
    if unit in ("quarter", "weekend", None) or (not trailing and found.after and found.after[0].kind == "half_unit"):
        return None
    return replace(found.told(None, "relative"), want="step", unit=f"next {unit}", steps=STEPS[word])


def same(found: Found) -> Told | None:
    """The same day; that year; this date; the end of the year."""
    unit = _unit(found)
    if unit in ("quarter", "weekend", None) or (found.before and found.before[0].kind == "to"):
        return None
    return replace(found.told(None, "relative"), want="same", unit=unit or "")


def day_of(found: Found) -> Told | None:
    """On the last day, on the second day: of the days told before."""
    if not found.before or found.before[0].norm != "on" or (found.after and found.after[0].kind == "units"):
        return None
    word = found.tokens[1].norm
    nth = ordinal_of(found.tokens[1:], found.words)
    steps = -1 if word in ("last", "final", "closing") else 1 if word == "opening" else nth
    return None if steps is None else replace(found.told(None, "relative"), want="day of", steps=steps)


def pointing(found: Found) -> Told | None:
    """Since then; after which; at that time: the date told last, or what lies on one side of it."""
    kinds = found.kinds
    if kinds[0] == "in":
        if found.tokens[0].norm not in ("at", "by") or (kinds[1] == "this" and found.tokens[2].norm == "period"):
            return None
        return replace(found.told(None, "relative"), start=found.tokens[1].start, want="same", unit="date")
    bare = kinds[-1] in ("this", "that")
    if bare and not ends_phrase(found.after):
        return None  # after that meeting
    if kinds[0] == "by" and kinds[-1] == "which" and not (found.after and found.after[0].kind == "time"):
        return None  # "a treaty by which Peru ceded ...": by the treaty
    side = "before" if kinds[0] in ("before", "until", "by") else "after"
    return replace(found.told(None, "relative"), want="same", unit="date", opening=side)


def extent(found: Found) -> Told | None:
    """Lasted for about ten years; the next 29 years: from the date told last, so long."""
    unit, steps = _measure(found)
    if unit is None or steps is None:
        return None
    if found.kinds[0] == "lasted" and not (found.before and found.before[0].kind == "and"):
        return None  # only "began in 1993 and lasted ..." tells from when
    told = replace(found.told(None, "duration"), want="extent", unit=unit, steps=steps)
    if found.kinds[0] != "lasted":
        return told
    # the verb is no part of what is told
    at = next(i for i, kind in enumerate(found.kinds) if i > 0 and kind != "in")
    return replace(told, start=found.tokens[at].start, about="about" in found.kinds)


def day_only(found: Found) -> Told | None:
    """On the 12th, behind a month told before."""
    number = int(found.tokens[-1].norm[:-2])
    before = found.before[0].kind if found.before else ""
    if not 1 <= number <= 31 or before not in ("in", "by", "until", "since", "after", "before", "from"):
        return None
    if found.after and found.after[0].kind in ("word", "capital", "dash", "century_unit", "number", "year4"):
        return None  # the 12th anniversary
    return replace(found.told(f"XXXX-XX-{number:02}"), want="month")


def deictic(found: Found) -> Told | None:
    """Yesterday; last week; Monday: against the date the document bears."""
    kinds = found.kinds
    told = found.told(None, "relative")
    if kinds[-1] == "today":
        return replace(told, want="deictic", unit="today")
    if kinds[-1] == "deictic_day":
        return replace(told, want="deictic", unit="day", steps=found.words.values[found.tokens[-1].norm])
    step = STEPS.get(kinds[0], 0) if len(kinds) > 1 else 0
    if kinds[-1] == "weekday":
        if (found.after and found.after[0].kind == "capital") or (found.before and found.before[0].kind == "named_day"):
            return None
        number = found.words.values[found.tokens[-1].norm]
        return replace(told, want="deictic", unit=f"weekday {number}", steps=step)
    unit = _unit(found)
    return replace(told, want="deictic", unit=unit or "", steps=step)


def repeated(found: Found) -> Told | None:
    return replace(found.told(None, "set"), want="nothing")


def lasting(found: Found) -> Told | None:
    """For ten years; a three-day visit; two decades. A unit alone is no duration, but for "for centuries"."""
    kinds = found.kinds
    unit = kinds[-1]
    if len(kinds) == 1 and not (
        found.before and found.before[0].kind in ("in", "through") and unit in ("units", "century_unit")
    ):
        return None
    if kinds[0] == "article" and not (
        found.before and found.before[0].kind in ("in", "after", "about", "than", "nearly")
    ):
        return None
    if "count" in kinds or (unit == "century_unit" and kinds[0] in ("ordinal", "ordinal_word")):
        return None
    return replace(found.told(None, "duration"), want="nothing")


def _unit(found: Found) -> str | None:
    for token in found.tokens:
        if token.norm in found.words.names:
            return found.words.names[token.norm]
        if token.kind.endswith("_unit"):
            return token.kind.removesuffix("_unit")
    return None


def _measure(found: Found) -> tuple[str | None, int | None]:
    """The unit and how many of it; None for a number that is not told ("several")."""
    unit = _unit(found)
    if "few" in found.kinds:
        return unit, None
    total = 0
    for token in found.tokens:
        if token.kind in ("number", "small"):
            return unit, int(token.norm)
        if token.kind in ("number_word", "tens"):
            total += found.words.values[token.norm]
        elif token.kind == "article":
            total = 1
        elif token.kind in ("units",) or token.kind.endswith("_unit"):
            break
    return unit, total or None
