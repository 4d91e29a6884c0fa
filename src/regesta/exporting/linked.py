"""Entries as linked data: nodes in the words of one small context, from which JSON-LD and Turtle are both written.

An entry is a `prov:Entity` derived from its document and attributed to the program; an `oa:Annotation` (Web Annotation)
ties it to the characters that tell it, by their position and by the quote with up to 32 code points on either side.
EDTF dates have the Library of Congress's datatype. Terms that no common vocabulary has begin with `urn:regesta:term:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import quote, unquote

from regesta.exporting.chosen import Chosen, entries_in_documents
from regesta.model import Document, Entry, Person, When

PREFIXES = {
    "r": "urn:regesta:term:",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
_REACH = 32  # code points of text before and after a quote
_ENTRY, _DOCUMENT = "urn:regesta:entry:", "urn:regesta:document:"
PROGRAM, RUN = "urn:regesta:program", "urn:regesta:reading"

# each key of a node: its term, and "id" (an address), "node", "list" (in order), or the datatype of its text
KEYS: dict[str, tuple[str, str]] = {
    "label": ("rdfs:label", "xsd:string"),
    "path": ("dcterms:title", "xsd:string"),
    "mediaType": ("dcterms:format", "xsd:string"),
    "derivedFrom": ("prov:wasDerivedFrom", "id"),
    "generatedBy": ("prov:wasGeneratedBy", "id"),
    "associatedWith": ("prov:wasAssociatedWith", "id"),
    "act": ("r:act", "xsd:string"),
    "date": ("dcterms:date", "edtf:EDTF"),
    "earliest": ("r:earliest", "xsd:date"),
    "latest": ("r:latest", "xsd:date"),
    "dateBasis": ("r:dateBasis", "xsd:string"),
    "states": ("r:states", "list"),
    "people": ("r:people", "list"),
    "name": ("r:name", "xsd:string"),
    "office": ("r:office", "xsd:string"),
    "state": ("r:state", "xsd:string"),
    "authority": ("r:authority", "xsd:string"),
    "place": ("r:place", "xsd:string"),
    "sectors": ("r:sectors", "list"),
    "modality": ("r:modality", "xsd:string"),
    "saidBy": ("r:saidBy", "xsd:string"),
    "citations": ("r:citations", "list"),
    "rule": ("r:rule", "xsd:string"),
    "confidence": ("r:confidence", "xsd:double"),
    "why": ("r:why", "xsd:string"),
    "anchor": ("r:anchor", "node"),
    "body": ("oa:hasBody", "id"),
    "motivation": ("oa:motivatedBy", "id"),
    "target": ("oa:hasTarget", "node"),
    "source": ("oa:hasSource", "id"),
    "quoteSelector": ("oa:hasSelector", "node"),
    "positionSelector": ("oa:hasSelector", "node"),
    "exact": ("oa:exact", "xsd:string"),
    "prefix": ("oa:prefix", "xsd:string"),
    "suffix": ("oa:suffix", "xsd:string"),
    "start": ("oa:start", "xsd:nonNegativeInteger"),
    "end": ("oa:end", "xsd:nonNegativeInteger"),
    "unit": ("r:unit", "xsd:string"),
}


def context() -> dict[str, Any]:
    """The JSON-LD context of the nodes: everything it needs is in it."""
    terms: dict[str, Any] = {}
    for key, (term, kind) in KEYS.items():
        if kind == "id":
            terms[key] = {"@id": term, "@type": "@id"}
        elif kind == "node":
            terms[key] = {"@id": term}
        elif kind == "list":
            terms[key] = {"@id": term, "@container": "@list"}
        else:
            terms[key] = {"@id": term, "@type": kind} if kind != "xsd:string" else {"@id": term}
    return {"@version": 1.1, **PREFIXES, **terms}


def nodes(chosen: Chosen) -> Iterator[dict[str, Any]]:
    """The nodes, streamed: the program and its reading, then each document before its entries."""
    yield {"@id": PROGRAM, "@type": ["prov:SoftwareAgent"], "label": f"Regesta {version('regesta')}"}
    yield {"@id": RUN, "@type": ["prov:Activity"], "associatedWith": PROGRAM}
    last = None
    for entry, document in entries_in_documents(chosen):
        if document.id != last:
            last = document.id
            yield _document(document, chosen.paths.get(document.id))
        yield _entry(entry, document)


def entry_of(node: dict[str, Any]) -> Entry:
    """The entry of a node. Raises KeyError, TypeError or ValueError where it is none of ours."""
    target = node["anchor"]["target"]
    position = target["positionSelector"]
    return Entry(
        id=unquote(node["@id"].removeprefix(_ENTRY)),
        document=document_of_id(target["source"]),
        act=node["act"],
        when=When(node.get("date"), node.get("earliest"), node.get("latest"), node.get("dateBasis", "stated")),
        states=tuple(node["states"]),
        people=tuple(
            Person(p.get("name"), p.get("office"), p.get("state"), p.get("authority")) for p in node["people"]
        ),
        place=node.get("place"),
        sectors=tuple(node["sectors"]),
        modality=node["modality"],
        said_by=node.get("saidBy"),
        citations=tuple(node["citations"]),
        start=int(position["start"]),
        end=int(position["end"]),
        quote=target["quoteSelector"]["exact"],
        rule=node["rule"],
        confidence=float(node["confidence"]),
        why=node["why"],
    )


def document_of_id(address: str) -> str:
    """A document's id in the register, from its address."""
    return unquote(address.removeprefix(_DOCUMENT))


