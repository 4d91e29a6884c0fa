"""Make a large register of invented entries, for measuring the pages: large_register.py FILE [--entries N].

The same number gives the same register. Documents are made of sentences, a hundred entries each, over two centuries and all
states; dates are of every width, some entries have findings, and a few words occur everywhere, as in a real collection.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from regesta.dates import parse_edtf
from regesta.model import Anchor, Document, Entry, Examined, Finding, Paragraph, Person, Place, Reading, Section, Span
from regesta.names import state_name
from regesta.register import Register
from regesta.vocabulary import ACTS, SECTORS
from regesta.workflow import settle

A_DOCUMENT = 100
GIVEN = "Anna Boris Chidi Daoud Elçin Fatima Giorgos Hélène İsmet João Kemal Lucía Marek Ngozi Olga Pál Rosa Søren Tomáš".split()
FAMILY = (
    "Abbasov Bauer Cohen Dupont Əliyev Fischer García Haddad Ivanov Jansen Kovács Lefebvre Müller Novák Okafor".split()
)
OFFICES = ("president", "prime minister", "foreign minister", "defence minister", "ambassador", "trade minister")
STATES = (
    "USA GBR FRA DEU RUS CHN ISR EGY TUR AZE GEO ARM IRN IRQ SAU JOR LBN SYR ITA ESP PRT POL CZE HUN ROU BGR GRC SWE NOR FIN "
    "DNK NLD BEL AUT CHE IND PAK BGD LKA NPL JPN KOR VNM THA IDN AUS NZL CAN MEX BRA ARG CHL PER COL VEN CUB NGA GHA KEN ETH"
).split()
PLACES = (
    "Paris",
    "Baku",
    "Cairo",
    "Washington",
    "Moscow",
    "Beijing",
    "Ankara",
    "Geneva",
    "Vienna",
    "London",
    "Delhi",
    "Lima",
)
WORDS = (
    "treaty energy trade border water culture students railway pipeline fisheries loan visas arms grain airport".split()
)


def made(entries: int) -> Iterator[Examined]:
    """Documents with their entries and findings, so many entries in all."""
    chance = random.Random(entries)
    for number in range(-(-entries // A_DOCUMENT)):
        yield _document(number, chance, min(A_DOCUMENT, entries - number * A_DOCUMENT))


def _document(number: int, chance: random.Random, count: int) -> Examined:
    id = blake2b(f"made {number}".encode(), digest_size=8).hexdigest()
    sentences: list[str] = []
    told: list[tuple[str, str, tuple[str, ...], tuple[Person, ...], str | None]] = []
    # a document is mostly about two states, as articles are
    home, other = chance.sample(STATES, 2)
    for _ in range(count):
        states = (home, other) if chance.random() < 0.7 else tuple(chance.sample(STATES, chance.choice((2, 2, 3))))
        act, edtf = chance.choice(ACTS), _date(chance)
        person = Person(f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}", chance.choice(OFFICES), states[0])
        people = (person,) if chance.random() < 0.7 else ()
        place = chance.choice(PLACES) if chance.random() < 0.4 else None
        who = f"{person.name}, {person.office} of {state_name(states[0])}," if people else state_name(states[0])
        where = f" in {place}" if place else ""
        matter = f"{chance.choice(WORDS)} and {chance.choice(WORDS)}"
        sentences.append(f"{who} told {state_name(states[1])}{where} of {act.replace('_', ' ')}, {matter}, {edtf}.")
        told.append((act, edtf, states, people, place))
    return _examined(id, f"made-{number:05}.txt", sentences, told, chance)


def _date(chance: random.Random) -> str:
    year = int(chance.triangular(1820, 2025, 1995))
    kind = chance.random()
    if kind < 0.55:
        return f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    if kind < 0.7:
        return f"{year}-{chance.randint(1, 12):02}"
    if kind < 0.9:
        return f"{year}"
    return chance.choice(
        (f"{year}~", f"{year}/{year + chance.randint(1, 9)}", f"{year // 10}X", f"../{year}", "XXXX-01-28")
    )


def _examined(
    id: str,
    name: str,
    sentences: list[str],
    told: list[tuple[str, str, tuple[str, ...], tuple[Person, ...], str | None]],
    chance: random.Random,
) -> Examined:
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    document = Document(
        id, name, "text/plain", "\n".join(sentences),
        tuple(Anchor(span.start, span.end, Place(offset=span.start, line=line)) for line, span in enumerate(spans, 1)),
        (Section(0, at - 1, "", 1, "body"),), tuple(Paragraph(span.start, span.end, "text") for span in spans), tuple(spans),
    )  # fmt: skip
    entries = tuple(
        Entry(
            id=blake2b(f"{id} {number}".encode(), digest_size=8).hexdigest(), document=id, act=act, when=parse_edtf(edtf),
            states=states, people=people, place=place, sectors=tuple(chance.sample(SECTORS, chance.choice((0, 1, 1, 2)))),
            modality="asserted" if chance.random() < 0.9 else "planned",
            said_by=people[0].name if people and chance.random() < 0.1 else None, citations=(), start=span.start,
            end=span.end - 1, quote=sentences[number][:-1], rule=f"made-{act}", confidence=round(chance.uniform(0.4, 1), 2),
            why="made to measure",
        )
        for number, ((act, edtf, states, people, place), span) in enumerate(zip(told, spans, strict=True))
    )  # fmt: skip
    findings = tuple(
        Finding(f"{entry.id}{number}", chance.choice(("missing-year", "office-not-held")), "warning", id,
                (Span(entry.start, entry.end),), (entry.id,), "made to measure")
        for number, entry in enumerate(entries) if chance.random() < 0.05
    )  # fmt: skip
    return Examined(Reading(document, entries, ()), findings=findings)


def make(path: Path, entries: int) -> None:
    """Make a register of so many entries in a file that is not there yet."""
    with Register(path) as register:
        for found in made(entries):
            register.put(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--entries", type=int, default=100_000)
    arguments = parser.parse_args()
    if arguments.file.exists():
        print(f"{arguments.file} is there already", file=sys.stderr)
        return 2
    start = time.perf_counter()
    make(arguments.file, arguments.entries)
    with Register(arguments.file) as register:
        settle(register)
    print(
        f"{arguments.entries:,} entries in {time.perf_counter() - start:.0f} s, {arguments.file.stat().st_size / 1e6:,.0f} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
