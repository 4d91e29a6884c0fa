"""Which listed work a citation means: ranked candidates, each with a sentence; where several fit alike, none is taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from regesta.citations.abbreviations import IN_BRACKETS
from regesta.citations.comparing import folded, initial_of, name_likeness, words_of, year_likeness
from regesta.citations.duplicates import same_work
from regesta.citations.shapes import is_undated, letter_printed
from regesta.citations.words import citing_pattern
from regesta.citations.years import NO_COUNT
from regesta.model import Citation, PossibleWork, Reference

_SHOWN = 4  # candidates kept with a citation
ENOUGH, _AHEAD = 0.84, 0.03  # what a candidate needs to be taken: a score, and a lead before the next


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as printed, before it is paired. `strong`: its shape alone says that it is one; `must_pair`: it is one only
    where a listed work answers. `number` is the number cited, `initials` the first author's; `more`: "et al." stands behind the names."""

    start: int
    end: int
    names: tuple[str, ...]
    year: str | None
    page: str | None
    form: str = "author-date"
    strong: bool = False
    must_pair: bool = False
    initials: str = ""
    number: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Paired:
    """What became of a citation: the work taken, if any, the candidates and a sentence."""

    reference: str | None
    candidates: tuple[PossibleWork, ...]
    why: str


def listed_names(reference: Reference, cited: str | None = None) -> tuple[str, ...]:
    """The family names, or the bodies, that a reference begins with; of readings of the first one, the nearest to `cited`."""
    authors = tuple(author.family or author.literal or "" for author in reference.work.authors)
    rest = authors[1:] if len(authors) >= len(reference.names) and all(authors) else reference.names[1:]
    firsts = first_names(reference)
    if not firsts:
        return ()
    if cited is None:
        return (firsts[0], *rest)
    words = len(cited.split())
    return (max(firsts, key=lambda name: name_likeness(cited, name)[0] + 0.1 * (len(name.split()) == words)), *rest)


_LIST_MARK = re.compile(r"^(?:[-*•]\s*)?(?:\[?\d+[\].)]\s*)?")


def first_names(reference: Reference) -> tuple[str, ...]:
    """The readings of the first author: the family name, and the words in their printed order where they may be a body's."""
    found = list(reference.names[:1])
    author = reference.work.authors[0] if reference.work.authors else None
    if author is not None:
        whole = f"{author.given or ''} {author.family or ''}".strip()
        printed = _LIST_MARK.sub("", reference.text)
        bodily = author.family is not None and "." not in (author.given or ".") and printed.startswith(whole)
        found += [whole] if bodily else []
        found += [author.family or author.literal or ""]
    # a body without the letters behind it, "Aral Sea Fund (ASF)"
    found += [bare for name in found if (bare := IN_BRACKETS.sub("", name)) != name]
    return tuple(dict.fromkeys(name for name in found if name))


_HEAD = 160  # code points of a reference in which its authors stand
_BODY_END = re.compile(r"[.,;:\[]|\((?=\D*\d)")


def bodies_of(references: Sequence[Reference]) -> list[str]:
    """The names that the references begin with, in all their readings: also as printed, for a body's name may hold a joint."""
    found: dict[str, None] = {}
    for reference in references:
        found |= dict.fromkeys(first_names(reference))
        printed = _LIST_MARK.sub("", reference.text)[:_HEAD]
        end = _BODY_END.search(printed)
        whole = printed[: end.start()].strip() if end is not None and printed[end.start()] != "," else ""
        found |= {whole: None} if whole else {}
    return list(found)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"[\s,](?:{citing_pattern('others')})(?!\w)")


_MANY = 99  # authors of a work that lists only the first of them


def _authors_listed(reference: Reference, names: tuple[str, ...]) -> int:
    """How many authors a work has, `_MANY` where the list says "et al."; 0 where two readings of the list differ."""
    if _others().search(reference.text[:_HEAD]) is not None:
        return _MANY
    loose = any(author.family is None for author in reference.work.authors)
    return 0 if loose and len(reference.work.authors) != len(reference.names) else len(names)


