"""Write requirements/ci.txt: the exact version of every package now in this environment, Regesta itself aside.

The versions are what a clean `pip install -e '.[dev]'` gave when it last passed every test. No registry is named.
"""

from __future__ import annotations

from importlib.metadata import distributions
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "ci.txt"
HEAD = (
    "# Exact versions for continuous integration, used as constraints. Written by `make lock`; do not edit by hand.\n"
)
NOT_OURS = {"regesta", "pip", "setuptools", "wheel"}  # the project itself, and what a fresh environment brings


def main() -> None:
    pins = {found.metadata["Name"].lower().replace("_", "-"): found.version for found in distributions()}
    lines = [f"{name}=={version}\n" for name, version in sorted(pins.items()) if name not in NOT_OURS]
    LOCK.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
