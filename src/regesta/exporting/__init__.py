"""Entries as files for other programs: one format a module, each with what it loses.

What lives here: formats. What does not: choosing the entries (`register`), words for people (`exploring`).
"""

from regesta.exporting.jsonl import entry_of_row, entry_row, read_jsonl, to_dicts, write_jsonl
from regesta.exporting.report_html import write_report_html
from regesta.exporting.report_json import finding_dict, write_report_json
from regesta.exporting.report_sarif import write_report_sarif
from regesta.exporting.report_text import summary, write_report_text

FORMATS = {"jsonl": write_jsonl}
REPORTS = {
    "text": write_report_text,
    "html": write_report_html,
    "json": write_report_json,
    "sarif": write_report_sarif,
}

__all__ = [
    "FORMATS",
    "REPORTS",
    "entry_of_row",
    "entry_row",
    "finding_dict",
    "read_jsonl",
    "summary",
    "to_dicts",
    "write_jsonl",
]
