"""Every form of the grammar and the function that reads it; None from one where the words are no date after all."""

from __future__ import annotations

from collections.abc import Callable

from regesta.dates import leaning, points, spans, topped
from regesta.dates.found import Found
from regesta.dates.told import Told

FORMS: dict[str, Callable[[Found], Told | None]] = {
    "dual": spans.dual,
    "topped": topped.topped,
    "range": spans.ranging,
    "ongoing": spans.ongoing,
    "days": spans.days,
    "either": spans.either,
    "slashed": spans.slashed,
    "centuries": points.centuries,
    "halves": points.halves,
    "stretch": points.stretch,
    "seasonal": points.seasonal,
    "exact": points.exact,
    "monthly": points.monthly,
    "backward": points.backward,
    "back_day": points.back_day,
    "yearlong": points.yearlong,
    "daily": points.daily,
    "month_only": points.month_only,
    "decades": points.decades,
    "short_year": points.short_year,
    "counted": leaning.counted,
    "shifted": leaning.shifted,
    "neighbour": leaning.neighbour,
    "same": leaning.same,
    "day_of": leaning.day_of,
    "pointing": leaning.pointing,
    "extent": leaning.extent,
    "day_only": leaning.day_only,
    "deictic": leaning.deictic,
    "repeated": leaning.repeated,
    "lasting": leaning.lasting,
    "heading": topped.heading,
}
