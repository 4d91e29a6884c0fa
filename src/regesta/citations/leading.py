"""Formulas of attribution before the words: "Carew told the cabinet that “...”", "in the words of the ministry: “...”"."""

from __future__ import annotations

from regesta.citations import turkish
from regesta.citations.around import ENDS, Around, Found, is_term, is_title
from regesta.citations.saying import endings, entry_at, plain_list, saying_lists
from regesta.citations.subjects import Said, Subject, before, behind, is_capital, name_before, opening, said

_NEAR = 32  # words between a verb and the words said
_CLOSE = 5  # words between a verb and one doubted word
DROPPED = frozenset({"es", "it", "pt"})  # languages whose verbs stand without a pronoun
_ONE = frozenset("a an un une ein eine einer einem einen uno una um uma".split())
_HEAD = 3  # words before what is told as somebody's words at a sentence's head
_THING = 8  # words of a thing between the verb that names it and the name
# endings of participles that stand behind a comma and tell of the name before it ("назвавший")
_PARTICIPLES = {"ru": ("вший", "вшая", "вшее", "вшие")}
_TAIL = 16  # words before a verb that may tell that it names something


def led(lead: Said, around: Around) -> Found | None:
    """ "Carew told the cabinet that “...”", "Kvalheim (1986, 93) recalls: “...”", "Dazu schrieb Weitz: „...“"."""
    size = len(lead.low)
    if lead.language in turkish.LANGUAGES:
        return turkish.led(lead)
    for at in range(size - 1, max(-1, size - _NEAR), -1):
        if lead.words[at][2] == ";":
            return None
        word = _verb_at(lead, at) or _going_at(lead, at) or _gesture_at(lead, at)
        if not word:
            continue
        after = at + word
        if is_noun(lead, at):
            continue
        named = _is_named(lead, at, after)
        if is_term(around) and not named and (size - after > _CLOSE or not _is_direct(lead, after)):
            return lead, None  # a doubted word
        if is_title(around) and not named and (size - after > 1 or not _is_direct(lead, after)):
            return lead, None
        if after == size and lead.low[at] in plain_list(lead.language, "calling") and not _is_what(lead, at):
            return lead, None  # "the hall called “...”"
        judging = not entry_at(lead.low, at, lead.language, "says")
        if is_passive(lead, at):
            if judging:  # "said that it was held to be “...”"
                continue
            return lead, None
        subject = before(lead, at)
        if lead.low[at].endswith(_PARTICIPLES.get(lead.language, ("\0",))) and lead.words[at - 1][2] == "," and at > 1:
            subject = name_before(lead, at - 1) or before(lead, at - 1)
        if _going_at(lead, at):
            subject = sentence_subject(lead, at)
            return (lead, subject) if subject is not None else None
        if subject is not None and subject.kind == "name" and _is_adjective(lead, subject, at):
            continue
        if subject is None and lead.language != "en":
            subject = behind(lead, after)
        if subject is None:
            subject = _head(lead, at)
        if subject is None and lead.language in DROPPED and not judging:
            subject = sentence_subject(lead, at) or Subject(at, at + 1, "pronoun")
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
    return plain and (rest[-1] in _ONE or rest[-1] not in plain_list(text.language, "determiners"))


def _going_at(text: Said, at: int) -> int:
    """How many words of a participle that tells what the sentence's subject says stand at a position; 0 where none does."""
    return entry_at(text.low, at, text.language, "going")


def _gesture_at(text: Said, at: int) -> int:
    """How many words of what is done while speaking stand at a position, right before a colon or a comma and the words."""
    size = entry_at(text.low, at, text.language, "gestures")
    rest = text.low[at + size :]
    return size if size and rest and len(rest) <= 4 and rest[-1] in {":", ","} and not set(rest[:-1]) & ENDS else 0


def sentence_subject(text: Said, at: int) -> Subject | None:
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


def is_noun(text: Said, at: int) -> bool:
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


def is_passive(text: Said, at: int) -> bool:
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
    return sentence_subject(lead, at)


def grounded(lead: Said, term: bool) -> Found | None:
    """ "According to Carew, “...”", "In the words of the ministry: “...”", "Secondo Ferrandini «...»", "Yılmaz’a göre “...”"."""
    for at in range(len(lead.low) - 1, max(-1, len(lead.low) - _NEAR), -1):
        size = entry_at(lead.low, at, lead.language, "grounds")
        if not size:
            continue
        if lead.language in turkish.LANGUAGES:
            subject = before(lead, at)
            fits = subject is not None and lead.low[at - 1].endswith(endings(lead.language)) and subject.kind == "name"
            return (lead, subject) if fits and not _has_verb(lead, at + size) else None
        heading = tuple(lead.low[at : at + size]) in headings(lead.language)
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


