"""Whom a pronoun or a phrase such as "the chancellor" stands for, by the subjects of the sentences before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from regesta.citations import turkish
from regesta.citations.marks import Marked
from regesta.citations.saying import endings, plain_list, words_of
from regesta.citations.subjects import Said, Subject, behind, head_of, is_capital, name_before, opening, said
from regesta.model import Document, PersonMention

_BACK = 4  # sentences that are looked back upon
_READ = 320  # code points of a sentence that may hold its subject
_FAR = 7  # words between a description's head and the name it describes
_ONE = frozenset(
    "a an un une ein eine einer einem einen uno una um uma bir один одна некий некая one another otro otra".split()
)
_WOMEN = re.compile(r"(?:Mrs|Ms|Miss|Mme|Mlle|Madame|Lady|Queen|Dame|Frau|Sra|Doña|Signora)\b")
_MEN = re.compile(r"(?:M\.|(?:Mr|Sir|Lord|King|Monsieur|Herr|Sr|Don|Signor)\b)")
_LATTER = frozenset("latter dernier dernière letzterer letztere último última ultimo ultima".split())
_OFFICES = frozenset(
    "minister president chancellor premier king queen emperor sultan shah tsar prince pope governor mayor speaker secretary ambassador envoy consul".split()
)
_SHE = frozenset("she elle ella sie ela lei она".split())
_HE = frozenset("he il él er ele lui egli он".split())


class Cast(NamedTuple):
    """What a document tells of who may be meant: the `people` with names outside the words of others (`marks`), by place, and
    the language it is told in."""

    document: Document
    people: Sequence[PersonMention]
    language: str
    marks: Sequence[Marked] = ()


def meant_by_pronoun(cast: Cast, at: int, begin: int, word: str, floor: int = 0) -> str | None:
    """Whom a pronoun at an offset stands for: the one person its own sentence names before it, else the subject of the
    sentence before, and so on back to `begin`, where its paragraph begins, or to the paragraph before that, but not before
    `floor`."""
    sentences = cast.document.sentences
    own = bisect_right(sentences, at, key=lambda s: s.start) - 1
    if own < 0:
        return None
    low = max(begin, sentences[own].start)
    if low < at:
        told, doubtful = _within(cast, max(low, floor), at, word, begin)
        if told is not None or doubtful:
            return told
    for back in range(own - 1, max(-1, own - 1 - _BACK), -1):
        sentence = sentences[back]
        if sentence.start < max(floor, begin - _READ * 2):
            return None
        if sentence.start < begin and not _is_chained(cast, begin, sentences[own].start):
            return None  # a paragraph that does not go on with whom the one before told of
        if _is_quoted(cast, sentence.start):
            continue
        told = _told_by(cast, sentence.start, sentence.end, word, begin)
        if told is not None:
            return told or None
    return None


def _is_chained(cast: Cast, begin: int, own: int) -> bool:
    """Whether a paragraph begins with a pronoun for somebody, or with the sentence that is asked about."""
    at = bisect_left(cast.document.sentences, begin, key=lambda s: s.start)
    if at >= len(cast.document.sentences) or cast.document.sentences[at].start >= own:
        return True
    sentence = cast.document.sentences[at]
    first = _subject_of(said(words_of(cast.document.text, sentence.start, sentence.end), cast.language))
    return first is not None and first.kind == "pronoun"


def _within(cast: Cast, low: int, at: int, word: str, begin: int) -> tuple[str | None, bool]:
    """Who is named before a pronoun in its own sentence, and whether anybody is, so that nobody before the sentence is meant."""
    inside = [p for p in _named(cast, low, at) if _agrees(cast, p, word)]
    if inside:
        return (inside[0].name if len({p.name for p in inside}) == 1 else None), True
    text = said(words_of(cast.document.text, low, at), cast.language)
    subject = _subject_of(text) if text.low else None
    if subject is not None and subject.kind != "pronoun" and head_of(text, subject, "persons") is not None:
        return meant_by_phrase(cast, text, subject, begin) or _printed(cast, text, subject), True
    if subject is not None and subject.kind == "name" and subject.high - subject.low > 1:
        return _printed_name(cast, text, subject), True
    return _printed_person(cast, low, at) if cast.language != "en" else (None, False)


def _subject_of(text: Said) -> Subject | None:
    return turkish.subject(text) if text.language in turkish.LANGUAGES else opening(text)


def _owner(cast: Cast, text: Said) -> str | None:
    """Whose a sentence's first words are, where those name a person ("My sister’s letters")."""
    persons = plain_list(cast.language, "persons")
    for at in range(min(len(text.low), 5)):
        end = next((e for e in endings(cast.language) if text.low[at].endswith(e)), "")
        if end and text.low[at].removesuffix(end) in persons:
            low = at
            while low > 0 and text.low[low - 1] not in plain_list(cast.language, "determiners") and low > at - 2:
                low -= 1
            printed = cast.document.text[text.words[low][0] : text.words[at][1]]
            return " ".join(printed.split()).removesuffix(end)
    return None


