"""Persons and offices of a sentence: names with their offices, later short mentions, offices without a name."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from regesta.model import PersonMention
from regesta.names.cast import Cast, Draft, Known
from regesta.names.offices import OfficePhrase, office_lists, read_office, state_before
from regesta.names.personal import NameRun, is_initial, looks_personal, name_lists, presents, read_name
from regesta.names.scene import Scene
from regesta.names.states import is_body
from regesta.names.words import POSSESSIVE

_BARE_ANYHOW = frozenset({"ruler", "crown", "us", "minister", "envoy", "member"})
_PAST_BE = frozenset({"was", "were", "been", "is"})
_STEPS = 14  # how far an apposition's office may lie behind the name


def find_people(scene: Scene, cast: Cast) -> list[PersonMention]:
    """The persons and bare offices of one sentence, sorted; `cast` remembers them for the sentences to come."""
    drafts: list[Draft] = []
    keys = scene.words.keys
    free = scene.first
    cast.clock += 1
    for index in sorted({*scene.openers, *scene.capitals, *scene.by_first}):
        if not free <= index < scene.last:
            continue
        if index in scene.openers and index not in scene.by_first:
            phrase = read_office(scene, index)
            if phrase is not None:
                found = _titled(scene, cast, phrase, drafts)
                drafts.extend(found)
                free = max([phrase.last, *(draft.last for draft in found)])
                continue
        if keys[index][0].isupper():
            draft = _untitled(scene, cast, index)
            if draft is not None:
                drafts.append(draft)
                free = draft.last
                continue
        mark = scene.by_first.get(index)
        free = mark.last if mark is not None else index + 1
    _link(scene, drafts)
    return [_mention(scene, draft) for draft in drafts]


# --- office before the name ----------------------------------------------------------------------------------------


def _titled(scene: Scene, cast: Cast, phrase: OfficePhrase, drafts: list[Draft]) -> list[Draft]:
    """The persons the office at hand is told of, or the bare office."""
    start, state = state_before(scene, phrase.first)
    if phrase.state is not None:
        state = phrase.state
    if state is None and phrase.kind == "us":
        state = "USA"
    office: str | None = phrase.normal or None
    if phrase.kind == "counterpart":
        office = next((draft.office for draft in reversed(drafts) if draft.office is not None), None)
    kind = phrase.kind
    at = phrase.last
    nested = _nested(scene, at)
    if nested is not None:
        if kind in ("courtesy", "rank", "calling") and nested.kind not in ("courtesy", "calling"):
            office, kind = nested.normal, nested.kind
            state = nested.state or state
        at = nested.last
    runs = _names_at(scene, cast, at, phrase)
    if runs and runs[-1].last < scene.last and scene.words.keys[runs[-1].last] in name_lists().things_of:
        return []  # "the Sir Garfield Sobers Gymnasium"
    if not runs:
        return _bare(scene, phrase, start, state, drafts)
    found: list[Draft] = []
    for number, run in enumerate(runs):
        first = min(start, phrase.first) if number == 0 else run.first
        held = phrase.states[number] if len(phrase.states) == len(runs) else state  # "of Egypt and Syria, A and B"
        end = run.last + (run.first - 1 == at and scene.words.keys[at] == "(")  # with the bracket closed
        draft = Draft(first, end, run, office, kind, held, phrase.accredited_to, phrase=phrase)
        if phrase.kind == "calling":
            draft.office, draft.kind = None, ""
        found.append(draft)
    last = found[-1]
    if kind == "crown":
        _take_of(scene, last)
    behind = _apposition(scene, last)
    if behind is not None and (kind in ("courtesy", "rank", "crown", "calling", "counterpart") or office is None):
        for draft in found if behind.plural or phrase.plural else [last]:
            _tie(draft, behind)
    elif state is None or kind == "courtesy":
        _state_behind(scene, last)
    for draft in found:
        _know(scene, cast, draft)
    return found


def _nested(scene: Scene, at: int) -> OfficePhrase | None:
    """A rank or courtesy between office and name ("President General Juan", "Col. and Chamberlain Otto")."""
    result: OfficePhrase | None = None
    for _ in range(3):
        step = at
        while step < scene.last and step - at < 2 and scene.lower[step] in (",", "and", "the"):
            step += 1
        if step >= scene.last or scene.lower[step] not in office_lists().openers or step in scene.by_first:
            break
        phrase = read_office(scene, step)
        if (
            phrase is None
            or phrase.plural
            or not phrase.capital
            or phrase.kind not in ("rank", "courtesy", "crown", "us", "minister", "ruler")
        ):
            break
        if step > at and phrase.kind not in ("rank", "courtesy"):
            break
        if read_name(scene, phrase.last, titled=True) is None and _after_nested(scene, phrase) is None:
            break
        result, at = phrase, phrase.last
    return result


def _after_nested(scene: Scene, phrase: OfficePhrase) -> OfficePhrase | None:
    step = phrase.last
    if step < scene.last and scene.lower[step] == "and":
        step += 1
    if step < scene.last and scene.lower[step] in office_lists().openers:
        return read_office(scene, step)
    return None


def _names_at(scene: Scene, cast: Cast, at: int, phrase: OfficePhrase) -> list[NameRun]:
    """The name or, after a plural, the names at `at`, or behind one comma."""
    keys, lower = scene.words.keys, scene.lower
    comma = at < scene.last and keys[at] == ","
    if at + 1 < scene.last and keys[at] == "(":  # "the Ambassador in Berlin (John Lind)"
        inside = read_name(scene, at + 1, titled=True) if keys[at + 1][0].isupper() else None
        closed = inside is not None and inside.last < scene.last and keys[inside.last] == ")"
        if inside is not None and closed and len(inside.parts) > 1 and not phrase.plural:
            return [inside]
        close = next((step for step in range(at + 2, min(at + 6, scene.last)) if keys[step] == ")"), None)
        if close is None or close + 1 >= scene.last or keys[close + 1] != ",":
            return []
        at, comma = close + 1, True  # "the Consul to Hesse (Hesse-Darmstadt), John Lind,"
    start = at + 1 if comma else at
    if start >= scene.last:
        return []
    run = read_name(scene, start, titled=True) if keys[start][0].isupper() or not comma else None
    if run is None or _is_opener(run):
        return []
    if comma and not (_sure_behind_comma(scene, cast, run, phrase.kind) or _is_subject(scene, phrase, run)):
        return []
    if (
        not comma
        and not phrase.capital
        and phrase.kind not in ("courtesy",)
        and not _sure_after_small(scene, cast, run)
    ):
        return []
    runs = [run]
    while phrase.plural and runs[-1].last < scene.last:
        step = runs[-1].last
        while step < scene.last and lower[step] in (",", "and", "&"):
            step += 1
        following = read_name(scene, step, titled=True) if runs[-1].last < step < scene.last else None
        if following is None or not keys[step][0].isupper():
            break
        runs.append(following)
    # "told Israeli diplomats, Heydar Aliyev stated": one name behind a plural and a comma is somebody else
    return [] if comma and phrase.plural and len(runs) == 1 else runs


def _is_opener(run: NameRun) -> bool:
    return len(run.parts) == 1 and run.parts[0] in name_lists().openers | name_lists().not_names


def _sure_behind_comma(scene: Scene, cast: Cast, run: NameRun, kind: str) -> bool:
    """Whether a name behind "the Minister to Ecuador," tells the minister: a full name or a known one, closed again."""
    lists = name_lists()
    if len(run.parts) == 1:
        if kind == "crown" and run.parts[0] in lists.given and run.last < scene.last and scene.lower[run.last] == "of":
            return True  # "its Prince, Ferdinand of Saxe-Coburg"
        known = run.parts[0] in cast.by_part or run.parts[0] in lists.single
        return known and run.last < scene.last and scene.lower[run.last] == ","
    # a name that goes on with a verb is the subject: "to the Swedish envoy, Heydar Aliyev said"
    closers = {
        ",",
        ".",
        ";",
        ":",
        ")",
        "(",
        "who",
        "and",
        "in",
        "on",
        "at",
        "to",
        "of",
        "for",
        "from",
        "with",
        "during",
        "—",
        "–",
    }
    closed = scene.words.keys[run.last - 1] in lists.suffixes  # "Lind, Jr. informed"
    return closed or run.last >= scene.last or scene.lower[run.last] in closers


def _is_subject(scene: Scene, phrase: OfficePhrase, run: NameRun) -> bool:
    """Whether an office that opens its clause goes on with a full name and a verb: "the president of France, Nicolas
    Sarkozy went"."""
    if len(run.parts) < 2 or phrase.plural or run.parts[0] in name_lists().openers:
        return False
    at = state_before(scene, phrase.first)[0]
    if at > scene.first and scene.lower[at - 1] in ("the", "then"):
        at -= 1
    elif phrase.state is None and at == phrase.first:
        return False
    return at == scene.first or scene.lower[at - 1] in (",", "that", "when", "while", "-", "—", "–")


