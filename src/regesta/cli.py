"""The command line: one subcommand a verb; arguments in, one call, words out."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from regesta import __version__
from regesta.errors import BadDocument, BadQuestion, BadRegister, NoOpinion, RegestaError
from regesta.model import Filter

if TYPE_CHECKING:
    from regesta.register import Register
    from regesta.workflow import Outcome

DEFAULT = "regesta.register"
FAILED, NOTHING, STOPPED = 1, 2, 130
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Verbs(click.Group):
    """The commands in the order a user meets them; foreseen failures end in one sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RegestaError as fault:
            say(str(fault), err=True)
            ctx.exit(FAILED if isinstance(fault, NoOpinion) else NOTHING)
        except BrokenPipeError:
            # the reader of our output has gone (`| head`); nothing is left to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            say("Stopped. What was read so far is in the register.", err=True)
            ctx.exit(STOPPED)


def say(text: str, err: bool = False) -> None:
    """Print text with control characters and bidirectional overrides made visible: documents are not trusted."""
    click.echo(_CONTROLS.sub(lambda mark: f"\\x{ord(mark.group()):02x}", text), err=err)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="regesta")
def main() -> None:
    """Read documents about relations between states and keep a register of what they tell.

    \b
    Examples:
      regesta read article.pdf --register baku.register
      regesta list --register baku.register --pair AZE-ISR --act visit
      regesta show 3f2a --register baku.register
    """


