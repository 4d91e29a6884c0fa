"""The table of states: what each is called, when it was, and how its code is found from what a user types."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from regesta.errors import BadData, BadQuestion
from regesta.model import StateMention
from regesta.names.tables import read_lists, read_table, words_of

COLUMNS = (
    "code", "name", "kind", "names", "short", "adjectives", "people", "capitals", "needs_year", "valid_from",
    "valid_to", "today", "note", "source",
)  # fmt: skip
KINDS = frozenset({"state", "territory", "former", "disputed", "body"})
_CODE = re.compile(r"[A-Z]{3,4}|[a-z][a-z0-9 .&-]+")
_DATE = re.compile(r"(?:\d{4}(?:-\d{2}){0,2})?")


@dataclass(frozen=True, slots=True)
class State:
    """A row of states.csv. `valid_from` and `valid_to` are EDTF days, months or years, None where open or unknown.

    `name` is what registers print and may explain itself in brackets ("Korea (to 1948)"); that is not looked for.
    `needs_year`: the bare name is also a town's or region's, and is taken for the state only in the years it was one.
    """

    code: str
    name: str
    kind: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    needs_year: bool
    valid_from: str | None
    valid_to: str | None
    today: str

    def lasted(self, year: int) -> bool:
        """Whether the state was there at some time of `year`."""
        return self.first_year <= year <= self.last_year

    @property
    def first_year(self) -> int:
        return int(self.valid_from[:4]) if self.valid_from is not None else 0

    @property
    def last_year(self) -> int:
        return int(self.valid_to[:4]) if self.valid_to is not None else 9999


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def all_states() -> dict[str, State]:
    """The states by code, in the table's order. Raises BadData where a row breaks the schema."""
    states: dict[str, State] = {}
    for line, row in read_table("states.csv", COLUMNS):
        code = row["code"]
        faults = [
            (_CODE.fullmatch(code) is None, f"{code!r} is no code"),
            (code in states, f"{code} stands twice"),
            (not row["name"], "the name is missing"),
            (row["kind"] not in KINDS, f"kind is one of {', '.join(sorted(KINDS))}"),
            (not row["source"], "the source is missing"),
            (any(_DATE.fullmatch(row[key]) is None for key in ("valid_from", "valid_to")), "a date is YYYY[-MM[-DD]]"),
            (row["needs_year"] not in ("", "yes"), "needs_year is yes or empty"),
        ]
        for broken, fault in faults:
            if broken:
                raise BadData(f"states.csv, line {line}: {fault}.")
        states[code] = State(
            code, row["name"], row["kind"], _split(row["names"]), _split(row["short"]), _split(row["adjectives"]),
            _split(row["people"]), _split(row["capitals"]), row["needs_year"] == "yes", row["valid_from"] or None,
            row["valid_to"] or None, row["today"] or code,
        )  # fmt: skip
    for state in states.values():
        if state.kind != "body" and state.today not in states:
            raise BadData(f"states.csv: {state.code} lies today in {state.today}, which has no row.")
    return states


def state_name(code: str, language: str = "en") -> str:
    """What a register prints for a code: "ISR" gives "Israel". An unknown code is given back as it is.

    Raises BadQuestion for a language there is no table of.
    """
    if language != "en":
        raise BadQuestion(f"State names are there in English only, not in {language!r}.")
    state = all_states().get(code)
    return state.name if state is not None else code


def is_adjective(mention: StateMention) -> bool:
    """Whether a state is named by its adjective ("Danish"), which may stand before a noun."""
    state = all_states().get(mention.code)
    return state is not None and mention.text in state.adjectives


_NO_WORD = re.compile(r"[^\w]+")


