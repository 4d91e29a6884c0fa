"""The pages in a real browser: Debian's Chromium, no request but to this machine, nothing serious in the way of anybody.

Screenshots go to build/screenshots, which git ignores. Skipped, with the reason, where there is no Chromium.
"""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
pytest.importorskip("playwright", reason="playwright is not installed")
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from regesta.gathering import gather
from regesta.register import Register
from regesta.web import create_app
from regesta.workflow import read_into

from .conftest import make_register

HOME = Path(__file__).resolve().parents[2]
PICTURES = HOME / "build" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZES = {"desk": (1280, 900), "phone": (390, 844)}

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None, reason="there is no Chromium; `make test` installs it where it may, as root with apt"
    ),
    # the browser's driver leaves its pipes to the collector
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


def served(path: str) -> tuple[uvicorn.Server, str]:
    """A running server of a register, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(path), host="127.0.0.1", port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    assert server.started
    return server, f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with the three example documents."""
    path = tmp_path_factory.mktemp("browser") / "examples.register"
    with Register(path) as register:
        assert all(
            outcome.status == "new" for outcome in read_into(register, gather([str(HOME / "examples" / "documents")]))
        )
    server, address = served(str(path))
    yield address
    server.should_exit = True


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        one = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture
def page(browser: Browser, here: str) -> Iterator[Page]:
    """A page that fails the test when anything is asked of another machine, or a script or policy complains."""
    context = browser.new_context(base_url=here, viewport={"width": 1280, "height": 900})
    one = context.new_page()
    faults: list[str] = []
    one.on("request", lambda request: faults.append(request.url) if not request.url.startswith(here) else None)
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    yield one
    context.close()
    assert [fault for fault in faults if "409" not in fault] == []


def document_id(page: Page, name: str) -> str:
    page.goto("/documents")
    address = page.get_by_role("link", name=name).first.get_attribute("href")
    assert address is not None
    return address.rsplit("/", 1)[1]


def addresses(page: Page) -> dict[str, str]:
    """Every kind of page, by name."""
    page.goto("/")
    entry = page.locator(".abstract a").first.get_attribute("href") or ""
    document, pdf = document_id(page, "egypt-israel"), document_id(page, "france-germany")
    return {
        "calendar": "/", "search": "/?words=treaty&states=FRA", "timeline": "/timeline", "matrix": "/matrix?down=act&across=pair",
        "network": "/network", "people": "/network?of=people", "map": "/map", "review": "/review", "log": "/log",
        "cooperation": "/cooperation", "education": "/cooperation?sector=education", "institutions": "/institutions",
        "network of institutions": "/network?of=institutions",
        "entry": entry, "act": f"{entry}/act", "documents": "/documents", "document": f"/document/{document}?marks=all",
        "pages": f"/document/{pdf}/pages", "compare": f"/compare?one={document}&other={pdf}", "upload": "/upload",
        "facet": "/facet/who", "abstained": "/abstained", "fault": "/?act=party",
    }  # fmt: skip


# --- looks -----------------------------------------------------------------------------------------------------------


