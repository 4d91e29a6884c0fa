"""Text set into XML and HTML: escaped, and without the characters that XML 1.0 has no way to write."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT = re.compile(r"[&<>\r]")
_IN_ATTRIBUTE = re.compile(r'[&<>"\r\n\t]')


def plain(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 forbids (NUL and most other controls)."""
    return _UNWRITABLE.sub("\ufffd", text)


def text_of(text: str) -> str:
    """The text as the content of an element."""
    return _IN_TEXT.sub(lambda mark: _MARKS[mark.group()], plain(text))


def attribute(text: str) -> str:
    """The text as the value of an attribute, without the quotes around it."""
    return _IN_ATTRIBUTE.sub(lambda mark: _MARKS[mark.group()], plain(text))
