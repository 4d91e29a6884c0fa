"""Citations by author and date, in all usual shapes: what one bracket holds, names before a year in brackets, and both
with a bracket lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from regesta.citations.comparing import initial_of
from regesta.citations.pairing import Cited
from regesta.citations.shapes import (
    LETTER,
    WORD,
    holds_a_year,
    leads_alone,
    loose_shape,
    second_hand,
    tail_alone,
    title_shape,
    work_shape,
    years_alone,
    years_first,
    years_of,
)
from regesta.citations.words import citing_pattern, citing_words, plain_marks
from regesta.model import Document

_LONGEST = 420  # code points of a bracket


@dataclass(frozen=True, slots=True)
class Brackets:
    """The brackets of a run of text: matched ones as (open, close) offsets, and those that lost their partner."""

    pairs: tuple[tuple[int, int], ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]


# how well a listed work answers to names and a year: 4 name and year; 3 a slip or a part of the name, and the year; 2 the
# name, another year; 1 a name that the list knows in some other way; 0 nothing
Answers = Callable[[tuple[str, ...], str | None], int]
_RIGHT, _NEARLY, _KNOWN = 4, 3, 1


def find_author_date(document: Document, spans: Sequence[tuple[int, int]], answers: Answers) -> Iterator[Cited]:
    """The author-date citations in some spans of a text, as printed. `answers` says whether a listed work fits."""
    starts = [sentence.start for sentence in document.sentences]
    text = plain_marks(document.text)
    for low, high in spans:
        brackets = brackets_of(text, low, high)
        lost: list[int] = list(brackets.opens)
        alone: list[int] = list(brackets.closes)
        taken: list[Cited] = []
        for opened, closed in brackets.pairs:
            if any(one.start <= opened and closed < one.end for one in taken):
                continue
            found = _in_pair(text, low, opened, closed, answers, lost)
            if not found and bisect_right(starts, opened) != bisect_right(starts, closed):
                lost.append(opened)  # it runs over a sentence's end: two brackets that each lost a partner
                alone.append(closed)
            taken += found
        yield from taken
        ends = [(one.start, one.end) for one in taken]
        for at in sorted(lost):
            if not any(start <= at < end for start, end in ends):
                yield from _unclosed(text, low, high, at, answers)
        for at in sorted(alone):
            if not any(start <= at < end for start, end in ends):
                yield from _unopened(text, low, at, answers)


_BRACKET = re.compile(r"[()\[\]]")


def brackets_of(text: str, low: int, high: int) -> Brackets:
    """Round and square brackets matched in text[low:high]; a pair holds at most a few hundred code points."""
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    closes: list[int] = []
    for mark in _BRACKET.finditer(text[low:high]):
        at = low + mark.start()
        if mark.group() in "([":
            stack.append(at)
        elif stack and text[stack[-1]] + mark.group() in {"()", "[]"} and at - stack[-1] <= _LONGEST:
            pairs.append((stack.pop(), at))
        else:
            closes.append(at)
    # the outer bracket before those inside it
    return Brackets(tuple(sorted(pairs, key=lambda pair: (pair[0], -pair[1]))), tuple(stack), tuple(closes))


# --- matched brackets ------------------------------------------------------------------------------------------------


# Britain's parliamentary debates, as MHRA and Harvard cite them: "HC Deb 21 May 1973, vol. 857, col. 33"
_DEBATE = re.compile(
    r"(?:see\s|Hansard,?\s)?(?P<house>HC|HL)\s?Debs?\.?,?\s(?:vol\.?\s\d{1,4},?\s)?\d{1,2}\s[A-Z][a-z]+\s(?P<year>\d{4})"
    r"(?:,?\s?vol\.?\s\d{1,4})?(?:,?\s?(?:cols?|cc?)\.?\s?(?P<column>\d{1,4}(?:[–-]\d{1,4})?))?"
)
_SEMICOLON = re.compile(r"\s*;\s*")


def _in_pair(text: str, low: int, opened: int, closed: int, answers: Answers, lost: Sequence[int]) -> list[Cited]:
    inner = text[opened + 1 : closed]
    if holds_a_year().search(inner) is None:
        return []
    debate = _DEBATE.fullmatch(inner)
    if debate is not None:
        house = "House of Lords" if debate["house"] == "HL" else "House of Commons"
        return [Cited(opened, closed + 1, (house,), debate["year"], debate["column"], must_pair=True)]
    bare = years_alone().fullmatch(inner)
    if bare is not None:
        return _narrative(text, low, bare, (opened, closed + 1), (answers, lost))
    parts = _parts_of(inner, answers)
    square = text[opened] == "["
    whole = _works_of_parts(parts) or _listed_so(parts, answers)
    if len(whole) == len(parts):
        works = [work for works in whole for work in works]
        return [
            replace(work, start=opened, end=closed + 1, must_pair=work.must_pair or (square and not work.strong))
            for work in works
        ]
    return list(_inside(text, opened + 1, closed, answers))


_FURTHER_PAGES = re.compile(r"(?:pp?\.\s?)?\d{1,3}(?:\s?[-–]\s?\d{1,3})?")
# "Smith 2011a: 305, 2011b: 44": a further work of the author behind a page
_NEXT_YEAR = re.compile(r"(?<=\d),\s(?=(?:1[5-9]|20)\d\d[a-k]?[:,]\s?(?:pp?\.\s?|S\.\s?)?\d)")
_MOST_WAITING = 4  # authors, but for the last one, that semicolons may part


def _parts_of(inner: str, answers: Answers) -> list[str]:
    """The parts of a bracket, one a work or several: remarks of their own are dropped, and a name without a year belongs to
    the next part where a listed work has both as authors ("Brazil; Paraguay, 1973")."""
    parts = [part for part in _SEMICOLON.split(inner.strip()) if part and tail_alone().fullmatch(part) is None]
    parts = [piece for part in parts for piece in _NEXT_YEAR.split(part)]
    found: list[str] = []
    waiting: list[str] = []
    for part in parts:
        if found and _FURTHER_PAGES.fullmatch(part):
            continue  # "Smith 2004: 33; 41"
        dated = holds_a_year().search(part) is not None
        if len(waiting) < _MOST_WAITING and not dated and names_of(part)[0]:
            waiting.append(part)
            continue
        joint = "; ".join([*waiting, part])
        works = works_of(joint) if waiting and dated else []
        if works and answers(works[0].names, works[0].year) >= _NEARLY:
            found.append(joint)
        else:
            found += [*waiting, part]
        waiting = []
    return [*found, *waiting]


def _works_of_parts(parts: Sequence[str]) -> list[list[Cited]]:
    """The works of each part that names one; a part of years alone is the author's before it ("OSCE, 2009; 2022")."""
    found: list[list[Cited]] = []
    for part in parts:
        works = works_of(part) if holds_a_year().search(part) is not None else []
        bare = years_alone().fullmatch(part) if not works and found else None
        if bare is not None:
            page = bare["page"] or bare["bare"]
            works = [replace(found[-1][-1], year=year, page=page) for year in years_of(bare["years"])]
        found += [works] if works else []
    return found


