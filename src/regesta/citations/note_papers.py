"""Papers that notes name: of an archive, of an edition of documents, interviews and diaries.

The shapes are those of CMOS 17 (14.211, 14.219-14.242), of the guides of the national archives, and of the notes of diplomatic
history: who wrote to whom, the paper's number, its day, the file, the archive, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from regesta.citations.comparing import folded, words_of
from regesta.citations.note_parts import is_name
from regesta.citations.printed_dates import edtf_of
from regesta.citations.words import citing_pattern, citing_words


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as a note gives it: what it is called, who sent it, its year, the archive or the edition that holds it."""

    title: str
    sender: str | None
    year: str | None
    within: str | None


QUOTES = ("“", '"', "«", "„", "‘", "'")
# "FO 371/87936", "CAB 129/41", "RG 59", "GR 1 R 182", "ф. 17", "fol. 3"
_CODE = re.compile(
    r"\b[A-Z]{2,5} \d{1,4}/\d|\bRG[ -]\d|\bRecord Group \d|\bф\.\s?\d|\bfols?\.? \d|\bGR \d{1,2} [A-Z] \d", re.I
)
_FILE_CLAUSE = re.compile(
    r"(?:FO|CAB|PREM|WO|DO|CO|ADM|AIR|DEFE|BT|KV|HW|FCO|FCO|T|RG|HS|POWE|DG)\s\d{1,4}(?:/\d[\w/.-]*)?|Record Group \d{1,3}|GR \d{1,2} [A-Z] \d{1,4}"
)
_DECIMAL_FILE = re.compile(r"\d{2,3}[\w.]*/\d{1,2}-\d")  # "782.5/5-2050": a file of the State Department, no date
_ODD_DAY = re.compile(r"\d{1,2}\.? [^\W\d_]{3,12}\.? (?:1[4-9]|20)\d{3}")
_NAMES = r"(?:[^\W\d_a-z][\w’'.-]*|de|van|von|der|of|du|la)"
_SENDER = re.compile(
    rf"\bby (?:the )?(?P<by>{_NAMES}(?: {_NAMES}){{0,4}})|\b(?:de|from) (?P<from>{_NAMES}(?: {_NAMES}){{0,3}}) (?:à|to|au|aux) (?=[^\W\d_])"
    r"|(?:^|, )(?P<first>[^\W\d_a-z][^\W\d_’'. -]*[^\d,]{1,50}?) (?:to|à|an|a|al|alla|til|till) (?=[^\W\d_a-z])"
)
_ADDRESSED = re.compile(
    rf"{_NAMES}(?: {_NAMES}){{0,5}} (?:to|à|an|al|alla|til|till) (?:the )?{_NAMES}(?: (?:in |at )?{_NAMES}){{0,5}}"
)


def day_of(clauses: Sequence[str]) -> str | None:
    """The first date among short clauses, as EDTF; a year of five digits as printed."""
    for clause in clauses:
        day = edtf_of(clause) if len(clause) <= 48 and _DECIMAL_FILE.search(clause) is None else None
        if day is not None and len(day) > 4:
            return day
        if _ODD_DAY.fullmatch(clause):
            return clause.rpartition(" ")[2]
    return None


def is_dated(clause: str) -> bool:
    """Whether a clause is a date and nothing else."""
    return len(clause) <= 30 and (_ODD_DAY.fullmatch(clause) is not None or len(edtf_of(clause) or "") > 4)


def addresses(clause: str) -> bool:
    """Whether a clause says who wrote to whom: "Lind to Weiss"."""
    return _ADDRESSED.fullmatch(clause) is not None


@cache
def _files() -> re.Pattern[str]:
    return re.compile(rf"(?:{citing_pattern('files')})(?!\w)\.?\s?(?:№\s?)?\d", re.I)


