"""A sealed round built again, byte for byte: from the archive, with the code that it was sealed with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from helpers.errors import Fault, SealedError, SiteError, UsageError
from helpers.intake.personal_numbers import shown_path
from helpers.ledger import archive
from helpers.ledger.chain import ledger_file, line_of, read_ledger
from helpers.ledger.entries import Entry
from helpers.paths import Project, file_checksum, write_atomically, writing_to
from helpers.plan.validating import suggestion

_SHOWN = 20
_PINNED = "=="


@dataclass(frozen=True)
class Rebuilt:
    """What came of building a sealed round again.

    Parameters
    ----------
    release
        Which.
    folder
        Where it lies.
    files
        How many files the sealed site has.
    differing, missing, added
        Files of the site that have other bytes, are not there, or are there besides.
    """

    release: str
    folder: Path
    files: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether every byte is as it was sealed."""
        return not (self.differing or self.missing or self.added)


def entry_of(entries: Sequence[Entry], release: str) -> Entry:
    """Return the line of the ledger about a release.

    Raises
    ------
    UsageError
        If there is none.
    """
    known = [str(entry.release) for entry in entries if entry.release is not None]
    for entry in entries:
        if entry.release == release:
            return entry
    raise UsageError(
        Fault(
            place="maalbar rebuild",
            value=f"»{release}« er ikke låst",
            rule=f"Protokollen har: {', '.join(known) or 'ingen låste runder'}.",
            remedy=suggestion(release, known),
        )
    )


def restore(project: Project, release: str, into: Path) -> Entry:
    """Write everything that the sealed site was built from into a fresh folder, a project of its own.

    Raises
    ------
    UsageError
        If there is no such release, or the folder isn't empty.
    SealedError
        If the ledger or the archive is broken.
    SiteError
        If the folder can't be written.
    """
    entries = read_ledger(project)
    entry = entry_of(entries, release)
    _insist_on_empty(into)
    inputs: dict[str, Any] = json.loads(archive.get_unguessable(project, entry.part("inputs") or ""))
    with writing_to(into):
        into.mkdir(parents=True, exist_ok=True)
        into.chmod(0o700)  # raw files are among what is restored
        for name, held in sorted(inputs["files"].items()):
            path = into / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.get(project, held))
    lines = [line_of(earlier) for earlier in entries[: inputs["ledger"]]]
    if lines:
        write_atomically(ledger_file(Project(into)), "".join(f"{line}\n" for line in lines))
    return entry


def restore_file(project: Project, named: str, into: Path) -> tuple[Path, Entry]:
    """Write one file as it was when a round was last sealed into a folder, and return it with the ledger's line.

    Parameters
    ----------
    project
        Whose archive.
    named
        The file from the project's root, as faults name it.
    into
        The folder, made if need be; a file that lies there is not written over.

    Raises
    ------
    UsageError
        If no sealed round has such a file, or there is one of its name in the folder.
    SealedError
        If the ledger or the archive is broken.
    SiteError
        If the folder can't be written.
    """
    name = Path(named).as_posix().removeprefix("./")
    for entry in (one for one in reversed(read_ledger(project)) if one.release is not None):
        inputs: dict[str, Any] = json.loads(archive.get_unguessable(project, entry.part("inputs") or ""))
        held = next((file for file in inputs["files"] if name in (file, shown_path(file))), None)
        if held is not None:
            target = into / Path(held).name
            _insist_on_free(target)
            content = archive.get(project, inputs["files"][held])
            with writing_to(into):
                into.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            return target, entry
    raise UsageError(
        Fault(
            place="--restore",
            value=f"»{shown_path(name)}« er ikke i nogen låst runde",
            rule="Kun en fil, som en låst runde er bygget af, kan hentes i arkivet.",
            remedy="Skriv stien fra projektets mappe, fx data/raw/slagelse-2017/politi/tryghed.xlsx.",
        )
    )


def _insist_on_free(target: Path) -> None:
    if target.exists():
        raise UsageError(
            Fault(
                place=shown_path(str(target)),
                value="filen findes allerede",
                rule="En fil, der hentes i arkivet, lægges ikke oven i en anden.",
                remedy="Vælg en anden mappe med --into.",
            )
        )


def sealed_pages(project: Project, entry: Entry) -> int:
    """Return how many pages the sealed site has.

    Raises
    ------
    SealedError
        If the archive lacks the list of the sealed files.
    """
    return sum(name.endswith(".html") for name in archive.get_files(project, entry.part("site") or ""))


def other_packages(lock: str) -> tuple[str, ...]:
    """Return each installed package that has another version than the lock file says, in Danish.

    A package that isn't installed here and is in the lock file for another system is no difference.
    """
    pinned: dict[str, list[str]] = {}
    for line in lock.splitlines():
        name, found, rest = line.partition(_PINNED)
        if found and name and not name.startswith((" ", "#")):
            # One package may have a line for each Python or system.
            pinned.setdefault(name.partition("[")[0].strip(), []).append(rest.replace(";", " ").split()[0])
    installed = {name: _installed(name) for name in pinned}
    return tuple(
        f"{name} {here} (låst: {' eller '.join(pinned[name])})"
        for name, here in installed.items()
        if here is not None and here not in pinned[name]
    )


