"""Score the rules against the labelled documents, and hold the figures to the committed baseline.

usage: evaluate.py [--update] [--only SET] [--misses SET] [--shared FOLDER]

Prints precision, recall and F1 for each set and part ("look": documents whose misses may be learnt from; "held": only
ever scored), then the gold rows gained and lost since `evaluation/baseline.json`. Exits 1 when a figure fell by more
than 0.0005; `--update` accepts the present figures. Sets that are not beside the project are skipped, and named.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import measure_checks
import measure_citations
import measure_cooperation
import measure_dates
import measure_references
import ratchet
import seed_errors
from gold_sets import HOME, SHARED, GoldSet, Row, all_sets, hash_of, predicted_rows

from regesta.evaluating import Measure, score

BASELINE = HOME / "evaluation" / "baseline.json"

# acts that are no relation, mission, envoy, contact, instrument or sanction: the core is all but these
BESIDE_THE_CORE = frozenset(["other", "speech", "war", "aid", "office_taken", "office_left", "law", "migration"])

Scored = tuple[dict[str, Any], list[Row], list[Row]]  # figures, missed gold, extra predictions
Scorer = Callable[..., Scored]

MEASURES: dict[str, dict[str, bool]] = {
    "dated, strict": {"strict": True},
    "dated, lenient": {"strict": False},
    "with states": {"strict": True, "with_states": True},
    "undated": {"strict": False, "dated": False},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a part of a set under one measure."""

    name: str
    part: str
    measure: str
    hits: int
    predicted: int
    gold: int
    people: float | None = None

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


def load_scorer() -> Scorer:
    """The contract's scoring, as `regesta.evaluating` does it, in the shape this script works with."""

    def scored(found: list[Row], gold: list[Row], **options: bool) -> Scored:
        how = Measure(options.get("strict", True), options.get("with_states", False), options.get("dated", True))
        told = score(found, gold, how)
        figures = {"hits": told.hits, "predicted": told.predicted, "gold": told.gold, "people": told.people}
        return figures, list(told.missed), list(told.extra)

    return scored


# --- scoring one set -------------------------------------------------------------------------------------------------


def parts_of(gold_set: GoldSet) -> dict[str, frozenset[str]]:
    """The parts a set is reported in. Document 06 of the encyclopedia is one list of years: shown with and without."""
    everything = frozenset(gold_set.documents)
    look = gold_set.look()
    parts = {"all": everything}
    if look != everything:
        parts = {"look": look, "held": everything - look, "all": everything}
    if gold_set.name == "wikipedia":
        parts |= {"look but 06": look - {"06"}, "all but 06": everything - {"06"}}
    return parts


def of_documents(rows: Iterable[Row], documents: frozenset[str]) -> list[Row]:
    return [row for row in rows if row["document"] in documents]


def score_set(gold_set: GoldSet, predicted: list[Row], scorer: Scorer) -> list[Line]:
    """The lines of the table for one set."""
    lines = []
    for part, documents in parts_of(gold_set).items():
        found, gold = of_documents(predicted, documents), of_documents(gold_set.gold, documents)
        if not gold_set.complete:
            lines += recall_lines(gold_set.name, part, found, gold)
            continue
        for measure, options in MEASURES.items():
            figures, missed, extra = scorer(found, gold, **options)
            people = figures.get("people") if measure == "dated, strict" else None
            counts = (figures["hits"], figures["predicted"], figures["gold"])
            lines.append(Line(gold_set.name, part, measure, *counts, people))
            if measure == "dated, strict":
                lines.append(core_line(gold_set.name, part, gold, missed, extra))
    return lines


def core_line(name: str, part: str, gold: list[Row], missed: list[Row], extra: list[Row]) -> Line:
    """The strict figures over the core acts alone, from the pairs made over all acts."""
    asked, lost, wrong = (
        sum(row["act"] not in BESIDE_THE_CORE for row in rows)
        for rows in ([row for row in gold if counts(row)], missed, extra)
    )
    hits = asked - lost
    return Line(name, part, "core, strict", hits, hits + wrong, asked)


