"""Phrases of a word list in a run of words: one look-up a word, however long the list.

A phrase is words with a space between, in lower case. A trailing * stands for any ending, "..." for up to three words of
any kind. A longer phrase wins over a shorter one that begins at the same word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
_FORMS = 65_536  # distinct words whose phrases are remembered
_GAP = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that must follow a first one, and what the whole is listed under.

    `second` is the word that must come next, "" where any may: most phrases are told apart by it.
    """

    label: str
    behind: tuple[str, ...]
    second: str = ""


Book = Callable[[str], tuple[Phrase, ...]]


def book_of(lists: Mapping[str, Iterable[str]]) -> Book:
    """A look-up: the phrases that a word (lower case) may begin, the longest first. `lists`: the phrases by label."""
    whole: dict[str, list[Phrase]] = {}
    begun: dict[str, list[Phrase]] = {}
    for label, phrases in lists.items():
        for phrase in phrases:
            first, *behind = phrase.split()
            rows = begun if first.endswith("*") else whole
            second = behind[0] if behind and not behind[0].endswith(("*", "...")) else ""
            rows.setdefault(first.rstrip("*"), []).append(Phrase(label, tuple(behind), second))

    @lru_cache(maxsize=_FORMS)
    def opened_by(word: str) -> tuple[Phrase, ...]:
        found = list(whole.get(word, ()))
        for end in range(2, len(word) + 1):
            found += begun.get(word[:end], ())
        return tuple(sorted(found, key=lambda phrase: -len(phrase.behind)))

    return opened_by


def end_of(phrase: Phrase, words: Sequence[str], at: int) -> int | None:
    """Where the phrase that begins at `words[at]` ends (the word behind its last), None where it does not stand there."""
    step = at + 1
    if phrase.second and (step >= len(words) or words[step] != phrase.second):
        return None
    gap = 0
    for form in phrase.behind:
        if form == "...":
            gap = _GAP
            continue
        last = min(len(words), step + gap + 1)
        met = next((place for place in range(step, last) if _fits(form, words[place])), None)
        if met is None:
            return None
        step, gap = met + 1, 0
    return step


def _fits(form: str, word: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form
