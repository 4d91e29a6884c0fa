"""What came of it: text to statements of cooperation, each on its rung, with sectors, institutions and figures.

What lives here: the ladder, the sub-sectors, the list of institutions and programmes and their joining, figures and what
they count, and what many statements come to (`summing`). What does not: dated acts (`entries`), the sectors' own word list
(`acts`), the register and its reports.
"""

from regesta.cooperation.bodies import joined_name
from regesta.cooperation.finding import Surroundings, find_cooperation
from regesta.cooperation.periods import Periodisation, find_periods
from regesta.cooperation.summing import Figure, Institution, figures_of, institutions_of, series_of
from regesta.cooperation.wordlists import RUNGS, rung_name, subsector_name, subsectors_of

__all__ = [
    "RUNGS",
    "Figure",
    "Institution",
    "Periodisation",
    "Surroundings",
    "figures_of",
    "find_cooperation",
    "find_periods",
    "institutions_of",
    "joined_name",
    "rung_name",
    "series_of",
    "subsector_name",
    "subsectors_of",
]
