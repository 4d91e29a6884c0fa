"""Legal sources that notes give in full: cases, treaties, resolutions and laws, and articles as law reviews print them.

The shapes are those of OSCOLA 4 (2.1-2.7; the supplement on international law) and of the Bluebook, 21st ed. (rules 10-13, 15,
16 and 21). A case, a treaty and a law have no author: they go by their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from regesta.citations.note_parts import is_name
from regesta.citations.printed_dates import edtf_of
from regesta.citations.words import citing_pattern


@dataclass(frozen=True, slots=True)
class Legal:
    """A legal source as a note gives it. `page` is the page or paragraph meant, `first` the article's first page; `authors` are
    printed names, joined; `kind` is "case", "instrument" or "article"."""

    kind: str
    title: str
    year: str | None
    page: str | None = None
    first: str | None = None
    alias: str | None = None
    authors: str | None = None
    container: str | None = None


_YEAR = r"(?:1[4-9]\d\d|20\d\d)"
_NUMBER = r"\d{1,5}(?:\s?[-–—]\s?\d{1,5})?"
_ABBREVIATED = r"[A-Z][\w.'’&]*(?:\s(?:[A-Z][\w.'’&]*|of|and|the|de|2d|3d|4th|\(?Ser\.?|[AB]/B|No)){0,7}"
_LONGEST = 900  # code points of a part; what is longer is an essay
_HINT = re.compile(r"\d|\bC(?:onst|ONST)\.")


def legal_in(text: str) -> Legal | None:
    """The legal source that a part of a note gives in full, None where it gives none. Linear in the text."""
    if (
        len(text) > _LONGEST
        or text[:1] in "“\"«„‘'("
        or _HINT.search(text) is None
        or _SHORT_CASE.match(text) is not None
    ):
        return None
    return _treaty(text) or _resolution(text) or _case(text) or _law(text) or _article(text)


# --- cases -----------------------------------------------------------------------------------------------------------

# "Pink, 315 U.S. at 212": a case that was given before (Bluebook 21, 10.9)
_SHORT_CASE = re.compile(rf"(?P<name>[^\d]{{2,120}}?),\s(?P<report>\d{{1,4}}\s{_ABBREVIATED})\sat\s(?P<page>{_NUMBER})")
_PARTIES = re.compile(
    r"\sv\.?\s(?=[^\W\d_a-z])|^(?:In\sre|Re|Ex\sparte|The\sCase\sof|Case\sconcerning)\s|^Prosecutor\s"
)
_COURT = r"(?:\s\((?P<court>[^()\d]{1,40})\))?"
_PIN = r"(?:,?\s(?:at\s|paras?\.?\s|paragraphs?\s|¶+\s?|pp?\.?\s|esp\s)*\[?(?P<pin>\d{1,5}\]?(?:\s?[-–—]\s?\[?\d{1,5})?)(?!\d)\]?)?"
_PARALLEL = rf"(?:[,;]\s[\[(]{_YEAR}[\])]\s(?:\d{{1,3}}\s)?{_ABBREVIATED}\s\d{{1,5}})*"
# "[1967] 1 AC 853 (HL) 954", "(1999) 29 EHRR 245, para 40", "[2021] UKSC 57, [79]", "[2001] ECR I-1234"
_REPORT = re.compile(
    rf",?\s(?:\[(?P<square>{_YEAR})\]|\((?P<round>{_YEAR})\))\s(?:\d{{1,3}}\s)?(?P<series>{_ABBREVIATED})\s(?:I{{1,3}}-)?(?P<first>\d{{1,5}})"
    rf"{_PARALLEL}{_COURT}{_PIN}"
)
# ", 315 U.S. 203, 229 (1942)", ", 250 A.3d 814, 831-32 (Del. Ch. 2019)", ", 1986 I.C.J. Rep. 14, ¶ 56 (June 27)"
_AMERICAN = re.compile(
    rf",?\s(?P<volume>\d{{1,4}})\s(?P<series>{_ABBREVIATED})(?:\s\(\d{{1,2}}\s\w+\.?\))?\s(?P<first>\d{{1,5}}){_PIN}(?:,\s\d[^()]*)?"
    rf"\s\((?P<court>[^()]*?)(?P<year>{_YEAR})\)(?:,?\s(?P<after>{_NUMBER})(?!\d))?"
)
_WORLD_COURT = re.compile(
    rf",\s(?P<year>{_YEAR})\s(?P<series>(?:P\.\s?)?I\.?C\.?(?:I\.?)?J\.?(?:\sRep(?:orts|\.)?)?(?:\s\(ser\.\s[AB/]+\)\sNo\.)?)\s(?P<first>\d{{1,5}}){_PIN}"
)
# "App no 14038/88 (ECtHR, 7 July 1989)", "(Judgment) IT-94-1-T (7 May 1997)"
_DOCKET = re.compile(
    rf",?\s(?P<series>(?:Apps?\.?\s[Nn]os?\.?|Application\s[Nn]o\.?|Case\s[Nn]o\.?|No\.)\s[\w/.-]+|[A-Z]{{2,5}}-[\w/.-]+)[,\s]\s?\((?P<court>[^()]*?)(?P<year>{_YEAR})\){_PIN}"
)


@cache
def _stage() -> re.Pattern[str]:
    """The stage of a case behind its name: "(Judgment)", "(Advisory Opinion)", "(Preliminary Objections)"."""
    return re.compile(
        rf"\s?\((?:{citing_pattern('judgments')})[^()]*\)$|,\s(?:{citing_pattern('judgments')})[^,()]*$", re.I
    )


def _case(text: str) -> Legal | None:
    for shape in (_REPORT, _AMERICAN, _WORLD_COURT, _DOCKET):
        found = shape.search(text)
        if found is None:
            continue
        name = text[: found.start()].strip(" ,")
        bare = name
        while (stage := _stage().search(bare)) is not None:
            bare = bare[: stage.start()].rstrip(" ,")
        parted = _PARTIES.search(bare) is not None
        if not (parted or bare != name or (shape is _WORLD_COURT) or (shape is _REPORT and found["square"])):
            continue
        if not 3 <= len(bare) <= 300 or not bare[0].isupper() or any(mark in bare for mark in "“”«»;"):
            continue
        groups = found.groupdict()
        year = groups.get("year") or groups.get("square") or groups.get("round")
        page = _bare_page(groups.get("pin") or groups.get("after"))
        return Legal("case", bare, year, page, container=groups.get("series"))
    return None


def _bare_page(pin: str | None) -> str | None:
    return pin.replace("[", "").replace("]", "") if pin is not None else None


def short_case(text: str) -> tuple[str, str, str] | None:
    """The name, the volume with its report, and the page of a case named in short: "Pink, 315 U.S. at 212"."""
    found = _SHORT_CASE.match(text)
    return (found["name"], found["report"], found["page"]) if found is not None else None


# --- treaties, resolutions and laws ----------------------------------------------------------------------------------


@cache
def _treaty_shapes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """OSCOLA's dates in brackets, the Bluebook's behind a comma, and a series of treaties."""
    series = citing_pattern("treaty_series")
    oscola = re.compile(
        rf"(?P<title>[^\[\]]{{4,260}}?)\s\((?:{citing_pattern('adopted')})(?!\w)[^()]*?(?P<year>{_YEAR})[^()]*\)", re.I
    )
    bluebook = re.compile(
        rf"(?P<title>[^,()\[\]]{{4,200}}?)(?:,?\s(?:arts?\.|§+|pmbl\.|annex)[^,]*)?(?:,\s[^,\d]{{1,60}}){{0,2}},\s"
        rf"(?P<date>(?:\w{{3,9}}\.?\s\d{{1,2}},|\d{{1,2}}\s\w{{3,9}})\s(?P<year>{_YEAR})),\s(?:\d{{1,4}}\s)?(?:{series})(?!\w)"
    )
    return oscola, bluebook, re.compile(rf"(?<!\w)(?:{series})(?!\w)")


_ALIAS = re.compile(r"\s\((?P<alias>[^\W\d_a-z][\w’' -]{1,40})\)")


@cache
def _named_instrument() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{citing_pattern('instruments')})(?!\w)", re.I)


def _treaty(text: str) -> Legal | None:
    oscola, bluebook, series = _treaty_shapes()
    found = oscola.match(text)
    if found is not None:
        title, rest = found["title"], text[found.end() :]
        filed = series.search(rest) is not None or (not rest.strip(" .") or rest.lstrip()[0] in ",(")
        if text[0].isupper() and filed and (_named_instrument().search(title) or series.search(rest)):
            alias = _ALIAS.search(rest)
            return Legal("instrument", title, found["year"], alias=alias["alias"] if alias is not None else None)
    found = bluebook.match(text)
    if found is not None and text[0].isupper():
        return Legal("instrument", found["title"], found["year"])
    return None


@cache
def _resolved() -> re.Pattern[str]:
    """ "UNSC Res 541", "UNGA Res 2625 (XXV)", "G.A. Res. 217 (III) A", "Security Council Resolution 242"."""
    return re.compile(
        rf"(?P<title>(?:{citing_pattern('resolving')})\s(?:[Rr]es(?:olution)?|[Dd]ec(?:ision)?)\.?\s(?:ES-)?\d[\d/-]*(?:\s?\([A-Z–-]{{1,8}}\))?)"
    )


_DOCUMENT = re.compile(
    rf"(?P<title>[^()\[\]]{{6,240}})\s\((?P<date>[^()]{{0,30}}{_YEAR})\)\s(?:UN\sDoc|U\.N\.\sDoc\.|OAS\sDoc|COM\(?\d)"
)


def _resolution(text: str) -> Legal | None:
    found = _resolved().match(text)
    if found is not None:
        day = edtf_of(text[found.end() :])
        return Legal("instrument", found["title"], day[:4] if day is not None else None) if day is not None else None
    found = _DOCUMENT.match(text)
    if found is not None and text[0].isupper() and "‘" not in found["title"] and ", " not in found["title"]:
        day = edtf_of(found["date"])
        return Legal("instrument", found["title"], day[:4] if day is not None else None)
    return None


# "State Immunity Act 1978, s 1"; "Foreign Missions Act, 22 U.S.C. § 4305(c)"; "28 U.S.C. § 1350"; "U.S. CONST. art. II, § 3"
_BRITISH = re.compile(
    rf"(?P<title>[^\W\d_a-z][^,()\[\]]{{3,120}}?\sAct\s(?P<year>{_YEAR}))(?:,?\s(?:ss?|pt|sch|arts?|c)\.?\s?[\d(].*)?$"
)
_CODE = r"(?:\d{1,3}\s(?:U\.\s?S\.\s?C\.(?:A\.)?|C\.\s?F\.\s?R\.)\s§+\s?\d[\w.-]*|Pub\.\sL\.\s(?:No\.\s)?\d+-\d+|\d{1,3}\sStat\.\s\d+)"
_AMERICAN_ACT = re.compile(
    rf"(?P<title>[^\W\d_a-z][^,()\[\]]{{3,140}}?(?:\sof\s{_YEAR})?)(?:\s§+\s?[\d\w()]+)?,\s(?:§+\s?[\d\w()]+,\s)?{_CODE}"
)
_CODED = re.compile(_CODE)
_CONSTITUTION = re.compile(r"(?P<title>(?:[A-Z][\w.]*\s){1,3}C(?:onst|ONST)\.)\s(?:art|amend|pmbl|§)")
# "Restatement (Third) of the Law of Ports § 203 cmt. a (Am. L. Inst. 1987)", "H.R. Rep. No. 94-1487, at 7 (1976)", "Exec. Order No. 13,857, 84 Fed. Reg. 509 (Jan. 25, 2019)"
_AMERICAN_PAPER = re.compile(
    rf"(?P<title>(?:Restatement|RESTATEMENT) \([^()]+\) [oO][fF] [^§()\d]{{4,90}}?(?=,? §)|(?:H\.R\.|S\.|Sen\.|H\.) (?:Rep|Doc|Exec\. Doc|Res|Con\. Res|J\. Res)\. (?:No\. )?\d[\d-]*"
    rf"|(?:Exec\. Order|Proclamation) No\. \d[\d,]*\d)(?:[^()]*?, at (?P<pin>{_NUMBER}))?[^()]*(?:\([a-z]\)[^()]*)*\([^()]*?(?P<year>{_YEAR})\)"
)
_YEAR_BRACKET = re.compile(rf"\((?:[^()]*?\s)?(?P<year>{_YEAR})\)")
_OF_YEAR = re.compile(rf"\sof\s(?P<year>{_YEAR})$")


# "HC Deb 12 May 1950, vol 478, col 38"; "House of Commons Debates, 5th ser., vol. 478, col. 38 (12 May 1950)"
_DEBATE = re.compile(
    rf"(?P<title>(?:Hansard|H[CL] Deb|Parl\. Deb\.|Parliamentary Debates|House of (?:Commons|Lords) Debates)(?:\s\d{{1,2}}\s\w{{3,9}}\s{_YEAR})?)(?=,|\s\d)"
)


# "Charter of the United Nations, art 2(4)"; "UN Charter art. 51"
_UNDATED = re.compile(
    r"(?P<title>[A-Z][^,()\[\]\d]{4,90}?),?\s(?:[Aa]rts?|[Aa]rticles?|§+)\.?\s?\d[\d\w(),–¶\s-]{0,30}"
)


def _law(text: str) -> Legal | None:
    debate = _DEBATE.match(text)
    if debate is not None:
        day = edtf_of(text)
        return Legal("instrument", debate["title"], day[:4] if day is not None else None)
    undated = _UNDATED.fullmatch(text)
    if undated is not None and _named_instrument().search(undated["title"]) and undated["title"].split()[0] != "The":
        return Legal("instrument", undated["title"], None)
    paper = _AMERICAN_PAPER.match(text)
    if paper is not None:
        return Legal("instrument", paper["title"].strip(), paper["year"], paper["pin"])
    british = _BRITISH.match(text)
    if british is not None:
        return Legal("instrument", british["title"], british["year"])
    found = _AMERICAN_ACT.match(text) or _CONSTITUTION.match(text)
    coded = _CODED.match(text)
    if found is None and coded is None:
        return None
    title = found["title"].strip() if found is not None else text[: coded.end()] if coded is not None else ""
    year = _YEAR_BRACKET.search(text) or _OF_YEAR.search(title)
    return Legal("instrument", title, year["year"] if year is not None else None)


# --- articles --------------------------------------------------------------------------------------------------------

# "Ann Lind, The Ports, 45 U. RICH. L. REV. 801, 815 (2011)"
_REVIEW = re.compile(
    rf"(?P<authors>[^,]{{4,120}}?),\s(?P<title>.{{3,300}}),\s(?P<volume>\d{{1,4}})\s(?P<journal>[A-Z][\w.'’&:-]*(?:\s[\w.'’&:-]+){{0,8}})\s(?P<first>\d{{1,5}})"
    rf"(?:,\s(?P<pin>{_NUMBER})(?:\s?n\.\s?\d+)?(?:,\s{_NUMBER})*)?\s\((?:[A-Z][a-z]+\.?\s)?(?P<year>{_YEAR})\)"
)


# "THE FEDERALIST NO. 10, at 77 (James Madison) (Clinton Rossiter ed., 1961)"
_EDITED = re.compile(
    rf"(?P<title>[A-Z][^,()]{{4,120}}),\sat\s(?P<pin>{_NUMBER})\s(?:\([^()\d]+\)\s)?\([^()]*?\seds?\.,?\s(?:\d\w+\sed\.\s)?(?P<year>{_YEAR})\)"
)


def _article(text: str) -> Legal | None:
    edited = _EDITED.match(text)
    if edited is not None:
        return Legal("article", edited["title"], edited["year"], edited["pin"])
    found = _REVIEW.match(text)
    if found is None or not is_name(found["authors"]):
        return None
    return Legal("article", found["title"], found["year"], found["pin"], found["first"], None, found["authors"], found["journal"])  # fmt: skip
