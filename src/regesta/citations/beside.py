"""What a sentence says of a work beside its number: "Smith and Brown [4]", "Smith (1999) [4]", "in a study of 1999, Smith [4]"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from regesta.citations.comparing import folded, name_likeness
from regesta.citations.pairing import listed_names
from regesta.citations.words import citing_pattern, citing_words
from regesta.model import Citation, Document, Reference

_BACK = 160  # code points before a number that are looked at
_SHORTEST = 5  # letters of a name in which a slip is told from another name
_NEAR = 15  # years between a work and what "a study of 1999" may date; further off it may be the study's subject
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*\.?|\d{4}(?!\d)|[,()&]")
_END = re.compile(r"[.!?]\s+(?=[^\W\d_a-zа-я])|\n")


_POINTED = ("al.", "г.", "гг.")  # a point behind these ends no sentence


@dataclass(frozen=True, slots=True)
class Told:
    """The names and the year that stand before a number: `names` as printed, each with words that may stand before it;
    `year` None for none. The names begin at `start`, all that is told at `whole`."""

    names: tuple[str, ...]
    start: int
    whole: int
    year: str | None = None
    sure: bool = (
        False  # whether the year can only be the work's: it stands in brackets, or is called that of publishing
    )


def told_beside(document: Document, citation: Citation) -> Told | None:
    """The names right before a citation by number, with the year that goes with them; None where no name stands there.
    Offsets in code points."""
    if citation.form != "number":
        return None
    low = max(0, citation.start - _BACK)
    before = document.text[low : citation.start]
    ends = [end.end() for end in _END.finditer(before) if not before[: end.start() + 1].endswith(_POINTED)]
    skipped = ends[-1] if ends else 0
    before, low = before[skipped:], low + skipped
    tokens = list(_TOKEN.finditer(before))
    if not tokens:
        return None
    if before[tokens[-1].end() :].strip() or tokens[-1].group()[0].islower():
        return _told_together(before, low)
    words = [token.group() for token in tokens]
    at, year = _year_behind(words)
    while at > 0 and words[at - 1] in {"al.", "al", "et", ","}:  # "Smith et al. [3]"
        at -= 1
    names, first = _names_before(words[:at])
    if not names:
        return None
    start = low + tokens[first].start()
    if year is not None:
        return Told(names, start, start, year, True)
    dated = _dated_before().search(before[: tokens[first].start()])
    if dated is None:
        return Told(names, start, start)
    return Told(names, start, low + dated.start(), dated["behind"] or dated["before"], dated["sure"] is not None)


def _told_together(before: str, low: int) -> Told | None:
    """The author of a sentence that goes on behind her name: "Smith and colleagues have shown that ... [4]"."""
    found = next(reversed(list(_together().finditer(before))), None)
    if found is None or "[" in before[found.end() :]:
        return None
    start = low + found.start("name")
    return Told((found["name"],), start, start)


@cache
def _together() -> re.Pattern[str]:
    """An author named with those who wrote with her, wherever the clause goes on to: "Smith and colleagues have shown"."""
    return re.compile(
        rf"(?<![,&] )(?<!and )(?P<name>[^\W\d_a-zа-я][\w'’-]+),?\s(?:{citing_pattern('together')})(?!\w)(?!\s?[(\[,])"
    )


def _year_behind(words: Sequence[str]) -> tuple[int, str | None]:
    """How many of some words stand before a year at their end, and the year: "Smith (1999)", "Smith, 1999", "Smith's 1999
    study"."""
    at = len(words)
    if words[-1].lower() in citing_words("studies"):
        genitive = " ".join(words[-3:-2]).endswith(("'s", "’s"))
        return (at - 2, words[-2]) if genitive and words[-2].isdigit() else (at, None)
    if words[-3:-2] == ["("] and words[-2].isdigit() and words[-1] == ")":
        return at - 3, words[-2]
    if words[-2:-1] == [","] and words[-1].isdigit():
        return at - 2, words[-1]
    return at, None