def _sure_after_small(scene: Scene, cast: Cast, run: NameRun) -> bool:
    """Whether a name after a small-letter office ("the ambassador Seth Low") is one: not "agents Britain sent"."""
    lists = name_lists()
    if len(run.parts) == 1:
        return run.parts[0] in cast.by_part or run.parts[0] in lists.single or run.parts[0] in lists.given
    return run.parts[0] not in lists.openers


def _take_of(scene: Scene, draft: Draft) -> None:
    """Take "of Saxe-Coburg" into a prince's name; "of Jordan" is his state."""
    run, keys = draft.run, scene.words.keys
    if run is None or run.last + 1 >= scene.last or keys[run.last] != "of":
        return
    mark = scene.mark_at(run.last + 1)
    if mark is not None and mark.kind == "state":
        return
    end = mark.last if mark is not None and mark.kind == "place" else None
    if end is None:
        tail = read_name(scene, run.last + 1, titled=True)
        if tail is None:
            return
        end = tail.last
    draft.run = NameRun(run.first, end, run.parts, run.initials)
    draft.last = end


def _bare(scene: Scene, phrase: OfficePhrase, start: int, state: str | None, drafts: list[Draft]) -> list[Draft]:
    """The office without a name, where it is one."""
    kind = phrase.kind
    if kind in ("rank", "courtesy", "calling"):
        return []
    if kind == "counterpart":
        if state is None or not drafts:
            return []
        office = next((draft.office for draft in reversed(drafts) if draft.office is not None), None)
        return [Draft(start, phrase.last, None, office, kind, state)] if office is not None else []
    long = " " in phrase.normal
    if kind not in _BARE_ANYHOW and not (phrase.capital or state is not None or (kind == "leader" and long)):
        return []
    if kind == "leader" and not long and state is None:
        return []
    if phrase.plural and kind not in ("ruler", "us", "minister", "envoy"):
        return []
    first = min(start, phrase.first)
    return [Draft(first, phrase.last, None, phrase.normal, kind, state, phrase.accredited_to, phrase=phrase)]