def listed_initial(reference: Reference) -> str:
    """The first author's first initial, folded; "" where none is printed."""
    authors = reference.work.authors
    if authors and authors[0].family is not None:
        return initial_of(authors[0].given or "")
    if not reference.names:
        return ""
    family = re.escape(reference.names[0])
    given = re.search(rf"([^\W\d_])[^\s,]*\.\s?{family}|{family},?\s+([^\W\d_])", reference.text)
    return initial_of(given[1] or given[2]) if given is not None else ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with how its name and year agree, in the terms of `comparing`."""

    candidate: PossibleWork
    number: int
    name: str
    year: str
    initials_differ: bool
    shorter: bool = True  # whether the cited name is no longer than the listed one
    authors: int = 0  # how many the work has, 0 where that is not known


class Index:
    """The list's works with their names at hand, so that long lists are paired fast."""

    def __init__(self, references: Sequence[Reference], called: Mapping[str, str] | None = None) -> None:
        """`called` gives, by letters or a name, folded, the listed name that they stand for."""
        self.references = tuple(references)
        self._called = called or {}
        self._known: dict[tuple[tuple[str, ...], str | None, str], tuple[Weighed, ...]] = {}
        self._rows = [(reference, listed_names(reference), listed_initial(reference)) for reference in references]
        self._named: dict[str, list[int]] = {}
        for at, reference in enumerate(self.references):
            for name in first_names(reference):
                self._named.setdefault(folded(name), []).append(at)

    def rank(self, cited: Cited) -> tuple[Weighed, ...]:
        """The works that a citation by author may mean, the likeliest first."""
        key = (cited.names, cited.year, cited.initials)
        if key not in self._known:
            self._known[key] = self._ranked(cited)
        return self._known[key]

    def _ranked(self, cited: Cited) -> tuple[Weighed, ...]:
        if not cited.names:
            return ()
        first = folded(cited.names[0])
        if first in self._called and first not in self._named:
            cited = replace(cited, names=(self._called[first], *cited.names[1:]))
            first = folded(cited.names[0])
        exact = [self._rows[at] for at in self._named.get(first, ())]
        found = _all_weighed(cited, exact)
        if not any(row.year in {"same", "letter"} for row in found):
            found = _all_weighed(cited, self._rows)
        return tuple(sorted(found, key=lambda row: (-row.candidate.score, row.number)))


def _all_weighed(cited: Cited, rows: Sequence[tuple[Reference, tuple[str, ...], str]]) -> list[Weighed]:
    weighed = (_weighed(cited, reference, names, initial) for reference, names, initial in rows)
    return [one for one in weighed if one is not None]


def _weighed(cited: Cited, reference: Reference, names: tuple[str, ...], initial: str) -> Weighed | None:
    if not names:
        return None
    if folded(names[0]) != folded(cited.names[0]):
        names = listed_names(reference, cited.names[0])
    if _are_together(cited.names, names):
        cited = replace(cited, names=names)
    score, how = name_likeness(cited.names[0], names[0])
    said = {
        "same": "the name agrees",
        "spelt": f"“{names[0]}” is another spelling of the name",
        "part": f"the name is a part of “{names[0]}”" if len(names[0]) >= len(cited.names[0]) else f"“{names[0]}” is a part of the name",
        "initials": f"the letters stand for “{names[0]}”",
        "slip": f"the list spells the name “{names[0]}”",
    }.get(how)  # fmt: skip
    if said is None:
        if len(cited.names) < 2 or {folded(name) for name in cited.names} != {folded(name) for name in names}:
            return None
        score, how, said = 0.86, "order", "the same authors in another order"
    if len(cited.names) > 1 and len(names) > 1 and how != "order":
        second, way = name_likeness(cited.names[1], names[1])
        if way == "slip":
            score, said = score - 0.02, f"{said}, and the list spells the second one “{names[1]}”"
        elif second == 0.0:
            score, said = score - 0.25, f"{said}, but not the second author's"
    elif len(cited.names) > 1 and len(names) == 1:
        score, said = score - 0.03, f"{said}, but only one author is listed"
    agrees, kind = year_likeness(cited.year, _year_read(cited, reference))
    gives = f"the list gives {reference.year or printed_year(reference)}"
    year = {
        "same": "the year too",
        "letter": f"the year too, but for the letter ({reference.year})",
        "unknown": "no year can be read in the list" if reference.year is None else "no year is cited",
        "slip": gives,
        "other": gives,
    }[kind]
    score *= agrees
    differ = bool(cited.initials and initial and cited.initials != initial)
    if differ:
        score, year = score - 0.2, f"{year}; the initials differ"
    candidate = PossibleWork(reference.id, round(max(score, 0.0), 3), f"{reference.id}: {said}, {year}")
    return Weighed(
        candidate,
        reference.number,
        how,
        kind,
        differ,
        len(cited.names[0]) <= len(names[0]),
        _authors_listed(reference, names),
    )


