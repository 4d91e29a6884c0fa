"""`diff` and `merge`: two registers, or one before and after."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.cli.frame import FAILED, FOUND, counted, main, say

if TYPE_CHECKING:
    from regesta.exploring import Difference, Told


@main.command()
@click.argument("first", type=click.Path())
@click.argument("second", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def diff(first: str, second: str, as_json: bool) -> None:
    """Tell what was gained, lost and changed from a register to another, or to itself at a later time.

    What stands is compared: with people's corrections, without what they rejected. Exits 3 where something differs.

    \b
    Examples:
      regesta diff before.register after.register
      regesta diff hers.register his.register --json
    """
    from regesta.exploring import difference
    from regesta.register import Register

    with Register(first, must_exist=True) as one, Register(second, must_exist=True) as other:
        told = difference(one, other)
    if as_json:
        say(json.dumps(_as_json(told), ensure_ascii=False))
    else:
        for line in _lines(told):
            say(line)
    if not told.empty:
        sys.exit(FOUND)


def _lines(told: Difference) -> Iterator[str]:
    changed = [one for one in told.changed if one.what]
    again = len(told.changed) - len(changed)
    otherwise = f", {again} as before but found otherwise" if again else ""
    yield (
        f"{counted(len(told.gained), 'entry', 'entries')} gained, {len(told.lost)} lost, {len(changed)} changed,"
        f" {told.same} as before{otherwise}"
    )
    for mark, paths in (("+", told.documents_gained), ("-", told.documents_lost), ("~", told.documents_changed)):
        for path in paths:
            yield f"{mark} document {path}"
    for mark, listed in (("+", told.gained), ("-", told.lost)):
        for one in listed:
            why = f" ({told.because[one.entry.id]})" if one.entry.id in told.because else ""
            yield f"{mark} {one.date}. {one.abstract}{why}  [{one.entry.id[:8]}]"
            yield f"    {one.source}"
    for change in changed:
        yield f"~ {change.after.date}. {change.after.abstract}  [{change.after.entry.id[:8]}]"
        yield f"    {change.after.source}"
        for field, before, after in change.what:
            yield f"    {field}: {before}; now {after}"


def _as_json(told: Difference) -> dict[str, Any]:
    from regesta.exporting import entry_row

    def row(one: Told) -> dict[str, Any]:
        why = {"because": told.because[one.entry.id]} if one.entry.id in told.because else {}
        return {**entry_row(one.entry, one.path), **why}

    return {
        "gained": [row(one) for one in told.gained],
        "lost": [row(one) for one in told.lost],
        "changed": [
            {
                "before": row(one.before),
                "after": row(one.after),
                "what": [{"field": field, "before": before, "after": after} for field, before, after in one.what],
            }
            for one in told.changed
        ],
        "same": told.same,
        "documents": {
            "gained": told.documents_gained, "lost": told.documents_lost, "changed": told.documents_changed,
        },
    }  # fmt: skip


@main.command()
@click.argument("first", type=click.Path())
@click.argument("second", type=click.Path())
@click.option(
    "--output", "-o", "output", required=True, metavar="FILE", help="The new register; it must not be there yet."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def merge(first: str, second: str, output: str, as_json: bool) -> None:
    """Make one register of two: documents, entries and decisions of both; neither of the two is changed.

    Where people decided differently the later decision stands, both are in the log, and each such case is told. Exits 3 where there is one,
    1 where an entry of the second register has no place.

    \b
    Example:
      regesta merge hers.register his.register -o ours.register
    """
    from regesta.merging import merge as merged

    done = merged(Path(first), Path(second), Path(output))
    if as_json:
        say(json.dumps({
            "documents": done.documents, "entries": done.entries, "decisions": done.decisions, "conflicts": done.conflicts,
            "left_out": done.left_out,
        }, ensure_ascii=False))  # fmt: skip
    else:
        for line in (*done.conflicts, *done.left_out):
            say(line)
        say(
            f"{counted(done.documents, 'document')}, {counted(done.entries, 'entry', 'entries')},"
            f" {counted(done.decisions, 'decision')}, {counted(len(done.conflicts), 'conflict')}: {output}"
        )
    if done.left_out:
        sys.exit(FAILED)
    if done.conflicts:
        sys.exit(FOUND)
