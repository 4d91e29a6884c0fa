"""Statements of cooperation of a document, in one pass over its sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regesta.cooperation.bodies import find_bodies, sectors_of, short_names, stands_for, states_of
from regesta.cooperation.clauses import Part, Told, goes_back, has_figure, parts_of, told_of
from regesta.cooperation.instruments import find_instruments
from regesta.cooperation.ladder import Standing, by_figure, is_hostile, is_idle, rung_of, topics_in
from regesta.cooperation.quantities import find_quantities
from regesta.cooperation.wordlists import clause_words
from regesta.entries import Voice, closed_parts, hashed, voices
from regesta.model import (
    Body,
    Citation,
    Cooperation,
    DateMention,
    Document,
    Entry,
    InstitutionMention,
    Names,
    Paragraph,
    Quantity,
    Quotation,
    Span,
    When,
)
from regesta.names import is_body
from regesta.reading.stretches import starting_in


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that was found in a document before: what a statement is put together from."""

    names: Names
    dates: tuple[DateMention, ...] = ()
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    notes: tuple[Span, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """The document with look-ups that hold for all of its sentences."""

    document: Document
    found: Surroundings
    short: dict[str, InstitutionMention]
    pair: tuple[str, ...]
    starts: list[int]  # of the paragraphs
    calls: list[tuple[int, int]]  # where a note is called, and which citation stands in it
    telling: list[int]  # where institutions stand that tell what a sentence is about
    voice_of: Voice

    def names_body(self, span: Span) -> bool:
        """Whether an institution is named in a span that tells by its kind what it is about."""
        at = bisect_left(self.telling, span.start)
        return at < len(self.telling) and self.telling[at] < span.end

    def home(self, at: int) -> Paragraph:
        return self.document.paragraphs[max(0, bisect_right(self.starts, at) - 1)]


def find_cooperation(document: Document, found: Surroundings) -> tuple[Cooperation, ...]:
    """The statements of a document, by place. A passage that praises and names no sector, contact or figure gives none."""
    around = _Around(
        document,
        found,
        dict(short_names(document.text, found.names)),
        _pair(found.names),
        [paragraph.start for paragraph in document.paragraphs],
        sorted((call, at) for at, one in enumerate(found.citations) for call in one.called_from),
        [mention.start for mention in found.names.institutions if stands_for(mention)],
        voices(found.quotations),
    )
    closed = closed_parts(document, found.notes)
    made: list[Cooperation] = []
    last = Span(0, 0)
    for sentence in document.sentences:
        follows = bool(made) and last.start <= made[-1].start < sentence.start
        last = sentence
        told = told_of(document.text, sentence.start, sentence.end, (around.names_body(sentence), follows))
        if told is None or any(low <= sentence.start < high for low, high, _ in closed):
            continue
        home = around.home(sentence.start)
        if home.kind == "heading":
            continue
        before = made[-1] if made and made[-1].start >= home.start else None
        made += _of_sentence(around, told, sentence, home, before)
    return tuple(made)


def _of_sentence(
    around: _Around, told: Told, sentence: Span, home: Paragraph, before: Cooperation | None
) -> list[Cooperation]:
    made: list[Cooperation] = []
    silent: int | None = None  # where a part before began that told a figure and no step of its own
    for part in parts_of(around.document.text, told):
        whole = part if silent is None else Part(silent, part.first, part.last)
        standing = rung_of(around.document.text, told, whole)
        one = _statement(around, (told, whole, standing), (sentence, home), made[-1] if made else before)
        silent = whole.opening if one is None and has_figure(told, whole) else None
        if one is not None:
            made.append(one)
    return made


def _statement(
    around: _Around, read: tuple[Told, Part, Standing | None], place: tuple[Span, Paragraph], before: Cooperation | None
) -> Cooperation | None:
    told, part, step = read
    text, found = around.document.text, around.found
    start, end = told.starts[part.opening], _closed_at(text, told, part)
    figure = has_figure(told, part)
    if step is None and not figure:
        return None
    if not (
        topics_in(told, part.opening, part.last)[0]
        or around.names_body(Span(start, end))
        or (before is not None and (goes_back(told, part) or before.start >= place[0].start))
        or (figure and any(hit.label == "contact" for hit in told.hits))
    ):
        return None
    when = _when(found.dates, told, part, place[0])
    quantities = _quantities(around, (start, end), when) if figure else ()
    if step is None and not quantities:
        return None
    standing = step or by_figure(text, told, part)
    bodies = find_bodies(text, told, (part.opening, part.last), found.names, around.short)
    sectors, subsectors = _topics(told, part, (standing.rung, bodies), before, place[0])
    if is_hostile(told, standing.hit.first, sectors):
        return None
    if any(body.kind in ("university", "academy") and len(body.states) > 1 for body in bodies):
        subsectors = tuple(dict.fromkeys(("education/higher-education-links", *subsectors)))
    contact = any(hit.label == "contact" and part.opening <= hit.first < part.last for hit in told.hits)
    if not sectors and not (contact and quantities):
        return None
    if is_idle(told, part) and not subsectors and not quantities and standing.rung in ("running", "begun"):
        return None  # praise that lists sectors
    states = _states(around, told, part, place, bodies)
    if len(states) < 2 and before is not None and (goes_back(told, part) or not states):
        states = tuple(dict.fromkeys((*states, *before.states)))
    if len(states) < 2 and around.pair and (not states or states[0] in around.pair):
        states = tuple(dict.fromkeys((*states, *around.pair)))
    if len(states) < 2:
        beside = _named(found.names, place[1].start, place[1].end)
        if len(set(beside) | set(states)) < 2:
            return None  # what a state does at home is no cooperation
        if len(beside) <= 3:
            states = tuple(dict.fromkeys((*states, *beside)))
        elif not states:
            return None
    rung_at = told.starts[standing.hit.first]
    return _with_id(
        Cooperation(
            id="",
            document=around.document.id,
            start=start,
            end=end,
            quote=text[start:end],
            rung=standing.rung,
            why=standing.why,
            sectors=sectors,
            subsectors=subsectors,
            states=states,
            when=when,
            bodies=bodies,
            instruments=find_instruments(text, start, end),
            quantities=quantities,
            said_by=around.voice_of(rung_at, rung_at + 1),
            citations=_cited(around, start, place[1]),
            entries=_entries(found.entries, start, end),
        )
    )


def _closed_at(text: str, told: Told, part: Part) -> int:
    """Where the words of a part end: before a bracket that does not close in them, which holds a citation as a rule."""
    start, end = told.starts[part.opening], told.ends[part.last - 1]
    opened = text.rfind("(", start, end)
    if opened > told.starts[part.first] and text.find(")", opened, end) < 0:
        return max(told.ends[part.first], start + len(text[start:opened].rstrip()))
    return end


def _topics(
    told: Told, part: Part, read: tuple[str, Sequence[Body]], before: Cooperation | None, sentence: Span
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a part is about: its own words, its circumstance's, its bodies', or, where it goes on from what was told, that."""
    rung, bodies = read
    sectors, subsectors = topics_in(told, part.first, part.last)
    if not sectors and part.opening < part.first:
        sectors, subsectors = topics_in(told, part.opening, part.first)
    if not sectors:
        sectors = sectors_of(bodies)
    if not sectors and before is not None and before.sectors:
        goes_on = before.start >= sentence.start and rung in ("begun", "ended")
        if goes_on or goes_back(told, part):
            return before.sectors, before.subsectors
    if not subsectors and before is not None and set(sectors) == set(before.sectors) and goes_back(told, part):
        return sectors, before.subsectors
    return sectors, subsectors


def _states(
    around: _Around, told: Told, part: Part, place: tuple[Span, Paragraph], bodies: Sequence[Body]
) -> tuple[str, ...]:
    """The states of a part in the order of the text; where it has one or none, with those of its sentence."""
    names = around.found.names
    start, end = told.starts[part.opening], told.ends[part.last - 1]
    own = _named(names, start, end)
    own = tuple(dict.fromkeys((*own, *states_of(bodies))))
    if len(own) >= 2:
        return own
    return tuple(dict.fromkeys((*own, *_named(names, place[0].start, place[0].end))))


def _named(names: Names, start: int, end: int) -> tuple[str, ...]:
    """The states named in [start, end), by place; a town stands for its state."""
    found = [(one.start, one.code) for one in starting_in(names.states, start, end) if not is_body(one.code)]
    found += [(one.start, one.state) for one in starting_in(names.places, start, end) if one.state is not None]
    return tuple(dict.fromkeys(code for _, code in sorted(found)))


def _pair(names: Names) -> tuple[str, ...]:
    """The two states that a document is about; () where it is about one or about many."""
    counts = Counter(mention.code for mention in names.states)
    ranked = [(code, count) for code, count in counts.most_common() if not is_body(code)][:3]
    if len(ranked) < 2 or ranked[1][1] < 3:
        return ()
    third = ranked[2][1] if len(ranked) > 2 else 0
    return (ranked[0][0], ranked[1][0]) if ranked[1][1] >= 2 * third else ()


def _when(dates: Sequence[DateMention], told: Told, part: Part, sentence: Span) -> When:
    """The date of a part or of its circumstance, or the one that the sentence opens with ("In 1970 ..., and ...").

    A date told with another thing is not carried over: the statement has none.
    """
    start, end = told.starts[part.opening], told.ends[part.last - 1]
    told_here = starting_in(dates, sentence.start, sentence.end)
    within = [date for date in told_here if date.when.edtf is not None and date.fault is None]
    own = [date for date in within if date.start < end and start < date.end]
    body = [date for date in own if date.start >= told.starts[part.first]]
    if not own and told.words[part.opening] == "when":
        own = [date for date in within if date.end <= start][-1:]  # "in 1987, when 3,000 students ..."
    chosen = (body or own)[:1] or [date for date in within[:1] if _opens(date, told, part)]
    return chosen[0].when if chosen else When()


def _opens(date: DateMention, told: Told, part: Part) -> bool:
    """Whether a date opens the sentence as its circumstance, and the part does not say that it came later."""
    small = clause_words()
    before = sum(start < date.start for start in told.starts)
    return (
        (before == 0 or (told.words[0] in small.circumstance and before <= _LEAD))
        and date.end <= told.starts[part.opening]
        and small.later.isdisjoint(told.words[part.opening : part.last])
    )


_LEAD = 4  # words of a circumstance before its date: "During a visit in 1997"


def _quantities(around: _Around, span: tuple[int, int], when: When) -> tuple[Quantity, ...]:
    start, end = span
    taken = [*_spans(around.found.dates, start, end), *_spans(around.found.citations, start, end)]
    year = when.edtf.removeprefix("../") if when.edtf is not None else None  # "by 2010": as it stood then
    listed = find_quantities(around.document.text, Span(start, end), taken, year)
    once: dict[tuple[float, str, str], Quantity] = {}
    for one in listed:
        once.setdefault((one.value, one.unit, one.counts.lower()), one)
    return tuple(once.values())


def _spans(mentions: Sequence[DateMention] | Sequence[Citation], start: int, end: int) -> list[tuple[int, int]]:
    low = bisect_left(mentions, start, key=lambda mention: mention.start)
    high = bisect_left(mentions, end, low, key=lambda mention: mention.start)
    return [
        (one.start, one.end)
        for one in mentions[max(0, low - 1) : high]
        if not (isinstance(one, DateMention) and one.kind in ("duration", "set"))
    ]


def _cited(around: _Around, start: int, home: Paragraph) -> tuple[str, ...]:
    """The works cited in the sentence, or at the end of one of the next two of its paragraph."""
    sentences = around.document.sentences
    at = bisect_right(sentences, start, key=lambda span: span.start) - 1
    citations = around.found.citations
    for sentence in sentences[max(0, at) : max(0, at) + 3]:
        if sentence.start >= home.end:
            return ()
        cited = [one.reference or one.label for one in starting_in(citations, sentence.start, sentence.end + 1)]
        low = bisect_right(around.calls, (sentence.start, len(citations)))
        high = bisect_right(around.calls, (sentence.end + 1, len(citations)))  # a mark stands behind the full stop
        cited += [citations[place].reference or citations[place].label for _, place in around.calls[low:high]]
        if cited:
            return tuple(dict.fromkeys(cited))
    return ()


def _entries(entries: Sequence[Entry], start: int, end: int) -> tuple[str, ...]:
    """The entries whose words lie in those of the statement, or hold them."""
    return tuple(entry.id for entry in starting_in(entries, start - 1000, end) if start < entry.end)


def _with_id(one: Cooperation) -> Cooperation:
    content = [
        one.document, one.rung, one.sectors, one.subsectors, one.states, one.when.edtf, one.said_by, one.citations,
        [body.name for body in one.bodies], one.instruments, [(q.value, q.unit, q.counts) for q in one.quantities],
        one.start, one.end, one.quote,
    ]  # fmt: skip
    return replace(one, id=hashed(content))
