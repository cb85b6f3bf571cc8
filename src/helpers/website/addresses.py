"""Addresses in a page and in the site: what a link means, and how one page names another."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

OUTSIDE = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|#)")
"""How an address begins that leads out of the site, or to a place on the same page."""


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


def resolve(href: str, page: str) -> tuple[str, str]:
    """Return the site's file that `href` on `page` means, and the part after `#`."""
    path, _, fragment = href.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return page, unquote(fragment)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)), unquote(fragment)