def _are_together(cited: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """Whether one side reads two bodies in what the other reads as one with a joint in its name."""
    if len(cited) == len(listed) or folded(cited[0])[:4] != folded(listed[0])[:4]:
        return False
    return words_of(" ".join(cited)) == words_of(" ".join(listed))


def _year_read(cited: Cited, reference: Reference) -> str | None:
    """The listed year; where none could be read, the cited one if it stands in the reference as a word of its own."""
    if is_undated(cited.year):
        return letter_printed(reference.text) if cited.year is not None and reference.year is None else reference.year
    if cited.year is not None:
        bare = cited.year.rstrip("abcdefghijk")
        odd = printed_year(reference)
        if reference.year is None and re.search(rf"(?<![\d/_-]){bare}(?![\d/_-])", reference.text):
            return cited.year
        if odd is not None and year_likeness(bare, odd)[1] in {"slip", "same"}:
            return cited.year
    return reference.year


_ODD_YEAR = re.compile(
    r"(?<!\d)\((\d{5}|2[1-9]\d\d|20[5-9]\d|[03-9]\d{3}|1[0-3]\d\d)[a-z]?\)"  # (19977), (2086)
    r"|\((?:[^()\d]|\d\w{1,2} edn?)*[^\W\d_]\.? ((?:1[4-9]|20)\d{3})\)"  # (2nd edn, Hart 20019)
    rf"|{NO_COUNT}(?<=[^\W\d_]\.\s)(\d{{5}}|2[1-9]\d\d|20[5-9]\d|[03-9]\d{{3}})(?=\.\s)"  # Soutou, Georges-Henri. 2996. Title
    rf"|{NO_COUNT}(?<=[^\W\d_]\.\s)(\d{{5}}|2[1-9]\d\d|20[5-9]\d)(?=[.,;\s])"  # 27 May. 20003
    r"|(?:\b\d{1,2}\.? [^\W\d_]{3,10}\.?,? |, )(\d{5}|2[1-9]\d\d|20[5-9]\d)(?=[.,;)\s]|$)"  # 27 May 20003; Oslo: Nord, 2996
)
_ADDRESS_OR_NOTE = re.compile(r"https?://\S+|\[[^\]]*\]$")


def printed_year(reference: Reference) -> str | None:
    """A year that cannot be, as printed where the year of a work stands: "20003", "2996"; None where there is none."""
    body = _ADDRESS_OR_NOTE.sub(lambda gone: " " * len(gone.group()), reference.text)
    found = _ODD_YEAR.search(body)
    return next((group for group in found.groups() if group), None) if found is not None else None


# --- the whole document ----------------------------------------------------------------------------------------------


def pair_all(cited: Sequence[Cited], index: Index) -> list[Paired]:
    """Pair the author-date citations of a document. What fits is taken first; a slip is seen only in the light of the rest:
    a work whose year differs is taken where it is the author's only one and nothing else cites it."""
    ranked = [index.rank(one) for one in cited]
    works = {reference.id: reference for reference in index.references}
    out = [_taken(one, rows, works) for one, rows in zip(cited, ranked, strict=True)]
    used = {pair.reference for pair in out}
    unlisted: dict[str, Counter[str]] = {}
    for one, pair in zip(cited, out, strict=True):
        if pair.reference is None and one.names:
            unlisted.setdefault(folded(one.names[0]), Counter())[one.year or ""] += 1
    for at, (one, pair) in enumerate(zip(cited, out, strict=True)):
        if pair.reference is None and one.year is not None and not one.must_pair and not pair.why.startswith("several"):
            slip = _slipped(_as_many(one, ranked[at]), used, unlisted[folded(one.names[0])], one.year)
            out[at] = slip if slip is not None else pair
    return out


def take(ranked: Sequence[PossibleWork], otherwise: str) -> Paired:
    """The first of some candidates, the likeliest first, where it fits well and none nearly as well; else none, and why:
    `otherwise` where none fits."""
    shown = tuple(ranked[:_SHOWN])
    likely = [one for one in ranked if one.score >= ENOUGH]
    if not likely:
        return Paired(None, shown, otherwise)
    close = [one.reference for one in likely if likely[0].score - one.score < _AHEAD]
    if len(close) > 1:
        return Paired(None, shown, f"several listed works fit alike: {', '.join(close[:6])}")
    return Paired(close[0], shown, likely[0].why)


def _taken(cited: Cited, ranked: Sequence[Weighed], works: Mapping[str, Reference]) -> Paired:
    shown = tuple(row.candidate for row in ranked[:_SHOWN])
    likely = [row for row in ranked if row.candidate.score >= ENOUGH]
    if not likely:
        return Paired(
            None, shown, "no listed work has this author and year" if ranked else "no listed work has this author"
        )
    close: Sequence[Weighed] = [row for row in likely if likely[0].candidate.score - row.candidate.score < _AHEAD]
    if len(close) > 1:
        close = _as_many(cited, close)
        first = works[close[0].candidate.reference]
        close = [close[0], *(row for row in close[1:] if not same_work(first, works[row.candidate.reference]))]
    if len(close) > 1:
        alike = ", ".join(row.candidate.reference for row in close[:6])
        return Paired(None, shown, f"several listed works fit alike: {alike}")
    return Paired(close[0].candidate.reference, shown, close[0].candidate.why)


def _as_many(cited: Cited, close: Sequence[Weighed]) -> Sequence[Weighed]:
    """Of works by one author and year those with as many authors as are cited: "Smith 2004" is not by Smith and Jones. All,
    where the list leaves open how many there are, or none has as many."""
    if any(row.authors == 0 for row in close):
        return close
    many = len(cited.names)
    fitting = [row for row in close if (row.authors > max(many, 2) if cited.more else row.authors == many)]
    if not fitting and cited.more:
        fitting = [row for row in close if row.authors > many]
    return fitting or close


def _slipped(ranked: Sequence[Weighed], used: set[str | None], unlisted: Counter[str], year: str) -> Paired | None:
    """The work meant where its printed year differs."""
    shown = tuple(row.candidate for row in ranked[:_SHOWN])
    names = [row for row in ranked if row.year in {"slip", "other"} and row.name != "order" and not row.initials_differ]
    if not names or len(unlisted) > 1:
        return None
    free = [row for row in names if row.candidate.reference not in used]
    slips = [row for row in names if row.year == "slip"]
    for rows, reason in (
        (free, "it is the only listed work of this author that nothing else cites"),
        ([row for row in slips if row in free], "one digit away, and nothing else cites it"),
        (slips if unlisted[year] == 1 else [], "one digit away"),
    ):
        if len(rows) == 1:
            return Paired(rows[0].candidate.reference, shown, f"{rows[0].candidate.why}; {reason}")
    return None


def is_ambiguous(citation: Citation) -> bool:
    """Whether a citation was left unpaired because several listed works fit it alike."""
    best = [one.score for one in citation.candidates[:2]]
    return citation.reference is None and len(best) == 2 and best[1] >= ENOUGH and best[0] - best[1] < _AHEAD
