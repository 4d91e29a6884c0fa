"""Words that tell acts: the token stream of a sentence, the act rules, sectors and modality.

What lives here: the lexicon and rules as data (`data/en`), and the machine that runs them over one sentence. What does
not: who did it, to whom and when (`entries`), and dates, names and citations themselves, which come in as mentions.
"""

from regesta.acts.lexicon import names_mission, norm_of
from regesta.acts.phrases import WORD, Book, Phrase, book_of, end_of
from regesta.acts.present import told_in_past
from regesta.acts.rules import find_acts, lemmas_of
from regesta.acts.sectors import find_sectors, hiding_phrases, sector_phrases
from regesta.acts.stream import Masks, Spanned, tokens_of

__all__ = [
    "WORD",
    "Book",
    "Masks",
    "Phrase",
    "Spanned",
    "book_of",
    "end_of",
    "find_acts",
    "find_sectors",
    "hiding_phrases",
    "lemmas_of",
    "names_mission",
    "norm_of",
    "sector_phrases",
    "tokens_of",
    "told_in_past",
]
