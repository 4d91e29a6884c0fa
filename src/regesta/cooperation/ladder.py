"""How far it has come: the rung that the words of a part tell, with modality respected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regesta.cooperation.clauses import Hit, Part, Told, cue_hits
from regesta.cooperation.wordlists import Cue, clause_words, lists, rung_name
from regesta.model import Rung

_GOVERNING = frozenset({"talked", "promised", "agreed"})
_BEFORE = 4  # words in front of a verb that may weaken it


@dataclass(frozen=True, slots=True)
class Standing:
    """A rung, the phrase that tells it, and one sentence why."""

    rung: Rung
    hit: Hit
    why: str


def rung_of(text: str, told: Told, part: Part) -> Standing | None:
    """The rung that a part tells, None where no words do, or where they deny it."""
    return _of(text, told, part.first, part.last) or (
        _of(text, told, part.opening, part.first) if part.opening < part.first else None
    )


def by_figure(text: str, told: Told, part: Part) -> Standing:
    """The rung of a part that tells a figure and no step: it runs, unless a word before weakens it."""
    small = clause_words()
    for at in range(part.first, part.last):
        kind = small.modals.get(told.words[at]) or small.pairs.get(
            (told.words[at], told.words[min(at + 1, part.last - 1)])
        )
        if kind in ("talked", "promised"):
            rung: Rung = "talked" if kind == "talked" else "promised"
            return Standing(rung, Hit(at, at + 1, ""), f'The figure is told as {_MODAL[rung]} ("{told.words[at]}")')
    return Standing("running", Hit(part.first, part.first + 1, ""), "A figure is told, and no step of the ladder")


def _of(text: str, told: Told, first: int, last: int) -> Standing | None:
    noun: Standing | None = None
    participle: Standing | None = None
    governing: Cue | None = None
    for hit, cue in cue_hits(told, first, last):
        weak = _weakened(told.words, first, hit)
        if weak == "denied":
            continue
        if _empty(told, hit, cue):
            continue
        words = text[told.starts[hit.first] : told.ends[hit.last - 1]]
        if cue.verb:
            if _infinitive(told.words, first, hit):
                continue  # it has the rung of what governs it, which was met before, or tells a purpose
            if weak is not None and cue.rung not in ("talked", "promised"):
                rung: Rung = "talked" if weak == "talked" else "promised"
                return _idle(told, first, last, Standing(rung, hit, f'"{words}" is told as {_MODAL[rung]}'))
            if _participle(told.words, first, hit):
                if governing is None and participle is None:
                    participle = Standing(cue.rung, hit, f'"{words}" tells that it is {rung_name(cue.rung)}')
                continue
            return _idle(
                told, first, last, Standing(cue.rung, hit, f'"{words}" tells that it is {rung_name(cue.rung)}')
            )
        if noun is None or (cue.rung in ("talked", "promised") and hit.first < noun.hit.first):
            noun = Standing(cue.rung, hit, f'"{words}" tells that it is {rung_name(cue.rung)}')
        if cue.rung in _GOVERNING and governing is None:
            governing = cue
    found = noun if noun is not None and (participle is None or governing is not None) else participle
    return _idle(told, first, last, found) if found is not None else None


_MODAL = {"talked": "a possibility", "promised": "still to come"}


def _weakened(words: Sequence[str], first: int, hit: Hit) -> str | None:
    small = clause_words()
    for at in range(hit.first - 1, max(first, hit.first - _BEFORE) - 1, -1):
        kind = small.modals.get(words[at])
        if kind is None and at + 1 < hit.first:
            kind = small.pairs.get((words[at], words[at + 1]))
        if kind is not None:
            return kind
    return None


def _infinitive(words: Sequence[str], first: int, hit: Hit) -> bool:
    before = words[max(first, hit.first - 2) : hit.first]
    return before[-1:] == ["to"] and not words[hit.first].endswith("ed")


def _participle(words: Sequence[str], first: int, hit: Hit) -> bool:
    """ "-ing" without a form of "be": "opening a school", not "are opening a school"."""
    behind = words[hit.last : hit.last + 1]
    if not words[hit.first].endswith("ing") and not (words[hit.first].endswith("ed") and behind == ["by"]):
        return False
    return not any(word in _BE for word in words[max(first, hit.first - 3) : hit.first])


_BE = frozenset("is are was were been be has have had".split())
_OBJECT = 6  # words behind a verb or noun within which its object begins


def _empty(told: Told, hit: Hit, cue: Cue) -> bool:
    """Whether what is begun or run is nothing to name ("created conditions"), or, of a noun, nothing of cooperation."""
    if cue.rung not in ("begun", "running", "ended"):
        return False
    behind = [other for other in told.hits if hit.last <= other.first < hit.last + _OBJECT]
    topics = [other.first for other in behind if other.label in lists().topics]
    if not cue.verb:
        return not topics
    idle = [other.first for other in behind if other.label == "abstract"]
    return bool(idle) and (not topics or idle[0] < topics[0])


def _idle(told: Told, first: int, last: int, found: Standing) -> Standing:
    """A promise to deepen, strengthen or expand and nothing else is talk."""
    if found.rung == "promised" and any(
        hit.label == "idle" and first <= hit.first < last and hit.first >= found.hit.first for hit in told.hits
    ):
        return Standing("talked", found.hit, f"{found.why}, but only to go on with what there is")
    return found


def is_idle(told: Told, part: Part) -> bool:
    """Whether a part has words of praise ("mutually beneficial", "in all spheres")."""
    return any(hit.label == "idle" and part.opening <= hit.first < part.last for hit in told.hits)


_NEAR = 10
_FORCE = frozenset(["defence", "security", "humanitarian", "community", "transport", "law"])


def is_hostile(told: Told, at: int, sectors: Sequence[str]) -> bool:
    """Whether the words around the one at `at` tell of force and of nothing that is done together: troops sent to a war,
    an embargo ended."""
    return set(sectors) <= _FORCE and any(hit.label == "hostile" and abs(hit.first - at) <= _NEAR for hit in told.hits)


def topics_in(told: Told, first: int, last: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sectors and the sub-sectors that words [first, last) name, each in the lists' order."""
    known = lists()
    topics = known.topics
    named = [topics[hit.label] for hit in told.hits if first <= hit.first < last and hit.label in topics]
    if not named:
        return (), ()
    sectors, subsectors = {sector for sector, _ in named}, {part for _, part in named}
    sectors |= {sector for part in subsectors for sector in known.implied.get(part, ())}
    listed = tuple(part for part in known.parts if part in subsectors) if subsectors != {""} else ()
    return tuple(sector for sector in known.order if sector in sectors), listed
