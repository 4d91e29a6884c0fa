"""GraphML: the states as a directed network, one edge for each entry and pair, with its dates as data.

*For*: networkx, igraph, Cytoscape, yEd. The acting state is the source of an edge; `earliest` and `latest` bound its
day, `date` is EDTF.

*Loses*: people, sectors, citations, offsets. GraphML has no notion of time: the dates are data like any other.
Characters that XML cannot write become U+FFFD.
"""

from __future__ import annotations

from typing import TextIO

from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.markup import attribute, text_of
from regesta.exporting.ties import Tie, states_of, write_ties

_DATA = ("entry", "act", "date", "earliest", "latest", "modality", "place", "quote", "path")


def write_graphml(chosen: Chosen, out: TextIO) -> Written:
    """Write the nodes, then the edges as they are read."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    out.write('<key id="label" for="node" attr.name="label" attr.type="string"/>\n')
    for name in _DATA:
        out.write(f'<key id="{name}" for="edge" attr.name="{name}" attr.type="string"/>\n')
    out.write('<graph id="register" edgedefault="directed">\n')
    for code, name in states_of(chosen).items():
        out.write(f'<node id="{attribute(code)}"><data key="label">{text_of(name)}</data></node>\n')
    done = write_ties(chosen, _edge, out)
    out.write("</graph>\n</graphml>\n")
    return done


def _edge(tie: Tie, path: str | None) -> str:
    entry = tie.entry
    when = entry.when
    told = (entry.id, entry.act, when.edtf, when.earliest, when.latest, entry.modality, entry.place, entry.quote, path)
    data = "".join(
        f'<data key="{name}">{text_of(value)}</data>'
        for name, value in zip(_DATA, told, strict=True)
        if value is not None
    )
    ends = f'source="{attribute(tie.source)}" target="{attribute(tie.target)}"'
    return f'<edge id="{attribute(tie.id)}" {ends}>{data}</edge>\n'
