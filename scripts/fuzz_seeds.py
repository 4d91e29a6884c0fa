"""Where fuzzing begins: bytes for each target, made from the project's own examples, hostile files and word lists.

Nothing is kept: `write(TARGET, FOLDER)` makes the files anew each time, small ones, since a fuzzer changes small inputs best.
"""

from __future__ import annotations

import io
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from hostile_files import RUNS, make, run_of

HOME = Path(__file__).resolve().parent.parent
MOST = 4096  # bytes of one seed

_EDTF = (
    "1991-12-25 2009-06 1993 1999/2014 200X 17XX 1993~ 2001? 1990% ../1991-12-25 1991/.. [1994-01-28,1995-01-28] XXXX-01-28 "
    "XXXX-XX-28 1994-21 1994-41 -0044-03-15 20003 1991-02-29 1991-13 1991-12-25/1992-01 [..1991] 1991-12-25~/1992? {1991,1992}"
).split()
_QUESTIONS = (
    "states=AZE", "pair=AZE-ISR", "pair=Guinea-Bissau,France", "act=recognition&sector=energy", "words=treaty+Baku", "words=%22a",
    "after=1990&before=1992-05", "dated=no", "finding=missing-year&states=Turkey", "person=%C6%8Fliyev", "cited=&said_by=x",
    "decision=rejected&modality=planned", "page=3&who=a", "states=Soviet%20Union", "words=%E5%8C%97%E4%BA%AC", "date=1991",
)  # fmt: skip
_WORDS = (
    "treaty",
    "Əliyev",
    "北京",
    'a"b',
    "NEAR(a b)",
    "a* OR b",
    "col:x",
    "-a",
    "(",
    "^a",
    "AND",
    "\x00",
    "İsrail",
    "ａ",
)
_NOTES = (
    b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r>'
    b"<w:t>See Smith 1991, 4.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
_WORD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle '
    b'w:val="Heading1"/></w:pPr><w:r><w:t>Talks</w:t></w:r></w:p><w:p><w:r><w:t>Israel recognised Azerbaijan.</w:t></w:r><w:r>'
    b'<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r>'
    b"<w:t>1992</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
_PAPER = (
    b'<?xml version="1.0"?><article><front><article-meta><title-group><article-title>T</article-title></title-group>'
    b"</article-meta></front><body><sec><title>S</title><p>Israel recognised Azerbaijan in 1991 "
    b'<xref ref-type="bibr" rid="b1">1</xref>.</p><fn id="f"><p>A note.</p></fn></sec></body><back><ref-list><ref id="b1">'
    b"<mixed-citation>Smith, J. 1991. <i>A Book</i>. Oxford: Press.</mixed-citation></ref></ref-list></back></article>"
)
_TEI = (
    b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title><author>A</author></titleStmt>'
    b"</fileDesc></teiHeader><text><body><div><head>H</head><p>Israel recognised <hi>Azerbaijan</hi>.<note n='1'>See Smith.</note>"
    b"</p><list><item>1992</item></list><table><row><cell>a</cell></row></table></div><listBibl><bibl>Smith 1991</bibl></listBibl>"
    b"</body></text></TEI>"
)
_HTML = (
    b'<!doctype html><html><head><meta charset="iso-8859-9"><title>T</title><meta name="author" content="A"></head><body>'
    b'<nav>Menu</nav><h1>H</h1><p>Israel recognised <b>Azerbaijan</b>\xfe &amp; &#x41;<sup><a href="#fn1">1</a></sup>.</p><ul><li>a'
    b'<table><tr><td>b</td></tr></table></ul><ol><li id="fn1">A note.</li></ol></body></html>'
)


@cache
def _examples(ending: str) -> tuple[bytes, ...]:
    """The paragraphs of the examples of a kind, or their whole bytes where they are no text."""
    paths = sorted((HOME / "examples").rglob(f"*.{ending}"))
    if ending == "md":
        return tuple(
            block.encode()[:MOST]
            for path in paths
            for block in path.read_text(encoding="utf-8").split("\n\n")
            if len(block) > 40
        )
    return tuple(path.read_bytes() for path in paths)


@cache
def _hostile() -> dict[str, bytes]:
    """The hostile files that are small, or their beginnings, by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        files = [path for path in make(folder, length=400) if path.is_file() and not path.is_symlink()]
        return {path.name: path.read_bytes()[:MOST] for path in files if not path.name.startswith("run-")}


def _hostile_of(*endings: str) -> Iterator[bytes]:
    for name, data in _hostile().items():
        if name.rpartition(".")[2] in endings:
            yield data


@cache
def _pages() -> tuple[bytes, ...]:
    """The hostile PDF whole, for half a PDF is another hostile one."""
    with tempfile.TemporaryDirectory() as name:
        files = make(Path(name) / "files", length=100)
        return tuple(path.read_bytes() for path in files if path.suffix == ".pdf" and path.stat().st_size < 8 * MOST)


def _runs() -> Iterator[bytes]:
    yield from (run_of(name, 300).encode() for name in RUNS)


def _cases(room: str, pattern: str) -> Iterator[bytes]:
    """Every text of the case files of a room's tests."""
    for path in sorted((HOME / "tests" / room).glob(pattern)):
        yield from _texts(tomllib.loads(path.read_text(encoding="utf-8")))


def _texts(told: object) -> Iterator[bytes]:
    if isinstance(told, str) and len(told) > 8:
        yield told.encode()[:MOST]
    for inner in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _texts(inner)


def _bodies() -> Iterator[bytes]:
    """The body, and after a NUL the notes, of the DOCX examples and hostile ones."""
    yield from (_WORD, _WORD + b"\0" + _NOTES)
    for data in _examples("docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.read("word/document.xml")[: 4 * MOST]


_LISTED = b"# Letters\n\nSo Smith (1991, 4) and [2] say; see also (Okoye and Sato 2001).\n\n## References\n\n"

SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "plain": lambda: iter((*_examples("md"), *_hostile_of("txt"), *_runs())),
    "markdown": lambda: iter((*_examples("md"), *_hostile_of("md", "txt"), *_runs())),
    "html": lambda: iter((_HTML, *_examples("html"), *_hostile_of("html"))),
    "tei": lambda: iter((_TEI, *_examples("xml"), *_hostile_of("xml"))),
    "jats": lambda: iter((_PAPER, *_hostile_of("xml"))),
    "docx": _bodies,
    "pdf": lambda: iter((*_pages(), *_hostile_of("pdf"))),
    "formats": lambda: iter((_HTML, _TEI, _PAPER, *_hostile().values(), *_examples("docx"))),
    "dates": lambda: iter((*_cases("dates/cases", "*.toml"), *_hostile_of("txt"), *_runs())),
    "edtf": lambda: (one.encode() for one in _EDTF),
    "references": lambda: _cases("citations", "references.toml"),
    "citations": lambda: (_LISTED + one for one in (*_cases("citations", "*.toml"), *_runs())),
    "whole": lambda: iter((*_examples("md"), *_cases("entries", "*.toml"), *_hostile_of("txt", "md"), *_runs())),
    "search": lambda: (one.encode() for one in _WORDS),
    "address": lambda: (one.encode() for one in _QUESTIONS),
    "filter": lambda: (one.encode() for one in _QUESTIONS),
}


def write(target: str, folder: Path, most: int | None = None) -> int:
    """Write the seeds of a target into a folder, or so many of them from all kinds; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = list(dict.fromkeys(SEEDS[target]()))
    seeds = seeds[:: -(-len(seeds) // most)] if most else seeds
    for number, data in enumerate(seeds):
        (folder / f"seed-{number:04}").write_bytes(data)
    return len(seeds)
