"""The compiled form of the tables: one file that loads in a few milliseconds, built from the CSV and checked against it.

A first line says what it is, a second (JSON) lists the blocks, then come the blocks: lists of strings, joined by line
feeds, and lists of numbers, 32 bits each, lowest byte first. Nothing in it can run.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from regesta.errors import BadData

SEPARATOR = "\t"  # between the cells of a row that is kept as one string
MAGIC = b"regesta authorities 1\n"
DAMAGED = "compiled.pack: it is damaged; build it again with: make authorities."


@dataclass(frozen=True, slots=True)
class Pack:
    """The blocks by name; `version` is a hash of them all."""

    version: str
    texts: dict[str, list[str]]
    numbers: dict[str, array[int]]


def packed(texts: Mapping[str, Sequence[str]], numbers: Mapping[str, Sequence[int]]) -> bytes:
    """The bytes of a pack. Raises ValueError for a string that holds a line feed."""
    blocks: list[bytes] = []
    listed: list[tuple[str, str, int]] = []
    for name, words in texts.items():
        if any("\n" in word for word in words):
            raise ValueError(f"a string of {name} holds a line feed")
        blocks.append("\n".join(words).encode())
        listed.append((name, "text" if words else "none", len(blocks[-1])))
    for name, values in numbers.items():
        blocks.append(_turned(array("I", values)).tobytes())
        listed.append((name, "numbers", len(blocks[-1])))
    body = b"".join(blocks)
    version = blake2b(json.dumps(listed).encode() + body, digest_size=8).hexdigest()
    head = json.dumps({"version": version, "blocks": listed}, separators=(",", ":")).encode()
    return MAGIC + head + b"\n" + body


def unpacked(data: bytes) -> Pack:
    """The pack of these bytes. Raises BadData where they are none."""
    try:
        end = data.index(b"\n", len(MAGIC))
        head = json.loads(data[len(MAGIC) : end])
        texts: dict[str, list[str]] = {}
        numbers: dict[str, array[int]] = {}
        at = end + 1
        for name, kind, size in head["blocks"]:
            block = data[at : at + size]
            at += size
            if kind == "numbers":
                numbers[name] = array("I")
                numbers[name].frombytes(block)
                numbers[name] = _turned(numbers[name])
            else:
                texts[name] = block.decode().split("\n") if kind == "text" else []
        version = str(head["version"])
    except (ValueError, KeyError, TypeError) as fault:
        raise BadData(DAMAGED) from fault
    if not data.startswith(MAGIC) or at != len(data):
        raise BadData(DAMAGED)
    return Pack(version, texts, numbers)


def _turned(values: array[int]) -> array[int]:
    """The numbers with the lowest byte first, whatever the machine's order."""
    if sys.byteorder == "big":
        values.byteswap()
    return values
