"""Run docs/notebook.ipynb in a kernel of its own and keep what it prints and draws, so that it shows what the program does.

usage: run_notebook.py [--check]

`--check` writes nothing and exits 1 where the notebook fails, or prints something else than it holds. Pictures are not compared:
they differ with the version of what draws them. `make readme` runs it too.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
NOTEBOOK = HOME / "docs" / "notebook.ipynb"
MOST = 200_000  # bytes of the notebook with its output


def executed(path: Path = NOTEBOOK) -> Any:
    """The notebook after all its cells have run, in order, in the project's folder. Raises CellExecutionError."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(HOME)}},
    )
    client.execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if {"text/html", "image/png"} & set(output.get("data", {})):
                output["data"].pop("text/plain", None)  # the same at ten times the length
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    return notebook


def printed(notebook: Any) -> list[str]:
    """What each output of the cells says, pictures left out."""
    told = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            told.append(
                "".join(data.get("text/html") or output.get("text") or ("" if "image/png" in data else str(data)))
            )
    return told


def refresh(write: bool = True) -> list[str]:
    """The name of the notebook if it was stale, in a list; it is written anew unless `write` is false."""
    import nbformat

    before, after = nbformat.read(NOTEBOOK, as_version=4), executed()  # type: ignore[no-untyped-call]
    if printed(before) == printed(after):
        return []
    text = nbformat.writes(after) + "\n"  # type: ignore[no-untyped-call]
    if len(text.encode()) > MOST:
        raise ValueError(
            f"the notebook has grown to {len(text.encode())} bytes; {MOST} are enough: print and draw less"
        )
    if write:
        NOTEBOOK.write_text(text, encoding="utf-8")
    return [NOTEBOOK.name]


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when it is stale")
    arguments = parser.parse_args(words)
    stale = refresh(write=not arguments.check)
    print("the notebook was stale" if stale else "the notebook shows what it prints")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
