"""Turtle: the same graph as the format `jsonld`, for tools that read RDF.

*For*: triple stores, SPARQL, SHACL (a shape of the graph is shipped as `regesta/exporting/data/entries.shapes.ttl`).

*Loses*: nothing of an entry. `regesta import` reads the JSON-LD, not the Turtle.
"""

from __future__ import annotations

import re
from typing import Any, TextIO

from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.linked import KEYS, PREFIXES, nodes

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_turtle(chosen: Chosen, out: TextIO) -> Written:
    """Write the prefixes and then a block for each node."""
    for name, address in PREFIXES.items():
        out.write(f"@prefix {name}: <{address}> .\n")
    count = 0
    for node in nodes(chosen):
        out.write(f"\n<{node['@id']}> {_told(node)} .\n")
        for key, value in node.items():
            # a node with an address of its own is told beside the one that names it
            if KEYS.get(key, ("", ""))[1] == "node" and "@id" in value:
                out.write(f"<{value['@id']}> {_told(value)} .\n")
        count += "r:Entry" in node["@type"]
    return Written(count)


def _told(node: dict[str, Any]) -> str:
    """All that a node says: "a r:Entry ; r:act "visit""."""
    parts = ["a " + ", ".join(node["@type"])]
    for key, value in node.items():
        if not key.startswith("@"):
            term, kind = KEYS[key]
            parts.append(f"{term} {_object(value, kind)}")
    return " ;\n  ".join(parts)


def _object(value: Any, kind: str) -> str:
    if kind == "id":
        return value if value.startswith("oa:") else f"<{value}>"
    if kind == "list":
        return "( " + " ".join(_object(one, "node" if isinstance(one, dict) else "xsd:string") for one in value) + " )"
    if kind == "node":
        return f"<{value['@id']}>" if "@id" in value else f"[ {_told(value)} ]"
    text = _ESCAPED.sub(lambda mark: _SHORT.get(mark.group()) or f"\\u{ord(mark.group()):04X}", value)
    return f'"{text}"' if kind == "xsd:string" else f'"{text}"^^{kind}'
