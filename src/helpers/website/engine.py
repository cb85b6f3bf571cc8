"""Build the site from a Quarto project, with Quarto itself or with the embedded engine on pandoc."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from helpers.errors import Fault, SiteError
from helpers.website import postrender
from helpers.website.cache import PageCache
from helpers.website.gate import Checked, check_sources
from helpers.website.making import Made, Maker
from helpers.website.pandoc import pandoc_version
from helpers.website.project import Website
from helpers.website.quarto import find_quarto, quarto_version, render_with_quarto
from helpers.website.swap import replacing
from helpers.website.working import each

Engine = Literal["auto", "pandoc", "quarto"]
ROUNDS_KEPT = 4
"""How many builds' worth of pages the cache keeps."""


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
    checked = check_sources(source)
    chosen = _choose(engine)
    with replacing(output) as fresh:
        if chosen == "quarto":
            render_with_quarto(source, fresh)
            made, reused, version = tuple(page.address for page in checked.pages.values()), (), quarto_version()
            postrender.finish(fresh)
        else:
            rendered, reused = render_with_pandoc(source, fresh, checked, PageCache(cache))
            postrender.finish(fresh, {one.page: (one.facts, one.indexed) for one in rendered.values() if one.facts})
            made, version = tuple(page for page, one in rendered.items() if not one.reused), pandoc_version()
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


def render_with_pandoc(
    source: Path, output: Path, checked: Checked, kept: PageCache
) -> tuple[dict[str, Made], tuple[str, ...]]:
    """Render every page of `source` into the folder `output` and copy the resources.

    Returns
    -------
    made
        What became of each page, by address.
    reused
        Addresses of the pages that were taken from the cache.

    Raises
    ------
    SiteError
        With the faults of all pages that pandoc can't read.
    """
    maker = Maker(source, output, checked.website, checked.pages, kept)
    made = {one.page: one for one in each(maker, tuple(checked.pages.values()))}
    faults = [fault for one in made.values() for fault in one.faults]
    if faults:
        raise SiteError(faults)
    copy_resources(source, output, checked.website, (name for one in made.values() for name in one.files))
    kept.prune(ROUNDS_KEPT * len(made))
    return made, tuple(one.page for one in made.values() if one.reused)


def copy_resources(source: Path, output: Path, website: Website, shown: Iterable[str]) -> None:
    """Copy the project's resources, its style sheets, and the files that its pages link to or show."""
    for name in (*website.resources, *website.css):
        origin = source / name.strip("/")
        for path in sorted(origin.rglob("*")) if origin.is_dir() else [origin]:
            if path.is_file():
                _copy(path, output / path.relative_to(source))
    for name in shown:
        _copy(source / name, output / name)


def _copy(path: Path, target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
