"""Acts without a date: what a sentence tells is an entry, and what it only names is listed with the reason."""

import pytest

from regesta.model import Reading
from regesta.reading import read_bytes
from regesta.workflow import read_document


def _read(text: str, name: str = "case.txt") -> Reading:
    return read_document(read_bytes(text.encode(), name))


@pytest.mark.parametrize(
    "text",
    [
        "The minister gave a talk on the dissolution of Austria-Hungary.",
        "Much was written about the recognition of Finland by Norway.",
        "The dispute led to the closure of the Danish embassy in Lima.",
    ],
)
def test_a_noun_without_a_date_names_an_act_and_tells_none(text: str) -> None:
    reading = _read(text)
    assert not reading.entries
    assert [silent.reason for silent in reading.abstentions] == [
        "no entry: an act named in passing, and without a date"
    ]


def test_a_verb_without_a_date_tells_its_act() -> None:
    reading = _read("Norway later closed its embassy in Lima.")
    assert [(entry.act, entry.when.edtf) for entry in reading.entries] == [("mission_closed", None)]


def test_a_noun_with_its_date_tells_its_act() -> None:
    reading = _read("The closure of the Danish embassy in Lima on 4 May 1971 surprised nobody.")
    assert [(entry.act, entry.when.edtf) for entry in reading.entries] == [("mission_closed", "1971-05-04")]


def test_what_more_is_said_of_a_dated_act_is_no_second_one() -> None:
    reading = _read(
        "Norway and Peru signed a treaty of commerce on 3 June 1921. In Lima the treaty was negotiated by Consul Lind."
    )
    assert [(entry.act, entry.when.edtf) for entry in reading.entries] == [("agreement", "1921-06-03")]
    assert any("more is said" in silent.reason for silent in reading.abstentions)


def test_a_passive_that_tells_another_act_of_the_paragraph_stays() -> None:
    reading = _read(
        "Norway and Peru signed a treaty of commerce on 3 June 1921. The Norwegian legation in Lima was later closed."
    )
    assert [entry.act for entry in reading.entries] == ["agreement", "mission_closed"]


def test_the_title_of_a_column_tells_nothing_by_itself() -> None:
    page = "# Foreign relations of Norway\n\n| Country | Formal relations began | Notes |\n|---|---|---|\n| Peru | 3 June 1921 | |\n"
    assert [entry.when.edtf for entry in _read(page, "page.md").entries] == ["1921-06-03"]
