"""Decisions written a second time, beside the register: a line each, so that they outlive its file.

A document can be read again; what a person decided cannot be had again. So every decision is also appended to FILE.decisions.jsonl,
and is on the disk there before it counts. Nobody reads the journal but `regesta repair`. A line names the register by a random
id that is written into it with its first decision, since another register may come to have the same name.

The register is right where the two disagree. A journal that does not end where the register's log does (an older copy of the file
was put back, a line was lost with the power) is never cut: lines that it lacks are added, and where numbers were given twice the
register goes on under a new id, which says which one it follows.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import RawIOBase
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from regesta.errors import BadRegister
from regesta.model import Decision
from regesta.register import codec
from regesta.register.tables import decisions, meta

NAME = "decisions.jsonl"
KEY = "register"  # of `meta`
_TAIL = 1 << 16  # bytes in which the last line is looked for first
_FIELDS = ("id", "kind", "target", "verdict", "payload", "who", "at")


@dataclass(frozen=True, slots=True)
class Appended:
    """What was appended to a journal: its path, and its length in bytes before and after."""

    path: Path
    before: int
    after: int

    def take_back(self) -> None:
        """Cut it off again, where nobody has appended more meanwhile: the register could not keep the decision."""
        try:
            if self.path.stat().st_size == self.after:
                os.truncate(self.path, self.before)
        except OSError:
            pass  # a line more in the journal does no harm: the next decision finds that it is not the register's


def follow(connection: Connection, path: Path) -> Appended | None:
    """Bring the journal to where the register's log is in this transaction, which holds its one right to write.

    Raises BadRegister where it cannot be written: then nothing must be decided.
    """
    last = int(connection.execute(select(func.max(decisions.c.id))).scalar() or 0)
    if not last:
        return None
    own = register_of(connection)
    end = _last(path)
    if own is not None and end == (own, last - 1):
        return _append(path, own, _rows(connection, last - 1), None)
    told = _rows(connection, 0)
    known = _sections(path)[0].get(own, {}) if own is not None else {}
    theirs = {one.id: one for one in told}
    if own is not None and all(same(one, theirs.get(id)) for id, one in known.items()):
        return _append(path, own, [one for one in told if one.id not in known], None)
    fresh = secrets.token_hex(8)
    connection.execute(delete(meta).where(meta.c.key == KEY))
    connection.execute(insert(meta), {"key": KEY, "value": fresh})
    return _append(path, fresh, told, own)


def register_of(connection: Connection) -> str | None:
    """The id under which a register's decisions stand in its journal; None where none was made yet."""
    told = connection.execute(select(meta.c.value).where(meta.c.key == KEY)).scalar()
    return str(told) if told is not None else None


def last_register(path: Path) -> str | None:
    """The id of the register that was written to a journal last."""
    return next(reversed(_sections(path)[0]), None)


def logs(path: Path, register: str) -> list[tuple[Decision, ...]]:
    """The decisions that a journal has of a register, the latest numbering first, then those that it followed.

    Lines that are no lines any more are passed by.
    """
    sections, follows = _sections(path)
    at: str | None = register
    found: list[tuple[Decision, ...]] = []
    while at is not None and at in sections:
        found.append(undone(sections.pop(at).values()))
        at = follows.get(at)
    return found


def undone(told: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions in order, each with the one that took it back, as the takings back say."""
    listed = sorted(told, key=lambda one: one.id)
    back: dict[int, int] = {}
    for one in listed:
        if one.verdict == "undo":
            back.setdefault(_undoes(one), one.id)
    return tuple(replace(one, undone_by=back.get(one.id)) for one in listed)


def _undoes(decision: Decision) -> int:
    """The number of the decision that a taking back takes back; 0 where it does not tell."""
    try:
        return int(json.loads(decision.payload)["of"])
    except (ValueError, TypeError, KeyError):
        return 0


def _rows(connection: Connection, after: int) -> list[Decision]:
    query = select(decisions).where(decisions.c.id > after).order_by(decisions.c.id)
    return [codec.decision_of(row) for row in connection.execute(query).mappings()]


def same(one: Decision, other: Decision | None) -> bool:
    """Whether two lines tell one decision, whatever took it back since."""
    return other is not None and replace(one, undone_by=None) == replace(other, undone_by=None)


def _append(path: Path, register: str, told: Sequence[Decision], follows: str | None) -> Appended | None:
    head = [{"register": register, "follows": follows}] if follows is not None else []
    lines = [*head, *({"register": register, **{name: getattr(one, name) for name in _FIELDS}} for one in told)]
    if not lines:
        return None
    data = "".join(json.dumps(line) + "\n" for line in lines).encode("ascii")
    try:
        fresh, mode = not path.exists(), _mode_beside(path)
        with open(path, "a+b", buffering=0, opener=lambda name, flags: os.open(name, flags, mode)) as out:
            before = out.seek(0, os.SEEK_END)
            out.seek(max(0, before - 1))
            # a line that was cut off must not swallow the next one
            data = data if out.read(1) in (b"", b"\n") else b"\n" + data
            _write(out, data, before)
            os.fsync(out.fileno())
            after = before + len(data)
        if fresh:
            sync_folder(path.absolute().parent)
    except OSError as fault:
        raise BadRegister(
            f"{path}: the decision cannot be written down there ({fault.strerror}); nothing was decided, see that there is room"
            " and that you may write there, and decide again"
        ) from fault
    return Appended(path, before, after)


def _write(out: RawIOBase, data: bytes, before: int) -> None:
    """Write all of it or nothing."""
    try:
        left = memoryview(data)
        while left:
            left = left[out.write(left) or 0 :]
    except OSError:
        out.truncate(before)
        raise


def _mode_beside(path: Path) -> int:
    """Who may read the register may read its journal."""
    try:
        return path.with_name(path.name.removesuffix(f".{NAME}")).stat().st_mode & 0o666
    except OSError:
        return 0o600


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _last(path: Path) -> tuple[str, int] | None:
    """The register and the number of the last line; None where there is none that can be read."""
    try:
        with path.open("rb") as source:
            size = source.seek(0, 2)
            source.seek(max(0, size - _TAIL))
            told = source.read()
    except OSError:
        return None
    line = told[:-1].rpartition(b"\n")[2] if told.endswith(b"\n") else b""
    found = _line(line)
    return (str(found["register"]), int(found["id"])) if found is not None and "id" in found else None


def _sections(path: Path) -> tuple[dict[str, dict[int, Decision]], dict[str, str]]:
    """The decisions of each register by number, the registers in the order of their last lines; and which follows which."""
    found: dict[str, dict[int, Decision]] = {}
    follows: dict[str, str] = {}
    try:
        data = path.read_bytes()
    except OSError:
        return found, follows
    for line in data.split(b"\n"):
        told = _line(line)
        if told is None:
            continue
        section = found.pop(told["register"], {})
        found[told["register"]] = section
        if "id" in told:
            section[told["id"]] = Decision(**{name: told[name] for name in _FIELDS})
        else:
            follows[told["register"]] = told["follows"]
    return found, follows


def _line(line: bytes) -> Mapping[str, Any] | None:
    """What a line tells; None for what is none, or not whole."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    if not isinstance(told, dict) or not isinstance(told.get("register"), str):
        return None
    if isinstance(told.get("follows"), str):
        return told
    kinds = {name: int if name == "id" else str for name in _FIELDS}
    return told if all(isinstance(told.get(name), kind) for name, kind in kinds.items()) else None
