"""What was understood of a reference comes out of the register as it went in (law 6)."""

from __future__ import annotations

import json
from collections.abc import Callable

from regesta.model import Author, Reading, Reference, Work
from regesta.register import Register
from regesta.register.codec import mention_of, mention_row

from .conftest import Where

PAGE = """Ties

The port was sold (Brown 2004).

References

- Brown, K. (2004). Ports. Oslo: Nord. ISBN 978-0-306-40615-7. Available at: <http://nord.example/p> [Accessed on: 3 May 2012].
"""


def test_a_reference_comes_out_as_it_went_in(path: Where, read_text: Callable[[str], Reading]) -> None:
    told = read_text(PAGE)
    with Register(path) as register:
        register.put(told)
        stored = register.mentions(told.document.id, "reference")
    assert tuple(stored) == told.references
    (reference,) = told.references
    assert reference.work.accessed == "2012-05-03"


def test_names_of_all_three_roles_come_out_as_names() -> None:
    work = Work(
        "chapter", (Author("Holm", "Nils"),), (Author(literal="Səs Evi"),), (Author("Silva"),), unsure=("year",)
    )
    reference = Reference("Holm 2001", 0, 3, "abc", 1, ("Holm",), "2001", work, "two works may stand here")
    assert mention_of("reference", mention_row("d", "reference", 0, reference)["data"]) == reference


def test_a_row_written_before_works_were_read_still_opens() -> None:
    row = {"id": "Holm 2001", "start": 0, "end": 3, "text": "abc", "number": 1, "names": ["Holm"], "year": "2001"}
    assert mention_of("reference", json.dumps(row)) == Reference("Holm 2001", 0, 3, "abc", 1, ("Holm",), "2001")
