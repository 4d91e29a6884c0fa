"""Limits that a process sets itself before it opens a document that a stranger may have made."""

from __future__ import annotations


def limit(seconds: int, megabytes: int) -> None:
    """From now on this process has so many seconds of computing and so much memory; nothing where the system has no limits."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
