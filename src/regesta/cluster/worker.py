"""The other end of a worker process: a file's name a line on standard input, its results on standard output.

Run as `python -m regesta.cluster.worker SECONDS MEGABYTES`. A line is JSON, [path, rules, authorities]; an answer is eight
bytes that tell its length and what `register.preparing.packed` makes. It ends with its input, at once, whatever it does.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from regesta.cluster.limits import Limits, begin, confine, is_spent, seldom_collect
from regesta.model import Edition
from regesta.register.preparing import packed
from regesta.versions import edition
from regesta.workflow import attempt

OTHER_EDITION = 3  # exit code


def main(limits: Limits) -> int:
    """Answer until there is no more to answer."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    confine(limits)
    seldom_collect()
    asked: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(asked,), daemon=True).start()
    while True:
        path, rules, authorities = json.loads(asked.get())
        begin(limits)
        used = Edition(rules, authorities)
        if edition() != used:
            return OTHER_EDITION
        data = packed([attempt(Path(path), used)])
        answers.write(len(data).to_bytes(8, "big") + data)
        answers.flush()
        if is_spent(limits):
            return 0  # the next file begins with all of the memory, in a new process


def _listen(asked: SimpleQueue[bytes]) -> None:
    """Hear what is asked, and that whoever asked has gone: a worker must not outlive its run over a pipe without an end."""
    for line in sys.stdin.buffer:
        asked.put(line)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(Limits(*map(int, sys.argv[1:3]))))
