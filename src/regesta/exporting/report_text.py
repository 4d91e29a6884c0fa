"""Findings as text for a terminal: a block a finding, a line that counts them at the end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TextIO

from regesta.exploring import because, place_line
from regesta.model import Remark

_LONGEST = 160  # code points of a quote


def write_report_text(remarks: Sequence[Remark], out: TextIO) -> None:
    """Write a report. Loses the text around each quote."""
    for path, group in groupby(remarks, key=lambda one: one.path):
        out.write(f"{path}\n")
        for one in group:
            found = one.finding
            quote = " ".join(one.quote.split())
            if len(quote) > _LONGEST:
                quote = quote[: _LONGEST - 1] + "…"
            where = place_line(one.place) if found.spans else "the whole document"
            out.write(f"  {where}: {found.severity}, {found.rule} [{found.id[:8]}]\n")
            if quote:
                out.write(f"      “{quote}”\n")
            out.write(f"      {found.message}\n")
            for line in found.evidence:
                out.write(f"        {line}\n")
            if found.inferred is not None:
                out.write(f"        offered, not taken: {found.inferred.edtf}\n")
            if one.waived is not None:
                out.write(f"      waived by {one.waived.who} on {one.waived.at[:10]}: {because(one.waived)}\n")
        out.write("\n")
    out.write(summary(remarks) + "\n")


def summary(remarks: Sequence[Remark]) -> str:
    """ "1 error, 3 warnings, no notes; 2 waived": what stands, and what was waived."""
    standing = [one.finding.severity for one in remarks if one.waived is None]
    parts = [_counted(standing.count(kind), kind) for kind in ("error", "warning", "note")]
    waived = len(remarks) - len(standing)
    return ", ".join(parts) + (f"; {waived} waived" if waived else "")


def _counted(count: int, kind: str) -> str:
    return f"{count or 'no'} {kind}{'' if count == 1 else 's'}"
