"""Adding files to the user's folder and taking them out again: a file is checked whole, or nothing of it is kept."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from regesta.authorities import added
from regesta.authorities.loading import checked, forget
from regesta.errors import BadData, BadQuestion
from regesta.model import Tenure


def add_file(path: Path) -> tuple[Path, tuple[Tenure, ...]]:
    """Check a file beside those already there and copy it into the user's folder; a file of that name is replaced.

    Returns where it lies now and its rows. Raises BadData where a row is not in order, and BadQuestion where there is no
    such file or no folder to keep it in; then nothing has changed.
    """
    if path.suffix != ".csv" or not path.is_file():
        raise BadQuestion(f"{path}: there is no such CSV file; check the name.")
    target = _place() / path.name
    rows = checked([path])
    others = [other for other in added.files() if other.name != path.name]
    checked([*others, path])
    _write(target, path.read_bytes())
    forget()
    return target, rows


def remove_file(name: str) -> Path:
    """Take a file out of the user's folder. Raises BadQuestion where there is none of that name."""
    found = {path.name: path for path in added.files()}
    path = found.get(name) or found.get(f"{name}.csv")
    if path is None:
        there = f"there are: {', '.join(found)}" if found else "there are none"
        raise BadQuestion(f"No file '{name}' was added; {there}.")
    path.unlink()
    forget()
    return path


def keep_text(name: str, text: str) -> tuple[Path, tuple[Tenure, ...]]:
    """Check a table given as text and keep it in the user's folder under a name. Raises as `add_file` does."""
    with tempfile.TemporaryDirectory() as place:
        draft = Path(place) / name
        draft.write_text(text, encoding="utf-8", newline="\n")
        return add_file(draft)


def _place() -> Path:
    place = added.folder()
    if place is None:
        raise BadQuestion(f"{added.FOLDER} is empty, so there is no folder to keep files in; name one.")
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BadData(f"{place}: the folder cannot be made ({fault.strerror or fault}).") from fault
    return place


def _write(target: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".regesta-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise BadData(f"{target}: it cannot be written ({fault.strerror or fault}).") from fault
