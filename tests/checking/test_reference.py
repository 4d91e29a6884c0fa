"""The page about the checks is made from the rules; here it is compared."""

from __future__ import annotations

import document_checks


def test_the_page_tells_every_rule_as_it_is() -> None:
    made = document_checks.page()
    assert document_checks.PAGE.read_text(encoding="utf-8") == made, "run scripts/document_checks.py"
    assert document_checks.main(["--check"]) == 0
