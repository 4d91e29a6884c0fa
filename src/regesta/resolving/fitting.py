"""How well what a person did in the service of a state fits an office and a date, 0 to 1, each with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regesta.authorities import lifespan, state_of_code, voice_name
from regesta.authorities.bounds import FIRST, LAST, first_day, last_day
from regesta.model import Attestation, Tenure
from regesta.names import state_name
from regesta.resolving.known import HIGH, Known, Row, window, years_between

NEAR, CAREER, LIFE = 5, 15, 50  # years between an act and a service
# the fit of a service that lies within 0, NEAR, CAREER, LIFE years and beyond, where the office told is
SAME = (1.0, 0.85, 0.75, 0.45, 0.1)  # the one held
NONE = (0.92, 0.85, 0.75, 0.45, 0.1)  # not told, or none the authorities keep ("member of parliament")
OTHER = (0.66, 0.66, 0.6, 0.35, 0.1)  # another than any held
UNDATED = {"same": 0.95, "none": 0.85, "other": 0.6, "lesser": 0.55}  # "lesser": none told, and never in a high office
ELSEWHERE = 0.97  # of the fit: an envoy known to have been sent to another state than the text's


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text tells of a person besides the name, in the terms of the authorities.

    `kinds`: the authorities' offices that the office told stands for, none where it is not told or not kept. `first` and
    `last` are days, FIRST and LAST for no date. `parties`: the authorities' codes of the entry's states.
    """

    office: str | None
    kinds: tuple[str, ...]
    first: str
    last: str
    parties: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        return self.first != FIRST or self.last != LAST


def fit(known: Known, asked: Asked) -> tuple[float, str]:
    """How well a person's service fits; the sentence names the witness, the office and its dates."""
    same = [row for row in known.rows if row.office in asked.kinds]
    if not asked.dated:
        high = any(row.office in HIGH for row in known.rows)
        kind = "same" if same else "other" if asked.kinds else "none" if high else "lesser"
        return UNDATED[kind], f"{sentence(_best(same or known.rows, asked))}; the text gives no date"
    nearest = _best(known.rows, asked)
    scale, row = (SAME, _best(same, asked)) if same else (OTHER if asked.kinds else NONE, nearest)
    score = scale[_step(_years(row, asked))]
    if same and _years(nearest, asked) < _years(row, asked):
        # in office before or since, and seen in other service at the time
        other = OTHER[_step(_years(nearest, asked))]
        score = max(score, other)
    if same and score == SAME[0] and _sent_elsewhere(row, asked):
        score *= ELSEWHERE
    return score, f"{sentence(row)}; {_told(_years(row, asked))}"


def alive(known: Known, asked: Asked) -> bool:
    """False where an authority says that a person was not yet born or already dead on a date."""
    for person in known.ids:
        span = lifespan(person)
        if span is not None and asked.dated:
            born, died, _ = span
            if (born is not None and first_day(born) > asked.last) or (
                died is not None and last_day(died) < asked.first
            ):
                return False
    return True


def sentence(row: Row) -> str:
    """A row in words: "Wikidata: Ehud Olmert, head of government of Israel from 2006-04-14 to 2009-03-31"."""
    office = row.office.replace("_", " ") if row.office != "other" else row.label or "in service"
    to = f" to {_state(row.accredited_to)}" if row.office == "ambassador" and row.accredited_to is not None else ""
    what = f"{voice_name(row.voice)}: {row.name}, {office} of {_state(row.state)}{to}"
    if isinstance(row, Attestation):
        return f"{what}, attested {row.first}" + (f" to {row.last}" if row.last != row.first else "")
    if row.start is None and row.end is None:
        return f"{what}, without dates"
    opening = f" from {row.start}" if row.start is not None else ""
    closing = (
        f" to {row.end}" if row.end is not None else f", in office on {row.source_date}" if row.status == "open" else ""
    )
    return f"{what}{opening}{closing}"


def listed(states: Sequence[str]) -> str:
    """The authorities' codes of some states in words: "Egypt or Israel"."""
    return " or ".join(map(_state, states)) or "any state"


def _state(code: str) -> str:
    return state_name(state_of_code(code) or code)


def _best(rows: Sequence[Row], asked: Asked) -> Row:
    """The row to speak of: near in time, sent to a party, then a tenure with both its ends, printed most precisely."""
    return min(
        rows,
        key=lambda row: (
            _years(row, asked),
            _sent_elsewhere(row, asked),
            isinstance(row, Attestation),
            -_printed(row),
            window(row),
            row.source,
        ),
    )


def _printed(row: Row) -> int:
    ends = (row.start, row.end) if isinstance(row, Tenure) else (row.first, row.last)
    return sum(len(end) for end in ends if end is not None)


def _sent_elsewhere(row: Row, asked: Asked) -> bool:
    return row.office == "ambassador" and row.accredited_to is not None and row.accredited_to not in asked.parties


def _years(row: Row, asked: Asked) -> int:
    return years_between(window(row), (asked.first, asked.last)) if asked.dated else 0


def _step(years: int) -> int:
    """0 for the date itself or a year that touches it, then NEAR, CAREER, LIFE and beyond."""
    return next((at for at, most in enumerate((0, NEAR, CAREER, LIFE)) if years <= most), 4)


def _told(years: int) -> str:
    if years == 0:
        return "the date lies within"
    return f"the date lies {years} year{'s' if years > 1 else ''} outside"
