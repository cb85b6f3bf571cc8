"""A difference from a sealed round as a fault: its file and line or row, both values, the rule and both remedies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from helpers.errors import Fault
from helpers.ledger.entries import Entry
from helpers.paths import Project
from helpers.plan.marked import Marked, Trail, read_marked
from helpers.sealing.comparing import Difference

SHOWN = 20
"""So many differences of one part are told; of the others only how many they are."""
_AGAIN = 'lås runden igen med en begrundelse: maalbar seal --amend --note "..."'
_REMEDIES: Mapping[str, str] = {
    "plan": f"Skriv det gamle tilbage. Eller {_AGAIN}",
    "definitions": f"Skriv det gamle tilbage. Eller {_AGAIN}",
    "policy": f"Skriv det gamle tilbage. Eller {_AGAIN}",
    "observations": f"Læg det tilbage, som det var (råfil eller sources.yml). Eller {_AGAIN}",
    "results": f"Brug den Målbar, som runden blev låst med. Eller {_AGAIN}",
}
_AS_THE_FIRST = "Gør med dem som med de første."
_FILES = {"indicators": "indicators.yml", "areas": "areas.yml", "changes": "areas.yml"}


@dataclass(frozen=True)
class ChangedFiles:
    """What more is known of raw files that are no longer as they were sealed, by their places.

    Parameters
    ----------
    accepted
        Somebody has vouched for the change already.
    unmoved
        The change moves no number of the round, as when a new year was written into the file.
    """

    accepted: frozenset[str] = frozenset()
    unmoved: frozenset[str] = frozenset()


def faults_of(
    project: Project, entry: Entry, differences: Iterable[Difference], files: ChangedFiles
) -> Iterator[Fault]:
    """Yield a fault for each difference from a sealed round, the first of each part, and how many more there are."""
    marked: dict[str, Marked] = {}
    told: dict[str, int] = {}
    for one in differences:
        told[one.part] = told.get(one.part, 0) + 1
        if told[one.part] <= SHOWN:
            place = _place(project, entry, one, marked)
            yield Fault(place, one.sentence, _rule(entry), _remedy(one, files), one.sheet, one.row)
    for part, count in told.items():
        if count > SHOWN:
            place = project.relative(project.releases / "ledger.jsonl")
            yield Fault(
                f"{place}:{entry.number}", f"og {count - SHOWN} til", _rule(entry), _REMEDIES.get(part, _AS_THE_FIRST)
            )


def _remedy(one: Difference, files: ChangedFiles) -> str:
    if one.part != "raw":
        return _REMEDIES[one.part]
    back = f'den hentes med: maalbar releases --restore "{one.place}" --into gammel.'
    right = _AGAIN if one.place in files.accepted else f"godtag den med maalbar accept, og {_AGAIN}"
    if one.place in files.unmoved:
        start = f"Ingen tal i runden er ændret: læg nye år i en ny fil. Læg den gamle fil tilbage; {back}"
    else:
        start = f"Læg den gamle fil tilbage; {back}"
    return f"{start} Er den nye rigtig, så {right}"


def _rule(entry: Entry) -> str:
    return (
        f"Runden {entry.round} i {entry.evaluation} blev låst {entry.date.isoformat()} som {entry.release}, "
        "og intet i den ændres i stilhed."
    )


def _place(project: Project, entry: Entry, one: Difference, marked: dict[str, Marked]) -> str:
    if one.place:
        return one.place
    name, path = _file(entry, one)
    if not name:
        return str(entry.release)
    if name not in marked:
        marked[name] = read_marked(project, project.analyses / name)
    return marked[name].at(_trail(marked[name].data, path))


def _file(entry: Entry, one: Difference) -> tuple[str, tuple[str, ...]]:
    """Return the file below `analyses/` that a difference stands in, and the keys down to it; none for results."""
    if one.part == "plan":
        return f"{entry.evaluation}/plan.yml", one.path
    if one.part == "policy":
        return "disclosure.yml", one.path
    if one.part == "definitions":
        return _FILES[one.path[0]], one.path
    return "", ()


def _trail(data: object, path: tuple[str, ...]) -> Trail:
    """Return keys and positions in a file for a path in which lists go by id or name; as far as it is there."""
    trail: list[str | int] = []
    for step in path:
        found = _down(data, step)
        if found is None:
            break
        position, data = found
        trail.append(position)
    return tuple(trail)


def _down(data: object, step: str) -> tuple[str | int, object] | None:
    if isinstance(data, dict) and step in data:
        return step, cast("dict[str, object]", data)[step]
    if isinstance(data, list):
        for position, item in enumerate(cast("list[object]", data)):
            if step in _names(item):
                return position, item
    return None


def _names(item: object) -> set[str]:
    if not isinstance(item, dict):
        return set()
    known = cast("Mapping[str, object]", item)
    identifier = str(known.get("id", known.get("name")))
    before = "+".join(sorted(map(str, cast("list[object]", known.get("before", [])))))
    return {identifier, f"{identifier} {known.get('version')}", f"{known.get('date')} {before}"}
