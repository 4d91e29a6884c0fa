"""What MkDocs asks of this project while it builds the site (hooks, see mkdocs.yml).

The navigation is taken from the lists of docs/index.md, so that a page is entered in one place; pages that no list names
stand at the end of their folder's section. Three files from outside docs/ become pages of the site, and links between files
are made links between pages; a link to a file that is no page keeps its words alone.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

HOME = Path(__file__).resolve().parent.parent
DOCS = HOME / "docs"
# files of the project that are pages of the site, by their path in the project
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
        for words, target in re.findall(r"^[-*] \[([^\]]+)\]\(([^)\s#]+\.md)\)", body, re.MULTILINE):
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


# --- what MkDocs calls -----------------------------------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    pages = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")]
    config.nav = navigation((DOCS / "index.md").read_text(encoding="utf-8"), [*pages, *FROM_OUTSIDE.values()])
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    from mkdocs.structure.files import File

    for path, page in FROM_OUTSIDE.items():
        files.append(File.generated(config, page, content=(HOME / path).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    here = page.file.src_uri
    sources = {site: path for path, site in FROM_OUTSIDE.items()}
    return linked(markdown, PurePosixPath(sources.get(here, f"docs/{here}")), here)
