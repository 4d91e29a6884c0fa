"""Entries as files for other programs: one format a module, each with what it loses.

What lives here: formats. What does not: choosing the entries (`register`), words for people (`exploring`).
"""

from regesta.exporting.jsonl import entry_of_row, entry_row, read_jsonl, to_dicts, write_jsonl

FORMATS = {"jsonl": write_jsonl}

__all__ = ["FORMATS", "entry_of_row", "entry_row", "read_jsonl", "to_dicts", "write_jsonl"]
