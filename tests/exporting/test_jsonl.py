"""What is exported can be read back equal, whatever the script."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.errors import BadDocument
from regesta.exporting import entry_row, read_jsonl, to_dicts, write_jsonl
from regesta.model import Entry, Person, When
from regesta.vocabulary import ACTS, MODALITIES, SECTORS

text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
maybe = st.none() | text
day = st.none() | st.dates().map(lambda d: d.isoformat())
entries = st.builds(
    Entry,
    id=text, document=text, act=st.sampled_from(ACTS),
    when=st.builds(When, edtf=text, earliest=day, latest=day, basis=st.sampled_from(["stated", "context", "computed"])),
    states=st.lists(text).map(tuple), people=st.lists(st.builds(Person, maybe, maybe, maybe, maybe)).map(tuple),
    place=maybe, sectors=st.lists(st.sampled_from(SECTORS)).map(tuple), modality=st.sampled_from(MODALITIES),
    said_by=maybe, citations=st.lists(text).map(tuple), start=st.integers(0, 10**7), end=st.integers(0, 10**7),
    quote=text, rule=text, confidence=st.floats(0, 1), why=text,
)  # fmt: skip


@given(st.lists(entries, max_size=4))
def test_a_file_read_back_gives_equal_entries(told: list[Entry]) -> None:
    out = io.StringIO()
    assert write_jsonl(told, {}, out) == len(told)
    assert list(read_jsonl(out.getvalue().split("\n"), "out.jsonl")) == told


def test_the_row_has_the_contracts_fields_in_the_contracts_order() -> None:
    entry = Entry(
        "i", "d", "visit", When("1993", "1993-01-01", "1993-12-31"), ("ISR",), (Person("A", None, None),), None, (),
        "asserted", None, (), 0, 3, "abc", "visit", 0.9, "because",
    )  # fmt: skip
    assert (
        list(entry_row(entry, "a.md"))
        == (
            "id document path act date earliest latest date_basis states people place sectors modality said_by citations "
            "start end quote rule confidence why"
        ).split()
    )
    assert to_dicts([entry])[0]["people"] == [{"name": "A", "office": None, "state": None, "id": None}]


def test_a_line_that_is_no_entry_is_named() -> None:
    with pytest.raises(BadDocument, match=r"^out\.jsonl, line 2: it is no entry"):
        list(read_jsonl(["", json.dumps({"act": "visit"})], "out.jsonl"))
