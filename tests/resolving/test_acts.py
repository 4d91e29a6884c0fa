"""Which entries tell one act: passages a historian wrote, and the laws that hold for any entries."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.dates.edtf import parse_edtf
from regesta.model import Act, Entry, Modality, Person, When
from regesta.reading import read_bytes
from regesta.resolving import affected_blocks, block_of, gather_acts, resolve_people
from regesta.workflow import read_document

CASES = Path(__file__).parent / "cases" / "acts.toml"
PASSAGES: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]


def entries_of(*texts: str) -> list[Entry]:
    found: list[Entry] = []
    for number, text in enumerate(texts):
        found += read_document(read_bytes(text.strip().encode(), f"passage-{number}.md")).entries
    return found


def gathered(entries: list[Entry], **decisions: list[tuple[str, str]]) -> tuple[Act, ...]:
    identities = {(one.entry, one.position): one for one in resolve_people(entries)}
    return gather_acts(entries, identities, **decisions)


@pytest.mark.parametrize("case", PASSAGES, ids=[case["because"][:60] for case in PASSAGES])
def test_entries_that_tell_one_act_are_gathered(case: dict[str, Any]) -> None:
    acts = [act for act in gathered(entries_of(*case["documents"])) if act.act in case["kinds"]]
    told = [(act.act, act.when.edtf, len(act.entries), act.conflict is not None) for act in acts]
    expected = [(one["act"], one["date"], one["entries"], one.get("conflict", False)) for one in case["acts"]]
    assert sorted(told) == sorted(expected), [act.why for act in acts]


VISITS = (
    "President Ricardo Lagos of Chile visited Norway on 5 May 2004.",
    "President Ricardo Lagos of Chile visited Norway in May 2004.",
)


def test_what_a_person_keeps_apart_stays_apart_and_is_said() -> None:
    entries = entries_of(*VISITS)
    one, other = (entry.id for entry in entries)
    assert len(gathered(entries)) == 1
    parted = gathered(entries, apart=[(other, one)])
    assert [act.entries for act in parted] == [(one,), (other,)] or [act.entries for act in parted] == [
        (other,),
        (one,),
    ]
    assert all("a person keeps 1 other entry apart" in act.why for act in parted)


def test_what_a_person_puts_together_is_one_act_even_against_the_dates() -> None:
    entries = entries_of(VISITS[0], "Chile and Norway signed an agreement on fisheries on 7 June 2006.")
    one, other = (entry.id for entry in entries)
    (act,) = gathered(entries, together=[(one, other)])
    assert set(act.entries) == {one, other}
    assert "a person's decision" in act.why
    assert act.conflict is not None
    assert act.when.edtf == "[2004-05-05,2006-06-07]"


def test_dates_at_odds_are_one_act_but_where_a_person_keeps_them_apart() -> None:
    entries = entries_of(
        "China and South Korea established diplomatic relations on 24 August 1992.",
        "China and South Korea established diplomatic relations on 23 August 1992.",
    )
    one, other = (entry.id for entry in entries)
    assert [act.conflict is not None for act in gathered(entries)] == [True]
    assert [act.conflict for act in gathered(entries, apart=[(one, other)])] == [None, None]


def test_a_decision_reaches_over_two_blocks() -> None:
    entries = entries_of(VISITS[0], "President Ricardo Lagos of Chile visited Sweden on 5 May 2004.")
    one, other = entries
    assert block_of(one) != block_of(other)
    (act,) = gathered(entries, together=[(one.id, other.id)])
    assert set(act.entries) == {one.id, other.id}
    tied = [(block_of(one), block_of(other))]
    assert affected_blocks([block_of(one)], tied) == {block_of(one), block_of(other)}
    assert affected_blocks([("NOR", "SWE")], tied) == {("NOR", "SWE")}


# --- laws ------------------------------------------------------------------------------------------------------------

DATES = """1991 1991-12 1991-12-25 1991-12-26 1992 1992-04-07 199X ../1991-12-25 1991/.. 1991-12-20/1991-12-27
[1991-12-25,1992-12-25] XXXX-01-28 1991~ 1989/1995 1991-21""".split()
KINDS = "visit meeting recognition relations_established relations_severed agreement mission_opened credentials_presented".split()
PEOPLE = (
    Person("Heydar Aliyev", "president", "AZE"), Person("Ilham Aliyev", "president", "AZE"), Person("Shimon Peres", None, "ISR"),
    Person("S. Peres", "foreign minister", None), Person(None, "president", "AZE"),
)  # fmt: skip
QUOTES = ("signed the Treaty of Commerce", "opened an embassy", "diplomatic relations", "28 visits", "a consulate")

MODALITIES: list[Modality] = ["asserted", "asserted", "planned"]
BLANK = Entry("e", "d", "visit", When(), (), (), None, (), "asserted", None, (), 0, 9, "", "rule", 0.9, "why")


@st.composite
def some_entries(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for number in range(draw(st.integers(0, 12))):
        edtf = draw(st.none() | st.sampled_from(DATES))
        when = parse_edtf(edtf) if edtf is not None else parse_edtf("XXXX-01-28")
        states = draw(st.sampled_from([("AZE", "ISR"), ("ISR", "AZE"), ("AZE",), ()]))
        people = tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True)))
        quote = draw(st.sampled_from(QUOTES))
        modality = draw(st.sampled_from(MODALITIES))
        entry = replace(BLANK, id=f"e{number}", document=f"d{number % 3}", act=draw(st.sampled_from(KINDS)), when=when)
        entry = replace(
            entry, states=states, people=people, modality=modality, quote=quote, start=number, end=number + 9
        )
        entries.append(entry)
    return entries


pairs = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=3)


@given(some_entries(), st.randoms(use_true_random=False), pairs, pairs)
@settings(max_examples=200, deadline=None)
def test_acts_do_not_hang_on_the_order_of_entries_nor_of_decisions(
    entries: list[Entry], chance: random.Random, apart: list[tuple[int, int]], together: list[tuple[int, int]]
) -> None:
    kept, joined = ([(f"e{one}", f"e{other}") for one, other in pairs] for pairs in (apart, together))
    acts = gathered(entries, apart=kept, together=joined)
    assert sorted(id for act in acts for id in act.entries) == sorted(entry.id for entry in entries)
    other, kept, joined = entries[:], [(two, one) for one, two in kept], joined[:]
    for each in (other, kept, joined):
        chance.shuffle(each)
    assert gathered(other, apart=kept, together=joined) == acts
    parted = {frozenset(pair) for pair in kept if pair[0] != pair[1]}
    for act in acts:
        assert not parted & {frozenset(pair) for pair in combinations(act.entries, 2)}
        assert act.why
        assert "\n" not in act.why


@given(some_entries())
@settings(max_examples=100, deadline=None)
def test_a_block_gathered_alone_gives_what_gathering_all_gives(entries: list[Entry]) -> None:
    whole = gathered(entries)
    for block in {block_of(entry) for entry in entries}:
        own = [entry for entry in entries if block_of(entry) == block]
        ids = {entry.id for entry in own}
        assert gathered(own) == tuple(act for act in whole if ids.issuperset(act.entries))


@given(some_entries())
@settings(max_examples=100, deadline=None)
def test_an_act_is_dated_no_wider_than_any_of_its_entries(entries: list[Entry]) -> None:
    by_id = {entry.id: entry for entry in entries}
    for act in gathered(entries):
        told = [by_id[id].when for id in act.entries]
        if act.conflict is not None:
            assert len(told) > 1
            continue
        for when in told:
            if when.earliest is not None and when.latest is not None and "/" not in (when.edtf or ""):
                assert act.when.earliest is not None
                assert act.when.latest is not None
                assert act.when.earliest <= when.latest
                assert when.earliest <= act.when.latest
