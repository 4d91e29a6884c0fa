"""The act rules: data/en/acts.toml compiled into patterns over a sentence's tokens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from regesta.acts.lexicon import Lexicon, lexicon, norm_of
from regesta.acts.modality import modality_at
from regesta.errors import BadData
from regesta.model import ActMention, Token

_CLASSES = {
    "D": "<D>",
    "P": "<P>",
    "O": "<O>",
    "S": "<S>",
    "L": "<L>",
    "I": "<I>",
    "X": "<[POS]>",
    "N": "<[SL]>",
    "W": "[^ <:,;]+",
    "be": "(?:(?:have:[a-z]+|will|would|shall|may|can|could|should|must) )?(?:(?:also|not|then|later) )?be:[a-z]+",
    "det": "(?:a|an|the|its|their|his|her|this)",
}
_NAMED = "((of|at|with) (W|S|L)+)?"  # what a thing is named by: "the Treaty of Guadalupe Hidalgo"
_HEADLINE = "(BEGIN (-|•)? (D (:|-|–|—|,)?)?|;) HERE ~3"  # what opens a line of a chronicle, behind its mark and date
_TAGS = {
    "any": "[a-z]+",
    "ed": "(?:ed|past|en)",
    "en": "(?:ed|en|base)",
    "fin": "(?:ed|past|s|base)",
    "n": "(?:base|s)",
}
# a noun phrase goes no further than a finite verb or a clause boundary; the dash of "the German–Polish office" is none
_STOP = r"(?:[;:.?!—]|(?<!<S> )–|–(?! <S>)|when|which|who|whom|that|where|while|although|though|because|but|until|if|[^\s:]+:(?:ed|past|en)|(?:be|have|do):s)"
# what comes next heads its phrase: no preposition stands before it
_PREPOSITIONS = ("with", "of", "in", "to", "at", "between", "from", "by", "for", "on", "into", "near", "against")
# (a space is looked for first, since most characters are none)
_HEAD = "(?= )" + "".join(f"(?<! {word})(?<! {word} the)" for word in _PREPOSITIONS) + "(?<!> and)(?<!> and the)"
_GAP = r"(?: (?!" + _STOP + r" |, (?:and|but) (?:in|on|by) <D> )[^ ]+){0,%d}?"
# what stands between "of" and the thing: no comma with a noun phrase of its own behind it
_OF_GAP = r"(?: (?!" + _STOP + r" |, (?:the|a|an|its|their|it|<S>) )[^ ]+){0,%d}?"
# of a subject: no comma with another subject behind it ("Following a treaty, a pact was signed"); lists of states go on
_SUBJECT_GAP = r"(?: (?!" + _STOP + r" |, (?:a|an|its|their|it|the (?!<S>)) )[^ ]+){0,%d}?"
# words that qualify a noun: no article, conjunction, preposition or comma
_CLOSE = r"(?: (?!(?:[,;:.?!()—–]|and|or|but|the|a|an|of|in|on|to|by|with|for|from|at|between|[^\s:]+:(?:ed|past|en)|(?:be|have|do):s) )[^ ]+){0,%d}?"
# what stands in brackets behind a name
_PAR = r"(?: \((?: [^ )]+){1,12} \))?"
_HAD = r"(?: have:s(?: (?:also|already|long|just|since|then|later))?)?"  # before a verb: "the legation had become ..."
_TOLD = (":ed", ":any", ":fin")
_WIDE = r"(?: (?![;.] )[^ ]+){0,%d}?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of a rule. `needs`: for each set, one of its lemmas must stand in the sentence.

    `shape` and `bar` ("" for none) are regular expressions as text: there are many, most documents need few, and compiling all of them
    would take longer than reading an article.
    """

    act: str
    rule: str
    voice: str
    shape: str
    needs: tuple[frozenset[str], ...]
    bar: str


@cache
def compiled(shape: str) -> re.Pattern[str]:
    """A shape or bar of a pattern, compiled when it is first needed. Raises BadData where it is no regular expression."""
    try:
        return re.compile(shape)
    except re.error as fault:
        raise BadData(f"the act rules cannot be read: {fault} in {shape}") from fault


