"""Who held what when, as the tables that come with Regesta tell it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from regesta import authorities
from regesta.authorities import (
    attestations_of,
    attested_in,
    authorities_version,
    begun,
    ended,
    first_day,
    holders,
    last_day,
    lifespan,
    named,
    tables,
    tenures_in,
    tenures_of,
    voice_name,
)

OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "ambassador")
OFFICES_KEPT = tables.OFFICES


@pytest.mark.parametrize("state", ["ISR", "USA", "AZE"])
@pytest.mark.parametrize("office", OFFICES)
def test_the_holders_of_a_day_are_those_no_date_shuts_out(state: str, office: str) -> None:
    """The index of days against a plain look at every row."""
    for year in range(1946, 2024, 3):
        for day, last in ((f"{year}-07-01", f"{year}-07-01"), (f"{year}-02-01", f"{year + 1}-03-31")):
            plain = [row for row in tenures_in(state, office) if begun(row) <= last and day <= ended(row)]
            assert list(holders(state, office, day, last)) == plain


def test_a_state_nobody_knows_has_no_holders() -> None:
    assert holders("QQQ", "head_of_state", "1994-01-01") == ()
    assert tenures_in("QQQ", "head_of_state") == ()
    assert tenures_of("Q1", "QQQ") == ()
    assert attestations_of("Q1", "QQQ") == ()


def test_spellings_of_a_name_meet() -> None:
    ways = {person for way in ("Heydar Aliyev", "Heidar Aliev", "Heydər Əliyev") for person, *_ in named(way)[:1]}
    assert len(ways) == 1
    assert named("") == ()
    assert named("Zzyzx Qwortle") == ()


def test_every_voice_has_a_name() -> None:
    assert voice_name("wikidata") == "Wikidata"
    assert {voice_name(source.voice) == source.voice for source in authorities.sources().values()} == {False}


def test_the_version_is_a_hash_of_what_is_in_use() -> None:
    assert authorities_version() == authorities_version()
    assert len(authorities_version()) == 16


def test_somebody_without_known_dates_has_no_lifespan() -> None:
    assert lifespan("nobody/at-all") is None


def test_a_question_is_answered_in_microseconds() -> None:
    """The bar is 50 microseconds; ten times that is no accident of a busy machine."""
    authorities.load_all()
    days = [date.fromordinal(date(1950, 1, 1).toordinal() + 13 * step).isoformat() for step in range(1000)]
    start = time.perf_counter()
    for day in days:
        holders("ISR", "foreign_minister", day)
    assert (time.perf_counter() - start) / len(days) < 500e-6


def test_nobody_held_an_office_before_birth_or_after_death() -> None:
    """Two people taken for one show here first. Monarchs may be children; the dead are named where their funeral is."""
    wrong = []
    for state in authorities.states():
        for row in (row for office in OFFICES_KEPT for row in tenures_in(state, office)):
            life = lifespan(row.person)
            if life is None or row.start is None:
                continue
            born, died, _ = life
            late = died is not None and first_day(row.start) > last_day(died)
            early = born is not None and last_day(row.start) < first_day(born)
            if late or early:
                wrong.append(f"{state}: {row.name}, {row.office} from {row.start}; lived {born} to {died}")
        for seen in (
            seen for office in OFFICES_KEPT for seen in attested_in(state, office, "1800-01-01", "2100-01-01")
        ):
            life = lifespan(seen.person)
            died = life[1] if life is not None else None
            if died is not None and int(seen.first[:4]) - int(died[:4]) > 5:
                wrong.append(f"{state}: {seen.name}, attested {seen.first}; died {died}")
    assert wrong == []
