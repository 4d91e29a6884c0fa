"""Who speaks in Turkish and Azerbaijani, whose verb of saying stands behind the words and whose subject stands before them
without an ending. Azerbaijani may also put the verb first, and what is said behind "ki"."""

from __future__ import annotations

import re

from regesta.citations.saying import entry_at, plain_list
from regesta.citations.subjects import Said, Subject, behind, is_capital

LANGUAGES = frozenset({"tr", "az"})
_PARTICLES = frozenset("ise da de ayrıca dün bugün isə də həmçinin dünən".split())
_PARTICIPLE = re.compile(r".*(?:[ye]en|[ya]an|ıyan|iyen|[yrd]?ən)")
_PAST = re.compile(
    r".*(?:[dt][ıiuü]|[dt][ıiuü]r|[dt][ıiuü]ler|[dt][ıiuü]lar|m[ıiuü]ştı|m[ıiuü]şti|yor|yordu|[ıiuü]b|m[ıiuü]şd[ıiuü]r?|[ıiuü]r)"
)
# the endings of what is reported: "açacağını söyledi", "gerektiğini savundu"
_CLAUSE = re.compile(
    r".*(?:[dt][ıiuü][ğy][ıiuü]n[ıiuü]|[ae]ca[ğk][ıi]n[ıi]|[ae]ceğini|əcəyini|m[aeə]s[ıi]n[ıi]|[dt]ıklarını|[dt]iklerini|[dt]iklərini)"
)
_TOLD = re.compile(r".*[dt][ıiuü]ğ[ıiuü]")
_PASSIVE = frozenset(
    "kaydedildi belirtildi vurgulandı bildirildi açıklandı denildi denildiği duyuruldu hatırlatıldı savunuldu ifade dile yer deniliyor deniyordu bildirilir bildirilib bildirilirdi deyilir deyilib deyilirdi qeyd vurğulanır vurğulanıb göstərilir göstərilib".split()
)
_IN = re.compile(r"(.+?)(?:nd[aeə]|[dt][aeə])")
_OF = re.compile(r"(.+?)[’'](?:n?[ıiuü]n)")
_CASE = re.compile(
    r".+(?:yev|ov)(?:[iu]n|ə|a|i|u|d[aə]n?|l[aə])|.+(?:yeva|ova|zadə)(?:n[ıi]n|y[aə]|n[ıi]|d[aə]n?|yl[aə])"
)
_REACH = 5  # words of a phrase


def final(tail: Said, lead: Said) -> tuple[Said, Subject | None] | None:
    """The verb behind the words: "Yılmaz, “...” dedi", "“...” diyen Yılmaz", "“...” dedi Yılmaz", "bildiride “...” denildi"."""
    at = 1 if tail.words[0][2] == "," else 0
    k = next((k for k in range(at, min(at + 3, len(tail.low))) if entry_at(tail.low, k, tail.language, "says")), None)
    if k is None:
        if at < len(tail.low) and tail.low[at] in _PASSIVE | {"olduğu", "edildi"}:
            return _document(lead)
        return None
    size = entry_at(tail.low, k, tail.language, "says")
    owner = _owner(lead) if _is_told(tail, k + size) else None
    if owner is not None:
        return lead, owner
    following = _following(tail, k + size)
    if following is not None and (
        _PARTICIPLE.fullmatch(tail.low[k + size - 1]) is not None or subject(lead) is None or k == at
    ):
        return tail, following
    if any(word in _PASSIVE for word in tail.low[k + size : k + size + 2]):
        found = _document(lead)
        if found is not None:
            return found
    led = subject(lead)
    return (lead, led) if led is not None else (tail, Subject(k, k + 1, "pronoun"))


def _is_told(tail: Said, at: int) -> bool:
    """Whether the verb behind the words is itself told of ("diye yanıt verdiği belirtildi")."""
    near = range(at, min(at + 3, len(tail.low) - 1))
    return any(_TOLD.fullmatch(tail.low[k]) is not None and tail.low[k + 1] in _PASSIVE | {"öğrenildi"} for k in near)


def _owner(lead: Said) -> Subject | None:
    """The name with the ending of the genitive, who then is the subject ("Yılmaz’ın buna “...” dediği")."""
    for at in range(len(lead.low)):
        if is_capital(lead.words[at][2]) and _OF.fullmatch(lead.low[at]) is not None:
            low = at
            while (
                low > 0
                and is_capital(lead.words[low - 1][2])
                and lead.low[low - 1] not in plain_list(lead.language, "openers")
            ):
                low -= 1
            return Subject(low, at + 1, "name")
    return None


def _following(tail: Said, at: int) -> Subject | None:
    """A name right behind the verb or its participle."""
    found = behind(tail, at)
    if found is None or found.kind != "name" or found.low != at:
        return None
    return None if any(_is_inflected(tail.words[k][2]) for k in range(found.low, found.high)) else found


def led(lead: Said) -> tuple[Said, Subject | None] | None:
    """A verb and a colon before the words: "Yılmaz şöyle devam etti: “...”"."""
    if len(lead.low) < 2 or lead.low[-1] != ":" or _PAST.fullmatch(lead.low[-2]) is None:
        return None
    found = subject(lead)
    return (lead, found) if found is not None else (lead, Subject(len(lead.low) - 2, len(lead.low) - 1, "pronoun"))


