"""The language of a title, told by its letters; None where they do not tell."""

from __future__ import annotations

import re

# letters that only one of the languages of our word lists writes with; the first that is met decides
_LETTERS = (
    ("az", re.compile(r"[əƏ](?=[a-zçğıöşüA-ZÇĞİÖŞÜ]|\b)|[a-zçğıöşü][əƏ]")),
    ("uk", re.compile(r"[їєґЇЄҐ]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("ka", re.compile(r"[\u10d0-\u10ff]")),
    ("hy", re.compile(r"[\u0561-\u0587]")),
    ("el", re.compile(r"[α-ωά-ώ]")),
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("fa", re.compile(r"[پچژگکی]")),
    ("ar", re.compile(r"[\u0621-\u064a]")),
    ("ru", re.compile(r"[ыэъЫЭЪ]|[А-Яа-я]{3,}")),
)
# small words that only one of the languages in Latin letters has
_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and in for to from on with between its how what toward towards",
        "de": "der die das und im des von zur zum ein eine zwischen über für auf den dem",
        "fr": "le les la des du et dans une sur pour au aux entre",
        "es": "el los las y en una del por para entre",
        "pt": "o os uma da do das dos e em no na entre pela",
        "it": "il gli della nella dei delle tra e di nel dal",
        "tr": "ve ile için üzerine bir olarak arasında arasındaki ilişkiler ilişkileri dış politikası türkiye",
        "az": "və ilə üçün haqqında münasibətləri siyasəti",
    }.items()
}


_WORD = re.compile(r"[^\W\d_]+")


def language_of(title: str) -> str | None:
    """ISO 639-1 code of a title's language; None where two languages fit or none does."""
    if not title:
        return None
    for code, letters in _LETTERS:
        if letters.search(title) is not None:
            return code
    words = _WORD.findall(title.lower())
    hits = {code: sum(word in known for word in words) for code, known in _WORDS.items()}
    best = max(hits.values())
    found = [code for code, count in hits.items() if count == best]
    return found[0] if best >= 1 and len(found) == 1 else None
