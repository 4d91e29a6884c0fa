"""The words of a text, once, with their offsets, as the tables and grammars of this room compare them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

# Letters of every script, with combining marks and the modifier letters of transliteration (ʻokina, ʼ).
_LETTER = "A-Za-zªµºÀ-ÖØ-öø-\u0373\u0376-\u1fff\u2c00-\u2dff\u3005-\u3007\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefc"
_ABBREVIATIONS = (
    "St|Ste|Jr|Sr|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Capt|Sgt|Adm|Amb|Prof|Hon|Rev|Sen|Rep|Gov|Maj|Messrs|Mme|Mlle"  # "St." Lucia
)
# most words are plain: letters of ASCII with a space or comma behind, which no other alternative would read otherwise
_TOKEN = re.compile(
    rf"(?=\S)(?:[A-Za-z]++(?=[ ,;:)\n])|(?:[A-Z]\.)+|(?=[A-Za-z])(?i:{_ABBREVIATIONS})\.|a\.i\."
    rf"|[{_LETTER}]+(?:['’ʼ](?!s(?![{_LETTER}]))[{_LETTER}]+)*"
    rf"|['’ʼ]s(?![{_LETTER}])|\d+(?:[.,]\d+)*|\S)"
)
# "PresidentJohn Lind", where a text lost the blank between an office and a name
_GLUED = re.compile(r"\b(?:President|Ambassador|Minister|Secretary|Consul|General|King|Queen|Prince)(?=[A-Z][a-z])")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "ʻ": "'", "‘": "'"})
HYPHENS = frozenset("-‐‑–—")
POSSESSIVE = "'s"


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text. `keys` are what the tables compare: NFC, straight apostrophes; offsets are code points."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]

    def tight(self, index: int) -> bool:
        """True where no space lies between the token at `index` and the one before it."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def plain_key(word: str) -> str:
    """A word as the tables compare it: composed, with straight apostrophes."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word).translate(_APOSTROPHES)


def read_words(text: str) -> Words:
    """The tokens of `text` in order. Linear in its length."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    for glued in _GLUED.finditer(text):  # an office and a name, between which the blank was lost, are a token each
        at = bisect_left(spans, glued.span())
        if at < len(spans) and spans[at][0] == glued.start() and glued.end() < spans[at][1]:
            spans[at : at + 1] = [glued.span(), (glued.end(), spans[at][1])]
    keys = [text[start:end] for start, end in spans]
    if not text.isascii():
        keys = [key if key.isascii() else plain_key(key) for key in keys]
    return Words(text, [start for start, _ in spans], [end for _, end in spans], keys)
