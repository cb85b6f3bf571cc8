"""A site of a few files with its ledger and archive, and publications of it; `main` is killed on its way."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from helpers.ledger import archive
from helpers.ledger.chain import append, following, read_ledger
from helpers.ledger.entries import Entry
from helpers.paths import Project
from helpers.sealing.publishing import Published, Steps, publish
from helpers.website import swap

DAY = date(2026, 11, 22)
PAGES = {
    "index.html": "<p>forside</p>",
    "data/filer/tal.csv": "tal",
    "soegeindeks.json": "[]",
    "soegeindeks.js": "x",
    "aendringer/index.html": "<p>0</p>",
}


def write_site(project: Project, **changed: str) -> Path:
    """Write the project's site; a name's `__` stands for a slash, and `_html` at its end for `.html`."""
    site = project.site_for("public")
    for name, text in {
        **PAGES,
        **{key.replace("__", "/").replace("_html", ".html"): changed[key] for key in changed},
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return site


def seal(project: Project, round_id: str, version: int = 1) -> Entry:
    """Seal the site as it lies as a round of an evaluation."""
    site = project.site_for("public")
    files = [(path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file()]
    held = archive.put_files(project, files)
    kind = "seal" if version == 1 else "amendment"
    entry = Entry(0, "", kind, DAY, "proeve-2020", round_id, version, "", (("site", held),))  # type: ignore[arg-type]
    entry = following(read_ledger(project), entry)
    append(project, entry)
    return entry


def tell_of_the_ledger(project: Project) -> None:
    """Do what a build does when the ledger has a new line: only the page that tells of it changes."""
    told = f"<p>{len(read_ledger(project))}</p>"
    write_site(project, aendringer__index_html=told, **_other_pages(project))


def _other_pages(project: Project) -> dict[str, str]:
    site = project.site_for("public")
    return {"index_html": (site / "index.html").read_text(encoding="utf-8")}


def published(
    project: Project,
    into: Path,
    *,
    audit: Callable[[Path], None] = lambda folder: None,
    rebuild: Callable[[], None] | None = None,
) -> Published:
    """Publish the project's site."""
    steps = Steps(audit, lambda: '{"tal":[]}\n', rebuild or (lambda: tell_of_the_ledger(project)))
    return publish(project, project.site_for("public"), into, DAY, steps)


def _die_between_two_renames(die: Callable[[], None]) -> None:
    """Swap as on a system that can't let two folders change places, and die when the old one is out of the way."""
    rename = Path.rename

    def rename_and_die(self: Path, target: Path) -> Path:
        done = rename(self, target)
        if Path(target).name == swap.ASIDE:
            die()
        return done

    swap._exchanged = lambda fresh, output: False  # pyright: ignore[reportPrivateUsage]
    Path.rename = rename_and_die  # type: ignore[method-assign]


def main() -> None:
    """Publish the project and die at the place that is named."""
    root, where = Path(sys.argv[1]), sys.argv[2]
    project = Project(root)

    def die(*_: object, **__: object) -> None:
        os._exit(9)

    if where == "between two renames":
        _die_between_two_renames(die)
    if where == "swapped":
        swap.shutil.rmtree = die  # type: ignore[assignment]  # the first thing after the swap
    published(
        project,
        root / "offentlig",
        audit=die if where == "audit" else lambda folder: None,
        rebuild=die if where == "rebuild" else None,
    )


if __name__ == "__main__":
    main()
