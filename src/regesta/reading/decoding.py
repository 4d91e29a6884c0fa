"""Bytes -> str, saying so when the encoding had to be guessed."""

from __future__ import annotations

import re

from regesta.errors import BadDocument

_GUESSES = ("cp1252", "cp1251", "cp1254")
# what is no character and what no database and no UTF-8 can hold: NUL, and halves of surrogate pairs
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def held(text: str) -> str:
    """The text with a replacement character (U+FFFD) for each code point that nothing can store; offsets stay."""
    return _NO_CHARACTER.sub("\ufffd", text)


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text and warnings. UTF-8 and UTF-16 (by their mark), the declared charset, else Windows-1252 with a warning.

    Raises BadDocument when the bytes are no text (NUL bytes, or mostly control characters).
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return held(data.decode("utf-16")), ()
        except UnicodeDecodeError as fault:
            raise BadDocument(
                f"{name}: it is marked as UTF-16 and breaks at byte {fault.start}; save it as UTF-8 and read it again"
            ) from fault
    if b"\x00" in data:
        at = data.index(b"\x00")
        raise BadDocument(f"{name}: byte {at} is NUL, so it is no text; give the original document instead")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as fault:
        broken = fault.start
    for encoding in ([declared] if declared else []) + list(_GUESSES[:1]):
        try:
            text = data.decode(encoding)
        except (LookupError, ValueError):  # a name that is no encoding, or one of Python's own that decodes nothing
            continue
        controls = len(_CONTROL.findall(text))
        if controls * 50 <= len(text):
            known = "as declared" if encoding == declared else "a guess: check letters with marks"
            return held(text), (f"{name}: not UTF-8 (byte {broken}); read as {encoding}, {known}",)
    raise BadDocument(f"{name}: byte {broken} is neither UTF-8 nor Windows text; save it as UTF-8 and read it again")
