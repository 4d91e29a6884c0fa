"""Entries, findings and works as files for other programs: one format a module, each with what it loses.

What lives here: formats. What does not: choosing the entries (`register`), words for people (`exploring`).
"""

from regesta.exporting.bibtex import write_bibtex, write_sources_bibtex
from regesta.exporting.cameo import write_cameo
from regesta.exporting.chosen import Chosen, Format, Written, chosen_of
from regesta.exporting.csl_json import csl_item, write_csl_json, write_sources_csl
from regesta.exporting.csv_table import write_csv, write_csv_long
from regesta.exporting.datapackage import read_datapackage, write_datapackage
from regesta.exporting.docx import write_docx
from regesta.exporting.dossier_report import write_dossier_html, write_dossier_json, write_dossier_markdown
from regesta.exporting.ftm import write_ftm
from regesta.exporting.geojson import write_geojson
from regesta.exporting.gexf import write_gexf
from regesta.exporting.graphml import write_graphml
from regesta.exporting.html import write_html
from regesta.exporting.ics import write_ics
from regesta.exporting.jsonl import read_jsonl, read_rows, to_dicts, write_chosen_jsonl, write_jsonl
from regesta.exporting.jsonld import read_jsonld, write_jsonld
from regesta.exporting.parquet import read_parquet, write_parquet, write_partitioned
from regesta.exporting.plover import write_plover
from regesta.exporting.printed import write_printed
from regesta.exporting.report_html import write_report_html
from regesta.exporting.report_json import finding_dict, write_report_json
from regesta.exporting.report_sarif import write_report_sarif
from regesta.exporting.report_text import summary, write_report_text
from regesta.exporting.rich_html import html_of
from regesta.exporting.ris import write_ris
from regesta.exporting.rocrate import write_rocrate
from regesta.exporting.tei import write_tei
from regesta.exporting.timelinejs import write_timelinejs
from regesta.exporting.turtle import write_turtle
from regesta.register import entry_of_row, entry_row

_NO_EVENT = "their act has no code, they are denied or only supposed, or they name fewer than two states"
_ALONE = "they name fewer than two states, so that there is no tie"

FORMATS: dict[str, Format] = {
    "csv": Format(text=write_csv),
    "parquet": Format(binary=write_parquet),
    "jsonl": Format(text=write_chosen_jsonl),
    "datapackage": Format(folder=write_datapackage),
    "jsonld": Format(text=write_jsonld),
    "ttl": Format(text=write_turtle),
    "gexf": Format(text=write_gexf, leaves_out=_ALONE),
    "graphml": Format(text=write_graphml, leaves_out=_ALONE),
    "geojson": Format(text=write_geojson, leaves_out="they name no place"),
    "timelinejs": Format(text=write_timelinejs, leaves_out="their date has no first day"),
    "ics": Format(text=write_ics, leaves_out="their date has no first and last day in the years 1 to 9998"),
    "tei": Format(text=write_tei),
    "csl-json": Format(text=write_sources_csl),
    "bibtex": Format(text=write_sources_bibtex),
    "cameo": Format(text=write_cameo, leaves_out=_NO_EVENT),
    "plover": Format(text=write_plover, leaves_out=_NO_EVENT),
    "ftm": Format(text=write_ftm),
    "rocrate": Format(folder=write_rocrate),
    "docx": Format(binary=write_docx),
    "html": Format(text=write_html),
}
REPORTS = {
    "text": write_report_text,
    "html": write_report_html,
    "json": write_report_json,
    "sarif": write_report_sarif,
}
DOSSIERS = {"markdown": write_dossier_markdown, "html": write_dossier_html, "jsonl": write_dossier_json}
BIBLIOGRAPHIES = {"csl-json": write_csl_json, "bibtex": write_bibtex, "ris": write_ris, "text": write_printed}

__all__ = [
    "BIBLIOGRAPHIES",
    "DOSSIERS",
    "FORMATS",
    "REPORTS",
    "Chosen",
    "Format",
    "Written",
    "chosen_of",
    "csl_item",
    "entry_of_row",
    "entry_row",
    "finding_dict",
    "html_of",
    "read_datapackage",
    "read_jsonl",
    "read_jsonld",
    "read_parquet",
    "read_rows",
    "summary",
    "to_dicts",
    "write_bibtex",
    "write_csl_json",
    "write_csv",
    "write_csv_long",
    "write_jsonl",
    "write_partitioned",
    "write_printed",
    "write_ris",
]
