"""What MkDocs asks of this project while it builds the site (hooks, see mkdocs.yml).

The navigation is taken from the lists of docs/index.md, so that a page is entered in one place; pages that no list names
stand at the end of their folder's section. Three files from outside docs/ and the notebook become pages of the site, and links
between files are made links between pages; a link to a file that is no page keeps its words alone.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

HOME = Path(__file__).resolve().parent.parent
DOCS = HOME / "docs"
# files of the project that are pages of the site, by their path in the project
NOTEBOOK, NOTEBOOK_PAGE = "docs/notebook.ipynb", "notebook.md"
FROM_OUTSIDE = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "examples/README.md": "examples.md",
}
SECTIONS = {"how-to": "How to", "reference": "Reference", "explanation": "Explanation", "design": "Design records"}
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^)\s]+)\)")
FENCE = re.compile(r"^([ \t]*)(```+|~~~+).*?^\1\2[ \t]*$", re.DOTALL | re.MULTILINE)

Nav = list[dict[str, Any]]


def navigation(index: str, pages: list[str]) -> Nav:
    """The lists of the index, a section a heading; `pages` are all pages of docs/, of which none is left out."""
    nav: Nav = [{"Regesta": "index.md"}]
    listed = {"index.md"}
    for part in re.split(r"^## ", index, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        entries = []
        for words, target in re.findall(r"^[-*] \[([^\]]+)\]\(([^)\s#]+\.(?:md|ipynb))\)", body, re.MULTILINE):
            page = page_of(PurePosixPath("docs/index.md"), target)
            if page is not None and page not in listed:
                listed.add(page)
                entries.append({words: page})
        if entries:
            nav.append({heading.strip(): entries})
    for page in sorted(set(pages) - listed):
        name = SECTIONS.get(page.partition("/")[0], "More")
        section = next((one[name] for one in nav if name in one), None)
        if section is None:
            section = []
            nav.append({name: section})
        section.append(page)
    return nav


def page_of(source: PurePosixPath, target: str) -> str | None:
    """The page of the site that a link leads to, from a file of the project; None where it is no page."""
    path = os.path.normpath(source.parent / target)
    if path == NOTEBOOK:
        return NOTEBOOK_PAGE
    if path in FROM_OUTSIDE:
        return FROM_OUTSIDE[path]
    return path.removeprefix("docs/") if path.startswith("docs/") else None


def linked(markdown: str, source: PurePosixPath, here: str) -> str:
    """The text of a file with its links as the page `here` has them; code is left as it is."""

    def link(found: re.Match[str]) -> str:
        mark, words, target = found.groups()
        if "://" in target or target.startswith(("#", "mailto:")):
            return found.group()
        path, hash_, anchor = target.partition("#")
        page = page_of(source, path)
        if page is None:
            return words
        return f"{mark}[{words}]({os.path.relpath(page, os.path.dirname(here) or '.')}{hash_}{anchor})"

    told, at = [], 0
    for code in FENCE.finditer(markdown):
        told += [LINK.sub(link, markdown[at : code.start()]), code.group()]
        at = code.end()
    return "".join(told) + LINK.sub(link, markdown[at:])


def notebook_page(notebook: Mapping[str, Any]) -> tuple[str, dict[str, bytes]]:
    """A notebook as a page, and the pictures that its cells drew, by the names under which the page shows them."""
    parts: list[str] = []
    pictures: dict[str, bytes] = {}
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/png" in data:
                name = f"notebook-{len(pictures) + 1}.png"
                pictures[name] = b64decode(data["image/png"])
                parts.append(f"![What the cell draws]({name})")
            elif "text/html" in data:
                # an empty line would end the HTML
                parts.append("".join(line for line in "".join(data["text/html"]).splitlines(True) if line.strip()))
            else:
                printed = "".join(output.get("text") or data.get("text/plain", ""))
                parts.append(f"```text\n{printed.rstrip()}\n```")
    return "\n\n".join(parts) + "\n", pictures


# --- what MkDocs calls -----------------------------------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    pages = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")]
    config.nav = navigation(
        (DOCS / "index.md").read_text(encoding="utf-8"), [*pages, NOTEBOOK_PAGE, *FROM_OUTSIDE.values()]
    )
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    from mkdocs.structure.files import File

    for path, page in FROM_OUTSIDE.items():
        files.append(File.generated(config, page, content=(HOME / path).read_text(encoding="utf-8")))
    page, pictures = notebook_page(json.loads((HOME / NOTEBOOK).read_text(encoding="utf-8")))
    files.append(File.generated(config, NOTEBOOK_PAGE, content=page))
    for name, picture in pictures.items():
        files.append(File.generated(config, name, content=picture))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    here = page.file.src_uri
    sources = {site: path for path, site in FROM_OUTSIDE.items()}
    return linked(markdown, PurePosixPath(sources.get(here, f"docs/{here}")), here)
