"""Fetching newer tenures, against a server on this machine that speaks the protocol of the Wikidata Query Service."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result

from regesta.authorities import holders
from regesta.authorities.added import read_rows
from regesta.authorities.fetching import Service, fetch_tenures, service_of, table_of
from regesta.cli import main
from regesta.errors import BadQuestion, NoAnswer

pytest.importorskip("httpx", reason="fetching needs the extra 'update'")


def cell(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


def bound(number: int, start: str | None, end: str | None, **more: str) -> dict[str, Any]:
    """A row as the service writes it; dates with the precision of how much of them is given."""
    row = {
        "person": cell(f"http://www.wikidata.org/entity/Q{number}"),
        "personLabel": cell(f"Person {number}"),
        "office": cell("foreign_minister"),
        "label": cell("Minister of Foreign Affairs"),
    }
    for which, edtf in (("start", start), ("end", end)):
        if edtf is not None:
            row[which] = cell((edtf + "-01-01"[len(edtf) - 4 :]) + "T00:00:00Z")
            row[f"{which}Precision"] = cell(str({4: 9, 7: 10, 10: 11}[len(edtf)]))
    return row | {name: cell(value) for name, value in more.items()}


def results(*rows: dict[str, Any]) -> bytes:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": list(rows)}}).encode()


@dataclass
class Answer:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    kind: str = "application/sparql-results+json"


class Desk:
    """The server: answers in the order given, the last one again and again, and what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, str]] = []
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                desk.asked.append({"query": form["query"][0], "agent": self.headers["User-Agent"], "path": self.path,
                                   "accept": self.headers["Accept"]})  # fmt: skip
                answer = desk.answers.pop(0) if len(desk.answers) > 1 else desk.answers[0]
                time.sleep(answer.delay)
                try:
                    self.send_response(answer.status)
                    self.send_header("Content-Type", answer.kind)
                    self.send_header("Content-Length", str(len(answer.body)))
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer.body)
                except OSError:
                    pass  # the asker has gone: it did not want to wait

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def service(self) -> Service:
        return Service(f"http://127.0.0.1:{self.server.server_address[1]}/sparql", timeout=5.0, tries=3, pause=2.0)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def open_desk() -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def opened(*answers: Answer) -> Desk:
        desks.append(Desk(*answers))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.close()


def fetched(desk: Desk, waits: list[float] | None = None, service: Service | None = None) -> Any:
    noted = waits if waits is not None else []
    return fetch_tenures(("ISR", "Q801"), "2022-01-01", "2026-05-01", service or desk.service, noted.append)


