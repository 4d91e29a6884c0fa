"""Bad input gets one clear sentence that names the file, the place and the cure."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from regesta.errors import BadDocument, UnknownFormat
from regesta.reading import read_bytes, read_path
from regesta.workflow import read_document

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><TEI><text><p>&c;</p></text></TEI>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE TEI SYSTEM "http://127.0.0.1:{}/tei.dtd"><TEI><text><p>A visit.</p></text></TEI>'
)
FILE = (
    '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/hostname">]><TEI><text><p>&x;</p></text></TEI>'
)


def pdf(*lines: str, secret: str | None = None) -> bytes:
    out = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(secret) if secret is not None else None
    canvas = Canvas(out, encrypt=lock)
    for at, line in enumerate(lines):
        canvas.drawString(72, 760 - 14 * at, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def bomb() -> bytes:
    """A DOCX whose main part is 60 MB of one letter and a few kilobytes zipped."""
    made = io.BytesIO()
    docx.Document().save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b"<w>" + b"a" * 60_000_000 if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("notes.txt", "a visit")
    return out.getvalue()


def nested(depth: int) -> bytes:
    return ("<TEI><text>" + "<div>" * depth + "<p>A visit.</p>" + "</div>" * depth + "</text></TEI>").encode()


@pytest.mark.parametrize(
    ("name", "data", "parts"),
    [
        ("empty.txt", b"", ["it is empty"]),
        ("blank.md", b" \n\t\n ", ["it is empty"]),
        (
            "picture.pdf",
            b"\x89PNG\r\n\x1a\n" + b"x" * 80,
            ["a PNG picture, whatever its name says", "text recognition"],
        ),
        ("photo.txt", b"\xff\xd8\xff\xe0" + b"x" * 80, ["a JPEG picture"]),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"x" * 80, ["an old Word document", "save it as DOCX"]),
        ("cut.pdf", pdf("A visit in 1993.")[:300], ["no complete PDF", "get it again"]),
        ("locked.pdf", pdf("A visit in 1993.", secret="s"), ["protected by a password", "save it without one"]),
        ("scan.pdf", pdf(), ["pictures of pages and no text", "text recognition"]),
        ("noise.txt", bytes(range(128, 160)) * 40, ["neither UTF-8 nor Windows text", "save it as UTF-8"]),
        ("nul.txt", b"A visit\x00 in 1993", ["byte 7 is NUL"]),
        ("half.txt", b"\xff\xfeA\x00\xd8", ["marked as UTF-16 and breaks"]),
        ("laughs.xml", LAUGHS.encode(), ["declares entities, which are not resolved"]),
        ("file.xml", FILE.encode(), ["declares entities"]),
        ("broken.xml", b"<TEI>\n<text>\n<p>A visit.</text></TEI>", ["line 3", "the XML is broken"]),
        ("deep.xml", nested(10_000), ["the XML is broken"]),
        ("other.xml", b"<?xml version='1.0'?><plants><p>Fern</p></plants>", ["neither TEI nor JATS"]),
        ("things.zip", archive(), ["a zip archive, but no DOCX"]),
        ("bomb.docx", bomb(), ["inflates to more than a document can hold"]),
        ("torn.docx", b"PK\x03\x04 word/ [Content_Types].xml" + b"x" * 200, ["a damaged DOCX", "save it again"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_one_sentence_with_its_cure(name: str, data: bytes, parts: list[str]) -> None:
    with pytest.raises(BadDocument) as raised:
        read_bytes(data, name)
    message = str(raised.value)
    assert message.startswith(name)
    assert all(part in message for part in parts), message
    assert "\n" not in message


def test_bytes_of_no_known_kind_are_an_unknown_format() -> None:
    with pytest.raises(UnknownFormat):
        read_bytes(b"\x1f\x8b" + b"x" * 40, "a.txt")


def test_an_external_dtd_is_never_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        document = read_bytes(OUTSIDE.format(server.getsockname()[1]).encode(), "outside.xml")
        assert "A visit." in document.text
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody asked
            server.accept()


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="there is no such file"):
        read_path(tmp_path / "missing.md")
    with pytest.raises(BadDocument, match="it is a folder"):
        read_path(tmp_path)


def test_another_encoding_is_read_with_a_warning() -> None:
    document = read_bytes("Müller besuchte 1993 Paris, sagte er – gern.".encode("cp1252"), "alt.txt")
    assert "Müller" in document.text
    assert "read as cp1252" in document.warnings[0]


def test_a_declared_charset_is_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Визит в Баку в 1993 году</p></body></html>'
    document = read_bytes(page.encode("cp1251"), "page.html")
    assert "Визит в Баку" in document.text


@pytest.mark.parametrize("piece", ["x", "A visit in 1993. ", "(", '"', "* _a", "[a](", "1. "], ids=repr)
def test_a_long_line_is_read_in_time_that_grows_with_it(piece: str, in_proportion: Callable[..., None]) -> None:
    def read_line(length: int) -> None:
        document = read_bytes((piece * (length // len(piece))).encode(), "long.md")
        assert len(document.text) > length // 6

    in_proportion(read_line, 150_000)


def test_fifty_megabytes_on_one_line_are_read() -> None:
    document = read_bytes(b"x" * 50_000_000, "line.txt")
    assert len(document.text) == 50_000_000
    assert all(sentence.end - sentence.start <= 3000 for sentence in document.sentences)


def test_a_line_without_end_full_of_acts_takes_time_in_proportion(in_proportion: Callable[..., None]) -> None:
    line = b"Norway recognised Finland in May 1993 and President Holm visited Oslo, "
    in_proportion(lambda times: read_document(read_bytes(line * times, "line.txt")), 250)
