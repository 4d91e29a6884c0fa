"""Who says the words of a quotation, by the formulas of attribution before and behind it.

Each formula asks for its own words next to the marks: a verb of saying with its subject before ("the embassy reported that
“...”") or behind ("“...,” Ms Han told reporters"), "according to", "in the words of", "in Carew's phrase". Where a subject
cannot be told, nobody is said to speak.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regesta.citations import turkish
from regesta.citations.saying import Word, endings, entry_at, plain_list, saying_lists, words_of
from regesta.citations.subjects import Said, Subject, before, behind, is_capital, name_before, opening, said, speaks
from regesta.citations.words import citing_words
from regesta.model import Citation, PersonMention

_REACH = 420  # code points before and behind a quotation that are looked at
_NEAR = 32  # words between a verb and the words said
_CLOSE = 5  # words between a verb and one doubted word
_THING = 8  # words of a thing between the verb that names it and the name
_TAIL = 16  # words behind a quotation within which its verb may stand
_ENDS = frozenset(".!?")
_OPEN = frozenset('“«„‘"')


class Around(NamedTuple):
    """A quotation in its sentence: [low, start) is the sentence before it, [end, high) what follows it; `inner` the words."""

    text: str
    low: int
    start: int
    end: int
    high: int
    inner: str
    language: str


class Told(NamedTuple):
    """What the formulas tell: the speaker, and whether they speak at all (then nothing else may be guessed).

    `kind` is "name", "phrase", "pronoun" (then the speaker is to be sought before), "vague" (whom the work cited tells) or
    "none"; `found` is the subject that was met.
    """

    speaker: str | None
    kind: str
    found: tuple[Said, Subject] | None = None


_SILENT = Told(None, "none")


def told_speaker(around: Around, people: Sequence[PersonMention], citations: Sequence[Citation]) -> Told | None:
    """Who says a quotation, None where no formula is met. `people` are named persons near it, `citations` those behind it."""
    language = around.language
    lead = said(words_of(around.text, max(around.low, around.start - _REACH), around.start), language)
    tail = said(words_of(around.text, around.end, min(around.high, around.end + _REACH)), language)
    if _is_doubted(lead):
        return _SILENT
    for found in (_behind(around, tail, lead), _grounded(lead, _is_term(around)), _worded(lead), _led(lead, around)):
        if found is None:
            continue
        words, subject = found
        if subject is None:  # a formula that says that nobody speaks
            return _SILENT
        return _named(around, words, subject, people, citations)
    return _led_by_one(around, lead, people)


def undersigned(text: str, low: int, high: int, language: str, people: Sequence[PersonMention]) -> str | None:
    """The name that text[low:high] begins with, as the line under a block of words gives it."""
    line = said(words_of(text, low, high), language)
    subject = behind(line, 0)
    if subject is None or subject.kind != "name":
        return None
    return _named(Around(text, low, low, high, high, "", language), line, subject, people, ()).speaker


def _led_by_one(around: Around, lead: Said, people: Sequence[PersonMention]) -> Told | None:
    """Who a sentence ending in a colon is about: "A delegate, Ilie Stan, was blunter: “...”", "The envoy sent one line: “...”"."""
    if not lead.low or lead.low[-1] != ":" or _is_term(around):
        return None
    inside = [person for person in people if lead.words[0][0] <= person.start and person.end <= around.start]
    if len({person.name for person in inside}) == 1:
        ahead = [word for start, _, word in lead.words if start < inside[0].start]
        small = plain_list(lead.language, "links") | plain_list(lead.language, "stops")
        if not (ahead and ahead[-1].lower() in small):
            return Told(inside[0].name, "name")
    subject = opening(lead)
    if subject is None or around.inner.strip()[-1:] not in _ENDS | {"…"}:
        return None
    if subject.kind == "pronoun" or (subject.kind != "vague" and speaks(lead, subject)):
        return _named(around, lead, subject, people, ())
    return None


def _is_term(around: Around) -> bool:
    """Whether the words are one or two and no sentence, as a doubted word is."""
    inner = around.inner.strip()
    return len(inner.split()) <= 2 and inner[-1:] not in _ENDS


def _is_title(around: Around) -> bool:
    """Whether the words are all capitalised but for small ones, as a title or a name is, and end without a stop."""
    small = citing_words("inner") | plain_list(around.language, "determiners") | plain_list(around.language, "links")
    words = [word for word in around.inner.split() if word[:1].isalpha() and word.lower() not in small]
    return len(words) > 1 and all(is_capital(word) for word in words) and around.inner.strip()[-1:] not in _ENDS | {","}


def _is_doubted(lead: Said) -> bool:
    """Whether the words stand behind "so-called", "the term" and the like."""
    for size in range(1, 5):
        if len(lead.low) >= size and entry_at(lead.low, len(lead.low) - size, lead.language, "doubted") == size:
            return True
    return False


def _named(
    around: Around, text: Said, subject: Subject, people: Sequence[PersonMention], citations: Sequence[Citation]
) -> Told:
    """What a subject is called: the fullest form of a person's name, else the words as printed, without article and genitive."""
    if subject.kind == "pronoun":
        return Told(None, "pronoun", (text, subject))
    if subject.kind == "vague":
        return Told(_cited(around, citations, True), "vague", (text, subject))
    words = text.words[subject.low : subject.high]
    if subject.kind == "phrase":
        # the head is the word before the first preposition
        links = [k for k in range(subject.low + 1, subject.high) if text.low[k] in plain_list(text.language, "links")]
        head = {text.low[k] for k in range(subject.low, subject.high)} if not links else {text.low[links[0] - 1]}
        if head & plain_list(text.language, "silent"):
            return _SILENT
        if head & plain_list(text.language, "unnamed"):
            author = _cited(around, citations, False)
            if author is not None:
                return Told(author, "name")
        while words and text.low[subject.high - len(words)] in plain_list(text.language, "determiners"):
            words = words[1:]
    if not words:
        return _SILENT
    printed = _printed(around.text, words, text.language)
    joined = any(word.lower() in plain_list(text.language, "joints") for _, _, word in words)
    last = words[-1]
    for person in people if not joined else ():
        if (
            person.name is not None
            and person.name_start <= last[0] < person.name_end
            and _is_sound(person.name, printed, text)
        ):
            return Told(person.name, "name")
    return Told(printed, subject.kind, (text, subject))


