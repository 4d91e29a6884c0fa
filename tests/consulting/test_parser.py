"""A parser's opinion stands beside the entries: it agrees, disagrees or is silent, and changes nothing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from regesta.cli import main
from regesta.consulting import judge
from regesta.consulting.parser import MODELS, _parser
from regesta.errors import NoOpinion
from regesta.reading import read_bytes
from regesta.register import Register
from regesta.workflow import read_document

TEXT = "Norway recognised Finland on 10 January 1918. Relations were agreed upon; the legation was opened in Oslo in May 1919."

with_parser = pytest.mark.skipif(
    find_spec("spacy") is None or not any(find_spec(name) for name in MODELS), reason="the parser is an extra"
)


@with_parser
@pytest.mark.filterwarnings("ignore")  # the parser's own, at import
def test_the_parser_hangs_the_date_on_the_verb_that_tells_the_act() -> None:
    reading = read_document(read_bytes(TEXT.encode(), "letter.txt"))
    judgements = judge(reading.document, reading.entries)
    assert [one.entry for one in judgements] == [entry.id for entry in reading.entries]
    recognition = judgements[0]
    assert recognition.verdict == "agrees"
    assert recognition.why == "the parser hangs “10 January 1918” on “recognised”"


@with_parser
@pytest.mark.filterwarnings("ignore")
def test_an_entry_without_a_date_is_none_of_the_parsers_business() -> None:
    reading = read_document(read_bytes(b"Norway and Finland signed a trade agreement.", "letter.txt"))
    (entry,) = reading.entries
    assert entry.when.edtf is None
    (judgement,) = judge(reading.document, reading.entries)
    assert judgement.verdict == "silent"


@with_parser
@pytest.mark.filterwarnings("ignore")
def test_opinions_are_stored_shown_and_gone_with_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text(TEXT, encoding="utf-8")
    said = CliRunner().invoke(main, ["read", "letter.txt", "--second-opinion", "parser"]).output
    assert "second opinion: the parser agrees with" in said
    with Register("regesta.register") as register:
        (entry, *_) = register.entries()
        (judgement,) = register.judgements(entry.id)
    assert "Opinion:     " + judgement.source in CliRunner().invoke(main, ["show", entry.id]).output
    Path("letter.txt").write_text("Nothing happened.", encoding="utf-8")
    CliRunner().invoke(main, ["read", "letter.txt"])
    with Register("regesta.register") as register:
        assert register.judgements(entry.id) == []


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regesta.consulting.parser.MODELS", ("no_such_model",))
    _parser.cache_clear()
    reading = read_document(read_bytes(TEXT.encode(), "letter.txt"))
    with pytest.raises(NoOpinion, match="pip install"):
        judge(reading.document, reading.entries)
    _parser.cache_clear()
