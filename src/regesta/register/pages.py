"""SQLite's file format, read without SQLite: what a file still holds where SQLite itself gives up.

A damaged page makes SQLite refuse whatever lies behind it. Here every page stands for itself: a leaf of a table is a list of
records, each with its row's number, and a record tells its own types. Pages that a write-ahead log holds are taken from there.
Nothing is trusted: whatever does not fit the format is left out and counted. The format is that of sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from regesta.register.sqlite import head_of

Value = None | int | float | str | bytes

LEAF, INNER = 13, 5  # the kinds of pages of a table's tree
_USUAL = 4096  # bytes of a page, where the file does not tell
_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes of whole numbers by their type


class Garbled(ValueError):
    """Bytes that are not what the format has there."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row of some table: its number and its values, in the order of the columns that it had when it was written."""

    row: int
    values: tuple[Value, ...]


class Pages:
    """The pages of a register's file and of the write-ahead log beside it. A context manager; nothing is written."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where the file cannot be read."""
        self._file: BinaryIO = path.open("rb")
        try:
            head = self._file.read(100)
            self._length = self._file.seek(0, 2)
            size, told, spare = head_of(head)
            self.size = size if size is not None else _USUAL
            self._usable = self.size - (spare if spare < 64 else 0)
            log = path.with_name(path.name + "-wal")
            self._logged = _committed(log.read_bytes(), self.size) if log.is_file() else {}
        except BaseException:
            self._file.close()
            raise
        self.count = max([-(-self._length // self.size), *self._logged])
        # a file that was cut off tells of more pages than it has
        self._told = max(self.count, told)

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def has_log(self) -> bool:
        """Whether the write-ahead log holds pages that count."""
        return bool(self._logged)

    def page(self, number: int) -> bytes:
        """A page, the first is 1; a page that is cut off is filled up with zeros. Raises Garbled where there is none."""
        if number in self._logged:
            return self._logged[number]
        if not 1 <= number <= self.count:
            raise Garbled(f"no page {number}")
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size).ljust(self.size, b"\0")

    def kind(self, number: int) -> int:
        """What kind of page it is, as its first byte tells."""
        return self.page(number)[_start(number)]

    def children(self, number: int) -> list[int]:
        """The pages below an inner page of a table's tree. Raises Garbled where it names pages that the file never had."""
        page, at = self.page(number), _start(number)
        places = [at + 8, *_cells(page, at + 12, int.from_bytes(page[at + 3 : at + 5], "big"))]
        told = [int.from_bytes(page[place : place + 4], "big") for place in places]
        if not all(1 < one <= self._told for one in told):
            raise Garbled("a page that leads nowhere")
        return told

    def records(self, number: int) -> Iterator[Record | None]:
        """The records of a leaf; None for each that cannot be read."""
        page, at = self.page(number), _start(number)
        count = int.from_bytes(page[at + 3 : at + 5], "big")
        found = 0
        for cell in _cells(page, at + 8, count):
            found += 1
            try:
                size, next_at = _varint(page, cell)
                row, next_at = _varint(page, next_at)
                yield Record(row - (1 << 64) if row >> 63 else row, _values(self._payload(page, next_at, size)))
            except (Garbled, struct.error, UnicodeDecodeError):
                yield None
        yield from (None for _ in range(min(count, self.size // 4) - found))

    def free(self) -> set[int]:
        """The pages that hold nothing any more, as far as the list of them can be followed."""
        found: set[int] = set()
        try:
            head = self.page(1)
            trunk = int.from_bytes(head[32:36], "big") if head_of(head)[0] is not None else 0
            while 1 < trunk <= self.count and trunk not in found:
                page = self.page(trunk)
                count = int.from_bytes(page[4:8], "big")
                found.add(trunk)
                if count > self.size // 4 - 2:
                    break
                found.update(struct.unpack(f">{count}I", page[8 : 8 + 4 * count]))
                trunk = int.from_bytes(page[:4], "big")
        except Garbled:
            pass
        return found

    def write_to(self, out: BinaryIO) -> None:
        """The file as it is with its write-ahead log brought in."""
        for number in range(1, self.count + 1):
            out.write(self.page(number))

    def _payload(self, page: bytes, at: int, size: int) -> bytes:
        """The bytes of a record that begins in a cell and may go on in other pages (§1.6 of the format)."""
        usable = self._usable
        if size > max(self._length, self.count * self.size):
            raise Garbled("longer than the file")
        most = usable - 35
        if size <= most:
            return _piece(page, at, size)
        least = (usable - 12) * 32 // 255 - 23
        here = least + (size - least) % (usable - 4)
        here = here if here <= most else least
        parts = [_piece(page, at, here)]
        left, onward = size - here, int.from_bytes(_piece(page, at + here, 4), "big")
        seen: set[int] = set()
        while left > 0:
            if onward in seen or not 1 < onward <= self.count:
                raise Garbled("a chain of pages that is broken")
            seen.add(onward)
            page = self.page(onward)
            taken = min(left, usable - 4)
            parts.append(page[4 : 4 + taken])
            left -= taken
            onward = int.from_bytes(page[:4], "big")
        if onward:
            raise Garbled("a chain of pages that is too long")
        return b"".join(parts)


def _start(number: int) -> int:
    """Where a page's own header begins: the first page has the file's before it."""
    return 100 if number == 1 else 0


def _cells(page: bytes, at: int, count: int) -> Iterator[int]:
    """Where the cells of a page begin that can begin there."""
    for place in range(at, min(at + 2 * count, len(page) - 1), 2):
        cell = int.from_bytes(page[place : place + 2], "big")
        if at <= cell < len(page) - 3:
            yield cell


def _piece(page: bytes, at: int, size: int) -> bytes:
    if at + size > len(page):
        raise Garbled("over the end of a page")
    return page[at : at + size]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, min(at + 8, len(data))):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    if at + 9 > len(data):
        raise Garbled("a number that does not end")
    return value << 8 | data[at + 8], at + 9


def _values(payload: bytes) -> tuple[Value, ...]:
    """The values of a record. Raises Garbled where the lengths that it tells are not its own."""
    end, at = _varint(payload, 0)
    if not at <= end <= len(payload):
        raise Garbled("a head longer than its record")
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = end
    for kind in kinds:
        size = kind // 2 - 6 if kind >= 12 else 8 if kind == 7 else _WHOLE.get(kind, 0)
        told = _piece(payload, at, size)
        at += size
        values.append(_value(kind, told))
    if at != len(payload):
        raise Garbled("more than it tells of")
    return tuple(values)


def _value(kind: int, told: bytes) -> Value:
    if kind >= 12:
        return told.decode() if kind % 2 else told
    if kind in _WHOLE:
        return int.from_bytes(told, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", told)[0])
    if kind in (0, 8, 9):
        return None if kind == 0 else kind - 8
    raise Garbled(f"a kind of value that is none: {kind}")


# --- the write-ahead log (§4 of the format) --------------------------------------------------------------------------


def _committed(log: bytes, size: int) -> dict[int, bytes]:
    """The pages of the transactions that a log holds whole, each as it was last written."""
    if len(log) < 32 or int.from_bytes(log[:4], "big") & 0xFFFFFFFE != 0x377F0682:
        return {}
    order = ">" if log[3] & 1 else "<"
    if int.from_bytes(log[8:12], "big") != size:
        return {}
    salt = log[16:24]
    sums = _sums(log[:24], (0, 0), order)
    if struct.pack(">II", *sums) != log[24:32]:
        return {}
    told: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for at in range(32, len(log) - 24 - size + 1, 24 + size):
        head, page = log[at : at + 24], log[at + 24 : at + 24 + size]
        sums = _sums(page, _sums(head[:8], sums, order), order)
        if head[8:16] != salt or struct.pack(">II", *sums) != head[16:24]:
            break
        waiting[int.from_bytes(head[:4], "big")] = page
        if int.from_bytes(head[4:8], "big"):  # the last of a transaction
            told |= waiting
            waiting = {}
    return told


def _sums(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    one, other = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for at in range(0, len(words), 2):
        one = (one + words[at] + other) & 0xFFFFFFFF
        other = (other + words[at + 1] + one) & 0xFFFFFFFF
    return one, other
