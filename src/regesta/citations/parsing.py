"""One reference's text -> Work: rules for what has a shape of its own, the tagger for the rest, offline.

Addresses, DOI, ISSN, ISBN and the day of access are cut out first (`identifiers`). What remains is tagged word by word;
a title in quotation marks, pages with their mark and a year in brackets are surer than the tagger and outweigh it. Words
that found no field stand in `note`; of two readings that exclude each other neither is taken, and `unsure` names the field.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from regesta.citations.authors import OTHERS, authors_in
from regesta.citations.bodies import opening_bodies
from regesta.citations.identifiers import Identifiers, identifiers_of
from regesta.citations.kinds import type_of
from regesta.citations.language import language_of
from regesta.citations.printed_dates import edtf_of
from regesta.citations.tagging import tag
from regesta.citations.wordlists import word_classes, word_list
from regesta.citations.years import odd_year, year_of
from regesta.model import Author, Work

_STAND_IN = "Holm, N. "
_LONGEST = 400  # words of a reference that are tagged; what stands behind them is kept as a note
_PAGES = re.compile(
    r"(?<!\w)(?:pp?|pages?|s|ss|seiten?|c|с|стр|səh|səh|sayfa|str)\s?[.:]?\s?(?P<pages>[A-Za-z]?\d{1,5}(?:\s?[-–—−]{1,2}\s?[A-Za-z]?\d{1,5})?)(?![\w/])",
    re.I,
)
_EXTENT = re.compile(r"(?<!\w)(?P<count>\d{1,4})\s?(?:pp?|s|ss|с|c|стр|səh|sayfa|pages|seiten)\b\.?(?!\s?\d)", re.I)
_QUOTED = re.compile(
    r"[“«„\"]([^“”«»„\"]{3,600})[”»“\"]|(?<![\w’'])[‘'](?=\S)((?:[^‘’'\"]|['’](?=\w)){8,400})[’'](?!\w)"
)
_RANGE = re.compile(r"[A-Za-z]?\d{1,5}\s?[-–—−]{1,2}\s?[A-Za-z]?\d{1,5}|[A-Za-z]?\d{1,5}")
_VOLUME = re.compile(
    r"(?:(?:vol(?:ume)?|bd|band|tome?|т|том|v|cilt|c|cild|jg)\s?\.?\s?)?(?P<volume>\d{1,4}|[IVXLC]{1,7})(?![\w.])\s*(?:[,:/]?\s*(?:\(|(?:nos?|nr|n(?=\.\s?\d)|n°|nº|№|issue|iss|num|sayı|s|say|вып|heft|h)\s?\.?\s?)(?P<issue>[\d/–-]{1,9})\)?)?",
    re.I,
)
_ISSUE = re.compile(
    r"(?:(?<!\w)(?:nos?|nr|n(?=\.\s?\d)|n°|nº|issue|iss|num|sayı|say|вып|heft)\s?\.?|№)\s?(?P<issue>\d[\d/–-]{0,8})(?!\w)",
    re.I,
)
_PARTED = re.compile(r"(?<![:/])//(?!/)\s?[^\W\d_]")
_COMPACT = re.compile(
    r"(?<!\d)((?:1[4-9]|20)\d\d(?:\s[^\W\d_]{3,9}(?:\s\d{1,2})?)?);\s?(\d{1,4}(?:\s?\([\w\s/-]{1,12}\))?):\s?([A-Za-z]?\d+)"
)
_VOLUME_AND_PAGES = re.compile(
    r"(?<=\s)(\d{1,4}(?:\([\w/–-]{1,9}\))?):([A-Za-z]?\d{1,5}[-–—][A-Za-z]?\d{1,5})(?=[.,;\s]|$)"
)
_EDITED = re.compile(
    r"^\s*(?:[Ii]n:?\s)(?P<title>.{6,300}?),\s(?:eds?\.|edited by|hrsg\. v(?:on|\.)|dir\.|ред\.)\s(?P<names>.+)$"
)
# "In: Yılmaz, T. & Şahin, M., eds. Title": the names need an initial
_EDITORS_FIRST = re.compile(
    r"^\s*(?:In|in|İçinde|Dans|Em|В кн\.)?\s?:?\s*(?P<names>[^\d()]{3,200}?),?\s[\[(]?(?:[Ee]ds?|Hrsg|der|haz|ред)\b\.?[\])]?[.,:]?\s*(?P<title>.*)$"
)
_INITIALLED = re.compile(
    r"[^\W\d_][\w'’-]+,?\s[^\W\d_]\.|(?:[^\W\d_]\.\s?)+[^\W\d_][\w'’-]+(?:[,.;]|\s(?:&|and|ve|və|und|et)\s|$)"
)
_VOLUME_WORD = re.compile(
    r"(?:[IVXLC]{1,7}|\d{1,4})[.-]?\s?(?:\w{1,3}\s)?(?:kitab|cild|cilt|hissə|bölüm|том|часть|книга|band|tome|volume|vol|part)\.?"
    r"|(?:kitab|cild|cilt|том|кн|часть|band|tome|volume|vol|book|part)\.?\s?(?:[IVXLC]{1,7}|\d{1,4})?|[,;.\s]*",
    re.I,
)
_LED = re.compile(r"^\(?\d{4,5}[a-z]?\)?[.,]\s+(?=\S{2})")  # a year that is none, in front of a title
_WITHIN = re.compile(r"^\s*(?:In|in|IN|Dans|В кн|İçinde|//)\b\s*[:.]?\s*|^\s*//\s*")
_QUOTE_ENDS = re.compile(r"[”»“\"’'][\s.,;:]*$")
_PLACE = re.compile(r"[–—\s-]*(?P<place>[^\W\d_][\w.’'-]*(?:[\s-][^\W\d_][\w.’'-]*){0,2}?)\s?:\s(?P<publisher>\S.+)")
_PLACE_ALONE = re.compile(r"[^\W\d_a-z][\w’'-]+(?:[\s-][^\W\d_a-z][\w’'-]+){0,2}")
# the words before a title in quotation marks, where nothing follows them
_NAMED_FIRST = re.compile(r"(?P<name>[^“”«»„\"]{3,80}?)[,.:]\s+(?P<title>[“«„\"][^“”«»„\"]{6,300}[”»“\"][.,]?\s*$)")
# Harvard: what stands in quotation marks right behind the year is the title
_QUOTED_BEHIND_YEAR = re.compile(
    r"\((?:1[4-9]|20)\d\d[a-z]?(?:,\s[^()]{3,20})?\)[.,:]?\s['‘“\"«„](?P<title>[^'‘“\"«„’”»](?:[^‘“\"«„”»]){4,250}?)['’”\"»](?=[.,;]?\s|[.,;]?$)"
)
_YEAR_INSIDE = re.compile(r"\((?:1[4-9]|20)\d\d[a-z]?\)")
_STRIP = " \t,;:.()[]{}/|–—-"
_PAIRS = (("“", "”"), ("„", "“"), ("«", "»"), ('"', '"'), ("‘", "’"), ("'", "'"))


@dataclass(frozen=True, slots=True)
class _Field:
    """A run of words with one label; [start, end) of the tagged text."""

    label: str
    text: str


def parse_work(text: str) -> Work:
    """What a reference says of its work. Offline, pure."""
    return parse_reference(text)[0]


def parse_reference(text: str) -> tuple[Work, str | None]:
    """What a reference says of its work, and the year it is listed under, as printed ("2004a"). Offline, pure."""
    read = identifiers_of(text)
    body = _without(text, read)
    year = year_of(body)
    words = body.split()
    late = (year, " ".join(words[_LONGEST:]))
    opening = opening_bodies(body)
    work = _work(_fields(words[:_LONGEST]), body, read, late)
    if opening is not None and tuple(author.literal for author in work.authors) != opening.names:
        # the tagger knows persons far better than bodies: one stands in for them
        words = (_STAND_IN + body[opening.end :].lstrip().removeprefix(".")).split()
        work = _work(_fields(words[:_LONGEST]), body, read, late)
        bodies = tuple(Author(literal=name) for name in opening.names)
        edited = work.editors and not work.authors
        work = replace(work, editors=bodies) if edited else replace(work, authors=bodies)
    return _titled_by_marks(work, body), year


def _titled_by_marks(work: Work, body: str) -> Work:
    """The work with the title that stands in quotation marks right behind the year, where the tagger has none of it, or the
    author and the year in it."""
    quoted = _QUOTED_BEHIND_YEAR.search(body) if body.count("'") < 6 else None
    if quoted is None:
        return work
    told = work.title is not None and quoted["title"] in work.title and _YEAR_INSIDE.search(work.title) is None
    return work if told else replace(work, title=quoted["title"].rstrip(",."))


_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n\s*(?=[a-zà-ÿа-я])")
_BROKEN_LINE = re.compile(r"\s*\n\s*(?:[-*•]\s+)?")
_JOINED_INITIALS = re.compile(r"(?<![\w.])((?:[^\W\d_]\.){1,3})(?=[^\W\d_][^\W\d_]{2})")
_AREA_DASH = re.compile(r"(?<=[.,)\]»”\"])\s[–—−-]\s(?=\S)")
_TWO_SLASHES = re.compile(r"[\s.]*//\s*")


def _without(text: str, read: Identifiers) -> str:
    """The text without what rules took, and without hyphens that only broke a line."""
    rest = list(text)
    for span in read.spans:
        rest[span.start : span.end] = " " * (span.end - span.start)
    bare = _BROKEN_WORD.sub("", "".join(rest))
    bare = _BROKEN_LINE.sub(" ", bare)
    # the tagger knows names with a space behind their initials, and areas without the dashes of GOST between them
    bare = _JOINED_INITIALS.sub(r"\1 ", bare)
    bare = _AREA_DASH.sub(" ", bare)
    bare = _TWO_SLASHES.sub(". In: ", bare) if _PARTED.search(bare) is not None else bare
    # "2007;81(3):455-78" is three words, "25(1):22-44" two
    return _VOLUME_AND_PAGES.sub(r"\1: \2", _COMPACT.sub(r"\1; \2: \3", bare))


def _fields(words: Sequence[str]) -> list[_Field]:
    labels = tag(words)
    fields: list[_Field] = []
    at = 0
    while at < len(words):
        end = at
        while end + 1 < len(words) and labels[end + 1] == labels[at]:
            end += 1
        fields.append(_Field(labels[at], " ".join(words[at : end + 1])))
        at = end + 1
    return fields


def _work(fields: list[_Field], body: str, read: Identifiers, told: tuple[str | None, str]) -> Work:
    """The fields put into CSL's terms. Every tagged run goes into one of them, or into the note."""
    year, late = told
    by_label: dict[str, list[str]] = {}
    for field in fields:
        by_label.setdefault(field.label, []).append(field.text)
    notes: list[str] = []
    _mended(fields, by_label)
    _placed(fields, by_label)
    title, container = _titles(by_label, notes)
    volume, issue = _volumes(by_label, body, notes)
    pages, pages_text, many_pages = _pages(by_label, body, notes)
    issued, issued_text, many_years = _issued(by_label, body, year)
    notes += [m.group().strip(" ,") for run in by_label.get("author", ()) if (m := OTHERS.search(run)) is not None]
    for label in ("note", "medium", "director", "producer", "url"):
        notes += by_label.get(label, [])
    work = Work(
        authors=_named_twice(_names(by_label, "author"), fields),
        editors=_names(by_label, "editor"),
        translators=_names(by_label, "translator"),
        title=title,
        container=container,
        collection=_one(by_label, notes, "collection-title"),
        issued=issued,
        issued_text=issued_text,
        volume=volume,
        issue=issue,
        pages=pages,
        pages_text=pages_text,
        edition=_one(by_label, notes, "edition"),
        publisher=_one(by_label, notes, "publisher", "source"),
        place=_one(by_label, notes, "location"),
        genre=_one(by_label, notes, "genre"),
        url=read.url,
        accessed=read.accessed,
        accessed_text=read.accessed_text,
        doi=read.doi or _one(by_label, notes, "doi"),
        issn=read.issn,
        isbn=read.isbn or _one(by_label, notes, "isbn"),
        language=language_of(" ".join(filter(None, (title, container)))),
        note=" ".join(part for part in (*map(_clean, notes), late) if part and part not in (issued_text or "")) or None,
        unsure=tuple(
            name for name, many in (("issued", many_years), ("pages", many_pages), ("doi", read.many_doi)) if many
        ),
    )
    return replace(work, type=type_of(work, body))


