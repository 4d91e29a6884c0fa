"""Wordings that say what they are wherever they stand in a reference: "2nd rev. edn", "8 vols.", "(J. Lind, trans.)".

They are too rare for the tagger to learn from some twelve hundred references, and a reader knows them. Each gives its words a
label, towards which the tagger is pulled; some say only what they are not. Sources: Chicago Manual of Style 14 (editions,
volumes, editors and translators, theses, special issues, works to appear, undated works), APA 10 (media and genres in square
brackets, reprints, manuscripts in preparation, personal communications), MLA (directors and producers, days of access before an
address), ISO 690, TS ISO 690, DIN 1505 and GOST 7.1 (Turkish, French, German and Russian forms), the postal abbreviations of
states, NBR 6023 (towns and days in Brazil). Which of them help was told by cross-validation within the training part of the labelled references.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

# a name's words; one or two names in full
_NAME = r"(?:[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)*|[A-ZÀ-Þ][\w’'-]+|van|von|de|der|du|la)"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,3}}(?:,? (?:and|und|et|&|y) {_NAME}(?: {_NAME}){{1,3}})?"
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
_SHORT_MONTH = rf"(?:{'|'.join((*_MONTHS, *_SHORT_MONTHS))})"
_SIGNS_OF_MONTHS = "|".join(f"{month.lower()}." for month in (*_MONTHS, *_SHORT_MONTHS))
# NBR 6023: a town behind a periodical's title or before a day ("Porto Alegre, v. 15", "Brasília, 26 jul. 2009")
_ABNT = "jan fev mar abr maio jun jul ago set out nov dez".split()
_SIGNS_OF_ABNT = "|".join(f" {month}{'' if month == 'maio' else '.'} " for month in _ABNT)
_DAY_ABNT = rf"\d{{1,2}}º? (?:{'|'.join(_ABNT)})\.? \d{{4}}"
_TOWN = r"(?!(?:New|Nova|Nueva|Neue|Second|Third) (?:S[eé]ri|Epoca|Folge))[A-ZÀ-Þ][\w’'-]+(?: (?:d[aeo]s? |del? |la )?[A-ZÀ-Þ][\w’'-]+){0,2}"
_STATE = (
    "(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|"
    "SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|UK|USA|VIC|NSW|QLD)"
)
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th|[ªº]|ème|\.)?|(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|new|revised|"
    r"rev\.|expanded|enlarged|illustrated))"
)
_MORE = r"(?:,? (?:rev\.|(?i:revised|and|&|enlarged|expanded|updated|illustrated|augmented))){0,4}"
_ROMAN = r"(?:\d+|[IVXL]+\b)"
# GOST 7.1: the authors, then the title up to what it stands in, or to the one that answers for it
_GOST_NAMES = r"(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?,? [А-ЯЁ]\.(?: ?[А-ЯЁ]\.)?,? ?){1,4}"
PULL = 10.0  # what a wording weighs; cross-validated, 3 errs more, and a thousand, which nothing outweighs, no less
_OPEN, _END = r"[\[(]?", r"[^\w\s]*"  # the marks before a wording and behind it

# a label; in small letters what one such wording or the other holds; the wording, or the part of it that is meant, in brackets
_WORDINGS = (
    ("author", ". in: ", rf"^(?:\d+\. )?({_GOST_NAMES})(?=[А-ЯЁ«A-Z])"),
    ("title", ". in: ", rf"^(?:\d+\. )?{_GOST_NAMES}([А-ЯЁ«A-Z].{{8,250}}?\.)(?= ?In: )"),
    ("url", "http|www.", r"https?://\S+|www\.\S+"),
    ("doi", "doi", r"[\[(]?(?<![\w./])(?i:doi)[:>]? ?\S*\d\S*"),
    ("location", ":", rf"(?<=[.,;:)] )[\[(]?[A-Z][a-zé]+(?: [A-Z][a-z]+){{0,2}},? \(?{_STATE}\b\)?:"),
    ("location", ", v|, ano|, n.", rf"(?<=, )({_TOWN},)(?= (?:v\.|ano|n\.) ?\d)"),
    ("journal", ", v|, ano|, n.", rf"(?<=[.?!] )([A-ZÀ-Þ][^.,:]{{3,80}},)(?= {_TOWN}, (?:v\.|ano|n\.) ?\d)"),
    ("journal", _SIGNS_OF_ABNT, rf"(?<=[.?!] )([A-ZÀ-Þ][^.,:]{{3,80}},)(?= {_TOWN}, {_DAY_ABNT}, p)"),
    ("location", _SIGNS_OF_ABNT, rf"(?<=[.,] )({_TOWN},)(?= {_DAY_ABNT}, p)"),
    ("location", ": [s", rf"(?<=\. )({_TOWN}:)(?= \[s\. ?n\.\])"),
    ("date", _SIGNS_OF_ABNT, rf"\b{_DAY_ABNT}{_END}"),
    ("location", "washington", rf"{_OPEN}\bWashington,? D\. ?C\b\.?{_END}"),
    ("volume", "°|nr|№", rf"{_OPEN}\b(?i:n°|nr\.?) ?\d+{_END}|№ ?\d+{_END}"),
    ("volume", "vol", rf"{_OPEN}\b\d{{1,3}} (?i:vols?)\b{_END}"),
    ("volume", "vol", rf"{_OPEN}\b(?i:vols?)\b\.? {_ROMAN}(?:(?:[-–]| and | & ){_ROMAN})?{_END}"),
    ("volume", "vol", r"(?<=, )(?:Part|Teil|Bd\.) (?:[IVX]+|\d+),(?= [Vv]ol)"),
    ("collection-title", "vol", r"\b[Vv]ol(?:ume|\.) \d+,? (of [A-Z][\w. -]+?,)"),
    ("collection-title", "series", r"(?<=[.,] )((?:[A-Z][\w-]+ ){1,5}Series\b[^.,]*[.,])"),
    (
        "collection-title",
        "reihe|series|stud|text",
        r"\((?:Schriftenreihe|(?:[A-Z][\w-]* ){1,5}(?:Series|Studien|Texte|Studies))\b[^)]{0,80}\)[.,]?",
    ),
    ("genre", "personal|exhibit|television|policy", rf"{_OPEN}\b(?i:personal communication|exhibition catalogue|television program|policy brief)\b{_END}"),
    ("genre", "patent", rf"\b(?i:U\.?S\.? patent (?:no\.? )?\d[\d, ]*\d){_END}"),
    ("genre", "motion", r"\[(?i:motion picture)\][.,]?"),
    ("medium", "dvd|video|film|cd", r"\[(?i:dvd|video|film|cd)\][.,]?|(?<=[.,] )(?i:dvd)[.,]"),
    ("note", "unpublished", rf"{_OPEN}(?i:unpublished (?:doctoral |doctor's )?(?:dissertation|manuscript)){_END}"),
    ("note", "special issue", rf"{_OPEN}\b(?i:special issue)\b[^,.;(\d]*[,.]?"),
    ("note", "submitted|press|appear", rf"{_OPEN}\b(?i:submitted|in press|to appear)\b{_END}(?= |$)"),
    ("note", "pubmed", rf"\[(?i:pubmed)\]{_END}"),
    ("note", "available|retrieved|disponible", rf"{_OPEN}\b(?i:available(?: online)?(?: at| from)?|retrieved from|disponible sur):?{_END}(?= <?(?:http|www))"),
    ("note", "arxiv|hep-", rf"\[?(?i:(?:preprint,? )?arxiv\b[\w: ]{{0,20}}?[\d./-]+(?:v\d)?|hep-?(?:th|ph)/\d+){_END}"),
    ("note", "mimeo", r"\((?i:mimeo(?:graph(?:ed)?)?)\)[.,]?"),
    ("note", "reprinted", r"\b(?i:(?:as )?reprinted (?:in|from)) [A-Z].*$"),
    ("note", "<http", rf"\b\d{{1,2}} {_SHORT_MONTH}\.? \d{{4}},? (?=<http)"),
    ("date", "(i. ", rf"\(i\. ?(?:E|Dr|V)\.\){_END}"),
    ("date", "forthcoming|preparation|press", rf"\((?:forthcoming|in preparation|in press)\){_END}"),
    ("date", _SIGNS_OF_MONTHS, rf"\b\d{{1,2}} {_SHORT_MONTH}\.(?= Online| Available|$)"),
    ("date", "n.d.|n. d.|s.d.|s. d.", rf"{_OPEN}\b(?:n\. ?d\.|s\. ?d\.){_END}"),
    ("date", "(", rf"\((?:\d{{1,2}} )?{_MONTH}(?:[ ,/\d]|[A-Z][a-z]+)*\){_END}"),
    ("edition", "reprint|revised|expanded", rf"{_OPEN}\b(?i:reprint|revised|expanded)\b(?:(?i:,| and| &)+ (?i:illustrated|expanded|enlarged|revised)){{0,3}}(?: edition)?[.)],?(?= |$)"),
    ("edition", "edn|edition|aufl|éd.|edic|ediz|baskı|ed.", rf"{_OPEN}\b{_ORDINAL}{_MORE},? (?:(?i:edn|edition|aufl|auflage|éd|edición|edizione|baskı)\b\.?|[eE]d\.)[\]),.:]*"),
    ("translator", "trans|übers|tradu|çev", rf"(?<!and )[\[(]?\b(?:[Tt]ranslated (?:from \w+ )?by|[Tt]rans\. by|[Üü]bersetzt von|[Tt]raduit par|[Çç]ev\.) {_NAMES}{_END}"),
    ("translator", "trans.", rf"(?<=[.,”’\")] )\(?[Tt]rans\. {_NAME}(?: [A-Z]\.){{0,3}} [A-Z][\w’'-]+{_END}"),
    ("translator", ", trans", rf"\({_NAMES}, [Tt]rans\.?\){_END}"),
    ("translator", "(trans", rf"\b{_NAMES} \([Tt]rans\.?\){_END}"),
    ("editor", "edited by", rf"{_OPEN}\b[Ee]dited by {_NAMES}{_END}"),
    ("editor", "(ed|(hrsg|(hg", rf"\b[Ii]n:? {_NAMES},? ?\((?:[Ee]ds?\b\.?|[Ee]ditors?\b|[Hh]rsg\b\.?|[Hh]g\b\.?)\){_END}"),
    ("editor", "eds.|editor|hrsg.", r"^(?:\[\d+\] )?([^\d(“\"«:]{3,80}?,? (?:[Ee]ds\.|[Ee]ditors?|[Hh]rsg\.)[.,:]*)(?= )"),
    ("editor", " in |in ", r"\b[Ii]n [A-Z][a-zé]+(?: (?:and|&) [A-Z][a-zé]+| et al\.),?(?= [(\[\d])"),
    ("director", "dir", rf"(?<=\. )Dir[.,] {_NAME} {_NAME}\.|(?:& )?\b[A-ZÀ-Þ][\w’'-]+, (?:[A-Z]\. ?){{1,3}}\((?:Writer/)?Director\)\."),
    ("producer", "prod", rf"(?<=\. )Prod\. {_NAME} {_NAME}\.|(?:& )?\b[A-ZÀ-Þ][^()]{{3,60}}\(Producers?\)[.,]*"),
    ("publisher", "publish|verlag", r"\b(?:Publishing Company|Verlag|Publishers|Publishing Co\.)[^\w\s]*"),
    ("publisher", "dep", r"\b(?:Dept\.|Department) of [A-Z][\w ]{2,60},(?= [\w ]{0,60}University)"),
    ("pages", "page", rf"\b[Pp]ages? \d+\b{_END}"),
    ("pages", " p.| pp.", rf"(?<= )pp?\.\d+(?:[-–]\d+)?{_END}"),
    ("author", "u.s.|australia|britain", r"^(?:\[\d+\] )?((?:U\. ?S\.|Australia\.|Great Britain\.)(?: (?:[A-Z]\w+|of|the|for|and))+\.)"),
)  # fmt: skip

# the same, but of a label that the words do not have
_NEVER = (
    ("editor", ", eds. ", r"(?<=, eds\. )[A-ZÀ-Þ][^\W\d_]{3,}(?: [^\W\d_]{2,})*[.,:]"),  # the book behind its editors
    ("title", " in | in: ", r"(?<=[.,”»’\"] )[Ii]n:?(?= [A-ZÀ-Þ“«‘])"),  # what a contribution stands in
)


@dataclass(frozen=True, slots=True)
class _Wording:
    label: str
    towards: bool
    signs: tuple[str, ...]
    pattern: re.Pattern[str]


_ALL = [
    _Wording(label, wordings is _WORDINGS, tuple(signs.split("|")), re.compile(pattern))
    for wordings in (_NEVER, _WORDINGS)
    for label, signs, pattern in wordings
]


def settled(tokens: Sequence[str]) -> dict[int, tuple[str, bool]]:
    """The words whose wording says what they are: the label, and whether they have it (else they do not). Where two wordings
    meet in a word, the later one counts. Time grows with the number of words, not faster."""
    text = " ".join(tokens)
    small = text.lower()
    starts: list[int] = []
    found: dict[int, tuple[str, bool]] = {}
    for wording in _ALL:
        if not any(map(small.__contains__, wording.signs)):
            continue
        for match in wording.pattern.finditer(text):
            first, end = match.span(match.lastindex or 0)
            starts = starts or list(accumulate((len(token) + 1 for token in tokens[:-1]), initial=0))
            for at in range(bisect_right(starts, first) - 1, bisect_right(starts, end - 1)):
                found[at] = wording.label, wording.towards
    return found


def pulled(
    rows: Sequence[Sequence[float]], tokens: Sequence[str], labels: Sequence[str], unit: float
) -> list[Sequence[float]]:
    """The weights of each word's labels with those of settled words lifted or lowered; `unit` is what one weighs there."""
    changed = list(rows)
    for at, (label, towards) in settled(tokens).items():
        row = list(changed[at])
        if label not in labels:
            continue
        row[labels.index(label)] += (PULL if towards else -PULL) * unit
        changed[at] = row
    return changed
