"""Names to authorities, entries to acts: what is meant, ranked, with a sentence each; unsure stays unsure.

What lives here: whom an entry's people mean (`people`, by whom the authorities know, `known`, the likeness of names,
`spelling`, and the fit of office and date, `fitting`); people whom no authority knows (`local`); which state a code stood for
at a date (`states`); which entries tell one act (`acts`: what each tells, `telling`, the acts in the making, `clusters`, their
dates, `dating`, and dates at odds, `disagreeing`). What does not: the tables of who held what (`authorities`), whether what
is told can be (`checking`). Resolving adds and never overwrites: what the text says stays in the entry beside what it was
taken to mean.
"""

from regesta.resolving.acts import affected_blocks, block_of, gather_acts
from regesta.resolving.local import same_people
from regesta.resolving.people import resolve_people
from regesta.resolving.states import resolve_states, state_at

__all__ = ["affected_blocks", "block_of", "gather_acts", "resolve_people", "resolve_states", "same_people", "state_at"]
