"""A date as a historian prints it, and a sentence for every act."""

from __future__ import annotations

import pytest

from regesta.exploring import abstract, date_line
from regesta.model import Entry, Person, When
from regesta.vocabulary import ACTS


@pytest.mark.parametrize(
    ("edtf", "line"),
    [
        ("1991-12-25", "1991 December 25"),
        ("2009-06", "2009 June"),
        ("1993", "1993"),
        ("1993~", "about 1993"),
        ("1993?", "perhaps 1993"),
        ("199X", "1990s"),
        ("17XX", "18th century"),
        ("20XX", "21st century"),
        ("02XX", "3rd century"),
        ("11XX", "12th century"),
        ("1994-21", "1994 spring"),
        ("1999/2014", "1999 to 2014"),
        ("1991/..", "from 1991 on"),
        ("../1903-06-30", "by 1903 June 30"),
        ("XXXX-01-28", "[year unknown] January 28"),
        ("[1994-01-28,1995-01-28]", "one of 1994 January 28, 1995 January 28"),
        (None, "undated"),
    ],
)
def test_a_date_line(edtf: str | None, line: str) -> None:
    assert date_line(When(edtf)) == line


def entry(act: str, states: tuple[str, ...] = (), people: tuple[Person, ...] = (), **more: str) -> Entry:
    when = When("1993", "1993-01-01", "1993-12-31")
    return Entry(
        "i", "d", act, when, states, people, more.get("place"), (), more.get("modality", "asserted"),  # type: ignore[arg-type]
        None, (), 0, 3, "abc", act, 0.9, "because",
    )  # fmt: skip


SNEH = Person("Efraim Sneh", "member of parliament", "ISR")
ALIYEV = Person("Heydar Aliyev", "president", "AZE")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (entry("recognition", ("ISR", "AZE")), "Israel recognises Azerbaijan."),
        (entry("recognition", ("ISR", "AZE"), modality="denied"), "Not done: Israel recognises Azerbaijan."),
        (entry("mission_opened", ("ISR", "AZE"), place="Baku"), "Israel opens a mission in Azerbaijan, in Baku."),
        (entry("visit", ("ISR", "AZE"), (SNEH,)), "Efraim Sneh, member of parliament of Israel, visits Azerbaijan."),
        (
            entry("meeting", ("ISR", "AZE"), (SNEH, ALIYEV)),
            "Efraim Sneh, member of parliament of Israel, meets Heydar Aliyev, president of Azerbaijan.",
        ),
        (entry("office_left", ("AZE",), (ALIYEV,)), "Heydar Aliyev, president of Azerbaijan, leaves office."),
        (entry("sanction_imposed"), "Sanctions are imposed."),
    ],
)
def test_a_regest(told: Entry, sentence: str) -> None:
    assert abstract(told) == sentence


@pytest.mark.parametrize("act", ACTS)
def test_every_act_has_a_sentence_with_any_number_of_parties(act: str) -> None:
    for states in ((), ("ISR",), ("ISR", "AZE"), ("ISR", "AZE", "TUR")):
        for people in ((), (SNEH,), (SNEH, ALIYEV)):
            sentence = abstract(entry(act, states, people))
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert ",." not in sentence
