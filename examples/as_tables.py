"""Hand the entries of a register to pandas, and ask it in SQL."""

import tempfile
from pathlib import Path

from regesta import Filter, Register
from regesta.workflow import read_into

with tempfile.TemporaryDirectory() as folder, Register(Path(folder) / "my.register") as register:
    list(read_into(register, sorted(Path("examples/documents").iterdir())))
    frame = register.to_pandas(Filter(acts=("visit",)), decided=True)
    rows = register.sql("SELECT act, count(*) AS n FROM calendar GROUP BY act ORDER BY n DESC, act LIMIT 3")

print(frame[["date", "place", "quote"]].head(3).to_string(index=False, max_colwidth=40))
for row in rows:
    print(row["act"], row["n"])
