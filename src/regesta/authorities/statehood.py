"""States as the authorities know them: codes, when each was there, what came before and after, its capitals, its names."""

from __future__ import annotations

from functools import cache

from regesta.authorities.bounds import first_day, last_day
from regesta.authorities.loading import pack
from regesta.authorities.packing import SEPARATOR
from regesta.model import Capital, StateRecord


@cache
def state_records() -> dict[str, StateRecord]:
    """The states by the register's code, those of today first."""
    found = {}
    for line in pack().texts["states"]:
        code, kept_as, kind, alpha2, alpha3, alpha4, cow, wikidata, start, end, before, after, source = line.split(
            SEPARATOR
        )
        found[code] = StateRecord(
            code, kept_as or None, kind, alpha2 or None, alpha3 or None, alpha4 or None, int(cow) if cow else None,
            wikidata or None, start or None, end or None, tuple(filter(None, before.split("|"))),
            tuple(filter(None, after.split("|"))), source,
        )  # fmt: skip
    return found


@cache
def _codes() -> dict[str, str]:
    """Every code a state has, in any of the lists, to the register's; a present state wins over a former one."""
    found: dict[str, str] = {}
    records = sorted(state_records().values(), key=lambda record: record.kind == "former")
    for record in records:
        found.setdefault(record.code, record.code)
    for record in records:
        for code in (record.alpha3, record.alpha4, record.kept_as, record.wikidata, record.alpha2):
            if code is not None:
                found.setdefault(code, record.code)
    return found


def state_of_code(code: str) -> str | None:
    """The register's code of a state by any of its codes: ISO alpha-2, -3, -4, Wikidata, the tables' own; None for none."""
    return _codes().get(code)


def kept_as(code: str) -> str | None:
    """The code that a state's tenures are kept under ("SUN" for SUHH), by any code of the state; None for none."""
    known = state_of_code(code)
    return state_records()[known].kept_as if known is not None else None


def existed(code: str, first: str, last: str) -> bool | None:
    """Whether a state was there at some time in [first, last], days "YYYY-MM-DD"; None for an unknown code."""
    record = state_records().get(code)
    if record is None:
        return None
    return first_day(record.start) <= last and first <= last_day(record.end)


@cache
def capitals(code: str) -> tuple[Capital, ...]:
    """The capitals of a state, by start; several at a time where it has or had seats of more than one kind."""
    found = []
    for line in pack().texts["capitals"]:
        state, name, start, end, status, source = line.split(SEPARATOR)
        if state == code:
            found.append(Capital(state, name, start or None, end or None, status, source))
    return tuple(found)


def capitals_on(code: str, day: str) -> tuple[Capital, ...]:
    """The capitals of a state on a day, "YYYY-MM-DD", and what may have been one where a date is not known to the day."""
    return tuple(one for one in capitals(code) if first_day(one.start) <= day <= last_day(one.end))


@cache
def _names() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in pack().texts["state-names"]:
        code, language, name = line.split(SEPARATOR)
        found.setdefault(code, {})[language] = name
    return found


def names_of_state(code: str) -> dict[str, str]:
    """What a state of today is called, by language (ISO 639-1), as Unicode CLDR has it."""
    return dict(_names().get(code, {}))
