"""The site's own search: an index of what each page says, and nothing from anybody else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from lxml.html import HtmlElement

INDEX = "soegeindeks.json"
SCRIPT = "soegeindeks.js"
HIDDEN = frozenset({"script", "style", "annotation", "noscript", "template", "button", "nav"})


_INVENTED = "Siden bygger på opdigtede demonstrationstal og siger intet om området."
_INVENTED_EN = "The page rests on invented demonstration figures and says nothing about the area."


@dataclass(frozen=True)
class Indexed:
    """One page in the index.

    Parameters
    ----------
    address
        Where the page lies in the site.
    title
        Its title.
    lang
        Its language.
    text
        What a reader sees of its content, apart from invented numbers.
    """

    address: str
    title: str
    lang: str
    text: str


def index_page(address: str, document: HtmlElement) -> Indexed | None:
    """Return what the index holds about a page; None for a page without content of its own."""
    main = document.find(".//main")
    if main is None:
        return None
    title = document.findtext(".//title") or address
    heading = main.find(".//h1")
    shown = heading.text_content() if heading is not None else title
    lang = document.get("lang", "da")
    return Indexed(address, " ".join(shown.split()), lang, " ".join([*_warning(main, lang), *_words(main)]))


def _warning(main: HtmlElement, lang: str) -> list[str]:
    """Return what a page with invented figures begins with: what its words say, they say of invented figures."""
    if not main.find_class("demo-banner"):
        return []
    warning: str = _INVENTED_EN if lang.startswith("en") else _INVENTED
    return list[str](warning.split())


def _words(main: HtmlElement) -> list[str]:
    """Return the visible words in reading order, without menus and the banner that many pages share.

    The word `demo` stands for what is invented: an excerpt cuts where it must, and could show an invented number
    without its mark.
    """
    words: list[str] = []

    def read(node: HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in HIDDEN or "demo-banner" in node.get("class", ""):
            return
        if node.get("data-origin") == "synthetic":
            words.append("demo")
        else:
            words.extend((node.text or "").split())
            for child in node:
                read(child)
                words.extend((child.tail or "").split())

    read(main)
    return words


def index_files(pages: Iterable[Indexed]) -> Iterator[tuple[str, str]]:
    """Yield the index as a file of data and, for pages opened without a web server, as a script."""
    listed = [asdict(page) for page in sorted(pages, key=lambda page: page.address)]
    data = json.dumps(listed, ensure_ascii=False, indent=0)
    yield INDEX, data + "\n"
    yield SCRIPT, f"window.maalbarIndex = {data};\n"
