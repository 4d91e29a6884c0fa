"""Running all checks, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from regesta.checking.case import Case, Shelf
from regesta.model import Finding, Rule

# a line a check, so that two people adding checks meet in no line
CHECKS: tuple[str, ...] = (
    "absolute_claim",
    "anniversary",
    "citation_ambiguous",
    "citation_malformed",
    "citation_name",
    "citation_pages",
    "citation_style",
    "citation_without_reference",
    "citation_year",
    "contradiction",
    "contradiction_between",
    "date_arithmetic",
    "date_conflict",
    "future_date",
    "impossible_date",
    "not_alive",
    "office_tenure",
    "order_of_acts",
    "ordinal",
    "reference_accessed",
    "reference_duplicate",
    "reference_identifier",
    "reference_list",
    "reference_uncited",
    "reference_unclear",
    "reference_year",
    "same_act",
    "same_person",
    "state_dates",
    "unsourced",
    "weekday",
    "year_missing",
    "year_typo",
)


@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"regesta.checking.{name}") for name in CHECKS)


def rules() -> tuple[Rule, ...]:
    """The rules of all checks, by id."""
    return tuple(sorted((module.RULE for module in _modules()), key=lambda rule: rule.id))


def check(case: Case) -> tuple[Finding, ...]:
    """What all checks have to say of one document, in the order of its text."""
    return _ordered(found for run in _functions("check") for found in run(case))


def check_across(shelf: Shelf) -> tuple[Finding, ...]:
    """What the checks between documents have to say of the acts of a shelf."""
    return _ordered(found for run in _functions("check_across") for found in run(shelf))


def check_towards(shelf: Shelf) -> tuple[Finding, ...]:
    """What the checks have to say that compare all entries towards a state (`ordinal.towards`), whatever their acts."""
    return _ordered(found for run in _functions("check_towards") for found in run(shelf))


def _functions(name: str) -> list[Callable[..., Iterator[Finding]]]:
    return [getattr(module, name) for module in _modules() if hasattr(module, name)]


def _ordered(found: Iterator[Finding]) -> tuple[Finding, ...]:
    once = {one.id: one for one in found}
    return tuple(
        sorted(once.values(), key=lambda one: (one.document, one.spans[0].start if one.spans else -1, one.rule, one.id))
    )
