"""The shapes of years, pages and whole works in citations by author and date, made from the word lists."""

from __future__ import annotations

import re
from functools import cache

from regesta.citations.words import citing_pattern, citing_words

LETTER = r"[^\W\d_]"
WORD = rf"{LETTER}[\w'’ʻʼ.–-]*"
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7}(?![\w]))"
_SPAN = r"(?:\s?[-–—]\s?"
_RUN = rf"{_NUMBER}{_SPAN}{_NUMBER})?(?:\s?ff?\b\.?)?"
# newspapers count the pages of each section: "p. A7"
_PRINTED = rf"(?:[A-Z]?\d{{1,4}}|{_NUMBER}){_SPAN}(?:[A-Z]?\d{{1,4}}|{_NUMBER}))?(?:\s?ff?\b\.?)?"
# ABNT (NBR 6023, 8.6.1): "[197-]", "[19--?]", "[1973?]", "[ca. 1960]"
_UNSURE = r"(?:(?:\d{3}-|\d\d--)\??(?=\s?\])|\d{4}\?(?=\s?\])|(?<=\[)(?:ca?\.|circa)\s?\d{4}(?=\s?\]))"
_POINT_INSIDE = re.compile(r"\\\.(?=\w)")
_YEAR_OR_LETTER = re.compile(r"\d{4,5}[a-k]?|(?<![a-z.])[a-k](?![\w.])|\0[a-k]?")
_LETTER_LAST = re.compile(r"(?<=[.-])[a-k]$")
_UNDATED = "n.d."


def _spaced(word: str) -> str:
    """A word of a list as a pattern: a blank may stand behind its points, and the last point may be gone."""
    pattern = _POINT_INSIDE.sub(r"\\.\\s?", re.escape(word).replace(r"\ ", r"\s+"))
    return f"{pattern}?" if pattern.endswith(r"\.") else pattern


@cache
def undated() -> str:
    """A pattern of what stands for a year that is not known, or not yet: "n.d.", "s. d.", "no prelo"."""
    words = sorted(citing_words("undated"), key=lambda word: (-len(word), word))
    # initials have points, too ("Smith, S.D., 2004"), so those with points must have the case of the list
    short = "|".join(_spaced(word) for word in words if "." in word or "/" in word)
    long = "|".join(_spaced(word) for word in words if "." not in word and "/" not in word)
    # of several works without a year each has a letter: "n.d.-a" (APA 7, 8.19)
    return rf"(?<!\w)(?:(?-i:(?:{short})(?:-?[a-k])?)|(?i:{long}))(?!\w)"


@cache
def _joined() -> str:
    return "|".join(_spaced(word) for word in sorted(citing_words("joints"), key=lambda word: (-len(word), word)))


@cache
def years() -> str:
    """The years of a citation, as group "years": "1999", "1999a,b", "2009, 2022", "2009 e 2012", "n.d.", "[197-]"."""
    between = rf"(?:\s?[,/&]\s?(?:(?:{_joined()})\s)?|\s(?:{_joined()})\s)"
    # a letter of its own is a year's where no word follows: "1999a, b" and not "1999a, a book"
    alone = rf"[a-k](?=\s?(?:[,;:)\]&/]|$|(?:{_joined()})\s))"
    letters = rf"(?:[a-k](?:{between}{alone})*)?"
    one = rf"(?:{_UNSURE}|\d{{4,5}}{letters}|{undated()})"
    return rf"(?P<years>{one}(?:{between}(?:\d{{4}}(?!\d){letters}|{undated()}))*)"


@cache
def pages() -> str:
    """What may follow the years: pages as group "page", or as "bare" where nothing but a mark leads to them; an article, a
    chapter or a paragraph is no page."""
    page, place = citing_pattern("pages"), citing_pattern("locators")
    mark = r"\s?[.,:;]?\s?"
    inside = rf"(?:(?i:{place})(?:\b|(?=\d))\.?\s?|§{{1,2}}\s?){_RUN}(?:\s?,\s?{_RUN})*"
    led = rf"(?i:{page})(?:\b|(?=\d))['’׳]?\.?\s?(?P<page>{_PRINTED}(?:\s?,\s?{_PRINTED})*)"
    bare = rf"\s?[,:]\s?(?P<bare>{_RUN}(?:\s?,\s?{_RUN})*)"
    return rf"(?:(?:{mark}{inside}){{0,2}}{mark}{led}|(?:{mark}{inside}){{1,2}}|{bare})?"


@cache
def _tail() -> str:
    return rf"(?:\s?[,;]\s?(?i:{citing_pattern('remarks')})\b[^;]{{0,60}})?"


@cache
def tail_alone() -> re.Pattern[str]:
    """A remark of its own behind a semicolon: "my translation", "grifo nosso"."""
    return re.compile(rf"(?:{citing_pattern('remarks')})\b.{{0,60}}", re.I | re.S)


