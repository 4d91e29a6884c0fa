"""Every data class of Regesta, frozen.

What lives here: the plain shapes that the rooms hand to one another. What does not: anything that reads, finds,
stores or decides. Offsets are always code points into `Document.text`, half open, so that for every class with
`start` and `end` the law holds: ``document.text[start:end]`` is what the class is about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Basis = Literal["stated", "context", "computed", "inferred"]
Modality = Literal["asserted", "planned", "hypothetical", "denied"]
Severity = Literal["error", "warning", "note"]
Status = Literal["open", "accepted", "corrected", "rejected"]
Rung = Literal["talked", "promised", "agreed", "begun", "running", "ended"]


# --- documents -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source an offset of the text came from. Only what the format knows is set.

    `offset` is in code points into the decoded source text (text formats); `line` counts from 1; `page` counts from 1;
    `box` is (left, bottom, right, top) in PDF points; `paragraph` counts from 1 (DOCX, HTML); `path` is an XPath (XML, HTML).
    """

    offset: int | None = None
    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A run of the text, [start, end), and the place its first character came from.

    Where `place.offset` is set the run is linear: the character at start + n came from offset + n. Anchors of a document
    are sorted by start and do not overlap; a character between two anchors was made by the reader (a joining space).
    """

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows until the next one. `title` is [start, title_end) of the text, empty for none.

    `role` is "front", "body", "abstract", "references", "notes" or "table".
    """

    start: int
    end: int
    title: str
    level: int
    role: str


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text. `kind` is "text", "heading", "list", "table", "quote", "note", "reference" or "front"."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote. [start, end) is its text, a paragraph of kind "note"; `label` its mark as printed ("1", "*").

    `called_at` is the offset right behind the words it is called from, None where nothing calls it; the mark itself is no
    part of the text. A note called from two places is told twice.
    """

    label: str
    called_at: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Front:
    """What a document says of itself. `date` is EDTF or None."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    doi: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Text in code points and the way back to its source. `id` is a hash of the bytes read."""

    id: str
    name: str
    media_type: str
    text: str
    anchors: tuple[Anchor, ...] = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    sentences: tuple[Span, ...] = field(repr=False)
    front: Front = Front()
    warnings: tuple[str, ...] = ()
    notes: tuple[Note, ...] = field(default=(), repr=False)

    def locate(self, offset: int) -> Place:
        """The place in the source of the character at `offset` (code points); of the last anchor before it, if it has none.

        Raises IndexError when the offset lies outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} lies outside the text of {self.name} (0 to {len(self.text)})")
        at = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start) - 1
        if at < 0:
            return Place()
        anchor = self.anchors[at]
        place = anchor.place
        if place.offset is None:
            return place
        step = min(offset, anchor.end) - anchor.start
        return Place(place.offset + step, place.line, place.page, place.box, place.paragraph, place.path)


# --- mentions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF (ISO 8601-2) with its bounds, never more precise than the text and its context.

    `earliest` and `latest` are "YYYY-MM-DD", None where there is no bound. All None: the text gives no date.
    """

    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: Basis = "stated"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text. `fault` says in one sentence what is wrong with it; a faulty mention has an empty `when`.

    `kind`: "date" (a point, however wide), "span" (from ... to), "relative" (two months later), "duration", "set"
    (every year), "part" (a year given only in passing, as in an adjective "the 1994 agreement"). `why` tells how a
    date that is not stated outright was reached.
    """

    start: int
    end: int
    text: str
    when: When
    kind: str = "date"
    fault: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class StateMention:
    """A state, or a body that acts like one. `code` is ISO 3166-1 alpha-3, ISO 3166-3 alpha-4 or the list's own id.

    `form`: "name" (Israel), "demonym" (Israeli, the Israelis), "capital" (a capital standing for its government),
    "short" (the US).
    """

    start: int
    end: int
    text: str
    code: str
    form: str


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person, or an office without a name. [start, end) covers office, name and what ties them together.

    `name` is the fullest form the document gives for the person (a later "Netanyahu" carries "Benjamin Netanyahu"), None
    for a bare office ("the Prime Minister", "Minister to Bulgaria"). `office` is as stated with this mention, lower case
    English ("defence minister"), None for none; `known_office` and `state` (the state served) are what the document says
    of the person at any place so far. `accredited_to` are the states the office is accredited to ("Minister to Greece,
    Romania, and Serbia"). [name_start, name_end) is the name alone, equal for a bare office.
    """

    start: int
    end: int
    text: str
    name: str | None
    office: str | None
    state: str | None
    known_office: str | None = None
    accredited_to: tuple[str, ...] = ()
    name_start: int = 0
    name_end: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A town or region. `state` is the code of the state it lies in, None where unknown."""

    start: int
    end: int
    text: str
    name: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class InstitutionMention:
    """A body that is no state: a university, ministry, company, fund, organisation, mission."""

    start: int
    end: int
    text: str
    name: str
    kind: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a document, each tuple sorted by start."""

    states: tuple[StateMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    institutions: tuple[InstitutionMention, ...] = ()


class Token(NamedTuple):
    """One word, mark or mention of a sentence, as the act rules see it: a tuple, since a text has so many of them.

    `norm` is the lemma with its form for verbs ("establish:ed"), the lower-case word otherwise, or the mention's kind in
    angle brackets: "<D>" date, "<P>" person, "<O>" bare office, "<S>" state, "<L>" place, "<I>" institution, "<Q>" citation.
    `index` is the mention's place in the list it came from, -1 for a word.
    """

    start: int
    end: int
    norm: str
    index: int = -1  # type: ignore[assignment]  # a field here, and not a tuple's method


@dataclass(frozen=True, slots=True)
class ActMention:
    """Words that tell an act: [start, end) is the trigger, [first, last) its tokens in the sentence.

    `rule` names the line of the word list that found it. `voice` is "active" (the doer stands before), "passive" (the
    doer, if told, stands behind "by") or "nominal" (a noun: "the opening of ...").
    """

    start: int
    end: int
    first: int
    last: int
    act: str
    rule: str
    voice: str
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Author:
    """A name in a reference, as printed: a person's `family` and `given` names, or the whole name of a body (`literal`)."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What a reference says of its work, in the terms of CSL 1.0.2; None, or empty, where it says nothing or is unclear.

    `type` is CSL's ("book", "article-journal", ...; "document" where nothing tells). `issued` and `accessed` are EDTF, None
    where what is printed (`issued_text`, `accessed_text`: "27 May. 20003") is no date. `pages` reads "38-44", `pages_text`
    as printed. `doi`, `issn`, `isbn` and `url` are as printed, joined over line ends, right or wrong. `language` is ISO 639-1.
    `note` holds the printed words that found no other field; `unsure` names the fields left empty because two readings fit.
    """

    type: str = "document"
    authors: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    translators: tuple[Author, ...] = ()
    title: str | None = None
    container: str | None = None
    collection: str | None = None
    issued: str | None = None
    issued_text: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    pages_text: str | None = None
    edition: str | None = None
    publisher: str | None = None
    place: str | None = None
    genre: str | None = None
    url: str | None = None
    accessed: str | None = None
    accessed_text: str | None = None
    doi: str | None = None
    issn: str | None = None
    isbn: str | None = None
    language: str | None = None
    note: str | None = None
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """One work of the reference list. `id` reads like "Murinson 2014"; `number` counts from 1 in the list's order.

    In a document without a list, a work that a note gives in full, where it first does; `number` is then the note's.

    `work` is what was understood of it. `doubt` is one sentence where the two ways of splitting the list disagree on where
    this work begins or ends, None where they agree.
    """

    id: str
    start: int
    end: int
    text: str
    number: int
    names: tuple[str, ...]
    year: str | None
    work: Work = Work()
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class PossibleWork:
    """A listed work that a citation may mean: its id, how likely (0 to 1), and one sentence why."""

    reference: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An in-text citation. `reference` is the id of the work it was paired with, None where the list has none or several fit.

    `label` reads like a reference id ("Aliyev 1998") and stands in for it where nothing was paired. `form` is "author-date",
    "author-page" (no year is printed: "(Lind 15)", or "(15)" where the sentence names Lind), "number", "note" (a work named
    in a note) or "again" (ibid., op. cit.). `candidates` are listed works it may mean, the likeliest first; `why` is one
    sentence on the pairing. `called_from` are the offsets in the text that call the note which holds it, empty for a
    citation that stands in the text itself.
    """

    start: int
    end: int
    text: str
    names: tuple[str, ...]
    year: str | None
    page: str | None
    label: str
    reference: str | None = None
    form: str = "author-date"
    candidates: tuple[PossibleWork, ...] = ()
    why: str | None = None
    called_from: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, or a block, that somebody says. [start, end) includes the marks.

    `kind` is "speech" (a speaker is told), "words" (quoted, nobody told), "block", "title" (of a work) or "scare" (a term,
    or a doubted word). `occasion` is where and to whom it was said, in the text's words; `date` is EDTF; `source` the id or
    label of the work cited for it.
    """

    start: int
    end: int
    text: str
    speaker: str | None
    kind: str = "words"
    occasion: str | None = None
    date: str | None = None
    source: str | None = None


# --- what is found ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A person of an entry: name and office as the text has them; `id` is the authority's, None while unresolved."""

    name: str | None
    office: str | None
    state: str | None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document's assertion of one dated act (the contract's row). Immutable; `id` is a hash of its content."""

    id: str
    document: str
    act: str
    when: When
    states: tuple[str, ...]
    people: tuple[Person, ...]
    place: str | None
    sectors: tuple[str, ...]
    modality: Modality
    said_by: str | None
    citations: tuple[str, ...]
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what it counts. [start, end) is the words ("95 farmers"), `text` those words as printed.

    `unit` is "count", "percent", an ISO 4217 code ("USD") or a measure ("barrels", "kilometres"); `value` is in that unit.
    `counts` is what is counted or paid for, in the text's words, "" where it does not say. `bound` is "about", "at least" or
    "at most" where the text says so; `per` is "day", "month" or "year" for a rate. `year` is EDTF, None where none is told.
    """

    start: int
    end: int
    text: str
    value: float
    unit: str
    counts: str
    bound: str | None = None
    per: str | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An institution, programme or community as a passage names it. `name` is the one it is joined under.

    `kind` is a kind of InstitutionMention, or "programme", "agency", "community", "lobby", "religious", "friendship",
    "chamber", "cultural institute". `states` are those it belongs to, as far as its name, its town or the tables tell.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cooperation:
    """One document's statement that states work together in something, and how far it has come. `id` is a hash of its content.

    A statement needs no date and no act of the vocabulary. `rung` is the step of the ladder that its words tell: talked
    about, promised, agreed, begun, running, ended; `why` says which words. `subsectors` read "education/scholarships".
    `instruments` are titles of agreements as printed. `entries` are ids of entries that the same words tell. `when`, `said_by`
    and `citations` are as in Entry.
    """

    id: str
    document: str
    start: int
    end: int
    quote: str
    rung: Rung
    why: str
    sectors: tuple[str, ...]
    subsectors: tuple[str, ...]
    states: tuple[str, ...]
    when: When
    bodies: tuple[Body, ...] = ()
    instruments: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    said_by: str | None = None
    citations: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """A date, or words that tell an act, of which no entry was made, and the reason in one sentence."""

    document: str
    start: int
    end: int
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that a second opinion proposes; never one of the register's own. [start, end) holds its verbatim quote.

    `source` names who proposes it ("llm:NAME"); `date` is EDTF or None; `known` says that Regesta has an entry of that act
    and year at that place already.
    """

    document: str
    source: str
    act: str
    date: str | None
    states: tuple[str, ...]
    start: int
    end: int
    quote: str
    known: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a second opinion thinks of an entry: "agrees", "disagrees" or "silent", with a sentence. It changes nothing."""

    entry: str
    source: str
    verdict: Literal["agrees", "disagrees", "silent"]
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one pass over one document gives."""

    document: Document
    entries: tuple[Entry, ...]
    abstentions: tuple[Abstention, ...]
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: Names = Names()
    cooperation: tuple[Cooperation, ...] = ()


# --- authorities -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tenure:
    """One source's row: a person held an office of a state. `person` is the authority id (a Wikidata QID or a slug).

    `office` is one of the authorities' offices ("head_of_state", "foreign_minister", ...), `label` the source's own words.
    `start` and `end` are EDTF, None where the source gives none; `status` is "closed", "open" (in office at
    `source_date`) or "unknown". `source` is an id of the table of sources; `voice` is whose knowledge it is in the end:
    two sources of one voice are one witness.
    """

    person: str
    name: str
    state: str
    office: str
    label: str
    accredited_to: str | None
    start: str | None
    end: str | None
    status: str
    source: str
    source_date: str
    voice: str


@dataclass(frozen=True, slots=True)
class Attestation:
    """One source's word that a person bore a title within [first, last] (EDTF days or years). Fields as in Tenure."""

    person: str
    name: str
    state: str
    office: str
    label: str
    accredited_to: str | None
    first: str
    last: str
    source: str
    voice: str