def recall_lines(name: str, part: str, found: list[Row], gold: list[Row]) -> list[Line]:
    """Partial gold: how many of its rows were told, strictly and by the year; nothing can be said of the rest."""
    lines = []
    for measure, strict in (("dated, strict", True), ("dated, lenient", False)):
        hits = len(recalled(found, gold, strict))
        lines.append(Line(name, part, measure, hits, 0, len(gold)))
    return lines


def recalled(found: list[Row], gold: list[Row], strict: bool = True) -> list[Row]:
    """The rows of partial gold that some asserted prediction under their heading tells."""
    width = 10 if strict else 4
    told: dict[str, list[Row]] = {}
    for row in found:
        if row["date"] is not None and row["modality"] == "asserted":
            told.setdefault(row["document"], []).append(row)
    return [
        row
        for row in gold
        if any(
            mine["start"] < row["end"]
            and row["start"] < mine["end"]
            and mine["act"] in {row["act"], *row["also"]}
            and mine["date"][:width] == row["date"][:width]
            for mine in told.get(row["document"], ())
        )
    ]


def matched_rows(gold_set: GoldSet, predicted: list[Row], scorer: Scorer) -> dict[str, list[str]]:
    """Per document that may be looked at, the names of the dated gold rows found (dated, strict)."""
    matched = {}
    for document in sorted(gold_set.look()):
        found, gold = of_documents(predicted, frozenset([document])), of_documents(gold_set.gold, frozenset([document]))
        if gold_set.complete:
            missed = {id(row) for row in scorer(found, gold, strict=True)[1]}
            gold = [row for row in gold if counts(row) and id(row) not in missed]
        else:
            gold = recalled(found, gold)
        matched[document] = sorted((ratchet.row_key(row) for row in gold), key=ratchet.by_offset)
    return matched


def counts(row: Row) -> bool:
    """Does this gold row count among the dated ones?"""
    return (row.get("modality") or "asserted") == "asserted" and not row.get("optional") and row["date"] is not None


def figures_of(lines: Iterable[Line], complete: bool) -> dict[str, dict[str, float]]:
    """The figures the ratchet holds: F1 (recall where the gold is partial), and the share of people."""
    held: dict[str, dict[str, float]] = {}
    for line in lines:
        part = held.setdefault(line.part, {})
        part[f"{line.measure}: {'F1' if complete else 'recall'}"] = round(line.f1 if complete else line.recall, 4)
        if line.people is not None:
            part["people"] = round(line.people, 4)
    return held


# --- how sure, how right ---------------------------------------------------------------------------------------------

BINS = (0.95, 0.9, 0.8, 0.7, 0.0)


def reliability(gold_set: GoldSet, predicted: list[Row], scorer: Scorer) -> dict[tuple[str, float], tuple[int, int]]:
    """For the parts of a set and the confidence that entries bear: how many were right, of how many."""
    extra = {id(row) for row in scorer(predicted, list(gold_set.gold), strict=True)[2]}
    counts: dict[tuple[str, float], tuple[int, int]] = {}
    look = gold_set.look()
    for row in predicted:
        if row["date"] is None or row["modality"] != "asserted":
            continue
        key = ("look" if row["document"] in look else "held", next(low for low in BINS if row["confidence"] >= low))
        right, told = counts.get(key, (0, 0))
        counts[key] = (right + (id(row) not in extra), told + 1)
    return counts


def reliability_table(counts: dict[tuple[str, float], tuple[int, int]]) -> str:
    """Entries that say 0.9 should be right nine times in ten."""
    rows = ["confidence      look: right of told        held: right of told"]
    for low in BINS:
        cells = []
        for part in ("look", "held"):
            right, told = counts.get((part, low), (0, 0))
            cells.append(f"{right:5} of {told:<5} {right / told if told else 0:6.3f}")
        rows.append(f"{f'{low:.2f} and more' if low else 'below 0.70':15} {cells[0]:26} {cells[1]}")
    return "\n".join(rows)


