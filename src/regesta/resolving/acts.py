"""Which entries tell one act, of one document or of many.

Entries are gathered block by block: those of the same states. Within a block the more precise go first, and each later
one joins an act only where it fits exactly one; where it fits several it stays alone and says so. What happened is decided
by what the entries tell, never by the order they come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from regesta.model import Act, Entry, Identity
from regesta.resolving.clusters import Cluster, meet, take_up
from regesta.resolving.dating import narrowest, spanning
from regesta.resolving.disagreeing import at_odds
from regesta.resolving.spelling import sound, word_likeness
from regesta.resolving.states import called_then
from regesta.resolving.telling import DAY, MONTH, YEAR, Telling, Who, Window, excluded, overlap, shared, tell

Block = tuple[str, ...]
Pair = tuple[str, str]

# how wide a date may be to say alone, with the states and the kind, which act is meant
ALONE = {
    "independence": YEAR, "recognition": YEAR, "relations_established": YEAR, "relations_severed": YEAR,
    "relations_resumed": YEAR, "mission_closed": YEAR, "mission_opened": YEAR, "mission_raised": YEAR,
    "state_change": MONTH, "war": MONTH,
}  # fmt: skip
BY_PERSON = frozenset(
    """visit meeting call speech appointment credentials_presented recall office_taken office_left""".split()
)
# these have two sides; where one of them is not told, a date says nothing of which act it is
TWO_SIDED = frozenset(
    """recognition relations_established relations_severed relations_resumed mission_opened mission_closed mission_raised
    mission_moved appointment credentials_presented recall visit meeting call agreement sanction_imposed sanction_lifted
    war ceasefire aid exchange_programme trade""".split()
)
OFTEN = frozenset("meeting call speech".split())  # of these the same people have several in a month
BY_TITLE = frozenset("agreement law aid trade exchange_programme ceasefire".split())
# the acting state tells two acts apart: Israel recognises Azerbaijan, Azerbaijan recognises Israel
DIRECTED = frozenset(
    """recognition mission_opened mission_closed mission_moved sanction_imposed sanction_lifted aid appointment recall
    credentials_presented speech""".split()
)
# kinds that may tell one event, the one that says more first
KIN = (("visit", "meeting"), ("mission_raised", "mission_opened"))
_FAMILY = {kind: family[0] for family in KIN for kind in family}


def block_of(entry: Entry) -> Block:
    """The block an entry is gathered in: its states, in the order of their codes. Acts never reach over two blocks but
    where people put entries together. "Turkey" in 1831 and the Ottoman Empire are one state.

    A register that takes up or drops entries need gather only their blocks anew (`affected_blocks`).
    """
    return tuple(sorted(set(called_then(entry))))


def affected_blocks(changed: Iterable[Block], together: Iterable[tuple[Block, Block]] = ()) -> frozenset[Block]:
    """The blocks to gather anew after a change in some: these, and those that people's decisions tie to them.

    `together` are the blocks of the two entries of each decision "these tell one act".
    """
    reached = set(changed)
    pairs = list(together)
    while True:
        more = {block for pair in pairs if reached.intersection(pair) for block in pair} - reached
        if not more:
            return frozenset(reached)
        reached |= more


def gather_acts(
    entries: Iterable[Entry],
    identities: Mapping[tuple[str, int], Identity],
    *,
    apart: Iterable[Pair] = (),
    together: Iterable[Pair] = (),
) -> tuple[Act, ...]:
    """The acts that entries tell, each entry in exactly one, by date; the same whatever the order of the entries.

    `identities` are keyed by (entry id, position in its people). `apart` and `together` are people's decisions, pairs of
    entry ids: they are honoured before any rule, `apart` before `together`, and said in the act's `why`. Gathering the
    entries of some blocks gives the acts of these blocks as gathering all would (law of `block_of`).
    """
    said = _Decisions.of(apart, together)
    once: dict[str, Entry] = {}
    for entry in entries:
        known = once.setdefault(entry.id, entry)
        if known != entry:  # told twice with one id, as from two readings: which is taken must not hang on their order
            once[entry.id] = min(known, entry, key=repr)
    blocks: dict[Block, list[Entry]] = {}
    for entry in once.values():
        blocks.setdefault(block_of(entry), []).append(entry)
    clusters = [
        cluster
        for block in sorted(blocks)
        for cluster in _gather_block(list(_tellings(blocks[block], identities)), said)
    ]
    acts = [_act(cluster, said) for cluster in _joined(clusters, said)]
    return tuple(
        sorted(acts, key=lambda act: (act.when.earliest or "9999", act.when.latest or "9999", act.act, act.id))
    )


@dataclass(frozen=True, slots=True)
class _Decisions:
    """People's word on pairs of entries, by entry."""

    apart: Mapping[str, frozenset[str]]
    together: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, apart: Iterable[Pair], together: Iterable[Pair]) -> _Decisions:
        kept = _both_ways(apart)
        joined = _both_ways(pair for pair in together if pair[1] not in kept.get(pair[0], ()))
        return cls(kept, joined)


