"""`sources`: which acts rest on which works."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from regesta.cli.frame import asked_of, counted, decided_option, filter_options, main, register_option, say

if TYPE_CHECKING:
    from regesta.exploring import Resting, Source
    from regesta.model import Entry
    from regesta.register import Register


@main.command()
@register_option
@filter_options
@click.option("--nothing", is_flag=True, help="Entries for which no work is cited.")
@click.option("--single", is_flag=True, help="Acts that rest on one work alone.")
@decided_option
@click.option("--json", "as_json", is_flag=True, help="JSON Lines: a work, an entry or an act a line.")
def sources(register_path: str, nothing: bool, single: bool, decided: bool, as_json: bool, **filters: Any) -> None:
    """Print the works that documents cite, where they cite them, and the acts that rest on them.

    The other filters narrow the acts. A work is asked for with --cited: its id or its beginning, or words of its title.

    \b
    Examples:
      regesta sources --cited "Murinson 2014"
      regesta sources --nothing --act visit
      regesta sources --single --pair AZE-ISR
    """
    from regesta.exploring import resting_on_nothing, resting_on_one
    from regesta.exploring import sources as found_sources
    from regesta.register import Register

    if nothing and single:
        raise click.UsageError("--nothing and --single exclude each other; give one of them")
    work = filters.pop("cited") or None
    if work is not None and (nothing or single):
        raise click.UsageError("--cited names a work, --nothing and --single ask for none; give one of them")
    asked = asked_of({**filters, "cited": None})
    with Register(register_path, must_exist=True) as register:
        if nothing:
            shown = _print_bare(register, resting_on_nothing(register, asked, decided=decided), as_json)
        elif single:
            shown = _print_single(resting_on_one(register, asked, decided=decided), as_json)
        else:
            shown = _print_works(found_sources(register, asked, work, decided=decided), as_json)
    if shown == 0 and not as_json:
        say("No work or act answers; loosen the filters, or read documents first.", err=True)


def _print_works(found: Iterable[Source], as_json: bool) -> int:
    shown = 0
    for source in found:
        shown += 1
        say(json.dumps(_row(source), ensure_ascii=False)) if as_json else _say_source(source)
    return shown


def _say_source(source: Source) -> None:
    from regesta.exploring import place_line

    printed = source.text if source.text is not None else "not in the reference list"
    say(
        f"{source.work}: {printed}"
        if source.listed or source.text is None
        else f"{source.work}, not listed: {source.text}"
    )
    where = dict.fromkeys(f"{place_line(cited.place)} {cited.text}" for cited in source.citations)
    say(f"    {source.path}: cited at {'; '.join(where)}" if where else f"    {source.path}: cited nowhere")
    for entry in source.entries:
        say(f"    {_entry_line(entry)}")


def _entry_line(entry: Entry) -> str:
    from regesta.exploring import told_abstract

    voice = f" Said by {entry.said_by}." if entry.said_by is not None else ""
    return f"{told_abstract(entry)}{voice}  [{entry.id[:8]}]"


def _row(source: Source) -> dict[str, Any]:
    from regesta.exporting import entry_row

    return {
        "work": source.work,
        "document": source.document,
        "path": source.path,
        "listed": source.listed,
        "reference": source.text,
        "citations": [
            {"text": c.text, "page": c.page, "place": {k: v for k, v in asdict(c.place).items() if v is not None}, "why": c.why}
            for c in source.citations
        ],
        "entries": [entry_row(entry, source.path) for entry in source.entries],
    }  # fmt: skip


def _print_bare(register: Register, found: Iterable[Entry], as_json: bool) -> int:
    from regesta.exploring import calendar_lines
    from regesta.exporting import entry_row

    names = register.first_paths()
    documents: dict[str, Any] = {}
    shown = 0
    for entry in found:
        shown += 1
        if as_json:
            say(json.dumps(entry_row(entry, names.get(entry.document)), ensure_ascii=False))
            continue
        if entry.document not in documents:
            documents = {entry.document: register.document(entry.document)}
        line = calendar_lines(entry, documents[entry.document], names.get(entry.document))
        say(_entry_line(entry))
        say(f"    {line.source}")
    if not as_json and shown:
        say(f"{counted(shown, 'entry', 'entries')} with no work cited", err=True)
    return shown


def _print_single(found: Iterable[Resting], as_json: bool) -> int:
    shown = 0
    for one in found:
        shown += 1
        say(json.dumps(_act_row(one), ensure_ascii=False)) if as_json else _say_act(one)
    return shown


def _say_act(one: Resting) -> None:
    say(_entry_line(one.entries[0]))
    told = counted(len(one.entries), "entry", "entries")
    say(f"    rests on {one.works[0][0]} alone ({told}; {', '.join(dict.fromkeys(path for _, path in one.works))})")


def _act_row(one: Resting) -> dict[str, Any]:
    act = one.act
    return {
        "act": act.act,
        "date": act.when.edtf,
        "states": list(act.states),
        "work": one.works[0][0],
        "paths": list(dict.fromkeys(path for _, path in one.works)),
        "entries": list(act.entries),
    }
