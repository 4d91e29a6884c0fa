"""`repair`: a damaged register made anew."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from regesta.cli.frame import DEFAULT, FAILED, FOUND, counted, main, say


@main.command()
@click.argument("register", default=DEFAULT, metavar="REGISTER")
@click.option("--look", is_flag=True, help="Only say what is wrong; change nothing. Exits 3 where something is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def repair(register: str, look: bool, as_json: bool) -> None:
    """Make a damaged register anew: from what can be read of it, the documents, and the journal of decisions.

    The damaged file stays beside, as REGISTER.damaged-1. A document of which something is lost is read again, from its file
    or from the text that the register keeps. A register that is whole is left as it is. The exit code is 1 where something could not be
    brought back.

    \b
    Examples:
      regesta repair baku.register
      regesta repair baku.register --look
    """
    from regesta.repairing import repair as repaired

    done = repaired(register, only_look=look)
    if as_json:
        say(json.dumps(asdict(done), ensure_ascii=False))
    for fault in () if as_json else done.faults:
        say(f"wrong: {fault}")
    if not done.faults and not as_json:
        holds = f"{counted(done.documents, 'document')}, {counted(done.entries, 'entry', 'entries')}"
        say(f"Nothing is wrong with {register}: {holds}, {counted(done.decisions, 'decision')}")
    if look or not done.faults:
        sys.exit(FOUND if done.faults else 0)
    if not as_json:
        for path in done.again:
            say(f"read again: {path}")
        for sentence in done.lost:
            say(f"lost: {sentence}")
        kept = f"; the damaged file is {done.kept}" if done.kept is not None else ""
        restored = f", {done.restored} of them from the journal" if done.restored else ""
        say(
            f"{counted(done.documents, 'document')}, {counted(done.entries, 'entry', 'entries')},"
            f" {counted(done.decisions, 'decision')}{restored} in {register}{kept}"
        )
    if done.lost:
        sys.exit(FAILED)
