"""Questions to the register, answered with plain typed data: abstracts, date lines, an entry in its context.

What lives here: words for what the register holds. What does not: SQL (`register`), terminals and pages (`cli`, `web`).
"""

from regesta.exploring.abstracts import abstract
from regesta.exploring.asking import filter_of
from regesta.exploring.calendar import Line, calendar_lines, date_line, place_line
from regesta.exploring.context import InContext, entry_in_context
from regesta.exploring.remarks import RANKS, because, remarks

__all__ = [
    "RANKS",
    "InContext",
    "Line",
    "abstract",
    "because",
    "calendar_lines",
    "date_line",
    "entry_in_context",
    "filter_of",
    "place_line",
    "remarks",
]
