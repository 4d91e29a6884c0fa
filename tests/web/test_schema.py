"""The twins for programs answer as their schema says, whatever is asked of them."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
pytest.importorskip("schemathesis", reason="schemathesis is not installed")
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from regesta.web import create_app

from .conftest import LETTER, NAME, make_register

CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
]
BOUNDED = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
ADDRESSES = (
    "/calendar.json", "/calendar.csv", "/facets.json", "/entry/{id}.json", "/act/{id}.json", "/timeline.json", "/matrix.json",
    "/network.json", "/map.json", "/log.json", "/upload/{id}.json", "/timeline.csv",
    "/matrix.csv", "/network.csv", "/map.csv", "/cooperation.json", "/cooperation.csv", "/institutions.json",
)  # fmt: skip


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = make_register(tmp_path_factory.mktemp("schema") / "letter.register", (LETTER, NAME))
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(path, hosts=["testserver"]))


def test_every_twin_is_described(described: Any) -> None:
    assert {found.ok().path for found in described.get_all_operations()} == set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_one_that_the_schema_tells(described: Any, address: str) -> None:
    operation = described[address]["GET"]

    @BOUNDED
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()
