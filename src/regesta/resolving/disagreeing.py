"""Acts that happen once and are told with dates that exclude each other: one act, with what is at odds said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from regesta.resolving.clusters import Cluster
from regesta.resolving.telling import MONTH, YEAR, Telling, Who, excluded, overlap, same

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


def at_odds(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters of a block, those that surely tell one act under dates that exclude each other made one."""
    groups: dict[tuple[object, ...], list[Cluster]] = {}
    for cluster in clusters:
        key = _once(cluster)
        if key is not None:
            groups.setdefault(key, []).append(cluster)
    gone: set[int] = set()
    for key in sorted(groups, key=repr):
        for run in _runs(sorted(groups[key], key=lambda one: (one.windows, one.members[0].entry.id)), clusters):
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


def _runs(clusters: list[Cluster], block: list[Cluster]) -> Iterator[list[Cluster]]:
    """Runs of two or more clusters, each near the next, with no break between and nobody who excludes another."""
    run: list[Cluster] = clusters[:1]
    for before, after in pairwise(clusters):
        if _one_act(before, after, block):
            run.append(after)
            continue
        if len(run) > 1:
            yield run
        run = [after]
    if len(run) > 1:
        yield run


def _one_act(before: Cluster, after: Cluster, block: list[Cluster]) -> bool:
    act = before.act
    (first, end), (begin, last) = before.windows[0], after.windows[0]
    if begin <= end or begin - end > WITHIN[act] or excluded(before.people, after.people):
        return False
    if act == "credentials_presented" and not _same_envoy(_envoys(before), _envoys(after)):
        return False
    documents = [{member.entry.document for member in one.members} for one in (before, after)]
    if act == "recognition" and documents[0] & documents[1]:
        return False  # one author who tells two dates tells two steps: announced and in force
    if any(overlap(one.entry, other.entry) for one in before.members for other in after.members):
        return False  # one sentence that tells two dates tells two acts
    return not any(
        other.act in BREAKS[act] and any(low <= last and first <= high for low, high in other.windows)
        for other in block
    )


def _same_envoy(people: tuple[Who, ...], others: tuple[Who, ...]) -> bool:
    return any(same(one, other) and one.office == other.office for one in people for other in others)


def _date(cluster: Cluster) -> str:
    return min(cluster.members, key=lambda one: (one.grain, one.entry.id)).entry.when.edtf or "no date"
