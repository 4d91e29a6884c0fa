"""What a document and a passage are about: the states that an act leaves unsaid."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from regesta.model import Document, Names, Paragraph, Span, StateMention
from regesta.names import is_body, whose_colony
from regesta.reading.stretches import starting_in

# two governments of one state: no act of a passage that names one of them alone is taken to be with the other
RIVALS = frozenset({"CHN", "TWN"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a passage is about: the document's own state, and the one it stands beside here; None where there is none.

    `other` is the document's second state where the document is about two, else the one its paragraph names most.
    `teller` is the one of the two from whose side the document tells, and that acts where nobody else is said to: an
    article of a foreign ministry that bears another state's name tells what the ministry's own state did. `sure`: a title,
    a heading or a row says that the passage is about the two; not so where `other` is only named often. `ruler` is the
    one state that the document says its own was under, as a colony or protectorate.
    """

    own: str | None
    other: str | None
    teller: str | None = None
    sure: bool = True
    ruler: str | None = None

    @property
    def pair(self) -> tuple[str, ...]:
        both = (self.own, self.other) if self.teller != self.other else (self.other, self.own)
        return tuple(state for state in both if state is not None)


def scene_of(document: Document, names: Names) -> Scene:
    """The document's own states: the one its title or first heading names, and the one it names most beside it."""
    counts = _counts(names, 0, len(document.text))
    states = [code for code in counts if not is_body(code)] or list(counts)
    if not states:
        return Scene(None, None)
    spread = Counter(code for p in document.paragraphs for code in _named(names, p.start, p.end))
    ranked = sorted(states, key=lambda code: (-spread[code], -counts[code]))  # the first named of equals
    partners = _partners(document, names)
    if len(ranked) > 1 and spread[ranked[0]] > 2 * spread[ranked[1]]:
        partners -= {ranked[0]}  # named throughout, it is the document's own though a heading bears it
    ranked = [code for code in ranked if code not in partners] or ranked
    titled = [m for m in _titled(document, names) if m.code not in partners and counts[m.code] * 4 >= counts[ranked[0]]]
    heads = [m.code for m in titled if m.code in states or counts[m.code] >= counts[ranked[0]]]
    own = heads[0] if heads else ranked[0]
    other = next((code for code in heads if code != own), None)
    if other is not None:
        return Scene(own, other, own, ruler=_ruler(document, names, own))
    other = _companion(document, names, own)
    bare = bool(titled) and _is_whole_heading(document, titled[0])
    return Scene(own, other, other if bare and other is not None else own, bare, _ruler(document, names, own))


_HELD = re.compile(
    r"\s+(?:colonial\s+)?(?:rule|sovereignty|colony|protectorate|protection|protectorship|administration|mandate|trusteeship|suzerainty|possession|dependency|tutelage"
    r"|[Cc]rown [Cc]olony)\b"
)
_HOLDING = re.compile(r"(?:\bunder|\b[Aa]|\b[Ff]ormer|\bthe)\s+(?:\w+\s+)?$")
_LEFT = re.compile(r"\bindependen(?:ce|t) from (?:the )?$")  # "X ... complete independence from Y"
_HELD_BY = re.compile(
    r"\b(?:(?:colony|protectorate|sovereignty|rule|protection|possession|dependency|mandate) of"
    r"|associated with) (?:the )?$",
    re.I,
)

_PART_OF = re.compile(r"\b(?:part of|within|belonged to|territory of|territory in) (?:the )?(?:former )?$")


def _ruler(document: Document, names: Names, own: str) -> str | None:
    """The one state that a document says its own state was under ("had been under British sovereignty")."""
    text = document.text
    left: set[str] = set()
    for before, m in pairwise(names.states):
        near = before.code == own != m.code and m.start - before.end < 160
        if near and _LEFT.search(text, before.end, m.start) and "\n" not in text[before.end : m.start]:
            left.add(whose_colony(m.code))
    rulers = {
        whose_colony(m.code)
        for m in names.states
        if m.code != own
        and not is_body(m.code)
        and (
            (_HELD.match(text, m.end) and _HOLDING.search(text, max(0, m.start - 24), m.start))
            or _HELD_BY.search(text, max(0, m.start - 32), m.start)
            or (whose_colony(m.code) != m.code and _PART_OF.search(text, max(0, m.start - 32), m.start))
        )
    }
    told = left or rulers  # who protected or occupied it may not be whom it left
    return told.pop() if len(told) == 1 else None


