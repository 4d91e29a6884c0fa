"""Mentions of a sentence become entries: who did what, to whom, when, and who says so.

What lives here: clauses, the ways a date, a state or a person belongs to an act, lists and tables, and the making of the
entry itself. What does not: finding the mentions (`dates`, `names`, `acts`, `citations`) and anything that needs an
authority (`resolving`).
"""

from regesta.entries.assembling import Mentions, assemble
from regesta.entries.ids import hashed
from regesta.entries.surroundings import Voice, closed_parts, voices

__all__ = ["Mentions", "Voice", "assemble", "closed_parts", "hashed", "voices"]
