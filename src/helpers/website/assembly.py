"""Put the site's sources together: fixed configuration, executed notebooks, hand-written pages, files and assets."""

from __future__ import annotations

import filecmp
import importlib.util
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from helpers.errors import Fault, SiteError
from helpers.paths import write_atomically, writing_to
from helpers.website.project import many, tree
from helpers.website.publishable import published
from helpers.website.working import each

ASSETS = Path(__file__).parent / "assets"
GENERATED = "# Made by `maalbar site` from the project's _quarto.yml; changes here are lost.\n"
PAGES = frozenset({".qmd", ".ipynb"})


@dataclass(frozen=True)
class PageEntry:
    """One executed page and its place in the site.

    Parameters
    ----------
    source
        The executed notebook (or a .qmd file).
    address
        Where the page lies, without suffix, for example `omraader/motalavej/slut/index`.
    title
        What menus call it; also the page's title where its front matter has none.
    section
        The heading that it stands under in the sidebar; parts divided by ` / ` are headings within headings, an
        empty text puts it at the top.
    order
        Its place: lower numbers first, then by title. A heading stands where its first page would.
    files
        Files that the page shows or links to. One that lies below the notebook's folder keeps its path from there,
        any other lands beside the page.
    """

    source: Path
    address: str
    title: str
    section: str
    order: int
    files: tuple[Path, ...] = ()


def assemble(config: Path, pages: Path, entries: Sequence[PageEntry], resources: Mapping[str, Path], out: Path) -> None:
    """Write a complete Quarto project to the folder `out`, which Quarto itself can open too.

    Files that did not change are left alone; files of an earlier assembly that are no longer part are removed.

    Parameters
    ----------
    config
        The project's `_quarto.yml`.
    pages
        Folder of hand-written pages; each keeps its path. It may be missing.
    entries
        The executed pages.
    resources
        Path in the site, and the file or folder to put there.
    out
        Missing, empty, or an earlier assembly.

    Raises
    ------
    SiteError
        If two pages want the same address, a file is missing, or `out` holds something else.
    """
    _check(config, entries, out)
    files = dict(_assets())
    files.update(_below(pages, PurePosixPath()) if pages.is_dir() else ())
    for name, path in resources.items():
        files.update(_below(path, PurePosixPath(name)) if path.is_dir() else ((name, path),))
    for entry in entries:
        files.update(_beside(entry))
    names = {entry.address + entry.source.suffix for entry in entries}
    every = sorted({*files, *names})
    _one_page_each(every)
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        _remove_stale(out, {*every, "_quarto.yml"})
    # First of all, as it marks the folder as ours, also where this is stopped half-way.
    write_atomically(out / "_quarto.yml", _configuration(config, entries, every))
    # Page by page and file by file: together they are larger than a computer's memory.
    for _ in each(partial(_publish, out), entries):
        pass
    write_atomically(out / "assets" / "maalbar.js", _script(files.pop("assets/maalbar.js"), plotly_script()))
    for name, path in files.items():
        if name not in names:
            _copy(path, out / name)


def _publish(out: Path, entry: PageEntry) -> None:
    write_atomically(out / (entry.address + entry.source.suffix), published(entry.source, entry.title))


def _copy(path: Path, target: Path) -> None:
    """Copy a file, unless its bytes are there already."""
    with writing_to(target):
        if not (target.is_file() and filecmp.cmp(path, target, shallow=False)):
            write_atomically(target, path.read_bytes())


def _check(config: Path, entries: Sequence[PageEntry], out: Path) -> None:
    faults = [] if config.is_file() else [_missing(config)]
    seen: set[str] = set()
    for entry in entries:
        faults += [_missing(path) for path in (entry.source, *entry.files) if not path.is_file()]
        address = PurePosixPath(entry.address)
        if entry.address in seen or address.is_absolute() or ".." in address.parts:
            faults.append(
                Fault(
                    entry.address, "adressen er optaget eller ugyldig", "Hver side har sin egen adresse.", "Ret planen."
                )
            )
        seen.add(entry.address)
    marked = (out / "_quarto.yml").is_file() and (out / "_quarto.yml").read_text(encoding="utf-8").startswith(GENERATED)
    if out.exists() and not marked and (not out.is_dir() or any(out.iterdir())):
        faults.append(
            Fault(
                str(out),
                "er ikke en samlet side fra Målbar",
                "Sidens kilder samles i en mappe, som kun Målbar bruger.",
                "Tøm mappen, eller vælg en anden.",
            )
        )
    if faults:
        raise SiteError(faults)


def _one_page_each(files: Sequence[str]) -> None:
    """Refuse a notebook and a hand-written page that would both become one address."""
    pages = Counter(str(PurePosixPath(name).with_suffix("")) for name in files if PurePosixPath(name).suffix in PAGES)
    twice = sorted(address for address, count in pages.items() if count > 1)
    if twice:
        raise SiteError(
            Fault(f"{address}.html", "adressen er optaget", "Hver side har sin egen adresse.", "Slet den ene side.")
            for address in twice
        )


def _missing(path: Path) -> Fault:
    return Fault(str(path), "filen findes ikke", "Alt, hvad siden viser, skal findes.", "Kør notebooks igen.")


def _assets() -> Iterator[tuple[str, Path]]:
    """Yield the style sheet, the script, the icon, the search page, and plotly's script from the installed package."""
    for name in ("maalbar.css", "maalbar.js", "maalbar.svg"):
        yield f"assets/{name}", ASSETS / name
    yield "soeg.qmd", ASSETS / "soeg.qmd"
    yield "assets/plotly.min.js", plotly_script()