_RELATIONS = re.compile(
    r"\b(?:relations|[Ee]mbassy|[Ll]egation|[Cc]onsulate|recogni[sz]ed|[Aa]mbassador|[Cc]redentials)\b"
)


# behind a state's name or demonym: what the one of two sides has that tells of itself ("the American Embassy")
_SENDS = re.compile(
    r"(?:['’]s?)?\s+(?:[Ee]mbassy|[Ll]egation|[Cc]onsul(?:ate|ar)?|[Aa]mbassador|[Mm]inister|[Gg]overnment|recogni[sz]ed)\b"
)


def _titled(document: Document, names: Names) -> list[StateMention]:
    """The states that the first heading names, then those of the title where they are first told."""
    told = document.paragraphs[:1]
    opening = told[0].end if told and told[0].kind in {"heading", "front"} else 0
    title = document.front.title or ""
    heads = [m for m in names.states if m.end <= opening and opening < 400]
    return heads + [m for m in names.states if m.end <= 4000 and m.text in title]


def _partners(document: Document, names: Names) -> frozenset[str]:
    """The states that head a section each, two and more: those that a page on another state goes through one by one."""
    headings = {p.start: p.end for p in document.paragraphs if p.kind == "heading"}
    heads = {m.code for m in names.states if headings.get(m.start) == m.end and not is_body(m.code)}
    return frozenset(heads) if len(heads) > 1 else frozenset()


def _is_whole_heading(document: Document, mention: StateMention) -> bool:
    """Whether a heading is the state's name and nothing else: the article of a series, told by somebody else."""
    home = document.paragraphs[0]
    if home.kind == "heading" and document.text[home.start : home.end].rstrip("*†‡ ") == mention.text:
        return True  # "Baden*", with a mark for a note
    rest = document.text[home.start : mention.start] + document.text[mention.end : home.end]
    return mention.end <= home.end and not any(ch.isalpha() for ch in rest.replace("The ", ""))


def _companion(document: Document, names: Names, own: str) -> str | None:
    """The second state of a document about two: the one named in the most paragraphs, if in a third of them at least."""
    told = [p for p in document.paragraphs if p.kind != "heading"]
    naming = [_named(names, p.start, p.end) for p in told]
    # whose embassy, recognition or relations are told of weighs more than who is only named
    naming += [
        _named(names, s.start, s.end) for s in document.sentences if _RELATIONS.search(document.text, s.start, s.end)
    ]
    naming = [codes for codes in naming if codes]
    spread = Counter(code for codes in naming for code in codes if code != own and not is_body(code))
    total = _counts(names, 0, len(document.text))
    first = list(total)  # as the document names them
    sends = Counter(m.code for m in names.states if _SENDS.match(document.text, m.end))
    best = min(spread, key=lambda code: (-spread[code], -sends[code], -total[code], first.index(code)), default=None)
    return best if best is not None and spread[best] * 3 >= len(naming) else None


# before a state in a row: where the mission resides that serves another ("from its embassy in X"), what it was part of
_SEAT = re.compile(
    r"\b(?:from|through|via|by|of)\s+(?:an?|it|its|the|their)\s+(?:[\w-]+\s+){0,2}?(?:embassy|mission|ambassador|commission|consulate"
    r"|legation)(?:\s+[Gg]eneral)?\s+(?:in|to|at)\b[^.;|]*$|\bpart of (?:the )?(?:former )?$"
)
_JOINED = frozenset("-–—")


def row_states(names: Names, text: str, own: str | None, row: Paragraph | Span) -> list[str]:
    """The states that a row of a table or list may be about, the likeliest first: joined with the document's own ("See X-Y
    relations"), named most, named first. Not where a mission resides that serves another state; `row` in code points."""
    low = bisect_left(names.states, row.start, key=lambda mention: mention.start)
    high = bisect_left(names.states, row.end, low, key=lambda mention: mention.start)
    counts: Counter[str] = Counter()
    for at in range(low, high):
        mention = names.states[at]
        if mention.code == own or is_body(mention.code):
            continue
        joined = any(
            0 <= one < len(names.states)
            and names.states[one].code == own
            and text[min(names.states[one].end, mention.end) : max(names.states[one].start, mention.start)].strip()
            in _JOINED
            for one in (at - 1, at + 1)
        )
        seat = _SEAT.search(text, max(row.start, mention.start - 90), mention.start) is not None
        counts[mention.code] += 3 if joined else 0 if seat else 1
    ranked = sorted((code for code in counts if counts[code] > 0), key=lambda code: -counts[code])
    return _without_rival(ranked, own)


