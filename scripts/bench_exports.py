"""Measure every export on a large register, each in a process of its own.

usage: bench_exports.py [--entries N] [--register FILE] [--only FORMAT ...]

Prints the time of the processor and the peak of memory beside the bars: 30 s and 500 MB for 100,000 entries. Exits 1 when one
is missed.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_register import make

from regesta.cli.carrying import FORMATS, write_to
from regesta.exporting import FORMATS as formats
from regesta.exporting import chosen_of
from regesta.register import Register

SECONDS, MEGABYTES = 30, 500


def written(name: str, register: Path, folder: Path) -> None:
    """Write one format and print (seconds of the processor, peak in MB, size in MB, things written)."""
    target = folder / f"out.{name}"
    with Register(register, must_exist=True) as opened:
        start = time.process_time()
        told = write_to(formats[name], chosen_of(opened), str(target))
        took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    print(took, peak, sum(path.stat().st_size for path in files) / 1e6, told.count)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000, help="how many to make (default 100,000)")
    parser.add_argument("--register", type=Path, help="a register to take in place of one that is made")
    parser.add_argument(
        "--only", nargs="+", choices=FORMATS, default=FORMATS, metavar="FORMAT", help="these formats alone"
    )
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        register = arguments.register or folder / "large.register"
        if arguments.one is not None:
            written(arguments.one, register, folder)
            return 0
        if arguments.register is None:
            make(register, arguments.entries)
        missed = []
        print(
            f"{'format':12} {'processor':>10} {'peak':>8} {'size':>9}   written   (bars: {SECONDS} s, {MEGABYTES} MB)"
        )
        for format in arguments.only:
            command = [sys.executable, __file__, "--register", str(register), "--one", format]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            took, peak, size, count = (float(part) for part in done.stdout.split())
            print(f"{format:12} {took:8.1f} s {peak:5.0f} MB {size:6.0f} MB   {count:7,.0f}", flush=True)
            if took > SECONDS or peak > MEGABYTES:
                missed.append(format)
    if missed:
        print(f"a bar was missed by: {' '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
