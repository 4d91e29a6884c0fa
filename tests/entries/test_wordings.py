"""One sentence, one act: every wording of wordings.toml is told as its act on its date."""

import tomllib
from pathlib import Path

import pytest

from regesta.reading import read_bytes
from regesta.workflow import read_document

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))["wording"]
CASES = [(group["act"], *line.rsplit(" | ", 1)) for group in WORDINGS for line in group["sentences"]]


@pytest.mark.parametrize(("act", "sentence", "date"), CASES, ids=[f"{act}: {line}" for act, line, _ in CASES])
def test_a_wording_tells_its_act(act: str, sentence: str, date: str) -> None:
    reading = read_document(read_bytes(sentence.encode(), "case.txt"))
    told = {(entry.act, entry.when.edtf) for entry in reading.entries if entry.modality == "asserted"}
    if date == "none":
        assert act not in {entry_act for entry_act, edtf in told if edtf is not None}
    else:
        assert (act, date) in told
