"""Every check against the passages that historians wrote for it: a file a rule under `cases`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from regesta.checking import rules
from regesta.reading import read_bytes
from regesta.workflow import examine, read_document

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.toml"))
PASSAGES = [
    pytest.param(path.stem, case, id=f"{path.stem}-{number}")
    for path in FILES
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1)
]


@pytest.mark.parametrize(("rule", "case"), PASSAGES)
def test_a_check_finds_what_a_careful_editor_would(rule: str, case: dict[str, object]) -> None:
    document = read_bytes(str(case["text"]).encode(), str(case.get("name", "passage.md")))
    found = [one for one in examine(read_document(document)).findings if one.rule == rule]
    assert [document.text[one.spans[0].start : one.spans[0].end] for one in found] == case["finds"], case.get("because")
    for part in case.get("says", []):  # type: ignore[attr-defined]
        assert any(part in one.message or any(part in line for line in one.evidence) for one in found), part


def test_every_check_has_cases_of_both_kinds() -> None:
    kinds: dict[str, set[bool]] = {path.stem: set() for path in FILES}
    for path in FILES:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            kinds[path.stem].add(bool(case["finds"]))
    within = {rule.id for rule in rules()} - set(BETWEEN_DOCUMENTS)
    assert {rule for rule in within if kinds.get(rule) != {True, False}} == set()


# checks between documents are told in tests of their own
BETWEEN_DOCUMENTS: tuple[str, ...] = ("contradiction-between",)


def test_every_rule_tells_good_from_bad_in_its_own_words() -> None:
    for rule in rules():
        for passage, expected in ((rule.good, False), (rule.bad, True)):
            if rule.id in BETWEEN_DOCUMENTS or not passage:
                continue
            document = read_bytes(passage.encode(), "passage.md")
            found = {one.rule for one in examine(read_document(document)).findings}
            assert (rule.id in found) is expected, f"{rule.id}: {passage}"
