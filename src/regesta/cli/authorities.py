"""`authorities`: who held what when, and according to whom."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta.cli.frame import FAILED, counted, main, say
from regesta.errors import BadQuestion, NoAnswer

if TYPE_CHECKING:
    from regesta.exploring import Answer, Portrait
    from regesta.model import Attestation, Tenure

json_option = click.option("--json", "as_json", is_flag=True, help="JSON Lines in place of sentences.")


@main.group()
@click.option("--authorities", "folder", metavar="DIR", help="The folder of your own files [env: REGESTA_AUTHORITIES].")
def authorities(folder: str | None) -> None:
    """Ask who held which office when, and add what you know.

    The tables say who is known to have held an office; a missing row is no evidence that nobody did.

    \b
    Examples:
      regesta authorities ask "who was foreign minister of Israel on 1994-01-28?"
      regesta authorities list --state Israel --office foreign_minister --on 1994
      regesta authorities explain "Ehud Olmert"
      regesta authorities add ministers.csv
    """
    if folder is not None:
        import os

        from regesta.authorities import forget
        from regesta.authorities.added import FOLDER

        os.environ[FOLDER] = folder
        forget()


@authorities.command("list")
@click.option("--state", metavar="STATE", help="A code or name; several, apart by commas.")
@click.option("--office", metavar="OFFICE", help="head_of_state, head_of_government, foreign_minister, ...")
@click.option("--on", "on", metavar="EDTF", help="In office on this day, or at some time of this month or year.")
@json_option
def list_(state: str | None, office: str | None, on: str | None, as_json: bool) -> None:
    """List the tenures of a state; without options, what there is.

    \b
    Examples:
      regesta authorities list --state AZE --on 1994
      regesta authorities list --state ISR --office foreign_minister
    """
    from regesta.exploring import answer, asked_for

    if state is None:
        if office is not None or on is not None:
            raise BadQuestion("Name a state, as in: regesta authorities list --state ISR --on 1994")
        _inventory(as_json)
        return
    shown = 0
    for question in asked_for(state, office, on):
        found = answer(question)
        if found.rows or found.attested or office is not None:
            shown += len(found.rows) + len(found.attested)
            _answer(found, as_json)
    if shown == 0 and office is None and not as_json:
        say("The authorities name nobody; that is no evidence that nobody held an office.", err=True)


@authorities.command()
@click.argument("question", nargs=-1, required=True)
@json_option
def ask(question: tuple[str, ...], as_json: bool) -> None:
    """Ask in words: an office, a state and a date, or when somebody held an office.

    \b
    Examples:
      regesta authorities ask "who was foreign minister of Israel on 1994-01-28?"
      regesta authorities ask when was Shimon Peres foreign minister
    """
    from regesta.exploring import answer, question_of

    text = " ".join(question)
    asked = question_of(text)
    if asked is None:
        raise BadQuestion(f"“{text}” names no office; ask as in: who was foreign minister of Israel on 1994-01-28?")
    _answer(answer(asked), as_json)


@authorities.command()
@click.argument("text", nargs=-1, required=True)
@json_option
def search(text: tuple[str, ...], as_json: bool) -> None:
    """Search in words: a question as `ask` takes it, or a person's name in any spelling.

    \b
    Example:
      regesta authorities search efraim sneh
    """
    from regesta.exploring import answer, portrait, question_of

    words = " ".join(text)
    asked = question_of(words)
    if asked is not None:
        _answer(answer(asked), as_json)
        return
    for one in portrait(words):
        if as_json:
            say(json.dumps({"person": one.person, "names": one.names, "offices": _held(one)}, ensure_ascii=False))
        else:
            say(f"{one.names[0]} [{one.person}]: {'; '.join(_held(one)) or 'no office is told'}")


@authorities.command()
@click.argument("person", nargs=-1, required=True)
@json_option
def explain(person: tuple[str, ...], as_json: bool) -> None:
    """Show all rows on a person with their sources: PERSON is a name or an id (a Wikidata item, or as `search` prints it).

    Where voices disagree, or a row was withdrawn, it says so.

    \b
    Example:
      regesta authorities explain Ehud Olmert
    """
    from regesta.exploring import portrait

    for number, one in enumerate(portrait(" ".join(person))):
        if as_json:
            say(json.dumps(asdict(one), ensure_ascii=False))
            continue
        if number:
            say("")
        _portrait(one)


@authorities.command()
@click.argument("state", nargs=-1, required=True)
@json_option
def state(state: tuple[str, ...], as_json: bool) -> None:
    """Show what is known of a state: codes, when it was there, what came before and after, capitals, names.

    \b
    Example:
      regesta authorities state Soviet Union
    """
    from regesta.authorities import capitals, names_of_state, state_records
    from regesta.names import states_named

    for code in states_named(" ".join(state)):
        record = state_records().get(code)
        if record is None:
            raise BadQuestion(f"{code} is no state; the authorities keep states only.")
        if as_json:
            row = {**asdict(record), "capitals": [asdict(one) for one in capitals(code)], "names": names_of_state(code)}
            say(json.dumps(row, ensure_ascii=False))
        else:
            _state(code)


@authorities.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def add(file: Path) -> None:
    """Add a CSV file of your own; it is checked whole, and nothing of it is kept unless all is in order.

    Columns: name, state, office, start, end, source; and if you like person, label, accredited_to, status, source_date,
    note. The source names the voice: two rows of one source are one witness.

    \b
    Example:
      regesta authorities add ambassadors.csv
    """
    from regesta.authorities.keeping import add_file

    target, rows = add_file(file)
    say(f"{counted(len(rows), 'tenure')} of {counted(len({row.state for row in rows}), 'state')} in {target}")


@authorities.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take a file out again, by the name under which it was added.

    \b
    Example:
      regesta authorities remove ambassadors.csv
    """
    from regesta.authorities.keeping import remove_file

    say(f"{remove_file(name)} was removed")