def timex_figures(now: ratchet.Results) -> None:
    """The dates against the news texts' TIMEX3, printed and held to the baseline like the other figures."""
    if not measure_dates.TIMEX.is_file():
        print("meantime: skipped, its labels are not beside the project")
        return
    counts = measure_dates.measure_timex(False)
    measure_dates.print_timex(counts)
    figures = {
        f"{name}: F1": round(measure_dates.f1(counts[name], counts["predicted"], counts["gold"]), 4)
        for name in ("strict", "relaxed", "value")
    }
    now.figures["meantime"], now.matched["meantime"] = {"all": figures}, {}
    now.gold["meantime"] = hash_of(measure_dates.TIMEX)


def reference_figures(now: ratchet.Results) -> None:
    """The reference tagger on the held-back fifth of the labelled references, printed and held like the other figures."""
    if not measure_references.LABELLED.is_file():
        print("references: skipped, its labels are not beside the project")
        return
    figures, line = measure_references.figures()
    print(line)
    now.figures["references"], now.matched["references"] = {"held": figures}, {}
    now.gold["references"] = hash_of(measure_references.LABELLED)


def citation_figures(now: ratchet.Results) -> None:
    """Citations against errors seeded in our own papers, and against the first article's labels; held like the other figures."""
    now.figures["citations"], now.matched["citations"] = measure_citations.figures(), {}
    now.gold["citations"] = hash_of(measure_citations.DOCUMENTS / "works.toml")
    article = SHARED / "seed" / "citations.jsonl"
    if article.is_file():
        # a set of its own, so that it is not missed where the labels are not beside the project
        now.figures["article"], now.matched["article"] = {"all": now.figures["citations"].pop("article")}, {}
        now.gold["article"] = hash_of(article)
    for name in ("citations", "article"):
        for part, held in now.figures.get(name, {}).items():
            print(f"{name:10} {part:12} " + ", ".join(f"{figure} {value:.3f}" for figure, value in held.items()))


def cooperation_figures(now: ratchet.Results) -> None:
    """Statements of cooperation in our own passages, both halves, and in the first article; held like the other figures."""
    now.figures["cooperation"], now.matched["cooperation"] = measure_cooperation.figures(), {}
    now.gold["cooperation"] = measure_cooperation.hash_of_labels()
    article = measure_cooperation.article_figures()
    if article:
        # a set of its own, so that it is not missed where the article is not beside the project
        now.figures["cooperation, article"], now.matched["cooperation, article"] = {"all": article}, {}
        now.gold["cooperation, article"] = hash_of(measure_cooperation.PASSAGES / "seed.toml")
    for name in ("cooperation", "cooperation, article"):
        for part, held in now.figures.get(name, {}).items():
            print(f"{name:10} {part:12} " + ", ".join(f"{figure} {value:.3f}" for figure, value in held.items()))


def check_figures(now: ratchet.Results, shared: Path) -> None:
    """The checks on errors seeded into every third text, printed, and held to their bars and not to the last place: which
    errors are put in changes with the tables of the authorities. `measure_checks.py` measures them on all texts."""
    texts = list(seed_errors.of_paths(seed_errors.paths(shared)[::3]))
    counts = measure_checks.measure(texts, most=2)
    print(measure_checks.table(counts))
    whole = measure_checks.together(counts, seed_errors.KINDS)
    figures = {"precision": whole.precision, "recall": whole.recall}
    now.figures["checks"] = {"all": {name: min(value, measure_checks.BARS[name]) for name, value in figures.items()}}
    now.matched["checks"], now.gold["checks"] = {}, seed_errors.hash_of_texts(texts)


# --- words out -------------------------------------------------------------------------------------------------------


def table(lines: Iterable[Line]) -> str:
    rows = [f"{'set':10} {'part':12} {'measure':15} {'P':>6} {'R':>6} {'F1':>6}   found of gold, told   people"]
    for line in lines:
        if line.predicted == 0 and line.gold > 0 and line.name == "headings":
            rates, told = f"{'':>6} {line.recall:6.3f} {'':>6}", "-"
        else:
            rates, told = f"{line.precision:6.3f} {line.recall:6.3f} {line.f1:6.3f}", str(line.predicted)
        people = f"{line.people:.3f}" if line.people is not None else ""
        numbers = f"{line.hits} of {line.gold}, {told}"
        rows.append(f"{line.name:10} {line.part:12} {line.measure:15} {rates}   {numbers:20} {people:>7}".rstrip())
    return "\n".join(rows)


