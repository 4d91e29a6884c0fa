"""`evaluate`: entries against gold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from regesta.cli.frame import (
    main,
    say,
)
from regesta.errors import BadDocument

if TYPE_CHECKING:
    pass


@main.command()
@click.argument("predicted", type=click.Path(dir_okay=False))
@click.argument("gold", type=click.Path(dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON.")
@click.option("--misses", type=click.IntRange(0), default=0, help="Also print so many missed and extra entries.")
@click.option("--ignore-document", is_flag=True, help="Score one pair of texts, whatever their ids.")
def evaluate(predicted: str, gold: str, as_json: bool, misses: int, ignore_document: bool) -> None:
    """Score predicted entries against gold: precision, recall and F1, as the contract lays down.

    \b
    Example:
      regesta evaluate entries.jsonl gold.jsonl --misses 20
    """
    from regesta.evaluating import MEASURES, score

    mine, theirs = _rows(predicted), _rows(gold)
    if ignore_document:
        mine, theirs = [{**row, "document": "one"} for row in mine], [{**row, "document": "one"} for row in theirs]
    scores = {name: score(mine, theirs, measure) for name, measure in MEASURES.items()}
    if as_json:
        say(json.dumps({name: _figures(found) for name, found in scores.items()}, indent=1))
        return
    for name, found in scores.items():
        people = f"  people {found.people:.3f}" if found.people is not None else ""
        say(
            f"{name:28} P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}"
            f"  ({found.hits} of {found.gold} gold, {found.predicted} predicted){people}"
        )
    first = scores["dated, strict"]
    for label, rows in (("missed", first.missed), ("extra", first.extra)):
        for row in rows[:misses]:
            say(f"{label}: {row['document']} {row['act']} {row.get('date')} | {row['quote'][:160]}")
    for act, (hit, wanted, more) in first.by_act().items():
        say(f"  {act:24} {hit}/{wanted} found, {more} extra")


def _figures(found: Any) -> dict[str, Any]:
    figures = {"precision": round(found.precision, 3), "recall": round(found.recall, 3), "f1": round(found.f1, 3)}
    return {**figures, "hits": found.hits, "predicted": found.predicted, "gold": found.gold, "people": found.people}


def _rows(path: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    try:
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict) or not {"document", "act", "start", "end"} <= row.keys():
                        raise BadDocument(f"{path}, line {number}: it is no entry of the contract's shape")
                    rows.append(row)
    except FileNotFoundError as fault:
        raise BadDocument(f"{path}: there is no such file; check the name") from fault
    except (ValueError, OSError) as fault:
        raise BadDocument(f"{path}: it is no JSON Lines file ({fault})") from fault
    return rows
