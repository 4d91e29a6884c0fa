"""Whom people of entries mean: labelled mentions and documents, and what holds for any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from gold_sets import HOME, SHARED
from measure_people import Judged, documents_people, labels, mention_entry, seed_people, verdict

from regesta.resolving import resolve_people
from regesta.resolving.spelling import MAYBE, SURE, name_likeness

MENTIONS = labels("cases/people.toml")


def title(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row.get("office"), row.get("name"), row.get("date"))))


@pytest.mark.parametrize("row", MENTIONS, ids=map(title, MENTIONS))
def test_a_mention_means_whom_a_historian_takes_it_for_or_is_left_unsure(row: dict[str, Any]) -> None:
    (identity,) = resolve_people([mention_entry(row)])
    assert verdict(identity, row["is"]) != "wrong", identity.why
    if "status" in row:
        assert identity.status == row["status"], identity.why


@pytest.mark.parametrize("row", MENTIONS, ids=map(title, MENTIONS))
def test_every_answer_has_its_sentence_and_its_witness(row: dict[str, Any]) -> None:
    (identity,) = resolve_people([mention_entry(row)])
    assert identity.why
    assert "\n" not in identity.why
    scores = [candidate.score for candidate in identity.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(": " in candidate.why for candidate in identity.candidates), "a witness stands before a colon"
    if identity.status == "resolved":
        assert identity.candidates[0].person == identity.person


def check(judged: Iterable[Judged], least: float) -> None:
    """None resolved wrongly, and a share of those with a label resolved rightly or left open."""
    found = list(judged)
    assert [line for kind, line in found if kind == "wrong"] == []
    counts = Counter(kind for kind, _ in found)
    assert counts["rightly"] >= least * (len(found) - counts["no label"]), counts


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled documents are not beside the project")
def test_nobody_of_the_first_article_is_resolved_wrongly() -> None:
    check(seed_people(), 0.85)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled documents are not beside the project")
def test_nobody_of_the_country_articles_is_resolved_wrongly() -> None:
    check(documents_people(SHARED / "rdcr" / "prose", "*.txt", "cases/country-articles.toml"), 0.75)


def test_nobody_of_the_examples_is_resolved_wrongly() -> None:
    check(documents_people(HOME / "examples" / "documents", "*.*", "cases/examples.toml"), 0.85)


ONE = (
    ("Efraim Sneh", "Ephraim Sneh"), ("Heydar Aliyev", "Heydər Əliyev"), ("Chou En-lai", "Zhou Enlai"),
    ("Yitzhak Rabin", "Itzhak Rabin"), ("Muammar Gaddafi", "Moammar Qadhafi"), ("Mohammed Ibrahim Kamel", "Mohamed I. Kamel"),
    ("Anwar Sadat", "Anwar el-Sadat"), ("Nursultan Nazarbayev", "Nursultan Nazarbaev"), ("Viktor Orbán", "Orban Viktor"),
    ("Abdel Fattah el-Sisi", "Abdelfattah al-Sisi"), ("Süleyman Demirel", "Suleyman Demirel"),
)  # fmt: skip
TWO = (
    ("Heydar Aliyev", "Ilham Aliyev"), ("Chaim Herzog", "Isaac Herzog"), ("Kim Jong-il", "Kim Jong-un"),
    ("George W. Bush", "George H. W. Bush"), ("Hafez al-Assad", "Bashar al-Assad"), ("Leonid Kravchuk", "Leonid Kuchma"),
    ("L. Desaix Anderson", "Larz Anderson"), ("Charles F. Adams", "Charles A. Adams"), ("Alexander J. Dallas", "Alexander H. Dallas"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_spellings_of_one_name(one: str, other: str) -> None:
    assert name_likeness(one, other, "CHN" if "En" in one else None) >= SURE
    assert name_likeness(one, other, "CHN" if "En" in one else None) == name_likeness(
        other, one, "CHN" if "En" in one else None
    )


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_names_of_two_people(one: str, other: str) -> None:
    assert name_likeness(one, other) < SURE


def test_a_surname_alone_may_be_anybodys() -> None:
    assert MAYBE < name_likeness("Herzog", "Isaac Herzog") < SURE