register_option = click.option(
    "--register", "-r", "register_path", default=DEFAULT, show_default=True, metavar="FILE", help="The register."
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters that `list` and `export` share."""
    options = [
        click.option("--states", metavar="STATES", help="Any of these states: codes or names, apart by commas."),
        click.option("--pair", metavar="A-B", help="Both states: AZE-ISR, or 'Azerbaijan,Israel'."),
        click.option("--act", "acts", multiple=True, metavar="ACT", help="An act of the vocabulary; may be repeated."),
        click.option("--date", metavar="EDTF", help="Within this date: 1994, 1994-03, 1990/1999."),
        click.option("--after", metavar="EDTF", help="On or after this date."),
        click.option("--before", metavar="EDTF", help="On or before this date."),
        click.option("--person", metavar="NAME", help="A person, marks and case aside."),
        click.option("--sector", metavar="SECTOR", help="A sector, such as education."),
        click.option("--words", metavar="WORDS", help="Words that stand in the quote, people or place."),
        click.option("--document", metavar="NAME", help="A document's id, or a part of its path."),
        click.option("--said-by", metavar="NAME", help="Told by this quoted speaker."),
        click.option("--cited", metavar="WORK", help="Resting on this work; '' for entries that cite none."),
        click.option("--modality", metavar="KIND", help="asserted, planned, hypothetical or denied."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


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
        say(
            f"{_counted(len(outcomes) - failed, 'document')}, {_counted(entries, 'entry', 'entries')} in {register_path}"
        )
    if failed:
        sys.exit(NOTHING if failed == len(outcomes) else FAILED)


@main.command("list")
@register_option
@filter_options
@click.option("--limit", type=click.IntRange(1), help="At most so many entries.")
@click.option("--abstained", is_flag=True, help="What no entry was made of, and why, in place of entries.")
@click.option("--undated", is_flag=True, help="Also entries without a date.")
@click.option("--ids", is_flag=True, help="With the entries' ids.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines in the contract's shape.")
def list_(
    register_path: str, limit: int | None, abstained: bool, undated: bool, ids: bool, as_json: bool, **filters: Any
) -> None:
    """Print the register as a calendar, by date.

    \b
    Examples:
      regesta list --pair AZE-ISR --act visit --after 1997
      regesta list --person aliyev --words education
      regesta list --abstained
    """
    from regesta.exploring import calendar_lines
    from regesta.exporting import entry_row
    from regesta.register import Register

    with Register(register_path, must_exist=True) as register:
        if abstained:
            _list_abstained(register, filters.get("document"), as_json)
            return
        asked = _asked(filters)
        if not undated and asked.dated is None:
            asked = replace(asked, dated=True)
        names = {id: paths[0] for id, paths in register.documents().items()}
        documents: dict[str, Any] = {}
        shown = 0
        for entry in register.entries(asked, limit):
            shown += 1
            if as_json:
                say(json.dumps(entry_row(entry, names.get(entry.document)), ensure_ascii=False))
                continue
            if entry.document not in documents:
                documents = {**dict(list(documents.items())[-7:]), entry.document: register.document(entry.document)}
            line = calendar_lines(entry, documents[entry.document], names.get(entry.document))
            mark = f"  [{entry.id[:8]}]" if ids or sys.stdout.isatty() else ""
            say(f"{line.date}. {line.abstract}{mark}")
            for part in (line.people, line.source):
                if part:
                    say(f"    {part}")
        if not as_json and shown == 0:
            say("No entry answers; loosen the filters, or read documents first.", err=True)


@main.command()
@click.argument("entry")
@register_option
def show(entry: str, register_path: str) -> None:
    """Show one entry with its quote in its context, where it stands, and why it was made.

    ENTRY is an id or the beginning of one, as `regesta list --ids` prints it.

    \b
    Example:
      regesta show 3f2a
    """
    from regesta.exploring import calendar_lines, entry_in_context, place_line
    from regesta.register import Register

    with Register(register_path, must_exist=True) as register:
        found = register.entry(entry)
        document = register.document(found.document)
        names = register.documents().get(found.document, (document.name,))
        seen = entry_in_context(found, document)
        line = calendar_lines(found, document, names[0])
        say(f"{line.date}. {line.abstract}")
        if line.people:
            say(f"People:      {line.people}")
        section = f", in “{seen.section}”" if seen.section else ""
        say(f"Source:      {', '.join(names)}, {place_line(seen.place)}{section}")
        say(f"Voice:       {'said by ' + found.said_by if found.said_by is not None else 'the document itself'}")
        say(f"Cites:       {', '.join(found.citations) if found.citations else 'nothing'}")
        say(
            f"Date:        {found.when.edtf or 'none'} ({found.when.basis}; {found.when.earliest or '..'} to {found.when.latest or '..'})"
        )
        say(f"Act:         {found.act}, {found.modality}; sectors: {', '.join(found.sectors) or 'none'}")
        say(f"Why:         {found.why} (rule {found.rule}, confidence {found.confidence:.2f})")
        say(f"Id:          {found.id}")
        say("")
        quote = click.style(f"»{found.quote}«", bold=True) if sys.stdout.isatty() else f"»{found.quote}«"
        before = _CONTROLS.sub(" ", seen.before)
        click.echo(
            f"{before}{_CONTROLS.sub(' ', quote) if not sys.stdout.isatty() else quote}{_CONTROLS.sub(' ', seen.after)}"
        )


@main.command()
@click.argument("format", type=click.Choice(["jsonl"]))
@register_option
@filter_options
@click.option("--output", "-o", "output", default="-", metavar="PATH", help="A file, or - for standard output.")
def export(format: str, register_path: str, output: str, **filters: Any) -> None:
    """Write entries in a format of the field: jsonl is the contract's shape, one entry a line.

    \b
    Example:
      regesta export jsonl --pair AZE-ISR -o entries.jsonl
    """
    from regesta.exporting import FORMATS
    from regesta.register import Register

    with Register(register_path, must_exist=True) as register, _written(output) as out:
        names = {id: paths[0] for id, paths in register.documents().items()}
        count = FORMATS[format](register.entries(_asked(filters)), names, out)
    if output != "-":
        say(f"{_counted(count, 'entry', 'entries')} in {output}", err=True)


@main.command()
@register_option
def verify(register_path: str) -> None:
    """Check every quote against its document's text, and every document against its file.

    \b
    Example:
      regesta verify --register baku.register
    """
    from regesta.register import Register

    with Register(register_path, must_exist=True) as register:
        problems = list(register.verify())
        for problem in problems:
            entry = f", entry {problem.entry}" if problem.entry is not None else ""
            say(f"{problem.document}{entry}: {problem.message}", err=True)
        documents, entries = len(register.documents()), register.count()
    if problems:
        sys.exit(FAILED)
    say(
        f"{_counted(documents, 'document')}, {_counted(entries, 'entry', 'entries')}: every quote stands in its document"
    )


@main.command()
@click.argument("predicted", type=click.Path(dir_okay=False))
@click.argument("gold", type=click.Path(dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON.")
@click.option("--misses", type=click.IntRange(0), default=0, help="Also print so many missed and extra entries.")
@click.option("--ignore-document", is_flag=True, help="Score one pair of texts, whatever their ids.")
def evaluate(predicted: str, gold: str, as_json: bool, misses: int, ignore_document: bool) -> None:
    """Score predicted entries against gold: precision, recall and F1, as the contract lays down.

    \b
    Example:
      regesta evaluate entries.jsonl gold.jsonl --misses 20
    """
    from regesta.evaluating import MEASURES, score

    mine, theirs = _rows(predicted), _rows(gold)
    if ignore_document:
        mine, theirs = [{**row, "document": "one"} for row in mine], [{**row, "document": "one"} for row in theirs]
    scores = {name: score(mine, theirs, measure) for name, measure in MEASURES.items()}
    if as_json:
        say(json.dumps({name: _figures(found) for name, found in scores.items()}, indent=1))
        return
    for name, found in scores.items():
        people = f"  people {found.people:.3f}" if found.people is not None else ""
        say(
            f"{name:28} P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}"
            f"  ({found.hits} of {found.gold} gold, {found.predicted} predicted){people}"
        )
    first = scores["dated, strict"]
    for label, rows in (("missed", first.missed), ("extra", first.extra)):
        for row in rows[:misses]:
            say(f"{label}: {row['document']} {row['act']} {row.get('date')} | {row['quote'][:160]}")
    for act, (hit, wanted, more) in first.by_act().items():
        say(f"  {act:24} {hit}/{wanted} found, {more} extra")


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes `regesta` in a shell.

    \b
    Example:
      regesta completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(main, {}, "regesta", "_REGESTA_COMPLETE").source())


@main.command()
@register_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def serve(register_path: str, host: str, port: int) -> None:
    """Open the register in a browser, read only, on this machine.

    Needs the extra `web`: pip install 'regesta[web]'.

    \b
    Example:
      regesta serve --register baku.register
    """
    from importlib.util import find_spec

    if find_spec("fastapi") is None or find_spec("uvicorn") is None or find_spec("jinja2") is None:
        raise BadQuestion("the pages need the extra 'web'; install it with: pip install 'regesta[web]'")
    from regesta.web import run

    say(f"http://{host}:{port}/ shows {register_path}; stop with Ctrl-C")
    run(register_path, host, port)


# --- helpers of the verbs ----------------------------------------------------------------------------------------------


def _asked(filters: dict[str, Any]) -> Filter:
    """The filter that a user's options ask for. Raises BadQuestion."""
    from regesta.exploring import filter_of

    acts = filters["acts"]
    return filter_of({key: value for key, value in filters.items() if key != "acts"}, acts)


def _list_abstained(register: Register, document: str | None, as_json: bool) -> None:
    from regesta.exploring import place_line

    read: dict[str, Any] = {}
    for silent in register.abstentions(document):
        if silent.document not in read:
            read = {silent.document: register.document(silent.document)}
        if as_json:
            say(json.dumps(asdict(silent), ensure_ascii=False))
        else:
            source = read[silent.document]
            say(f"{source.name}, {place_line(source.locate(silent.start))}: “{silent.quote}”: {silent.reason}")


def _report(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        say(json.dumps(asdict(outcome), ensure_ascii=False))
    elif outcome.status == "failed":
        say(outcome.message or outcome.path, err=True)
    else:
        abstained = f", {_counted(outcome.abstained, 'date')} abstained" if outcome.abstained else ""
        say(f"{outcome.path}: {outcome.status}, {_counted(outcome.entries, 'entry', 'entries')}{abstained}")


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


def _counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _figures(found: Any) -> dict[str, Any]:
    figures = {"precision": round(found.precision, 3), "recall": round(found.recall, 3), "f1": round(found.f1, 3)}
    return {**figures, "hits": found.hits, "predicted": found.predicted, "gold": found.gold, "people": found.people}


def _rows(path: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    try:
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict) or not {"document", "act", "start", "end"} <= row.keys():
                        raise BadDocument(f"{path}, line {number}: it is no entry of the contract's shape")
                    rows.append(row)
    except FileNotFoundError as fault:
        raise BadDocument(f"{path}: there is no such file; check the name") from fault
    except (ValueError, OSError) as fault:
        raise BadDocument(f"{path}: it is no JSON Lines file ({fault})") from fault
    return rows


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error for long work, where somebody watches."""
    if total < 5 or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=total, label="Reading", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


@contextmanager
def _written(output: str) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    if output == "-":
        yield sys.stdout
        return
    target = Path(output)
    if not target.parent.is_dir():
        raise BadRegister(f"{output}: there is no folder {target.parent}; make it first")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".regesta-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            yield out
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