def _printed_name(cast: Cast, text: Said, name: Subject) -> str:
    return " ".join(cast.document.text[text.words[name.low][0] : text.words[name.high - 1][1]].split())


def _printed(cast: Cast, text: Said, subject: Subject) -> str:
    """A phrase as printed, up to the words that are no part of what somebody is called."""
    head = head_of(text, subject, "persons")
    end = subject.high
    if head is not None and text.language not in turkish.LANGUAGES:
        end = head + 1
        if end < subject.high and text.language in _VERBAL and not _is_verbal(text.low[end], text.language):
            small = plain_list(text.language, "links") | plain_list(text.language, "between")
            end += text.low[end] not in small
        linked = end < subject.high and text.low[end] in plain_list(text.language, "links")
        if linked or (end < subject.high and is_capital(text.words[end][2])):
            end = subject.high
    return " ".join(cast.document.text[text.words[subject.low][0] : text.words[end - 1][1]].split())


# endings of verbs, where an adjective may stand behind the noun
_VERBAL = {
    "fr": ("ait", "aient", "it", "ut", "ent", "a"),
    "es": ("ó", "aba", "aban", "ía", "ían", "aron", "ieron"),
    "it": ("ò", "ava", "eva", "iva", "avano"),
    "pt": ("ou", "ava", "ia", "aram", "eu", "iu"),
}


def _is_verbal(word: str, language: str) -> bool:
    return word.endswith(_VERBAL[language])


def _printed_person(cast: Cast, low: int, at: int) -> tuple[str | None, bool]:
    """The one name behind an office that a stretch holds, and whether it holds any name at all, outside English, whose names
    no mention may cover."""
    text = said(words_of(cast.document.text, low, at), cast.language)
    persons = plain_list(cast.language, "persons")
    found: list[str] = []
    k = 1
    while k < len(text.low):
        name = behind(text, k) if is_capital(text.words[k][2]) else None
        if name is None or name.kind != "name" or name.low != k:
            k += 1
            continue
        titled = text.low[k - 1] in persons
        whole = cast.document.text[text.words[k - titled][0] : text.words[name.high - 1][1]]
        found.append(" ".join(whole.split()) if titled else "")
        k = name.high
    names = {name for name in found if name}
    return (names.pop() if len(names) == 1 else None), bool(found)


def about(cast: Cast, low: int, high: int, begin: int) -> str | None:
    """Who the sentence [low, high) is about; its pronoun is asked for from `begin`. None where that cannot be told."""
    told = _told_by(cast, low, high, "", begin)
    if told is not None:
        return told or None
    subject = _subject_of(said(words_of(cast.document.text, low, min(high, low + _READ)), cast.language))
    return meant_by_pronoun(cast, low, begin, "") if subject is not None and subject.kind == "pronoun" else None


def _is_quoted(cast: Cast, at: int) -> bool:
    """Whether an offset lies within somebody's words."""
    last = bisect_right(cast.marks, at, key=lambda m: m.start) - 1
    return last >= 0 and at < cast.marks[last].end


def _told_by(cast: Cast, low: int, high: int, word: str, begin: int) -> str | None:
    """Who a sentence is about: its subject; "" where several may be meant, None where it names nobody and one looks on."""
    text = said(words_of(cast.document.text, low, min(high, low + _READ)), cast.language)
    subject = _subject_of(text)
    people = [p for p in _named(cast, low, high) if _agrees(cast, p, word)]
    if subject is not None and subject.kind == "pronoun":
        return None
    if subject is not None and subject.kind in {"name", "phrase"}:
        start, end = text.words[subject.low][0], text.words[subject.high - 1][1]
        named = next((p for p in people if p.start < end and start < p.end), None)
        if named is not None:
            return named.name
        latter = is_latter(text, subject)
        if latter or head_of(text, subject, "persons") is not None:
            if latter:
                return named_last(cast, low)
            return meant_by_phrase(cast, text, subject, min(begin, low)) or _printed(cast, text, subject)
        if subject.kind == "name" and not word and not people and subject.high - subject.low > 1:
            return _printed_name(cast, text, subject)
    owner = _owner(cast, text)
    if owner is not None:
        return owner
    if len({p.name for p in people}) == 1 and people[0].name is not None:
        ahead = [w for start, _, w in text.words if start < people[0].start]
        return None if any(w.lower() in plain_list(cast.language, "pronouns") for w in ahead) else people[0].name
    return "" if people else None


