"""Capitals: when one stands for its government ("Baku recognised") and not for the town ("in Baku")."""

from __future__ import annotations

from regesta.names.gazetteer import Hit
from regesta.names.phrases import phrase_lists
from regesta.names.scene import Scene
from regesta.names.words import HYPHENS


def stands_for_government(scene: Scene, hit: Hit, starts: dict[int, Hit], ends: dict[int, Hit]) -> bool:
    """Whether the capital at `hit` is told for its government; `starts`, `ends`: the sentence's states and capitals.

    It is, after "relations with" or "recognised by"; in "talks between A and B" and "A-B relations"; and where it does
    what governments do, at the head of a clause. After "in", "at", "visited" it is the town.
    """
    lists = phrase_lists()
    before, two, three = (_word(scene, hit.first - back) for back in (1, 2, 3))
    after = scene.words.keys[hit.last] if hit.last < scene.last else ""
    if after[:1].isupper() and hit.last not in starts:  # "Mexico City", "the Taipei Times"
        return False
    if (two, before) in lists.before or (before,) in lists.before or (before == "the" and (three, two) in lists.before):
        return True
    if before == "between" and after == "and":
        return two in lists.between
    other = ends.get(hit.first - 1)
    if before == "and" and other is not None:
        ahead = _word(scene, other.first - 1)
        if ahead == "between":
            return _word(scene, other.first - 2) in lists.between
        if ahead in lists.place_before:
            return False
    if other is not None and before in HYPHENS:
        return _word(scene, hit.last) in lists.between
    if after in HYPHENS and hit.last + 1 in starts:
        return _word(scene, starts[hit.last + 1].last) in lists.between
    end = hit.last
    if after == "and" and end + 1 in starts:  # "Beijing and Seoul have agreed"
        end = starts[end + 1].last
    if before in lists.place_before or _word(scene, end) not in lists.verbs:
        return False
    return before in lists.clause_before or not before.isalpha()


def _word(scene: Scene, index: int) -> str:
    return scene.lower[index] if scene.first <= index < scene.last else ""
