"""The regest: one sentence for what an entry tells, from its act, states, people and place."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from regesta.errors import BadData
from regesta.model import Entry, Person
from regesta.names import state_name
from regesta.vocabulary import ACTS

_LEADS = {"planned": "Planned: ", "hypothetical": "Supposed: ", "denied": "Not done: "}


def abstract(entry: Entry) -> str:
    """One sentence in English for an entry; "Planned:", "Supposed:" or "Not done:" where it does not assert."""
    forms = _forms()[entry.act]
    sides = [state_name(code) for code in entry.states]
    people = [_told(person) for person in entry.people if person.name is not None or person.office is not None]
    if len(people) >= 2 and "persons" in forms:
        form = forms["persons"]
    elif people and "person" in forms:
        form = forms["person"]
    elif len(sides) >= 2:
        form = forms["two"]
    else:
        form = forms["one" if sides else "none"]
    rest = sides[1:]
    served = entry.people[0].state if entry.people else None
    abroad = [state_name(code) for code in entry.states if code != served]
    if entry.act == "visit" and people:
        form = "{who} visits {to}." if entry.place is not None or len(abroad) == 1 else forms["person"]
    sentence = form.format(
        a=sides[0] if sides else "",
        b=", ".join(rest[:-1]) + (" and " if len(rest) > 1 else "") + rest[-1] if rest else "",
        who=people[0] if people else "",
        whom=people[1] if len(people) > 1 else "",
        to=entry.place if entry.place is not None else "".join(abroad[:1]),
        place=f", in {entry.place}" if entry.place is not None and entry.place not in sides else "",
    )
    # a name with its office is closed by a comma inside the sentence, not before its end
    sentence = re.sub(r",(?=[,.:;])", "", sentence)
    return _LEADS.get(entry.modality, "") + sentence[:1].upper() + sentence[1:]


def _told(person: Person) -> str:
    """ "Zakir Hasanov, defence minister of Azerbaijan,": the closing comma goes where a mark follows."""
    of = f" of {state_name(person.state)}" if person.state is not None else ""
    if person.name is None:
        return f"the {person.office}{of}"
    return f"{person.name}, {person.office}{of}," if person.office is not None else f"{person.name}"


@cache
def _forms(language: str = "en") -> dict[str, dict[str, str]]:
    """The forms of every act. Raises BadData when an act has none."""
    name = f"data/{language}/abstracts.toml"
    data = tomllib.loads(files("regesta.exploring").joinpath(name).read_text(encoding="utf-8"))
    for act in ACTS:
        if not {"two", "one", "none"} <= set(data.get(act, {})):
            raise BadData(f"{name} of the exploring room lacks a form for the act {act}")
    return data
