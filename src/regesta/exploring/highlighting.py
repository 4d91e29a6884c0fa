"""Where the words of a search stand in a text, in any script, marks and case aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regesta.register.folding import folded, spaced, terms_of

_WORD = re.compile(r"\w+")


def highlighted(text: str, words: str) -> list[tuple[str, bool]]:
    """The text cut into runs, each with whether it is a word of the search. Joined, the runs are the text."""
    terms = terms_of(words)
    if not terms:
        return [(text, False)]
    runs: list[tuple[str, bool]] = []
    at = 0
    for start, end in _hits(text, terms):
        if start < at:
            continue
        if at < start:
            runs.append((text[at:start], False))
        runs.append((text[start:end], True))
        at = end
    if at < len(text):
        runs.append((text[at:], False))
    return runs


def _hits(text: str, terms: list[str]) -> Iterator[tuple[int, int]]:
    """The spans of words that begin with a term, as the index finds them: short terms only whole, signs anywhere."""
    bare = [term.replace(" ", "") for term in terms if " " in term or spaced(term) != term]
    plain = [term for term in terms if term.replace(" ", "") not in bare]
    for word in _WORD.finditer(text):
        shape = folded(word.group())
        if any(shape.startswith(term) if len(term) > 2 else shape == term for term in plain):
            yield word.span()
            continue
        found = [
            (word.start() + shape.index(term), word.start() + shape.index(term) + len(term))
            for term in bare
            if term in shape and len(shape) == len(word.group())
        ]
        yield from sorted(found)
