"""Was it done? Words before a trigger that deny, plan or suppose what it tells."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from regesta.model import Modality

_ONLY = frozenset({"only", "just", "merely", "simply"})
_BOUNDARIES = {";", ":", "which", "who", "when", "where", "while", "although", "because", "<D>"}


def modality_at(norms: Sequence[str], first: int, last: int, nominal: bool = False) -> Modality:
    """The modality of the trigger at tokens [first, last): asserted unless a cue stands before it in its clause.

    "did not ... until DATE" asserts: the act was done on that date. An infinitive takes the modality of what governs it:
    "refused to sign", "authorized the minister to sign"; "the first to sign", "went on to sign" assert.
    """
    cues, factive, thoughts = _cues()
    if nominal and norms[first] in {"in", "by", "with"} and norms[first - 1] not in {"not", "never"}:
        return "asserted"  # "proposed in a declaration": the paper that says it was made
    if nominal and _came_about(norms, last):
        return "asserted"  # "negotiated the recognition of Peru, which occurred on DATE"
    if nominal:  # a noun has the modality of the words that govern it, not of its clause: "sought recognition"
        before = [norm.partition(":")[0] for norm in norms[max(0, first - 3) : first] if norm not in {"not", "never"}]
        return next((cues[word] for word in reversed(before) if word in cues), "asserted")
    # of a passive the verb stands behind "be": nouns such as "sanctions" look like verbs
    behind = next((at + 1 for at in range(last - 1, first - 1, -1) if norms[at].startswith("be:")), first)
    verbs = [at for at in range(behind, last) if _is_verb(norms[at])]
    if len(verbs) > 1 and verbs[0] > first and norms[verbs[0] - 1] == "to":
        verbs = verbs[1:]  # "talks to open a consulate began": what they were about
    verb = verbs[0] if verbs else first
    start = max(0, verb - 16)
    if verb > 0 and norms[verb - 1] in {",", "and", "but"}:
        return "asserted"  # an insertion has ended, or a verb of its own goes on
    nearest = verb - 1
    if norms[max(0, verb - 2) : verb] == ["<D>", "to"]:
        nearest = verb - 3  # "agreed on DATE to establish": the date parts the infinitive from what governs it
    for at in range(nearest, start - 1, -1):
        if norms[at] in _BOUNDARIES or (norms[at] == "after" and not _ranks(norms[at + 1 : verb])):
            start = at + 1
            break
    window = norms[start:verb]
    if norms[verb].endswith(":ing") and (window[-1:] == ["for"] or _thought_of(window, thoughts)):
        return "hypothetical"  # "a reward for recognising ...": a purpose or a ground, no act told
    if norms[verb].endswith(":ing") and window and ":" in window[-1] and window[-1].partition(":")[0] in cues:
        return cues[window[-1].partition(":")[0]]  # "proposed recognising it", "considered opening a legation"
    if window[-3:] == ["be:s", "to", "be:base"]:
        return "planned"  # "the embassy was to be closed"
    if norms[0] == "have:s" and "," in norms[last:] and not {",", "."} & set(norms[:verb]):
        return "hypothetical"  # "Had Norway recognised Peru, ..."
    if _nobody(window) and "until" not in norms[last : last + 14]:
        return "denied"  # "No envoy was sent"
    if not {"almost", "nearly"}.isdisjoint(window[-1:]):
        return "denied"  # "they almost went to war"
    if window and norms[verb].endswith(":base") and "to" in window[-2:]:
        for at in range(len(window) - 1, -1, -1):
            word, _, form = window[at].partition(":")
            if word in factive:
                if form == "base" and window[at - 1 : at] == ["to"]:
                    continue  # "in an attempt to convince the court to sign": what governs that infinitive decides
                return "asserted"
            if word in cues:
                return cues[word]
            if form and form != "ing":
                return "planned"
        return "planned"
    for at in range(len(window) - 1, max(-1, len(window) - 7), -1):
        word, _, form = window[at].partition(":")
        if word == "that" and norms[verb].endswith((":ed", ":past")):
            break  # "it could be argued that Peru recognised it": the doubt is another verb's
        if form or word not in cues or (word == "not" and not _ONLY.isdisjoint(window[at + 1 : at + 2])):
            continue  # "did not only sign"
        if cues[word] == "denied" and "until" in norms[last : last + 14]:
            return "hypothetical" if "would" in window else "asserted"
        return cues[word]
    return "asserted"


def _nobody(window: Sequence[str]) -> bool:
    """Whether the subject of a verb is "no envoy", "no treaty": right before it, at the head of its clause."""
    at = next((at for at in range(len(window) - 1, max(-1, len(window) - 6), -1) if window[at] == "no"), None)
    if at is None or (at + 1 < len(window) and window[at + 1] in {"longer", "later", "sooner", "fewer", "less"}):
        return False
    behind = [norm for norm in window[at + 1 :] if ":" in norm and not norm.startswith(("be:", "have:"))]
    return not behind and (at == 0 or window[at - 1] in {",", "and", "but", "that"})


def _came_about(norms: Sequence[str], last: int) -> bool:
    """Whether a relative clause behind a noun says that what it tells took place."""
    ahead = norms[last : last + 14]
    at = next((at for at, norm in enumerate(ahead) if norm in {"which", ";"}), len(ahead))
    return ahead[at : at + 2] in (["which", "occur:ed"], ["which", "happen:ed"], ["which", "take:past"])


def _ranks(behind: Sequence[str]) -> bool:
    """Only names and an infinitive behind "after": "the second country after Peru and Chile to recognise"."""
    names = [norm for norm in behind if norm not in {"and", ",", "the", "only"} and not norm.endswith("ly")]
    return names[-1:] == ["to"] and all(norm == "<S>" for norm in names[:-1])


def _thought_of(window: Sequence[str], thoughts: frozenset[str]) -> bool:
    """ "with the suggestion of concluding a treaty": only thought of."""
    return window[-1:] == ["of"] and len(window) > 1 and window[-2].partition(":")[0] in thoughts


def _is_verb(norm: str) -> bool:
    return ":" in norm and not norm.startswith(("be:", "have:"))


@cache
def _cues(language: str = "en") -> tuple[dict[str, Modality], frozenset[str], frozenset[str]]:
    """Cue word -> modality; the words that assert the infinitive behind them; nouns for what is only thought of."""
    data = tomllib.loads(files("regesta.acts").joinpath(f"data/{language}/modality.toml").read_text(encoding="utf-8"))
    cues: dict[str, Modality] = {}
    kinds: tuple[Modality, ...] = ("denied", "planned", "hypothetical")
    for kind in kinds:
        for word in (data[kind]["words"] + " " + data[kind]["verbs"]).split():
            cues[word] = kind
    asserted, thoughts = (frozenset(data[kind]["words"].split()) for kind in ("asserted", "noun_hypothetical"))
    return cues, asserted, thoughts
