"""One act told twice, once more precisely than the other time."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.mentioned import date_words, in_body, in_heading
from regesta.model import Entry, Finding, Rule

RULE = Rule(
    id="same-act",
    severity="note",
    title="One act told twice with two precisions",
    about="Two passages tell one act, and one of them dates it more precisely. A reader may take them for two.",
    good="In August 1997 the Israeli prime minister, Benjamin Netanyahu, visited Baku.",
    bad=(
        "In August 1997 the Israeli prime minister, Benjamin Netanyahu, visited Baku. The visit of Benjamin Netanyahu to Baku on "
        "29 August 1997 was short."
    ),
)


# what may happen again, so that two dates may be taken for two of them
REPEATED = frozenset(
    "visit meeting call speech agreement appointment credentials_presented recall aid trade exchange_programme".split()
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each act whose entries date it with two precisions."""
    entries = {entry.id: entry for entry in case.reading.entries}
    for act in case.acts:
        if act.conflict is not None or act.act not in REPEATED:
            continue
        told = [entries[id] for id in act.entries if id in entries and entries[id].when.edtf is not None]
        told = [entry for entry in told if in_body(case, entry.start) and not in_heading(case, entry.start)]
        wide = _narrowest_last(told)
        if len({entry.when.edtf for entry in told}) < 2 or len(wide) < 2:
            continue
        loose, close = wide[0], wide[-1]
        spans = [(entry.start, entry.end) for entry in (close, loose)]
        dates = [date_words(case, entry) for entry in (loose, close)]
        message = f"One act seems to be told twice, once for {dates[0]} and once for {dates[1]}."
        yield finding(RULE, case, spans, message, entries=[close, loose], evidence=[act.why])


def _narrowest_last(told: list[Entry]) -> list[Entry]:
    return sorted(told, key=lambda entry: (-_days(entry), entry.start))


def _days(entry: Entry) -> int:
    low, high = entry.when.earliest, entry.when.latest
    return 0 if low is None or high is None else int(high.replace("-", "")) - int(low.replace("-", ""))
