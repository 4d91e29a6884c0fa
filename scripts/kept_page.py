"""A page that is made from the program's own words and kept in the repository: written, or found stale."""

from __future__ import annotations

import argparse
from pathlib import Path


def keep(page: Path, made: str, about: str | None, words: list[str] | None) -> int:
    """Write a page, or with `--check` among the words write nothing and return 1 when it is stale."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is stale")
    if parser.parse_args(words).check:
        return 0 if page.is_file() and page.read_text(encoding="utf-8") == made else 1
    page.write_text(made, encoding="utf-8")
    return 0
