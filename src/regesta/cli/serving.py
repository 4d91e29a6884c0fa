"""`serve`, `mcp` and `completion`: the browser, language models' clients, and the shell."""

from __future__ import annotations

from pathlib import Path

import click

from regesta.cli.frame import (
    main,
    register_option,
    say,
)
from regesta.errors import BadQuestion


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes `regesta` in a shell.

    \b
    Example:
      regesta completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(main, {}, "regesta", "_REGESTA_COMPLETE").source())


@main.command()
@click.argument("register", required=False, type=click.Path())
@register_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--password-file", type=click.Path(path_type=Path), help="Asks everybody for a password; made when it is not there."
)
@click.option("--name", "names", multiple=True, metavar="NAME", help="A name under which others reach this machine.")
def serve(
    register: str | None, register_path: str, host: str, port: int, password_file: Path | None, names: tuple[str, ...]
) -> None:
    """Open a register in a browser on this machine: REGISTER, or that of --register.

    Another address than this machine's own is served only with a password. Needs the extra `web`:
    pip install 'regesta[web]'.

    \b
    Examples:
      regesta serve baku.register
      regesta serve baku.register --host 0.0.0.0 --name archive.example --password-file baku.password
    """
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("fastapi", "uvicorn", "numpy", "itsdangerous", "multipart")):
        raise BadQuestion("the pages need the extra 'web'; install it with: pip install 'regesta[web]'")
    from regesta.register.postgres import is_address, shown
    from regesta.web import password_of, run

    def ask() -> str:
        return str(click.prompt(f"Password to keep in {password_file}", hide_input=True, confirmation_prompt=True))

    password = password_of(password_file, ask) if password_file is not None else None
    path = register or register_path
    say(f"http://{host}:{port}/ shows {shown(path) if is_address(path) else path}; stop with Ctrl-C")
    run(path, host, port, password, names)


@main.command()
@click.argument("register", required=False, type=click.Path())
@register_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Streamable HTTP on this machine, in place of standard input and output.",
)
def mcp(register: str | None, register_path: str, port: int | None) -> None:
    """Answer language models' clients from a register over the Model Context Protocol: REGISTER, or that of --register.

    The client starts this command and speaks to it over standard input and output. Its tools search entries, show them
    with their words, bring together what tells an act, list findings, ask the authorities and check a passage. None of
    them changes anything. Needs the extra `mcp`: pip install 'regesta[mcp]'.

    \b
    Examples:
      regesta mcp --register baku.register
      regesta mcp baku.register --port 8766
    """
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise BadQuestion("the server needs the extra 'mcp'; install it with: pip install 'regesta[mcp]'")
    from regesta.answering import run

    path = register or register_path
    if port is not None:
        # standard output belongs to the protocol, even where this run does not use it
        say(f"http://127.0.0.1:{port}/mcp answers from {path}; stop with Ctrl-C", err=True)
    run(path, port)
