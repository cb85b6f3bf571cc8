"""What happens to a rendered site whichever engine made it: repairs, search index, refusals, policy."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from helpers.errors import Fault, SiteError
from helpers.output.addresses import RELEASES
from helpers.paths import write_atomically
from helpers.website.accessibility import repair, resolve
from helpers.website.policy import move_styles, set_policy, third_party, third_party_in_style
from helpers.website.search import Indexed, index_files, index_page


def finish(site: Path) -> None:
    """Repair and check every page of the folder `site` in place; doing it twice changes nothing.

    Raises
    ------
    SiteError
        With every third-party address and every link that leads nowhere; nothing is written then.
    """
    documents = {path.relative_to(site).as_posix(): _parse(path) for path in _pages(site)}
    faults = [fault for page, document in documents.items() for fault in third_party(page, document)]
    faults += _sheets(site)
    faults += broken_links(site, documents)
    if faults:
        raise SiteError(faults)
    indexed: list[Indexed] = []
    for page, document in documents.items():
        repair(document, page)
        if "site_libs/" not in "".join(node.get("href", "") for node in document.iter("link")):
            move_styles(document)
        set_policy(document)
        write_atomically(site / page, _text(document))
        found = index_page(page, document)
        indexed += [found] if found else []
    for name, text in index_files(indexed).items():
        write_atomically(site / name, text)


def _pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "site_libs" not in path.parts)


def _parse(path: Path) -> HtmlElement:
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def _text(document: HtmlElement) -> str:
    return str(html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"


def _sheets(site: Path) -> Iterator[Fault]:
    for path in sorted(site.rglob("*.css")):
        if "site_libs" not in path.parts:
            yield from third_party_in_style(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))


def broken_links(site: Path, documents: Mapping[str, HtmlElement]) -> Iterator[Fault]:
    """Yield a fault for each link or image whose file or place in this site does not exist."""
    places = {page: set(document.xpath("//@id")) for page, document in documents.items()}
    for page, document in documents.items():
        for address in _addresses(document):
            target, fragment = resolve(address, page)
            if target.startswith(f"{RELEASES}/"):
                continue  # sealed releases lie beside the site once it is published (`sealing.publishing`)
            if target.startswith("../") or not _exists(site / target):
                yield _broken(page, address, "Filen findes ikke på siden.")
            elif fragment and target in places and fragment not in places[target]:
                yield _broken(page, address, "Stedet findes ikke på den side, der henvises til.")


def _exists(path: Path) -> bool:
    return path.is_file() or (path / "index.html").is_file()


def _broken(page: str, address: str, rule: str) -> Fault:
    return Fault(place=page, value=f"“{address[:120]}”", rule=rule, remedy="Ret linket, eller læg filen ind.")


def _addresses(document: HtmlElement) -> Iterable[str]:
    """Yield each address inside the site that a page names, once."""
    found: dict[str, None] = {}
    for value in document.xpath(
        "//a/@href | //img/@src | //script/@src | //link[@rel='stylesheet']/@href | //source/@srcset"
    ):
        address = str(value)
        inside = ":" not in address.split("/", 1)[0] and not address.startswith("//")
        if address and address != "#" and inside:
            found.setdefault(address)
    return found


def main() -> int:
    """Finish the site that Quarto has just rendered (`QUARTO_PROJECT_OUTPUT_DIR`), or the folder given."""
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("QUARTO_PROJECT_OUTPUT_DIR", "_site")
    try:
        finish(Path(folder))
    except SiteError as error:
        sys.stderr.write(f"{error.title}\n{error}\n")
        return int(error.code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
