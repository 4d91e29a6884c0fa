"""What holds for the dates of any text."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.dates import find_dates, opened, parse_edtf, plain, sides, to_timex
from regesta.errors import BadQuestion
from regesta.model import DateMention, Document, Paragraph, Span

# Words that make the grammar work, beside any text at all.
SPARKS = [
    "March", "may", "Dec.", "Sept", "Monday", "25", "31", "1991", "1990s", "'82", "’90s", "90s", "12th", "1st", "20003", "44",
    "BC", "AD", "the", "of", "in", "on", "from", "to", "until", "between", "and", "or", "after", "before", "since", "by",
    "following", "next", "last", "previous", "same", "that", "this", "year", "day", "month", "week", "years", "days",
    "century", "centuries", "decade", "early", "mid", "late", "end", "first", "second", "twenty", "two", "a", "half",
    "quarter", "Q3", "spring", "fall", "later", "earlier", "ago", "yesterday", "today", "every", "annually", "lasted",
    "then", "which", "time", "O.S.", "about", "c.", "onwards", "17th", "nineteenth", "1991-12-25", "5/4/1991", "25.13.1991",
    ",", ".", "-", "–", "/", "(", ")", "[", "]", "$", "%", "No.", "Resolution", "soldiers", "he", "Baku", "\n",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(st.sampled_from(SPARKS), st.text(max_size=3)), max_size=25).map(" ".join),
    st.lists(st.sampled_from(SPARKS), max_size=25).map("".join),
)
OWN_DATES = st.sampled_from([None, "2009-05-14", "2009-05", "2009", "no date", "0001-01-01", "9999-12-31", "1990/1992"])
ANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(text=TEXTS, own=OWN_DATES)
def test_any_text_is_read_and_every_span_holds(
    text: str, own: str | None, document_of: Callable[..., Document]
) -> None:
    mentions = find_dates(document_of(text, own))
    assert all(text[one.start : one.end] == one.text for one in mentions)
    assert all(one.start < one.end for one in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))


@ANY
@given(text=TEXTS, own=OWN_DATES)
def test_every_value_is_edtf_with_its_own_bounds(
    text: str, own: str | None, document_of: Callable[..., Document]
) -> None:
    for one in find_dates(document_of(text, own)):
        if one.when.edtf is None:
            assert one.when.earliest is None
            assert one.when.latest is None
            continue
        assert one.fault is None
        read = parse_edtf(one.when.edtf)
        assert (read.earliest, read.latest) == (one.when.earliest, one.when.latest)
        assert plain(one).edtf is not None
        assert all(side.edtf is not None for side in sides(one.when))
        assert all(opened(one.when, side).edtf is not None for side in ("after", "before"))
        assert one.when.basis == "stated" or one.why is not None


@ANY
@given(text=TEXTS, own=OWN_DATES)
def test_every_mention_has_a_timex(text: str, own: str | None, document_of: Callable[..., Document]) -> None:
    for one in find_dates(document_of(text, own)):
        kind, value = to_timex(one)
        assert kind in {"DATE", "DURATION", "SET"}
        assert value


def days_told(edtf: str) -> list[int]:
    return [int(day) for day in re.findall(r"-\d{2}-(\d{2})", edtf)]


@ANY
@given(text=TEXTS)
def test_no_day_and_no_year_is_told_that_the_words_do_not_tell(text: str, document_of: Callable[..., Document]) -> None:
    for one in find_dates(document_of(text)):
        if one.when.edtf is None or one.when.basis != "stated" or one.kind not in ("date", "part"):
            continue
        if re.search(r"first|second|twent", one.text, re.IGNORECASE) is None:
            figures = {int(figure) for figure in re.findall(r"[0-9]+", one.text)}
            assert set(days_told(one.when.edtf)) <= figures, one
        for year in re.findall(r"(?<![-\d])(\d{4})", one.when.edtf):
            shared = one.why is not None and "shares the year" in one.why
            era = re.search(r"\b(?:BC|AD)\b|century|centuries|s\b", one.text) is not None
            assert shared or era or year.lstrip("0") in one.text, one


@ANY
@given(text=TEXTS, own=OWN_DATES)
def test_the_same_text_tells_the_same_dates(text: str, own: str | None, document_of: Callable[..., Document]) -> None:
    assert find_dates(document_of(text, own)) == find_dates(document_of(text, own))


@given(st.text(max_size=30))
def test_parsing_edtf_never_breaks_otherwise_than_by_saying_so(text: str) -> None:
    with suppress(BadQuestion):
        assert parse_edtf(text).edtf == text


@pytest.mark.parametrize(
    "unit",
    [
        "1, ", "March ", "March 3, ", "from the early ", "1990 ", "1990-", "1990/", "3 and ", "the first half of the ",
        "twenty-", "19th and ", "of that year ", "3 March, ", "between 1990 ", "1990s and ", "(1) ", "[O.S. ", "mid-",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion_to_its_length(unit: str, in_proportion: Callable[..., None]) -> None:
    def read_over(length: int) -> None:
        text = unit * length
        whole = Document(
            "x", "x", "text/plain", text, (), (), (Paragraph(0, len(text), "text"),), (Span(0, len(text)),)
        )
        mentions: tuple[DateMention, ...] = find_dates(whole)
        assert len(mentions) <= len(text)

    in_proportion(read_over, 1500)
