"""One sentence as the grammars of this room see it: its tokens, and what is already known of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from regesta.names.words import Words


@dataclass(frozen=True, slots=True)
class Mark:
    """Tokens [first, last) that name a state, place, institution, or nothing.

    `code` is the state's, or that of the state it lies in; `head` is the token a state's own name begins with, after
    "the Republic of".
    """

    first: int
    last: int
    kind: str
    code: str
    form: str
    head: int


@dataclass(slots=True)
class Scene:
    """The tokens [first, last) of a text, and their marks by first and by last token.

    `capitals` are those that begin with a capital letter, `openers` those an office may begin with: most others need no look.
    """

    words: Words
    lower: list[str]
    first: int
    last: int
    capitals: list[int]
    openers: list[int]
    by_first: dict[int, Mark] = field(default_factory=dict)
    by_last: dict[int, Mark] = field(default_factory=dict)

    def put(self, mark: Mark) -> None:
        self.by_first[mark.first] = mark
        self.by_last[mark.last] = mark

    def drop(self, mark: Mark) -> None:
        self.by_first.pop(mark.first, None)
        self.by_last.pop(mark.last, None)

    def mark_at(self, index: int) -> Mark | None:
        return self.by_first.get(index) if index < self.last else None

    def mark_before(self, index: int) -> Mark | None:
        return self.by_last.get(index)