def _mended(fields: Sequence[_Field], by_label: MutableMapping[str, list[str]]) -> None:
    """What the tagger mixes up and the words themselves tell apart."""
    for label in ("editor", "container-title", "journal"):
        for at, run in enumerate(by_label.get(label, [])):
            found = _EDITORS_FIRST.match(run)
            if found is None or _INITIALLED.match(found["names"]) is None:
                continue
            if label == "editor" and len(found["title"]) > 3 and not by_label.get("container-title"):
                by_label["editor"][at] = found["names"]
                by_label["container-title"] = [found["title"]]
            elif label != "editor" and not by_label.get("editor"):
                by_label["editor"] = [found["names"]]
                by_label[label][at : at + 1] = [found["title"]] if len(found["title"]) > 3 else []
            break
    for run in list(by_label.get("editor", ())):
        # "in Small States at Sea, ed. Rosa Weiss"
        edited = _EDITED.match(run)
        if edited is not None and not by_label.get("container-title") and not by_label.get("journal"):
            by_label["container-title"] = [edited["title"]]
            by_label["editor"][by_label["editor"].index(run)] = edited["names"]
    titles = by_label.get("title", [])
    if titles and ". In: " in titles[0] and not by_label.get("container-title") and not by_label.get("journal"):
        titles[0], _, container = titles[0].partition(". In: ")
        by_label["container-title"] = [container]
    if not titles:
        # the first words behind author and year are the title, whatever they were taken for
        later = [f for f in fields if f.label not in {"author", "editor", "date", "citation-number"}]
        if later and later[0].label in {"note", "genre", "publisher", "medium"} and len(later[0].text) > 5:
            by_label["title"] = [by_label[later[0].label].pop(0)]


