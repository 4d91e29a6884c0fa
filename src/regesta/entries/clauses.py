"""Clauses of a sentence, lightly: enough to tell which date and which names stand with which verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.model import ActMention, Token

_SUBORDINATORS = {"when", "where", "while", "although", "though", "because", "whereas", "if", "once", "as_soon"}
_ADJUNCTS = {
    "follow:ing",
    "after",
    "before",
    "following",
    "until",
    "upon",
    "during",
    "despite",
    "since",
    "with",
    "prior",
}
# kinds of clauses that end at a comma where they open a sentence
_HANGING = {"adjunct", "participle", "when", "while", "although", "where", "because", "if", "whereas"}
_RELATIVES = {"which", "who", "whom", "whose"}
# behind these, "before" and "after" are adverbs or stand with a date
_AFTER_ADVERB = {"<D>", "in", "on", "at", ",", "."}
_MODALS = {"will", "would", "shall", "should", "may", "might", "can", "could", "must"}
_ADVERBS = {
    "also",
    "then",
    "later",
    "subsequently",
    "formally",
    "officially",
    "soon",
    "thus",
    "finally",
    "again",
    "ultimately",
}
_ADVERBS |= {
    "first",
    "initially",
    "immediately",
    "eventually",
    "thereby",
    "previously",
    "originally",
    "not",
    "never",
    "now",
}
_PRESENT = re.compile(r"(?!be:|have:|do:)[^:]+:s")
_NAMES = {"<S>", "<P>", "<O>", "<L>", "<I>"}
_NOMINALS = {
    "<S>",
    "<P>",
    "<O>",
    "<L>",
    "<I>",
    "he",
    "she",
    "it",
    "they",
    "the",
    "a",
    "an",
    "this",
    "these",
    "his",
    "its",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `kind`: "main", "and" (own subject), "verb" (shares the subject before it), "relative", "adjunct"
    (after ..., following ...), "participle", or the subordinator ("when", "while" ...). `opener` is the word that opens it.
    """

    id: int
    kind: str
    opener: str
    parent: int
    first: int


def clauses_of(tokens: Sequence[Token]) -> tuple[tuple[Clause, ...], tuple[int, ...]]:
    """The clauses of a sentence and, for each token, the id of its clause."""
    norms = [token.norm for token in tokens]
    clauses = [Clause(0, "main", "", -1, 0)]
    owner = [0] * len(norms)
    current = 0
    has_verb = {0: False}

    def opened(kind: str, opener: str, parent: int, first: int) -> int:
        clauses.append(Clause(len(clauses), kind, opener, parent, first))
        has_verb[len(clauses) - 1] = False
        return len(clauses) - 1

    at = 0
    resume: dict[int, int] = {}  # where brackets with a sentence of their own close: the clause that goes on
    if norms and norms[0].endswith(":ed") and "," in norms:
        current = opened("participle", norms[0], 0, 0)  # "Occupied by ..., Belarus declared ..."
    while at < len(norms):
        norm = norms[at]
        nearest = clauses[current]
        if norm == ";" or (
            norm == ":" and at + 1 < len(norms) and norms[at + 1] != "<D>" and not _only_dated(norms, at)
        ):
            current = opened("main", norm, -1, at)
        elif norm == "(" and (close := _told_in_brackets(norms, at)) is not None:
            resume[close] = current
            current = opened("main", norm, -1, at)
        elif norm in _SUBORDINATORS and at + 1 < len(norms) and not _counts(norms, at):
            current = opened(norm, norm, current, at)
        elif norm in _RELATIVES and not _stands_for_verb(norms, at):
            current = opened("relative", norm, current, at)
        elif norm == "that" and at + 1 < len(norms) and _PRESENT.fullmatch(norms[at + 1]):
            current = opened("relative", norm, current, at)  # "the only state that recognises ..."
            has_verb[current] = True
        elif norm == "that" and _cleft(norms, at):
            has_verb[current] = False  # what was told on the date starts here
        elif norm == "that" and at > 0 and has_verb[current] and _verb_ahead(norms, at + 1, 9) is not None:
            current = opened("that", norm, _telling(clauses, norms, at, current), at)
        elif norm in _ADJUNCTS and _opens_adjunct(norms, at):
            current = opened("adjunct", norm, current, at)
        elif norm == ",":
            following = norms[at + 1] if at + 1 < len(norms) else ""
            opening = _opening(clauses, current)
            if opening is not None and _starts_clause_safely(norms, at + 1):
                current = (
                    opening.parent
                )  # "After Peru had signed and left, Chile ...": both verbs stand before the main clause
            elif _ends_at(norms, at, nearest, has_verb[current], has_verb.get(nearest.parent, False)):
                current = _resumed(clauses, current)
                above = clauses[current]
                if above.kind == "relative" and has_verb[current] and _is_finite(norms, at + 1):
                    # "the envoy, who came after the revolt which broke out in 1848, presented ...": both end here
                    current = current if has_verb[above.parent] else above.parent
            elif has_verb[current] and _dated_afresh(norms, at + 1):
                current = opened("and", "after", current, at + 1)
            elif following.endswith(":ing") and following != "do:ing" and has_verb[current]:
                current = opened("participle", following, current, at + 1)
        elif norm == "to" and nearest.kind == "adjunct" and not has_verb[current] and _infinitive(norms, at):
            current = _resumed(clauses, current)  # "the second country after Turkey to recognise"
        elif norm in {"and", "but", "or", "nor"} or (norm == "yet" and norms[at - 1] == ","):
            ahead = _after_date(norms, _after_adverbs(norms, at + 1))
            if _is_finite(norms, ahead) and (has_verb[current] or nearest.kind == "adjunct"):
                inside = nearest.kind != "adjunct" or nearest.first <= 1 or _is_finite(norms, at - 1)
                inside = inside and (nearest.kind != "that" or norms[at - 1] != ",")
                base = current if has_verb[current] and inside else _resumed(clauses, current)
                current = opened("verb", norm, base, at)
            elif has_verb[current] and not _joins_names(norms, at) and _starts_clause(norms, ahead):
                current = opened("and", norm, current, at)
        if _is_finite(norms, at):
            has_verb[current] = True
        owner[at] = current
        current = resume.get(at, current)
        at += 1
    return tuple(clauses), tuple(owner)


