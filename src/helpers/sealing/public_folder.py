"""What lies in the public folder: the site, each sealed release with the bytes that were sealed, and a list of them.

At the address of a release that was replaced by an amendment a notice says so. Its front page, as it was sealed, lies
beside the notice; all its other pages stay at their addresses.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import relpath

from helpers.errors import Fault, SiteError
from helpers.intake.personal_numbers import shown_path
from helpers.ledger import archive
from helpers.ledger.entries import Entry
from helpers.output.addresses import FIRST_PAGE, RELEASES, RELEASES_ADDRESS
from helpers.output.release_pages import later_versions, list_of_rounds, notice
from helpers.paths import Project, checksum, file_checksum
from helpers.plan.model import Plan

TELLING = frozenset({"aendringer/index.html", "soegeindeks.json", "soegeindeks.js"})
"""The page that tells of publications, and the search index that holds its words."""
_LIST = f"{RELEASES_ADDRESS}.html"


@dataclass(frozen=True)
class Content:
    """The bytes of one public file: a file of the site, a text in the archive, or a text of ours."""

    checksum: str
    path: Path | None = None
    text: str | None = None

    def read(self, project: Project) -> bytes:
        """Return the bytes.

        Raises
        ------
        SealedError
            If they should lie in the archive and don't.
        """
        if self.path is not None:
            return self.path.read_bytes()
        return archive.get(project, self.checksum) if self.text is None else self.text.encode()


def site_files(project: Project, site: Path) -> list[tuple[str, Path]]:
    """Return every file of a site by its path in it.

    Raises
    ------
    SiteError
        If the site holds a link or something hidden: no page makes them. A link would publish what it points at,
        which may be a raw file, and nobody looks through what is hidden.
    """
    found = sorted(site.rglob("*"))
    faults = [
        Fault(
            place=project.relative(site) + f"/{shown_path(path.relative_to(site).as_posix())}",
            value="et link" if path.is_symlink() else "skjult",
            rule="Kun filer, som Målbar har lavet, kan låses eller udgives: ingen links, og intet begynder med ».«.",
            remedy="Fjern det, og kør: maalbar build",
        )
        for path in found
        if path.is_symlink() or path.name.startswith(".")
    ]
    if faults:
        raise SiteError(faults)
    return [(path.relative_to(site).as_posix(), path) for path in found if path.is_file()]


def contents_of_folder(
    project: Project, site: Path, entries: Sequence[Entry], plans: Sequence[Plan]
) -> dict[str, Content]:
    """Return every file of the public folder by its address, apart from the lists of checksums.

    Parameters
    ----------
    project
        Whose archive.
    site
        The site.
    entries
        The ledger.
    plans
        For the names of sealed rounds.

    Raises
    ------
    SealedError
        If the archive lacks the list of a sealed release's files.
    SiteError
        As `site_files`.
    """
    files = {name: Content(file_checksum(path), path) for name, path in site_files(project, site)}
    releases = [entry for entry in entries if entry.release is not None and entry.part("site") is not None]
    if releases:
        files[_LIST] = _written(list_of_rounds(releases, plans))
        for position, entry in enumerate(releases):
            files |= _release(project, entry, releases[:position])
            if later_versions(releases, entry):
                files |= _replaced(files, entry, notice(releases, entry, plans))
    return dict(sorted(files.items()))


def _release(project: Project, entry: Entry, earlier: Sequence[Entry]) -> dict[str, Content]:
    start = f"{RELEASES}/{entry.release}"
    sealed = archive.get_files(project, entry.part("site") or "")
    files = {f"{start}/{path}": Content(held) for path, held in sealed.items()}
    # Its page »Hvad er ændret« links to the releases before it, which lie beside it and not inside it.
    onward = {f"{RELEASES}/{other.release}/index.html": str(other.release) for other in earlier}
    for target, name in (onward | {_LIST: "Låste målinger"} if onward else {}).items():
        files[f"{start}/{target}"] = _written(_onward(relpath(target, f"{start}/{target}".rpartition("/")[0]), name))
    return files


def _replaced(files: Mapping[str, Content], entry: Entry, text: str) -> dict[str, Content]:
    """Return the notice at the address of a release that was replaced, and its front page beside it."""
    start = f"{RELEASES}/{entry.release}"
    return {f"{start}/{FIRST_PAGE}": files[f"{start}/index.html"], f"{start}/index.html": _written(text)}


def _written(text: str) -> Content:
    return Content(checksum(text.encode()), text=text)


def _onward(target: str, name: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<title>{name}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n</head>\n'
        f'<body>\n<main><p>Siden ligger her: <a href="{target}">{name}</a></p></main>\n</body>\n</html>\n'
    )


def lay_out(folder: Path, files: Mapping[str, Content], project: Project, old: Path) -> None:
    """Write the files into an empty folder; the same bytes at two addresses take space once, where that can be.

    Files that the `old` folder holds already at the same address are its own, with their time stamps.

    Raises
    ------
    SealedError
        If the archive lacks a file of a sealed release, or holds another in its place.
    """
    written: dict[str, Path] = {}
    # The site first: its files have lain at their addresses longest.
    for name, content in sorted(files.items(), key=lambda item: (item[0].startswith(f"{RELEASES}/"), item[0])):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if content.checksum in written:
            _give_second_address(written[content.checksum], target)
            continue
        if (old / name).is_file() and not (old / name).is_symlink() and file_checksum(old / name) == content.checksum:
            _give_second_address(old / name, target)
        else:
            target.write_bytes(content.read(project))
        written[content.checksum] = target


def _give_second_address(first: Path, target: Path) -> None:
    try:
        os.link(first, target)
    except OSError:  # a file system without hard links, or with no room for more of them on one file
        shutil.copy2(first, target)
