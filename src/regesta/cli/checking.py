"""`check`, `waive`: what speaks against a document, and what a person says of that."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from regesta.cli.frame import DEFAULT, FAILED, FOUND, NOTHING, login, main, register_option, say, written
from regesta.errors import BadQuestion

if TYPE_CHECKING:
    from regesta.model import Severity
    from regesta.register import Register

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


@main.command()
@click.argument("paths", nargs=-1, metavar="PATHS...")
@click.option(
    "--register", "-r", "register_path", metavar="FILE", help="The register; with PATHS they are read into it."
)
@click.option(
    "--format", "format", type=click.Choice(["text", "html", "json", "sarif"]), default="text", show_default=True
)
@click.option("--output", "-o", "output", default="-", metavar="PATH", help="A file, or - for standard output.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="note", show_default=True, help="Say from this on.")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="warning",
    show_default=True,
    help="Exit with 3 from this on.",
)
@click.option("--waived", is_flag=True, help="Also show what was waived, and why.")
def check(
    paths: tuple[str, ...],
    register_path: str | None,
    format: str,
    output: str,
    severity: Severity,
    fail_on: Severity | Literal["never"],
    waived: bool,
) -> None:
    """Check documents as a careful editor would: offices, dates, contradictions, citations.

    Each finding says where, what is known and by whom. The documents are PATHS, or those of a register. The exit code is 3
    where a finding of the severity of --fail-on stands.

    \b
    Examples:
      regesta check article.pdf
      regesta check --register baku.register --severity warning
      regesta check drafts/ --format html -o findings.html
      regesta check drafts/ --format sarif --fail-on error
    """
    from regesta.exploring import RANKS, remarks
    from regesta.exporting import REPORTS, summary

    if not paths and register_path is None and not Path(DEFAULT).is_file():
        raise BadQuestion("nothing to check: name documents, or a register with --register")
    with _register(paths, register_path) as register:
        ids, failed = _read(register, paths)
        told = list(remarks(register, severity, ids))
    found = [one for one in told if waived or one.waived is None]
    hidden = len(told) - len(found)
    if format == "text" and output == "-":
        page = io.StringIO()
        REPORTS[format](found, page)
        say(page.getvalue().rstrip("\n") + (f"; {hidden} waived" if hidden else ""))
    else:
        with written(output) as out:
            REPORTS[format](found, out)
        if output != "-":
            say(f"{summary(found)} in {output}", err=True)
    standing = [RANKS[one.finding.severity] for one in found if one.waived is None]
    if failed and ids is not None and not ids:
        sys.exit(NOTHING)
    if fail_on != "never" and any(rank >= RANKS[fail_on] for rank in standing):
        sys.exit(FOUND)
    if failed:
        sys.exit(FAILED)


@main.command()
@click.argument("finding", required=False)
@register_option
@click.option("--because", metavar="REASON", help="Why the finding does not hold here.")
@click.option("--who", default=None, metavar="NAME", help="Who decides; your login by default.")
@click.option("--undo", is_flag=True, help="Take the waiver of FINDING back.")
@click.option("--list", "listing", is_flag=True, help="Print the waivers that stand.")
def waive(
    finding: str | None, register_path: str, because: str | None, who: str | None, undo: bool, listing: bool
) -> None:
    """Say that a finding does not hold, and why; it is kept, shown with --waived, and can be taken back.

    FINDING is an id or the beginning of one, as `regesta check` prints it. A waiver outlives a new reading of the document.

    \b
    Examples:
      regesta waive 3f2a91c0 --because "he was prime minister designate"
      regesta waive 3f2a91c0 --undo
      regesta waive --list
    """
    from regesta.exploring import because as reason_of
    from regesta.register import Register

    with Register(register_path, must_exist=True) as register:
        if listing:
            for decision in register.decisions("finding"):
                say(f"{decision.target[:8]}  {decision.at[:10]}  {decision.who}: {reason_of(decision)}")
            return
        if finding is None:
            raise BadQuestion("name the finding to waive; `regesta check` prints their ids")
        decider = who or login()
        if undo:
            standing = [one for one in register.decisions("finding") if one.target.startswith(finding)]
            if len(standing) != 1:
                raise BadQuestion(f"no single waiver of '{finding}' stands; `regesta waive --list` shows them")
            register.undo(standing[0].id, decider)
            say(f"The waiver of {standing[0].target[:8]} is taken back.")
            return
        if not because or not because.strip():
            raise BadQuestion("say why with --because, for those who read the report after you")
        found = register.finding(finding)
        if any(one.target == found.id for one in register.decisions("finding")):
            raise BadQuestion(f"{found.id[:8]} is waived already; take that back with --undo first")
        register.decide("finding", found.id, "waive", decider, json.dumps({"because": because}, ensure_ascii=False))
        say(f"Waived {found.id[:8]} ({found.rule}): {found.message}")


@contextmanager
def _register(paths: tuple[str, ...], register_path: str | None) -> Iterator[Register]:
    """The register asked for; for documents alone one that is gone afterwards."""
    from regesta.register import Register

    if paths and register_path is None:
        with tempfile.TemporaryDirectory(prefix="regesta-") as folder, Register(Path(folder) / "check.register") as one:
            yield one
        return
    with Register(register_path or DEFAULT, must_exist=not paths) as register:
        yield register


def _read(register: Register, paths: tuple[str, ...]) -> tuple[set[str] | None, int]:
    """The ids of the documents read, None for all of the register, and how many could not be read."""
    from regesta.gathering import gather
    from regesta.workflow import read_into

    if not paths:
        return None, 0
    ids, failed = set(), 0
    for outcome in read_into(register, gather(paths)):
        if outcome.document is None:
            failed += 1
            say(outcome.message or outcome.path, err=True)
        else:
            ids.add(outcome.document)
    return ids, failed
