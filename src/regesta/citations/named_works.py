"""Listed works as a text names them without a year: by author, by author and short title, by short title alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from regesta.citations.author_date import names_of
from regesta.citations.comparing import folded, initial_of, name_likeness
from regesta.citations.pairing import ENOUGH, first_names, listed_initial, listed_names
from regesta.citations.words import citing_words
from regesta.model import PossibleWork, Reference

# how well the list answers to a name or a title: 3 an author or a title as listed; 2 one spelt otherwise, or cut short; 1 a listed
# author with a title that is not listed; 0 nothing
LISTED, NEAR, AUTHOR_ONLY = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Row:
    """A listed work with what it may be named by. `titles` are the folded words behind each mark at which a title may begin,
    `title` those of the title itself, `main` how many of them stand before its colon."""

    reference: Reference
    firsts: tuple[str, ...]
    names: tuple[str, ...]
    initial: str
    more: bool
    authored: bool
    title: tuple[str, ...]
    main: int
    titles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Works:
    """The works of a list by the folded names of their first authors and by the first words of their titles; `at` finds a work's
    place by its id. `near` keeps what was asked for once."""

    rows: tuple[Row, ...]
    by_name: Mapping[str, tuple[int, ...]]
    by_title: Mapping[str, tuple[int, ...]]
    at: Mapping[str, int]
    near: dict[str, tuple[tuple[int, float, str], ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the list answers to the words of a citation: the names in them, the works, the likeliest first, and how well they fit.
    `whole`: the words are a name or a title in full."""

    names: tuple[str, ...]
    candidates: tuple[PossibleWork, ...] = ()
    grade: int = 0
    whole: bool = False
    titled: bool = False


def works_listed(references: Sequence[Reference]) -> Works:
    """The works of a reference list, ready to be named."""
    rows = tuple(_row(reference) for reference in references)
    names: dict[str, list[int]] = {}
    titles: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        for name in dict.fromkeys(folded(first) for first in row.firsts):
            names.setdefault(name, []).append(at)
        if row.title:
            titles.setdefault(row.title[0], []).append(at)
    return Works(
        rows,
        {name: tuple(places) for name, places in names.items() if name},
        {word: tuple(places) for word, places in titles.items()},
        {row.reference.id: at for at, row in enumerate(rows)},
        {},
    )


_ET_AL = re.compile(r"et al\b|and others|y otros|u\. a\.|и др\.")
_TITLE_BEGINS = re.compile(r"(?:(?<=[.“\"«‘„:?!”»’_*])|(?<=^))\s*[“\"«‘„_*]*(?=\w)")
_OPENS_WITH_TITLE = re.compile(r"\s*(?:[-*•]\s*)?[“\"«„]([^“”\"«»„]{2,200})[”\"»“]")
_LONGEST_TITLE = 14  # words of a title that a short one is compared with
_HEAD = 600  # code points of a reference that hold its authors and titles


def _row(reference: Reference) -> Row:
    text = reference.text[:_HEAD]
    # authors that the list names, not the title that stands first where there is none
    title = reference.work.title or ""
    heading = bool(reference.names) and bool(title) and folded(title).startswith(folded(reference.names[0]))
    quoted = _OPENS_WITH_TITLE.match(text)
    authored = quoted is None and (bool(reference.work.authors) or (bool(reference.names) and not heading))
    title = quoted[1] if quoted is not None else title
    if not title and not authored and reference.names:
        title = reference.names[0]
    titles = (title_words(text[match.end() :][:160])[:_LONGEST_TITLE] for match in _TITLE_BEGINS.finditer(text))
    return Row(
        reference=reference,
        firsts=first_names(reference) if authored else (),
        names=listed_names(reference) if authored else (),
        initial=listed_initial(reference) if authored else "",
        more=_ET_AL.search(text) is not None,
        authored=authored,
        title=title_words(title),
        main=len(title_words(title.partition(":")[0])),
        titles=tuple(dict.fromkeys(words for words in titles if words)),
    )


_WORD = re.compile(r"[\w'’]+")


def title_words(title: str) -> tuple[str, ...]:
    """The folded words of a title, without an article before them."""
    words = [word for match in _WORD.finditer(title) if (word := folded(match.group()))]
    return tuple(words[1:] if len(words) > 1 and words[0] in citing_words("articles") else words)


@dataclass(frozen=True, slots=True)
class _Told:
    """The authors that words name: family names, the first one's initial, and whether others are left unnamed."""

    names: tuple[str, ...]
    initials: str
    others: bool


# --- answers ---------------------------------------------------------------------------------------------------------


