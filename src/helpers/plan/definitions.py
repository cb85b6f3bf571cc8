"""The lock of definitions: what an indicator or area once meant can't be changed in silence.

`analyses/definitions.lock` holds one line per definition with a hash of its meaning. Names, notes and citations may
change; what decides a figure may not. A changed definition is a new version, and the old one stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from helpers.errors import Fault, PlanError, UsageError
from helpers.paths import Project, write_atomically
from helpers.plan.marked import Marked, Trail, short
from helpers.plan.model import Area, AreaChange, Indicator, Registry
from helpers.plan.validating import suggestion

LOCK = "definitions.lock"
QUESTION = "question"
"""The first word of the lines of effect questions (`helpers.plan.question_lock`)."""
_TITLE = (
    "# Låste definitioner: hvad hver indikator, hvert område og hver ændring betyder. Skrives af: maalbar definitions"
)
_FORMER = "# tidligere:"
_HASH = 64

_MEANING = (
    "definition", "numerator", "denominator", "unit", "nature", "better", "additive", "yearly", "estimated",
    "counts_persons", "valid_from",
)  # fmt: skip
_MEANING_IF_GIVEN = ("clustered",)
"""Fields that came later: left out where they are not given, so that nothing locked before means something else."""
_AREA_MEANING = ("kind", "members", "part_of", "valid_from", "valid_until")


@dataclass(frozen=True)
class Definition:
    """What an indicator's version, an area or a change of areas means."""

    name: str
    """As the lock names it: `indicator tryghed-andel 1`, `area motalavej`, `change 2021-01-01 nord+syd`."""
    meaning: str
    """SHA-256 of all that decides a figure."""
    earlier: str | None
    """For an area that has ended: its meaning before the end was written, since ending is no other meaning."""
    file: str
    trail: Trail

    @property
    def id(self) -> str:
        """The id that a user knows it by."""
        return self.name.split(" ")[1]


Questions = Mapping[str, tuple[Definition, ...]]
"""Plan → its effect questions."""
_NO_QUESTIONS: Questions = {}


class State(StrEnum):
    """How a definition stands to the lock."""

    LOCKED = "locked"
    NEW = "new"
    ENDED = "ended"
    """An area whose last day was written after it was locked."""
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Held:
    """One definition held against the lock."""

    name: str
    state: State
    definition: Definition | None
    """None if it is gone."""
    line: int | None
    """Line of the lock file; None if it is new."""


@dataclass(frozen=True)
class Lock:
    """What the lock file says."""

    meanings: dict[str, str] = field(default_factory=dict[str, str])
    lines: dict[str, int] = field(default_factory=dict[str, int])
    comments: tuple[str, ...] = ()
    """What was accepted before, oldest first."""
    faults: tuple[Fault, ...] = ()
    exists: bool = False


def lock_file(project: Project) -> Path:
    """Return the path of the lock."""
    return project.analyses / LOCK


def read_lock(project: Project) -> Lock:
    """Return the lock; empty where there is none, with a fault for every line that can't be read."""
    path = lock_file(project)
    if not path.is_file():
        return Lock()
    place = project.relative(path)
    lock = Lock(exists=True)
    comments: list[str] = []
    faults: list[Fault] = []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        if line.startswith(_FORMER):
            comments.append(line)
        elif line.strip() and not line.startswith("#"):
            name, _, meaning = line.strip().rpartition(" ")
            if not _well_formed(name, meaning) or name in lock.meanings:
                faults.append(_unreadable(place, number, line))
                continue
            lock.meanings[name], lock.lines[name] = meaning, number
    return replace(lock, comments=tuple(comments), faults=tuple(faults))


def definitions_of(registry: Registry) -> tuple[Definition, ...]:
    """Return the meaning of every indicator's version, area and change of areas."""
    return (
        *(_of_indicator(one, place) for place, one in enumerate(registry.indicators)),
        *(_of_area(one, place) for place, one in enumerate(registry.areas)),
        *(_of_change(one, place) for place, one in enumerate(registry.changes)),
    )