def _without_rival(ranked: list[str], own: str | None) -> list[str]:
    """States, the likeliest first, without the rival of the document's own state where another may be meant."""
    return ranked[1:] if len(ranked) > 1 and {ranked[0], own} == RIVALS else ranked


# what a heading over relations of two states may say beside their names
_OF_RELATIONS = re.compile(
    r"[^\w\s]|\b(?:the|of|and|with|between|['’]?s|bilateral|diplomatic|political|economic|cultural|military|official|foreign"
    r"|trade|relations?|relationships?|ties|cooperation|contacts|republic|kingdom|history|overview|chronology|timeline|\d+)\b",
    re.I,
)
_LONGEST_HEADING = 100  # code points


def headed_pair(names: Names, text: str, heading: Paragraph, before: tuple[str, str] | None) -> tuple[str, str] | None:
    """The two states that a heading gives its section to ("India - Kyrgyzstan", "Relations between Peru and Chile"); those of
    the heading `before` where it names no state, as "High-level visits" does below either; None where it names others."""
    mentions = starting_in(names.states, heading.start, heading.end)
    codes = list(dict.fromkeys(mention.code for mention in mentions))
    if not codes:
        return before
    if len(codes) != 2 or any(is_body(code) for code in codes) or heading.end - heading.start > _LONGEST_HEADING:
        return None
    rest, at = "", heading.start
    for mention in mentions:
        rest, at = rest + text[at : mention.start] + " ", mention.end
    rest = _OF_RELATIONS.sub("", rest + text[at : heading.end])
    return (codes[0], codes[1]) if not rest.strip() else None


def scene_at(scene: Scene, names: Names, text: str, paragraph: Paragraph, heading: Paragraph | None) -> Scene:
    """The scene of one paragraph: the document's; where that has no second state, or in a row of a table or list, the
    state that the section's heading names, or the one the paragraph itself names most beside the document's own."""
    row = paragraph.kind in {"table", "list"}
    led = _led_by(names, text, paragraph, scene.own)
    if led is not None:
        return Scene(scene.own, led, scene.own, True, scene.ruler)
    if scene.other is not None and scene.sure and not row:
        counts = _counts(names, paragraph.start, paragraph.end)
        others = [code for code, _ in counts.most_common() if not is_body(code)]
        # it names neither of the document's two; an article of a series goes on telling of its own all the same
        if len(others) > 1 and not {scene.own, scene.other} & counts.keys() and scene.teller == scene.own:
            return Scene(others[0], others[1], others[0], ruler=scene.ruler)
        return scene
    places = [paragraph] if heading is None else [paragraph, heading] if row else [heading, paragraph]
    for place in places:
        if place is paragraph and scene.other is not None and not row:
            break
        if row and place is paragraph:
            rest = row_states(names, text, scene.own, place)
            if rest:
                return Scene(scene.own, rest[0], scene.own, True, scene.ruler)
            continue
        counts = _counts(names, place.start, place.end)
        # an organisation is no second state of a bilateral act
        rest = sorted(
            (c for c in counts if c != scene.own and not is_body(c)), key=lambda code: -counts[code]
        )  # the first named of equals
        rest = _without_rival(rest, scene.own)
        if rest:
            return Scene(scene.own, rest[0], scene.own, row or place is heading, scene.ruler)
    other = None if row and not scene.sure else scene.other
    return Scene(scene.own, other, scene.own, scene.sure, scene.ruler)


_BULLET = re.compile(r"[-*•–—\s]*")


def _led_by(names: Names, text: str, paragraph: Paragraph, own: str | None) -> str | None:
    """The state that a paragraph opens with before a colon, as under a heading of its own ("Mexico: In 2008 ...")."""
    start = _BULLET.match(text, paragraph.start, paragraph.end)
    at = start.end() if start is not None else paragraph.start
    low = bisect_left(names.states, at, key=lambda mention: mention.start)
    first = names.states[low] if low < len(names.states) else None
    if first is None or first.start != at or first.code == own or is_body(first.code):
        return None
    return first.code if text[first.end : first.end + 2] == ": " else None


def _counts(names: Names, start: int, end: int) -> Counter[str]:
    return Counter([mention.code for mention in starting_in(names.states, start, end)])


def _named(names: Names, start: int, end: int) -> set[str]:
    return {mention.code for mention in starting_in(names.states, start, end)}
