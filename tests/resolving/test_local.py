"""People no authority knows: one person under near spellings, taken apart when somebody says so, and joined again."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from regesta.dates.edtf import parse_edtf
from regesta.model import Entry, Identity, LocalPerson, Person
from regesta.resolving import same_people


def entry(
    id: str, name: str, state: str | None = "ISR", date: str = "1994-03-22", document: str | None = None
) -> Entry:
    people = (Person(name, "ambassador", state),)
    rest = ("asserted", None, (), 0, 9, "his words", "rule", 0.9, "why")
    return Entry(id, document or id, "meeting", parse_edtf(date), ("ISR", "AZE"), people, None, (), *rest)  # type: ignore[arg-type]


def grouped(entries: Sequence[Entry], **more: object) -> tuple[LocalPerson, ...]:
    unknown = {(one.id, 0): Identity(one.id, 0, "unknown", None, (), "the authorities know nobody") for one in entries}
    return same_people(entries, unknown, **more)  # type: ignore[arg-type]


def test_near_spellings_in_two_documents_are_one_person() -> None:
    (person,) = grouped([entry("a", "Eliezer Yotvat"), entry("b", "Eliezer Yotvath", date="1996")])
    assert person.id == "local/isr/eliezer-yotvat"
    assert person.spellings == ("Eliezer Yotvat", "Eliezer Yotvath")
    assert person.members == (("a", 0), ("b", 0))
    assert "2 mentions in 2 documents" in person.why
    assert "1994 to 1996" in person.why


def test_a_state_that_is_not_told_may_be_a_party_s() -> None:
    assert len(grouped([entry("a", "Eliezer Yotvat"), entry("b", "Eliezer Yotvat", state=None)])) == 1


def test_two_people_stay_two() -> None:
    entries = [
        entry("a", "Eliezer Yotvat"),
        entry("b", "Arkadi Yotvat"),
        entry("c", "Eliezer Yotvat", state="AZE"),
        entry("d", "Eliezer Yotvat", date="1894"),
        entry("e", "Yotvat"),  # a surname alone may be anybody's
    ]
    assert [person.members for person in grouped(entries)] == [(("c", 0),), (("b", 0),), (("d", 0),), (("a", 0),)]


def test_whom_an_authority_knows_is_no_local_person() -> None:
    one = entry("a", "Shimon Peres")
    known = {("a", 0): Identity("a", 0, "resolved", "Q57410", (), "Wikidata knows him")}
    assert same_people([one], known) == ()


def test_a_person_takes_two_apart_and_puts_them_together_again() -> None:
    entries = [entry("a", "Eliezer Yotvat"), entry("b", "Eliezer Yotvat")]
    (before,) = grouped(entries)
    parted = grouped(entries, apart=[(("b", 0), ("a", 0))], before=[before])
    assert [person.members for person in parted] == [(("a", 0),), (("b", 0),)]
    assert parted[0].id == before.id
    assert all("kept apart from 1 other mention by a person" in person.why for person in parted)
    assert grouped(entries, before=parted) == (before,)


def test_an_id_outlives_a_fuller_name_told_later() -> None:
    first = [entry("a", "Eliezer Yotvat")]
    (before,) = grouped(first)
    (after,) = grouped([*first, entry("b", "Eliezer Moshe Yotvat")], before=[before])
    assert after.id == before.id
    assert after.name == "Eliezer Moshe Yotvat"


NAMES = ("Eliezer Yotvat", "Eliezer Yotvath", "E. Yotvat", "Arkadi Mil-Man", "Arkadiy Milman", "Yotvat")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sampled_from(["ISR", "AZE", None]), st.sampled_from(["1994", "1999-05", "1890"])
        )
    ),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3),
    st.randoms(use_true_random=False),
)
def test_people_do_not_hang_on_the_order_of_entries(
    told: list[tuple[str, str | None, str]], pairs: list[tuple[int, int]], chance: random.Random
) -> None:
    entries = [entry(f"e{number}", name, state, date) for number, (name, state, date) in enumerate(told)]
    apart = [((f"e{one}", 0), (f"e{other}", 0)) for one, other in pairs if one != other]
    people = grouped(entries, apart=apart)
    members = [member for person in people for member in person.members]
    assert len(members) == len(set(members)) == sum(name != "Yotvat" for name, _, _ in told)
    assert len({person.id for person in people}) == len(people)
    assert not any({one, other} <= set(person.members) for person in people for one, other in apart)
    chance.shuffle(entries)
    assert grouped(entries, apart=[(other, one) for one, other in reversed(apart)]) == people
