"""Regesta reads documents about relations between states and keeps a register of what they tell.

A document (bytes) is read into text with a way back to its source; dates, names, act words and citations are found in
it; out of the mentions of a sentence come entries: one act, its date, its states and people, the exact characters that
tell it and who says so. A register keeps them, and people ask it, check it, correct it and carry it elsewhere.

    import regesta
    reading = regesta.read("article.pdf")
    for entry in reading.entries:
        print(entry.when.edtf, entry.act, entry.states, entry.quote)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regesta.errors import BadDocument, BadRegister, RegestaError
    from regesta.exploring import abstract
    from regesta.exporting import to_dicts
    from regesta.model import Document, Entry, Filter, Person, When
    from regesta.register import Register
    from regesta.workflow import read

__version__ = "0.1.0"
# import is free: each name is fetched when it is first used
_HOMES = {
    "BadDocument": "errors",
    "BadRegister": "errors",
    "RegestaError": "errors",
    "abstract": "exploring",
    "to_dicts": "exporting",
    "Document": "model",
    "Entry": "model",
    "Filter": "model",
    "Person": "model",
    "When": "model",
    "Register": "register",
    "read": "workflow",
}
__all__ = [
    "BadDocument",
    "BadRegister",
    "Document",
    "Entry",
    "Filter",
    "Person",
    "RegestaError",
    "Register",
    "When",
    "abstract",
    "read",
    "to_dicts",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"regesta.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'regesta' has no attribute '{name}'")


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext regesta` in a notebook: entries, acts, readings, documents and findings are shown as small HTML."""
    rich = import_module("regesta.exporting.rich_html")
    rich.register_formatters(shell.display_formatter.formatters["text/html"])
