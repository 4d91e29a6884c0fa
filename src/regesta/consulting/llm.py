"""A language model's proposals, over the OpenAI-compatible chat protocol (POST .../chat/completions).

Nothing the model says is taken on trust: an act must be of the vocabulary, a date must be EDTF, and the quote must stand
in the passage character for character; what fails is counted and left out.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from regesta.dates import parse_edtf
from regesta.errors import BadQuestion, NoOpinion
from regesta.model import Document, Entry, Proposal, Span
from regesta.vocabulary import ACTS

_PASSAGE = 3500  # code points sent at once; whole paragraphs
_REPLY = 400_000  # characters of a reply that are read at most
_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask. `url` is the API's base ("http://127.0.0.1:8000/v1"); the key comes from REGESTA_LLM_KEY, if set."""

    url: str
    model: str = "default"
    timeout: float = 60.0
    tries: int = 3
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model proposed: `proposals` stand verbatim in the text; `dropped` says why others do not count."""

    proposals: tuple[Proposal, ...]
    dropped: tuple[str, ...]


def endpoint_of(text: str) -> Endpoint:
    """The endpoint of "llm:URL" or "llm:URL#MODEL". Raises BadQuestion when it is no http(s) address."""
    address, _, model = text.removeprefix("llm:").partition("#")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadQuestion(f"'{text}' names no endpoint: write llm:http://HOST:PORT/v1 or llm:URL#MODEL")
    return Endpoint(address.rstrip("/"), model or "default")


def propose(
    document: Document, entries: Sequence[Entry], endpoint: Endpoint, ask: Callable[[Endpoint, str], str] | None = None
) -> Opinion:
    """The model's proposals for a document. Raises NoOpinion when the endpoint does not answer in a usable way."""
    asked = ask if ask is not None else _post
    proposals: dict[tuple[str, int, int], Proposal] = {}
    dropped: list[str] = []
    for passage in passages(document):
        reply = asked(endpoint, document.text[passage.start : passage.end])
        for row in _rows(reply, dropped):
            proposal = _checked(document, passage, row, endpoint, entries)
            if isinstance(proposal, str):
                dropped.append(proposal)
            else:
                proposals.setdefault((proposal.act, proposal.start, proposal.end), proposal)
    ordered = sorted(proposals.values(), key=lambda p: (p.start, p.end, p.act))
    return Opinion(tuple(ordered), tuple(dropped))


def passages(document: Document) -> Iterator[Span]:
    """Runs of whole paragraphs, each at most as long as one question may be; the reference list is left out."""
    closed = [s for s in document.sections if s.role == "references"]
    start = end = -1
    for paragraph in document.paragraphs:
        if any(s.start <= paragraph.start < s.end for s in closed):
            continue
        if start >= 0 and paragraph.end - start > _PASSAGE:
            yield Span(start, end)
            start = -1
        if start < 0:
            start = paragraph.start
        end = paragraph.end
    if start >= 0:
        yield Span(start, end)


def _post(endpoint: Endpoint, passage: str) -> str:
    """One question to the endpoint; its answer's text. Retries what may pass; raises NoOpinion otherwise."""
    import httpx  # an extra: only who asks for a second opinion needs it

    key = os.environ.get("REGESTA_LLM_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key is not None else {}
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": _instructions()}, {"role": "user", "content": passage}],
    }
    fault = "it gave no answer"
    for turn in range(endpoint.tries):
        if turn > 0:
            time.sleep(endpoint.pause * 2 ** (turn - 1))
        try:
            with httpx.Client(timeout=endpoint.timeout, headers=headers, follow_redirects=False) as client:
                answer = client.post(f"{endpoint.url}/chat/completions", json=body)
        except httpx.TimeoutException:
            fault = f"it did not answer within {endpoint.timeout:g} seconds"
            continue
        except httpx.TransportError as broken:
            fault = f"the connection failed ({broken})"
            continue
        if answer.status_code in _RETRIED:
            fault = f"it answered {answer.status_code}"
            continue
        if answer.status_code != 200:
            fault = f"it answered {answer.status_code}"
            break
        try:
            return str(answer.json()["choices"][0]["message"]["content"])[:_REPLY]
        except (ValueError, KeyError, IndexError, TypeError):
            fault = "its answer is not of the chat protocol"
            break
    raise NoOpinion(f"no second opinion from {endpoint.url}: {fault}; the register's own entries are unharmed")


def _rows(reply: str, dropped: list[str]) -> list[dict[str, Any]]:
    """The JSON objects of a reply, also from inside a code fence; a reply that is no JSON list is dropped whole."""
    found = re.search(r"\[.*\]", reply, re.S)
    try:
        rows = json.loads(found.group()) if found else None
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        dropped.append("a reply was no JSON list")
        return []
    return [row for row in rows if isinstance(row, dict)]


def _checked(
    document: Document, passage: Span, row: dict[str, Any], endpoint: Endpoint, entries: Sequence[Entry]
) -> Proposal | str:
    """The proposal, or the sentence that says why it does not count."""
    quote, act, date = row.get("quote"), row.get("act"), row.get("date")
    if not isinstance(quote, str) or not quote.strip():
        return "a proposal without a quote"
    start = document.text.find(quote, passage.start, passage.end)
    if start < 0:
        return f"its quote does not stand in the document: {quote[:60]!r}"
    if act not in ACTS:
        return f"{act!r} is no act of the vocabulary"
    if date is not None:
        try:
            parse_edtf(str(date))
        except BadQuestion:
            return f"{date!r} is no EDTF date"
        if not set(re.findall(r"\d{4}", str(date))) <= set(re.findall(r"\d{4}", document.text)):
            return f"the year of {date!r} does not stand in the document"
    states = row.get("states")
    codes = tuple(str(state) for state in states) if isinstance(states, list) else ()
    end = start + len(quote)
    known = any(
        entry.act == act
        and entry.start < end
        and start < entry.end
        and (entry.when.edtf or "")[:4] == str(date or "")[:4]
        for entry in entries
    )
    told = None if date is None else str(date)
    return Proposal(document.id, f"llm:{endpoint.model}", str(act), told, codes, start, end, quote, known)


def _instructions() -> str:
    text = files("regesta.consulting").joinpath("data/instructions.txt").read_text(encoding="utf-8")
    return text.replace("{acts}", " ".join(ACTS))
