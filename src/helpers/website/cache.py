"""Remember finished pages by what they were made from, so that an unchanged page is not made again."""

from __future__ import annotations

import base64
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from helpers.paths import checksum, write_atomically
from helpers.website.facts import Facts, Finished
from helpers.website.project import Tree, many, tree
from helpers.website.search import Indexed


@dataclass(frozen=True)
class Kept:
    """A finished page, the addresses that it names, and the images that its notebook holds.

    Parameters
    ----------
    page
        The page.
    named
        Addresses as they stand in the page, of pages and of files.
    media
        Path relative to the page's folder, and bytes.
    """

    page: Finished
    named: tuple[str, ...]
    media: tuple[tuple[str, bytes], ...]


class PageCache:
    """A folder of finished pages, each named by the checksum of all that it depends on.

    Safe to delete at any time; an entry that is damaged counts as missing.

    Parameters
    ----------
    folder
        Where the pages lie; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def find(self, key: str) -> Kept | None:
        """Return the page stored under `key`, or None."""
        if self.folder is None:
            return None
        path = self.folder / f"{key}.json"
        try:
            stored: object = json.loads(path.read_text(encoding="utf-8"))
            os.utime(path)  # used now: the last to be thrown away
        except (OSError, ValueError):
            return None
        return _restore(tree(stored))

    def keep(self, key: str, page: Kept) -> None:
        """Store `page` under `key`; a page with faults is not published and not kept."""
        if self.folder is None or page.page.facts.faults:
            return
        content = {**asdict(page), "media": {name: base64.b64encode(data).decode("ascii") for name, data in page.media}}
        body = json.dumps(content, ensure_ascii=False, sort_keys=True)
        stored = json.dumps({"checksum": checksum(body.encode()), "page": body}, ensure_ascii=False)
        write_atomically(self.folder / f"{key}.json", stored)

    def prune(self, most: int) -> None:
        """Throw away the pages that were used longest ago, until `most` are left."""
        if self.folder is None or not self.folder.is_dir():
            return
        used = sorted(self.folder.glob("*.json"), key=lambda path: (-path.stat().st_mtime_ns, path.name))
        for path in used[most:]:
            with suppress(OSError):  # another build was faster
                path.unlink()


def _restore(stored: Tree) -> Kept | None:
    body = str(stored.get("page", ""))
    if checksum(body.encode()) != stored.get("checksum"):
        return None
    content = tree(json.loads(body))
    page, media = tree(content["page"]), tree(content["media"])
    facts = tree(page["facts"])
    return Kept(
        page=Finished(
            html=str(page["html"]),
            facts=Facts(str(facts["page"]), (), str(facts["links"]), str(facts["ids"])),
            indexed=None if page["indexed"] is None else Indexed(**tree(page["indexed"])),
        ),
        named=tuple(str(name) for name in many(content["named"])),
        media=tuple((name, base64.b64decode(str(data))) for name, data in sorted(media.items())),
    )
