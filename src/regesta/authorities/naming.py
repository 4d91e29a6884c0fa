"""How a person's name is folded, so that spellings meet: marks, case and points aside."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

# what stands before or after a name and is no part of it
_TITLES = frozenset(
    """dr mr mrs ms sir dame lord lady prof professor general gen marshal admiral adm colonel col sheikh shaikh prince
    princess king queen emperor hon jr sr ii iii iv reverend rev""".split()
)  # fmt: skip
_MARKS = re.compile(r"[’'`\u02bc.]")
_INITIAL = re.compile(r"\b([a-z])\.")
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """A name in lower-case ASCII words, joined by spaces: "Moshe Ya'alon" is "moshe yaalon", "Əliyev" is "aliyev".

    Titles and numerals of rank are left out where a name remains without them.
    """
    text = anyascii(name.replace("ə", "a").replace("Ə", "a")).lower()
    text = _MARKS.sub("", _INITIAL.sub(r"\1 ", text))
    words = _WORD.findall(text)
    kept = [word for word in words if word not in _TITLES]
    return " ".join(kept or words)


# spellings of one sound that transliterations into Latin letters share
_SOUNDS = (
    ("ph", "f"), ("kh", "h"), ("gh", "g"), ("ou", "u"), ("w", "v"), ("q", "g"), ("y", "i"), ("ts", "c"), ("tz", "c"),
    ("z", "s"),
)  # fmt: skip


@lru_cache(maxsize=16384)
def sound_of(word: str) -> str:
    """A folded word with spellings of one sound made one: ph/f, kh/h, y/i, w/v, q/g; doubled letters are one."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])
