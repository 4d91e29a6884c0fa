"""Personal names: where one begins and ends, and what speaks for its being one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from regesta.names.offices import office_lists
from regesta.names.scene import Scene
from regesta.names.tables import read_lines, read_lists, words_of

_LONGEST = 9  # tokens of a name
_ELIDED = frozenset({"d'", "l'"})  # "Poivre d'Arvor"
_HYPHENS = frozenset("-‐‑")  # a dash joins two persons, a hyphen one name
# offices behind which a town's name is a person's
_BEFORE_SURNAMES = frozenset("president senator general colonel captain admiral commodore lieutenant secretary".split())
_NAME_KINDS = frozenset({"rank", "crown", "courtesy", "ruler", "body", "weak"})  # words of office that are surnames too


@dataclass(frozen=True, slots=True)
class NameRun:
    """The tokens [first, last) of a possible name; `parts`: its words but particles; `initials`: any, or "Jr."."""

    first: int
    last: int
    parts: tuple[str, ...]
    initials: bool


@dataclass(frozen=True, slots=True)
class NameLists:
    given: frozenset[str]
    particles: frozenset[str]
    tied_only: frozenset[str]
    not_tied: frozenset[str]
    suffixes: frozenset[str]
    single: frozenset[str]
    not_names: frozenset[str]
    surnames_too: frozenset[str]
    openers: frozenset[str]
    family_first: frozenset[str]
    inside: frozenset[str]
    things_before: frozenset[str]
    things_after: frozenset[str]
    things_of: frozenset[str]
    after: frozenset[str]
    passive: frozenset[str]
    before: frozenset[str]
    determiners: frozenset[str]
    being: frozenset[str]


@cache
def name_lists() -> NameLists:
    """given-names.txt and people.toml. Raises BadData where a list is missing."""
    lists = read_lists("people.toml")

    def listed(*keys: str) -> frozenset[str]:
        return frozenset(words_of(lists, "people.toml", *keys))

    return NameLists(
        given=frozenset(read_lines("given-names.txt")),
        particles=listed("particles"),
        tied_only=listed("tied_only"),
        not_tied=listed("not_tied"),
        suffixes=listed("suffixes"),
        single=listed("single"),
        not_names=listed("not_names"),
        surnames_too=listed("surnames_too"),
        openers=listed("openers"),
        family_first=listed("family_first"),
        inside=listed("titles_inside"),
        things_before=listed("things_before"),
        things_after=listed("things_after"),
        things_of=listed("things_of"),
        after=listed("cues", "after"),
        passive=listed("cues", "passive"),
        before=listed("cues", "before"),
        determiners=listed("determiners"),
        being=listed("being"),
    )


def is_initial(key: str) -> bool:
    return key[-1] == "." and key[0].isupper() and (len(key) == 2 or key[1] == ".")


def _joins(scene: Scene, step: int) -> bool:
    """Whether a hyphen at `step` ties two parts of a name ("Byung-se", "Saxe-Coburg", "al-Assad")."""
    keys, words = scene.words.keys, scene.words
    ahead = step + 1
    if keys[step] not in _HYPHENS or ahead >= scene.last or not (words.tight(step) and words.tight(ahead)):
        return False
    key = keys[ahead]
    if key[0].isupper():
        return True
    return key.isalpha() and len(key) <= 5 and key not in name_lists().not_tied and len(keys[step - 1]) <= 6


def _particle(scene: Scene, step: int) -> int:
    """The end of the particles at `step` that lead on to a capitalised word; `step` itself where there are none."""
    keys, particles = scene.words.keys, name_lists().particles
    end = step
    while end < scene.last and end - step < 3 and keys[end] in particles:
        tied = end + 1 < scene.last and keys[end + 1] in _HYPHENS
        if keys[end] in name_lists().tied_only and not tied:
            return step
        end += 2 if tied else 1
    if end == step or end >= scene.last or not keys[end][0].isupper():
        return step
    return end


def _office_inside(scene: Scene, step: int, parts: list[str]) -> bool:
    """Whether a word of office at `step` is part of the name after all ("Martin Luther King")."""
    lists = name_lists()
    if parts and scene.lower[step] in lists.inside and parts[0] in lists.given:
        return True  # "Ahmad Shah Massoud"
    node = office_lists().root.branches.get(scene.lower[step])
    if node is None or node.office is None or node.office.kind not in _NAME_KINDS or not parts:
        return False
    after = scene.words.keys[step + 1] if step + 1 < scene.last else "."
    return (parts[0] in lists.given or is_initial(parts[-1])) and not after[0].isupper()


def _marked_part(scene: Scene, step: int, parts: list[str], titled: bool) -> bool:
    """Whether a state's or town's name at `step` is a part of a person's ("Stanley Hornbeck", "Hamilton Jordan")."""
    lists, keys = name_lists(), scene.words.keys
    mark = scene.by_first[step]
    if mark.last != step + 1 or mark.kind not in ("state", "place"):
        return False
    if mark.form == "demonym":  # "Robert Finn", "Dawn French"
        after = keys[step + 1] if step + 1 < scene.last else "."
        return len(parts) == 1 and parts[0] in lists.given and parts[0] not in lists.openers and not after[0].isupper()
    if not parts:
        if step + 1 >= scene.last or (mark.kind == "state" and not titled):
            return False
        if titled and mark.kind == "place" and not keys[step + 1][0].isupper():
            if step > scene.first and scene.lower[step - 1] in _BEFORE_SURNAMES:
                return True  # "President Cleveland sent"
            return keys[step] in lists.given and scene.lower[step + 1] not in ("'s", ",")  # "Queen Victoria received"
        follower = keys[step + 1]
        known = keys[step] in lists.given or (is_initial(follower) and len(follower) == 2)
        free = scene.mark_at(step + 1) is None and follower not in lists.not_names
        return known and free and follower[0].isupper() and scene.lower[step + 1] not in office_lists().openers
    if step + 1 < scene.last and scene.words.keys[step + 1][0].isupper() and scene.mark_at(step + 1) is None:
        return parts[0] in lists.given  # "John Jordan Crittenden"
    return is_initial(parts[-1]) or (len(parts) == 1 and parts[0] in lists.given)


