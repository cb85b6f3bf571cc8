"""Publishing: the site and every sealed round of it, in one folder that is swapped in one step.

The folder holds the site, each sealed release under `runder/<release>/` with the bytes that were sealed, and two lists
of checksums. The ledger gets one line for each publication. That line holds the checksum of what was published, apart
from the few files that tell of the publication itself (`TELLING`): they can only be made once the line is there.

A publication that is killed leaves the old folder or the new one. Killed after its line is written and before the
folder is swapped, the next one finishes it and writes no second line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.errors import Fault, SealedError
from helpers.ledger import archive
from helpers.ledger.chain import append, following, read_ledger
from helpers.ledger.entries import Entry
from helpers.paths import Project, checksum, file_checksum, write_atomically
from helpers.plan.model import Plan
from helpers.sealing.public_folder import TELLING, Content, contents_of_folder, lay_out
from helpers.website.swap import replacing

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
_LISTED = "kontrolsum"
_GUIDE = (
    "Hver fil i den offentlige mappe med størrelse og kontrolsum (SHA-256). »kontrolsum« står også i protokollen over "
    "udgivelser; den dækker alle filer, der ikke har »om_udgivelsen«."
)


@dataclass(frozen=True)
class Steps:
    """What a publication needs from the stages to the right of this one.

    Parameters
    ----------
    audit
        Raises if something hidden can be worked out from the folder.
    figures
        Returns the canonical text of every figure that the site shows or hides, which the next protection must know.
    rebuild
        Builds the site again when the ledger has a new line; only the page that tells of it may change.
    """

    audit: Callable[[Path], None]
    figures: Callable[[], str]
    rebuild: Callable[[], None]


@dataclass(frozen=True)
class Published:
    """What a publication did.

    Parameters
    ----------
    entry
        The ledger's line about what now lies in the folder.
    changed
        Was the folder changed?
    new
        Did the ledger get a line?
    files, size
        How many files the folder holds, and their bytes; a file that lies at two addresses counts twice.
    """

    entry: Entry
    changed: bool
    new: bool
    files: int
    size: int


def figures_file(project: Project, name: str) -> Path:
    """Return where the figures of a publication lie under their checksum; they are public and meant to be committed."""
    return project.releases / "figures" / f"{name}.json"


def last_publication(entries: Sequence[Entry]) -> Entry | None:
    """Return the newest publication, None before the first."""
    return next((entry for entry in reversed(entries) if entry.kind == "publication"), None)


def publish(project: Project, site: Path, into: Path, day: date, steps: Steps, plans: Sequence[Plan] = ()) -> Published:
    """Put the site and every sealed round into the folder `into`, and write the publication into the ledger.

    Nothing is written if the folder already holds exactly this. The audit sees the folder before the ledger's line is
    written, and again with the files that tell of it. Should those leak, the line stands and the old folder stays; the
    next publication that passes puts its folder in place, with the same line.

    Parameters
    ----------
    project
        Whose ledger and archive.
    site
        The site, up to date.
    into
        The public folder: missing, empty or published before.
    day
        What the ledger's line says.
    steps
        What is done by stages to the right.
    plans
        For the names of sealed rounds; one whose plan is none of them goes by its id.

    Raises
    ------
    SealedError
        If the ledger or the archive is broken, or the site became another one while it was published.
    AuditError
        If something hidden can be worked out; nothing is published then.
    SiteError
        If the folder is somebody else's or can't be written, or the site holds links or hidden files.
    """
    entries = read_ledger(project)
    contents = contents_of_folder(project, site, entries, plans)
    listed = _list_of(contents)
    written = _already_written(entries, listed)
    if written is not None and _checksum_told(into) == written.part("manifest"):
        return _unchanged(into, written)
    with replacing(into) as fresh:
        lay_out(fresh, contents, project, into)
        steps.audit(fresh)
        entry = written or _write(project, entries, listed, day, steps)
        steps.rebuild()
        _insist_on_the_same(project, site, listed, _list_of(contents_of_folder(project, site, entries, plans)))
        if _lay_again(fresh, site):
            # What is published is what was looked through, also the page that tells of the publication.
            steps.audit(fresh)
        files = _write_lists(fresh, entry)
    size = sum(size for size, _ in files.values())
    return Published(entry, changed=True, new=written is None, files=len(files), size=size)


def _already_written(entries: Sequence[Entry], listed: str) -> Entry | None:
    """Return the newest publication if it is of exactly this."""
    last = last_publication(entries)
    return last if last is not None and last.part("manifest") == checksum(listed.encode()) else None


def _write(project: Project, entries: Sequence[Entry], listed: str, day: date, steps: Steps) -> Entry:
    figures = steps.figures()
    name = checksum(figures.encode())
    # First: figures that were published and that the next protection does not know would be a leak.
    write_atomically(figures_file(project, name), figures)
    parts = (("figures", name), ("manifest", archive.put(project, listed)))
    entry = following(entries, Entry(0, "", "publication", day, parts=parts))
    append(project, entry)
    return entry


def _list_of(files: Mapping[str, Content]) -> str:
    """Return the canonical list of what the ledger's checksum covers."""
    return archive.listing({name: content.checksum for name, content in files.items() if name not in TELLING})


