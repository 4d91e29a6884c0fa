"""What many statements come to: each figure once, its series over the years, each institution once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regesta.cooperation.bodies import joined_name
from regesta.model import Cooperation, Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, however often it is told. `tellings` are the statements that tell it with their words, in their order."""

    value: float
    unit: str
    counts: str
    year: str | None
    states: tuple[str, ...]
    tellings: tuple[tuple[Cooperation, Quantity], ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution, however it is spelt. `statements` name it, in their order."""

    name: str
    kind: str
    states: tuple[str, ...]
    spellings: tuple[str, ...]
    statements: tuple[Cooperation, ...]


def figures_of(statements: Iterable[Cooperation]) -> tuple[Figure, ...]:
    """Each figure once: the same value, unit and thing counted of the same states. One told without a year is the same as
    the only one of that value with a year; different years are different figures."""
    groups: dict[tuple[float, str, str], list[tuple[Cooperation, Quantity]]] = {}
    for one in statements:
        for quantity in one.quantities:
            groups.setdefault((quantity.value, quantity.unit, counted(quantity.counts)), []).append((one, quantity))
    made: list[Figure] = []
    for (value, unit, _), told in groups.items():
        for year, tellings in _by_year(told):
            states = tuple(dict.fromkeys(state for one, _ in tellings for state in one.states))
            made.append(Figure(value, unit, tellings[0][1].counts, year, states, tuple(tellings)))
    return tuple(made)


def _by_year(
    told: Sequence[tuple[Cooperation, Quantity]],
) -> list[tuple[str | None, list[tuple[Cooperation, Quantity]]]]:
    years = dict.fromkeys(quantity.year for _, quantity in told if quantity.year is not None)
    if len(years) < 2:
        return [(next(iter(years), None), list(told))]
    dated = [(year, [pair for pair in told if pair[1].year == year]) for year in years]
    loose = [pair for pair in told if pair[1].year is None]
    return [*dated, *([(None, loose)] if loose else [])]


def counted(words: str) -> str:
    """What is counted, as it is compared: the last word of the phrase, in the singular as far as an ending goes."""
    last = words.lower().split()[-1:] or [""]
    return last[0].removesuffix("s")


def series_of(figures: Iterable[Figure]) -> tuple[tuple[Figure, ...], ...]:
    """Figures of one thing in several years, by year; a thing with one year has no series."""
    groups: dict[tuple[str, str, frozenset[str]], list[Figure]] = {}
    for figure in figures:
        if figure.year is not None:
            groups.setdefault((figure.unit, counted(figure.counts), frozenset(figure.states)), []).append(figure)
    listed = [sorted(group, key=lambda figure: (figure.year or "", figure.value)) for group in groups.values()]
    return tuple(tuple(group) for group in listed if len({figure.year for figure in group}) > 1)


def institutions_of(statements: Iterable[Cooperation]) -> tuple[Institution, ...]:
    """Each institution once, those that the most statements name first."""
    groups: dict[str, list[tuple[Cooperation, int]]] = {}
    for one in statements:
        for at, body in enumerate(one.bodies):
            groups.setdefault(joined_name(body.name), []).append((one, at))
    made = []
    for named in groups.values():
        bodies = [one.bodies[at] for one, at in named]
        first = max(bodies, key=lambda body: len(body.name))
        states = tuple(dict.fromkeys(state for body in bodies for state in body.states))
        spellings = tuple(sorted({" ".join(body.text.split()) for body in bodies}))
        told = tuple({one.id: one for one, _ in named}.values())
        made.append(Institution(first.name, first.kind, states, spellings, told))
    return tuple(sorted(made, key=lambda body: (-len(body.statements), body.name)))