def _names_before(words: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The run of names at the end of some words, and where it begins; empty where none stands there."""
    small, joints = citing_words("inner"), citing_words("joints") | {","}
    names: list[list[str]] = []
    at, open_name = len(words), False
    while at > 0 and len(names) < 5:
        word = words[at - 1]
        if word[0].isupper() and word[0].isalpha():
            if not open_name:
                names.append([])
            names[-1].insert(0, word)
            open_name = True
        elif word.lower() in joints and names:
            open_name = False
        elif not (word in small and open_name):
            break
        at -= 1
    while at < len(words) and not words[at][0].isupper():
        at += 1
    return tuple(" ".join(parts) for parts in reversed(names)), at


@cache
def _dated_before() -> re.Pattern[str]:
    """A work and its year at the end of a text: "in a much-quoted study of 1999, ", "the 1999 study by "."""
    work = rf"(?<!\w)(?:{citing_pattern('studies')})(?!\w)"
    year = r"(?:1[5-9]|20)\d\d(?!\d)"
    small = rf"(?:(?:{citing_pattern('dating')})\s)?"
    return re.compile(
        rf"(?:(?:(?<!\w)[Ii]n\s(?:[^\W\d_][\w-]*\s){{0,3}})?{work}\s(?P<sure>\(|(?:published|issued)\s)?{small}(?P<behind>{year})\)?"
        rf"|(?P<before>{year})\s(?:[^\W\d_]+\s)?{work})(?:,|\s[^\W\d_]{{1,4}}\.?)?\s$"
    )


# --- against the list ------------------------------------------------------------------------------------------------


def slipped_name(told: Told, work: Reference, references: Sequence[Reference]) -> tuple[str, str] | None:
    """A name told beside a number that is a slip for the listed one: as printed, as listed; None where that is not sure.

    All other names must agree, and the printed one must be no name that the list knows.
    """
    printed = listed_names(work)
    if not printed or len(told.names) > len(printed):
        return None
    slips: list[tuple[str, str]] = []
    for name, listed in zip(told.names, printed, strict=False):
        cited = _last_words(name, listed)
        how = name_likeness(cited, listed)[1]
        if how == "slip" and _is_slip(folded(cited), folded(listed), cited.isascii() or listed.isascii()):
            slips.append((cited, listed))
        elif how not in {"same", "spelt", "part"}:
            return None
    if len(slips) != 1:
        return None
    known = {folded(name) for reference in references for name in listed_names(reference)}
    cited = folded(slips[0][0])
    return slips[0] if cited not in known and cited not in folded(work.text) else None


def _is_slip(cited: str, listed: str, latin: bool) -> bool:
    """Whether letters inside a name differ: an ending more is a case of the language ("Aliyevin", "Иванова")."""
    if min(len(cited), len(listed)) < _SHORTEST:
        return False
    alike = next((at for at, pair in enumerate(zip(cited, listed, strict=False)) if pair[0] != pair[1]), len(listed))
    return alike < len(listed) - 1 or (latin and len(cited) < len(listed))


def slipped_year(told: Told, work: Reference) -> str | None:
    """A year told beside a number that is not the listed work's; None where the work is another, or that is not sure."""
    printed = listed_names(work)
    if told.year is None or work.year is None or not printed or told.year in work.text:
        return None
    how = name_likeness(_last_words(told.names[0], printed[0]), printed[0])[1]
    listed = "".join(filter(str.isdecimal, work.year))
    if how not in {"same", "spelt", "slip"} or len(listed) != 4 or told.year == listed:
        return None
    return told.year if told.sure or abs(int(told.year) - int(listed)) <= _NEAR else None


def _last_words(name: str, listed: str) -> str:
    """As many of a name's last words as the listed one has, without the sign of the genitive."""
    words = name.removesuffix("'s").removesuffix("’s").split()
    return " ".join(words[-len(listed.split()) :])