def find_acts(tokens: Sequence[Token]) -> tuple[ActMention, ...]:
    """The acts that a sentence's tokens tell, by their first token; one act a place, the longest wording of it."""
    norms = [token.norm for token in tokens]
    candidates = _candidates(norms)
    if not candidates:
        return ()
    line = " " + " ".join(norms) + " "
    starts: dict[int, int] = {}
    at = 0
    for index, norm in enumerate(norms):
        starts[at] = index
        at += len(norm) + 1
    found: dict[tuple[str, int], ActMention] = {}
    for pattern in candidates:
        shape, bar = compiled(pattern.shape), compiled(pattern.bar) if pattern.bar else None
        for match in shape.finditer(line):
            first = starts[match.start("here") if shape.groupindex else match.start()]
            last = starts[match.start()] + match.group().count(" ")
            if bar is not None and bar.search(line, max(0, match.start() - 24), match.end() + 40) is not None:
                continue
            voice = "nominal" if _is_noun(norms, first, last) else pattern.voice
            mention = ActMention(
                start=tokens[first].start,
                end=tokens[last - 1].end,
                first=first,
                last=last,
                act=pattern.act,
                rule=pattern.rule,
                voice=voice,
                modality=modality_at(norms, first, last, voice == "nominal"),
            )
            key = (pattern.act, last - 1)
            rival = found.get(key)
            if rival is None or _tells_better(mention, rival):
                found[key] = mention
    return _apart(sorted(found.values(), key=lambda mention: (mention.first, mention.last)), tokens)


def _tells_better(mention: ActMention, rival: ActMention) -> bool:
    """Of two wordings of one act that end together, the one with a verb tells more; then the closer one."""
    if (mention.voice == "nominal") != (rival.voice == "nominal"):
        return rival.voice == "nominal"
    return rival.last - rival.first > mention.last - mention.first


@cache
def lemmas_of(rule: str) -> frozenset[str]:
    """The lemmas that a rule's wordings rest on; none for a rule that is not in the list."""
    return frozenset(
        lemma for pattern in _index().patterns if pattern.rule == rule for need in pattern.needs for lemma in need
    )


def _is_noun(norms: Sequence[str], first: int, last: int) -> bool:
    """A form in -ing behind an article or "his" is a noun ("a high-level meeting"), and so is a base form right behind
    one ("the recall of Mr Lind")."""
    lead = norms[max(0, first - 2) : first]
    if norms[first].endswith(":base"):
        told = any(
            norm.endswith((":ed", ":past", ":s")) for norm in norms[first + 1 : last]
        )  # "a state of war existed"
        return not told and not _LEADS_NOUN.isdisjoint(lead[-1:])
    return norms[first].endswith(":ing") and not _LEADS_NOUN.isdisjoint(lead)


_LEADS_NOUN = frozenset({"a", "an", "the", "his", "her", "their", "its", "'s"})


def _candidates(norms: Sequence[str]) -> list[Pattern]:
    """The patterns whose words all stand in the sentence, in the order of the rules."""
    known = _index()
    met = 0
    opened: set[int] = set()
    for needs, patterns in map(_met_by, set(norms)):
        met |= needs
        if patterns:
            opened.update(patterns)
    return [known.patterns[at] for at in sorted(opened) if known.asked[at] & met == known.asked[at]]


@lru_cache(maxsize=1 << 16)
def _met_by(norm: str) -> tuple[int, tuple[int, ...]]:
    """The needs that a norm meets by its lemma, and the patterns for which one of them is the most telling."""
    lemma = norm.partition(":")[0]
    return _index().needs.get(lemma, 0), _index().first.get(lemma, ())


@dataclass(frozen=True, slots=True)
class _Index:
    """The patterns; by lemma the needs it meets, and the patterns for which it is the most telling; the needs of each.

    A need is a set of lemmas one of which must stand in the sentence; each is a bit of a number.
    """

    patterns: tuple[Pattern, ...]
    needs: dict[str, int]
    first: dict[str, tuple[int, ...]]
    asked: tuple[int, ...]


