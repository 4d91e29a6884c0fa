"""A language model's proposals count only where the document bears them out; its faults never harm the run."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from regesta.consulting import Endpoint, endpoint_of, propose
from regesta.errors import BadQuestion, NoOpinion
from regesta.model import Document
from regesta.reading import read_bytes

TEXT = "Norway recognised Finland on 10 January 1918.\n\nThe two kings met in Malmö in 1914, says Åse.\n"


class Model(HTTPServer):
    """A local server that speaks the chat protocol, or breaks it as a test asks: one scripted answer a request."""

    def __init__(self, script: list[tuple[int, str]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.asked: list[dict[str, Any]] = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Model)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.asked.append({"path": self.path, "body": json.loads(body)})
        status, content = server.script.pop(0) if server.script else (500, "")
        if status == 0:
            return  # hang up without an answer
        answer = content if content.startswith("raw:") else json.dumps({"choices": [{"message": {"content": content}}]})
        data = answer.removeprefix("raw:").encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def serve() -> Iterator[Any]:
    servers: list[Model] = []

    def start(*script: tuple[int, str]) -> tuple[Model, Endpoint]:
        server = Model(list(script))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server, Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "small", timeout=5, pause=0)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def document() -> Document:
    return read_bytes(TEXT.encode(), "kings.txt")


def reply(*rows: dict[str, Any]) -> tuple[int, str]:
    return 200, json.dumps(rows, ensure_ascii=False)


GOOD = {"quote": "The two kings met in Malmö in 1914", "act": "meeting", "date": "1914", "states": ["SWE", "NOR"]}


def test_a_proposal_whose_quote_stands_in_the_document_is_kept_with_its_place(serve: Any, document: Document) -> None:
    server, endpoint = serve(reply(GOOD))
    (proposal,) = propose(document, (), endpoint).proposals
    assert document.text[proposal.start : proposal.end] == proposal.quote == GOOD["quote"]
    assert (proposal.act, proposal.date, proposal.source, proposal.known) == ("meeting", "1914", "llm:small", False)
    assert server.asked[0]["path"] == "/v1/chat/completions"
    assert server.asked[0]["body"]["temperature"] == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "The two kings met in Malmo in 1914"}, "does not stand in the document"),
        ({"quote": ""}, "without a quote"),
        ({"act": "party"}, "no act of the vocabulary"),
        ({"date": "early 1914"}, "no EDTF date"),
        ({"date": "1915"}, "does not stand in the document"),
    ],
)
def test_what_the_document_does_not_bear_out_is_dropped_and_said(
    serve: Any, document: Document, change: dict[str, str], reason: str
) -> None:
    _, endpoint = serve(reply(GOOD | change))
    opinion = propose(document, (), endpoint)
    assert opinion.proposals == ()
    assert reason in opinion.dropped[0]


def test_an_answer_in_a_code_fence_is_read_and_a_chat_is_dropped(serve: Any, document: Document) -> None:
    _, endpoint = serve((200, "```json\n" + json.dumps([GOOD]) + "\n```"))
    assert len(propose(document, (), endpoint).proposals) == 1
    _, endpoint = serve((200, "I am sorry, as a model I cannot do that."))
    assert propose(document, (), endpoint).dropped == ("a reply was no JSON list",)


def test_a_passing_fault_is_tried_again(serve: Any, document: Document) -> None:
    server, endpoint = serve((503, "busy"), (0, ""), reply(GOOD))
    assert len(propose(document, (), endpoint).proposals) == 1
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "script", [[(401, "")], [(200, "raw:<html>")], [(200, 'raw:{"choices": []}')], [(500, "")] * 3]
)
def test_a_lasting_fault_is_one_sentence(serve: Any, document: Document, script: list[tuple[int, str]]) -> None:
    _, endpoint = serve(*script)
    with pytest.raises(NoOpinion, match=r"no second opinion from http://127\.0\.0\.1"):
        propose(document, (), endpoint)


def test_nobody_at_the_address(document: Document) -> None:
    with pytest.raises(NoOpinion, match="the connection failed"):
        propose(document, (), Endpoint("http://127.0.0.1:9/v1", tries=1))


def test_the_address_is_checked() -> None:
    assert endpoint_of("llm:http://127.0.0.1:8000/v1/#tiny") == Endpoint("http://127.0.0.1:8000/v1", "tiny")
    with pytest.raises(BadQuestion, match="names no endpoint"):
        endpoint_of("llm:localhost")
