"""The first case: what a careful editor reports of it is found, and hardly anything else of weight."""

from __future__ import annotations

import json
from functools import cache

import pytest
from gold_sets import SHARED

from regesta.model import Examined, Finding
from regesta.workflow import examine, read

FOLDER = SHARED / "seed"
pytestmark = pytest.mark.skipif(not (FOLDER / "findings.jsonl").is_file(), reason="the seed is not beside the project")


@cache
def examined() -> Examined:
    return examine(read(FOLDER / "article.md"))


def of(rule: str) -> list[Finding]:
    return [one for one in examined().findings if one.rule == rule]


def words(one: Finding) -> str:
    return " | ".join(examined().reading.document.text[span.start : span.end] for span in one.spans)


def test_an_office_that_was_not_held() -> None:
    (found,) = of("office-tenure")
    assert found.severity == "warning"
    assert "Ehud Olmert" in words(found)
    assert "February 15, 2010" in words(found)
    told = found.message + " ".join(found.evidence)
    for part in ("14 April 2006", "31 March 2009", "Benjamin Netanyahu", "Wikidata", "Knesset"):
        assert part in told


def test_a_day_without_its_year() -> None:
    (found,) = [one for one in of("year-missing") if words(one) == "January 28"]
    assert found.inferred is not None
    assert found.inferred.edtf == "[1994-01-28,1995-01-28]"
    assert found.inferred.basis == "inferred"
    told = [entry for entry in examined().reading.entries if entry.id in found.entries]
    assert {entry.when.edtf for entry in told} == {"XXXX-01-28"}, "the years are offered and not taken"


def test_one_visit_told_twice() -> None:
    assert any("August 1997" in one.message and "August 29, 1997" in one.message for one in of("same-act"))


def test_one_person_under_two_spellings() -> None:
    assert any("Efraim Sneh" in words(one) and "Ephraim Sneh" in words(one) for one in of("same-person"))


def test_two_times_for_one_settlement() -> None:
    (found,) = of("date-conflict")
    assert words(found) == "approximately two millennia | the early fifth century"


def test_two_months_and_a_week_are_two_months() -> None:
    assert of("date-arithmetic") == []


def test_no_other_finding_of_weight() -> None:
    labelled = {
        json.loads(line)["check"] for line in (FOLDER / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    }
    beside = [one for one in examined().findings if one.severity != "note" and one.rule in ACTS_AND_DATES - labelled]
    assert [f"{one.rule}: {one.message}" for one in beside if "20003" not in one.message] == []


# what is asked of acts, people and dates; citations have tests of their own
ACTS_AND_DATES = frozenset(
    """absolute-claim contradiction date-arithmetic date-conflict future-date impossible-date not-alive office-tenure order-of-acts ordinal
    same-act same-person state-dates unsourced weekday year-missing year-typo""".split()
)
