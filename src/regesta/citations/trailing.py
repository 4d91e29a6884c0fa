"""Formulas of attribution behind the words: "“...,” said Ilie Stan", "“...”, according to Carew", "« ... », dit-il"."""

from __future__ import annotations

from regesta.citations import turkish
from regesta.citations.around import ENDS, Around, Found
from regesta.citations.leading import DROPPED, headings, is_noun, is_passive
from regesta.citations.saying import entry_at, plain_list, words_of
from regesta.citations.subjects import Said, Subject, before, behind, described, is_capital, said, speaks

_TAIL = 16  # words behind a quotation within which its verb may stand
_OPEN = frozenset('“«„‘"')


def said_behind(around: Around, tail: Said, lead: Said) -> Found | None:
    """ "“...,” said Ilie Stan", "“...,” the adviser told a newspaper", "“...”, according to Carew", "« ... », écrit-il"."""
    if not tail.low:
        return None
    if tail.language in turkish.LANGUAGES:
        return turkish.final(tail, lead)
    inner = around.inner.rstrip()
    if tail.language == "de":
        found = _closed(lead, tail)
        if found is not None:
            return found
    at = 0
    while at < len(tail.low) and at < 2 and tail.words[at][2] in {",", "—", "–", "-"}:
        at += 1
    stopped = inner[-1:] in ENDS | {"…"}
    parted = at >= 1 or inner[-1:] in {",", "—", "–"}
    if at >= len(tail.low):
        return None
    if not parted and inner[-1:] not in {"!", "?"}:
        return None if stopped else _after_verb(tail, at, False)
    if tail.words[0][2] in {"—", "–"} and inner[-1:] != "," and tail.language not in _DASHED:
        parted = False
    size = entry_at(tail.low, at, tail.language, "grounds")
    if size and parted and entry_at(tail.low, at + size, tail.language, "says"):
        size = 0  # "según explicó el ministro"
    if size and parted and tuple(tail.low[at : at + size]) not in headings(tail.language) - {("so",)}:
        subject = behind(tail, at + size)
        if subject is not None and subject.kind != "pronoun":
            return tail, subject
    if parted and at < len(tail.low) and tail.low[at] in _AS.get(tail.language, frozenset()):
        at += 1
    stands = _readable(tail, at)
    if stands is not None:
        return tail, stands
    return _after_verb(tail, at, stopped and not parted) or _before_verb(tail, at, stopped and not parted)


def said_last(tail: Said) -> Subject | None:
    """Who speaks, where a verb of saying and its subject are all that is left of a sentence but for a place or a day."""
    that = plain_list(tail.language, "that")
    if any(word in that or word in {",", ":", ";"} for word in tail.low):
        return None
    inverted = tail.language == "de"
    found = _after_verb(tail, 0, False) if inverted else _before_verb(tail, 0, False)
    if found is None or found[1] is None:
        return None
    verb = found[1].high
    while not inverted and verb < len(tail.low) and tail.low[verb] in plain_list(tail.language, "between"):
        verb += 1
    size = 0 if inverted else entry_at(tail.low, verb, tail.language, "says")
    if not inverted and (not size or entry_at(tail.low, verb, tail.language, "naming")):
        return None
    rest = [word for word in tail.low[verb + size :] if word not in ENDS]
    small = plain_list(tail.language, "links")
    return found[1] if len(rest) <= _LAST and (not rest or rest[0] in small) else None


_LAST = 5  # words of a place or a day behind who speaks


def inserted(around: Around) -> Found | None:
    """Who says the words where that stands within the marks: "« Si nous cédons, disait Maurand, nous ... »", "«Граница, —
    пояснил Хольм, — ...»"."""
    if around.language not in _INSERTING or "," not in around.inner:
        return None
    low = around.start + 1
    words = said(words_of(around.text, low, low + len(around.inner)), around.language)
    for at in range(1, len(words.low) - 1):
        if words.low[at] != "," or words.low[at - 1] in ENDS:
            continue
        verb = at + 1 + (words.low[at + 1] in {"—", "–"})
        found = _after_verb(words, verb, False) if verb < len(words.low) else None
        if found is None or found[1] is None or found[1].kind == "vague":
            continue
        high = found[1].high
        if found[1].kind == "pronoun" and words.low[verb] in plain_list(around.language, "between"):
            high = next((k for k in range(high, min(high + 4, len(words.low))) if words.low[k] in {",", "."}), high)
        if high < len(words.low) and words.low[high] in {",", ".", "—", "–"}:
            return found
    return None


_INSERTING = frozenset({"fr", "ru"})  # languages that print who speaks within the marks


