"""Who is cited and who speaks: in-text citations, the reference list, their pairing, quotations, notes on sources.

What lives here: finding and pairing. What does not: saying that a citation is wrong (`checking`), and which act rests on
which work (`entries`).
"""

from regesta.citations.beside import Told, slipped_name, slipped_year, told_beside
from regesta.citations.comparing import folded, name_likeness, near_name, year_likeness
from regesta.citations.duplicates import same_work
from regesta.citations.intext import find_citations
from regesta.citations.notes import find_source_notes
from regesta.citations.numbering import is_numbered
from regesta.citations.pairing import is_ambiguous, listed_names, printed_year
from regesta.citations.quotations import find_quotations
from regesta.citations.references import find_references
from regesta.citations.reported import find_reported

__all__ = [
    "Told",
    "find_citations",
    "find_quotations",
    "find_references",
    "find_reported",
    "find_source_notes",
    "folded",
    "is_ambiguous",
    "is_numbered",
    "listed_names",
    "name_likeness",
    "near_name",
    "printed_year",
    "same_work",
    "slipped_name",
    "slipped_year",
    "told_beside",
    "year_likeness",
]
