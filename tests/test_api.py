"""The dozen names that `import regesta` gives, used as the README shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

import regesta


def test_reading_a_file_gives_entries_tied_to_their_characters(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>On 3 May 1994 Iran and Oman signed a trade agreement in Muscat.</p>", encoding="utf-8")
    reading = regesta.read(page)
    (entry,) = reading.entries
    assert (entry.act, entry.when.edtf, entry.states, entry.place) == (
        "agreement",
        "1994-05-03",
        ("IRN", "OMN"),
        "Muscat",
    )
    assert reading.document.text[entry.start : entry.end] == entry.quote
    assert regesta.abstract(entry) == "Iran and Oman: an agreement, in Muscat."
    assert regesta.to_dicts([entry])[0]["date"] == "1994-05-03"
    with regesta.Register(tmp_path / "a.register") as register:
        register.put(reading)
        assert list(register.entries(regesta.Filter(pair=("IRN", "OMN")))) == [entry]


def test_every_public_name_is_there_and_no_other() -> None:
    assert len(regesta.__all__) <= 12
    assert all(getattr(regesta, name) is not None for name in regesta.__all__)
    with pytest.raises(AttributeError, match="no attribute 'party'"):
        _ = regesta.party


def test_a_file_that_cannot_be_read_is_a_bad_document(tmp_path: Path) -> None:
    with pytest.raises(regesta.BadDocument, match="there is no such file"):
        regesta.read(tmp_path / "missing.pdf")
