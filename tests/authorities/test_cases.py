"""The cases a historian can extend: who held an office on a day, who lived when."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from regesta.authorities import holders, lifespan, named, sources

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    return list(tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("case", cases("holders.toml"), ids=lambda case: f"{case['state']}-{case['day']}")
def test_the_holders_of_an_office(case: dict[str, Any]) -> None:
    found = {row.name for row in holders(case["state"], case["office"], case["day"])}
    told = set(case["holders"])
    assert found <= told, f"nobody else held it: {case['why']}"
    assert bool(found) == bool(told), case["why"]
    people = {row.person for row in holders(case["state"], case["office"], case["day"])}
    assert len(people) == len({name.split()[-1].lower() for name in found} - {"iii"}), "spellings of one are one person"


@pytest.mark.parametrize("case", cases("lives.toml"), ids=lambda case: case["name"])
def test_lives(case: dict[str, Any]) -> None:
    ids = [person for person, _, states, _ in named(case["name"]) if case["state"] in states]
    life = lifespan(ids[0])
    assert life is not None
    assert life[:2] == (case.get("born"), case.get("died"))
    assert life[2] in sources()
