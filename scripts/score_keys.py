"""The keys by which the contract's scorer compares people: the same as in its score.py."""

from __future__ import annotations

import re


def name_key(name: str) -> str:
    """The last six word characters of a name."""
    return re.sub(r"[^\w]", "", name.casefold())[-6:]


def office_key(office: str) -> str:
    return office.casefold().replace("\u2019", "'")


def offices_agree(found: str, gold: str) -> bool:
    """Whether one office contains the other."""
    return office_key(gold) in office_key(found) or office_key(found) in office_key(gold)
