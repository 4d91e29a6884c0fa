"""Start `regesta mcp` as a language model's client does, and ask it for visits and for what speaks against a passage."""

import asyncio
import sys
import tempfile
from pathlib import Path

from mcp import Client
from mcp.client.stdio import StdioServerParameters

from regesta import Register
from regesta.workflow import read_into


async def ask(path: str) -> None:
    regesta = str(Path(sys.executable).with_name("regesta"))
    server = StdioServerParameters(command=regesta, args=["mcp", "--register", path])
    async with Client(server) as client:
        page = await client.call_tool("search", {"pair": "FRA-DEU", "acts": ["visit"], "date": "1962"})
        for entry in page.structured_content["entries"]:
            print(entry["date"]["edtf"], entry["summary"])
            print("   ", entry["evidence"]["quote"], "|", entry["evidence"]["path"], entry["evidence"]["place"])
        passage = "On 4 July 1963 Chancellor Ludwig Erhard received the president in Bonn."
        checked = await client.call_tool("check_text", {"text": passage})
        for finding in checked.structured_content["findings"]:
            print(finding["severity"], finding["message"])


with tempfile.TemporaryDirectory() as folder:
    path = str(Path(folder) / "my.register")
    with Register(path) as register:
        list(read_into(register, [Path("examples/documents/france-germany-1950-2019.pdf")]))
    asyncio.run(ask(path))
