"""Errors seeded in papers of three ways of citing are found, and little else is said."""

from __future__ import annotations

import measure_citations
import pytest
import seed_citation_errors
from seed_citation_errors import Paper

from regesta.reading import read_bytes

PAPERS = seed_citation_errors.papers()


@pytest.mark.parametrize("paper", PAPERS, ids=[paper.name for paper in PAPERS])
def test_a_sound_paper_has_no_citation_finding(paper: Paper) -> None:
    document = read_bytes(paper.text.encode(), f"{paper.name}.md")
    assert [one.message for one in measure_citations.found_in(document)] == []


def test_nearly_every_seeded_error_is_found_and_little_else() -> None:
    told = measure_citations.measure_seeded()
    assert {paper.cites_by for paper in PAPERS} == {"date", "number", "note"}
    assert told.seeded.total() > 400
    assert told.recall >= 0.97, "\n".join(told.misses)
    assert told.precision >= 0.97, "\n".join(told.misses)
    assert all(told.found[kind] >= 0.95 * count for kind, count in told.seeded.items())


def test_seeding_makes_the_same_copies_every_time() -> None:
    assert list(seed_citation_errors.copies()) == list(seed_citation_errors.copies())
