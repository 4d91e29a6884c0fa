"""The word lists and the grammar as data: loaded once, and refused with file and key where they break their shape."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.dates.forms import FORMS
from regesta.dates.grammar import compile_grammar, grammar
from regesta.dates.words import not_dates, read_vocabulary, vocabulary
from regesta.errors import BadData


def test_the_lists_of_english_hold() -> None:
    words = vocabulary()
    assert words.values["december"] == 12
    assert words.names["years"] == "year"
    assert "resolution" in not_dates().counters


def test_every_form_of_the_grammar_has_its_function_and_the_other_way_round() -> None:
    assert set(grammar().order) == set(FORMS)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"lists": {"of": ["of"], "by": ["of"]}}, "stands in of already"),
        ({"lists": {"of": ["Of"]}}, "lower case"),
        ({"lists": {"of": "of"}}, "list of words"),
        ({"values": {"month": {"march": 3.5}}}, "number or a text"),
        ({"other": {}}, "only the tables"),
    ],
)
def test_a_broken_word_list_is_refused(data: dict[str, Any], says: str) -> None:
    with pytest.raises(BadData, match=f"words.toml.*{says}"):
        read_vocabulary(data, "words.toml")


LEADS = {"after": "comma", "before": "comma", "about": "comma"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            {"parts": {"mon": "moon"}, "leads": LEADS, "forms": {}},
            "parts.mon: no class or earlier part is called 'moon'",
        ),
        ({"parts": {"mon": "dot+"}, "leads": LEADS, "forms": {}}, "parts.mon: a rule is"),
        ({"parts": {}, "leads": LEADS, "forms": {"day": 3}}, "forms.day: a rule is"),
        ({"parts": {}, "leads": LEADS, "forms": {"day": "(dot"}}, "no regular expression"),
        ({"parts": {}, "leads": {}, "forms": {}}, "lacks the table or key 'after'"),
        ({"leads": {}, "forms": {}}, "lacks the table or key 'parts'"),
        ({"parts": [], "leads": LEADS, "forms": {}}, "should be tables"),
    ],
)
def test_a_broken_grammar_is_refused(data: dict[str, Any], says: str) -> None:
    with pytest.raises(BadData) as refusal:
        compile_grammar(data, frozenset(vocabulary().classes.values()), "grammar.toml")
    assert says in str(refusal.value)