def _told_in_brackets(norms: list[str], at: int) -> int | None:
    """Where the brackets close that hold a subject and its verb: "(Peru went on to call itself a republic until 1971)"."""
    close = next((step for step in range(at + 1, len(norms)) if norms[step] in {")", "("}), None)
    if close is None or norms[close] == "(" or norms[at + 1] not in _NOMINALS:
        return None
    verb = _verb_ahead(norms, at + 1, close - at - 1)
    return close if verb is not None and verb > at + 1 else None


def _counts(norms: list[str], at: int) -> bool:
    """ "only once, when ...", "once before", "once again": no conjunction, but how often."""
    behind, before = {",", ".", "before", "again", "more"}, {"only", "just", "more", "than"}
    return norms[at] == "once" and (norms[at + 1] in behind or norms[at - 1] in before)


def _hears(norms: list[str], at: int) -> bool:
    """ "spoke before the assembly on DATE": who heard it, and no circumstance."""
    spoken = at > 0 and norms[at - 1] in {"speak:past", "speak:en", "speak:ing", "appear:ed", "testify:ed"}
    return norms[at] == "before" and spoken and _verb_ahead(norms, at + 1, 6) is None


def _telling(clauses: list[Clause], norms: list[str], at: int, current: int) -> int:
    """The clause that tells what "that" opens: of "said that A left, and that B came" for both the one that says."""
    above = current
    while norms[at - 1] in {",", "and", "but"} and above >= 0:
        if clauses[above].kind == "that" and clauses[above].parent >= 0:
            return clauses[above].parent
        above = clauses[above].parent
    return current


def _cleft(norms: list[str], at: int) -> bool:
    """ "It was (not until) 1926 that ...": the date opens the clause that "that" goes on with."""
    lead = [norm for norm in norms[:at] if norm not in {",", "however", "only", "not", "until", "on", "in"}]
    return lead == ["it", "be:s", "<D>"]


def _dated_afresh(norms: list[str], at: int) -> bool:
    """ ", after which it ...", ", since 1991 Peru ...": a date and a subject with its verb, without a conjunction."""
    if norms[at : at + 1] not in (["after"], ["since"], ["by"]) or norms[at + 1 : at + 2] != ["<D>"]:
        return False
    subject = at + 2 < len(norms) and norms[at + 2] in _NOMINALS
    return subject and any(_is_finite(norms, step) for step in range(at + 3, min(at + 16, len(norms))))


def _opens_adjunct(norms: list[str], at: int) -> bool:
    """ "after", "upon", ... open a clause of their own, unless adverbs; "war upon Spain" names whom it is waged on."""
    if norms[:at] in (["it", "be:s", "not"], ["it", "be:s"]):
        return False  # "It was not until 1926 that ..."
    if norms[at] == "with" or at + 1 >= len(norms) or norms[at + 1] in _AFTER_ADVERB:
        return False
    if _hears(norms, at):
        return False
    if norms[at] in {"follow:ing", "following"} and norms[at - 1 : at] == ["the"]:
        return False  # "over the following weeks"
    return norms[at] != "upon" or not any(norm in _NAMES for norm in norms[at + 1 : at + 3])


