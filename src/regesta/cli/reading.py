"""`read`: documents into a register."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from regesta.cli.frame import (
    FAILED,
    NOTHING,
    counted,
    main,
    register_option,
    say,
)
from regesta.model import Filter

if TYPE_CHECKING:
    from regesta.register import Register
    from regesta.workflow import Outcome


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@register_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document on standard output.")
@click.option("--second-opinion", metavar="llm:URL", help="Also ask a language model; its proposals are kept apart.")
def read(paths: tuple[str, ...], register_path: str, as_json: bool, second_opinion: str | None) -> None:
    """Read documents into a register: files, folders, patterns, or - for standard input.

    Reading a document twice changes nothing; a document that changed takes the place of its earlier self.

    \b
    Examples:
      regesta read articles/ --register baku.register
      regesta read 'press/*.html' report.pdf
      curl -s https://ministry.example/visit | regesta read -
    """
    from regesta.consulting import endpoint_of
    from regesta.gathering import gather
    from regesta.register import Register
    from regesta.workflow import read_into

    endpoint = endpoint_of(second_opinion) if second_opinion is not None else None
    outcomes: list[Outcome] = []
    with Register(register_path) as register:
        files = list(gather(paths))
        with _progress(len(files)) as step:
            for outcome in read_into(register, files):
                outcomes.append(outcome)
                step()
                _report(outcome, as_json)
                if endpoint is not None and outcome.document is not None:
                    _second_opinion(register, outcome.document, endpoint, as_json)
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    if not as_json and len(outcomes) - failed > 0:
        entries = sum(outcome.entries for outcome in outcomes)
        say(f"{counted(len(outcomes) - failed, 'document')}, {counted(entries, 'entry', 'entries')} in {register_path}")
    if failed:
        sys.exit(NOTHING if failed == len(outcomes) else FAILED)


def _report(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        say(json.dumps(asdict(outcome), ensure_ascii=False))
    elif outcome.status == "failed":
        say(outcome.message or outcome.path, err=True)
    else:
        abstained = f", {counted(outcome.abstained, 'date')} abstained" if outcome.abstained else ""
        say(f"{outcome.path}: {outcome.status}, {counted(outcome.entries, 'entry', 'entries')}{abstained}")


def _second_opinion(register: Register, document: str, endpoint: Any, as_json: bool) -> None:
    """Ask for a second opinion on a document just read; its proposals are printed, and never mixed with the entries."""
    from regesta.consulting import propose

    entries = list(register.entries(Filter(document=document)))
    opinion = propose(register.document(document), entries, endpoint)
    for proposal in opinion.proposals:
        if as_json:
            say(json.dumps({"proposal": asdict(proposal)}, ensure_ascii=False))
        elif not proposal.known:
            say(f"  proposed by {proposal.source}: {proposal.date or 'undated'} {proposal.act}: “{proposal.quote}”")
    if not as_json:
        known = sum(proposal.known for proposal in opinion.proposals)
        say(
            f"  second opinion: {known} agree with entries, {len(opinion.proposals) - known} are new, {len(opinion.dropped)} do not count"
        )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error for long work, where somebody watches."""
    if total < 5 or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=total, label="Reading", file=sys.stderr) as bar:
        yield lambda: bar.update(1)
