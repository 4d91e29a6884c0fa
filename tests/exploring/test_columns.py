"""What is counted in memory is what the register's own filter counts, before and after people decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra 'web' is not installed")
from regesta.exploring import filter_of, highlighted
from regesta.exploring.columns import Columns, load_columns, with_decisions
from regesta.exploring.questions import facets_of, masks_of, meeting, question_of
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import examine, read_document

LETTERS = (
    "Israel recognized Azerbaijan on December 25, 1991. On 7 April 1992 the two states established diplomatic relations. "
    "In August 1997 Prime Minister Benjamin Netanyahu visited Baku. In about 1994 they signed an agreement on energy.",
    "Turkey recognized Azerbaijan on 9 November 1991. In May 1992 Turkey and Azerbaijan signed an agreement on education. "
    "Süleyman Demirel, the President of Turkey, visited Baku on 3 May 1995.",
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with Register(tmp_path_factory.mktemp("columns") / "two.register") as one:
        for number, letter in enumerate(LETTERS):
            one.put(examine(read_document(read_bytes(letter.encode(), f"letter-{number}.txt"))))
        yield one


def found(columns: Columns, register: Register, *asked: tuple[str, str]) -> list[str]:
    mask = meeting(masks_of(columns, register, question_of(list(asked))), columns.size)
    return [columns.ids[row] for row in columns.order[mask[columns.order]]]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"states": "Turkey"},
        {"pair": "Azerbaijan,Israel"},
        {"sector": "energy"},
        {"words": "agreement"},
        {"words": "suleyman"},
        {"after": "1992"},
        {"before": "1991-12"},
        {"after": "1992-05", "before": "1995"},
        {"person": "netanyahu"},
        {"document": "letter-1"},
        {"modality": "asserted"},
        {"states": "Turkey", "words": "agreement"},
    ],
)
def test_columns_answer_as_the_register_does(register: Register, asked: dict[str, str]) -> None:
    columns = load_columns(register)
    expected = [entry.id for entry in register.entries(filter_of(asked))]
    assert found(columns, register, *asked.items()) == expected


def test_every_count_is_that_of_the_page_it_leads_to(register: Register) -> None:
    columns = load_columns(register)
    for start in ((), (("states", "AZE"),), (("act", "visit"), ("after", "1992"))):
        question = question_of(list(start))
        for facet in facets_of(columns, masks_of(columns, register, question), question):
            for value in facet.values:
                # several values of one field are alternatives, so a value is counted as if it were asked alone
                alone = question.but(facet.field, value.value)
                mask = meeting(masks_of(columns, register, alone), columns.size)
                assert int(mask.sum()) == value.count, (facet.field, value.value)


def test_decisions_change_rows_as_a_new_loading_would(tmp_path: Path) -> None:
    with Register(tmp_path / "one.register") as register:
        register.put(read_document(read_bytes(LETTERS[0].encode(), "letter.txt")))
        before = load_columns(register)
        first, second, *_ = register.entries()
        register.rule(
            first, "correct", "Anna", {"fields": {"date": "2001-05", "states": ["TUR", "FRA"], "act": "call"}}, 0
        )
        register.rule(second, "reject", "Anna", {}, 0)
        changed = with_decisions(before, register, [first.id, second.id])
        fresh = load_columns(register)
        for asked in ([], [("states", "FRA")], [("pair", "FRA-TUR")], [("act", "call")], [("decision", "rejected")]):
            assert found(changed, register, *asked) == found(fresh, register, *asked)
        assert found(changed, register)[-1] == first.id, "the corrected date moves it to the end"
        assert second.id not in found(changed, register)
        assert found(before, register)[0] == first.id, "columns that somebody holds do not change under them"


def test_a_person_is_sought_among_those_that_people_corrected(tmp_path: Path) -> None:
    with Register(tmp_path / "one.register") as register:
        register.put(read_document(read_bytes(LETTERS[0].encode(), "letter.txt")))
        before = load_columns(register)
        (visit,) = found(before, register, ("person", "netanyahu"))
        (entry,) = register.entries_of([visit])
        person = {"name": "Süleyman Demirel", "office": "president", "state": "TUR"}
        register.rule(entry, "correct", "Anna", {"fields": {"people": [person]}}, 0)
        for columns in (with_decisions(before, register, [visit]), load_columns(register)):
            assert found(columns, register, ("person", "netanyahu")) == []
            assert found(columns, register, ("person", "Suleyman president")) == [visit]
        (decision,) = register.decisions("entry")
        register.undo(decision.id, "Anna")
        for columns in (with_decisions(before, register, [visit]), load_columns(register)):
            assert found(columns, register, ("person", "netanyahu")) == [visit]


def test_an_empty_register_has_no_rows(tmp_path: Path) -> None:
    with Register(tmp_path / "empty.register") as register:
        columns = load_columns(register)
        question = question_of([("states", "FRA"), ("words", "treaty")])
        masks = masks_of(columns, register, question)
        assert not meeting(masks, 0).any()
        assert [value.count for facet in facets_of(columns, masks, question) for value in facet.values] == [0]


def test_the_same_question_has_one_address() -> None:
    one = question_of([("act", "visit"), ("states", "Israel,AZE"), ("unknown", "x"), ("after", " ")])
    assert one.query == "states=ISR&states=AZE&act=visit"
    assert one.toggled("states", "ISR").query == "states=AZE&act=visit"
    assert replace(one) == question_of([("states", "ISR"), ("states", "AZE"), ("act", "visit")])


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Süleyman Demirel visited Bakı", "suleyman bak", ["Süleyman", "Bakı"]),
        ("İsrail və Səs", "israil ses", ["İsrail", "Səs"]),
        ("总理访问中国。", "中国", ["中国"]),
        ("He went to Ur in early May", "ur", ["Ur"]),
        ("Nothing", "treaty", []),
    ],
)
def test_words_are_marked_where_the_index_finds_them(text: str, words: str, hits: list[str]) -> None:
    runs = highlighted(text, words)
    assert "".join(run for run, _ in runs) == text
    assert [run for run, hit in runs if hit] == hits
