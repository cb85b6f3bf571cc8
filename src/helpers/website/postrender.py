"""What happens to a rendered site whichever engine made it: repairs, search index, refusals, policy."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from helpers.errors import Fault, SiteError
from helpers.output.addresses import RELEASES
from helpers.paths import write_atomically
from helpers.website.addresses import resolve
from helpers.website.facts import Facts, Finished, finished, parse
from helpers.website.policy import third_party_in_style
from helpers.website.search import Indexed, index_files

Known = Mapping[str, tuple[Facts, Indexed | None]]
"""Pages that are finished already, by address."""


def finish(site: Path, known: Known | None = None) -> None:
    """Repair and check every page of the folder `site` in place; doing it twice changes nothing.

    Parameters
    ----------
    site
        The rendered site.
    known
        Pages that were finished as they were made; they are not read again.

    Raises
    ------
    SiteError
        With every third-party address and every link that leads nowhere; nothing is written then.
    """
    done = dict(known or {})
    pages = [path.relative_to(site).as_posix() for path in _pages(site)]
    # Pages that are left are read twice, first to check and then to write, as memory holds what was found and no page.
    facts = {page: done[page][0] if page in done else Facts.of(page, parse(_text(site, page))) for page in pages}
    faults = [fault for found in facts.values() for fault in found.faults]
    faults += _sheets(site)
    faults += broken_links(site, facts)
    if faults:
        raise SiteError(faults)
    for page in pages:
        if page not in done:
            one = finished(page, _text(site, page))
            write_atomically(site / page, one.html)
            done[page] = _known(one)
    for name, text in index_files(indexed for _, indexed in done.values() if indexed):
        write_atomically(site / name, text)


def _known(page: Finished) -> tuple[Facts, Indexed | None]:
    return page.facts, page.indexed


def _pages(site: Path) -> Sequence[Path]:
    return sorted(path for path in site.rglob("*.html") if "site_libs" not in path.parts)


def _text(site: Path, page: str) -> str:
    return (site / page).read_text(encoding="utf-8")


def _sheets(site: Path) -> Iterator[Fault]:
    for path in sorted(site.rglob("*.css")):
        if "site_libs" not in path.parts:
            yield from third_party_in_style(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))


def broken_links(site: Path, pages: Mapping[str, Facts]) -> Iterator[Fault]:
    """Yield a fault for each link or image whose file or place in this site does not exist."""

    @cache  # a country's pages name the same few files again and again
    def exists(target: str) -> bool:
        return (site / target).is_file() or (site / target / "index.html").is_file()

    @cache
    def places(target: str) -> frozenset[str]:
        return pages[target].each_id()

    for page, found in pages.items():
        for address in found.each_link():
            target, fragment = resolve(address, page)
            if target.startswith(f"{RELEASES}/"):
                continue  # sealed releases lie beside the site once it is published (`sealing.publishing`)
            if target.startswith("../") or not exists(target):
                yield _broken(page, address, "Filen findes ikke på siden.")
            elif fragment and target in pages and fragment not in places(target):
                yield _broken(page, address, "Stedet findes ikke på den side, der henvises til.")


def _broken(page: str, address: str, rule: str) -> Fault:
    return Fault(place=page, value=f"“{address[:120]}”", rule=rule, remedy="Ret linket, eller læg filen ind.")


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