def _placed(fields: Sequence[_Field], by_label: MutableMapping[str, list[str]]) -> None:
    """What its place among the fields tells: a body before the year or before a title in quotation marks, a periodical behind
    such a title, and the place before a publisher and a colon (ISO 690, GOST R 7.0.5)."""
    if fields and fields[0].label in {"citation-number", "title"} and not by_label.get("author"):
        named = _NAMED_FIRST.match(by_label["title"][0]) if by_label.get("title") else None
        if named is not None:
            by_label["author"], by_label["title"][0] = [named["name"]], named["title"]
    for first, second, third in zip(fields, fields[1:], fields[2:], strict=False):
        labels = first.label, second.label, third.label
        if labels == ("title", "date", "title") and not by_label.get("author") and second.text.startswith("("):
            by_label["author"] = [by_label["title"].pop(0)]
        within = by_label.get("journal") or by_label.get("container-title")
        if labels == ("title", "genre", "date") and not within and _QUOTE_ENDS.search(first.text) is not None:
            kinds = {word_classes().get(word.strip(_STRIP).lower()) for word in second.text.split()}
            if not kinds & {"thesis", "report"}:
                by_label["genre"].remove(second.text)
                by_label["journal"] = [second.text]
    for label in ("journal", "container-title"):
        runs = by_label.get(label, [])
        if runs and not by_label.get("location") and _signed(by_label, runs[0]):
            by_label["location"] = [runs.pop(0)]
    if by_label.get("publisher") and not by_label.get("location"):
        placed = _PLACE.fullmatch(by_label["publisher"][0].strip())
        if placed is not None:
            by_label["location"], by_label["publisher"][0] = [placed["place"]], placed["publisher"]


