"""`export` and `import`: entries to other programs and back."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from regesta.cli.frame import (
    FAILED,
    asked_of,
    counted,
    decided_option,
    filter_options,
    main,
    register_option,
    say,
    written,
    written_bytes,
    written_folder,
)

if TYPE_CHECKING:
    from regesta.exporting import Chosen, Format, Written

FORMATS = tuple(
    "csv parquet jsonl datapackage jsonld ttl gexf graphml geojson timelinejs ics tei csl-json bibtex cameo plover ftm rocrate"
    " docx html".split()
)


@main.command()
@click.argument("format", metavar="FORMAT", type=click.Choice(FORMATS))
@register_option
@filter_options
@decided_option
@click.option("--long", "long", is_flag=True, help="csv: one row for each state and person of an entry.")
@click.option(
    "--partition", type=click.Choice(["act", "decade"]), help="parquet: a folder with a file for each of these."
)
@click.option("--output", "-o", "output", default="-", metavar="PATH", help="A file, or - for standard output.")
def export(
    format: str,
    register_path: str,
    decided: bool,
    long: bool,
    partition: Literal["act", "decade"] | None,
    output: str,
    **filters: Any,
) -> None:
    """Write entries in a format of the field; docs/reference/formats.md says what each is for and what it loses.

    \b
    FORMAT is one of
      csv parquet jsonl datapackage      tables
      jsonld ttl                         linked data
      gexf graphml                       networks
      geojson timelinejs ics             place and time
      tei                                editions
      csl-json bibtex                    the documents and the works they cite
      cameo plover ftm                   event data, investigations
      rocrate                            the whole register for an archive
      docx html                          a printed calendar with footnotes

    \b
    Examples:
      regesta export jsonl --pair AZE-ISR -o entries.jsonl
      regesta export csv --long --decided | head
      regesta export parquet --partition decade -o entries
      regesta export datapackage -o deposit.zip
    """
    from regesta.exporting import FORMATS as formats
    from regesta.exporting import Format, chosen_of, write_csv_long, write_partitioned
    from regesta.register import Register

    if (long and format != "csv") or (partition is not None and format != "parquet"):
        raise click.UsageError("--long goes with csv, --partition with parquet")
    chosen_format = formats[format]
    if long:
        chosen_format = Format(text=write_csv_long)
    if partition is not None:
        chosen_format = Format(folder=partial(write_partitioned, by=partition))
    if output == "-" and chosen_format.text is None:
        raise click.UsageError(f"{format} is no text; name where to write it with -o PATH")
    with Register(register_path, must_exist=True) as register:
        told = write_to(chosen_format, chosen_of(register, asked_of(filters), decided), output)
    if output != "-":
        say(f"{counted(told.count, *told.things)} in {output}", err=True)
    if told.left_out:
        say(f"{counted(told.left_out, 'entry', 'entries')} left out: {chosen_format.leaves_out}", err=True)


def write_to(format: Format, chosen: Chosen, output: str) -> Written:
    """Write what is chosen to a file, a folder or standard output ("-"), which appear whole or not at all."""
    if format.text is not None:
        with written(output) as out:
            return format.text(chosen, out)
    if format.binary is not None:
        with written_bytes(output) as raw:
            return format.binary(chosen, raw)
    assert format.folder is not None
    with written_folder(output) as folder:
        return format.folder(chosen, folder)


@main.command("import")
@click.argument("file", type=click.Path())
@register_option
def import_(file: str, register_path: str) -> None:
    """Put the entries of a file into a register: .jsonl, .jsonld, .parquet, or a data package (a folder or .zip).

    A document that the register has not read is kept with its quotes alone until it is read.

    \b
    Example:
      regesta import hers.jsonl --register ours.register
    """
    from regesta.carrying import import_into, read_entries
    from regesta.register import Register

    told = list(read_entries(Path(file)))  # before the register is opened: a bad file leaves no empty register behind
    with Register(register_path) as register:
        done = import_into(register, told)
    for message in done.messages:
        say(message, err=True)
    say(f"{counted(done.new, 'entry', 'entries')} new, {done.known} known, {done.left_out} left out: {register.path}")
    if done.left_out:
        sys.exit(FAILED)
