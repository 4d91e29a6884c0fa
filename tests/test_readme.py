"""The pages show what the program prints; the blocks are made by a script, and here compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import refresh_readme
from refresh_readme import HOME, PAGES, accuracy_table, refreshed


def test_a_source_block_holds_the_file(tmp_path: Path) -> None:
    page = "before\n<!-- source: examples/first_entries.py -->\nold\n<!-- end -->\nafter\n"
    made = refreshed(page, tmp_path / "demo.register")
    assert made.startswith("before\n<!-- source: examples/first_entries.py -->\n```python\n")
    assert made.endswith("```\n<!-- end -->\nafter\n")
    assert "old" not in made
    assert refreshed(made, tmp_path / "demo.register") == made, "a second pass changes nothing"


def test_the_head_of_an_output_is_taken(tmp_path: Path) -> None:
    page = "<!-- output: python -c 'print(1, 2, 3, sep=\"\\n\")' | head -2 -->\n<!-- end -->"
    assert "```text\n1\n2\n```" in refreshed(page, tmp_path / "demo.register")


def test_a_table_of_figures_leaves_out_what_was_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = tmp_path / "baseline.json"
    figures = {"seed": {"all": {"dated, strict: F1": 0.5, "people": 0.25}}}
    baseline.write_text(json.dumps({"figures": figures}), encoding="utf-8")
    monkeypatch.setattr(refresh_readme, "BASELINE", baseline)
    assert accuracy_table("seed/all, rdcr/look").splitlines()[2:] == ["| seed | 0.500 |  |  |  |  | 0.250 |"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_page_shows_what_the_program_prints(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    made = refreshed(text, tmp_path / "demo.register")
    assert made == text, f"{page.relative_to(HOME)} is stale: run `make readme`"