def home_of(owner: Sequence[int], act: ActMention) -> int:
    """The clause of a trigger: that of its last token, where the verb or the object stands; a last word that only opens
    the next clause ("stated that") does not count."""
    last = act.last - 1
    return owner[last - 1] if last > act.first and owner[last] not in owner[:last] else owner[last]


def _ends_at(norms: list[str], comma: int, clause: Clause, has_verb: bool, outer_verb: bool) -> bool:
    """Whether a clause that hangs on another, which may have had its verb (`outer_verb`), ends at this comma."""
    if clause.kind == "relative":
        dated = norms[comma + 1 : comma + 3] in (["on", "<D>"], ["in", "<D>"])
        return has_verb and (dated or _is_finite(norms, comma + 1) or _starts_clause_safely(norms, comma + 1))
    if clause.kind not in _HANGING:
        return False
    if _lists_on(norms, comma) or _adjectival(norms, comma):
        return False
    if clause.kind in _SUBORDINATORS and not has_verb and _verb_comes(norms, clause.first, comma):
        return False  # "When the envoy, Mr Lind, presented ...": the comma stands in its subject
    if clause.kind == "when" and not has_verb and norms[comma - 1] in {"<P>", "<O>"} and _is_finite(norms, comma + 1):
        return False  # "when the consul in Accra, Mr Lind, was appointed"
    if clause.first <= 1:  # it opens the sentence: what comes now is the main clause, if one begins here or nowhere
        later = (at for at in range(comma + 1, len(norms)) if norms[at] == ",")
        return _starts_clause_safely(norms, comma + 1) or not any(_starts_clause_safely(norms, at + 1) for at in later)
    return (
        _starts_clause_safely(norms, comma + 1)
        or (_is_finite(norms, comma + 1) and not outer_verb)
        or clause.kind in {"adjunct", "participle"}
    )


def _verb_comes(norms: list[str], first: int, comma: int) -> bool:
    """Whether the verb of the clause that began at `first` comes behind this comma, and a comma behind the verb."""
    if any(norm.endswith((":ing", ":ed")) for norm in norms[first + 1 : first + 3]):
        return False  # "while still fighting, ..."
    ahead = range(comma + 1, len(norms))
    following = next((at for at in ahead if norms[at] == "," and norms[at - 1] != "<D>"), None)
    last = next((at for at in reversed(ahead) if norms[at] == ","), None)
    if last is None:
        return False
    stop = following if following is not None else last
    return any(_is_finite(norms, at) for at in range(comma + 1, stop)) or (last > stop and stop - comma <= 6)


def _starts_clause_safely(norms: list[str], at: int) -> bool:
    return at < len(norms) and norms[at] not in {"with", "and", "who", "which"} and _starts_clause(norms, at)


def _stands_for_verb(norms: list[str], at: int) -> bool:
    """ "which he did on DATE" goes on with the verb before it: no clause of its own."""
    return at + 2 < len(norms) and norms[at + 1] in {"he", "she", "it", "they"} and norms[at + 2].startswith("do:")


def _resumed(clauses: list[Clause], current: int) -> int:
    """The clause that goes on when the current one has ended."""
    clause = clauses[current]
    return clause.parent if clause.parent >= 0 else current


def _opening(clauses: list[Clause], current: int) -> Clause | None:
    """The clause with which a sentence opens, where a second verb of it is being told ("After Peru had signed and left")."""
    clause = clauses[current]
    if clause.kind != "verb":
        return None
    while clause.kind == "verb" and clause.parent >= 0:
        clause = clauses[clause.parent]
    hangs = clause.kind in _HANGING and clause.parent >= 0
    return clause if hangs and clause.first <= 1 else None


def _after_date(norms: list[str], at: int) -> int:
    """Past a date that stands before a second verb: "and on 8 March sent a message"."""
    if norms[at : at + 1] in (["in"], ["on"]) and norms[at + 1 : at + 2] == ["<D>"]:
        verb = at + 3 if norms[at + 2 : at + 3] == [","] else at + 2
        return verb if _is_finite(norms, verb) else at
    return at


def _adjectival(norms: list[str], comma: int) -> bool:
    """The comma that closes a date used as an adjective: "Iraq's August 2, 1990, invasion"."""
    return (
        comma >= 2
        and norms[comma - 1] == "<D>"
        and norms[comma - 2] in {"'s", "a", "the", "his", "her", "its", "their"}
    )


