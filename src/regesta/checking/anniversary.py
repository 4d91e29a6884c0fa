"""An anniversary that does not fit the date of what it commemorates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.checking.case import Case
from regesta.checking.findings import finding
from regesta.checking.measures import NUMBERS, TENS
from regesta.checking.mentioned import dates_in, in_body, paragraph_around
from regesta.checking.named_things import dates_of, is_instrument, stems
from regesta.model import DateMention, Entry, Finding, Rule, Span

RULE = Rule(
    id="anniversary",
    severity="warning",
    title="An anniversary that does not fit its two dates",
    about=(
        "An anniversary, or so many years of relations, is told with the date of its celebration, and the document dates what is "
        "commemorated by another number of years before. What it is must be named there too: the relations of the two states, the "
        "independence of one, or a treaty or event by two of its words. A year more or less is allowed."
    ),
    good=(
        "Peru and Gabon established diplomatic relations on 26 March 1979. In March 2004 the two ministers marked the twenty-fifth "
        "anniversary of diplomatic relations between Peru and Gabon."
    ),
    bad=(
        "Peru and Gabon established diplomatic relations on 26 March 1979. In March 2004 the two ministers marked the fifteenth "
        "anniversary of diplomatic relations between Peru and Gabon."
    ),
)

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDINALS = (
    {word: number for number, word in enumerate(_ONES + _TEENS, 1)}
    | {f"{tens[:-1]}ieth": 20 + 10 * at for at, tens in enumerate(TENS)}
    | {f"{tens}-{one}": 20 + 10 * at + by for at, tens in enumerate(TENS) for by, one in enumerate(_ONES, 1)}
    | {"hundredth": 100, "one hundredth": 100, "hundred and fiftieth": 150, "two hundredth": 200}
)
_NAMED = {"centenary": 100, "centennial": 100, "sesquicentennial": 150, "bicentenary": 200, "bicentennial": 200}
_WORDS = "|".join(sorted((word.replace("-", r"[-\s]") for word in _ORDINALS), key=len, reverse=True))
_ANNIVERSARY = re.compile(
    rf"\b(?:(?P<word>{_WORDS})|(?P<figure>\d{{1,3}})(?:st|nd|rd|th))[-\s]+anniversary\b|\b(?P<named>{'|'.join(_NAMED)})\b",
    re.IGNORECASE,
)
_COUNT = "|".join(sorted((word for word, number in NUMBERS.items() if number >= 2), key=len, reverse=True))
_YEARS_OF = re.compile(
    rf"\b(?P<count>(?:{'|'.join(TENS)})-(?:\w+)|{_COUNT}|\d{{1,3}})\s+years\s+(?:of|since)\s+(?=(?:the\s+|their\s+)?(?:\w+\s+){{0,4}}?(?:relations|ties)\b)",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"\b(?:celebrat|mark(?:s|ed|ing)?\b|commemorat|jubilee|in honou?r of|on the occasion)", re.IGNORECASE
)
# "of the treaty on good neighbourship": what is commemorated, up to what tells when, where and with whom
_OF = re.compile(r"\s+(?:of|since)\s+(?P<what>[^,;.:()]{3,120})")
_ENDS = re.compile(
    r"\s(?:in|on|at|during|with|by|when|while|was|were|is|are|and\s+(?:was|were)|took|falls?|fell|came|brought|passed)\s"
    r"(?!(?:good|basic|mutual|the\s+(?:principles|foundations|status)|trade|friendship|cooperation|economic|cultural|normali))"
)
_ANCHOR = re.compile(
    r"(?:\bof|\b(?:signed|concluded|established|opened|proclaimed|declared|initialled|founded|begun)\s+(?:in|on))\s+$"
)
_RELATIONS = re.compile(r"\b(?:relations|ties)\b", re.IGNORECASE)
_RECOGNITION = re.compile(r"\brecognition\b", re.IGNORECASE)
_INDEPENDENCE = re.compile(r"\bindependence\b", re.IGNORECASE)
FIRST, LAST = 1000, 2100


@dataclass(frozen=True, slots=True)
class _Told:
    """An anniversary as told: its number of years, its words, what is commemorated, and the sentence."""

    years: int
    span: Span
    what: Span
    home: Span


def check(case: Case) -> Iterator[Finding]:
    """One finding for each anniversary that no date of what it commemorates bears out."""
    text = case.document.text
    if "anniversar" not in text and "centen" not in text and " years of " not in text and " years since " not in text:
        return
    for told in _anniversaries(case):
        dates = list(dates_in(case, told.home.start, told.home.end))
        own = [one for one in dates if _is_anchor(text, one, told.what)]
        held = [one for one in dates if one not in own and _years(one) is not None]
        held.sort(key=lambda one: max(one.start - told.span.end, told.span.start - one.end))
        held = held or _before(case, told)
        if not held:
            continue
        anchors: list[DateMention | Entry] = [*own] if own else _anchors(case, told)
        yield from _judged(case, told, held[0], anchors)


# "The visit coincided with the seventieth anniversary": of the date of the sentence before
_GOES_ON = re.compile(r"(?:The|This|That|Their|His|Her|It|On\s+(?:this|that|the)\s+occasion)\b")


def _before(case: Case, told: _Told) -> list[DateMention]:
    """The one date of the sentence before in its paragraph, where a sentence without any goes on from it."""
    sentences = case.document.sentences
    at = bisect_left(sentences, told.home.start, key=lambda span: span.start) - 1
    if at < 0 or not _GOES_ON.match(case.document.text, told.home.start):
        return []
    low = max(sentences[at].start, paragraph_around(case, told.home.start).start)
    dates = [one for one in dates_in(case, low, sentences[at].end) if _years(one) is not None]
    return dates if len(dates) == 1 else []


def _anniversaries(case: Case) -> Iterator[_Told]:
    text = case.document.text
    for sentence in case.document.sentences:
        words = text[sentence.start : sentence.end]
        if ("nniversar" not in words and "enten" not in words and " years " not in words) or not in_body(
            case, sentence.start
        ):
            continue
        home = Span(sentence.start, sentence.end)
        for match in _ANNIVERSARY.finditer(text, home.start, home.end):
            what = _OF.match(text, match.end(), home.end)
            if what is not None:
                yield _Told(_number(match), Span(*match.span()), _cut(text, Span(*what.span("what"))), home)
        for match in _YEARS_OF.finditer(text, home.start, home.end) if _FEAST.search(words) else ():
            what = _OF.match(text, match.end() - len(match[0].split()[-1]) - 2, home.end)
            years = _count(match["count"].lower())
            if what is not None and years is not None:
                yield _Told(years, Span(match.start(), match.end() - 1), Span(*what.span("what")), home)


def _number(match: re.Match[str]) -> int:
    if match["named"]:
        return _NAMED[match["named"].lower()]
    if match["figure"]:
        return int(match["figure"])
    word = " ".join(match["word"].lower().split())
    return _ORDINALS.get(word) or _ORDINALS[word.replace(" ", "-")]


def _count(word: str) -> int | None:
    tens, _, ones = word.partition("-")
    if word.isdigit():
        return int(word)
    if ones:
        return int(NUMBERS[tens] + NUMBERS[ones]) if tens in NUMBERS and ones in NUMBERS else None
    return int(NUMBERS[word]) if word in NUMBERS else None


def _cut(text: str, what: Span) -> Span:
    """What is commemorated without what tells of the feast behind it."""
    end = _ENDS.search(text, what.start, what.end)
    return Span(what.start, end.start()) if end is not None else what


def _is_anchor(text: str, date: DateMention, what: Span) -> bool:
    """Whether a date belongs to what is commemorated: "the declaration of 1934", "the treaty signed in 1990"."""
    near = what.start <= date.start <= what.end + 4
    return near and _ANCHOR.search(text, what.start - 4, date.start) is not None


def _years(date: DateMention) -> tuple[int, int] | None:
    first, last = date.when.earliest, date.when.latest
    if date.kind not in ("date", "span") or date.when.basis not in ("stated", "context") or not first or not last:
        return None
    years = int(first[:4]), int(last[:4])
    return years if FIRST <= years[0] <= years[1] <= LAST and years[1] - years[0] <= 1 else None


def _anchors(case: Case, told: _Told) -> list[DateMention | Entry]:
    """What the document dates of the thing commemorated, by the act it is or by its words."""
    what = case.document.text[told.what.start : told.what.end]
    if _RELATIONS.search(what) and not _proper(what):
        return list(_acts(case, told, "relations_established", 2)) or list(_acts(case, told, "recognition", 2))
    if _RECOGNITION.search(what):
        return list(_acts(case, told, "recognition", 2))
    if _INDEPENDENCE.search(what):
        return list(_acts(case, told, "independence", 1))
    return [one for one in dates_of(case, what, told.home.start) if _years(one) is not None]


def _acts(case: Case, told: _Told, act: str, parties: int) -> Iterator[Entry]:
    """The dated acts of a kind, where the document tells them of the parties spoken of, or of one set of parties only."""
    found = [
        entry
        for entry in case.reading.entries
        if entry.act == act and entry.modality == "asserted" and len(entry.states) >= parties and _year_of(entry)
    ]
    here = {
        frozenset(entry.states[:parties])
        for entry in case.reading.entries
        if told.home.start <= entry.start < told.home.end
    }
    sets = {frozenset(entry.states[:parties]) for entry in found}
    wanted = (here & sets or _most(case, parties) & sets) if len(sets) > 1 else sets
    if len(wanted) == 1:
        yield from (entry for entry in found if frozenset(entry.states[:parties]) in wanted)


def _most(case: Case, parties: int) -> set[frozenset[str]]:
    """The parties that most acts of the document are told of, where more than half are."""
    counted = Counter(frozenset(entry.states) for entry in case.reading.entries if len(entry.states) == parties)
    most = counted.most_common(1)
    return {most[0][0]} if most and 2 * most[0][1] > counted.total() else set()


def _year_of(entry: Entry) -> tuple[int, int] | None:
    first, last = entry.when.earliest, entry.when.latest
    return (int(first[:4]), int(last[:4])) if first and last and first[:4] == last[:4] else None


def _proper(what: str) -> bool:
    """Whether the words tell of more than relations: a treaty on them, a council for them."""
    return is_instrument(what) or "council" in what.lower()


def _judged(case: Case, told: _Told, held: DateMention, anchors: list[DateMention | Entry]) -> Iterator[Finding]:
    feast = _years(held)
    spans = [_year_of(one) if isinstance(one, Entry) else _years(one) for one in anchors]
    begun = sorted({year for span in spans if span is not None for year in span})
    # what is dated with several years is no ground to count from
    if feast is None or not begun or begun[-1] - begun[0] > 1:
        return
    if feast[0] - begun[-1] - 1 <= told.years <= feast[1] - begun[0] + 1 or feast[1] <= begun[0]:
        return
    if _told_otherwise(case, told, {feast[0] - told.years, feast[1] - told.years}):
        return
    words = case.document.text[told.span.start : told.span.end]
    since = feast[0] - begun[0]
    message = f"“{words}” does not fit: from {begun[0]} to {feast[0]} are {since} years."
    places = [told.span, Span(held.start, held.end), *(Span(one.start, one.end) for one in anchors[:1])]
    entries = [one for one in anchors[:1] if isinstance(one, Entry)]
    yield finding(RULE, case, places, message, entries=entries)


def _told_otherwise(case: Case, told: _Told, years: set[int]) -> bool:
    """Whether the document tells something of the year counted back to, in a sentence that shares a word with the thing."""
    text = case.document.text
    wanted = stems(text[told.what.start : told.what.end]) | {"relati"}
    for one in case.reading.dates:
        if one.when.earliest is None or int(one.when.earliest[:4]) not in years or (_years(one) is None):
            continue
        at = bisect_left(case.document.sentences, one.start + 1, key=lambda span: span.start) - 1
        sentence = case.document.sentences[max(at, 0)]
        words = text[sentence.start : sentence.end].lower()
        if sentence.start != told.home.start and any(word in words for word in wanted):
            return True
    return False
