"""A quotation in its sentence, and what its words look like."""

from __future__ import annotations

from typing import NamedTuple

from regesta.citations.saying import plain_list
from regesta.citations.subjects import Said, Subject, is_capital
from regesta.citations.words import citing_words

ENDS = frozenset(".!?")  # what ends a sentence
# a stretch of words and the subject met in it; no subject: a formula that says that nobody speaks
Found = tuple[Said, Subject | None]


class Around(NamedTuple):
    """A quotation in its sentence: [low, start) is the sentence before it, [end, high) what follows it; `inner` the words."""

    text: str
    low: int
    start: int
    end: int
    high: int
    inner: str
    language: str


def is_term(around: Around) -> bool:
    """Whether the words are one or two and no sentence, as a doubted word is."""
    inner = around.inner.strip()
    return len(inner.split()) <= 2 and inner[-1:] not in ENDS


def is_title(around: Around) -> bool:
    """Whether the words are all capitalised but for small ones, as a title or a name is, and end without a stop."""
    small = citing_words("inner") | plain_list(around.language, "determiners") | plain_list(around.language, "links")
    words = [word for word in around.inner.split() if word[:1].isalpha() and word.lower() not in small]
    return len(words) > 1 and all(is_capital(word) for word in words) and around.inner.strip()[-1:] not in ENDS | {","}