@cache
def holds_a_year() -> re.Pattern[str]:
    """What a bracket must hold to cite by author and date."""
    return re.compile(rf"\d|{undated()}")


@cache
def years_alone() -> re.Pattern[str]:
    """A bracket, or a part of one, that holds a year and no name: "1999, p. 15"."""
    return re.compile(rf"\s?\[?{years()}\]?{pages()}{_tail()}\s?")


@cache
def years_first() -> re.Pattern[str]:
    """A year, with pages, right behind an open bracket."""
    return re.compile(rf"\s?{years()}{pages()}")


@cache
def _leads() -> str:
    return rf"(?:(?P<lead>(?:{citing_pattern('leads')})(?!\w))[,:]?\s+)*"


@cache
def leads_alone() -> re.Pattern[str]:
    """All that leads to a work, one word behind another: "see also", "cf., e.g., "."""
    return re.compile(rf"(?:(?:{citing_pattern('leads')})(?!\w)[,:]?\s+)+", re.I)


@cache
def work_shape() -> re.Pattern[str]:
    """Names, years and pages of one work. A body's letters may follow its name in brackets ("short"), and the year of an
    older edition may stand before or behind the years, in square ones."""
    names = rf"(?P<names>{WORD}(?:(?:\s?[,&;]\s?|\s+|\s?/\s?)(?:&\s?)?{WORD}){{0,14}}?)"
    short = rf"(?:\s?[\[(](?P<short>{LETTER}[\w&.-]{{1,11}})[\])])?"
    older = r"(?:\[\d{4}\]\s?)?"
    return re.compile(
        rf"\s?{_leads()}[\"“”'‘’]?{names}[\"“”'‘’]?{short}\s?(?:(?P<dot>\.)|[,:])?\s*{older}[(\[]?{years()}[)\]]?"
        rf"(?:\s?\[\d{{4}}\])?{pages()}{_tail()}\s?[.,]?",
        re.I,
    )


@cache
def title_shape() -> re.Pattern[str]:
    """A title in place of an author: in quotation marks (APA 7, 8.14), or its first words and an ellipsis (NBR 10520)."""
    quoted = r"[\"“«„‘](?P<quoted>[^\"“”«»„‘’()\[\]]{2,160})[\"”»“’]"
    cut = rf"(?P<cut>{WORD}(?:\s{WORD}){{0,4}}?)\s?(?:\.\.\.|…|\[\.\.\.\])"
    return re.compile(
        rf"\s?{_leads()}(?:{quoted}|{cut})\s?[,.]?\s?[(\[]?{years()}[)\]]?{pages()}{_tail()}\s?[.,]?", re.I
    )


@cache
def loose_shape() -> re.Pattern[str]:
    """A year with pages that a name may stand before."""
    return re.compile(rf"(?<=[\w.,’')])\s?[.,]?\s\(?{years()}\)?{pages()}(?!\w)")


@cache
def second_hand() -> re.Pattern[str]:
    """What stands between a work that was not seen and the one that quotes it: "1974 apud Menezes"."""
    return re.compile(rf"(?:^|[\s,]\s?)(?:{citing_pattern('second_hand')})(?!\w)[.:,]?\s+", re.I)


def undated_letter(printed: str) -> str:
    """The letter of "n.d.-b"; "" for none."""
    letter = _LETTER_LAST.search(printed)
    return letter.group() if letter is not None and len(printed) > len(_UNDATED) else ""


def letter_printed(reference: str) -> str | None:
    """ "n.d.b" where a reference is printed "(n.d.-b)"; None where it has no such letter."""
    found = _undated_alone().search(reference)
    letter = undated_letter(found.group()) if found is not None else ""
    return _UNDATED + letter if letter else None


def is_undated(year: str | None) -> bool:
    """Whether a cited year says that there is none: None, "n.d.b"."""
    return year is None or year.startswith(_UNDATED)


@cache
def _undated_alone() -> re.Pattern[str]:
    return re.compile(undated())


@cache
def _joint_alone() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_joined()})\s")


_REPRINT = re.compile(r"(?<!\d)(\d{4})\s?/\s?(\d{4})(?!\d)")


def years_of(printed: str) -> list[str | None]:
    """The years of "1999a,b", "1999, 2004", "n.d.": one a work, None where there is none, "n.d.a" where a letter tells which
    of those without one; of "1904/2002" the edition's at hand (APA 7, 8.15)."""
    found: list[str | None] = []
    plain = _undated_alone().sub(
        lambda none: "\0" + undated_letter(none.group()),
        _joint_alone().sub(", ", _REPRINT.sub(lambda years: max(years[1], years[2]), printed)),
    )
    for part in _YEAR_OR_LETTER.finditer(plain):
        word = part.group()
        if word[0] == "\0":
            found.append(_UNDATED + word[1] if word[1:] else None)
        elif word[0].isdigit():
            found.append(word)
        elif found and found[-1]:
            found.append(found[-1].rstrip("abcdefghijk") + word)
    return found or [None]