@cache
def _index(language: str = "en") -> _Index:
    patterns = every_pattern(language)
    bits: dict[frozenset[str], int] = {}
    needs: dict[str, int] = {}
    first: dict[str, list[int]] = {}
    asked: list[int] = []
    for at, pattern in enumerate(patterns):
        if not pattern.needs:
            raise BadData(f"rule {pattern.rule} has a pattern without a word of its own: {pattern.shape}")
        wanted = 0
        for need in pattern.needs:
            wanted |= bits.setdefault(need, 1 << len(bits))
            for lemma in need:
                needs[lemma] = needs.get(lemma, 0) | bits[need]
        for lemma in pattern.needs[0]:
            first.setdefault(lemma, []).append(at)
        asked.append(wanted)
    return _Index(patterns, needs, {lemma: tuple(rows) for lemma, rows in first.items()}, tuple(asked))


def _apart(mentions: list[ActMention], tokens: Sequence[Token]) -> tuple[ActMention, ...]:
    """Of two overlapping mentions of one act keep the one with the verb, else the longer; both, where an insertion tells
    the one and the main verb the other ("The treaty, concluded on D, was approved on D")."""
    kept: list[ActMention] = []
    for mention in mentions:
        twin = next((k for k in kept if k.act == mention.act and k.last > mention.first), None)
        if twin is None:
            kept.append(mention)
        elif (twin.voice == "nominal") > (mention.voice == "nominal"):
            kept[kept.index(twin)] = mention
        elif (behind := _main_verb(twin, mention, tokens)) is not None:
            kept.append(replace(mention, first=behind, start=tokens[behind].start))
        elif (behind := _main_verb(mention, twin, tokens)) is not None:
            kept[kept.index(twin)] = replace(twin, first=behind, start=tokens[behind].start)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: (mention.first, mention.last)))


def _main_verb(inserted: ActMention, whole: ActMention, tokens: Sequence[Token]) -> int | None:
    """Where the passive of `whole` begins, if the insertion behind the thing told of has a verb of its own, `inserted`."""
    if "nominal" in (inserted.voice, whole.voice) or not tokens[whole.last - 1].norm.endswith(_VERB_FORMS):
        return None
    told = any(token.norm.endswith(_VERB_FORMS) for token in tokens[inserted.first : inserted.last])
    be = next((at for at in range(inserted.last, whole.last) if tokens[at].norm.startswith("be:")), None)
    if be is None or not told:
        return None
    opened = any(token.norm == "," for token in tokens[whole.first : inserted.last])
    closed = any(token.norm == "," for token in tokens[inserted.last : be])
    return be if opened and closed else None


_VERB_FORMS = (":ed", ":past", ":en")


@cache
def every_pattern(language: str = "en") -> tuple[Pattern, ...]:
    """All patterns of a language. Raises BadData naming the rule that breaks the schema."""
    name = f"data/{language}/acts.toml"
    known = lexicon(language)
    try:
        rules = tomllib.loads(files("regesta.acts").joinpath(name).read_text(encoding="utf-8"))["rule"]
    except (KeyError, tomllib.TOMLDecodeError) as fault:
        raise BadData(f"{name} of the acts room breaks its schema: {fault}") from fault
    patterns: list[Pattern] = []
    for rule in rules:
        try:
            bar = "|".join(_shape(text, known) + "(?= )" for text in rule.get("except", ()))
            for voice, text in _expanded(rule):
                shape = _shape(text, known)
                patterns.append(Pattern(rule["act"], rule["id"], voice, shape + "(?= )", _needs(text, known), bar))
        except (KeyError, ValueError) as fault:
            raise BadData(f"{name}: rule {rule.get('id', '?')} cannot be read: {fault}") from fault
    return tuple(patterns)


