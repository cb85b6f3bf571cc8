"""The site's own search: an index of what each page says, and nothing from anybody else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from lxml.html import HtmlElement

INDEX = "soegeindeks.json"
SCRIPT = "soegeindeks.js"
MANY = 300
"""Pages of one folder beyond which a phone should not have to load what all of them say."""
LONG = 30_000
"""Characters of a single page beyond which its words stand apart too, on a site with such a folder."""
CHANGES = "aendringer/index.html"
"""Always in the first script: publishing writes this page anew, and that script with it (`sealing.public_folder`)."""
MOST_WORDS = 1_000_000
"""Characters in one of the further scripts; a single page may have more."""
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
    """Yield the index: all of it as a file of data, and as scripts for pages opened without a web server.

    The first script has every page's title, and the words of all pages but those of folders with very many and, beside
    them, of very long pages. These stand in further scripts, which the search page loads when a reader asks for them.
    """
    listed = sorted(pages, key=lambda page: page.address)
    yield INDEX, _data(listed) + "\n"
    apart = _apart(listed)
    names: list[str] = []
    for number, part in enumerate(_parts(page for page in listed if page in apart), start=1):
        names.append(f"soegeindeks-{number}.js")
        yield names[-1], f"window.maalbarIndexPart = {_data(part)};\n"
    first = [replace(page, text="") if page in apart else page for page in listed]
    further = f"window.maalbarIndexParts = {json.dumps(names)};\n" if names else ""
    yield SCRIPT, f"window.maalbarIndex = {_data(first)};\n{further}"


def _apart(pages: Sequence[Indexed]) -> frozenset[Indexed]:
    """Return the pages of folders with very many and, where there is such a folder, those that speak of all of them."""
    folders = Counter(_folder(page) for page in pages)
    if max(folders.values(), default=0) <= MANY:
        return frozenset()
    return frozenset(
        page for page in pages if folders[_folder(page)] > MANY or (len(page.text) > LONG and page.address != CHANGES)
    )


def _folder(page: Indexed) -> str:
    return page.address.partition("/")[0]


def _data(pages: Sequence[Indexed]) -> str:
    return json.dumps([asdict(page) for page in pages], ensure_ascii=False, indent=0)


def _parts(pages: Iterable[Indexed]) -> Iterator[list[Indexed]]:
    part: list[Indexed] = []
    for page in pages:
        if part and sum(len(other.text) for other in part) + len(page.text) > MOST_WORDS:
            yield part
            part = []
        part.append(page)
    if part:
        yield part
