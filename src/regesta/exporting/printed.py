"""Works as printed, one a line with its number: the list as a text, whatever its layout was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from regesta.exporting.works import printed
from regesta.model import Reference

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def write_printed(references: Sequence[Reference], out: TextIO) -> int:
    """Write the works as text; control characters and bidirectional overrides made visible. Returns how many."""
    for reference in references:
        line = f"[{reference.number}] {printed(reference)}"
        out.write(_CONTROLS.sub(lambda mark: f"\\x{ord(mark.group()):02x}", line) + "\n")
    return len(references)
