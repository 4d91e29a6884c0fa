"""How many of the dates that a reader labelled are among the dates Regesta finds, and how well TIMEX3 is met.

usage: measure_dates.py [--misses] [--timex]

A labelled date is met when, within the sentences its quote touches, some mention has the same EDTF value, or has it
inside an open interval ("since 1991"), marks of doubt aside. Of the parts that are only scored nothing is printed but
the figures.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from gold_sets import SHARED, GoldSet, Row, is_held, labelled, seed, source_span

from regesta.dates import find_dates, plain, to_timex
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


# The labels of the news texts end with the sixth line (headline, date line and the sentences up to there): what is
# found behind it cannot be scored.
LABELLED_LINES = 6


def news(path: Path) -> Iterator[tuple[Document, int, list[tuple[int, int, str, str]]]]:
    """Each news text as a document that bears its date, where its labels end, and its TIMEX3."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text: str = row["text"]
        lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]
        top = [Paragraph(*span, "text") for span in lines[:2]]
        body = [Paragraph(lines[2][0], len(text), "text")] if len(lines) > 2 else []
        document = Document(
            row["id"], row["id"], "text/plain", text, (), (),
            (*top, *body), tuple(Span(*span) for span in lines), Front(date=document_date(row["dct"])),
        )  # fmt: skip
        limit = lines[:LABELLED_LINES][-1][1]
        yield document, limit, [(start, end, kind, value) for start, end, kind, value in row["timex"]]


def document_date(written: str | None) -> str | None:
    """The creation time as EDTF; two texts write it with the day first."""
    day_first = re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", written or "")
    return "-".join(day_first.groups()[::-1]) if day_first is not None else written


Timex = tuple[int, int, str, str]


def our_timex(document: Document) -> list[Timex]:
    """The dates that Regesta finds, as TIMEX3: start, end, kind, value."""
    return [(one.start, one.end, *to_timex(one)) for one in find_dates(document)]


def measure_timex(
    show_misses: bool, find: Callable[[Document], list[Timex]] = our_timex, most: int | None = None
) -> Counter[str]:
    """TempEval-3 over the news texts (the first `most`): spans that are the same, that overlap, and these with the same value."""
    counts: Counter[str] = Counter()
    for document, limit, gold in islice(news(TIMEX), most):
        start = time.process_time()
        mentions = [one for one in find(document) if one[0] < limit]
        counts["microseconds"] += round((time.process_time() - start) * 1e6)
        counts["predicted"] += len(mentions)
        counts["gold"] += len(gold)
        counts["strict"] += sum((start, end) in {(g[0], g[1]) for g in gold} for start, end, _, _ in mentions)
        used: set[int] = set()
        for start, end, kind, value in gold:
            free = ((i, one) for i, one in enumerate(mentions) if i not in used)
            pair = next((i for i, one in free if one[0] < end and start < one[1]), None)
            around = document.text[max(0, start - 50) : end + 20].replace("\n", " ")
            if pair is None:
                if show_misses:
                    print(f"    missed {kind} {value} {document.text[start:end]!r} | {around!r}")
                continue
            used.add(pair)
            counts["relaxed"] += 1
            counts["typed"] += mentions[pair][2] == kind
            counts["value"] += mentions[pair][3] == value
            if show_misses and mentions[pair][3] != value:
                told = document.text[mentions[pair][0] : mentions[pair][1]]
                print(f"    value {value} not {mentions[pair][3]} | {told!r} | {document.front.date} | {around!r}")
        if show_misses:
            for i, (start, end, kind, value) in enumerate(mentions):
                if i not in used:
                    around = document.text[max(0, start - 50) : end + 20].replace("\n", " ")
                    print(f"    extra {kind} {value} {document.text[start:end]!r} | {around!r}")
    return counts


def print_timex(counts: Counter[str]) -> None:
    """The TempEval-3 figures in words."""
    print(f"TIMEX3 over {TIMEX.name} ({counts['gold']} labelled, {counts['predicted']} found)")
    for name in ("strict", "relaxed", "typed", "value"):
        print(f"  {name:8} F1 {f1(counts[name], counts['predicted'], counts['gold']):.3f}")


def f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what was missed in the parts that are looked at")
    parser.add_argument("--timex", action="store_true", help="measure TIMEX3 over the news texts only")
    arguments = parser.parse_args()
    if not arguments.timex:
        measure_labels(arguments.misses)
    print_timex(measure_timex(arguments.misses and arguments.timex))


if __name__ == "__main__":
    main()
