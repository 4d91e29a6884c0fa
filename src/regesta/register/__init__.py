"""The register: documents, entries, abstentions and people's decisions in one SQL database. The only SQL there is.

What lives here: the tables, their migrations, storing, finding and verifying. What does not: words for people
(`exploring`), files for other programs (`exporting`).
"""

from regesta.register.store import Register

__all__ = ["Register"]