# --- the name first ------------------------------------------------------------------------------------------------


def _untitled(scene: Scene, cast: Cast, index: int) -> Draft | None:
    """A person without an office before the name, where the words or the document speak for one."""
    lists, keys = name_lists(), scene.words.keys
    mark = scene.by_first.get(index)
    if mark is not None and mark.last != index + 1:
        return None
    if keys[index] in lists.openers and (index + 1 >= scene.last or keys[index] not in lists.given):
        return None
    run = read_name(scene, index)
    if run is None or (index > scene.first and keys[index - 1] in lists.things_before):
        return None
    if run.parts[0] in lists.things_before:  # "San Luis Potosí"
        return None
    if is_initial(keys[index]) and index > scene.first and keys[index - 1][0].isupper():
        return None  # "after World War I. Bulgaria"
    draft = Draft(index, run.last, run, None, "", None)
    if len(run.parts) == 1 and not run.initials:
        return _short(scene, cast, draft)
    if len(run.parts) == 2 and run.parts[0].lower() in lists.particles:  # "De Gaulle", told in full before
        draft.person = cast.short(run.parts[1:], draft)
        if draft.person is not None and _name(scene, run).lower() in draft.person.name.lower():
            _learn(draft, draft.person)
            cast.meet(draft.person)
            return draft
        draft.person = None
    name = _name(scene, run)
    known = cast.same(name, run.parts)
    behind = _apposition(scene, draft) if known is not None or not _unlikely(run) else None
    if known is None and behind is None and not looks_personal(scene, run):
        return _short(scene, cast, draft)
    if behind is not None:
        _tie(draft, behind)
    else:
        _state_behind(scene, draft)
        _state_right_before(scene, draft)
    _know(scene, cast, draft)
    return draft


def _unlikely(run: NameRun) -> bool:
    return run.parts[0] in name_lists().openers or len(run.parts) > 5