def _is_sound(name: str, printed: str, text: Said) -> bool:
    """Whether a person's fullest form only adds to what is printed, with no word of a sentence in it."""
    parts = name.lower().split()
    small = plain_list(text.language, "openers") | plain_list(text.language, "joints")
    return (
        parts[-1] in printed.lower()
        and not any(part in small for part in parts if part not in citing_words("inner"))
        and parts[0] not in small
    )


def _printed(text: str, words: Sequence[Word], language: str) -> str:
    """The words as printed, blanks made one, without a sign of the genitive at their end."""
    told = " ".join(text[words[0][0] : words[-1][1]].split())
    for end in endings(language):
        if told.endswith(end) and len(told) > len(end) + 1:
            return told.removesuffix(end)
    return told


def _cited(around: Around, citations: Sequence[Citation], bodily: bool) -> str | None:
    """The author of the work cited right behind the words, where it does not only carry them; with `bodily` only a body."""
    for citation in citations:
        if not around.end <= citation.start <= around.end + 4 or not citation.names:
            continue
        shown = said(words_of(around.text, around.end, citation.end), around.language)
        if any(entry_at(shown.low, at, around.language, "carried") for at in range(len(shown.low))):
            return None
        first = {word.strip(".,").lower() for word in citation.names[0].split()}
        if bodily and not (len(first) > 1 and first & citing_words("bodies")):
            return None
        return (
            citation.names[0]
            if len(citation.names) == 1
            else f"{', '.join(citation.names[:-1])} and {citation.names[-1]}"
        )
    return None


Found = tuple[Said, Subject | None]


# --- before the words ------------------------------------------------------------------------------------------------


