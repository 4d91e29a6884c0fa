"""How findings say things: dates as a reader writes them, who knows what, whose word it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.authorities import sources, voice_name
from regesta.model import Attestation, Tenure
from regesta.names import state_name

MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
# codes of the authorities that the table of states writes otherwise
_CODES = {"SUN": "SUHH", "DDR": "DDDE", "CSK": "CSHH", "YUG": "YUCS", "YMD": "YDYE"}


def day(edtf: str | None) -> str:
    """A date of the authorities as a reader writes it: "2006-04-14" is "14 April 2006"; "?" for none."""
    if edtf is None:
        return "?"
    parts = edtf.split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


_CERTAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


def dated(edtf: str | None) -> str:
    """An entry's date as a reader writes it, where it is a plain day, month or year; else as EDTF."""
    plain = edtf is not None and _CERTAIN.fullmatch(edtf) is not None
    return day(edtf) if plain else edtf or "no date"


def voice(name: str) -> str:
    """Whose word it is, by the name a reader knows."""
    return voice_name(name)


def source_voice(source: str) -> str:
    """Whose word a source is in the end, by the name a reader knows."""
    known = sources().get(source)
    return voice_name(known.voice) if known is not None else source


def state(code: str) -> str:
    """A state of the authorities by its name."""
    return state_name(_CODES.get(code, code))


def office_of(row: Tenure | Attestation) -> str:
    """An office of the authorities: "head of government of Israel", "ambassador of Israel to Azerbaijan"."""
    if row.office in ("other", "minister") and row.label:
        return f"{row.label} ({state(row.state)})"
    to = f" to {state(row.accredited_to)}" if row.accredited_to is not None else ""
    return f"{row.office.replace('_', ' ')} of {state(row.state)}{to}"


def word_of(row: Tenure | Attestation) -> str:
    """One source's word, with its dates: "Wikidata: Ehud Olmert, head of government of Israel, from 14 April 2006 to ..."."""
    return f"{voice(row.voice)}: {row.name}, {office_of(row)}, {span_of(row)}"


def span_of(row: Tenure | Attestation) -> str:
    """From when to when: "from 14 April 2006 to 31 March 2009", "attested 9 November 2009"."""
    if isinstance(row, Attestation):
        return (
            f"attested {day(row.first)}" if row.first == row.last else f"attested {day(row.first)} to {day(row.last)}"
        )
    start = f"from {day(row.start)}" if row.start is not None else ""
    if row.end is not None:
        return f"{start} to {day(row.end)}" if start else f"until {day(row.end)}"
    return f"{start}, in office on {day(row.source_date)}" if row.status == "open" else start or "at a date not printed"


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "1994, 1995 and 2002"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
