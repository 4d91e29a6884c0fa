"""`report`: what the register holds on the cooperation of two states, as one text."""

from __future__ import annotations

import click

from regesta.cli.frame import NOTHING, main, register_option, say, written


@main.command()
@click.argument("pair")
@register_option
@click.option("--sector", metavar="SECTOR", help="One sector, such as education; all without it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "jsonl"]),
    default="markdown",
    show_default=True,
    help="A text, a page, or the statements as JSON Lines.",
)
@click.option("--output", "-o", default="-", metavar="FILE", help="The file to write; standard output without it.")
@click.pass_context
def report(ctx: click.Context, pair: str, register_path: str, sector: str | None, form: str, output: str) -> None:
    """Write a dossier on the cooperation of two states: PAIR is AZE-ISR, or 'Azerbaijan,Israel'.

    It tells the periods, how far each topic has come on the ladder from talk to what runs and what has ended, who,
    which institutions, how much, on what each statement rests, what is only talk, and what nobody sources.

    \b
    Examples:
      regesta report AZE-ISR --register baku.register --sector education
      regesta report FRA-DEU --format html -o dossier.html
    """
    from regesta.exploring import filter_of
    from regesta.exploring.dossier import dossier
    from regesta.exporting import DOSSIERS
    from regesta.register import Register

    asked = filter_of({"pair": pair, "sector": sector}, ())
    with Register(register_path, must_exist=True) as register:
        found = dossier(register, asked.pair, asked.sector)
    if not found.said and not found.periods:
        names = " and ".join(asked.pair)
        say(f"{register_path}: nothing is told of {names} there; read documents about them first.", err=True)
        ctx.exit(NOTHING)
    with written(output) as out:
        DOSSIERS[form](found, out)