def is_latter(text: Said, subject: Subject) -> bool:
    """Whether a phrase is "the latter" and the like."""
    return subject.high - subject.low <= 2 and bool(set(text.low[subject.low : subject.high]) & _LATTER)


def named_last(cast: Cast, at: int) -> str | None:
    """The person named last before an offset, not far from it."""
    earlier = _named(cast, max(0, at - _READ), at)
    return earlier[-1].name if earlier else None


def _agrees(cast: Cast, person: PersonMention, word: str) -> bool:
    """Whether a title with the name does not forbid the pronoun."""
    if word.lower() in _SHE and word.lower() not in {"sie", "lei"}:
        return _MEN.match(person.text) is None
    return word.lower() not in _HE or _WOMEN.match(person.text) is None


def _named(cast: Cast, low: int, high: int) -> Sequence[PersonMention]:
    begin = bisect_left(cast.people, low, key=lambda p: p.start)
    return [p for p in cast.people[begin : bisect_left(cast.people, high, key=lambda p: p.start)] if p.end <= high]


def meant_by_phrase(cast: Cast, text: Said, subject: Subject, begin: int) -> str | None:
    """Who a phrase in a document's words stands for: the one whom the document calls so beside the name, else the only person
    named in its paragraph (from offset `begin`) before it, where he is the subject there."""
    head = head_of(text, subject, "persons")
    if head is None or any(text.low[k] in _ONE for k in range(subject.low, subject.high)):
        return None
    if subject.low > 0 and text.low[subject.low - 1] in _ONE:
        return None
    start = text.words[subject.low][0]
    noun = text.low[head]
    beside = noun in plain_list(text.language, "besides") or noun.rpartition("-")[2] in plain_list(
        text.language, "besides"
    )
    called = _called(cast, text, subject, head, begin)
    if called is not None and (called[1] or not beside):
        return called[0]
    if beside:
        return None
    people = _named(cast, begin, start)
    if len({p.name for p in people}) != 1:
        return None
    only = people[0]
    held = only.known_office.lower().replace("-", " ").split() if only.known_office is not None else []
    if held and noun not in held and noun in _OFFICES:
        return None
    if cast.document.text.find(_printed(cast, text, subject), 0, only.start) >= 0:
        return None  # somebody's whom the document knew before
    office = cast.language != "en" or noun in _OFFICES
    if (office and _is_called_else(cast, people, noun)) or _names_others(cast, begin, start, only):
        return None
    ahead = words_of(cast.document.text, max(begin, only.start - 40), only.start)
    small = (plain_list(cast.language, "links") | plain_list(cast.language, "stops")) - plain_list(
        cast.language, "joints"
    )
    return None if ahead and ahead[-1][2].lower() in small else only.name


def _is_called_else(cast: Cast, people: Sequence[PersonMention], noun: str) -> bool:
    """Whether another office stands right beside one of somebody's mentions."""
    persons = plain_list(cast.language, "persons")
    for person in people:
        ahead = [
            w.lower() for _, _, w in words_of(cast.document.text, max(0, person.name_start - 40), person.name_start)
        ]
        behind_it = [w.lower() for _, _, w in words_of(cast.document.text, person.name_end, person.name_end + 40)]
        nouns = {w for w in ahead[-1:] if w in persons}
        if behind_it[:1] == [","] and "," not in behind_it[1:4]:
            nouns |= {w for w in behind_it[1:4] if w in persons}
        if nouns and noun not in nouns:
            return True
    return False


def _names_others(cast: Cast, begin: int, start: int, only: PersonMention) -> bool:
    """Whether a stretch names somebody else whom no mention covers, outside English: two capitalised words or more that no
    preposition leads to."""
    if cast.language == "en":
        return False
    text = said(words_of(cast.document.text, begin, start), cast.language)
    small = plain_list(cast.language, "links") | plain_list(cast.language, "determiners")
    k = 0
    while k < len(text.low):
        high = k
        while high < len(text.low) and is_capital(text.words[high][2]):
            high += 1
        low = k
        while low < high and text.low[low] in plain_list(cast.language, "openers"):
            low += 1
        if high - low > 1 and (low == 0 or text.low[low - 1] not in small):
            printed = cast.document.text[text.words[low][0] : text.words[high - 1][1]]
            if (
                not _is_quoted(cast, text.words[low][0])
                and only.name is not None
                and only.name.split()[-1] not in printed
            ):
                return True
        k = max(high, k + 1)
    return False


