"""Write docs/reference/checks.md from the rules themselves, so that the page tells what the program does.

usage: document_checks.py [--check]

`--check` writes nothing and exits 1 when the page is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kept_page import keep

from regesta.checking import rules
from regesta.model import Rule

HOME = Path(__file__).resolve().parent.parent
PAGE = HOME / "docs" / "reference" / "checks.md"
OPENING = """# Checks

What `regesta check` looks for. This page is made from the rules by `scripts/document_checks.py`.

A finding says what is known and by whom. *Error*: it cannot be. *Warning*: two witnesses speak against it, or the document
speaks against itself. *Note*: look at it. A finding may be weaker than its rule, never stronger: where one authority alone
speaks against an office it is a note. Two tables drawn from one source are one witness, and a missing row is none.

Each check has its cases in `tests/checking/cases`, a file a rule: passages with the words the check points at. Add one there
first, in your own words, when a check says too much or too little.

"""


def page() -> str:
    """The whole page, as it should be."""
    rows = [f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {rule.title} |" for rule in rules()]
    table = "\n".join(["| rule | at most | |", "|---|---|---|", *rows])
    return OPENING + table + "\n" + "".join(section(rule) for rule in rules())


def section(rule: Rule) -> str:
    """A rule with its passages: one that it is silent on, one that it is not."""
    told = [f"\n## {rule.id}\n\n{rule.title}. {rule.about}\n"]
    if rule.good:
        told.append(f"\nSilent: {quoted(rule.good)}\n")
    if rule.bad:
        told.append(f"\nReported: {quoted(rule.bad)}\n")
    return "".join(told)


def quoted(passage: str) -> str:
    return "*" + " ".join(passage.split()).replace("*", "\\*") + "*"


def main(words: list[str] | None = None) -> int:
    return keep(PAGE, page(), __doc__, words)


if __name__ == "__main__":
    sys.exit(main())
