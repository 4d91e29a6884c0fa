"""Make a folder of files that try to harm whoever reads them: hostile_files.py FOLDER [--length CHARACTERS] [--large].

Each is made here, byte by byte, so that nobody need keep such files: bombs of zip and XML, broken and locked documents, text
of control characters, endless lines, deep nesting, and what is no file at all. `tests/robustness/hostile.toml` says what
must become of each. `--large` makes those of fifty megabytes as well.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

SENTENCE = "On 7 April 1992 Israel and Azerbaijan established diplomatic relations. "
# what grammars begin to read and must give up soon, over and over
RUNS = {
    "brackets": "(", "closing": ")", "square": "[1, ", "dashes": "-", "dots": ".", "quotes": "“", "straight-quotes": '"',
    "commas": ", ", "initials": "A. ", "capitals": "Aa ", "ands": "Aa and ", "numbers": "1 ", "decimals": "1.1", "digits": "1",
    "years": "1991 ", "ranges": "1991-", "days": "1 May ", "months": "January ", "betweens": "between 1991 and ",
    "offices": "minister of foreign affairs of ", "states": "Israel, ", "of-the": "Republic of the ", "visits": "visited Baku and ",
    "citations": "(Smith 1991; ", "see": "see Smith, ", "colons": "a:", "hyphens": "a-", "apostrophes": "a'", "spaces": " ",
    "tabs": "\t", "newlines": "\n", "stars": "*", "underscores": "_a", "backticks": "`", "pipes": "|a", "quoted": "> ",
    "links": "[a](", "urls": "http://a.", "combining": "\u0301", "met": "met and ", "who": "who, ", "that": "said that ",
}  # fmt: skip


def run_of(name: str, length: int) -> str:
    """A text with a run of that many characters between two sentences that tell an act each."""
    return f"{SENTENCE}a{(RUNS[name] * length)[:length]}b\n\n{SENTENCE}"


def make(folder: Path, length: int = 100_000, large: bool = False) -> list[Path]:
    """Write all files into a folder, which is made where it is missing; runs have `length` characters. Returns them in order."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _plain().items():
        (folder / name).write_bytes(content)
    for name in RUNS:
        for ending in ("txt", "md"):
            (folder / f"run-{name}.{ending}").write_text(run_of(name, length), encoding="utf-8")
    makers: dict[str, Callable[[], bytes]] = {
        "bomb.docx": lambda: _docx({"word/document.xml": b"<w:document>" + b" " * (80 << 20)}),
        "many-parts.docx": lambda: _docx({f"word/part{at}.xml": b"<a/>" for at in range(20_000)}),
        "nested.docx": lambda: _docx({"word/document.xml": _zip({"inner.zip": _zip({"a": b"a"})})}),
        "climbing.docx": lambda: _docx({"../../../climbed.txt": b"out", "word/document.xml": _word(SENTENCE)}),
        "entities.docx": lambda: _docx({"word/document.xml": _laughs().encode()}),
        "deep.docx": lambda: _docx({"word/document.xml": _deep_word()}),
        "archive.zip": lambda: _zip({"letter.txt": SENTENCE.encode()}),
        "locked.pdf": lambda: _drawn(encrypt="secret"),
        "truncated.pdf": lambda: _drawn()[:600],
        "form.pdf": _form,
        "hundred-thousand-pages.pdf": lambda: _pages(100_000),
        "loop.pdf": _loop,
        "script.pdf": _script,
        "deep.pdf": _deep_pdf,
    }
    for name, maker in makers.items():
        (folder / name).write_bytes(maker())
    if large:
        (folder / "one-line.txt").write_text(SENTENCE * (50_000_000 // len(SENTENCE)), encoding="utf-8")
        (folder / "one-word.txt").write_text("a" * 50_000_000, encoding="utf-8")
    _no_files(folder)
    return sorted(folder.iterdir())


def _plain() -> dict[str, bytes]:
    text = SENTENCE.encode()
    chance = random.Random(1)
    return {
        "empty.md": b"",
        "spaces.txt": b" \n\t \r\n" * 100,
        "nul.txt": text + b"\x00" * 1000 + text,
        "nul-only.txt": b"\x00" * 5000,
        "control.txt": bytes(range(1, 32)) + text + bytes(range(127, 160)) + text,
        "invalid-utf8.txt": text + b"\xff\xfe\xc3\x28\xf0\x28\x8c\x28" + text,
        "surrogates.txt": text + b"\xed\xa0\x80\xed\xbf\xbf" + text,
        "overlong.txt": text + b"\xc0\xaf\xe0\x80\xaf" + text,
        "utf16-odd.txt": b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\x41",
        "utf32.txt": SENTENCE.encode("utf-32"),
        "noise.bin": chance.randbytes(200_000),
        "bidi.txt": f"\u202e{SENTENCE}\u202d\u2066\u2069 {SENTENCE}\u200f".encode(),
        "escape.txt": f"\x1b[2J\x1b]0;owned\x07{SENTENCE}".encode(),
        "formula.txt": f'=HYPERLINK("http://a.example","b") {SENTENCE}\n\n+1+1 {SENTENCE}\n\n@SUM(A1) {SENTENCE}'.encode(),
        "script.html": f"<script>while(1);</script><p onclick=alert(1)>{SENTENCE}<img src=x onerror=alert(1)></p>".encode(),
        "template.txt": ("{{ 7*7 }} {% include '/etc/passwd' %} ${7*7} " + SENTENCE).encode(),
        "query.txt": f"'); DROP TABLE entries; -- {SENTENCE}".encode(),
        "picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        "program.txt": b"\x7fELF" + b"\x00" * 500,
        "nested.html": b"<div>" * 100_000 + text,
        "nested-lists.html": b"<ul><li>" * 30_000 + text,
        "tables.html": b"<table><tr><td>" * 10_000 + text,
        "attributes.html": b"<p " + b" ".join(b'a%d="b"' % at for at in range(100_000)) + b">" + text,
        "unclosed.html": b"<!doctype html><p>" + text + b"<!--" + b"-" * 200_000,
        "nested.xml": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>" + b"<p>" * 100_000 + text,
        "laughs.xml": _laughs().encode(),
        "quadratic.xml": f'<!DOCTYPE TEI [<!ENTITY a "{"a" * 100_000}">]><TEI>{"&a;" * 10_000}</TEI>'.encode(),
        "outside.xml": f'<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI><text><body><p>{SENTENCE}&a;</p></body></text></TEI>'.encode(),
        "outside-dtd.xml": f'<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/a.dtd"><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{SENTENCE}</p></body></text></TEI>'.encode(),
        "include.xml": f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><text><body><p>{SENTENCE}</p><xi:include href="file:///etc/passwd" parse="text"/></body></text></TEI>'.encode(),
        "unclosed.xml": f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{SENTENCE}'.encode(),
        "nested.md": b"> " * 5_000 + text,
        "nested-lists.md": b"".join(b" " * (2 * at) + b"- a\n" for at in range(1_000)) + text,
        "links.md": b"[a](" * 40_000 + text,
        "emphasis.md": b"*a **b " * 20_000 + text,
        "notes.md": b"".join(b"[^%d]" % at for at in range(20_000)) + b"\n\n" + text,
        "references.md": b"# Letters\n\n" + text + b"\n\n## References\n\n" + b"Smith, J. 1991. A Book. Oxford: Press.\n\n" * 2_000,
        "years.txt": b"".join(b"On 1 May %d Israel recognised Azerbaijan. " % (at % 9999) for at in range(5_000)),
        "far-years.txt": b"In 99999999999999999999 and in 20003 and on 31 February 1991 and in -5000 BC they signed a treaty. " * 500,
        "same-people.txt": b"President Ilham Aliyev met Prime Minister Benjamin Netanyahu in Baku on 13 December 2016. " * 3_000,
    }  # fmt: skip


def _no_files(folder: Path) -> None:
    """What has a name and is no file: links to nothing, to themselves and to devices, a pipe, a folder called a file."""
    for name, target in {"dangling.txt": "nowhere.txt", "circle.txt": "circle.txt", "endless.txt": "/dev/zero"}.items():
        if not os.path.lexists(folder / name):
            (folder / name).symlink_to(target)
    if hasattr(os, "mkfifo") and not (folder / "pipe.txt").exists():
        os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir(exist_ok=True)
    for name in ("a\nb\x1b[2Jc.txt", "-rf.txt", "=1+1.txt", "<b>.txt", "\u202etxt.fdp.txt"):
        (folder / name).write_text(SENTENCE, encoding="utf-8")


def _laughs() -> str:
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY l0 "ha">{entities}]><TEI>&l11;</TEI>'


def _zip(parts: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def _docx(parts: dict[str, bytes]) -> bytes:
    """A DOCX of these parts, with the two that say it is one."""
    kinds = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    ties = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        b'Target="word/document.xml"/></Relationships>'
    )
    return _zip({"[Content_Types].xml": kinds, "_rels/.rels": ties, **parts})


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word(text: str) -> bytes:
    return (
        f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'.encode()
    )


def _deep_word() -> bytes:
    deep = 20_000
    inside = "<w:tbl><w:tr><w:tc>" * deep + "</w:tc></w:tr></w:tbl>" * deep
    return f'<w:document xmlns:w="{_WORD}"><w:body>{inside}</w:body></w:document>'.encode()


# --- PDF, by hand ----------------------------------------------------------------------------------------------------


def _drawn(encrypt: str | None = None) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    raw = io.BytesIO()
    canvas = Canvas(raw, invariant=1, encrypt=encrypt)
    canvas.drawString(72, 700, SENTENCE)
    canvas.save()
    return raw.getvalue()


def _pdf(objects: list[bytes]) -> bytes:
    """A PDF of numbered objects, the first its catalogue."""
    raw, places = io.BytesIO(), []
    raw.write(b"%PDF-1.7\n")
    for number, one in enumerate(objects, 1):
        places.append(raw.tell())
        raw.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = raw.tell()
    raw.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    raw.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    raw.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return raw.getvalue()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_SHOWN = b"BT /F1 12 Tf 72 700 Td (" + SENTENCE.encode() + b") Tj ET"
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
)


