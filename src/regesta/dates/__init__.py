"""Text to dates: EDTF with bounds, never more precise than the text and its context.

What lives here: a grammar of our own and its word lists (`data/en`), the context that completes dates, the parser for
EDTF that users type, and the adapter to TIMEX3. What does not: which date belongs to which act (`entries`).
"""

from regesta.dates.edtf import opened, parse_edtf, plain, sides
from regesta.dates.finding import find_dates
from regesta.dates.timex import to_timex

__all__ = ["find_dates", "opened", "parse_edtf", "plain", "sides", "to_timex"]
