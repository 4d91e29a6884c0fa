"""Count the acts that three documents tell, by decade and kind, and say of how many the date is too wide to count."""

import tempfile
from collections import Counter
from pathlib import Path

import regesta
from regesta.workflow import read_into

with tempfile.TemporaryDirectory() as folder, regesta.Register(Path(folder) / "a.register") as register:
    for outcome in read_into(register, sorted(Path("examples/documents").iterdir())):
        assert outcome.document is not None, outcome.message
    acts = register.acts(regesta.Filter(modality="asserted"))

dated = [act for act in acts if act.when.earliest and act.when.latest]
within = [act for act in dated if act.when.earliest[:4] == act.when.latest[:4]]
counts = Counter((act.when.earliest[:3] + "0s", act.act) for act in within)
for (decade, kind), count in sorted(counts.items(), key=lambda one: (one[0][0], -one[1], one[0][1])):
    if count > 1:
        print(decade, kind, count)
wider, undated = len(dated) - len(within), len(acts) - len(dated)
print(f"{len(within)} of {len(acts)} acts; {wider} are dated wider than a year, {undated} not at all")
