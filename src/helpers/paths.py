"""The only place that knows folder names, and the only way files are written."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import Fault, SiteError, UsageError


@dataclass(frozen=True)
class Project:
    """The folders of one Målbar project.

    Parameters
    ----------
    root
        The folder that holds `_quarto.yml` and `analyses/`.
    """

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """Return the project that `start` (default: the working folder) lies in.

        The environment variable `MAALBAR_PROJECT` goes first: notebooks run with a working folder of their own.

        Raises
        ------
        UsageError
            If neither the folder nor any folder above it is a Målbar project.
        """
        named = os.environ.get("MAALBAR_PROJECT")
        origin = Path(named) if named and start is None else (start or Path.cwd())
        for folder in (origin.resolve(), *origin.resolve().parents):
            if (folder / "_quarto.yml").is_file() and (folder / "analyses").is_dir():
                return cls(folder)
        raise UsageError(
            Fault(
                place=str(origin),
                value="mappen er ikke et Målbar-projekt",
                rule="Et projekt har filen _quarto.yml og mappen analyses/.",
                remedy="Gå til projektets mappe, og kør kommandoen igen.",
            )
        )

    @property
    def analyses(self) -> Path:
        """Plans and registries."""
        return self.root / "analyses"

    @property
    def raw(self) -> Path:
        """Raw files as received, one folder per evaluation and source."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """Observations, protection decisions and results; rebuilt."""
        return self.root / "data" / "processed"

    @property
    def releases(self) -> Path:
        """The ledger of sealed rounds and what it points at; the ledger itself is meant to be committed."""
        return self.processed / "releases"

    @property
    def notebooks(self) -> Path:
        """The parameterised notebooks."""
        return self.root / "notebooks"

    @property
    def pages(self) -> Path:
        """Hand-written pages."""
        return self.root / "pages"

    @property
    def build(self) -> Path:
        """Executed notebooks and assembled site sources; safe to delete."""
        return self.root / "build"

    def runs_for(self, audience: str) -> Path:
        """Return the folder of executed jobs; the internal ones apart, so that no page mixes them."""
        return self.build / f"runs-{audience}"

    def site_source_for(self, audience: str) -> Path:
        """Return the folder of the assembled Quarto project."""
        return self.build / f"site-source-{audience}"

    def site_for(self, audience: str) -> Path:
        """Return the finished site: `_site` for the public one, under `build/` for the internal one."""
        return self.root / "_site" if audience == "public" else self.build / f"site-{audience}"

    @property
    def site_config(self) -> Path:
        """The hand-owned part of the site's configuration."""
        return self.root / "_quarto.yml"

    @property
    def lock_file(self) -> Path:
        """Every package version with its hash."""
        return self.root / "requirements.lock"

    def relative(self, path: Path) -> str:
        """Return `path` as a user should read it: relative to the project, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()


def checksum(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, without holding the file in memory."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_atomically(path: Path, data: bytes | str) -> bool:
    """Write `data` beside `path` and rename, so that a killed run leaves the old file or the new one.

    Returns
    -------
    bool
        False if the file had these bytes already and was left alone (its time stamp too).

    Raises
    ------
    SiteError
        If the folder can't be written.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    with writing_to(path):
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(beside).unlink()
            raise
    return True


@contextmanager
def writing_to(path: Path) -> Generator[None]:
    """Turn the operating system's refusal to write `path` into a fault that a user can mend."""
    try:
        yield
    except OSError as error:
        raise SiteError(
            Fault(
                place=str(path),
                value=f"kan ikke skrives ({error.strerror or type(error).__name__})",
                rule="Målbar skal kunne skrive i mappen.",
                remedy="Giv skriveadgang til mappen, frigør plads, eller vælg en anden mappe.",
            )
        ) from None
