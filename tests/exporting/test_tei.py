"""The TEI is of the part of TEI that is shipped as a schema, and its pointers lead to the quotes."""

from __future__ import annotations

import io
from importlib.resources import files

import pytest
from lxml import etree

from regesta.dates import parse_edtf
from regesta.exporting import FORMATS, chosen_of
from regesta.exporting.markup import plain
from regesta.exporting.tei import dates_of
from regesta.model import Filter, When
from regesta.register import Register

TEI = "{http://www.tei-c.org/ns/1.0}"


def told(register: Register, asked: Filter | None = None) -> etree._Element:
    out = io.StringIO()
    writer = FORMATS["tei"].text
    assert writer is not None
    assert writer(chosen_of(register, asked), out).count == register.count(asked)
    return etree.fromstring(out.getvalue().encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))


@pytest.mark.parametrize("which", ["examples", "hostile"])
@pytest.mark.parametrize("asked", [None, Filter(document="no such document")])
def test_it_is_valid_also_where_there_is_no_entry(
    which: str, asked: Filter | None, request: pytest.FixtureRequest
) -> None:
    schema = etree.RelaxNG(etree.fromstring(files("regesta.exporting").joinpath("data/tei-part.rng").read_bytes()))
    tree = told(request.getfixturevalue(which), asked)
    schema.validate(tree)
    assert not schema.error_log, schema.error_log
    tree[0].clear()
    assert not schema.validate(tree)


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_each_event_points_at_its_quote(which: str, request: pytest.FixtureRequest) -> None:
    register: Register = request.getfixturevalue(which)
    seen = 0
    for event in told(register).iter(f"{TEI}event"):
        quote = event.findtext(f"{TEI}desc/{TEI}quote")
        pointer = event.find(f"{TEI}bibl/{TEI}ptr")
        assert pointer is not None
        address, _, place = pointer.attrib["target"].partition("#char=")
        start, end = map(int, place.split(","))
        text = register.document(str(address).removeprefix("urn:regesta:document:")).text
        assert plain(text[start:end]) == quote
        seen += 1
    assert seen == register.count()


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("1991-12-25", {"when": "1991-12-25"}),
        ("1962-07", {"when": "1962-07"}),
        ("1999/2014", {"from": "1999", "to": "2014"}),
        ("1993~", {"notBefore": "1993-01-01", "notAfter": "1993-12-31"}),
        ("../1991-12-25", {"notAfter": "1991-12-25"}),
        ("XXXX-01-28", {}),
    ],
)
def test_a_date_is_as_exact_as_the_attribute_that_holds_it(edtf: str, attributes: dict[str, str]) -> None:
    assert dates_of(parse_edtf(edtf)) == {**attributes, "when-custom": edtf}
    assert dates_of(When()) == {}