def _signed(by_label: MutableMapping[str, list[str]], run: str) -> bool:
    """Whether what was taken for a periodical is where a treaty or a letter was signed ("Tratado de paz. Brasília, 26 abr. 1973")."""
    titles = by_label.get("title", [])
    if not titles or any(by_label.get(label) for label in ("pages", "volume", "publisher")):
        return False
    first = titles[0].lstrip(" *_").partition(" ")[0].lower()
    return first in word_list("deeds") and _PLACE_ALONE.fullmatch(run.strip(_STRIP)) is not None


def _one(by_label: MutableMapping[str, list[str]], notes: list[str], *labels: str) -> str | None:
    """The first run with one of the labels; further ones go into the note."""
    runs = [run for label in labels for run in by_label.get(label, ())]
    notes += runs[1:]
    return _clean(runs[0]) if runs else None


def _names(by_label: MutableMapping[str, list[str]], label: str) -> tuple[Author, ...]:
    return tuple(name for run in by_label.get(label, ()) for name in authors_in(run))


def _named_twice(authors: tuple[Author, ...], fields: Sequence[_Field]) -> tuple[Author, ...]:
    """A sole "author" of unmarked words that is also the journal or publisher is a body."""
    if len(authors) != 1 or authors[0].family is None or "." in (authors[0].given or ""):
        return authors
    name = f"{authors[0].given} {authors[0].family}"
    again = any(field.label != "author" and name in field.text for field in fields)
    return (Author(literal=name),) if again else authors


