"""What a user without Regesta would write in a day: events from spaCy's parse, by the lemma of a verb or noun and its arguments.

A yardstick for `bench_beside.py`, no part of the program. A word that tells an act makes an event where its object fits; its
states are the places that spaCy names among its arguments, else in the sentence; its date is the nearest one that is spelt
out in the sentence. Lists are as short as one would begin with, and no document was read to write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from regesta.names import states_called

Event = dict[str, Any]

RELATION, MISSION = frozenset({"relation", "tie"}), frozenset("embassy legation consulate mission office".split())
ANY: frozenset[str] = frozenset()
# lemma of a verb -> (act, lemmas of objects it needs)
VERBS: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "recognize": (("recognition", ANY),), "recognise": (("recognition", ANY),),
    "establish": (("relations_established", RELATION), ("mission_opened", MISSION)),
    "sever": (("relations_severed", RELATION),), "break": (("relations_severed", RELATION),),
    "suspend": (("relations_severed", RELATION),), "resume": (("relations_resumed", RELATION),),
    "restore": (("relations_resumed", RELATION),), "open": (("mission_opened", MISSION),), "reopen": (("mission_opened", MISSION),),
    "inaugurate": (("mission_opened", MISSION),), "close": (("mission_closed", MISSION),), "raise": (("mission_raised", MISSION),),
    "elevate": (("mission_raised", MISSION),), "upgrade": (("mission_raised", MISSION),), "move": (("mission_moved", MISSION),),
    "appoint": (("appointment", ANY),), "nominate": (("appointment", ANY),),
    "present": (("credentials_presented", frozenset({"credential", "credentials", "letter"})),),
    "recall": (("recall", ANY),), "expel": (("recall", ANY),), "visit": (("visit", ANY),), "arrive": (("visit", ANY),),
    "meet": (("meeting", ANY),), "sign": (("agreement", ANY),), "ratify": (("agreement", ANY),), "conclude": (("agreement", ANY),),
    "impose": (("sanction_imposed", frozenset("sanction embargo ban".split())),),
    "lift": (("sanction_lifted", frozenset("sanction embargo ban".split())),),
    "declare": (("war", frozenset({"war"})), ("independence", frozenset({"independence"}))),
    "gain": (("independence", frozenset({"independence"})),), "grant": (("aid", ANY),), "pledge": (("aid", ANY),),
    "resign": (("office_left", ANY),), "elect": (("office_taken", ANY),), "telephone": (("call", ANY),),
}  # fmt: skip
NOUNS = {
    "visit": "visit", "meeting": "meeting", "recognition": "recognition", "opening": "mission_opened", "closure": "mission_closed",
    "signing": "agreement", "ratification": "agreement", "appointment": "appointment", "independence": "independence",
}  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{_MONTH})(?: (?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?=,))?,? (?P<year>\d{{4}})\b"
    r"|\b(?P<alone>1[5-9]\d\d|20\d\d)\b"
)


def events_of(parsed: Any, start: int) -> Iterator[Event]:
    """The events of a parsed paragraph that begins at an offset of its document."""
    for sentence in parsed.sents:
        dates = [(found.start() + sentence.start_char, _edtf(found)) for found in _DATE.finditer(sentence.text)]
        for token in sentence:
            act = _act_of(token)
            if act is None:
                continue
            near = min(dates, key=lambda date: abs(date[0] - token.idx), default=(0, None))[1]
            yield {
                "act": act, "date": near, "states": _states(token, sentence), "people": [], "modality": _modality(token),
                "start": start + sentence.start_char, "end": start + sentence.end_char, "quote": sentence.text, "confidence": 1.0,
            }  # fmt: skip


def _act_of(token: Any) -> str | None:
    if token.pos_ == "NOUN":
        return NOUNS.get(token.lemma_.lower())
    if token.pos_ != "VERB":
        return None
    objects = {child.lemma_.lower() for child in token.children if child.dep_ in ("dobj", "nsubjpass", "attr")}
    for act, needed in VERBS.get(token.lemma_.lower(), ()):
        if not needed or needed & objects:
            return act
    return None


def _states(token: Any, sentence: Any) -> list[str]:
    """The states among a word's arguments, else in its sentence; as they stand, the subject before the object."""
    inside = {one.i for child in token.children for one in child.subtree}
    places = [one for one in sentence.ents if one.label_ in ("GPE", "NORP")]
    mine = [one for one in places if one.root.i in inside] or places
    return list(dict.fromkeys(code for one in mine for code in states_called(one.text)[:1]))[:2]


def _modality(token: Any) -> str:
    """Denied where the verb is, hypothetical under a modal, planned where it is to come; asserted otherwise."""
    aside = {child.lemma_.lower() for child in token.children if child.dep_ in ("neg", "aux")}
    if aside & {"not", "never", "n't"}:
        return "denied"
    if aside & {"would", "could", "might", "may", "should"}:
        return "hypothetical"
    return "planned" if aside & {"will", "shall"} else "asserted"


def _edtf(found: re.Match[str]) -> str:
    if found["alone"] is not None:
        return found["alone"]
    month = MONTHS.index(found["month"]) + 1
    day = found["day"] or found["after"]
    return f"{found['year']}-{month:02}-{int(day):02}" if day is not None else f"{found['year']}-{month:02}"
