"""One act told with two dates in two documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from regesta.checking.case import Shelf
from regesta.checking.contradiction import apart
from regesta.checking.findings import finding_across
from regesta.checking.wording import dated, listed
from regesta.model import Entry, Finding, Rule

RULE = Rule(
    id="contradiction-between",
    severity="warning",
    title="One act with two dates in two documents",
    about="Two documents of a register tell one act, and their dates cannot both be. Which of them is right is not said.",
    good="",
    bad="",
)


def check_across(shelf: Shelf) -> Iterator[Finding]:
    """One finding for each document whose entry of an act no date of another document's entry allows."""
    for act in shelf.acts:
        told = [shelf.entries[id] for id in act.entries if id in shelf.entries]
        if act.conflict is None or len({entry.document for entry in told}) < 2:
            continue
        told.sort(key=lambda entry: (shelf.names.get(entry.document, ""), entry.start))
        for entry in told:
            others = [one for one in told if one.document != entry.document and apart(one, entry)]
            if others:
                yield _found(shelf, entry, others, act.why)


def _found(shelf: Shelf, entry: Entry, others: list[Entry], why: str) -> Finding:
    told = [f"{_name(shelf, one)} has {dated(one.when.edtf)}: “{one.quote}”" for one in others]
    apart_from = listed(list(dict.fromkeys(dated(one.when.edtf) for one in others)), "or")
    message = f"{dated(entry.when.edtf)} here, but {apart_from} in {_names(shelf, others)}."
    return finding_across(RULE, shelf, entry, others, message, (*told, why))


def _name(shelf: Shelf, entry: Entry) -> str:
    return PurePath(shelf.names.get(entry.document, entry.document)).name


def _names(shelf: Shelf, entries: list[Entry]) -> str:
    return ", ".join(dict.fromkeys(_name(shelf, entry) for entry in entries))
