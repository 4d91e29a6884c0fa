"""Which reader a document needs, told from its bytes; the name decides only between Markdown and plain text."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

from regesta.errors import BadDocument, UnknownFormat
from regesta.model import Document

LIMIT = 256 * 1024 * 1024  # bytes of one document
_PICTURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"RIFF": "a picture or sound",
    b"\xd0\xcf\x11\xe0": "an old Word document (.doc)",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
}


def read_path(path: Path) -> Document:
    """Read one file, or standard input for "-". Raises BadDocument, naming the file and the cure."""
    if str(path) == "-":
        return read_bytes(sys.stdin.buffer.read(LIMIT + 1)[:LIMIT], "standard input")
    return read_bytes(bytes_of(path), str(path))


def bytes_of(path: Path) -> bytes:
    """The bytes of one file, if they are not too many. Raises BadDocument, naming the file and the cure."""
    try:
        if path.is_dir():
            raise BadDocument(f"{path}: it is a folder; name a file in it, or give the folder to `regesta read`")
        size = path.stat().st_size
        if size > LIMIT:
            raise BadDocument(
                f"{path}: {size // 1024 // 1024} MB are more than {LIMIT // 1024 // 1024}; split it and read the parts"
            )
        with path.open("rb") as stream:  # a device or a pipe has no size, and may have no end
            data = stream.read(LIMIT + 1)
    except FileNotFoundError as fault:
        raise BadDocument(f"{path}: there is no such file; check the name") from fault
    except OSError as fault:
        raise BadDocument(f"{path}: it cannot be opened ({fault.strerror}); check that you may read it") from fault
    if len(data) > LIMIT:
        raise BadDocument(f"{path}: it does not end within {LIMIT // 1024 // 1024} MB; name a file, not a device")
    return data


def read_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of one document; `name` is kept as its name. Raises BadDocument or UnknownFormat."""
    if not data.strip():
        raise BadDocument(f"{name}: it is empty; nothing to read")
    reader = import_module(f"regesta.reading.{format_of(data, name)}")
    document: Document = reader.read(data, name)
    if not document.text.strip():
        raise BadDocument(f"{name}: it holds no text; if it is a scan, run text recognition on it first")
    return document


_PROLOGUE = re.compile(r"^(?:<\?xml[^>]*\?>|<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>|\s)+", re.S)
_TEI_ROOT = re.compile(r"<(?:\w+:)?(?:TEI|teiCorpus)\b")
_JATS_ROOT = re.compile(r"<(?:\w+:)?(?:article|pmc-articleset)\b")
_HTML_SIGN = re.compile(r"<!doctype html|<html\b", re.I)
_HTML_ELEMENT = re.compile(r"<(?:html|head|body|div|article|section|main|p|h[1-6]|table|ul|ol|header)\b", re.I)
_MARKDOWN_SIGN = re.compile(r"(?m)^#{1,6} \S|\*\*\S|\]\(https?://")


def format_of(data: bytes, name: str) -> str:
    """The reader's name: "pdf", "docx", "html", "tei", "jats", "markdown" or "plain". Raises UnknownFormat."""
    head = data[:4096]
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if b"word/" in data and b"[Content_Types].xml" in data:
            return "docx"
        raise UnknownFormat(f"{name}: it is a zip archive, but no DOCX; unpack it and read what is inside")
    kind = next((kind for magic, kind in _PICTURES.items() if head.startswith(magic)), None)
    if kind is not None:
        cure = "run text recognition on it first" if "picture" in kind else "save it as DOCX, PDF or text and read that"
        raise UnknownFormat(f"{name}: it is {kind}, whatever its name says; {cure}")
    plain = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace").lstrip()
    start = _PROLOGUE.sub("", plain)
    if _TEI_ROOT.match(start):
        return "tei"
    if _JATS_ROOT.match(start) and (plain.startswith("<?xml") or "<front" in plain or "JATS" in plain):
        return "jats"
    if _HTML_SIGN.match(plain) or _HTML_ELEMENT.match(start):
        return "html"
    if plain.startswith("<?xml"):
        if "<!DOCTYPE" in plain or "<!ENTITY" in plain:
            return "tei"
        raise UnknownFormat(
            f"{name}: it is XML, but neither TEI nor JATS nor XHTML; convert it to one of them or to text"
        )
    suffix = Path(name).suffix.lower()
    if suffix in {".md", ".markdown", ".mkd"}:
        return "markdown"
    if suffix in {".txt", ".text"}:
        return "plain"
    signs = _MARKDOWN_SIGN.search(data[:20000].decode("utf-8", "replace"))
    return "markdown" if signs is not None else "plain"
