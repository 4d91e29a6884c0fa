"""The lexicon: word form -> lemma with its form, and the named groups of the rules."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from regesta.errors import BadData

# a last consonant behind one vowel letter may be doubled ("stepped", "initialled"); both spellings are known
_DOUBLES = re.compile(r"[^aeiou][aeiou][bdfgklmnprt]$|ial$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`forms` maps a lower-case word form to its lemma and form ("opened" -> "open:ed"); `groups` a name to lemmas.

    `verbs` are the lemmas of `forms`: of others no norm tells a form.
    """

    forms: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    not_verbs: frozenset[str]
    plurals: dict[str, str]
    verbs: frozenset[str]


def regular_forms(base: str) -> dict[str, str]:
    """The regular forms of an English verb: "open" -> {"opens": "s", "opening": "ing", "opened": "ed"}."""
    if base.endswith("ie"):
        return {base + "s": "s", base[:-2] + "ying": "ing", base + "d": "ed"}
    if base.endswith("e"):
        ing = base + "ing" if base.endswith("ee") else base[:-1] + "ing"
        return {base + "s": "s", ing: "ing", base + "d": "ed"}
    if base.endswith("y") and base[-2] not in "aeiou":
        return {base[:-1] + "ies": "s", base + "ing": "ing", base[:-1] + "ied": "ed"}
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return {base + "es": "s", base + "ing": "ing", base + "ed": "ed"}
    forms = {base + "s": "s", base + "ing": "ing", base + "ed": "ed"}
    if _DOUBLES.search(base):
        forms |= {base + base[-1] + "ing": "ing", base + base[-1] + "ed": "ed"}
    return forms


def _irregular_forms(base: str, past: str, participle: str) -> dict[str, str]:
    forms = {form: tag for form, tag in regular_forms(base).items() if tag != "ed"}
    if base == "flee":
        forms["fleeing"] = "ing"
    if past.endswith("ed"):
        return forms | {past: "ed"}
    return forms | ({past: "ed"} if past == participle else {past: "past", participle: "en"})


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language. Raises BadData when its file breaks the schema (names the file and the key)."""
    name = f"data/{language}/lexicon.toml"
    try:
        data = tomllib.loads(files("regesta.acts").joinpath(name).read_text(encoding="utf-8"))
        verbs, nouns, groups = data["verbs"], data["nouns"], data["groups"]
        forms: dict[str, str] = {}
        for base in verbs["regular"].split():
            forms[base] = f"{base}:base"
            forms |= {form: f"{base}:{tag}" for form, tag in regular_forms(base).items()}
        for line in verbs["irregular"].strip().splitlines():
            base, past, participle = line.split()
            forms[base] = f"{base}:base"
            forms |= {form: f"{base}:{tag}" for form, tag in _irregular_forms(base, past, participle).items()}
        forms |= dict.fromkeys(("is", "are", "was", "were"), "be:s")
        forms |= {
            "been": "be:en",
            "being": "be:ing",
            "has": "have:s",
            "had": "have:s",
            "having": "have:ing",
            "does": "do:s",
        }
        forms |= {"fled": "flee:ed", "found": "found:base", "left": "leave:ed", "led": "lead:ed"}
        plurals = dict(pair.split() for pair in nouns["plurals"].split(";"))
        return Lexicon(
            forms=forms,
            groups={key: tuple(words.split()) for key, words in groups.items()},
            not_verbs=frozenset(verbs["not_verbs"].split()),
            plurals={key.strip(): value for key, value in plurals.items()},
            verbs=frozenset(form.partition(":")[0] for form in forms.values()),
        )
    except (KeyError, ValueError, tomllib.TOMLDecodeError) as fault:
        raise BadData(f"{name} of the acts room breaks its schema: {fault}") from fault


@lru_cache(maxsize=1 << 16)  # texts have few forms and many names: those of a large archive must not be kept
def norm_of(word: str) -> str:
    """The norm of a word form: "opened" -> "open:ed", "embassies" -> "embassy", anything else lower-cased."""
    known = lexicon()
    low = word.lower().replace("’", "'")
    single = known.plurals.get(low)
    if single is not None:
        return single
    form = known.forms.get(low)
    if form is not None:
        return form
    if low.endswith("ed") and len(low) > 4 and low not in known.not_verbs and "-" not in low:
        return low[:-2] + ":ed"
    if low.endswith("ies") and len(low) > 5:
        return low[:-3] + "y"
    if low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def names_mission(text: str) -> bool:
    """Whether a phrase is a common noun for a mission ("High Commission"), and not the name of an institution."""
    return "_".join(text.lower().split()) in lexicon().groups["mission"]