def held_against(registry: Registry, lock: Lock, questions: Questions = _NO_QUESTIONS) -> tuple[Held, ...]:
    """Return each definition of the registries and each line of the lock once, sorted by name.

    Parameters
    ----------
    questions
        Plan → its effect questions; locked questions of other plans are left aside.
    """
    asked = (definition for found in questions.values() for definition in found)
    known = {definition.name: definition for definition in (*definitions_of(registry), *asked)}
    locked = {name for name in lock.meanings if not name.startswith(f"{QUESTION} ") or _plan_of(name) in questions}
    return tuple(
        Held(name, _state(known.get(name), lock.meanings.get(name)), known.get(name), lock.lines.get(name))
        for name in sorted(known.keys() | locked)
    )


def check_definitions(project: Project, registry: Registry, marked: Sequence[Marked]) -> tuple[Fault, ...]:
    """Return a fault for every locked definition that means something else now, or is gone.

    Parameters
    ----------
    marked
        The files of the registries, for the lines.
    """
    lock = read_lock(project)
    if not lock.exists:
        return ()
    files = {one.place.rpartition("/")[2]: one for one in marked}
    place = project.relative(lock_file(project))
    return (*lock.faults, *_faults(held_against(registry, lock), files, place))


def add_new(project: Project, registry: Registry, questions: Questions = _NO_QUESTIONS) -> tuple[str, ...]:
    """Lock what isn't locked yet, and the end of areas that have ended; return the names.

    Raises
    ------
    PlanError
        If the lock can't be read.
    """
    lock = _readable(project)
    added = [
        held.definition
        for held in held_against(registry, lock, questions)
        if held.definition is not None and held.state in {State.NEW, State.ENDED}
    ]
    _write(project, lock.meanings | {one.name: one.meaning for one in added}, lock.comments)
    return tuple(one.name for one in added)


def accept(
    project: Project, registry: Registry, identifier: str, note: str, questions: Questions = _NO_QUESTIONS
) -> tuple[str, ...]:
    """Lock another meaning of what was never published; the old line stays as a comment with the note.

    Returns
    -------
    tuple
        The names of the definitions that were accepted.

    Raises
    ------
    UsageError
        If nothing of that id differs from the lock.
    PlanError
        If the lock can't be read.
    """
    lock = _readable(project)
    differing = [held for held in held_against(registry, lock, questions) if held.state in {State.CHANGED, State.GONE}]
    chosen = [held for held in differing if identifier in (held.name, held.name.split(" ")[1])]
    if not chosen:
        raise UsageError(_nothing_to_accept(identifier, [held.name.split(" ")[1] for held in differing]))
    meanings = dict(lock.meanings)
    comments = list(lock.comments)
    for held in chosen:
        comments.append(f"{_FORMER} {held.name} {meanings.pop(held.name)} - {' '.join(note.split())}")
        if held.definition is not None:
            meanings[held.name] = held.definition.meaning
    _write(project, meanings, comments)
    return tuple(held.name for held in chosen)


def _of_indicator(one: Indicator, place: int) -> Definition:
    name = f"indicator {one.id} {one.version}"
    plain = one.model_dump(mode="json")
    fields = (*_MEANING, *(field for field in _MEANING_IF_GIVEN if plain[field] is not None))
    return Definition(name, _hash(plain, fields), None, "indicators.yml", ("indicators", place))


def _of_area(one: Area, place: int) -> Definition:
    plain = one.model_dump(mode="json")
    earlier = None if one.valid_until is None else _hash({**plain, "valid_until": None}, _AREA_MEANING)
    return Definition(f"area {one.id}", _hash(plain, _AREA_MEANING), earlier, "areas.yml", ("areas", place))


def _of_change(one: AreaChange, place: int) -> Definition:
    name = f"change {one.date.isoformat()} {'+'.join(sorted(one.before))}"
    plain = {"after": sorted(one.after)}
    return Definition(name, _hash(plain, ("after",)), None, "areas.yml", ("changes", place))


def _plan_of(name: str) -> str:
    return name.partition(" ")[2].partition("/")[0]