def _script(ours: Path, plotly: Path) -> bytes:
    """Return our script with the ids of the style elements that plotly would write into a page when loaded.

    The site's policy forbids such elements; where an element with the id is there already, plotly makes none.
    """
    ids = sorted(set(re.findall(rb'getElementById\("([0-9a-f]{40,64})"\)', plotly.read_bytes())))
    return ours.read_bytes().replace(b"PLOTLY_STYLE_IDS", b" ".join(ids))


def plotly_script() -> Path:
    """Return plotly's script as the installed Python package carries it, so that both have one version."""
    # Found without importing plotly, which takes longer than a whole site.
    found = importlib.util.find_spec("plotly")
    places = (found.submodule_search_locations or ()) if found else ()
    for place in places:
        script = Path(place) / "package_data" / "plotly.min.js"
        if script.is_file():
            return script
    raise SiteError(
        Fault(
            "plotly",
            "plotly.min.js blev ikke fundet",
            "Figurerne tegnes med plotly.",
            "Installér pakkerne igen med make.",
        )
    )


def _below(folder: Path, at: PurePosixPath) -> Iterator[tuple[str, Path]]:
    """Yield every file below `folder` with its path in the site; names that begin with a dot or _ stay out."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "_")) for part in relative.parts) or path.name == "README.md"
        if path.is_file() and not hidden:
            yield (at / relative.as_posix()).as_posix(), path


def _beside(entry: PageEntry) -> Iterator[tuple[str, Path]]:
    folder, origin = PurePosixPath(entry.address).parent, entry.source.resolve().parent
    for path in entry.files:
        inside = path.resolve().is_relative_to(origin)
        name = path.resolve().relative_to(origin).as_posix() if inside else path.name
        yield (folder / name).as_posix(), path


def _configuration(config: Path, entries: Sequence[PageEntry], files: Sequence[str]) -> str:
    """Return the text of the assembled `_quarto.yml`."""
    loaded: object = yaml.safe_load(config.read_text(encoding="utf-8"))
    top = dict(tree(loaded))
    pages = {str(PurePosixPath(name).with_suffix("")): name for name in files if PurePosixPath(name).suffix in PAGES}
    project, website = dict(tree(top.get("project"))), dict(tree(top.get("website")))
    project["render"] = sorted(pages.values())
    project["resources"] = [name for name in files if PurePosixPath(name).suffix not in PAGES]
    navbar = tree(website.get("navbar"))
    website["navbar"] = {side: _known(items, pages) for side, items in navbar.items()}
    sidebar = dict(tree(website.get("sidebar")))
    sidebar["contents"] = [*_known(sidebar.get("contents"), pages), *_sections(entries)]
    website["sidebar"] = sidebar
    if isinstance(website.get("page-footer"), dict):
        footer = tree(website["page-footer"])
        website["page-footer"] = {
            side: _known(part, pages) if isinstance(part, list) else part for side, part in footer.items()
        }
    top["project"], top["website"] = project, website
    return GENERATED + yaml.safe_dump(top, allow_unicode=True, sort_keys=False, width=1000)


def _known(items: object, pages: Mapping[str, str]) -> list[Any]:
    """Return menu items with each page under the name that it has here, without those that are not built."""
    kept: list[Any] = []
    for item in many(items):
        entry: dict[str, Any] = dict(tree(item)) if isinstance(item, dict) else {"href": str(item)}
        for key in ("menu", "contents"):
            if key in entry:
                entry[key] = _known(entry[key], pages)
        href = entry.get("href")
        if href is not None and PurePosixPath(str(href)).suffix in PAGES:
            name = _page_at(str(PurePosixPath(str(href)).with_suffix("")), pages)
            if name is None:
                continue
            entry["href"] = name
        kept.append(entry)
    return kept


def _page_at(address: str, pages: Mapping[str, str]) -> str | None:
    """Return the page at `address`; `metode/index` and `metode` are one place to a reader."""
    alike = (address, address.removesuffix("/index"), f"{address}/index")
    return next((pages[name] for name in alike if name in pages), None)


def _sections(entries: Sequence[PageEntry]) -> list[dict[str, Any]]:
    """Return the sidebar: pages in their order, under their headings."""
    top: list[dict[str, Any]] = []
    below: dict[tuple[str, ...], list[dict[str, Any]]] = {(): top}
    for entry in sorted(entries, key=lambda entry: (entry.order, entry.title, entry.address)):
        headings: tuple[str, ...] = ()
        for heading in (part for part in entry.section.split(" / ") if part):
            above, headings = below[headings], (*headings, heading)
            if headings not in below:
                below[headings] = []
                above.append({"section": heading, "contents": below[headings]})
        level = below[headings]
        level.append({"text": entry.title, "href": entry.address + entry.source.suffix})
    return top


def _remove_stale(out: Path, wanted: set[str]) -> None:
    for path in sorted(out.iterdir()):
        if path.name.startswith(".") or path.name == "_site":
            continue  # Quarto's own notes and its result, where somebody opened the project with it
        if path.is_file() and path.name not in wanted:
            path.unlink()
        elif path.is_dir():
            _remove_below(path, out, wanted)


def _remove_below(folder: Path, out: Path, wanted: set[str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(out).as_posix() not in wanted:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    if not any(folder.iterdir()):
        shutil.rmtree(folder)
