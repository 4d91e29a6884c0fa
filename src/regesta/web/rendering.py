"""Pages of a PDF as pictures, each drawn by a process of its own: a file that breaks the drawing breaks nothing else.

Run as `python -m regesta.web.rendering SECONDS MEGABYTES FILE PAGE`: writes the page's size in points as a line of JSON, then a PNG.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from regesta.errors import BadQuestion
from regesta.web.limiting import limit

_SCALE = 1.6  # pixels a point
_SECONDS, _MEGABYTES = 20, 1500
_WIDEST = 4000  # pixels of a side


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a PDF: its size in points, how many pages the file has, and a PNG of it."""

    width: float
    height: float
    pages: int
    png: bytes


@lru_cache(maxsize=48)
def picture_of(path: str, stamp: int, number: int) -> Picture:
    """The page of a number, from 1, of a file; `stamp` is the file's time of change, so that a changed file is drawn anew.

    Raises BadQuestion when there is no such page or it cannot be drawn.
    """
    limits = [str(_SECONDS), str(_MEGABYTES)]
    command = [sys.executable, "-I", "-m", "regesta.web.rendering", *limits, path, str(number)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
    except (subprocess.SubprocessError, OSError) as fault:
        raise BadQuestion(f"page {number} of {Path(path).name} cannot be drawn") from fault
    head, _, png = done.stdout.partition(b"\n")
    width, height, pages = json.loads(head)
    return Picture(width, height, pages, png)


def main(path: str, number: int) -> None:
    """Draw a page to standard output."""
    import pypdfium2

    with pypdfium2.PdfDocument(Path(path).read_bytes()) as source:
        page = source[number - 1]
        width, height = page.get_size()
        scale = min(_SCALE, _WIDEST / max(width, height, 1))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        head = json.dumps([width, height, len(source)]).encode()
        sys.stdout.buffer.write(head + b"\n" + _png(bitmap))


def _png(bitmap: object) -> bytes:
    """A picture with three or four bytes a point as PNG (ISO/IEC 15948), unfiltered."""
    rows = bitmap.to_numpy()  # type: ignore[attr-defined]
    high, wide, bands = rows.shape
    kept = rows[:, :, :3]
    raw = b"".join(b"\0" + kept[at].tobytes() for at in range(high))
    assert bands in (3, 4)
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


if __name__ == "__main__":
    limit(int(sys.argv[1]), int(sys.argv[2]))
    main(sys.argv[3], int(sys.argv[4]))
