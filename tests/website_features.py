"""What a reader or a program gets from a finished page, whichever engine made it.

`features` reads the same features from Quarto's pages and from those of the embedded engine, so that the two can be
compared without comparing bytes. Classes, layout and the wording of tooltips are no features.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import Comment

Features = dict[str, Any]

# Ids that only serve an engine's own frame: line anchors of code, captions, the list of headings, menus.
OWN_IDS = re.compile(r"^(cb\d+(-\d+)?|toc-.*|.*-caption-[0-9a-f-]+|quarto-.*|title-block-header|TOC|site-.*|menu-.*)$")
OUTSIDE = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*:|//)")
MAIN = "main"
NAVBAR = "#quarto-header nav.navbar, .site-header"
SIDEBAR = "#quarto-sidebar, #site-sidebar"
CRUMBS = ".quarto-title-breadcrumbs, .site-crumbs"
CONTENTS = "#TOC, #site-toc"
PREVNEXT = ".page-navigation, .site-prevnext"
FOOTER = "footer.footer, .site-footer"


def words(node: Tag) -> str:
    """All text below `node`, white space made single."""
    return " ".join(node.get_text().split())


def resolve(href: str, page: str) -> str:
    """Return the address that `href` on `page` means, from the site's root."""
    if OUTSIDE.match(href):
        return href
    path, mark, rest = unquote(href).partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return target + mark + rest if rest else target


def features(html: str, page: str) -> Features:
    """Every feature of the page `page` (its address in the site)."""
    soup = BeautifulSoup(html, "lxml")
    main = soup.select_one(MAIN)
    assert main is not None, f"{page} has no main element"
    found = {**_frame(soup, page), "third-party": third_party(soup), "css/js": _own_files(soup, page)}
    for part in (*main.select(CRUMBS), *main.select(CONTENTS), *main.select(".code-copy-button")):
        part.decompose()
    return {**found, **_content(main, page), "lang": [str(soup.html["lang"])] if soup.html else []}


def _content(main: Tag, page: str) -> Features:
    ids = [str(node["id"]) for node in main.select("[id]") if not OWN_IDS.match(str(node["id"]))]
    return {
        "headings": [[node.name, words(node), _heading_id(node)] for node in main.find_all(re.compile("^h[1-6]$"))],
        "ids": sorted(set(ids)),
        "dup-ids": sorted({name for name in ids if ids.count(name) > 1}),
        "links": [
            [resolve(str(node["href"]), page), words(node)]
            for node in main.select("a[href]")
            if node.get("aria-hidden") != "true" and not OWN_IDS.match(str(node["href"]).lstrip("#"))
        ],
        "images": [[resolve(str(node["src"]), page), node.get("alt")] for node in main.select("img[src]")],
        "tables": [_table(node) for node in main.select("table")],
        "captions": [words(node) for node in main.select("figcaption, caption")],
        "figure-data": [_digest(node.get_text()) for node in main.select('script[type="application/json"]')],
        "callouts": [_callout(node) for node in main.select(".callout")],
        "tabsets": [
            [[words(tab), tab["aria-selected"]] for tab in node.select("[role=tab]")]
            for node in main.select(".panel-tabset")
        ],
        "code": [_code(node) for node in main.select("pre > code")],
        "math": [words(node) for node in main.select("annotation")],
        "lists": [[node.name, len(node.find_all("li", recursive=False))] for node in _lists(main)],
        "text": list(_text(main)),
        "meta": [
            " ".join(words(part) for part in node.select("p, dd"))
            for node in main.select(".quarto-title-meta-contents, .title-meta > div")
            if words(node)
        ],
    }


def _frame(soup: BeautifulSoup, page: str) -> Features:
    return {
        "title": [words(node) for node in soup.select("head > title")],
        "description": [str(node["content"]).strip() for node in soup.select('meta[name="description"]')],
        "nav:navbar": [_line(node, page) for node in _lines(soup, NAVBAR)],
        "nav:sidebar": [[*_line(node, page), _depth(node)] for node in _lines(soup, SIDEBAR)],
        "nav:crumbs": [_line(node, page) for node in _lines(soup, CRUMBS)],
        "nav:toc": [
            [unquote(str(node["href"])), words(node)] for part in soup.select(CONTENTS)[:1] for node in part.select("a")
        ],
        "nav:prevnext": [_line(node, page) for node in _lines(soup, PREVNEXT)],
        "nav:footer": [
            [_line(node, page) for node in _lines(soup, FOOTER)],
            " ".join(words(node) for node in soup.select(FOOTER)[:1]),
        ],
    }


