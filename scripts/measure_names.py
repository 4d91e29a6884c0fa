"""How many of the states, people and offices that a reader labelled are among the names Regesta finds.

usage: measure_names.py [--misses]

For every labelled row: the share of its states found in the sentences its quote touches, in the paragraph, and in the
document; the share of its people found in those sentences; and the share whose office is told with them there. Of the
parts that are only scored nothing is printed but the figures.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import score_keys
from gold_sets import SHARED, GoldSet, Row, is_held, labelled, seed, source_span

from regesta.model import Document, Names, PersonMention
from regesta.names import find_names
from regesta.reading import read_path

Reader = Callable[[Path], Document]


@dataclass
class Tally:
    """Counts of what was labelled and what of it was found, and the misses as lines."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def share(self, found: str, of: str) -> str:
        total = self.counts[of]
        return f"{self.counts[found] / total:6.1%} of {total:4}" if total else "     - of    0"


@dataclass(frozen=True)
class Read:
    """A document with its names, and its sentences and paragraphs as spans of the source."""

    document: Document
    names: Names
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]


def read_names(document: Document) -> Read:
    return Read(
        document,
        find_names(document),
        tuple(source_span(document, span.start, span.end) for span in document.sentences),
        tuple(source_span(document, part.start, part.end) for part in document.paragraphs),
    )


def touched(spans: tuple[tuple[int, int], ...], row: Row) -> Iterator[int]:
    return (at for at, (start, end) in enumerate(spans) if start < row["end"] and end > row["start"])


def states_within(read: Read, start: int, end: int) -> set[str]:
    return {state.code.lower() for state in read.names.states if start <= state.start < end}


def people_within(read: Read, row: Row) -> list[PersonMention]:
    spans = [read.document.sentences[at] for at in touched(read.sentences, row)]
    return [one for one in read.names.people if any(span.start <= one.start < span.end for span in spans)]


def tally_states(read: Read, row: Row, tally: Tally) -> None:
    sentences = [read.document.sentences[at] for at in touched(read.sentences, row)]
    paragraphs = [read.document.paragraphs[at] for at in touched(read.paragraphs, row)]
    near = set().union(*(states_within(read, span.start, span.end) for span in sentences))
    round_about = set().union(*(states_within(read, part.start, part.end) for part in paragraphs))
    anywhere = {state.code.lower() for state in read.names.states}
    for code in map(str.lower, row["states"]):
        tally.counts["state"] += 1
        tally.counts["state in sentence"] += code in near
        tally.counts["state in paragraph"] += code in round_about
        tally.counts["state in document"] += code in anywhere
        if code not in anywhere:
            tally.misses.append(f"state {code} | {row['document']} | {row['quote'][:100]!r}")


def tally_people(read: Read, row: Row, tally: Tally) -> None:
    mentions = people_within(read, row)
    for person in row["people"]:
        if person["name"] is None:
            continue
        tally.counts["person"] += 1
        key = score_keys.name_key(person["name"])
        named = [one for one in mentions if one.name is not None and score_keys.name_key(one.name) == key]
        # "he" tells no name: whether the sentences have the surname at all
        told = " ".join(
            read.document.text[span.start : span.end]
            for span in (read.document.sentences[at] for at in touched(read.sentences, row))
        )
        in_text = person["name"].split()[-1].rstrip(".,").casefold() in told.casefold() or bool(named)
        tally.counts["person told"] += in_text
        tally.counts["person found"] += bool(named)
        if in_text and not named:
            tally.misses.append(f"person {person['name']} | {row['document']} | {row['quote'][:140]!r}")
        if person["office"] and named:
            tally.counts["office"] += 1
            offices = {office for one in named for office in (one.office, one.known_office)}
            offices |= {one.office for one in mentions if one.name is None}
            agrees = any(score_keys.offices_agree(office, person["office"]) for office in offices if office is not None)
            tally.counts["office found"] += agrees
            if not agrees:
                found = sorted(filter(None, offices))
                tally.misses.append(f"office {person['office']} | {person['name']} | {found} | {row['quote'][:100]!r}")


def measure(gold_set: GoldSet, read: Reader, held: bool) -> Tally:
    """The tally of the part of a set that is looked at, or of the part that is only scored."""
    tally = Tally()
    for name, path in gold_set.documents.items():
        if is_held(gold_set.name, name) != held:
            continue
        document = read(path)
        start = time.perf_counter()
        find_names(document)
        tally.counts["microseconds"] += round((time.perf_counter() - start) * 1e6)
        tally.counts["sentences"] += len(document.sentences)
        reading = read_names(document)
        for row in gold_set.gold:
            if row["document"] == name:
                tally_states(reading, row, tally)
                tally_people(reading, row, tally)
    return tally


def report(title: str, tally: Tally) -> str:
    pace = tally.counts["microseconds"] / max(1, tally.counts["sentences"]) / 1000
    return "\n".join(
        [
            f"{title}  ({tally.counts['sentences']} sentences, {pace:.3f} ms each)",
            f"  states in document   {tally.share('state in document', 'state')}",
            f"  states in paragraph  {tally.share('state in paragraph', 'state')}",
            f"  states in sentence   {tally.share('state in sentence', 'state')}",
            f"  people, all          {tally.share('person found', 'person')}",
            f"  people told by name  {tally.share('person found', 'person told')}",
            f"  offices of these     {tally.share('office found', 'office')}",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what was missed in the parts that are looked at")
    arguments = parser.parse_args()
    for gold_set in (seed(SHARED), labelled("rdcr", SHARED), labelled("wikipedia", SHARED)):
        for held in (False, True):
            tally = measure(gold_set, read_path, held)
            if not tally.counts["sentences"]:
                continue
            print(report(f"{gold_set.name}, {'only scored' if held else 'looked at'}", tally))
            if arguments.misses and not held:
                print("\n".join(f"    {miss}" for miss in sorted(set(tally.misses))))


if __name__ == "__main__":
    main()
