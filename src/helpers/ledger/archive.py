"""The archive: what the ledger's checksums stand for, each text under its own checksum.

It holds raw files too, so it is never committed and never published: it belongs with the backup of `data/raw/`.
"""

from __future__ import annotations

import gzip
import json
import secrets
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from helpers.errors import Fault, SealedError
from helpers.paths import Project, checksum, write_atomically, writing_to

_QUICK = 5
"""How hard the archive compresses; pages shrink to a fifth."""
_NONCE = 32
"""Random bytes before a text that could be guessed; nobody can try that many."""


def archive_folder(project: Project) -> Path:
    """Return where the archive lies."""
    return project.releases / "archive"


def put(project: Project, data: bytes | str) -> str:
    """Keep a text or a file's bytes, and return the checksum that it lies under."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    name = checksum(content)
    path = _path(project, name)
    if not path.is_file():
        _make_folder(archive_folder(project))
        write_atomically(path, gzip.compress(content, _QUICK, mtime=0))
    return name


def put_unguessable(project: Project, text: str) -> str:
    """Keep a text that nobody may test guesses of, and return the checksum that it lies under.

    The ledger is public. Whoever knows a file but for one hidden count could try each count against a plain checksum,
    so the text gets a line of random bytes first, which lies in the archive and nowhere else.
    """
    return put(project, f"{secrets.token_hex(_NONCE)}\n{text}")


def get_unguessable(project: Project, name: str) -> str:
    """Return a text that `put_unguessable` kept, without its random line.

    Raises
    ------
    SealedError
        As `get`.
    """
    return get(project, name).decode("utf-8").partition("\n")[2]


def get(project: Project, name: str) -> bytes:
    """Return what lies under a checksum.

    Raises
    ------
    SealedError
        If it isn't there, or is no longer what it was.
    """
    path = _path(project, name)
    try:
        content = gzip.decompress(path.read_bytes())
    except FileNotFoundError:
        raise SealedError(_fault(project, path, "filen mangler i arkivet")) from None
    except (OSError, EOFError, zlib.error):
        raise SealedError(_fault(project, path, "filen i arkivet er beskadiget")) from None
    if checksum(content) != name:
        raise SealedError(_fault(project, path, "filen i arkivet er ændret"))
    return content


def holds(project: Project, name: str) -> bool:
    """Tell whether something lies under a checksum; whether it is whole, only `get` tells."""
    return _path(project, name).is_file()


def is_here(project: Project) -> bool:
    """Tell whether there is an archive at all; a fresh clone has none."""
    return archive_folder(project).is_dir()


def put_files(project: Project, files: Iterable[tuple[str, Path]]) -> str:
    """Keep files and the list of them.

    Parameters
    ----------
    project
        Whose archive.
    files
        Name in the list (a path with forward slashes) and where the file lies now.

    Returns
    -------
    str
        The checksum of the list: JSON from name to checksum, by name.
    """
    return put(project, listing({name: put(project, path.read_bytes()) for name, path in files}))


def get_files(project: Project, name: str) -> dict[str, str]:
    """Return a list of files from name to checksum, as `put_files` kept it.

    Raises
    ------
    SealedError
        As `get`.
    """
    content: dict[str, Any] = json.loads(get(project, name))
    return {str(file): str(held) for file, held in content.items()}


def listing(files: Mapping[str, str]) -> str:
    """Return the canonical text of a list of files."""
    return json.dumps(dict(files), ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def _make_folder(folder: Path) -> None:
    """Make the archive's folder for nobody but its owner: it holds raw files, which may lie in a closed folder."""
    if not folder.is_dir():
        with writing_to(folder):
            folder.mkdir(parents=True)
            folder.chmod(0o700)


def _path(project: Project, name: str) -> Path:
    return archive_folder(project) / name[:2] / f"{name}.gz"


def _fault(project: Project, path: Path, value: str) -> Fault:
    return Fault(
        place=project.relative(path),
        value=value,
        rule="Arkivet holder alt, hvad de låste runder kan laves af igen.",
        remedy="Hent mappen data/processed/releases/archive/ fra jeres sikkerhedskopi.",
    )
