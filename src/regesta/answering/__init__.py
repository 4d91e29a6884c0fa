"""Answers to programs that speak the Model Context Protocol (MCP): language models' clients, mostly.

What lives here: the tools such a client may call (`tools`), the shapes of their answers (`shapes`), how answers are put
together from what `exploring` and the workflow say (`telling`), and the server (`serving`). What does not: questions themselves
(`exploring`), SQL (`register`), anything that changes a register. Every answer carries the words it rests on, and where they stand.
"""

from regesta.answering.serving import run, server_of

__all__ = ["run", "server_of"]
