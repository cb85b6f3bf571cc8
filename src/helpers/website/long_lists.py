"""A menu of hundreds of pages on every page costs as much as all pages together: long lists are shortened.

A list that begins with an overview (the index of the folder that all its other pages lie in) and has more than `MOST`
lines keeps the overview, the line of the page that it stands on with the lines beside that, and a line that says how
many others the overview lists. No other list is shortened, as a page could then be reached from nowhere.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml.html import HtmlElement

from helpers.website.addresses import resolve
from helpers.website.labels import labels

MOST = 60
"""A list of up to so many lines stays whole."""
BESIDE = 2
"""Lines that are kept before and after the one that leads to the page."""
SIDEBARS = "//nav[@id='site-sidebar' or @id='quarto-sidebar']//ul"


def is_long(pages: Iterable[str]) -> bool:
    """Tell whether a list that leads to `pages` (the first page of each line) is shortened."""
    overview, *others = pages
    folder = overview.removesuffix("index.html")
    return (
        len(others) >= MOST
        and folder.endswith("/")
        and folder != overview
        and all(page.startswith(folder) for page in others)
    )


def kept(count: int, here: int | None) -> list[int]:
    """Return the places that stay of a long list of `count` lines on the page that line `here` leads to."""
    beside = range(here - BESIDE, here + BESIDE + 1) if here is not None else ()
    return sorted({0, *beside} & set(range(count)))


def more(lang: str, left_out: int, overview: str) -> str:
    """Return the words of the last line of a shortened list."""
    return labels(lang)["more"].format(count=left_out, overview=overview)


def shorten(document: HtmlElement, page: str) -> None:
    """Shorten the long lists of a finished page's sidebar in place; a page of the embedded engine has none."""
    for lines in document.xpath(SIDEBARS):
        items = lines.findall("li")
        if len(items) > MOST:
            _shorten_one(items, page, document.get("lang", "da"))


def _shorten_one(items: list[HtmlElement], page: str, lang: str) -> None:
    targets = [
        [resolve(str(href), page)[0] for href in item.xpath(".//a/@href[not(starts-with(., '#'))]")] for item in items
    ]
    if not all(targets) or not is_long(pages[0] for pages in targets):
        return
    here = next((place for place, pages in enumerate(targets) if page in pages), None)
    stay = kept(len(items), here)
    last = copy.deepcopy(items[0])
    for place, item in enumerate(items):
        if place not in stay:
            item.getparent().remove(item)
    link = next(last.iter("a"))
    words = more(lang, len(items) - len(stay), " ".join(link.text_content().split()))
    for inside in list(link)[1:]:
        link.remove(inside)
    (link[0] if len(link) else link).text = words
    items[stay[-1]].addnext(last)