def _led(lead: Said, around: Around) -> Found | None:
    """ "Carew told the cabinet that “...”", "Kvalheim (1986, 93) recalls: “...”", "Dazu schrieb Weitz: „...“"."""
    size = len(lead.low)
    if lead.language == "tr":
        return turkish.led(lead)
    for at in range(size - 1, max(-1, size - _NEAR), -1):
        if lead.words[at][2] == ";":
            return None
        word = _verb_at(lead, at) or _going_at(lead, at) or _gesture_at(lead, at)
        if not word:
            continue
        after = at + word
        if _is_noun(lead, at):
            continue
        named = _is_named(lead, at, after)
        if _is_term(around) and not named and (size - after > _CLOSE or not _is_direct(lead, after)):
            return lead, None  # a doubted word
        if _is_title(around) and (size - after > 1 or not _is_direct(lead, after)):
            return lead, None
        if after == size and lead.low[at] in plain_list(lead.language, "calling") and not _is_what(lead, at):
            return lead, None  # "the hall called “...”"
        judging = not entry_at(lead.low, at, lead.language, "says")
        if _is_passive(lead, at):
            if judging:  # "said that it was held to be “...”"
                continue
            return lead, None
        subject = before(lead, at)
        if lead.low[at].endswith(_PARTICIPLES.get(lead.language, ("\0",))) and lead.words[at - 1][2] == "," and at > 1:
            subject = name_before(lead, at - 1) or before(lead, at - 1)
        if _going_at(lead, at):
            subject = _going_subject(lead, at)
            return (lead, subject) if subject is not None else None
        if subject is not None and subject.kind == "name" and _is_adjective(lead, subject, at):
            continue
        if subject is None and lead.language != "en":
            subject = behind(lead, after)
        if subject is None:
            subject = _head(lead, at)
        if subject is not None and not (judging and subject.kind not in {"name", "pronoun"}):
            return lead, subject
        if subject is None and not judging:
            return None
    return None


def _is_named(text: Said, at: int, after: int) -> bool:
    """Whether a verb gives what follows it the name in marks ("called the treaty “...”"): a thing stands between them."""
    if not entry_at(text.low, at, text.language, "naming") or not 0 < len(text.low) - after <= _THING:
        return False
    rest = text.low[after:]
    plain = not any(not word[:1].isalnum() or word in plain_list(text.language, "relatives") for word in rest)
    return plain and rest[-1] not in plain_list(text.language, "determiners")


def _going_at(text: Said, at: int) -> int:
    """How many words of a participle that tells what the sentence's subject says stand at a position; 0 where none does."""
    return entry_at(text.low, at, text.language, "going")


def _gesture_at(text: Said, at: int) -> int:
    """How many words of what is done while speaking stand at a position, right before a colon or a comma and the words."""
    size = entry_at(text.low, at, text.language, "gestures")
    rest = text.low[at + size :]
    return size if size and rest and len(rest) <= 4 and rest[-1] in {":", ","} and not set(rest[:-1]) & _ENDS else 0


def _going_subject(text: Said, at: int) -> Subject | None:
    """The subject of a participle: the sentence's own, behind the last colon or semicolon before it."""
    begin = max((k + 1 for k in range(at) if text.low[k] in {":", ";"}), default=0)
    part = said(text.words[begin:at], text.language)
    subject = opening(part) if part.low else None
    if subject is None or subject.kind == "vague":
        return None
    return Subject(subject.low + begin, subject.high + begin, subject.kind)


def _is_what(text: Said, at: int) -> bool:
    """Whether the words are what somebody calls a thing ("what Carew called “...”")."""
    return any(word in plain_list(text.language, "what") for word in text.low[max(0, at - _TAIL) : at])


def _verb_at(text: Said, at: int) -> int:
    """How many words of a verb of saying stand at a position; 0 where none does."""
    return entry_at(text.low, at, text.language, "says") or entry_at(text.low, at, text.language, "judges")


