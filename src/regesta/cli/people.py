"""`people`: whom the register knows by name alone, and taking two of them apart."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from regesta.cli.frame import login, main, register_option, say
from regesta.errors import BadQuestion

if TYPE_CHECKING:
    from regesta.model import LocalPerson
    from regesta.register import Register


@main.command()
@click.argument("mentions", nargs=-1, metavar="[MENTION MENTION]")
@register_option
@click.option("--because", metavar="REASON", help="Why the two MENTIONs are not one person.")
@click.option("--who", default=None, metavar="NAME", help="Who decides; your login by default.")
@click.option("--undo", is_flag=True, help="Take back that the two MENTIONs are not one person.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a person.")
def people(
    mentions: tuple[str, ...], register_path: str, because: str | None, who: str | None, undo: bool, as_json: bool
) -> None:
    """List the people whom no authority knows, near spellings together; say that two of them are not one person.

    Each line under a person is a MENTION: an entry's id and which of its people. Two MENTIONs with --because take a person
    apart; the decision is kept, outlives a new reading, and --undo takes it back.

    \b
    Examples:
      regesta people --register baku.register
      regesta people 3f2a91c0:1 77b02e15:2 --because "father and son"
      regesta people 3f2a91c0:1 77b02e15:2 --undo
    """
    from regesta.exploring import keep_apart, local_people, mention_asked, put_back
    from regesta.register import Register

    with Register(register_path, must_exist=True) as register:
        if mentions:
            if len(mentions) != 2:
                raise BadQuestion("name two mentions, as `regesta people` prints them")
            one, other = (mention_asked(register, told) for told in mentions)
            decider = who or login() or "somebody"
            if undo:
                put_back(register, one, other, decider)
                say("They may be one person again.")
                return
            if not because or not because.strip():
                raise BadQuestion("say why with --because, for those who ask after you")
            keep_apart(register, one, other, decider, because)
            say("Kept apart; --undo takes it back.")
            return
        found = local_people(register)
        for person in found:
            if as_json:
                say(json.dumps(asdict(person), ensure_ascii=False))
            else:
                _print(register, person)
    if not found and not as_json:
        say("Every person named in full is known to an authority, or there is none.", err=True)


def _print(register: Register, person: LocalPerson) -> None:
    from regesta.exploring import told_abstract

    say(f"{person.name} [{person.id}]: {person.why}")
    entries = {entry.id: entry for entry in register.entries_of([entry for entry, _ in person.members])}
    for id, position in person.members:
        entry = entries[id]
        told = " ".join(filter(None, (entry.people[position].office, entry.people[position].name)))
        say(f"  {id[:8]}:{position + 1}  {told_abstract(entry)} ({told})")
