"""Cells of a CSV file: what a spreadsheet would take for a formula is made plain, in a way that can be taken back.

A cell that begins with one of ``= + - @``, a tab or a carriage return would be run by a spreadsheet; it gets an
apostrophe before it, as OWASP advises ("CSV injection"). So that no cell is ambiguous, one that begins with an
apostrophe gets one more. An empty cell is "nothing"; an apostrophe alone is a text of no letters.
"""

from __future__ import annotations

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")


def cell(value: str | float | None) -> str:
    """A value as a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if not value or value.startswith(_RISKY) else value
    return repr(value)


def value_of(cell: str) -> str | None:
    """The text of a cell, None for an empty one."""
    if not cell:
        return None
    return cell[1:] if cell[0] == "'" else cell
