"""JSON-LD 1.1 with PROV-O and Web Annotation: where an entry comes from, and the exact characters that tell it.

*For*: triple stores, annotation tools, linked data; and carrying entries from one register to another. Each entry is
derived (`prov:wasDerivedFrom`) from its document and anchored by an `oa:Annotation` with a TextQuoteSelector (the quote
and the text around it) and a TextPositionSelector whose `start` and `end` count code points, half open, as `unit` says.
The context stands in the file, so that nothing is fetched. A node is one line.

*Loses*: nothing of an entry; reading a file back gives equal entries (of JSON-LD in this shape; other tools may write
the same graph in another). States and people are texts, no addresses. Of a document it keeps 32 code points on either
side of a quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from regesta.errors import BadDocument
from regesta.exporting.chosen import Chosen, Written
from regesta.exporting.linked import context, document_of_id, entry_of, nodes
from regesta.model import Entry

_OPEN, _CLOSE = '"@graph": [\n', "\n]}\n"


def write_jsonld(chosen: Chosen, out: TextIO) -> Written:
    """Write the context and then one node a line."""
    out.write(f'{{"@context": {json.dumps(context())},\n{_OPEN}')
    count = 0
    for number, node in enumerate(nodes(chosen)):
        out.write((",\n" if number else "") + json.dumps(node, ensure_ascii=False))
        count += "r:Entry" in node["@type"]
    out.write(_CLOSE)
    return Written(count)


def read_jsonld(path: Path) -> Iterator[tuple[Entry, str | None]]:
    """The entries of a file, each with its document's path. Raises BadDocument where it is not in our shape."""
    paths: dict[str, str] = {}
    try:
        for node in _nodes(path):
            if "r:Document" in node["@type"]:
                paths[document_of_id(node["@id"])] = node["path"]
            elif "r:Entry" in node["@type"]:
                entry = entry_of(node)
                yield entry, paths.get(entry.document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadDocument(
            f"{path}: it is no JSON-LD of entries in Regesta's shape ({fault}); export it with `regesta export jsonld`"
        ) from fault


def _nodes(path: Path) -> Iterator[dict[str, Any]]:
    """The nodes of a file, a line at a time where it is laid out as we write it, else all at once."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        lines.readline()
        if lines.readline() == _OPEN:
            for line in lines:
                if line.startswith("{"):
                    yield json.loads(line.rstrip("\n").removesuffix(","))
            return
    whole = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    # documents first: another tool may have put them last
    yield from sorted(whole, key=lambda node: "r:Document" not in node["@type"])
