"""The historical present of chronicles: "15 July 2016: Minister Lind travels to Lima and meets President Vega"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from regesta.acts.lexicon import lexicon
from regesta.model import Token

_SUBJECTS = frozenset({"<S>", "<P>", "<O>", "<I>", "he", "she", "they", "it"})
_NAMES = frozenset({"<S>", "<P>", "<O>", "<I>", "<L>"})
_PREPOSITIONS = frozenset("against at between by for from in of on to toward towards under with".split())
_AUXILIARIES = frozenset({"be:s", "have:s", "do:s"})
_MARKS = frozenset({":", "-", "–", "—", "<D>"})
_PLURALS = frozenset({"both", "they", "two", "talks", "forces"})  # whose norm is that of their plural
# what stands behind a verb, and not behind the first part of a compound noun
_BEHIND_VERB = frozenset(
    "the a an its their his her in on at to into over with from down up out off that . ; ,".split()
)


def told_in_past(text: str, tokens: Sequence[Token], qualifies: Callable[[Token], bool]) -> tuple[Token, ...]:
    """A sentence's tokens with its verbs in the present as their past forms, which are those that the rules know.

    Only right behind a subject, or behind "and" and a verb so read: elsewhere a form in -s may be a noun, as it is behind a
    state that `qualifies` it ("Danish ships"). A line that its date opens tells more sorts of subjects (`_Line`). A sentence
    with a verb in the past is told in the past. To be asked of sentences with a date only; an office or a state of things
    is told in the present too. `text` is what the tokens' offsets (code points) point into. Source: any English grammar.
    """
    if any(_is_past(text, tokens, at) for at in range(len(tokens))):
        return tuple(tokens)
    head = _head(tokens)
    read = list(tokens)
    begun = False
    for at, token in enumerate(tokens):
        if at == 0 or token.norm in _AUXILIARIES:
            continue
        before = tokens[at - 1].norm
        if token.norm.endswith(":s"):
            governed = at > 1 and tokens[at - 2].norm in _PREPOSITIONS  # "the treaty with Peru bans ..."
            subject = before in _SUBJECTS and not governed and not (before == "<S>" and qualifies(tokens[at - 1]))
            told = subject or (before == "and" and begun) or (head is not None and _is_told_of_one(tokens, head, at))
        else:
            told = head is not None and token.norm.endswith(":base") and _is_told_of_many(text, tokens, head, at)
        if told:
            read[at] = Token(token.start, token.end, _past(token.norm.partition(":")[0]), token.index)
            begun = True
    return tuple(read) if begun else tuple(tokens)


def _is_past(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb tells its sentence in the past, as the participle of "is recalled" does not."""
    norm = tokens[at].norm
    if norm.endswith(":past"):
        return True
    if norm == "be:s":
        return text[tokens[at].start : tokens[at].end].lower() in ("was", "were")
    if not norm.endswith(":ed"):
        return False
    return not any(token.norm.startswith("be:") for token in tokens[max(0, at - 3) : at])


def _head(tokens: Sequence[Token]) -> int | None:
    """Where the words of a line begin that a date opens ("5 May – Talks open"): behind the date and its mark, or with the line
    where the date stands apart from it; None of any other sentence."""
    at = next((at for at, token in enumerate(tokens[:4]) if token.norm == "<D>"), None)
    if at is None:
        return None if any(token.norm == "<D>" for token in tokens) else 0
    if any(token.norm.isalpha() for token in tokens[:at]) or at + 2 >= len(tokens):
        return None
    if tokens[at + 1].norm in _MARKS:
        return at + 2
    return at + 1 if tokens[at + 1].start - tokens[at].end > 1 else None  # in columns, by blanks


def _is_told_of_one(tokens: Sequence[Token], head: int, at: int) -> bool:
    """Whether a form in -s is the verb of its line: behind a place that stands for a government, behind the first noun of
    the line ("The third round breaks down"), or behind what is inserted after a name ("Lind, the envoy, meets ...")."""
    subject = [token.norm for token in tokens[head:at]]
    if not subject or any(norm in _AUXILIARIES or norm.endswith(":s") for norm in subject):
        return False
    if subject == ["<L>"] or subject in (["<P>", ","], ["<O>", ","]):
        return True  # a person with what is told of them behind a comma ("Lind, chairman of the board, calls on ...")
    if subject[-1] == "," and subject.count(",") > 1 and subject.index(",") < 4:
        return subject[subject.index(",") - 1] in _NAMES
    if subject[-1] in _NAMES or not subject[-1].isalpha() or _is_followed_by_noun(tokens, at):
        return False
    return len(subject) <= 5 and subject[0] in {"the", "a", "an", "<S>"} and _PREPOSITIONS.isdisjoint(subject)


def _is_told_of_many(text: str, tokens: Sequence[Token], head: int, at: int) -> bool:
    """Whether a base form is the verb of its line: behind two names or a noun in the plural."""
    subject = [token.norm for token in tokens[head:at]]
    if not subject or _is_followed_by_noun(tokens, at):
        return False
    if any(norm in _AUXILIARIES or norm == "to" or norm.endswith((":s", ":base")) for norm in subject):
        return False
    last = tokens[at - 1]
    if last.norm in _NAMES or text[last.start].isupper():
        joined = head + subject.index("and") if "and" in subject else head
        return any(text[token.start].isupper() for token in tokens[head:joined])
    plural = text[last.start : last.end].lower() == last.norm + "s" or last.norm in _PLURALS
    return plural and last.norm.isalpha()


def _is_followed_by_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether what looks like a verb is rather the first part of a compound ("the countries' trade ministers")."""
    if at + 1 >= len(tokens):
        return False
    norm = tokens[at + 1].norm
    return norm not in _BEHIND_VERB and not norm.startswith("<") and not norm.endswith(":ing")


@cache
def _irregular() -> frozenset[str]:
    return frozenset(norm for norm in lexicon().forms.values() if norm.endswith(":past"))


def _past(lemma: str) -> str:
    """The norm of a verb's past form: "meet:ed", "break:past"."""
    return f"{lemma}:past" if f"{lemma}:past" in _irregular() else f"{lemma}:ed"
