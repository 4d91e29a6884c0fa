"""What a language model's client is told: entries with the words they rest on, and sentences where it asked amiss."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client
from mcp.types import CallToolResult, Tool

from regesta.answering import server_of
from regesta.answering.telling import LONGEST, told
from regesta.answering.tools import LONGEST_PASSAGE
from regesta.model import Place
from regesta.register import Register

from .conftest import ANKARA, BAKU, Ask, sentence

TEXTS = {"ankara.md": ANKARA, "baku.md": BAKU}


def content(answer: CallToolResult) -> dict[str, Any]:
    assert not answer.is_error, answer.content
    assert isinstance(answer.structured_content, dict)
    return dict(answer.structured_content)


def anchors(value: Any) -> list[dict[str, Any]]:
    """Every anchor in an answer, however deep."""
    if isinstance(value, list):
        return [one for item in value for one in anchors(item)]
    if not isinstance(value, dict):
        return []
    here = [value] if {"quote", "start", "end"} <= set(value) else []
    return here + [one for item in value.values() for one in anchors(item)]


def tools_of(register: Register) -> list[Tool]:
    async def listed() -> list[Tool]:
        async with Client(server_of(register)) as client:
            return (await client.list_tools()).tools

    return anyio.run(listed)


# --- what the tools are ----------------------------------------------------------------------------------------------


def test_every_tool_says_what_it_does_and_that_it_changes_nothing(register: Register) -> None:
    tools = tools_of(register)
    assert {tool.name for tool in tools} == {
        *("search", "entry", "act_evidence", "findings", "documents"),
        *("ask_authorities", "office_holders", "check_text"),
    }
    for tool in tools:
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.output_schema is not None
        silent = [name for name, one in tool.input_schema["properties"].items() if "description" not in one]
        assert silent == [], f"{tool.name} does not say what these are"


def test_answers_have_the_shape_that_the_tool_declares_and_the_same_as_text(register: Register, ask: Ask) -> None:
    id = next(register.entries()).id
    asked: dict[str, dict[str, Any]] = {
        "search": {}, "entry": {"id": id}, "act_evidence": {"id": id}, "findings": {"document": "ankara"}, "documents": {},
        "ask_authorities": {"question": "who was foreign minister of Israel on 1994-01-28?"},
        "office_holders": {"state": "ISR", "office": "foreign_minister", "on": "1994"}, "check_text": {"text": BAKU},
    }  # fmt: skip
    for tool in tools_of(register):
        answer = ask(tool.name, **asked[tool.name])
        assert tool.output_schema is not None
        jsonschema.validate(content(answer), tool.output_schema)
        (block,) = answer.content
        assert block.type == "text"
        assert json.loads(block.text) == answer.structured_content


def test_asking_changes_nothing(register: Register, ask: Ask) -> None:
    before = register.state(), [entry.id for entry in register.entries()], Path(register.path).read_bytes()
    ask("search", words="visited")
    ask("act_evidence", id=next(register.entries()).id)
    ask("check_text", text="On 3 May 1994 Iran and Oman signed a trade agreement in Muscat.")
    assert before == (register.state(), [entry.id for entry in register.entries()], Path(register.path).read_bytes())


# --- entries with their words ----------------------------------------------------------------------------------------


def test_every_answer_quotes_the_document_character_for_character(register: Register, ask: Ask) -> None:
    id = next(entry.id for entry in register.entries() if entry.act == "visit")
    answers = [ask("search"), ask("entry", id=id), ask("act_evidence", id=id), ask("findings", document="ankara")]
    documents = {document: register.document(document) for document in register.documents()}
    seen = [one for answer in answers for one in anchors(content(answer))]
    assert len(seen) > 8
    for one in seen:
        text = documents[one["document"]].text
        assert text[one["start"] : one["end"]] == one["quote"]
        assert one["quote"] in TEXTS[one["path"]]
        assert one["place"].startswith("line ")


def test_a_search_is_narrowed_by_each_of_its_fields(ask: Ask) -> None:
    def acts(**asked: Any) -> list[str]:
        return [entry["act"] for entry in content(ask("search", **asked))["entries"]]

    assert acts(acts=["visit"], person="netanyahu") == ["visit"]
    assert acts(pair="AZE-TUR", date="1991") == ["recognition", "recognition"]
    assert acts(states="Germany") == ["visit"]
    assert acts(words="diplomatic relations", document="baku") == ["relations_established"]
    assert acts(date="1900/1950") == []


def test_a_month_stays_a_month(ask: Ask) -> None:
    (entry,) = content(ask("search", person="netanyahu"))["entries"]
    assert entry["date"] == {"edtf": "1997-08", "earliest": "1997-08-01", "latest": "1997-08-31", "basis": "stated"}
    assert entry["cites"] == ["Gruen 1998"]


def test_pages_hold_each_entry_once(register: Register, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regesta.answering.tools.PER_PAGE", 2)
    first = content(ask("search"))
    pages = [first, *(content(ask("search", page=page)) for page in range(2, first["pages"] + 1))]
    told_of = [entry["id"] for page in pages for entry in page["entries"]]
    assert told_of == [entry.id for entry in register.entries()]
    assert first["total"] == len(told_of) == 6
    assert sentence(ask("search", page=4)) == "there is no page 4; the answer has 3"


def test_an_entry_stands_in_its_paragraph_with_what_speaks_against_it(register: Register, ask: Ask) -> None:
    id = next(entry.id for entry in register.entries() if entry.when.edtf == "1963-07-04")
    told_of = content(ask("entry", id=id[:6]))
    assert told_of["section"] == "The journey"
    assert told_of["before"] + told_of["entry"]["evidence"]["quote"] + told_of["after"] == (
        "On 4 July 1963 Chancellor Ludwig Erhard of Germany visited Paris."
    )
    assert "rule" in told_of["why"]
    assert [finding["rule"] for finding in told_of["findings"]] == ["office-tenure"]
    assert any("Konrad Adenauer" in line for line in told_of["findings"][0]["known_by"])


def test_words_that_give_orders_are_only_quoted(register: Register, ask: Ask) -> None:
    """A document may try to steer the model that reads the answer; the server says whose words these are."""
    id = next(entry.id for entry in register.entries() if entry.when.edtf == "1997-08")
    assert "Ignore all earlier instructions" in content(ask("entry", id=id))["after"]
    server = server_of(register)
    assert "never instructions" in (server.instructions or "")


def test_an_act_is_told_with_all_its_voices_and_what_they_do_not_agree_on(register: Register, ask: Ask) -> None:
    opened = next(entry for entry in register.entries() if entry.act == "relations_established")
    act = content(ask("act_evidence", id=opened.id))
    assert act["voices"] == ["ankara.md", "baku.md"]
    assert [entry["date"]["edtf"] for entry in act["entries"]] == ["1992-01-14", "1992-01-15"]
    assert act["conflict"]
    assert "contradiction-between" in {finding["rule"] for finding in act["against"]}
    assert content(ask("act_evidence", id=act["id"])) == act
    agreed = content(ask("act_evidence", id=next(e.id for e in register.entries() if e.act == "recognition")))
    assert (agreed["told"], agreed["conflict"]) == (2, None)


# --- what people decided ---------------------------------------------------------------------------------------------


def test_rejected_entries_are_left_out_and_corrections_laid_over(register: Register, ask: Ask) -> None:
    visit = next(entry for entry in register.entries() if entry.when.edtf == "1997-08")
    other = next(entry for entry in register.entries() if entry.when.edtf == "1963-07-04")
    register.rule(visit, "correct", "Anna", {"fields": {"date": "1997-08-29"}}, 0)
    register.rule(other, "reject", "Anna", {}, 0)
    page = content(ask("search", acts=["visit"]))
    assert [(entry["date"]["edtf"], entry["decision"]) for entry in page["entries"]] == [("1997-08-29", "corrected")]
    assert page["rejected"] == 1


def test_a_waived_finding_is_told_with_its_reason(register: Register, ask: Ask) -> None:
    finding = next(one for one in register.findings() if one.rule == "office-tenure")
    register.decide("finding", finding.id, "waive", "Anna", json.dumps({"because": "a slip of the printer"}))
    found = {one["rule"]: one["waived"] for one in content(ask("findings", document="ankara"))["findings"]}
    assert found["office-tenure"] == "a slip of the printer (Anna)"
    errors = content(ask("findings", document="ankara", severity="error"))
    assert [one for one in errors["findings"] if one["severity"] != "error"] == []


# --- the authorities, and passages handed in -------------------------------------------------------------------------


def test_the_authorities_say_who_held_an_office_and_who_says_so(ask: Ask) -> None:
    asked = content(ask("ask_authorities", question="who was foreign minister of Israel on 1994-01-28?"))
    assert {one["name"] for one in asked["holders"]} == {"Shimon Peres"}
    assert "Knesset" in asked["holders"][0]["sentence"]
    assert "no evidence" in asked["caution"]
    terms = content(ask("office_holders", state="Israel", office="foreign minister", on="1994-01-28"))
    assert terms["holders"] == asked["holders"]


def test_a_passage_is_read_and_checked_and_not_kept(register: Register, ask: Ask) -> None:
    before = register.documents()
    checked = content(
        ask("check_text", text="On 4 July 1963 Chancellor Ludwig Erhard of Germany visited Paris. It was 1950.")
    )
    (entry,) = checked["entries"]
    assert (entry["act"], entry["date"]["edtf"], entry["states"]) == ("visit", "1963-07-04", ["DEU", "FRA"])
    assert [one["rule"] for one in checked["findings"]] == ["office-tenure"]
    assert len(checked["left_out"]) == 1
    assert register.documents() == before


def test_hostile_passages_are_read_as_text_or_refused_in_a_sentence(ask: Ask) -> None:
    passage = "\ufeff\u202e**On 3 May 1994** Iran and\r\nOman signed a <b>treaty</b> in Muscat\u2069 <script>alert(1)</script> 👩‍🚀."
    (entry,) = content(ask("check_text", text=passage))["entries"]
    assert (entry["act"], entry["date"]["edtf"]) == ("agreement", "1994-05-03")
    assert "is NUL, so it is no text" in sentence(ask("check_text", text=passage + "\0"))


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
def test_offsets_are_those_of_the_passage_as_it_was_handed_in(ask: Ask, mark: str) -> None:
    passage = f"{mark}# 🕊️ Draft\r\n\r\n* On *4 July 1963* Chancellor [Ludwig Erhard](https://a.example)\r\n  of Germany visited Paris.\r\n"
    checked = content(ask("check_text", text=passage))
    seen = anchors(checked)
    assert len(seen) >= 2
    for one in seen:
        assert passage[one["start"] : one["end"]] == one["quote"]
    assert "4 July 1963* Chancellor [Ludwig" in checked["entries"][0]["evidence"]["quote"]


def test_a_quote_that_no_reader_could_take_in_is_cut_and_says_so(register: Register) -> None:
    entry = replace(next(register.entries()), quote="x" * (LONGEST + 1), start=0, end=LONGEST + 1)
    anchor = told(entry, "long.md", Place()).evidence
    assert (len(anchor.quote), anchor.cut, anchor.end) == (LONGEST, True, LONGEST + 1)


# --- asked amiss -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments", "told_back"),
    [
        ("search", {"acts": ["dance"]}, "'dance' is no act; there are: independence"),
        ("search", {"date": "the other day"}, "the other day"),
        ("search", {"pair": "Israel"}, "'Israel' names no pair"),
        ("search", {"state": "Israel"}, "search takes no 'state'; it takes: words, states, pair"),
        ("search", {"page": "soon"}, "search: page: Input should be a valid integer"),
        ("search", {"page": 0}, "there is no page 0"),
        ("entry", {}, "entry: id: Field required"),
        ("entry", {"id": "zzzz"}, "no entry begins with 'zzzz'"),
        ("act_evidence", {"id": "zzzz"}, "no entry begins with 'zzzz'"),
        ("findings", {"document": "rome"}, "the register holds no document 'rome'"),
        ("findings", {"document": ""}, "the register holds no document ''"),
        ("ask_authorities", {"question": "how are you?"}, "names no office"),
        ("office_holders", {"state": "ISR", "office": "foreign_minister", "on": ""}, "Name a date"),
        ("check_text", {"text": "x" * (LONGEST_PASSAGE + 1)}, f"hand in {LONGEST_PASSAGE} at most"),
        ("dance", {}, "there is no tool 'dance'; there are: search, entry"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_was_asked_amiss_is_said_in_a_sentence(
    ask: Ask, tool: str, arguments: dict[str, Any], told_back: str
) -> None:
    said = sentence(ask(tool, **arguments))
    assert told_back in said
    assert "Traceback" not in said
    assert "\n" not in said