def _short(scene: Scene, cast: Cast, draft: Draft) -> Draft | None:
    """A surname told in full before ("Netanyahu"), or a name that is known to stand alone."""
    run, lists, keys = draft.run, name_lists(), scene.words.keys
    if run is None:
        return None
    person = cast.short(run.parts, draft)
    if person is None and len(run.parts) == 1 and run.parts[0].istitle() and presents(scene, run.last):
        name = run.parts[0]  # "Lind presented his credentials", told for the first time or spelled a little otherwise
        person = cast.spelled_like(name) or cast.same(name, run.parts) or Known(name, run.parts)
    if (run.last < scene.last and scene.lower[run.last] in lists.things_after) or _part_of_more(scene, run):
        return None
    mark = scene.by_first.get(run.first)
    if mark is not None and (
        mark.kind != "place"
        or (run.first > scene.first and scene.lower[run.first - 1] in ("in", "at", "to", "from", "near"))
    ):
        return None
    if person is None and run.parts[0] in lists.single and len(run.parts) == 1:
        if run.last < scene.last and keys[run.last] in "-‐‑–" and scene.words.tight(run.last):
            return None
        name = run.parts[0]
        person = cast.same(name, run.parts) or Known(name, run.parts)
    if person is None or run.parts[-1] in lists.openers | lists.not_names:
        return None
    draft.person = person
    behind = _apposition(scene, draft)
    if behind is not None:
        _tie(draft, behind)
    _learn(draft, person)
    cast.meet(person)
    return draft


def _part_of_more(scene: Scene, run: NameRun) -> bool:
    """Whether the surname is the end of another name: "Aksai Chin", "the Fiji Sun"."""
    if run.first == scene.first:
        return False
    before = scene.words.keys[run.first - 1]
    mark = scene.mark_before(run.first)
    if mark is not None:
        return mark.kind == "state" and mark.form != "demonym"
    return before[0].isupper() and before not in name_lists().openers and not is_initial(before)


def _apposition(scene: Scene, draft: Draft) -> OfficePhrase | None:
    """The office told behind a name: ", the first Israeli ambassador to X", "(foreign minister", ", who was"."""
    run, lower, keys, lists = draft.run, scene.lower, scene.words.keys, name_lists()
    if run is None or run.last >= scene.last:
        return None
    step = run.last
    comma = lower[step] in (",", "(")
    if comma:
        step += 1
        while step < scene.last and lower[step] in ("esq", "esq.", ","):
            step += 1
        if step < scene.last and lower[step] == "who":
            step += 1
            if step >= scene.last or lower[step] not in lists.being:
                return None
            while step < scene.last and lower[step] in lists.being:
                step += 1
    elif not keys[step][0].isupper():
        return None
    fillers, openers = office_lists().fillers, office_lists().openers
    limit = min(scene.last, step + _STEPS)
    while step < limit:
        mark = scene.by_first.get(step)
        if mark is not None:
            if mark.kind != "state":
                return None
            step = mark.last
            continue
        if lower[step] in openers:
            phrase = read_office(scene, step)
            if phrase is not None:
                return _closed(scene, phrase, comma)
        if (
            lower[step] not in lists.determiners
            and lower[step] not in fillers
            and keys[step] not in (POSSESSIVE, "'", "-")
        ):
            return None
        step += 1
    return None


def _closed(scene: Scene, phrase: OfficePhrase, comma: bool) -> OfficePhrase | None:
    """The phrase, unless it tells a person of its own ("Smith, President Taft and")."""
    if phrase.kind in ("rank", "courtesy", "calling", "counterpart", "crown") and (phrase.kind != "crown" or not comma):
        return None
    if not comma and not phrase.capital:
        return None
    after = phrase.last
    if (
        after < scene.last
        and scene.words.keys[after][0].isupper()
        and after not in scene.by_first
        and read_name(scene, after, titled=True) is not None
    ):
        return None
    start, state = state_before(scene, phrase.first)
    return replace(phrase, first=min(start, phrase.first), state=phrase.state or state)


def _tie(draft: Draft, behind: OfficePhrase) -> None:
    """Take the office told behind the name into the mention."""
    draft.office, draft.kind = behind.normal, behind.kind
    draft.state = behind.state or draft.state or ("USA" if behind.kind == "us" else None)
    draft.accredited_to = behind.accredited_to
    draft.last = max(draft.last, behind.last)
    draft.phrase = behind