def _listed_so(parts: Sequence[str], answers: Answers) -> list[list[Cited]]:
    """The one work of a bracket whose words are no name by themselves and a listed author's to the letter ("President of the
    Republic of Norland, 2024")."""
    match = work_shape().fullmatch(parts[0].strip()) if len(parts) == 1 else None
    if match is None:
        return []
    name, page = match["names"].strip(" ,."), match["page"] or match["bare"]
    years = years_of(match["years"])
    if len(name.split()) < 2 or not all(answers((name,), year) == _RIGHT for year in years):
        return []
    return [[Cited(0, 0, (name,), year, page, must_pair=True) for year in years]]


_INITIAL_POINT = re.compile(rf"(?<!{LETTER}){LETTER}\.")
_MORE_AUTHORS = re.compile(r"et al|&|and others")
_YEAR_LETTER = re.compile(r"\d[a-k]$")


def works_of(part: str) -> list[Cited]:
    """The works that a whole part of a bracket names, offsets 0; empty where it reads as anything else."""
    part = _SLANTED.sub(r"“\1”", part) if "*" in part or "_" in part else part
    quoting = _quoting(part)
    if quoting:
        return works_of(quoting)
    match = work_shape().fullmatch(part.strip())
    names, initials = names_of(match["names"]) if match is not None else ((), "")
    if match is None or not names:
        return _titled(part) or (_listed_by_commas(part) if match is None else [])
    page = match["page"] or match["bare"]
    plain = _plain_words(match["names"])
    dated, bodily = bool(plain & citing_words("dated")), _is_body(match["names"])
    marked = bool(
        _INITIAL_POINT.search(match["names"])
        or _MORE_AUTHORS.search(match["names"])
        or page is not None
        or (match["names"].endswith(".") or match["dot"])
        or _YEAR_LETTER.search(match["years"])
        or match["lead"]
    )
    strong = marked and not (dated and not bodily) and not plain & citing_words("publishers")
    likely = strong or bodily or len(names) > 1 or (len(names[0].split()) == 1 and not dated)
    must_pair = not likely or bool(plain & citing_words("publishers")) or _opens_as_never(match["names"])
    more = _others().search(match["names"]) is not None
    return [
        Cited(0, 0, names, year, page, "author-date", strong, must_pair, initials, more=more)
        for year in years_of(match["years"])
    ]


