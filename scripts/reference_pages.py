"""Write the pages of docs/reference that the program can tell itself: its commands, its reports, its names for Python.

usage: reference_pages.py [--check]

Commands come from the command line's own help, reports from the docstrings of the modules that write them, names from the
docstrings of what `import regesta` gives. The pages on checks and on formats of export have makers of their own, which are
called too. `--check` writes nothing and exits 1 when a page is stale. `make readme` writes
them too.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import document_checks
import document_formats

import regesta
from regesta import model
from regesta.cli import main as regesta_command

HOME = Path(__file__).resolve().parent.parent
FOLDER = HOME / "docs" / "reference"
# the shapes that somebody who uses the public names meets next
SHAPES = ("Reading", "Place", "Abstention", "Examined", "Identity", "Act", "Finding", "Decision", "Ruling")

COMMANDS_OPENING = """# Commands

Every verb of `regesta`, from its own help (`regesta VERB --help`). This page is made by `scripts/reference_pages.py`.
[Exit codes](exit-codes.md) are told apart.

"""
REPORTS_OPENING = """# Reports and reference lists

What `regesta check` and `regesta references` write, from the modules that write it; `regesta export` has a page of its own,
[formats](formats.md). This page is made by `scripts/reference_pages.py`.

"""
API_OPENING = """# Python

What `import regesta` gives, and the shapes met with it, from their docstrings. This page is made by
`scripts/reference_pages.py`. Offsets are code points into a document's text, half open. All data classes are frozen and live
in `regesta.model`; [use Regesta from Python](../how-to/use-from-python.md) shows them at work.

"""


def pages() -> dict[Path, str]:
    """Every generated page of the reference, as it should be."""
    return {
        FOLDER / "commands.md": commands_page(),
        FOLDER / "reports.md": reports_page(),
        FOLDER / "python.md": python_page(),
        document_checks.PAGE: document_checks.page(),
        document_formats.PAGE: document_formats.page(),
    }


# --- commands --------------------------------------------------------------------------------------------------------


def commands_page() -> str:
    told = list(commands_of(click.Context(regesta_command, info_name="regesta", **regesta_command.context_settings)))
    rows = [f"| [`{one.command_path}`](#{anchor_of(one.command_path)}) | {short_of(one.command)} |" for one in told[1:]]
    table = "\n".join(["| command | |", "|---|---|", *rows])
    return COMMANDS_OPENING + table + "\n" + "".join(map(command_section, told))


def commands_of(context: click.Context) -> Iterator[click.Context]:
    """A command and all below it, in the order of its help, each in the context it is called in."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            below = context.command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands_of(click.Context(below, info_name=name, parent=context, **below.context_settings))


def command_section(context: click.Context) -> str:
    path, command = context.command_path, context.command
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    # not `get_params`: click keeps the first help option a command was asked for, by whatever context asked
    asked = click.Option(context.help_option_names, is_flag=True, help="Show this message and exit.")
    rows = [option_row(one, context) for one in (*command.params, asked) if isinstance(one, click.Option)]
    table = "\n".join(["| option | what it does | by default |", "|---|---|---|", *filter(None, rows)])
    return f"\n## {path}\n\n```text\n{usage}\n```\n\n{help_text(command)}\n{table}\n"


def short_of(command: click.Command) -> str:
    """The first sentence of a command's help."""
    first = " ".join((command.help or "").partition("\n\n")[0].split())
    return re.split(r"(?<=\.)\s", first)[0]


def help_text(command: click.Command) -> str:
    """A command's help as Markdown: what click would not wrap, behind its mark, is code."""
    parts = []
    for part in inspect.cleandoc(command.help or "").split("\n\n"):
        lead, mark, block = part.partition("\b\n")
        if not mark:
            parts.append(" ".join(lead.split()))
            continue
        lines = block.splitlines()
        heads = [line for line in lines if not line.startswith(" ")]
        code = "\n".join(line[2:] for line in lines if line.startswith(" "))
        parts.append("\n".join(heads) + f"\n\n```console\n{code}\n```")
    return "\n\n".join(parts) + "\n"