def sentence_of(sets: dict[str, GoldSet], name: str, document: str, key: str) -> str:
    """One gained or lost row, with its words where the labels are at hand."""
    rows = sets[name].gold if name in sets else ()
    quote = next((row["quote"] for row in rows if row["document"] == document and ratchet.row_key(row) == key), "")
    return f"{name}/{document}: {key} {quote[:100]!r}"


def print_misses(gold_set: GoldSet, predicted: list[Row], scorer: Scorer) -> None:
    """The missed and extra entries of the part that may be looked at."""
    look = gold_set.look()
    found, gold = of_documents(predicted, look), of_documents(gold_set.gold, look)
    if gold_set.complete:
        _, missed, extra = scorer(found, gold, strict=True)
    else:
        told = {id(row) for row in recalled(found, gold)}
        missed, extra = [row for row in gold if id(row) not in told], []
    for label, rows in (("missed", missed), ("extra", extra)):
        for row in rows:
            print(f"{label}: {row['document']} {row['act']} {row['date']} | {row['quote'][:200]!r}")


def report(now: ratchet.Results, before: ratchet.Results | None, sets: dict[str, GoldSet]) -> int:
    """Print what changed since the baseline. 1 when a figure fell, or our own labels changed without it; else 0."""
    if before is None:
        print(f"no baseline yet: write one with --update ({BASELINE.relative_to(HOME)})")
        return 0
    gained, lost = ratchet.changes(before, now)
    for label, rows in (("gained", gained), ("lost", lost)):
        for row in rows:
            print(f"{label}: {sentence_of(sets, *row)}")
    fallen = ratchet.falls(before, now)
    for fall in fallen:
        print(f"fell: {fall}")
    changed = ratchet.relabelled(before, now)
    for name in changed:
        print(f"{name}: its labels are not those of the baseline, so its figures are not compared")
    print(f"since the baseline: {len(gained)} gained, {len(lost)} lost, {len(fallen)} figures fell")
    return 1 if fallen or "examples" in changed else 0


def arguments_of(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="accept the present figures as the baseline")
    parser.add_argument("--only", metavar="SET", help="score this set alone")
    parser.add_argument("--misses", metavar="SET", help="score this set and print its missed and extra entries")
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the labelled sets lie")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    arguments = arguments_of(words)
    scorer = load_scorer()
    only = arguments.misses if arguments.misses is not None else arguments.only
    now, sets, lines = ratchet.Results(), dict[str, GoldSet](), list[Line]()
    sure: dict[tuple[str, float], tuple[int, int]] = {}
    for gold_set in all_sets(arguments.shared):
        if isinstance(gold_set, str):
            print(gold_set)
            continue
        if only not in (None, gold_set.name):
            continue
        predicted = predicted_rows(gold_set)
        if arguments.misses is not None:
            print_misses(gold_set, predicted, scorer)
        of_set = score_set(gold_set, predicted, scorer)
        sets[gold_set.name], lines = gold_set, lines + of_set
        now.figures[gold_set.name] = figures_of(of_set, gold_set.complete)
        now.matched[gold_set.name] = matched_rows(gold_set, predicted, scorer)
        now.gold[gold_set.name] = gold_set.hash
        if gold_set.complete:
            for key, (right, told) in reliability(gold_set, predicted, scorer).items():
                before_right, before_told = sure.get(key, (0, 0))
                sure[key] = (before_right + right, before_told + told)
    print(table(lines))
    print(reliability_table(sure))
    if only is None:
        timex_figures(now)
        reference_figures(now)
        check_figures(now, arguments.shared)
        citation_figures(now)
        cooperation_figures(now)
    before = ratchet.load(BASELINE)
    status = report(now, before, sets)
    if arguments.update:
        ratchet.save(BASELINE, now, before)
        print(f"the baseline is now these figures ({BASELINE.relative_to(HOME)})")
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