_SLANTED = re.compile(r"[*_]+([^*_]{1,200})[*_]+")
_LONGEST_UNSEEN = 100  # code points of the author and year that are cited from another work


def _quoting(part: str) -> str:
    """The work at hand of "Riquelme, 1974 apud Menezes, 1998", which is the one that is listed; "" where none is quoted."""
    between = second_hand().search(part, 0, _LONGEST_UNSEEN)
    if between is None:
        return ""
    unseen, seen = part[: between.start()].strip(" ,"), part[between.end() :]
    return seen if unseen and holds_a_year().search(seen) and not _opens_low(_first_name(unseen)) else ""


def _first_name(words: str) -> str:
    """The words without what leads to them; "A" for a year alone."""
    lead = leads_alone().match(words)
    bare = words[lead.end() :] if lead is not None else words
    return bare if bare[:1].isalpha() else "A"


def _titled(part: str) -> list[Cited]:
    """A work without an author, by its title; it must be listed."""
    match = title_shape().fullmatch(part.strip())
    if match is None:
        return []
    title = (match["quoted"] or match["cut"]).strip(" ,.")
    page = match["page"] or match["bare"]
    years = years_of(match["years"])
    return [Cited(0, 0, (title,), year, page, must_pair=True) for year in years] if len(title) > 2 else []


_COMMA_BEHIND_YEAR = re.compile(r"(?<=\d)(?:[a-k])?\s?,\s(?=[^\W\d_])|(?<=\d)\sand\s(?=[^\W\d_])")


def _listed_by_commas(part: str) -> list[Cited]:
    """ "Smith 1999, Brown 2004": works apart by commas, where every piece reads as one."""
    pieces = _COMMA_BEHIND_YEAR.split(part)
    if len(pieces) < 2:
        return []
    found = [works_of(piece) for piece in pieces if piece]
    return [work for works in found for work in works] if all(found) else []


def _inside(text: str, low: int, high: int, answers: Answers) -> Iterator[Cited]:
    """Works that a bracket of prose names: "(the text is in Smith 1999, 12, and elsewhere)"; each must be listed."""
    for match in loose_shape().finditer(text, low, high):
        yield from _with_run(text, low, match, match.end(), answers)