def test_no_page_keeps_anybody_out_or_overflows(browser: Browser, here: str) -> None:
    """axe finds nothing serious, neither in light at a desk nor in dark on a phone, and nothing is wider than the screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    found = []
    for scheme, size in (("light", "desk"), ("dark", "phone")):
        width, height = SIZES[size]
        context = browser.new_context(base_url=here, viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for name, address in addresses(page).items():
            page.goto(address)
            page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png")
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{name} on a {size} is {wide} wide")
            answer = Axe().run(page, options={"resultTypes": ["violations"]})
            found += [
                f"{name}, {scheme}: {fault['id']}: {fault['nodes'][0]['html'][:160]}"
                for fault in answer.response["violations"]
                if fault["impact"] in ("serious", "critical")
            ]
        context.close()
    assert found == []


def test_the_calendar_prints_without_its_tools(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")
    assert not page.locator(".ask").is_visible()
    assert not page.locator("nav").first.is_visible()
    expect(page.locator(".abstract").first).to_be_visible()


# --- asking ----------------------------------------------------------------------------------------------------------


def test_asking_by_facet_and_words(page: Page) -> None:
    page.goto("/")
    page.locator(".ask a", has_text="France").first.click()
    page.wait_for_url("**/?states=FRA")
    page.get_by_label("Words").fill("treaty")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("states=FRA"))
    expect(page.locator("blockquote mark").first).to_be_attached()
    page.locator(".chips a", has_text="treaty").click()
    expect(page).to_have_url(re.compile(r"/\?states=FRA$"))


def test_reading_and_search_work_without_a_script(browser: Browser, here: str) -> None:
    context = browser.new_context(base_url=here, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Words").fill("treaty")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("blockquote mark").first).to_be_attached()
    page.locator(".abstract a").first.click()
    expect(page.locator(".context mark")).to_have_count(1)
    for view in ("Timeline", "Matrix", "Network", "Map", "Documents"):
        page.get_by_role("navigation", name="Views").get_by_role("link", name=view).click()
        expect(page.locator("h1")).to_be_visible()
    context.close()


def test_from_a_mark_of_the_document_to_the_entry_and_back(page: Page) -> None:
    page.goto(f"/document/{document_id(page, 'egypt-israel')}")
    page.locator("a.told").first.click()
    expect(page).to_have_url(re.compile("/entry/"))
    page.locator("dd a[href*='/document/']").first.click()
    expect(page).to_have_url(re.compile("/document/"))
    assert page.evaluate("document.getElementById(location.hash.slice(1)) !== null")


def test_the_timeline_is_zoomed_by_its_marks(page: Page) -> None:
    page.goto("/timeline")
    page.get_by_role("link", name="Nearer").click()
    expect(page).to_have_url(re.compile("after="))
    page.locator(".chart svg a").first.click()
    expect(page).to_have_url(re.compile("/entry/"))


# --- deciding --------------------------------------------------------------------------------------------------------


def test_review_by_keyboard(page: Page) -> None:
    """j and k move, a accepts, r rejects, e opens the correction, u takes the last decision back."""
    page.goto("/review")
    items = page.locator(".queue > li[id]")
    before = items.count()
    first, second = (items.nth(at).get_attribute("id") for at in (0, 1))
    page.keyboard.press("j")
    assert page.locator(".queue > li.here").get_attribute("id") == second
    page.keyboard.press("k")
    assert page.locator(".queue > li.here").get_attribute("id") == first
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.locator(f"#{first}")).to_have_count(0)
    assert page.locator(".queue > li.here").get_attribute("id") == second, "and on to the next one"
    with page.expect_navigation():
        page.keyboard.press("r")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator(f"#{second}")).to_have_count(1)
    page.keyboard.press("e")
    expect(page.locator(".edit[open]")).to_have_count(1)
    page.keyboard.type("jar")
    assert page.url.split("#")[0].endswith("/review"), "letters typed into a field decide nothing"
    page.goto("/log")
    expect(page.locator(".log li")).to_have_count(3)
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").first.click()
    page.goto("/review")
    expect(items).to_have_count(before)


def test_two_people_at_once(browser: Browser, here: str) -> None:
    people = [browser.new_context(base_url=here) for _ in range(2)]
    anna, boris = (context.new_page() for context in people)
    for page in (anna, boris):
        page.goto("/review?act=visit")
    with anna.expect_navigation():
        anna.get_by_role("button", name="Reject").first.click()
    with boris.expect_navigation():
        boris.get_by_role("button", name="Accept").first.click()
    expect(boris.get_by_role("heading", name="Somebody decided meanwhile")).to_be_visible()
    with boris.expect_navigation():
        boris.get_by_role("link", name="Leave it as it stands").click()
    anna.goto("/?decision=rejected")
    expect(anna.locator(".badge.rejected")).to_have_count(1)
    anna.goto("/log")
    with anna.expect_navigation():
        anna.get_by_role("button", name="Undo").first.click()
    for context in people:
        context.close()


def test_sending_a_document_in(page: Page, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Iran recognized Azerbaijan on 4 January 1992.", encoding="utf-8")
    page.goto("/upload")
    page.get_by_label("Documents").set_input_files(note)
    page.get_by_role("button", name="Read them").click()
    page.wait_for_url("**/upload/*")
    page.get_by_role("heading", name="Read", exact=True).wait_for(timeout=30_000)
    page.get_by_role("link", name="note.txt").click()
    expect(page.locator("a.told").first).to_be_attached()


# --- safety ----------------------------------------------------------------------------------------------------------

HOSTILE = """<img src=x onerror=alert(1)> "><svg onload=alert(2)>

Israel recognized Azerbaijan on December 25, 1991. See [here](javascript:alert(3)).

In August 1997 Prime Minister Benjamin Netanyahu visited Baku "<script>alert(4)</script>".

=HYPERLINK("http://evil.example")

Turkey recognized Azerbaijan on 9 November 1991 \u202egnp.exe\u202c.
"""


def test_nothing_in_a_document_acts(browser: Browser, tmp_path: Path) -> None:
    """Scripts, links, formulas and overrides of a hostile document, under a hostile name, are text on every page."""
    path = make_register(tmp_path / "hostile.register", (HOSTILE, '"><script>alert(5)</script>.txt'))
    server, address = served(path)
    context = browser.new_context(base_url=address)
    page = context.new_page()
    acted: list[str] = []
    page.on("dialog", lambda dialog: acted.append(dialog.message))
    page.on("request", lambda request: acted.append(request.url) if not request.url.startswith(address) else None)
    page.goto("/documents")
    document = page.locator("table a").first.get_attribute("href") or ""
    page.goto("/")
    entry = page.locator(".abstract a").first.get_attribute("href") or ""
    for where in ("/", "/review", "/timeline", "/matrix", "/network?of=people", "/map", "/documents", document, entry, "/report", "/cooperation", "/institutions",
                  f"{document}?marks=all", f"{entry}/act", "/abstained", "/?words=%3Cscript%3Ealert(6)%3C/script%3E"):  # fmt: skip
        page.goto(where)
        assert page.locator("main script, main img, body > img, a[href^='javascript']").count() == 0, where
        assert "\u202e" not in page.content(), where
    page.goto(document)
    assert "<script>alert(4)</script>" in page.locator("article").inner_text(), "it is shown, as text"
    context.close()
    server.should_exit = True
    assert acted == []
