"""The register: documents, entries, abstentions and people's decisions in one SQL database. The only SQL there is.

What lives here: the tables, their migrations, storing, finding and verifying; decisions laid over an entry, an entry as the
contract's row, and rows as data frames. What does not: words for people (`exploring`), files for other programs (`exporting`).
"""

from regesta.register.codec import QUOTES
from regesta.register.laying import as_decided, laid_over, when_of
from regesta.register.postgres import password_in
from regesta.register.rows import FIELDS, entry_of_row, entry_row
from regesta.register.store import Register

__all__ = [
    "FIELDS",
    "QUOTES",
    "Register",
    "as_decided",
    "entry_of_row",
    "entry_row",
    "laid_over",
    "password_in",
    "when_of",
]