def _is_noun(text: Said, at: int) -> bool:
    """Whether the word is a noun, right behind an article or a preposition ("his claims", "in reports")."""
    if at == 0:
        return text.language == "en"
    word = text.low[at - 1]
    return word in plain_list(text.language, "determiners") - plain_list(text.language, "between") or (
        word in plain_list(text.language, "links")
        and word not in plain_list(text.language, "relatives") | plain_list(text.language, "between")
    )


def _is_adjective(text: Said, subject: Subject, at: int) -> bool:
    """Whether one capitalised word before what may be a noun is rather its adjective ("British claims")."""
    if (
        text.low[at] not in plain_list(text.language, "nounlike")
        or subject.high - subject.low > 1
        or subject.high != at
    ):
        return False
    return at + 1 < len(text.low) and not _is_direct(text, at + 1)


def _is_direct(text: Said, at: int) -> bool:
    """Whether what is said comes at once: nothing between, a colon, a comma, "that" or "it", an insertion in brackets."""
    rest = text.low[at : at + 8]
    if not rest or rest[0] in {":", ",", "it"} or rest[0] in plain_list(text.language, "that"):
        return True
    return len(rest) < 8 and rest[-1] == ":"


def _is_passive(text: Said, at: int) -> bool:
    """Whether a verb has a form of "be" before it, so that its subject does not speak."""
    while at > 0 and text.low[at - 1] in plain_list(text.language, "between"):
        if text.low[at - 1] in plain_list(text.language, "passive"):
            return True
        at -= 1
    return at > 0 and text.low[at - 1] in plain_list(text.language, "passive")


def _head(lead: Said, at: int) -> Subject | None:
    """The sentence's first subject, for a second verb behind "and": "Carew went home and told his wife: “...”"."""
    if at == 0 or lead.low[at - 1] not in plain_list(lead.language, "joints"):
        return None
    return _going_subject(lead, at)


def _grounded(lead: Said, term: bool) -> Found | None:
    """ "According to Carew, “...”", "In the words of the ministry: “...”", "Secondo Ferrandini «...»", "Yılmaz’a göre “...”"."""
    for at in range(len(lead.low) - 1, max(-1, len(lead.low) - _NEAR), -1):
        size = entry_at(lead.low, at, lead.language, "grounds")
        if not size:
            continue
        if lead.language == "tr":
            subject = before(lead, at)
            fits = subject is not None and lead.low[at - 1].endswith(endings("tr")) and subject.kind == "name"
            return (lead, subject) if fits and not _has_verb(lead, at + size) else None
        heading = tuple(lead.low[at : at + size]) in _headings(lead.language)
        if heading and at > 0:
            continue
        if at + size > 1 and lead.low[at + size - 1] in {"der", "des", "del", "do", "da", "d'", "d’"} and size > 1:
            subject = behind(lead, at + size) or _phrase(lead, at + size)
        else:
            subject = behind(lead, at + size)
        if subject is None or subject.kind == "pronoun" or _has_verb(lead, subject.high):
            continue
        close = _is_close(lead, subject.high)
        if close or (at == 0 and not heading and not term):
            return lead, subject
    return None


def _headings(language: str) -> frozenset[tuple[str, ...]]:
    return saying_lists(language)["heading"]


def _phrase(text: Said, at: int) -> Subject | None:
    """A phrase whose article is glued to the preposition before it ("nelle parole del ministro")."""
    end = at
    while end < len(text.low) and end - at < 5 and text.words[end][2][:1].isalpha():
        end += 1
    return Subject(at, end, "phrase") if end > at else None


def _has_verb(text: Said, at: int) -> bool:
    return any(entry_at(text.low, k, text.language, "says") and not _is_noun(text, k) for k in range(at, len(text.low)))


def _is_close(text: Said, at: int) -> bool:
    """Whether nothing but a bracket, a comma, a colon, "that" and the like stands between word `at` and the words said."""
    depth = 0
    for word in text.low[at:]:
        if word in {"(", "["}:
            depth += 1
        elif word in {")", "]"}:
            depth -= 1
        elif depth <= 0 and word not in {",", ":", "—", "–"} and word not in plain_list(text.language, "that"):
            return False
    return True