def rebuild(project: Project, entry: Entry, folder: Path) -> Rebuilt:
    """Build what `restore` wrote with the sealed code, in a process of its own, and hold it against the sealed site.

    Raises
    ------
    SealedError
        If the archive is broken.
    SiteError
        If the sealed code can't build it here.
    """
    inputs: dict[str, Any] = json.loads(archive.get_unguessable(project, entry.part("inputs") or ""))
    environment = {name: value for name, value in os.environ.items() if name != "MAALBAR_PROJECT"}
    environment["PYTHONPATH"] = str(folder / "src")
    command = [sys.executable, "-c", str(inputs["build"])]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "ingen besked").splitlines()
        raise SiteError(
            Fault(
                place=str(folder),
                value=f"den låste Målbar kunne ikke bygge ({' '.join(last[:4])})",
                rule=f"{entry.release} bygges af den kode, den blev låst med.",
                remedy="Brug den Python og de pakker, der står i mappens requirements.lock.",
            )
        )
    return compare(project, entry, folder, folder / "_site")


def compare(project: Project, entry: Entry, folder: Path, site: Path) -> Rebuilt:
    """Hold a site against the sealed one, byte for byte.

    Raises
    ------
    SealedError
        If the archive lacks the list of the sealed files.
    """
    sealed = archive.get_files(project, entry.part("site") or "")
    now = {path.relative_to(site).as_posix(): file_checksum(path) for path in site.rglob("*") if path.is_file()}
    return Rebuilt(
        release=str(entry.release),
        folder=folder,
        files=len(sealed),
        differing=tuple(sorted(name for name in sealed if name in now and now[name] != sealed[name])),
        missing=tuple(sorted(sealed.keys() - now.keys())),
        added=tuple(sorted(now.keys() - sealed.keys())),
    )


def insist_on_the_same(found: Rebuilt) -> None:
    """Refuse a rebuilt site that isn't the sealed one.

    Raises
    ------
    SealedError
        With each file that differs, the first of them.
    """
    told = [(name, "andre bytes end den låste fil") for name in found.differing]
    told += [(name, "filen mangler") for name in found.missing]
    told += [(name, "filen er ikke i den låste side") for name in found.added]
    if told:
        rule = f"{found.release} skal kunne bygges igen, så hver byte er den samme."
        remedy = "Brug den Python og de pakker, den blev låst med; se mappens requirements.lock."
        shown = [Fault(f"_site/{name}", value, rule, remedy) for name, value in told[:_SHOWN]]
        if len(told) > _SHOWN:
            shown.append(Fault("_site/", f"og {len(told) - _SHOWN} til", rule, remedy))
        raise SealedError(shown)


def verify(project: Project, entries: Iterable[Entry]) -> int:
    """Read everything in the archive that the ledger points at, and return how many files that is.

    Raises
    ------
    SealedError
        With each thing that is missing, damaged or another.
    """
    wanted: dict[str, None] = {}
    faults: list[Fault] = []
    for entry in entries:
        wanted.update(dict.fromkeys(name for part, name in entry.parts if part != "figures"))
        faults += _figures_gone(project, entry)
        for part in ("site", "inputs", "code"):
            try:
                wanted.update(dict.fromkeys(_checksums_listed(project, entry, part)))
            except SealedError as error:
                faults += error.faults
    for name in wanted:
        try:
            archive.get(project, name)
        except SealedError as error:
            faults += error.faults
    if faults:
        raise SealedError(dict.fromkeys(faults))
    return len(wanted)


def _figures_gone(project: Project, entry: Entry) -> list[Fault]:
    """Return the fault of figures that are not what was sealed or published; they lie beside the archive, in git."""
    name = entry.part("figures")
    path = project.releases / "figures" / f"{name}.json"
    if name is None or (path.is_file() and file_checksum(path) == name):
        return []
    return [
        Fault(
            place=project.relative(path),
            value="filen mangler eller er ændret",
            rule="Det, der er låst eller udgivet, er med til at afgøre, hvad der skal skjules.",
            remedy="Hent filen tilbage fra git.",
        )
    ]


def _checksums_listed(project: Project, entry: Entry, part: str) -> list[str]:
    name = entry.part(part)
    if name is None:
        return []
    if part == "inputs":
        inputs: dict[str, Any] = json.loads(archive.get_unguessable(project, name))
        return [str(held) for held in inputs["files"].values()]
    return list(archive.get_files(project, name).values())


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _insist_on_empty(into: Path) -> None:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise UsageError(
            Fault(
                place=str(into),
                value="mappen er ikke tom",
                rule="En låst runde genskabes i en mappe for sig selv.",
                remedy="Vælg en anden mappe med --into, eller tøm den.",
            )
        )
