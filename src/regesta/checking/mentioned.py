"""Which words of the text an entry's date and people rest on, and what stands beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.wording import dated
from regesta.model import DateMention, Entry, PersonMention, Span
from regesta.reading.stretches import starting_in

# before an office: its holder did not hold it then, or does not hold it now; "then foreign minister" says that he did
_ASIDE = re.compile(
    r"""\b(?:current|present|incumbent|former|formerly|ex|late|future|later|eventual|one-?time|sometime|erstwhile|retired|previous|outgoing|incoming
    |designated?|elect|elected|next|new|subsequent|soon-to-be|would-be|acting|interim|provisional|caretaker|honorary|deposed
    |posthumous(?:ly)?|deceased|ousted|exiled|self-proclaimed|rival|de[ ]facto|by[ ]then|become|became|subsequently|afterwards
    |shadow|deputy|vice|assistant|co)
    [\s\-–—,]*(?:(?:the|an?)[ ])?(?:\w+[ ])?$""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND = re.compile(
    r"""^(?:[\s\-–—,(]*(?:-?elect\b|designate\b|\(?(?:later|future|former|formerly|subsequently|who[ ](?:later|would|had|was))\b
    |emeritus\b)
    |[\s,(]*(?:from|between|until|till|since|in[ ]office|served)[ ](?:\w+[ ]){0,3}?\d{4}|[\s,]*\(\d{4}
    |['’]s?[ ](?:\w+[ ])?(?:wife|husband|spouse|son|daughter|widow|widower|brother|sister|mother|father|family|foundation|library|memorial
    |successor|predecessor|legacy|death|funeral|burial|grave|tomb|doctrine|era|portrait|statue|biography|memoirs?|birth\w*|book|remains)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# "the widow of President X", "in memory of", "named after": told of somebody or something else
_OF = re.compile(
    r"""\b(?:(?:wife|husband|spouse|son|daughter|widow|brother|sister|mother|father|family|successor|predecessor|legacy|death|funeral|grave
    |tomb|mausoleum|era|portrait|statue|bust|memory|honou?r|biography|assassination|birth|anniversary|policies|remains|heir|nephew|cousin
    |letters?|diar(?:y|ies)|memoirs?|papers|writings|documents?|speeches|works?)
    [ ](?:of|to|by|from)|named[ ](?:after|for)|dedicated[ ]to|since|unlike|like|succeeded|replaced|succeeding|replacing|recalled|invoking)
    [ ](?:the[ ])?(?:\w+[ ])?$""",
    re.VERBOSE | re.IGNORECASE,
)
# "Senate President": the head of a house, not of a state
_HOUSES = re.compile(
    r"""\b(?:senate|chamber|parliament(?:ary)?|council|commission|assembly|duma|congress|knesset|bundestag|house|court|bank|party
    |university|college|academy|company|club|committee|federation|league|union|regional|provincial|cantonal|association|institute
    |society|board|bureau|central|olympic|church|synod|student|youth)[ ]$""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_HOUSE = re.compile(
    r"""\bof[ ](?:the[ ])?(?:\w+['’]s?[ ]|\w+[ ]){0,2}?(?:senate|chamber|parliament|council|commission|assembly|duma|congress|knesset|house|court
    |bank|party|university|committee|federation[ ]council|league|union|association|institute|society|board|organi[sz]ation|eurogroup)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# a note set as a paragraph: "[215] Embassy opened, 10 May 2007"
_NUMBERED = re.compile(r"\s*(?:\[\d+\]|\^|\d+\.\s*\^)")
_INSIDE = re.compile(
    r"\b(?:former|formerly|ex|future|later|late|acting|interim|elect|designate|emeritus|honorary|deputy|vice|shadow)\b|-elect",
    re.IGNORECASE,
)

# words of what outlives a person
OUTLIVES = re.compile(
    r"""\b(?:posthum\w*|memor\w*|anniversar\w*|centen\w*|jubilee|funeral|burial|buried|grave|tomb|mausoleum|statue|monument|bust|museum
    |foundation|street|airport|park|named|honou?r\w*|legacy|death|died|deceased|late|widow|born|birth\w*|published|publication|letters?
    |book|memoirs?|prize|award|heritage|successor|successors|succeeded|since|policies|policy|(?<!in[ ]the[ ])course|doctrine|era|assassinat\w*|killed)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def person_mention(case: Case, entry: Entry, position: int) -> PersonMention | None:
    """The mention of an entry's person that names the office with it; None where the office was told elsewhere."""
    person = entry.people[position]
    people = case.reading.names.people
    home = sentence_around(case, entry.start, entry.end)
    best = None
    for mention in starting_in(people, home.start, home.end):
        if mention.name == person.name and mention.office == person.office and mention.office is not None:
            inside = entry.start <= mention.start < entry.end
            if best is None or inside:
                best = mention
            if inside:
                return mention
    return best


def date_mention(case: Case, entry: Entry) -> DateMention | None:
    """The date of the text that an entry's date rests on: the one inside its quote, else inside its sentence."""
    for span in (Span(entry.start, entry.end), sentence_around(case, entry.start, entry.end)):
        for mention in dates_in(case, span.start, span.end):
            if mention.when.edtf == entry.when.edtf:
                return mention
    return None


def date_words(case: Case, entry: Entry) -> str:
    """An entry's date in the words of the text, else as EDTF."""
    mention = date_mention(case, entry)
    return mention.text if mention is not None and mention.kind != "relative" else dated(entry.when.edtf)


def name_mention(case: Case, entry: Entry, position: int) -> PersonMention | None:
    """Where the sentence of an entry names one of its people, with an office or without."""
    name = entry.people[position].name
    home = sentence_around(case, entry.start, entry.end)
    people = case.reading.names.people
    at = bisect_left(people, home.start, key=lambda mention: mention.start)
    inside = [one for one in people[at : at + 64] if one.start < home.end and one.name == name and name is not None]
    return next((one for one in inside if entry.start <= one.start < entry.end), inside[0] if inside else None)


def dates_in(case: Case, start: int, end: int) -> Iterator[DateMention]:
    """The date mentions inside [start, end), in order."""
    yield from starting_in(case.reading.dates, start, end)


def sentence_around(case: Case, start: int, end: int) -> Span:
    """The sentence that holds [start, end), or the span itself where none does."""
    sentences = case.document.sentences
    at = bisect_left(sentences, start + 1, key=lambda span: span.start) - 1
    if at >= 0 and start < sentences[at].end:
        return Span(sentences[at].start, max(end, sentences[at].end))
    return Span(start, end)


def paragraph_around(case: Case, start: int) -> Span:
    """The paragraph that holds an offset; the offset alone where none does."""
    paragraphs = case.document.paragraphs
    at = bisect_left(paragraphs, start + 1, key=lambda span: span.start) - 1
    if at >= 0 and start < paragraphs[at].end:
        return Span(paragraphs[at].start, paragraphs[at].end)
    return Span(start, start)


def in_body(case: Case, start: int) -> bool:
    """Whether an offset lies in the text proper: in no list of references, no front matter, no note."""
    paragraphs = case.document.paragraphs
    at = bisect_left(paragraphs, start + 1, key=lambda span: span.start) - 1
    if at < 0 or paragraphs[at].kind in ("reference", "front", "note"):
        return False
    if _NUMBERED.match(case.document.text, paragraphs[at].start):
        return False
    sections = case.document.sections
    place = bisect_left(sections, start + 1, key=lambda section: section.start) - 1
    return place < 0 or sections[place].role not in ("references", "front", "notes")


def told_together(case: Case, person: Span, date: Span) -> bool:
    """Whether a date is the one told nearest to a person in their sentence, and no list is told "respectively"."""
    home = sentence_around(case, min(person.start, date.start), max(person.end, date.end))
    if "respectively" in case.document.text[home.start : home.end]:
        return False
    own = _apart(person, date.start, date.end)
    text = case.document.text
    asked = next((one for one in dates_in(case, date.start, date.end) if one.start == date.start), None)
    # a date behind a semicolon is that of another clause, where the person's own has one
    clause = _between(text, person, date.start, date.end)
    return all(
        _apart(person, one.start, one.end) >= own or (not clause and _between(text, person, one.start, one.end))
        for one in dates_in(case, home.start, home.end)
        if one.when.edtf is not None and one.kind in ("date", "span") and not _holds(one, asked)
    )


def _holds(one: DateMention, asked: DateMention | None) -> bool:
    """Whether a date is a wider one that holds another: the year at the head of a chronology's line."""
    if asked is None or one is asked or one.when.earliest is None or one.when.latest is None:
        return False
    first, last = asked.when.earliest, asked.when.latest
    return first is not None and last is not None and one.when.earliest <= first and last <= one.when.latest


def _between(text: str, person: Span, start: int, end: int) -> bool:
    """Whether a semicolon parts a person from a date."""
    return ";" in text[min(person.end, end) : max(person.start, start)]


def _apart(span: Span, start: int, end: int) -> int:
    return max(start - span.end, span.start - end, 0)


def in_heading(case: Case, start: int) -> bool:
    """Whether an offset lies in a heading, which sums up what the text then tells."""
    paragraphs = case.document.paragraphs
    at = bisect_left(paragraphs, start + 1, key=lambda span: span.start) - 1
    return at >= 0 and start < paragraphs[at].end and paragraphs[at].kind == "heading"


_CLAUSE_END = re.compile(r"[.;:()]\s")


def held_aside(text: str, mention: PersonMention) -> bool:
    """Whether the words around an office say that it was held at another time, or not in full ("former", "then", "-elect")."""
    before = text[max(0, mention.start - 40) : mention.start]
    clause = _CLAUSE_END.split(before)[-1]
    behind = text[mention.end : mention.end + 40]
    inside = text[mention.start : mention.end]
    return any(
        (
            _ASIDE.search(clause),
            _HOUSES.search(clause),
            _OF.search(clause),
            _BEHIND.match(behind),
            _INSIDE.search(inside),
            _OF_HOUSE.search(inside),
        )
    )