def _both_ways(pairs: Iterable[Pair]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}


# --- one block -------------------------------------------------------------------------------------------------------


def _order(telling: Telling) -> tuple[object, ...]:
    """The most telling first: a narrow date, then people, kinds and titles; the entry's own id last."""
    named = sum(1 for one in telling.people if one.name is not None)
    return (
        len(telling.windows) != 1,
        telling.grain,
        -named,
        -sum(map(len, telling.kinds.values())),
        -len(telling.title),
        telling.windows,
        telling.entry.id,
    )


def _tellings(entries: list[Entry], identities: Mapping[tuple[str, int], Identity]) -> Iterator[Telling]:
    """What the entries of a block tell; the words of an entry's quote matter only where others are of its family."""
    sizes = Counter(_FAMILY.get(entry.act, entry.act) for entry in entries)
    for entry in entries:
        yield tell(entry, identities, words=sizes[_FAMILY.get(entry.act, entry.act)] > 1)


def _gather_block(tellings: list[Telling], said: _Decisions) -> list[Cluster]:
    """The clusters of one block, what was planned, denied or supposed apart from what was asserted."""
    by_id = {telling.entry.id: telling for telling in tellings}
    clusters: list[Cluster] = []
    shelves: dict[tuple[str, str], _Shelf] = {}
    placed: set[str] = set()
    for telling in sorted(tellings, key=_order):
        if telling.entry.id in placed:
            continue
        unit = _unit(telling, by_id, said)
        placed.update(one.entry.id for one in unit)
        shelf = shelves.setdefault(_shelf_of(telling), _Shelf())
        fitting = shelf.fitting(telling, said) if len(unit) == 1 else []
        if len(fitting) == 1:
            take_up(fitting[0], telling)
            continue
        cluster = Cluster(telling.entry.act, [telling], telling.windows, telling.people, None, len(fitting) > 1)
        cluster.kinds, cluster.title = dict(telling.kinds), telling.title
        cluster.towns = frozenset(filter(None, (telling.town,)))
        cluster.actors = frozenset(telling.entry.states[:1])
        for other in unit[1:]:
            take_up(cluster, other)
            cluster.decided = True
        clusters.append(cluster)
        shelf.put(cluster)
    for cluster in clusters:
        cluster.beside = _asserted_beside(cluster, shelves, said)
    return at_odds(clusters, said.apart)


def _asserted_beside(cluster: Cluster, shelves: Mapping[tuple[str, str], _Shelf], said: _Decisions) -> str | None:
    """The date of the one asserted act that something planned, supposed or denied may be; None for none or several."""
    telling = cluster.members[0]
    shelf = shelves.get((_shelf_of(telling)[0], "asserted"))
    if telling.entry.modality == "asserted" or shelf is None:
        return None
    fitting = shelf.fitting(telling, said)
    return min(_date(member) for member in fitting[0].members) if len(fitting) == 1 else None


def _shelf_of(telling: Telling) -> tuple[str, str]:
    return _FAMILY.get(telling.entry.act, telling.entry.act), telling.entry.modality


def _unit(telling: Telling, by_id: Mapping[str, Telling], said: _Decisions) -> list[Telling]:
    """An entry with those of its block that people put together with it, the entry first."""
    found, ahead = {telling.entry.id: telling}, [telling.entry.id]
    while ahead:
        for other in sorted(said.together.get(ahead.pop(), ())):
            if other in by_id and other not in found and not said.apart.get(other, frozenset()) & found.keys():
                found[other] = by_id[other]
                ahead.append(other)
    return list(found.values())