def _insist_on_the_same(project: Project, site: Path, tried: str, now: str) -> None:
    if now == tried:
        return
    before, after = json.loads(tried), json.loads(now)
    differing = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    raise SealedError(
        Fault(
            place=project.relative(site / name),
            value="filen blev en anden, mens siden blev udgivet",
            rule="Det, der udgives, skal være det, der er prøvet.",
            remedy="Kør maalbar build og så maalbar publish igen.",
        )
        for name in differing
    )


def _lay_again(fresh: Path, site: Path) -> bool:
    """Put the files that tell of the publication in place, as they are after the ledger's new line.

    Returns
    -------
    bool
        Is one of them another than before?
    """
    before = _telling(fresh)
    for name in sorted(TELLING):
        target = fresh / name
        target.unlink(missing_ok=True)
        if (site / name).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((site / name).read_bytes())
    return _telling(fresh) != before


def _telling(folder: Path) -> dict[str, str]:
    return {name: file_checksum(folder / name) for name in TELLING if (folder / name).is_file()}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _write_lists(folder: Path, entry: Entry) -> dict[str, tuple[int, str]]:
    """Write the two lists of checksums, and return each file's size and checksum."""
    files = {name: (path.stat().st_size, file_checksum(path)) for name, path in _files(folder)}
    head = {"format": "maalbar-manifest 1", "læsevejledning": _GUIDE, "udgivelse": entry.number}
    rows = [
        {"sti": name, "bytes": size, "sha256": sum_, **({"om_udgivelsen": True} if name in TELLING else {})}
        for name, (size, sum_) in sorted(files.items())
    ]
    parts = [f"{_json(key)}: {_json(value)}" for key, value in (head | {_LISTED: entry.part("manifest")}).items()]
    parts.append('"filer": [\n' + ",\n".join(map(_json, rows)) + "\n]")
    text = ("{\n" + ",\n".join(parts) + "\n}\n").encode()
    (folder / MANIFEST).write_bytes(text)
    files[MANIFEST] = (len(text), checksum(text))
    # In the form that `sha256sum --check` reads.
    sums = "".join(f"{sum_}  {name}\n" for name, (_, sum_) in sorted(files.items())).encode()
    (folder / SUMS).write_bytes(sums)
    files[SUMS] = (len(sums), checksum(sums))
    return files


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _checksum_told(folder: Path) -> str | None:
    """Return the checksum that a published folder gives of itself, if it is whole."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        listed = {str(row["sti"]): (int(row["bytes"]), str(row["sha256"])) for row in manifest["filer"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    found = {name: path for name, path in _files(folder) if name not in (MANIFEST, SUMS)}
    whole = found.keys() == listed.keys() and all(
        not path.is_symlink() and path.stat().st_size == listed[name][0] and file_checksum(path) == listed[name][1]
        for name, path in found.items()
    )
    return str(manifest.get(_LISTED)) if whole else None


def _unchanged(into: Path, entry: Entry) -> Published:
    sizes = [path.stat().st_size for _, path in _files(into)]
    return Published(entry, changed=False, new=False, files=len(sizes), size=sum(sizes))
