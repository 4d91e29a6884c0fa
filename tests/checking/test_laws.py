"""Laws that hold for every text: checks never fail, point into the text, say one sentence, and say the same each time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from gold_sets import HOME
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.checking import Case, check, rules
from regesta.model import Examined, Reading
from regesta.reading import read_bytes
from regesta.workflow import examine, read, read_document

# pieces that checks look at, to be put together in any order
PIECES = (
    "Israeli Prime Minister Ehud Olmert", "President Heydar Aliyev", "the Soviet Union", "Peru and Gabon", "Azerbaijan", "Malta",
    "established diplomatic relations", "severed diplomatic relations with", "opened an embassy in", "presented his credentials",
    "visited", "met", "signed a treaty", "recognised", "on 15 February 2010", "on Monday, 30 February 1999", "on 28 January", "in 44 BC",
    "in the year 12", "in 9999", "in 20003", "two months later, in 1996", "from 1993 to 2003, for twenty years", "two millennia ago",
    "in the early fifth century", "the first country to", "has never been", "(Smith, J. 2001)", ".", ",", ";", "\n\n", "§", "“", "ə", "中",
)  # fmt: skip


def examined(text: str) -> Examined:
    return examine(read_document(read_bytes(text.encode("utf-8"), "passage.md")))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_findings_point_into_the_text_and_say_one_sentence(pieces: list[str]) -> None:
    text = "§ " + " ".join(pieces)
    found = examined(text)
    known = {rule.id for rule in rules()}
    order = {"note": 0, "warning": 1, "error": 2}
    most = {rule.id: rule.severity for rule in rules()}
    for one in found.findings:
        assert one.rule in known
        assert order[one.severity] <= order[most[one.rule]], "a finding may be weaker than its rule, never stronger"
        assert one.message.strip().endswith((".", "?"))
        assert "\n" not in one.message
        for span in one.spans:
            assert 0 <= span.start < span.end <= len(found.reading.document.text)
    assert examined(text).findings == found.findings


def test_a_line_added_above_makes_no_new_finding() -> None:
    passage = "On 15 February 2010 Israeli Prime Minister Ehud Olmert visited Baku on Tuesday, 3 May 1999."
    before = {one.id for one in examined(passage).findings}
    after = {one.id for one in examined("A line of no interest.\n\n" + passage).findings}
    assert before != set()
    assert before <= after


@pytest.mark.parametrize("text", ["§", "1999", "Ehud Olmert", "Peru\n\nGabon"])
def test_texts_without_anything_have_no_findings(text: str) -> None:
    assert examined(text).findings == ()


def test_checks_cost_less_than_reading() -> None:
    path = HOME / "examples" / "documents" / "egypt-israel-1977-1982.md"
    examine(read(path))  # the tables are loaded once
    reading, checking = [], []
    for _ in range(3):
        start = time.process_time()
        found = read(path)
        reading.append(time.process_time() - start)
        whole = examine(found)
        case = Case(found, {(one.entry, one.position): one for one in whole.identities}, whole.acts)
        start = time.process_time()
        check(case)
        checking.append(time.process_time() - start)
    assert min(checking) < min(reading)


def test_a_long_list_of_acts_costs_no_square(in_proportion: Callable[..., None]) -> None:
    line = "On {} May {} Peru and Gabon signed an agreement on trade. "

    def read_long(acts: int) -> Reading:
        text = "\n\n".join(line.format(1 + number % 28, 1900 + number // 28) for number in range(acts))
        return read_document(read_bytes(text.encode(), "long.md"))

    found = {acts: read_long(acts) for acts in (40, 400, 1600)}
    in_proportion(lambda acts: examine(found[acts]), 400)
