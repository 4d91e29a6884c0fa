"""`list`, `show`, `verify`: what a register holds."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from regesta.cli.frame import (
    CONTROLS,
    FAILED,
    asked_of,
    counted,
    decided_option,
    filter_options,
    main,
    register_option,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regesta.model import Entry
    from regesta.register import Register


@main.command("list")
@register_option
@filter_options
@click.option("--limit", type=click.IntRange(1), help="At most so many entries.")
@click.option("--abstained", is_flag=True, help="What no entry was made of, and why, in place of entries.")
@decided_option
@click.option("--undated", is_flag=True, help="Also entries without a date.")
@click.option("--ids", is_flag=True, help="With the entries' ids.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines in the contract's shape.")
def list_(
    register_path: str,
    limit: int | None,
    abstained: bool,
    decided: bool,
    undated: bool,
    ids: bool,
    as_json: bool,
    **filters: Any,
) -> None:
    """Print the register as a calendar, by date.

    \b
    Examples:
      regesta list --pair AZE-ISR --act visit --after 1997
      regesta list --person aliyev --words education
      regesta list --abstained
    """
    from regesta.exploring import calendar_lines, decided_entries
    from regesta.exporting import entry_row
    from regesta.register import Register

    with Register(register_path, must_exist=True) as register:
        if abstained:
            _list_abstained(register, filters.get("document"), as_json)
            return
        asked = asked_of(filters)
        if not undated and asked.dated is None:
            asked = replace(asked, dated=True)
        names = register.first_paths()
        documents: dict[str, Any] = {}
        shown = 0
        found = register.entries(asked, limit)
        for entry in decided_entries(register, found) if decided else found:
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
    from regesta.cooperation import rung_name, subsector_name
    from regesta.exploring import calendar_lines, entry_in_context, place_line
    from regesta.exploring.ladder import statements_of
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
        for told in statements_of(register, found):
            parts = ", ".join(subsector_name(part) for part in told.subsectors)
            say(f"Cooperation: {rung_name(told.rung)}{f' ({parts})' if parts else ''}; {told.why}")
        for meant in _meant(register, found):
            say(meant)
        say(f"Id:          {found.id}")
        say("")
        quote = click.style(f"»{found.quote}«", bold=True) if sys.stdout.isatty() else f"»{found.quote}«"
        before = CONTROLS.sub(" ", seen.before)
        click.echo(
            f"{before}{CONTROLS.sub(' ', quote) if not sys.stdout.isatty() else quote}{CONTROLS.sub(' ', seen.after)}"
        )


@main.command()
@register_option
def verify(register_path: str) -> None:
    """Check the register's file, every quote against its document's text, and every document against its file.

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
    say(f"{counted(documents, 'document')}, {counted(entries, 'entry', 'entries')}: every quote stands in its document")


def _meant(register: Register, entry: Entry) -> Iterator[str]:
    """What an entry was taken to mean: its people, the act it tells with others, what speaks against it."""
    for one in register.identities(entry.id):
        person = entry.people[one.position]
        told = person.name or person.office or "somebody"
        meaning = f"is taken to be {one.person}" if one.status == "resolved" else one.status
        yield f"Who:         {told} {meaning} ({one.why})"
    act = register.act_of(entry.id)
    if act is not None and len(act.entries) > 1:
        others = ", ".join(id[:8] for id in act.entries if id != entry.id)
        yield f"Told also:   {others}; together {act.when.edtf or 'undated'} ({act.conflict or act.why})"
    for judgement in register.judgements(entry.id):
        yield f"Opinion:     {judgement.source} {judgement.verdict}: {judgement.why}"
    for finding in register.findings(entry.document):
        if entry.id in finding.entries:
            yield f"Finding:     {finding.severity}, {finding.rule}: {finding.message} [{finding.id[:8]}]"


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
