"""EDTF as users type it: what is read, with its bounds, and what is refused, with a sentence."""

from __future__ import annotations

import pytest

from regesta.dates import opened, parse_edtf, plain, sides
from regesta.errors import BadQuestion
from regesta.model import DateMention, When

READ = [
    # written, earliest, latest
    ("1991-12-25", "1991-12-25", "1991-12-25"),
    ("2009-06", "2009-06-01", "2009-06-30"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("1993", "1993-01-01", "1993-12-31"),
    ("0476", "0476-01-01", "0476-12-31"),
    ("-0043", "-0043-01-01", "-0043-12-31"),
    ("200X", "2000-01-01", "2009-12-31"),
    ("17XX", "1700-01-01", "1799-12-31"),
    ("-04XX", "-0499-01-01", "-0400-12-31"),
    ("1993~", "1993-01-01", "1993-12-31"),
    ("1993?", "1993-01-01", "1993-12-31"),
    ("1993-05-04%", "1993-05-04", "1993-05-04"),
    ("1999/2014", "1999-01-01", "2014-12-31"),
    ("1999-03/1999-06", "1999-03-01", "1999-06-30"),
    ("1993/2003~", "1993-01-01", "2003-12-31"),
    ("18XX/19XX", "1800-01-01", "1999-12-31"),
    ("../1991-12-25", None, "1991-12-25"),
    ("1991/..", "1991-01-01", None),
    ("1991/", "1991-01-01", None),
    ("182X/..", "1820-01-01", None),
    ("[1994-01-28,1995-01-28]", "1994-01-28", "1995-01-28"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ("[..1983]", None, "1983-12-31"),
    ("[1667..]", "1667-01-01", None),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
    ("XXXX-01-28", None, None),
    ("XXXX-02-29", None, None),
    ("XXXX-XX-12", None, None),
    ("XXXX", None, None),
    ("1991-XX", "1991-01-01", "1991-12-31"),
    ("1991-12-XX", "1991-12-01", "1991-12-31"),
    ("1994-21", "1994-01-01", "1994-12-31"),  # spring somewhere on the globe
    ("1994-24", "1994-01-01", "1995-03-31"),  # a winter may end in the next year
    ("1994-25", "1994-03-01", "1994-05-31"),  # spring, northern hemisphere
    ("1994-28", "1994-12-01", "1995-02-28"),
    ("1994-36", "1994-10-01", "1994-12-31"),  # the fourth quarter
    ("1994-41", "1994-07-01", "1994-12-31"),
]  # fmt: skip

REFUSED = [
    "", " ", "yesterday", "1991-13", "1991-00", "1991-02-30", "1991-02-29", "1991-04-31", "1991-12-00", "1991-1-1",
    "91", "20003", "1991/12/25", "25.12.1991", "2014/1999", "1991-12-25/1991-12-24", "../..", "/", "1991//1992", "[1991",
    "[]", "[1991,]", "[1991..1992..1993]", "1991-XX-05", "199X-05", "1994-21-03", "1994-42", "XXXX-02-30", "XXXX-XX-32",
    "1991 ", " 1991", "1991~~", "١٩٩١", "1991\n", "{1991]", "X991", "--1991", "[..]", "1991-12-25T10:00",
]  # fmt: skip


@pytest.mark.parametrize(("written", "earliest", "latest"), READ)
def test_what_is_written_in_edtf_is_read_with_its_bounds(
    written: str, earliest: str | None, latest: str | None
) -> None:
    assert parse_edtf(written) == When(written, earliest, latest, "stated")


@pytest.mark.parametrize("written", REFUSED)
def test_anything_else_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(BadQuestion) as refusal:
        parse_edtf(written)
    assert len(str(refusal.value)) > 20


def mention_of(edtf: str | None) -> DateMention:
    return DateMention(0, 1, "x", When() if edtf is None else parse_edtf(edtf))


@pytest.mark.parametrize(
    ("edtf", "bare"),
    [
        ("1991/..", "1991"),
        ("../1903-06-30", "1903-06-30"),
        ("182X/..", "182X"),
        ("1999/2014", "1999/2014"),
        ("1993~", "1993~"),
    ],
)
def test_the_bare_date_stands_inside_an_open_one(edtf: str, bare: str) -> None:
    assert plain(mention_of(edtf)) == parse_edtf(bare)


def test_no_date_is_no_bare_date() -> None:
    assert plain(mention_of(None)) == When()


def test_a_span_has_two_sides_and_a_date_only_one() -> None:
    assert sides(parse_edtf("1996/2005")) == (parse_edtf("1996"), parse_edtf("2005"))
    for edtf in ("1996", "1996/..", "[1996,1997]"):
        assert sides(parse_edtf(edtf)) == (parse_edtf(edtf), parse_edtf(edtf))
    assert sides(When()) == (When(), When())


@pytest.mark.parametrize(
    ("edtf", "side", "interval"),
    [
        ("1918", "after", "1918/.."), ("1961-06-19", "before", "../1961-06-19"), ("196X", "after", "1960/.."),
        ("196X", "before", "../1969"), ("1912/1913", "after", "1913/.."), ("1912/1913", "before", "../1912"),
        ("XXXX-01-28", "after", "XXXX-01-28"), ("1991/..", "before", "1991/.."), ("[1990,1991]", "after", "[1990,1991]"),
    ],
)  # fmt: skip
def test_a_date_opens_an_interval_on_either_side(edtf: str, side: str, interval: str) -> None:
    assert opened(parse_edtf(edtf), side) == parse_edtf(interval)
