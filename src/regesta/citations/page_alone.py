"""A page alone in brackets, "(212)", behind words that name a listed author: MLA Handbook, 9th ed., 6.3 and 6.45."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from regesta.citations.author_date import speaks_as_author
from regesta.citations.comparing import folded, name_likeness
from regesta.citations.named_works import Row, Works
from regesta.citations.pairing import Paired, take
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Citation, Document, PossibleWork

_FIGURES = re.compile(r"(\d{1,4})(?:\s?[-–—]\s?(\d{1,4}))?")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d(?!\d)")
_NEAR = 12  # mentions and citations before a page that are asked whose it is
_WIDEST = 60  # pages of a range that is cited by its pages alone


@dataclass(frozen=True, slots=True)
class PageAlone:
    """A bracket that holds a page and nothing else."""

    start: int
    end: int
    page: str


@dataclass(frozen=True, slots=True)
class _Mention:
    """An author or a title in the text: the works it may mean. `argues`: the sentence says what the author says."""

    start: int
    end: int
    rows: tuple[int, ...]
    names: tuple[str, ...]
    titled: bool
    argues: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a page stands: its sentence, the mentions before it in its paragraph, the citations before it there."""

    sentence: int
    mentions: tuple[_Mention, ...]
    cited: tuple[Citation, ...]


def is_year(page: str) -> bool:
    """Whether what stands for a page begins as a year or a term of office does: "1881", "1971-73"."""
    return _YEAR.match(page) is not None


def sound_page(page: str) -> bool:
    """Whether every run of figures goes up, as pages do: "402-05", not "12-3"."""
    return all(bounds(match) is not None for match in _FIGURES.finditer(page))


def bounds(match: re.Match[str]) -> tuple[int, int] | None:
    """The first and last page of "402-05" (402, 405); None where they do not go up."""
    first, last = match[1], match[2] or match[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (int(first), int(last)) if int(first) <= int(last) else None


def find_page_alone(
    document: Document,
    text: str,
    spans: Sequence[tuple[int, int]],
    pages: Sequence[PageAlone],
    works: Works,
    known: tuple[Sequence[Citation], frozenset[str]],
) -> list[Citation]:
    """The citations among brackets of pages alone: an author is named in the sentence, or a work was cited before in the
    paragraph. `spans` are the paragraphs, sorted; `known` the citations found, sorted by start, and names that stand for places."""
    found, others = known
    index = _index(works, others)
    opens = [low for low, _ in spans]
    starts = [sentence.start for sentence in document.sentences]
    named: dict[int, tuple[tuple[_Mention, ...], list[int]]] = {}
    cited_at = [citation.start for citation in found]
    out: list[Citation] = []
    for one in pages:
        at = bisect_right(opens, one.start) - 1
        if at < 0 or not _reads_as_page(text, one):
            continue
        low, high = spans[at]
        if at not in named:
            mentions = tuple(_mentions(text, (low, high), works, index))
            named[at] = mentions, [mention.end for mention in mentions]
        mentions, ends = named[at]
        last = bisect_right(ends, one.start)
        before = mentions[max(0, last - _NEAR) : last]
        if not _ends_a_clause(text, one) and not (before and before[-1].end + 1 == one.start):
            continue  # "(1) the first, (2) the second", "the envoy Holm (53) resigned"
        place = bisect_right(cited_at, one.start)
        cited = [c for c in (*found[max(0, place - _NEAR) : place], *out[-_NEAR:]) if c.start >= low]
        sentence = max(low, starts[max(bisect_right(starts, one.start) - 1, 0)] if starts else low)
        spot = _Spot(sentence, before, tuple(sorted(cited, key=lambda citation: citation.start)))
        made = _of_page(text, one, spot, works, others)
        out += [made] if made is not None else []
    return out


# --- whether a number is a page --------------------------------------------------------------------------------------


_WORD_BEFORE = re.compile(r"([\w.'’-]+)[”\"»’.,]*\s$")
_CLAUSE_ENDS = re.compile(r"[”\"»’]?\s?[.,;:!?)\]—–]|\s*$|\s*\n")


def _reads_as_page(text: str, one: PageAlone) -> bool:
    """Whether a number in brackets may be a page: in figures that go up, behind a blank, and behind no number that it repeats."""
    match = _FIGURES.fullmatch(one.page)
    runs = [_FIGURES.fullmatch(run.strip()) for run in one.page.split(",")]
    if match is None and (len(runs) < 2 or None in runs):
        return False
    limits = [bounds(run) for run in runs if run is not None]
    if any(limit is None or limit[1] - limit[0] > _WIDEST or limit[0] == 0 for limit in limits) or is_year(one.page):
        return False
    before = _WORD_BEFORE.search(text, max(0, one.start - 40), one.start)
    if before is None:
        return False
    word = before[1].strip(".")
    ends = _CLAUSE_ENDS.match(text, one.end) is not None
    counting = word.lower() in citing_words("counted") or word.isdigit()
    return not counting or (ends and len(word) == 4 and word.isdigit())


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{citing_pattern('joints')})\s")


