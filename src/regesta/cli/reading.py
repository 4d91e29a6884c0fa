"""`read`: documents into a register."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from pathlib import Path
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
    from regesta.cluster import Limits
    from regesta.consulting import Endpoint
    from regesta.errors import BadDocument
    from regesta.register import Register
    from regesta.workflow import Outcome


@main.command()
@click.argument("paths", nargs=-1, metavar="PATHS...")
@register_option
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Read in so many processes; 0: in this one, without limits.",
)
@click.option("--seconds", type=click.IntRange(1), default=300, show_default=True, help="Computing a file may take.")
@click.option(
    "--megabytes", type=click.IntRange(256), default=4096, show_default=True, help="Memory a process may take."
)
@click.option("--scheduler", metavar="ADDRESS", help="Read on the dask.distributed cluster of a scheduler.")
@click.option("--resume", is_flag=True, help="Without PATHS: read what a run that ended early left.")
@click.option("--retry-failed", is_flag=True, help="Try again what failed before; without PATHS that alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document on standard output.")
@click.option(
    "--second-opinion",
    "second_opinion",
    metavar="parser|llm:URL",
    help="Also ask a dependency parser, or a language model; what they say is kept apart.",
)
def read(
    paths: tuple[str, ...],
    register_path: str,
    workers: int,
    seconds: int,
    megabytes: int,
    scheduler: str | None,
    resume: bool,
    retry_failed: bool,
    as_json: bool,
    second_opinion: str | None,
) -> None:
    """Read documents into a register: files, folders, patterns, or - for standard input.

    What is in the register, read with these rules and authorities, is not read again; a document that changed takes the
    place of its earlier self. The register is the same however many processes read it and however often they are stopped.
    A file that breaks its reader, or takes more than its time or memory, is reported, and the others are read.

    \b
    Examples:
      regesta read articles/ --register baku.register
      regesta read 'press/*.html' report.pdf
      regesta read archive/ --workers 4
      regesta read --resume --workers 4
      regesta read archive/ --scheduler tcp://10.0.0.1:8786
      curl -s https://ministry.example/visit | regesta read -
    """
    from regesta.cluster import Limits
    from regesta.consulting import endpoint_of
    from regesta.register import Register

    opinion = None
    if second_opinion is not None:
        opinion = (
            _parser_opinion if second_opinion == "parser" else partial(_model_opinion, endpoint_of(second_opinion))
        )
    if not paths and not resume and not retry_failed:
        raise click.UsageError("name documents to read, or go on with --resume or --retry-failed")
    if scheduler is not None and workers != 1:
        raise click.UsageError("--scheduler's cluster has workers of its own; leave --workers out")
    outcomes: list[Outcome] = []
    with Register(register_path, must_exist=not paths) as register:
        files = _files(register, paths, resume, retry_failed)
        register.expect([str(file) for file in files if isinstance(file, Path) and str(file) != "-"])
        with _progress(len(files)) as step:
            by = scheduler or (workers, Limits(seconds, megabytes))
            for outcome in _outcomes(register, files, by, retry_failed):
                outcomes.append(outcome)
                step()
                _report(outcome, as_json)
                if opinion is not None and outcome.document is not None:
                    opinion(register, outcome.document, as_json)
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    if not as_json and len(outcomes) - failed > 0:
        entries = sum(outcome.entries for outcome in outcomes)
        say(f"{counted(len(outcomes) - failed, 'document')}, {counted(entries, 'entry', 'entries')} in {register.path}")
    if not files:
        say("Nothing is left to read.")
    if failed:
        sys.exit(NOTHING if failed == len(outcomes) else FAILED)


def _files(register: Register, paths: tuple[str, ...], resume: bool, retry: bool) -> list[Path | BadDocument]:
    """The files that the user names; without names those that a run left, or that failed."""
    from regesta.gathering import gather
    from regesta.versions import edition

    if paths:
        return list(gather(paths))
    wanted = {"pending"} if resume else set()
    wanted |= {"failed"} if retry else set()
    return [Path(one.path) for one in register.status(edition()) if one.status in wanted]


def _outcomes(
    register: Register, files: list[Path | BadDocument], by: str | tuple[int, Limits], retry: bool
) -> Iterator[Outcome]:
    """Read them in so many processes beside, in this one where the number is 0, or on the cluster at an address."""
    from regesta.cluster import Processes, Scheduler, read_many, seldom_collect
    from regesta.workflow import read_into

    seldom_collect()
    if isinstance(by, str):
        return read_many(register, files, Scheduler(by), retry)
    workers, limits = by
    if workers == 0:
        return read_into(register, files, retry)
    return read_many(register, files, Processes(workers, limits), retry)


@main.command()
@register_option
@click.option("--all", "everything", is_flag=True, help="Also print the files that were read.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines: a file a line, all of them.")
@click.option("--fingerprint", is_flag=True, help="Print a hash of all that the register says, and nothing else.")
def status(register_path: str, everything: bool, as_json: bool, fingerprint: bool) -> None:
    """Print what became of every file that was to be read: read, failed and why, pending, or read with older rules.

    The exit code is 1 where something failed or is pending. Two registers of the same documents and decisions have one
    fingerprint, however and wherever they were made.

    \b
    Examples:
      regesta status --register baku.register
      regesta status --json | grep '"status": "stale"'
      regesta status --fingerprint
    """
    from regesta.register import Register
    from regesta.versions import edition

    used, told = edition(), {"read": 0, "stale": 0, "failed": 0, "pending": 0}
    with Register(register_path, must_exist=True) as register:
        if fingerprint:
            say(fingerprint_of(register))
            return
        for one in register.status(used):
            told[one.status] += 1
            if as_json:
                say(json.dumps(asdict(one), ensure_ascii=False))
            elif one.status == "failed":
                say(f"failed   {one.message}")
            elif everything or one.status == "pending":
                say(f"{one.status:8} {one.path}")
    if not as_json:
        words = ", ".join(f"{count} {_STATUS[status]}" for status, count in told.items() if count or status == "read")
        say(f"{words}; rules {used.rules}, authorities {used.authorities}")
    if told["failed"] or told["pending"]:
        sys.exit(FAILED)


_STATUS = {
    "read": "read",
    "stale": "read with other rules or authorities (read them again)",
    "failed": "failed (`regesta read --retry-failed` tries again)",
    "pending": "pending (`regesta read --resume` goes on)",
}


def fingerprint_of(register: Register) -> str:
    """A hash of all that a register says (`register.dumping`)."""
    told = sha256()
    for line in register.dump():
        told.update(line.encode("ascii") + b"\n")
    return told.hexdigest()


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