def _folded(text: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    words = _NO_WORD.sub(" ", bare.replace(".", "").replace("'", "").replace("’", "").casefold()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@cache
def _questions() -> dict[str, tuple[str, ...]]:
    """Every folded form a user may type, with the codes it may mean; a code and a name win over a demonym."""
    layers: tuple[dict[str, list[str]], ...] = ({}, {}, {})
    for state in all_states().values():
        names = (state.code, state.name, state.name.split(" (")[0], *state.names)
        for layer, forms in zip(layers, (names, state.short, (*state.adjectives, *state.people)), strict=True):
            for form in forms:
                codes = layer.setdefault(_folded(form), [])
                if state.code not in codes:
                    codes.append(state.code)
    found: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        for form, codes in layer.items():
            found.setdefault(form, tuple(codes))
    return found


def states_called(text: str) -> tuple[str, ...]:
    """The codes of the states that words name, as `states_named` takes them; none where a part of them names no state."""
    whole = _questions().get(_folded(text))
    if whole is not None:
        return whole
    told = [_questions().get(_folded(part), ()) for part in _parts(text)]
    return tuple(dict.fromkeys(code for codes in told for code in codes)) if all(told) else ()


def states_named(text: str) -> tuple[str, ...]:
    """The codes of the states a user's words name: a code, a name, an abbreviation or a demonym, whatever its case.

    Several, separated by commas or semicolons, give all of them in order; an ambiguous name ("Congo") gives each it may
    mean. Raises BadQuestion, with near names where there are any, for words that name no state: looking for those takes
    thousands of times as long, so a reader that only wonders asks `states_called`.
    """
    found = states_called(text)
    if found:
        return found
    for part in _parts(text):
        if _folded(part) not in _questions():
            near = difflib.get_close_matches(_folded(part), _questions(), n=3, cutoff=0.75)
            hint = list(dict.fromkeys(state_name(_questions()[form][0]) for form in near))
            raise BadQuestion(f"No state is called {part!r}." + (f" Near it: {', '.join(hint)}." if hint else ""))
    raise BadQuestion("Name a state, by its name or code.")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def state_of_capital(name: str, year: int, *, embassy: bool = False) -> str | None:
    """The former state whose capital a town was in `year` ("Aden" in 1970: YDYE); None for today's. `embassy`: an embassy
    is told of, which in a divided town resided with one of two ("Berlin" in 1980: DDDE). Of the states that have no code
    of ISO 3166-3 those that one of today was united from later ("Naples" in 1830: two sicilies)."""
    towns = _former_capitals()
    codes = towns.get(name, ()) + (towns.get(f"East {name}", ()) if embassy else ())
    return next((code for code in codes if _ruled_from(name, code, year)), None)


def _ruled_from(town: str, code: str, year: int) -> bool:
    state = all_states()[code]
    before = code.isupper() or year < all_states()[state.today].first_year
    return before and max(state.first_year, _seats().get(town, 0)) <= year <= state.last_year


@cache
def _seats() -> dict[str, int]:
    seats: dict[str, int] = read_lists("phrases.toml")["former"]["seats"]
    return seats


@cache
def _former_capitals() -> dict[str, tuple[str, ...]]:
    towns: dict[str, list[str]] = {}
    united = words_of(read_lists("phrases.toml"), "phrases.toml", "former", "united")
    for code, state in all_states().items():
        apart = code.isupper() or state.today in united
        if state.kind == "former" and state.valid_to is not None and apart:
            for town in state.capitals:
                towns.setdefault(town, []).append(code)
    return {town: tuple(codes) for town, codes in towns.items()}


def state_lasted(code: str) -> tuple[str | None, str | None] | None:
    """From when to when a state was there (EDTF days, months or years, None where open or unknown); None for a code that
    the table does not have, or that stands for no state, or for one whose being one is disputed."""
    state = all_states().get(code)
    if state is None or state.kind not in ("state", "former"):
        return None
    return state.valid_from, state.valid_to


def today_of(code: str) -> str:
    """The state of today that lies where a state was; the code itself where that is known to be none other."""
    state = all_states().get(code)
    return state.today if state is not None else code


def ended_in(code: str, year: int | None) -> bool:
    """Whether a former state came to its end in `year`."""
    state = all_states().get(code)
    return state is not None and state.kind == "former" and state.valid_to is not None and state.last_year == year


def is_over(code: str, year: int) -> bool:
    """Whether a former state had come to its end before `year`."""
    state = all_states().get(code)
    return state is not None and state.kind == "former" and state.last_year < year


def lasts_through(code: str, year: int) -> bool:
    """Whether a former state was there before `year` and after it."""
    state = all_states().get(code)
    return state is not None and state.kind == "former" and state.first_year < year < state.last_year


def absorbed(code: str, year: int) -> tuple[str, ...]:
    """The former states (of ISO 3166-3) that became part of today's state `code` in `year`: DEU in 1990 gives DDDE."""
    return tuple(
        s.code for s in all_states().values() if s.today == code and s.code.isupper() and ended_in(s.code, year)
    )


def predecessor(code: str, day: str) -> str | None:
    """The former state (of ISO 3166-3) that stood where today's state `code` was founded later, on `day` ("YYYY-MM-DD"):
    Russia in 1962 is the Soviet Union, the Czech Republic in 1960 Czechoslovakia. None where there is none.
    """
    for former in _predecessors().get(code, ()):
        if former.valid_from is not None and former.valid_to is not None and former.valid_from <= day < former.valid_to:
            return former.code
    return None


@cache
def _predecessors() -> dict[str, tuple[State, ...]]:
    """The former states that were all of what a state of today goes on for, by its code. Raises BadData."""
    found: dict[str, list[State]] = {}
    for code in words_of(read_lists("phrases.toml"), "phrases.toml", "former", "whole"):
        state = all_states().get(code)
        if state is None or state.kind != "former":
            raise BadData(f"phrases.toml, former.whole: {code} is no former state of states.csv.")
        found.setdefault(state.today, []).append(state)
    return {code: tuple(states) for code, states in found.items()}


def whose_colony(code: str) -> str:
    """The power whose a colony or protectorate was that has a code of its own (French West Africa: FRA); else the code."""
    return _colonies().get(code, code)


def namesake(code: str, own: str, year: int) -> str:
    """The state meant by one that shared a name with it in `year`, in a document on `own`; else the code."""
    row = _namesakes().get(own)
    return own if row is not None and row["name_of"] == code and row["first"] <= year <= row["last"] else code


@cache
def _namesakes() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = read_lists("phrases.toml")["former"]["namesakes"]
    return rows


@cache
def _colonies() -> dict[str, str]:
    """The power by colony. Raises BadData for a code without a row."""
    colonies: dict[str, str] = read_lists("phrases.toml")["former"]["colonies"]
    for code in (*colonies, *colonies.values()):
        if code not in all_states():
            raise BadData(f"phrases.toml, former.colonies: {code} has no row in states.csv.")
    return colonies


def is_body(code: str) -> bool:
    """Whether a code stands for a body of states (the United Nations, the European Union) and not for a state."""
    state = all_states().get(code)
    return state is not None and state.kind == "body"


def is_territory(code: str) -> bool:
    """Whether a code stands for a dependency of a state (Bermuda, American Samoa)."""
    state = all_states().get(code)
    return state is not None and state.kind == "territory"
