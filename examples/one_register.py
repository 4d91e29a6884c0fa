"""Keep a register of documents, ask it for the entries on two states, and for the acts they tell."""

import tempfile
from pathlib import Path

import regesta
from regesta.workflow import read_into

with tempfile.TemporaryDirectory() as folder, regesta.Register(Path(folder) / "my.register") as register:
    for outcome in read_into(register, sorted(Path("examples/documents").iterdir())):
        print(outcome.path, outcome.status, outcome.entries)
    asked = regesta.Filter(pair=("EGY", "ISR"), acts=("agreement",), after="1979-01-01")
    for entry in register.entries(asked):
        print(entry.when.edtf, regesta.abstract(entry), entry.citations or "no work cited")
    for act in register.acts(asked):
        print(len(act.entries), "told", act.when.edtf, act.conflict or act.why)
