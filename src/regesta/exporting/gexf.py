"""GEXF 1.2: the states as a directed network in time, one edge for each entry and pair, with the days it may lie between.

*For*: Gephi, whose timeline moves through the edges' `start` and `end`; networkx. The acting state is the source of an
edge; its act, date (EDTF), modality, quote and path are attributes. Gephi may merge parallel edges into a weight.

*Loses*: people, places, sectors, citations, offsets; that `start` and `end` bound an uncertain day and do not say that
an act lasted (the attribute `date` does). A side that is open has no attribute. Characters that XML cannot write become
U+FFFD.
"""

from __future__ import annotations

from typing import TextIO

from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.markup import attribute
from regesta.exporting.ties import Tie, states_of, write_ties

_ATTRIBUTES = ("entry", "act", "date", "modality", "quote", "path")


def write_gexf(chosen: Chosen, out: TextIO) -> Written:
    """Write the nodes, then the edges as they are read."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
    out.write('<graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n')
    out.write('<attributes class="edge" mode="static">\n')
    for number, name in enumerate(_ATTRIBUTES):
        out.write(f'<attribute id="{number}" title="{name}" type="string"/>\n')
    out.write("</attributes>\n<nodes>\n")
    for code, name in states_of(chosen).items():
        out.write(f'<node id="{attribute(code)}" label="{attribute(name)}"/>\n')
    out.write("</nodes>\n<edges>\n")
    done = write_ties(chosen, _edge, out)
    out.write("</edges>\n</graph>\n</gexf>\n")
    return done


def _edge(tie: Tie, path: str | None) -> str:
    entry = tie.entry
    spell = [("start", entry.when.earliest), ("end", entry.when.latest)]
    told = (entry.id, entry.act, entry.when.edtf, entry.modality, entry.quote, path)
    head = [("id", tie.id), ("source", tie.source), ("target", tie.target), ("label", entry.act), *spell]
    values = "".join(
        f'<attvalue for="{number}" value="{attribute(value)}"/>'
        for number, value in enumerate(told)
        if value is not None
    )
    named = " ".join(f'{name}="{attribute(value)}"' for name, value in head if value is not None)
    return f"<edge {named}><attvalues>{values}</attvalues></edge>\n"
