"""Names to authorities, entries to acts: what is meant, ranked, with a sentence each; unsure stays unsure.

What lives here: whom an entry's people mean (`people`), which entries tell one act (`acts`). What does not: the tables
(`authorities`), whether what is told can be (`checking`). Resolving adds and never overwrites: what the text says stays in
the entry beside what it was taken to mean.
"""

from regesta.resolving.acts import affected_blocks, block_of, gather_acts
from regesta.resolving.local import same_people
from regesta.resolving.people import resolve_people
from regesta.resolving.states import resolve_states, state_at

__all__ = ["affected_blocks", "block_of", "gather_acts", "resolve_people", "resolve_states", "same_people", "state_at"]