@cache
def _beginning(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_][\w’'-]*\s){{0,1}}(?:{citing_pattern(key)})(?!\w)", re.I)


def begins_with(key: str, clause: str) -> bool:
    """Whether a clause begins with a word of a list of `citing.toml`, one other word before it at most."""
    return _beginning(key).match(clause) is not None


def begins_as_paper(clause: str) -> bool:
    """Whether a clause begins as a paper of an office does: "Telegram 12", "Author's interview with Lind"."""
    return begins_with("papers", clause)


def paper_in(text: str, clauses: Sequence[str], archives: set[str] | frozenset[str]) -> Paper | None:
    """The paper that a part of a note names, None where it names none. `archives` are short names of archives that were given.

    An archive is named, or its short name, or an edition of documents, or the number of a file is printed as archives do."""
    told = any(map(_describes, clauses[:4])) and day_of(clauses) is not None
    at = next((i for i, clause in enumerate(clauses) if _holds_papers(clause, archives, told=told)), None)
    filed = _CODE.search(text) is not None or _files().search(text) is not None
    if at is None:
        return _paper_alone(text, clauses) if told else None
    if not (filed or len(clauses) > 1) or (at > 0 and not (filed or told)):
        return None
    if _is_edition(clauses[at]) and not (told and at > 0):
        return None  # the edition itself
    before = [clause for clause in clauses[:at] if not is_dated(clause) and _DECIMAL_FILE.match(clause) is None]
    before = before if before != [c for c in before if _FILE_CLAUSE.match(c)] else []
    behind = next((clause for clause in clauses[at + 1 :] if _describes(clause)), None)
    return _paper(", ".join(before) or behind or ", ".join(clauses[:4]), text, clauses, clauses[at])


_WRITER = re.compile(r"\s(?:from|de|du|von|d[’'])\s?(?=[^\W\d_a-z])")  # "Letter from Lind", "Lettre de Lind"
_DAY_IN_BRACKET = re.compile(r"\s\((?=[^()]*\d{4}\))")


def _paper(title: str, text: str, clauses: Sequence[str], within: str | None) -> Paper:
    title = _DAY_IN_BRACKET.split(title)[0]
    sender = _SENDER.search(title) or _SENDER.search(text)
    name = next(group for group in sender.groups() if group).strip() if sender is not None else None
    if name is not None and begins_as_paper(name) and (told := _WRITER.search(name)) is not None:
        name = name[told.end() :]
    if len(clauses) > 1 and _INTERVIEW.match(clauses[1]) and is_name(clauses[0]):
        name = clauses[0]  # who was asked
    bracket = _DAY_IN_BRACKET.split(text)
    day = day_of(clauses) or (edtf_of(bracket[1][:40]) if len(bracket) > 1 else None)
    year = day[:4] if day is not None and not (day.isdigit() and len(day) == 5) else None
    return Paper(title, name, year, within)


_INTERVIEW = re.compile(
    r"(?:[^\W\d_][\w’']*\s){0,2}(?:interview|conversation|entretien|gespräch)\s(?:with|by|avec|mit)\s", re.I
)


def _paper_alone(text: str, clauses: Sequence[str]) -> Paper | None:
    """An interview that lies in no archive: "Author's interview with A. Lind, Oslo, 3 May 2011" (CMOS 17, 14.211)."""
    if any(map(_INTERVIEW.match, clauses[:2])):
        return _paper(", ".join(c for c in clauses[:2] if not is_dated(c)), text, clauses, None)
    return None


def _describes(clause: str) -> bool:
    return clause[:1] not in QUOTES and (
        begins_as_paper(clause) or addresses(clause) or _DIARY.fullmatch(clause) is not None
    )


_DIARY = re.compile(r"(?:unpublished )?(?:diary|diaries|journal|tagebuch)(?: entry)?", re.I)


@cache
def _named_archive() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An archive of several words or of letters; a library or a collection, which may be a publisher, too."""
    strong = citing_pattern("archive_names")
    return re.compile(rf"(?<!\w)(?:{strong})(?!\w)"), re.compile(r"(?<!\w)(?:Library|Files?|Collections?|Mss?\.?|MSS?|Bibliothèque|Bibliothek)(?!\w)")  # fmt: skip


def _holds_papers(clause: str, archives: set[str] | frozenset[str], *, told: bool) -> bool:
    """Whether a clause names an archive or an edition of documents; `told`: the part describes a paper and dates it."""
    if clause in archives or any(clause.startswith(f"{name} ") for name in archives):
        return True
    if not clause[:1].isupper() or clause[:1] in QUOTES:
        return False
    words = {word.lower().strip(".()") for word in clause.split()}
    strong, weak = _named_archive()
    if words & citing_words("archives") or strong.search(clause) or _is_edition(clause):
        return not begins_as_paper(clause) or strong.search(clause) is not None
    return told and (weak.search(clause) is not None or _FILE_CLAUSE.match(clause) is not None)


@cache
def _edition() -> re.Pattern[str]:
    return re.compile(rf"(?:{citing_pattern('editions')})(?!\w)")


def _is_edition(clause: str) -> bool:
    """Whether a clause begins as an edition of documents does: "FRUS 1950", "Documents diplomatiques français"."""
    return _edition().match(clause) is not None


_VOLUME = re.compile(
    r"\b(?:vol(?:ume)?s?|t|tome|bd|band)\.? ?(?P<a>[IVXL]+|\d{1,2})(?!\w)|[, ](?P<b>[IVXL]+|\d{1,2}):\d|, (?P<c>[IVXL]+)(?=,)",
    re.I,
)
_OWN_LETTERS = {
    "aapbd": "aapd",
    "idi": "ddi",
    "prfrus": "frus",
}  # editions whose letters are not those of all their words
_FIRST_YEAR = re.compile(r"(?:1[89]\d\d|20\d\d)(?!\d)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def edition_in(text: str) -> tuple[str, str, int | None] | None:
    """The edition of documents that a text begins with, as its letters, with the year and the volume; None for no edition and
    for one without a year."""
    found = _edition().match(text)
    year = _FIRST_YEAR.search(text, found.end(), found.end() + 40) if found is not None else None
    if found is None or year is None:
        return None
    name = found.group()
    letters = name if " " not in name else "".join(word[0] for word in words_of(name))
    letters = _OWN_LETTERS.get(letters, letters)
    volume = _VOLUME.search(text, year.end())
    number = next((group for group in volume.groups() if group), None) if volume is not None else None
    return folded(letters), year.group(), _number(number) if number is not None else None


def _number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    values = [_ROMAN[letter] for letter in printed.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