_AROUND = 20_000  # code points before and behind


def _called(cast: Cast, text: Said, subject: Subject, head: int, begin: int) -> tuple[str, bool] | None:
    """The name that stands beside the same description elsewhere, nearest before it in its paragraph (then True), else the
    only one."""
    whole = cast.document.text
    small = plain_list(text.language, "determiners") | plain_list(text.language, "links")
    wanted = {text.low[k] for k in range(subject.low, subject.high)} - small
    place = text.words[head][0]
    found: list[tuple[int, str]] = []
    # far off in a long document a description may be of somebody else, and would cost its length for each
    shape = re.compile(rf"\b{re.escape(text.low[head])}\b", re.I)
    for match in shape.finditer(whole, max(0, place - _AROUND), place + _AROUND):
        if match.start() == place:
            continue
        name = _beside(cast, match.start(), match.end(), wanted)
        if name is not None:
            found.append((match.start(), name))
        if len(found) > 12:
            break
    near = [name for at, name in found if begin <= at < place]
    if near:
        return near[-1], True
    names = {name for _, name in found}
    return (names.pop(), False) if len(names) == 1 else None


def _beside(cast: Cast, start: int, end: int, wanted: set[str]) -> str | None:
    """The name that a description with its head at [start, end) is of, where it holds all the words `wanted`."""
    whole, language = cast.document.text, cast.language
    low = max(whole.rfind("\n", 0, start) + 1, start - 90)
    stop = whole.find("\n", end, end + 120)
    text = said(words_of(whole, low, stop if stop >= 0 else min(len(whole), end + 120)), language)
    at = next((k for k, word in enumerate(text.words) if word[0] == start), None)
    if at is None:
        return None
    behind_it = _name_behind(cast, text, at, wanted)
    return behind_it if behind_it is not None else _name_ahead(cast, text, at, wanted)


def _name_behind(cast: Cast, text: Said, at: int, wanted: set[str]) -> str | None:
    """ "the Lebanese president, Michel Sleiman", "Foreign Minister Antonio Milososki"."""
    for k in range(at + 1, min(len(text.low), at + _FAR)):
        word = text.words[k][2]
        name = behind(text, k) if is_capital(word) else None
        if name is not None and name.kind == "name" and name.low == k and name.high - name.low >= 1:
            described = {text.low[j] for j in range(max(0, at - 4), name.high)}
            full = _full(cast, text, name)
            if full is not None and wanted <= described:
                return full
            if word != ",":
                continue
        if not word[:1].isalnum() and word != ",":
            return None
        if word == "," and (k + 1 >= len(text.low) or not is_capital(text.words[k + 1][2])):
            return None
    return None


def _name_ahead(cast: Cast, text: Said, at: int, wanted: set[str]) -> str | None:
    """ "Jaap de Hoop Scheffer, the secretary general", "José Barroso, le président de la Commission"."""
    comma = next((k for k in range(at - 1, max(-1, at - 5), -1) if text.low[k] == ","), None)
    if comma is None:
        return None
    name = name_before(text, comma)
    if name is None or any(not w[2][:1].isalnum() for w in text.words[comma + 1 : at]):
        return None
    follows = {text.low[j] for j in range(comma + 1, min(len(text.low), at + _FAR))}
    return _full(cast, text, name) if wanted <= follows else None


def _full(cast: Cast, text: Said, name: Subject) -> str | None:
    """A person's name as the document has it in full; without a mention, two capitalised words or more as printed."""
    start, end = text.words[name.low][0], text.words[name.high - 1][1]
    for person in _named(cast, start - 60, end + 1):
        if person.name_start < end and start < person.name_end and person.name is not None:
            return person.name
    persons = plain_list(text.language, "persons")
    low = name.low
    while low < name.high and text.low[low] in persons:
        low += 1
    printed = [word for _, _, word in text.words[low : name.high]]
    if (
        len(printed) < 2
        or cast.language == "en"
        or (cast.language in turkish.LANGUAGES and any("’" in w or "'" in w for w in printed))
    ):
        return None
    return " ".join(cast.document.text[text.words[low][0] : end].split())
