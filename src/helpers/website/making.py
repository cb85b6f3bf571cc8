"""Make one page of the site, from its source to what is published, and keep nothing of it but what others need."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from helpers.errors import Fault, SiteError
from helpers.paths import checksum
from helpers.website.cache import Kept, PageCache
from helpers.website.facts import Facts, finished
from helpers.website.navigation import Frame, Navigation
from helpers.website.pandoc import pandoc_version
from helpers.website.project import Page, Website
from helpers.website.render import render_page
from helpers.website.search import Indexed

HERE = Path(__file__).parent
ADDRESS = re.compile(r"""\b(?:href|src|srcset)="([^"#?:]+)""")


@dataclass(frozen=True)
class Made:
    """What became of one page; itself it lies in the site.

    Parameters
    ----------
    page
        Its address.
    reused
        Whether it was taken from the cache.
    facts, indexed
        What was found on it, and what the search index holds about it.
    files
        Files of the project that it names and that are none of the resources.
    faults
        Why it could not be made.
    """

    page: str
    reused: bool = False
    facts: Facts | None = None
    indexed: Indexed | None = None
    files: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


class Maker:
    """Makes the pages of one site; it can be sent to other processes.

    Parameters
    ----------
    source, output
        The project, and the folder of the new site.
    website, pages
        Its configuration, and all its pages by source path.
    cache
        Where finished pages are kept.
    """

    def __init__(self, source: Path, output: Path, website: Website, pages: dict[str, Page], cache: PageCache) -> None:
        self.source = source
        self.output = output
        self.cache = cache
        self.navigation = Navigation(website, pages)
        self.resources = frozenset(website.resources)
        # What concerns all pages together is no part of the look of one: the sidebar that it shows is in its frame.
        self.website = replace(website, sidebar=(), render=None, resources=())

    def __call__(self, page: Page) -> Made:
        """Make a page, or take it from the cache, and write it."""
        frame = self.navigation.frame(page)
        key = self._key(page, frame)
        kept = self.cache.find(key)
        reused = kept is not None
        if kept is None:
            try:
                rendered = render_page(self.source, page, self.website, frame)
            except SiteError as error:
                return Made(page.address, faults=tuple(error.faults))
            named = tuple(dict.fromkeys(ADDRESS.findall(rendered.html)))
            kept = Kept(finished(page.address, rendered.html), named, rendered.media)
            self.cache.keep(key, kept)
        self._write(page.address, kept)
        one = kept.page
        return Made(page.address, reused, one.facts, one.indexed, self._files(page.address, kept.named))

    def _key(self, page: Page, frame: Frame) -> str:
        """Return the checksum of all that a page's bytes depend on."""
        content = checksum((self.source / page.source).read_bytes())
        return checksum("\n".join([content, page.source, repr(self.website), repr(frame), _engine_key()]).encode())

    def _write(self, address: str, kept: Kept) -> None:
        folder = (self.output / address).parent
        folder.mkdir(parents=True, exist_ok=True)
        (self.output / address).write_text(kept.page.html, encoding="utf-8", newline="\n")
        for name, data in kept.media:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    def _files(self, address: str, named: Sequence[str]) -> tuple[str, ...]:
        folder = Path(address).parent
        wanted = dict.fromkeys(os.path.normpath(folder / unquote(name)).replace(os.sep, "/") for name in named)
        return tuple(
            name
            for name in wanted
            if name not in self.resources and ".." not in name.split("/") and (self.source / name).is_file()
        )


@cache
def _engine_key() -> str:
    parts = sorted([*HERE.glob("*.py"), *HERE.glob("*.lua"), *(HERE / "templates").iterdir()])
    return pandoc_version() + "".join(checksum(part.read_bytes()) for part in parts if part.is_file())
