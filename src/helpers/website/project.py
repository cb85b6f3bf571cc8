"""Read a Quarto website project: its `_quarto.yml`, its pages and their front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, cast

import yaml

Tree = Mapping[str, Any]
# The same rules as SafeLoader; the version in C, which wheels carry, is ten times as fast.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Entry:
    """One line of a menu or of the sidebar: a link, or a heading with entries below it.

    Parameters
    ----------
    text
        What the reader sees; None means the title of the page that is linked to.
    href
        A page's source path relative to the project, another file's path, or an outside address.
    children
        Entries below this one.
    """

    text: str | None
    href: str | None
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Website:
    """What `_quarto.yml` says about the site, with Quarto's defaults filled in."""

    title: str
    description: str | None
    lang: str
    navbar: tuple[Entry, ...]
    navbar_right: tuple[Entry, ...]
    sidebar: tuple[Entry, ...]
    collapse_level: int
    page_navigation: bool
    breadcrumbs: bool
    footer: tuple[tuple[str, str | tuple[Entry, ...]], ...]
    toc: bool
    toc_depth: int
    css: tuple[str, ...]
    header_text: tuple[str, ...]
    body_text: tuple[str, ...]
    echo: bool
    warning: bool
    render: tuple[str, ...] | None
    resources: tuple[str, ...]
    output_dir: str


@dataclass(frozen=True)
class Page:
    """One source page.

    Parameters
    ----------
    source
        Path relative to the project, with forward slashes.
    meta
        Its front matter.
    """

    source: str
    meta: Tree = field(hash=False, compare=False)

    @property
    def address(self) -> str:
        """Path of the finished page relative to the site."""
        return str(PurePosixPath(self.source).with_suffix(".html"))

    @property
    def title(self) -> str:
        """The title, or the file's name where there is none (the gate refuses such a page)."""
        return str(self.meta.get("title") or PurePosixPath(self.source).stem)


def tree(value: object) -> Tree:
    """Return `value` if it is a mapping, else an empty one."""
    return cast(Tree, value) if isinstance(value, dict) else {}


def many(value: object) -> tuple[Any, ...]:
    """Return a YAML value that may be one thing, several or none as a tuple."""
    if value is None:
        return ()
    return tuple(cast(Sequence[Any], value)) if isinstance(value, list) else (value,)


def read_website(source: Path) -> Website:
    """Read `_quarto.yml` of the project folder `source`."""
    loaded: object = yaml.load((source / "_quarto.yml").read_text(encoding="utf-8"), Loader=LOADER)
    top = tree(loaded)
    project, site, html = tree(top.get("project")), tree(top.get("website")), _html_format(top)
    execute, sidebar = tree(top.get("execute")), tree(site.get("sidebar"))
    navbar = tree(site.get("navbar"))
    render = project.get("render")
    return Website(
        title=str(site.get("title", "")),
        description=site.get("description"),
        lang=str(top.get("lang", "en")),
        navbar=tuple(_entry(item) for item in many(navbar.get("left"))),
        navbar_right=tuple(_entry(item) for item in many(navbar.get("right"))),
        sidebar=tuple(_entry(item) for item in many(sidebar.get("contents"))),
        collapse_level=int(sidebar.get("collapse-level", 2)),
        page_navigation=bool(site.get("page-navigation", False)),
        breadcrumbs=bool(site.get("bread-crumbs", True)),
        footer=_footer(site.get("page-footer")),
        toc=bool(html.get("toc", False)),
        toc_depth=int(html.get("toc-depth", 3)),
        css=tuple(str(item) for item in many(html.get("css"))),
        header_text=_texts(html.get("include-in-header")),
        body_text=_texts(html.get("include-after-body")),
        echo=bool(execute.get("echo", True)),
        warning=bool(execute.get("warning", True)),
        render=None if render is None else tuple(str(item) for item in many(render)),
        resources=tuple(str(item) for item in many(project.get("resources"))),
        output_dir=str(project.get("output-dir", "_site")),
    )


def _html_format(top: Tree) -> Tree:
    """Return the options of the page format; keys at the top count too, as in Quarto."""
    plain = {key: top[key] for key in ("toc", "toc-depth", "css") if key in top}
    return {**plain, **tree(tree(top.get("format")).get("html"))}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(tree(item).get("text", "")) for item in many(value))


def _entry(item: object) -> Entry:
    """Read one menu or sidebar item: a path, a link, a menu or a section."""
    if not isinstance(item, dict):
        return Entry(text=None, href=str(item))
    known = tree(cast(object, item))
    below = known.get("contents") or known.get("menu")
    text = known.get("text", known.get("section"))
    href = known.get("href", known.get("file"))
    return Entry(
        text=None if text is None else str(text),
        href=None if href is None else str(href),
        children=tuple(_entry(child) for child in many(below)),
    )


def _footer(value: object) -> tuple[tuple[str, str | tuple[Entry, ...]], ...]:
    """Read the footer: a text in the middle, or text and links left, in the middle and right."""
    if value is None:
        return ()
    if not isinstance(value, dict):
        return (("center", str(value)),)
    known = tree(cast(object, value))
    parts: list[tuple[str, str | tuple[Entry, ...]]] = []
    for side in ("left", "center", "right"):
        content: object = known.get(side)
        if isinstance(content, list):
            parts.append((side, tuple(_entry(item) for item in many(cast(object, content)))))
        elif content is not None:
            parts.append((side, str(content)))
    return tuple(parts)


def page_sources(source: Path, website: Website) -> tuple[str, ...]:
    """Return the source paths of all pages: the explicit list, or every .qmd and .ipynb of the project."""
    if website.render is not None:
        return website.render
    found = [*source.rglob("*.qmd"), *source.rglob("*.ipynb")]
    paths = sorted(path.relative_to(source) for path in found)
    hidden = (website.output_dir,)
    return tuple(
        path.as_posix() for path in paths if not path.parts[0].startswith((".", "_")) and path.parts[0] not in hidden
    )


FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def split_front_matter(text: str) -> tuple[Tree, str, str]:
    """Split a page's text into front matter (as a tree, and as written) and the rest."""
    match = FRONT.match(text)
    if match is None:
        return {}, "", text
    loaded: object = yaml.load(match.group(1), Loader=LOADER)
    return tree(loaded), match.group(1), text[match.end() :]


def cell_text(cell: Tree) -> str:
    """Return a notebook cell's source as one string."""
    value: object = cell.get("source", "")
    return "".join(cast(list[str], value)) if isinstance(value, list) else str(value)


def read_notebook(path: Path) -> Tree:
    """Read an `.ipynb` as plain data."""
    loaded: object = json.loads(path.read_text(encoding="utf-8"))
    return tree(loaded)


def notebook_front_matter(notebook: Tree) -> Tree:
    """Return a notebook's front matter: its first cell, if that is a raw or markdown cell fenced by dashes."""
    cells = many(notebook.get("cells"))
    first = tree(cells[0]) if cells else {}
    if first.get("cell_type") not in {"raw", "markdown"}:
        return {}
    return split_front_matter(cell_text(first))[0]


def read_page(source: Path, relative: str) -> Page:
    """Read the front matter of one page."""
    path = source / relative
    if path.suffix == ".ipynb":
        return Page(relative, notebook_front_matter(read_notebook(path)))
    return Page(relative, split_front_matter(path.read_text(encoding="utf-8"))[0])
