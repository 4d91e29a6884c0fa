"""Mentions as TIMEX3: type and value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regesta.dates import find_dates, to_timex
from regesta.model import Document


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It opened on May 3, 1990.", "DATE", "1990-05-03"),
        ("It opened in May 1990.", "DATE", "1990-05"),
        ("It opened in the 1990s.", "DATE", "199"),
        ("It opened in the 18th century.", "DATE", "17"),
        ("It opened in spring 1990.", "DATE", "1990-SP"),
        ("It opened in the third quarter of 1990.", "DATE", "1990-Q3"),
        ("It opened in the first half of 1990.", "DATE", "1990-H1"),
        ("It has been open since 1990.", "DATE", "1990"),
        ("It opened about 1990.", "DATE", "1990"),
        ("It opened in 44 BC.", "DATE", "BC0044"),
        ("It was open from 1990 to 1994.", "DURATION", "P4Y"),
        ("It was open for ten years.", "DURATION", "P10Y"),
        ("It was open for two decades.", "DURATION", "P20Y"),
        ("It was open for several days.", "DURATION", "PXD"),
        ("It was open for a week.", "DURATION", "P1W"),
        ("It took twenty-five months.", "DURATION", "P25M"),
        ("After a 12-hour flight they met.", "DURATION", "PT12H"),
        ("It opens every year.", "SET", "P1Y"),
        ("It reports annually.", "SET", "P1Y"),
        ("It opens every Friday.", "SET", "P1W"),
        ("It opened two weeks after the war.", "DURATION", "P2W"),
        ("It opened the day before the war.", "DURATION", "P1D"),
        ("It opened on January 28.", "DATE", "XXXX-01-28"),
        ("The next week it opened.", "DURATION", "P1W"),
    ],
)
def test_a_mention_has_this_type_and_value(
    text: str, kind: str, value: str, document_of: Callable[..., Document]
) -> None:
    (one,) = find_dates(document_of(text))
    assert to_timex(one) == (kind, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met last week.", "2009-W19"),
        ("They met this weekend.", "2009-W20-WE"),
        ("They met on Monday.", "2009-05-11"),
        ("They met yesterday.", "2009-05-13"),
        ("They met today.", "2009-05-14"),
        ("They met last year.", "2008"),
        ("They met last March.", "2009-03"),
        ("They met last winter.", "2008-WI"),
        ("They meet next June.", "2009-06"),
        ("They met two days ago.", "2009-05-12"),
        ("They met in the fourth quarter.", "2008-Q4"),
    ],
)
def test_deictic_words_lean_on_the_date_of_the_text(
    text: str, value: str, document_of: Callable[..., Document]
) -> None:
    (one,) = find_dates(document_of(text, "2009-05-14"))
    assert to_timex(one) == ("DATE", value)
