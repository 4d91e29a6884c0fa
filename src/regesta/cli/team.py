"""`grant`: who of a team may do what with a register on a server."""

from __future__ import annotations

import click

from regesta.cli.frame import main, register_option, say
from regesta.errors import BadQuestion


@main.command()
@click.argument("role", required=False, type=click.Choice(["reader", "reviewer", "editor", "none"]))
@click.argument("names", nargs=-1, metavar="[NAME...]")
@register_option
@click.option("--list", "listing", is_flag=True, help="Print who has which role.")
def grant(role: str | None, names: tuple[str, ...], register_path: str, listing: bool) -> None:
    """Give users of a server a role with the register there: reader, reviewer, editor, or none.

    A reader looks, a reviewer decides too, an editor also reads documents in. NAMEs are users of the server. Only who made
    the register can grant.

    \b
    Examples:
      regesta grant reviewer anna boris --register postgresql://owner@archive.example/baku
      regesta grant none boris --register postgresql://owner@archive.example/baku
      regesta grant --list --register postgresql://owner@archive.example/baku
    """
    from regesta.register import Register

    if not listing and (role is None or not names):
        raise BadQuestion("name a role and the users who get it, or ask with --list")
    with Register(register_path, must_exist=True) as register:
        for name in names:
            register.grant(name, role if role != "none" else None)
        for name, has in register.members():
            if listing or name in names:
                say(f"{name}: {has}")
        for name in names:
            if role == "none":
                say(f"{name}: no role")