def _lists_on(norms: list[str], comma: int) -> bool:
    """A comma inside a list of names ("France, Germany, and Italy") ends no clause."""
    behind = norms[comma - 1] if comma > 0 else ""
    ahead = norms[comma + 1] if comma + 1 < len(norms) else ""
    third = norms[comma + 2] if comma + 2 < len(norms) else ""
    return behind == "<S>" and ahead in {"<S>", "and"} and third in {",", "and", "<S>"}


def _ends_list(norms: list[str], at: int) -> bool:
    """The "and" of "..., Mr Lind, and Mr Berg signed": the last of a list of names, no clause of its own."""
    ahead = norms[at + 1] if at + 1 < len(norms) else ""
    return at >= 3 and ahead in _NAMES and norms[at - 1] == "," and norms[at - 2] == ahead and norms[at - 3] == ","


def _joins_names(norms: list[str], at: int) -> bool:
    """The "and" that ends a list of names, or of "until, on 4 May 1924, Mr Lind and Mr Berg signed": the two are one subject."""
    fronted = at >= 3 and norms[at - 3 : at - 1] == ["<D>", ","] and norms[at - 1] in _NAMES
    return _ends_list(norms, at) or (fronted and norms[at + 1 : at + 2] == norms[at - 1 : at])


def _infinitive(norms: list[str], at: int) -> bool:
    ahead = _after_adverbs(norms, at + 1)
    return ahead < len(norms) and norms[ahead].endswith(":base")


def _after_adverbs(norms: list[str], at: int) -> int:
    while at < len(norms) and (norms[at] in _ADVERBS or norms[at].endswith("ly")):
        at += 1
    return at


def _only_dated(norms: Sequence[str], end: int) -> bool:
    """Whether the one date of a sentence stands alone before a colon: "12 May 1963: ...", "2. 12 May 1963: ..."."""
    before = norms[:end]
    return before.count("<D>") == 1 == norms.count("<D>") and all(n == "<D>" or not n.isalpha() for n in before)


_PAST = (":ed", ":past")
_AUXILIARIES = frozenset({"be:s", "have:s", "do:s"})


def _is_finite(norms: list[str], at: int) -> bool:
    if at >= len(norms):
        return False
    norm = norms[at]
    if norm in _MODALS:
        return True
    if norm.endswith(_PAST) or norm in _AUXILIARIES:
        return True
    if norm == "have:base":  # "the two countries have broken relations"
        ahead = _after_adverbs(norms, at + 1)
        governed = at > 0 and (norms[at - 1] in _MODALS or norms[at - 1] in {"to", "not"})
        return not governed and ahead < len(norms) and norms[ahead].endswith((":en", ":ed"))
    return norm.endswith(":s") and at > 0 and norms[at - 1] in {"<S>", "<P>", "<O>", "he", "she", "it", "who", "which"}


def _verb_ahead(norms: list[str], at: int, reach: int) -> int | None:
    """The first finite verb within `reach` tokens, before any mark or conjunction; "and" may join two subjects."""
    joined = False
    for step in range(at, min(at + reach, len(norms))):
        if _is_finite(norms, step):
            return step
        if norms[step] == "and" and not joined and step > at and norms[step - 1] != ",":
            joined = True
            if _is_finite(norms, _after_adverbs(norms, step + 1)):
                return None
            continue
        if norms[step] in {";", ":", "(", "and", "but", "which", "who", "when", "what", "<D>"}:
            return None
        if norms[step] == "to" and _infinitive(norms, step):
            return None
        if norms[step] == "," and norms[step - 1] != "<D>" and not _names_on(norms, step):
            return None
    return None


def _names_on(norms: list[str], comma: int) -> bool:
    """A comma inside a list of names that is a subject: "Peru, Chile and Cuba prevented"."""
    further = norms[comma + 2 : comma + 3] in ([","], ["and"], ["or"])
    return further and norms[comma - 1] in _NAMES and norms[comma + 1] == norms[comma - 1]


def _starts_clause(norms: list[str], at: int) -> bool:
    """A subject and its verb stand ahead (or a date, then a subject and its verb)."""
    if at >= len(norms):
        return False
    if norms[at] in {"in", "on", "by", "from", "since", "at"} and at + 1 < len(norms) and norms[at + 1] == "<D>":
        return _verb_ahead(norms, at + 2, 14) is not None
    if norms[at] == "<D>":
        return _verb_ahead(norms, at + 1, 12) is not None
    noun = norms[at].isalpha() or norms[at].endswith((":base", ":s", ":ing"))  # "aid", "trade", "fighting"
    if norms[at] not in _NOMINALS and not noun:
        return False
    verb = _verb_ahead(norms, at, 12)
    return verb is not None and verb > at
