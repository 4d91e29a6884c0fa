"""Questions to the register, answered with plain typed data: abstracts, date lines, an entry in its context; and questions
to the authorities, in words.

What lives here: words for what the register and the authorities hold, and what is counted over all of it (`columns` and what
asks them; these need the extra `web`, for arrays). What does not: SQL (`register`), terminals and pages (`cli`, `web`).
"""

from regesta.exploring.abstracts import abstract
from regesta.exploring.asking import filter_of
from regesta.exploring.calendar import Line, calendar_line, calendar_lines, date_line, place_line, told_abstract
from regesta.exploring.context import InContext, entry_in_context
from regesta.exploring.deciding import correction_of, decided_entries, people_text
from regesta.exploring.differing import Changed, Difference, Told, difference
from regesta.exploring.highlighting import highlighted
from regesta.exploring.officeholders import (
    Answer,
    Portrait,
    Question,
    answer,
    asked_for,
    portrait,
    question_of,
    question_words,
)
from regesta.exploring.remarks import RANKS, because, remarks
from regesta.exploring.sources import Cited, Resting, Source, resting_on_nothing, resting_on_one, sources
from regesta.exploring.unknown import keep_apart, local_people, mention_asked, put_back
from regesta.register import laid_over

__all__ = [
    "RANKS",
    "Answer",
    "Changed",
    "Cited",
    "Difference",
    "InContext",
    "Line",
    "Portrait",
    "Question",
    "Resting",
    "Source",
    "Told",
    "abstract",
    "answer",
    "asked_for",
    "because",
    "calendar_line",
    "calendar_lines",
    "correction_of",
    "date_line",
    "decided_entries",
    "difference",
    "entry_in_context",
    "filter_of",
    "highlighted",
    "keep_apart",
    "laid_over",
    "local_people",
    "mention_asked",
    "people_text",
    "place_line",
    "portrait",
    "put_back",
    "question_of",
    "question_words",
    "remarks",
    "resting_on_nothing",
    "resting_on_one",
    "sources",
    "told_abstract",
]