def _clean(part: str | None) -> str | None:
    """A field without the marks around it; a bracket that is opened and closed inside it stays."""
    if part is None:
        return None
    bare = part.strip(_STRIP)
    if bare.count("(") > bare.count(")"):
        bare += ")"
    elif bare.count(")") > bare.count("("):
        bare = "(" + bare
    return bare or None


def _titles(by_label: MutableMapping[str, list[str]], notes: list[str]) -> tuple[str | None, str | None]:
    """Title and container. What stands behind a title's closing quotation mark is no part of it."""
    titles = list(by_label.get("title", []))
    within = [*by_label.get("journal", ()), *by_label.get("container-title", ())]
    title = None
    if titles:
        quoted = _QUOTED.match(titles[0].lstrip(" ,.(["))
        if quoted is not None:
            rest = titles[0].lstrip(" ,.([")[quoted.end() :].strip(_STRIP)
            title = (quoted[1] or quoted[2]).strip(" ,;")
            title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
            if rest and not by_label.get("volume") and _VOLUME_WORD.fullmatch(rest):
                by_label["volume"] = [rest]
            elif rest:
                notes.append(rest)
        else:
            title = _unquoted(_LED.sub("", titles[0]))
    notes += titles[1:] + within[1:]
    return title, _unquoted(_WITHIN.sub("", within[0])) if within else None


def _unquoted(part: str) -> str | None:
    """A title without the marks around it, and without a quotation mark that is never closed or never opened."""
    bare = part.strip(" \t,;:./|–—")
    bare = bare.strip("`',.") if bare.startswith("``") else bare
    for opening, closing in _PAIRS:
        lonely = bare.count(opening) + (bare.count(closing) if opening != closing else 0) == 1
        if lonely and (bare.startswith(opening) or bare.endswith(closing)):
            bare = bare.strip(opening + closing)
        if len(bare) > 1 and bare[0] == opening and bare[-1] == closing and bare.count(opening) <= 2:
            bare = bare[1:-1]
    return bare.strip(" ,;") or None


