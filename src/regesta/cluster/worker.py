"""The other end of a worker process: a file's name a line on standard input, its results on standard output.

Run as `python -m regesta.cluster.worker`. A line is JSON, [path, rules, authorities]; an answer is eight bytes that tell its
length and what `register.preparing.packed` makes. It ends with its input.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from regesta.model import Edition
from regesta.register.preparing import packed
from regesta.versions import edition
from regesta.workflow import attempt

OTHER_EDITION = 3  # exit code


def main() -> int:
    """Answer until there is no more to answer."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    for line in sys.stdin.buffer:
        path, rules, authorities = json.loads(line)
        used = Edition(rules, authorities)
        if edition() != used:
            return OTHER_EDITION
        data = packed([attempt(Path(path), used)])
        answers.write(len(data).to_bytes(8, "big") + data)
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