def headings(language: str) -> frozenset[tuple[str, ...]]:
    return saying_lists(language)["heading"]


def _phrase(text: Said, at: int) -> Subject | None:
    """A phrase whose article is glued to the preposition before it ("nelle parole del ministro")."""
    end = at
    while end < len(text.low) and end - at < 5 and text.words[end][2][:1].isalpha():
        end += 1
    return Subject(at, end, "phrase") if end > at else None


def _has_verb(text: Said, at: int) -> bool:
    return any(entry_at(text.low, k, text.language, "says") and not is_noun(text, k) for k in range(at, len(text.low)))


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


def _by_word(text: Said, at: int) -> Subject | None:
    """Whose word is told behind "selon" and the like, an adjective between ("selon le mot cruel d’un envoyé")."""
    if at < 2 or text.low[at - 1] not in plain_list(text.language, "determiners"):
        return None
    if not entry_at(text.low, at - 2, text.language, "grounds"):
        return None
    for k in range(at + 1, min(len(text.low), at + 4)):
        if text.low[k] in plain_list(text.language, "genitive"):
            subject = behind(text, k + 1)
            fits = subject is not None and subject.kind in {"name", "phrase"} and not _has_verb(text, subject.high)
            return subject if fits else None
        if not text.low[k].isalpha():
            return None
    return None


def stated(lead: Said) -> Found | None:
    """Words that stand in a document: "In der Erklärung heißt es: „...“", "В заявлении министерства говорится: «...»"."""
    entries = {entry[:-1] for entry in saying_lists(lead.language)["readable"] if len(entry) > 1}
    if not entries or not lead.low or not (lead.low[-1] == ":" or lead.low[-1] in plain_list(lead.language, "that")):
        return None
    verb = next(
        (k for k in range(1, len(lead.low)) if any(tuple(lead.low[k : k + len(e)]) == e for e in entries)), None
    )
    if verb is None:
        return None
    names = plain_list(lead.language, "documents") | plain_list(lead.language, "bodies")
    at = next((k for k in range(verb) if lead.low[k] in names), None)
    if at is None:
        return None
    high = at + 1
    while high < verb and lead.words[high][2][:1].isalpha() and high - at < _CLOSE:
        high += 1
    return lead, Subject(at, high, "phrase")


def _is_theirs(text: Said, at: int) -> bool:
    """Whether a word for what somebody says is told as his, behind a preposition ("in her words", "selon ses termes")."""
    owner = at - 1 - (at > 1 and text.low[at - 1] in {"own", "propres", "propias", "propios", "eigenen"})
    small = (
        plain_list(text.language, "links") | plain_list(text.language, "stops") | plain_list(text.language, "grounds")
    )
    ahead = text.low[owner - 1] if owner > 0 else ""
    return owner > 0 and text.low[owner] in plain_list(text.language, "possessive") and ahead in small


def worded(lead: Said) -> Found | None:
    """ "In Carew’s phrase, “...”", "the ministry's reply was that “...”", "la formule de Villeneuve : « ... »"."""
    for at in range(len(lead.low) - 1, max(-1, len(lead.low) - 12), -1):
        if lead.low[at] not in plain_list(lead.language, "words"):
            continue
        if _is_theirs(lead, at) and (_is_close(lead, at + 1) or (at <= _HEAD and not _has_verb(lead, at + 1))):
            return lead, Subject(at - 1, at, "pronoun")
        adjective = _by_word(lead, at)
        if adjective is not None:
            return lead, adjective
        rest = [word for word in lead.low[at + 1 :] if word not in {"was", "were", "is", "are", "remains", "remained"}]
        short = said([w for w in lead.words[at + 1 :] if w[2].lower() in rest], lead.language)
        for back in range(at - 1, max(-1, at - 4), -1):
            owner = lead.low[back]
            plain = not any(is_capital(w) or not w[0].isalpha() for _, _, w in lead.words[at + 1 : -1])
            told = bool(set(lead.low[at + 1 :]) & plain_list(lead.language, "that")) and not _has_verb(lead, at + 1)
            led = told or (lead.low[-1] == ":" and plain and len(lead.low) - at <= _CLOSE)
            if owner.endswith(endings(lead.language) or ("\0",)) and (led or _is_close(short, 0)):
                subject = name_before(lead, back + 1) or before(lead, back + 1)
                return (lead, subject) if subject is not None and subject.kind in {"name", "phrase"} else None
        if at + 1 < len(lead.low) and lead.low[at + 1] in plain_list(lead.language, "genitive"):
            subject = behind(lead, at + 2)
            if subject is not None and subject.kind != "pronoun" and _is_close(lead, subject.high):
                return lead, subject
    return None
