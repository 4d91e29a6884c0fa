"""Reading documents that were sent in, in a process of its own with limits on its time and memory.

Run as `python -m regesta.web.intake SECONDS MEGABYTES REGISTER FILE...`: reads the files into the register, as `regesta read` does, and writes
an outcome a line as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from regesta.errors import RegestaError
from regesta.register import Register
from regesta.web.limiting import limit
from regesta.workflow import read_into


def main(register_path: str, files: list[str]) -> int:
    """Read files into a register. Returns 1 where the register itself cannot be written."""
    try:
        with Register(register_path, must_exist=True) as register:
            for outcome in read_into(register, map(Path, files)):
                print(json.dumps(asdict(outcome)), flush=True)
    except RegestaError as fault:
        print(json.dumps({"path": "", "status": "failed", "message": str(fault)}), flush=True)
        return 1
    return 0


if __name__ == "__main__":
    limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.exit(main(sys.argv[3], sys.argv[4:]))
