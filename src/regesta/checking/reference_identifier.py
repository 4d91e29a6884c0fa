"""A DOI, ISSN, ISBN or address that cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.model import Finding, Reference, Rule

RULE = Rule(
    id="malformed-identifier",
    severity="warning",
    title="An identifier is not well formed",
    about="The check digit of an ISSN (ISO 3297) or ISBN (ISO 2108) is wrong, a DOI (ISO 26324) has no prefix or suffix, an "
    "address has no scheme or host. Whether it leads anywhere is not asked: nothing leaves the machine.",
    good="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). Ports. Review of Ports, 3(1), pp. 1-9. ISSN: 0378-5955.",
    bad="The port was sold (Smith 1999).\n\n# References\n\n- Smith, J. (1999). Ports. Review of Ports, 3(1), pp. 1-9. ISSN: 0378-5954.",
)

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/?#:@,]+\.[^\s/?#:@,.]{2,}(?::\d{1,5})?(?:[/?#]\S*)?", re.I)
_SCHEME = re.compile(r"(?<![\w/.])(?:h{0,2}t{1,3}ps?|ht+p?s?)(?::/{0,3}|/{2,3}|;//)(?=[\w.])[^\s<>\"”\])]{3,}", re.I)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each identifier at fault."""
    for reference in case.reading.references:
        for printed, fault in _faults(reference):
            at = reference.text.find(printed)
            low = reference.start + max(at, 0)
            span = (low, low + len(printed)) if at >= 0 else (reference.start, reference.end)
            yield finding(RULE, case, [span], f"“{printed}”: {fault}.")


_RESOLVED = re.compile(r"https?://(?:dx\.)?doi\.org/(?!10\.\d{3,9}(?:\.\d+)*/)(?=\S*\d)\S{4,300}", re.I)
_WEB = re.compile(r"https?://\w", re.I)


def _faults(reference: Reference) -> Iterator[tuple[str, str]]:
    work = reference.work
    if work.doi is not None and _DOI.fullmatch(work.doi) is None:
        yield work.doi, "a DOI begins with 10. and a number, and has a part behind the stroke"
    for match in _RESOLVED.finditer(reference.text):
        yield (
            match.group().rstrip(".,;"),
            "a DOI begins with 10. and a number behind doi.org/, and has a part behind a stroke",
        )
    if work.issn is not None and (fault := issn_fault(work.issn)) is not None:
        yield work.issn, fault
    if work.isbn is not None and (fault := isbn_fault(work.isbn)) is not None:
        yield work.isbn, fault
    if work.url is not None and "://" in work.url and _ADDRESS.fullmatch(work.url) is None:
        yield work.url, "an address needs a host with a dot behind ://"
    for match in _SCHEME.finditer(reference.text):
        if _WEB.match(match.group()) is None:
            yield match.group().rstrip(".,;"), "an address begins with http:// or https://"


_BETWEEN_DIGITS = re.compile(r"[\s–-]")
_EIGHT = re.compile(r"\d{7}[\dX]")


def issn_fault(printed: str) -> str | None:
    """What is wrong with an ISSN, in a sentence; None where it is well formed."""
    digits = _BETWEEN_DIGITS.sub("", printed).upper().replace("Х", "X")
    if _EIGHT.fullmatch(digits) is None:
        return "an ISSN has eight digits, of which the last may be X"
    rest = -sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True)) % 11
    right = "X" if rest == 10 else str(rest)
    return None if digits[7] == right else f"the check digit of this ISSN would be {right}"


_THIRTEEN = re.compile(r"\d{13}")
_TEN = re.compile(r"\d{9}[\dX]")


def isbn_fault(printed: str) -> str | None:
    """What is wrong with an ISBN of ten or thirteen digits, in a sentence; None where it is well formed."""
    digits = _BETWEEN_DIGITS.sub("", printed).upper().replace("Х", "X")
    if _THIRTEEN.fullmatch(digits) is not None:
        right = str(-sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits[:12])) % 10)
    elif _TEN.fullmatch(digits) is not None:
        rest = -sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
        right = "X" if rest == 10 else str(rest)
    else:
        return "an ISBN has ten or thirteen digits"
    return None if digits[-1] == right else f"the check digit of this ISBN would be {right}"