def _pages(
    by_label: MutableMapping[str, list[str]], body: str, notes: list[str]
) -> tuple[str | None, str | None, bool]:
    """Pages ("38-44"), as printed, and whether two readings fit. A mark before them ("pp.") is surer than the tags, a range
    is surer than a page ("pp. 371-394, p. 15" cites a page of them); "312 p." is an extent and none.
    """
    tagged = list(by_label.get("pages", ()))
    marked = {_dashed(m["pages"]): m.group() for m in _PAGES.finditer(body) if not _is_year(m)}
    if marked:
        notes += [run for run in tagged if not any(pages in _dashed(run) for pages in marked)]
        ranges = [pages for pages in marked if "-" in pages]
        if len(ranges) > 1:
            return None, "; ".join(marked.values()), True
        chosen = ranges[0] if ranges else next(iter(marked))
        notes += [printed for pages, printed in marked.items() if pages != chosen]
        return chosen, marked[chosen], False
    notes += tagged[1:]
    if not tagged:
        return None, None, False
    found = _RANGE.search(tagged[0]) if _EXTENT.search(tagged[0]) is None else None
    if found is None:
        notes.append(tagged[0])
    return (_dashed(found.group()) if found is not None else None), _clean(tagged[0]), False


_YEAR_ALONE = re.compile(r"(?:1[4-9]|20)\d\d")


def _is_year(marked: re.Match[str]) -> bool:
    """Whether "Levy, S. 1999" or "Page. 1912" only look like pages."""
    return _YEAR_ALONE.fullmatch(marked["pages"]) is not None and not marked.group().startswith("pp")


_PAGE_DASH = re.compile(r"\s*[-–—−]+\s*")


def _dashed(pages: str) -> str:
    return _PAGE_DASH.sub("-", pages)


_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")
_A_WORD = re.compile(r"[^\W\d_]{3,}")


def _volumes(by_label: MutableMapping[str, list[str]], body: str, notes: list[str]) -> tuple[str | None, str | None]:
    """Volume and issue; what they hold in words goes into the note."""
    words = " ".join(by_label.get("volume", ())).strip(" ,.;:")
    if _DAY.fullmatch(words) is not None:
        by_label.setdefault("date", []).append(words)  # "14.06.2017." behind a site's name
        words = ""
    if not words:
        marked = _ISSUE.search(body) if by_label.get("journal") or by_label.get("container-title") else None
        return None, marked["issue"] if marked is not None else None
    issue = _ISSUE.search(words)
    bare = (words[: issue.start()] + " " + words[issue.end() :] if issue is not None else words).strip(" ,.;:()")
    volume = _VOLUME.search(bare)
    number = issue["issue"] if issue is not None else volume["issue"] if volume is not None else None
    rest = bare if volume is None else (bare[: volume.start()] + " " + bare[volume.end() :]).strip(" ,.;:()")
    if _A_WORD.search(rest) and not _VOLUME_WORD.fullmatch(rest):
        notes.append(rest)
    return (volume["volume"] if volume is not None else None), number


def _issued(
    by_label: MutableMapping[str, list[str]], body: str, year: str | None
) -> tuple[str | None, str | None, bool]:
    """When the work came out, as EDTF and as printed; the list's own year decides. Two years that fit leave the field empty."""
    dates = [date.strip(_STRIP) for date in by_label.get("date", ())]
    printed = " ".join(dict.fromkeys(dates)).strip() or None
    odd = odd_year(body) if year is None else None
    if odd is not None:
        return None, odd.strip("()"), False
    wanted = (year or "")[:4]
    if not wanted:
        years = {found[:4] for date in dates if (found := edtf_of(date)) is not None}
        if len(years) == 1:
            return next(found for date in dates if (found := edtf_of(date)) is not None), printed, False
        return None, printed, len(years) > 1
    # the day may stand apart from the year: "(2022). Title. 24 August 2022."; one in the title is of what it is about
    titles = [*by_label.get("title", ()), *by_label.get("container-title", ()), *by_label.get("journal", ())]
    behind = reduce(lambda rest, title: rest.replace(title, " ", 1), titles, body)
    told = [found for words in (printed, behind) if words and (found := edtf_of(words)) and found[:4] == wanted]
    return max(told, key=len, default=wanted), printed or wanted, False