class _Shelf:
    """The clusters of one family and modality, found by the days or months they may lie in."""

    def __init__(self) -> None:
        self.days: dict[int, list[Cluster]] = {}  # of one day
        self.wider: dict[int, list[Cluster]] = {}  # of more, by month
        self.months: dict[int, list[Cluster]] = {}  # all

    def put(self, cluster: Cluster) -> None:
        grain = cluster.members[0].grain
        if grain > YEAR:
            return  # too wide to be an act that others could be told to be
        if grain == DAY:
            for first, _ in cluster.windows:
                self.days.setdefault(first, []).append(cluster)
        for month in _months(cluster.windows):
            self.months.setdefault(month, []).append(cluster)
            if grain > DAY:
                self.wider.setdefault(month, []).append(cluster)

    def fitting(self, telling: Telling, said: _Decisions) -> list[Cluster]:
        """The clusters an entry may belong to, of its own kind or, where there are none, of its kin; at most two."""
        if not telling.windows or telling.grain > YEAR or telling.counted:
            return []
        own: dict[int, Cluster] = {}
        kin: dict[int, Cluster] = {}
        for cluster in self._near(telling):
            if id(cluster) in own or id(cluster) in kin or not _fits(cluster, telling, said):
                continue
            (own if cluster.act == telling.entry.act else kin)[id(cluster)] = cluster
            if len(own) > 1:
                break
        return list((own or kin).values())[:2]

    def _near(self, telling: Telling) -> Iterator[Cluster]:
        day = telling.grain == DAY
        if day:
            for first, _ in telling.windows:
                yield from self.days.get(first, ())
        for month in _months(telling.windows):
            yield from (self.wider if day else self.months).get(month, ())


