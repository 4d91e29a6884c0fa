"""Registers for the exports: the examples, one with every kind of hostile text, and entries of any shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from regesta.dates import parse_edtf
from regesta.model import Document, Entry, Examined, Paragraph, Person, Reading, Section, Span, When
from regesta.register import Register
from regesta.vocabulary import ACTS, MODALITIES, SECTORS

# what documents may hold and formats may choke on; each stands in a quote, a name and a place
HOSTILE = {
    "formula": '=HYPERLINK("http://evil.example","x")',
    "formulas": "+1-2@SUM(A1)\t|cmd",
    "apostrophe": "'=1",
    "bidi": "abc\u202edcba\u2066 \u05d0\u0628\u200f",
    "nul": "before\0after\x07\x1b[31m",
    "emoji": "🏴\u200d☠️ 👩‍👩‍👧 e\u0301 \ufeff",
    "markup": "<script>alert(1)</script> ]]> &amp; --> <!-- \"q\" {x} \\n %s $1 {{7*7}}",
    "lines": "one\r\ntwo\n\nthree\u2028four\x85five\ttab; comma, semi",
    "million": "Ωé" * 500_000,
}  # fmt: skip
DATES = (
    "1991-12-25",
    "1962-07",
    "1993~",
    "1999/2014",
    "../1991-12-25",
    "1950/..",
    "200X",
    "XXXX-01-28",
    "-0044-03-15",
    None,
)


def hostile_register(path: Path) -> Register:
    """A document for each hostile text, with an entry over it; dates of every kind."""
    register = Register(path)
    for number, (name, text) in enumerate(HOSTILE.items()):
        document = _document(f"{number:020x}", f"{name} {text[:20].replace(chr(0), '')}.txt", f"In Paris, {text}. End.")
        short = text[:500]  # a megabyte in one field is enough
        edtf = DATES[number % len(DATES)]
        entry = Entry(
            id=f"{number:016x}", document=document.id, act=ACTS[number], when=parse_edtf(edtf) if edtf else When(),
            states=("FRA", "DEU"), people=(Person(short, short, "FRA", short[:40]), Person(None, "minister", None)),
            place="Paris" if number % 2 else short, sectors=("trade",), modality="asserted", said_by=short, citations=(short,),
            start=10, end=10 + len(text), quote=text, rule="by-hand", confidence=0.5, why=short,
        )  # fmt: skip
        register.put(Examined(Reading(document, (entry, replace(entry, id=entry.id + "x", states=())), ())))
    return register


def _document(id: str, name: str, text: str) -> Document:
    whole = (Paragraph(0, len(text), "text"),)
    return Document(
        id, name, "text/plain", text, (), (Section(0, len(text), "", 1, "body"),), whole, (Span(0, len(text)),)
    )


_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
_maybe = st.none() | _text
_whens = st.sampled_from(DATES).map(lambda edtf: parse_edtf(edtf) if edtf else When())


@st.composite
def documents(draw: st.DrawFn, number: int = 0) -> tuple[Document, tuple[Entry, ...]]:
    """A document and entries over it, with anything in their fields."""
    text = draw(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
    document = _document(f"{number:020x}", f"{number} {draw(_text)}", text)
    entries = []
    for at in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        people = draw(st.lists(st.builds(Person, _maybe, _maybe, _maybe, _maybe), max_size=2))
        entries.append(
            Entry(
                id=f"{number:08x}{at:08x}", document=document.id, act=draw(st.sampled_from(ACTS)), when=draw(_whens),
                states=tuple(draw(st.lists(_text, max_size=3))), people=tuple(people), place=draw(_maybe),
                sectors=tuple(draw(st.lists(st.sampled_from(SECTORS), max_size=2))),
                modality=draw(st.sampled_from(MODALITIES)), said_by=draw(_maybe),
                citations=tuple(draw(st.lists(_text, max_size=2))), start=start, end=end, quote=text[start:end],
                rule=draw(_text), confidence=draw(st.floats(0, 1)), why=draw(_text),
            )
        )  # fmt: skip
    return document, tuple(entries)
