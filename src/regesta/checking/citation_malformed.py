"""A citation with a bracket too many or too few."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.model import Citation, Finding, Rule

RULE = Rule(
    id="malformed-citation",
    severity="warning",
    title="A citation's brackets do not match",
    about="A bracket of a citation was opened and not closed, closed and not opened, or closed by another kind.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
    bad="The port was sold (Smith (1999).\n\n# References\n\n- Smith, J. (1999). A Life in Letters. London: Hall.",
)

_PARTNER = {")": "(", "]": "[", "}": "{"}


def check(case: Case) -> Iterator[Finding]:
    """One finding for each place."""
    seen: set[tuple[int, int]] = set()
    for citation in case.reading.citations:
        start, end = _whole(case.document.text, citation)
        fault = _fault(case.document.text[start:end])
        if fault is not None and (start, end) not in seen:
            seen.add((start, end))
            yield finding(RULE, case, [(start, end)], f"“{case.document.text[start:end]}”: {fault}.")


def _whole(text: str, citation: Citation) -> tuple[int, int]:
    """A citation with a second bracket that stands right at it: "((Smith 1999)", "(Smith 1999))"."""
    start, end = citation.start, citation.end
    if text[start] in "([" and text[start - 1 : start] == text[start] and _closes_later(text, end) is False:
        start -= 1
    elif (
        text[end - 1 : end] in {")", "]"}
        and text[end : end + 1] == text[end - 1]
        and _opened_before(text, start) is False
    ):
        end += 1
    return start, end


def _closes_later(text: str, end: int) -> bool:
    after = text[end : end + 300].partition("\n\n")[0]
    return after.count(")") + after.count("]") > after.count("(") + after.count("[")


def _opened_before(text: str, start: int) -> bool:
    before = text[max(0, start - 300) : start].rpartition("\n\n")[2]
    return before.count("(") + before.count("[") > before.count(")") + before.count("]")


def _fault(words: str) -> str | None:
    stack: list[str] = []
    for mark in words:
        if mark in "([{":
            stack.append(mark)
        elif mark in _PARTNER:
            if not stack:
                return f"“{mark}” closes what was never opened"
            if stack.pop() != _PARTNER[mark]:
                return f"“{mark}” closes a bracket of another kind"
    return f"“{stack[-1]}” is never closed" if stack else None