def _state_behind(scene: Scene, draft: Draft) -> None:
    """ "President Correa of Ecuador": the state behind the name."""
    run, lower = draft.run, scene.lower
    if run is None or draft.last != run.last or run.last + 1 >= scene.last or lower[run.last] != "of":
        return
    at = run.last + (2 if lower[run.last + 1] == "the" else 1)
    mark = scene.mark_at(at)
    if mark is not None and mark.kind == "state" and mark.form != "demonym" and not _attributive(scene, mark.last):
        draft.state, draft.last = mark.code, mark.last


def _attributive(scene: Scene, end: int) -> bool:
    """Whether an abbreviated name stands for an adjective: "informed Lind of the U.S. recognition"."""
    if scene.words.keys[end - 1] not in ("U.S.", "US", "U.K.", "UK") or end >= scene.last:
        return False
    word = scene.lower[end]
    return word.isalpha() and word == scene.words.keys[end] and len(word) > 4 and not word.endswith("ed")


def _state_right_before(scene: Scene, draft: Draft) -> None:
    """ "Israeli Efraim Sneh": the demonym before the name."""
    mark = scene.mark_before(draft.first)
    if draft.state is None and mark is not None and mark.kind == "state" and mark.form == "demonym":
        draft.state = mark.code


# --- what the document knows -----------------------------------------------------------------------------------------


def _name(scene: Scene, run: NameRun) -> str:
    words = scene.words
    return " ".join(words.text[words.starts[run.first] : words.ends[run.last - 1]].split())


def _know(scene: Scene, cast: Cast, draft: Draft) -> None:
    """Tie the draft to the person told before under this name, or remember a new one."""
    run = draft.run
    if run is None:
        return
    name = _name(scene, run)
    regnal = draft.kind == "crown" or (scene.words.keys[run.last - 1] in name_lists().suffixes and len(run.parts) == 1)
    person = cast.same(name, run.parts)
    if person is None and not regnal:
        person = cast.short(run.parts, draft)
    if person is None:
        person = Known(name, run.parts)
    draft.person = person
    _learn(draft, person)
    cast.meet(person)


def _learn(draft: Draft, person: Known) -> None:
    if draft.office is not None:
        person.office, person.kind = draft.office, draft.kind
    if draft.state is not None:
        if not is_body(draft.state) or person.state is None:
            person.state = draft.state  # who chairs the African Union serves his own state all the same
    else:
        draft.state = person.state


def _link(scene: Scene, drafts: list[Draft]) -> None:
    """What a sentence says with a verb between: "X was appointed Minister", "X as Consul", "The Consul was X"."""
    lower, lists, offices = scene.lower, name_lists(), office_lists()
    for one, other in pairwise(drafts):
        person, bare = (one, other) if other.run is None else (other, one)
        if person.run is None or bare.run is not None or bare.office is None:
            continue
        between = [
            word
            for word in lower[one.last : other.first]
            if word not in lists.determiners and word not in offices.fillers
        ]
        if person is one:
            fits = bool(between) and len(between) <= 12 and ";" not in between
            passive = fits and between[-1] in lists.passive and not _PAST_BE.isdisjoint(between)
            fits = fits and (passive or between[-1] in ("as", "became", "was", "is"))
        else:
            fits = bool(between) and between[-1] in ("was", "is", "were") and len(between) <= 6
        if fits and person.person is not None:
            person.person.office, person.person.kind = bare.office, bare.kind
            if bare.state is not None:
                person.person.state = bare.state
                person.state = person.state or bare.state


def _mention(scene: Scene, draft: Draft) -> PersonMention:
    words, run, person = scene.words, draft.run, draft.person
    start, end = words.starts[draft.first], words.ends[draft.last - 1]
    if run is None:
        return PersonMention(
            start, end, words.text[start:end], None, draft.office, draft.state, None, draft.accredited_to, start, start
        )
    written = _name(scene, run)
    short = len(run.parts) == 1 or (len(run.parts) == 2 and run.parts[0].lower() in name_lists().particles)
    full = person is not None and short and len(person.name) > len(written)
    return PersonMention(
        start,
        end,
        words.text[start:end],
        name=person.name if person is not None and full else written,
        office=draft.office,
        state=draft.state,
        known_office=person.office if person is not None else None,
        accredited_to=draft.accredited_to,
        name_start=words.starts[run.first],
        name_end=words.ends[run.last - 1],
    )
