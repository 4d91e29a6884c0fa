"""The names in front of a reference, or of its editors and translators, as printed -> Author rows.

A comma, initials, capitals or a patronymic tell the family name. Without any of them the last word is taken, as in notes
("Robert Darnton"). A name of four words or more, or one with a word that bodies bear (ministry, university), is a body's.
"""

from __future__ import annotations

import re

from regesta.citations.wordlists import unmarked, word_classes
from regesta.model import Author

_UPPER = r"(?:(?![a-zа-яёəıöüğşç])[^\W\d_])"
_INITIALS = rf"{_UPPER}[’']?\.?(?:[\s-]?{_UPPER}[’']?\.){{0,3}}|{_UPPER}{{1,3}}"
_DOTTED = rf"(?:{_UPPER}[a-zа-яё]?[’']?\.[\s-]?){{1,4}}"
_PARTICLE = r"(?:(?:van|von|de|der|den|du|des|della|del|di|da|dos|la|le|el|al|bin|ibn|ter|ten|zu|af|av)[\s-]){0,3}(?:(?:d|l|al|el)['’-])?"
_FAMILY = rf"{_PARTICLE}{_UPPER}[\w'’ʼ-]*(?:\s{_UPPER}[\w'’ʼ-]{{2,}}){{0,2}}"
_SUFFIX = r"(?:,?\s(?P<suffix>Jr\.?|Sr\.?|II|III|IV)(?!\w))?"
_AND = r"(?:&|and|und|et|e|y|i|ve|və|və|и|та|en)"
_APART = re.compile(rf"\s*(?:[,;]\s*(?:{_AND}\s+)?|\s{_AND}\s+|(?<=\s){_AND}\s+|{_AND}(?<=&)\s*)", re.I)

# "Smith, J. K." / "Smith JK" / "J. K. Smith" / "Smith, John K." / "John Smith"
_FAMILY_INITIALS = re.compile(
    rf"(?P<family>{_FAMILY}),?\s(?P<given>{_DOTTED}(?!\s?{_UPPER}[\w'’]+(?:[^\w.'’-]|$))|{_UPPER}{{1,3}}(?=\s*(?:[,;&]|\.?\s*$|{_AND}\s))){_SUFFIX}"
)
_INITIALS_FAMILY = re.compile(rf"(?P<given>{_DOTTED})\s?(?P<family>{_FAMILY}){_SUFFIX}")
_FAMILY_GIVEN = re.compile(
    rf"(?P<family>{_FAMILY}),\s(?P<given>{_UPPER}[\w'’-]+(?:[\s-](?:{_UPPER}[\w'’-]*\.?|de|van|von)){{0,3}}){_SUFFIX}"
)
_PLAIN = re.compile(
    rf"(?P<all>{_UPPER}[\w'’.-]+(?:\s(?:{_UPPER}[\w'’-]*\.?|van|von|de|der|bin|ibn|al|el|oğlu|qızı)){{0,4}})"
)
_ROLES = re.compile(
    r"[\[(]?(?<!\w)(?:eds?|editors?|hrsg|hgg?|edited by|herausgegeben von|trans(?:l|lated)?(?: by)?|translators?|ред|под ред|отв\. ред|сост|пер|der|haz|çev|red|éds?|dirs?|coords?|orgs?|tərt|cev)\b\.?[\])]?",
    re.I,
)
_PATRONYMIC = re.compile(r"\w*(?:ович|евич|ич|овна|евна|ovich|evich|oviç|eviç|ovna|evna|oğlu|qızı|oglu|kizi)$", re.I)
OTHERS = re.compile(r",?\s*(?:and others|et al\b\.?|и др\.?|və b\.|vd\.?|u\.\s?a\.)", re.I)
_DASHES = re.compile(r"[\s_–—―-]{2,}\.?$|^[—–―]{1,3}\.?$")
_MOST, _LONGEST = 60, 4000  # names, and code points, that are read
_END_MARKS = re.compile(r"[\s.,;]+$")
_WITHIN = re.compile(r"^\s*(?:In|in|В кн|Dans|Em|İçinde)\b[:\s]+")
_SLASH = re.compile(rf"(?<=[\w.])\s?/\s?(?={_UPPER}[\w.])")  # "Moor, Anna/Roos, Bert"
_ENDS_IN_INITIAL = re.compile(rf"(?:^|[\s.-]){_UPPER}[’']?\.$|\b[JS]r\.$")


def authors_in(text: str) -> tuple[Author, ...]:
    """The persons or body that a string of names holds, in order; empty where it holds none."""
    bare = OTHERS.sub(" ", text[:_LONGEST])
    led = _ROLES.match(bare.lstrip(" ,;.([")) is not None  # "Edited by Ann Lee, Carl Doe": given names stand first
    bare = _END_MARKS.sub("", _ROLES.sub(" ", bare)) + _points(bare)
    bare = _SLASH.sub("; ", _WITHIN.sub("", bare))
    bare = " ".join(bare.split()).strip(' ,;:()[]&/"“”').lstrip(".")
    if _ENDS_IN_INITIAL.search(bare) is None:
        bare = bare.rstrip(" .,;")
    if bare.count("(") > bare.count(")") and len(bare) > 1:
        bare += ")"  # "NAT (National Archives of Thailand)"
    if not bare or _DASHES.fullmatch(bare):
        return ()
    if _is_body(bare):
        return (Author(literal=bare),)
    found: list[Author] = []
    at = 0
    style: re.Pattern[str] | None = _PLAIN if led else None
    while at < len(bare) and len(found) < _MOST:
        joint = _APART.match(bare, at)
        at = joint.end() if joint is not None else at
        name = _next(bare, at, style)
        if name is not None and name[1] > at:
            author, at, style = name
            found.append(author)
            continue
        # words that are no name as we know them, up to the next mark
        mark = _APART.search(bare, at + 1)
        rest = bare[at : mark.start() if mark is not None else len(bare)].strip(" ,;.&()")
        if len(rest) > 2:
            found.append(Author(literal=rest))
        at = mark.start() if mark is not None else len(bare)
    return tuple(found) if found else (Author(literal=bare),)