def _lines(soup: BeautifulSoup, selector: str) -> list[Tag]:
    """Links and headings of one part of the frame, without the buttons that only open or close it."""
    part = soup.select_one(selector)
    if part is None:
        return []
    found = part.select("a, .menu-button, .dropdown-toggle, summary, li > span")
    return [node for node in found if not node.select("a") and (words(node) or node.get("href"))]


def _line(node: Tag, page: str) -> list[str]:
    return [resolve(str(node.get("href") or "#"), page), words(node)]


def _depth(node: Tag) -> int:
    side = node.find_parent(id=["quarto-sidebar", "site-sidebar"])
    return len([parent for parent in node.find_parents("ul") if side in parent.parents])


def _heading_id(node: Tag) -> str | None:
    if node.get("id"):
        return str(node["id"])
    section = node.parent
    if section is not None and section.name == "section" and section.get("id"):
        return str(section["id"])
    return None


def _table(node: Tag) -> list[list[list[str | None]]]:
    return [
        [
            [cell.name, cell.get("scope"), str(cell.get("colspan", "1")), str(cell.get("rowspan", "1")), words(cell)]
            for cell in row.find_all(["th", "td"], recursive=False)
        ]
        for row in node.select("tr")
    ]


def _callout(node: Tag) -> list[list[str]]:
    kinds = [
        name
        for name in node.get_attribute_list("class")
        if name and re.match("callout-(note|tip|warning|important|caution)$", name)
    ]
    header = node.select_one(".callout-header")
    title = header.select_one(".callout-title-container") if header else None
    states = header.select("[aria-expanded]") if header else []
    if header is not None and header.get("aria-expanded"):
        states = [header]
    return [kinds, [words(title)] if title else [], [str(state["aria-expanded"]) for state in states]]


def _code(node: Tag) -> list[Any]:
    kinds = [name for name in node.get_attribute_list("class") if name and name != "sourceCode"]
    return [kinds, node.get_text().strip("\n")]


def _lists(main: Tag) -> list[Tag]:
    return [node for node in main.find_all(["ul", "ol"]) if node.get("role") != "tablist"]


def _text(main: Tag) -> Iterator[str]:
    for node in main.descendants:
        if not isinstance(node, NavigableString) or isinstance(node, Comment) or not node.strip():
            continue
        if node.parent is not None and node.parent.name in {"script", "style"}:
            continue
        yield from node.split()


def _digest(text: str) -> str:
    return hashlib.sha1(text.strip().encode(), usedforsecurity=False).hexdigest()[:10]


def _own_files(soup: BeautifulSoup, page: str) -> list[str]:
    styles = [str(node["href"]) for node in soup.select('link[rel="stylesheet"][href]')]
    scripts = [str(node["src"]) for node in soup.select("script[src]") if not node.find_parent(MAIN)]
    found = {resolve(name, page) for name in (*styles, *scripts)}
    return sorted(name for name in found if not name.startswith("site_libs/"))


def third_party(soup: BeautifulSoup) -> list[str]:
    """Addresses outside the site that the page would open by itself."""
    places = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "video": "src"}
    found = [str(node[name]) for tag, name in places.items() for node in soup.select(f"{tag}[{name}]")]
    return sorted(address for address in found if re.match(r"(https?:)?//", address))


def site_features(folder: Path) -> dict[str, Features]:
    """Return the features of every page of a finished site, by address."""
    pages = sorted(folder.rglob("*.html"))
    return {
        path.relative_to(folder).as_posix(): features(
            path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix()
        )
        for path in pages
    }


def differences(expected: Features, got: Features, ignored: frozenset[str] = frozenset()) -> list[str]:
    """Where two pages differ, one line for each feature."""
    names = sorted((set(expected) | set(got)) - ignored)
    return [
        f"{name}: {expected.get(name)!r} != {got.get(name)!r}" for name in names if expected.get(name) != got.get(name)
    ]
