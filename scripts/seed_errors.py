"""Seed errors into texts: one a copy, at a known place, the same ones each time; and controls, which look alike and are right.

usage: seed_errors.py [--shared FOLDER] [--seed N] [--kinds KIND,KIND]

Prints a line for each: document, kind, whether it is an error or a control, and what was changed. The texts are those of the
labelled country articles beside the project (skipped, and said so, where they are not there) and of our own examples; they
are read where they lie, changed in memory and never written.

What counts as an error is decided by the tables: a holder is put in whose closed tenure lies more than a year away, a year
or a post is changed to one the tables do not give the person. Whether the checks see it is another matter
(`measure_checks.py`).
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from gold_sets import HOME, SHARED

from regesta.authorities import begun, ended, tenures_in
from regesta.checking import Case
from regesta.checking.mentioned import date_mention, in_body, sentence_around
from regesta.checking.offices_told import asked_of, offices_told
from regesta.checking.weekday import DAYS
from regesta.checking.witnesses import Asked, testimony
from regesta.checking.wording import MONTHS
from regesta.model import DateMention, Entry, PersonMention
from regesta.names import is_body, state_lasted, state_name
from regesta.reading import read_bytes, read_path
from regesta.workflow import examine, read_document

SEED = 20261126
NOW = 2026


@dataclass(frozen=True, slots=True)
class Seeded:
    """A text with one thing changed in [start, end) (code points), and the rules any of which should point there; none for a
    control."""

    document: str
    kind: str
    expects: frozenset[str]
    text: str
    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Base:
    """A text as it stands, read and examined."""

    name: str
    case: Case

    @property
    def text(self) -> str:
        return self.case.document.text


def paths(shared: Path = SHARED) -> list[Path]:
    """The files that errors are put into: our own examples, the seed and the labelled country articles, those that are there."""
    own = sorted((HOME / "examples" / "documents").iterdir())
    asked = [*own, shared / "seed" / "article.md", *sorted((shared / "rdcr" / "labelled").glob("*.txt"))]
    return [path for path in asked if path.is_file()]


def bases(shared: Path = SHARED) -> Iterator[Base]:
    """The texts that errors are put into, as plain text."""
    return of_paths(paths(shared))


def of_paths(paths: Iterable[Path]) -> Iterator[Base]:
    """The texts of some files, those that are there."""
    for path in paths:
        if path.is_file():
            yield Base(path.stem, case_of(path.stem, read_path(path).text))


def hash_of_texts(texts: Iterable[Base]) -> str:
    """A hash of the texts that errors are put into, and of the seed."""
    whole = hashlib.sha256(str(SEED).encode())
    for base in texts:
        whole.update(base.text.encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:16]


def case_of(name: str, text: str) -> Case:
    """A text examined as the workflow does it."""
    found = examine(read_document(read_bytes(text.encode("utf-8"), f"{name}.txt")))
    by_place = {(identity.entry, identity.position): identity for identity in found.identities}
    return Case(found.reading, by_place, found.acts)


def seeded(
    base: Base, kinds: frozenset[str] | None = None, seed: int = SEED, most: int | None = None
) -> Iterator[Seeded]:
    """The errors and controls of a text, kind by kind; `most` of each kind, all of them for None."""
    for kind, make in KINDS.items():
        if kinds is None or kind in kinds:
            yield from islice(make(base, random.Random(f"{seed}:{base.name}:{kind}")), most)


def _changed(base: Base, kind: str, rules: str, edit: tuple[int, int, str], what: str) -> Seeded:
    start, end, words = edit
    text = base.text[:start] + words + base.text[end:]
    return Seeded(base.name, kind, frozenset(rules.split()), text, start, start + len(words), what)


def _appended(base: Base, kind: str, rules: str, passage: str) -> Seeded:
    """A paragraph put behind the last one of the text proper, before its notes and references."""
    bodies = [one.end for one in base.case.document.paragraphs if one.kind == "text" and in_body(base.case, one.start)]
    at = max(bodies, default=len(base.text))
    text = f"{base.text[:at]}\n\n{passage}{base.text[at:]}"
    return Seeded(base.name, kind, frozenset(rules.split()), text, at + 2, at + 2 + len(passage), passage)


def _named(code: str) -> str:
    """A state's name as a sentence has it."""
    name = state_name(code)
    return f"the {name}" if name.endswith(("States", "lands", "Islands", "Kingdom", "Republic", "Union")) else name


