"""Looks at every raw file of an evaluation, keeps what is clean, and tells what is good and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import is_

from helpers.errors import DataError, Fault
from helpers.intake.changes import Change, changes, explained
from helpers.intake.contradictions import by_pair_of_files
from helpers.intake.declaration import Source
from helpers.intake.file_cache import FileCache, Kept
from helpers.intake.findings import Findings, Located
from helpers.intake.gathering import Found, Gathered, gather
from helpers.intake.kinds import KINDS, Batch
from helpers.intake.manifest import Manifest, load_manifest
from helpers.intake.schema import schema_faults
from helpers.intake.series import series_warnings
from helpers.intake.sources import load_sources
from helpers.observations.table import Observation, Origin
from helpers.observations.tidying import Tidied, key_of, tidy
from helpers.paths import Project
from helpers.plan.model import Plan, Registry


@dataclass(frozen=True)
class BatchRead:
    """What was read from files of one source."""

    found: Found
    gave: Kept
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Examination:
    """Everything that was found in the raw files of an evaluation, good and bad."""

    plan: Plan
    registry: Registry
    fingerprint: str
    manifest: Manifest
    sources: tuple[Source, ...]
    gathered: Gathered
    batches: tuple[BatchRead, ...]
    """Empty if a file was refused: then none is understood."""
    changes: tuple[Change, ...]
    privacy: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    suspects: frozenset[str]
    """Places of files that contradict each other, besides those that the faults name."""
    tidied: Tidied | None = None
    """The table of all batches; None if their files contradict each other, or were not understood."""

    def bad_places(self) -> frozenset[str]:
        """Return the files that can't be used, as faults name them."""
        return self.suspects | {fault.place for fault in (*self.privacy, *self.faults)}

    def good(self) -> tuple[BatchRead, ...]:
        """Return the batches without a fault in any of their files."""
        bad = self.bad_places()
        return tuple(batch for batch in self.batches if not bad & set(batch.found.shown))

    def warnings(self, batches: Iterable[BatchRead]) -> tuple[Fault, ...]:
        """Return what the evaluator should look at in these batches and in the folder as a whole."""
        read = tuple(batches)
        whole = len(read) == len(self.batches) and all(map(is_, read, self.batches))
        return self._warnings if whole else self._warned(read)

    @cached_property
    def _warnings(self) -> tuple[Fault, ...]:
        return self._warned(self.batches)

    def _warned(self, read: tuple[BatchRead, ...]) -> tuple[Fault, ...]:
        located = [item for batch in read for item in batch.gave.located]
        told = [*self.gathered.undeclared, *(one for batch in read for one in batch.gave.warnings)]
        of_series = series_warnings(located, self.sources, self.registry)
        return tuple(dict.fromkeys([*told, *of_series, *_outside_the_plan(self.plan, located)]))


def examine(project: Project, plan: Plan, registry: Registry, fingerprint: str = "") -> Examination:
    """Look at every raw file of an evaluation, and tell what is good and what is not.

    Raises
    ------
    PlanError
        If `sources.yml` is at fault.
    DataError
        If the list of received files, or a file, can't be read at all.
    """
    sources = load_sources(project, plan, registry)
    manifest = load_manifest(project, plan.id)
    cache = FileCache.of(project, plan, registry)
    gathered = gather(project, plan, registry, sources, cache)
    now = {file: checksum for found in gathered.found for file, checksum in found.ids}
    changed = changes(project, manifest, now)
    privacy = tuple(dict.fromkeys(gathered.privacy))
    if privacy:
        return Examination(
            plan, registry, fingerprint, manifest, sources, gathered, (), changed, privacy, (), frozenset()
        )
    batches = tuple(_read(found, plan, registry, cache) for found in gathered.found)
    located = [item for batch in batches for item in batch.gave.located]
    changed = tuple(_explained(change, batches, cache, registry, manifest) for change in changed)
    tidied, contradictions = _tidied(located, registry)
    faults = [
        *_without_file(gathered, changed),
        *gathered.unreadable,
        *(fault for batch in batches for fault in batch.faults),
        *schema_faults(located, registry),
        *contradictions,
    ]
    bad = {fault.place for fault in faults}
    changed = tuple(replace(change, at_fault=change.place in bad) for change in changed)
    faults.extend(change.fault() for change in changed)
    cache.prune([*now.items(), *((file, event.checksum or "") for file, event in manifest.current.items())])
    return Examination(
        plan, registry, fingerprint, manifest, sources, gathered, batches, changed, (), tuple(dict.fromkeys(faults)),
        _said_twice(located) if contradictions else frozenset(), tidied,
    )  # fmt: skip