def _pages(count: int) -> bytes:
    """That many pages, all of them one."""
    kids = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count)
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", kids, _PAGE, _stream(_SHOWN), _FONT])


def _form() -> bytes:
    """A form in XFA, whose text is in XML beside a page that says so."""
    packet = b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template>' + SENTENCE.encode() + b"</template></xdp:xdp>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA 6 0 R /Fields [] >> >>"
    kids = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return _pdf([catalogue, kids, _PAGE, _stream(_SHOWN), _FONT, _stream(packet)])


def _loop() -> bytes:
    """A page tree that holds itself."""
    kids = b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>"
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", kids, _PAGE, _stream(_SHOWN), _FONT])


def _script() -> bytes:
    action = b"<< /S /JavaScript /JS (while\\(true\\);) >>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>"
    return _pdf([catalogue, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", _PAGE, _stream(_SHOWN), _FONT, action])


def _deep_pdf() -> bytes:
    """Arrays within arrays in what a page shows."""
    content = b"BT /F1 12 Tf " + b"[" * 100_000 + b"]" * 100_000 + b" TJ (" + SENTENCE.encode() + b") Tj ET"
    kids = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", kids, _PAGE, _stream(content), _FONT])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--length", type=int, default=100_000)
    parser.add_argument("--large", action="store_true")
    asked = parser.parse_args()
    print(f"{len(make(asked.folder, asked.length, asked.large))} files in {asked.folder}")


if __name__ == "__main__":
    main()
