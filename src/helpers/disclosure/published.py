"""The figures of all earlier publications, in the order of the ledger: what is out can't be taken back."""

from __future__ import annotations

from helpers.errors import DataError, Fault
from helpers.ledger.chain import read_ledger
from helpers.paths import Project, checksum


def published_texts(project: Project) -> tuple[str, ...]:
    """Return what each publication and sealed site showed, oldest first; of a file that no line names, last.

    What is sealed will be in the public folder, so it counts as published. A killed publication leaves a file without a
    line; somebody may have seen the folder, so it counts too.

    Raises
    ------
    SealedError
        If the ledger is broken.
    DataError
        If the figures of a publication are gone or changed: nobody could know any more what is public.
    """
    folder = project.releases / "figures"
    names = [entry.part("figures") for entry in read_ledger(project)]
    ordered = list(dict.fromkeys(name for name in names if name is not None))
    ordered += sorted({path.stem for path in folder.glob("*.json")} - set(ordered))
    texts: list[str] = []
    faults: list[Fault] = []
    for name in ordered:
        path = folder / f"{name}.json"
        data = path.read_bytes() if path.is_file() else None
        if data is None or checksum(data) != name:
            faults.append(_gone(project.relative(path), "filen findes ikke" if data is None else "filen er ændret"))
        else:
            texts.append(data.decode("utf-8"))
    if faults:
        raise DataError(faults)
    return tuple(texts)


def _gone(place: str, value: str) -> Fault:
    return Fault(
        place=place,
        value=value,
        rule="Det, der én gang er offentliggjort, er med til at afgøre, hvad der skal skjules.",
        remedy="Hent filen tilbage, for eksempel med: git checkout -- data/processed/releases",
    )
