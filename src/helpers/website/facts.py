"""What the rest of the site has to know of a finished page, so that no page need be kept in memory or read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from helpers.errors import Fault
from helpers.website.accessibility import repair
from helpers.website.policy import move_styles, set_policy, third_party
from helpers.website.search import Indexed, index_page

_BETWEEN = "\0"
"""No page can hold this character; one text of all addresses takes a third of the memory of one text each."""


@dataclass(frozen=True)
class Facts:
    """What was found on a page before it was repaired.

    Parameters
    ----------
    page
        Its address in the site.
    faults
        The addresses of others that it would open.
    links, ids
        Each address inside the site that it names, and each place on it that a link can lead to.
    """

    page: str
    faults: tuple[Fault, ...]
    links: str
    ids: str

    @classmethod
    def of(cls, page: str, document: HtmlElement) -> Facts:
        """Return what `document` holds."""
        ids = dict.fromkeys(str(value) for value in document.xpath("//@id"))
        return cls(page, tuple(third_party(page, document)), _BETWEEN.join(_addresses(document)), _BETWEEN.join(ids))

    def each_link(self) -> list[str]:
        """Return the addresses, each once, in the order of the page."""
        return self.links.split(_BETWEEN) if self.links else []

    def each_id(self) -> frozenset[str]:
        """Return the places on the page."""
        return frozenset(self.ids.split(_BETWEEN))


@dataclass(frozen=True)
class Finished:
    """A page as it is published, with what was found on it and what the search index holds about it."""

    html: str
    facts: Facts
    indexed: Indexed | None


def parse(text: str) -> HtmlElement:
    """Return the tree of a page's text."""
    return html.document_fromstring(text)


def finished(page: str, text: str) -> Finished:
    """Return the page at the address `page` repaired, and under its policy."""
    document = parse(text)
    facts = Facts.of(page, document)
    repair(document, page)
    if "site_libs/" not in "".join(node.get("href", "") for node in document.iter("link")):
        move_styles(document)
    set_policy(document)
    written = str(html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"
    return Finished(written, facts, index_page(page, document))


def _addresses(document: HtmlElement) -> Iterable[str]:
    """Return each address inside the site that a page names, once."""
    return dict.fromkeys(_inside(document))


def _inside(document: HtmlElement) -> Iterator[str]:
    for value in document.xpath(
        "//a/@href | //img/@src | //script/@src | //link[@rel='stylesheet']/@href | //source/@srcset"
    ):
        address = str(value)
        if address and address != "#" and ":" not in address.split("/", 1)[0] and not address.startswith("//"):
            yield address
