"""What holds for the names of any text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.model import Document, Names, Span
from regesta.names import find_names
from regesta.names.states import all_states

# Words that make the grammars work, beside any text at all.
SPARKS = [
    "the", "President", "Minister", "of", "and", ",", "to", "Israel", "Israeli", "'s", "U.S.", "Prime",
    "Jr.", "King", "al-", "Republic", "People's", "John", "B.", "Smith", "-", "–", "who", "was", "Embassy",
    "(", ")", "Ministry", "in", "Sofia", "1991", "Georgia", "Secretary", "State", "Moscow", "between",
    "əli", "İlham", "中國", "\u05e9", "🙂", "e\u0301", "’", "Vice", "Deputy", "Defense", "Security",
    "Ambassador", "von", "St.", "Mr.", "II", "counterpart", "his", "Congo", "Nassau", "\n",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(SPARKS), max_size=60).map(" ".join))


def check_spans(document: Document, names: Names) -> None:
    """Every mention is the very characters it says, in order, and every person's name lies within the mention."""
    for kind in (names.states, names.people, names.places, names.institutions):
        starts = [mention.start for mention in kind]
        assert starts == sorted(starts)
        for mention in kind:
            assert mention.start < mention.end
            assert document.text[mention.start : mention.end] == mention.text
    for person in names.people:
        assert person.start <= person.name_start <= person.name_end <= person.end
        assert (person.name is None) == (person.name_start == person.name_end)
        assert person.name is not None or person.office is not None


def check_codes(names: Names) -> None:
    known = all_states().keys()
    codes = {state.code for state in names.states}
    codes |= {code for person in names.people for code in (person.state, *person.accredited_to) if code is not None}
    codes |= {place.state for place in names.places if place.state is not None}
    codes |= {body.state for body in names.institutions if body.state is not None}
    assert codes <= known


@given(TEXTS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_has_names_at_their_places(document_of: Callable[[str], Document], text: str) -> None:
    document = document_of(text)
    names = find_names(document)
    check_spans(document, names)
    check_codes(names)
    assert find_names(document) == names


@given(TEXTS)
@settings(deadline=None)
def test_text_outside_the_sentences_is_read_too(text: str) -> None:
    middle = len(text) // 2
    sentences = (Span(0, middle // 2), Span(middle, middle + middle // 2))
    document = Document("x", "x", "text/plain", text, (), (), (), sentences)
    check_spans(document, find_names(document))


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ("", "Republic of ", "France"),
        ("", "new ", "Minister"),
        ("John Smith, who ", "was ", ""),
        ("", "the Minister to Israel, ", ""),
        ("", "A. Smith ", ""),
        ("", "1991 Moscow ", ""),
        ("", "Defense, Trade and ", ""),
        ("", "Al-", ""),
        ("", "'", ""),
        ("", "University of ", ""),
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(
    before: str, unit: str, after: str, document_of: Callable[[str], Document], in_proportion: Callable[..., None]
) -> None:
    in_proportion(lambda length: find_names(document_of(before + unit * (length // len(unit)) + after)), 15_000)
