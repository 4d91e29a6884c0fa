"""Rows as sentences: who held what when, and who says so."""

from __future__ import annotations

from collections.abc import Iterable

from regesta.authorities.bounds import first_day, last_day
from regesta.authorities.loading import voice_name
from regesta.model import Attestation, Tenure

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_words(edtf: str) -> str:
    """A year, month or day in words: "1994-01-28" is "28 January 1994"."""
    year, _, rest = edtf.partition("-")
    month, _, day = rest.partition("-")
    return " ".join(filter(None, (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year)))


def span_words(row: Tenure | Attestation) -> str:
    """The time of a row: "14 July 1992 to 22 November 1995", or what of it is not told."""
    if isinstance(row, Attestation):
        same = row.first == row.last
        return f"attested {day_words(row.first)}" + ("" if same else f" to {day_words(row.last)}")
    start, end = (day_words(edtf) if edtf is not None else None for edtf in (row.start, row.end))
    if start is not None and end is not None:
        return start if start == end else f"{start} to {end}"
    if start is not None:
        return f"since {start}" if row.status == "open" else f"from {start}, the end is not told"
    return f"until {end}, the start is not told" if end is not None else "the time is not told"


def said_by(row: Tenure | Attestation) -> str:
    """Whose word a row is, and of what date: "Wikidata, 2022-07-31"."""
    dated = row.source_date if isinstance(row, Tenure) and row.source_date > "1000" else ""
    return ", ".join(filter(None, (voice_name(row.voice), dated)))


def told(row: Tenure | Attestation) -> str:
    """A row as a sentence: "Shimon Peres, 14 July 1992 to 22 November 1995 (Wikidata, 2022-07-31)"."""
    acting = " (acting)" if "acting" in row.label.lower() else ""
    return f"{row.name}{acting}, {span_words(row)} ({said_by(row)})"


def disagreements(rows: Iterable[Tenure]) -> list[str]:
    """Where two voices date the start or the end of one term of a person differently: a sentence each.

    Two rows are of one term where both are dated and meet, and no third row of either voice lies nearer; dates of which one
    is the wider form of the other ("1992" and "1992-07-14") agree.
    """
    found: dict[str, None] = {}
    dated = [row for row in rows if row.start is not None and row.end is not None]
    for at, one in enumerate(dated):
        for other in dated[at + 1 :]:
            same = (one.person, one.state, one.office, one.accredited_to)
            if one.voice == other.voice or same != (other.person, other.state, other.office, other.accredited_to):
                continue
            if first_day(one.start) > last_day(other.end) or first_day(other.start) > last_day(one.end):
                continue
            for what, left, right in (("start", one.start, other.start), ("end", one.end, other.end)):
                assert left is not None
                assert right is not None
                shared = min(len(left), len(right))
                # a term that one voice splits in two has a start or an end that the other does not know
                split = any(
                    row.voice in (one.voice, other.voice) and row is not one and row is not other
                    and (row.end if what == "start" else row.start) in (left, right)
                    for row in dated
                )  # fmt: skip
                if left[:shared] != right[:shared] and not split:
                    found[
                        f"{one.name}: {voice_name(one.voice)} has {day_words(left)} as the {what}, "
                        f"{voice_name(other.voice)} {day_words(right)}"
                    ] = None
    return list(found)