def _read(found: Found, plan: Plan, registry: Registry, cache: FileCache) -> BatchRead:
    if found.kept is not None:
        return BatchRead(found, found.kept)
    if not found.files:
        return BatchRead(found, Kept((), (), ()))
    findings = Findings()
    sheets = KINDS[found.source.reader.kind].read(Batch(found.source, plan, registry, found.files, findings))
    gave = Kept(
        tuple(findings.located),
        tuple(findings.warnings),
        tuple((sheet.file.file, sheet.sheet, sheet.rows) for sheet in sheets),
    )
    if not findings.faults and len(found.files) == len(found.ids):
        cache.put(found.source, found.ids, gave)
    return BatchRead(found, gave, tuple(findings.faults))


def _explained(
    change: Change, batches: Iterable[BatchRead], cache: FileCache, registry: Registry, manifest: Manifest
) -> Change:
    """Return a change with what it did to the numbers, where the file as it is now has no fault of its own."""
    for batch in batches:
        if change.event.file in dict(batch.found.ids):
            whole = not batch.faults and len(batch.found.files) == (0 if batch.found.kept else len(batch.found.ids))
            # Answers are added up over all files of their source, and weighted by a table that may be one of them.
            together = KINDS[batch.found.source.reader.kind].together
            located = [one for one in batch.gave.located if together or one.observation.file == change.event.file]
            received = {(file, event.checksum or "") for file, event in manifest.current.items()} if together else ()
            return explained(change, cache, located if whole else None, registry, received)
    return change


def _without_file(gathered: Gathered, changed: Iterable[Change]) -> Iterator[Fault]:
    """Yield a fault for each source without a file, unless a file of it is known to be gone."""
    gone = {change.event.source for change in changed if change.checksum is None}
    for source, fault in gathered.without_file:
        if fault is not None and source.id not in gone:
            yield fault


def _tidied(located: list[Located], registry: Registry) -> tuple[Tidied | None, tuple[Fault, ...]]:
    """Return the table, or what contradicts itself."""
    try:
        return tidy(item.observation for item in located), ()
    except DataError as error:
        return None, by_pair_of_files(error.faults, located, registry)


def _said_twice(located: Iterable[Located]) -> frozenset[str]:
    """Return every file that says what a file of the same origin says too: nobody knows which of them is right."""
    said: dict[tuple[object, ...], dict[str, str]] = {}
    for item in located:
        found = item.observation
        if found.origin is not Origin.DOCUMENTED:
            said.setdefault((found.origin, *key_of(found)), {})[found.id] = f"data/raw/{found.file}"
    return frozenset(place for ids in said.values() if len(ids) > 1 for place in ids.values())


def _outside_the_plan(plan: Plan, located: Iterable[Located]) -> Iterator[Fault]:
    """Yield a warning for each file with values that no round and no figure of the plan can use."""
    first = min(plan.start, *(one.first for one in (*plan.rounds, *plan.effects)))
    last = max(plan.end, *(one.last for one in (*plan.rounds, *plan.effects)))
    known = {*plan.areas, *plan.comparisons, *plan.comparison_pool, plan.municipality}
    seen: set[tuple[str, str]] = set()
    for item in located:
        found = item.observation
        if found.origin is Origin.DOCUMENTED:
            continue
        for reason in _reasons(found, first, last, known):
            if (found.file, reason[0]) not in seen:
                seen.add((found.file, reason[0]))
                place = f"data/raw/{found.file}"
                yield Fault(place, reason[0], reason[1], reason[2], sheet=found.sheet, row=found.row)


def _reasons(found: Observation, first: date, last: date, known: set[str]) -> Iterator[tuple[str, str, str]]:
    if found.period_end is not None and not first <= found.period_end <= last:
        rule = "Tal fra før den første runde eller efter planens slutning indgår ikke i nogen vurdering."
        yield f"perioden {found.period_label} ligger uden for planen", rule, "Se efter, at perioden er rigtig."
    if found.area not in known:
        rule = "Området hører ikke til evalueringens områder eller sammenligninger."
        yield f"området {found.area} bruges ikke i evalueringen", rule, "Tilføj området i plan.yml, hvis det skal med."
