"""Acts that happen once and are told with dates that exclude each other: one act, with what is at odds said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

from regesta.resolving.clusters import Cluster
from regesta.resolving.telling import MONTH, YEAR, Telling, Who, Window, excluded, overlap, same

# how far apart two dates of a pair's act may lie and still be two dates for one act; farther apart it may have happened
# twice, with a break nobody told of
WITHIN = {
    "relations_established": 3 * YEAR, "recognition": YEAR, "mission_opened": 2 * YEAR, "independence": MONTH,
    "agreement": YEAR, "credentials_presented": YEAR,
}  # fmt: skip
# between two dates, these explain both
BREAKS = {
    "relations_established": {"relations_severed", "relations_resumed", "war", "state_change"},
    "recognition": {"relations_severed", "state_change", "office_taken", "independence"},
    "mission_opened": {"mission_closed", "relations_severed", "relations_resumed", "war", "mission_moved"},
    "independence": {"state_change"},
    "agreement": set(),
    "credentials_presented": {"recall", "relations_severed", "mission_raised"},
}  # fmt: skip


def at_odds(clusters: list[Cluster], apart: Mapping[str, frozenset[str]]) -> list[Cluster]:
    """The clusters of a block, those that surely tell one act under dates that exclude each other made one.

    `apart`: for an entry, those that people keep apart from it.
    """
    groups: dict[tuple[object, ...], list[Cluster]] = {}
    for cluster in clusters:
        key = _once(cluster)
        if key is not None:
            groups.setdefault(key, []).append(cluster)
    gone: set[int] = set()
    several = {key: group for key, group in groups.items() if len(group) > 1}
    told_between = _Breaks(clusters) if several else None
    for key in sorted(several, key=repr):
        assert told_between is not None
        ordered = sorted(several[key], key=lambda one: (one.windows, one.members[0].entry.id))
        for run in _runs(ordered, told_between, apart):
            first = run[0]
            told = [(_date(one), len(one.members)) for one in run]
            for other in run[1:]:
                first.members.extend(other.members)
                first.people += tuple(one for one in other.people if one not in first.people)
                gone.add(id(other))
            parts = ", ".join(f"{date} in {count} entr{'y' if count == 1 else 'ies'}" for date, count in told)
            first.conflict = f"the dates exclude each other ({parts}), and nothing told between them explains both"
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _once(cluster: Cluster) -> tuple[object, ...] | None:
    """What names an act that happens once: the kind, the acting state where it matters, and the sort; None for others."""
    one = cluster.members[0]
    entry = one.entry
    if entry.act not in WITHIN or entry.modality != "asserted" or len(cluster.windows) != 1 or one.grain > YEAR:
        return None
    if one.lasting or one.counted or any(member.about for member in cluster.members) or cluster.conflict is not None:
        return None
    if entry.act == "independence":
        return ("independence", entry.states) if one.grain == 1 and len(entry.states) == 1 else None
    if len(set(entry.states)) != 2:
        return None
    if entry.act == "relations_established":
        sort = cluster.kinds.get("relation", frozenset())
        return (entry.act, tuple(sorted(entry.states))) if sort == frozenset({"diplomatic"}) else None
    if entry.act == "recognition":
        # governments are recognised again and again, and what is provisional is followed by what is full
        told = cluster.kinds.get("recognition", frozenset())
        return (entry.act, entry.states) if not told & {"government", "provisional", "full"} else None
    if entry.act == "mission_opened":
        return (entry.act, entry.states) if cluster.kinds.get("mission") == frozenset({"embassy"}) else None
    if entry.act == "agreement":
        return _agreement(one)
    # an envoy presents letters once in a rank; who the envoy is is asked of each pair
    return (entry.act, tuple(sorted(entry.states))) if one.grain == 1 and _envoys(cluster) else None


def _envoys(cluster: Cluster) -> tuple[Who, ...]:
    """The people of an act who bear an envoy's office."""
    return tuple(one for one in cluster.people if one.office is not None and _ENVOY.search(one.office))


_ENVOY = re.compile(r"ambassador|high commissioner|envoy|plenipotentiary|minister resident|chargé|nuncio")


def _agreement(one: Telling) -> tuple[object, ...] | None:
    """An agreement by the proper name its quote gives it ("Élysée Treaty"), or as one of peace, where it was signed on a day."""
    called = one.named or (one.title if "peace" in one.title else frozenset())
    if not called or one.kinds.get("stage") != frozenset({"signed"}) or one.grain != 1:
        return None
    return ("agreement", tuple(sorted(one.entry.states)), tuple(sorted(called)))


class _Breaks:
    """When a block's acts happened that explain two dates of another, by kind and in order."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self.windows: dict[str, list[Window]] = {}
        for cluster in clusters:
            if cluster.members[0].entry.modality == "asserted":
                self.windows.setdefault(cluster.act, []).extend(cluster.windows)
        self.latest: dict[str, list[int]] = {}
        for act, windows in self.windows.items():
            windows.sort()
            self.latest[act] = list(accumulate((high for _, high in windows), max))

    def between(self, act: str, first: int, last: int) -> bool:
        """Whether what explains two dates of an act may have happened in [first, last]."""
        for kind in BREAKS[act]:
            windows = self.windows.get(kind, [])
            begun = bisect_right(windows, last, key=lambda window: window[0])
            if begun and self.latest[kind][begun - 1] >= first:
                return True
        return False


def _runs(clusters: list[Cluster], breaks: _Breaks, apart: Mapping[str, frozenset[str]]) -> Iterator[list[Cluster]]:
    """Runs of two or more clusters, each near the next, with no break between and nobody who excludes another."""
    run: list[Cluster] = clusters[:1]
    for before, after in pairwise(clusters):
        if _one_act(before, after, breaks) and not any(_kept(one, after, apart) for one in run):
            run.append(after)
            continue
        if len(run) > 1:
            yield run
        run = [after]
    if len(run) > 1:
        yield run


def _kept(one: Cluster, other: Cluster, apart: Mapping[str, frozenset[str]]) -> bool:
    """Whether people keep an entry of one act apart from an entry of another."""
    if not apart:
        return False
    ids = {member.entry.id for member in other.members}
    return any(ids & apart.get(member.entry.id, frozenset()) for member in one.members)


def _one_act(before: Cluster, after: Cluster, breaks: _Breaks) -> bool:
    act = before.act
    (first, end), (begin, last) = before.windows[0], after.windows[0]
    if begin <= end or begin - end > WITHIN[act] or excluded(before.people, after.people):
        return False
    if act == "credentials_presented" and not _same_envoy(_envoys(before), _envoys(after)):
        return False
    both = {member.entry.document for member in before.members} & {member.entry.document for member in after.members}
    if act == "recognition" and both:
        return False  # one author who tells two dates tells two steps: announced and in force
    mine, theirs = ([one.entry for one in side.members if one.entry.document in both] for side in (before, after))
    if any(overlap(one, other) for one in mine for other in theirs):
        return False  # one sentence that tells two dates tells two acts
    return not breaks.between(act, first, last)


def _same_envoy(people: tuple[Who, ...], others: tuple[Who, ...]) -> bool:
    return any(same(one, other) and one.office == other.office for one in people for other in others)


def _date(cluster: Cluster) -> str:
    return min(cluster.members, key=lambda one: (one.grain, one.entry.id)).entry.when.edtf or "no date"