_QUOTE_BEFORE = re.compile(r"[”\"»’]\s$")


def _ends_a_clause(text: str, one: PageAlone) -> bool:
    """Whether a clause ends at a bracket: behind it, before it with words quoted, or with "and"."""
    if _QUOTE_BEFORE.search(text, max(0, one.start - 2), one.start) or _CLAUSE_ENDS.match(text, one.end):
        return True
    word = _WORD_BEFORE.search(text, max(0, one.start - 40), one.start)
    # "Chile (3) and Peru (2)" are counts
    return word is not None and word[1][:1].islower() and _joint().match(text, one.end) is not None


# --- who is named ----------------------------------------------------------------------------------------------------


_Index = Mapping[str, tuple[tuple[tuple[str, ...], tuple[int, ...], bool], ...]]
_TOKEN = re.compile(r"[^\W_][\w'’-]*")
_OWN_ENDING = re.compile(r"['’]s?$")


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for match in _TOKEN.finditer(name) if (word := folded(match.group())))


def _index(works: Works, others: frozenset[str]) -> _Index:
    """Names and titles of listed works by their first word: the words, the works, whether it is a title."""
    rows: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for at, row in enumerate(works.rows):
        for name in dict.fromkeys((*row.firsts, *row.names)):
            if name.casefold() not in others and (words := _words(name)):
                rows.setdefault((words, False), []).append(at)
        title = row.title[: row.main]
        if len(title) > 1:
            rows.setdefault((title, True), []).append(at)
    index: dict[str, list[tuple[tuple[str, ...], tuple[int, ...], bool]]] = {}
    for (words, titled), places in sorted(rows.items(), key=lambda item: -len(item[0][0])):
        index.setdefault(words[0], []).append((words, tuple(places), titled))
    return {word: tuple(found) for word, found in index.items()}


def _mentions(text: str, span: tuple[int, int], works: Works, index: _Index) -> Iterator[_Mention]:
    """The listed authors and titles that a paragraph names, in its order; co-authors named together are one."""
    tokens = list(_TOKEN.finditer(text, *span))
    words = [folded(token.group()) for token in tokens]
    own = [folded(_OWN_ENDING.sub("", token.group())) for token in tokens]
    last: _Mention | None = None
    at = 0
    while at < len(tokens):
        found = _longest(index, words, own, at) if tokens[at].group()[0].isupper() else None
        if found is None:
            at += 1
            continue
        size, rows, titled = found
        end = tokens[at + size - 1].end()
        start = tokens[_given(tokens, at)].start()
        name = _OWN_ENDING.sub("", text[tokens[at].start() : end])
        mention = _Mention(start, end, rows, (name,), titled, not titled and speaks_as_author(text, start, end))
        joined = _joined(text, last, mention)
        if joined is None and last is not None:
            yield _first_of(last, works)
        last = joined or mention
        at += size
    if last is not None:
        yield _first_of(last, works)


def _longest(
    index: _Index, words: Sequence[str], own: Sequence[str], at: int
) -> tuple[int, tuple[int, ...], bool] | None:
    for first in dict.fromkeys((words[at], own[at])):
        for name, rows, titled in index.get(first, ()):
            size = len(name)
            if name[1:] == tuple(words[at + 1 : at + size]) or (
                size > 1 and (*words[at + 1 : at + size - 1], *own[at + size - 1 : at + size]) == name[1:]
            ):
                return size, rows, titled
    return None


def _given(tokens: Sequence[re.Match[str]], at: int) -> int:
    """The token at which the given names before a family name begin."""
    first = at
    while first > 0 and at - first < 3:
        before, after = tokens[first - 1], tokens[first]
        if not before.group()[0].isupper() or after.string[before.end() : after.start()] not in {" ", ". "}:
            break
        if before.group().lower() in citing_words("brings") | citing_words("leads") | citing_words("never"):
            break
        first -= 1
    return first


_BETWEEN_AUTHORS = re.compile(r"(?:,|,? (?:and|&|y|et|und|e))\s(?:[^\W\d_][\w'’.-]*\s){0,2}")


def _joined(text: str, last: _Mention | None, mention: _Mention) -> _Mention | None:
    """Two co-authors, where works by both are listed: "Lind and Weiss"."""
    if last is None or last.titled or mention.titled or mention.start < last.end:
        return None
    both = tuple(row for row in last.rows if row in mention.rows)
    if not both or _BETWEEN_AUTHORS.fullmatch(text[last.end : mention.start] or " ") is None:
        return None
    names = (*last.names, *mention.names)
    return _Mention(last.start, mention.end, both, names, False, last.argues or mention.argues)


