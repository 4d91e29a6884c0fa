"""A dossier on cooperation as Markdown, HTML and JSON: for reading, printing, and going on with elsewhere."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from importlib.metadata import version
from typing import Any, TextIO

from regesta.cooperation import RUNGS, Figure, rung_name, subsector_name
from regesta.exploring import date_line, place_line
from regesta.exploring.dossier import Dossier, Said, Step
from regesta.exporting.templating import template
from regesta.names import state_name

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def write_dossier_markdown(found: Dossier, out: TextIO) -> None:
    """Write a dossier as Markdown; what stands in documents is escaped, so that it makes no links, tables or tags."""
    out.write(template("dossier.md", escaped=False).render(**_words(found), md=_markdown))


def write_dossier_html(found: Dossier, out: TextIO) -> None:
    """Write a dossier as one HTML page that needs nothing else. Text of documents is escaped; the page holds no script."""
    out.write(template("dossier.html", escaped=True).render(**_words(found)))


def write_dossier_json(found: Dossier, out: TextIO) -> None:
    """Write a dossier's statements as JSON Lines, every field of each, with path and place."""
    for one in found.said:
        row = {**asdict(one.statement), "path": one.path, "place": place_line(one.place)}
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def dossier_title(found: Dossier) -> str:
    """ "Azerbaijan and Israel: cooperation in education"."""
    names = " and ".join(state_name(code) for code in found.states)
    return f"{names}: cooperation" + (f" in {found.sector}" if found.sector else "")


def topic_name(step: Step, sector: str | None) -> str:
    """What a row of the ladder is about, in words."""
    if step.topic:
        return subsector_name(step.topic) if "/" in step.topic else step.topic
    return f"{sector}, no part of it named" if sector else "no sector named"


def figure_line(figure: Figure) -> str:
    """ "1999 to 2014: 28 visits"; "undated: 40 percent of oil"."""
    quantity = figure.tellings[0][1]
    bound = f"{quantity.bound} " if quantity.bound else ""
    per = f" a {quantity.per}" if quantity.per else ""
    return f"{bound}{number_line(figure.value, figure.unit)}{_counts(figure)}{per}"


def number_line(value: float, unit: str) -> str:
    """ "1,000,000,000 USD", "40 percent", "28"."""
    number = f"{value:,.10g}" if value == int(value) and value < 1e10 else f"{value:,.2f}".rstrip("0").rstrip(".")
    return number if unit == "count" else f"{number} {unit}"


def _counts(figure: Figure) -> str:
    if not figure.counts:
        return ""
    joint = {"count": " ", "percent": " of "}.get(figure.unit, ", ")
    return f"{joint}{figure.counts}"


def source_line(one: Said) -> str:
    """ "article.md, line 12; cites Murinson 2014"."""
    cited = f"; cites {', '.join(one.statement.citations)}" if one.statement.citations else ""
    voice = f"said by {one.statement.said_by}; " if one.statement.said_by else ""
    return f"{voice}{one.path}, {place_line(one.place)}{cited}"


def _words(found: Dossier) -> dict[str, Any]:
    return {
        "dossier": found,
        "title": dossier_title(found),
        "rungs": RUNGS,
        "rung_name": rung_name,
        "topic": lambda step: topic_name(step, found.sector),
        "figure_line": figure_line,
        "number_line": number_line,
        "source_line": source_line,
        "date_line": date_line,
        "place_line": place_line,
        "state_name": state_name,
        "said": {one.statement.id: one for one in found.said},
        "flat": lambda text: " ".join(text.split()),
        "version": version("regesta"),
    }


def _markdown(text: object) -> str:
    """Text of a document inside Markdown: on one line, nothing in it read as a mark."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))