_QUOTED = re.compile(r"(?:(?P<names>[^“”\"«»„‘]+?),?\s)?[“\"«„‘](?P<title>[^“”\"«»„]+?)[,.]?[”\"»“’][,.]?")
_COMMA = re.compile(r",\s")
_QUOTES = re.compile(r"[“\"«„]")
_SHORTEST = 4  # letters of a title's one word, where no marks of quotation stand around it


def answer(words: str, works: Works, *, near: bool = True) -> Answer:
    """What the list answers to "Lind", "Lind and Weiss", "Lind, Ports", "Lind, “Ports”", "“Ports”", "Ports of the North".

    Without `near`, only names and titles as listed count, which takes no look at each work.
    """
    bare = words.strip(" ,*_")
    quoted = _QUOTED.fullmatch(bare)
    if quoted is not None:
        if quoted["names"] is not None:
            return _by_both(quoted["names"].strip(" ,"), quoted["title"], works, near=near)
        return _by_title(quoted["title"], works, quoted=True) or Answer((quoted["title"],), titled=True)
    told = _names(bare)
    if folded(bare) not in works.by_name:
        for comma in _COMMA.finditer(bare):
            both = _by_both(bare[: comma.start()], bare[comma.end() :], works, near=False)
            if both.grade == LISTED:
                return both
    exact = _exactly(bare, told, works)
    if exact is not None:
        return _without_title(bare, exact, works)
    titled = _by_title(bare, works, quoted=False)
    if titled is not None:
        return titled
    if not near:
        return Answer(told.names)
    alike = _nearly(told, works)
    if alike is not None and alike.candidates[0].score >= ENOUGH:
        return alike
    for comma in _COMMA.finditer(bare):
        both = _by_both(bare[: comma.start()], bare[comma.end() :], works, near=True)
        if both.grade >= NEAR:
            return both
    return alike or Answer(told.names)


def _names(words: str) -> _Told:
    names, initials = names_of(words.strip(" ,*_"))
    return _Told(names, initials, _ET_AL.search(words) is not None)


def _without_title(words: str, found: Answer, works: Works) -> Answer:
    """What "Lind, Roads" answers to where no listed work is by Lind and Roads, or has such a title."""
    parts = _COMMA.split(words)
    if len(parts) != 2 or len(found.names) != 2 or len(found.candidates) < 2 or found.candidates[0].score >= 0.95:
        return found
    return _by_both(parts[0], parts[1], works, near=False)


def _by_both(names: str, title: str, works: Works, *, near: bool) -> Answer:
    """An author with a short title: the works of that author whose title begins so, or holds it as a run of words."""
    told = _names(names)
    found = _exactly(names, told, works) or (_nearly(told, works) if near else None)
    if found is None:
        return Answer(told.names, titled=True)
    wanted = title_words(title)
    kept = [one for one in found.candidates if _titled(works.rows[works.at[one.reference]], wanted)]
    if not kept and near and len(found.candidates) == 1:  # a title printed otherwise than in the list, or abbreviated
        return Answer(found.names, found.candidates, found.grade, titled=True)
    if not kept:
        poor = tuple(PossibleWork(one.reference, 0.5, f"{one.why}, not the title") for one in found.candidates)
        return Answer(found.names, poor, AUTHOR_ONLY, titled=True)
    sure = tuple(PossibleWork(one.reference, one.score, f"{one.why}, the short title too") for one in kept)
    return Answer(found.names, sure, found.grade, found.whole, titled=True)