def _narrative(
    text: str, low: int, bare: re.Match[str], span: tuple[int, int], listed: tuple[Answers, Sequence[int]]
) -> list[Cited]:
    """ "Smith (1999, 15)": the names stand before the bracket. An open bracket before them that is never closed is a slip
    that belongs to the citation."""
    (answers, lost), (opened, end) = listed, span
    page = bare["page"] or bare["bare"]
    years = years_of(bare["years"])
    for start, names, initials in _runs_before(text, low, opened):
        before = _before(text, start)
        if before in lost and (answers(names, years[0]) >= _NEARLY or text[before:start].strip() in {"(", "["}):
            more = _others().search(text, start, opened) is not None
            return [
                Cited(before, end, names, year, page, "author-date", True, False, initials, more=more) for year in years
            ]
    best = _best_run(text, low, opened, years[0], answers)
    if best is not None and best[0] >= _KNOWN:
        grade, start, names, initials = best
        more = _others().search(text, start, opened) is not None
        return [
            Cited(start, end, names, year, page, "author-date", grade >= _NEARLY, False, initials, more=more)
            for year in years
        ]
    run = next(_last_author(text, low, opened), None)
    if run is None:
        return []
    start, names, initials = run
    if not speaks_as_author(text, start, end):
        return []
    return [Cited(start, end, names, year, page, "author-date", False, False, initials) for year in years]


def _before(text: str, start: int) -> int:
    """The place of a bracket that stands right before an offset, -1 for none."""
    at = start - 1
    while at >= 0 and text[at] == " ":
        at -= 1
    return at if at >= 0 and text[at] in "([" else -1


_LED_BY = re.compile(r"(?:\baccording to|\bsee|\bsee also|\bcf\.|\bfollowing)\s$", re.I)


@cache
def _verb_behind() -> re.Pattern[str]:
    """What an author does in a sentence, right behind the name: "rightly argues"."""
    return re.compile(
        rf"['’]?s?,?\s+(?:also|has|have|rightly|already|even|first|later|further)?\s?(?:{citing_pattern('verbs')})\b"
    )


