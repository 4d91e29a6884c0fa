"""What all verbs share: the group, the filters, printing, writing a file whole."""

from __future__ import annotations

import getpass
import io
import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click

from regesta import __version__
from regesta.errors import FAULTS_OF_DISKS, BadRegister, NoOpinion, RegestaError, unwritable
from regesta.model import Filter

DEFAULT = "regesta.register"
ORDER = (
    *(
        "read",
        "status",
        "grant",
        "check",
        "waive",
        "list",
        "show",
        "sources",
        "people",
        "export",
        "import",
        "diff",
        "merge",
        "references",
        "report",
    ),
    *("verify", "repair", "authorities"),
    *("serve", "mcp"),
    "evaluate",
)
FAILED, NOTHING, FOUND, STOPPED = 1, 2, 3, 130
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Verbs(click.Group):
    """The commands in the order a user meets them; foreseen failures end in one sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.commands, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return _printed(super().invoke(ctx))
        except RegestaError as fault:
            say(str(fault), err=True)
            ctx.exit(FAILED if isinstance(fault, NoOpinion) else NOTHING)
        except BrokenPipeError:
            # the reader of our output has gone (`| head`); nothing is left to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except OSError as fault:
            if fault.errno not in FAULTS_OF_DISKS:
                raise
            say(str(unwritable(fault.filename or "standard output", fault)), err=True)
            ctx.exit(NOTHING)
        except KeyboardInterrupt:
            say("Stopped. What was read so far is in the register.", err=True)
            ctx.exit(STOPPED)


def _printed(done: Any) -> Any:
    """The same, when all that was said is printed: what cannot be shows here, and not when nobody can tell it any more."""
    sys.stdout.flush()
    return done


def say(text: str, err: bool = False) -> None:
    """Print text with control characters and bidirectional overrides made visible: documents are not trusted.

    They are written as JSON escapes them, so that a line of JSON stays one.
    """
    click.echo(CONTROLS.sub(lambda mark: f"\\u{ord(mark.group()):04x}", text), err=err)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="regesta")
def main() -> None:
    """Read documents about relations between states and keep a register of what they tell.

    \b
    Examples:
      regesta read article.pdf --register baku.register
      regesta list --register baku.register --pair AZE-ISR --act visit
      regesta show 3f2a --register baku.register
    """


register_option = click.option(
    "--register", "-r", "register_path", default=DEFAULT, show_default=True, metavar="FILE", help="The register."
)


decided_option = click.option(
    "--decided", is_flag=True, help="As people left them: corrections laid over, rejected entries left out."
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters that `list` and `export` share."""
    options = [
        click.option("--states", metavar="STATES", help="Any of these states: codes or names, apart by commas."),
        click.option("--pair", metavar="A-B", help="Both states: AZE-ISR, or 'Azerbaijan,Israel'."),
        click.option("--act", "acts", multiple=True, metavar="ACT", help="An act of the vocabulary; may be repeated."),
        click.option("--date", metavar="EDTF", help="Within this date: 1994, 1994-03, 1990/1999."),
        click.option("--after", metavar="EDTF", help="On or after this date."),
        click.option("--before", metavar="EDTF", help="On or before this date."),
        click.option("--person", metavar="NAME", help="A person, marks and case aside."),
        click.option("--sector", metavar="SECTOR", help="A sector, such as education."),
        click.option("--words", metavar="WORDS", help="Words that stand in the quote, people or place."),
        click.option("--document", metavar="NAME", help="A document's id, or a part of its path."),
        click.option("--said-by", metavar="NAME", help="Told by this quoted speaker."),
        click.option("--cited", metavar="WORK", help="Resting on this work; '' for entries that cite none."),
        click.option("--modality", metavar="KIND", help="asserted, planned, hypothetical or denied."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def asked_of(filters: dict[str, Any]) -> Filter:
    """The filter that a user's options ask for. Raises BadQuestion."""
    from regesta.exploring import filter_of

    acts = filters["acts"]
    return filter_of({key: value for key, value in filters.items() if key != "acts"}, acts)


def counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def login() -> str:
    """Who sits at the keyboard, "" where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@contextmanager
def written(output: str) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    if output == "-":
        yield sys.stdout
        return
    with written_bytes(output) as raw:
        out = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        yield out
        out.flush()
        out.detach()  # the file is closed by whoever opened it


@contextmanager
def written_bytes(output: str) -> Iterator[BinaryIO]:
    """A file that appears whole or not at all."""
    target = _target(output)
    if target.is_dir():
        raise BadRegister(f"{output}: it is a folder; name a file")
    with _told(output):
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".regesta-")
    try:
        with _told(output), os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(handle)  # a name must not lead to a file that the power took
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def written_folder(output: str) -> Iterator[Path]:
    """A folder that appears whole or not at all; where the name ends in .zip, a file with the folder's content."""
    target = _target(output)
    packed = target.suffix.lower() == ".zip"
    if not packed and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadRegister(f"{output}: it is there already and not empty; name a new folder, or take this one away")
    with _told(output):
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=".regesta-"))
    try:
        made.chmod(0o755)
        with _told(output):
            yield made
        if packed:
            with written_bytes(output) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
                for path in sorted(made.rglob("*")):
                    # the same content gives the same bytes: no time of writing
                    if path.is_file():
                        entry = zipfile.ZipInfo(path.relative_to(made).as_posix(), (1980, 1, 1, 0, 0, 0))
                        entry.compress_type = zipfile.ZIP_DEFLATED
                        with path.open("rb") as source, pack.open(entry, "w") as sink:
                            shutil.copyfileobj(source, sink)
        else:
            if target.is_dir():
                target.rmdir()
            os.replace(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _told(output: str) -> Iterator[None]:
    """What a disk answers, as a sentence that names the file. Raises NoRoom."""
    try:
        yield
    except OSError as fault:
        if fault.errno not in FAULTS_OF_DISKS:
            raise
        raise unwritable(output, fault) from fault


def _target(output: str) -> Path:
    target = Path(output)
    if not target.parent.is_dir():
        raise BadRegister(f"{output}: there is no folder {target.parent}; make it first")
    return target
