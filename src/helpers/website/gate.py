"""Refuse every source that the two engines would not render alike, or that would open a third party's address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpers.errors import Fault, SiteError
from helpers.website.addresses import OUTSIDE
from helpers.website.gate_config import check_config, forbidden_files
from helpers.website.gate_front import check_front
from helpers.website.gate_notebook import check_notebook
from helpers.website.gate_text import Finding, check_text
from helpers.website.project import (
    Entry,
    Page,
    Tree,
    Website,
    notebook_front_matter,
    page_sources,
    read_notebook,
    read_website,
    split_front_matter,
)
from helpers.website.working import each


@dataclass(frozen=True)
class Checked:
    """A project that may be rendered: its configuration, and its pages by source path."""

    website: Website
    pages: dict[str, Page]


def check_sources(source: Path) -> Checked:
    """Check a Quarto website project against the subset that both engines render alike, and return what was read.

    Raises
    ------
    SiteError
        With every fault: file and line (for a notebook file, cell and line), value, rule and remedy.
    """
    config = source / "_quarto.yml"
    if not config.is_file():
        raise SiteError(
            Fault(
                str(source),
                "_quarto.yml mangler",
                "Sidens kilder er et Quarto-projekt.",
                "Saml siden igen med maalbar site.",
            )
        )
    faults = list(_config_faults(source))
    if faults:
        raise SiteError(faults)
    # Only a configuration that can be read says which pages there are.
    website = read_website(source)
    faults += _missing(source, website)
    pages: dict[str, Page] = {}
    for page, found in each(partial(_look_at, source), page_sources(source, website)):
        faults += found
        pages[page.source] = page
    if faults:
        raise SiteError(faults)
    return Checked(website, pages)


def _config_faults(source: Path) -> Iterator[Fault]:
    for finding in check_config((source / "_quarto.yml").read_text(encoding="utf-8")):
        yield _fault("_quarto.yml", finding)
    for path, rule, remedy in forbidden_files(source):
        yield Fault(path.relative_to(source).as_posix(), "er ikke med", rule, remedy)


def check_page(source: Path, page: str) -> list[Fault]:
    """Return the faults of one page (a path relative to the project)."""
    return _look_at(source, page)[1]


def _look_at(source: Path, name: str) -> tuple[Page, list[Fault]]:
    """Read a page once, for its faults and for its front matter, which a page with faults need not have."""
    path, unread = source / name, Page(name, {})
    if not path.is_file():
        return unread, []
    try:
        if path.suffix == ".ipynb":
            notebook = read_notebook(path)
            faults = list(_notebook_faults(name, notebook))
            return unread if faults else Page(name, notebook_front_matter(notebook)), faults
        text = path.read_text(encoding="utf-8")
        faults = list(_text_page(name, text))
        return unread if faults else Page(name, split_front_matter(text)[0]), faults
    except ValueError as error:  # not UTF-8, or not JSON
        value = f"kan ikke læses ({type(error).__name__})"
        rule, remedy = "En side er tekst i UTF-8, en notebook er JSON.", "Gem filen igen som UTF-8."
        return unread, [Fault(name, value, rule, remedy)]


def _notebook_faults(page: str, notebook: Tree) -> Iterator[Fault]:
    for found in check_notebook(notebook):
        place = f"{page}, celle {found.cell}, linje {found.finding.line}"
        yield Fault(place, found.finding.value, found.finding.rule, found.finding.remedy)


def _text_page(page: str, text: str) -> Iterator[Fault]:
    front = list(check_front(text))
    yield from (_fault(page, finding) for finding in front)
    if any(finding.value == "kan ikke læses" for finding in front):
        return
    _, _, body = split_front_matter(text)
    skipped = text[: len(text) - len(body)].count("\n")
    for finding in check_text(body):
        yield _fault(page, finding, skipped)


def _fault(name: str, finding: Finding, skipped: int = 0) -> Fault:
    return Fault(f"{name}:{finding.line + skipped}", finding.value, finding.rule, finding.remedy)


def _missing(source: Path, website: Website) -> Iterator[Fault]:
    """Yield a fault for each page or file that the configuration names and that is not there."""
    pages = page_sources(source, website)
    if not {"index.qmd", "index.ipynb"} & set(pages):
        yield Fault(
            "_quarto.yml", "forsiden mangler", "En side har en forside (index).", "Lav index.qmd eller index.ipynb."
        )
    named = [*(website.render or ()), *website.css]
    named += [part for entries in (website.navbar, website.navbar_right, website.sidebar) for part in _hrefs(entries)]
    named += [part for _, entries in website.footer if not isinstance(entries, str) for part in _hrefs(entries)]
    for name in dict.fromkeys(named):
        path = name.partition("#")[0].lstrip("/")
        if path and not OUTSIDE.match(name) and not (source / path).is_file():
            yield Fault(
                "_quarto.yml",
                f"“{name}” findes ikke",
                "Hver side og fil, der nævnes, skal findes.",
                "Ret navnet, eller slet linjen.",
            )


def _hrefs(entries: tuple[Entry, ...]) -> list[str]:
    found: list[str] = []
    for entry in entries:
        found += [entry.href] if entry.href else []
        found += _hrefs(entry.children)
    return found