def _titled(row: Row, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return False
    size = len(wanted)
    if any(words[:size] == wanted for words in (row.title, *row.titles)):
        return True
    return (size > 1 or len(wanted[0]) >= _SHORTEST) and any(
        row.title[at : at + size] == wanted for at in range(len(row.title))
    )


def _by_title(title: str, works: Works, *, quoted: bool) -> Answer | None:
    """A title, or the first words of one; of a work without an author rather than of one with."""
    wanted = title_words(title)
    if not wanted or (
        len(wanted) == 1 and (len(wanted[0]) < (2 if quoted else _SHORTEST) or wanted[0] in citing_words("never"))
    ):
        return None
    if not title.lstrip('“"«‘„¡¿ ')[:1].isupper() and not title[:1].isdigit():
        return None
    found: list[PossibleWork] = []
    whole = False
    for at in works.by_title.get(wanted[0], ()):
        row = works.rows[at]
        if row.title[: len(wanted)] != wanted:
            continue
        full = len(wanted) in {row.main, len(row.title)}
        whole = whole or (full and len(wanted) > 1)
        score = 0.92 + (0.04 if full else 0.0) - (0.05 if row.authored else 0.0)
        # an article's title is quoted in the list, too, a book's is not
        score -= 0.08 if quoted and _QUOTES.search(row.reference.text[:_HEAD]) is None else 0.0
        found.append(PossibleWork(row.reference.id, round(score, 3), f"{row.reference.id}: the title begins so"))
    if not found:
        return None
    found.sort(key=lambda one: -one.score)
    return Answer((title.strip(" ,.*_"),), tuple(found), LISTED, whole, titled=True)


def _exactly(words: str, told: _Told, works: Works) -> Answer | None:
    """The works of an author named as the list names him, or with his given name before."""
    names = told.names
    for name in dict.fromkeys((folded(words), folded(names[0]) if names else "")):
        places = works.by_name.get(name)
        if places:
            # a body's name may hold a comma that parts no authors
            same = told if names and name == folded(names[0]) else replace(told, names=(words.strip(" ,"),))
            return _answered(same, [(at, 0.95, "the name agrees") for at in places], works, LISTED)
    pieces = names[0].split() if names else []
    for size in range(len(pieces) - 1, 0, -1):
        family = " ".join(pieces[-size:])
        places = works.by_name.get(folded(family), ())
        given = [at for at in places if works.rows[at].initial == initial_of(pieces[0])]
        if given:
            same = replace(told, names=(family, *names[1:]), initials="")
            return _answered(same, [(at, 0.95, "the name agrees") for at in given], works, LISTED)
    return None


def _nearly(told: _Told, works: Works) -> Answer | None:
    """The works of an author whose name comes near: a slip, another spelling, a part, abbreviated words."""
    if not told.names:
        return None
    key = told.names[0]
    if key not in works.near:
        works.near[key] = tuple(_all_near(key, works.rows))
    return _answered(told, works.near[key], works, NEAR) if works.near[key] else None


def _all_near(name: str, rows: Sequence[Row]) -> Iterator[tuple[int, float, str]]:
    cut = _abbreviated(name)
    pieces = name.split()
    for at, row in enumerate(rows):
        for first in row.firsts:
            score, how = name_likeness(name, first)
            # two names of three letters, or of four, are soon alike, and no year is there to tell
            if how == "slip" and min(len(folded(name)), len(folded(first))) < 5:
                continue
            if how == "part" and len(pieces) > len(first.split()) and row.initial not in {"", initial_of(pieces[0])}:
                continue  # the same family name, another given name
            said = {"slip": f"the list spells the name “{first}”", "spelt": f"“{first}” is another spelling of the name",
                    "part": f"the name is a part of “{first}”", "initials": f"the letters stand for “{first}”"}  # fmt: skip
            if how in said:
                yield at, score, said[how]
                break
            if cut is not None and cut(first):
                yield at, 0.93, f"abbreviated, the name is “{first}”"
                break


def _abbreviated(name: str) -> Callable[[str], bool] | None:
    """Whether a longer name is "Dept. of State" written out; None where nothing in the name is abbreviated."""
    mine = name.split()
    if len(mine) < 2 or not any(word.endswith(".") and len(word) > 3 for word in mine):
        return None

    def is_it(listed: str) -> bool:
        theirs = listed.split()
        return len(mine) == len(theirs) and all(map(_stands_for, mine, theirs))

    return is_it


def _stands_for(short: str, long: str) -> bool:
    one, other = folded(short), folded(long)
    if one == other or not short.endswith("."):
        return one == other
    letters = iter(other)
    return one[:1] == other[:1] and all(letter in letters for letter in one)


def _answered(told: _Told, found: Sequence[tuple[int, float, str]], works: Works, grade: int) -> Answer:
    """Candidates weighed by the other authors and the initials that are named."""
    names = told.names
    out: list[PossibleWork] = []
    for at, base, how_first in found:
        row = works.rows[at]
        score, said = base, how_first
        if len(names) > 1 and len(row.names) > 1:
            likeness, how = name_likeness(names[1], row.names[1])
            if how == "slip":
                score, said = score - 0.02, f"{said}, and the list spells the second one “{row.names[1]}”"
            elif likeness == 0.0:
                score, said = score - 0.25, f"{said}, but not the second author's"
            else:
                score += 0.03
        elif (len(names) > 1 or told.others) != (len(row.names) > 1 or row.more):
            score -= 0.05
        if told.initials and row.initial:
            score += 0.03 if told.initials == row.initial else -0.2
        out.append(PossibleWork(row.reference.id, round(min(score, 1.0), 3), f"{row.reference.id}: {said}"))
    out.sort(key=lambda one: -one.score)
    return Answer(names, tuple(out), grade, whole=grade == LISTED)
