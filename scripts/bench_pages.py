"""Measure the pages on a large register of invented entries: bench_pages.py [--entries N] [--register FILE] [--limit MS].

Times are the server's own, from request to the last byte of the answer, in this process and without a network; 95 of 100
requests are as fast or faster (p95). `computing` is the p95 of the time this process had a processor: on a busy machine the other
figures hold the waiting too. Every page is asked with many questions, each for the first time. With `--limit` a page
whose p95 is over so many milliseconds fails the run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import warnings
from pathlib import Path

from fastapi.testclient import TestClient
from large_register import PLACES, STATES, WORDS, make

from regesta.register import Register
from regesta.vocabulary import ACTS, SECTORS
from regesta.web import create_app
from regesta.workflow import settle

ROUNDS = 20


def questions() -> list[str]:
    """Questions of every kind: none, one facet, several, words common and rare, dates."""
    found = ["", "decision=rejected", "dated=no"]
    for at in range(ROUNDS):
        one, other = STATES[at], STATES[(at * 7 + 3) % len(STATES)]
        act, sector = ACTS[at % len(ACTS)], SECTORS[at % len(SECTORS)]
        year = 1850 + at * 8
        found += [
            f"states={one}", f"pair={one}-{other}", f"act={act}", f"act={act}&sector={sector}&states={other}",
            f"after={year}&before={year + 10}", f"after={year}-03&before={year}-04", f"finding=missing-year&states={one}",
            f"page={at * 3 + 1}",
        ]  # fmt: skip
    return found


def searches() -> list[str]:
    """Searches for words, common and rare, alone and together."""
    common = [f"words={word}" for word in (*WORDS, *PLACES)]
    return common + [f"words={word}+{place}" for word, place in zip(WORDS, PLACES, strict=False)]


def timed(client: TestClient, addresses: list[str]) -> tuple[float, float, float]:
    """(median, p95, p95 of this process's computing alone) in milliseconds. Raises SystemExit where a page is not there."""
    times, busy = [], []
    client.get(addresses[0])  # what is loaded once is measured apart
    for address in addresses:
        start, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - worked) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return statistics.median(times), high(times), high(busy)


def high(times: list[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def measured(client: TestClient, entries: list[str], documents: list[str]) -> list[tuple[str, float, float, float]]:
    """A line for each page."""
    asked = questions()
    pages = {
        "calendar": [f"/?{question}" for question in asked],
        "search": [f"/?{question}" for question in searches()],
        "timeline": [f"/timeline?{question}" for question in asked[:80]],
        "matrix": [f"/matrix?{question}" for question in asked[:80]]
        + [f"/matrix?down=act&across=pair&{q}" for q in asked[:40]],
        "network": [f"/network?{question}" for question in asked[:40]],
        "people": [f"/network?of=people&{question}" for question in asked[:40]],
        "map": [f"/map?{question}" for question in asked[:40]],
        "review": [f"/review?{question}" for question in asked[:60]],
        "facet": [f"/facet/who?{question}" for question in asked[:40]],
        "entry": [f"/entry/{id}" for id in entries],
        "act": [f"/entry/{id}/act" for id in entries],
        "document": [f"/document/{id}" for id in documents],
        "documents": ["/documents", "/documents?page=2"] * 5,
        "log": ["/log"] * 5,
    }
    return [(name, *timed(client, addresses)) for name, addresses in pages.items()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--register", type=Path, help="a register made before; else one is made for the time being")
    parser.add_argument("--limit", type=float, help="milliseconds that no p95 may exceed")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.register or Path(folder) / "large.register"
        if not path.exists():
            make(path, arguments.entries)
            with Register(path) as register:
                settle(register)
        start = time.perf_counter()
        app = create_app(str(path))
        columns = app.state.shelf.columns()
        print(f"{columns.size:,} entries; columns in memory after {time.perf_counter() - start:.1f} s")
        some = [columns.ids[at] for at in range(0, columns.size, max(1, columns.size // 50))]
        with TestClient(app, base_url="http://127.0.0.1") as client:
            rows = measured(client, some, list(columns.columns["document"].labels[:20]))
    print(f"{'page':12} {'median':>9} {'p95':>9} {'computing':>10}")
    for name, median, slow, busy in rows:
        print(f"{name:12} {median:6.0f} ms {slow:6.0f} ms {busy:7.0f} ms")
    slow_pages = [name for name, _, slow, _ in rows if arguments.limit is not None and slow > arguments.limit]
    if slow_pages:
        print(f"over {arguments.limit:.0f} ms: {', '.join(slow_pages)}")
    return 1 if slow_pages else 0


if __name__ == "__main__":
    sys.exit(main())