def option_row(option: click.Option, context: click.Context) -> str | None:
    record = option.get_help_record(context)
    if record is None:
        return None
    names, told = record[0], option.help or ""
    extra = option.get_help_extra(context)
    default = extra.get("default")
    bounds = extra.get("range")
    if bounds is not None:
        told = f"{told} {bounds}.".strip()
    return f"| `{cell(names)}` | {cell(told)} | {f'`{cell(default)}`' if default is not None else ''} |"


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def anchor_of(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


# --- reports ---------------------------------------------------------------------------------------------------------


def reports_page() -> str:
    from regesta.exporting import BIBLIOGRAPHIES, REPORTS

    kinds: list[tuple[str, str, Mapping[str, Callable[..., Any]]]] = [
        ("Findings", "`regesta check --format FORMAT` writes what speaks against documents.", REPORTS),
        ("References", "`regesta references --format FORMAT` writes the list of works of a document.", BIBLIOGRAPHIES),
    ]
    told = [REPORTS_OPENING]
    for heading, opening, writers in kinds:
        told.append(f"## {heading}\n\n{opening}\n\n")
        told += [f"### {heading}: {name}\n\n{words_of_writer(writer)}\n\n" for name, writer in writers.items()]
    return "".join(told).rstrip() + "\n"


def words_of_writer(writer: Callable[..., Any]) -> str:
    """What the module of a writer says of its format, and the writer itself; each on lines of its own."""
    told = [inspect.getdoc(inspect.getmodule(writer)) or "", inspect.getdoc(writer) or ""]
    return "\n\n".join(part for part in told if part)


# --- names -----------------------------------------------------------------------------------------------------------


def python_page() -> str:
    public = [(name, getattr(regesta, name)) for name in regesta.__all__]
    functions = [(name, one) for name, one in public if inspect.isroutine(one)]
    faults = [(name, one) for name, one in public if inspect.isclass(one) and issubclass(one, Exception)]
    classes = [(name, one) for name, one in public if inspect.isclass(one) and not issubclass(one, Exception)]
    told = [API_OPENING, "## Functions\n\n", *(function_section(f"regesta.{name}", one) for name, one in functions)]
    told += ["## Classes\n\n", *(class_section(f"regesta.{name}", one) for name, one in classes)]
    told += ["## Errors\n\n", *(fault_section(f"regesta.{name}", one) for name, one in faults)]
    told += ["## Shapes met with them\n\n"]
    told += [class_section(f"regesta.model.{name}", getattr(model, name)) for name in SHAPES]
    return "".join(told).rstrip() + "\n"


def function_section(name: str, function: Callable[..., Any], level: str = "###") -> str:
    return f"{level} {name}\n\n```py\n{signature_of(name, function)}\n```\n\n{docstring_of(function)}\n\n"


def class_section(name: str, kind: type) -> str:
    if dataclasses.is_dataclass(kind):
        lines = [f"    {one.name}: {one.type}{default_of(one)}" for one in dataclasses.fields(kind)]
        code = "\n".join([f"class {name}:", *lines])
    else:
        code = f"class {signature_of(name, kind)}"
    told = f"### {name}\n\n```py\n{code}\n```\n\n{docstring_of(kind)}\n\n"
    for method, function in vars(kind).items():
        if inspect.isfunction(function) and not method.startswith("_"):
            told += function_section(f"{name.rpartition('.')[2]}.{method}", function, "####")
    return told


def fault_section(name: str, kind: type) -> str:
    above = kind.__bases__[0].__name__
    return f"### {name}\n\n{docstring_of(kind)} A kind of `{above}`.\n\n"


def signature_of(name: str, function: Callable[..., Any]) -> str:
    """The call as it is written, without `self`."""
    signature = inspect.signature(function)
    own = [one for one in signature.parameters.values() if one.name != "self"]
    words = re.sub(r"'([^']*)'", r"\1", str(signature.replace(parameters=own)))
    return f"{name}{words}"


def default_of(field: dataclasses.Field[Any]) -> str:
    if field.default is not dataclasses.MISSING:
        return f" = {field.default!r}"
    return "" if field.default_factory is dataclasses.MISSING else " = ..."


def docstring_of(thing: Any) -> str:
    """A docstring as Markdown: it is written as sentences, with code in backticks."""
    return inspect.getdoc(thing) or ""


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    arguments = parser.parse_args(words)
    stale = refresh(write=not arguments.check)
    print(f"stale: {', '.join(stale)}" if stale else "every page is as the program tells it")
    return 1 if stale and arguments.check else 0


def refresh(write: bool = True) -> list[str]:
    """The names of the pages that were stale; they are written anew unless `write` is false."""
    stale = []
    for path, text in pages().items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if write:
            path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
