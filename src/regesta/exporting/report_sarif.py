"""Findings as SARIF 2.1.0 (OASIS), which editors and code hosts show beside the text.

Loses the text around each quote, and the place inside a PDF, a Word file or an XML file, for which SARIF has no region of
text: there the place is a logical location ("page 3").
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from regesta.checking import rules
from regesta.exploring import because, place_line
from regesta.model import Remark, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def write_report_sarif(remarks: Sequence[Remark], out: TextIO) -> None:
    """Write a report as one run."""
    known = rules()
    places = {rule.id: at for at, rule in enumerate(known)}
    run = {
        "tool": {
            "driver": {"name": "Regesta", "version": version("regesta"), "rules": [_rule(rule) for rule in known]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places) for one in remarks],
    }
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.about},
        "help": {"text": f"Reported: {rule.bad}\nNot reported: {rule.good}"},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(one: Remark, places: dict[str, int]) -> dict[str, Any]:
    found = one.finding
    result: dict[str, Any] = {
        "ruleId": found.rule,
        **({"ruleIndex": places[found.rule]} if found.rule in places else {}),
        "level": found.severity,
        "message": {"text": " ".join((found.message, *found.evidence))},
        "locations": [_location(one)],
        "partialFingerprints": {"regesta/v1": found.id},
    }
    if one.waived is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": because(one.waived)}]
    return result


def _location(one: Remark) -> dict[str, Any]:
    artifact = {"uri": quote(PurePath(one.path).as_posix())}
    if not one.finding.spans:
        return {"physicalLocation": {"artifactLocation": artifact}}
    place, until = one.place, one.until
    if place.offset is None or place.line is None or until.offset is None:
        logical = [{"name": place_line(place), "kind": "element"}]
        return {"physicalLocation": {"artifactLocation": artifact}, "logicalLocations": logical}
    region: dict[str, Any] = {
        "startLine": place.line,
        "charOffset": place.offset,
        "charLength": max(0, until.offset + 1 - place.offset),
        "snippet": {"text": one.quote},
    }
    if until.line is not None and until.line > place.line:
        region["endLine"] = until.line
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
