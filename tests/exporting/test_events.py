"""Event data: who did what to whom, by a table that anybody can read; and entities for investigators."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from regesta.exporting import FORMATS, chosen_of
from regesta.exporting.events import codes, events_of, quad_class
from regesta.model import Entry, When
from regesta.register import Register
from regesta.vocabulary import ACTS

# CAMEO 1.1b3: the codes that the table may use
CAMEO = set("010 030 031 032 033 036 040 041 042 043 050 054 057 060 061 070 085 0871 161 163 190".split())
PLOVER = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "SANCTION", "ASSAULT", ""}
WITHOUT = set("independence state_change mission_moved law office_taken office_left migration other".split())


def entry(act: str, *states: str, modality: str = "asserted") -> Entry:
    when = When("1991-12-25", "1991-12-25", "1991-12-25")
    return Entry(
        "i", "d", act, when, states, (), None, (), modality, None, (), 0, 3, "abc", "r", 0.9, "w"  # type: ignore[arg-type]
    )  # fmt: skip


def told(format: str, register: Register) -> tuple[str, int, int]:
    out = io.StringIO()
    writer = FORMATS[format].text
    assert writer is not None
    done = writer(chosen_of(register), out)
    assert done.count + done.left_out == register.count()
    return out.getvalue(), done.count, done.left_out


def test_every_act_has_a_code_or_is_known_to_have_none() -> None:
    assert {act for act, modality in codes() if modality == "asserted"} | WITHOUT == set(ACTS)
    assert {code.cameo for code in codes().values()} | {code.back for code in codes().values()} - {""} <= CAMEO
    assert {code.plover for code in codes().values()} <= PLOVER
    assert codes()["speech", "asserted"].cameo[:2] == "01"


@pytest.mark.parametrize(
    ("told_as", "events"),
    [
        (("visit", "FRA", "DEU"), [("FRA", "DEU", "042"), ("DEU", "FRA", "043")]),
        (("recognition", "ISR", "AZE"), [("ISR", "AZE", "054")]),
        (("agreement", "FRA", "DEU", "ITA"),
         [("FRA", "DEU", "057"), ("DEU", "FRA", "057"), ("FRA", "ITA", "057"), ("ITA", "FRA", "057")]),
        (("speech", "FRA", "DEU"), [("FRA", "DEU", "010")]),
        (("visit", "FRA"), []),
        (("law", "FRA", "DEU"), []),
    ],
)  # fmt: skip
def test_the_first_state_acts_and_the_others_do_back_what_the_act_implies(
    told_as: tuple[str, ...], events: list[tuple[str, str, str]]
) -> None:
    assert [(one.source, one.target, one.cameo) for one in events_of(entry(*told_as))] == events


def test_what_was_planned_is_an_intent_and_what_was_denied_is_no_event() -> None:
    assert [one.cameo for one in events_of(entry("visit", "FRA", "DEU", modality="planned"))] == ["036"]
    assert list(events_of(entry("visit", "FRA", "DEU", modality="denied"))) == []
    assert [quad_class(code) for code in ("042", "061", "130", "190")] == [1, 2, 3, 4]


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_pandas_reads_the_events_and_every_day_is_a_known_one(which: str, request: pytest.FixtureRequest) -> None:
    import pandas

    register: Register = request.getfixturevalue(which)
    text, count, _ = told("cameo", register)
    frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert frame["entry"].nunique() == count
    assert frame["event_id"].is_unique
    assert set(frame["event_code"]) <= CAMEO
    days = frame[frame["date"] != ""]
    assert (days["date"] == days["earliest"]).all()
    assert (days["date"] == days["latest"]).all()
    plover = [json.loads(line) for line in told("plover", register)[0].split("\n") if line]
    assert [event["id"] for event in plover] == list(frame["event_id"])
    assert {event["event_type"] for event in plover} <= PLOVER


# FollowTheMoney's properties that the entities use, and of which kind they are (its schemata, in their own words)
SCHEMATA: dict[str, set[str]] = {
    "Document": {"name", "fileName"},
    "PublicBody": {"name", "country"},
    "Person": {"name", "position", "country", "wikidataId"},
    "Event": {"name", "country", "location", "involved", "keywords", "recordId", "date", "startDate", "endDate"},
    "Documentation": {"document", "entity", "role", "summary", "recordId"},
}


@pytest.mark.parametrize("which", ["examples", "hostile"])
def test_entities_are_of_their_schemata_and_every_tie_leads_somewhere(
    which: str, request: pytest.FixtureRequest
) -> None:
    register: Register = request.getfixturevalue(which)
    entities: list[dict[str, Any]] = [json.loads(line) for line in told("ftm", register)[0].split("\n") if line]
    kinds = {entity["id"]: entity["schema"] for entity in entities}
    assert len(kinds) == len(entities), "each entity once"
    assert sum(kind == "Event" for kind in kinds.values()) == register.count()
    for entity in entities:
        properties = entity["properties"]
        assert set(properties) <= SCHEMATA[entity["schema"]]
        assert all(isinstance(value, str) and value for values in properties.values() for value in values)
        assert all(kinds[id] in ("PublicBody", "Person") for id in properties.get("involved", ()))
        assert all(
            kinds[id] in ("Document", "Event") for name in ("document", "entity") for id in properties.get(name, ())
        )
        assert all(len(code) == 2 and code.islower() for code in properties.get("country", ()))


def test_follow_the_money_itself_takes_them_where_it_is_installed(examples: Register) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed: it needs ICU to be built")
    for line in told("ftm", examples)[0].splitlines():
        data = json.loads(line)
        entity = ftm.model.get_proxy(data, cleaned=False)
        assert set(entity.to_dict()["properties"]) == set(data["properties"])
