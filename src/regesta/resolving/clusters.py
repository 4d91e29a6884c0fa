"""An act in the making: entries taken up one by one, and what all of them allow."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.resolving.telling import Telling, Who, Window


@dataclass(slots=True)
class Cluster:
    """An act in the making: its entries, and what all of them allow."""

    act: str
    members: list[Telling]
    windows: tuple[Window, ...]
    people: tuple[Who, ...]
    conflict: str | None = None
    several: bool = False  # it fitted several others and was joined to none
    decided: bool = False
    beside: str | None = None  # the date of an asserted act of its kind, where this one is not asserted
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    title: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()  # the states that stand first


def take_up(cluster: Cluster, telling: Telling) -> None:
    """Take an entry up into an act; its windows narrow those of the act where they meet."""
    cluster.members.append(telling)
    if cluster.windows and telling.windows:
        cluster.windows = meet(cluster.windows, telling.windows) or cluster.windows
    cluster.people += tuple(one for one in telling.people if one not in cluster.people)
    for name, told in telling.kinds.items():
        known = cluster.kinds.get(name, frozenset())
        cluster.kinds[name] = (known & told) or known | told
    cluster.title |= telling.title
    cluster.actors |= frozenset(telling.entry.states[:1])
    if telling.town is not None:
        cluster.towns |= {telling.town}


def meet(windows: tuple[Window, ...], others: tuple[Window, ...]) -> tuple[Window, ...]:
    """The days that two dates both allow."""
    if len(windows) == len(others) == 1:  # two dates, as nearly always
        low, high = max(windows[0][0], others[0][0]), min(windows[0][1], others[0][1])
        return ((low, high),) if low <= high else ()
    return tuple(
        sorted(
            {
                (max(first, begin), min(last, end))
                for first, last in windows
                for begin, end in others
                if max(first, begin) <= min(last, end)
            }
        )
    )
