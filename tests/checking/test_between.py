"""Checks between documents: what the acts of several, gathered together, have to say."""

from __future__ import annotations

from regesta.checking import Shelf, check_across, check_towards
from regesta.model import Finding
from regesta.reading import read_bytes
from regesta.resolving import gather_acts, resolve_people
from regesta.workflow import read_document


def found_between(*texts: str) -> tuple[Finding, ...]:
    readings = [read_document(read_bytes(text.encode(), f"text-{number}.md")) for number, text in enumerate(texts, 1)]
    entries = [entry for reading in readings for entry in reading.entries]
    identities = {(one.entry, one.position): one for one in resolve_people(entries)}
    names = {reading.document.id: reading.document.name for reading in readings}
    shelf = Shelf({entry.id: entry for entry in entries}, gather_acts(entries, identities), identities, names)
    return check_across(shelf) + check_towards(shelf)


def test_two_documents_that_date_one_act_apart_are_both_told_so() -> None:
    found = found_between(
        "Peru and Gabon established diplomatic relations on 26 March 1979.",
        "Peru and Gabon established diplomatic relations on 2 May 1979.",
    )
    assert [one.rule for one in found] == ["contradiction-between"] * 2
    assert len({one.document for one in found}) == 2
    assert {one.message for one in found} == {
        "26 March 1979 here, but 2 May 1979 in text-2.md.",
        "2 May 1979 here, but 26 March 1979 in text-1.md.",
    }
    assert all(len(one.entries) == 2 for one in found)


def test_dates_that_can_both_be_are_no_contradiction() -> None:
    found = found_between(
        "Peru and Gabon established diplomatic relations on 26 March 1979.",
        "Peru and Gabon established diplomatic relations in 1979.",
    )
    assert found == ()


def test_one_document_that_contradicts_itself_is_no_matter_between_documents() -> None:
    found = found_between(
        "Peru and Gabon established diplomatic relations on 26 March 1979.\n\n"
        "Peru and Gabon established diplomatic relations on 2 May 1979.",
        "Peru and Chad established diplomatic relations on 5 June 1980.",
    )
    assert found == ()


def test_a_second_that_the_register_makes_a_third() -> None:
    (found,) = found_between(
        "On 25 December 1991 Israel became the second country to recognise Azerbaijan.",
        "Turkey recognised Azerbaijan on 9 November 1991.",
        "Romania recognised Azerbaijan on 11 December 1991.",
    )
    assert found.rule == "ordinal"
    assert "Turkey (9 November 1991) and Romania (11 December 1991)" in found.message
    assert [line.split(":")[0] for line in found.evidence] == ["text-2.md", "text-3.md"]


def test_a_second_with_one_before_it_is_right() -> None:
    found = found_between(
        "On 25 December 1991 Israel became the second country to recognise Azerbaijan.",
        "Turkey recognised Azerbaijan on 9 November 1991.",
    )
    assert found == ()