def _worded(lead: Said) -> Found | None:
    """ "In Carew’s phrase, “...”", "the ministry's reply was that “...”", "la formule de Villeneuve : « ... »"."""
    for at in range(len(lead.low) - 1, max(-1, len(lead.low) - 12), -1):
        if lead.low[at] not in plain_list(lead.language, "words"):
            continue
        rest = [word for word in lead.low[at + 1 :] if word not in {"was", "were", "is", "are", "remains", "remained"}]
        short = said([w for w in lead.words[at + 1 :] if w[2].lower() in rest], lead.language)
        for back in range(at - 1, max(-1, at - 4), -1):
            owner = lead.low[back]
            plain = not any(is_capital(w) or not w[0].isalpha() for _, _, w in lead.words[at + 1 : -1])
            led = lead.low[-1] == ":" and plain and len(lead.low) - at <= _CLOSE
            if owner.endswith(endings(lead.language) or ("\0",)) and (led or _is_close(short, 0)):
                subject = name_before(lead, back + 1) or before(lead, back + 1)
                return (lead, subject) if subject is not None and subject.kind in {"name", "phrase"} else None
        if at + 1 < len(lead.low) and lead.low[at + 1] in plain_list(lead.language, "genitive"):
            subject = behind(lead, at + 2)
            if subject is not None and subject.kind != "pronoun" and _is_close(lead, subject.high):
                return lead, subject
    return None


# --- behind the words ------------------------------------------------------------------------------------------------


def _behind(around: Around, tail: Said, lead: Said) -> Found | None:
    """ "“...,” said Ilie Stan", "“...,” the adviser told a newspaper", "“...”, according to Carew", "« ... », écrit-il"."""
    if not tail.low:
        return None
    if tail.language == "tr":
        return turkish.final(tail, lead)
    inner = around.inner.rstrip()
    if tail.language == "de":
        found = _closed(lead, tail)
        if found is not None:
            return found
    at = 0
    while at < len(tail.low) and at < 2 and tail.words[at][2] in {",", "—", "–", "-"}:
        at += 1
    stopped = inner[-1:] in _ENDS | {"…"}
    parted = at >= 1 or inner[-1:] in {",", "—", "–"}
    if at >= len(tail.low):
        return None
    if not parted and inner[-1:] not in {"!", "?"}:
        return None if stopped else _after_verb(tail, at, False)
    if tail.words[0][2] in {"—", "–"} and inner[-1:] != "," and tail.language not in _DASHED:
        parted = False
    size = entry_at(tail.low, at, tail.language, "grounds")
    if size and parted and tuple(tail.low[at : at + size]) not in _headings(tail.language) - {("so",)}:
        subject = behind(tail, at + size)
        if subject is not None and subject.kind != "pronoun":
            return tail, subject
    if parted and at < len(tail.low) and tail.low[at] in _AS.get(tail.language, frozenset()):
        at += 1
    return _after_verb(tail, at, stopped and not parted) or _before_verb(tail, at, stopped and not parted)


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
# endings of participles that stand behind a comma and tell of the name before it ("назвавший")
_PARTICIPLES = {"ru": ("вший", "вшая", "вшее", "вшие")}
_AS = {"en": frozenset({"as"}), "fr": frozenset({"comme"}), "it": frozenset({"come"}), "es": frozenset({"como"}),
       "pt": frozenset({"como"}), "de": frozenset({"wie", "so"})}  # fmt: skip


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
    subject = behind(tail, begin + size)
    if subject is None or (new and subject.kind == "phrase" and is_capital(tail.words[at][2])):
        return None
    return tail, subject


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
        if tail.words[k][2] in _ENDS | _OPEN | {";", ":"}:
            return None
        size = entry_at(tail.low, k, tail.language, "says") or entry_at(tail.low, k, tail.language, "gestures")
        if not size or _is_noun(tail, k):
            continue
        if _is_passive(tail, k):
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