def _hash(plain: dict[str, Any], names: Sequence[str]) -> str:
    return meaning_of({name: _normal(plain[name]) for name in names})


def meaning_of(meaning: dict[str, Any]) -> str:
    """Return the hash of what decides a figure or an answer."""
    return hashlib.sha256(json.dumps(meaning, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def _normal(value: Any) -> Any:
    # A text that is only broken into lines otherwise means the same, and so do members in another order.
    if isinstance(value, str):
        return " ".join(value.split())
    return sorted(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _state(definition: Definition | None, locked: str | None) -> State:
    if definition is None:
        return State.GONE
    if locked is None:
        return State.NEW
    if locked == definition.meaning:
        return State.LOCKED
    return State.ENDED if locked == definition.earlier else State.CHANGED


def _faults(held: Sequence[Held], files: dict[str, Marked], place: str) -> Iterator[Fault]:
    for one in held:
        if one.state is State.GONE:
            yield Fault(
                place=f"{place}:{one.line}",
                value=f"»{one.name}« er låst, men står ikke længere i registrene",
                rule="Registre vokser kun: hvad der har været brugt, bliver stående.",
                remedy=f"Læg det tilbage, eller, hvis det aldrig har været offentligt: {_command(one)}",
            )
        elif one.state is State.CHANGED and one.definition is not None:
            yield _changed(one, one.definition, files[one.definition.file])


def _changed(held: Held, definition: Definition, marked: Marked) -> Fault:
    fields, remedy = _advice(definition)
    return Fault(
        place=marked.at(definition.trail),
        value=f"»{held.name}« betyder noget andet, end da det blev låst (linje {held.line} i {LOCK})",
        rule=f"Det, som tallene afgøres af, ligger fast: {fields}.",
        remedy=f"Skriv det gamle tilbage, og {remedy}. Har det aldrig været offentligt: {_command(held)}",
    )


def _advice(definition: Definition) -> tuple[str, str]:
    kind = definition.name.split(" ")[0]
    if kind == "indicator":
        following = int(definition.name.split(" ")[2]) + 1
        return ", ".join((*_MEANING, *_MEANING_IF_GIVEN)), f"tilføj version {following} med »valid_from«"
    if kind == "area":
        return ", ".join(_AREA_MEANING), "giv det ændrede område et nyt id og en post under »changes«"
    return "date, before, after", "tilføj en ny ændring"


def _command(held: Held) -> str:
    return f'maalbar definitions --accept {held.name.split(" ")[1]} --note "..."'


def _nothing_to_accept(identifier: str, differing: Sequence[str]) -> Fault:
    return Fault(
        place="--accept",
        value=f"»{short(identifier)}« afviger ikke fra de låste definitioner",
        rule=f"Disse afviger: {', '.join(dict.fromkeys(differing)) or 'ingen'}.",
        remedy=suggestion(identifier, differing),
    )


def _well_formed(name: str, meaning: str) -> bool:
    words = name.split(" ")
    sizes = {"indicator": 3, "area": 2, "change": 3, QUESTION: 2}
    return sizes.get(words[0]) == len(words) and len(meaning) == _HASH and set(meaning) <= set("0123456789abcdef")


def _unreadable(place: str, number: int, line: str) -> Fault:
    return Fault(
        place=f"{place}:{number}",
        value=f"linjen »{short(line, 40)}« kan ikke læses eller står to gange",
        rule="En linje er »indicator id version hash«, »area id hash«, »change dato id+id hash« eller "
        "»question plan/id hash«.",
        remedy="Læg filen tilbage, som den var; den rettes kun med maalbar definitions.",
    )


def _readable(project: Project) -> Lock:
    lock = read_lock(project)
    if lock.faults:
        raise PlanError(lock.faults)
    return lock


def _write(project: Project, meanings: dict[str, str], comments: Sequence[str]) -> None:
    lines = [_TITLE, *sorted(f"{name} {meaning}" for name, meaning in meanings.items()), *comments]
    write_atomically(lock_file(project), "\n".join(lines) + "\n")