def _closed(lead: Said, tail: Said) -> Found | None:
    """German, a participle behind the words and its auxiliary before them: "Hellwig hat das als „...“ bezeichnet"."""
    at = 1 if tail.words[0][2] == "," else 0
    if at >= len(tail.low) or not entry_at(tail.low, at, "de", "says") or not tail.low[at].endswith(("t", "en")):
        return None
    for k in range(len(lead.low) - 1, -1, -1):
        if lead.low[k] in {",", ";", ":"}:
            return None
        if lead.low[k] in _HAS:
            subject = before(lead, k) or behind(lead, k + 1)
            return (lead, subject) if subject is not None else None
    return None


_HAS = frozenset("hat haben hatte hatten habe".split())
_DASHED = frozenset({"ru", "es"})  # languages that print a dash between the words and who says them
_AS = {"en": frozenset({"as"}), "fr": frozenset({"comme"}), "it": frozenset({"come"}), "es": frozenset({"como", "según"}),
       "pt": frozenset({"como", "segundo", "conforme"}), "ru": frozenset({"как"}), "de": frozenset({"wie", "so"})}  # fmt: skip


def _after_verb(tail: Said, at: int, new: bool) -> Found | None:
    """A verb right behind the words, then its subject: "said Ilie Stan", "disse il ministro", "dit-il"."""
    size, begin = 0, at
    if tail.language == "fr" and _is_inverted(tail.low[at]):
        return tail, Subject(at, at + 1, "pronoun")
    while begin < len(tail.low) and tail.low[begin] in plain_list(tail.language, "between") and begin - at < 3:
        begin += 1
    for verb in dict.fromkeys((at, begin)):
        size = entry_at(tail.low, verb, tail.language, "says") or entry_at(tail.low, verb, tail.language, "gestures")
        if size:
            begin = verb
            break
    if not size or is_capital(tail.words[begin][2]):
        return None
    if tail.low[begin].rpartition("-")[2] in {"il", "elle"}:
        return tail, Subject(begin, begin + 1, "pronoun")
    subject = described(tail, behind(tail, begin + size))
    if (
        subject is None
        and tail.language in DROPPED
        and not new
        and tail.low[begin - 1] not in plain_list(tail.language, "vague")
    ):
        return tail, Subject(begin, begin + 1, "pronoun")
    if subject is None or (new and subject.kind == "phrase" and is_capital(tail.words[at][2])):
        return None
    return tail, subject


def _readable(tail: Said, at: int) -> Subject | None:
    """What the words stand in: "„...“, heißt es in der Erklärung", "« ... », lit-on dans le communiqué"."""
    size = entry_at(tail.low, at, tail.language, "readable")
    if not size:
        return None
    low = at + size
    while low < len(tail.low) and (
        tail.low[low] in plain_list(tail.language, "determiners") or tail.low[low] in _CASES
    ):
        low += 1
    high = low
    while high < len(tail.low) and high - low < _PHRASE and tail.words[high][2][:1].isalpha():
        if high > low and tail.low[high] in plain_list(tail.language, "stops"):
            break
        high += 1
    subject = Subject(low, high, "phrase")
    return subject if high > low and speaks(tail, subject) else None


# German articles behind a preposition
_CASES = frozenset("dem der den einem einer einen seinem seiner ihrem ihrer".split())
_PHRASE = 5  # words of a document's description


def _is_inverted(word: str) -> bool:
    """Whether a French word is a verb with its pronoun behind it ("dit-il", "a-t-elle" before a participle)."""
    verb, _, pronoun = word.rpartition("-")
    return pronoun in {"il", "elle"} and (
        verb.removesuffix("-t") in plain_list("fr", "says") | plain_list("fr", "between") | _HELPS
    )


_HELPS = frozenset({"s'est", "s’est", "a", "avait", "eut"})


def _before_verb(tail: Said, at: int, new: bool) -> Found | None:
    """A subject right behind the words, then its verb: "Ms Han told reporters"; it must begin at once."""
    if (
        at < len(tail.low)
        and new
        and is_capital(tail.words[at][2])
        and tail.low[at] in plain_list(tail.language, "openers")
    ):
        return None
    for k in range(at + 1, min(len(tail.low), at + _TAIL)):
        if tail.words[k][2] in ENDS | _OPEN | {";", ":"}:
            return None
        size = entry_at(tail.low, k, tail.language, "says") or entry_at(tail.low, k, tail.language, "gestures")
        if not size or is_noun(tail, k):
            continue
        if is_passive(tail, k):
            if tail.low[k + 1 : k + 3] == ["to", "have"]:  # "the King is said to have told"
                continue
            return None
        part = said(tail.words[at:k], tail.language)
        subject = before(part, len(part.low))
        if subject is None or subject.kind == "vague":
            return None
        begin = subject.low - (subject.kind == "phrase" and subject.low > 0)
        led = [w for w in part.low[:begin] if w not in plain_list(tail.language, "determiners")]
        plain = len(led) <= 4 and not any(w in plain_list(tail.language, "stops") or not w[:1].isalpha() for w in led)
        return (tail, Subject(subject.low + at, subject.high + at, subject.kind)) if plain else None
    return None
