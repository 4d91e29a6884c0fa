"""The command line: one subcommand a verb; arguments in, one call, words out.

What lives here: verbs, a file for those that belong together, and what they share (`frame`). What does not: work.
"""

from regesta.cli import (
    asking,
    authorities,
    carrying,
    checking,
    comparing,
    measuring,
    people,
    reading,
    references,
    repairing,
    reporting,
    serving,
    sources,
    team,
)
from regesta.cli.frame import main

__all__ = [
    "asking",
    "authorities",
    "carrying",
    "checking",
    "comparing",
    "main",
    "measuring",
    "people",
    "reading",
    "references",
    "repairing",
    "reporting",
    "serving",
    "sources",
    "team",
]
