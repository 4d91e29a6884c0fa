"""The user's own authorities: CSV files in a folder of theirs, each checked whole before it is taken."""

from __future__ import annotations

from regesta.model import Source, Tenure


def added_rows() -> tuple[Tenure, ...]:
    return ()


def added_sources() -> tuple[Source, ...]:
    return ()


def added_version() -> str | None:
    return None