def _months(windows: tuple[Window, ...]) -> Iterator[int]:
    for first, last in windows:
        yield from range(first // 31, last // 31 + 1)


# --- whether an entry fits -------------------------------------------------------------------------------------------


def _fits(cluster: Cluster, telling: Telling, said: _Decisions) -> bool:
    common = meet(cluster.windows, telling.windows)
    if not common:
        return False
    kept = said.apart.get(telling.entry.id)
    if kept is not None and any(member.entry.id in kept for member in cluster.members):
        return False
    if cluster.members[0].counted or not _lasting_agree(cluster.members[0], telling):
        return False
    same_day = telling.grain == DAY and len(common) == 1
    if not same_day and telling.entry.act in OFTEN and telling.entry.act != "meeting":
        return False
    met = shared(telling.people, cluster.people)
    if excluded(telling.people, cluster.people) or (met == 0 and not _directions_agree(cluster, telling)):
        return False
    if any(told and cluster.kinds.get(name) and not told & cluster.kinds[name] for name, told in telling.kinds.items()):
        return False
    if telling.town is not None and cluster.towns and not any(_one_town(telling.town, town) for town in cluster.towns):
        return False
    if cluster.act != telling.entry.act:
        return _one_event(cluster, telling, met)
    return _enough(cluster, telling, met, same_day)


def _one_town(one: str, other: str) -> bool:
    return word_likeness(one, other) > 0.5 or sound(one) == sound(other)


def _enough(cluster: Cluster, telling: Telling, met: int, same_day: bool) -> bool:
    """Whether what two tellings of one kind have in common, besides states and date, makes them one act."""
    act = telling.entry.act
    if telling.title and cluster.title and not telling.title & cluster.title:
        return False
    if act in TWO_SIDED and len(set(telling.entry.states)) < 2:
        return same_day and (met > 0 or bool(telling.title & cluster.title))
    if telling.kinds.get("independence") and len(set(telling.entry.states)) < 2:
        return False
    if act in BY_PERSON:
        nobody = not _named(telling.people) or not _named(cluster.people)
        if same_day or act not in OFTEN:
            return met > 0 or (same_day and nobody)
        return act == "meeting" and met > 1
    if same_day or telling.grain <= ALONE.get(act, DAY):
        return True
    return act in BY_TITLE and bool(telling.title & cluster.title)


def _named(people: tuple[Who, ...]) -> bool:
    return any(one.name is not None for one in people)


def _one_event(cluster: Cluster, telling: Telling, met: int) -> bool:
    """Whether two kinds tell one event: the same day, told in the same words or of the same people on both sides."""
    if telling.grain != DAY:
        return False
    if any(overlap(member.entry, telling.entry) for member in cluster.members):
        return met > 0 or not (telling.people or cluster.people)
    return met > 1


def _lasting_agree(one: Telling, other: Telling) -> bool:
    """An interval longer than two months is no vague date: it fits only what was told of the same interval.

    Of an act its first entry is asked: where that has such an interval, all have the same.
    """
    if not any(told.lasting and told.grain > 2 * MONTH for told in (one, other)):
        return True
    return one.lasting and other.lasting and one.windows == other.windows


def _directions_agree(cluster: Cluster, telling: Telling) -> bool:
    entry = telling.entry
    if entry.act not in DIRECTED or len(entry.states) < 2:
        return True
    return entry.states[0] in cluster.actors


# --- making the act --------------------------------------------------------------------------------------------------


def _joined(clusters: list[Cluster], said: _Decisions) -> list[Cluster]:
    """The clusters, those of two blocks made one where people put an entry of each together."""
    if not said.together:
        return clusters
    home = {member.entry.id: at for at, cluster in enumerate(clusters) for member in cluster.members}
    lead = list(range(len(clusters)))
    for one, others in sorted(said.together.items()):
        for other in sorted(others):
            if one in home and other in home:
                low, high = sorted((_lead(lead, home[one]), _lead(lead, home[other])))
                mine = {member.entry.id for member in clusters[low].members}
                parted = any(said.apart.get(member.entry.id, frozenset()) & mine for member in clusters[high].members)
                if low != high and not parted:
                    lead[high] = low
                    for member in clusters[high].members:
                        take_up(clusters[low], member)
                    clusters[low].decided = True
    return [cluster for at, cluster in enumerate(clusters) if lead[at] == at]


def _lead(lead: list[int], at: int) -> int:
    while lead[at] != at:
        at = lead[at]
    return at


def _act(cluster: Cluster, said: _Decisions) -> Act:
    if len(cluster.members) == 1:
        entry = cluster.members[0].entry
        why = _why(cluster, cluster.members, said)
        return Act(_hash((entry.id,)), entry.act, entry.when, entry.states, (entry.id,), None, why)
    members = sorted(cluster.members, key=lambda member: member.entry.id)
    ids = tuple(member.entry.id for member in members)
    dated = [member for member in members if member.windows]
    conflict = cluster.conflict
    common = dated[0].windows if dated else ()
    for member in dated[1:]:
        common = meet(common, member.windows)
    if dated and not common and conflict is None:
        conflict = f"put together by a person, though the dates exclude each other: {_dates(dated)}"
    if conflict is not None:
        when = spanning([member.entry.when for member in dated])
    elif dated:
        when = narrowest([(member.entry.when, member.windows, member.lasting) for member in dated], common)
    else:
        when = min((member.entry.when for member in members), key=lambda when: when.edtf or "")
    states = _commonest([member.entry.states for member in members])
    act = _kind(members)
    return Act(_hash(ids), act, when, states, ids, conflict, _why(cluster, members, said))


def _hash(ids: tuple[str, ...]) -> str:
    return blake2b("\x1f".join(ids).encode(), digest_size=8).hexdigest()


def _kind(members: list[Telling]) -> str:
    """The kind of the act: of kin the one that says more, else what most entries say."""
    told = [member.entry.act for member in members]
    for family in KIN:
        if set(told) <= set(family):
            return next(kind for kind in family if kind in told)
    return max(sorted(set(told)), key=told.count)


def _commonest(told: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The states as most entries order them; of as many, the order that comes first."""
    return max(sorted(set(told)), key=told.count)


def _dates(members: Iterable[Telling]) -> str:
    return ", ".join(sorted({_date(member) for member in members}))


def _date(member: Telling) -> str:
    return member.entry.when.edtf or "no date"


def _why(cluster: Cluster, members: list[Telling], said: _Decisions) -> str:
    modality = members[0].entry.modality
    opening = "" if modality == "asserted" else f"{modality}, so kept apart from what was asserted; "
    ids = {member.entry.id for member in members}
    kept = {other for one in ids for other in said.apart.get(one, ())} - ids if said.apart else set()
    closing = f"; a person keeps {len(kept)} other entr{'y' if len(kept) == 1 else 'ies'} apart from it" if kept else ""
    if cluster.beside is not None:
        closing = f"; one of {cluster.beside} is asserted{closing}"
    if len(members) == 1:
        if cluster.several:
            return f"{opening}one entry tells it, and its date fits several others, so it is joined to none{closing}"
        return f"{opening}one entry tells it{closing}"
    reasons = [f"the same states and dates that meet ({_dates(members)})"]
    if cluster.conflict is not None:
        reasons = [f"the same states ({_dates(members)})"]
    names = sorted(
        {
            one.name
            for at, member in enumerate(members)
            for one in member.people
            if one.name is not None
            and any(shared((one,), other.people) for place, other in enumerate(members) if place != at)
        }
    )
    if names:
        reasons.append(f"the same people ({', '.join(names)})")
    kinds = sorted({member.entry.act for member in members})
    if len(kinds) > 1:
        reasons.append(f"{' and '.join(kinds)} of one day")
    if cluster.decided:
        reasons.append("a person's decision that they belong together")
    return f"{opening}{len(members)} entries tell it: {', '.join(reasons)}{closing}"