def test_rows_come_with_their_precision_and_are_a_file_of_the_users_form(
    open_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = open_desk(
        Answer(
            results(
                bound(1, "2022-12-29", "2024-01-01"),
                bound(2, "2024-01", None),
                bound(3, "1990", None),
                bound(4, None, "2022", office="head_of_state"),
                bound(1, "2022-12-29", "2024-01-01"),
            )
        )
    )
    found = fetched(desk)
    assert [(row[0], row[3], row[6], row[7], row[8]) for row in found.rows] == [
        ("Q3", "foreign_minister", "1990", "", "unknown"),
        ("Q1", "foreign_minister", "2022-12-29", "2024-01-01", "closed"),
        ("Q2", "foreign_minister", "2024-01", "", "open"),
        ("Q4", "head_of_state", "", "2022", "closed"),
    ]
    path = tmp_path / "wikidata-ISR.csv"
    path.write_text(table_of(found.rows), encoding="utf-8")
    rows = [row for _, row in read_rows([path], {"ISR": "ISR"}, {"wikidata": "wikidata"})]
    assert {(row.voice, row.source_date) for row in rows} == {("wikidata", "2026-05-01")}


def test_the_service_is_told_who_asks_for_what(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(Answer(results()))
    assert fetched(desk).rows == ()
    asked = desk.asked[0]
    assert re.match(r"regesta/\d+\.\d+", asked["agent"])
    assert asked["accept"] == "application/sparql-results+json"
    assert "wd:Q801 p:P35" in asked["query"]
    assert '"2022-01-01T00:00:00Z"' in asked["query"]
    assert asked["query"].endswith("LIMIT 500 OFFSET 0")
    assert "{" + "state}" not in asked["query"]


def test_pages_are_asked_for_until_one_is_not_full(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(
        Answer(results(bound(1, "2022", None), bound(2, "2022", None))),
        Answer(results(bound(3, "2022", None), bound(4, "2022", None))),
        Answer(results(bound(5, "2022", None))),
    )
    found = fetched(desk, service=replace(desk.service, page=2))
    assert [row[0] for row in found.rows] == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    assert [asked["query"].rsplit("OFFSET ", 1)[1] for asked in desk.asked] == ["0", "2", "4"]


def test_a_busy_service_is_asked_again_when_it_says(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(
        Answer(b"slow down", 429, {"Retry-After": "7"}), Answer(b"", 503), Answer(results(bound(1, "2022", None)))
    )
    waits: list[float] = []
    assert len(fetched(desk, waits).rows) == 1
    assert waits[0] == 7.0
    assert waits[1] > 7.0, "each wait is longer than the last"


def test_a_date_in_retry_after_is_obeyed_too(open_desk: Callable[..., Desk]) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    desk = open_desk(Answer(b"", 503, {"Retry-After": soon}), Answer(results()))
    waits: list[float] = []
    fetched(desk, waits)
    assert 25 < waits[0] <= 30


def test_a_service_that_wants_to_be_left_alone_is(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(Answer(b"", 429, {"Retry-After": "3600"}))
    with pytest.raises(NoAnswer, match="left alone for 3600 seconds"):
        fetched(desk)
    assert len(desk.asked) == 1


USELESS = [
    (Answer(b"", 503), 3, "it answered 503"),
    (Answer(b"", 404), 1, "it answered 404"),
    (Answer(b"", 302, {"Location": "http://elsewhere.example/"}), 1, "it answered 302"),
    (Answer(results(bound(1, "2022", None))[:-20]), 3, "cut short"),
    (Answer(b"<html><body>Error</body></html>", kind="text/html"), 1, "no SPARQL result"),
    (Answer(b'{"results": {"bindings": "none"}}'), 3, "no SPARQL result"),
    (Answer(b"[" * 100_000), 3, "no SPARQL result"),
]


@pytest.mark.parametrize(("answer", "tries", "fault"), USELESS, ids=range(len(USELESS)))
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    open_desk: Callable[..., Desk], answer: Answer, tries: int, fault: str
) -> None:
    desk = open_desk(answer)
    with pytest.raises(NoAnswer, match=f"Nothing was fetched from http.*{fault}.*try again later"):
        fetched(desk)
    assert len(desk.asked) == tries


def test_a_silent_service_is_not_waited_for_without_end(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(Answer(results(), delay=0.6))
    with pytest.raises(NoAnswer, match=r"did not answer within 0\.2 seconds"):
        fetched(desk, service=replace(desk.service, timeout=0.2, tries=2))


def test_nobody_at_the_address(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(Answer(results()))
    service = desk.service
    desk.server.server_close()
    with pytest.raises(NoAnswer, match="the connection failed"):
        fetched(desk, service=replace(service, tries=1))


def test_rows_that_cannot_be_used_are_left_out_and_named(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(
        Answer(
            results(
                bound(1, "2024", "2022"),
                bound(2, None, None),
                bound(3, "2022", None, personLabel="Q3"),
                bound(4, "2022", None, office="king"),
                bound(5, "2022", None, person="javascript:alert(1)"),
                {},
                bound(6, "2022", None, personLabel="Two\nLines"),
                bound(7, "2022", None, startPrecision="7"),
            )
        )
    )
    found = fetched(desk)
    assert [row[1] for row in found.rows] == ["Two Lines"]
    assert len(found.left_out) == 7
    assert "it ends (2022) before it starts (2024)" in found.left_out[0]


def test_an_address_must_be_one() -> None:
    assert service_of("https://query.example/sparql").url == "https://query.example/sparql"
    for wrong in ("query.example", "file:///etc/passwd", "ftp://query.example", ""):
        with pytest.raises(BadQuestion, match="is no address"):
            service_of(wrong)


def test_fetched_rows_answer_and_a_later_failure_leaves_them(open_desk: Callable[..., Desk], own: Path) -> None:
    """The whole way: the command, the protocol, a file in the user's folder, an answer."""
    good = results(bound(4400001, "2023-01-02", None, personLabel="Raphael Hythloday"))
    desk = open_desk(Answer(good), Answer(b"<html></html>", kind="text/html; charset=utf-8"))

    def update() -> Result:
        words = ["authorities", "update", "--state", "Israel", "--endpoint", desk.service.url, "--timeout", "5"]
        return CliRunner().invoke(main, words)

    done = update()
    assert done.exit_code == 0, done.output
    assert done.output == f"ISR: 1 tenure in {own / 'wikidata-ISR.csv'}\n"
    kept = (own / "wikidata-ISR.csv").read_bytes()
    today = datetime.now(UTC).date().isoformat()
    found = [row for row in holders("ISR", "foreign_minister", "2023-06-01") if row.person == "Q4400001"]
    assert [(row.voice, row.status, row.source_date) for row in found] == [("wikidata", "open", today)]
    assert [row.name for row in holders("ISR", "foreign_minister", today) if row.person == "Q4400001"] != []
    failed = update()
    assert failed.exit_code == 2
    assert "no SPARQL result" in failed.output
    assert (own / "wikidata-ISR.csv").read_bytes() == kept


def test_of_several_states_those_before_the_failure_are_kept(open_desk: Callable[..., Desk], own: Path) -> None:
    desk = open_desk(Answer(results(bound(4400001, "2023", None))), Answer(b"", 404))
    words = ["authorities", "update", "--state", "ISR,AZE", "--endpoint", desk.service.url]
    failed = CliRunner().invoke(main, words)
    assert failed.exit_code == 1
    assert "Kept before it: 1 state." in failed.output
    assert [path.name for path in own.iterdir()] == ["wikidata-ISR.csv"]


def test_somebody_known_by_name_alone_is_not_another_when_wikidata_numbers_him(
    open_desk: Callable[..., Desk], own: Path
) -> None:
    desk = open_desk(Answer(results(bound(4400002, "2003-02-28", "2022-01-02", personLabel="Silvan Shalom"))))
    CliRunner().invoke(main, ["authorities", "update", "--state", "ISR", "--endpoint", desk.service.url])
    assert {row.person for row in holders("ISR", "foreign_minister", "2004-01-01")} == {"isr/silvan-shalom"}
