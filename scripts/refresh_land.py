"""Write src/regesta/exploring/data/land.json: the outline of the land, from the npm package world-atlas at one version.

usage: refresh_land.py [--check]

The package is fetched with `npm pack`; `--check` compares and writes nothing. Its TopoJSON (Natural Earth, 1:110 million, in
the public domain) becomes plain rings of [longitude, latitude] in tenths of a degree: the map draws land and no borders.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE, VERSION = "world-atlas", "2.0.2"
DATA = Path(__file__).resolve().parent.parent / "src" / "regesta" / "exploring" / "data"
_LEAST = 4  # points of a ring


def fetched(folder: Path) -> tuple[dict[str, Any], str]:
    """The package's TopoJSON and its licence."""
    subprocess.run(["npm", "pack", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True, capture_output=True)
    with tarfile.open(folder / f"{PACKAGE}-{VERSION}.tgz") as archive:
        parts = [archive.extractfile(f"package/{name}") for name in ("land-110m.json", "LICENSE")]
        topology, licence = (part.read().decode("utf-8") if part is not None else "" for part in parts)
    return json.loads(topology), licence


def rings(topology: dict[str, Any]) -> list[list[list[float]]]:
    """The outer and inner rings of the land, each closed."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([round(x * sx + tx, 1), round(y * sy + ty, 1)])
        arcs.append(points)
    found = []
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            for ring in polygon:
                joined: list[list[float]] = []
                for at in ring:
                    points = arcs[at] if at >= 0 else arcs[~at][::-1]
                    joined += points[1:] if joined else points
                found += [_thin(part) for part in _within(joined)]
    return [ring for ring in found if len(ring) >= _LEAST]


def _within(ring: list[list[float]]) -> list[list[list[float]]]:
    """A ring on the sphere as rings between -180 and 180 degrees: cut where it crosses the line, closed over a pole."""
    turned = [ring[0]]
    for x, y in ring[1:]:
        turned.append([x + 360 * round((turned[-1][0] - x) / 360), y])
    if abs(turned[-1][0] - turned[0][0]) > 180:
        pole = -90.0 if turned[0][1] < 0 else 90.0
        turned += [[turned[-1][0], pole], [turned[0][0], pole], turned[0]]
    parts = []
    for shift in (-360, 0, 360):
        part = [[x + shift, y] for x, y in turned]
        for side, line in ((1, -180.0), (-1, 180.0)):
            part = _cut(part, side, line)
        parts.append(part)
    return parts


def _cut(ring: list[list[float]], side: int, line: float) -> list[list[float]]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[list[float]] = []
    for (x, y), (to_x, to_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        here, there = (x - line) * side >= 0, (to_x - line) * side >= 0
        if here:
            kept.append([x, y])
        if here != there:
            kept.append([line, round(y + (to_y - y) * (line - x) / (to_x - x), 1)])
    return kept


def _thin(ring: list[list[float]]) -> list[list[float]]:
    """The ring in tenths of a degree, without points that repeat the one before."""
    points = [[round(x, 1), round(y, 1)] for x, y in ring]
    return [point for before, point in zip([None, *points], points, strict=False) if point != before]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with what is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        topology, licence = fetched(Path(name))
    written = {
        "land.json": json.dumps(rings(topology), separators=(",", ":")) + "\n",
        "land.LICENSE": f"land.json is made from {PACKAGE} {VERSION}, whose data are those of Natural Earth (public domain).\n\n{licence}",
    }
    if arguments.check:
        differing = [name for name, text in written.items() if (DATA / name).read_text(encoding="utf-8") != text]
        print("\n".join(f"{name} differs" for name in differing) or "as fetched")
        return 1 if differing else 0
    for name, text in written.items():
        (DATA / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
