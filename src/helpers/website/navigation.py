"""Work out what a page's frame shows: menu, sidebar, breadcrumbs, previous and next page, footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from helpers.website.addresses import OUTSIDE, relative_to_page
from helpers.website.long_lists import is_long, kept, more
from helpers.website.project import Entry, Page, Website


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


@dataclass(frozen=True)
class _Line:
    """A line of a menu, the same on every page: what an entry says, and the file of the site that it leads to."""

    text: str
    href: str | None
    """A file of the site, with the part after `#`, or an address outside."""
    page: str | None
    """The page's address, if it leads to one."""
    children: tuple[_Line, ...]
    places: Mapping[str, int] | None
    """Of a long list: the line under which each page stands."""

    def all(self) -> Iterator[_Line]:
        yield self
        for child in self.children:
            yield from child.all()

    def first(self) -> str:
        """Return where a heading's breadcrumb leads: its own page, or the first below it."""
        return self.href or next((line.href for line in self.all() if line.inside), None) or ""

    @property
    def inside(self) -> bool:
        return self.href is not None and not OUTSIDE.match(self.href)

    def link(self, here: str, *, current: bool = False) -> Link:
        return Link(self.text, _relative(self.first(), here), current)


class Navigation:
    """Resolves the menu and the sidebar of one site for each of its pages.

    What is the same on all pages is worked out once, so that a page costs no more on a site of thousands.

    Parameters
    ----------
    website
        The site's configuration.
    pages
        All pages by source path.
    """

    def __init__(self, website: Website, pages: Mapping[str, Page]) -> None:
        self._website = website
        self._addresses = {source: page.address for source, page in pages.items()}
        self._titles = {source: page.title for source, page in pages.items()}
        self._navbar = self._lines(website.navbar)
        self._navbar_right = self._lines(website.navbar_right)
        self._sidebar = self._lines(website.sidebar, shortened=True)
        self._footer = tuple(
            (side, part if isinstance(part, str) else self._lines(part)) for side, part in website.footer
        )
        self._trails: dict[str, tuple[_Line, ...]] = {}
        for line in self._sidebar:
            self._note_trails(line, ())
        self._order = tuple(line for top in self._sidebar for line in top.all() if line.inside)
        self._numbers: dict[str, int] = {}
        for number, line in enumerate(self._order):
            if line.page is not None:
                self._numbers.setdefault(line.page, number)

    def frame(self, page: Page) -> Frame:
        """Return what surrounds `page`."""
        here, lang = page.address, str(page.meta.get("lang", self._website.lang))
        return Frame(
            home=relative_to_page("index.html", here),
            navbar=self._links(self._navbar, here, lang),
            navbar_right=self._links(self._navbar_right, here, lang),
            sidebar=self._links(self._sidebar, here, lang),
            crumbs=self._crumbs(here) if self._website.breadcrumbs else (),
            previous=self._neighbour(here, -1),
            next=self._neighbour(here, 1),
            footer=tuple(
                (side, part if isinstance(part, str) else self._links(part, here, lang)) for side, part in self._footer
            ),
        )

    def _lines(self, entries: Iterable[Entry], *, shortened: bool = False) -> tuple[_Line, ...]:
        return tuple(self._line(entry, shortened=shortened) for entry in entries)

    def _line(self, entry: Entry, *, shortened: bool) -> _Line:
        source = (entry.href or "").lstrip("/")
        text = self._titles.get(source, str(entry.href)) if entry.text is None else entry.text
        children = self._lines(entry.children, shortened=shortened)
        return _Line(
            text=text,
            href=None if entry.href is None else self._target(entry.href),
            page=self._addresses.get(source),
            children=children,
            places=_places(children) if shortened and children and is_long(line.first() for line in children) else None,
        )

    def _target(self, href: str) -> str:
        if OUTSIDE.match(href):
            return href
        path, mark, rest = href.lstrip("/").partition("#")
        return self._addresses.get(path, path) + mark + rest

    def _note_trails(self, line: _Line, above: tuple[_Line, ...]) -> None:
        if line.page is not None:
            self._trails.setdefault(line.page, (*above, line))
        for child in line.children:
            self._note_trails(child, (*above, line))

    def _links(self, lines: Iterable[_Line], here: str, lang: str) -> tuple[Link, ...]:
        return tuple(self._link(line, here, lang, 1) for line in lines)

    def _link(self, line: _Line, here: str, lang: str, depth: int) -> Link:
        children = self._below(line, here, lang, depth + 1)
        inside = line.page == here or any(child.current or (child.children and child.open) for child in children)
        return Link(
            text=line.text,
            href=None if line.href is None else _relative(line.href, here),
            current=line.page == here,
            open=depth < self._website.collapse_level or inside,
            children=children,
        )

    def _below(self, line: _Line, here: str, lang: str, depth: int) -> tuple[Link, ...]:
        if line.places is None:
            return tuple(self._link(child, here, lang, depth) for child in line.children)
        count = len(line.children)
        stay = kept(count, line.places.get(here))
        links = [self._link(line.children[place], here, lang, depth) for place in stay]
        words = more(lang, count - len(stay), line.children[0].text)
        return (*links, Link(words, links[0].href, current=links[0].current))

    def _crumbs(self, here: str) -> tuple[Link, ...]:
        trail = self._trails.get(here, ())
        return tuple(line.link(here, current=line is trail[-1]) for line in trail)

    def _neighbour(self, here: str, step: int) -> Link | None:
        number = self._numbers.get(here) if self._website.page_navigation else None
        if number is None or not 0 <= number + step < len(self._order):
            return None
        return self._order[number + step].link(here)


def _places(lines: Iterable[_Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, line in enumerate(lines):
        for below in line.all():
            if below.page is not None:
                found.setdefault(below.page, place)
    return found


def _relative(href: str, here: str) -> str:
    return href if OUTSIDE.match(href) else relative_to_page(href, here)