def _expanded(rule: dict[str, object]) -> list[tuple[str, str]]:
    """The written-out forms of a rule: [(voice, tokens)]."""
    forms: list[tuple[str, str]] = []
    listed = rule.get("patterns", [])
    assert isinstance(listed, list)
    for line in listed:
        voice, _, text = str(line).partition(":")
        forms.append((voice.strip(), text.strip()))
    if "verbs" in rule:
        verbs, thing, gap = str(rule["verbs"]), str(rule["object"]), int(str(rule.get("gap", 6)))
        forms += [
            ("active", f"V({verbs}):any ..{gap} {thing}"),
            ("passive", f"{thing} %20 be ..2 V({verbs}):ed"),
            ("passive", f"{thing} {_NAMED} , (which|who|that) ...14 , be ..2 V({verbs}):ed"),
            ("passive", f"{thing} {_NAMED} , ...12 , be ..2 V({verbs}):ed"),
            ("passive", f"{thing} ...24 (and|but|,) HERE ..1 V({verbs}):ed (by|in|on|at|D)"),
            ("passive", f"{thing} ...24 and HERE ..1 be ..1 V({verbs}):ed"),
            (
                "passive",
                f"{thing} ...30 (, (and|but)|D and) HERE ..1 V({verbs}):ed ..2 (by|in|on|at|D)",
            ),  # of three verbs
            ("passive", f"{thing} ..6 , which HERE be ..2 V({verbs}):ed"),
        ]
        forms.append(("passive", f"{_HEADLINE} {thing} ~3 V({verbs}):ed END"))
        if rule.get("reduced"):
            forms.append(("passive", f"{thing} ..6 (, ..1)? V({verbs}):ed (by|on|in|at|D|between|with)"))
        if "intransitive" in rule:
            goes = rule["intransitive"]
            forms.append(("active", f"{thing} ..6 V({goes}):ed"))
            forms.append(("active", f"{thing} ...24 (and|but) HERE ..1 V({goes}):ed (in|on|at|D)"))
        if "nouns" in rule:
            nouns = "|".join(_noun_norms(str(rule["nouns"])))
            forms.append(("nominal", f"({nouns}) ((in|on)? D)? of ^{gap} {thing}"))
            forms.append(("nominal", f"{thing} ('s)? ({nouns})"))
    return forms


def _noun_norms(nouns: str) -> list[str]:
    return [norm_of(noun) for noun in nouns.split()]


_PIECE = re.compile(r"V\([^)]*\)(?::[a-z]+)?|@[a-z]+(?::[a-z]+)?|\.{2,3}\d+|[~^%]\d+|[()|]|[?*+]|[^\s()|?*+]+")


def _shape(text: str, known: Lexicon) -> str:
    """A pattern of the rule language as a regular expression over " "-led tokens."""
    out: list[str] = []
    pieces = _PIECE.findall(text)
    for at, piece in enumerate(pieces):
        if piece == "(" and not _is_group(pieces, at):
            out.append(r" \(")
        elif piece == "(":
            out.append("(?:")
        elif piece in {")", "|", "?", "*", "+"}:
            out.append(piece)
        elif piece == "HEAD":
            out.append(_HEAD)
        elif piece == "PAR":
            out.append(_PAR)
        elif piece == "HERE":
            out.append("(?P<here>)")
        elif piece == "AHEAD":
            out.append("(?=")
        elif piece == "BEGIN":
            out.append("^")
        elif piece == "END":
            out.append("(?= (?:[.;] |$))")
        elif piece.startswith("~"):
            out.append(_CLOSE % int(piece[1:]))
        elif piece.startswith("%"):
            out.append(_SUBJECT_GAP % int(piece[1:]))
        elif piece.startswith("^"):
            out.append(_OF_GAP % int(piece[1:]))
        elif piece.startswith("..."):
            out.append(_WIDE % int(piece[3:]))
        elif piece.startswith(".."):
            out.append(_GAP % int(piece[2:]))
        else:
            told = piece.startswith("V(") and piece.endswith(_TOLD) and at > 0 and _is_gap(pieces[at - 1])
            out.append((_HAD if told else "") + " " + _one(piece, known))
    return "".join(out) + ")" * pieces.count("AHEAD")


def _is_gap(piece: str) -> bool:
    return piece.startswith(("..", "%")) and not piece.startswith("...")


def _is_group(pieces: list[str], at: int) -> bool:
    """A bracket that is closed again groups; one left open stands for itself."""
    depth = 0
    for piece in pieces[at:]:
        depth += (piece == "(") - (piece == ")")
        if depth == 0:
            return True
    return False


def _one(piece: str, known: Lexicon) -> str:
    if piece.startswith("V("):
        verbs, _, tag = piece[2:].partition(")")
        forms = _TAGS.get(tag[1:] or "any", tag[1:])
        unknown = [verb for verb in verbs.split() if verb.partition("_")[0] not in known.forms]
        if unknown:
            raise ValueError(f"the lexicon has no verb {', '.join(unknown)}")
        return "(?:" + "|".join(_verb(verb, forms) for verb in verbs.split()) + ")"
    if piece.startswith("@"):
        group, _, tag = piece[1:].partition(":")
        return (
            "(?:"
            + "|".join(_phrase(words, known) for words in sorted(known.groups[group], key=len, reverse=True))
            + ")"
        )
    if piece in _CLASSES:
        return _CLASSES[piece]
    form = known.forms.get(piece)
    if form is None or piece in known.plurals:
        return re.escape(known.plurals.get(piece, piece))
    if form.endswith(":ing"):  # a noun in -ing ("fighting", "bombing"), which several of it leave as it is ("bombings")
        return f"(?:{re.escape(form)}|{re.escape(piece)})"
    if form.partition(":")[0] != piece:  # another inflected form
        return re.escape(form)
    return re.escape(piece) + "(?::(?:base|s|ing))?"  # a noun that is also a verb ("name", "trade")


