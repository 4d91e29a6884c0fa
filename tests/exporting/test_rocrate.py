"""A crate holds the whole register and says what it was made from and with."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

from regesta.authorities import authorities_version, sources
from regesta.cli.carrying import write_to
from regesta.exporting import FORMATS, chosen_of
from regesta.model import Filter
from regesta.register import Register


def test_the_crate_opens_in_its_own_library_and_the_register_in_ours(examples: Register, tmp_path: Path) -> None:
    folder = tmp_path / "crate"
    told = write_to(FORMATS["rocrate"], chosen_of(examples, Filter(acts=("visit",))), str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from rocrate.rocrate import ROCrate

        crate = ROCrate(str(folder))
    assert {entity.id for entity in crate.data_entities} >= {"register.sqlite", "entries.jsonl"}
    for name in ("register.sqlite", "entries.jsonl"):
        assert crate.get(name)["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    for id, paths in examples.documents().items():
        document = crate.get(f"urn:regesta:document:{id}")
        assert (document["identifier"], document["name"]) == (id, paths[0])
    (action,) = [entity for entity in crate.get_entities() if entity.type == "CreateAction"]
    assert {entity.id for entity in action["object"]} == {f"urn:regesta:document:{id}" for id in examples.documents()}
    version = authorities_version()
    assert f"#authorities-{version}" in {entity.id for entity in action["instrument"]}
    assert len(crate.get(f"#authorities-{version}")["isBasedOn"]) == len(sources())
    with Register(folder / "register.sqlite", must_exist=True) as register:
        assert list(register.entries()) == list(examples.entries())
        assert told.count == register.count(Filter(acts=("visit",)))


def test_it_says_where_nothing_is_known_of_how_a_document_was_read(hostile: Register, tmp_path: Path) -> None:
    from regesta.carrying import import_into, read_entries

    file, folder = tmp_path / "out.jsonl", tmp_path / "crate"
    write_to(FORMATS["jsonl"], chosen_of(hostile, Filter(document="emoji")), str(file))
    with Register(tmp_path / "a.register") as register:
        import_into(register, read_entries(file))
        assert list(register.read_with().values()) == [None]
        write_to(FORMATS["rocrate"], chosen_of(register), str(folder))
    graph = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    (action,) = [node for node in graph if node["@type"] == "CreateAction"]
    assert action["name"] == "Documents read in a version that kept no word of it, or elsewhere"
    assert [node["@id"] for node in action["instrument"]] == ["#regesta"]
