"""The network of states opens in networkx, with the dates on its edges."""

from __future__ import annotations

import io
import warnings
from collections import Counter

import pytest

from regesta.exporting import FORMATS, chosen_of
from regesta.register import Register


def told(format: str, register: Register) -> bytes:
    out = io.StringIO()
    writer = FORMATS[format].text
    assert writer is not None
    done = writer(chosen_of(register), out)
    tied = sum(len(set(entry.states)) > 1 for entry in register.entries())
    assert (done.count, done.left_out) == (tied, register.count() - tied)
    return out.getvalue().encode()


@pytest.mark.parametrize("format", ["gexf", "graphml"])
@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_networkx_reads_the_states_and_an_edge_for_each_entry_and_pair(
    format: str, which: str, request: pytest.FixtureRequest
) -> None:
    import networkx

    register: Register = request.getfixturevalue(which)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = networkx.read_gexf if format == "gexf" else networkx.read_graphml
        graph = read(io.BytesIO(told(format, register)))
    assert set(graph.nodes) == {code for entry in register.entries() for code in entry.states}
    pairs = Counter(
        (entry.states[0], code)
        for entry in register.entries()
        for code in dict.fromkeys(entry.states[1:])
        if code != entry.states[0]
    )
    assert Counter((source, target) for source, target in graph.edges()) == pairs
    assert graph.nodes["FRA"]["label"] == "France"


def test_an_edge_lies_between_the_days_of_its_entry(examples: Register) -> None:
    import networkx

    graph = networkx.read_gexf(io.BytesIO(told("gexf", examples)))
    days = {entry.id: (entry.when.earliest, entry.when.latest) for entry in examples.entries()}
    seen = 0
    for *_, data in graph.edges(data=True):
        assert (data.get("start"), data.get("end")) == days[data["entry"]]
        seen += data.get("start") is not None
    assert seen > 10
