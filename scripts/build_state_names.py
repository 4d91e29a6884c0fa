"""Build src/regesta/authorities/data/state-names.csv: what states are called in many languages, from Unicode CLDR.

    python scripts/build_state_names.py [--check]

Reads the CLDR data that babel brings. `--check` writes nothing and fails where the committed table differs. Babel is needed
here only: what it knows goes into a table, so that the same words are found whatever babel a user has, and none is needed.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from importlib.metadata import version
from pathlib import Path

from babel import Locale

from regesta.authorities.tables import STATE_COLUMNS, STATE_NAME_COLUMNS, rows_of

DATA = Path(__file__).resolve().parent.parent / "src" / "regesta" / "authorities" / "data"
TABLE = "state-names.csv"
# the six languages of the United Nations, and those of states whose foreign ministries publish much
LANGUAGES = tuple(
    """am ar az be bg bn ca cs da de el en es et eu fa fi fr ga he hi hr hu hy id is it ja ka kk km ko ky lo lt lv mk mn ms
    my ne nl no pl ps pt ro ru si sk sl sq sr sv sw ta tg th tk tr uk ur uz vi zh""".split()
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed table, write nothing")
    asked = parser.parse_args()
    text = table()
    if asked.check:
        same = (DATA / TABLE).is_file() and (DATA / TABLE).read_text(encoding="utf-8") == text
        print("" if same else f"{TABLE}: babel {version('babel')} gives other names; run {Path(__file__).name}")
        return 0 if same else 1
    (DATA / TABLE).write_text(text, encoding="utf-8", newline="\n")
    print(f"{text.count(chr(10)) - 1} names, babel {version('babel')}")
    return 0


def table() -> str:
    """The table: a line for each state of ISO 3166-1 in each language that CLDR has a name for it in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(STATE_NAME_COLUMNS)
    states = rows_of((DATA / "states.csv").read_text(encoding="utf-8"), "states.csv", STATE_COLUMNS)
    codes = sorted((row[0], row[3]) for _, row in states if row[3] and not row[5])
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        for code, alpha2 in codes:
            if alpha2 in names:
                writer.writerow((code, language, names[alpha2]))
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