def _first_of(mention: _Mention, works: Works) -> _Mention:
    """Of the works of an author named alone, those written alone, where there are any."""
    if mention.titled or len(mention.names) > 1 or len(mention.rows) < 2:
        return mention
    alone = tuple(at for at in mention.rows if len(works.rows[at].names) == 1 and not works.rows[at].more)
    return replace(mention, rows=alone or mention.rows)


# --- which work the page is of ---------------------------------------------------------------------------------------


def _of_page(text: str, one: PageAlone, spot: _Spot, works: Works, others: frozenset[str]) -> Citation | None:
    here = [mention for mention in spot.mentions if mention.start >= spot.sentence]
    inside = [(c.start, c.end) for c in spot.cited]
    told = [m for m in here if not any(low <= m.start < high for low, high in inside)]
    if told:
        since = [m for m in told if not inside or m.start > inside[-1][1]]
        return _of_mention(text, one, since or told, spot, works)
    stranger = _stranger(text, spot.sentence, one.start, others)
    if stranger is not None:
        near = [row for row in works.rows if _is_slip(stranger, row)]
        if len(near) != 1:
            return None
        row = near[0]
        why = f"{row.reference.id}: the sentence names {stranger}, and the list spells the name “{row.firsts[0]}”"
        return _made(text, one, (stranger,), [PossibleWork(row.reference.id, 0.87, why)])
    earlier = [c for c in spot.cited if c.reference is not None]
    named = [m for m in spot.mentions if m.start < spot.sentence]
    if earlier and (not named or earlier[-1].end > named[-1].start):
        last = earlier[-1]
        at = works.at.get(last.reference or "")
        if at is None or not _holds(works.rows[at], one.page):
            return None
        row = works.rows[at]
        why = f"{row.reference.id}: it is the work cited last before the page"
        return _made(text, one, last.names, [PossibleWork(row.reference.id, 0.9, why)])
    if not named or not any(_holds(works.rows[at], one.page) for at in named[-1].rows):
        return None
    return _of_mention(text, one, named[-1:], spot, works)


def _of_mention(text: str, one: PageAlone, told: Sequence[_Mention], spot: _Spot, works: Works) -> Citation:
    """The work of an author whom the sentence names: the last who says something, or else the first; one whose pages hold the
    page before one whose pages do not."""
    authors = [mention for mention in told if not mention.titled]
    fits = [m for m in authors if any(_holds(works.rows[at], one.page) for at in m.rows)] or authors
    best = next((m for m in reversed(fits) if m.argues), fits[0] if fits else told[-1])
    titled = {at for mention in spot.mentions if mention.titled for at in mention.rows}
    rows = [at for at in best.rows if at in titled] or list(best.rows)
    if len(rows) > 1:
        cited = {citation.reference for citation in spot.cited[-3:]}
        rows = [at for at in rows if works.rows[at].reference.id in cited] or rows
    possible = [
        PossibleWork(works.rows[at].reference.id, 0.95, f"{works.rows[at].reference.id}: the sentence names the author")
        for at in rows
    ]
    return _made(text, one, best.names, possible)


def _holds(row: Row, page: str) -> bool:
    """Whether a work may have a page: it has no listed pages, or they hold it."""
    whole = _FIGURES.fullmatch((row.reference.work.pages or "").strip())
    cited = _FIGURES.match(page)
    limits, asked = bounds(whole) if whole is not None else None, bounds(cited) if cited is not None else None
    return limits is None or asked is None or limits[0] == limits[1] or limits[0] <= asked[0] <= limits[1]


def _stranger(text: str, low: int, high: int, others: frozenset[str]) -> str | None:
    """An author in the sentence who is not listed: a name that is no place before what an author does in the present tense."""
    verbs = citing_words("verbs")
    tokens = list(_TOKEN.finditer(text, low, high))
    for name, verb in pairwise(tokens):
        word = verb.group()
        if word not in verbs or not word.endswith("s") or not name.group()[0].isupper():
            continue
        bare = _OWN_ENDING.sub("", name.group())
        if bare.lower() not in citing_words("never") | citing_words("brings") and bare.casefold() not in others:
            return bare
    return None


def _is_slip(name: str, row: Row) -> bool:
    return any(min(len(name), len(first)) > 4 and name_likeness(name, first)[1] == "slip" for first in row.firsts)


def _made(text: str, one: PageAlone, names: tuple[str, ...], possible: Sequence[PossibleWork]) -> Citation:
    return paged(text, (one.start, one.end), names, one.page, take(possible, "no listed work has this author"))


def paged(text: str, span: tuple[int, int], names: tuple[str, ...], page: str | None, pair: Paired) -> Citation:
    """A citation by author and page: its span in code points, the names it means, and what it was paired with."""
    return Citation(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        names=names,
        year=None,
        page=page,
        label=pair.reference or names[0],
        reference=pair.reference,
        form="author-page",
        candidates=pair.candidates,
        why=pair.why,
    )
