"""The parts of footnotes and endnotes, one work each: what leads to the work, its clauses, and the page at its end."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from regesta.citations.wordlists import word_list
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Document

NOTE_MARK = re.compile(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})[.)]|(\d{1,3})(?=\s+[^\W\d_])|([⁰¹²³⁴-⁹]{1,3}))\s*")
PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CALL = re.compile(
    r"\[(\d{1,3})\]|(?<=[^\W\d_]{3})([⁰¹²³⁴-⁹]{1,3})|(?<=\d{4})([⁰¹²³⁴-⁹]{1,3})|(?<=[.,;:)”\"])([⁰¹²³⁴-⁹]{1,3})"
)
_TAIL = 160  # code points at a part's end in which pages stand
_SHORT_BODY = 60  # code points before the volume of a work named in short
_LONGEST = 900  # code points of a part; what is longer is an essay


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a note that may name a work: where it stands, the note's number, where its note is called from."""

    start: int
    end: int
    text: str
    called_from: tuple[int, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Clauses:
    """A part taken apart: what stands between its commas, the page at its end, the note it sends to, the short name it gives.

    `alias_ends` says that the short name stands at the end: it is the work's, else the archive's that stands before it.
    """

    clauses: tuple[str, ...]
    page: str | None = None
    note: int | None = None
    alias: str | None = None
    alias_ends: bool = False
    given_before: bool = False


def number_of(match: re.Match[str]) -> int | None:
    """The number that a note's mark, or its call, prints."""
    group = next((group for group in match.groups() if group), None)
    return int(group.translate(PLAIN_DIGITS)) if group is not None else None


def notes_of(document: Document) -> dict[tuple[int, int], tuple[int, ...]]:
    """The notes of a document, each with the offsets that call it: what the format ties, and what numbers tie ("[3]" in the
    text, "3." under a heading of notes)."""
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for note in document.notes:
        called = (note.called_at,) if note.called_at is not None else ()
        found[note.start, note.end] = found.get((note.start, note.end), ()) + called
    numbered: dict[int, tuple[int, int]] = {}
    bare: list[tuple[int, int]] = []
    for p in document.paragraphs:
        if p.kind == "note" and (p.start, p.end) not in found:
            mark = NOTE_MARK.match(document.text, p.start, p.end)
            number = number_of(mark) if mark is not None else None
            found[p.start, p.end] = ()
            if number is not None:
                numbered.setdefault(number, (p.start, p.end))
            else:
                bare.append((p.start, p.end))
    if not numbered and not document.notes:
        numbered = dict(enumerate(bare, 1))  # a numbered list whose numbers the format does not print
    if numbered:
        for p in document.paragraphs:
            if p.kind not in {"note", "reference", "front"}:
                for call in _CALL.finditer(document.text, p.start, p.end):
                    span = numbered.get(number_of(call) or -1)
                    if span is not None:
                        found[span] += (call.start(),)
    return found


def holding(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Which of some spans, sorted and apart, holds an offset in code points."""
    place = bisect_right(spans, (at, sys.maxsize)) - 1
    return spans[place] if place >= 0 and at < spans[place][1] else None


def called_marks(document: Document, notes: dict[tuple[int, int], tuple[int, ...]]) -> frozenset[int]:
    """The offsets of marks in the text that call a note by its number: they cite no listed number."""
    tied = {note.called_at for note in document.notes}
    return frozenset(at for called in notes.values() for at in called if at not in tied)


def parts_of(document: Document, notes: Mapping[tuple[int, int], tuple[int, ...]]) -> Iterator[Part]:
    """The parts of all notes that a semicolon or a sentence's end tells apart, without what leads to a work.

    `notes` are the spans of notes with the offsets that call them.
    """
    labels = {(note.start, note.end): note.label for note in document.notes}
    starts = [sentence.start for sentence in document.sentences]
    ends = [sentence.end for sentence in document.sentences]
    for order, ((start, end), called) in enumerate(sorted(notes.items()), 1):
        mark = NOTE_MARK.match(document.text, start, end)
        low = mark.end() if mark is not None else start
        label = labels.get((start, end), "")
        number = int(label) if label.isdecimal() else (number_of(mark) if mark is not None else None) or order
        within = document.sentences[bisect_right(ends, low) : bisect_left(starts, end)]
        for first, last in _statements(document.text, [(max(low, s.start), min(end, s.end)) for s in within]):
            for begin, stop in _pieces(document.text, first, last):
                part = _bare(document.text, begin, stop)
                if part[1] - part[0] > 3:
                    yield Part(*part, document.text[part[0] : part[1]], called, number)


def _bare(text: str, begin: int, stop: int) -> tuple[int, int]:
    """A piece without what leads to its work, blanks, and the full stop at its end."""
    piece = text[begin:stop]
    lead = _lead().match(piece)
    at = lead.end() if lead is not None else 0
    handed = [match.end() for match in _handed_on().finditer(piece, at) if len(piece) - match.end() > 8]
    at = handed[-1] if handed else at
    rest = piece[at:]
    bare = rest.strip(_BLANKS).rstrip(".")
    first = begin + at + len(rest) - len(rest.lstrip(_BLANKS))
    return first, first + len(bare)


_BLANKS = " \n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"  # French sets one before a semicolon


@cache
def _lead() -> re.Pattern[str]:
    """ "See", "Cf. also", "On the port see", "for the orders, "."""
    leads = citing_pattern("leads")
    return re.compile(
        rf"\s*(?:(?:on|sul|sulla|sui|zu|zum|zur|sur|о|об|por) [^.;]{{3,80}}? (?=(?:{leads})(?!\w)))?(?:(?:{leads})(?!\w)\.?[,:]?\s+)+"
        r"|\s*(?:for|on|per|für|pour|sobre) (?!example|instance)[^.,;:()]{3,80}[,:]\s(?=[^\W\d_])",
        re.I,
    )


def only_leads(words: str) -> bool:
    """Whether words do nothing but lead to a work: "Vgl.", "See also"."""
    return _lead().fullmatch(words) is not None


@cache
def _handed_on() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{citing_pattern('handed_on')})(?!\w)[.:]?\s+(?=[^\W\d_]|[“\"«‘])", re.I)


# an author, a comma and a title that goes on behind a full stop: "R. Lind, The Port. A History"
_TITLE_BEGUN = re.compile(
    r"\s*(?:[^\W\d_][\w'’-]*\.?\s){0,6}(?:[^\W\d_]\.\s?)*[^\W\d_][\w'’-]+(?:, (?:[^\W\d_]\.\s?)+[^\W\d_][\w'’-]+)*\.?[,:]\s(?=[^\W\d_]|[“«‘])"
    r"(?:[^\d;]|(?<!, )(?<!\d)(?:1[4-9]|20)\d\d(?![\d,])|(?<!\d)(?:1[4-9]|20)\d\d\s?[-–/]\s?\d{2,4})*$"
)
_QUOTE_CLOSES = re.compile(r"[”»]|[\w.?!…]’(?=[\s,;.)]|$)")


def _quote_open(sofar: str) -> bool:
    """Whether a title in quotation marks is not at its end: "‘Who Speaks?" goes on. An apostrophe closes none."""
    if sofar.count("“") > sofar.count("”") or sofar.count("«") > sofar.count("»"):
        return "„" not in sofar
    single = sofar.rfind("‘")
    return single >= 0 and _QUOTE_CLOSES.search(sofar, single) is None


# "45 U. RICH." before "L. REV. 801 (2011)", "Pub." before "L. No. 96-8", "22 U.S.C." before "§ 4305", "... (2004)" before "75 BYBIL 101"
_VOLUME_BEGUN = re.compile(r"(?:^|[\s(])\d{1,4}\s(?:[^\W\d_a-z][\w.'’&-]*\s?){1,8}\.\s*$")
_REPORTED = re.compile(r"\s*(?:&\s)?(?:[^\W\d_a-z][\w.'’&-]*\s){1,8}(?:at\s)?\d{1,5}(?!\d)")
_PROVISION = re.compile(r"\s*(?:§|¶|L\.\sNo|No\.\s?\d|[Aa]rts?\.\s?[\dIVX]|app\.|cl\.)")
_YEAR_ENDS = re.compile(r"\((?:1[4-9]|20)\d\d\)\s*$")
_VOLUME = re.compile(r"\s*\d{1,4}(?:\(\d+\))?\s[^\W\d_a-z]")


_AMERICAN_OPENING = re.compile(r"\s*(?:See\s)?(?:Exec|Treas|Sen|Cong|Pub|Gen|Proc)\.\s*")


def _is_reported(sofar: str, following: str) -> bool:
    """Whether a volume's, a statute's or a journal's abbreviation was cut at its full stop (Bluebook 21, tables T.1 and T.13)."""
    if _AMERICAN_OPENING.fullmatch(sofar) is not None:
        return True
    if _PROVISION.match(following) is not None:
        return _SHORT_WORD_ENDS.search(sofar) is not None
    if _YEAR_ENDS.search(sofar) is not None:
        return _VOLUME.match(following) is not None
    return _VOLUME_BEGUN.search(sofar) is not None and _REPORTED.match(following) is not None


_SHORT_WORD_ENDS = re.compile(r"[^\W\d_]\.\s*$")
_SHORTENED = re.compile(r"(?<![\w.])[^\W\d_]{1,5}\.\s*$")
# "2. Aufl.", "5. Sitzung", "3. Wahlperiode": German orders with a full stop
_COUNTED = re.compile(
    r"(?:Aufl|Auflage|Sitzung|Kabinettssitzung|Tagung|Wahlperiode|Legislaturperiode|Jg|Jahrgang|Bd|Band|Halbbd|Teil|Teilbd|Ausg|Ausgabe|Heft|Kap|Kapitel|Reihe|Serie)(?!\w)"
)
_VOLUME_ENDS = re.compile(r"(?:^|[\s,(])(?:t|vol|bd|ch|chap|cap|kap|fasc|arts?)\.\s*$", re.I)
_ROMAN = re.compile(r"\s*[IVXLC]+(?![\w.])")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}\.\s*$")
_GOES_ON = re.compile(r"[^.]*[,(][^.]*\d|[^\W\d_a-z][^.,;]{2,60} (?:1[4-9]|20)\d\d(?:[,.]|$)|In:\s")


def _statements(text: str, sentences: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, those together that one title or one bracket holds together."""
    at = 0
    while at < len(sentences):
        start, end = sentences[at]
        while at + 1 < len(sentences) and sentences[at + 1][1] - start <= _LONGEST:
            sofar, following = text[start:end], text[slice(*sentences[at + 1])]
            ahead = text[sentences[at + 1][0] : sentences[min(at + 3, len(sentences) - 1)][1]]
            is_open = sofar.count("(") > sofar.count(")") and ")" in ahead
            begun = _TITLE_BEGUN.match(sofar, sofar.rfind(";") + 1)
            titled = begun is not None and _lead().match(following) is None and _GOES_ON.match(following) is not None
            quoted = _quote_open(sofar) and _QUOTE_CLOSES.search(following) is not None
            if not (is_open or titled or quoted or _is_shortened(sofar, following) or _is_reported(sofar, ahead)):
                break
            at += 1
            end = sentences[at][1]
        yield start, end
        at += 1


def _is_shortened(sofar: str, following: str) -> bool:
    """Whether a full stop ends an abbreviation: "b. 1204", "coll. « Ports »", "a. a. O. (Anm. 3)", "t. I", "3. Mai"."""
    ahead = following.lstrip()
    if _SHORTENED.search(sofar) is not None and (ahead[:1].isdigit() or ahead[:1] in {"«", "("}):
        return True
    if sofar.endswith(" a. a.") and ahead[:2] == "O.":
        return True
    if _VOLUME_ENDS.search(sofar) is not None and _ROMAN.match(following) is not None:
        return True
    if _DAY_BEFORE.search(sofar) is None:
        return False
    return ahead.split()[0].lower() in _months() or _COUNTED.match(ahead) is not None


_SINGLE_QUOTED = re.compile(r"(?<!\w)‘[^‘]{2,300}?[\w.?!…)]’(?=[\s,;.)]|$)")
_OPENS, _CLOSES = "([“«„", ")]”»"


def _cut(text: str, mark: str) -> list[tuple[int, int]] | None:
    """The stretches between the marks that stand outside brackets and quotation marks; None where one is not closed."""
    found, depth, since, low_open = [], 0, 0, False
    single = _SINGLE_QUOTED.search(text) if "‘" in text else None
    for at, char in enumerate(text):
        if single is not None and at >= single.start():
            if at < single.end():
                continue
            single = _SINGLE_QUOTED.search(text, at)
            if single is not None and at == single.start():
                continue
        if low_open and char == "“":  # „German“
            depth, low_open = max(0, depth - 1), False
        elif char in _OPENS:
            depth, low_open = depth + 1, char == "„"
        elif char in _CLOSES:
            depth = max(0, depth - 1)
        elif char == mark and depth == 0:
            found.append((since, at))
            since = at + 1
    found.append((since, len(text)))
    return found if depth == 0 else None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    body = text[start:end]
    cut = _cut(body, ";") if ";" in body else [(0, len(body))]
    if cut is None:
        cut = [(m.start(), m.end()) for m in _BETWEEN_SEMICOLONS.finditer(body)]
    for low, high in cut:
        compared = _COMPARED.match(body, low, high)
        if compared is not None:  # "Compare Lind, 4 P. 12, with Moor, 5 P. 9" (Bluebook 21, 1.2)
            yield start + low, start + compared.end(1)
        yield start + (low if compared is None else compared.end()), start + high


_COMPARED = re.compile(r"(\s*[Cc]ompare\s[^;]+?),\swith\s(?=[^\W\d_a-z])")
_BETWEEN_SEMICOLONS = re.compile(r"[^;]+")


@cache
def _tails() -> tuple[re.Pattern[str], ...]:
    """A page, a part that is no page, a note sent to, a mark that the work was given before, a volume; each at a part's end."""
    places = rf"(?:{citing_pattern('places_within')})(?!\w)\.?"
    before = rf"(?:(?:{citing_pattern('at_page')})(?!\w)[.:]?\s+)?"
    number = r"\d{1,5}[rv]?(?:\s?[-–—]\s?\d{1,5}[rv]?)?"
    marked = rf"(?:{citing_pattern('note_pages')})(?!\w)\.?\s?"
    # "12 f.", "12n4", "12 et suiv."; and what follows: ", 15", " und S. 15"
    open_end = r"(?:\s?(?:ff?|sqq?|ss?|et\s(?:suiv|sq|seq|passim)\w*)\.?|\s?nn?\.?\s?\d{1,3})?"
    more = rf"(?:(?:,|\s(?:{citing_pattern('joints')}|u\.|sowie))\s?(?:{marked})?{number}{open_end})*"
    page = re.compile(
        rf"(?:(?:^|,|:|(?<=[\])”»’]))\s*{before}(?:{marked}|\[)?|\.\s*{marked})(?P<page>{number}){open_end}{more}(?:\])?\.?$",
        re.I,
    )
    place = re.compile(rf"(?:^|,|(?<=[\])”»’]))\s*{before}{places}\s?[\dIVXLC]+[\w.()–-]*$", re.I)
    note = re.compile(
        rf",?\s*(?P<open>\()?(?<![\w.])(?:{citing_pattern('note_words')})(?!\w)\.?\s?(?P<note>\d{{1,3}})(?!\d)(?(open)\))",
        re.I,
    )
    given = re.compile(rf"(?:^|,)?\s*(?<!\w)(?:{citing_pattern('given_before')})(?!\w)\.?,?$", re.I)
    volume = re.compile(rf"(?:^|,)\s*(?:{citing_pattern('volumes')})(?!\w)\.?\s?(?:\d{{1,3}}|[IVXL]+)$", re.I)
    return page, place, note, given, volume


@cache
def _alias() -> re.Pattern[str]:
    return re.compile(
        rf"\s?[(\[](?:{citing_pattern('named_hereafter')})(?!\w)[:,]?\s(?P<alias>[^()\[\]]{{2,60}})[)\]]", re.I
    )


# "12 (notre traduction)", "[1967] 1 AC 853 (HL)", "supra note 14 (noting the silence)"
_REMARK_BEHIND = re.compile(r"(?<=[\d\]])\s\((?!n\.|s\.|forthcoming|in press)[^()\d]{2,120}\)\.?$")
# "S. 45, Anm. 3": a note of the page cited; "S. 401–432 (hier S. 410)": the page meant
_NOTE_OF_PAGE = re.compile(
    r"(?P<paged>\b(?:S|Sp|p|pp)\.\s?\d{1,4}(?:[-–]\d{1,4})?),?\s(?:mit\s|and\s|et\s)?(?:Anm\.|Fn\.|fn\.|n\.|note|nota|n)\s?\d{1,3}$"
)
_MEANT_IN_BRACKETS = re.compile(
    r"(?P<whole>(?<!\d)\d{1,4}\s?[-–—]\s?\d{1,4})\s\((?:[a-z]{2,5}\.?:?\s)?(?:[Sps]{1,2}\.\s?)?(?!(?:1[4-9]|20)\d\d\))(?P<page>\d{1,4}(?:[-–]\d{1,4})?(?:\sff?\.?)?)\)$"
)
ADDRESS = re.compile(r",?\s*(?:<|\()?\b(?:https?|htps?|ftp|www)[:.]\S*.*$", re.S | re.I)
_AFTER_QUOTE = re.compile(r"(?<=[”»])[,.]?\s+(?=\S)|(?<=[\w?!.,]’),?\s+(?=[\w(])")


_SAME_AUTHOR = re.compile(
    r"(?:Ders|Dies|Derselbe|Dieselbe|Idem|Id|Eadem|Ead|Le même|La même|Тот же|Он же)\.?[,:]\s(?=[^\W\d_]|[„“«\"‘])"
)


def by_same_author(part: Part, last: str | None) -> Part:
    """A part that begins "Ders.," or "Idem," with the author named last in its place; any other as it is."""
    match = _SAME_AUTHOR.match(part.text) if last is not None else None
    return replace(part, text=f"{last}, {part.text[match.end() :]}") if match is not None else part


def clauses_of(text: str) -> Clauses:
    """A part of a note taken apart at its commas. Linear in the text."""
    page_at, place_at, note_at, given_at, volume_at = _tails()
    body = ADDRESS.sub("", text)
    alias = _alias().search(body)
    name, ends = None, False
    if alias is not None:
        name, ends = alias["alias"].strip(" “”\"'"), not body[alias.end() :].strip(" .,")
        body = body[: alias.start()] + body[alias.end() :]
    body = _MEANT_IN_BRACKETS.sub(
        r"\g<whole>, here \g<page>", _NOTE_OF_PAGE.sub(r"\g<paged>", _REMARK_BEHIND.sub("", body))
    )
    sent = note_at.search(body)
    note = int(sent["note"]) if sent is not None and (sent["open"] or sent.end() >= len(body) - 12) else None
    if note is not None and sent is not None:
        behind = body[sent.end() :]  # "Brown (n 3) 97": the page stands bare behind the bracket (OSCOLA 4, 1.2.1)
        joint = "," if behind.lstrip()[:1] not in {"", ",", ".", ";", ":", ")"} else ""
        body = f"{body[: sent.start()].rstrip(' (')}{joint}{behind}"
    body, page, given = body.strip(" .,"), None, False
    for _ in range(4):
        low = max(0, len(body) - _TAIL)
        found = page_at.search(body, low)
        if found is not None and page is None and _is_year_there(body, found) and found.end("page") < len(body):
            found = page_at.search(body, found.end("page")) or found  # "May 16, 1951, 3"
        if found is not None and page is None and not _is_year_there(body, found):
            page = found["page"]
        elif found is None or page is not None or _is_year_there(body, found):
            found = place_at.search(body, low) or given_at.search(body, low)
            of_volume = page is not None and (given or len(body) < _SHORT_BODY)
            found = found or (volume_at.search(body, low) if of_volume else None)
            given = given or (found is not None and found.re is given_at)
        if found is None:
            break
        body = body[: found.start()].strip(" ,:")
    cut = _cut(body, ",") or [(m.start(), m.end()) for m in _BETWEEN_COMMAS.finditer(body)]
    clauses = [piece.strip(" ,") for low, high in cut for piece in _AFTER_QUOTE.split(body[low:high])]
    clauses = list(_days_whole([clause for clause in clauses if clause]))
    return Clauses(tuple(_author_apart(clauses, text)), page, note, name, ends, given)


# what German notes hold: a page, a note, a place before the year (DIN ISO 690; the guides of German historical journals)
_GERMAN = re.compile(
    r"\bS\.\s?\d|\bSp\.\s?\d|\bAnm\.\s?\d|\b[Ii]n:\s|\((?:Hg|Hrsg)|\bBd\.\s?\d|[.,]\s[^\W\d_a-z][^,.\d]{2,40}\s(?:1[4-9]|20)\d\d(?:[,.]|$)"
)


_WITHIN = re.compile(r"[.,]\s(?=In:\s)")


def _author_apart(clauses: list[str], text: str) -> list[str]:
    """Clauses with an author apart from the title behind a colon: "Lind: Ports", "Lind, Hans: Ports"."""
    if not clauses or ": " not in clauses[0] + " ".join(clauses[1:2]) or _GERMAN.search(text) is None:
        return clauses
    clauses = [piece for clause in clauses for piece in _WITHIN.split(clause)]
    head, colon, title = clauses[0].partition(": ")
    if colon and len(head.split()) <= 6 and is_name(head):
        return [head, title, *clauses[1:]]
    if not colon and len(clauses) > 1:
        given, colon, title = clauses[1].partition(": ")
        if colon and len(given.split()) <= 3 and is_name(f"{given} {head}") and len(head.split()) <= 3:
            return [f"{given} {head}", title, *clauses[2:]]
    return clauses


_MONTH_AND_DAY = re.compile(r"([^\W\d_]{3,9})\.? \d{1,2}")


def _days_whole(clauses: list[str]) -> Iterator[str]:
    """Clauses with "May 20" and "1950" in one: the comma stands within a date."""
    at = 0
    while at < len(clauses):
        day = _MONTH_AND_DAY.fullmatch(clauses[at])
        if day is not None and day[1].lower() in _months() and at + 1 < len(clauses) and _YEAR_ALONE.fullmatch(clauses[at + 1]):  # fmt: skip
            yield f"{clauses[at]}, {clauses[at + 1]}"
            at += 1
        else:
            yield clauses[at]
        at += 1


_YEAR_ALONE = re.compile(r"(?:1[4-9]|20)\d\d\d?")


_BETWEEN_COMMAS = re.compile(r"[^,]+")
_YEARLIKE = re.compile(r"1[4-9]\d\d|20\d\d")


def _is_year_there(body: str, found: re.Match[str]) -> bool:
    """Whether the number at the end is a year: no mark of a page is before it, and no other year is printed."""
    number = found["page"]
    marked = found.group().lstrip(" ,:.").lower()[:1].isalpha()
    return (
        not marked
        and len(number) >= 4
        and (_YEARLIKE.fullmatch(number) is not None or (len(number) == 5 and number.isdigit()))
    )


MARKS = " \"“”«»„'‘’"  # quotation marks, and blanks, around a title


def bare_title(clause: str) -> str:
    """A title without the marks around it."""
    return clause.strip(MARKS + ",.")


def is_name(clause: str) -> bool:
    """Whether a clause may be a person's name, or several joined: few words, each with a capital or between names."""
    words = clause.replace("’", "'").split()
    small = citing_words("inner") | citing_words("joints") | {"al.", "al", "with"}
    if not 1 <= len(words) <= 9 or begins_no_name(words):
        return False
    if any(not _NAME_WORD.fullmatch(word) and word.lower() not in small for word in words):
        return False
    return any(word[:1].isupper() and len(word) > 2 for word in words) and words[-1].lower() not in citing_words(
        "inner"
    )


@cache
def _months() -> frozenset[str]:
    return frozenset(form for line in word_list("months") for form in line.split())


_WORD_BEHIND = re.compile(r"\.?\s?([^\W\d_]{3,12})")


def is_month(text: str, at: int) -> bool:
    """Whether a month's name stands behind an offset: the number before it is a day."""
    word = _WORD_BEHIND.match(text, at)
    return word is not None and word[1].lower() in _months()


def begins_no_name(words: Sequence[str]) -> bool:
    """Whether the first of some words begins no author: "The", "In"; "Jan" and "May" do before another name, as initials do."""
    first = words[0].lower().strip(".,")
    if words[0][1:] == "." or first not in citing_words("never"):
        return False
    return not (first in _months() and len(words) > 1 and words[1][:1].isupper())


_NAME_WORD = re.compile(
    r"(?:[^\W\d_]\.[ -]?){1,3}|(?:[^\W\d_a-zà-ÿ]|[dlDL]')[\w'-]*\.?|(?:al|el|ben|ibn|de|van|von)-?[^\W\d_][\w'-]*"
)
