"""Marking a sentence: which of its phrases name states, capitals for their governments, and places."""

from __future__ import annotations

from regesta.names.capitals import stands_for_government
from regesta.names.gazetteer import Hit, Term, gazetteer
from regesta.names.phrases import phrase_lists
from regesta.names.scene import Mark, Scene
from regesta.names.words import HYPHENS, POSSESSIVE

_POLITIES = 3  # "the Government of the Republic of" is two


def _polity(scene: Scene, index: int) -> int:
    """Where "the Government of the People's Republic of" begins before a name at `index`; `index` where it does not."""
    for _ in range(_POLITIES):
        begins = _one_polity(scene, index)
        if begins == index:
            break
        index = begins
    return index


def _one_polity(scene: Scene, index: int) -> int:
    lists, keys = phrase_lists(), scene.words.keys
    step = index
    if step - 1 > scene.first and keys[step - 1] == "the":
        step -= 1
    if step - 2 < scene.first or keys[step - 1] != "of" or keys[step - 2] not in lists.nouns:
        return index
    step -= 2
    if step > scene.first and keys[step - 1] == "of":  # "the Secretary of State of", "Ministry of State of"
        return index
    while step > scene.first:
        back = 2 if keys[step - 1] == POSSESSIVE and step - 1 > scene.first else 1  # "People's"
        if "".join(keys[step - back : step]) not in lists.adjectives or not keys[step - back][0].isupper():
            break
        step -= back
    return step


def _language(scene: Scene, hit: Hit) -> bool:
    """Whether a demonym names a language: "in French.", "Russian-speaking", "spoke Persian"."""
    lower = scene.lower
    after = lower[hit.last] if hit.last < scene.last else "."
    before = lower[hit.first - 1] if hit.first > scene.first else ""
    if after in HYPHENS and hit.last + 1 < scene.last and lower[hit.last + 1] in ("speaking", "language", "languages"):
        return True
    lists = phrase_lists()
    if after in lists.language_after:
        return True
    return before in lists.language_before and (
        after in ("and", "or") or (after not in HYPHENS and after != POSSESSIVE and not after[0].isalnum())
    )


def mark_hits(scene: Scene, chosen: list[tuple[Hit, tuple[Term, ...]]]) -> None:
    """Put the sentence's marks: states with what their span takes in, places, institutions, phrases to be skipped."""
    lists, keys = phrase_lists(), scene.words.keys
    starts = {hit.first: hit for hit, terms in chosen if any(term.kind == "state" for term in terms)}
    ends = {hit.last: hit for hit, terms in chosen if any(term.kind == "state" for term in terms)}
    for hit, terms in chosen:
        state = next((term for term in terms if term.kind == "state"), None)
        if state is not None and state.form == "capital" and not stands_for_government(scene, hit, starts, ends):
            state = None
        if state is not None and state.form == "demonym" and _language(scene, hit):
            continue
        if state is not None:
            first = _polity(scene, hit.first) if state.form in ("name", "short") else hit.first
            scene.put(Mark(first, hit.last, "state", state.code, state.form, hit.first))
            continue
        other = next((term for term in terms if term.kind != "state"), None)
        if other is not None and not _of_instrument(scene, hit, other):
            scene.put(Mark(hit.first, hit.last, other.kind, other.code, other.form, hit.first))
    _prefixes(scene, lists.prefixes, keys)
    _halves(scene, lists.halves, keys)


def _of_instrument(scene: Scene, hit: Hit, term: Term) -> bool:
    """Whether a place only gives a treaty its name ("the Treaty of San Stefano", "the Yalta Conference")."""
    keys = scene.words.keys
    if term.kind != "place" or hit.first - 2 < scene.first:
        return False
    return keys[hit.first - 1] == "of" and keys[hit.first - 2] in phrase_lists().instruments


def _prefixes(scene: Scene, prefixes: dict[str, str], keys: list[str]) -> None:
    """ "Sino-Soviet": the first half of a compound, where a hyphen and another state follow."""
    for mark in list(scene.by_first.values()):
        at = mark.head - 2
        if (
            mark.kind == "state"
            and at >= scene.first
            and keys[at + 1] in HYPHENS
            and keys[at] in prefixes
            and at not in scene.by_first
        ):
            scene.put(Mark(at, at + 1, "state", prefixes[keys[at]], "demonym", at))


def _halves(scene: Scene, halves: frozenset[str], keys: list[str]) -> None:
    """ "East and West Germany", "North and South Korean": the first of two states that share the rest of their names."""
    for mark in list(scene.by_first.values()):
        at = mark.head - 2
        if (
            mark.kind == "state"
            and keys[mark.head] in halves
            and at >= scene.first
            and keys[at] in halves - {keys[mark.head]}
            and keys[at + 1] in ("and", "or")
            and at not in scene.by_first
        ):
            code = _state_called(keys[at], keys[mark.head + 1 : mark.last])
            if code is not None:
                scene.put(Mark(_polity(scene, at), at + 1, "state", code, mark.form, at))


def _state_called(first: str, rest: list[str]) -> str | None:
    """The state that the words name, None for none."""
    node = gazetteer().branches.get(first)
    for key in rest:
        node = node.branches.get(key) if node is not None else None
    return next((term.code for term in node.terms if term.kind == "state"), None) if node is not None else None


def mark_leagues(scene: Scene, leagues: list[int], told: dict[str, str]) -> None:
    """ "the Federation", "the Confederation": the state last told by a name with that word. `leagues` are the tokens of the
    sentence that are such words, `told` the codes by word, which the sentence's own names are added to."""
    keys = scene.words.keys
    for at in leagues:
        around = next((m for m in scene.by_first.values() if m.kind == "state" and m.first <= at < m.last), None)
        if around is not None:
            told[keys[at]] = around.code
            continue
        after = keys[at + 1] if at + 1 < scene.last else "."
        alone = at > scene.first and keys[at - 1].lower() == "the" and after != "of" and not after[0].isupper()
        if alone and keys[at] in told:
            scene.put(Mark(at, at + 1, "state", told[keys[at]], "name", at))
