"""JSON-LD and Turtle are one graph, of the shape that is shipped, and lead back to the characters of the document."""

from __future__ import annotations

import io
import json
import warnings
from importlib.resources import files

import pytest

from regesta.exporting import FORMATS, chosen_of
from regesta.model import Filter
from regesta.register import Register

rdflib = pytest.importorskip("rdflib")


def told(format: str, register: Register, asked: Filter | None = None) -> str:
    out = io.StringIO()
    writer = FORMATS[format].text
    assert writer is not None
    assert writer(chosen_of(register, asked), out).count == register.count(asked)
    return out.getvalue()


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_the_turtle_and_the_json_ld_are_one_graph(which: str, request: pytest.FixtureRequest) -> None:
    from rdflib.compare import isomorphic

    register: Register = request.getfixturevalue(which)
    asked = (
        Filter(document="germany", acts=("visit",)) if which == "examples" else Filter(document="00000000000000000001")
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of rdflib, about its own classes
        one = rdflib.Graph().parse(data=told("jsonld", register, asked), format="json-ld")
    other = rdflib.Graph().parse(data=told("ttl", register, asked), format="turtle")
    assert len(one) > 30
    assert isomorphic(one, other)


def test_rdflib_reads_every_hostile_text_as_it_was(hostile: Register) -> None:
    graph = rdflib.Graph().parse(data=told("ttl", hostile), format="turtle")
    exact = rdflib.URIRef("http://www.w3.org/ns/oa#exact")
    assert {str(value) for value in graph.objects(None, exact)} == {entry.quote for entry in hostile.entries()}


def test_the_graph_has_the_shape_that_is_shipped_and_a_broken_one_has_not(examples: Register) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyshacl import validate

        shape = files("regesta.exporting").joinpath("data/entries.shapes.ttl").read_text(encoding="utf-8")
        graph = rdflib.Graph().parse(data=told("ttl", examples), format="turtle")
        conforms, _, said = validate(graph, shacl_graph=shape, shacl_graph_format="turtle")
        assert conforms, said
        graph = rdflib.Graph().parse(data=told("ttl", examples, Filter(acts=("visit",))), format="turtle")
        start = rdflib.URIRef("http://www.w3.org/ns/oa#start")
        graph.remove((next(graph.subjects(start)), start, None))
        assert not validate(graph, shacl_graph=shape, shacl_graph_format="turtle")[0]


def test_the_selectors_lead_to_the_characters_and_to_what_stands_around_them(examples: Register) -> None:
    for line in told("jsonld", examples).splitlines()[2:]:
        if '"r:Entry"' not in line:
            continue
        node = json.loads(line.removesuffix(","))
        target = node["anchor"]["target"]
        text = examples.document(target["source"].rpartition(":")[2]).text
        position, quote = target["positionSelector"], target["quoteSelector"]
        start, end = int(position["start"]), int(position["end"])
        assert position["unit"] == "code point"
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, start)


def test_another_layout_of_the_same_json_is_read_too(examples: Register, tmp_path: object) -> None:
    from pathlib import Path

    from regesta.exporting import read_jsonld

    whole = json.loads(told("jsonld", examples))
    whole["@graph"].reverse()
    file = Path(str(tmp_path)) / "other.jsonld"
    file.write_text(json.dumps(whole, indent=2), encoding="utf-8")
    read = list(read_jsonld(file))
    assert {entry.id for entry, _ in read} == {entry.id for entry in examples.entries()}
    assert all(path is not None for _, path in read)
