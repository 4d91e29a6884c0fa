"""Take the pictures of the pages for the README and the documentation: take_pictures.py.

Needs Debian's Chromium. The examples are read into a register for the time being and served on this machine.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from gold_sets import HOME
from playwright.sync_api import Page, sync_playwright

from regesta.gathering import gather
from regesta.register import Register
from regesta.web import create_app
from regesta.workflow import read_into

IMAGES = HOME / "docs" / "images"
WIDTH, HIGH = 1200, 760
HIGHS = {"timeline": 480}
PAGES = {
    "calendar": "/",
    "timeline": "/timeline?after=1970&before=1983",
    "network": "/network",
    "map": "/map",
    "review": "/review",
}


def served(path: Path) -> tuple[uvicorn.Server, str]:
    """A server of a register and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(str(path)), host="127.0.0.1", port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, f"http://127.0.0.1:{port}"


def take(page: Page) -> None:
    """Take every picture."""
    for name, address in PAGES.items():
        page.goto(address)
        page.screenshot(
            path=IMAGES / f"{name}.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": HIGHS.get(name, HIGH)}
        )
    page.goto("/?act=relations_severed")
    page.locator(".abstract a").first.click()
    page.screenshot(path=IMAGES / "entry.png")
    page.goto("/documents")
    page.get_by_role("link", name="egypt-israel").first.click()
    page.get_by_role("link", name="Names and dates too").click()
    page.screenshot(path=IMAGES / "reader.png")


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("there is no Chromium to take pictures with", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.register"
        with Register(path) as register:
            list(read_into(register, gather([str(HOME / "examples" / "documents")])))
        server, address = served(path)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            take(browser.new_page(base_url=address, viewport={"width": WIDTH, "height": HIGH}))
            browser.close()
        server.should_exit = True
    return 0


if __name__ == "__main__":
    sys.exit(main())
