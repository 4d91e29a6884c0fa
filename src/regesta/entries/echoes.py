"""Who did the same on another date, told without the act: "as did Canada in 1951", "Denmark did so on 8 June"; and what was
asked for and then done: "asked Congress to declare war, which it did on 6 April"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.entries.ids import with_id
from regesta.model import DateMention, Entry, Names, Token

_CUES = frozenset({"do:past", "follow:ed", "follow:ing"})
# acts that another state can do as the first one did
_SHARED = frozenset(
    [
        "independence", "recognition", "relations_established", "relations_severed", "relations_resumed", "mission_opened",
        "mission_closed", "mission_raised", "mission_moved", "recall", "agreement", "sanction_imposed", "sanction_lifted",
        "war", "other",
    ]
)  # fmt: skip
_BEFORE_DATE = frozenset({"in", "on", ",", "too", "again", "later"})
_JOINS = frozenset({"<S>", "and", ",", "the", "both"})

Told = list[tuple[Entry, int | None]]  # entries, each with the date mention it uses


def echoed(
    text: str, tokens: Sequence[Token], dates: Sequence[DateMention], names: Names, told: Told, last: Entry | None
) -> Told:
    """The entries of those who did the same as somebody of this sentence (`told`), or of the sentence before (`last`)."""
    found: Told = []
    if not told and last is None:
        return found
    found += _as_asked(text, tokens, dates, told, last)
    for first, date in _echoes(tokens):
        index = tokens[date].index
        start, end = tokens[first].start, tokens[date].end
        before = [entry for entry, used in told if used is not None and entry.start < start and _can_be_shared(entry)]
        shared = last if last is not None and _can_be_shared(last) else None
        model = before[-1] if before else shared if first <= 1 and not told else None
        if model is None or dates[index].when.edtf is None or any(used == index for _, used in (*told, *found)):
            continue
        doers = [names.states[token.index].code for token in tokens[first:date] if token.norm == "<S>"]
        entry = replace(
            model,
            when=dates[index].when,
            states=tuple(dict.fromkeys((*doers, *model.states[1:]))),
            people=(),
            start=start,
            end=end,
            quote=text[start:end],
            confidence=0.7,
            why=f"another did the same: the words of rule {model.rule} are told before",
        )
        found.append((with_id(entry), index))
    return found


def _as_asked(
    text: str, tokens: Sequence[Token], dates: Sequence[DateMention], told: Told, last: Entry | None
) -> Iterator[tuple[Entry, int]]:
    """The entry of what was only asked for or meant before, and was done on a date: "The Senate did so on 6 April"."""
    for at in range(1, len(tokens) - 2):
        if tokens[at].norm != "do:past" or tokens[at - 1].norm not in _DOERS:
            continue
        behind = at + 1 + (tokens[at + 1].norm in {"so", "just"})
        relative = at > 1 and tokens[at - 2].norm in {"which", "something"}
        if behind == at + 1 and not relative:
            continue
        date = next((step for step in range(behind, min(behind + 3, len(tokens))) if tokens[step].norm == "<D>"), None)
        if date is None or any(token.norm not in _BEFORE_DATE for token in tokens[behind:date]):
            continue
        meant = [entry for entry, _ in told if entry.start < tokens[at].start and _is_meant(entry)]
        model = meant[-1] if meant else last if at <= 3 and not told else None
        index = tokens[date].index
        if model is None or not _is_meant(model) or dates[index].when.edtf is None:
            continue
        start, end = tokens[at - 2 if relative else at - 1].start, tokens[date].end
        done = replace(
            model,
            modality="asserted",
            when=dates[index].when,
            start=start,
            end=end,
            quote=text[start:end],
            confidence=0.7,
            why=f"what was asked for was done: the words of rule {model.rule} are told before",
        )
        yield with_id(done), index


_DOERS = frozenset("and <I> <S> <P> <O> congress parliament senate assembly council government it they he".split())


def _is_meant(entry: Entry) -> bool:
    return entry.act in _SHARED and entry.modality in {"hypothetical", "planned"}


def last_shared(told: Told) -> Entry | None:
    """The act of a sentence that the next one may say another did as well, or was then done."""
    return next(
        (entry for entry, used in reversed(told) if _is_meant(entry) or (used is not None and _can_be_shared(entry))),
        None,
    )


def _can_be_shared(entry: Entry) -> bool:
    return entry.act in _SHARED and entry.modality == "asserted"


def _echoes(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """For each other state that did the same: the token that opens its words, and that of its date."""
    for at, token in enumerate(tokens):
        if token.norm not in _CUES or not 0 < at < len(tokens) - 2:
            continue
        first = at
        if tokens[at - 1].norm == "as":
            first, behind = at - 1, at + 1
            while behind < len(tokens) and tokens[behind].norm in _JOINS:
                behind += 1
        elif tokens[at - 1].norm == "<S>":
            while first > 0 and tokens[first - 1].norm in _JOINS:
                first -= 1
            while tokens[first].norm in {",", "and"}:
                first += 1
            behind = at + 1
            same = tokens[behind].norm in {"so", "likewise"} if token.norm == "do:past" else True
            if not same:
                continue
            behind += tokens[behind].norm in {"so", "likewise", "suit"}
        else:
            continue
        date = next((step for step in range(behind, min(behind + 3, len(tokens))) if tokens[step].norm == "<D>"), None)
        if date is None or not any(name.norm == "<S>" for name in tokens[first:date]):
            continue
        if all(between.norm in _BEFORE_DATE for between in tokens[behind:date]):
            yield first, date
