"""RO-Crate 1.1: the whole register as a research object, a folder or a .zip file, for deposit in Zenodo and the like.

*For*: archives, and whoever wants to know years later how a register was made. The crate holds the register itself,
whole and with people's decisions; the chosen entries as `entries.jsonl`; and `ro-crate-metadata.json`, which names
every document with the hash of its bytes and with what it was read: the version of the rules (a hash of the program's
code, its word lists and its readers) and of the authorities, and the authorities' sources with their licences.
`datePublished` is the day on which the register last changed. A filter narrows `entries.jsonl` alone.

*Loses*: the documents' files, but the register holds their texts: look whether you may pass these on. The licence is
left to whoever deposits the crate ("not stated"). A document that an older version read has no versions.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from regesta.authorities import sources
from regesta.exporting.chosen import Chosen, Written, entries_of
from regesta.exporting.jsonl import write_jsonl
from regesta.exporting.linked import address_of
from regesta.model import Edition

_REGISTER, _ENTRIES, _METADATA = "register.sqlite", "entries.jsonl", "ro-crate-metadata.json"
_PROGRAM = "#regesta"
_ABOUT = "A register of dated acts between states, each tied to the exact characters of the document that tells it."


def write_rocrate(chosen: Chosen, folder: Path) -> Written:
    """Fill a folder with the register, the entries, and what they were made from and with."""
    register = chosen.register
    register.copy_to(folder / _REGISTER)
    with (folder / _ENTRIES).open("w", encoding="utf-8", newline="\n") as out:
        count = write_jsonl(entries_of(chosen), chosen.paths, out)
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": _graph(chosen, folder)}
    (folder / _METADATA).write_text(json.dumps(crate, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return Written(count)


def _graph(chosen: Chosen, folder: Path) -> list[dict[str, Any]]:
    changed = datetime.fromtimestamp(Path(chosen.register.path).stat().st_mtime, UTC).date().isoformat()
    read_with = chosen.register.read_with()
    runs: dict[Edition | None, list[str]] = {}
    for id, edition in read_with.items():
        runs.setdefault(edition, []).append(id)
    actions, tools = _runs(runs)
    return [
        {
            "@id": _METADATA, "@type": "CreativeWork", "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        {
            "@id": "./", "@type": "Dataset", "name": "Register of relations between states", "description": _ABOUT,
            "datePublished": changed, "license": "not stated", "hasPart": [{"@id": _REGISTER}, {"@id": _ENTRIES}],
            "mentions": [{"@id": action["@id"]} for action in actions],
        },
        _file(folder, _REGISTER, "application/vnd.sqlite3", "The register itself: documents' texts, entries, acts, findings, decisions"),
        _file(folder, _ENTRIES, "application/jsonl", "The entries, one a line, in Regesta's contract"),
        *actions, *tools,
        {"@id": _PROGRAM, "@type": "SoftwareApplication", "name": "Regesta", "version": version("regesta"),
         "softwareVersion": version("regesta"), "license": "https://www.apache.org/licenses/LICENSE-2.0"},
        *(_document(chosen, id) for id in read_with),
        *({"@id": f"#authority-{source.id}", "@type": "CreativeWork", "name": source.origin, "version": source.version,
           "license": source.licence, "temporal": source.date} for source in sources().values()),
    ]  # fmt: skip


def _runs(runs: dict[Edition | None, list[str]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """An action for each set of versions that read some documents, and the rules and authorities that are named."""
    actions: list[dict[str, Any]] = []
    tools: dict[str, dict[str, Any]] = {}
    ordered = sorted(
        runs.items(), key=lambda run: (run[0].rules, run[0].authorities) if run[0] is not None else ("", "")
    )
    for number, (edition, documents) in enumerate(ordered, 1):
        instruments = [_PROGRAM]
        if edition is not None:
            rules, authorities = f"#rules-{edition.rules}", f"#authorities-{edition.authorities}"
            instruments += [rules, authorities]
            tools[rules] = {
                "@id": rules, "@type": "CreativeWork", "name": "Rules of Regesta: code, word lists, readers",
                "version": edition.rules,
            }  # fmt: skip
            tools[authorities] = {
                "@id": authorities, "@type": "CreativeWork", "name": "Who held which office when", "version": edition.authorities,
                "isBasedOn": [{"@id": f"#authority-{id}"} for id in sources()],
            }  # fmt: skip
        told = (
            f"by the rules {edition.rules}"
            if edition is not None
            else "in a version that kept no word of it, or elsewhere"
        )
        actions.append({
            "@id": f"#reading-{number}", "@type": "CreateAction", "name": f"Documents read {told}",
            "instrument": [{"@id": id} for id in instruments], "object": [{"@id": address_of(id)} for id in documents],
            "result": [{"@id": _REGISTER}, {"@id": _ENTRIES}],
        })  # fmt: skip
    return actions, list(tools.values())


def _document(chosen: Chosen, id: str) -> dict[str, Any]:
    """A document: its id is the beginning of the SHA-256 of its bytes."""
    return {
        "@id": address_of(id), "@type": "DigitalDocument", "name": chosen.paths.get(id, id), "identifier": id,
        "description": "identifier: the beginning of the SHA-256 of the bytes read",
    }  # fmt: skip


def _file(folder: Path, name: str, kind: str, about: str) -> dict[str, Any]:
    path = folder / name
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "@id": name, "@type": "File", "name": name, "description": about, "encodingFormat": kind,
        "contentSize": str(path.stat().st_size), "sha256": digest,
    }  # fmt: skip
