"""All that speaks for an act: who tells it, in which words, on whose ground, and what is not agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from regesta.exploring.abstracts import abstract
from regesta.exploring.calendar import calendar_line
from regesta.model import Act, Entry, Finding, Identity, Place, Ruling
from regesta.register import Register, laid_over


@dataclass(frozen=True, slots=True)
class Witness:
    """One entry that tells an act: as a person left it, with its source, whom its people are, and what was decided."""

    entry: Entry
    date: str
    source: str
    identities: tuple[Identity, ...]
    findings: tuple[Finding, ...]
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """An act and its witnesses. `voices` counts who speaks (a document, or somebody it quotes), `works` who is cited."""

    act: Act
    abstract: str
    witnesses: tuple[Witness, ...]
    dates: tuple[tuple[str, int], ...]
    voices: tuple[str, ...]
    works: tuple[str, ...]


def evidence_of(
    act: Act, register: Register, names: Mapping[str, str], remarks: Mapping[str, tuple[str, ...]]
) -> Evidence:
    """The evidence of an act; `names` gives documents' names, `remarks` the ids of the findings about an entry."""
    entries = register.entries_of(act.entries)
    places, rulings = register.places(act.entries), register.rulings(act.entries)
    witnesses = []
    for entry in entries:
        ruling = rulings.get(entry.id)
        decided = laid_over(entry, ruling)
        line = calendar_line(decided, places.get(entry.id, Place()), names.get(entry.document, entry.document))
        findings = register.findings_with(remarks.get(entry.id, ()))
        identities = register.identities(entry.id)
        witnesses.append(Witness(decided, line.date, line.source, tuple(identities), tuple(findings), ruling))
    dates: dict[str, int] = {}
    for witness in witnesses:
        dates[witness.date] = dates.get(witness.date, 0) + 1
    voices = dict.fromkeys(one.entry.said_by or names.get(one.entry.document, "") for one in witnesses)
    works = dict.fromkeys(work for one in witnesses for work in one.entry.citations)
    told = abstract(replace(entries[0], when=act.when, states=act.states)) if entries else act.act.replace("_", " ")
    return Evidence(act, told, tuple(witnesses), tuple(dates.items()), tuple(voices), tuple(works))
