"""How many of the dates that a reader labelled are among the dates Regesta finds, and how well TIMEX3 is met.

usage: measure_dates.py [--misses] [--timex]

A labelled date is met when, within the sentences its quote touches, some mention has the same EDTF value, or has it inside
an open interval ("since 1991"), marks of doubt aside. Of the parts that are only scored nothing is printed but the figures.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gold_sets import SHARED, GoldSet, Row, is_held, labelled, seed, source_span

from regesta.dates import find_dates, plain
from regesta.model import DateMention, Document, Front, Paragraph, Span
from regesta.reading import read_path

TIMEX = SHARED / "temporal" / "meantime.jsonl"


@dataclass
class Tally:
    """Counts of what was labelled and what of it was met, and the misses as lines."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def bare(edtf: str | None) -> str:
    return re.sub(r"[~?%]", "", edtf or "")


def near(document: Document, mentions: tuple[DateMention, ...], row: Row) -> list[DateMention]:
    """The mentions of the sentences that the row's quote touches."""
    spans = [
        span
        for span in document.sentences
        if (at := source_span(document, span.start, span.end))[0] < row["end"] and at[1] > row["start"]
    ]
    return [one for one in mentions if any(span.start <= one.start < span.end for span in spans)]


def tally_document(document: Document, rows: list[Row], tally: Tally) -> None:
    """Adds what one document's rows ask for and what of it was met."""
    start = time.perf_counter()
    mentions = find_dates(document)
    tally.counts["microseconds"] += round((time.perf_counter() - start) * 1e6)
    tally.counts["sentences"] += len(document.sentences)
    for row in rows:
        if row["date"] is None:
            continue
        told = near(document, mentions, row)
        met = bare(row["date"]) in {bare(edtf) for one in told for edtf in (one.when.edtf, plain(one).edtf)}
        basis = row.get("date_basis") or "stated"
        parts = ["all", basis] if row.get("optional") else ["all", basis, "counting"]
        for part in parts:
            tally.counts[part] += 1
            tally.counts[f"{part} met"] += met
        if not met:
            found = ", ".join(f"{one.text}={one.when.edtf}" for one in told)
            tag = "optional " if row.get("optional") else ""
            tally.misses.append(f"{tag}{basis} {row['date']} | {row['document']} | {row['quote'][:160]!r} | {found}")


def measure(gold_set: GoldSet, held: bool) -> Tally:
    """The tally of the part of a set that is looked at, or of the part that is only scored."""
    tally = Tally()
    for name, path in gold_set.documents.items():
        if is_held(gold_set.name, name) == held:
            tally_document(read_path(path), [row for row in gold_set.gold if row["document"] == name], tally)
    return tally


def report(title: str, tally: Tally) -> str:
    pace = tally.counts["microseconds"] / max(1, tally.counts["sentences"]) / 1000
    lines = [f"{title}  ({tally.counts['sentences']} sentences, {pace:.3f} ms each)"]
    for part in ("counting", "all", "stated", "context", "computed"):
        if tally.counts[part]:
            share = tally.counts[f"{part} met"] / tally.counts[part]
            lines.append(f"  {part:10} {share:6.1%} of {tally.counts[part]:4}")
    return "\n".join(lines)


def measure_labels(show_misses: bool) -> None:
    for gold_set in (seed(SHARED), labelled("rdcr", SHARED), labelled("wikipedia", SHARED)):
        for held in (False, True):
            tally = measure(gold_set, held)
            if tally.counts["sentences"]:
                print(report(f"{gold_set.name}, {'only scored' if held else 'looked at'}", tally))
                if show_misses and not held:
                    print("\n".join(f"    {miss}" for miss in tally.misses))


# --- TIMEX3 ----------------------------------------------------------------------------------------------------------


def news(path: Path) -> Iterator[tuple[Document, list[tuple[int, int, str, str]]]]:
    """Each news text as a document that bears its date, with the labelled TIMEX3 (start, end, type, value)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text: str = row["text"]
        lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]
        document = Document(
            row["id"], row["id"], "text/plain", text, (), (),
            (Paragraph(0, len(text), "text"),), tuple(Span(*span) for span in lines), Front(date=row["dct"]),
        )  # fmt: skip
        yield document, [(start, end, kind, value) for start, end, kind, value in row["timex"]]


def f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what was missed in the parts that are looked at")
    arguments = parser.parse_args()
    measure_labels(arguments.misses)


if __name__ == "__main__":
    main()
