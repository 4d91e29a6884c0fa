"""A thing that a document names in two places, and dates in one: a treaty, a programme, a bridge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.checking.case import Case
from regesta.checking.mentioned import dates_in, in_body
from regesta.model import DateMention

_TREATY = re.compile(
    r"(?:treat(?:y|ies)|peace|agreements?|accords?|pacts?|conventions?|declarations?|protocols?|communiqu[eé]s?|memorand(?:um|a)|armistice)"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    """the and its their his her this that first signing signature conclusion establishment beginning start between for from new two both
    states countries republic day official diplomatic relations ties adoption entry force into which with was were had has been after before
    begun began started opened founded""".split()
)
STEM = 6  # letters by which two words are the same: neighbourly, neighbourship


def is_instrument(words: str) -> bool:
    """Whether words tell of a treaty, an agreement or the like."""
    return _TREATY.search(words.lower()) is not None


def stems(words: str) -> frozenset[str]:
    """The words that tell something, by their beginnings; all names of an instrument are one."""
    kept = [word for word in _WORD.findall(words.lower()) if word not in _EMPTY]
    return frozenset("treaty" if _TREATY.fullmatch(word) else word[:STEM] for word in kept)


def dates_of(case: Case, name: str, home: int) -> Iterator[DateMention]:
    """The dates of sentences that name a thing by all of its words, two at least, and tell no other date.

    `home` is the start of the sentence that asks, which is passed over.
    """
    wanted = stems(name)
    if len(wanted) < 2:
        return
    for sentence in case.document.sentences:
        if sentence.start == home or not in_body(case, sentence.start):
            continue
        if wanted <= stems(case.document.text[sentence.start : sentence.end]):
            dates = [one for one in dates_in(case, sentence.start, sentence.end) if one.when.edtf is not None]
            if len(dates) == 1:
                yield dates[0]