@authorities.command()
@click.option("--state", "wanted", metavar="STATES", help="Codes or names, apart by commas.")
@click.option("--all", "everything", is_flag=True, help="All states of today, one query each.")
@click.option(
    "--since", default="2022-01-01", show_default=True, metavar="DAY", help="Leave out terms that ended before."
)
@click.option("--endpoint", metavar="URL", help="Another SPARQL endpoint that knows Wikidata's data.")
@click.option(
    "--timeout", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Seconds to wait for an answer."
)
def update(wanted: str | None, everything: bool, since: str, endpoint: str | None, timeout: float) -> None:
    """Fetch newer tenures from the Wikidata Query Service into your folder, a file a state.

    Needs the extra `update`: pip install 'regesta[update]'. It goes to the network, as nothing else of the authorities
    does; a state whose answer cannot be used keeps the file it had.

    \b
    Example:
      regesta authorities update --state Israel,Azerbaijan
    """
    from regesta.authorities.tables import is_date

    if (wanted is None) == (not everything):
        raise BadQuestion("Say which states: --state ISR,AZE or --all.")
    if not is_date(since) or len(since) != 10:
        raise BadQuestion(f"'{since}' is no day; write YYYY-MM-DD.")
    _update(_items(wanted), since, endpoint, timeout)


# --- words -----------------------------------------------------------------------------------------------------------


def _answer(found: Answer, as_json: bool) -> None:
    from regesta.authorities import disagreements, told
    from regesta.exploring import question_words

    rows: tuple[Tenure | Attestation, ...] = (*found.rows, *found.attested)
    if as_json:
        for row in rows:
            say(json.dumps(asdict(row), ensure_ascii=False))
        return
    say(f"{question_words(found.question)}:")
    for sentence in _once(told(row) for row in rows):
        say(f"  {sentence}")
    for sentence in disagreements(found.rows):
        say(f"  disagreement: {sentence}")
    if not rows:
        say("  not in the authorities; that is no evidence that nobody held it")
        for row in found.near:
            say(f"  nearest: {told(row)}")


def _portrait(one: Portrait) -> None:
    from regesta.authorities import day_words, disagreements, sources, told, voice_name
    from regesta.exploring.officeholders import OFFICES
    from regesta.names import state_name

    say(f"{', '.join(one.names)} [{one.person}]")
    if one.life is not None:
        born, died, source = one.life
        parts = [f"born {day_words(born)}" if born else "", f"died {day_words(died)}" if died else ""]
        say(f"  {', '.join(filter(None, parts))} ({voice_name(sources()[source].voice)})")
    for row in one.rows:
        to = f" in {row.accredited_to}" if row.accredited_to else ""
        say(f"  {OFFICES[row.office]} of {state_name(row.state)}{to}: {told(row)}; “{row.label}”, {row.source}")
    for seen in one.attested:
        say(f"  {OFFICES[seen.office]} of {state_name(seen.state)}: {told(seen)}; “{seen.label}”, {seen.source}")
    for sentence in disagreements(one.rows):
        say(f"  disagreement: {sentence}")
    for gone in one.withdrawn:
        say(f"  withdrawn: {told(gone.tenure)}: {gone.reason} ({voice_name(sources()[gone.source].voice)})")


