"""The documentation is whole: its pages tell every command, format and name there is, and the site of it holds together."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path, PurePosixPath

import click
import docs_site
import pytest
import reference_pages
from click.testing import CliRunner
from refresh_readme import BLOCK, HOME
from selectolax.lexbor import LexborHTMLParser

import regesta
from regesta.cli import main

DOCS = HOME / "docs"
REFERENCE = DOCS / "reference"
TEXTS = [HOME / "README.md", HOME / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# --- the reference ---------------------------------------------------------------------------------------------------


def test_generated_pages_are_as_the_program_tells_them() -> None:
    for path, text in reference_pages.pages().items():
        assert text.splitlines() == read(path).splitlines(), f"{path.name}: run `make readme`"


def verbs(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from verbs(command, (*path, name))


@pytest.mark.parametrize("words", [(), *verbs()], ids=lambda words: " ".join(words) or "regesta")
def test_every_command_is_described_with_every_option_its_help_prints(words: tuple[str, ...]) -> None:
    sections = dict(re.findall(r"^## (regesta[^\n]*)\n(.*?)(?=^## |\Z)", read(REFERENCE / "commands.md"), re.M | re.S))
    section = sections[" ".join(["regesta", *words])]
    helped = CliRunner().invoke(main, [*words, "--help"], terminal_width=300).output
    options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", helped, re.MULTILINE)
    assert "--help" in options
    assert [option for option in options if option not in section] == []
    assert len(section.partition("```\n\n")[2].strip()) > 20, "it says what the command is for"


def test_every_format_is_described_in_its_own_words() -> None:
    from regesta.exporting import BIBLIOGRAPHIES, FORMATS, REPORTS

    reports, formats = read(REFERENCE / "reports.md"), read(REFERENCE / "formats.md")
    headed = [(reports, f"### Findings: {name}") for name in REPORTS]
    headed += [(reports, f"### References: {name}") for name in BIBLIOGRAPHIES]
    headed += [(formats, f"## {name}") for name in FORMATS]
    for page, heading in headed:
        section = re.search(rf"^{re.escape(heading)}\n\n(.+?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
        assert section is not None, f"there is no section {heading}"
        assert section[1].rstrip().endswith("."), f"the module that writes it says nothing of {heading}"


def test_every_public_name_is_described() -> None:
    page = read(REFERENCE / "python.md")
    for name in regesta.__all__:
        section = re.search(rf"^### regesta\.{name}\n(.+?)(?=^###? |\Z)", page, re.MULTILINE | re.DOTALL)
        assert section is not None, f"regesta.{name} is missing"
        assert re.sub(r"```.*?```", "", section[1], flags=re.DOTALL).strip(), f"regesta.{name} has no docstring"


# --- what pages show -------------------------------------------------------------------------------------------------


def shown_commands(text: str) -> Iterator[str]:
    """The lines of code, and the code between backticks, that call `regesta` with something behind it."""
    bare = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    lines = re.findall(r"^[ \t]*(?:\$ )?(regesta [a-z][^\n]*)$", bare, re.MULTILINE)
    lines += re.findall(r"`(regesta [a-z][^`\n]*)`", bare)
    yield from (line for line in lines if "[OPTIONS]" not in line)


@pytest.mark.parametrize("page", TEXTS, ids=lambda path: path.relative_to(HOME).as_posix())
def test_every_command_line_shown_is_one_the_program_takes(page: Path) -> None:
    for line in shown_commands(read(page)):
        command, words = main, shlex.split(re.split(r" [|>&]+ | -- ", line.replace("...", ""))[0])[1:]
        context = click.Context(command, info_name="regesta")
        one: click.Command = command
        while isinstance(one, click.Group) and words:
            # options of a group stand before its verb
            named = [at for at, word in enumerate(words) if word in one.commands]
            assert named, f"{line}: there is no such verb"
            name = words[named[0]]
            one.make_parser(context).parse_args(words[: named[0]])
            one, words = one.commands[name], words[named[0] + 1 :]
            context = click.Context(one, info_name=name, parent=context)
        try:
            one.make_parser(context).parse_args([word for word in words if word not in ("-h", "--help")])
        except click.UsageError as fault:
            pytest.fail(f"{line}: {fault.format_message()}")


def test_python_shown_is_run_or_at_least_names_what_is_there() -> None:
    """A block of Python is a file of the examples, and some page shows what it prints.

    What cannot be run here (it needs a cluster, say) stands alone; then every name that it takes from Regesta is there.
    """
    told = "\n".join(map(read, TEXTS))
    sources = set(re.findall(r"^<!-- source: (\S+) -->$", told, re.MULTILINE))
    run = set(re.findall(r"<!-- output: python (\S+)", told))
    assert sources - run == set(), "shown and never run"
    for code in re.findall(r"^```python\n(.*?)^```$", BLOCK.sub("", told), re.MULTILINE | re.DOTALL):
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "regesta":
                home = import_module(node.module or "")
                assert [one.name for one in node.names if not hasattr(home, one.name)] == []


def test_the_notebook_runs_and_holds_what_it_prints() -> None:
    pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    # in a process of its own: what a kernel warns of is no matter of ours
    command = [sys.executable, str(HOME / "scripts" / "run_notebook.py"), "--check"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    _, pictures = docs_site.notebook_page(json.loads(read(DOCS / "notebook.ipynb")))
    assert [picture[:4] for picture in pictures.values()] == [b"\x89PNG"]


def test_links_out_of_the_documents_become_pages_or_words() -> None:
    told = "See [the slips](../examples/README.md#the-slips), [acts](reference/acts.md), [it](../src/a.py), [w](https://a.example).\n"
    code = "```text\n[no link](../src/b.py)\n```\n"
    made = docs_site.linked(told + code, PurePosixPath("docs/tutorial.md"), "tutorial.md")
    assert made == (
        "See [the slips](examples.md#the-slips), [acts](reference/acts.md), it, [w](https://a.example).\n" + code
    )


def test_a_page_that_no_list_names_stands_at_the_end_of_its_section() -> None:
    nav = docs_site.navigation(
        "# A\n\n## How to\n\n- [One](how-to/one.md): first\n", ["how-to/one.md", "how-to/two.md"]
    )
    assert nav == [{"Regesta": "index.md"}, {"How to": [{"One": "how-to/one.md"}, "how-to/two.md"]}]


# --- the site --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a warning fails."""
    pytest.importorskip("material", reason="mkdocs-material is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    start = os.times().children_user
    done = subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert os.times().children_user - start < 20
    return folder


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: LexborHTMLParser(read(path)) for path in site.rglob("*.html")}
    anchors = {
        path: {str(node.attributes[name]) for name in ("id", "name") for node in tree.css(f"[{name}]")}
        for path, tree in pages.items()
    }
    broken, followed = [], 0
    for path, tree in pages.items():
        if path.name == "404.html":
            continue  # it is shown at addresses that are not its own
        for node in tree.css("a[href], img[src], script[src], link[href]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            if re.match(r"[a-z]+:", target):
                if node.tag != "a":
                    broken.append(f"{path.name}: {target} is fetched from elsewhere")
                continue
            file, _, anchor = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            followed += 1
            if not there.is_file() or (anchor and there in anchors and anchor not in anchors[there]):
                broken.append(f"{path.relative_to(site)} -> {target}")
    assert broken == []
    assert followed > 500


def test_every_page_is_in_the_navigation(site: Path) -> None:
    tree = LexborHTMLParser(read(site / "index.html"))
    linked = {str(node.attributes["href"]) for node in tree.css("nav a[href]")}
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
    assert pages - linked == set()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; `make test` installs it where it may")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_site_is_searched_in_a_browser_without_a_server_and_without_a_network(site: Path) -> None:
    pytest.importorskip("playwright", reason="playwright is not installed")
    from playwright.sync_api import TimeoutError, sync_playwright

    asked: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        result = page.locator(".md-search-result__item a").first
        for _ in range(12):
            # words typed before the page's script listens are lost: on a busy machine, ask again from the start
            page.goto((site / "index.html").as_uri())
            page.locator(".md-search__input").click()
            page.keyboard.type("credentials_presented")
            with suppress(TimeoutError):
                result.wait_for(timeout=5000)
                break
        result.click()
        page.wait_for_url("**/reference/acts.html**")
        browser.close()
    assert len(asked) > 3
    assert [address for address in asked if not address.startswith(("file:", "data:", "blob:"))] == []
