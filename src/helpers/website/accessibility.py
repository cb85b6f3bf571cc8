"""Repairs of a finished page that help readers who listen, use the keyboard or enlarge; the same for both engines."""

from __future__ import annotations

from lxml.html import HtmlElement

from helpers.website.addresses import resolve
from helpers.website.labels import labels
from helpers.website.long_lists import shorten

LEFTOVERS = {
    "Toggle navigation": "Vis eller skjul menu",
    "Toggle sidebar navigation": "Vis eller skjul sidemenu",
    "Toggle section": "Vis eller skjul afsnit",
    "Copy to Clipboard": "Kopiér til udklipsholder",
    "Breadcrumb": "Brødkrumme",
    "Search": "Søg",
}
"""English words that Quarto leaves in a Danish page's attributes."""


def repair(document: HtmlElement, page: str) -> None:
    """Repair one page in place; doing it twice changes nothing.

    Parameters
    ----------
    document
        The parsed page.
    page
        Its address in the site.
    """
    lang = document.get("lang", "da")
    words = labels(lang)
    _skip_link(document, words["skip"])
    shorten(document, page)
    _mark_current(document, page)
    _real_buttons(document)
    _tables(document, words)
    _code(document, words["code-region"])
    for box in document.xpath("//main//input[@type='checkbox']"):
        box.set("disabled", "")
    if lang.startswith("da"):
        _danish(document)


def _skip_link(document: HtmlElement, text: str) -> None:
    body, main = document.find("body"), document.find(".//main")
    if main is None or body.xpath("a[contains(@class, 'skip-link')]"):
        return
    main.set("id", main.get("id", "site-content"))
    main.set("tabindex", "-1")
    link = document.makeelement("a", {"class": "skip-link", "href": f"#{main.get('id')}"})
    link.text = text
    link.tail = "\n"
    body.insert(0, link)


def _mark_current(document: HtmlElement, page: str) -> None:
    """Say of each menu entry whether it leads to this page, and of no other."""
    for link in document.xpath("//nav//a[@href]"):
        if not link.get("href").startswith("#") and resolve(link.get("href"), page)[0] == page:
            link.set("aria-current", "page")
        else:
            link.attrib.pop("aria-current", None)


def _real_buttons(document: HtmlElement) -> None:
    """Turn what Quarto makes of links and boxes to open and close something into buttons."""
    for link in document.xpath("//a[contains(concat(' ', @class, ' '), ' dropdown-toggle ')]"):
        _as_button(link)
    for header in document.xpath("//div[contains(@class, 'callout-header')][@data-bs-toggle]"):
        for inner in header.iter("div"):
            if inner is not header:
                inner.tag = "span"
        _as_button(header)


def _as_button(node: HtmlElement) -> None:
    node.tag = "button"
    for name in ("href", "role", "tabindex"):
        node.attrib.pop(name, None)
    node.set("type", "button")
    node.set("aria-expanded", node.get("aria-expanded", "false"))


def _tables(document: HtmlElement, words: dict[str, str]) -> None:
    """Put each table into a region that scrolls by itself, can be reached by keyboard and has a name."""
    for table in document.xpath("//main//table[not(ancestor::*[@tabindex='0'])]"):
        name = _table_name(table)
        label = ", ".join(
            part for part in (f"{words['table']}: {name}" if name else words["table"], words["scrolls"]) if part
        )
        region = document.makeelement(
            "div", {"class": "table-scroll", "role": "group", "tabindex": "0", "aria-label": label}
        )
        region.tail, table.tail = table.tail, None
        table.getparent().replace(table, region)
        region.append(table)


def _table_name(table: HtmlElement) -> str:
    for found in (table.xpath("caption"), table.xpath("ancestor::figure[1]//figcaption")):
        if found:
            return " ".join(found[0].text_content().split())[:150]
    return ""


def _code(document: HtmlElement, label: str) -> None:
    for block in document.xpath("//main//pre[not(@tabindex)][code]"):
        block.set("tabindex", "0")
        block.set("role", "group")
        block.set("aria-label", label)


def _danish(document: HtmlElement) -> None:
    for name in ("aria-label", "title", "data-bs-original-title"):
        for node in document.xpath(f"//*[@{name}]"):
            if node.get(name) in LEFTOVERS:
                node.set(name, LEFTOVERS[node.get(name)])
