"""Build the site from a Quarto project, with Quarto itself or with the embedded engine on pandoc."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from helpers.errors import Fault, SiteError
from helpers.paths import checksum
from helpers.website import postrender
from helpers.website.cache import PageCache
from helpers.website.gate import check_sources
from helpers.website.navigation import Frame, Navigation
from helpers.website.pandoc import pandoc_version
from helpers.website.project import Page, Website, page_sources, read_page, read_website
from helpers.website.quarto import find_quarto, quarto_version, render_with_quarto
from helpers.website.render import Rendered, render_page
from helpers.website.swap import replacing

Engine = Literal["auto", "pandoc", "quarto"]
HERE = Path(__file__).parent
ROUNDS_KEPT = 4
"""How many builds' worth of pages the cache keeps."""
ADDRESS = re.compile(r"""\b(?:href|src|srcset)="([^"#?:]+)""")


@dataclass(frozen=True)
class SiteBuilt:
    """What a build did.

    Parameters
    ----------
    engine
        The engine that was used, `pandoc` or `quarto`.
    engine_version
        Its version.
    made
        Addresses of the pages that were made in this build.
    reused
        Addresses of the pages taken from the cache.
    seconds
        How long the build took.
    """

    engine: Literal["pandoc", "quarto"]
    engine_version: str
    made: tuple[str, ...]
    reused: tuple[str, ...]
    seconds: float


def build_site(
    source: Path,
    output: Path,
    *,
    engine: Engine = "auto",
    cache: Path | None = None,
    attest: Callable[[Path], object] | None = None,
) -> SiteBuilt:
    """Build the site of the Quarto project `source` into the folder `output`.

    The new site is written beside the old one and takes its place only when all is well; files that did not change
    keep their bytes and their time stamp.

    Parameters
    ----------
    source
        A Quarto website project whose notebooks are executed already.
    output
        The site's folder; missing, empty, or a site built before.
    engine
        `auto` takes Quarto where it is installed, else pandoc.
    cache
        Folder of finished pages (pandoc only); safe to delete.
    attest
        Is given the finished folder before it takes the old one's place; what it raises leaves the old site.

    Raises
    ------
    SiteError
        With every fault of the sources, or if the site can't be rendered or written.
    """
    started = time.perf_counter()
    check_sources(source)
    chosen = _choose(engine)
    with replacing(output) as fresh:
        if chosen == "quarto":
            render_with_quarto(source, fresh)
            made, reused, version = _all_pages(source), (), quarto_version()
        else:
            made, reused = render_with_pandoc(source, fresh, PageCache(cache))
            version = pandoc_version()
        postrender.finish(fresh)
        if attest is not None:
            attest(fresh)
    return SiteBuilt(chosen, version, made, reused, time.perf_counter() - started)


def _choose(engine: Engine) -> Literal["pandoc", "quarto"]:
    if engine == "auto":
        return "quarto" if find_quarto() else "pandoc"
    if engine == "quarto" and not find_quarto():
        raise SiteError(
            Fault(
                place="quarto",
                value="programmet blev ikke fundet",
                rule="--engine quarto kræver, at Quarto er installeret og ligger på PATH.",
                remedy="Installér Quarto (se environment.yml), eller brug --engine pandoc.",
            )
        )
    return engine


def _all_pages(source: Path) -> tuple[str, ...]:
    website = read_website(source)
    return tuple(read_page(source, name).address for name in page_sources(source, website))


def render_with_pandoc(source: Path, output: Path, kept: PageCache) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Render every page of `source` into the folder `output` and copy the resources.

    Returns
    -------
    made, reused
        Addresses of the pages.

    Raises
    ------
    SiteError
        With the faults of all pages that pandoc can't read.
    """
    website = read_website(source)
    pages = {name: read_page(source, name) for name in page_sources(source, website)}
    navigation = Navigation(website, pages)
    made: list[str] = []
    reused: list[str] = []
    faults: list[Fault] = []

    def one(page: Page) -> tuple[Page, Rendered | SiteError, bool]:
        frame = navigation.frame(page)
        key = _key(source, page, website, frame)
        found = kept.find(key)
        if found is not None:
            return page, found, True
        try:
            rendered = render_page(source, page, website, frame)
        except SiteError as error:
            return page, error, False
        kept.keep(key, rendered)
        return page, rendered, False

    with ThreadPoolExecutor(max_workers=min(8, (os.cpu_count() or 1) + 1)) as workers:
        for page, result, known in workers.map(one, pages.values()):
            if isinstance(result, SiteError):
                faults += result.faults
                continue
            (reused if known else made).append(page.address)
            _write(output / page.address, result)
    if faults:
        raise SiteError(faults)
    copy_resources(source, output, website)
    kept.prune(ROUNDS_KEPT * len(pages))
    return tuple(made), tuple(reused)


def _write(path: Path, page: Rendered) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.html, encoding="utf-8", newline="\n")
    for name, data in page.media:
        (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (path.parent / name).write_bytes(data)


def _key(source: Path, page: Page, website: Website, frame: Frame) -> str:
    """Return the checksum of all that a page's bytes depend on."""
    content = checksum((source / page.source).read_bytes())
    return checksum("\n".join([content, page.source, repr(website), repr(frame), _engine_key()]).encode())


@cache
def _engine_key() -> str:
    parts = sorted([*HERE.glob("*.py"), *HERE.glob("*.lua"), *(HERE / "templates").iterdir()])
    return pandoc_version() + "".join(checksum(part.read_bytes()) for part in parts if part.is_file())


def copy_resources(source: Path, output: Path, website: Website) -> None:
    """Copy the project's resources, its style sheets, and the files that its pages link to or show."""
    for name in (*website.resources, *website.css):
        origin = source / name.strip("/")
        for path in sorted(origin.rglob("*")) if origin.is_dir() else [origin]:
            if path.is_file():
                _copy(path, output / path.relative_to(source))
    for page in sorted(output.rglob("*.html")):
        folder = page.relative_to(output).parent
        for address in ADDRESS.findall(page.read_text(encoding="utf-8")):
            relative = Path(os.path.normpath(folder / unquote(address)))
            if ".." not in relative.parts and (source / relative).is_file():
                _copy(source / relative, output / relative)


def _copy(path: Path, target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
