"""The words of a text, once, with their offsets, as the tables and grammars of this room compare them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Letters of every script, with combining marks and the modifier letters of transliteration (ʻokina, ʼ).
_LETTER = "A-Za-zªµºÀ-ÖØ-öø-\u0373\u0376-\u1fff\u2c00-\u2dff\u3005-\u3007\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefc"
_ABBREVIATIONS = (
    "St|Ste|Jr|Sr|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Capt|Sgt|Adm|Amb|Prof|Hon|Rev|Sen|Rep|Gov|Maj|Messrs|Mme|Mlle"  # "St." Lucia
)
_TOKEN = re.compile(
    rf"(?:[A-Z]\.)+|(?i:{_ABBREVIATIONS})\.|a\.i\."
    rf"|[{_LETTER}]+(?:['’ʼ](?!s(?![{_LETTER}]))[{_LETTER}]+)*"
    rf"|['’ʼ]s(?![{_LETTER}])|\d+(?:[.,]\d+)*|\S"
)
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
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        starts.append(match.start())
        ends.append(match.end())
        keys.append(word if word.isascii() else plain_key(word))
    return Words(text, starts, ends, keys)