def read_name(scene: Scene, index: int, titled: bool = False) -> NameRun | None:
    """The longest run of tokens at `index` that could be a personal name; None where it is a thing's or a body's.

    `titled`: an office or a courtesy stands before it, so that words which would speak against a name end it instead.
    """
    lists, keys = name_lists(), scene.words.keys
    parts: list[str] = []
    initials = tied = False
    step = end = index
    while step < scene.last and step - index < _LONGEST:
        key = keys[step]
        if step in scene.by_first and key not in _HYPHENS and not tied:
            if not _marked_part(scene, step, parts, titled):
                if len(parts) == 1 and is_initial(parts[0]):
                    return None  # "after World War I. Bulgaria"
                break
        elif key in _HYPHENS:
            if not parts or not _joins(scene, step):
                break
            parts[-1] += f"-{keys[step + 1]}"
            step = end = step + 2
            continue
        elif not key[0].isupper() and not (parts and key[:2] in _ELIDED and key[2:3].isupper()):
            ahead = _particle(scene, step)
            if ahead == step or (not parts and not titled):
                break
            tied = keys[ahead - 1] in _HYPHENS  # "al-Sabah", whatever Sabah is besides
            mark = scene.mark_at(ahead)
            if mark is not None and not tied:
                if mark.kind != "place" or mark.last != ahead + 1 or not parts or parts[0] not in lists.given:
                    break
                tied = True  # "José Eduardo dos Santos"
            step = ahead
            continue
        elif parts and (key in ("Esq", "Esq.") or (key == "I" and not titled)):
            break
        elif parts and (key in lists.suffixes or key == "I"):  # "Emperor Wilhelm I"
            initials = initials or key[:2] in ("Jr", "Sr")
            end = step + 1
            break
        elif key in lists.not_names:
            if not parts and _given_after_all(scene, step, titled):
                pass  # "Christian Herter", "Count August Lind", "North Winship presented his credentials"
            elif not parts or not _surname_after_all(scene, step, parts):
                if titled:
                    break
                return None
        elif key in lists.openers and parts and keys[step - 1] not in lists.particles:
            last = key == "Said" and parts[0] in lists.given and not keys[min(step + 1, scene.last - 1)][0].isupper()
            if not last:
                break  # but "Qaboos bin Said", "Omar Abdi Said"
        elif (
            scene.lower[step] in office_lists().root.branches
            and not _office_inside(scene, step, parts)
            and not (not parts and key in ("Don", "Earl") and step + 1 < scene.last and is_initial(keys[step + 1]))
        ):
            if _titled_word(scene, step) or not parts:
                break
        elif is_initial(key):
            initials = True
        elif not key[0].isalpha() or (len(key) > 4 and key.isupper() and not titled):
            break
        parts.append(key)
        tied = False
        step += 1
        end = step
    if (
        end < scene.last
        and parts
        and keys[end] == ","
        and end + 1 < scene.last
        and keys[end + 1] in ("Jr.", "Jr", "Sr.", "Sr")
    ):
        initials, end = True, end + 2
    while parts and is_initial(parts[-1]) and len(parts) > 1 and end - 1 > index and is_initial(keys[end - 1]):
        parts.pop()
        end -= 1
    if not parts or all(map(is_initial, parts)):
        return None
    return NameRun(index, end, tuple(parts), initials)


