"""Whether the members of a cluster run the same Målbar, Python and packages as the command."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import helpers
from helpers.errors import Fault, NotebookError
from helpers.paths import checksum

FEW = 5
"""Packages that one fault names."""
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==", re.MULTILINE)


class ClusterError(NotebookError):
    """No notebook can be run on the cluster, or no more of them."""

    title = "Klyngen kan ikke bruges"


@dataclass(frozen=True)
class Identity:
    """What decides, on one machine, what a notebook shows.

    Parameters
    ----------
    python
        Minor version, for example `3.11`.
    code
        Hash of Målbar's source.
    packages
        Each package of the project's lock file that is installed, with its version.
    """

    python: str
    code: str
    packages: tuple[tuple[str, str], ...]


def locked_packages(lock: str) -> tuple[str, ...]:
    """Return the names in a lock file, sorted."""
    return tuple(sorted({found.lower() for found in _PINNED.findall(lock)}))


@cache
def own_identity(packages: tuple[str, ...]) -> Identity:
    """Return what this process runs; `packages` are the names whose versions count."""
    return Identity(
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        code=_code(Path(helpers.__file__).parent),
        packages=tuple((name, found) for name in packages if (found := _installed(name)) is not None),
    )


def _code(package: Path) -> str:
    """Return a hash of all of Målbar's source, templates and fonts, the same with the line ends of Windows."""
    files = sorted(path.relative_to(package) for path in package.rglob("*") if path.is_file())
    counted = [path.as_posix() for path in files if not any(map(_is_aside, path.parts))]
    hashes = (checksum((package / name).read_bytes().replace(b"\r\n", b"\n")) for name in counted)
    return checksum("\n".join(f"{name} {found}" for name, found in zip(counted, hashes, strict=True)).encode())


def _is_aside(name: str) -> bool:
    """Return whether an editor, a system or Python has put a file there for itself."""
    return name.startswith(".") or name == "__pycache__"


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def faults_of(members: Mapping[str, Identity | Exception], here: Identity) -> list[Fault]:
    """Return everything in which members of a cluster differ from the command.

    Parameters
    ----------
    members
        From a member's name, for example `arbejder tcp://10.0.0.7:40331`, to what it answered.
    here
        What the command itself runs.
    """
    return [fault for name, answer in sorted(members.items()) for fault in _faults(name, answer, here)]


def _faults(name: str, answer: Identity | Exception, here: Identity) -> list[Fault]:
    if isinstance(answer, Exception):
        # A member without Målbar can't even read the question.
        return [
            Fault(
                name,
                f"kan ikke svare ({type(answer).__name__})",
                "Scheduler og arbejdere skal have samme udgave af Målbar installeret som kommandoen.",
                "Installér den dér, og start processen igen.",
            )
        ]
    found: list[Fault] = []
    if answer.python != here.python:
        found.append(
            Fault(
                name,
                f"kører Python {answer.python}",
                f"Kommandoen kører Python {here.python}, og resultater må ikke afhænge af, hvor de er regnet.",
                "Start processen med samme Python.",
            )
        )
    if answer.code != here.code:
        found.append(
            Fault(
                name,
                f"har en anden udgave af Målbars kode ({answer.code[:12]})",
                f"Alle skal have den kode, som kommandoen har ({here.code[:12]}).",
                "Installér samme udgave dér, og start processen igen.",
            )
        )
    other = _other_packages(dict(answer.packages), dict(here.packages))
    if other:
        more = f" og {len(other) - FEW} til" if len(other) > FEW else ""
        found.append(
            Fault(
                name,
                f"har andre pakker: {', '.join(other[:FEW])}{more}",
                "Alle skal have de pakker, som projektets låsefil nævner.",
                "Installér dem dér fra samme låsefil (docs/cluster.md), og start processen igen.",
            )
        )
    return found


def _other_packages(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """Return the packages that both have in different versions, or that only the command has."""
    return [
        f"{name} {there.get(name, 'mangler')} (her {version_here})"
        for name, version_here in sorted(here.items())
        if there.get(name) != version_here
    ]
