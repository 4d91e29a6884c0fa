"""Who held what when, as the tables that come with Regesta tell it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from regesta import authorities
from regesta.authorities import (
    attestations_of,
    authorities_version,
    begun,
    ended,
    holders,
    lifespan,
    named,
    tenures_in,
    tenures_of,
    voice_name,
)

OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "ambassador")


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
