"""Findings as one JSON object: what `check` says, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TextIO

from regesta.exploring import because
from regesta.model import Remark


def finding_dict(one: Remark) -> dict[str, Any]:
    """A finding with its place. Offsets are code points, half open, into the document's text as the register stores it."""
    found = one.finding
    return {
        "id": found.id,
        "rule": found.rule,
        "severity": found.severity,
        "document": found.document,
        "path": one.path,
        "place": {key: value for key, value in asdict(one.place).items() if value is not None},
        "spans": [[span.start, span.end] for span in found.spans],
        "quote": one.quote,
        "message": found.message,
        "evidence": list(found.evidence),
        "entries": list(found.entries),
        "inferred": found.inferred.edtf if found.inferred is not None else None,
        "waived": None
        if one.waived is None
        else {"who": one.waived.who, "at": one.waived.at, "because": because(one.waived)},
    }


def write_report_json(remarks: Sequence[Remark], out: TextIO) -> None:
    """Write a report. Loses the text around each quote."""
    json.dump({"findings": [finding_dict(one) for one in remarks]}, out, ensure_ascii=False, indent=1)
    out.write("\n")