_INITIAL_AT_END = re.compile(rf"(?:(?:^|[\s.-]){_UPPER}[’']?|\b[JS]r)\.[\s.,;]*$")


def _points(text: str) -> str:
    """A full stop where the names end in an initial, before what tells their role."""
    return "." if _INITIAL_AT_END.search(_ROLES.sub(" ", text)) is not None else ""


def _next(text: str, at: int, style: re.Pattern[str] | None) -> tuple[Author, int, re.Pattern[str]] | None:
    """The name at an offset, the shape of the last one first."""
    shapes = [_INITIALS_FAMILY, _FAMILY_INITIALS, _FAMILY_GIVEN]
    if style is _PLAIN:
        shapes = [_INITIALS_FAMILY, _FAMILY_INITIALS] if "." in text else []
    elif style is _INITIALS_FAMILY:
        shapes = [_INITIALS_FAMILY, _FAMILY_INITIALS]
    for shape in shapes:
        found = shape.match(text, at)
        if found is None or (shape is _FAMILY_GIVEN and at > 0 and not _again(found, text, style)):
            continue
        given = _tidy(found["given"], initials=True) + (f", {found['suffix']}" if found["suffix"] else "")
        return Author(_tidy(found["family"]), given), found.end(), shape
    plain = _PLAIN.match(text, at)
    if plain is None:
        return None
    return _unmarked(plain["all"]), plain.end(), style or _PLAIN


_AND_FIRST = re.compile(rf"[,;]?\s*{_AND}\s")


def _again(found: re.Match[str], text: str, style: re.Pattern[str] | None) -> bool:
    """Whether "Stern, William" behind a first author is a family name and a given one, and not two persons."""
    if style is not _FAMILY_GIVEN:
        return False
    rest = text[found.end() :].lstrip()
    return ";" in text or (" " not in found["family"] and (not rest or _AND_FIRST.match(rest) is not None))


def _unmarked(name: str) -> Author:
    """A name without comma: capitals or a patronymic tell the family name, else it is the last word."""
    words = name.strip(" .").split()
    if len(words) == 1:
        return Author(literal=words[0])
    loud = [word for word in words if len(word) > 2 and word.isupper()]
    if loud and len(loud) < len(words):
        return Author(" ".join(loud), " ".join(word for word in words if word not in loud))
    if _PATRONYMIC.match(words[-1]) and len(words) >= 3:
        return Author(words[0], " ".join(words[1:]))
    split = len(words) - 1
    while split > 1 and word_classes().get(words[split - 1].lower()) == "particle":
        split -= 1
    return Author(" ".join(words[split:]), " ".join(words[:split]))


_FAMILY_AND_INITIALS = re.compile(rf"{_FAMILY},?\s{_UPPER}{{1,3}}")
_INITIAL_POINT = re.compile(rf"(?:^|[\s,;]){_UPPER}\.")
_STATE_ABBREVIATED = re.compile(r"U\.?\s?[SNK]\.")
_WORD = re.compile(r"[\w'’-]+")
_AND_BETWEEN = re.compile(rf"\s{_AND}\s")


def _is_body(name: str) -> bool:
    """Whether a string names one body and no persons."""
    if _FAMILY_AND_INITIALS.fullmatch(name):
        return False
    if _INITIAL_POINT.search(name) and not _STATE_ABBREVIATED.match(name):
        return False
    classes = word_classes()
    words = _WORD.findall(name)
    plain = list(map(unmarked, words))
    told = any(classes.get(word) in {"academy", "publisher", "journal", "report"} for word in plain if len(word) > 2)
    if told and _opens_with_person(name):
        return False  # "Lee, Ann, and Carl Fischer": publishers and journals bear names of families
    if ";" in name or (" & " in name and not told):
        return False
    if told:
        return True
    return "," not in name and len(words) >= 4 and not _AND_BETWEEN.search(name) and not _PATRONYMIC.match(words[-1])


_PERSON_ENDS = re.compile(rf"\s*(?:[,;&]|{_AND}\s|$)")


def _opens_with_person(name: str) -> bool:
    """Whether a string begins with a family name of one word and initials or given names, of which no word is a body's."""
    for shape in (_FAMILY_INITIALS, _FAMILY_GIVEN):
        found = shape.match(name)
        if found is None or " " in found["family"] or _PERSON_ENDS.match(name, found.end()) is None:
            continue
        kinds = [word_classes().get(word) for word in map(unmarked, _WORD.findall(found.group())) if len(word) > 2]
        placed = kinds[:1] != [None] and not {"city", "country"}.isdisjoint(kinds[1:])  # "Nature, London"
        return not placed and {"academy", "report"}.isdisjoint(kinds)
    return False


_UNSPACED_INITIAL = re.compile(r"(?<=\.)(?=[^\W\d_])")


def _tidy(part: str, initials: bool = False) -> str:
    part = part.strip(" ,;")
    if initials:
        return _UNSPACED_INITIAL.sub(" ", part)
    return part.rstrip(".")