def speaks_as_author(text: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of an author: he "argues", or it is so "according to" him."""
    return (
        _verb_behind().match(text[end : end + 40]) is not None
        or _LED_BY.search(text[max(0, start - 16) : start]) is not None
    )


# --- a bracket that lost its partner ---------------------------------------------------------------------------------


_POINT_WITHIN = re.compile(r"\.\s")
_SEMICOLON_NEXT = re.compile(r"\s?;\s?")


def _unclosed(text: str, low: int, high: int, opened: int, answers: Answers) -> Iterator[Cited]:
    """ "(Smith 1999, 12 ..." and "Smith (1999, 12 ...": each must be a listed work's."""
    year_first = years_first().match(text, opened + 1, high)
    if year_first is not None:
        end = _closing(text, year_first.end())
        years = years_of(year_first["years"])
        best = _best_run(text, low, opened, years[0], answers)
        if best is not None and best[0] >= _RIGHT:
            page = year_first["page"] or year_first["bare"]
            yield from (Cited(best[1], end, best[2], y, page, "author-date", True, False, best[3]) for y in years)
        return
    at, end, found = opened + 1, opened, list[Cited]()
    while (match := work_shape().match(text, at, min(high, opened + _LONGEST))) is not None:
        names, initials = names_of(match["names"])
        years = years_of(match["years"])
        if not names or not (
            answers(names, years[0]) >= _NEARLY or (initials and _POINT_WITHIN.search(match["names"]))
        ):
            break
        page = match["page"] or match["bare"]
        found += [Cited(0, 0, names, year, page, "author-date", True, False, initials) for year in years]
        end = opened + 1 + len(text[opened + 1 : match.end()].rstrip(" .,"))
        joint = _SEMICOLON_NEXT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    yield from (replace(one, start=opened, end=_closing(text, end)) for one in found)


def _closing(text: str, end: int) -> int:
    """Past a bracket of another kind that stands where the right one should."""
    return end + 1 if text[end : end + 1] in {"]", "}"} else end


def _unopened(text: str, low: int, closed: int, answers: Answers) -> Iterator[Cited]:
    """ "... Smith 1999, 12)": the names are the run before the year that a listed work answers to."""
    window = max(low, closed - 200)
    last = None
    for match in loose_shape().finditer(text, window, closed):
        last = match
    if last is None or text[last.end() : closed].strip():
        return
    first = list(_with_run(text, low, last, closed + 1, answers))
    if first:
        yield from first


# --- names and years -------------------------------------------------------------------------------------------------


def _with_run(text: str, low: int, match: re.Match[str], end: int, answers: Answers) -> Iterator[Cited]:
    """The citation of a year whose names stand right before it, where a listed work answers."""
    years = years_of(match["years"])
    page = match["page"] or match["bare"]
    best = _best_run(text, low, match.start(), years[0], answers)
    if best is not None and best[0] >= _RIGHT:
        yield from (Cited(best[1], end, best[2], year, page, "author-date", True, False, best[3]) for year in years)


def _best_run(
    text: str, low: int, at: int, year: str | None, answers: Answers
) -> tuple[int, int, tuple[str, ...], str] | None:
    """The run of names before an offset that a listed work answers to best, the longest of equals: (grade, start, names,
    initials)."""
    best: tuple[int, int, tuple[str, ...], str] | None = None
    for start, names, initials in _runs_before(text, low, at):
        grade = answers(names, year)
        if grade < _NEARLY and any(len(name.split()) > 3 for name in names):
            continue  # a title behind its author, and a year that may be another work's
        if best is None or grade > best[0]:
            best = (grade, start, names, initials)
    return best


_RUN_BEFORE = re.compile(
    rf"(?:(?:{WORD}|&)(?:\s?,\s|\s|\s?&\s)){{0,9}}{WORD}(?:,?\s(?:et al\.?|and others))?(?:['’]s?)?[.,]?\s?$"
)
_OWN_ENDING = re.compile(r"(?:['’]s?)?\s?$")
_WORD_START = re.compile(r"(?:^|(?<=[\s&]))(?=[^\W\d_])")


def _runs_before(text: str, low: int, at: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """The runs of words that end at an offset and read as names, the longest first: (start, names, initials)."""
    window = text[max(low, at - 140) : at]
    match = _RUN_BEFORE.search(window)
    if match is None:
        return
    base = max(low, at - 140) + match.start()
    run = _OWN_ENDING.sub("", match.group())
    for word in _WORD_START.finditer(run):
        names, initials = names_of(run[word.start() :])
        if names:
            yield base + word.start(), names, initials


_SURNAME = rf"(?:(?:de|van|von|der|al|el|bin|ibn)[ -])*{LETTER}[\w'’ʻ-]+"
_POSSESSIVE = re.compile(r"['’]s?\s?$")


@cache
def _authors_last() -> re.Pattern[str]:
    joint = citing_pattern("joints")
    return re.compile(rf"({_SURNAME}(?:(?:, {_SURNAME})*,? (?:{joint}) {_SURNAME}| et al\.?)?)(?:['’]s?)?\s?$")


def _last_author(text: str, low: int, at: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """The author or authors right before an offset, where nothing is listed to tell how many words are the name."""
    window = text[max(low, at - 140) : at]
    match = _authors_last().search(_POSSESSIVE.sub("", window))
    if match is None:
        return
    names, initials = names_of(match[1])
    if names:
        yield max(low, at - 140) + match.start(), names, initials


def _plain_words(words: str) -> set[str]:
    """The words in lower case; a dotted capital I loses its dot, as the lists write it."""
    return {word.lower().replace("i̇", "i").strip(".,") for word in words.split()}


_CAPITALS = re.compile(r"[^\W\d_a-zə]{2,8}")


def _is_body(words: str) -> bool:
    plain = _plain_words(words)
    return bool(plain & citing_words("bodies")) or _CAPITALS.fullmatch(words.strip(" .,")) is not None


@cache
def _others() -> re.Pattern[str]:
    """ "et al.", "and others"."""
    return re.compile(rf"\s?(?:{citing_pattern('others')})(?!\w)")


@cache
def _between_authors() -> re.Pattern[str]:
    joint = "|".join(re.escape(word) for word in sorted(citing_words("joints"), key=len, reverse=True))
    return re.compile(rf"\s*[&;/]\s*|,?\s+(?:{joint})\s+")


_INITIAL_WITHIN = re.compile(r"(?<![^\W\d_])[^\W\d_]\.")


# what no person begins with and a newspaper, a state or a body may: "The Pacific Herald", "Republic of Kazakhstan"
_BODY_FIRST = re.compile(r"The\s(?=[^\W\d_a-z])|(?:The\s)?(?:Republic|Kingdom)\sof\s")


def _opens_as_never(words: str) -> bool:
    """Whether a name begins with a word that no author begins with."""
    return words.split()[0].strip(",.").lower() in citing_words("never")


def names_of(words: str) -> tuple[tuple[str, ...], str]:
    """The family names (or the body) of a citation and the first author's initial; empty where the words are no names."""
    bare = _others().sub("", words).strip(" ,.&")
    if not bare or _opens_low(bare) or (_opens_as_never(bare) and _BODY_FIRST.match(bare) is None):
        return (), ""
    small = citing_words("inner")
    pieces = bare.replace(",", " , ").split()
    if any(_low(word) and word.strip(".,").lower() not in small and word != "," for word in pieces):
        return (), ""
    if _is_body(bare) and not _INITIAL_WITHIN.search(bare):
        return (bare.strip(" ,."),), ""
    authors: list[str] = []
    initials = ""
    for part in _between_authors().split(bare):
        for piece in (each.strip(" .") for each in part.split(",")):
            family, given = _family(piece)
            if not family:
                initials = initials or (initial_of(given) if len(authors) == 1 or not authors else "")
                continue
            initials = initials or (initial_of(given) if not authors else "")
            authors.append(family)
    if not authors or any(
        (_opens_as_never(author) and _BODY_FIRST.match(author) is None) or _opens_low(author) for author in authors
    ):
        return (), ""
    return tuple(authors), initials


_INITIAL = r"(?:[^\W\d_]{1,2}\.[\s-]?)"
_INITIALS_ALONE = re.compile(rf"{_INITIAL}*[^\W\d_a-zəıçşğöü]{{1,2}}\.?")
_INITIALS_BEFORE = re.compile(rf"({_INITIAL}+)(?=[^\W\d_]{{2}})")
_INITIALS_BEHIND = re.compile(rf"\s({_INITIAL}*[^\W\d_a-zəıçşğöü]\.?)$")


def _family(piece: str) -> tuple[str, str]:
    """A name without its initials, and these: "H. Aliyev" and "Aliyev H." give ("Aliyev", "H")."""
    if _INITIALS_ALONE.fullmatch(piece):
        return "", piece
    before = _INITIALS_BEFORE.match(piece)
    if before is not None:
        return piece[before.end() :].strip(" ."), before[1]
    behind = _INITIALS_BEHIND.search(piece)
    if behind is not None and (behind[1].endswith(".") or "." in behind[1] or len(behind[1]) == 1):
        return piece[: behind.start()].strip(" ."), behind[1]
    return piece, ""


def _low(word: str) -> bool:
    letter = next((ch for ch in word if ch.isalpha()), "")
    return letter.islower()


_ARTICLE_JOINED = re.compile(r"(?:al|el|ad|as|ash|at|az|d|l)[-'’](?=\w)")


def _opens_low(words: str) -> bool:
    """A name does not begin with a small letter, but for a particle before a capital ("van der Berg")."""
    pieces = words.split()
    lead = 0
    while lead < len(pieces) - 1 and _low(pieces[lead]) and pieces[lead].lower().strip("-") in _PARTICLES:
        lead += 1
    first = pieces[lead]
    joined = _ARTICLE_JOINED.match(first)
    return _low(first[joined.end() :]) if joined is not None else _low(first)


_PARTICLES = frozenset(["de", "del", "della", "da", "dos", "di", "du", "des", "der", "den", "la", "le", "van", "von", "zu", "ter", "ten", "bin", "ibn", "al", "el", "af", "av"])  # fmt: skip
