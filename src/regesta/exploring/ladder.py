"""Statements of cooperation as a page asks for them: narrowed, counted on the ladder, and the institutions they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from regesta.cooperation import RUNGS, joined_name, subsector_name, subsectors_of
from regesta.errors import BadQuestion
from regesta.exploring.asking import filter_of, pair_of
from regesta.model import Cooperation, Entry, Filter, Rung

if TYPE_CHECKING:
    from regesta.register import Register

FIELDS = ("sector", "part", "pair", "states", "rung", "institution", "document")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked of the statements; empty fields do not narrow. `part` is a sub-sector, `institution` a joined name."""

    sector: str = ""
    part: str = ""
    pair: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    rung: str = ""
    institution: str = ""
    document: str = ""

    @property
    def query(self) -> str:
        """What is asked as the query of an address."""
        told = [
            ("sector", self.sector), ("part", self.part), ("pair", ",".join(self.pair)), ("states", ",".join(self.states)),
            ("rung", self.rung), ("institution", self.institution), ("document", self.document),
        ]  # fmt: skip
        return urlencode([(name, value) for name, value in told if value])

    def but(self, **fields: Any) -> Narrowed:
        """The same with other values of some fields."""
        return replace(self, **fields)


@dataclass(frozen=True, slots=True)
class Row:
    """A topic of the ladder: `id` is a sector or a sub-sector, `counts` how many statements stand on each rung."""

    id: str
    label: str
    counts: tuple[tuple[Rung, int], ...]


def narrowed_of(asked: Mapping[str, str]) -> Narrowed:
    """What an address asks. Raises BadQuestion naming what cannot be understood."""
    given = {name: asked.get(name, "").replace("\0", "").strip()[:200] for name in FIELDS}
    found = filter_of({"sector": given["sector"] or None, "states": given["states"] or None})
    if given["rung"] and given["rung"] not in RUNGS:
        raise BadQuestion(f"'{given['rung']}' is no rung; there are: {' '.join(RUNGS)}")
    parts = [part for listed in subsectors_of().values() for part in listed]
    if given["part"] and given["part"] not in parts:
        raise BadQuestion(f"'{given['part']}' is no part of a sector; there are: {' '.join(parts)}")
    pair = pair_of(given["pair"]) if given["pair"] else ()
    return Narrowed(
        found.sector or "", given["part"], pair, found.states, given["rung"], joined_name(given["institution"]), given["document"]
    )  # fmt: skip


def kept(statements: Iterable[Cooperation], asked: Narrowed) -> list[Cooperation]:
    """The statements that are asked for, in their order."""
    return [one for one in statements if _answers(one, asked)]


def _answers(one: Cooperation, asked: Narrowed) -> bool:
    return (
        (not asked.sector or asked.sector in one.sectors)
        and (not asked.part or asked.part in one.subsectors)
        and set(asked.pair) <= set(one.states)
        and (not asked.states or not set(asked.states).isdisjoint(one.states))
        and (not asked.rung or asked.rung == one.rung)
        and (not asked.document or one.document.startswith(asked.document))
        and (not asked.institution or any(joined_name(body.name) == asked.institution for body in one.bodies))
    )


def statements_of(register: Register, entry: Entry) -> list[Cooperation]:
    """The statements whose words tell an entry: through them a cooperative entry has its rung."""
    told = register.cooperation(Filter(document=entry.document))
    return [one for one in told if entry.id in one.entries]


def ladder_of(statements: Iterable[Cooperation], sector: str = "") -> tuple[Row, ...]:
    """The topics with statements: the sectors, the most told first, or the parts of one sector and the rest of it."""
    counts: dict[str, Counter[Rung]] = {}
    for one in statements:
        for topic in topics_of(one, sector):
            counts.setdefault(topic, Counter())[one.rung] += 1
    order: Sequence[str] = sorted(counts, key=lambda topic: (-counts[topic].total(), topic))
    if sector:
        order = [topic for topic in (*subsectors_of().get(sector, ()), "") if topic in counts]
    return tuple(
        Row(topic, _label(topic, sector), tuple((rung, counts[topic][rung]) for rung in RUNGS)) for topic in order
    )


def topics_of(one: Cooperation, sector: str = "") -> Sequence[str]:
    """The rows of the ladder that a statement stands in: its sectors, or its parts of one sector; "" for none of them."""
    if not sector:
        return one.sectors or ("",)
    return [part for part in one.subsectors if part.startswith(f"{sector}/")] or [""]


def _label(topic: str, sector: str) -> str:
    if not topic:
        return "no part named" if sector else "no sector"
    return subsector_name(topic) if "/" in topic else topic


def pairs_of(statements: Iterable[Cooperation], most: int = 12) -> list[tuple[tuple[str, str], int]]:
    """The pairs of states that the most statements name together."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in statements:
        listed = sorted(set(one.states))[:6]
        counts.update((first, second) for at, first in enumerate(listed) for second in listed[at + 1 :])
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:most]
