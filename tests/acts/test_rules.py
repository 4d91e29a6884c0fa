"""Every act rule finds the example that stands beside it, and the act is the rule's."""

import itertools
import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.acts import Masks, find_acts, find_sectors, tokens_of
from regesta.acts.rules import compiled, every_pattern
from regesta.errors import BadData

RULES: list[dict[str, Any]] = tomllib.loads(
    files("regesta.acts").joinpath("data/en/acts.toml").read_text(encoding="utf-8")
)["rule"]
VOCABULARY = {
    "independence",
    "state_change",
    "recognition",
    "relations_established",
    "relations_severed",
    "relations_resumed",
    "mission_opened",
    "mission_closed",
    "mission_raised",
    "mission_moved",
    "appointment",
    "credentials_presented",
    "recall",
    "visit",
    "meeting",
    "call",
    "speech",
    "agreement",
    "sanction_imposed",
    "sanction_lifted",
    "war",
    "ceasefire",
    "law",
    "aid",
    "exchange_programme",
    "trade",
    "office_taken",
    "office_left",
    "migration",
    "other",
}


def marked(example: str) -> tuple[str, Masks]:
    """ "[S Norway] sent" -> the plain text and its mentions."""
    text = ""
    rows: list[tuple[str, int, int, int]] = []
    at = 0
    for found in re.finditer(r"\[([DPOSLI]) ([^\]]+)\]", example):
        text += example[at : found.start()]
        rows.append((found[1], len(rows), len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return text + example[at:], Masks(tuple(rows))


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_a_rule_finds_its_example(rule: dict[str, Any]) -> None:
    text, masks = marked(rule["example"])
    found = find_acts(tokens_of(text, 0, len(text), masks))
    assert rule["act"] in VOCABULARY
    assert rule["act"] in [act.act for act in found], found


def test_every_act_of_the_vocabulary_has_a_rule() -> None:
    assert {rule["act"] for rule in RULES} == VOCABULARY


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("They refused to sign the treaty.", "denied"),
        ("They did not sign the treaty.", "denied"),
        ("They will sign the treaty.", "planned"),
        ("They would sign the treaty.", "hypothetical"),
        ("They sought to sign the treaty.", "hypothetical"),
        ("They were authorized to conclude the treaty.", "hypothetical"),
        ("They signed the treaty.", "asserted"),
        ("They refused the offer and signed the treaty.", "asserted"),
    ],
)
def test_what_was_not_done_is_told_apart(text: str, modality: str) -> None:
    (act,) = [a for a in find_acts(tokens_of(text, 0, len(text), Masks(()))) if a.act == "agreement"]
    assert act.modality == modality


def test_sectors_come_in_the_order_of_the_vocabulary() -> None:
    assert find_sectors("students, pipelines and armies") == ("energy", "defence", "education")


@given(st.text(max_size=300))
def test_any_text_gives_tokens_that_hold_their_characters(text: str) -> None:
    tokens = tokens_of(text, 0, len(text), Masks(()))
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    find_acts(tokens)


def test_every_rule_is_a_regular_expression_though_each_is_compiled_only_when_needed() -> None:
    for pattern in every_pattern():
        for shape in filter(None, (pattern.shape, pattern.bar)):
            assert compiled(shape).pattern == shape, pattern.rule


def test_a_shape_that_is_none_is_named() -> None:
    with pytest.raises(BadData, match=r"act rules cannot be read.*\(open"):
        compiled("(open")
