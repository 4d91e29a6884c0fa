"""The checks of a good editor, one a file: what speaks against a document, or is missing from it, with what is known.

A check's file holds its `RULE` and `check(case)`, which looks at one document (`Case`), or `check_across(shelf)`, which
looks at the acts of many (`Shelf`), or `check_towards(shelf)`, which compares all entries towards a state. A new check is a new file and its name in `CHECKS`; its cases are a file under
tests/checking/cases. What does not live here: whom a name means (`resolving`), what is known of the world (`authorities`),
printing (`exporting`, `cli`).

A finding says what is known and by whom, and never that an author is wrong where authorities disagree.
"""

from regesta.checking.case import Case, Shelf
from regesta.checking.findings import finding, finding_id
from regesta.checking.ordinal import STATE_ACTS, towards
from regesta.checking.running import CHECKS, check, check_across, check_towards, rules

__all__ = [
    "CHECKS",
    "STATE_ACTS",
    "Case",
    "Shelf",
    "check",
    "check_across",
    "check_towards",
    "finding",
    "finding_id",
    "rules",
    "towards",
]
