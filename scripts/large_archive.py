"""Make an archive of short, invented documents, for measuring long runs: large_archive.py FOLDER [--documents N].

The same number gives the same files, and the first thousand of ten thousand are those of one thousand. Documents tell of one
invented world, as an archive does of the real one: two states took up relations on one day whoever tells it, who held an
office is looked up, four of ten things told were told before by another document, and one in a hundred of those has a slip.
What is told is about some states more than others.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from regesta import authorities
from regesta.names import state_name

A_FOLDER = 500
AGAIN, SLIPS = 0.4, 0.01
MONTHS = "January February March April May June July August September October November December".split()
MATTERS = (
    "trade,energy,fisheries,transport,water,culture,education,tourism,defence,agriculture,health,science,shipping,visas,customs,"
    "railways,telecommunications,investment,aviation,space research"
).split(",")
FILLING = (
    "The harvest of that year was {how}, and the port had never been so {busy}.",
    "The archive keeps {count} boxes of papers on {matter}, of which {few} were opened.",
    "Much of what was written about {matter} in those years was {how} and is {busy} no longer.",
    "The delegation stayed in a {how} house by the river, and the letters tell little of it.",
    "Historians of {matter} have long held that the matter was {how}; the papers do not bear it out.",
    "Prices rose, the winter was {how}, and the railway was {busy} as never before.",
    "Of the clerks who copied the notes {few} are known by name, and none was {how}.",
    "A draft of {count} pages on {matter} was set aside and lies with the rest.",
)
WORDS = {
    "how": "good,poor,dry,late,long,quiet,uneven,cold,modest,grave,plain,odd".split(","),
    "busy": "full,crowded,quiet,open,slow,costly,empty,safe".split(","),
    "few": "few,eleven,some,hardly any,a third,most".split(","),
}
FOR_EVER = ("relations", "recognition", "embassy")  # once between two states
OFFICES = {"head_of_state": "President", "head_of_government": "Prime Minister", "foreign_minister": "Foreign Minister"}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened between two states on a day, the same whoever tells it."""

    kind: str
    one: str
    other: str
    day: date
    matter: str


@lru_cache(maxsize=1)
def _states() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """States of today that have a capital, shuffled, and how often each is told of, summed up."""
    codes = [code for code in authorities.states() if len(code) == 3 and authorities.capitals_on(code, "1995-01-01")]
    random.Random(7).shuffle(codes)
    return tuple(codes), tuple(accumulate(1 / (rank + 8) for rank in range(len(codes))))


def _state(chance: random.Random) -> str:
    codes, weights = _states()
    return codes[bisect(weights, chance.random() * weights[-1])]


def _pair(chance: random.Random) -> tuple[str, str]:
    one, other = _state(chance), _state(chance)
    while other == one:
        other = _state(chance)
    return one, other


def _there(state: str, day: date) -> bool:
    """Whether a state was there on a day; in the end those of today all are."""
    return day.year > 2015 or authorities.existed(state, day.isoformat(), day.isoformat()) is not False


def fact(document: int, at: int) -> Fact:
    """What a document tells first at a place of its text."""
    chance = random.Random(f"fact {document} {at}")
    home = _pair(random.Random(f"pair {document}"))
    one, other = home if chance.random() < 0.7 else _pair(chance)
    kind = chance.choice(
        (*FOR_EVER, "visit", "visit", "meeting", "meeting", "agreement", "agreement", "aid", "call", "law")
    )
    if kind in FOR_EVER:
        one, other = sorted((one, other))
        chance = random.Random(f"{kind} {one} {other}")
    day = date(1960, 1, 1) + timedelta(days=chance.randrange(365 * 60))
    while not (_there(one, day) and _there(other, day)):
        day += timedelta(days=chance.randrange(2000))
    return Fact(kind, one, other, day, chance.choice(MATTERS))


# --- telling ---------------------------------------------------------------------------------------------------------


def _when(day: date, chance: random.Random) -> str:
    month = MONTHS[day.month - 1]
    forms = (
        f"on {day.day} {month} {day.year}", f"on {day.day} {month} {day.year}", f"on {month} {day.day}, {day.year}",
        f"on {day.day} {month} {day.year}", f"in {month} {day.year}", f"in {day.year}",
    )  # fmt: skip
    return chance.choice(forms)


def _who(state: str, day: date, chance: random.Random) -> str:
    """An office of a state with who held it then, where that is known."""
    office = chance.choice(tuple(OFFICES))
    held = authorities.holders(state, office, day.isoformat())
    title = f"{state_name(state)}'s {OFFICES[office]}"
    return f"{title} {held[0].name}" if held else title


def _town(state: str, day: date) -> str:
    found = authorities.capitals_on(state, day.isoformat())
    return found[0].name if found else state_name(state)


def _relations(fact: Fact, when: str, chance: random.Random) -> str:
    one, other = state_name(fact.one), state_name(fact.other)
    return chance.choice((
        f"{one} and {other} established diplomatic relations {when}.",
        f"Diplomatic relations between {one} and {other} were established {when}.",
        f"{when[0].upper()}{when[1:]} {one} established diplomatic relations with {other}.",
    ))  # fmt: skip


def _recognition(fact: Fact, when: str, chance: random.Random) -> str:
    one, other = state_name(fact.one), state_name(fact.other)
    return chance.choice((
        f"{one} recognised {other} {when}.",
        f"{other} was recognised by {one} {when}.",
        f"{when[0].upper()}{when[1:]} {one} officially recognised {other}, after long hesitation.",
    ))  # fmt: skip