def subject(text: Said) -> Subject | None:
    """The first name or phrase without an ending that a comma or a particle follows, else the one the sentence begins with."""
    weak = None
    at = 0
    while at < len(text.low):
        if not is_capital(text.words[at][2]):
            at += 1
            continue
        low = at
        while at < len(text.low) and is_capital(text.words[at][2]):
            at += 1
        high = at
        while low < high and text.low[low] in plain_list(text.language, "openers"):
            low += 1
        if low == high or any(_is_inflected(text.words[k][2]) for k in range(low, high)):
            continue
        name = Subject(low, high, "name")
        after = text.low[high] if high < len(text.low) else ""
        if (after == "," and not _is_dated(text, high + 1)) or after in _PARTICLES or not after:
            return name
        if after == "(" and any(word.isdigit() and len(word) == 4 for word in text.low[high + 1 : high + 4]):
            return name  # "Həsənov (2015, s. 702) bu bölgəni “...” adlandırır": an author with his year
        if weak is None and (low == 0 or (high - low > 1 and text.language == "tr")):
            weak = name
    phrase = _phrase(text)
    if weak is not None and (weak.high - weak.low > 1 or phrase is None):
        return weak if weak.high - weak.low > 1 or (text.low[weak.low].isalpha() and _is_known(text, weak)) else phrase
    return phrase


def _is_known(text: Said, weak: Subject) -> bool:
    """Whether one capitalised word that opens a sentence is an office."""
    return text.low[weak.low] in plain_list(text.language, "persons")


def _is_inflected(word: str) -> bool:
    """Whether a name has an ending: behind an apostrophe, or in Azerbaijani, which writes none, behind the end of a family
    name ("Əliyevin", "Quliyevaya")."""
    return "’" in word or "'" in word or _CASE.fullmatch(word) is not None


def _is_dated(text: Said, at: int) -> bool:
    return at < len(text.low) and text.low[at].isdigit()


def _phrase(text: Said) -> Subject | None:
    """A phrase for a person without an ending: "adını vermeyen bir büyükelçi", "Selanikli bir tütün tüccarı ise"."""
    persons = plain_list(text.language, "persons") | plain_list(text.language, "bodies")
    for at, word in enumerate(text.low):
        if word not in persons:
            continue
        after = text.low[at + 1] if at + 1 < len(text.low) else ""
        if after and is_capital(text.words[at + 1][2]):  # "Baş nazir Viktor Orban"
            high = at + 1
            while high < len(text.low) and is_capital(text.words[high][2]):
                high += 1
            if not any(_is_inflected(text.words[k][2]) for k in range(at + 1, high)):
                return Subject(at + 1, high, "name")
        stems = {word[:-1], word[:-2]} & (persons - {word})
        if stems and word[-1:] in {"ı", "i", "u", "ü"} and after and after != "," and after not in _PARTICLES:
            continue  # of somebody, or somebody to whom something is done
        low = at
        while low > 0 and at - low < _REACH and text.words[low - 1][2][:1].isalpha():
            low -= 1
            if text.low[low] == "bir":
                break
            if low > 0 and is_capital(text.words[low][2]):
                break
        return Subject(low, at + 1, "phrase")
    return None


def _document(lead: Said) -> tuple[Said, Subject | None] | None:
    """What is told in a letter or a communiqué: whoever it is of, else the document itself."""
    documents = plain_list(lead.language, "documents")
    for at in range(len(lead.low) - 1, -1, -1):
        if lead.low[at] not in documents or _IN.fullmatch(lead.low[at]) is None:
            continue
        for k in range(at - 1, max(-1, at - 5), -1):
            if _OF.fullmatch(lead.low[k]) is not None and is_capital(lead.words[k][2]):
                low = k
                while low > 0 and is_capital(lead.words[low - 1][2]):
                    low -= 1
                return lead, Subject(low, k + 1, "name")
        low = at - 1 if at > 0 and lead.words[at - 1][2][:1].isalpha() else at
        return lead, Subject(low, at + 1, "phrase")
    return None


def reports(text: Said) -> tuple[Subject, int, int] | None:
    """What a sentence reports without marks: its subject, and the words [low, high) that he says; None where it tells none."""
    for at in range(len(text.low) - 1, 1, -1):
        size = entry_at(text.low, at, text.language, "judges")
        if not size:
            continue
        if text.low[at + size : at + size + 1] == ["ki"]:
            led_by = subject(said_before(text, at))
            return (led_by, _inked(text, at + size + 1), len(text.low)) if led_by is not None else None
        if _CLAUSE.fullmatch(text.low[at - 1]) is None and _CLAUSE.fullmatch(text.low[at - 2]) is None:
            continue
        found = subject(said_before(text, at - 1))
        if found is None or found.high >= at:
            return None
        return found, min(_inked(text, found.high), at), at
    return None


def _inked(text: Said, at: int) -> int:
    """The first word from a place on that is no mark."""
    while at < len(text.low) and not text.words[at][2][:1].isalnum():
        at += 1
    return at


def said_before(text: Said, at: int) -> Said:
    """The words before a position."""
    return Said(text.words[:at], text.low[:at], text.language)
