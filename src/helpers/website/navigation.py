"""Work out what a page's frame shows: menu, sidebar, breadcrumbs, previous and next page, footer."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from helpers.website.project import Entry, Page, Website

OUTSIDE = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|#)")


@dataclass(frozen=True)
class Link:
    """One line of the frame as a page shows it.

    Parameters
    ----------
    text
        What the reader sees.
    href
        Address relative to the page, or None for a heading without one.
    current
        Whether it leads to the page that it stands on.
    open
        Whether the lines below it are shown at first.
    children
        Lines below it.
    """

    text: str
    href: str | None
    current: bool = False
    open: bool = True
    children: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Frame:
    """All that surrounds one page's content."""

    home: str
    navbar: tuple[Link, ...]
    navbar_right: tuple[Link, ...]
    sidebar: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    footer: tuple[tuple[str, str | tuple[Link, ...]], ...]


def root_of(address: str) -> str:
    """Return `../` for each folder that the page at `address` lies in."""
    return "../" * address.count("/")


def relative_to_page(target: str, address: str) -> str:
    """Return the link from the page at `address` to the site's file `target`, percent-encoded."""
    folder = posixpath.dirname(address)
    path, mark, rest = target.partition("#")
    return quote(posixpath.relpath(path, folder or ".")) + mark + rest


def rooted(html: str, address: str) -> str:
    """Rewrite root-relative addresses in hand-written HTML to the depth of the page at `address`."""
    return re.sub(r"""(\b(?:src|href)=)(["'])/(?!/)""", rf"\1\2{root_of(address)}", html)


class Navigation:
    """Resolves the menu and the sidebar of one site for each of its pages.

    Parameters
    ----------
    website
        The site's configuration.
    pages
        All pages by source path.
    """

    def __init__(self, website: Website, pages: Mapping[str, Page]) -> None:
        self.website = website
        self.pages = pages
        self.order = tuple(_leaves(website.sidebar))

    def frame(self, page: Page) -> Frame:
        """Return what surrounds `page`."""
        here = page.address
        previous, following = self._neighbours(page) if self.website.page_navigation else (None, None)
        return Frame(
            home=relative_to_page("index.html", here),
            navbar=tuple(self._link(entry, here, 1) for entry in self.website.navbar),
            navbar_right=tuple(self._link(entry, here, 1) for entry in self.website.navbar_right),
            sidebar=tuple(self._link(entry, here, 1) for entry in self.website.sidebar),
            crumbs=self._crumbs(page) if self.website.breadcrumbs else (),
            previous=previous,
            next=following,
            footer=tuple(
                (side, part if isinstance(part, str) else tuple(self._link(entry, here, 1) for entry in part))
                for side, part in self.website.footer
            ),
        )

    def _link(self, entry: Entry, here: str, depth: int) -> Link:
        children = tuple(self._link(child, here, depth + 1) for child in entry.children)
        target = self._address(entry.href)
        inside = target == here or any(child.current or (child.children and child.open) for child in children)
        return Link(
            text=self._text(entry),
            href=None if entry.href is None else self._href(entry.href, here),
            current=target == here,
            open=depth < self.website.collapse_level or inside,
            children=children,
        )

    def _text(self, entry: Entry) -> str:
        if entry.text is not None:
            return entry.text
        page = self.pages.get((entry.href or "").lstrip("/"))
        return page.title if page else str(entry.href)

    def _address(self, href: str | None) -> str | None:
        page = self.pages.get((href or "").lstrip("/"))
        return page.address if page else None

    def _href(self, href: str, here: str) -> str:
        if OUTSIDE.match(href):
            return href
        path, mark, rest = href.lstrip("/").partition("#")
        return relative_to_page((self._address(path) or path) + mark + rest, here)

    def _crumbs(self, page: Page) -> tuple[Link, ...]:
        for entry in self.website.sidebar:
            trail = self._trail(entry, page)
            if trail:
                return tuple(
                    Link(self._text(step), self._href(_first(step), page.address), current=step is trail[-1])
                    for step in trail
                )
        return ()

    def _trail(self, entry: Entry, page: Page) -> tuple[Entry, ...]:
        if self._address(entry.href) == page.address:
            return (entry,)
        for child in entry.children:
            trail = self._trail(child, page)
            if trail:
                return (entry, *trail)
        return ()

    def _neighbours(self, page: Page) -> tuple[Link | None, Link | None]:
        places = [number for number, entry in enumerate(self.order) if self._address(entry.href) == page.address]
        if not places:
            return None, None
        before, after = places[0] - 1, places[0] + 1

        def step(number: int) -> Link | None:
            if not 0 <= number < len(self.order):
                return None
            entry = self.order[number]
            return Link(self._text(entry), self._href(entry.href or "", page.address))

        return step(before), step(after)


def _leaves(entries: tuple[Entry, ...]) -> list[Entry]:
    """Return the entries that lead to something in this site, in reading order."""
    found: list[Entry] = []
    for entry in entries:
        if entry.href is not None and not OUTSIDE.match(entry.href):
            found.append(entry)
        found += _leaves(entry.children)
    return found


def _first(entry: Entry) -> str:
    """Return where a section's breadcrumb leads: its own page, or the first below it."""
    if entry.href is not None:
        return entry.href
    below = _leaves(entry.children)
    return (below[0].href or "") if below else ""
