"""Text to dates: EDTF with bounds, never more precise than the text and its context.

What lives here: a grammar of our own and its word lists (`data/en`), the context that completes dates, the parser for
EDTF that users type, and the adapter to TIMEX3. What does not: which date belongs to which act (`entries`).
"""

from regesta.dates.edtf import parse_edtf, plain
from regesta.dates.finding import find_dates

__all__ = ["find_dates", "parse_edtf", "plain"]