def _verb(verb: str, forms: str) -> str:
    base, _, particle = verb.partition("_")
    return f"{re.escape(base)}:{forms}" + (f" {particle}" if particle else "")


def _phrase(words: str, known: Lexicon) -> str:
    return " ".join(_noun(word, known) for word in words.split("_"))


def _noun(word: str, known: Lexicon) -> str:
    norm = norm_of(word)
    lemma = norm.partition(":")[0]
    tagged = re.escape(lemma) + ("(?::(?:base|s|ing))?" if lemma in known.verbs else "")
    return f"(?:{tagged}|{re.escape(word)})" if norm.endswith(":ing") else tagged


def _needs(text: str, known: Lexicon) -> tuple[frozenset[str], ...]:
    """Sets of lemmas of which a sentence must hold one each, for the pattern to match at all; the most telling first."""
    pieces = _PIECE.findall(text)
    needs, _ = _needs_of(pieces, 0, known)
    return tuple(
        sorted(needs, key=lambda need: (any(word.startswith("<") or word in _COMMON for word in need), len(need)))
    )


# words that stand in most sentences: a pattern is not sought for their sake
_COMMON = frozenset(
    "the a an its their his her this of in to on at by with for from into between and or as not that who which be have do , ( ) 's".split()
)


def _needs_of(pieces: list[str], at: int, known: Lexicon) -> tuple[list[frozenset[str]], int]:
    """The needs of a sequence up to its closing bracket, and where it ends. An alternation needs one of its branches."""
    branches: list[list[frozenset[str]]] = [[]]
    while at < len(pieces):
        piece = pieces[at]
        if piece == ")":
            break
        if piece == "|":
            branches.append([])
        elif piece == "(" and _is_group(pieces, at):
            inner, at = _needs_of(pieces, at + 1, known)
            if at + 1 < len(pieces) and pieces[at + 1] in {"?", "*"}:
                at += 1
            else:
                branches[-1] += inner
        elif piece in {"?", "*"} and branches[-1]:
            branches[-1].pop()
        elif piece not in {"+", "?", "*", "HEAD", "PAR", "HERE", "AHEAD", "BEGIN", "END"} and not piece.startswith(
            ("..", "~", "^", "%")
        ):
            branches[-1].append(_words(piece, known))
        at += 1
    if len(branches) == 1:
        return branches[0], at
    if not all(branches):
        return [], at
    return [frozenset().union(*(min(branch, key=len) for branch in branches))], at


def _words(piece: str, known: Lexicon) -> frozenset[str]:
    """The lemmas one of which a single piece stands for."""
    if piece.startswith("V("):
        return frozenset(verb.partition("_")[0] for verb in piece[2:].partition(")")[0].split())
    if piece.startswith("@"):
        firsts = [words.split("_")[0] for words in known.groups[piece[1:].partition(":")[0]]]
        return frozenset(lemma for word in firsts for lemma in _lemmas(word, norm_of(word)))
    if piece == "be":
        return frozenset(["be"])
    if piece in {"X", "N"}:
        return frozenset(f"<{kind}>" for kind in _CLASSES[piece][2:-2])
    if piece == "det":
        return frozenset(["a", "an", "the", "its", "their", "his", "her", "this"])
    norm = known.plurals.get(piece) or known.forms.get(piece) or piece
    return frozenset(_lemmas(piece, _CLASSES.get(piece, norm)))


def _lemmas(word: str, norm: str) -> list[str]:
    """The lemma of a word's norm, and the word itself where it is in -ing: "meetings" is no form of "meet"."""
    return [norm.partition(":")[0], word] if norm.endswith(":ing") else [norm.partition(":")[0]]
