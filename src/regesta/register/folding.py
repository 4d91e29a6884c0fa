"""Letters without marks or case, so that "Ses" finds "Səs" and "israil" finds "İsrail"."""

from __future__ import annotations

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