def address_of(document: str) -> str:
    """The address of a document of the register."""
    return _DOCUMENT + quote(document, safe="")


def _document(document: Document, path: str | None) -> dict[str, Any]:
    return {
        "@id": address_of(document.id), "@type": ["r:Document", "prov:Entity"], "path": path or document.name,
        "mediaType": document.media_type,
    }  # fmt: skip


def _entry(entry: Entry, document: Document) -> dict[str, Any]:
    when = entry.when
    address = _ENTRY + quote(entry.id, safe="")
    told = {
        "@id": address, "@type": ["r:Entry", "prov:Entity"], "act": entry.act, "date": when.edtf, "earliest": when.earliest,
        "latest": when.latest, "dateBasis": when.basis if when.edtf is not None else None, "states": list(entry.states),
        "people": [_person(person) for person in entry.people], "place": entry.place, "sectors": list(entry.sectors),
        "modality": entry.modality, "saidBy": entry.said_by, "citations": list(entry.citations), "rule": entry.rule,
        "confidence": repr(float(entry.confidence)), "why": entry.why, "derivedFrom": address_of(entry.document),
        "generatedBy": RUN,
        "anchor": {
            "@id": address + ":anchor", "@type": ["oa:Annotation"], "body": address, "motivation": "oa:describing",
            "target": {"@type": ["oa:SpecificResource"], "source": address_of(entry.document), **_selectors(entry, document)},
        },
    }  # fmt: skip
    return {key: value for key, value in told.items() if value is not None}


def _selectors(entry: Entry, document: Document) -> dict[str, Any]:
    return {
        "quoteSelector": {
            "@type": ["oa:TextQuoteSelector"], "exact": entry.quote,
            "prefix": document.text[max(0, entry.start - _REACH) : entry.start],
            "suffix": document.text[entry.end : entry.end + _REACH],
        },
        "positionSelector": {
            "@type": ["oa:TextPositionSelector"], "start": str(entry.start), "end": str(entry.end), "unit": "code point",
        },
    }  # fmt: skip


def _person(person: Person) -> dict[str, Any]:
    told = {"name": person.name, "office": person.office, "state": person.state, "authority": person.id}
    return {"@type": ["r:Person"]} | {key: value for key, value in told.items() if value is not None}
