"""Letters without marks or case, so that "Ses" finds "Səs" and "israil" finds "İsrail"."""

from __future__ import annotations

import re
import unicodedata

# letters that Unicode does not take apart into a base and a mark
_LETTERS = str.maketrans(
    {"ə": "e", "Ə": "e", "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "æ": "ae",
     "Æ": "ae", "œ": "oe", "Œ": "oe", "ħ": "h", "ʻ": "", "ʼ": "", "’": "'", "‘": "'"}
)  # fmt: skip


def folded(text: str) -> str:
    """The text in lower case, without marks; other scripts keep their letters."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).casefold()


# scripts that set no space between words: every sign is taken for a word of its own
_UNSPACED = re.compile(
    "([\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
)


def spaced(text: str) -> str:
    """The text with spaces around the signs of scripts that have none between words, so that a part of a run is found."""
    return _UNSPACED.sub(r" \1 ", text)


def terms_of(words: str) -> list[str]:
    """What a user's words look for: each a folded word, or a run of signs in order with spaces between them."""
    terms = folded(words).replace('"', " ").replace("\0", " ").split()
    return [" ".join(spaced(term).split()) for term in terms if any(ch.isalnum() for ch in term)]
