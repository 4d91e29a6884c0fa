"""`read`: documents into a register."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

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
    from regesta.consulting import Endpoint
    from regesta.register import Register
    from regesta.workflow import Outcome


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@register_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document on standard output.")
@click.option(
    "--second-opinion",
    "second_opinion",
    metavar="parser|llm:URL",
    help="Also ask a dependency parser, or a language model; what they say is kept apart.",
)
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

    opinion = None
    if second_opinion is not None:
        opinion = (
            _parser_opinion if second_opinion == "parser" else partial(_model_opinion, endpoint_of(second_opinion))
        )
    outcomes: list[Outcome] = []
    with Register(register_path) as register:
        files = list(gather(paths))
        with _progress(len(files)) as step:
            for outcome in read_into(register, files):
                outcomes.append(outcome)
                step()
                _report(outcome, as_json)
                if opinion is not None and outcome.document is not None:
                    opinion(register, outcome.document, as_json)
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


def _parser_opinion(register: Register, document: str, as_json: bool) -> None:
    """Ask the parser whether it hangs each date on the same words; what it says is stored beside the entries."""
    from regesta.consulting import judge

    entries = list(register.entries(Filter(document=document)))
    judgements = judge(register.document(document), entries)
    register.put_opinion(document, judgements[0].source if judgements else "parser", judgements)
    if as_json:
        for one in judgements:
            say(json.dumps({"judgement": asdict(one)}, ensure_ascii=False))
        return
    told = {verdict: sum(one.verdict == verdict for one in judgements) for verdict in ("agrees", "disagrees", "silent")}
    say(
        f"  second opinion: the parser agrees with {told['agrees']}, disagrees with {told['disagrees']}, is silent on {told['silent']}"
    )


def _model_opinion(endpoint: Endpoint, register: Register, document: str, as_json: bool) -> None:
    """Ask a language model; its proposals are stored and printed, and never mixed with the entries."""
    from regesta.consulting import propose

    entries = list(register.entries(Filter(document=document)))
    opinion = propose(register.document(document), entries, endpoint)
    register.put_opinion(document, f"llm:{endpoint.model}", (), opinion.proposals)
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