def _embassy(fact: Fact, when: str, chance: random.Random) -> str:
    one, town = state_name(fact.one), _town(fact.other, fact.day)
    return chance.choice((
        f"{one} opened an embassy in {town} {when}.",
        f"The embassy of {one} in {town} was opened {when}.",
    ))  # fmt: skip


def _visit(fact: Fact, when: str, chance: random.Random) -> str:
    who, other = _who(fact.one, fact.day, random.Random(repr(fact))), state_name(fact.other)
    return chance.choice((
        f"{who} visited {other} {when} for talks on {fact.matter}.",
        f"{when[0].upper()}{when[1:]} {who} paid an official visit to {other}.",
        f"{who} arrived in {_town(fact.other, fact.day)} {when}.",
    ))  # fmt: skip


def _meeting(fact: Fact, when: str, chance: random.Random) -> str:
    who = _who(fact.one, fact.day, random.Random(repr(fact)))
    whom = _who(fact.other, fact.day, random.Random(f"{fact!r} other"))
    return chance.choice((
        f"{who} met {whom} in {_town(fact.other, fact.day)} {when}.",
        f"{when[0].upper()}{when[1:]} {who} held talks with {whom} on {fact.matter}.",
    ))  # fmt: skip


def _agreement(fact: Fact, when: str, chance: random.Random) -> str:
    one, other = state_name(fact.one), state_name(fact.other)
    return chance.choice((
        f"{one} and {other} signed an agreement on {fact.matter} {when}.",
        f"An agreement on {fact.matter} between {one} and {other} was signed in {_town(fact.one, fact.day)} {when}.",
        f"{when[0].upper()}{when[1:]} the two governments, {one} and {other}, signed a memorandum on {fact.matter}.",
    ))  # fmt: skip


def _aid(fact: Fact, when: str, chance: random.Random) -> str:
    one, other = state_name(fact.one), state_name(fact.other)
    return f"{when[0].upper()}{when[1:]} {one} granted {other} a loan of {chance.randint(2, 90)} million dollars for {fact.matter}."


def _call(fact: Fact, when: str, chance: random.Random) -> str:
    who, whom = (
        _who(fact.one, fact.day, random.Random(repr(fact))),
        _who(fact.other, fact.day, random.Random(f"{fact!r} b")),
    )
    return f"{who} spoke by telephone with {whom} {when}."


def _law(fact: Fact, when: str, chance: random.Random) -> str:
    return f"{when[0].upper()}{when[1:]} the parliament of {state_name(fact.one)} passed a law on {fact.matter} with {state_name(fact.other)}."


TOLD: dict[str, Callable[[Fact, str, random.Random], str]] = {
    "relations": _relations, "recognition": _recognition, "embassy": _embassy, "visit": _visit, "meeting": _meeting,
    "agreement": _agreement, "aid": _aid, "call": _call, "law": _law,
}  # fmt: skip


def _filling(chance: random.Random) -> str:
    words = {name: chance.choice(listed) for name, listed in WORDS.items()}
    return chance.choice(FILLING).format(count=chance.randint(3, 400), matter=chance.choice(MATTERS), **words)


def sentences(document: int) -> list[str]:
    """What a document tells, and what lies between."""
    chance = random.Random(f"document {document}")
    told: list[str] = []
    for at in range(chance.randint(3, 8)):
        one = fact(document, at)
        if document and chance.random() < AGAIN:
            one = fact(chance.randrange(document), chance.randrange(3))
            if chance.random() < SLIPS:
                one = Fact(one.kind, one.one, one.other, one.day + timedelta(days=chance.randint(1, 400)), one.matter)
        told.append(TOLD[one.kind](one, _when(one.day, chance), chance))
        told += [_filling(chance) for _ in range(chance.choice((0, 1, 1, 2)))]
    return told


def document(number: int) -> tuple[str, str]:
    """(name, text) of one document: plain text, now and then Markdown with a source it cites, or HTML."""
    told = sentences(number)
    chance = random.Random(f"form {number}")
    half = len(told) // 2
    title = f"Notes of box {number}"
    blocks = [" ".join(told[:half]), " ".join(told[half:])]
    form = chance.random()
    if form < 0.12:
        author, year = chance.choice(("Berg", "Okoye", "Marin", "Sato", "Lund", "Castro")), chance.randint(1990, 2020)
        blocks[0] += f" So much is told by {author} ({year}, {chance.randint(3, 300)})."
        listed = f"{author}, A. {year}. The Papers of Box {number}. Lisbon: Harbour Press."
        return f"{number:06}.md", f"# {title}\n\n" + "\n\n".join(blocks) + f"\n\n## References\n\n{listed}\n"
    if form < 0.2:
        inside = "".join(f"<p>{block}</p>\n" for block in blocks)
        return (
            f"{number:06}.html",
            f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>\n{inside}</body></html>\n",
        )
    return f"{number:06}.txt", f"{title}.\n\n" + "\n\n".join(blocks) + "\n"


def make(folder: Path, documents: int) -> Iterator[Path]:
    """Write that many documents into a folder, which is made where it is missing, five hundred a folder of it."""
    for number in range(documents):
        name, text = document(number)
        path = folder / f"{number // A_FOLDER:03}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        yield path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    asked = parser.parse_args()
    print(f"{sum(1 for _ in make(asked.folder, asked.documents)):,} documents in {asked.folder}")


if __name__ == "__main__":
    main()
