"""How much an entry asks to be looked at by a person, and why: what a queue for review is ordered by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from regesta.exploring.columns import WIDTHS, Columns
from regesta.model import Entry, Finding, Identity

# what adds to one minus the entry's confidence; each has its sentence in `doubts_of`
_FINDING, _NOT_ASSERTED, _NO_YEAR, _ABOUT = 0.35, 0.1, 0.15, 0.05
_MOST_FINDINGS = 2
_LOW = 0.8


def doubts(columns: Columns) -> npt.NDArray[np.float32]:
    """The doubt of every row, from 0 on; equal entries are equally doubtful."""
    doubt = 1 - columns.sure.astype(np.float64)
    found = columns.columns["finding"]
    if found.rows is not None and len(found.rows):
        many = np.bincount(found.rows, minlength=columns.size)
        doubt = doubt + _FINDING * np.minimum(many, _MOST_FINDINGS)
    doubt = doubt + np.where(columns.columns["modality"].mask(["asserted"], columns.size), 0, _NOT_ASSERTED)
    doubt = doubt + np.where(columns.width >= WIDTHS.index("year unknown"), _NO_YEAR, 0)
    return (doubt + np.where(columns.about, _ABOUT, 0)).astype(np.float32)


def doubts_of(entry: Entry, findings: Sequence[Finding], identities: Sequence[Identity]) -> list[str]:
    """Why an entry asks to be looked at, a sentence each; none for one that nothing speaks against."""
    said = [finding.message for finding in findings]
    if entry.confidence < _LOW:
        said.append(f"The rules are not sure: confidence {entry.confidence:.2f}, {entry.why}.")
    if entry.modality != "asserted":
        said.append(f"The text does not assert it: it is {entry.modality}.")
    edtf = entry.when.edtf
    if edtf is None:
        said.append("The text gives no date.")
    elif edtf.startswith("XXXX"):
        said.append("The text gives no year.")
    elif set(edtf) & set("~?%"):
        said.append("The text is not sure of the date.")
    said += [f"{one.why[:1].upper()}{one.why[1:].rstrip('.')}." for one in identities if one.status == "unsure"]
    return said
