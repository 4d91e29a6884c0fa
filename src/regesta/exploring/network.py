"""Who has to do with whom: states, bodies and people as points, the entries that name both as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx
import numpy as np

from regesta.cooperation import institutions_of
from regesta.errors import BadQuestion
from regesta.exploring.columns import Columns, Mask, pair_parts
from regesta.exploring.matrix import joined
from regesta.exploring.questions import label_of
from regesta.model import Cooperation
from regesta.names import is_body, state_name

KINDS = ("states", "people", "institutions")
_FEW_TIES = 20_000_000  # possible ones, each eight bytes while they are counted
_SEED, _ROUNDS = 7, 80  # the drawing of the same network is the same


@dataclass(frozen=True, slots=True)
class Node:
    """A state ("state"), a body of states ("body"), a person ("person") or an institution ("institution"), at a place in the
    unit square."""

    id: str
    kind: str
    label: str
    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes and the number of entries that name both."""

    one: str
    other: str
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """The strongest ties of a question; `more` ties are weaker and not drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int


def network_of(columns: Columns, mask: Mask, kind: str = "states", limit: int = 60) -> Network:
    """The network of the rows of a mask: states among themselves, or people and the states they act with.

    Raises BadQuestion for another kind.
    """
    if kind not in KINDS[:2]:
        raise BadQuestion(f"'{kind}' is no network; there are: {' '.join(KINDS)}")
    ties, more = _state_ties(columns, mask, limit) if kind == "states" else _people_ties(columns, mask, limit)
    graph = networkx.Graph()
    for one, other, count in ties:
        graph.add_edge(one, other, weight=1 + 0.2 * np.log(count))
    places = _laid_out(graph)
    nodes = tuple(
        Node(
            value, what, label_of(columns, "who" if what == "person" else "states", value), count, *places[what, value]
        )
        for (what, value), count in _counts(columns, mask, list(graph)).items()
    )
    edges = tuple(Edge(f"{one[0]}:{one[1]}", f"{other[0]}:{other[1]}", count) for one, other, count in ties)
    return Network(nodes, edges, more)


def institutions_network(statements: Sequence[Cooperation], limit: int = 60) -> Network:
    """Institutions, programmes and communities, and the states of the statements that name them."""
    found = [one for one in institutions_of(statements) if one.statements]
    counts: dict[tuple[Key, Key], int] = {}
    told: Counter[Key] = Counter()
    for one in found:
        key = ("institution", one.name)
        told[key] = len(one.statements)
        states = Counter(state for statement in one.statements for state in statement.states)
        for state, count in states.items():
            counts[key, _state(state)] = count
    for statement in statements:
        told.update({_state(state) for state in statement.states})
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    graph = networkx.Graph()
    for (one_end, other), count in ranked[:limit]:
        graph.add_edge(one_end, other, weight=1 + 0.2 * np.log(count))
    places = _laid_out(graph)
    nodes = tuple(
        Node(
            value, what, value if what == "institution" else state_name(value), told[what, value], *places[what, value]
        )
        for what, value in sorted(graph, key=lambda key: (-told[key], key))
    )
    edges = tuple(Edge(f"{a[0]}:{a[1]}", f"{b[0]}:{b[1]}", count) for (a, b), count in ranked[:limit])
    return Network(nodes, edges, max(0, len(ranked) - limit))


Key = tuple[str, str]


def _state(code: str) -> Key:
    return ("body" if is_body(code) else "state", code)


def _state_ties(columns: Columns, mask: Mask, limit: int) -> tuple[list[tuple[Key, Key, int]], int]:
    column = columns.columns["pair"]
    counts = column.counts(mask)
    order = [int(at) for at in np.argsort(-counts, kind="stable")[:limit] if counts[at]]
    pairs = [(pair_parts(column.labels[at]), int(counts[at])) for at in order]
    return [(_state(one), _state(other), count) for (one, other), count in pairs], int(np.count_nonzero(counts)) - len(
        pairs
    )


def _people_ties(columns: Columns, mask: Mask, limit: int) -> tuple[list[tuple[Key, Key, int]], int]:
    who, states = columns.columns["who"], columns.columns["state"]
    _, people, codes = joined(who, states, mask)
    if not len(people):
        return [], 0
    flat = people.astype(np.int64) * len(states.labels) + codes
    if len(who.labels) * len(states.labels) <= _FEW_TIES:  # counting is far quicker than sorting, where there is room
        every = np.bincount(flat)
        keys = np.flatnonzero(every)
        counts = every[keys]
    else:
        keys, counts = np.unique(flat, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:limit]
    ties = []
    for at in order:
        person, state = divmod(int(keys[at]), len(states.labels))
        ties.append((("person", who.labels[person]), _state(states.labels[state]), int(counts[at])))
    return ties, len(keys) - len(ties)


def _counts(columns: Columns, mask: Mask, keys: list[Key]) -> dict[Key, int]:
    states, people = (columns.columns[name].counts(mask) for name in ("state", "who"))
    found = {}
    for kind, value in keys:
        column, counts = (columns.columns["who"], people) if kind == "person" else (columns.columns["state"], states)
        found[kind, value] = int(counts[column.numbers[value]])
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _laid_out(graph: networkx.Graph) -> dict[Key, tuple[float, float]]:
    """Places in the unit square: what is tied lies near; the same network is laid out the same."""
    if not graph:
        return {}
    hubs = [max(part, key=lambda key: (graph.degree(key), key)) for part in networkx.connected_components(graph)]
    held = graph.copy()
    # parts that nothing ties are kept from drifting apart
    held.add_edges_from((hubs[0], hub) for hub in hubs[1:])
    found = networkx.spring_layout(held, k=2.4 / np.sqrt(len(graph)), iterations=_ROUNDS, seed=_SEED, weight="weight")
    points = np.array(list(found.values()))
    # half by place, half by rank, so that crowds are spread and the sheet is used
    ranks = np.argsort(np.argsort(points, axis=0), axis=0) / max(1, len(points) - 1)
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.where(high - low > 0, high - low, 1)
    spread = 0.45 * (points - low) / size + 0.55 * ranks
    return {key: (float(x), float(y)) for key, (x, y) in zip(found, spread, strict=True)}
