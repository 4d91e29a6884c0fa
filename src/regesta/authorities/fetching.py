"""Newer tenures from the Wikidata Query Service: one query a state, page by page, with patience and a name to be known by.

Wikidata's structured data are CC0. Rows come as the columns of a user's file (`added`); their voice is Wikidata's, one with
the tables that were drawn from it.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from regesta.errors import BadQuestion, NoAnswer

ENDPOINT = "https://query.wikidata.org/sparql"
COLUMNS = (
    "person",
    "name",
    "state",
    "office",
    "label",
    "accredited_to",
    "start",
    "end",
    "status",
    "source",
    "source_date",
)
_RETRIED = frozenset({408, 429, 500, 502, 503, 504})
_LONGEST_OPEN = 25  # years: as in the compiled tables, an office open for longer is one whose end is not known
_ITEM = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
_DAY = re.compile(r"[+]?(\d{4})-(\d{2})-(\d{2})T")
_LIMIT = 8_000_000  # bytes of an answer that are read at most


@dataclass(frozen=True, slots=True)
class Service:
    """Where and how to ask. `tries` counts the first; `pause` is the first wait in seconds, doubled each time.

    `longest_wait` is the most that Retry-After is obeyed for: a service that asks for more is left alone.
    """

    url: str = ENDPOINT
    timeout: float = 60.0
    tries: int = 5
    pause: float = 2.0
    longest_wait: float = 120.0
    page: int = 500


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the service knows of a state: rows of `COLUMNS`, and a sentence for each row that could not be used."""

    state: str
    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]


def service_of(url: str) -> Service:
    """The service at an address. Raises BadQuestion when it is no http(s) address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadQuestion(f"'{url}' is no address of a query service; write https://HOST/sparql.")
    return Service(url)


def fetch_tenures(
    state: tuple[str, str], since: str, today: str, service: Service, wait: Callable[[float], None] = time.sleep
) -> Fetched:
    """The tenures of a state that ended on or after `since`, or have not ended, both days "YYYY-MM-DD".

    `state` is its code and its item of Wikidata. Raises NoAnswer, with the endpoint and the cure, when the service does not
    answer in a usable way; nothing is kept then.
    """
    code, item = state
    rows: dict[tuple[str, ...], None] = {}
    left_out: list[str] = []
    for binding in _bindings(_query(item, since), service, wait):
        row = _row(binding, code, today)
        if isinstance(row, str):
            left_out.append(row)
        else:
            rows[row] = None
    return Fetched(code, tuple(sorted(rows, key=lambda row: (row[3], row[6], row))), tuple(left_out))


def table_of(rows: Iterator[tuple[str, ...]] | tuple[tuple[str, ...], ...]) -> str:
    """Rows as a file of the user's form."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def _query(item: str, since: str) -> str:
    text = files("regesta.authorities").joinpath("data", "tenures.sparql").read_text(encoding="utf-8")
    return text.replace("{state}", item).replace("{since}", since)


def _bindings(query: str, service: Service, wait: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """The rows of all pages; a page that is not full is the last."""
    place = 0
    while True:
        page = _asked(f"{query}\nLIMIT {service.page} OFFSET {place}", service, wait)
        yield from page
        if len(page) < service.page:
            return
        place += service.page


def _asked(query: str, service: Service, wait: Callable[[float], None]) -> list[dict[str, Any]]:
    """One question and its rows. Retries what may pass; raises NoAnswer otherwise."""
    try:
        import httpx  # an extra: only who fetches needs it
    except ImportError as lacking:
        raise BadQuestion(
            "Fetching needs the extra 'update'; install it with: pip install 'regesta[update]'."
        ) from lacking

    headers = {"User-Agent": _name(), "Accept": "application/sparql-results+json"}
    fault = "it gave no answer"
    pause = service.pause
    for turn in range(service.tries):
        if turn > 0:
            wait(pause)
            pause = min(2 * pause * random.uniform(1.0, 1.25), service.longest_wait)
        try:
            with httpx.Client(timeout=service.timeout, headers=headers, follow_redirects=False) as client:
                answer = client.post(service.url, data={"query": query, "format": "json"})
        except httpx.TimeoutException:
            fault = f"it did not answer within {service.timeout:g} seconds"
            continue
        except httpx.TransportError as broken:
            fault = f"the connection failed ({broken})"
            continue
        if answer.status_code in _RETRIED:
            fault = f"it answered {answer.status_code}"
            asked_for = _retry_after(answer.headers.get("Retry-After"))
            if asked_for is not None and asked_for > service.longest_wait:
                fault += f" and asks to be left alone for {asked_for:.0f} seconds"
                break
            pause = max(pause, asked_for or 0.0)
            continue
        if answer.status_code != 200:
            fault = f"it answered {answer.status_code}"
            break
        found = _results(answer.content)
        if isinstance(found, list):
            return found
        fault = found
        if "html" in answer.headers.get("Content-Type", ""):
            break  # a page for people: some other server answers here
        # a cut answer may come whole the next time
    raise NoAnswer(
        f"Nothing was fetched from {service.url}: {fault}; your authorities are as they were, try again later."
    )


def _results(content: bytes) -> list[dict[str, Any]] | str:
    """The rows of an answer in SPARQL's JSON form, or what is wrong with it."""
    if len(content) > _LIMIT:
        return "its answer is longer than any list of tenures"
    try:
        found = json.loads(content)["results"]["bindings"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "its answer is no SPARQL result in JSON, or was cut short"
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return "its answer is no SPARQL result in JSON"
    return found


_UNNAMED = re.compile(r"Q\d+")


def _row(binding: dict[str, Any], code: str, today: str) -> tuple[str, ...] | str:
    """A row of `COLUMNS`, or the sentence that says why it cannot be used."""
    cells = {name: cell.get("value") for name, cell in binding.items() if isinstance(cell, dict)}
    item = _ITEM.fullmatch(str(cells.get("person")))
    name = " ".join(str(cells.get("personLabel") or "").split())
    office = cells.get("office")
    if item is None or office not in {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}:
        return f"{name or 'a row'}: it names no person or no office that is kept"
    if not name or _UNNAMED.fullmatch(name):
        return f"{item[1]}: it has no name in English"
    start, end = _edtf(cells, "start"), _edtf(cells, "end")
    if start is None and end is None:
        return f"{name} ({item[1]}), {office}: it has no date"
    if start is not None and end is not None and end[: len(start)] < start[: len(end)]:
        return f"{name} ({item[1]}), {office}: it ends ({end}) before it starts ({start})"
    open_ = end is None and start is not None and int(today[:4]) - int(start[:4]) <= _LONGEST_OPEN
    label = " ".join(str(cells.get("label") or office.replace("_", " ")).split())
    status = "closed" if end is not None else "open" if open_ else "unknown"
    return (item[1], name, code, office, label, "", start or "", end or "", status, "wikidata", today)


def _edtf(cells: dict[str, Any], which: str) -> str | None:
    """A date with the precision that Wikidata gives it (9 is a year, 10 a month, 11 a day); None for anything coarser."""
    found = _DAY.match(str(cells.get(which)))
    if found is None or found[1] == "0000":
        return None
    precision = str(cells.get(f"{which}Precision"))
    return {"9": found[1], "10": f"{found[1]}-{found[2]}", "11": f"{found[1]}-{found[2]}-{found[3]}"}.get(precision)


def _retry_after(header: str | None) -> float | None:
    """The seconds that a service asks to wait: a number, or a date."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _name() -> str:
    from importlib.metadata import version

    return (
        f"regesta/{version('regesta')} (keeps a register of relations between states; reads tenures, one query a state)"
    )