def _state(code: str) -> None:
    from regesta.authorities import capitals, day_words, names_of_state, state_records
    from regesta.names import state_name
    from regesta.names.states import all_states

    record = state_records()[code]
    say(f"{state_name(code)} [{code}], {record.kind}")
    codes = {
        "ISO 3166": " ".join(filter(None, (record.alpha2, record.alpha3, record.alpha4))),
        "Correlates of War": str(record.cow or ""),
        "Wikidata": record.wikidata or "",
        "tenures are kept under": record.kept_as or "",
    }
    say(f"  codes: {'; '.join(f'{name} {value}' for name, value in codes.items() if value)}")
    start = f"from {day_words(record.start)}" if record.start else "older than the tables ask"
    say(f"  existence: {start}{f' to {day_words(record.end)}' if record.end else ''} ({record.source})")
    for what, others in (("came from", record.before), ("followed by", record.after)):
        if others:
            say(f"  {what}: {', '.join(state_name(other) for other in others)}")
    for one in capitals(code):
        span = " ".join(
            filter(
                None,
                (f"from {day_words(one.start)}" if one.start else "", f"to {day_words(one.end)}" if one.end else ""),
            )
        )
        say(f"  {one.status}: {one.name}{f', {span}' if span else ''} ({one.source})")
    words = all_states()[code]
    if words.adjectives or words.people:
        say(f"  demonyms: {', '.join(dict.fromkeys((*words.adjectives, *words.people)))}")
    names = names_of_state(code)
    if names:
        say(f"  names: {'; '.join(f'{language} {name}' for language, name in names.items())} (Unicode CLDR)")


def _inventory(as_json: bool) -> None:
    """What the authorities hold, by state, and the user's files."""
    from regesta.authorities import authorities_version, states, tenures_in
    from regesta.authorities.added import files
    from regesta.exploring.officeholders import OFFICES
    from regesta.names import state_name

    total = 0
    for code in states():
        count = sum(len(tenures_in(code, office)) for office in OFFICES)
        total += count
        say(json.dumps({"state": code, "tenures": count}) if as_json else f"{code}  {state_name(code)}: {count}")
    if not as_json:
        say(f"{counted(total, 'tenure')} of {counted(len(states()), 'state')}; version {authorities_version()}")
        for path in files():
            say(f"your own: {path}")


def _held(one: Portrait) -> list[str]:
    """The offices of a person, each once: "foreign minister of Israel"."""
    from regesta.exploring.officeholders import OFFICES
    from regesta.names import state_name

    rows: tuple[Tenure | Attestation, ...] = (*one.rows, *one.attested)
    return _once(f"{OFFICES[row.office]} of {state_name(row.state)}" for row in rows)


def _once(sentences: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(sentences))


# --- fetching --------------------------------------------------------------------------------------------------------


def _items(wanted: str | None) -> list[tuple[str, str]]:
    """The states to fetch, each with its item of Wikidata."""
    from regesta.authorities import state_records
    from regesta.names import states_named

    records = state_records()
    codes = states_named(wanted) if wanted is not None else [c for c, one in records.items() if one.kind == "state"]
    found = []
    for code in codes:
        record = records.get(code)
        if record is None or record.wikidata is None or record.kept_as is None:
            raise BadQuestion(f"{code}: no item of Wikidata is known for it, so nothing can be fetched.")
        found.append((record.kept_as, record.wikidata))
    return found


def _update(states: list[tuple[str, str]], since: str, endpoint: str | None, timeout: float) -> None:
    from dataclasses import replace

    from regesta.authorities.fetching import ENDPOINT, fetch_tenures, service_of, table_of
    from regesta.authorities.keeping import keep_text

    service = replace(service_of(endpoint or ENDPOINT), timeout=timeout)
    today = datetime.now(UTC).date().isoformat()
    for kept, (code, item) in enumerate(states):
        try:
            fetched = fetch_tenures((code, item), since, today, service)
        except NoAnswer as fault:
            say(str(fault), err=True)
            if kept:
                say(f"Kept before it: {counted(kept, 'state')}.", err=True)
                sys.exit(FAILED)
            raise
        for sentence in fetched.left_out:
            say(f"{code}: left out: {sentence}", err=True)
        if fetched.rows:
            path, rows = keep_text(f"wikidata-{code}.csv", table_of(fetched.rows))
            say(f"{code}: {counted(len(rows), 'tenure')} in {path}")
        else:
            say(f"{code}: nothing since {since}")
