"""The grammar of a language, compiled: one pattern over classes of tokens, each class one character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from regesta.dates.words import load_toml, vocabulary
from regesta.errors import BadData

# The classes the lexer gives out of itself; those of words come from the word lists.
LEXER_CLASSES = (
    "word", "capital", "mark", "amount", "number", "small", "year4", "long", "ordinal", "numeric", "decade4", "decade2",
    "year2", "comma", "dot", "dash", "slash", "open", "close", "bracket", "unbracket",
)  # fmt: skip

# A stretch without one of these tells no date.
_CORES = (
    "year4", "year2", "numeric", "decade4", "decade2", "decade_word", "month", "short_month", "weekday", "ordinal",
    "day_unit", "week_unit", "weekend_unit", "month_unit", "year_unit", "decade_unit", "century_unit", "quarter_unit",
    "units", "clock_unit", "quarter_name", "season", "deictic_day", "today", "often", "bc", "ad", "then", "which",
    "time",
)  # fmt: skip
_NAME = re.compile(r"[a-z][a-z_0-9]*")
_SHAPE = re.compile(r"[a-z_0-9|?*(){},\s]*")


@dataclass(frozen=True, slots=True)
class Grammar:
    """`letters` maps a class to its character. `stretch` finds runs of classes that rules speak of, with a class in them
    that a date needs; `whole` tries all forms, `single` one form each (as text: few are ever needed, see `alone`); `order` is the
    forms' order."""

    letters: dict[str, str]
    stretch: re.Pattern[str]
    whole: re.Pattern[str]
    single: dict[str, str]
    order: tuple[str, ...]


@cache
def alone(shape: str) -> re.Pattern[str]:
    """The pattern of one form, from `Grammar.single`; what it is made of was compiled before as a part of `whole`."""
    return re.compile(shape)


@cache
def grammar(language: str = "en") -> Grammar:
    """The grammar of a language. Raises BadData, naming file and key, for a rule that speaks of an unknown name."""
    name = f"data/{language}/grammar.toml"
    return compile_grammar(load_toml(name), frozenset(vocabulary(language).classes.values()), name)


def compile_grammar(data: dict[str, Any], word_classes: frozenset[str], name: str) -> Grammar:
    """The grammar that parsed TOML holds; `name` is the file's, for BadData."""
    classes = (*LEXER_CLASSES, *sorted(word_classes))
    letters = {kind: chr(0x100 + at) for at, kind in enumerate(classes)}
    known = dict(letters)
    try:
        for part, rule in data["parts"].items():
            known[part] = _compiled(rule, known, f"{name}, parts.{part}")
        leads = {
            lead: _compiled(data["leads"][lead], known, f"{name}, leads.{lead}")
            for lead in ("after", "before", "about")
        }
        forms = {form: _compiled(rule, known, f"{name}, forms.{form}") for form, rule in data["forms"].items()}
    except KeyError as missing:
        raise BadData(f"{name} lacks the table or key {missing}") from missing
    except AttributeError as fault:
        raise BadData(f"{name}: parts, leads and forms should be tables of rules") from fault
    lead = f"(?:(?P<after>{leads['after']})|(?P<before>{leads['before']}))?(?P<about>{leads['about']})?"
    tail = f"(?P<onward>{letters['onward']})?"
    idle = {letters[kind] for kind in ("word", "capital", "mark", "amount")}
    relevant = "".join(letter for letter in letters.values() if letter not in idle)
    try:
        whole = re.compile(lead + "(?:" + "|".join(f"(?P<{form}>{rule})" for form, rule in forms.items()) + ")" + tail)
        single = {form: f"{lead}(?P<{form}>{rule}){tail}" for form, rule in forms.items()}
    except re.error as fault:
        raise BadData(f"{name}: a form is no regular expression: {fault}") from fault
    cores = "".join(letters[kind] for kind in _CORES)
    leading = "".join(letter for letter in relevant if letter not in cores)
    # begun only where a run begins, and never given back, so that its time is that of its length
    stretch = re.compile(f"(?<![{relevant}])[{leading}]*+[{cores}][{relevant}]*+")
    return Grammar(letters, stretch, whole, single, tuple(forms))


_COUNTS = re.compile(r"\{[0-9]+,[0-9]+\}")


def _compiled(rule: object, known: dict[str, str], where: str) -> str:
    """A rule over names as a regular expression over characters."""
    if not isinstance(rule, str) or _SHAPE.fullmatch(rule) is None:
        raise BadData(f"{where}: a rule is a text of names, blanks and | ? * ( ) {{m,n}}")
    counts: list[str] = []

    def keep(found: re.Match[str]) -> str:
        counts.append(found.group())
        return "{" * 2

    def letter(found: re.Match[str]) -> str:
        name = found.group()
        if name not in known:
            raise BadData(f"{where}: no class or earlier part is called {name!r}")
        return f"(?:{known[name]})" if len(known[name]) > 1 else known[name]

    bare = _COUNTS.sub(keep, rule)
    written = _NAME.sub(letter, bare).replace("(?:", "\0").replace("(", "(?:").replace("\0", "(?:")
    for count in counts:
        written = written.replace("{" * 2, count, 1)
    return "".join(written.split())
