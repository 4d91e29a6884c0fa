"""Institutions by their pattern: "Ministry of ...", "... University"; names without one are in the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from regesta.names.personal import is_initial, name_lists
from regesta.names.scene import Mark, Scene
from regesta.names.tables import read_lists, words_of
from regesta.names.words import POSSESSIVE, read_words

_LONGEST = 10
_CONNECTORS = frozenset({"of", "for", "and", "the", "&", "on"})
# Bodies of a state: its name before them is told as a state, and is no part of theirs.
_OF_STATE = frozenset({"ministry", "parliament", "court", "forces", "party"})


@dataclass(slots=True)
class BodyNode:
    branches: dict[str, BodyNode] = field(default_factory=dict)
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class BodyLists:
    heads: BodyNode
    openers: BodyNode


@cache
def body_lists() -> BodyLists:
    """institutions.toml as two trees of words. Raises BadData where a list is missing."""
    lists = read_lists("institutions.toml")
    trees = []
    for part in ("heads", "openers"):
        root = BodyNode()
        for kind in lists[part]:
            for phrase in words_of(lists, "institutions.toml", part, kind):
                node = root
                for key in read_words(phrase).keys:
                    node = node.branches.setdefault(key, BodyNode())
                node.kind = kind
        trees.append(root)
    return BodyLists(*trees)


def _longest(root: BodyNode, scene: Scene, index: int) -> tuple[int, str] | None:
    keys, branches, step = scene.words.keys, root.branches, index
    found: tuple[int, str] | None = None
    while step < scene.last and (node := branches.get(keys[step])) is not None:
        step += 1
        if node.kind is not None:
            found = step, node.kind
        branches = node.branches
    return found


def _tied(scene: Scene, step: int) -> bool:
    """Whether a hyphen at `step` ties two words ("Co-operation")."""
    tight = scene.words.tight(step) and step + 1 < scene.last and scene.words.tight(step + 1)
    return scene.words.keys[step] == "-" and tight


def _capitals(scene: Scene, index: int) -> int:
    """The end of the capitalised words at `index`, with the connectors between them."""
    keys = scene.words.keys
    step = end = index
    while step < scene.last and step - index < _LONGEST:
        if keys[step][0].isupper() or (_tied(scene, step) and keys[step + 1].isalpha()):
            step += 1 if keys[step][0].isupper() else 2
            end = step
        elif (keys[step] in _CONNECTORS and keys[step] != "and") or (keys[step] == "and" and end > index):
            step += 1
        else:
            break
    return end


def find_bodies(scene: Scene) -> None:
    """Mark the institutions of a sentence that follow a pattern, over the marks of what their names are made of."""
    keys = scene.words.keys
    lists = body_lists()
    free = scene.first
    for index in scene.capitals:
        if index < free:
            continue
        mark = scene.by_first.get(index)
        if mark is not None and (
            mark.kind in ("institution", "nothing") or (mark.kind == "state" and mark.last > index + 2)
        ):
            free = mark.last
            continue
        opened = _longest(lists.openers, scene, index) if keys[index] in lists.openers.branches else None
        if opened is not None and keys[opened[0] - 1] in _CONNECTORS:
            end = _tail(scene, opened[0])
            if end > opened[0]:
                _mark(scene, index, end, opened[1])
                free = end
                continue
        free = _headed(scene, index)


def _tail(scene: Scene, index: int) -> int:
    """The end of what follows "Ministry of": capitalised words up to a state told apart ("of Bulgaria")."""
    keys = scene.words.keys
    end = _capitals(scene, index)
    for step in range(index + 1, end):
        mark = scene.by_first.get(step)
        before = keys[step - 1] if keys[step - 1] != "the" else keys[step - 2]
        if mark is not None and mark.kind == "state" and before == "of":
            return step - (2 if keys[step - 1] == "the" else 1)
        if mark is not None and mark.kind in ("state", "institution") and before == "and":
            return step - (2 if keys[step - 1] == "the" else 1)
    return end


def _headed(scene: Scene, index: int) -> int:
    """Mark "Bar Ilan University" or "Azerbaijan University of Languages" if one begins at `index`; where to go on."""
    keys, lists = scene.words.keys, body_lists()
    openers = name_lists().openers
    step = index
    while step < scene.last and step - index < _LONGEST:
        mark = scene.by_first.get(step)
        if mark is not None and step > index and mark.kind in ("institution", "nothing"):
            break
        if (
            mark is None
            and not keys[step][0].isupper()
            and not (step > index and (keys[step] == "&" or _tied(scene, step)))
        ):
            break
        if keys[step] == POSSESSIVE or (step == index and keys[step] in openers):
            break
        if step > index and mark is None and keys[step] in lists.heads.branches:
            headed = _longest(lists.heads, scene, step)
            if headed is not None and not (headed[1] == "press" and _is_surname(scene, index, headed[0])):
                return _close(scene, index, step, headed)
        step = mark.last if mark is not None else step + 1
    mark = scene.by_first.get(index)
    return mark.last if mark is not None else index + 1


def _is_surname(scene: Scene, index: int, end: int) -> bool:
    """Whether the head of a newspaper's name is a person's surname ("Richard F. Post")."""
    keys, lists = scene.words.keys, name_lists()
    named = keys[index] in lists.given or is_initial(keys[end - 2])
    return keys[end - 1] in lists.surnames_too and named and index not in scene.by_first


def _close(scene: Scene, index: int, head: int, headed: tuple[int, str]) -> int:
    end, kind = headed
    keys = scene.words.keys
    first = scene.by_first.get(index)
    lone = first is not None and first.last == head
    if (
        first is not None
        and first.kind == "state"
        and (kind in _OF_STATE or (lone and kind in ("organisation", "press", "fund")))
    ):
        index = first.last
        if index == head:
            opened = _longest(body_lists().openers, scene, head)
            if opened is not None and keys[opened[0] - 1] in _CONNECTORS and _tail(scene, opened[0]) > opened[0]:
                end = _tail(scene, opened[0])
            if kind in ("ministry", "parliament", "court"):
                _mark(scene, head, end, kind)
            return end
    if (
        end + 1 < scene.last
        and keys[end] in ("of", "for")
        and kind in ("university", "academy", "institute", "organisation", "ministry", "fund")
    ):
        after = end + 1
        if keys[after] == "the" and after + 1 < scene.last:
            after += 1
        mark = scene.by_first.get(after)
        if keys[after][0].isupper() and (mark is None or mark.kind == "place"):
            end = _tail(scene, after)
    _mark(scene, index, end, kind)
    return end


def _mark(scene: Scene, first: int, last: int, kind: str) -> None:
    """Mark an institution, and take its state from its name, from the word before it or from "of X" behind it."""
    around = [scene.by_last.get(first)]
    for step in range(first, last):
        inner = scene.by_first.get(step)
        if inner is not None:
            around.append(inner)
            scene.drop(inner)
    keys = scene.words.keys
    if last + 2 < scene.last and keys[last] == "of":
        around.append(scene.by_first.get(last + (2 if keys[last + 1] == "the" else 1)))
    state = next((mark.code for mark in around if mark is not None and mark.kind == "state"), "")
    scene.put(Mark(first, last, "institution", state, kind, first))
