"""Render one page: content through pandoc, frame through the page template."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from helpers.website.addresses import relative_to_page, root_of, rooted
from helpers.website.labels import labels, long_date
from helpers.website.navigation import Frame
from helpers.website.notebook import read_notebook, to_markdown
from helpers.website.pandoc import Parts, convert
from helpers.website.project import Page, Tree, Website, cell_text, many, split_front_matter, tree

TEMPLATES = Path(__file__).parent / "templates"
FOOTNOTES = re.compile(r'(<section id="footnotes"[^>]*>)\s*<hr ?/?>')


@dataclass(frozen=True)
class Rendered:
    """A finished page and the images that its notebook holds.

    Parameters
    ----------
    html
        The whole page.
    media
        Path relative to the page's folder, and bytes.
    """

    html: str
    media: tuple[tuple[str, bytes], ...]


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.get_template("page.html.j2")


def render_page(source: Path, page: Page, website: Website, frame: Frame) -> Rendered:
    """Render `page` of the project folder `source`.

    Raises
    ------
    SiteError
        If pandoc can't read the page.
    """
    lang = str(page.meta.get("lang", website.lang))
    markdown, front, media = _read(source, page, website)
    parts = convert(
        markdown,
        front,
        source=page.source,
        lang=lang,
        root=root_of(page.address),
        toc_depth=int(page.meta.get("toc-depth", website.toc_depth)),
    )
    return Rendered(_fill(page, website, frame, parts, lang), media)


def _read(source: Path, page: Page, website: Website) -> tuple[str, str, tuple[tuple[str, bytes], ...]]:
    """Return a page's markdown, its front matter as written, and its images."""
    path = source / page.source
    if path.suffix != ".ipynb":
        _, front, text = split_front_matter(path.read_text(encoding="utf-8"))
        return text, front, ()
    notebook = read_notebook(path)
    execute = tree(page.meta.get("execute"))
    written = to_markdown(
        notebook,
        page.source,
        echo=bool(execute.get("echo", website.echo)),
        warning=bool(execute.get("warning", website.warning)),
    )
    return written.markdown, _front_of(notebook), written.media


def _front_of(notebook: Tree) -> str:
    cells = many(notebook.get("cells"))
    return split_front_matter(cell_text(tree(cells[0])))[1] if cells else ""


def _fill(page: Page, website: Website, frame: Frame, parts: Parts, lang: str) -> str:
    """Put the fragments into the page template."""
    words = labels(lang)
    plain = html.unescape(parts.plain_title) or page.title
    head_title = plain if plain == website.title else f"{plain} – {website.title}"
    description = html.unescape(re.sub(r"<[^>]+>", "", parts.description)) or website.description or ""
    wants_toc = bool(page.meta.get("toc", website.toc)) and bool(parts.toc)
    date: object = page.meta.get("date")
    context: Mapping[str, object] = {
        "lang": lang,
        "words": words,
        "head_title": head_title,
        "head_description": description if parts.description else "",
        "css": [relative_to_page(path.lstrip("/"), page.address) for path in website.css],
        "header_text": [rooted(text, page.address) for text in website.header_text],
        "body_text": [rooted(text, page.address) for text in website.body_text],
        "site_title": website.title,
        "frame": frame,
        "parts": parts,
        "date": "" if date is None else long_date(date, lang),
        "toc": parts.toc if wants_toc else "",
        "body": FOOTNOTES.sub(rf"\1<h2>{words['footnotes']}</h2>", parts.body),
    }
    return _template().render(context)
