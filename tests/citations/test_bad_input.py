"""Lists and texts that go wrong: no crash, no storm of alarms, one sentence where one is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from regesta.checking import Case, check
from regesta.citations import find_citations, find_references
from regesta.model import Finding, Reading
from regesta.reading import read_bytes

TEXT = "The port was sold (Smith 1999, p. 3). It was bought back (Brown, K. 2004, p. 9), and sold again (Lind & Holm 2007)."


def findings(page: str, name: str = "page.md") -> tuple[Finding, ...]:
    document = read_bytes(page.encode(), name)
    references = find_references(document)
    return check(Case(Reading(document, (), (), references, find_citations(document, references))))


def told(page: str) -> Counter[str]:
    return Counter(one.rule for one in findings(page))


def test_without_a_list_it_is_said_once() -> None:
    assert told(f"# Ties\n\n{TEXT}\n") == {"no-reference-list": 1}
    assert told("# Ties\n\n" + " ".join(f"It was so [{n}]." for n in range(1, 90))) == {"no-reference-list": 1}


def test_two_lists_are_one() -> None:
    page = (
        f"# Ties\n\n{TEXT}\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.\n"
        "- Brown, K. (2004). Ports and Treaties. Oslo: Nord.\n\n# Appendix\n\nMore is told (Yıldız 2010).\n\n# Bibliography\n\n"
        "- Lind, H., & Holm, N. (2007). Regions. Malmö: Quay.\n- Yıldız, T. (2010). Ortaq büdcə. Bakı: Elm.\n"
    )
    assert told(page) == {}


def test_two_thousand_references_are_paired_in_time_that_grows_with_their_number(
    in_proportion: Callable[..., None],
) -> None:
    names = [f"{first}{second}" for first in ("Ab", "Bor", "Cel", "Dum", "Est") for second in "abcdefghijklmnopqrst"]

    def pair(count: int) -> None:
        works = [(f"{names[n % 100]}son", 1900 + n // 20) for n in range(count)]
        listed = "\n".join(
            f"- {name}, J. ({year}). Work number {n}. London: Hall." for n, (name, year) in enumerate(works)
        )
        cited = "\n\n".join(f"It was so ({name} {year})." for name, year in works[::2])
        found = findings(f"# Ties\n\n{cited}\n\n# References\n\n{listed}\n")
        assert count < 500 or len(found) <= 3, "most of the list is cited nowhere: said once"

    in_proportion(pair, 500)


def test_a_list_without_separators_raises_no_storm() -> None:
    works = [f"Name{chr(97 + n)}, J. ({1990 + n}). Title {n}. London: Hall." for n in range(12)]
    page = f"# Ties\n\nIt was so (Namea 1990; Nameb 1991).\n\n# References\n\n{' '.join(works)}\n"
    assert sum(told(page).values()) <= 3


def test_citations_in_headings_and_quotations_are_citations() -> None:
    page = (
        '# Ties after Smith (1999)\n\nHe said: "The port was sold, as Brown (2004) has it."\n\n# References\n\n'
        "- Smith, J. (1999). A Life in Letters. London: Hall.\n- Brown, K. (2004). Ports and Treaties. Oslo: Nord.\n"
    )
    document = read_bytes(page.encode(), "page.md")
    found = find_citations(document, find_references(document))
    assert [c.reference for c in found] == ["Smith 1999", "Brown 2004"]
    assert told(page) == {}


def test_references_from_right_to_left() -> None:
    page = (
        "# Ties\n\nThe port was sold (כהן 1999). It was bought back (الراشد، 2004) and sold again (حسن ٢٠٠٥، ص. 12).\n\n"
        "# References\n\n- כהן, י. (1999). נמלים ואמנות. ירושלים: מאגנס.\n"
        "- الراشد، س. (2004). رسائل لم يقرأها أحد. بيروت: الأرز.\n- حسن، م. (٢٠٠٥). الموانئ. القاهرة: النيل.\n"
    )
    document = read_bytes(page.encode(), "page.md")
    references = find_references(document)
    assert [reference.id for reference in references] == ["כהן 1999", "الراشد 2004", "حسن 2005"]
    found = find_citations(document, references)
    assert [(c.text, c.reference) for c in found] == [
        ("(כהן 1999)", "כהן 1999"),
        ("(الراشد، 2004)", "الراشد 2004"),
        ("(حسن ٢٠٠٥، ص. 12)", "حسن 2005"),
    ]
    assert all(document.text[c.start : c.end] == c.text for c in found)
    assert told(page) == {}


@pytest.mark.parametrize(
    "page",
    [
        "(" * 5000 + "Smith 1999",
        "[1" * 3000,
        "# References\n\n" + "- \n" * 500,
        "It was so (Smith 1999" + " and so" * 4000 + ").\n\n# References\n\n- Smith, J. (1999). A Life. London: Hall.",
        "# References\n\n[1]\n\n[2]\n\n[3]\n",
        "Ibid., 12. Op. cit., 13. (ibid.)",
        "[^1]: [^1]: [^2]\n\n[^2]:\n",
        "(Smith 1999; ; ; 2004; see, cf. ) [1-99999] [0] [3-1]",
    ],
)
def test_nothing_makes_it_fall_over(page: str) -> None:
    assert len(findings("# Ties\n\n" + page)) < 12