def _goes_on(scene: Scene, step: int) -> bool:
    """Whether a word goes on a name: capitalised, and no thing's, state's or party's."""
    key = scene.words.keys[step]
    lists = name_lists()
    return (
        key[0].isupper()
        and key not in lists.not_names | lists.openers
        and step not in scene.by_first
        and not key.startswith("Democra")
        and scene.lower[step] not in office_lists().root.branches
    )


def _given_after_all(scene: Scene, step: int, titled: bool) -> bool:
    """Whether a word that is mostly no name is a given one here: behind a title, or before a surname and what only an envoy
    does."""
    key, ahead = scene.words.keys[step], step + 1
    if ahead >= scene.last or not _goes_on(scene, ahead):
        return False
    if key == "Christian" or (key == "August" and titled):
        return True
    return key in name_lists().surnames_too and presents(scene, ahead + 1)


def presents(scene: Scene, step: int) -> bool:
    """Whether the words at `step` are what an envoy does: "presented his credentials"."""
    lower = scene.lower
    if step + 2 >= scene.last or lower[step] not in ("presented", "submitted", "tendered"):
        return False
    return lower[step + 1] in ("his", "her") and lower[step + 2] in ("credentials", "letters", "letter")


def _surname_after_all(scene: Scene, step: int, parts: list[str]) -> bool:
    """Whether a word that is mostly no name is one here: "Edward Page", "Rudolph August Low"; never "Ford May 3"."""
    lists, keys = name_lists(), scene.words.keys
    if not (parts[0] in lists.given or is_initial(parts[-1])) or keys[step] not in lists.surnames_too:
        return False
    after = keys[step + 1] if step + 1 < scene.last else "."
    return not after[0].isdigit() and after not in lists.not_names


def _titled_word(scene: Scene, step: int) -> bool:
    """Whether the word at `step` is an office, and not only how a longer one begins ("Vice", "Grand")."""
    node = office_lists().root.branches[scene.lower[step]]
    if node.office is not None:
        return True
    return step + 1 < scene.last and scene.lower[step + 1] in node.branches


def looks_personal(scene: Scene, run: NameRun) -> bool:
    """Whether the run is a full personal name by its own words or by what is said of it."""
    lists, keys, lower = name_lists(), scene.words.keys, scene.lower
    if len(run.parts) < 2:
        return False
    if run.initials or run.parts[0] in lists.given or run.parts[0].split("-")[0] in lists.given:
        return True
    if len(run.parts) > 2 and run.parts[1] in lists.given:
        return True
    after = lower[run.last] if run.last < scene.last else ""
    second = lower[run.last + 1] if run.last + 1 < scene.last else ""
    if run.parts[0] in lists.openers or len(run.parts) > 4:
        return False
    if after in lists.after or (after in ("was", "were", "is") and second in lists.passive):
        return True
    if after == "," and second == "who":
        return True
    before = keys[run.first - 1].lower() if run.first > scene.first else ""
    return before in lists.before or (before in ("with", "by", "of", "under") and after == "as")
