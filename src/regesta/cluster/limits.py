"""What a worker process may use for one file: time of computing, time by the clock, memory, and how much it answers.

A file that needs more ends its worker, not the run. Where the system has no such limits (Windows) only the answer's size counts.
"""

from __future__ import annotations

import gc
import signal
import sys
from dataclasses import dataclass

MOST_ANSWERED = 1 << 30  # bytes of what was found in one file, packed
# times the time of computing: how long a file may take by the clock, on a busy machine or from a slow disk
_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of computing for one file, and megabytes of memory for a worker."""

    seconds: int = 300
    megabytes: int = 4096

    @property
    def waited(self) -> int:
        """How many seconds by the clock a file may take."""
        return self.seconds * _PATIENCE


def confine(limits: Limits) -> None:
    """From now on this process has so much memory, and leaves no image of it when it breaks."""
    try:
        import resource
    except ImportError:
        return
    size = limits.megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def begin(limits: Limits) -> None:
    """A file's time begins: past it the system ends this process, with SIGXCPU for computing and SIGALRM for waiting."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + limits.seconds + 1, most))
    signal.alarm(limits.waited)


def seldom_collect() -> None:
    """Look for circles of things that hold one another less often than Python does by itself: what is made of a document is
    many small things and few circles, and to look cost a twentieth of the reading and more of the gathering of acts.
    """
    gc.set_threshold(20_000)


def is_spent(limits: Limits) -> bool:
    """Whether this process once held more than half of the memory it may take, so that little may be left of it."""
    try:
        import resource
    except ImportError:
        return False
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return 2 * most > limits.megabytes << 20


def why_ended(code: int, limits: Limits) -> str:
    """Why a worker ended over a file, for people, with the cure."""
    name = _signal(code)
    if name == "SIGXCPU":
        return f"it took more than {limits.seconds} seconds of computing; split it, or allow more with --seconds"
    if name == "SIGALRM":
        return (
            f"it took more than {limits.waited} seconds; see that it is a file that ends, or allow more with --seconds"
        )
    told = f"by {name}" if name else f"with code {code}"
    return (
        f"reading it ended the process {told}; it may need more than {limits.megabytes} MB of memory: "
        "split it, or allow more with --megabytes"
    )


def is_final(code: int) -> bool:
    """Whether a worker that ended so would end so again."""
    return _signal(code) in {"SIGXCPU", "SIGALRM"}


def _signal(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else ""
    except ValueError:
        return ""