@dataclass(frozen=True, slots=True)
class StateRecord:
    """What the authorities know of a state. `code` is the register's code, `kept_as` the one its tenures are kept under.

    `start` and `end` are EDTF: when the state came to be and ceased, None where it is older than the tables ask or still
    there. `before` and `after` are codes of the states it came from and those that came from it. `cow` is the state number
    of the Correlates of War project.
    """

    code: str
    kept_as: str | None
    kind: str
    alpha2: str | None
    alpha3: str | None
    alpha4: str | None
    cow: int | None
    wikidata: str | None
    start: str | None
    end: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Capital:
    """A town that was a state's capital from `start` to `end` (EDTF, None where not known or still so).

    `status` is "capital", or says what else it was ("seat of government").
    """

    state: str
    name: str
    start: str | None
    end: str | None
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A row of the table of sources. `voice` is whose knowledge it is; `origin` where it was taken from, at `version`.

    `date` is that of the data, EDTF or words.
    """

    id: str
    voice: str
    origin: str
    version: str
    licence: str
    date: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A tenure of the tables that was withdrawn, why, and the id of the source that speaks against it."""

    tenure: Tenure
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An authority's person whom a mention may mean: `score` is 0 to 1, `why` one sentence."""

    person: str
    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the person at `position` of an entry's people was taken to mean; what the text said stays in the entry.

    `status`: "resolved" (then `person` is an authority id), "unsure" (several may be meant) or "unknown" (none is known).
    """

    entry: str
    position: int
    status: Literal["resolved", "unsure", "unknown"]
    person: str | None
    candidates: tuple[Candidate, ...]
    why: str


@dataclass(frozen=True, slots=True)
class StateCandidate:
    """A state that a code may stand for at a date: `state` is a code of the list of states, `name` what it was called then."""

    state: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class StateIdentity:
    """Which state the code at `position` of an entry's states stood for at the entry's date; the entry keeps its code.

    `status` and `state` as in Identity: a code of the list of states where it is "resolved", else None.
    """

    entry: str
    position: int
    status: Literal["resolved", "unsure", "unknown"]
    state: str | None
    candidates: tuple[StateCandidate, ...]
    why: str


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """Somebody whom no authority knows and several mentions name, in one document or many, under near spellings.

    `id` begins with "local/"; `name` is the fullest spelling, `spellings` are all. `state`: whom the person served, None
    where no mention tells. `members` are (entry id, position in its people). `why` is one sentence.
    """

    id: str
    name: str
    spellings: tuple[str, ...]
    state: str | None
    members: tuple[tuple[str, int], ...]
    why: str


# --- acts and findings -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Act:
    """What happened, as gathered from the entries that tell it, of one document or many; `id` is a hash of their ids.

    `when` is the narrowest date that all of them allow; where they allow none, `conflict` says so in one sentence and
    `when` spans them all. `why` says in one sentence why they were taken for one act.
    """

    id: str
    act: str
    when: When
    states: tuple[str, ...]
    entries: tuple[str, ...]
    conflict: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: its id (kebab case), severity, title, what it reports and why, and a good and a bad passage."""

    id: str
    severity: Severity
    title: str
    about: str
    good: str
    bad: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say. `id` is a hash of the rule, the document and the words, so that a waiver outlives a re-reading.

    `spans` are in the document's text, the first the one to look at; `entries` are ids. `message` is one sentence a reader
    can judge; `evidence` are sentences that name who knows what ("Wikidata: Ehud Olmert, prime minister of Israel from
    2006-04-14 to 2009-03-31"). `inferred` is a date that the finding offers and nobody has taken.
    """

    id: str
    rule: str
    severity: Severity
    document: str
    spans: tuple[Span, ...]
    entries: tuple[str, ...]
    message: str
    evidence: tuple[str, ...] = ()
    inferred: When | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """A reading with what it means (whom its people mean) and what speaks against it."""

    reading: Reading
    identities: tuple[Identity, ...] = ()
    acts: tuple[Act, ...] = ()
    findings: tuple[Finding, ...] = ()


# --- what became of files --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edition:
    """What a document was read with: hashes of the rules (code, word lists, readers) and of the authorities' tables."""

    rules: str
    authorities: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a file that somebody asked to read: "read", "failed" (`message` says why, in one sentence), "pending"
    (a run was to read it and did not come to it) or "stale" (read, with other rules or authorities than those asked about).

    `content` is the id of the bytes that were tried last, None where they were never seen.
    """

    path: str
    status: Literal["read", "failed", "pending", "stale"]
    content: str | None = None
    message: str | None = None
    edition: Edition | None = None


# --- decisions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: rows beside what the machine found, which no reading changes and which can be taken back.

    `kind` and `target` name what it is about: "finding" and its id ("waive"), "entry" and its id ("accept", "correct",
    "reject"), "entries" and two ids with a space between ("merge": they tell one act, "split": they do not); `payload` is what goes with it, as JSON. `at` is an
    ISO 8601 moment in UTC. `undone_by` is the number of the decision that took it back, None while it stands.
    """

    id: int
    kind: str
    target: str
    verdict: str
    payload: str
    who: str
    at: str
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What people decided of an entry, all told: its status, and the corrected `fields` to lay over it.

    `fields` holds what was corrected: "act", "date" (EDTF or None), "states" (codes), "people" (dicts of name, office,
    state). `decisions` are all that were made, undone ones and undoings too, and `last` is the number of the last of them.
    """

    entry: str
    status: Status
    fields: Mapping[str, Any]
    decisions: tuple[Decision, ...]
    last: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as a reader of a report meets it: where it stands in which document, and whether somebody waived it.

    `path` is the document's; `place` is that of the first character of the first span and `until` that of its last (empty
    for a finding about a whole document, as are `before`, `quote` and `after`, the text around it).
    """

    finding: Finding
    path: str
    place: Place
    until: Place
    before: str
    quote: str
    after: str
    waived: Decision | None = None


# --- questions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of a register; every field narrows, empty ones do not.

    `states`: any of them is a party; `pair`: both are. `after` and `before` are days, "YYYY-MM-DD": an entry is kept where
    its bounds allow it. `person` is matched without marks or case, `words` in full text; `document` is an id or its
    beginning, or a part of its name. `cited`: an id of a cited work or its beginning; "" asks for entries without one.
    """

    states: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    person: str | None = None
    sector: str | None = None
    words: str | None = None
    document: str | None = None
    said_by: str | None = None
    cited: str | None = None
    modality: str | None = None
    dated: bool | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What `verify` found wrong: the document, the entry where there is one, and one sentence."""

    document: str
    entry: str | None
    message: str
