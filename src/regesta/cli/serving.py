"""`serve` and `completion`: the browser and the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from regesta.cli.frame import (
    main,
    register_option,
    say,
)
from regesta.errors import BadQuestion

if TYPE_CHECKING:
    pass


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
def serve(register: str | None, register_path: str, host: str, port: int) -> None:
    """Open a register in a browser on this machine: REGISTER, or that of --register.

    Needs the extra `web`: pip install 'regesta[web]'.

    \b
    Example:
      regesta serve baku.register
    """
    from importlib.util import find_spec

    if find_spec("fastapi") is None or find_spec("uvicorn") is None or find_spec("jinja2") is None:
        raise BadQuestion("the pages need the extra 'web'; install it with: pip install 'regesta[web]'")
    from regesta.web import run

    path = register or register_path
    say(f"http://{host}:{port}/ shows {path}; stop with Ctrl-C")
    run(path, host, port)
