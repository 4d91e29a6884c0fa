"""Build src/regesta/citations/data/known.txt: words and names that are common, and how they are printed.

    pip install --requirement requirements/words.txt
    python scripts/build_known_words.py [--check]

A title's words are printed small where a sentence needs no capital, a name's are not: of "Baker, Lind, Harbour, Rooms" a reader
knows which may open a title. Each line of the table has signs and the words that bear them:

c, b, p  English prints the word small, both ways, or with a capital, by how often each is met (spacy-lookups-data)
f        a common word of German or Spanish that no list of names holds (spacy-lookups-data)
g, s     a given name, a family name: of two countries at least (faker), or often met in a census (names)
l        a town, or a word of a town's name that English prints with a capital (airportsdata)

`--check` writes nothing and fails where the committed table differs. The packages (all MIT) are needed here only.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec

from gold_sets import HOME

from regesta.citations.wordlists import unmarked

TABLE = HOME / "src" / "regesta" / "citations" / "data" / "known.txt"
HEAD = """\
# How common words and names are printed, as the tagger of references sees them: signs, a tab, words without marks, small.
# c English prints it small, p with a capital, b both; f a common word of German or Spanish; g given name, s family name; l town.
# Facts taken from spacy-lookups-data, faker, names and airportsdata (all MIT) by scripts/build_known_words.py.
"""
COMMON, KNOWN = (
    -15.0,
    -17.5,
)  # logarithms of how often a word is met: those told for themselves, and those told of names
FOREIGN = -11.3
SMALL, CAPITAL = -2.25, 0.75  # logarithms of how much oftener it has a capital
FREQUENT = 6000  # family names of the census
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]+")
_PLAIN = re.compile(r"[a-z'’-]{2,16}")
_EDGE = -25.0  # of a form that is not met


@dataclass(frozen=True, slots=True)
class Printed:
    """Logarithms of how often a word is met in small letters and with a capital."""

    small: float
    capital: float

    @property
    def usual(self) -> float:
        return max(self.small, self.capital)

    @property
    def sign(self) -> str:
        more = self.capital - self.small
        return "c" if more < SMALL else "p" if more > CAPITAL else "b"


def frequencies(language: str) -> dict[str, float]:
    """The logarithm of how often each form of a word is met."""
    packed = files("spacy_lookups_data").joinpath(f"data/{language}_lexeme_prob.json.gz").read_bytes()
    found: dict[str, float] = json.loads(gzip.decompress(packed))
    return {form: often for form, often in found.items() if _WORD.fullmatch(form)}


def english() -> dict[str, Printed]:
    """How English prints its words."""
    small: dict[str, float] = {}
    capital: dict[str, float] = {}
    for form, often in frequencies("en").items():
        forms = small if form.islower() else capital if form.istitle() else None
        if forms is not None:
            word = unmarked(form)
            forms[word] = max(forms.get(word, _EDGE), often)
    return {word: Printed(small.get(word, _EDGE), capital.get(word, _EDGE)) for word in small.keys() | capital.keys()}


def foreign() -> set[str]:
    """Common words of German and Spanish."""
    return {
        unmarked(form) for language in ("de", "es") for form, often in frequencies(language).items() if often > FOREIGN
    }


def listed(names: Iterable[object]) -> set[str]:
    """The words of a list of names."""
    words = (word for name in names if isinstance(name, str) for word in re.findall(r"[^\W\d_]{2,}", name))
    return {unmarked(word) for word in words}


def names_of(kinds: tuple[str, ...]) -> Counter[str]:
    """In how many of faker's countries each name is met."""
    people = importlib.import_module("faker.providers.person")
    found: Counter[str] = Counter()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        lists = [getattr(provider, name) for name in dir(provider) if name.startswith(kinds) and "formats" not in name]
        found.update(listed(name for names in lists if isinstance(names, list | tuple | dict) for name in names))
    return found


def census(name: str, most: int | None = None) -> set[str]:
    """The most frequent names of a census, of one list of `names`."""
    lines = files("names").joinpath(f"dist.{name}").read_text(encoding="utf-8").splitlines()
    return {line.split()[0].lower() for line in lines[:most]}


def towns(printed: dict[str, Printed]) -> Iterator[str]:
    """Towns with an airport; of names of several words those that English prints with a capital."""
    airports = importlib.import_module("airportsdata").load("IATA")
    for airport in airports.values():
        words = re.findall(r"[^\W\d_][\w'’-]+", unmarked(airport["city"]))
        for word in words:
            if len(words) == 1 or (len(word) > 3 and word in printed and printed[word].sign == "p"):
                yield word


def table() -> str:
    """The table: words by their signs, in alphabetical order."""
    printed = english()
    given = {name for name, many in names_of(("first_name",)).items() if many > 1}
    given |= census("male.first") | census("female.first")
    family = {name for name, many in names_of(("last_name", "romanized")).items() if many > 1}
    family |= census("all.last", FREQUENT)
    places, others = set(towns(printed)), foreign()
    signs: dict[str, list[str]] = {}
    for word in sorted(printed.keys() | given | family | places | others):
        if not _PLAIN.fullmatch(word):
            continue
        name = "g" * (word in given) + "s" * (word in family)
        known = printed.get(word, Printed(_EDGE, _EDGE))
        if known.usual > (KNOWN if name or word in places else COMMON):
            name = known.sign + name
        elif word in others and not name:
            name = "f"
        if word in places and not name.startswith("c"):
            name += "l"
        if name:
            signs.setdefault(name, []).append(word)
    return HEAD + "".join(f"{name}\t{' '.join(words)}\n" for name, words in sorted(signs.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed table, write nothing")
    asked = parser.parse_args()
    missing = [name for name in ("spacy_lookups_data", "faker", "names", "airportsdata") if find_spec(name) is None]
    if missing:
        print(f"{', '.join(missing)}: not installed; pip install --requirement requirements/words.txt")
        return 1
    text = table()
    if asked.check:
        same = TABLE.is_file() and TABLE.read_text(encoding="utf-8") == text
        print("" if same else f"{TABLE.name}: the packages give other words; run {TABLE.stem} anew")
        return 0 if same else 1
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TABLE.relative_to(HOME)}: {TABLE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