# --- offices ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """An office told with a name and a date, which the tables bear out."""

    entry: Entry
    person: PersonMention
    dated: DateMention
    asked: Asked


def _held(base: Base) -> Iterator[Held]:
    for told in offices_told(base.case):
        asked = asked_of(told)
        if asked is not None and testimony(asked).held:
            yield Held(told.place, told.mention, told.dated, asked)


def wrong_holder(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """Somebody who held the office at another time."""
    for held in _held(base):
        asked = held.asked
        others = {
            row.name: row
            for row in tenures_in(asked.state, asked.kind)
            if row.status == "closed"
            and len(row.start or "") >= 7
            and len(row.end or "") >= 7
            and " " in row.name
            and (_years(ended(row), asked.first) >= 1 or _years(asked.last, begun(row)) >= 1)
            and abs(int(asked.first[:4]) - int(begun(row)[:4])) <= 40
            and (asked.kind != "ambassador" or row.accredited_to in asked.accredited_to)
        }
        names = [
            name for name in sorted(others) if not testimony(replace(asked, name=name, person=others[name].person)).held
        ]
        if names and held.person.name_end > held.person.name_start:
            name = rng.choice(names)
            row = others[name]
            what = f"{name} ({row.start} to {row.end}) in place of {held.person.name} on {held.entry.when.edtf}"
            yield _changed(
                base, "holder", "office-tenure not-alive", (held.person.name_start, held.person.name_end, name), what
            )


def wrong_year(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """A year in which the tables do not give the person the office."""
    for held in _held(base):
        year = re.search(r"\b(?:1[5-9]|20)\d\d\b", held.dated.text)
        if year is None or held.dated.kind != "date":
            continue
        choices = []
        for step in [*range(-25, -2), *range(3, 26)]:
            other = int(year[0]) + step
            moved = replace(held.asked, first=_moved(held.asked.first, step), last=_moved(held.asked.last, step))
            if other <= NOW - 4 and not testimony(moved).held:
                choices.append(other)
        if choices:
            start = held.dated.start + year.start()
            other = rng.choice(choices)
            what = f"{held.person.text} in {other} in place of {year[0]}"
            rules = "office-tenure not-alive year-typo contradiction order-of-acts"
            yield _changed(base, "office-year", rules, (start, start + 4, str(other)), what)


POSTS = {"president": "head_of_state", "prime minister": "head_of_government", "foreign minister": "foreign_minister",
         "secretary of state": "foreign_minister", "defense minister": "defence_minister"}  # fmt: skip


def wrong_post(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """Another office of the same state, which the tables do not give the person then."""
    for held in _held(base):
        found = re.search(r"\b(" + "|".join(POSTS) + r")\b", held.person.text, re.IGNORECASE)
        if found is None:
            continue
        american = held.asked.state == "USA"
        posts = ["president", "secretary of state"] if american else ["president", "prime minister", "foreign minister"]
        others = [
            post
            for post in posts
            if POSTS[post] != held.asked.kind and _known_other(replace(held.asked, kind=POSTS[post]))
        ]
        if others:
            post = rng.choice(others)
            words = post.title().replace(" Of ", " of ") if found[0][0].isupper() else post
            start = held.person.start + found.start()
            what = f"{post} in place of {found[0].lower()}: {held.person.name}, {held.entry.when.edtf}"
            yield _changed(base, "post", "office-tenure", (start, start + len(found[0]), words), what)


def _known_other(asked: Asked) -> bool:
    """Whether the tables know who held an office, and that it was somebody else."""
    told = testimony(asked)
    return bool(told.others) and not told.held


# --- dates -----------------------------------------------------------------------------------------------------------


def _days(base: Base) -> list[DateMention]:
    """Days told in full, the month by its name."""
    return [
        one
        for one in base.case.reading.dates
        if one.kind == "date"
        and re.fullmatch(r"\d{4}-\d\d-\d\d", one.when.edtf or "")
        and in_body(base.case, one.start)
        and one.when.basis == "stated"
        and re.fullmatch(r"(?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4}", one.text)
    ]


def weekday(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """A weekday put before a date: a wrong one, and as a control the right one."""
    for mention in _sample([one for one in _days(base) if int((one.when.edtf or "")[:4]) > 1923], 3, rng):
        right = date.fromisoformat(mention.when.edtf or "").weekday()
        wrong = rng.choice([day for day in range(7) if day != right])
        for day, rules in ((wrong, "weekday"), (right, "")):
            edit = (mention.start, mention.start, f"{DAYS[day]}, ")
            yield _changed(base, "weekday", rules, edit, f"{DAYS[day]} for {mention.when.edtf}")


def impossible(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """The 31st of a month of thirty days, the 30th of February."""
    short = [one for one in _days(base) if (one.when.edtf or "")[5:7] in ("02", "04", "06", "09", "11")]
    for mention in _sample(short, 3, rng):
        day = re.search(r"\b\d{1,2}\b", mention.text)
        if day is not None:
            last = "30" if (mention.when.edtf or "")[5:7] == "02" else "31"
            start = mention.start + day.start()
            yield _changed(
                base, "impossible", "impossible-date", (start, start + len(day[0]), last), f"{last} in {mention.text}"
            )


def typo(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """A year with a digit changed, at least thirty years off, where the dates around it run on within ten years."""
    told = [one for one in base.case.reading.dates if re.match(r"\d{4}", one.when.edtf or "") and one.kind == "date"]
    told = [one for one in told if in_body(base.case, one.start)]
    days = {one.start for one in _days(base)}
    inner = []
    for before, mention, after in zip(told, told[1:], told[2:], strict=False):
        low, year, high = (int((one.when.edtf or "")[:4]) for one in (before, mention, after))
        if mention.start in days and low <= year <= high <= low + 10:
            inner.append((mention, year))
    for mention, year in _sample(inner, 3, rng):
        digits = str(year)
        slips = {digits[:at] + digit + digits[at + 1 :] for at in (0, 1, 2) for digit in "0123456789"}
        far = sorted(one for one in slips if one[0] in "12" and abs(int(one) - year) >= 30)
        other = rng.choice(far)
        start = mention.start + mention.text.index(digits)
        rules = "year-typo impossible-date future-date not-alive state-dates office-tenure order-of-acts contradiction"
        yield _changed(base, "year-typo", rules, (start, start + 4, other), f"{other} in place of {digits}")


def arithmetic(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """So many years later, in a year that is not so many later; and controls."""
    words = "two three four five six seven eight nine ten eleven twelve".split()
    for number in range(2):
        year, steps = rng.randrange(1950, 1990), rng.randrange(2, 13)
        off = rng.choice([-5, -4, -3, -2, 2, 3, 4, 5, 8])
        told = steps + off if steps + off > 0 else steps + abs(off)
        count = words[steps - 2] if number == 0 else str(steps)
        for span, rules in ((told, "date-arithmetic"), (steps, "")):
            passage = f"In {year} the two ministers met in Geneva. {count.capitalize()} years later, in {year + span}, they met again."
            yield _appended(base, "arithmetic", rules, passage)


# --- acts ------------------------------------------------------------------------------------------------------------


def _related(base: Base, act: str) -> list[Entry]:
    """Acts of two states, dated to the day, told once."""
    found = [
        entry
        for entry in base.case.reading.entries
        if entry.act == act
        and len(entry.states) == 2
        and re.fullmatch(r"\d{4}-\d\d-\d\d", entry.when.edtf or "")
        and entry.modality == "asserted"
        and not any(is_body(code) for code in entry.states)
    ]
    pairs = [tuple(sorted(entry.states)) for entry in found]
    return [entry for entry, pair in zip(found, pairs, strict=True) if pairs.count(pair) == 1]


def embassy_first(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """An embassy opened years before relations were established; as a control, after."""
    for entry in _sample(_related(base, "relations_established"), 2, rng):
        one, two = (_named(code) for code in entry.states)
        made = int((entry.when.edtf or "")[:4])
        years = rng.randrange(2, 9)
        for year, rules in ((made - years, "order-of-acts state-dates"), (made + years, "")):
            day, month = rng.randrange(1, 29), rng.choice(MONTHS)
            passage = f"{one[0].upper()}{one[1:]} opened an embassy in {two} on {day} {month} {year}."
            yield _appended(base, "embassy-first", rules, passage)


def letters_late(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """An ambassador's letters after relations were broken off, with no word of a resumption; as a control, before."""
    for entry in _sample(_related(base, "relations_severed"), 2, rng):
        one, two = (_named(code) for code in entry.states)
        broken = date.fromisoformat(entry.when.edtf or "")
        days = rng.randrange(40, 300)
        for step, rules in ((days, "order-of-acts"), (-days, "")):
            told = broken + timedelta(days=step)
            passage = f"Ambassador Paul Reed of {one} presented his credentials in {two} on {_said(told)}."
            yield _appended(base, "letters-late", rules, passage)


AGAIN = frozenset(
    "relations_established recognition mission_opened independence relations_severed relations_resumed agreement".split()
)


def contradicted(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """The sentence that tells an act, told again with another date; as a control, with the same."""
    days = {one.start: one for one in _days(base)}
    chosen = []
    for entry in base.case.reading.entries:
        dated = date_mention(base.case, entry)
        if (
            dated is None
            or dated.start not in days
            or entry.act not in AGAIN
            or not entry.states
            or entry.modality != "asserted"
        ):
            continue
        home = sentence_around(base.case, entry.start, entry.end)
        inside = [one for one in base.case.reading.dates if home.start <= one.start < home.end]
        if len(inside) == 1 and home.end - home.start < 300:
            chosen.append((entry, dated, home))
    for entry, dated, home in _sample(chosen, 3, rng):
        told = date.fromisoformat(entry.when.edtf or "")
        other = told + timedelta(days=rng.choice([1, -1, 7, 30, -31, 365, -366, 730]))
        for day, rules in ((other, "contradiction"), (told, "")):
            words = base.text[home.start : dated.start] + _like(dated.text, day) + base.text[dated.end : home.end]
            yield _appended(base, "contradiction", rules, " ".join(words.split()))


def before_its_time(base: Base, rng: random.Random) -> Iterator[Seeded]:
    """Relations established by a state that was not yet there."""
    for entry in _sample(_related(base, "relations_established"), 2, rng):
        dated = date_mention(base.case, entry)
        starts = [
            lasted[0] for code in entry.states if (lasted := state_lasted(code)) is not None and lasted[0] is not None
        ]
        years = re.search(r"\d{4}", dated.text) if dated is not None else None
        if dated is None or years is None or not starts or not entry.start <= dated.start < entry.end:
            continue
        first = max(int(start[:4]) for start in starts)
        if first < 1955 or int(years[0]) < first:  # the rule asks of younger states only
            continue
        year = first - rng.randrange(3, 30)
        start = dated.start + years.start()
        rules = "state-dates order-of-acts contradiction year-typo"
        yield _changed(base, "before-its-time", rules, (start, start + 4, str(year)), f"{year} in place of {years[0]}")


KINDS: dict[str, Callable[[Base, random.Random], Iterator[Seeded]]] = {
    "holder": wrong_holder, "office-year": wrong_year, "post": wrong_post, "weekday": weekday, "impossible": impossible,
    "year-typo": typo, "arithmetic": arithmetic, "embassy-first": embassy_first, "letters-late": letters_late,
    "contradiction": contradicted, "before-its-time": before_its_time,
}  # fmt: skip


def _sample(found: list[Any], count: int, rng: random.Random) -> list[Any]:
    return found if len(found) <= count else rng.sample(found, count)


def _years(first: str, last: str) -> int:
    """Whole years from a day to a later one; below 1 where it is none."""
    return int(last[:4]) - int(first[:4]) - (last[5:] < first[5:])


def _moved(day: str, years: int) -> str:
    moved = f"{int(day[:4]) + years:04}{day[4:]}"
    return moved[:8] + "28" if moved.endswith("02-29") else moved


def _said(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _like(words: str, day: date) -> str:
    """A day written as another one was."""
    if words[0].isdigit():
        return _said(day)
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the labelled sets lie")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kinds", default=",".join(KINDS), help="which kinds, separated by commas")
    arguments = parser.parse_args(words)
    kinds = frozenset(arguments.kinds.split(","))
    for base in bases(arguments.shared):
        for one in seeded(base, kinds, arguments.seed):
            print(f"{one.document}\t{one.kind}\t{'error' if one.expects else 'control'}\t{one.what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
